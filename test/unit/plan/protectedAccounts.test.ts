import type { Person } from '../../../directory/model/person';
import { planListed, type Item } from '../../../directory/plan/listed';
import { DEFAULT_SETTINGS, systems, type PlanSettings } from '../../support/plan';
import { brief, currentGroups, group, people, person, plan, userByHand, userOf } from './build';

const MANY = { count: 1e6, share: 100 };
const settings = (...names: string[]): Partial<PlanSettings> => ({ protectedAccounts: names });

/** Everybody as HR has them. */
const staff = people(5, { groupExternalId: 'g' });
const users = staff.map((one) => userOf(one));
const groups = [group('g', 'Grupp')];
const current = { users, groups: currentGroups(groups) };
const boss = userOf(person('boss'), { memberOf: ['t-g'] });

function changed(externalId: string, more: Partial<Person>): Person[] {
	return staff.map((one) => (one.externalId === externalId ? { ...one, ...more } : one));
}

test.each([['p0001'], ['P0001@EXEMPEL.SE'], ['p0001*'], ['*1@exempel.se']])(
	'an account that is protected as %s keeps its values, group, manager and state',
	(name) => {
		const wanted = changed('p0001', {
			lastName: 'Ny',
			username: 'ny@x.se',
			groupExternalId: 'h',
			managerExternalId: 'p0002',
		});
		const inactive = [{ ...users[0]!, active: false }, ...users.slice(1)];
		const lists = { groups: [...groups, group('h', 'Annan')], users: wanted };
		const at = { ...current, users: inactive };
		expect(brief(plan(lists, at).changes)).toHaveLength(2);
		const { changes, held, issues } = plan(lists, at, settings(name));
		expect(brief([...changes, ...held])).toEqual(['create group Annan']);
		expect(issues).toMatchObject([
			{
				severity: 'warning',
				code: 'protectedAccounts',
				message:
					'1 protected account is left alone: Åsa Ek p0001 (p0001@exempel.se). To have them follow HR again, remove them from Protected Accounts.',
			},
		]);
	},
);

test('a protected account that is not in HR is neither deactivated nor deleted, no matter who may be removed', () => {
	const admin = userByHand('admin@x.se');
	for (const action of ['deactivate', 'delete'] as const) {
		const removal: PlanSettings['removal'] = { scope: 'all', action };
		const at = { ...current, users: [...users, admin, boss] };
		const free = plan({ groups, users: staff }, at, { removal });
		expect(free.changes.map((change) => change.action)).toEqual([action, action]);
		const kept = plan({ groups, users: staff }, at, { removal, ...settings('admin@x.se', 'boss') });
		expect([...kept.changes, ...kept.held]).toEqual([]);
	}
});

test('a group in which a protected account is stays, inactive or not', () => {
	const gone = [...groups, group('old', 'Gammal')];
	const member = userOf(person('m', { groupExternalId: 'old' }), { active: false });
	const at = { users: [...users, member], groups: currentGroups(gone) };
	expect(brief(plan({ groups, users: staff }, at).changes)).toEqual(['delete group Gammal']);
	const kept = plan({ groups, users: staff }, at, settings('m'));
	expect(kept.changes).toEqual([]);
	expect(kept.issues.map(({ code }) => code).sort()).toEqual(['groupKept', 'protectedAccounts']);
});

test('nobody gets or loses a protected manager, of people and of groups', () => {
	const managed = users.map((user, i) => (i === 0 ? { ...user, managerExternalId: 'boss' } : user));
	const at = {
		users: [...managed, boss],
		groups: currentGroups(groups, { managerExternalId: 'boss' }),
	};
	const wanted = changed('p0002', { managerExternalId: 'boss' });
	const joiner = person('new', { managerExternalId: 'boss' });
	const { changes, held } = plan(
		{ groups, users: [...wanted, person('boss'), joiner] },
		at,
		settings('boss'),
	);
	expect(held).toEqual([]);
	expect(brief(changes)).toEqual(['create user new']);
	expect(changes[0]!.changes.map(({ field }) => field)).not.toContain('managerExternalId');
});

test('no username of a protected account is given to somebody else, nor is a second account made', () => {
	const admin = userByHand('admin@x.se', { firstName: 'Rut', lastName: 'Rot' });
	const hire = person('new', { username: 'admin@x.se' });
	const claims = changed('p0001', { username: 'admin@x.se' });
	for (const wanted of [[...staff, hire], claims]) {
		const { changes, held, issues } = plan(
			{ groups, users: wanted },
			{ ...current, users: [...users, admin] },
			settings('admin@x.se'),
		);
		expect([...changes, ...held]).toEqual([]);
		expect(issues.map(({ code }) => code).sort()).toEqual(['protectedAccounts', 'usernameTaken']);
	}
});

