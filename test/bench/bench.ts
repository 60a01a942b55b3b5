import type { ComputingJob, ComputingResult } from './measured/computing';
import type { PartJob } from './measured/part';
import { floorTable, measureFloor, type FloorRun } from './parts/floor';
import { computingTable, measureProfile, profileTable } from './parts/profile';
import { requestsTable, type RequestsRun } from './parts/requests';
import { measurePages } from './parts/pages';
import { measureStandIns } from './parts/standIns';
import { measureStock, STOCK_LARGEST, stockTable, type StockRun } from './parts/stock';
import { memoryTable, nodesTable, templateTable, type TemplateRun } from './parts/template';
import type { Figures } from './figures';
import { count, measured, Session, type Measured, type Scenario } from './session';
import type { BenchTable } from './table';
import type { Tools } from './tools';

/** The parts, in the order of the page. */
export const PARTS = [
	'template',
	'floor',
	'pages',
	'profile',
	'stock',
	'requests',
	'mapping',
	'hierarchy',
	'planner',
	'peers',
	'stand-ins',
] as const;
export type Part = (typeof PARTS)[number];

/** What a part gives besides the table of its name. */
const FURTHER: Partial<Record<Part, readonly string[]>> = {
	template: ['nodes', 'memory'],
	profile: ['computing'],
};

/** The tables, in the order of the page. */
export const TABLES = PARTS.flatMap((part) => [part, ...(FURTHER[part] ?? [])]);

/** How much is measured. */
export interface Scale {
	/** Runs of each scenario, by number of people. Without any for the first load one by one: none. */
	sizes: Array<{
		people: number;
		runs: { firstLoad: number; firstLoadBulk: number; unchanged: number; onePercent: number };
	}>;
	stockSizes: number[];
	/** People of the part on requests. */
	requestsAt: number;
	computing: Pick<PartJob, 'sizes' | 'runs'>;
}

export const WHOLE: Scale = {
	sizes: [
		{ people: 1_000, runs: { firstLoad: 1, firstLoadBulk: 1, unchanged: 3, onePercent: 1 } },
		{ people: 10_000, runs: { firstLoad: 1, firstLoadBulk: 1, unchanged: 5, onePercent: 1 } },
		{ people: 100_000, runs: { firstLoad: 0, firstLoadBulk: 1, unchanged: 2, onePercent: 1 } },
	],
	// At 10,000 people the three runs of the stock nodes take twenty minutes, at 3,000 five.
	stockSizes: [1_000, STOCK_LARGEST],
	requestsAt: 10_000,
	computing: { sizes: [10_000, 100_000], runs: 3 },
};

/** Minutes of each part of the whole on two idle cores, for the person who waits. */
const MINUTES: Record<Part, number> = {
	template: 6,
	floor: 7,
	pages: 3,
	profile: 2,
	stock: 7,
	requests: 2,
	mapping: 1,
	hierarchy: 2,
	planner: 2,
	peers: 1,
	'stand-ins': 1,
};

/** `template 6, floor 7 minutes; together about 13` */
export function planOf(parts: readonly Part[]): string {
	const sum = parts.reduce((total, part) => total + MINUTES[part], 0);
	const each = parts.map((part) => `${part} ${MINUTES[part]}`).join(', ');
	return `Minutes on two idle cores: ${each}; together about ${sum}`;
}

/** With the first load of 100,000 people one by one, which takes some minutes by itself. */
export const LONG: Scale = {
	...WHOLE,
	sizes: WHOLE.sizes.map(({ people, runs }) => ({
		people,
		runs: { ...runs, firstLoad: Math.max(1, runs.firstLoad) },
	})),
};

/** For trying: too few runs for figures to keep. */
export const QUICK: Scale = {
	sizes: [
		{ people: 1_000, runs: { firstLoad: 1, firstLoadBulk: 1, unchanged: 1, onePercent: 1 } },
		{ people: 10_000, runs: { firstLoad: 0, firstLoadBulk: 1, unchanged: 1, onePercent: 1 } },
	],
	stockSizes: [1_000],
	requestsAt: 1_000,
	computing: { sizes: [10_000], runs: 3 },
};

