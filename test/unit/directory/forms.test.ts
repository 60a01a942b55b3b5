import {
	formOf,
	formsInWords,
	isForm,
	isKeptAs,
	mayBeReshaped,
	pairOf,
} from '../../../directory/model/forms';

/** What a target does to values, seen in what was sent and what came back. */

test.each<[string, Array<[string, string]>, string]>([
	['cut', [['Lindqvist-Bergström-Ek', 'Lindqvist-Bergström-']], 'cut at 20 characters'],
	['cut, without the blank at the end', [['Anna Maria Ek', 'Anna Maria']], 'cut at 10 characters'],
	[
		'cut by bytes',
		[
			['Åsa Öberg Ångström', 'Åsa Öberg Å'],
			['Anna Lindqvist Berg', 'Anna Lindqvist'],
		],
		'cut at 14 bytes',
	],
	['in small letters', [['Von Essen', 'von essen']], 'in small letters'],
	['in capitals', [['Öberg', 'ÖBERG']], 'in capitals'],
	[
		'in capitals and cut',
		[['Lindqvist-Bergström-Ek', 'LINDQVIST-BERGSTRÖM-']],
		'in capitals, cut at 20 characters',
	],
	['capital words', [['el Amin', 'El Amin']], 'with a capital at the beginning of each word'],
	['capital parts', [['al-amin', 'Al-Amin']], 'with a capital at the beginning of each part'],
	[
		'capital words only',
		[['McDonald ek', 'Mcdonald Ek']],
		'with a capital at the beginning of each word only',
	],
	['single spaces', [['Anna  Maria ', 'Anna Maria']], 'without needless spaces'],
	['no accents', [['Åsa Öberg', 'Asa Oberg']], 'without accents'],
	['no accents, decomposed', [['A\u030Asa', 'Asa']], 'without accents'],
	['lost letters', [['Åsa', '?sa']], 'with “?” in place of letters'],
	['lost letters outside Latin-1', [['Åsa Łukasz', 'Åsa ?ukasz']], 'with “?” in place of letters'],
	['a bare phone number', [['+46 (70) 123-45', '+467012345']], 'without spaces and signs'],
	['digits', [['+46 70-12', '467012']], 'with digits only'],
	[
		'escaped',
		[['Forskning & utveckling', 'Forskning &amp; utveckling']],
		'with escaped signs, such as “&amp;”',
	],
	['the day before', [['2000-03-01', '2000-02-29']], 'as the day before'],
	['the day after', [['1999-12-31', '2000-01-01']], 'as the day after'],
])('%s: a rule explains it', (_name, samples, words) => {
	const form = formOf(samples);
	expect(formsInWords([form!])).toEqual([words]);
	expect(isForm(form)).toBe(true);
});

test.each<[string, Array<[string, string]>, string[]]>([
	['another name', [['Anna', 'Beata']], []],
	['nothing', [['Anna', '']], []],
	[
		'values that no rule explains together',
		[
			['Anna', 'ANNA'],
			['Bo', 'bo'],
		],
		[],
	],
	['a cut that another, longer value speaks against', [['Anna Maria', 'Anna']], ['Cecilia']],
	['small letters, where somebody has capitals', [['Anna', 'anna']], ['Bo']],
	['a day that others do not lose', [['2000-03-02', '2000-03-01']], ['1999-01-01']],
])('%s is no rule', (_name, samples, exact) => {
	expect(formOf(samples, exact)).toBeUndefined();
});

test('values that a rule would leave as they are do not speak against it', () => {
	expect(formOf([['el Amin', 'El Amin']], ['Öberg', 'Von Essen'])).toBe('wordCapitals');
});

describe('a value is compared as it comes back', () => {
	const cut = { forms: ['same:8'], pairs: new Set<string>() };
	const change = (from: string | null, to: string | null) => ({ field: 'lastName', from, to });

	test.each([
		['the wanted one, cut', 'Lindqvis', 'Lindqvist', true],
		['another one, cut', 'Lindqvis', 'Bergström', false],
		['a short one that was corrected', 'Ek', 'Eklund', false],
		['nothing there', null, 'Lindqvist', false],
		['nothing wanted', 'Lindqvis', null, false],
	])('%s', (_name, from, to, isSame) => {
		expect(isKeptAs(cut, 'u1', change(from, to))).toBe(isSame);
	});

	test('a pair is that of one user, and shows neither value', () => {
		const pair = pairOf('u1', change('Kalle', 'Karl'));
		const kept = { forms: [], pairs: new Set([pair]) };
		expect(pair).toMatch(/^[\w-]{16}$/);
		expect(isKeptAs(kept, 'u1', change('Kalle', 'Karl'))).toBe(true);
		expect(isKeptAs(kept, 'u2', change('Kalle', 'Karl'))).toBe(false);
		expect(isKeptAs(kept, 'u1', change('Kalle', 'Kurt'))).toBe(false);
		expect(isKeptAs(kept, 'u1', change('Karla', 'Karl'))).toBe(false);
		expect(isKeptAs(kept, 'u1', { ...change('Kalle', 'Karl'), field: 'firstName' })).toBe(false);
	});
});

test.each([
	['lower', true],
	['same:20', true],
	['same:20bytes', true],
	['unknown', false],
	['', false],
	[7, false],
	['constructor', false],
])('%p is remembered as a form: %p', (form, isOne) => {
	expect(isForm(form)).toBe(isOne);
});

test('a cut is as long as the longest value that is kept, in characters or in bytes', () => {
	const whole: [string, string] = ['Bo', 'Bo'];
	expect(formOf([['Anna Maria Svensson', 'Anna Maria'], whole])).toBe('same:10');
	expect(formOf([['ÅÄÖÅÄÖ', 'ÅÄÖ'], ['Lindqvist', 'Lindqv'], whole])).toBe('same:6bytes');
});

test('a cut that ends in a blank loses it', () => {
	expect(
		formOf([
			['Anna Maria', 'Anna'],
			['Lindqvist', 'Lindq'],
		]),
	).toBe('same:5');
	expect(formOf([['  Bo Ek', '  Bo']])).toBe('same:4');
});

test('only texts speak for or against a rule', () => {
	expect(formOf([['Anna Maria', 'Anna']], [7, null, true])).toBe('same:4');
	expect(formOf([['Anna', null]])).toBeUndefined();
	expect(formOf([['Anna', 7]])).toBeUndefined();
});

test('of so many values as are allowed for, a rule need not be true', () => {
	const samples: Array<[string, string]> = [
		['Anna', 'ANNA'],
		['Bo', 'BO'],
		['Eva', 'Kalle'],
	];
	expect(formOf(samples)).toBeUndefined();
	expect(formOf(samples, [], 1)).toBe('upper');
	expect(formOf([...samples, ['Cia', 'Olle']], [], 1)).toBeUndefined();
});

test.each([
	['lastName', true],
	['phone', true],
	['birthday', true],
	['username', true],
	['attributes.title', true],
	['externalId', false],
	['managerExternalId', false],
	['gender', false],
	['excludeFromSurveys', false],
	['active', false],
])('whether a target may keep a %s in another form: %s', (field, may) => {
	expect(mayBeReshaped(field)).toBe(may);
});
