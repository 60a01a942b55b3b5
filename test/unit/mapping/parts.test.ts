import { exclusionBy } from '../../../directory/mapping/exclusion';
import { entryOf, meansSeveral } from '../../../directory/mapping/codes';
import { DEFAULT_PLACEHOLDERS, Placeholders } from '../../../directory/mapping/placeholders';
import { ValueProblem, type ReadingRules } from '../../../directory/mapping/values';
import { codes, employee, map, mapping, organizational } from './support';

/** The small parts of the mapping, each by itself. */

describe('what stands for nothing', () => {
	const placeholders = new Placeholders(DEFAULT_PLACEHOLDERS);

	test.each([
		['-', true],
		['–', true],
		['NULL', true],
		['(null)', true],
		['Saknas', true],
		['#saknas!', true],
		['N/A', true],
		['00000000-0000-0000-0000-000000000000', true],
		['---', false],
		['Nullberg', false],
		['nul', false],
		['xull', false],
		['n', false],
		['#N/B', false],
	])('%j: %p', (text, is) => {
		expect(placeholders.has(text)).toBe(is);
	});

	test('a person may be called Null or None, when it is written as a name is', () => {
		expect(
			['Null', 'None', 'null', 'NONE', 'Saknas'].map((name) => placeholders.hasAsName(name)),
		).toEqual([false, false, true, true, true]);
		expect(placeholders.hasAsName('Anna')).toBe(false);
	});

	test('own ones are known in any case, with blanks around them, and a GUID in braces', () => {
		const own = new Placeholders([' Vakant ', '', '  ', '{0F8FAD5B-D9CB-469F-A165-70867728950E}']);
		expect(own.has('VAKANT')).toBe(true);
		expect(own.has('vakant')).toBe(true);
		expect(own.has('0f8fad5b-d9cb-469f-a165-70867728950e')).toBe(true);
		expect(own.has('-')).toBe(false);
	});
});

describe('who gets no surveys', () => {
	const rules: ReadingRules = {
		today: '2026-03-02',
		timeZone: 'Europe/Stockholm',
		genderCodes: new Map(),
		placeholders: new Placeholders(DEFAULT_PLACEHOLDERS),
	};
	const EXTERNAL = new Set(['external personnel']);
	const answers = (values: unknown[], excluded: ReadonlySet<string> = EXTERNAL) => {
		const { read, hint } = exclusionBy(values, excluded, rules);
		const told = values.map((value) => {
			const answer = read(value);
			return answer instanceof ValueProblem ? answer.code : answer;
		});
		return { told, hint };
	};

	test('HR says yes or no, in words, signs and numbers; nothing is no', () => {
		const values = [true, false, 'Ja', 'nej', 'yes', 'no', null, '', '-', undefined];
		expect(answers(values)).toEqual({
			told: [true, false, true, false, true, false, false, false, false, false],
			hint: undefined,
		});
	});

	test('external people are known in English, in Swedish and as a number', () => {
		const values = ['External Personnel', 'Extern personal', 1, 'Employee', 'Anställd', 0];
		expect(answers(values).told).toEqual([true, true, true, false, false, false]);
	});

	test('with another type excluded, those are not', () => {
		const { told, hint } = answers(
			['Konsult', 'Extern personal', 'Employee'],
			new Set(['konsult']),
		);
		expect(told).toEqual([true, false, false]);
		expect(hint).toBeUndefined();
	});

	test('where some record has an excluded type, any other word is a no', () => {
		expect(answers(['External Personnel', 'Praktikant']).told).toEqual([true, false]);
	});

	test('where none has one, a word that is not known is a problem, and a hint names the types', () => {
		const { told, hint } = answers(['Praktikant', 'Employee', 'Vikarie', 'x'.repeat(41)]);
		expect(told).toEqual(['unknownExclusion', false, 'unknownExclusion', 'unknownExclusion']);
		expect(hint).toBe(
			'No item has an employment type that is named under Excluded Employment Types. The types that there are: Employee, Praktikant and Vikarie.',
		);
	});

	test('what is not known is shown where it is short', () => {
		const { read } = exclusionBy(['Praktikant', 'y'.repeat(40), 'x'.repeat(41)], EXTERNAL, rules);
		const problemOf = (value: string) => read(value) as ValueProblem;
		expect(problemOf('Praktikant')).toMatchObject({
			says: 'the value “Praktikant” in HR means neither yes nor no, and no record has an employment type that is excluded',
			details: { value: 'Praktikant' },
		});
		expect(problemOf('y'.repeat(40)).details).toEqual({ value: 'y'.repeat(40) });
		expect(problemOf('x'.repeat(41))).toMatchObject({
			says: 'the value in HR means neither yes nor no, and no record has an employment type that is excluded',
			details: {},
		});
	});

	test('a type that is excluded and that nobody has may be misspelt: a hint, if types are there', () => {
		expect(answers(['Employee'], new Set(['konsullt'])).hint).toMatch(/there are: Employee\.$/);
		expect(answers(['Employee']).hint).toBeUndefined();
		expect(answers(['nej', 0], new Set(['konsullt'])).hint).toBeUndefined();
		expect(answers(['Employee'], new Set()).hint).toBeUndefined();
	});

	test('a list is not one value', () => {
		expect(answers([['x']]).told).toEqual(['notOneValue']);
	});
});

