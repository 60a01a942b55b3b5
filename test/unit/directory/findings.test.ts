import { Findings, type Finding } from '../../../directory/model/finding';
import { nameAmong } from '../../../directory/model/group';

/** What is found of many people, and how groups are named. */

interface Somebody {
	externalId: string | null;
	name: string;
}

const finding = (more: Partial<Finding> = {}): Finding => ({
	severity: 'warning',
	code: 'noManager',
	ofOne: 'has no manager',
	ofMany: 'have no manager',
	advice: 'Enter one.',
	details: { field: 'manager' },
	...more,
});

function issuesOf(...found: Array<[person: Somebody, finding: Finding]>) {
	const findings = new Findings<Somebody>((one) => ({ kind: 'user', ...one }));
	for (const [one, what] of found) findings.add(one, what);
	return findings
		.issues()
		.map(({ person, issue: { severity, message, details } }) => [
			person.name,
			severity,
			message,
			details,
		]);
}

const people = ['Dan', 'Bo', 'Anna', 'Cia', 'Eva'].map((name) => ({ externalId: name, name }));

describe('one finding', () => {
	test('about three people is named for each, in the order in which it came', () => {
		expect(
			issuesOf(...people.slice(0, 3).map((one): [Somebody, Finding] => [one, finding()])),
		).toEqual(
			['Dan', 'Bo', 'Anna'].map((name) => [
				name,
				'warning',
				`${name} has no manager. Enter one.`,
				{ field: 'manager' },
			]),
		);
	});

	test('about more is one message, about the first by External ID, and names three', () => {
		const byHand = { externalId: null, name: 'Maja' };
		const found = [...people, byHand].map((one): [Somebody, Finding] => [
			one,
			finding({ severity: 'error' }),
		]);
		expect(issuesOf(...found)).toEqual([
			[
				'Maja',
				'error',
				'6 people have no manager: Maja, Anna, Bo and 3 more. Enter one.',
				{ field: 'manager', people: ['Anna', 'Bo', 'Cia', 'Dan', 'Eva'], count: 6 },
			],
		]);
	});

	test.each([
		['another code', { code: 'unknownManager' }],
		['other words', { ofOne: 'has an unknown manager' }],
		['other advice', { advice: 'Correct it.' }],
	])('with %s is another one', (_what, more) => {
		const found = people.map((one, i): [Somebody, Finding] => [one, finding(i < 2 ? more : {})]);
		expect(issuesOf(...found)).toHaveLength(5);
	});
});

describe('a group among others', () => {
	const groups = [
		{ externalId: '1', name: 'Ekonomi' },
		{ externalId: '2', name: 'EKONOMI' },
		{ externalId: '3', name: 'Lager' },
		{ externalId: '3', name: 'Lager' },
	];

	test('has its path where another one has the name, in whatever case, and else the name', () => {
		const nameOf = nameAmong(
			() => groups,
			({ name }) => ['Malmö', name],
		);
		expect(groups.map(nameOf)).toEqual(['Malmö › Ekonomi', 'Malmö › EKONOMI', 'Lager', 'Lager']);
	});

	test('is looked for once, and only where one is named', () => {
		const list = jest.fn(() => groups);
		const nameOf = nameAmong(list, () => []);
		expect(list).not.toHaveBeenCalled();
		groups.map(nameOf);
		expect(list).toHaveBeenCalledTimes(1);
	});
});
