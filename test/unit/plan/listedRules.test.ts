import fc from 'fast-check';
import type { Person } from '../../../directory/model/person';
import { DEFAULT_SETTINGS, planSync, systems } from '../../support/plan';
import { planListed, type Item } from '../../../directory/plan/listed';
import { currentGroups, group, people, person, userByHand, userOf } from './build';
import { byHand, mornings, wantedOf } from './company';
import { Model } from './model';
import { doByHand, planAll, UNGUARDED } from './mornings';

const asItems = (persons: readonly Person[]) => persons as unknown as Item[];
const knows = () => true;

function planUsers(
	persons: readonly Person[],
	users: ReturnType<typeof userOf>[],
	more: { guards?: typeof DEFAULT_SETTINGS.guards; release?: string } = {},
) {
	return planListed('user', asItems(persons), { users, groups: [] }, { knows, systems, ...more });
}

describe('guards protect a list of people', () => {
	const staff = people(200);
	const users = staff.map((one) => userOf(one));
	const renamed = staff.map((one) => ({ ...one, username: `${one.externalId}@nytt.se` }));

	test('200 of 200 log-ins that change are held, each with the guard, and written once released', () => {
		const held = planUsers(renamed, users);
		expect(held.changes).toEqual([]);
		expect(new Set(held.verdicts.map(({ action }) => action))).toEqual(new Set(['held']));
		expect(held.verdicts[0]).toMatchObject({
			changes: [],
			held: [{ field: 'username', from: 'p0001@exempel.se', to: 'p0001@nytt.se' }],
			guard: { name: 'usernameChanges', limit: 10, actual: 200, of: 200 },
		});
		const { planId } = held.verdicts[0]!;
		expect(planId).toMatch(/^[0-9a-f]{12}$/);
		const released = planUsers(renamed, users, { release: planId! });
		expect(released.changes).toHaveLength(200);
		expect(new Set(released.verdicts.map(({ action }) => action))).toEqual(new Set(['updated']));
	});

	test('what is not held of the same people is written, and the verdict says both', () => {
		const { changes, verdicts } = planUsers(
			renamed.map((one, i) => (i < 20 ? { ...one, lastName: 'Ny' } : one)),
			users,
		);
		expect(changes).toHaveLength(20);
		expect(verdicts[7]).toMatchObject({
			action: 'held',
			changes: [{ field: 'lastName', to: 'Ny' }],
			held: [{ field: 'username' }],
		});
	});

	test('a guard that is set to stop stops the whole list', () => {
		const guards = { ...DEFAULT_SETTINGS.guards, whenExceeded: 'stop' as const };
		expect(() => planUsers(renamed, users, { guards })).toThrow(/200 log-ins would change/);
	});

	test('many new people beside few are held', () => {
		const { verdicts } = planUsers(people(60, {}, 'n'), users.slice(0, 100));
		expect(verdicts[0]).toMatchObject({ action: 'held', guard: { name: 'creations', limit: 50 } });
	});

	test('a list of one is not counted, even where no change at all is let through', () => {
		const none = { count: 0, share: 0 };
		const guards = { ...DEFAULT_SETTINGS.guards, usernameChanges: none, creations: none };
		expect(planUsers([renamed[0]!], users, { guards }).verdicts[0]!.action).toBe('updated');
		expect(planUsers([person('new')], users, { guards }).verdicts[0]!.action).toBe('created');
		expect(planUsers(renamed.slice(0, 2), users, { guards }).verdicts[0]!.action).toBe('held');
	});

	test('an External ID that may have gone to somebody else is held, in a list of one as well', () => {
		const before = userOf(person('p1', { birthday: '1970-01-01' }));
		const after = person('p1', {
			firstName: 'Bo',
			lastName: 'Berg',
			birthday: '1999-09-09',
			username: 'bo@exempel.se',
		});
		expect(planUsers([after], [before]).verdicts[0]).toMatchObject({
			action: 'held',
			changes: [],
			guard: { name: 'possibleReuse', actual: 1, limit: 0 },
		});
	});
});

test('people who are listed twice and alike are one, and both items say so', () => {
	const { verdicts, changes } = planUsers([person('a'), person('a')], []);
	expect(verdicts.map(({ action }) => action)).toEqual(['created', 'created']);
	expect(changes).toHaveLength(1);
});

