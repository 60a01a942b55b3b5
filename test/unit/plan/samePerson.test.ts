import fc from 'fast-check';
import type { CurrentUser, Person } from '../../../directory/model/person';
import { planListed, type Item } from '../../../directory/plan/listed';
import {
	adoptionDoubt,
	canSeeReuse,
	isSameRow,
	mayBeReused,
	mayBeTheirs,
	reuseNotJudged,
	whatDiffers,
} from '../../../directory/plan/samePerson';
import { planSync, systems } from '../../support/plan';
import { runs } from '../../support/runs';
import { brief, people, person, plan, userByHand, userOf, without } from './build';
import { byHand, mornings, wantedOf } from './company';
import { Model } from './model';
import { doByHand, planAll, UNGUARDED } from './mornings';

const KARL: Partial<Person> = { firstName: 'Karl', lastName: 'Berg', username: 'karl.berg@x.se' };

/** What becomes of one person and one account with the same username. */
function adoption(wanted: Partial<Person>, account: Partial<CurrentUser>) {
	const byHand = userByHand('karl.berg@x.se', { firstName: 'Karl', lastName: 'Berg', ...account });
	return plan({ users: [person('p1', { ...KARL, ...wanted })] }, { users: [byHand] });
}

function isAdopted(wanted: Partial<Person>, account: Partial<CurrentUser>): boolean {
	const { changes, held } = adoption(wanted, account);
	const guards = held.map(({ guard }) => guard.name);
	expect([changes.length, guards]).toEqual(changes.length > 0 ? [1, []] : [0, ['adoption']]);
	return changes.length > 0;
}

describe('an account made by hand becomes that of the person with its username', () => {
	test.each<[string, Partial<Person>, Partial<CurrentUser>]>([
		['it has the same name', {}, {}],
		['case and accents of the name differ', { lastName: 'Öberg' }, { lastName: 'OBERG' }],
		['the person has more first names', { firstName: 'Karl-Erik' }, {}],
		['the account has more last names', {}, { lastName: 'Berg Lindqvist' }],
		['the whole name is in one field', {}, { firstName: '', lastName: 'Berg Karl' }],
		['it has no name, and the username spells the name', {}, { firstName: '', lastName: '' }],
		[
			'it has a nickname, and the birthday is the same',
			{ birthday: '1980-02-03' },
			{ firstName: 'Kalle', birthday: '1980-02-03' },
		],
		[
			'one side has no birthday',
			{ birthday: '1980-02-03' },
			{ firstName: 'Karl Johan', birthday: null },
		],
		[
			'one name is all that anybody has',
			{ firstName: 'Ali', lastName: '' },
			{ firstName: 'ali', lastName: '' },
		],
	])('where %s', (_what, wanted, account) => {
		expect(isAdopted(wanted, account)).toBe(true);
	});

	test.each<[string, Partial<Person>, Partial<CurrentUser>]>([
		['is inactive', {}, { active: false }],
		['has a nickname, and no birthday to compare', {}, { firstName: 'Kalle' }],
		['has another name', {}, { firstName: 'Siv', lastName: 'Sjö' }],
		[
			'has the same name and another birthday',
			{ birthday: '1980-02-03' },
			{ birthday: '1991-01-01' },
		],
		['has a first name only', {}, { lastName: '' }],
		[
			'has another name and the same birthday',
			{ birthday: '1980-02-03' },
			{ firstName: 'Siv', lastName: 'Sjö', birthday: '1980-02-03' },
		],
	])('only once released where it %s', (_what, wanted, account) => {
		expect(isAdopted(wanted, account)).toBe(false);
		const byHand = userByHand('karl.berg@x.se', {
			firstName: 'Karl',
			lastName: 'Berg',
			...account,
		});
		const users = [person('p1', { ...KARL, ...wanted })];
		const release = plan({ users }, { users: [byHand] }).summary.planId;
		const released = plan({ users }, { users: [byHand] }, { release });
		expect(released.changes).toMatchObject([{ externalId: 'p1', targetId: byHand.targetId }]);
	});

	test('a username that does not spell the name says nothing', () => {
		const admin = userByHand('admin@x.se', { firstName: '', lastName: '' });
		const users = [person('p1', { ...KARL, username: 'admin@x.se' })];
		expect(plan({ users }, { users: [admin] }).held).toMatchObject([
			{ guard: { name: 'adoption' } },
		]);
	});
});

