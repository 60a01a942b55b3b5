import {
	absenceOf,
	organizationSource,
	valueSource,
	type ValueSource,
} from '../../../directory/mapping/valueSource';

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