test('nobody who is not listed is touched, whatever was left out of the list', () => {
	const users = [userOf(person('a')), userOf(person('b')), userByHand('c@exempel.se')];
	expect(planUsers([], users).changes).toEqual([]);
	expect(planUsers([person('a', { lastName: 'Ny' })], users).changes).toMatchObject([
		{ externalId: 'a', action: 'update' },
	]);
});

test('a username that cannot be had leaves the other values to be written, with a warning', () => {
	const users = [userOf(person('a')), userOf(person('b'))];
	const wants = person('a', { username: 'b@exempel.se', lastName: 'Ny' });
	const [verdict] = planUsers([wants], users).verdicts;
	expect(verdict).toMatchObject({ action: 'updated', changes: [{ field: 'lastName' }] });
	expect(verdict!.warnings.join()).toMatch(/b@exempel.se/);
});

describe('groups each for themselves', () => {
	const listed = (
		items: Item[],
		current = currentGroups([group('a', 'A'), group('b', 'B', 'a')]),
	) => planListed('group', items, { users: [], groups: current }, { knows, systems });

	test('a group that is not listed stays, and one that is listed keeps what is not mapped', () => {
		expect(listed([]).changes).toEqual([]);
		expect(listed([{ externalId: 'b', name: 'Ny' }]).changes).toMatchObject([
			{ externalId: 'b', action: 'update', changes: [{ field: 'name', from: 'B', to: 'Ny' }] },
		]);
	});

	test('the External ID alone says which group it is, also one that looks made from a name', () => {
		const { changes } = listed([{ externalId: 'A', name: 'A' }]);
		expect(changes).toMatchObject([{ externalId: 'A', action: 'create' }]);
	});

	test('a group can be put below one that is not listed, to the top, and below a new one', () => {
		expect(listed([{ externalId: 'c', name: 'C', parentExternalId: 'b' }]).changes).toMatchObject([
			{ action: 'create', changes: [{ field: 'name' }, { field: 'parentExternalId', to: 'b' }] },
		]);
		expect(listed([{ externalId: 'b', name: 'B', parentExternalId: null }]).changes).toMatchObject([
			{ action: 'update', changes: [{ field: 'parentExternalId', from: 'a', to: null }] },
		]);
		const below = listed([
			{ externalId: 'b', name: 'B', parentExternalId: 'n' },
			{ externalId: 'n', name: 'N', parentExternalId: null },
		]);
		expect(below.changes.map(({ externalId, needs }) => [externalId, needs])).toEqual([
			['n', undefined],
			['b', [1]],
		]);
	});

	test('a manager is taken as given, since people are not read', () => {
		const [verdict] = listed([{ externalId: 'a', name: 'A', managerExternalId: 'p1' }]).verdicts;
		expect(verdict).toMatchObject({ changes: [{ field: 'managerExternalId', to: 'p1' }] });
	});
});

test('for people whose groups exist, a list is planned as a list of some people is', () => {
	const limits = fc.constantFrom(UNGUARDED.guards, DEFAULT_SETTINGS.guards);
	let compared = 0;
	fc.assert(
		fc.property(
			mornings,
			fc.array(byHand, { maxLength: 3 }),
			limits,
			fc.nat({ max: 7 }),
			(days, hands, guards, left) => {
				const model = new Model();
				const [first, second] = days;
				const plan = planAll(first!, model, UNGUARDED);
				if (plan) model.applyAll(plan.changes);
				doByHand(model, hands);
				const current = model.current();
				const there = new Set(current.groups.map(({ externalId }) => externalId));
				const persons = wantedOf(second!)
					.users.filter((one): one is Person => !('skipped' in one))
					.filter(({ groupExternalId }) => groupExternalId && there.has(groupExternalId))
					.filter((_one, i) => i !== left);
				if (persons.length < 2) return;
				const settings = {
					...DEFAULT_SETTINGS,
					removal: { ...DEFAULT_SETTINGS.removal, action: 'none' as const },
					guards,
				};
				const partial = [{ code: 'limit', message: 'Return All is off' }];
				const some = planSync({ groups: [], users: persons, current, settings, partial });
				const listed = planListed('user', asItems(persons), current, { knows, systems, guards });
				expect(listed.changes).toEqual(some.changes);
				const heldOnes = listed.verdicts.filter(({ action }) => action === 'held');
				const heldIds = new Set(heldOnes.map(({ externalId }) => externalId));
				expect(heldIds).toEqual(new Set(some.held.map(({ externalId }) => externalId)));
				if (some.changes.length > 0) compared++;
			},
		),
		{ numRuns: 300 },
	);
	expect(compared).toBeGreaterThan(50);
});
