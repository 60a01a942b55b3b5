import { startWinningtemp } from '../sandbox/winningtemp/server';
import axios from 'axios';
import type { EngineJob, EngineResult, Place } from './measured/inEngine';
import { CONCURRENCY, type FloorJob, type FloorResult, type Through } from './measured/floor';
import { LARGEST_PAGE } from './standins/fastFlex';
import type { Resource } from './standins/fastStore';
import type { Discovery } from './standins/fastWinningtemp';
import type { Happening } from './standins/happenings';
import { median } from './contest';
import { DAY, type Addresses, type Command, type Counted } from './standins/standIns';
import type { Process, Tools } from './tools';

export const TEMPLATE = 'workflows/flex-to-winningtemp.json';
export const STOCK = 'test/bench/stock.json';

/** What a run of the template starts from. */
export type Scenario = 'firstLoad' | 'firstLoadBulk' | 'unchanged' | Happening;

/** The operations of one bulk request that the stand-in takes. */
export const MOST_OPERATIONS = 1000;

export interface Contents {
	users: Resource[];
	groups: Resource[];
}

/** Runs of one scenario at one size; the figures are those of the run in the middle by its time. */
export interface Measured extends EngineResult {
	runs: number;
	requests: Counted[];
	/** Records that a run created, changed or deleted. */
	recordsChanged: number;
}

export interface RunOptions {
	/** The most memory for JavaScript's objects that the process may take, in megabytes. */
	heap?: number;
	/** Look where the time goes, which costs some itself. */
	profile?: boolean;
}

const OWN_PARAMETERS: EngineJob['parameters'] = {
	'Read employees from Flex': {
		resource: 'employee',
		operation: 'getMany',
		returnAll: true,
		include: ['employment', 'organization'],
		onDate: DAY,
		options: {},
	},
	'Apply the changes': { dryRun: false },
};

/** Both stand-ins at one size, and what is measured at them. */
export class Session {
	private isLoaded = false;

	private constructor(
		readonly people: number,
		private readonly tools: Tools,
		private readonly standIns: Process,
		readonly addresses: { warmUp: Addresses; main: Addresses },
	) {}

	static async open(people: number, tools: Tools): Promise<Session> {
		tools.progress(`${count(people)} people: inventing them`);
		const standIns = await tools.startProcess('standins/start.mjs');
		const discovery = await discoveryOf();
		const addresses = await standIns.ask<Session['addresses']>(
			command({ do: 'start', people, discovery }),
		);
		return new Session(people, tools, standIns, addresses);
	}

	async close(): Promise<void> {
		await this.standIns.end();
	}

	/** Runs the template some times in one scenario, each time in a new process. */
	async template(
		scenario: Scenario,
		runs: number,
		{ heap, profile = false }: RunOptions = {},
	): Promise<Measured> {
		const isFirstLoad = scenario === 'firstLoad' || scenario === 'firstLoadBulk';
		if (!isFirstLoad) await this.load();
		const happening = isFirstLoad || scenario === 'unchanged' ? undefined : scenario;
		if (happening) await this.order({ do: 'happen', what: happening });
		await this.order({ do: 'bulk', on: scenario === 'firstLoadBulk' });
		const { warmUp, main } = this.addresses;
		const done: Measured[] = [];
		for (let run = 1; run <= runs; run++) {
			this.tools.progress(`${count(this.people)} people: ${scenario}, ${run} of ${runs}`);
			await this.order({ do: isFirstLoad ? 'empty' : 'restore' });
			done.push(await this.runOnce({ ...engineJob(warmUp, main), profile }, runs, heap));
			if (scenario === 'firstLoadBulk' && !this.isLoaded) {
				await this.order({ do: 'keep' });
				this.isLoaded = true;
			}
		}
		if (happening) await this.order({ do: 'undo' });
		await this.order({ do: 'bulk', on: false });
		return middle(done);
	}

	/**
	 * Runs the workflow of stock nodes once.
	 *
	 * @param isEmpty whether the tenant is emptied before
	 */
	async stock(isEmpty: boolean): Promise<Measured> {
		this.tools.progress(`${count(this.people)} people: stock nodes`);
		if (isEmpty) await this.order({ do: 'empty' });
		const { warmUp, main } = this.addresses;
		return await this.runOnce(
			{
				job: 'engine',
				workflow: STOCK,
				parameters: {},
				warmUp: stockPlace(warmUp),
				main: stockPlace(main),
			},
			1,
		);
	}

	/** Seconds of a bare script with the reads of an unchanged run of the template. */
	async floor(unchanged: Measured, runs: number, through: Through): Promise<number> {
		const done: FloorResult[] = [];
		const { warmUp, main } = this.addresses;
		const requests = unchanged.requests.filter(({ method }) => method === 'GET');
		for (let run = 1; run <= runs; run++) {
			this.tools.progress(
				`${count(this.people)} people: the bare script with ${through}, ${run} of ${runs}`,
			);
			await this.order({ do: 'restore' });
			const job: { job: 'floor' } & FloorJob = {
				job: 'floor',
				requests,
				concurrency: CONCURRENCY,
				through,
				warmUp,
				main,
			};
			done.push(await measured<FloorResult>(this.tools, job));
		}
		return median(done.map(({ seconds }) => seconds));
	}

