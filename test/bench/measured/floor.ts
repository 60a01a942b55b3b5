import { Pool } from 'undici';
import type { IN8nHttpFullResponse } from 'n8n-workflow';
import type { Addresses, Counted } from '../standins/standIns';
import type { Host } from './host';

export interface FloorJob {
	/** The reads of the run to compare with, in the order that they were made. */
	requests: Counted[];
	/** Requests under way at one time, by system. */
	concurrency: Record<Counted['system'], number>;
	/** What sends them: the fastest client there is, or n8n's own, which every node must use. */
	through: Through;
	/** A small company to ask at first, so that everything is loaded. */
	warmUp: Addresses;
	main: Addresses;
}

export type Through = 'undici' | 'n8n';

/** The default of the node that reads Flex; in Winningtemp, three pages of two lists. */
export const CONCURRENCY = { flex: 4, winningtemp: 6 };

export interface FloorResult {
	seconds: number;
	/** Entries that were read, so that nobody can leave the parsing out. */
	entries: number;
	peakMemory: number;
}

/**
 * What any program has to do: the same requests, as many at a time, one system after the other as
 * n8n's engine runs its nodes; the JSON parsed, and the entries put into two Maps.
 */
export async function runFloor(
	{ requests, concurrency, through, warmUp, main }: FloorJob,
	host: Host,
): Promise<Omit<FloorResult, 'peakMemory'>> {
	const open = CLIENTS[through];
	for (const [system, url] of WARM_UP) {
		const few = Array.from({ length: 50 }, () => ({ system, method: 'GET', url }));
		const client = open(CONNECTIONS[system](warmUp), concurrency[system], host);
		await readAll(few, concurrency[system], client, new Map());
	}
	host.collectGarbage();
	const began = performance.now();
	let entries = 0;
	for (const system of ['flex', 'winningtemp'] as const) {
		const map = new Map<string, unknown>();
		const own = requests.filter((one) => one.system === system);
		const client = open(CONNECTIONS[system](main), concurrency[system], host);
		entries += await readAll(own, concurrency[system], client, map);
	}
	return { seconds: (performance.now() - began) / 1000, entries };
}

const WARM_UP = [
	['flex', '/webapi/api/companies?instance=4711'],
	['winningtemp', '/api/scim/Users'],
] as const;

interface Connection {
	origin: string;
	headers: Record<string, string>;
}

const CONNECTIONS: Record<Counted['system'], (addresses: Addresses) => Connection> = {
	flex: ({ flexHrmApi: { baseUrl, username, password } }) => ({
		origin: baseUrl!,
		headers: {
			authorization: `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`,
			'service-version': '1.0',
		},
	}),
	winningtemp: ({ winningtempApi: { baseUrl, token } }) => ({
		origin: new URL(baseUrl!).origin,
		headers: { authorization: `Bearer ${token}` },
	}),
};

/** Asks for one path with its query, and parses the JSON. */
interface FloorClient {
	get: (url: string) => Promise<unknown>;
	close: () => Promise<void>;
}

const CLIENTS: Record<
	Through,
	(connection: Connection, concurrency: number, host: Host) => FloorClient
> = {
	undici: ({ origin, headers }, connections) => {
		const pool = new Pool(origin, { connections });
		return {
			get: async (path) => {
				const { statusCode, body } = await pool.request({ path, method: 'GET', headers });
				const answer = await body.json();
				if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
				return answer;
			},
			close: async () => await pool.close(),
		};
	},
	n8n: ({ origin, headers }, _connections, host) => ({
		get: async (path) => {
			const { statusCode, body }: IN8nHttpFullResponse = await host.n8nRequest({
				method: 'GET',
				url: origin + path,
				headers,
				encoding: 'text',
				returnFullResponse: true,
			});
			if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
			return JSON.parse(String(body)) as unknown;
		},
		close: async () => {},
	}),
};

async function readAll(
	requests: readonly Counted[],
	concurrency: number,
	client: FloorClient,
	map: Map<string, unknown>,
): Promise<number> {
	let next = 0;
	let entries = 0;
	const worker = async () => {
		while (next < requests.length) {
			for (const entry of entriesIn(await client.get(requests[next++]!.url))) {
				map.set(String(entry.Id ?? entry.id ?? entry.employeeId), entry);
				entries++;
			}
		}
	};
	await Promise.all(Array.from({ length: concurrency }, worker));
	await client.close();
	return entries;
}

type Entry = Record<string, unknown>;

function entriesIn(answer: unknown): Entry[] {
	if (Array.isArray(answer)) return answer as Entry[];
	const { Result, Resources } = answer as { Result?: Entry[]; Resources?: Entry[] };
	return Result ?? Resources ?? [];
}
