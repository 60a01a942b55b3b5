/** Something to do once what it waits for is finished, well or not. */
export interface Task {
	run: () => Promise<void>;
	/** Positions of the tasks that must be finished before. */
	after: number[];
	/** Positions of the tasks that are better finished before; dropped where that blocks everything. */
	preferablyAfter: number[];
}

/**
 * Runs tasks as soon as they may, at most so many at a time, in the order given where there is a
 * choice.
 *
 * @param watch told how many tasks are under way, whenever some have been started or finished
 * @returns positions of the tasks that never ran because they wait for each other in a circle
 * @throws what a task throws, at once
 */
export async function runTasks(
	tasks: readonly Task[],
	concurrency: number,
	watch: (active: number) => void = () => {},
): Promise<number[]> {
	const blocked = tasks.map(({ after }) => after.length);
	const hesitant = tasks.map(({ preferablyAfter }) => preferablyAfter.length);
	const blocks = dependants(tasks, ({ after }) => after);
	const delays = dependants(tasks, ({ preferablyAfter }) => preferablyAfter);
	const queued = tasks.map(() => false);
	const queue: number[] = [];
	let next = 0;
	let active = 0;

	const queueIfReady = (task: number) => {
		if (queued[task] || blocked[task]! > 0 || hesitant[task]! > 0) return;
		queued[task] = true;
		queue.push(task);
	};
	const finish = (task: number) => {
		for (const other of blocks[task]!) {
			blocked[other]!--;
			queueIfReady(other);
		}
		for (const other of delays[task]!) {
			hesitant[other]!--;
			queueIfReady(other);
		}
	};
	const dropPreferences = () => {
		for (const task of tasks.keys()) {
			if (queued[task] || blocked[task]! > 0) continue;
			hesitant[task] = 0;
			queueIfReady(task);
		}
	};

	for (const task of tasks.keys()) queueIfReady(task);
	return await new Promise((resolve, reject) => {
		const proceed = () => {
			if (active === 0 && next === queue.length) dropPreferences();
			if (active === 0 && next === queue.length) {
				resolve([...tasks.keys()].filter((task) => !queued[task]));
				return;
			}
			while (active < concurrency && next < queue.length) {
				const task = queue[next++]!;
				active++;
				tasks[task]!.run().then(() => {
					active--;
					finish(task);
					proceed();
				}, reject);
			}
			watch(active);
		};
		proceed();
	});
}

function dependants(tasks: readonly Task[], of: (task: Task) => number[]): number[][] {
	const lists = tasks.map((): number[] => []);
	for (const [position, task] of tasks.entries()) {
		for (const other of of(task)) lists[other]!.push(position);
	}
	return lists;
}
