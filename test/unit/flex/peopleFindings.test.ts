import type { CheckedPerson, CompanyFacts } from '../../../nodes/FlexHrm/check/company';
import { lacksManagers, peopleFindings } from '../../../nodes/FlexHrm/check/people';

/** What the check before the start finds among people. */

function person(id: string, changes: Partial<CheckedPerson> = {}): CheckedPerson {
	return {
		id,
		company: 'Norrsken AB',
		number: `n${id}`,
		username: `${id}@example.com`,
		firstName: id.toUpperCase(),
		lastName: 'Ek',
		birthday: `1990-01-0${id.charCodeAt(0) % 9}`,
		employedFrom: '2020-01-01',
		managerId: id === 'boss' ? null : 'boss',
		isUnderReview: false,
		isEmployed: true,
		values: new Map([['Office', 'Malmö']]),
		...changes,
	};
}

const BOSS = person('boss');

function facts(label: string, people: CheckedPerson[]): CompanyFacts {
	return {
		company: { id: label, query: {}, label },
		people: people.map((one) => ({ ...one, company: label })),
		organization: null,
		knowsPeriods: true,
		knowsTypes: true,
		problems: [],
	};
}

/** Each finding but the one on the top of the company, as `code: numbers of those concerned`. */
function found(...companies: Array<[label: string, people: CheckedPerson[]]>): string[] {
	return peopleFindings(companies.map(([label, people]) => facts(label, people)))
		.filter(({ code }) => code !== 'withoutManager')
		.map(({ code, count, concerns }) => {
			expect(concerns).toHaveLength(count);
			return `${code}: ${concerns.map(({ id }) => id).join(' ')}`;
		});
}

const among = (...people: CheckedPerson[]) => found(['Norrsken AB', [BOSS, ...people]]);

test('among people in order there is nothing to settle but who leads them', () => {
	expect(among(person('a'), person('b'))).toEqual([]);
	expect(peopleFindings([facts('Norrsken AB', [BOSS, person('a')])])).toEqual([
		{
			code: 'withoutManager',
			weight: 'know',
			owner: 'hr',
			title: '1 person has no manager',
			advice: 'That is right for the top of the company. Choose a manager in Flex for the others.',
			count: 1,
			concerns: [{ name: 'BOSS Ek', id: 'nboss', note: 'Norrsken AB' }],
			sv: {
				title: '1 medarbetare saknar chef',
				advice: 'För den högsta chefen är det rätt. Ange en chef i Flex för de andra.',
			},
		},
	]);
});

test('who has no work e-mail is named, with the weight of being left out', () => {
	expect(among(person('a', { username: '' }), person('b'))).toEqual(['withoutEmail: na']);
	const [finding] = peopleFindings([facts('Norrsken AB', [person('a', { username: '' })])]);
	expect(finding).toMatchObject({
		weight: 'people',
		owner: 'hr',
		title: '1 person has no work e-mail address',
		sv: { title: '1 medarbetare saknar e-postadress' },
	});
});

test('who is not employed is in no finding', () => {
	expect(among(person('a', { username: '', isEmployed: false, values: null }))).toEqual([]);
});

test('who is under review is named', () => {
	expect(among(person('a', { isUnderReview: true }))).toEqual(['underReview: na']);
});

describe('one address of two', () => {
	const SHARED = { username: 'x@example.com', birthday: '1980-05-05' };

	test('of different names is shared, in any case, and the address is noted', () => {
		const people = [person('a', SHARED), person('b', { ...SHARED, username: 'X@Example.com' })];
		expect(among(...people)).toEqual(['sharedEmail: na nb']);
		const [finding] = peopleFindings([facts('Norrsken AB', people)]);
		expect(finding!.concerns.map(({ note }) => note)).toEqual([
			'Norrsken AB, x@example.com',
			'Norrsken AB, X@Example.com',
		]);
		expect(finding!.title).toMatch(/^2 people have .* somebody else, in one company$/);
		expect(finding!.sv.title).toMatch(/^2 medarbetare har .*, i ett företag$/);
	});

	test('in two companies it is another finding', () => {
		const [a, b] = [person('a', SHARED), person('b', SHARED)];
		expect(found(['One AB', [BOSS, a]], ['Two AB', [b]])).toEqual([
			'sharedEmailAcrossCompanies: na nb',
		]);
		const [finding] = peopleFindings([facts('One AB', [BOSS, a]), facts('Two AB', [b])]);
		expect(finding!.title).toMatch(/, in several companies$/);
		expect(finding!.sv.title).toMatch(/, i flera företag$/);
	});

	test('with one name and one birthday is one person who is employed twice', () => {
		const same = { ...SHARED, firstName: 'Siv', lastName: 'Sjö' };
		const people = [person('a', same), person('b', { ...same, employedFrom: '2022-01-01' })];
		expect(among(...people)).toEqual(['severalEmployments: na nb']);
		const [finding] = peopleFindings([facts('Norrsken AB', people)]);
		expect(finding).toMatchObject({ weight: 'decide', owner: 'consultant' });
		expect(finding!.concerns.map(({ note }) => note)).toEqual(['Norrsken AB', 'Norrsken AB']);
		expect(found(['One AB', [BOSS, people[0]!]], ['Two AB', [people[1]!]])).toEqual([
			'severalEmploymentsAcrossCompanies: na nb',
		]);
	});
});

