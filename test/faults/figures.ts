import { markdownTable, measuredOn, type Measurement } from '../figures/measurement';
import { SCHEDULE_KINDS, type Result, type ScheduleKind } from './run';
import { FAULT_NAMES } from './schedules';

/** What some schedules did, added up. */
export interface Tally {
	schedules: Record<ScheduleKind, number>;
	/** Kinds of tenants, by name. */
	tenants: string[];
	/** Nights of firms, and those of them in which two runs went on at once. */
	nights: number;
	atOnce: number;
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
	/** Schedules whose end state was right only after a week, or was not. */
	late: number;
	/** Nights in which a guard held something back. */
	heldBack: number;
	/** Nights with a success that only the next night can find out. */
	unknowable: number;
	silent: number;
}

/** @param changes requests that write, of a sync without faults */
export function tallyOf(results: readonly Result[], changes: number): Tally {
	const sum = (of: (result: Result) => number) =>
		results.reduce((total, result) => total + of(result), 0);
	return {
		schedules: byName(
			SCHEDULE_KINDS,
			(kind) => results.filter((result) => result.kind === kind).length,
		),
		tenants: [...new Set(results.flatMap(({ tenant }) => tenant ?? []))],
		nights: sum(({ nights }) => nights),
		atOnce: sum(({ atOnce }) => atOnce),
		changes,
		requests: sum(({ requests }) => requests),
		faults: byName(FAULT_NAMES, (name) => sum(({ faults }) => faults.get(name) ?? 0)),
		endedEarly: sum(({ endedEarly }) => endedEarly),
		refusedReads: sum(({ refusedReads }) => refusedReads),
		wrongReads: sum((one) => one.wrongReads.length),
		duplicates: sum((one) => one.duplicates.length),
		wrongRemovals: sum((one) => one.wrongRemovals.length),
		differences: results.filter((one) => one.differences.length > 0).length,
		late: sum(({ late }) => late),
		heldBack: sum(({ heldBack }) => heldBack),
		unknowable: sum(({ unknowable }) => unknowable),
		silent: sum((one) => one.silent.length),
	};
}

function byName<Name extends string>(
	names: readonly Name[],
	of: (name: Name) => number,
): Record<Name, number> {
	return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, number>;
}

/** Tallies of parts as that of the whole. */
export function added([first, ...others]: readonly [Tally, ...Tally[]]): Tally {
	return others.reduce((sum, one): Tally => {
		const { changes, faults, schedules, tenants, ...counts } = sum;
		return {
			changes,
			schedules: byName(SCHEDULE_KINDS, (kind) => schedules[kind] + one.schedules[kind]),
			tenants: [...new Set([...tenants, ...one.tenants])],
			faults: byName(FAULT_NAMES, (name) => (faults[name] ?? 0) + (one.faults[name] ?? 0)),
			...byName(
				Object.keys(counts) as Array<keyof typeof counts>,
				(name) => counts[name] + one[name],
			),
		};
	}, first);
}

/** The page `docs/reliability.md`. */
export function reliabilityPage({ stamp, figures }: Measurement<Tally>): string {
	const { schedules } = figures;
	const rows: Array<[string, number]> = [
		['Schedules', SCHEDULE_KINDS.reduce((sum, kind) => sum + schedules[kind], 0)],
		['… a day’s changes, disturbed', schedules.day],
		['… the same with the shipped workflow on n8n’s own engine', schedules.engine],
		['… ten nights on n8n’s own engine', schedules.nights],
		['Kinds of tenants in the ten nights', figures.tenants.length],
		['Nights', figures.nights],
		['… of them with two runs at once', figures.atOnce],
		['Requests', figures.requests],
		['Faults injected', Object.values(figures.faults).reduce((a, b) => a + b, 0)],
		['Runs that a fault ended early', figures.endedEarly],
		['… of them because Flex could not be read completely', figures.refusedReads],
		['Incomplete lists of employees that were passed on', figures.wrongReads],
		['**Duplicate users or groups**', figures.duplicates],
		['**Wrong removals**', figures.wrongRemovals],
		['**Differing end states**', figures.differences],
		['Schedules whose end state was right after a week', figures.late],
		['Nights in which a guard held changes back', figures.heldBack],
		['Nights with a success that only the next night can find out', figures.unknowable],
		['**Silently wrong**', figures.silent],
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

Both systems are stand-ins that speak HTTP on the same computer and misbehave on purpose. Each schedule draws its faults from its seed. There are two sorts of schedules.

- **A day’s changes.** 200 invented people in two companies are in Winningtemp; then a morning’s changes and a reorganisation happen in Flex, which take ${figures.changes} requests that write. The faults disturb one to three runs of the sync. Then one run goes undisturbed. After it the tenant must hold exactly what a sync without any faults leaves. Tenants differ: some take bulk requests, some know no PATCH, some insist on If-Match.
- **Ten nights.** A firm of 19 people lives for ten days: people join, leave, return, move, marry and exchange addresses; departments get other names, leaders and offices, or end. Every night the shipped workflow runs against one of the [kinds of tenants](tenants.md) that hold without faults. Two nights of three have faults, and in some nights two runs go on at once. Three nights without faults follow, in which a person releases what a guard holds: the next night, one a week later, in which a value that was refused is tried again, and one more. The last one must write nothing, and the tenant must then hold what HR says. That is worked out from HR alone, and looked up at the stand-in, not over SCIM. A tenant that cannot hold a value may lack that value, as its kind says. So may a person whose new username still belongs to the account of somebody who has left: the run names both.

After every run the tenant is searched for duplicates, and for people, groups and memberships that were removed although HR has them. _Silently wrong_ is a night that ended well, held nothing back, left something differently from HR, and named neither the value nor the person, in this night or in the one in which it arose. Two answers cannot be found out in the same night without a look at every person: a success that repeats what was sent, and a success without a body where an earlier one of its kind was true. Nights with such an answer are left out of that count. The next night must put them right.

${table(['', ''], rows)}

Where an outcome is not 0, the command prints the kind and the seed. \`npm run reliability -- --first SEED --day 1 --engine 0 --nights 0\` runs that one again; give the 1 to its kind, and for ten nights \`--tenant NAME\`. Seeds that once failed belong into \`test/faults/schedules.test.ts\`.

${table(
	['Fault', 'Injected'],
	FAULT_NAMES.map((name) => [name, figures.faults[name] ?? 0]),
)}
`;
}
