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

test('what comes after a text is counted, whatever the text ends with', () => {
	for (const text of ['""', '"a"', '"\\""', '"\\\\"', '"[,{"']) {
		expect(parseJson(`[${text},${'1234,'.repeat(999_999)}1]`)).toEqual({ flaw: 'tooComplex' });
		expect(parseJson(`[${text},${'1234,'.repeat(500_000)}1]`)).toHaveProperty('value');
	}
	// Each text has two commas that are no values, behind a quote that does not end it.
	const texts = Array.from({ length: 400_000 }, () => '"\\",,x"').join();
	expect(parseJson(`[${texts}]`)).toHaveProperty('value');
});

test('lists and objects are values of their own', () => {
	const many = (one: string, count: number) =>
		`[${Array.from({ length: count }, () => one).join()}]`;
	expect(parseJson(many('[   ]', 499_999))).toHaveProperty('value');
	expect(parseJson(many('[   ]', 500_001))).toEqual({ flaw: 'tooComplex' });
	expect(parseJson(many('{   }', 499_999))).toHaveProperty('value');
	expect(parseJson(many('{   }', 500_001))).toEqual({ flaw: 'tooComplex' });
});

test('an object among lists is looked into', () => {
	const deep = `${'['.repeat(99)}{"a":{"b":1}}${']'.repeat(99)}`;
	expect(parseJson(deep)).toEqual({ flaw: 'tooComplex' });
	expect(parseJson(`[1, ${deep}]`)).toEqual({ flaw: 'tooComplex' });
	expect(parseJson(`{"a":1,"b":${deep}}`)).toEqual({ flaw: 'tooComplex' });
	expect(parseJson(`${'['.repeat(98)}{"a":{"b":1}}${']'.repeat(98)}`)).toHaveProperty('value');
});
