import type { PlanSettings } from '../../support/plan';
import { DEFAULT_SETTINGS, planSync } from '../../support/plan';
import { countedWords, guardsOfListed } from '../../../directory/plan/guardTable';
import { fingerprint } from '../../../directory/plan/release';
import { brief, currentGroups, group, people, person, plan, userOf } from './build';
import { Model } from './model';

const guarded = (more: Partial<PlanSettings['guards']>): Partial<PlanSettings> => ({
	guards: { ...DEFAULT_SETTINGS.guards, ...more },
});

test('case 1: a spike of leavers is held, and all else proceeds', () => {
	const users = people(50);
	const current = { users: users.map((one) => userOf(one)) };
	const wanted = [...users.slice(6, 49), { ...users[49]!, lastName: 'Ny' }, person('q1')];
	const { changes, held, summary } = plan({ users: wanted }, current);
	expect(brief(changes)).toEqual(['create user q1', 'update user p0050: lastName']);
	expect(brief(held)).toEqual(
		users.slice(0, 6).map((one) => `deactivate user ${one.externalId}: active`),
	);
	const guard = { name: 'removals', limit: 5, actual: 6, of: 50 };
	expect(held.every((change) => JSON.stringify(change.guard) === JSON.stringify(guard))).toBe(true);
	expect(held.map(({ order }) => order)).toEqual([1, 2, 3, 4, 5, 6]);
	expect(summary.users).toMatchObject({ held: 6, deactivate: 0, create: 1, update: 1 });
	expect(summary.guards).toContainEqual({ ...guard, held: true });
	expect(summary.planId).toMatch(/^[0-9a-f]{12}$/);
});

test('case 1: while leavers are held, those who report to them and their groups keep the manager', () => {
	const [boss, ...others] = people(50);
	const staff = others.slice(5).map((one) => ({ ...one, managerExternalId: boss!.externalId }));
	const led = { ...group('g', 'Finance'), managerExternalId: boss!.externalId };
	const current = {
		groups: currentGroups([led]),
		users: [boss!, ...others.slice(0, 5), ...staff].map((one) => userOf(one)),
	};
	const renamed = { ...staff[0]!, lastName: 'Ny' };
	const wanted = {
		groups: [{ ...led, managerExternalId: null }],
		users: [renamed, ...staff.slice(1)],
	};
	const { changes, held } = plan(wanted, current);
	expect(brief(changes)).toEqual([`update user ${renamed.externalId}: lastName`]);
	expect(brief(held)).toContain(`update user ${renamed.externalId}: managerExternalId`);
	expect(brief(held)).toContain('update group Finance: managerExternalId');
	expect(held).toHaveLength(6 + staff.length + 1);

	const fewer = plan(
		{ ...wanted, users: [...others.slice(0, 5), renamed, ...staff.slice(1)] },
		current,
	);
	expect(fewer.held).toEqual([]);
	expect(brief(fewer.changes)).toContain(`deactivate user ${boss!.externalId}: active`);
	expect(brief(fewer.changes)).toContain('update group Finance: managerExternalId');
});

test.each([
	[50, 5, 0],
	[50, 6, 6],
	[200, 20, 0],
	[200, 21, 21],
])('of %i active users %i leavers: %i held (10 % and more than 5)', (of, leavers, expected) => {
	const users = people(of);
	const { changes, held } = plan(
		{ users: users.slice(leavers) },
		{ users: users.map((one) => userOf(one)) },
	);
	expect(held).toHaveLength(expected);
	expect(changes).toHaveLength(leavers - expected);
});

test('the share of removals is taken of the active users that can be removed', () => {
	const users = people(100);
	const current = users.map((one, i) =>
		i < 40 ? userOf(one, { externalId: null }) : userOf(one, { active: i < 90 || i >= 99 }),
	);
	const { summary } = plan({ users: users.slice(99) }, { users: current });
	expect(summary.guards[0]).toEqual({ name: 'removals', limit: 5, actual: 50, of: 51, held: true });
});

