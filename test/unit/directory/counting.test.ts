import { circlesAmong, findCircles, withAllBelow } from '../../../directory/common/cycles';
import { canonicalJson, isRecord, ownValue, setOwnValue } from '../../../directory/common/json';
import { addTo, groupedBy } from '../../../directory/common/lists';
import { grouped, quoted } from '../../../directory/common/phrases';
import { Tally } from '../../../directory/common/tally';

describe('what most people use', () => {
	const tally = (...texts: string[]) => {
		const made = new Tally();
		for (const text of texts) made.add(text);
		return made;
	};

	test('is the text that was counted most, of equals the first in order', () => {
		expect(tally('b', 'a', 'b').mostCommon()).toBe('b');
		expect(tally('b', 'a').mostCommon()).toBe('a');
		expect(tally('a', 'b').mostCommon()).toBe('a');
		expect(tally('c', 'b', 'b', 'a', 'a').mostCommon()).toBe('a');
		expect(tally().mostCommon()).toBeUndefined();
	});

	test('all that lead are named in order, and by how much they lead', () => {
		const even = tally('c', 'b', 'a', 'c', 'b');
		expect(even.leaders()).toEqual(['b', 'c']);
		expect(even.lead).toBe(0);
		const clear = tally('a', 'b', 'b', 'b');
		expect(clear.leaders()).toEqual(['b']);
		expect(clear.lead).toBe(2);
		expect(tally('a').lead).toBe(1);
		expect([tally().leaders(), tally().lead]).toEqual([[], 0]);
	});

	test('counts add up, those of another tally too', () => {
		const one = tally('a');
		one.add('b', 3);
		one.addAll(tally('a', 'a', 'c'));
		one.add('a');
		expect(one.mostCommon()).toBe('a');
		expect(one.lead).toBe(1);
		expect(one.texts()).toEqual(['a', 'b', 'c']);
		expect(one.size).toBe(3);
	});
});

test('lists by key keep the order in which keys and entries came', () => {
	const lists = groupedBy(['b1', 'a1', 'b2'], (text) => text[0]);
	addTo(lists, 'a', 'a2');
	expect([...lists]).toEqual([
		['b', ['b1', 'b2']],
		['a', ['a1', 'a2']],
	]);
});

describe('circles among reporting lines', () => {
	test('each comes once, from its smallest ID, in order; who only reports to one is in none', () => {
		const managers = new Map([
			['z', 'y'],
			['y', 'x'],
			['x', 'z'],
			['c', 'b'],
			['b', 'c'],
			['outside', 'c'],
			['alone', 'alone'],
			['top', null],
			['under', 'top'],
			['lost', 'nobody'],
		]);
		const circles = [['alone'], ['b', 'c'], ['x', 'z', 'y']];
		expect(findCircles(managers)).toEqual(circles);
		expect(findCircles(new Map([...managers].reverse()))).toEqual(circles);
		expect(
			findCircles(
				new Map([
					['a', 'b'],
					['b', null],
				]),
			),
		).toEqual([]);
	});

	test('nobody is no manager to start from', () => {
		expect(circlesAmong([null, 'a'], (id) => (id === 'a' ? 'a' : undefined))).toEqual([['a']]);
	});
});

test('all below some are those under them at any remove, and they themselves', () => {
	const parents = new Map([
		['leaf', 'twig'],
		['twig', 'branch'],
		['branch', 'root'],
		['root', null],
		['other', 'root'],
		['stray', 'unknown'],
	]);
	expect([...withAllBelow(new Set(['branch']), parents)].sort()).toEqual([
		'branch',
		'leaf',
		'twig',
	]);
	expect([...withAllBelow(new Set(['unknown']), parents)].sort()).toEqual(['stray', 'unknown']);
	expect([...withAllBelow(new Set(), parents)]).toEqual([]);
});

describe('values as JSON', () => {
	test('equal values give equal text, whatever the order of their properties, at any depth', () => {
		expect(canonicalJson({ b: 1, a: { d: 2, c: 3 } })).toBe('{"a":{"c":3,"d":2},"b":1}');
		expect(canonicalJson([1, [{ b: 1, a: 2 }]])).toBe('[1,[{"a":2,"b":1}]]');
		expect(canonicalJson([2, 1, null, 'x'])).toBe('[2,1,null,"x"]');
		expect(canonicalJson('x')).toBe('"x"');
		expect(canonicalJson(null)).toBe('null');
	});

	test('one that is nested without end is compared as far as a hundred levels', () => {
		let deep: unknown = 'end';
		for (let i = 0; i < 100_000; i++) deep = i % 2 ? [deep] : { b: deep, a: 1 };
		const text = canonicalJson(deep as never);
		expect(text.startsWith('[{"a":1,"b":[{"a":1,"b":[')).toBe(true);
		expect(text.length).toBeLessThan(2000);
		expect(text.match(/\[/g)).toHaveLength(50);
		expect(text).toContain('"b":null');
	});

	test('a property is one of the record itself', () => {
		expect(ownValue({ a: 1 }, 'a')).toBe(1);
		expect(ownValue({}, 'constructor')).toBeUndefined();
		expect(ownValue({}, '__proto__')).toBeUndefined();
		expect(ownValue(JSON.parse('{"__proto__": 5}'), '__proto__')).toBe(5);
		expect(ownValue({ constructor: 'x' }, 'constructor')).toBe('x');
		const work = () => 1;
		expect(ownValue({ work }, 'work')).toBe(work);
		expect(ownValue(undefined, 'a')).toBeUndefined();
		expect(ownValue(null, 'a')).toBeUndefined();
	});

	test('a property called __proto__ is set like any other', () => {
		const record: Record<string, unknown> = {};
		setOwnValue(record, '__proto__', { polluted: true });
		setOwnValue(record, 'a', 1);
		expect(JSON.stringify(record)).toBe('{"__proto__":{"polluted":true},"a":1}');
		expect((record as { polluted?: true }).polluted).toBeUndefined();
		setOwnValue(record, '__proto__', 2);
		expect(Object.keys(record)).toEqual(['__proto__', 'a']);
		expect(delete record.__proto__).toBe(true);
	});

	test('a record is an object that is no list', () => {
		expect([{}, [], null, undefined, 'x'].map(isRecord)).toEqual([
			true,
			false,
			false,
			false,
			false,
		]);
	});
});

test('words and numbers for people', () => {
	expect(quoted(['a', 'b'])).toEqual(['“a”', '“b”']);
	expect(grouped(1234567)).toBe('1,234,567');
});
