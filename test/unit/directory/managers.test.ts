import fc from 'fast-check';
import { findCircles } from '../../../directory/common/cycles';

test('a tree has no circle', () => {
	expect(
		findCircles(
			new Map([
				['a', null],
				['b', 'a'],
				['c', 'a'],
				['d', 'left the company'],
			]),
		),
	).toEqual([]);
});

test("one's own manager is a circle of one", () => {
	expect(
		findCircles(
			new Map([
				['a', 'a'],
				['b', 'a'],
			]),
		),
	).toEqual([['a']]);
});

test('each circle is found once, from its smallest id along the reporting line', () => {
	const managerOf = new Map([
		['z', 'c'],
		['c', 'a'],
		['a', 'b'],
		['b', 'c'],
		['y', 'x'],
		['x', 'y'],
	]);
	expect(findCircles(managerOf)).toEqual([
		['a', 'b', 'c'],
		['x', 'y'],
	]);
});

test('everyone in a circle is named, nobody else, whatever the order', () => {
	const lines = fc.uniqueArray(fc.tuple(fc.nat(30), fc.nat(30)), {
		selector: ([person]) => person,
	});
	fc.assert(
		fc.property(lines, (pairs) => {
			const managerOf = new Map(pairs.map(([a, b]) => [String(a), String(b)]));
			const circles = findCircles(managerOf);
			expect(findCircles(new Map([...managerOf].reverse()))).toEqual(circles);
			const inCircle = new Set(circles.flat());
			for (const start of managerOf.keys()) {
				let person: string | undefined = start;
				for (let steps = 0; steps < managerOf.size; steps++) {
					person = person === undefined ? undefined : managerOf.get(person);
					if (person === start) break;
				}
				expect(inCircle.has(start)).toBe(person === start);
			}
		}),
	);
});