test('group deletions: 20 % and more than 3', () => {
	const groups = Array.from({ length: 10 }, (_, i) => group(`g${i}`, `Grupp ${i}`));
	const users = people(4, { groupExternalId: 'g0' });
	const current = { groups: currentGroups(groups), users: users.map((one) => userOf(one)) };
	const three = plan({ groups: groups.slice(0, 7), users }, current);
	expect(three.changes).toHaveLength(3);
	const four = plan({ groups: groups.slice(0, 6), users }, current);
	expect(four.changes).toEqual([]);
	expect(brief(four.held)).toEqual([
		'delete group Grupp 6',
		'delete group Grupp 7',
		'delete group Grupp 8',
		'delete group Grupp 9',
	]);
	expect(four.held[0]!.guard).toEqual({ name: 'groupDeletions', limit: 3, actual: 4, of: 10 });
});

test('moves: 40 % of the people in groups; a renamed group moves nobody, a first placement is none', () => {
	const groups = [group('a', 'A'), group('b', 'B')];
	const users = people(20, { groupExternalId: 'a' });
	const current = { groups: currentGroups(groups), users: users.map((one) => userOf(one)) };
	const moved = (count: number) =>
		users.map((one, i) => (i < count ? { ...one, groupExternalId: 'b' } : one));
	expect(plan({ groups, users: moved(8) }, current).held).toEqual([]);
	const { held, changes } = plan({ groups, users: moved(9) }, current);
	expect(changes).toEqual([]);
	expect(held).toHaveLength(9);
	expect(held[0]!.guard).toEqual({ name: 'moves', limit: 8, actual: 9, of: 20 });

	const renamed = plan({ groups: [group('a', 'Nytt'), groups[1]!], users }, current);
	expect(brief(renamed.changes)).toEqual(['update group Nytt: name']);
	const first = plan(
		{ groups, users },
		{ groups: currentGroups(groups), users: users.map((one) => userOf(one, { memberOf: [] })) },
	);
	expect(first.held).toEqual([]);
	expect(first.changes).toHaveLength(20);
});

test('username changes: 5 % and more than 5; the other values of the same people proceed', () => {
	const users = people(30);
	const current = { users: users.map((one) => userOf(one)) };
	const changed = (count: number) =>
		users.map((one, i) =>
			i < count ? { ...one, username: `ny${i}@exempel.se`, lastName: 'Ny' } : one,
		);
	expect(plan({ users: changed(5) }, current).held).toEqual([]);
	const { changes, held, summary } = plan({ users: changed(6) }, current);
	expect(brief(changes)).toEqual(
		users.slice(0, 6).map(({ externalId }) => `update user ${externalId}: lastName`),
	);
	expect(brief(held)).toEqual(
		users.slice(0, 6).map(({ externalId }) => `update user ${externalId}: username`),
	);
	expect(summary.users).toMatchObject({ update: 6, held: 6, unchanged: 24 });
});

test('creations: 50 % of a directory that is not empty, and no limit for an empty one', () => {
	const users = people(20);
	const half = users.slice(0, 10).map((one) => userOf(one));
	expect(plan({ users: users.slice(0, 15) }, { users: half }).held).toEqual([]);
	const { held, changes } = plan({ users }, { users: half });
	expect(changes).toEqual([]);
	expect(held).toHaveLength(10);
	expect(held[0]!.guard).toEqual({ name: 'creations', limit: 5, actual: 10, of: 10 });
	const empty = plan({ users });
	expect(empty.held).toEqual([]);
	expect(empty.summary.guards.map(({ name }) => name)).not.toContain('creations');
});

test('case 26: a first load that was cut short goes on without being held', () => {
	const groups = [{ ...group('a', 'A'), managerExternalId: 'p0001' }];
	const users = people(40, { groupExternalId: 'a', managerExternalId: 'p0001' }).map((one, i) =>
		i === 0 ? { ...one, managerExternalId: null } : one,
	);
	const created = users
		.slice(0, 8)
		.map((one) => userOf(one, { memberOf: [], managerExternalId: null }));
	const { changes, held } = plan(
		{ groups, users },
		{ groups: currentGroups(groups, { managerExternalId: null }), users: created },
	);
	expect(held).toEqual([]);
	expect(changes.filter(({ action }) => action === 'create')).toHaveLength(32);
	const grown = plan(
		{ groups, users },
		{ groups: currentGroups(groups), users: users.slice(0, 8).map((one) => userOf(one)) },
	);
	expect(grown.held).toHaveLength(32);
});

