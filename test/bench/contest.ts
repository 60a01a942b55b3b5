/** How the parts of the bench that only compute are measured. */
export interface Measuring {
	/** Numbers of people. */
	sizes: readonly number[];
	/** Rounds that count. */
	runs: number;
	/** A clock that only goes forward, in milliseconds. */
	now: () => number;
	/** Says what is being done, for the person who waits. */
	progress: (line: string) => void;
	/**
	 * Clears away what was there before. Called before the first round only: a full collection of
	 * garbage also throws away the machine code made so far, and everything would be measured cold.
	 */
	settle?: () => void;
}

/** What one contender took. */
export interface Timing {
	/** Median of all rounds, in milliseconds. */
	median: number;
	/** Median of the ratios to the first contender, each within one round. */
	ratio: number;
}

/** Rounds go before that handle so many people, two at least, so that nothing is measured cold. */
const WARM_UP = 200_000;

/**
 * Lets contenders do the same work in turn, round by round, so that whatever else the machine does
 * falls on all of them alike.
 *
 * @param contenders by name; the first is what the others are compared with
 * @param size how many people each of them handles
 */
export function contest<N extends string>(
	contenders: Record<N, () => unknown>,
	size: number,
	{ runs, now, settle = () => undefined }: Measuring,
): Record<N, Timing> {
	const entries = Object.entries(contenders) as Array<[N, () => unknown]>;
	const times = new Map(entries.map(([name]) => [name, [] as number[]]));
	const warmUps = Math.max(2, Math.ceil(WARM_UP / size));
	settle();
	for (let round = -warmUps; round < runs; round++) {
		for (const [name, run] of entries) {
			const start = now();
			run();
			const taken = now() - start;
			if (round >= 0) times.get(name)!.push(taken);
		}
	}
	const first = times.get(entries[0]![0])!;
	return Object.fromEntries(
		entries.map(([name]) => {
			const own = times.get(name)!;
			const ratio = median(own.map((time, round) => time / first[round]!));
			return [name, { median: median(own), ratio }];
		}),
	) as Record<N, Timing>;
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The largest of a few. */
export function largest(values: readonly number[]): number {
	return values.reduce((most, value) => (value > most ? value : most), -Infinity);
}

/** Ends the bench where a contender did not do its work: its time would mean nothing. */
export function requireEqual(what: string, actual: number, expected: number): void {
	if (actual === expected) return;
	throw new Error(`The comparison is not fair: ${what} came to ${actual}, not ${expected}.`);
}
