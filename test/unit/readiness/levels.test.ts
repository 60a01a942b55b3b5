import { recommendLevels, type Column } from '../../../directory/readiness/levels';

/** Which dimensions become levels, from the values of people. `.` is nobody’s value. */

function column(name: string, values: string): Column {
	return { name, values: [...values].map((value) => (value === '.' ? null : value)) };
}

function levels(...columns: Column[]): string[] {
	return recommendLevels(columns)
		.filter(({ level }) => level > 0)
		.sort((a, b) => a.level - b.level)
		.map(({ name }) => name);
}

function reasonFor(name: string, ...columns: Column[]): string {
	return recommendLevels(columns).find((one) => one.name === name)!.reason;
}

const OFFICE = column('Office', 'aaaaaabbbbbb');
const DEPARTMENT = column('Department', '111222333444');

test('values that nest are levels, fewest values first, whatever the order', () => {
	expect(levels(OFFICE, DEPARTMENT)).toEqual(['Office', 'Department']);
	expect(levels(DEPARTMENT, OFFICE)).toEqual(['Office', 'Department']);
});

test('a dimension that crosses the others is left out, with the reason', () => {
	const category = column('Category', 'wowowowowowo');
	expect(levels(category, OFFICE, DEPARTMENT)).toEqual(['Office', 'Department']);
	expect(reasonFor('Category', category, OFFICE, DEPARTMENT)).toMatch(
		/^Its values do not nest with those of Office and Department\./,
	);
});

test('80 % of the people must have a value', () => {
	expect(levels(column('Ten', 'aaaabbbb..'))).toEqual(['Ten']);
	expect(levels(column('Ten', 'aaaabbb...'))).toEqual([]);
	expect(reasonFor('Ten', column('Ten', 'aaaabbb...'))).toBe('Too few people have a value.');
});

test('a level has at least two values, and three people in each on average', () => {
	expect(levels(column('Three each', 'aaabbb'))).toEqual(['Three each']);
	expect(levels(column('Fewer', 'aaabb'))).toEqual([]);
	expect(levels(column('One', 'aaaaaa'))).toEqual([]);
	expect(reasonFor('One', column('One', 'aaaaaa'))).toBe('Everybody has the same value.');
	expect(reasonFor('None', column('None', '......'))).toBe('Nobody has a value.');
});

test('one person in twenty may be elsewhere', () => {
	const upper = column('Upper', 'aaaaaaaaaabbbbbbbbbb');
	const one = column('Lower', '11111222223333344442');
	const two = column('Lower', '11111222223333344422');
	expect(levels(upper, one)).toEqual(['Upper', 'Lower']);
	expect(levels(upper, two)).not.toEqual(['Upper', 'Lower']);
});

test('of two chains that are as long, the one with more values filled is taken', () => {
	const filled = column('Filled', 'abcabcabcabc');
	const sparse = column('Sparse', 'xxxxxyyyyyy.');
	expect(levels(sparse, filled)).toEqual(['Filled']);
});

test('nobody, and nothing: no levels', () => {
	expect(levels()).toEqual([]);
	expect(levels(column('Office', ''))).toEqual([]);
});