/** A scale without companies of more people. */
export function upTo(people: number, { sizes, stockSizes, ...rest }: Scale): Scale {
	return {
		...rest,
		sizes: sizes.filter((one) => one.people <= people),
		stockSizes: stockSizes.filter((size) => size <= people),
	};
}

/** Measures a piece at one size, or gives what was kept of it. */
type Keep = <T>(piece: string, measure: (session: Session) => Promise<T>) => Promise<T>;

/** What the table of the template needs and others use: measured when first asked for, then kept. */
class Runs {
	private readonly known = new Map<string, Measured>();

	constructor(
		private readonly keep: Keep,
		private readonly runs: Partial<Record<Scenario, number>>,
	) {}

	async of(scenario: Scenario): Promise<Measured> {
		const times = Math.max(1, this.runs[scenario] ?? 1);
		const made =
			this.known.get(scenario) ??
			(await this.keep(scenario, async (session) => await session.template(scenario, times)));
		this.known.set(scenario, made);
		return made;
	}
}

/** What one size gives; runs that several parts need are measured once in it. */
interface OfSize {
	template: TemplateRun[];
	floor: FloorRun[];
	stock: StockRun[];
	tables: BenchTable[];
}

/** Measures the parts that are asked for, size by size, and gives their tables as they are ready. */
export async function runBench(
	parts: readonly Part[],
	scale: Scale,
	tools: Tools,
	show: (table: BenchTable) => void,
): Promise<Figures> {
	const wants = (part: Part) => parts.includes(part);
	const sizes: OfSize[] = [];
	const tables = new Map<string, BenchTable>();
	const add = (table: BenchTable) => {
		tables.set(table.id, table);
		show(table);
	};
	for (const size of sizesOf(wants, scale)) {
		const done = await measureSize(size, wants, scale, tools);
		sizes.push(done);
		done.tables.forEach(add);
	}
	const template = sizes.flatMap((one) => one.template);
	const floor = sizes.flatMap((one) => one.floor);
	const stock = sizes.flatMap((one) => one.stock);
	if (template.length > 0) {
		add(templateTable(template));
		add(nodesTable(template));
		const memory = memoryTable(template);
		if (memory.rows.length > 0) add(memory);
	}
	if (floor.length > 0) add(floorTable(floor));
	if (stock.length > 0) add(stockTable(stock));
	for (const part of ['profile', 'mapping', 'hierarchy', 'planner', 'peers'] as const) {
		if (wants(part)) add(await tools.keep(part, () => measureComputing(part, scale, tools)));
	}
	return {
		tables: TABLES.flatMap((id) => tables.get(id) ?? []),
		expressionEngine: template[0]?.measured.expressionEngine ?? null,
	};
}

/** The sizes at which some part is measured, the smallest first. */
function sizesOf(wants: (part: Part) => boolean, scale: Scale): number[] {
	const sizes = new Set([
		...(wants('template') || wants('floor') ? scale.sizes.map((one) => one.people) : []),
		...(wants('stock') ? scale.stockSizes : []),
		...(wants('requests') || wants('pages') ? [scale.requestsAt] : []),
		...(wants('stand-ins') ? [1_000] : []),
		...(wants('profile') ? [PROFILED] : []),
	]);
	return [...sizes].sort((a, b) => a - b);
}

