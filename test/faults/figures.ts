import { markdownTable, measuredOn, type Measurement } from '../figures/measurement';
import type { Result } from './run';
import { FAULT_NAMES } from './schedules';

/** What some schedules did, added up. */
export interface Tally {
	schedules: number;
	/** Of them, with the shipped workflow on n8n's engine. */
	onEngine: number;
	/** Requests that write, of a sync without faults. */
	changes: number;
	requests: number;
	/** How often each fault was caused. */
	faults: Record<string, number>;
	endedEarly: number;
	refusedReads: number;
	wrongReads: number;
	duplicates: number;
	wrongRemovals: number;
	differences: number;
}

/** @param changes requests that write, of a sync without faults */
export function tallyOf(results: readonly Result[], changes: number): Tally {
	const sum = (of: (result: Result) => number) =>
		results.reduce((total, result) => total + of(result), 0);
	return {
		schedules: results.length,
		onEngine: results.filter(({ clock }) => clock === 'real').length,
		changes,
		requests: sum(({ requests }) => requests),
		faults: Object.fromEntries(
			FAULT_NAMES.map((name) => [name, sum(({ faults }) => faults.get(name) ?? 0)]),
		),
		endedEarly: sum(({ endedEarly }) => endedEarly),
		refusedReads: sum(({ refusedReads }) => refusedReads),
		wrongReads: sum((one) => one.wrongReads.length),
		duplicates: sum((one) => one.duplicates.length),
		wrongRemovals: sum((one) => one.wrongRemovals.length),
		differences: results.filter((one) => one.differences.length > 0).length,
	};
}

/** Tallies of parts as that of the whole. */
export function added([first, ...others]: readonly [Tally, ...Tally[]]): Tally {
	return others.reduce((sum, one): Tally => {
		const { changes, faults, ...counts } = sum;
		const names = Object.keys(counts) as Array<keyof typeof counts>;
		return {
			changes,
			faults: Object.fromEntries(
				FAULT_NAMES.map((name) => [name, (faults[name] ?? 0) + (one.faults[name] ?? 0)]),
			),
			...(Object.fromEntries(
				names.map((name) => [name, counts[name] + one[name]]),
			) as typeof counts),
		};
	}, first);
}

/** The page `docs/reliability.md`. */
export function reliabilityPage({ stamp, figures }: Measurement<Tally>): string {
	const rows: Array<[string, number]> = [
		['Fault schedules', figures.schedules],
		['… of them with the shipped workflow on n8n’s own engine', figures.onEngine],
		['Requests', figures.requests],
		['Faults injected', Object.values(figures.faults).reduce((a, b) => a + b, 0)],
		['Runs that a fault ended early', figures.endedEarly],
		['… of them because Flex could not be read completely', figures.refusedReads],
		['Incomplete lists of employees that were passed on', figures.wrongReads],
		['**Duplicate users or groups**', figures.duplicates],
		['**Wrong removals**', figures.wrongRemovals],
		['**Differing end states**', figures.differences],
	];
	const table = (heads: [string, string], lines: ReadonlyArray<[string, number]>) =>
		markdownTable(
			heads,
			lines.map(([name, count]) => [name, count.toLocaleString('en')]),
			[false, true],
		);
	return `# Reliability under faults

\`npm run figures\` writes this page from \`docs/figures/reliability.json\`.

${measuredOn(stamp)}

Both systems are stand-ins that speak HTTP on the same computer and misbehave on purpose. 200 invented people in two companies are in Winningtemp; then a morning's changes and a reorganisation happen in Flex, which take ${figures.changes} requests that write. Each schedule disturbs one to three runs of the sync with faults drawn from its seed, then lets one run go undisturbed. After every run the tenant is searched for duplicates, and for people, groups and memberships that were removed although HR has them; after the last one it must hold exactly what a sync without any faults leaves. Tenants differ: some take bulk requests, some know no PATCH, some insist on If-Match.

${table(['', ''], rows)}

Where an outcome is not 0, the command prints the seed; \`npm run reliability -- --first SEED --schedules 1 --engine 0\` runs that one again (\`--schedules 0 --engine 1\` for one on the engine).

${table(
	['Fault', 'Injected'],
	FAULT_NAMES.map((name) => [name, figures.faults[name] ?? 0]),
)}
`;
}
