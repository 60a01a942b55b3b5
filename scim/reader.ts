import { UserError } from '../directory/model/userError';
import { Inconsistent, readPagedList, TWICE, type Page } from '../http/pagedList';
import type { Kind } from '../directory/apply/target';
import type { ScimClient } from './client';
import type { Tenant } from './discovery';
import { getOwn, isObject, listOf, numberOf, textOrNull, type JsonObject } from './json';
import { isSuccess, type Answer } from './protocol';
import { settingInWords } from './tenantSettings';
import { PAGE_SIZE } from './ways';
import { fatal, notScim } from './words';

/** Where the resources of a kind are (RFC 7644 §3.2). */
export const ENDPOINTS = { user: '/Users', group: '/Groups' } as const satisfies Record<
	Kind,
	string
>;

/** Where a single user or group is, by the id that the target gave. */
export function pathOf(kind: Kind, id: string): string {
	return `${ENDPOINTS[kind]}/${encodeURIComponent(id)}`;
}

export interface ListOptions {
	/** Stop once there are that many. */
	limit?: number;
	/** Settled once another list may have shown how this tenant counts. */
	counted?: Promise<unknown>;
	/** Told of the entries read so far. */
	onProgress?: (what: string, done: number, total: number | null) => void;
}

type PageSettings = Pick<Tenant, 'maxResults' | 'countsLists'> & Partial<Pick<Tenant, 'ways'>>;

const ATTEMPTS = 3;
/** Requests under way at one time while the lists are read, of both lists together. */
export const READS_AT_ONCE = 6;
/** Where the tenant does not say how large a page may be. */
const USUAL_PAGE = 200;
const LARGEST_PAGE = 1000;

/** What is asked for instead where a page of more is refused. */
const SMALLER_PAGES = [500, 200, 100, 50, 20, 10];
/** Answers of servers that refuse a page for its size (RFC 7644 §3.12); a 500 has been tried again before. */
const TOO_LARGE_A_PAGE = new Set([400, 413, 422, 500]);
/** Answers that say: single ones cannot be read, or this one is gone. */
const NOT_SINGLE = new Set([400, 403, 404, 405, 501]);
/** Answers that say that the list has ended before this entry. */
const NO_SUCH_PAGE = new Set([400, 404, 416, 422]);

/** Resources a page: as many as the tenant allows, within reason. */
export function pageSizeFor(maxResults: number): number {
	return maxResults > 0 ? Math.min(maxResults, LARGEST_PAGE) : USUAL_PAGE;
}

/** What it takes to read users or groups one by one. */
export interface EachSource {
	client: ScimClient;
	onProgress?: (what: string, done: number, total: number | null) => void;
}

/**
 * Users or groups of a list as each is by itself: a request for each. One that is refused where
 * others are shown is asked for once more.
 *
 * @param mayLack whether one stays as in the list where the token has no right to read it
 * @throws UserError where it is refused again, unless it is gone
 */
export async function readEach(
	source: EachSource,
	kind: Kind,
	listed: readonly JsonObject[],
	mayLack: (one: JsonObject) => boolean = () => false,
): Promise<JsonObject[]> {
	let done = 0;
	// The client lets only some of them be under way at one time.
	const all = await Promise.all(
		listed.map(async (one) => {
			const single = await ask(source, kind, one);
			source.onProgress?.(`${kind}s read by themselves`, ++done, listed.length);
			return single;
		}),
	);
	if (!all.some((single) => 'own' in single)) return [...listed];
	return await Promise.all(
		all.map(async (single, i) => {
			if ('own' in single) return single.own;
			return await askAgain(source, kind, listed[i]!, mayLack(listed[i]!));
		}),
	);
}

/** A user or group as it is by itself; as it was in the list where it cannot be read. */
export async function readOne(
	source: EachSource,
	kind: Kind,
	listed: JsonObject,
): Promise<JsonObject> {
	const single = await ask(source, kind, listed);
	return 'own' in single ? single.own : listed;
}

/** What came of asking for a single user or group. */
type Single = { own: JsonObject } | { refused: Answer };

async function ask({ client }: EachSource, kind: Kind, listed: JsonObject): Promise<Single> {
	const id = textOrNull(getOwn(listed, 'id')) ?? '';
	const answer = await client.get(pathOf(kind, id));
	if (isSuccess(answer) && isObject(answer.body)) return { own: answer.body };
	if (isSuccess(answer) || NOT_SINGLE.has(answer.status)) return { refused: answer };
	throw fatal(answer, `reading a ${kind} from ${client.service.target}`, client.service);
}