test('a new hire with the address of an inactive administrator gets neither that account nor a second one', () => {
	const admin = userByHand('it@x.se', { firstName: 'Rut', lastName: 'Rot', active: false });
	const staff = people(20);
	const hire = person('new', { ...KARL, username: 'it@x.se' });
	const report = person('r', { managerExternalId: 'new' });
	const { changes, held, summary } = plan(
		{ users: [...staff, hire, report] },
		{
			users: [
				admin,
				...staff.map((one) => userOf(one)),
				userOf(report, { managerExternalId: null }),
			],
		},
	);
	expect(changes).toEqual([]);
	expect(brief(held).sort()).toEqual([
		'reactivate user new: active, externalId, firstName, lastName',
		'update user r: managerExternalId',
	]);
	const reasonOf = (id: string) => held.find(({ externalId }) => externalId === id)!.reason;
	expect(reasonOf('new')).toBe(
		'Is in HR while inactive in Winningtemp: the same user becomes active again. The account “Rut Rot” made by hand is inactive. If it belongs to this person, activate it in Winningtemp. If not, change its username there. Differs from HR.',
	);
	expect(reasonOf('r')).toContain('Waits for the held update of the user “Karl Berg”');
	expect(summary.guards).toContainEqual({
		name: 'adoption',
		limit: 0,
		actual: 1,
		of: 22,
		held: true,
	});
});

test('a first load over accounts with nicknames holds those alone, all under one guard and one plan number', () => {
	const staff = people(60);
	const nicknamed = (one: Person, i: number) =>
		userByHand(one.username, {
			firstName: i < 20 ? 'Kicki' : one.firstName!,
			lastName: one.lastName!,
		});
	const current = { users: staff.map(nicknamed) };
	const first = plan({ users: staff }, current);
	expect(first.changes).toHaveLength(40);
	expect(first.held).toHaveLength(20);
	expect(new Set(first.held.map(({ guard }) => guard.actual))).toEqual(new Set([20]));
	expect(first.issues).toEqual([]);
	expect(plan({ users: staff }, current, { release: first.summary.planId }).changes).toHaveLength(
		60,
	);
});