test('whatever needs a held change waits with it, and says for which', () => {
	const users = people(12);
	const before = users.map((one) => userOf(one));
	const renamed = users.map((one, i) => ({ ...one, username: `ny${i}@exempel.se` }));
	const heir = person('q1', { username: users[3]!.username });
	const helper = person('q2', { managerExternalId: 'q1' });
	const follower = { ...renamed[11]!, managerExternalId: 'q1', lastName: 'Ny' };
	const { changes, held } = plan(
		{ users: [...renamed.slice(0, 11), follower, heir, helper] },
		{ users: before },
	);
	expect(brief(changes)).toEqual(['create user q2', 'update user p0012: lastName']);
	expect(changes[0]!.changes.map(({ field }) => field)).not.toContain('managerExternalId');
	const waiting = new Map(held.map((change) => [brief([change])[0]!, change]));
	expect(waiting.get('create user q1')!.reason).toContain(
		'Waits for the held update of the user “Åsa Ek p0004”',
	);
	expect(waiting.get('create user q1')!.guard.name).toBe('usernameChanges');
	expect(waiting.get('update user q2: managerExternalId')!.reason).toContain(
		'Waits for the held creation of the user “Åsa Ek q1”',
	);
	expect(waiting.has('update user p0012: username, managerExternalId')).toBe(true);
});

test('groups that would be made, or go, only for people who are held wait with them', () => {
	const before = [group('a', 'A')];
	const users = people(20, { groupExternalId: 'a' });
	const after = [group('x', 'X'), group('y', 'Y', 'x'), group('z', 'Z', 'x')];
	const wanted = users.map((one, i) => ({ ...one, groupExternalId: i % 2 ? 'y' : 'z' }));
	const current = { groups: currentGroups(before), users: users.map((one) => userOf(one)) };
	const settings = { renames: { detect: false, minimumOverlap: 50 } };
	const { changes, held, summary } = plan({ groups: after, users: wanted }, current, settings);
	expect(changes).toEqual([]);
	expect(brief(held).filter((one) => one.includes(' group '))).toEqual([
		'create group Y',
		'create group Z',
		'delete group A',
		'create group X',
	]);
	expect(held.at(-2)!.reason).toContain('Waits for the held update of the user “Åsa Ek p0001”');
	expect(held.slice(-4).map(({ because }) => because)).toEqual([2, 1, 1, 21]);
	expect(summary.groups).toMatchObject({ create: 0, delete: 0, held: 4 });

	const newcomer = person('q1', { groupExternalId: 'y' });
	const partly = plan({ groups: after, users: [...wanted, newcomer] }, current, settings);
	expect(brief(partly.changes)).toEqual(['create group X', 'create group Y', 'create user q1']);
});

test('with whenExceeded stop nothing is planned, and every guard that tripped is named', () => {
	const users = people(20);
	const stopped = () =>
		plan(
			{ users: users.slice(10).map((one, i) => ({ ...one, username: `ny${i}@exempel.se` })) },
			{ users: users.map((one) => userOf(one)) },
			guarded({ whenExceeded: 'stop' }),
		);
	expect(stopped).toThrow(expect.objectContaining({ code: 'stopped' }));
	expect(stopped).toThrow(
		'10 people would be removed (of 20; the guard “Removals” lets 5 through)',
	);
	expect(stopped).toThrow(
		'10 log-ins would change (of 10; the guard “Log-in Changes” lets 5 through)',
	);
});

test('a possible reuse alone never stops the plan', () => {
	const before = person('p1', { birthday: '1980-01-01' });
	const after = person('p1', { birthday: '1999-12-31', lastName: 'Ny', username: 'ny@exempel.se' });
	const { held } = plan(
		{ users: [after] },
		{ users: [userOf(before)] },
		guarded({ whenExceeded: 'stop' }),
	);
	expect(held).toHaveLength(1);
});

