import type { Change, PlanSummary } from '../../../directory/model/change';
import { DEFAULT_SETTINGS } from '../../../directory/plan';
import { fingerprint } from '../../../directory/plan/release';
import type { Target } from '../../../directory/plan/step';
import { compareTargets } from '../../../directory/plan/step';
import {
	brief,
	currentGroups,
	group,
	people,
	person,
	plan,
	userByHand,
	userOf,
	without,
} from './build';

const field = (name: string, from: unknown, to: unknown) => ({ field: name, from, to });
const [hr, it] = [group('hr', 'HR'), group('it', 'IT')];
const groups = [hr, it];

/** No guard holds anything. */
const OPEN = { count: 1000, share: 100 };
const GUARDS = { ...DEFAULT_SETTINGS.guards, moves: OPEN, creations: OPEN, usernameChanges: OPEN };

/** All orders of a list. */
function permutations<T>(list: readonly T[]): T[][] {
	if (list.length === 0) return [[]];
	return list.flatMap((first, i) =>
		permutations(list.filter((_one, j) => j !== i)).map((rest) => [first, ...rest]),
	);
}

describe('a change says why it is made', () => {
	const anna = person('p1', { groupExternalId: 'hr' });
	const moved = (to: string | null, more: Partial<typeof anna> = {}) =>
		plan(
			{ groups, users: [{ ...anna, groupExternalId: to, ...more }] },
			{ groups: currentGroups(groups), users: [userOf(anna)] },
			{ removal: { scope: 'withExternalId', action: 'none' } },
		).changes[0]!;

	test('a move, with other values that differ, or to no group at all', () => {
		expect(moved('it')).toMatchObject({
			reason: 'Is in “IT” in HR.',
			changes: [field('groupExternalId', 'hr', 'it')],
			leaves: ['t-hr'],
		});
		expect(moved('it', { lastName: 'Ny' }).reason).toBe('Differs from HR. Is in “IT” in HR.');
		expect(moved(null).reason).toBe('Is in no group in HR.');
	});

	test('a new person, though manager and group are new as well', () => {
		const users = [
			person('p2', { managerExternalId: 'p3', groupExternalId: 'it' }),
			person('p3', { managerExternalId: null, groupExternalId: null }),
		];
		const { changes } = plan({ groups: [it], users });
		expect(changes.map(({ name, reason }) => [name, reason])).toEqual([
			['IT', 'Is in HR, and no group in Winningtemp is the same.'],
			['Åsa Ek p3', 'Is in HR and not yet in Winningtemp.'],
			['Åsa Ek p2', 'Is in HR and not yet in Winningtemp. Is in “IT” in HR.'],
		]);
		expect(changes[1]!.changes.map((one) => one.field)).toEqual([
			'username',
			'firstName',
			'lastName',
		]);
	});

	test('someone made by hand who needs nothing but the External ID', () => {
		const { changes } = plan(
			{
				users: [person('p1', { username: 'maja@exempel.se', firstName: 'Maja', lastName: 'Hand' })],
			},
			{ users: [userByHand('maja@exempel.se')] },
		);
		expect(changes[0]!.reason).toBe(
			'A user made by hand has this username: adopted, and linked to HR by the External ID.',
		);
	});

	test('a possible reuse, before what is to be changed', () => {
		const before = person('p1', { birthday: '1980-01-01' });
		const after = { ...before, birthday: '1999-12-31', lastName: 'Ny', username: 'ny@exempel.se' };
		const { held } = plan({ users: [after] }, { users: [userOf(before)] });
		expect(held[0]!.reason).toBe(
			'Another name, birthday and username: the External ID may be somebody else’s now. Differs from HR. Has another username in HR.',
		);
	});

	test('a group that changes in several ways at once', () => {
		const before = [
			group('a', 'A'),
			group('b', 'B', 'a'),
			{ ...group('c', 'C', 'a'), managerExternalId: 'p1' },
		];
		const after = [
			group('a', 'A'),
			group('b', 'B'),
			{ ...group('c', 'Ny', 'b'), managerExternalId: 'p2' },
		];
		const users = people(2, { groupExternalId: 'c' }).map((one, i) => ({
			...one,
			externalId: `p${i + 1}`,
		}));
		const { changes } = plan(
			{ groups: after, users },
			{ groups: currentGroups(before), users: users.map((one) => userOf(one)) },
		);
		expect(changes.map(({ reason }) => reason)).toEqual([
			'Is at the top in HR. Recognised by the same External ID.',
			'Was called “C”. Is below “B” in HR. Has another manager in HR. Recognised by the same External ID.',
			'Manages “Ny” in HR, so is a member of no group.',
		]);
	});

	test('a further value of a group', () => {
		const users = people(1, { groupExternalId: 'hr' });
		const group410 = { ...hr, attributes: { costCentre: '410' } };
		const there = currentGroups([hr], { attributes: { costCentre: '400' } });
		const { changes } = plan(
			{ groups: [group410], users },
			{ groups: there, users: users.map((one) => userOf(one)) },
		);
		expect(changes.map(({ reason }) => reason)).toEqual([
			'Has another value in HR. Recognised by the same External ID.',
		]);
	});

	test('an e-mail address alone is a value like any other, not a log-in name', () => {
		const before = { ...anna, email: 'a@exempel.se' };
		const { changes } = plan(
			{ groups, users: [{ ...before, email: 'ny@exempel.se' }] },
			{ groups: currentGroups(groups), users: [userOf(before)] },
		);
		expect(changes.map(({ reason }) => reason)).toEqual(['Differs from HR.']);
	});

	test('a group that loses its manager', () => {
		const before = { ...group('a', 'A'), managerExternalId: 'p1' };
		const users = people(1, { groupExternalId: 'a' }).map((one) => ({ ...one, externalId: 'p1' }));
		const { changes } = plan(
			{ groups: [{ ...before, managerExternalId: null }], users },
			{ groups: currentGroups([before]), users: users.map((one) => userOf(one)) },
		);
		expect(changes[0]!.reason).toBe('Has no manager in HR. Recognised by the same External ID.');
	});

	test('a group whose name and manager two guards held, once both are released', () => {
		const managed = { ...group('a', 'A'), managerExternalId: 'p1' };
		const users = [person('p1', { groupExternalId: null }), person('p2', { groupExternalId: 'a' })];
		const none = { count: 0, share: 0 };
		const planned = (release = '') =>
			plan(
				{ groups: [{ ...managed, name: 'Ny', managerExternalId: 'p2' }], users },
				{ groups: currentGroups([managed]), users: users.map((one) => userOf(one)) },
				{ guards: { ...GUARDS, groupRenames: none, groupManagers: none }, release },
			);
		const { held, summary } = planned();
		expect(held.filter(({ kind }) => kind === 'group').map(({ reason }) => reason)).toEqual([
			'Has another manager in HR. Recognised by the same External ID.',
			'Was called “A”. Recognised by the same External ID.',
		]);
		expect(planned(summary.planId).changes[0]).toMatchObject({
			externalId: 'a',
			reason: 'Was called “A”. Has another manager in HR. Recognised by the same External ID.',
		});
	});

	test('a group that is renamed and whose manager leaves, by one reason each', () => {
		const managed = { ...group('a', 'A'), managerExternalId: 'gone' };
		const users = [person('p1', { groupExternalId: 'a' })];
		const gone = userOf(person('gone', { groupExternalId: null }));
		const { changes } = plan(
			{ groups: [{ ...managed, name: 'Ny', managerExternalId: null }], users },
			{ groups: currentGroups([managed]), users: [...users.map((one) => userOf(one)), gone] },
			{ guards: { ...GUARDS, groupRenames: OPEN, removals: OPEN } },
		);
		expect(changes.map(({ reason }) => reason)).toEqual([
			'Was called “A”. Recognised by the same External ID. Its manager is no longer in HR.',
			'Is no longer in HR.',
		]);
	});
});