async function measureSize(
	size: number,
	wants: (part: Part) => boolean,
	scale: Scale,
	tools: Tools,
): Promise<OfSize> {
	const done: OfSize = { template: [], floor: [], stock: [], tables: [] };
	const { template, floor, stock, tables } = done;
	let opened: Session | undefined;
	// What was kept needs no people.
	const keep: Keep = async (piece, measure) =>
		await tools.keep(
			`${size} people, ${piece}`,
			async () => await measure((opened ??= await Session.open(size, tools))),
		);
	const times = scale.sizes.find((one) => one.people === size)?.runs;
	// Requests are as many in every run.
	const isTimed = wants('template') || wants('floor') || wants('stock');
	const runs = new Runs(keep, (isTimed && times) || {});
	try {
		if (wants('template') && times) template.push(...(await templateRuns(size, runs, keep, times)));
		if (wants('floor') && times) {
			const unchanged = await runs.of('unchanged');
			floor.push(
				...(await keep('floor', async (session) =>
					measureFloor(session, unchanged, times.unchanged),
				)),
			);
		}
		if (wants('pages') && scale.requestsAt === size) tables.push(await keep('pages', measurePages));
		if (wants('profile') && size === PROFILED) {
			tables.push(profileTable(size, await keep('profile', measureProfile)));
		}
		if (wants('requests') && scale.requestsAt === size) {
			tables.push(requestsTable(size, await requestRuns(runs)));
		}
		if (wants('stock') && scale.stockSizes.includes(size)) {
			const oneByOne = await runs.of('firstLoad');
			const inBulk = await runs.of('firstLoadBulk');
			const unchanged = await runs.of('unchanged');
			stock.push(
				...(await keep('stock nodes', async (session) =>
					measureStock(session, { oneByOne, inBulk, unchanged }),
				)),
			);
		}
		if (wants('stand-ins') && size === 1_000) {
			tables.push(await keep('stand-ins', async (session) => measureStandIns(session, tools)));
		}
		return done;
	} finally {
		await opened?.close();
	}
}

async function templateRuns(
	people: number,
	runs: Runs,
	keep: Keep,
	times: Scale['sizes'][number]['runs'],
): Promise<TemplateRun[]> {
	const done: TemplateRun[] = [];
	for (const scenario of SCENARIOS) {
		if (times[scenario] === 0) continue;
		done.push({ people, scenario, measured: await runs.of(scenario) });
	}
	if (people >= LARGE) {
		const scenario = 'firstLoadBulk';
		const measured = await keep(`${scenario} with ${HEAP} MB`, async (session) =>
			session.template(scenario, 1, { heap: HEAP }),
		);
		done.push({ people, scenario, heap: HEAP, measured });
	}
	return done;
}

async function measureComputing(
	part: 'profile' | 'mapping' | 'hierarchy' | 'planner' | 'peers',
	scale: Scale,
	tools: Tools,
): Promise<BenchTable> {
	if (part === 'profile') {
		tools.progress('Builder and planner under the profiler');
		const profiled = async (people: number) => {
			const runs = Math.ceil((5 * COMPUTED) / people);
			const job: { job: 'computing' } & ComputingJob = {
				job: 'computing',
				people,
				levels: 3,
				runs,
			};
			return await measured<ComputingResult>(tools, job);
		};
		return computingTable(COMPUTED, await profiled(COMPUTED), await profiled(COMPUTED / 10));
	}
	tools.progress(`The ${part} alone, up to ${count(Math.max(...scale.computing.sizes))} people`);
	const job: { job: 'part' } & PartJob = { job: 'part', part, ...scale.computing };
	return (await measured<{ table: BenchTable }>(tools, job)).table;
}

/** From so many people on a first load is also measured with little memory: megabytes. */
const LARGE = 100_000;
const HEAP = 1024;
/** People of the run under the profiler, and of builder and planner alone. */
const PROFILED = 10_000;
const COMPUTED = 100_000;

const SCENARIOS = ['firstLoad', 'firstLoadBulk', 'unchanged', 'onePercent'] as const;

async function requestRuns(runs: Runs): Promise<RequestsRun[]> {
	const scenarios: Scenario[] = [
		'firstLoad',
		'unchanged',
		'onePercent',
		'renamedDepartment',
		'swappedUsernames',
	];
	const done: RequestsRun[] = [];
	for (const scenario of scenarios) done.push({ scenario, measured: await runs.of(scenario) });
	return done;
}