test('held changes are released by the number of their plan, and only of that plan', () => {
	const users = people(50);
	const current = { users: users.map((one) => userOf(one)) };
	const wanted = { users: users.slice(10) };
	const { planId } = plan(wanted, current).summary;
	const released = plan(wanted, current, { release: ` ${planId} ` });
	expect(released.held).toEqual([]);
	expect(released.changes).toHaveLength(10);
	expect(released.summary.guards[0]).toMatchObject({ name: 'removals', actual: 10, held: false });

	expect(released.summary.release).toEqual({ planId, changes: 10 });
	expect(released.summary.planId).toBe('');
	const guard = { name: 'removals', limit: 5, actual: 10, of: 50 };
	expect(released.changes[0]!.released).toEqual(guard);
	expect(() =>
		plan(wanted, current, { ...guarded({ whenExceeded: 'stop' }), release: planId }),
	).not.toThrow();
});

test('if what a number names has changed, nothing is released, and the result says so', () => {
	const users = people(50);
	const current = { users: users.map((one) => userOf(one)) };
	const { planId } = plan({ users: users.slice(10) }, current).summary;
	const one = { ...users[49]!, lastName: 'Ny' };
	const other = plan({ users: [...users.slice(11, 49), one] }, current, { release: planId });
	expect(brief(other.changes)).toEqual(['update user p0050: lastName']);
	expect(other.changes[0]!.released).toBeUndefined();
	expect(other.held).toHaveLength(11);
	expect(other.summary.release).toEqual({ planId, changes: 0, why: 'changed' });
	expect(other.issues).toEqual([
		{
			severity: 'error',
			code: 'notReleased',
			subject: { kind: 'group', externalId: null, name: planId },
			message: `The plan number ${planId} released nothing: what is held has changed since then, or the number is mistyped. 11 changes are held now. Look at them; if they are right, release ${other.summary.planId}.`,
			details: { why: 'changed', planId: other.summary.planId },
		},
	]);
	const none = plan({ users }, current, { release: planId });
	expect(none.summary.release).toEqual({ planId, changes: 0, why: 'nothingHeld' });
	expect(none.issues[0]!.message).toBe(
		`The plan number ${planId} released nothing: nothing is held now. You need not do anything.`,
	);
	expect(() =>
		plan({ users: [one] }, current, { ...guarded({ whenExceeded: 'stop' }), release: planId }),
	).toThrow(expect.objectContaining({ code: 'stopped' }));
});

test('what another guard has come to hold since stays held; what the number names is released', () => {
	const users = people(100);
	const current = { users: users.map((one) => userOf(one)) };
	const stayed = users.slice(20);
	const { planId } = plan({ users: stayed }, current).summary;
	const renamed = stayed.map((one, i) => (i < 8 ? { ...one, username: `ny${i}@exempel.se` } : one));
	const both = plan({ users: renamed }, current);
	expect(both.held).toHaveLength(28);
	expect(both.summary.planId).not.toBe(planId);
	const { changes, held, summary, issues } = plan({ users: renamed }, current, { release: planId });
	expect(changes).toHaveLength(20);
	expect(changes.every(({ action, released }) => action === 'deactivate' && released)).toBe(true);
	expect(held).toHaveLength(8);
	expect(new Set(held.map(({ guard }) => guard.name))).toEqual(new Set(['usernameChanges']));
	expect(summary.release).toEqual({ planId, changes: 20 });
	expect(issues).toEqual([]);
	// The number that is shown now names the rest.
	const rest = plan({ users: renamed }, current, { release: summary.planId });
	expect(rest.changes).toHaveLength(8);
	expect(rest.held).toHaveLength(20);
});

test('a plan number carries its day, and releases nothing when it is more than a week old', () => {
	const users = people(50);
	const wanted = { groups: [], users: users.slice(10) };
	const current = { groups: [], users: users.map((one) => userOf(one)) };
	const on = (today: string, release: string) =>
		planSync({ ...wanted, current, settings: { ...DEFAULT_SETTINGS, release }, today });
	const { planId } = on('2026-12-28', '').summary;
	expect(planId).toMatch(/^20261228-[0-9a-f]{12}$/);
	expect(on('2027-01-04', planId).changes).toHaveLength(10);
	// Set in a place where it is a day later.
	expect(on('2026-12-27', planId).changes).toHaveLength(10);
	const late = on('2027-01-05', planId);
	expect(late.changes).toEqual([]);
	expect(late.summary.release).toEqual({ planId, changes: 0, why: 'expired' });
	expect(late.issues[0]!.message).toBe(
		`The plan number ${planId} released nothing: it is more than a week old. 10 changes are held now. Look at them; if they are right, release ${late.summary.planId}.`,
	);
	expect(late.summary.planId).toBe(planId.replace('20261228', '20270105'));
	for (const number of [planId.slice(9), `2026${planId}`, '20269999-abcdefabcdef', 'yes', '1']) {
		const { summary, changes } = on('2026-12-28', number);
		expect(summary.release).toEqual({ planId: number, changes: 0, why: 'notANumber' });
		expect(changes).toEqual([]);
	}
	expect(on('2026-12-01', planId).summary.release).toMatchObject({ why: 'notANumber' });
});

