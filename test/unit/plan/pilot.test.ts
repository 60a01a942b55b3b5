import type { PlanSettings } from '../../../directory/plan';
import { DEFAULT_SETTINGS } from '../../../directory/plan';
import { brief, currentGroups, group, people, person, plan, skipped, userOf } from './build';
import { Model } from './model';

const pilot = (
	some: Partial<PlanSettings['pilot']>,
	more: Partial<PlanSettings> = {},
): Partial<PlanSettings> => ({
	...more,
	pilot: { ...DEFAULT_SETTINGS.pilot, ...some },
});

const groups = [
	group('sthlm', 'Stockholm'),
	group('fin', 'Finance', 'sthlm'),
	group('pay', 'Payroll', 'fin'),
	group('mal', 'Malmö'),
];

test('a first load of a pilot writes the named people and the groups that they need, and shows the rest', () => {
	const users = [
		person('a', { groupExternalId: 'pay', managerExternalId: 'boss' }),
		person('b', { groupExternalId: 'mal' }),
		person('boss', { groupExternalId: 'sthlm' }),
	];
	const { changes, held, summary, issues } = plan({ groups, users }, {}, pilot({ people: ['a'] }));
	expect(brief(changes)).toEqual([
		'create group Stockholm',
		'create group Finance',
		'create group Payroll',
		'create user a',
	]);
	// The manager is outside, so the link to the manager waits.
	expect(changes[3]!.changes.map(({ field }) => field)).not.toContain('managerExternalId');
	expect(brief(held)).toEqual([
		'create group Malmö',
		'create user b',
		'create user boss',
		'update user a: managerExternalId',
	]);
	expect(held.map(({ order }) => order)).toEqual([1, 2, 3, 4]);
	expect(held[0]!.guard).toEqual({ name: 'scope', limit: 0, actual: 3, of: 7 });
	expect(summary.users).toMatchObject({ create: 1, held: 0 });
	expect(summary.groups).toMatchObject({ create: 3, held: 0 });
	expect(summary.planId).toBe('');
	expect(summary.scope).toEqual({
		people: ['a'],
		groups: [],
		companies: [],
		outside: { users: 3, groups: 1 },
	});
	expect(issues).toEqual([]);
	const model = new Model().applyAll(changes);
	const second = plan({ groups, users }, model.current(), pilot({ people: ['a'] }));
	expect(second.changes).toEqual([]);
});

test('people are named by External ID or username, with patterns, in capitals or not', () => {
	const users = ['a1', 'a2', 'b1'].map((id) => person(id));
	const created = (names: string[]) => brief(plan({ users }, {}, pilot({ people: names })).changes);
	expect(created(['A1', 'b1@EXEMPEL.se'])).toEqual(['create user a1', 'create user b1']);
	expect(created(['a*'])).toEqual(['create user a1', 'create user a2']);
	expect(created(['*@exempel.se'])).toHaveLength(3);
	expect(created([])).toHaveLength(3);
});

test.each([
	['by External ID', 'fin'],
	['by full path', 'stockholm/finance'],
	['as a report writes it', 'Stockholm › Finance'],
	['by name', 'Finance'],
	['by a pattern', 'Stockholm / Fin*'],
])('a group takes part with everything below it: %s', (_how, name) => {
	const before = [
		person('a', { groupExternalId: 'fin' }),
		person('b', { groupExternalId: 'pay' }),
		person('c', { groupExternalId: 'mal' }),
		person('gone', { groupExternalId: 'pay' }),
		person('left', { groupExternalId: 'mal' }),
	];
	const current = { groups: currentGroups(groups), users: before.map((one) => userOf(one)) };
	const wanted = {
		groups: groups.map((one) => ({ ...one, name: `${one.name} AB` })),
		users: before.slice(0, 3).map((one) => ({ ...one, lastName: 'Ny' })),
	};
	const { changes, held } = plan(wanted, current, pilot({ groups: [name] }));
	expect(brief(changes)).toEqual([
		'update group Finance AB: name',
		'update group Payroll AB: name',
		'update user a: lastName',
		'update user b: lastName',
		'deactivate user gone: active',
	]);
	expect(brief(held)).toEqual([
		'update group Malmö AB: name',
		'update group Stockholm AB: name',
		'update user c: lastName',
		'deactivate user left: active',
	]);
});