describe('a change stands for itself', () => {
	test('someone new to a new group is created without waiting for it, someone there waits', () => {
		const users = [
			person('p1', { groupExternalId: 'it' }),
			person('p2', { groupExternalId: 'it' }),
		];
		const { changes } = plan(
			{ groups, users },
			{
				groups: currentGroups([hr]),
				users: [userOf(users[0]!, { memberOf: ['t-hr'] }), ...people(2).map((one) => userOf(one))],
			},
			{ removal: { scope: 'withExternalId', action: 'none' } },
		);
		expect(changes.map(({ name, needs }) => [name, needs])).toEqual([
			['IT', undefined],
			['Åsa Ek p2', undefined],
			['Åsa Ek p1', [1]],
		]);
	});

	test('someone there is changed once, a new manager among the rest', () => {
		const anna = person('p1');
		const { changes } = plan(
			{ users: [{ ...anna, lastName: 'Ny', managerExternalId: 'p2' }, person('p2')] },
			{ users: [userOf(anna)] },
		);
		expect(brief(changes)).toEqual([
			'create user p2',
			'update user p1: lastName, managerExternalId',
		]);
	});

	test('someone who comes back under a name of which another depends gets the new manager last', () => {
		const anna = person('p1');
		const after = { ...anna, username: 'ny@exempel.se', managerExternalId: 'p2' };
		const { changes } = plan(
			{ users: [after, person('p2'), person('p3', { username: anna.username })] },
			{ users: [userOf(anna, { active: false, version: 'W/"1"' })] },
			{ guards: GUARDS },
		);
		expect(brief(changes)).toEqual([
			'create user p2',
			'reactivate user p1: active, username',
			'create user p3',
			'update user p1: managerExternalId',
		]);
		expect(changes.map(({ version }) => version)).toEqual([
			undefined,
			'W/"1"',
			undefined,
			undefined,
		]);
	});

	test('someone who comes back under another name gets the new manager after that', () => {
		const anna = person('p1');
		const after = { ...anna, username: 'ny@exempel.se', managerExternalId: 'p2' };
		const { changes } = plan(
			{ users: [after, person('p2')] },
			{ users: [userOf(anna, { active: false, version: 'W/"1"' })] },
		);
		expect(changes.map((one) => [brief([one])[0], one.version])).toEqual([
			['create user p2', undefined],
			['reactivate user p1: active, username', 'W/"1"'],
			['update user p1: managerExternalId', undefined],
		]);
	});

	test('a value that names someone new is no link: it does not wait for them', () => {
		const users = people(6);
		const newcomers = people(12, {}, 'q');
		const changed = {
			...users[0]!,
			attributes: { mentor: 'q0001' },
			managerExternalId: 'q0001',
		};
		const { changes, held } = plan(
			{ users: [changed, ...users.slice(1), ...newcomers] },
			{ users: users.map((one) => userOf(one, { attributes: { mentor: null } })) },
		);
		expect(brief(changes)).toEqual(['update user p0001: attributes.mentor']);
		expect(brief(held)).toContain('update user p0001: managerExternalId');
	});

	test('someone new who is held is one held change, group and all', () => {
		const users = people(2, { groupExternalId: 'hr' });
		const newcomers = people(12, { groupExternalId: 'hr', managerExternalId: 'q0001' }, 'q');
		newcomers[0]!.managerExternalId = null;
		const { changes, held } = plan(
			{ groups: [hr], users: [...users, ...newcomers] },
			{ groups: currentGroups([hr]), users: users.map((one) => userOf(one)) },
		);
		expect(changes).toEqual([]);
		expect(brief(held)).toEqual(newcomers.map(({ externalId }) => `create user ${externalId}`));
		expect(held[1]!.changes).toContainEqual(field('groupExternalId', null, 'hr'));
		expect(held[1]!.changes).toContainEqual(field('managerExternalId', null, 'q0001'));
	});
});

