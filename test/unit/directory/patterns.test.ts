import fc from 'fast-check';
import { patternsOf } from '../../../directory/common/patterns';

test.each([
	['anna@bolag.se', ['Anna@Bolag.se', ' anna@bolag.se '], ['hanna@bolag.se', '']],
	['*@bolag.se', ['anna@bolag.se', '@bolag.se'], ['anna@bolag.se.example']],
	['admin*', ['admin', 'admin.it@bolag.se'], ['sysadmin']],
	['a*b*c', ['abc', 'aXbXbXc'], ['acb', 'ab', 'abcd']],
	['ab*ba', ['abba', 'abXba'], ['aba']],
	['*', ['x'], ['']],
	[
		'{0F2A4C1E-0000-4000-8000-0000000000AB}',
		['0f2a4c1e-0000-4000-8000-0000000000ab'],
		['0f2a4c1e-0000-4000-8000-0000000000ac'],
	],
	['a.c', ['a.c'], ['abc']],
])('%s matches %j and not %j', (name, matching, others) => {
	const { match } = patternsOf([name]);
	expect(matching.filter((value) => !match(value))).toEqual([]);
	expect(others.filter((value) => match(value))).toEqual([]);
});

test('says which names matched nothing, and blank names are none', () => {
	const { match, unmatched } = patternsOf(['anna', 'b*', ' ', 'c']);
	expect([match('anna'), match('bo'), match(null), match(undefined)]).toEqual([
		true,
		true,
		false,
		false,
	]);
	expect(unmatched()).toEqual(['c']);
	const both = patternsOf(['anna', 'an*']);
	expect([both.match('anna'), both.unmatched()]).toEqual([true, []]);
	expect(patternsOf([]).match('x')).toBe(false);
});

test('property: what is put in for the asterisks matches', () => {
	const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '@'), maxLength: 5 });
	fc.assert(
		fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 }), (pairs) => {
			const name = `${pairs.map(([part]) => part).join('*')}*x`;
			const value = `${pairs.map(([part, filling]) => part + filling).join('')}x`;
			expect(patternsOf([name]).match(value)).toBe(true);
		}),
	);
});
