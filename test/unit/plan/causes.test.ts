import type { Person } from '../../../directory/model/person';
import { brief, currentGroups, group, people, person, plan, userOf } from './build';

/** What follows from one cause counts once. */

const guard = (result: ReturnType<typeof plan>, name: string) =>
	result.summary.guards.find((one) => one.name === name);

/** A hundred people: those with a manager report to one of the first ten, nine to each. */
const staff = people(100).map((one, i) =>
	i < 10 ? one : { ...one, managerExternalId: `p000${i % 10}`.replace('p0000', 'p0010') },
);
const users = staff.map((one) => userOf(one));

function reporting(managerOf: (manager: string, i: number) => string | null) {
	return plan(
		{
			users: staff.map((one, i) =>
				one.managerExternalId
					? { ...one, managerExternalId: managerOf(one.managerExternalId, i) }
					: one,
			),
		},
		{ users },
	);
}

describe('managers', () => {
	test('all reports of one manager who go to one other are one change', () => {
		const result = reporting((manager) => (manager === 'p0001' ? 'p0002' : manager));
		expect(guard(result, 'managerChanges')).toMatchObject({ actual: 1, of: 100, held: false });
		expect(result.changes).toHaveLength(9);
	});

	test('also where the new manager was one of them, and the former one is now below', () => {
		const result = plan(
			{
				users: staff.map((one) => {
					if (one.externalId === 'p0012') return { ...one, managerExternalId: 'p0002' };
					if (one.externalId === 'p0001') return { ...one, managerExternalId: 'p0012' };
					return one.managerExternalId === 'p0001' ? { ...one, managerExternalId: 'p0012' } : one;
				}),
			},
			{
				users: users.map((one) =>
					one.externalId === 'p0001' ? { ...one, managerExternalId: 'p0002' } : one,
				),
			},
		);
		expect(guard(result, 'managerChanges')).toMatchObject({ actual: 1, held: false });
		expect(result.changes).toHaveLength(10);
	});

	test('where one of them stays or goes elsewhere, each counts', () => {
		const one = reporting((manager, i) => (manager === 'p0001' && i > 20 ? 'p0002' : manager));
		expect(guard(one, 'managerChanges')).toMatchObject({ actual: 8 });
		const other = reporting((manager, i) =>
			manager === 'p0001' ? (i > 30 ? 'p0002' : 'p0003') : manager,
		);
		expect(guard(other, 'managerChanges')).toMatchObject({ actual: 9 });
	});

	test('case A4: the reports of many managers who go to one count person by person, and are held', () => {
		const { changes, held } = reporting(() => 'p0009');
		expect(changes).toEqual([]);
		expect(held).toHaveLength(81);
		expect(held[0]!.guard).toEqual({ name: 'managerChanges', limit: 40, actual: 81, of: 100 });
	});

	test('so do those whose manager is emptied', () => {
		const result = reporting((manager) => (manager === 'p0001' ? null : manager));
		expect(guard(result, 'managerChanges')).toMatchObject({ actual: 9, held: false });
	});

	test('where most managers change places, each of their reports counts', () => {
		const { held } = reporting((manager) => `p000${(Number(manager.slice(1)) % 9) + 1}`);
		expect(held[0]!.guard).toMatchObject({ name: 'managerChanges', limit: 40, actual: 90 });
		expect(held).toHaveLength(90);
	});

	test('the link to a manager who leaves follows from that, and counts nowhere', () => {
		const result = plan(
			{ users: staff.filter(({ externalId }) => externalId !== 'p0001') },
			{ users },
		);
		expect(guard(result, 'removals')).toMatchObject({ actual: 1 });
		expect(guard(result, 'managerChanges')).toMatchObject({ actual: 0 });
		expect(result.changes).toHaveLength(10);
	});

	test('a manager whose External ID changes is still the same one', () => {
		const again = staff.map((one) => ({
			...one,
			...(one.externalId === 'p0001' ? { externalId: 'n1' } : {}),
			...(one.managerExternalId === 'p0001' ? { managerExternalId: 'n1' } : {}),
		}));
		const result = plan({ users: again }, { users });
		expect(guard(result, 'externalIdChanges')).toMatchObject({ actual: 1, held: false });
		expect(guard(result, 'managerChanges')).toMatchObject({ actual: 0, held: false });
	});

	test('of groups: all groups of one manager that get one other are one change', () => {
		const groups = Array.from({ length: 12 }, (_, i) => ({
			...group(`g${i}`, `Grupp ${i}`),
			managerExternalId: i < 8 ? 'p0001' : null,
		}));
		const result = plan(
			{
				groups: groups.map((one) =>
					one.managerExternalId ? { ...one, managerExternalId: 'p0002' } : one,
				),
				users: staff,
			},
			{ groups: currentGroups(groups), users },
		);
		expect(guard(result, 'groupManagers')).toMatchObject({ actual: 1, of: 12, held: false });
	});
});