describe('an External ID that may have been given to somebody else', () => {
	const before = person('p1', { ...KARL, birthday: '1980-02-03', email: 'karl.berg@x.se' });
	const other = {
		firstName: 'Siv',
		lastName: 'Sjö',
		birthday: '1991-01-01',
		username: 'siv.sjo@x.se',
		email: 'siv.sjo@x.se',
	};
	const guardsOf = (wanted: Partial<Person>, was: Partial<Person> = {}) =>
		plan(
			{ users: [{ ...before, ...wanted }] },
			{ users: [userOf({ ...before, ...was })] },
		).held.map(({ guard }) => guard.name);
	const { firstName, lastName, birthday, username, email } = other;
	const login = { username, email };
	const name = { firstName, lastName };

	test.each<[string, Partial<Person>, Partial<Person>]>([
		['with everything else', other, {}],
		['in a tenant without birthdays', { ...other, birthday: null }, { birthday: null }],
		['where HR has no birthdays', { ...name, ...login, birthday: null }, {}],
		['whose name changes a night before the username, without birthdays', name, { birthday: null }],
		[
			'whose name changes a night after the username, without birthdays',
			{ ...name, ...login },
			{ ...login, birthday: null },
		],
		['whose name and birthday change first', { ...name, birthday }, {}],
		['whose username and birthday change first', { ...login, birthday }, {}],
		['whose username and birthday change a night after the name', other, name],
		['whose name and birthday change a night after the username', other, login],
		['who has the same first name', { lastName, birthday, ...login }, {}],
	])('is held: somebody %s', (_what, wanted, was) => {
		expect(guardsOf(wanted, was)).toEqual(['possibleReuse']);
	});

	test.each<[string, Partial<Person>, Partial<Person>]>([
		['a marriage', { lastName, ...login }, {}],
		['a marriage in a tenant without birthdays', { lastName, ...login }, { birthday: null }],
		['another name and address for one with the same birthday', { ...name, ...login }, {}],
		['a birthday that was corrected', { birthday }, {}],
		[
			'a corrected birthday and a username in capitals',
			{ birthday, username: 'KARL.BERG@X.SE' },
			{},
		],
		['a birthday for somebody who had none', {}, { birthday: null }],
		['a new address alone', login, {}],
		['a middle name and another case', { firstName: 'KARL Johan', ...login }, { birthday: null }],
		[
			'names in the other order',
			{ firstName: 'Berg', lastName: 'Karl', ...login },
			{ birthday: null },
		],
		[
			'a last name where first names are not known',
			{ lastName, ...login, firstName: '' },
			{ firstName: '', birthday: null },
		],
	])('is not suspected in %s', (_what, wanted, was) => {
		expect(guardsOf(wanted, was)).toEqual([]);
	});

	test('is held in Create or Update as well', () => {
		const items = [{ ...before, ...other, birthday: null }] as unknown as Item[];
		const current = { users: [userOf({ ...before, birthday: null })], groups: [] };
		const { verdicts, changes } = planListed('user', items, current, {
			knows: () => true,
			systems,
		});
		expect(changes).toEqual([]);
		expect(verdicts).toMatchObject([{ action: 'held', guard: { name: 'possibleReuse' } }]);
	});

	test('is reported once as not judged where neither first names nor birthdays can be compared', () => {
		const staff = people(5, { birthday: '1980-02-03' });
		const nameless = staff
			.map((one) => without(userOf(one), 'birthday'))
			.map((one) => without(one, 'firstName'));
		const renamed = staff.map((one) => ({ ...one, username: `ny.${one.username}` }));
		const { issues, changes } = plan({ users: renamed }, { users: nameless as CurrentUser[] });
		expect(changes).toHaveLength(5);
		const unjudged = issues.filter(({ code }) => code === 'reuseNotJudged');
		expect(unjudged).toMatchObject([
			{
				severity: 'warning',
				message:
					'Of 5 people who change, HR and Winningtemp do not both have the first name or the birthday. So nobody sees whether their External ID was given to somebody else. Map one of these values to have that checked.',
				details: { people: ['p0001', 'p0002', 'p0003', 'p0004', 'p0005'], count: 5 },
			},
		]);
		const quiet = plan({ users: staff }, { users: nameless as CurrentUser[] });
		expect(quiet.issues.map(({ code }) => code)).not.toContain('reuseNotJudged');
	});
});

test('somebody who is refused the username of another keeps the own e-mail address as well', () => {
	const e7 = person('e7', { username: 'e7@x.se', email: 'e7@x.se' });
	const e8 = person('e8', { username: 'e8@x.se', email: 'e8@x.se' });
	const claiming = { ...e7, username: 'e8@x.se', email: 'e8@x.se', lastName: 'Ny' };
	const { changes, held, issues } = plan(
		{ users: [claiming, e8] },
		{ users: [userOf(e7), userOf(e8)] },
	);
	expect(brief([...changes, ...held])).toEqual(['update user e7: lastName']);
	expect(issues.map(({ code, subject }) => [code, subject.externalId])).toEqual([
		['sameUsername', 'e7'],
	]);
});

