import type { Measured, Scenario } from '../session';
import type { Counted } from '../standins/standIns';
import type { BenchTable, Cell } from '../table';

export const SCENARIO_WORDS: Record<Scenario, string> = {
	firstLoad: 'first load, one by one',
	firstLoadBulk: 'first load, in bulk',
	unchanged: 'unchanged',
	onePercent: '1 % changed',
	renamedDepartment: 'a department renamed in all offices',
	swappedUsernames: 'two swap their usernames',
};

/** The nodes that only compute. */
const COMPUTING = ['Map employees to people', 'Build the group hierarchy', 'Plan the changes'];
const COMPUTING_LIMIT = 0.3;
/** Of ten times as many people, to ten times the time. */
const LINEAR_LIMIT = 1.2;
/** Megabytes of a first load, whose process is told how much it may take or not. */
const MEMORY_LIMITS = { told: 1024, free: 1843 };

export interface TemplateRun {
	people: number;
	scenario: Scenario;
	/** Megabytes that the process was limited to. */
	heap?: number;
	measured: Measured;
}

/** What the runs give: how long, how many requests, how much memory. */
export function templateTable(runs: readonly TemplateRun[]): BenchTable {
	const largest = runs.filter(({ people }) => people === 100_000);
	return {
		id: 'template',
		title: 'The whole template',
		about:
			'The shipped workflow flex-to-winningtemp.json on n8n’s own engine, from the start of a run to its end, each run in a process of its own that has run once at a company of 100 people. Dry Run is off and the day is set; nothing else is touched. Memory is what the process has held at most (resident), n8n’s engine included; the process is not told to be thrifty but where it says so.',
		columns: [
			{ name: 'Run' },
			{ name: 'Total', unit: 's' },
			{ name: 'Reads from Flex', unit: 'requests' },
			{ name: 'Reads from Winningtemp', unit: 'requests' },
			{ name: 'Writes', unit: 'requests' },
			{ name: 'Records written' },
			{ name: 'Peak memory', unit: 'MB' },
			{ name: 'Runs' },
		],
		rows: runs.map((run) => {
			const { seconds, requests, recordsChanged, peakMemory, runs: times } = run.measured;
			return [
				nameOf(run),
				seconds,
				reads(requests, 'flex'),
				reads(requests, 'winningtemp'),
				writes(requests),
				recordsChanged,
				peakMemory,
				times,
			];
		}),
		targets: [
			...largest.map((run) => ({
				promise: `Peak memory at ${nameOf(run)}`,
				actual: run.measured.peakMemory,
				limit: run.heap === undefined ? MEMORY_LIMITS.free : MEMORY_LIMITS.told,
				unit: 'MB',
			})),
		],
		charts: [
			{ title: 'Seconds in total', label: 'Run', values: ['Total'], logarithmic: true },
			{ title: 'Peak memory in MB', label: 'Run', values: ['Peak memory'] },
		],
	};
}

/** Where the time goes. */
export function nodesTable(runs: readonly TemplateRun[]): BenchTable {
	const names = [...new Set(runs.flatMap(({ measured }) => Object.keys(measured.nodes)))];
	const shown = names.filter((name) => runs.some(({ measured }) => measured.nodes[name]! >= 0.01));
	return {
		id: 'nodes',
		title: 'Seconds by node',
		about: 'The same runs, as n8n counts the time of each node.',
		columns: [
			{ name: 'Run' },
			...shown.map((name) => ({ name, unit: 's' })),
			{ name: 'Map, build and plan', unit: 's' },
		],
		rows: runs.map((run): Cell[] => [
			nameOf(run),
			...shown.map((name) => run.measured.nodes[name] ?? null),
			computing(run),
		]),
		targets: computingTargets(runs),
	};
}

function computingTargets(runs: readonly TemplateRun[]): BenchTable['targets'] {
	const unchanged = (size: number) =>
		runs.find(({ people, scenario }) => people === size && scenario === 'unchanged');
	const [ten, hundred] = [unchanged(10_000), unchanged(100_000)];
	return [
		...(ten
			? [
					{
						promise: 'Mapper, builder and planner together at 10,000 people, unchanged',
						actual: computing(ten),
						limit: COMPUTING_LIMIT,
						unit: 's',
					},
				]
			: []),
		...(ten && hundred
			? [
					{
						promise:
							'Mapper, builder and planner at 100,000 people to ten times those at 10,000: linear',
						actual: computing(hundred) / (10 * computing(ten)),
						limit: LINEAR_LIMIT,
						unit: '×',
					},
				]
			: []),
	];
}

function computing({ measured }: TemplateRun): number {
	return COMPUTING.reduce((sum, name) => sum + (measured.nodes[name] ?? 0), 0);
}

function nameOf({ people, scenario, heap }: TemplateRun): string {
	const name = `${people.toLocaleString('en-US')}, ${SCENARIO_WORDS[scenario]}`;
	return heap === undefined ? name : `${name}, --max-old-space-size=${heap}`;
}

export function reads(requests: readonly Counted[], system: Counted['system']): number {
	return requests.filter((one) => one.system === system && one.method === 'GET').length;
}

export function writes(requests: readonly Counted[]): number {
	return requests.filter(({ method }) => method !== 'GET').length;
}