describe('groups', () => {
	const groups = [group('top', 'Topp'), group('a', 'A'), group('b', 'B'), group('c', 'C')];
	const placed = people(60).map((one, i) => ({
		...one,
		groupExternalId: i < 30 ? 'a' : i < 50 ? 'b' : 'c',
	}));
	const current = { groups: currentGroups(groups), users: placed.map((one) => userOf(one)) };
	const moved = (to: (from: string) => string) =>
		placed.map((one) => ({ ...one, groupExternalId: to(one.groupExternalId) }));
	const without = { renames: { detect: false, minimumOverlap: 50 } };

	test('a whole group that merges into another is one move', () => {
		const result = plan(
			{
				groups: groups.filter(({ externalId }) => externalId !== 'a'),
				users: moved((from) => (from === 'a' ? 'c' : from)),
			},
			current,
			without,
		);
		expect(guard(result, 'moves')).toMatchObject({ actual: 1, of: 60, held: false });
		expect(brief(result.changes).at(-1)).toBe('delete group A');
	});

	test.each([
		['goes along', 'c', 1, 'c'],
		['stays', 'a', 29, 'c'],
		['goes elsewhere', 'b', 1, 'c'],
	])('a group whose manager, who is no member, %s', (_what, managers, actual, others) => {
		const manager = placed[0]!.externalId;
		const managed = groups.map((one) =>
			one.externalId === 'a' ? { ...one, managerExternalId: manager } : one,
		);
		const members = placed.map((one) =>
			userOf(one.externalId === manager ? { ...one, groupExternalId: null } : one),
		);
		const result = plan(
			{
				groups: managed,
				users: moved((from) => (from === 'a' ? others : from)).map((one) =>
					one.externalId === manager ? { ...one, groupExternalId: managers } : one,
				),
			},
			{ groups: currentGroups(managed), users: members },
			{ ...without, managersAreMembers: false },
		);
		expect(guard(result, 'moves')).toMatchObject({ actual, of: 60 });
	});

	/** How many moves count where all of A go to another group. The first of them manages the named one. */
	function merging(
		to: string,
		managed: { inHr?: string; now?: string },
		more: { inHr?: Person[]; now?: Person[]; both?: string } = {},
	) {
		const manager = placed[0]!.externalId;
		const managedAt = (where?: string) =>
			[...groups, group('n', 'Ny')].map((one) => ({
				...one,
				managerExternalId: one.externalId === where ? manager : null,
			}));
		const users = [...placed, ...(more.now ?? [])].map((one) => {
			if (one.externalId === more.both) return userOf(one, { memberOf: ['t-a', 't-c'] });
			const isManager = one.externalId === manager && managed.now !== undefined;
			return userOf(isManager ? { ...one, groupExternalId: null } : one);
		});
		const result = plan(
			{
				groups: managedAt(managed.inHr),
				users: [...moved((from) => (from === 'a' ? to : from)), ...(more.inHr ?? [])],
			},
			{ groups: currentGroups(managedAt(managed.now)), users },
			{ ...without, managersAreMembers: false },
		);
		return guard(result, 'moves')?.actual;
	}

	test('moves count the same once the link to a manager, who is a member of none, is written', () => {
		expect(merging('n', { inHr: 'n', now: 'a' })).toBe(29);
		expect(merging('n', { inHr: 'n', now: 'n' })).toBe(29);
	});

	test('moves count the same once somebody who was in both groups has left the one', () => {
		expect(merging('c', {}, { both: 'p0059' })).toBe(1);
		expect(merging('c', {})).toBe(1);
	});

	test('moves count the same once new hires are in the other group', () => {
		const hires = Array.from({ length: 10 }, (_, i) => person(`n${i}`, { groupExternalId: 'n' }));
		expect(merging('n', {}, { inHr: hires })).toBe(1);
		expect(merging('n', {}, { inHr: hires, now: hires })).toBe(1);
		const few = hires.slice(1);
		expect(merging('n', {}, { inHr: few })).toBe(30);
		expect(merging('n', {}, { inHr: few, now: few })).toBe(30);
	});

	test('all groups that merge into one move everybody, and are held', () => {
		const { held } = plan({ groups, users: moved(() => 'c') }, current, without);
		expect(held[0]!.guard).toMatchObject({ name: 'moves', limit: 24, actual: 50 });
	});

	test('all groups that each go on to the next mean that the groups are mixed up: each person counts', () => {
		const next: Record<string, string> = { a: 'b', b: 'c', c: 'a' };
		const all = moved((from) => next[from]!);
		// One who stays in the last of them is no help.
		all[59]!.groupExternalId = 'c';
		const { changes, held } = plan({ groups, users: all }, current, without);
		expect(changes).toEqual([]);
		expect(held).toHaveLength(59);
		expect(held[0]!.guard).toMatchObject({ name: 'moves', limit: 24, actual: 59 });
	});

	test('a whole group that goes to a new one may be a rename that was not recognised: each counts', () => {
		const { held } = plan(
			{
				groups: [...groups, group('n', 'Ny')],
				users: moved((from) => (from === 'a' ? 'n' : from)),
			},
			current,
			without,
		);
		expect(held[0]!.guard).toMatchObject({ name: 'moves', limit: 24, actual: 30 });
	});

	test('nor does it become one move once that group was made and holds some new hires', () => {
		const hires = Array.from({ length: 9 }, (_, i) => person(`n${i}`, { groupExternalId: 'n' }));
		const made = [...groups, group('n', 'Ny')];
		const wanted = {
			groups: made,
			users: [...moved((from) => (from === 'a' ? 'n' : from)), ...hires],
		};
		const now = {
			groups: currentGroups(made),
			users: [...current.users, ...hires.map((one) => userOf(one))],
		};
		expect(plan(wanted, now, without).held[0]!.guard).toMatchObject({ name: 'moves', actual: 30 });
	});

	test('the members of a renamed group move nowhere', () => {
		const renamed = groups.map((one) => (one.externalId === 'a' ? { ...one, name: 'Nytt' } : one));
		const result = plan({ groups: renamed, users: placed }, current);
		expect(guard(result, 'moves')).toMatchObject({ actual: 0 });
		expect(guard(result, 'groupRenames')).toMatchObject({ actual: 1, of: 4, held: false });
	});

	test('all groups below one that go below another are one change', () => {
		const below = (parent: string) => [
			group('t', 'T'),
			group('u', 'U'),
			...Array.from({ length: 8 }, (_, i) => group(`g${i}`, `Grupp ${i}`, parent)),
		];
		const everyone = people(10, { groupExternalId: 't' });
		const result = plan(
			{ groups: below('u'), users: everyone },
			{ groups: currentGroups(below('t')), users: everyone.map((one) => userOf(one)) },
		);
		expect(guard(result, 'groupMoves')).toMatchObject({ actual: 1, of: 10, held: false });
	});
});