test('a blank External ID is none: the user was made by hand and is no leaver', () => {
	const byHand = userByHand('maja@x.se', { externalId: ' ' });
	const staff = people(3);
	const current = { users: [byHand, ...staff.map((one) => userOf(one))] };
	const { changes, held } = plan({ users: staff }, current);
	expect([...changes, ...held]).toEqual([]);
	const maja = person('m', { username: 'maja@x.se', firstName: 'Maja', lastName: 'Hand' });
	expect(plan({ users: [...staff, maja] }, current).changes).toMatchObject([
		{ externalId: 'm', changes: [{ field: 'externalId', from: null, to: 'm' }] },
	]);
});

test('no inactive account that was made by hand is ever changed unasked, whatever happens in HR', () => {
	let seen = 0;
	fc.assert(
		fc.property(mornings, fc.array(byHand, { maxLength: 6 }), (days, hands) => {
			const model = new Model();
			for (const day of days.slice(0, -1)) {
				const all = planAll(day, model, UNGUARDED);
				if (all) model.applyAll(all.changes);
			}
			doByHand(model, hands);
			const current = model.current();
			const asleep = current.users.filter((one) => !one.active && one.externalId === null);
			const last = wantedOf(days[days.length - 1]!);
			if (asleep.length === 0 || !last.users.some((one) => !('skipped' in one))) return;
			seen++;
			const { changes } = planSync({ ...last, current, settings: UNGUARDED });
			const ids = new Set(asleep.map(({ targetId }) => targetId));
			expect(changes.filter(({ targetId }) => ids.has(targetId ?? ''))).toEqual([]);
		}),
		{ numRuns: runs(150) },
	);
	// More than 10 of 150 runs; a smaller share of runs sees fewer.
	expect(seen).toBeGreaterThan(runs(150) / 12.5 - 2);
});

