import { UserError } from '../../../directory/model/userError';
import type { Waits } from '../../../http/backoff';
import type { Answer, ScimRequest, ScimResponse, Send } from '../../../scim/protocol';
import { askedWait, DEFAULT_BACKOFF, isRetryable, mayBeDone, waitBefore } from './backoff';

export interface ClientOptions extends Partial<Waits> {
	/** Requests for one answer, the first one included. Default 5. */
	maxAttempts?: number;
	/** Waits; rejects when the execution is cancelled. */
	sleep: (milliseconds: number) => Promise<void>;
	/** Milliseconds since 1970. */
	now?: () => number;
	random?: () => number;
}

/**
 * Looks whether a request whose answer was lost was carried out.
 *
 * @param response what came instead of an answer
 * @returns the answer to go on with; `null` if nothing was done, so that it is sent again
 */
export type LookAgain = (response: ScimResponse) => Promise<Answer | null>;

/** Sends a request until it is answered: the client itself, or something before it. */
export type Request = (request: ScimRequest, lookAgain?: LookAgain) => Promise<Answer>;

/**
 * Sends requests, again where that may help. The only place that waits: once the server asks one
 * request to wait, all others wait along.
 */
export class Client {
	private readonly options: Required<ClientOptions>;
	private pausedUntil = 0;
	private closed = false;

	constructor(
		private readonly send: Send,
		options: ClientOptions,
	) {
		this.options = {
			maxAttempts: 5,
			now: () => Date.now(),
			random: Math.random,
			...DEFAULT_BACKOFF,
			...options,
		};
	}

	/**
	 * The answer to a request, after as many attempts as it took or as are allowed.
	 *
	 * @param lookAgain for a create: called before it is sent again after an answer that leaves open
	 * whether it was carried out
	 * @param maxAttempts where fewer are left than the client allows
	 */
	async request(
		request: ScimRequest,
		lookAgain?: LookAgain,
		maxAttempts: number = this.maxAttempts,
	): Promise<Answer> {
		const { now } = this.options;
		for (let attempt = 1; ; attempt++) {
			await this.waitWhilePaused();
			if (this.closed)
				throw new UserError('The connection to Winningtemp was closed.', '', 'cancelled');
			const response = await this.send(request);
			const asked = askedWait(response, now());
			if (asked !== undefined) this.pause(asked);
			if (!isRetryable(request, response)) return { ...response, attempts: attempt };
			if (attempt < maxAttempts) await this.wait(attempt, asked);
			// Also after the last attempt: it may have been carried out all the same.
			const found = lookAgain && mayBeDone(response) ? await lookAgain(response) : null;
			if (found) return { ...found, attempts: attempt + found.attempts };
			if (attempt >= maxAttempts) return { ...response, attempts: attempt };
		}
	}

	async get(path: string, query?: ScimRequest['query']): Promise<Answer> {
		return await this.request({ method: 'GET', path, ...(query ? { query } : {}) });
	}

	/** Sends nothing any more: for when the work has ended, well or not. */
	close(): void {
		this.closed = true;
	}

	/** Attempts that one request may take. */
	get maxAttempts(): number {
		return this.options.maxAttempts;
	}

	/**
	 * Waits before the next attempt.
	 *
	 * @param attempt attempts made so far, from 1
	 * @param asked milliseconds that the server asks for
	 */
	async wait(attempt: number, asked?: number): Promise<void> {
		await this.options.sleep(waitBefore(attempt, asked, this.options, this.options.random()));
	}

	private pause(milliseconds: number): void {
		const wait = Math.min(milliseconds, this.options.longestWait);
		this.pausedUntil = Math.max(this.pausedUntil, this.options.now() + wait);
	}

	private async waitWhilePaused(): Promise<void> {
		const left = this.pausedUntil - this.options.now();
		if (left > 0) await this.options.sleep(left);
	}
}
