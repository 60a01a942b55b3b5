import type { Result } from './run';
import { FAULT_NAMES } from './schedules';

/** In generic words: what somebody needs to judge the times by. */
export interface Machine {
	cores: number;
	/** E.g. `v20.20.2`. */
	node: string;
	/** `YYYY-MM-DD` */
	date: string;
	seconds: () => number;
}

/** The page `docs/reliability.md`. */
export function reliabilityPage(
	results: readonly Result[],
	changes: number,
	{ cores, node, date, seconds }: Machine,
): string {
	const sum = (of: (result: Result) => number) =>
		results.reduce((total, result) => total + of(result), 0);
	const faults = new Map<string, number>();
	for (const result of results) {
		for (const [name, count] of result.faults) {
			faults.set(name, (faults.get(name) ?? 0) + count);
		}
	}
	const onEngine = results.filter(({ clock }) => clock === 'real').length;
	const rows: Array<[string, number]> = [
		['Fault schedules', results.length],
		['… of them with the shipped workflow on n8n’s own engine', onEngine],
		['Requests', sum(({ requests }) => requests)],
		['Faults injected', [...faults.values()].reduce((a, b) => a + b, 0)],
		['Runs that a fault ended early', sum(({ endedEarly }) => endedEarly)],
		[
			'… of them because Flex could not be read completely',
			sum(({ refusedReads }) => refusedReads),
		],
		['Incomplete lists of employees that were passed on', sum((one) => one.wrongReads.length)],
		['**Duplicate users or groups**', sum((one) => one.duplicates.length)],
		['**Wrong removals**', sum((one) => one.wrongRemovals.length)],
		['**Differing end states**', results.filter((one) => one.differences.length > 0).length],
	];
	return `# Reliability under faults

Made on ${date} with \`npm run reliability\`, which anyone can run: ${cores} cores, Node ${node.replace('v', '')}, ${Math.ceil(seconds() / 60)} minutes.

Both systems are stand-ins that speak HTTP on the same computer and misbehave on purpose. 200 invented people in two companies are in Winningtemp; then a morning's changes and a reorganisation happen in Flex, which take ${changes} requests that write. Each schedule disturbs one to three runs of the sync with faults drawn from its seed, then lets one run go undisturbed. After every run the tenant is searched for duplicates, and for people, groups and memberships that were removed although HR has them; after the last one it must hold exactly what a sync without any faults leaves. Tenants differ: some take bulk requests, some know no PATCH, some insist on If-Match.

| | |
| --- | ---: |
${rows.map(([name, count]) => `| ${name} | ${count.toLocaleString('en')} |`).join('\n')}

Where an outcome is not 0, the command prints the seed; \`npm run reliability -- --first SEED --schedules 1 --engine 0\` runs that one again (\`--schedules 0 --engine 1\` for one on the engine).

| Fault | Injected |
| --- | ---: |
${FAULT_NAMES.map((name) => `| ${name} | ${(faults.get(name) ?? 0).toLocaleString('en')} |`).join('\n')}
`;
}
