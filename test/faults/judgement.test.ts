import { stateOf, type Stored } from '../sandbox/winningtemp/state';
import { TENANTS } from '../sandbox/winningtemp/tenants';
import { company, type Employee } from '../workflow/tenants/company';
import type { Evening } from './firm';
import { differencesIn, each, KnownGroups, silentIn, type Morning } from './judgement';
import { isTrial } from './nights';

/** What the ten nights make of a morning. The mornings are written by hand. */

const PROFILE = TENANTS.find(({ name }) => name === 'as the RFCs say')!;
const USER = 'urn:ietf:params:scim:schemas:extension:winningtemp:2.0:User';
const GROUP = 'urn:ietf:params:scim:schemas:extension:winningtemp:2.0:Group';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** Malmö has two departments and Lund one, which has the name of one of Malmö's. */
const BEFORE: Evening = {
	events: [],
	people: company()
		.filter(({ id }) => ['EMP-02', 'EMP-03', 'EMP-05', 'EMP-10'].includes(id))
		.map((one) => ({ ...one, manager: null })),
	leavers: [],
	managers: {
		Malmö: null,
		'Malmö/Ekonomi': null,
		'Malmö/IT': null,
		Lund: null,
		'Lund/Ekonomi': null,
	},
	units: { Malmö: 0, 'Malmö/Ekonomi': 1, 'Malmö/IT': 2, Lund: 3, 'Lund/Ekonomi': 4 },
};
const OF_EKONOMI = ['EMP-02', 'EMP-03'];

const inDepartment = (department: string): Employee[] =>
	BEFORE.people.map((one) => (OF_EKONOMI.includes(one.id) ? { ...one, department } : one));

/** Malmö's Ekonomi has become part of IT. */
const DISSOLVED: Evening = {
	...BEFORE,
	people: inDepartment('IT'),
	units: { Malmö: 0, 'Malmö/IT': 2, Lund: 3, 'Lund/Ekonomi': 4 },
};
/** Malmö's Ekonomi is called Redovisning. */
const RENAMED: Evening = {
	...BEFORE,
	people: inDepartment('Redovisning'),
	managers: { ...BEFORE.managers, 'Malmö/Redovisning': null },
	units: { Malmö: 0, 'Malmö/Redovisning': 1, 'Malmö/IT': 2, Lund: 3, 'Lund/Ekonomi': 4 },
};

const user = (one: Employee): Stored => ({
	id: `u-${one.id}`,
	externalId: one.id,
	userName: one.email,
	emails: [{ value: one.email, primary: true }],
	name: { givenName: one.first, familyName: one.last },
	active: true,
	[USER]: {
		gender: { male: 'Male', female: 'Female', none: null }[one.gender],
		birthday: one.birthday,
	},
	[ENTERPRISE]: {},
});

const group = (
	id: string,
	displayName: string,
	parent: string | null,
	members: string[],
): Stored => ({
	id: `g-${id}`,
	externalId: id,
	displayName,
	members: members.map((value) => ({ value: `u-${value}` })),
	[GROUP]: { parentExternalId: parent },
});

/** The groups of the first evening, with these people in two of them. */
const groups = (ofEkonomi: string[], ofIt: string[]): Stored[] => [
	group('m', 'Malmö', null, []),
	group('e', 'Ekonomi', 'm', ofEkonomi),
	group('i', 'IT', 'm', ofIt),
	group('l', 'Lund', null, []),
	group('f', 'Ekonomi', 'l', ['EMP-10']),
];

/** The morning after an evening, where the tenant had all of the first evening before. */
function morningOf(evening: Evening, now: Stored[]): Morning {
	const known = new KnownGroups();
	const users = BEFORE.people.map(user);
	known.see(stateOf(users, groups(OF_EKONOMI, ['EMP-05'])), BEFORE);
	const state = stateOf(users, now);
	return { evening, state, knownAs: known.see(state, evening) };
}

const differing = (morning: Morning): string[] => each(differencesIn(morning, PROFILE));

test('a tenant that holds what HR says differs in nothing', () => {
	expect(differing(morningOf(BEFORE, groups(OF_EKONOMI, ['EMP-05'])))).toEqual([]);
});

describe('a department is dissolved, and its group is left over', () => {
	const REMARK = 'Ekonomi: It needs the change of the user "Bo Ek", which was not made.';
	const LEFT_OVER = 'groups: group Malmö/Ekonomi is there';
	const NOT_MOVED = 'membership: user emp-02: Malmö/Ekonomi instead of Malmö/IT';
	const morning = morningOf(DISSOLVED, groups(['EMP-02'], ['EMP-03', 'EMP-05']));

	test('it is the group that it was, not the one that its people belong in now', () => {
		expect(differing(morning)).toEqual([NOT_MOVED, LEFT_OVER]);
	});

	test('a remark with its name and the name of the person names it', () => {
		expect(silentIn(morning, PROFILE, [REMARK])).toEqual([]);
	});

	test.each([
		['nothing', [], [NOT_MOVED, LEFT_OVER]],
		['the person only', ['Bo Ek: Winningtemp refused it.'], [LEFT_OVER]],
		['the group only', ['Ekonomi: It was not removed.'], [NOT_MOVED]],
		['another group', ['IT: It was not changed.'], [NOT_MOVED, LEFT_OVER]],
	])('where the remarks name %s, the rest is silent', (_what, remarks, silent) => {
		expect(silentIn(morning, PROFILE, remarks)).toEqual(silent);
	});

	test('without anybody in it, it is still that group', () => {
		const empty = morningOf(DISSOLVED, groups([], [...OF_EKONOMI, 'EMP-05']));
		expect(differing(empty)).toEqual([LEFT_OVER]);
	});
});

test('a group whose new name was not taken is the renamed department, also with nobody in it', () => {
	expect(differing(morningOf(RENAMED, groups([], ['EMP-05'])))).toContain(
		'groupName: group Malmö/Redovisning: Ekonomi instead of Redovisning',
	);
});

test('two groups for one department are both there, whichever was known before', () => {
	const twice = [...groups(OF_EKONOMI, ['EMP-05']), group('j', 'IT', 'm', [])];
	expect(differing(morningOf(BEFORE, twice))).toEqual([
		'groups: group Malmö/IT, once more is there',
	]);
});

describe('writes of the last night', () => {
	const SAID = [
		'… did not take these values a week ago. This run tries them again with one person.',
	];
	const of = (...names: string[]) => names.map((name) => `/api/scim/${name}`);

	test.each([
		['one write of one person', SAID, of('Users/1'), 1, true],
		['one person in two requests', SAID, of('Users/1', 'Users/1'), 1, true],
		['one change in one bulk request', SAID, of('Bulk'), 1, true],
		['two people', SAID, of('Users/1', 'Users/2'), 2, false],
		['two changes in one bulk request', SAID, of('Bulk'), 2, false],
		['a group', SAID, of('Groups/1'), 1, false],
		['a new user', SAID, of('Users'), 1, false],
		['one person, and nothing is tried again', ['Nothing is wrong.'], of('Users/1'), 1, false],
	])('%s', (_what, said, written, planned, expected) => {
		expect(isTrial(said, written, planned)).toBe(expected);
	});
});
