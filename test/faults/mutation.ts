import fc from 'fast-check';
import type { JsonValue } from '../../directory/model/person';

/** One value of one answer, put in the place of what was there. */
export interface Mutation {
	/** Position of the answer among those of a run, taken modulo their number. */
	answer: number;
	/** Which way down the JSON, each step modulo the number of ways; empty is the whole answer. */
	way: number[];
	value: JsonValue;
}

/** What trips up code that trusts its input. */
const NASTY: JsonValue[] = [
	null,
	true,
	false,
	'',
	' ',
	'undefined',
	'0',
	'-1',
	'1e999',
	0,
	-1,
	0.5,
	2 ** 53,
	1e308,
	[],
	{},
	[null],
	[[]],
	[{}],
	{ Result: null },
	{ Result: {} },
	{ Result: [null], TotalItemCount: 1 },
	{ Resources: {} },
	{ Resources: [null], totalResults: 1 },
	{ totalResults: '2' },
	JSON.parse('{"__proto__":{"id":"x"},"constructor":1,"toString":2}') as JsonValue,
];

export const anyJson: fc.Arbitrary<JsonValue> = fc.oneof(
	fc.constantFrom(...NASTY),
	fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>,
);

export const mutations: fc.Arbitrary<Mutation> = fc.record({
	answer: fc.nat({ max: 10_000 }),
	// Shallow places are few and matter most.
	way: fc.array(fc.nat({ max: 10_000 }), { maxLength: 4 }),
	value: anyJson,
});

/** The answer with the value in its place, and the names on the way there. */
export function mutate(
	json: JsonValue,
	{ way, value }: Pick<Mutation, 'way' | 'value'>,
): { json: JsonValue; path: string[] } {
	const [step, ...rest] = way;
	if (step === undefined || json === null || typeof json !== 'object') {
		return { json: structuredClone(value), path: [] };
	}
	const keys = Object.keys(json);
	if (keys.length === 0) return { json: structuredClone(value), path: [] };
	const key = keys[step % keys.length]!;
	const below = mutate((json as Record<string, JsonValue>)[key]!, { way: rest, value });
	const copy = (Array.isArray(json) ? [...json] : { ...json }) as Record<string, JsonValue>;
	copy[key] = below.json;
	return { json: copy as JsonValue, path: [key, ...below.path] };
}

/** Changes of an answer that mean nothing: what is read from it is the same as before. */
export interface Harmless extends Pick<Mutation, 'answer' | 'way'> {
	kind: 'unknownName' | 'otherOrder' | 'otherOrderOfNames';
	/** A name that nothing reads, and what it has. */
	name: string;
	value: JsonValue;
}

export const harmless: fc.Arbitrary<Harmless> = fc.record({
	answer: fc.nat({ max: 10_000 }),
	way: fc.array(fc.nat({ max: 10_000 }), { maxLength: 4 }),
	kind: fc.constantFrom('unknownName', 'otherOrder', 'otherOrderOfNames'),
	name: fc.constantFrom('zzNote', 'x-Anteckning', '_links', '$type', 'Ö', ''),
	value: anyJson,
});

/** The answer changed all the way down to a place, so that there always is something to change. */
export function disturb(json: JsonValue, { way, ...harm }: Harmless): JsonValue {
	if (json === null || typeof json !== 'object') return json;
	const keys = Object.keys(json);
	const [step = 0, ...rest] = way;
	const key = keys[step % keys.length];
	const below = (name: string, value: JsonValue) =>
		name === key && way.length > 0 ? disturb(value, { ...harm, way: rest }) : value;
	if (Array.isArray(json)) {
		const list = json.map((value, i) => below(String(i), value));
		return harm.kind === 'otherOrder' ? list.reverse() : list;
	}
	let entries = Object.entries(json).map(([name, value]) => [name, below(name, value!)] as const);
	if (harm.kind === 'otherOrderOfNames') entries = entries.reverse();
	const known = new Set(keys.map((name) => name.toLowerCase()));
	if (harm.kind === 'unknownName' && !known.has(harm.name.toLowerCase())) {
		entries.push([harm.name, harm.value]);
	}
	return Object.fromEntries(entries) as JsonValue;
}