describe('everyone who is as HR has them is left alone', () => {
	test('case 18: a paused user who is to stay so counts as unchanged', () => {
		const anna = person('p1');
		const { changes, summary } = plan(
			{ users: [anna] },
			{ users: [userOf(anna, { active: false })] },
			{ userStatus: 'keepInactive' },
		);
		expect(changes).toEqual([]);
		expect(summary.users).toMatchObject({ unchanged: 1, update: 0 });
	});

	test('someone without a group, where groups are not synchronised', () => {
		const anna = person('p1', { groupExternalId: 'hr' });
		const { changes } = plan(
			{ users: [{ ...anna, groupExternalId: null }] },
			{ groups: currentGroups([hr]), users: [userOf(anna)] },
		);
		expect(changes).toEqual([]);
	});

	test('someone of whose groups the tenant does not give', () => {
		const users = people(2, { groupExternalId: 'hr' });
		const { changes, issues } = plan(
			{ groups: [hr], users },
			{
				groups: currentGroups([hr]),
				users: [userOf(users[0]!), without(userOf(users[1]!), 'memberOf')],
			},
		);
		expect([changes, issues]).toEqual([[], []]);
	});

	test('case 17: a user whose name is not known is judged by birthday and username', () => {
		const before = person('p1', { birthday: '1980-01-01', firstName: '', lastName: '' });
		const nameless = without(without(userOf(before), 'firstName'), 'lastName');
		const after = person('p1', { birthday: '1999-12-31', username: 'ny@exempel.se' });
		for (const user of [userOf(before), nameless as never]) {
			expect(plan({ users: [after] }, { users: [user] })).toMatchObject({
				changes: [],
				held: [{ guard: { name: 'possibleReuse' } }],
			});
			const same = { ...after, username: user.username };
			expect(plan({ users: [same] }, { users: [user] }).held).toEqual([]);
		}
		const unnamed = { ...after, firstName: '', lastName: '', username: 'p1@exempel.se' };
		const known = userOf(person('p1', { birthday: '1980-01-01' }));
		expect(plan({ users: [unnamed] }, { users: [known] }).held).toEqual([]);
	});
});