	/** Measures something while every answer comes so many milliseconds late. */
	async withLatency<T>(milliseconds: number, measure: () => Promise<T>): Promise<T> {
		await this.order({ do: 'latency', milliseconds });
		try {
			return await measure();
		} finally {
			await this.order({ do: 'latency', milliseconds: 0 });
		}
	}

	/** Measures something while Flex gives no larger pages than of so many rows. */
	async withFlexPages<T>(rows: number, measure: () => Promise<T>): Promise<T> {
		await this.load();
		await this.order({ do: 'flexPages', rows });
		try {
			return await measure();
		} finally {
			await this.order({ do: 'flexPages', rows: LARGEST_PAGE });
		}
	}

	/** Returns to the state after a first load. */
	async restore(): Promise<void> {
		await this.load();
		await this.order({ do: 'restore' });
	}

	/** What Winningtemp's stand-in holds now. */
	async contents(): Promise<Contents> {
		return await this.standIns.ask<Contents>(command({ do: 'contents' }));
	}

	/** Fills the stand-in as a first load does, once. */
	async load(): Promise<void> {
		if (!this.isLoaded) await this.template('firstLoadBulk', 1);
	}

	private async runOnce(
		job: { job: 'engine' } & EngineJob,
		runs: number,
		heap?: number,
	): Promise<Measured> {
		const before = await this.contents();
		await this.order({ do: 'clear' });
		const flags = heap === undefined ? [] : [`--max-old-space-size=${heap}`];
		const result = await measured<EngineResult>(this.tools, job, flags);
		const requests = await this.standIns.ask<Counted[]>(command({ do: 'requests' }));
		const recordsChanged = differing(before, await this.contents());
		const { failed = 0, skipped = 0 } = result.outcomes;
		if (failed + skipped > 0) {
			throw new Error(`${job.workflow}: ${failed} changes failed and ${skipped} were skipped`);
		}
		return { ...result, runs, requests, recordsChanged };
	}

	private async order(message: Command): Promise<void> {
		await this.standIns.ask(command(message));
	}
}

/** The template as shipped, writing, on the day for which the people are invented. */
export function engineJob(warmUp: Addresses, main: Addresses): { job: 'engine' } & EngineJob {
	return {
		job: 'engine',
		workflow: TEMPLATE,
		parameters: OWN_PARAMETERS,
		warmUp: { credentials: { ...warmUp } },
		main: { credentials: { ...main } },
	};
}

/** Does one job in a new process. */
export async function measured<T>(
	tools: Tools,
	job: object,
	flags: readonly string[] = [],
): Promise<T> {
	const process = await tools.startProcess('measured/start.mjs', {
		flags: ['--expose-gc', ...flags],
	});
	try {
		return await process.ask<T>(job);
	} finally {
		await process.end();
	}
}

function command(message: Command): object {
	return message;
}

/** `10,000` */
export function count(number: number): string {
	return number.toLocaleString('en-US');
}

/** The run in the middle by its time, with the middle time of each node: a pause falls on one of them. */
function middle(done: Measured[]): Measured {
	const sorted = [...done].sort((a, b) => a.seconds - b.seconds);
	const run = sorted[Math.floor(sorted.length / 2)]!;
	const names = Object.keys(run.nodes);
	return {
		...run,
		nodes: Object.fromEntries(
			names.map((name) => [name, median(done.map(({ nodes }) => nodes[name] ?? 0))]),
		),
	};
}

/** How many records differ between two states, the new and the deleted among them. */
function differing(before: Contents, after: Contents): number {
	let changed = 0;
	for (const kind of ['users', 'groups'] as const) {
		const known = new Map(before[kind].map((one) => [one.id, one.meta.version]));
		for (const { id, meta } of after[kind]) {
			if (known.get(id) !== meta.version) changed++;
			known.delete(id);
		}
		changed += known.size;
	}
	return changed;
}

/** The stock nodes have n8n's own credential, and addresses and a token typed into them. */
function stockPlace({ flexHrmApi, winningtempApi }: Addresses): Place {
	const { baseUrl, username, password } = flexHrmApi;
	return {
		credentials: { httpBasicAuth: { user: username!, password: password! } },
		replaced: {
			'https://company.flexhosting.se': baseUrl!,
			'https://scim.prod.winningtemp.com/api/scim': winningtempApi.baseUrl!,
			'THE-TOKEN': winningtempApi.token!,
		},
	};
}

const DOCUMENTS = ['/ServiceProviderConfig', '/Schemas', '/ResourceTypes'];

/** What the sandbox's stand-in says of itself, with bulk requests and without. */
async function discoveryOf(): Promise<Discovery> {
	const limits = { maxOperations: MOST_OPERATIONS, maxPayloadSize: 8_388_608 };
	const winningtemp = await startWinningtemp();
	try {
		const read = async () => {
			const documents: Record<string, string> = {};
			for (const path of DOCUMENTS) {
				const { data } = await axios.get<string>(`${winningtemp.url}${path}`, {
					headers: { Authorization: `Bearer ${winningtemp.token}` },
					transformResponse: (text: string) => text,
				});
				documents[path] = data;
			}
			return documents;
		};
		const withoutBulk = await read();
		winningtemp.bulk = limits;
		return { baseUrl: winningtemp.url, withoutBulk, withBulk: await read() };
	} finally {
		await winningtemp.close();
	}
}
