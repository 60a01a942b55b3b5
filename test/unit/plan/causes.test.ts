import type { Person } from '../../../directory/model/person';
import { DEFAULT_SETTINGS, planSync } from '../../support/plan';
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

	test('a manager whose External ID changes is counted by no memory of a week either', () => {
		const again = staff.map((one) => ({
			...one,
			...(one.externalId === 'p0001' ? { externalId: 'n1' } : {}),
			...(one.managerExternalId === 'p0001' ? { managerExternalId: 'n1' } : {}),
			...(one.managerExternalId === 'p0002' ? { managerExternalId: 'p0003' } : {}),
		}));
		const { changes } = planSync({
			...{ groups: [], users: again, current: { groups: [], users } },
			...{ settings: DEFAULT_SETTINGS, today: '2026-11-27' },
			written: { since: '2026-11-01', counts: {} },
		});
		const counted = changes.flatMap(({ counts = [] }) =>
			counts.filter((one) => one.guard === 'managerChanges').map(({ cause }) => cause),
		);
		expect(counted).toEqual(Array(9).fill('p0002 → p0003'));
	});

	test('the new manager may stay below the former one', () => {
		const [, , first] = staff.filter(({ managerExternalId }) => managerExternalId === 'p0001');
		const stays = plan(
			{
				users: staff.map((one) =>
					one.managerExternalId === 'p0001' && one.externalId !== first!.externalId
						? { ...one, managerExternalId: first!.externalId }
						: one,
				),
			},
			{ users },
		);
		expect(guard(stays, 'managerChanges')).toMatchObject({ actual: 1 });
		expect(stays.changes).toHaveLength(8);
	});

	test('two reports of one manager who go to one other are one change', () => {
		const few = people(20).map((one, i) => (i < 3 ? one : { ...one, managerExternalId: 'p0001' }));
		const now = few.map((one, i) => userOf(i < 5 ? { ...one, managerExternalId: 'p0002' } : one));
		const wanted = few.map((one, i) =>
			i === 3 || i === 4 ? { ...one, managerExternalId: 'p0003' } : one,
		);
		const current = now.map((one, i) => (i < 3 ? userOf(few[i]!) : one));
		const result = plan({ users: wanted }, { users: current });
		expect(result.changes).toHaveLength(2);
		expect(guard(result, 'managerChanges')).toMatchObject({ actual: 1 });
	});

	test('where one goes to a third manager, who is not the new one of the others, each counts', () => {
		const result = reporting((manager, i) =>
			manager === 'p0001' ? (i === 90 ? 'p0003' : 'p0002') : manager,
		);
		expect(staff[90]!.managerExternalId).toBe('p0010');
		expect(guard(result, 'managerChanges')).toMatchObject({ actual: 1 });
		const last = reporting((manager, i) =>
			manager === 'p0001' ? (i === 91 ? 'p0003' : 'p0002') : manager,
		);
		expect(staff[91]!.managerExternalId).toBe('p0001');
		expect(guard(last, 'managerChanges')).toMatchObject({ actual: 9 });
	});

	test('the reports of two managers who go to one other count person by person', () => {
		const result = reporting((manager) => (/p000[12]/.test(manager) ? 'p0003' : manager));
		expect(guard(result, 'managerChanges')).toMatchObject({ actual: 18, held: false });
	});

	test.each([
		[4, 4],
		[5, 45],
	])('of ten managers, %i who are followed by others count as %i', (most, actual) => {
		const result = reporting((manager) => {
			const number = Number(manager.slice(1));
			return number <= most ? `p00${number + 5 < 10 ? '0' : ''}${number + 5}` : manager;
		});
		expect(guard(result, 'managerChanges')).toMatchObject({ actual });
	});

	test('a list of some people does not say who else reports to whom: each counts', () => {
		const all = staff.map((one) =>
			one.managerExternalId === 'p0001' ? { ...one, managerExternalId: 'p0002' } : one,
		);
		const result = planSync({
			...{ groups: [], users: all, current: { groups: [], users } },
			settings: DEFAULT_SETTINGS,
			partial: [{ code: 'limit', message: 'Return All is off' }],
		});
		expect(guard(result, 'managerChanges')).toMatchObject({ actual: 9 });
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

	test('a group merges only into one that does not merge into a third itself', () => {
		const next: Record<string, string> = { a: 'b', b: 'c', c: 'c' };
		// New people of B, so that it is no group that was made last night.
		const hires = Array.from({ length: 10 }, (_, i) => person(`n${i}`, { groupExternalId: 'b' }));
		const users = [...moved((from) => next[from]!), ...hires];
		const { held, summary } = plan({ groups, users }, current, without);
		// Each of A, and all of B as one.
		expect(summary.guards.find(({ name }) => name === 'moves')).toMatchObject({ actual: 31 });
		expect(held).toHaveLength(50);
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

	describe('below another group', () => {
		const tree = (parents: Record<string, string | null>) =>
			Object.entries(parents).map(([id, parent]) => group(id, `Grupp ${id}`, parent));
		const counted = (now: Record<string, string | null>, wanted: Record<string, string | null>) => {
			const users = people(3);
			const current = { groups: currentGroups(tree(now)), users: users.map((one) => userOf(one)) };
			return guard(plan({ groups: tree(wanted), users }, current, without), 'groupMoves')?.actual;
		};
		const now = { x: null, y: 'x', a: 'x', b: 'x', c: 'y', d: 'y', z: null };

		test('all that go below one other are one move, also where that one stays below the former', () => {
			expect(counted(now, { ...now, a: 'y', b: 'y' })).toBe(1);
			// It rises in place of the former one: that is part of it.
			expect(counted(now, { ...now, y: null, a: 'y', b: 'y' })).toBe(1);
		});

		test('each counts where the other one is left by all that were below it', () => {
			expect(counted(now, { ...now, a: 'y', b: 'y', c: 'z', d: 'z' })).toBe(3);
		});
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
