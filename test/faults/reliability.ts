import type { Keeping } from '../figures/measurement';
import { added, tallyOf, type Tally } from './figures';
import { prepare, runSchedule, startChangedFlex, type Ground, type Result } from './run';
import type { Clock } from './schedules';
import type { WorkflowFile } from '../workflow/engine';

export interface ReliabilityOptions extends Keeping {
	template: WorkflowFile;
	/** Schedules of the sync with skipped waits. */
	schedules: number;
	/** Schedules of the shipped template on n8n's engine, which really waits. */
	onEngine: number;
	/** The seed of the first one. */
	first: number;
	print: (line: string) => void;
}

/** Schedules that are measured, and kept, together. */
const PIECE = 25;

/** @returns what all schedules did; each that broke a promise is printed with its seed */
export async function measureReliability(options: ReliabilityOptions): Promise<Tally> {
	options.progress('Making the first load and the state to arrive at…');
	const ground = await prepare(options.template, 'dist');
	const flex = await startChangedFlex();
	try {
		const tallies: Tally[] = [];
		for (const [clock, count] of [
			['skipped', options.schedules],
			['real', options.onEngine],
		] as const) {
			for (let done = 0; done < count; done += PIECE) {
				const first = options.first + done;
				const size = Math.min(PIECE, count - done);
				const run = async () =>
					tallyOf(await runMany(options, clock, first, size, flex, ground), ground.changes);
				tallies.push(await options.keep(`${clock} ${first}-${first + size - 1}`, run));
			}
		}
		return added([tallyOf([], ground.changes), ...tallies]);
	} finally {
		await flex.close();
	}
}

/** How many promises were broken. */
export function brokenIn({ wrongReads, duplicates, wrongRemovals, differences }: Tally): number {
	return wrongReads + duplicates + wrongRemovals + differences;
}

/** What a schedule broke, in words. */
export function problemsOf(result: Result): string[] {
	return [
		...result.duplicates.map((one) => `twice: ${one}`),
		...result.wrongRemovals.map((one) => `wrongly removed: ${one}`),
		...result.wrongReads.map((one) => `wrongly read: ${one}`),
		...result.differences,
	];
}

async function runMany(
	{ print, progress }: ReliabilityOptions,
	clock: Clock,
	first: number,
	count: number,
	flex: Parameters<typeof runSchedule>[2],
	ground: Ground,
): Promise<Result[]> {
	const results: Result[] = [];
	for (let seed = first; seed < first + count; seed++) {
		const result = await runSchedule(seed, clock, flex, ground);
		results.push(result);
		const problems = problemsOf(result);
		if (problems.length > 0) print(`Seed ${seed} (${clock} waits):`);
		for (const problem of problems.slice(0, 5)) print(`  ${problem}`);
		progress(`Seed ${seed} ${clock === 'real' ? 'on the engine' : 'with skipped waits'}`);
	}
	return results;
}