async function askAgain(
	source: EachSource,
	kind: Kind,
	listed: JsonObject,
	isOptional: boolean,
): Promise<JsonObject> {
	const single = await ask(source, kind, listed);
	if ('own' in single) return single.own;
	const { refused } = single;
	if (refused.status === 404 || (refused.status === 403 && isOptional)) return listed;
	const { service } = source.client;
	const doing = `reading a ${kind} from ${service.target}`;
	throw isSuccess(refused) ? notScim(refused, doing, service) : fatal(refused, doing, service);
}

/** All resources of a kind (RFC 7644 §3.4.2.4), complete or an error. */
export async function readAll(
	{ client, tenant }: { client: ScimClient; tenant: PageSettings },
	kind: Kind,
	{ limit = Infinity, counted, onProgress }: ListOptions = {},
): Promise<JsonObject[]> {
	const pages = new Pages(client, tenant, kind, limit);
	const what = `${kind}s`;
	return await readPagedList<JsonObject>({
		numbering: 'entries',
		pageSize: pages.size,
		concurrency: READS_AT_ONCE,
		maxAttempts: ATTEMPTS,
		limit,
		fetch: async (startIndex) => await pages.read(startIndex),
		after: async (startIndex) => {
			await counted;
			return await pages.readAfter(startIndex);
		},
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
				`Nothing was written. Run the workflow again. If it happens again, set ${settingInWords('pageSize', client.service)} to a smaller number, or report to ${client.service.target} that the pages of its SCIM lists do not fit together.`,
				'changedWhileReading',
			),
	});
}

function hasNoId(): never {
	throw new Inconsistent('a record has no id');
}

/** The pages of one list. */
class Pages {
	/** Resources to ask for. */
	size: number;
	private readonly doing: string;

	constructor(
		private readonly client: ScimClient,
		private readonly tenant: PageSettings,
		private readonly kind: Kind,
		limit: number,
	) {
		this.size = Math.min(pageSizeFor(tenant.maxResults), limit);
		this.doing = `reading the ${kind}s from ${client.service.target}`;
	}

	async read(startIndex: number): Promise<Page<JsonObject>> {
		const answer = startIndex === 1 ? await this.first() : await this.ask(startIndex);
		return this.pageOf(answer);
	}

	/** What comes after all that the total counts; no request where totals are known to count lists. */
	async readAfter(startIndex: number): Promise<JsonObject[]> {
		if (this.tenant.countsLists) return [];
		const answer = await this.ask(startIndex);
		return NO_SUCH_PAGE.has(answer.status) ? [] : this.pageOf(answer).entries;
	}

	private async ask(startIndex: number, tries?: number): Promise<Answer> {
		const query = { startIndex, count: this.size };
		const request = { method: 'GET' as const, path: ENDPOINTS[this.kind], query };
		return await this.client.request(request, undefined, tries);
	}

	/** The first page; where it is refused, smaller ones are tried, and kept to for the rest of the run. */
	private async first(): Promise<Answer> {
		const refused = await this.ask(1);
		const { size } = this;
		if (!TOO_LARGE_A_PAGE.has(refused.status)) return refused;
		for (const smaller of SMALLER_PAGES) {
			if (smaller >= size) continue;
			this.size = smaller;
			const answer = await this.ask(1, 1);
			if (!isSuccess(answer)) continue;
			this.tenant.maxResults = smaller;
			this.tenant.ways?.learn(PAGE_SIZE, String(smaller));
			return answer;
		}
		this.size = size;
		return refused;
	}

	private pageOf(answer: Answer): Page<JsonObject> {
		const { doing } = this;
		const { service } = this.client;
		if (!isSuccess(answer)) throw fatal(answer, doing, service);
		const resources = getOwn(answer.body, 'Resources');
		const isList = resources === undefined || resources === null || Array.isArray(resources);
		const total = numberOf(getOwn(answer.body, 'totalResults'));
		if (!Number.isInteger(total) || total < 0 || !isList) throw notScim(answer, doing, service);
		const entries: unknown[] = listOf(resources);
		if (!entries.every(isObject)) return hasNoId();
		if (total > entries.length) this.tenant.countsLists = true;
		const echoed = numberOf(getOwn(answer.body, 'startIndex'));
		// Where all came at once, it does not matter from where.
		const isEcho = Number.isInteger(echoed) && echoed > 0 && entries.length < total;
		return { entries, total, position: isEcho ? echoed : null };
	}
}

/** A value in a filter (RFC 7644 §3.4.2.2: as in JSON). */
export function quoted(value: string): string {
	return JSON.stringify(value);
}