describe('two records', () => {
	type Values = Partial<Pick<Person, 'firstName' | 'lastName' | 'birthday' | 'username'>>;
	const known = (values: Values = {}) => ({
		...{ username: 'anna@x.se', firstName: 'Anna', lastName: 'Ek' },
		...values,
	});
	const [born, other] = ['1990-01-01', '1991-01-01'];

	test.each<[string, Values, Values, boolean]>([
		['nothing differs', {}, {}, false],
		['the name is another one', {}, { firstName: 'Siv', lastName: 'Sjö' }, true],
		[
			'the name is another one, and the birthday the same',
			{ birthday: born },
			{ birthday: born, firstName: 'Siv', lastName: 'Sjö' },
			false,
		],
		['a word of the name is the same', {}, { lastName: 'Sjö' }, false],
		['a birthday alone differs', { birthday: born }, { birthday: other }, false],
		[
			'birthday and last name differ',
			{ birthday: born },
			{ birthday: other, lastName: 'Sjö' },
			true,
		],
		[
			'birthday and username differ',
			{ birthday: born },
			{ birthday: other, username: 'bo@x.se' },
			true,
		],
		[
			'birthday and the case of the username differ',
			{ birthday: born },
			{ birthday: other, username: 'ANNA@x.se' },
			false,
		],
		['a birthday is not known, and the username differs', {}, { username: 'bo@x.se' }, false],
		[
			'birthdays and last names differ, and no first name is known',
			{ birthday: born, firstName: '' },
			{ birthday: other, lastName: 'Sjö' },
			true,
		],
		[
			'birthdays differ, and no first name is known',
			{ birthday: born, firstName: '' },
			{ birthday: other },
			false,
		],
		[
			'birthdays differ, and one has no name',
			{ birthday: born, firstName: '', lastName: '' },
			{ birthday: other },
			false,
		],
		[
			'last names differ, and no first name is known',
			{ firstName: '' },
			{ lastName: 'Sjö' },
			false,
		],
	])('show that an ID may be somebody else’s where %s: %s, %s', (_what, one, two, isReused) => {
		expect(mayBeReused(known(one), known(two))).toBe(isReused);
		expect(mayBeReused(known(two), known(one))).toBe(isReused);
	});

	test('differ in name, birthday and username, in this order, each where both have it', () => {
		expect(whatDiffers(known(), known())).toEqual([]);
		expect(whatDiffers(known(), known({ birthday: born }))).toEqual([]);
		expect(whatDiffers(known({ birthday: other }), known({ birthday: born }))).toEqual([
			'birthday',
		]);
		expect(whatDiffers(known(), known({ lastName: 'Sjö' }))).toEqual(['name']);
		expect(whatDiffers(known(), known({ username: 'bo@x.se' }))).toEqual(['username']);
		expect(
			whatDiffers(
				known({ birthday: born }),
				known({ birthday: other, firstName: 'Siv', username: 'b@x.se' }),
			),
		).toEqual(['name', 'birthday', 'username']);
	});

	test('can be judged with both first names, or both birthdays', () => {
		expect(canSeeReuse(known(), known())).toBe(true);
		expect(canSeeReuse(known({ firstName: '' }), known())).toBe(false);
		expect(canSeeReuse(known({ firstName: '', birthday: born }), known())).toBe(false);
		expect(canSeeReuse(known({ firstName: '', birthday: born }), known({ birthday: other }))).toBe(
			true,
		);
	});

	test('are one row where everything is the same, in whatever order', () => {
		const one = person('p1', { title: 'Cook', phone: '1' });
		const { phone, ...rest } = one;
		expect(isSameRow(one, one)).toBe(true);
		expect(isSameRow(one, { phone, ...rest })).toBe(true);
		expect(isSameRow(one, { ...one, title: 'Chef' })).toBe(false);
	});

	test('an account without a name has the one that its username spells', () => {
		const account = (values: Values, more: Partial<CurrentUser> = {}) => ({
			...userByHand('x@x.se'),
			...known({ firstName: '', lastName: '', ...values }),
			...more,
		});
		const wanted = known({ firstName: 'Karl', lastName: 'Berg' });
		expect(adoptionDoubt(wanted, account({ username: 'karl.berg@berg.karl.se' }))).toBeUndefined();
		expect(adoptionDoubt(wanted, account({ username: 'siv.sjo@karl.berg.se' }))).toBe('name');
		expect(adoptionDoubt(wanted, account({ username: 'karl.berg' }))).toBeUndefined();
		expect(mayBeTheirs(wanted, account({ username: 'karl.berg@x.se' }))).toBe(true);
		expect(mayBeTheirs(wanted, account({ username: 'karl.ek@x.se' }))).toBe(false);
		// Its own name comes first, even where that is a last name alone.
		expect(adoptionDoubt(wanted, account({ username: 'karl.berg@x.se', lastName: 'Sjö' }))).toBe(
			'name',
		);
	});

	test('a registered person gets no account with another birthday', () => {
		const account = (birthday: string | null) => ({
			...userByHand('x@x.se'),
			...known({ birthday }),
		});
		expect(mayBeTheirs(known({ birthday: born }), account(born))).toBe(true);
		expect(mayBeTheirs(known({ birthday: born }), account(null))).toBe(true);
		expect(mayBeTheirs(known({ birthday: born }), account(other))).toBe(false);
	});
});

test.each([
	[['p1'], '1 person who changes'],
	[['p2', 'p1'], '2 people who change'],
])('of whom a reuse cannot be seen is in one issue: %j', (ids, who) => {
	expect(reuseNotJudged([...ids], systems)).toEqual({
		severity: 'warning',
		code: 'reuseNotJudged',
		subject: { kind: 'user', externalId: null, name: 'External ID' },
		message: `Of ${who}, HR and Winningtemp do not both have the first name or the birthday. So nobody sees whether their External ID was given to somebody else. Map one of these values to have that checked.`,
		details: { people: [...ids].sort(), count: ids.length },
	});
});