describe('one name and birthday of two', () => {
	const SAME = { firstName: 'Siv', lastName: 'Sjö', birthday: '1980-05-05' };

	test('with different addresses may be one person', () => {
		expect(among(person('a', { ...SAME, firstName: 'SIV' }), person('b', SAME))).toEqual([
			'samePerson: na nb',
		]);
		expect(found(['One AB', [BOSS, person('a', SAME)]], ['Two AB', [person('b', SAME)]])).toEqual([
			'samePersonAcrossCompanies: na nb',
		]);
	});

	test('without an address each may be one person, too', () => {
		const nobody = { ...SAME, username: '' };
		expect(among(person('a', nobody), person('b', nobody))).toEqual([
			'withoutEmail: na nb',
			'samePerson: na nb',
		]);
	});

	test('without a birthday nothing is known', () => {
		const unborn = { ...SAME, birthday: '' };
		expect(among(person('a', unborn), person('b', unborn))).toEqual([]);
	});
});

describe('managers', () => {
	test('one who is not employed is named, not those who report to it', () => {
		const gone = person('gone', { isEmployed: false });
		expect(among(gone, person('a', { managerId: 'gone' }))).toEqual(['managerNotEmployed: ngone']);
	});

	test('one whom nobody lists is unknown: those who report to it are named', () => {
		expect(among(person('a', { managerId: 'x' }))).toEqual(['managerUnknown: na']);
	});

	test('one of another company is known', () => {
		const b = person('b', { managerId: 'a' });
		expect(found(['One AB', [BOSS, person('a')]], ['Two AB', [b]])).toEqual([]);
	});

	test('a company in which nobody employed has one lacks them', () => {
		const gone = person('gone', { isEmployed: false });
		expect(lacksManagers(facts('x', [BOSS, gone]))).toBe(true);
		expect(lacksManagers(facts('x', [BOSS, person('a')]))).toBe(false);
		expect(lacksManagers(facts('x', [gone]))).toBe(false);
	});

	test('of such a company no finding names people without one', () => {
		expect(peopleFindings([facts('x', [BOSS])])).toEqual([]);
	});
});

test('who has no value in any dimension is in no group; who has one is', () => {
	const none = new Map([
		['Office', null],
		['City', null],
	]);
	const one = new Map([...none, ['City', 'Lund'] as const]);
	expect(among(person('a', { values: none }), person('b', { values: one }))).toEqual([
		'withoutPlacement: na',
	]);
	expect(among(person('c', { values: null }))).toEqual([]);
});

describe('who looks anonymised', () => {
	test.each([
		['Anonymiserad', 'Person'],
		['Pseudonym', '7'],
		['x', 'avidentifierad'],
		['', ' '],
	])('as “%s %s” is in that finding alone', (firstName, lastName) => {
		expect(among(person('a', { firstName, lastName, username: '' }))).toEqual(['anonymised: na']);
	});

	test('and has no name is called so, in both languages', () => {
		const nameless = person('a', { firstName: '', lastName: '', number: null });
		const [finding] = peopleFindings([facts('Norrsken AB', [nameless, person('b')])]);
		expect(finding!.concerns).toEqual([
			{ name: 'No name', id: 'a', note: 'Norrsken AB', sv: { name: 'Utan namn' } },
		]);
	});
});
