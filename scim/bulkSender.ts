import { UserError } from '../directory/model/userError';
import { isRetryable, mayBeDone, type LookAgain } from '../http/client';
import {
	answersTo,
	bulkOperation,
	bulkRequest,
	ENVELOPE_BYTES,
	type BulkOperation,
} from './bulkMessage';
import type { Batches, Kind } from '../directory/apply/target';
import type { Connection } from './directory';
import type { Tenant } from './discovery';
import { readWhole } from './hidden';
import { getOwn, textOrNull, type JsonObject } from './json';
import { isSuccess, type Answer, type ScimRequest, type ScimResponse } from './protocol';
import { ENDPOINTS, pageSizeFor } from './reader';
import { externalIdOf } from './resource';
import { NO_RESULT } from './words';

export interface BulkSettings {
	/** What the tenant says that it takes; 0 where it says nothing. */
	limits: NonNullable<Tenant['bulk']>;
	/** Requests on their way at a time. */
	concurrency: number;
	/** Resources that are known to be there. */
	sizeOf: (kind: Kind) => number;
}

/** Where the tenant says nothing; the bytes are those of the example in RFC 7644 §3.7.3. */
const USUAL_OPERATIONS = 100;
const USUAL_BYTES = 1_048_576;
/** More are never sent at once, so that one request does not take minutes. */
const MOST_OPERATIONS = 1000;

/** Answers to a whole bulk request that say: there are none here, or not for this token. */
const NO_BULK = new Set([403, 404, 405, 501]);
/** Answers that may blame one operation, or the size; smaller requests then tell which. */
const SPLITS = new Set([400, 409, 413, 422, 500]);
const TOO_LARGE = 413;
const TOO_SLOW = new Set([408, 504]);
const TOO_SLOW_FAILURES = new Set(['ETIMEDOUT', 'ECONNABORTED']);

const NOT_SENT: Answer = { status: 0, headers: {}, body: undefined, attempts: 0 };
const NOT_SAID: ScimResponse = { status: 0, headers: {}, body: undefined, failure: NO_RESULT };

/** A write that waits for its answer. */
interface Entry extends BulkOperation {
	lookAgain: LookAgain | undefined;
	/** Requests so far that it was part of. */
	attempts: number;
	resolve: (answer: Answer) => void;
	reject: (error: unknown) => void;
}

/**
 * Sends writes of tasks that run side by side, many in one bulk request (RFC 7644 §3.7), and gives
 * each the answer that it would have got on its own.
 *
 * A request goes out when it is full, or when every task that is under way waits for an answer, so
 * that nothing could be added to it. What one write depends on is another task, which is finished
 * before: operations never refer to each other by `bulkId`, since one that is refused would take
 * with it those that refer to it.
 */
export class BulkSender implements Batches {
	/** The status with which the tenant refused bulk requests although it offers them. */
	refusedWith: number | null = null;
	/** Whether each write is sent on its own from now on. */
	isOff = false;
	private maxOperations: number;
	private maxBytes: number;
	private queue: Entry[] = [];
	private queuedBytes = 0;
	/** Writes in the queue or on their way. */
	private pending = 0;
	private requests = 0;
	private tasks = 0;
	private created = 0;
	private stopped = false;
	private hasWorked = false;

	constructor(
		private readonly connection: Connection,
		private readonly settings: BulkSettings,
	) {
		const { maxOperations, maxPayloadSize } = settings.limits;
		this.maxOperations = Math.min(maxOperations || USUAL_OPERATIONS, MOST_OPERATIONS);
		this.maxBytes = maxPayloadSize || USUAL_BYTES;
	}

	/** Tasks to run side by side, so that the requests that may be on their way can be full ones. */
	get window(): number {
		return this.settings.concurrency * this.maxOperations;
	}

	/** To be told how many tasks are under way: each waits for one write at a time at most. */
	readonly watch = (tasks: number): void => {
		this.tasks = tasks;
		this.proceed();
	};

	/** Answers everything that is not on its way yet as not sent (no attempts, status 0). */
	stop(): void {
		this.stopped = true;
		this.proceed();
	}

	readonly send = async (request: ScimRequest, lookAgain?: LookAgain): Promise<Answer> => {
		// Of tasks that start together all have started before anything is decided.
		await Promise.resolve();
		return await new Promise<Answer>((resolve, reject) => {
			const operation = bulkOperation(request, `new${++this.created}`);
			this.queue.push({ ...operation, lookAgain, attempts: 0, resolve, reject });
			this.queuedBytes += operation.bytes + 1;
			this.pending++;
			this.proceed();
		});
	};

