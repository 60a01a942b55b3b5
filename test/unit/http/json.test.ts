import { parseJson } from '../../../http/json';

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

test('JSON is parsed, whatever is in its texts', () => {
	const text = '{"a":"[[{{,,\\"","b\\\\":[1,{"c":null}],"__proto__":"x"}';
	expect(parseJson(text)).toEqual({ value: JSON.parse(text) as unknown });
});

test.each(['', '{"a":', '"open', '[1,]', 'undefined', `["${'x'.repeat(3_000_000)}`])(
	'%.20s is damaged',
	(text) => {
		expect(parseJson(text)).toEqual({ flaw: 'damaged' });
	},
);

test('lists may be 100 deep', () => {
	expect(parseJson(nested(100))).toHaveProperty('value');
	expect(parseJson(nested(101))).toEqual({ flaw: 'tooComplex' });
	expect(parseJson('{"a":'.repeat(101) + '1' + '}'.repeat(101))).toEqual({ flaw: 'tooComplex' });
	expect(parseJson(nested(900_000))).toEqual({ flaw: 'tooComplex' });
});

test('a million values pass, and one more does not', () => {
	// The list itself is one of them. Wide numbers, so that the text is long enough to be counted.
	const list = (count: number) => `[${'1234,'.repeat(count - 1)}1]`;
	expect(parseJson(list(999_998))).toHaveProperty('value');
	expect(parseJson(list(1_000_000))).toEqual({ flaw: 'tooComplex' });
});

test('commas and brackets inside texts are no values', () => {
	const text = JSON.stringify([`${',[{'.repeat(1_000_000)}\\"`, '\\']);
	expect(parseJson(text)).toEqual({ value: JSON.parse(text) as unknown });
});
