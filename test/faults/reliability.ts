import type { Keeping } from '../figures/measurement';
import { added, tallyOf, type Tally } from './figures';
import { runNights, type NightsOptions } from './nights';
import {
	prepare,
	runSchedule,
	SCHEDULE_KINDS,
	startChangedFlex,
	type Ground,
	type Result,
	type ScheduleKind,
} from './run';
import type { WorkflowFile } from '../workflow/engine';

export interface ReliabilityOptions extends Keeping, NightsOptions {
	template: WorkflowFile;
	/** How many of each kind. */
	schedules: Record<ScheduleKind, number>;
	/** The seed of the first one. */
	first: number;
	print: (line: string) => void;
	/** Does something while the nodes wait a fiftieth as long as they would. */
	quickly: <T>(act: () => Promise<T>) => Promise<T>;
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
		for (const kind of SCHEDULE_KINDS) {
			const count = options.schedules[kind];
			for (let done = 0; done < count; done += PIECE) {
				const first = options.first + done;
				const size = Math.min(PIECE, count - done);
				const run = async () =>
					tallyOf(await runMany(options, kind, first, size, flex, ground), ground.changes);
				tallies.push(await options.keep(`${kind} ${first}-${first + size - 1}`, run));
			}
		}
		return added([tallyOf([], ground.changes), ...tallies]);
	} finally {
		await flex.close();
	}
}

/** How many promises were broken. */
export function brokenIn(tally: Tally): number {
	const { wrongReads, duplicates, wrongRemovals, differences, silent } = tally;
	return wrongReads + duplicates + wrongRemovals + differences + silent;
}

/** What a schedule broke, in words. */
export function problemsOf(result: Result): string[] {
	return [
		...result.duplicates.map((one) => `twice: ${one}`),
		...result.wrongRemovals.map((one) => `wrongly removed: ${one}`),
		...result.wrongReads.map((one) => `wrongly read: ${one}`),
		...result.silent.map((one) => `silently wrong: ${one}`),
		...result.differences,
	];
}

async function runMany(
	options: ReliabilityOptions,
	kind: ScheduleKind,
	first: number,
	count: number,
	flex: Parameters<typeof runSchedule>[2],
	ground: Ground,
): Promise<Result[]> {
	const { print, progress } = options;
	const results: Result[] = [];
	for (let seed = first; seed < first + count; seed++) {
		const result = await RUN[kind](seed, flex, ground, options);
		results.push(result);
		const problems = problemsOf(result);
		if (problems.length > 0)
			print(`Seed ${seed} (${[kind, result.tenant ?? []].flat().join(', ')}):`);
		for (const problem of problems.slice(0, 5)) print(`  ${problem}`);
		progress(`Seed ${seed}, ${kind}`);
	}
	return results;
}

const RUN: Record<
	ScheduleKind,
	(
		seed: number,
		flex: Parameters<typeof runSchedule>[2],
		ground: Ground,
		options: ReliabilityOptions,
	) => Promise<Result>
> = {
	day: async (seed, flex, ground) => await runSchedule(seed, 'skipped', flex, ground),
	engine: async (seed, flex, ground) => await runSchedule(seed, 'real', flex, ground),
	nights: async (seed, _flex, ground, options) =>
		await options.quickly(async () => await runNights(seed, ground, options)),
};