	/** Sends each write on its own from now on. */
	giveUp(): void {
		this.isOff = true;
		this.proceed();
	}

	private proceed(): void {
		if (this.stopped) {
			for (const entry of this.taken(this.queue.length)) this.settle(entry, NOT_SENT);
			return;
		}
		while (this.queue.length > 0 && this.requests < this.settings.concurrency) {
			const mayGrow = !this.isOff && (this.requests > 0 || this.pending < this.tasks);
			if (mayGrow && !this.mayBeFull()) return;
			const count = this.nextCount();
			const isFull = count < this.queue.length || count >= this.maxOperations;
			if (mayGrow && !isFull) return;
			this.deliver(this.taken(count));
		}
	}

	private mayBeFull(): boolean {
		return (
			this.queue.length >= this.maxOperations || ENVELOPE_BYTES + this.queuedBytes > this.maxBytes
		);
	}

	/** How many writes at the head of the queue go into the next request: one at least. */
	private nextCount(): number {
		if (this.isOff) return 1;
		const paths = new Set<string>();
		let bytes = ENVELOPE_BYTES;
		let count = 0;
		for (const entry of this.queue) {
			const { method, path } = entry.request;
			bytes += entry.bytes + (count > 0 ? 1 : 0);
			if (count >= this.maxOperations || bytes > this.maxBytes || paths.has(path)) break;
			// The order inside a request is not promised: no two writes to one resource.
			if (method !== 'POST') paths.add(path);
			count++;
		}
		return Math.max(count, 1);
	}

	private taken(count: number): Entry[] {
		const entries = this.queue.splice(0, count);
		for (const { bytes } of entries) this.queuedBytes -= bytes + 1;
		return entries;
	}

	private settle(entry: Entry, answer: ScimResponse, together = false): void {
		this.pending--;
		entry.resolve({ ...answer, attempts: entry.attempts, ...(together ? { together } : {}) });
	}

	private deliver(entries: Entry[]): void {
		this.requests++;
		const done = () => {
			this.requests--;
			this.proceed();
		};
		this.exchange(entries, this.connection.client.maxAttempts).then(done, (error: unknown) => {
			// Only a cancelled execution comes this way.
			for (const entry of entries) entry.reject(error);
			done();
		});
	}

	/**
	 * Sends some writes until each is settled, or back in the queue.
	 *
	 * @param budget attempts that are left for them
	 */
	private async exchange(entries: Entry[], budget: number): Promise<void> {
		if (entries.length === 0) return;
		const { client } = this.connection;
		if (this.stopped) {
			for (const entry of entries) this.settle(entry, entry.attempts > 0 ? NOT_SAID : NOT_SENT);
		} else if (entries.length === 1) {
			const [entry] = entries as [Entry];
			const answer = await client.request(entry.request, entry.lookAgain, budget);
			entry.attempts += answer.attempts;
			this.settle(entry, answer);
		} else if (!this.isOff) await this.exchangeTogether(entries, budget);
		else this.putBack(entries);
	}

	private async exchangeTogether(entries: Entry[], budget: number): Promise<void> {
		let isTooSlow = false;
		let found: Found = new Map();
		const lookAgain: LookAgain = async (response) => {
			isTooSlow = saysTooSlow(response);
			found = await this.findExisting(entries, () => response);
			return isTooSlow || found.size > 0 ? { ...response, attempts: 0 } : null;
		};
		const { client } = this.connection;
		const answer = await client.request(bulkRequest(entries), lookAgain, budget);
		for (const entry of entries) entry.attempts += answer.attempts;
		const left = this.withoutFound(entries, found);
		if (isSuccess(answer)) await this.settleEach(left, answer, budget - answer.attempts);
		else if (this.isRefusal(answer)) {
			this.refusedWith = answer.status;
			this.isOff = true;
			this.putBack(left);
		} else if (SPLITS.has(answer.status) || isTooSlow) {
			if (answer.status === TOO_LARGE || isTooSlow) this.shrink(entries);
			const middle = Math.ceil(left.length / 2);
			await this.exchange(left.slice(0, middle), client.maxAttempts);
			await this.exchange(left.slice(middle), client.maxAttempts);
		} else if (found.size > 0 && budget > answer.attempts) {
			await this.exchange(left, budget - answer.attempts);
		} else {
			for (const entry of left) this.settle(entry, answer);
		}
	}

