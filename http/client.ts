import { UserError } from '../directory/model/userError';
import { askedWait, isPassing, ownWait, POLICY } from './backoff';
import { isSuccess, type Answer, type HttpAnswer, type HttpRequest, type Send } from './exchange';
import { canPass } from './failures';

export interface ClientOptions {
	/** Requests for one answer, the first one included. */
	maxAttempts?: number;
	/** Milliseconds before the first repeat. */
	firstWait?: number;
	/** Requests under way at one time; without it, as many as are asked for. */
	concurrency?: number;
	/** Waits so many milliseconds; rejects if the run is cancelled. */
	sleep: (milliseconds: number) => Promise<void>;
	isCancelled?: () => boolean;
	/** Milliseconds since 1970. */
	now?: () => number;
	/** From 0 to 1. */
	random?: () => number;
}

/**
 * Looks whether a request whose answer was lost was carried out.
 *
 * @param response what came instead of an answer
 * @returns the answer to go on with; `null` if nothing was done, so that it is sent again
 */
export type LookAgain = (response: HttpAnswer) => Promise<Answer | null>;

/** Sends a request until it is answered: the client itself, or something before it. */
export type Request = (request: HttpRequest, lookAgain?: LookAgain) => Promise<Answer>;

/** Answers that say the request was not carried out, so that a create may simply be sent again. */
const SURELY_NOT_DONE = new Set([425, 429]);

/** The server asks for fewer requests (RFC 6585 §4). */
const TOO_MANY = 429;

/** Whether a request may have been carried out although its answer says nothing of the kind. */
export function mayBeDone({ status }: HttpAnswer): boolean {
	return !SURELY_NOT_DONE.has(status);
}

/** Whether sending a request again may get a better answer. */
export function isRetryable({ method }: HttpRequest, response: HttpAnswer): boolean {
	const { status, flaw, failure, mustWait } = response;
	if (mustWait !== undefined) return false;
	if (status === 0) return canPass(failure);
	return isPassing(status) || (method === 'GET' && isSuccess(response) && flaw === 'damaged');
}

/**
 * Sends requests, again where that may help, as `POLICY` says. The only place that waits: if the
 * server asks one request to wait, all others wait along.
 */
export class Client {
	/** Requests for one answer. */
	readonly maxAttempts: number;
	private readonly options: Required<Pick<ClientOptions, 'now' | 'random' | 'firstWait'>> &
		ClientOptions;
	private readonly turns: Turns;
	private pausedUntil = 0;
	/** What every request is answered with until then, because the server asks for a long wait. */
	private refusal: { answer: HttpAnswer; until: number } | null = null;
	private closed = false;

	constructor(
		private readonly send: Send,
		options: ClientOptions,
	) {
		const { now = Date.now, random = Math.random, firstWait = POLICY.firstWait } = options;
		this.options = { ...options, now, random, firstWait };
		this.maxAttempts = options.maxAttempts ?? POLICY.tries;
		this.turns = new Turns(options.concurrency ?? Infinity);
	}

	/**
	 * The answer to a request, after as many tries as it took or as are allowed.
	 *
	 * @param lookAgain for a create: called before it is sent again after an answer that leaves open
	 * whether it was carried out
	 * @param tries where fewer are left than the client allows
	 * @throws UserError `cancelled` if the run is stopped or the client closed
	 */
	async request(
		request: HttpRequest,
		lookAgain?: LookAgain,
		tries: number = this.maxAttempts,
	): Promise<Answer> {
		for (let attempt = 1; ; attempt++) {
			const response = await this.turns.take(async () => await this.sendOnce(request));
			const answer = { ...response, attempts: attempt };
			if (!isRetryable(request, response)) return answer;
			const isLast = attempt >= tries;
			if (!isLast && this.left() === 0) await this.wait(attempt);
			// Also after the last try: it may have been carried out all the same.
			const found = lookAgain && mayBeDone(response) ? await lookAgain(response) : null;
			if (found) return { ...found, attempts: attempt + found.attempts };
			if (isLast) return answer;
		}
	}

	async get(path: string, query?: HttpRequest['query']): Promise<Answer> {
		return await this.request({ method: 'GET', path, ...(query ? { query } : {}) });
	}

	/** Milliseconds since 1970. */
	now(): number {
		return this.options.now();
	}

	/** Sends nothing from now on: for when the work has ended, well or not. */
	close(): void {
		this.closed = true;
	}

	/**
	 * Waits before the next try.
	 *
	 * @param attempt tries made so far, from 1
	 */
	async wait(attempt: number): Promise<void> {
		const { random, firstWait } = this.options;
		await this.rest(ownWait(attempt, random(), firstWait));
	}

	private async sendOnce(request: HttpRequest): Promise<HttpAnswer> {
		this.checkOpen();
		for (let left = this.left(); left > 0; left = this.left()) await this.rest(left);
		const { now } = this.options;
		if (this.refusal && now() < this.refusal.until) return this.refusal.answer;
		const { generation } = this.turns;
		const response = await this.send(request);
		this.checkOpen();
		if (response.status === TOO_MANY) this.turns.halve(generation);
		return this.heed(response);
	}

	/** Takes note of how long the server asks to wait. */
	private heed(response: HttpAnswer): HttpAnswer {
		const { status, headers } = response;
		const isRefused = isPassing(status);
		if (!isRefused && headers['x-ratelimit-remaining'] !== '0') return response;
		const now = this.options.now();
		const asked = askedWait(headers, now) ?? 0;
		if (isRefused && asked > POLICY.longestAsked) {
			const answer = { ...response, mustWait: asked };
			this.refusal = { answer, until: now + asked };
			return answer;
		}
		const wait = Math.min(asked, POLICY.longestAsked);
		this.pausedUntil = Math.max(this.pausedUntil, now + wait);
		return response;
	}

	/** Milliseconds that all requests still wait. */
	private left(): number {
		return Math.max(0, this.pausedUntil - this.options.now());
	}

	private async rest(milliseconds: number): Promise<void> {
		await this.options.sleep(milliseconds).catch((error: unknown) => {
			this.checkOpen();
			throw error;
		});
		this.checkOpen();
	}

	private checkOpen(): void {
		if (!this.closed && !this.options.isCancelled?.()) return;
		throw new UserError(
			'The run was stopped',
			'What was written before that stays. Run the workflow again to complete it.',
			'cancelled',
		);
	}
}

/** Lets at most so many tasks run at one time; the others wait their turn. */
class Turns {
	/** How often the number was halved. */
	generation = 0;
	private readonly waiting: Array<() => void> = [];
	private running = 0;

	constructor(private most: number) {}

	/** @param generation when the refused task began: what began before the last halving has had its effect */
	halve(generation: number): void {
		if (generation < this.generation) return;
		this.generation++;
		this.most = Math.max(1, Math.floor(Math.min(this.most, this.running) / 2));
	}

	async take<T>(task: () => Promise<T>): Promise<T> {
		if (this.running < this.most) this.running++;
		else await new Promise<void>((resolve) => this.waiting.push(resolve));
		try {
			return await task();
		} finally {
			// The place goes straight to the next in line, so that nobody slips in between.
			const next = this.running > this.most ? undefined : this.waiting.shift();
			if (next) next();
			else this.running--;
		}
	}
}
