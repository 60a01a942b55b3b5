import {
	getOwn,
	isObject,
	listOf,
	numberOf,
	ownName,
	removeOwn,
	setOwn,
	textOrNull,
	unescaped,
	wordOf,
	type JsonObject,
} from '../../../scim/json';

/** Values of a server, whatever they are. */

test('only an object is one: no list, no text, nothing', () => {
	expect([{}, { a: 1 }, [], null, undefined, 'a', 1].map(isObject)).toEqual([
		true,
		true,
		false,
		false,
		false,
		false,
		false,
	]);
});

test('a name is found in any case, the exact one first', () => {
	expect(ownName({ ID: 1, id: 2 }, 'id')).toBe('id');
	expect(ownName({ UserName: 1 }, 'userNAME')).toBe('UserName');
	expect(ownName({ userName: 1 }, 'user')).toBeUndefined();
	expect(ownName({}, 'constructor')).toBeUndefined();
});

test('a value is read by a name in any case, and nowhere but in an object', () => {
	expect(getOwn({ Members: [1] }, 'members')).toEqual([1]);
	expect([getOwn({ a: 1 }, 'b'), getOwn(null, 'a'), getOwn('text', 'length')]).toEqual([
		undefined,
		undefined,
		undefined,
	]);
});

test('a value is set under the name that it has, else under the given one', () => {
	const object: JsonObject = { DisplayName: 'old' };
	setOwn(object, 'displayName', 'new');
	setOwn(object, 'externalId', 'x');
	expect(object).toEqual({ DisplayName: 'new', externalId: 'x' });
});

test('a value is removed by a name in any case, and nothing else with it', () => {
	const object: JsonObject = { Meta: {}, undefined: 1 };
	removeOwn(object, 'meta');
	removeOwn(object, 'groups');
	expect(object).toEqual({ undefined: 1 });
});

test.each<[unknown, string | null]>([
	['a', 'a'],
	[' a ', ' a '],
	[' \t', null],
	['', null],
	[0, '0'],
	[12.5, '12.5'],
	[NaN, null],
	[Infinity, null],
	['Infinity', 'Infinity'],
	[true, null],
	[null, null],
	[{}, null],
])('%p as a text is %p', (value, text) => {
	expect(textOrNull(value)).toBe(text);
});

test.each<[unknown, string]>([
	[' TRUE ', 'true'],
	[true, 'true'],
	[false, 'false'],
	[1, '1'],
	[null, ''],
	[undefined, ''],
	[{ toString: 1 }, ''],
	[['true'], ''],
])('%p as a word is %p', (value, word) => {
	expect(wordOf(value)).toBe(word);
});

test.each<[unknown, number]>([
	[3, 3],
	['3', 3],
	[' 3 ', 3],
	['0', 0],
	['', NaN],
	['  ', NaN],
	['three', NaN],
	[true, NaN],
	[null, NaN],
	[['3'], NaN],
])('%p as a number is %p', (value, number) => {
	expect(numberOf(value)).toBe(number);
});

test('one value is a list of one, nothing is an empty list', () => {
	expect([listOf(undefined), listOf(null), listOf('a'), listOf(['a']), listOf(false)]).toEqual([
		[],
		[],
		['a'],
		['a'],
		[false],
	]);
});

test('escapes of an address are read, and what is none stays', () => {
	expect([unescaped('/Users/a%20b'), unescaped('50%')]).toEqual(['/Users/a b', '50%']);
});
