import { Pool } from 'undici';
import type { Addresses, Counted } from '../standins/standIns';
import type { Host } from './host';

export interface FloorJob {
	/** The reads of the run to compare with, in the order that they were made. */
	requests: Counted[];
	/** Requests under way at one time, by system. */
	concurrency: Record<Counted['system'], number>;
	/** A small company to ask at first, so that everything is loaded. */
	warmUp: Addresses;
	main: Addresses;
}

/** The default of the node that reads Flex; in Winningtemp, two lists side by side. */
export const CONCURRENCY = { flex: 4, winningtemp: 2 };

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
	{ requests, concurrency, warmUp, main }: FloorJob,
	host: Host,
): Promise<Omit<FloorResult, 'peakMemory'>> {
	for (const [system, url] of WARM_UP) {
		const few = Array.from({ length: 50 }, () => ({ system, method: 'GET', url }));
		await readAll(few, concurrency[system], CONNECTIONS[system](warmUp), new Map());
	}
	host.collectGarbage();
	const began = performance.now();
	let entries = 0;
	for (const system of ['flex', 'winningtemp'] as const) {
		const map = new Map<string, unknown>();
		const own = requests.filter((one) => one.system === system);
		entries += await readAll(own, concurrency[system], CONNECTIONS[system](main), map);
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

async function readAll(
	requests: readonly Counted[],
	concurrency: number,
	{ origin, headers }: Connection,
	map: Map<string, unknown>,
): Promise<number> {
	const pool = new Pool(origin, { connections: concurrency });
	let next = 0;
	let entries = 0;
	const worker = async () => {
		while (next < requests.length) {
			const { url } = requests[next++]!;
			const { statusCode, body } = await pool.request({ path: url, method: 'GET', headers });
			const answer = await body.json();
			if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}`);
			for (const entry of entriesIn(answer)) {
				map.set(String(entry.Id ?? entry.id ?? entry.employeeId), entry);
				entries++;
			}
		}
	};
	await Promise.all(Array.from({ length: concurrency }, worker));
	await pool.close();
	return entries;
}

type Entry = Record<string, unknown>;

function entriesIn(answer: unknown): Entry[] {
	if (Array.isArray(answer)) return answer as Entry[];
	const { Result, Resources } = answer as { Result?: Entry[]; Resources?: Entry[] };
	return Result ?? Resources ?? [];
}
