import { joinAnd, joinSome } from '../../../directory/common/phrases';
import { nearNames } from '../../../directory/common/suggestion';

test('a list reads as people say it', () => {
	expect(joinAnd([])).toBe('');
	expect(joinAnd(['A'])).toBe('A');
	expect(joinAnd(['A', 'B'])).toBe('A and B');
	expect(joinAnd(['A', 'B', 'C'])).toBe('A, B and C');
});

test('a long list names some and counts the rest', () => {
	expect(joinSome(['A', 'B', 'C'], 3)).toBe('A, B and C');
	expect(joinSome(['A', 'B', 'C', 'D'], 3)).toBe('A, B, C and 1 more');
	expect(joinSome(['A', 'B', 'C', 'D', 'E'], 2)).toBe('A, B and 3 more');
});

describe('the name that somebody may have meant', () => {
	test.each([
		['first_name', 'FirstName'],
		['first.name', 'First Name'],
		['frist-name', 'FirstName'],
		['Depratment', 'Department'],
		['Departmnt', 'Department'],
		['Deppartment', 'Department'],
		['Dxpartment', 'Department'],
		['Ab', 'b'],
		['ba', 'ab'],
		['', 'a'],
	])('%p may mean %p', (wanted, name) => {
		expect(nearNames(wanted, ['Quite another', name])).toEqual([name]);
	});

	test.each([
		['Department', 'Depxrxmxnt'],
		['abc', 'bca'],
		['Team', 'Tm'],
		['cost', 'Employment'],
		['abd', 'Office abd 2'],
	])('%p does not mean %p', (wanted, name) => {
		expect(nearNames(wanted, [name])).toEqual([]);
	});

	test('nothing is meant by itself, nor by what is very long', () => {
		expect(nearNames('Team', ['Team'])).toEqual([]);
		expect(nearNames('a'.repeat(80), ['a'.repeat(81)])).toEqual([]);
		expect(nearNames('a'.repeat(79), ['a'.repeat(80)])).toHaveLength(1);
	});

	test('the nearest come first, then by name, and never more than three', () => {
		expect(nearNames('Department', ['Departments', 'DEPARTMENT', 'Departmen', 'Depart'])).toEqual([
			'DEPARTMENT',
			'Departmen',
			'Departments',
		]);
		expect(nearNames('abcd', ['abce', 'abcf', 'abcg', 'abch'])).toEqual(['abce', 'abcf', 'abcg']);
		expect(nearNames('abcd', ['abch', 'abcg', 'abcf', 'abce'])).toEqual(['abce', 'abcf', 'abcg']);
	});

	test('only where none is near, one that holds the other counts, the shortest way first', () => {
		expect(nearNames('Manager', ['ImmediateManagerId', 'ManagerName', 'Manage'])).toEqual([
			'Manage',
		]);
		expect(nearNames('Manager', ['ImmediateManagerId', 'ManagerName', 'Title'])).toEqual([
			'ManagerName',
			'ImmediateManagerId',
		]);
		expect(nearNames('Work E-mail Address', ['E-mail', 'Work'])).toEqual(['E-mail', 'Work']);
	});

	test('very many names are looked through as far as that makes sense', () => {
		const names = Array.from({ length: 999 }, (_, n) => `Another thing ${n}`);
		expect(nearNames('Team', [...names, 'Teams'])).toEqual(['Teams']);
		expect(nearNames('Team', [...names, 'One more', 'Teams'])).toEqual([]);
	});
});