test('a protected account made by hand is not adopted by its person, and the person is named', () => {
	const rut = userByHand('rut@x.se', { firstName: 'Rut', lastName: 'Rot' });
	const wanted = person('r', { username: 'rut@x.se', firstName: 'Rut', lastName: 'Rot' });
	const { changes, held, issues } = plan(
		{ groups, users: [...staff, wanted] },
		{ ...current, users: [...users, rut] },
		settings('rut@x.se'),
	);
	expect([...changes, ...held]).toEqual([]);
	expect(issues.map(({ message }) => message)).toEqual([
		'1 protected account is left alone: Rut Rot (rut@x.se). To have them follow HR again, remove them from Protected Accounts.',
		'Rut Rot has the protected account rut@x.se, so nothing of HR was written for Rut Rot. To change that, remove the account from Protected Accounts.',
	]);
});

test('a manager with a protected account is not missing', () => {
	const wanted = [...changed('p0002', { managerExternalId: 'boss' }), person('boss')];
	const at = { ...current, users: [...users, boss] };
	const { changes, issues } = plan({ groups, users: wanted }, at, settings('boss'));
	expect(changes).toEqual([]);
	expect(issues.map(({ code }) => code)).not.toContain('managerMissing');
	const unprotected = plan({ groups, users: wanted.slice(0, -1) }, current);
	expect(unprotected.issues.map(({ code }) => code)).toEqual(['managerMissing']);
});

test('protected accounts are in the base of no guard', () => {
	const of = (names: string[]) =>
		Object.fromEntries(
			plan({ groups, users: staff }, current, settings(...names)).summary.guards.map((guard) => [
				guard.name,
				guard.of,
			]),
		);
	expect(of([])).toMatchObject({
		removals: 5,
		creations: 5,
		moves: 5,
		usernameChanges: 5,
		adoption: 5,
	});
	expect(of(['p0001', 'p0002@*'])).toMatchObject({
		removals: 3,
		creations: 3,
		moves: 3,
		usernameChanges: 3,
		adoption: 3,
	});
});

test('a name that no account has is reported', () => {
	const { issues } = plan({ groups, users: staff }, current, settings('admn@x.se', 'p0001'));
	expect(issues.find(({ code }) => code === 'protectedUnknown')).toMatchObject({
		message:
			'Winningtemp has no account “admn@x.se”, so Protected Accounts protects nobody by that name. Check the spelling.',
		details: { names: ['admn@x.se'] },
	});
	expect(plan({ groups, users: staff }, {}, settings('admn@x.se')).issues).toEqual([]);
});

describe('Create or Update', () => {
	const guards = { ...DEFAULT_SETTINGS.guards, fieldChanges: MANY };
	const options = { knows: () => true, systems, guards };

	test('leaves a protected account alone and says so of its item', () => {
		const items = changed('p0001', { lastName: 'Ny' }).slice(0, 2) as unknown as Item[];
		const { verdicts, changes } = planListed('user', items, current, {
			...options,
			protectedAccounts: ['p0001'],
		});
		expect(changes).toEqual([]);
		expect(verdicts.map(({ action, warnings }) => [action, warnings.length])).toEqual([
			['unchanged', 1],
			['unchanged', 0],
		]);
		expect(verdicts[0]!.warnings[0]).toContain('1 protected account is left alone');
	});

	test('of groups gives none a protected manager', () => {
		const items = [{ ...group('g', 'Ny'), managerExternalId: 'p0001' }] as unknown as Item[];
		const { changes } = planListed('group', items, current, {
			...options,
			protectedAccounts: ['p0001@exempel.se'],
		});
		expect(changes).toMatchObject([{ changes: [{ field: 'name', from: 'Grupp', to: 'Ny' }] }]);
	});
});

test.each([['boss@exempel.se'], ['BOSS']])(
	'a manager who is protected as %s stays, however the directory writes the ID in the link',
	(name) => {
		const linked = users.map((user) => ({ ...user, managerExternalId: 'Boss' }));
		const at = { ...current, users: [...linked, boss] };
		const others = staff.map((one) => ({ ...one, managerExternalId: 'p0001' }));
		const { changes, held } = plan({ groups, users: others }, at, settings(name));
		expect(brief([...changes, ...held])).toEqual([]);
	},
);