test('who moves into a named group, or out of one, takes part', () => {
	const at = (id: string, groupExternalId: string) => person(id, { groupExternalId });
	const before = [at('in', 'mal'), at('out', 'pay'), at('else', 'mal')];
	const current = { groups: currentGroups(groups), users: before.map((one) => userOf(one)) };
	const users = [at('in', 'pay'), at('out', 'mal'), at('else', 'sthlm')];
	const { changes, held } = plan({ groups, users }, current, pilot({ groups: ['pay'] }));
	expect(brief(changes)).toEqual([
		'update user in: groupExternalId',
		'update user out: groupExternalId',
	]);
	expect(brief(held)).toEqual(['update user else: groupExternalId']);
});

test('companies are those that the attribute for the company names', () => {
	const of = (id: string, company: string) => person(id, { attributes: { company, firm: 'x' } });
	const users = [of('a', '1'), of('b', '2')];
	const created = (more: Partial<PlanSettings>) =>
		brief(plan({ users }, {}, pilot({ companies: ['2', 'X'] }, more)).changes);
	expect(created({})).toEqual(['create user b']);
	const removal = { ...DEFAULT_SETTINGS.removal, companyAttribute: 'firm' };
	expect(created({ removal })).toHaveLength(2);
});

test('guards look at the pilot alone, and what they hold is released by itself', () => {
	const before = people(60, { groupExternalId: 'mal' });
	const current = {
		groups: currentGroups([groups[3]!]),
		users: before.map((one) => userOf(one)),
	};
	const wanted = { groups: [groups[3]!], users: before.slice(20) };
	const names = before.slice(0, 8).map(({ externalId }) => externalId);
	const few = plan(wanted, current, pilot({ people: names.slice(0, 5) }));
	expect(few.changes).toHaveLength(5);
	expect(few.held).toHaveLength(15);
	expect(few.summary).toMatchObject({ planId: '', users: { held: 0, deactivate: 5 } });
	expect(few.summary.guards[0]).toMatchObject({ actual: 5, held: false });

	const many = plan(wanted, current, pilot({ people: names }));
	expect(many.changes).toEqual([]);
	expect(many.held.map(({ guard }) => guard.name)).toEqual([
		...Array<string>(8).fill('removals'),
		...Array<string>(12).fill('scope'),
	]);
	expect(many.held.map(({ order }) => order)).toEqual(many.held.map((_one, i) => i + 1));
	expect(many.summary.users.held).toBe(8);
	const released = plan(
		wanted,
		current,
		pilot({ people: names }, { release: many.summary.planId }),
	);
	expect(released.changes).toHaveLength(8);
	expect(released.held).toHaveLength(12);
	expect(released.summary.release).toMatchObject({ changes: 8 });
});

test('someone of the pilot whose username another person must give up first waits for that', () => {
	const [a, b] = [
		person('a', { username: 'x@exempel.se' }),
		person('b', { username: 'y@exempel.se' }),
	];
	const current = { users: [userOf(a), userOf(b)] };
	const users = [
		{ ...a, username: 'z@exempel.se', lastName: 'Ny' },
		{ ...b, username: 'x@exempel.se', lastName: 'Ny' },
	];
	const { changes, held } = plan({ users }, current, pilot({ people: ['b'] }));
	expect(brief(changes)).toEqual(['update user b: lastName']);
	expect(brief(held)).toEqual(['update user a: username, lastName', 'update user b: username']);
});

test('a name that is nobody’s is reported, since a slip would look like a pilot without changes', () => {
	const users = [person('a'), skipped('b')];
	const { issues } = plan(
		{ groups, users },
		{},
		pilot({ people: ['a', 'q*'], groups: ['Lund'], companies: ['9'] }),
	);
	expect(issues.map(({ code, subject }) => [code, subject.name])).toEqual([
		['unknownInScope', '9'],
		['unknownInScope', 'Lund'],
		['unknownInScope', 'q*'],
	]);
	expect(issues[0]!.subject).toEqual({ kind: 'group', externalId: null, name: '9' });
	expect(issues[0]!.message).toBe(
		'Scope names “9”, and no person, group or company is called that. Correct it in Scope: people by External ID or username, groups by External ID, full path or name.',
	);
});
