import { UserError } from '../directory/model/userError';
import type { ScimClient } from './client';
import { getOwn, isObject, listOf, numberOf, textOrNull, type JsonObject } from './json';
import { isSuccess } from './protocol';
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
/** Pages of one list that are asked for at a time. */
const SIDE_BY_SIDE = 3;
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
 * the read repeated a few times, then page after page.
 */
export async function readAll(
	client: ScimClient,
	endpoint: Endpoint,
	options: ListOptions,
): Promise<JsonObject[]> {
	let problem = '';
	for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
		const sideBySide = attempt === 1 ? SIDE_BY_SIDE : 1;
		const result = await readOnce(client, endpoint, options, sideBySide).catch(asInconsistent);
		if (Array.isArray(result)) return result;
		problem = result.message;
	}
	throw new UserError(
		`The list of ${WORDS[endpoint]} could not be read completely from ${client.service.target}: ${problem}.`,
		`Nothing was written. Run the workflow again. If it happens again, report to ${client.service.target} that the pages of its SCIM lists do not fit together.`,
		'changedWhileReading',
	);
}

/** Signals, inside this file, that the pages do not make one list, and why. */
class Inconsistent extends Error {}

function asInconsistent(error: Error): Inconsistent {
	if (error instanceof Inconsistent) return error;
	throw error;
}

/** With the first page come the total and the size that pages really have: the others are known. */
async function readOnce(
	client: ScimClient,
	endpoint: Endpoint,
	options: ListOptions,
	sideBySide: number,
): Promise<JsonObject[]> {
	const { pageSize, filter, limit = Infinity, onProgress } = options;
	const count = Math.min(pageSize, limit);
	const list = new PagedList();
	const read = async (startIndex: number): Promise<number> => {
		const page = await readPage(client, endpoint, startIndex, count, filter);
		list.add(page, startIndex);
		onProgress?.(WORDS[endpoint], list.size, Math.min(page.total, limit));
		return page.resources.length;
	};
	const size = await read(1);
	const wanted = Math.min(list.total, limit);
	let next = 1 + size;
	const worker = async () => {
		while (next <= wanted) {
			const startIndex = next;
			if (sideBySide > 1) next += size;
			const came = await read(startIndex).catch((error: unknown) => {
				next = Infinity;
				throw error;
			});
			if (came === 0) return;
			if (sideBySide === 1) next += came;
		}
	};
	if (size > 0) await Promise.all(Array.from({ length: sideBySide }, worker));
	if (list.size < wanted) {
		throw new Inconsistent(`only ${list.size} of ${list.total} entries came`);
	}
	return list.resources.slice(0, limit);
}

/** The pages of one list, each entry once. */
class PagedList {
	total = 0;
	private readonly ids = new Set<string>();
	private readonly pages: Array<{ startIndex: number; resources: JsonObject[] }> = [];

	get size(): number {
		return this.ids.size;
	}

	/** In the order of the list, whichever page came first. */
	get resources(): JsonObject[] {
		return this.pages
			.sort((a, b) => a.startIndex - b.startIndex)
			.flatMap(({ resources }) => resources);
	}

	/** @throws Inconsistent where the page cannot be one of this list */
	add({ total, startIndex: echoed, resources }: Page, startIndex: number): void {
		if (this.pages.length === 0) this.total = total;
		if (total !== this.total) {
			throw new Inconsistent(`the total changed from ${this.total} to ${total} while reading`);
		}
		if (echoed !== startIndex && resources.length < total) {
			throw new Inconsistent(`asked for entry ${startIndex} on, it answered from ${echoed} on`);
		}
		const entries: JsonObject[] = [];
		for (const resource of resources) {
			const id = textOrNull(getOwn(resource, 'id'));
			if (id === null || !isObject(resource)) throw new Inconsistent('an entry has no id');
			if (this.ids.has(id)) throw new Inconsistent('an entry came twice');
			this.ids.add(id);
			entries.push(resource);
		}
		if (this.ids.size > total) {
			throw new Inconsistent(`more than the ${total} entries announced came`);
		}
		this.pages.push({ startIndex, resources: entries });
	}
}

interface Page {
	total: number;
	/** As the server echoes it, else as asked. */
	startIndex: number;
	resources: unknown[];
}

async function readPage(
	client: ScimClient,
	endpoint: Endpoint,
	startIndex: number,
	count: number,
	filter: string | undefined,
): Promise<Page> {
	const doing = `reading the ${WORDS[endpoint]} from ${client.service.target}`;
	const answer = await client.get(endpoint, { startIndex, count, ...(filter ? { filter } : {}) });
	if (!isSuccess(answer)) throw fatal(answer, doing, client.service);
	const total = numberOf(getOwn(answer.body, 'totalResults'));
	const resources = getOwn(answer.body, 'Resources');
	const isList = resources === undefined || resources === null || Array.isArray(resources);
	if (!Number.isInteger(total) || total < 0 || !isList)
		throw notScim(answer, doing, client.service);
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
