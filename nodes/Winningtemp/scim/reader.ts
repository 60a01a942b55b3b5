import type { Client } from '../transport/client';
import { getOwn, isObject, listOf, numberOf, textOrNull, type JsonObject } from './json';
import { isSuccess, WinningtempError } from './protocol';
import { fatal, notScim } from './words';

export type Endpoint = '/Users' | '/Groups';

export interface ListOptions {
	pageSize: number;
	filter?: string;
	/** Stop once there are that many. */
	limit?: number;
	/** Told of the entries read so far. */
	onProgress?: (what: string, done: number, total: number) => void;
}

const WORDS: Record<Endpoint, string> = { '/Users': 'users', '/Groups': 'groups' };
const ATTEMPTS = 3;
/** Where the tenant does not say how large a page may be. */
const USUAL_PAGE = 200;
const LARGEST_PAGE = 1000;

/** Resources a page: as many as the tenant allows, within reason. */
export function pageSizeFor(maxResults: number): number {
	return maxResults > 0 ? Math.min(maxResults, LARGEST_PAGE) : USUAL_PAGE;
}

/**
 * All resources of an endpoint (RFC 7644 §3.4.2.4), complete or an error: pages smaller than asked
 * are followed, a page that brings nothing new or a total that does not come true is noticed, and
 * the read repeated a few times.
 */
export async function readAll(
	client: Client,
	endpoint: Endpoint,
	options: ListOptions,
): Promise<JsonObject[]> {
	let problem = '';
	for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
		const result = await readOnce(client, endpoint, options);
		if (Array.isArray(result)) return result;
		problem = result.problem;
	}
	throw new WinningtempError(
		`The list of ${WORDS[endpoint]} could not be read completely from Winningtemp: ${problem}.`,
		'Nothing was written. Run the workflow again; if it happens again, tell Winningtemp that the paging of its SCIM lists is not consistent.',
	);
}

async function readOnce(
	client: Client,
	endpoint: Endpoint,
	{ pageSize, filter, limit = Infinity, onProgress }: ListOptions,
): Promise<JsonObject[] | { problem: string }> {
	const found = new Map<string, JsonObject>();
	let startIndex = 1;
	let firstTotal: number | undefined;
	for (;;) {
		const page = await readPage(client, endpoint, startIndex, Math.min(pageSize, limit), filter);
		firstTotal ??= page.total;
		if (page.total !== firstTotal) {
			return { problem: `the total changed from ${firstTotal} to ${page.total} while reading` };
		}
		if (page.startIndex !== startIndex && page.resources.length < page.total) {
			return {
				problem: `asked for entry ${startIndex} on, it answered from ${page.startIndex} on`,
			};
		}
		const before = found.size;
		for (const resource of page.resources) {
			const id = textOrNull(getOwn(resource, 'id'));
			if (id === null || !isObject(resource)) return { problem: 'an entry has no id' };
			if (found.has(id)) return { problem: 'an entry came twice' };
			found.set(id, resource);
		}
		if (found.size > page.total) {
			return { problem: `more than the ${page.total} entries announced came` };
		}
		onProgress?.(WORDS[endpoint], found.size, Math.min(page.total, limit));
		if (found.size >= Math.min(page.total, limit)) return [...found.values()].slice(0, limit);
		if (found.size === before) {
			return { problem: `only ${found.size} of ${page.total} entries came` };
		}
		startIndex += page.resources.length;
	}
}

interface Page {
	total: number;
	/** As the server echoes it, else as asked. */
	startIndex: number;
	resources: unknown[];
}

async function readPage(
	client: Client,
	endpoint: Endpoint,
	startIndex: number,
	count: number,
	filter: string | undefined,
): Promise<Page> {
	const doing = `reading the ${WORDS[endpoint]} from Winningtemp`;
	const answer = await client.get(endpoint, { startIndex, count, ...(filter ? { filter } : {}) });
	if (!isSuccess(answer)) throw fatal(answer, doing);
	const total = numberOf(getOwn(answer.body, 'totalResults'));
	const resources = getOwn(answer.body, 'Resources');
	const isList = resources === undefined || resources === null || Array.isArray(resources);
	if (!Number.isInteger(total) || total < 0 || !isList) throw notScim(answer, doing);
	const echoed = numberOf(getOwn(answer.body, 'startIndex'));
	return {
		total,
		startIndex: Number.isInteger(echoed) && echoed > 0 ? echoed : startIndex,
		resources: listOf(resources),
	};
}

/** A value in a filter (RFC 7644 §3.4.2.2: as in JSON). */
export function quoted(value: string): string {
	return JSON.stringify(value);
}
