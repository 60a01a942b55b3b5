import { UserError } from '../directory/model/userError';
import { Inconsistent, readPagedList, TWICE, type Page } from '../http/pagedList';
import type { Kind } from '../directory/apply/target';
import type { ScimClient } from './client';
import type { Tenant } from './discovery';
import { getOwn, isObject, listOf, numberOf, textOrNull, type JsonObject } from './json';
import { isSuccess } from './protocol';
import { fatal, notScim } from './words';

/** Where the resources of a kind are (RFC 7644 §3.2). */
export const ENDPOINTS = { user: '/Users', group: '/Groups' } as const satisfies Record<
	Kind,
	string
>;

export interface ListOptions {
	/** Stop once there are that many. */
	limit?: number;
	/** Told of the entries read so far. */
	onProgress?: (what: string, done: number, total: number | null) => void;
}

const ATTEMPTS = 3;
/** Requests under way at one time while the lists are read, of both lists together. */
export const READS_AT_ONCE = 6;
/** Where the tenant does not say how large a page may be. */
const USUAL_PAGE = 200;
const LARGEST_PAGE = 1000;

/** Resources a page: as many as the tenant allows, within reason. */
export function pageSizeFor(maxResults: number): number {
	return maxResults > 0 ? Math.min(maxResults, LARGEST_PAGE) : USUAL_PAGE;
}

/** All resources of a kind (RFC 7644 §3.4.2.4), complete or an error. */
export async function readAll(
	{ client, tenant }: { client: ScimClient; tenant: Pick<Tenant, 'maxResults'> },
	kind: Kind,
	{ limit = Infinity, onProgress }: ListOptions = {},
): Promise<JsonObject[]> {
	const count = Math.min(pageSizeFor(tenant.maxResults), limit);
	const what = `${kind}s`;
	return await readPagedList<JsonObject>({
		numbering: 'entries',
		pageSize: count,
		concurrency: READS_AT_ONCE,
		maxAttempts: ATTEMPTS,
		limit,
		fetch: async (startIndex) => await readPage(client, kind, startIndex, count),
		idOf: (resource) => textOrNull(getOwn(resource, 'id')),
		contentOf: hasNoId,
		ignored: (asked, echoed) =>
			new Inconsistent(
				asked === echoed
					? TWICE
					: `record ${asked} was asked for, and the answer began at record ${echoed}`,
			),
		onProgress: (done, total) => onProgress?.(what, done, total),
		gaveUp: (why) =>
			new UserError(
				`The list of ${what} could not be read completely from ${client.service.target}: ${why}.`,
				`Nothing was written. Run the workflow again. If it happens again, report to ${client.service.target} that the pages of its SCIM lists do not fit together.`,
				'changedWhileReading',
			),
	});
}

function hasNoId(): never {
	throw new Inconsistent('a record has no id');
}

async function readPage(
	client: ScimClient,
	kind: Kind,
	startIndex: number,
	count: number,
): Promise<Page<JsonObject>> {
	const doing = `reading the ${kind}s from ${client.service.target}`;
	const answer = await client.get(ENDPOINTS[kind], { startIndex, count });
	if (!isSuccess(answer)) throw fatal(answer, doing, client.service);
	const total = numberOf(getOwn(answer.body, 'totalResults'));
	const resources = getOwn(answer.body, 'Resources');
	const isList = resources === undefined || resources === null || Array.isArray(resources);
	if (!Number.isInteger(total) || total < 0 || !isList)
		throw notScim(answer, doing, client.service);
	const entries: unknown[] = listOf(resources);
	if (!entries.every(isObject)) return hasNoId();
	const echoed = numberOf(getOwn(answer.body, 'startIndex'));
	// Where all came at once, it does not matter from where.
	const isEcho = Number.isInteger(echoed) && echoed > 0 && entries.length < total;
	return { entries, total, position: isEcho ? echoed : null };
}

/** A value in a filter (RFC 7644 §3.4.2.2: as in JSON). */
export function quoted(value: string): string {
	return JSON.stringify(value);
}
