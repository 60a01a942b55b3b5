import type { Change } from '../../../directory/model/change';
import type { Issue } from '../../../directory/model/issue';
import { Discretion, isLeftOut, protectedName } from '../../../directory/model/protectedIdentity';
import { UserError } from '../../../directory/model/userError';
import { discretionOf, leftAlone } from '../../../directory/plan/discretion';
import { person, user } from '../../support/people';
import { systems } from '../../support/plan';

/** People with protected identity: what must not be read of them, in whatever is written. */

const ANNA = {
	externalId: 'E7',
	firstName: 'Anna',
	lastName: 'Ek',
	username: 'anna.ek@exempel.se',
	email: 'anna@exempel.se',
	name: 'Ek, Anna',
};
const INSTEAD = 'Person E7 (protected identity)';

function discretion(...people: Array<Parameters<Discretion['add']>[0]>): Discretion {
	const made = new Discretion();
	for (const one of people) made.add(one);
	return made;
}

const issue = (more: Partial<Issue> = {}): Issue => ({
	severity: 'warning',
	code: 'unknownManager',
	message: 'Bo Alm has a manager who is not here.',
	subject: { kind: 'user', externalId: 'E8', name: 'Bo Alm' },
	details: { manager: 'E9' },
	...more,
});

test('is needed where there is somebody to protect', () => {
	expect(discretion().isNeeded).toBe(false);
	expect(discretion({ externalId: 'E7' }).isNeeded).toBe(true);
	expect(discretion({ externalId: null, name: 'Anna Ek' }).isNeeded).toBe(true);
	expect(discretion({ externalId: null, name: 'Bo' }).isNeeded).toBe(false);
	expect(discretion({ externalId: '' }).isNeeded).toBe(false);
});

test('somebody is known by the External ID in any case, and nobody by none', () => {
	const of = discretion(ANNA);
	expect([of.protects('E7'), of.protects('e7'), of.protects('E8'), of.protects(null)]).toEqual([
		...[true, true, false, false],
	]);
	expect(protectedName('E7')).toBe(INSTEAD);
	expect([protectedName(null), protectedName('')]).toEqual([
		...['A person with protected identity', 'A person with protected identity'],
	]);
});

test.each(['Anna Ek', 'Ek, Anna', 'anna.ek@exempel.se', 'anna@exempel.se'])(
	'%s is taken out of a text, wherever it is',
	(text) => {
		expect(discretion(ANNA).text(`${text} has no group; ask ${text}.`)).toBe(
			`${INSTEAD} has no group; ask ${INSTEAD}.`,
		);
	},
);

test('a name that is a part of any other text stays, and so does what others are called', () => {
	const of = discretion({ externalId: 'E7', firstName: 'Bo', lastName: '' }, ANNA);
	expect(of.text('Bo Alm and Annika Ek')).toBe('Bo Alm and Annika Ek');
	expect(discretion({ externalId: 'E7', name: 'Bosse' }).text('Bosse')).toBe(INSTEAD);
	expect(discretion({ externalId: 'E7', lastName: 'Lind' }).text('Lind')).toBe(INSTEAD);
	expect(discretion({ externalId: 'E7', firstName: 'Lin' }).text('Lin')).toBe('Lin');
});

test('of two with one name the first is meant', () => {
	const of = discretion(ANNA, { ...ANNA, externalId: 'E9' });
	expect(of.text('Anna Ek')).toBe(INSTEAD);
});

describe('an issue', () => {
	const of = discretion(ANNA);

	test('about such a person says only what kind it is, and how to find the person', () => {
		const subject = { kind: 'user', externalId: 'e7', name: 'Anna Ek' } as const;
		expect(of.issue(issue({ subject, message: 'Anna Ek, Malmö: no manager.' }))).toEqual({
			severity: 'warning',
			code: 'unknownManager',
			message:
				'Person e7 (protected identity): unknownManager. The message is left out, since it may show name or place. Look the person up in HR by the External ID.',
			subject: { ...subject, name: 'Person e7 (protected identity)' },
			details: {},
		});
	});

	test('about a group with the same ID is not about the person', () => {
		const subject = { kind: 'group', externalId: 'E7', name: 'HR' } as const;
		expect(of.issue(issue({ subject })).message).toBe(issue().message);
	});

	test('about somebody else keeps all but the name, in message, subject and details', () => {
		const message = 'The manager Anna Ek is not here.';
		expect(of.issue(issue({ message }))).toEqual(
			issue({ message: `The manager ${INSTEAD} is not here.` }),
		);
		const subject = { kind: 'group', externalId: 'g', name: 'Team Anna Ek' } as const;
		expect(of.issue(issue({ subject })).subject.name).toBe(`Team ${INSTEAD}`);
		const details = { people: ['anna@exempel.se', 'bo@exempel.se'] };
		expect(of.issue(issue({ details })).details).toEqual({ people: [INSTEAD, 'bo@exempel.se'] });
		expect(of.issue(issue({ message })).details).toEqual({ manager: 'E9' });
	});

	test('that does not mention the person is the same one', () => {
		const one = issue();
		expect(of.issue(one)).toBe(one);
	});
});

