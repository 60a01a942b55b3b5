import { canonicalJson, setOwnValue } from '../../../directory/common/json';
import { sameValue, userDifferences } from '../../../directory/model/difference';
import type { JsonValue } from '../../../directory/model/person';
import { isEmptyValue } from '../../../directory/model/valueRules';
import { compareText } from '../../../directory/common/text';

test.each<[string, JsonValue, JsonValue, boolean]>([
	['username', 'Anna@Exempel.se', 'anna@exempel.se', true],
	['username', 'anna@exempel.se', 'bo@exempel.se', false],
	['lastName', 'Ek', 'EK', false],
	['lastName', 'A\u030Asa', 'Åsa', true],
	['gender', null, 'none', true],
	['gender', 'female', 'none', false],
	['excludeFromSurveys', null, false, true],
	['excludeFromSurveys', true, false, false],
	['excludeFromSurveys', true, 'true', false],
	['birthday', null, null, true],
	['birthday', null, '1990-01-02', false],
	['attributes.level', 3, '3', true],
	['attributes.level', 3, '4', false],
	['attributes.level', { a: 1 }, '[object Object]', false],
	['attributes.level', '[object Object]', { a: 1 }, false],
	['attributes.level', { a: 1, b: [2] }, { b: [2], a: 1 }, true],
	['attributes.level', { a: 1 }, { a: 2 }, false],
	['attributes.level', [1, 2], [2, 1], false],
	['attributes.level', null, {}, false],
])('%s: %j and %j are the same: %p', (field, a, b, same) => {
	expect(sameValue(field, a, b)).toBe(same);
	expect(sameValue(field, b, a)).toBe(same);
});

test('a change that only an object holds is planned', () => {
	const person = (place: string) => ({
		externalId: 'a',
		username: 'a',
		firstName: 'Åsa',
		lastName: 'Ek',
		attributes: { office: { place } },
	});
	const current = { ...person('Lund'), kind: 'user', targetId: 't', active: true } as const;
	expect(userDifferences(person('Umeå'), current)).toEqual([
		{ field: 'attributes.office', from: { place: 'Lund' }, to: { place: 'Umeå' } },
	]);
	expect(userDifferences(person('Lund'), current)).toEqual([]);
});

test('canonical JSON is JSON, with the properties in the order of their names', () => {
	const value = { b: 1, a: [{ d: null, c: 'x' }], ab: true };
	expect(canonicalJson(value)).toBe('{"a":[{"c":"x","d":null}],"ab":true,"b":1}');
	expect(canonicalJson({ c: 1, a: 2, b: 3 })).toBe('{"a":2,"b":3,"c":1}');
	expect(canonicalJson(null)).toBe('null');
});

test('of a value that is nested too deep, what stands near the top counts, and in one order', () => {
	let deep: unknown = 'x';
	for (let i = 0; i < 100_000; i++) deep = [deep];
	const text = canonicalJson({ n: null, deep, b: true, a: 'x' } as never);
	expect(text).toMatch(/^\{"a":"x","b":true,"deep":\[\[.*\]\],"n":null\}$/);
});

test('texts have an order of three outcomes', () => {
	expect([compareText('a', 'b'), compareText('b', 'a'), compareText('a', 'a')]).toEqual([-1, 1, 0]);
});

test('a property that is set is one of its own, whatever it is called', () => {
	const record: Record<string, unknown> = { old: 1 };
	setOwnValue(record, 'name', 'x');
	setOwnValue(record, '__proto__', { evil: true });
	expect(Object.entries(record)).toEqual([
		['old', 1],
		['name', 'x'],
		['__proto__', { evil: true }],
	]);
	expect(record.evil).toBeUndefined();
	setOwnValue(record, '__proto__', 2);
	expect(Object.keys(record)).toContain('__proto__');
	delete record['__proto__'];
	expect(Object.keys(record)).toEqual(['old', 'name']);
});

test.each<[string, JsonValue, boolean]>([
	['lastName', null, true],
	['lastName', '', true],
	['lastName', 'Ek', false],
	['gender', 'none', true],
	['gender', 'female', false],
	['excludeFromSurveys', false, true],
	['excludeFromSurveys', true, false],
	['active', true, true],
	['active', false, false],
	['segments', [], true],
	['segments', [{ externalId: 's1' }], false],
	['attributes.x', {}, true],
	['attributes.x', { a: 1 }, false],
	['attributes.x', 0, false],
	['attributes.x', false, false],
])('whether a field holds no value: %s, %j', (field, value, is) => {
	expect(isEmptyValue(field, value)).toBe(is);
});

test.each<[JsonValue, JsonValue, boolean]>([
	['["a","b"]', ['a', 'b'], true],
	['{"a":1}', { a: 1 }, true],
	['["a"]', ['a', 'b'], false],
	['[no JSON', ['a'], false],
	[[], null, true],
	[null, 'x', false],
	[7, '7', true],
	['A\u030A', 'Å', true],
	['a', 'A', false],
])('further values are the same as texts that say the same: %j, %j', (a, b, is) => {
	expect(sameValue('attributes.x', a, b)).toBe(is);
	expect(sameValue('attributes.x', b, a)).toBe(is);
});