describe('codes of several companies', () => {
	const names = (...lists: string[][]) =>
		new Map(lists.map((list, i) => [`c${i}`, new Set(list)] as const));

	test('mean several things where no name is the same in all companies', () => {
		expect(meansSeveral(names(['hr']))).toBe(false);
		expect(meansSeveral(names(['hr'], ['hr']))).toBe(false);
		expect(meansSeveral(names(['hr', 'personal'], ['personal']))).toBe(false);
		expect(meansSeveral(names(['hr'], ['ekonomi']))).toBe(true);
		expect(meansSeveral(names(['hr'], ['hr', 'it'], ['it']))).toBe(true);
	});

	test('an entry is made once', () => {
		const map = new Map<string, string[]>();
		entryOf(map, 'a', () => []).push('x');
		entryOf(map, 'a', () => ['new']).push('y');
		expect([...map]).toEqual([['a', ['x', 'y']]]);
	});
});

describe('managers', () => {
	const boss = (Id: string, manager: unknown) =>
		employee({ Id, EmailWork: `${Id}@x.se`, ImmediateManagerEmployeeId: manager });

	test('where everybody is their own manager, the mapping is wrong: nobody gets or loses one', () => {
		const { people, hints } = map([boss('1', '1'), boss('2', '2'), boss('3', null)]);
		expect(people.map((person) => 'managerExternalId' in person)).toEqual([false, false, true]);
		expect(hints).toEqual([
			'Everybody who has a manager is their own manager, so managers count as not mapped. Map Manager to the field that holds the ID of the manager.',
		]);
	});

	test('one who is, or not all who are, is at the top', () => {
		expect(map([boss('1', '1'), boss('2', null)])).toMatchObject({
			people: [{ managerExternalId: null }, { managerExternalId: null }],
			hints: [],
		});
		expect(map([boss('1', '1'), boss('2', '2'), boss('3', '1')])).toMatchObject({
			people: [
				{ managerExternalId: null },
				{ managerExternalId: null },
				{ managerExternalId: '1' },
			],
			hints: [],
		});
	});

	test('0 and -1 are nobody, unless somebody has that ID; they do not count as own managers', () => {
		const { people, hints } = map([boss('1', '0'), boss('2', '-1'), boss('3', '3')]);
		expect(people.map((person) => person.managerExternalId)).toEqual([null, null, null]);
		expect(hints).toEqual([]);
		expect(map([boss('0', null), boss('2', '0')]).people[1]!.managerExternalId).toBe('0');
		expect(map([boss('1', null), boss('2', '00')]).people[1]!.managerExternalId).toBe('00');
		expect(codes(map([boss('2', '0')]).people[0]!)).toEqual([]);
	});
});

test('a code gets its company where it means something else in another one, and stays where it means the same', () => {
	const by = mapping({}, { organization: organizational('Dept') });
	const at = (Id: string, CompanyId: string, Dept: string, code: string) =>
		employee({
			...{ Id, CompanyId, EmailWork: `${Id}@x.se` },
			Organization: { Dept },
			OrganizationCodes: { Dept: code },
		});
	const { people } = map(
		[
			at('1', 'A', 'HR', '10'),
			at('2', 'B', 'Ekonomi', '10'),
			at('3', 'B', 'IT', '20'),
			at('4', 'A', 'it', '20'),
		],
		by,
	);
	expect(people.map(({ organizationCodes }) => organizationCodes?.Dept)).toEqual([
		'A:10',
		'B:10',
		'20',
		'20',
	]);
});