describe('a change', () => {
	const change = (more: Partial<Change> = {}): Change => ({
		...{ order: 1, kind: 'user', action: 'update', externalId: 'E8', targetId: 't' },
		...{ name: 'Bo Alm', changes: [], reason: 'Differs from HR.' },
		...more,
	});
	const of = discretion(ANNA);

	test('of such a person is marked, without name and reason; its values stay, to be written', () => {
		const changes = [{ field: 'lastName', from: 'Ek', to: 'Alm' }];
		expect(of.change(change({ externalId: 'E7', name: 'Anna Ek', changes }))).toEqual({
			...change({ externalId: 'E7', changes }),
			...{ name: INSTEAD, reason: '', protectedIdentity: true },
		});
	});

	test('of somebody else, or of a group, loses the name in its reason only', () => {
		const one = change();
		expect(of.change(one)).toBe(one);
		const reason = 'Manages “Anna Ek”.';
		expect(of.change(change({ reason }))).toEqual(change({ reason: `Manages “${INSTEAD}”.` }));
		const group = change({ kind: 'group', externalId: 'E7' });
		expect(of.change(group)).toBe(group);
	});
});

test('an error for people loses the name in both texts, and any other stays as it is', () => {
	const of = discretion(ANNA);
	const told = of.error(new UserError('No group for Anna Ek', 'Ask Anna Ek.', 'input', 400));
	expect(told).toBeInstanceOf(UserError);
	expect(told).toMatchObject({
		message: `No group for ${INSTEAD}`,
		advice: `Ask ${INSTEAD}.`,
		code: 'input',
		status: 400,
	});
	const other = new Error('Anna Ek');
	expect(of.error(other)).toBe(other);
});

test('somebody is left out for the protected identity alone, not for what else is wrong', () => {
	const skipped = (codes: string[], protectedIdentity?: true) =>
		isLeftOut({
			...{ externalId: 'E7', name: '', skipped: true },
			...(protectedIdentity ? { protectedIdentity } : {}),
			issues: codes.map((code) => issue({ code })),
		} as Parameters<typeof isLeftOut>[0]);
	expect(skipped(['protectedIdentity'], true)).toBe(true);
	expect(skipped([], true)).toBe(true);
	expect(skipped(['protectedIdentity', 'missingUsername'], true)).toBe(false);
	expect(skipped(['protectedIdentity'])).toBe(false);
});

describe('an older name in the directory', () => {
	const marked = {
		externalId: 'E7',
		username: 'anna@exempel.se',
		protectedIdentity: true,
	} as const;
	const told = (users: Parameters<typeof discretionOf>[0]['users'], values: object) =>
		discretionOf({
			users,
			current: {
				groups: [],
				users: [user({ firstName: 'Anna', lastName: 'Gammal', ...values })],
			},
		}).text('Anna Gammal has no group.');

	test.each([
		[
			'by the External ID in any case',
			{ externalId: 'e7', username: 'gammal@exempel.se' },
			'Person e7 (protected identity) has no group.',
		],
		[
			'by the username in any case',
			{ externalId: null, username: 'ANNA@exempel.se' },
			'A person with protected identity has no group.',
		],
	])('is not read if the account belongs to a protected person %s', (_how, values, text) => {
		expect(told([person(marked)], values)).toBe(text);
	});

	test('is read if the account belongs to somebody else', () => {
		const other = { externalId: 'E8', username: 'bo@exempel.se' };
		const skipped = { externalId: 'E9', name: 'Cia', skipped: true as const, issues: [] };
		expect(told([person(marked)], other)).toBe('Anna Gammal has no group.');
		expect(told([{ ...skipped, protectedIdentity: true }], other)).toBe(
			'Anna Gammal has no group.',
		);
		expect(told([person({ externalId: 'E7' })], { externalId: 'E7' })).toBe(
			'Anna Gammal has no group.',
		);
	});
});

describe('accounts of people who are left out for their protected identity', () => {
	const leftOut = (externalId: string | null, more = {}) => ({
		externalId,
		name: 'Anna Ek',
		skipped: true as const,
		protectedIdentity: true as const,
		issues: [],
		...more,
	});
	type Given = Parameters<typeof leftAlone>[0];
	const said = (users: Given['users'], ...accounts: Array<ReturnType<typeof user>>) =>
		leftAlone({ users, current: { groups: [], users: accounts }, systems } as unknown as Given);
	const named = (...given: Parameters<typeof said>) => said(...given).map(({ details }) => details);
	const accounts = [
		user({ externalId: 'b2' }),
		user({ externalId: 'A1' }),
		user({ externalId: 'C3', active: false }),
		user({ externalId: null, username: 'null@exempel.se' }),
		user({ externalId: 'D4' }),
	];

	test('are named by their External IDs, in order and whatever the case, if they are active', () => {
		const users = [leftOut('B2'), leftOut('a1'), leftOut('C3'), leftOut(null)];
		expect(named(users, ...accounts)).toEqual([{ count: 2, people: ['A1', 'b2'] }]);
	});

	test('are one message, in the plural where they are several', () => {
		const rest = 'in Winningtemp, which stays as it is: External ID';
		const advice = 'Remove it there by hand if it is not to be used.';
		expect(said([leftOut('b2')], ...accounts).map(({ message }) => message)).toEqual([
			`1 person who is left out because of protected identity still has an account ${rest} b2. ${advice}`,
		]);
		expect(said([leftOut('b2'), leftOut('D4')], ...accounts).map(({ message }) => message)).toEqual(
			[
				`2 people who are left out because of protected identity still have an account ${rest} D4 and b2. ${advice}`,
			],
		);
	});

	test('are not named where nobody is left out for that alone, or nobody has one', () => {
		expect(named([], ...accounts)).toEqual([]);
		expect(named([leftOut('C3'), leftOut('E5')], ...accounts)).toEqual([]);
		expect(named([person({ externalId: 'D4', protectedIdentity: true })], ...accounts)).toEqual([]);
		expect(named([leftOut('D4', { issues: [{ code: 'missingUsername' }] })], ...accounts)).toEqual(
			[],
		);
	});
});
