import { growthOfWork, LINEAR, workOf } from '../support/work';

/** The counter that other tests rely on sees what is linear and what is not. */

const numbers = (size: number) => Array.from({ length: size }, (_, i) => i);

test.each<[string, (list: number[]) => unknown]>([
	['one method after another', (list) => list.map((one) => one + 1).filter((one) => one % 2)],
	['a loop', (list) => Math.max(...list)],
	['a map of all', (list) => new Map(list.map((one) => [one, one])).get(7)],
	['a sort', (list) => list.toSorted((a, b) => b - a).sort((a, b) => a - b)],
	['a search that ends at the start', (list) => list.map(() => list.find((one) => one === 0))],
])('linear: %s', async (_what, use) => {
	const growth = await growthOfWork(1000, (size) => {
		const list = numbers(size);
		return () => use(list);
	});
	expect(growth).toBeLessThan(LINEAR);
});

test.each<[string, (list: number[]) => unknown]>([
	['a search for each', (list) => list.map((one) => list.find((other) => other === one))],
	['a look for each', (list) => list.filter((one) => list.includes(one))],
	['a loop for each', (list) => list.map((one) => [...list].at(one))],
	['a copy for each', (list) => list.reduce<number[]>((all, one) => all.concat(one), [])],
	['a slice for each', (list) => list.map((_one, i) => list.slice(i))],
	[
		'a loop over a set for each',
		(list) => {
			const set = new Set(list);
			for (const one of set) for (const other of set) if (one > other) continue;
		},
	],
])('not linear: %s', async (_what, use) => {
	const growth = await growthOfWork(250, (size) => {
		const list = numbers(size);
		return () => use(list);
	});
	expect(growth).toBeGreaterThan(3);
});

test('afterwards nothing is counted, also where the work fails', async () => {
	const { map } = Array.prototype;
	await expect(
		workOf(() => {
			throw new Error('stop');
		}),
	).rejects.toThrow('stop');
	expect(Array.prototype.map).toBe(map);
});

test('work that the counter does not see is an error, not linear', async () => {
	await expect(growthOfWork(100, () => () => 'nothing')).rejects.toThrow('Only 0 units');
});
