import fc from 'fast-check';
import { runTasks, type Task } from '../../../directory/apply/schedule';

function tasksOf(after: number[][], preferablyAfter: number[][] = after.map(() => [])) {
	const done: number[] = [];
	let active = 0;
	const peak = { value: 0 };
	const tasks = after.map((_list, i): Task => ({
		after: after[i]!,
		preferablyAfter: preferablyAfter[i]!,
		run: async () => {
			peak.value = Math.max(peak.value, ++active);
			await Promise.resolve();
			active--;
			done.push(i);
		},
	}));
	return { tasks, done, peak };
}

test('every task runs once, after all that it waits for, and never more than allowed at a time', async () => {
	const graph = fc.integer({ min: 1, max: 30 }).chain((size) =>
		fc.tuple(
			fc.array(fc.array(fc.nat(size - 1), { maxLength: 4 }), {
				minLength: size,
				maxLength: size,
			}),
			fc.integer({ min: 1, max: 5 }),
		),
	);
	await fc.assert(
		fc.asyncProperty(graph, async ([lists, concurrency]) => {
			// Only earlier tasks are waited for, so that there is no circle.
			const after = lists.map((list, i) => [...new Set(list.filter((other) => other < i))]);
			const { tasks, done, peak } = tasksOf(after);
			expect(await runTasks(tasks, concurrency)).toEqual([]);
			expect([...done].sort((a, b) => a - b)).toEqual([...tasks.keys()]);
			const place = new Map(done.map((task, i) => [task, i]));
			for (const [task, list] of after.entries()) {
				for (const other of list) expect(place.get(other)!).toBeLessThan(place.get(task)!);
			}
			expect(peak.value).toBeLessThanOrEqual(concurrency);
		}),
	);
});

test('a preference is kept where it can be, and dropped where it would block everything', async () => {
	const kept = tasksOf([[], []], [[1], []]);
	await runTasks(kept.tasks, 4);
	expect(kept.done).toEqual([1, 0]);

	const circle = tasksOf([[], []], [[1], [0]]);
	expect(await runTasks(circle.tasks, 4)).toEqual([]);
	expect(circle.done).toHaveLength(2);
});

test('tasks that wait for each other are named, the others run', async () => {
	const { tasks, done } = tasksOf([[1], [0], []]);
	expect(await runTasks(tasks, 2)).toEqual([0, 1]);
	expect(done).toEqual([2]);
});

test('what a task throws ends it all', async () => {
	const failing: Task = {
		after: [],
		preferablyAfter: [],
		run: async () => await Promise.reject(new Error('cancelled')),
	};
	await expect(runTasks([failing], 1)).rejects.toThrow('cancelled');
});

test('nothing to do is done at once', async () => {
	expect(await runTasks([], 3)).toEqual([]);
});
