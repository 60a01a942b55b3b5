import {
	absenceOf,
	organizationSource,
	valueSource,
	type ValueSource,
} from '../../../directory/mapping/valueSource';
import { employee, map, mapping, named } from './support';

const evaluate = (index: number) => `of ${index}`;

test('what is more than a field is evaluated, item by item', () => {
	const source = valueSource('First Name', '={{ $json.a + $json.b }}', evaluate)!;
	expect(source).toMatchObject({ parameter: 'First Name', label: 'its expression' });
	expect(source).not.toHaveProperty('path');
	expect(source.read({ a: 1 }, 3)).toBe('of 3');
	expect(absenceOf(source, [{}])).toBe('The expression in First Name gave nothing for any item.');
});

test('several fields that may be meant are all named; without any, none is', () => {
	const source = valueSource('Team', 'Taem', evaluate)!;
	expect(absenceOf(source, [{ Team: 1 }, { Tame: 2 }])).toBe(
		'No item has the field "Taem", which Team is mapped to. Did you mean "Tame" or "Team"?',
	);
	expect(absenceOf(source, ['x', null])).toBe(
		'No item has the field "Taem", which Team is mapped to.',
	);
});

describe('an organisational field', () => {
	const read = (source: ValueSource, record: unknown) => source.read(record, 0);

	test.each([
		[' Office ', 'org'],
		['={{ $json.Office }}', 'top'],
		['{{ $json.Office }}', 'top'],
		['$json.Office', 'top'],
		['={{ $json.Organization.Office }}', 'org'],
		['Organization.Office', 'org'],
	])('%p is the one of the organisation, or of the item: %s', (parameter, found) => {
		const source = organizationSource('Fields', parameter, evaluate)!;
		expect(read(source, { Office: 'top', Organization: { Office: 'org' } })).toBe(found);
	});

	test('a field that only looks like an expression is one of the organisation', () => {
		const source = organizationSource('Fields', 'Pay=Unit', evaluate)!;
		expect(read(source, { Organization: { 'Pay=Unit': 'org' } })).toBe('org');
	});

	test('an expression is evaluated, and nothing is no field', () => {
		expect(read(organizationSource('Fields', '={{ 1 + 1 }}', evaluate)!, {})).toBe('of 0');
		expect(organizationSource('Fields', ' ', evaluate)).toBeUndefined();
	});
});

describe('a field that the source does not know for somebody', () => {
	/** An expression, as n8n would evaluate it. */
	const expression = (text: string, evaluate: (index: number) => unknown) =>
		valueSource('Exclude From Surveys', text, evaluate)!;
	const notKnown = employee({
		...{ Id: 'a', EmploymentType: undefined },
		NotKnown: ['EmploymentType'],
	});
	const known = employee({ Id: 'b', EmailWork: 'b@exempel.se', EmploymentType: 'Employee' });

	test.each([
		"={{ $json.EmploymentForm === 'Intern' ? true : $json.EmploymentType }}",
		'={{ $json["EmploymentType"] === "External Personnel" }}',
		"={{ $json['EmploymentType'] + '' }}",
		'={{ $input.item.json?.EmploymentType !== "Employee" }}',
	])('what %s makes of it says nothing, so that the value stays as it is', (text) => {
		for (const value of [false, true]) {
			const by = mapping();
			by.fields.excludeFromSurveys = expression(text, () => value);
			const { people } = map([notKnown, known], by);
			expect(people[0]).not.toHaveProperty('excludeFromSurveys');
			expect(people[1]).toHaveProperty('excludeFromSurveys');
		}
	});

	test('an expression of other fields counts', () => {
		const by = mapping();
		by.fields.excludeFromSurveys = expression(
			"={{ $json.EmploymentForm === 'Intern' }}",
			() => true,
		);
		expect(map([notKnown, known], by).people[0]).toHaveProperty('excludeFromSurveys', true);
	});

	test('an attribute that is it, or is worked out from it, is not emptied', () => {
		const attributes = [
			named('type', 'EmploymentType'),
			{ ...expression("={{ $json.EmploymentType || 'Other' }}", () => 'Other'), name: 'shown' },
			named('city', 'City'),
		];
		const { people } = map(
			[
				{ ...notKnown, City: 'Lund' },
				{ ...known, City: 'Ystad' },
			],
			mapping({}, { attributes }),
		);
		expect(people.map((person) => person.attributes)).toEqual([
			{ city: 'Lund' },
			{ type: 'Employee', shown: 'Other', city: 'Ystad' },
		]);
	});
});
