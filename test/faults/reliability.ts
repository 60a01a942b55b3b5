import { reliabilityPage, type Machine } from './figures';
import { prepare, runSchedule, startChangedFlex, type Ground, type Result } from './run';
import type { Clock } from './schedules';
import type { WorkflowFile } from '../workflow/engine';

export interface ReliabilityOptions {
	template: WorkflowFile;
	/** Schedules of the sync with skipped waits. */
	schedules: number;
	/** Schedules of the shipped template on n8n's engine, which really waits. */
	onEngine: number;
	/** The seed of the first one. */
	first: number;
	machine: Machine;
	print: (line: string) => void;
	/** Shows what is going on now, in place of what was shown before. */
	progress: (line: string) => void;
}

/** @returns the page with the figures, and how many schedules broke a promise */
export async function measureReliability(
	options: ReliabilityOptions,
): Promise<{ page: string; failed: number }> {
	const { print, progress } = options;
	progress('Making the first load and the state to arrive at…');
	const ground = await prepare(options.template, 'dist');
	print(`A sync without faults makes ${ground.changes} requests that write.`);
	const flex = await startChangedFlex();
	try {
		const results = [
			...(await runMany(options, 'skipped', options.schedules, flex, ground)),
			...(await runMany(options, 'real', options.onEngine, flex, ground)),
		];
		progress('');
		const failed = results.filter((result) => problemsOf(result).length > 0);
		for (const result of failed) {
			print(`Seed ${result.seed} (${result.clock} waits):`);
			for (const problem of problemsOf(result).slice(0, 5)) print(`  ${problem}`);
		}
		const page = reliabilityPage(results, ground.changes, options.machine);
		return { page, failed: failed.length };
	} finally {
		await flex.close();
	}
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
	{ first, progress }: ReliabilityOptions,
	clock: Clock,
	count: number,
	flex: Parameters<typeof runSchedule>[2],
	ground: Ground,
): Promise<Result[]> {
	const results: Result[] = [];
	let failed = 0;
	for (let seed = first; seed < first + count; seed++) {
		const result = await runSchedule(seed, clock, flex, ground);
		results.push(result);
		if (problemsOf(result).length > 0) failed++;
		const where = clock === 'real' ? 'on the engine' : 'with skipped waits';
		progress(`Schedule ${results.length} of ${count} ${where}; failed so far: ${failed}`);
	}
	return results;
}