	/** Until one bulk request has worked, a refusal is taken for one of bulk requests as such. */
	private isRefusal({ status }: Answer): boolean {
		return NO_BULK.has(status) || (!this.hasWorked && SPLITS.has(status) && status !== TOO_LARGE);
	}

	/** Each gets its own result; what may succeed later, or was passed over, is sent again. */
	private async settleEach(entries: Entry[], answer: Answer, budget: number): Promise<void> {
		this.hasWorked = true;
		const failing = new Map<Entry, ScimResponse>();
		const answers = answersTo(entries, answer.body);
		for (const [i, entry] of entries.entries()) {
			const own = answers[i] ?? NOT_SAID;
			if (isRetryable(entry.request, own)) failing.set(entry, own);
			else this.settle(entry, own, true);
		}
		if (failing.size === 0) return;
		const { client } = this.connection;
		if (budget > 0) await client.wait(client.maxAttempts - budget);
		const unsure = [...failing.keys()].filter((entry) => mayBeDone(failing.get(entry)!));
		const found = await this.findExisting(unsure, (entry) => failing.get(entry)!);
		const left = this.withoutFound([...failing.keys()], found);
		if (budget > 0) await this.exchange(left, budget);
		else for (const entry of left) this.settle(entry, failing.get(entry)!);
	}

	/**
	 * Looks whether creations were carried out although their answers were lost: one by one, or by
	 * reading the whole list where that is less.
	 *
	 * @param lost what came in place of the answer to one
	 */
	private async findExisting(
		entries: readonly Entry[],
		lost: (entry: Entry) => ScimResponse,
	): Promise<Found> {
		const found: Found = new Map();
		for (const kind of ['user', 'group'] as const) {
			const creations = entries.filter(
				({ lookAgain, request }) => lookAgain && request.path === ENDPOINTS[kind],
			);
			if (creations.length > this.pagesWith(kind, creations.length)) {
				await this.lookThroughAll(kind, creations, lost, found);
				continue;
			}
			for (const entry of creations) {
				const answer = await entry.lookAgain!(lost(entry));
				if (answer) found.set(entry, answer);
			}
		}
		return found;
	}

	/** Requests that reading a whole list takes, if creations were carried out. */
	private pagesWith(kind: Kind, creations: number): number {
		const pageSize = pageSizeFor(this.connection.tenant.maxResults);
		return Math.ceil((this.settings.sizeOf(kind) + creations) / pageSize);
	}

	private async lookThroughAll(
		kind: Kind,
		creations: readonly Entry[],
		lost: (entry: Entry) => ScimResponse,
		found: Found,
	): Promise<void> {
		try {
			const byExternalId = new Map<string | null, JsonObject>();
			for (const resource of (await readWhole(this.connection, kind)).resources) {
				byExternalId.set(externalIdOf(resource), resource);
			}
			for (const entry of creations) {
				const externalId = textOrNull(getOwn(entry.request.body, 'externalId'));
				const body = externalId === null ? undefined : byExternalId.get(externalId);
				if (body) found.set(entry, { status: 200, headers: {}, body, attempts: 1 });
			}
		} catch (error) {
			// Not sent again as long as nobody knows whether it is there.
			const status = error instanceof UserError ? error.status : 0;
			for (const entry of creations) {
				const response = status === 401 ? { ...NOT_SAID, status } : lost(entry);
				found.set(entry, { ...response, attempts: 1 });
			}
		}
	}

	private withoutFound(entries: readonly Entry[], found: Found): Entry[] {
		for (const [entry, answer] of found) {
			entry.attempts += answer.attempts;
			this.settle(entry, answer);
		}
		return entries.filter((entry) => !found.has(entry));
	}

	/** Later requests hold half as many as one that was too large. */
	private shrink(entries: readonly Entry[]): void {
		const bytes = entries.reduce((sum, entry) => sum + entry.bytes + 1, ENVELOPE_BYTES - 1);
		this.maxOperations = Math.min(this.maxOperations, Math.ceil(entries.length / 2));
		this.maxBytes = Math.min(this.maxBytes, bytes - 1);
	}

	/** For writes that are sent one by one from now on, as many side by side as may be. */
	private putBack(entries: readonly Entry[]): void {
		this.queue = [...entries, ...this.queue];
		for (const { bytes } of entries) this.queuedBytes += bytes + 1;
	}
}

/** Creations that were carried out, or of which that cannot be found out, with their answers. */
type Found = Map<Entry, Answer>;

function saysTooSlow({ status, failure }: ScimResponse): boolean {
	return TOO_SLOW.has(status) || TOO_SLOW_FAILURES.has(failure ?? '');
}