describe('the summary counts each person and group once', () => {
	const figures = ({ users, groups: ofGroups }: PlanSummary) => {
		const only = ({ create, update, deactivate, reactivate, delete: deleted }: typeof users) => ({
			create,
			update,
			deactivate,
			reactivate,
			delete: deleted,
		});
		return { users: only(users), groups: only(ofGroups) };
	};
	const NONE = { create: 0, update: 0, deactivate: 0, reactivate: 0, delete: 0 };

	test('by what is done to them, whatever else is changed on the way', () => {
		const [a, b] = [person('a'), person('b')];
		const { changes, summary } = plan(
			{
				groups: [{ ...it, managerExternalId: 'c' }],
				users: [
					{ ...a, username: b.username },
					{ ...b, username: a.username },
					person('c', { groupExternalId: 'it' }),
				],
			},
			{ users: [userOf(a, { active: false }), userOf(b)] },
		);
		expect(brief(changes)).toEqual([
			'create group IT',
			'update user a: username',
			'create user c',
			'update user b: username',
			'update group IT: managerExternalId',
			'reactivate user a: active, username',
		]);
		expect(figures(summary)).toEqual({
			users: { ...NONE, create: 1, update: 1, reactivate: 1 },
			groups: { ...NONE, create: 1 },
		});
	});

	test('and says of groups and allowances only what there is to say', () => {
		const users = people(2, { groupExternalId: 'hr' });
		const { summary } = plan({ groups, users }, { groups: currentGroups(groups) });
		expect(summary.keptGroups).toEqual([]);
		expect(summary).not.toHaveProperty('allowance');
		expect(summary).not.toHaveProperty('scope');
	});

	test('those without an External ID, too', () => {
		const users = [userByHand('x@exempel.se'), userByHand('y@exempel.se')];
		const { summary } = plan(
			{ users: [person('p1')] },
			{ users },
			{ removal: { scope: 'all', action: 'delete' } },
		);
		expect(figures(summary).users).toEqual({ ...NONE, create: 1, delete: 2 });
		const held = plan(
			{ users: [person('p1')] },
			{ users },
			{
				removal: { scope: 'all', action: 'delete' },
				guards: { ...DEFAULT_SETTINGS.guards, removals: { count: 0, share: 0 } },
			},
		);
		expect(held.summary.users).toMatchObject({ delete: 0, held: 2 });
	});
});

test('law 5: users without an External ID come in one order, whatever order they are read in', () => {
	const users = ['b', 'a', 'c'].map((name) => userByHand(`${name}@exempel.se`));
	for (const order of permutations(users)) {
		const { changes } = plan(
			{ users: [person('p1')] },
			{ users: [userOf(person('p1')), ...order] },
			{ removal: { scope: 'all', action: 'delete' } },
		);
		expect(changes.map(({ targetId }) => targetId)).toEqual([
			'hand-a@exempel.se',
			'hand-b@exempel.se',
			'hand-c@exempel.se',
		]);
	}
});

test('law 5: targets have one order: groups, then users; by External ID, then by the id in Winningtemp', () => {
	const target = (kind: 'group' | 'user', externalId: string | null, targetId: string | null) =>
		({ kind, externalId, targetId, name: '', depth: 0 }) satisfies Target;
	const ordered = [
		target('group', null, 'x'),
		target('group', 'b', null),
		target('user', null, null),
		target('user', null, 'x'),
		target('user', null, 'y'),
		target('user', 'a', null),
		target('user', 'a', 'z'),
		target('user', 'b', 'w'),
	];
	for (const [i, a] of ordered.entries()) {
		for (const [j, b] of ordered.entries()) {
			expect(Math.sign(compareTargets(a, b))).toBe(Math.sign(i - j));
		}
	}
});

test('the number of a plan identifies its changes, in whatever order they come', () => {
	const base: Change = {
		order: 1,
		kind: 'user',
		action: 'update',
		externalId: 'p1',
		targetId: 't1',
		name: 'Åsa Ek',
		changes: [{ field: 'lastName', from: 'Ek', to: 'Ny' }],
		reason: '',
	};
	const others: Change[] = [
		{ ...base, kind: 'group' },
		{ ...base, action: 'delete' },
		{ ...base, externalId: null },
		{ ...base, targetId: 't2' },
		{ ...base, changes: [] },
		...[{ field: 'firstName' }, { from: null }, { to: null }].map((other) => ({
			...base,
			changes: [{ ...base.changes[0]!, ...other }],
		})),
	];
	const all = [base, ...others];
	expect(new Set(all.map((one) => fingerprint([one]))).size).toBe(all.length);
	expect(new Set(others.map((one) => fingerprint([base, one]))).size).toBe(others.length);
	for (const order of permutations(all.slice(0, 4))) {
		expect(fingerprint(order)).toBe(fingerprint(all.slice(0, 4)));
	}
	// What is only for reading, or follows from the rest, does not make another plan.
	expect(fingerprint([{ ...base, order: 7, name: 'X', reason: 'Y', version: 'Z' }])).toBe(
		fingerprint([base]),
	);
});