test('a possible reuse is released in the same way', () => {
	const before = person('p1', { birthday: '1980-01-01' });
	const after = person('p1', { birthday: '1999-12-31', lastName: 'Ny', username: 'ny@exempel.se' });
	const current = { users: [userOf(before)] };
	const { planId } = plan({ users: [after] }, current).summary;
	expect(brief(plan({ users: [after] }, current, { release: planId }).changes)).toEqual([
		'update user p1: username, lastName, birthday',
	]);
});

test('the number of a plan follows what is held, not what is not, nor the order', () => {
	const users = people(50);
	const current = { users: users.map((one) => userOf(one)) };
	const idOf = (wanted: typeof users) => plan({ users: wanted }, current).summary.planId;
	const first = idOf(users.slice(10));
	expect(idOf(users.slice(10).reverse())).toBe(first);
	expect(idOf([...users.slice(10), person('q1')])).toBe(first);
	expect(idOf(users.slice(9))).not.toBe(first);
	expect(idOf(users)).toBe('');
	expect(fingerprint([])).toBe('');
});

test('released, a held swap of usernames uses a temporary name', () => {
	const users = people(12);
	const model = new Model().applyAll(plan({ users }).changes);
	const rotated = users.map((one, i) => ({ ...one, username: users[(i + 1) % 12]!.username }));
	const { held, changes, summary } = plan({ users: rotated }, model.current());
	expect(changes).toEqual([]);
	expect(held).toHaveLength(12);
	const released = plan({ users: rotated }, model.current(), { release: summary.planId });
	expect(released.changes).toHaveLength(13);
	model.applyAll(released.changes);
	expect(plan({ users: rotated }, model.current()).changes).toEqual([]);
});

describe('of a guard that looks at each field', () => {
	const wanted = people(20, { phone: '2', title: 'Cook', gender: 'male' });
	const judged = (more: object) =>
		plan({ users: wanted }, { users: wanted.map((one) => userOf(one, more)) })
			.summary.guards.filter(({ name }) => name === 'fieldChanges' || name === 'fieldsEmptied')
			.map(({ name, field, actual }) => [name, actual, actual > 0 ? field : 'any']);

	test('the summary has the fields that have another value, not those that have a first one', () => {
		expect(judged({ phone: '1', title: null })).toEqual([
			['fieldChanges', 20, 'phone'],
			['fieldsEmptied', 0, 'any'],
		]);
	});

	test('the summary has one row where nothing counts', () => {
		expect(judged({ title: null, phone: null })).toEqual([
			['fieldChanges', 0, 'any'],
			['fieldsEmptied', 0, 'any'],
		]);
	});
});

test('"Create or Update" has the guards that it can trip: it removes and deletes nothing', () => {
	expect(guardsOfListed('user')).toEqual([
		...['moves', 'usernameChanges', 'creations', 'reactivations', 'externalIdChanges'],
		...['managerChanges', 'surveyExclusions', 'fieldChanges', 'fieldsEmptied'],
		...['sharedIdentities', 'unmappable'],
	]);
	expect(guardsOfListed('group')).toEqual([
		...['fieldChanges', 'fieldsEmptied', 'groupRenames', 'groupMoves', 'groupManagers'],
	]);
});

test.each([
	['removals', 1, 'person would be removed'],
	['groupReuse', 1, 'person or group would change'],
	['groupReuse', 2, 'people and groups would change'],
	['possibleReuse', 1, 'person would change'],
	['possibleReuse', 2, 'people would change'],
] as const)('what the guard %s counts, %i of it, is “%s”', (name, actual, words) => {
	expect(countedWords({ name }, actual)).toBe(words);
});
