import { largest } from '../contest';
import { target } from '../promises';
import type { Measured, Scenario } from '../session';
import type { Counted } from '../standins/standIns';
import type { BenchTable, Cell, Target } from '../table';

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
const REPORT = 'Write the report';
/** The changes of a report whose time is promised. */
const REPORTED = 10_000;
/** Megabytes by which a node must have made the process grow to be shown. */
const GROWN = 5;
/** Linear is compared between these. */
const [TEN, HUNDRED] = [10_000, 100_000];

export interface TemplateRun {
	people: number;
	scenario: Scenario;
	/** Megabytes that the process was limited to. */
	heap?: number;
	measured: Measured;
}

/** What the runs give: how long, how many requests, how much memory. */
export function templateTable(runs: readonly TemplateRun[]): BenchTable {
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
		targets: [...memoryTargets(runs), ...growthTargets(runs)],
		charts: [
			{ title: 'Seconds in total', label: 'Run', values: ['Total'], logarithmic: true },
			{ title: 'Peak memory in MB', label: 'Run', values: ['Peak memory'] },
		],
	};
}

/** Where the memory goes of the first loads of the largest company. */
export function memoryTable(runs: readonly TemplateRun[]): BenchTable {
	const shown = runs.filter(
		({ people, scenario }) => people === HUNDRED && scenario === 'firstLoadBulk',
	);
	return {
		id: 'memory',
		title: 'Where the memory goes',
		about:
			'Of the largest first loads, as each node ended that made the process grow: what it had held at most until then, what it held at that moment, and how much of that was for JavaScript’s objects, garbage among them. The rest is code, buffers and n8n’s engine. The first row of each is before the run.',
		columns: [
			{ name: 'Run' },
			{ name: 'Node' },
			{ name: 'At most so far', unit: 'MB' },
			{ name: 'Held', unit: 'MB' },
			{ name: 'Of that, for objects', unit: 'MB' },
		],
		rows: shown.flatMap((run) => memoryRows(run)),
		targets: [],
	};
}

function memoryRows(run: TemplateRun): Cell[][] {
	const { memory, memoryBefore } = run.measured;
	const rows: Cell[][] = [[nameOf(run), 'before the run', memoryBefore, null, null]];
	let most = memoryBefore;
	for (const { node, peak, resident, objects } of memory) {
		if (peak - most < GROWN) continue;
		rows.push([nameOf(run), node, peak, resident, objects]);
		most = peak;
	}
	return rows;
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

function memoryTargets(runs: readonly TemplateRun[]): Target[] {
	const told = runs.find(({ people, heap }) => people === HUNDRED && heap !== undefined);
	const free = (['firstLoadBulk', 'unchanged', 'onePercent'] as const).map(
		(scenario) => [scenario, runOf(runs, HUNDRED, scenario)] as const,
	);
	return [
		...(told ? [target('firstLoadTold', told.measured.peakMemory)] : []),
		...free.flatMap(([scenario, run]) => {
			const id = scenario === 'firstLoadBulk' ? 'firstLoad' : scenario;
			return run ? [target(id, run.measured.peakMemory)] : [];
		}),
	];
}

/** Ten times as many people to ten times the time, and ten times the memory that a run adds. */
function growthTargets(runs: readonly TemplateRun[]): Target[] {
	return (['unchanged', 'firstLoadBulk'] as const).flatMap((scenario) => {
		const [ten, hundred] = [runOf(runs, TEN, scenario), runOf(runs, HUNDRED, scenario)];
		if (!ten || !hundred) return [];
		const name = scenario === 'unchanged' ? scenario : 'firstLoad';
		return [
			target(`${name}Time`, grown(ten.measured.seconds, hundred.measured.seconds)),
			target(`${name}Memory`, grown(added(ten.measured), added(hundred.measured))),
		];
	});
}

function computingTargets(runs: readonly TemplateRun[]): Target[] {
	const [ten, hundred] = [TEN, HUNDRED].map((size) => runOf(runs, size, 'unchanged'));
	const reports = (['firstLoad', 'firstLoadBulk'] as const).flatMap((scenario) => {
		const run = runOf(runs, TEN, scenario);
		if (!run) return [];
		return [(REPORTED * (run.measured.nodes[REPORT] ?? 0)) / run.measured.recordsChanged];
	});
	return [
		...(ten ? [target('computing', computing(ten))] : []),
		...(reports.length > 0 ? [target('report', largest(reports))] : []),
		...(ten && hundred ? [target('computingTime', grown(computing(ten), computing(hundred)))] : []),
	];
}

/** The run of a process that was told nothing about memory. */
function runOf(runs: readonly TemplateRun[], size: number, wanted: Scenario) {
	return runs.find(
		({ people, scenario, heap }) => people === size && scenario === wanted && heap === undefined,
	);
}

/** A figure at 100,000 people to ten times the one at 10,000. */
function grown(ten: number, hundred: number): number {
	return hundred / ((HUNDRED / TEN) * ten);
}

/** Megabytes above what the process held before the run. */
function added({ peakMemory, memoryBefore }: Measured): number {
	return peakMemory - memoryBefore;
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
