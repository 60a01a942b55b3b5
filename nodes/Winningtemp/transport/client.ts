import type { Waits } from '../../http/backoff';
import type { Answer, ScimRequest, Send } from '../scim/protocol';
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
 * @returns the answer to go on with; `null` if nothing was done, so that it is sent again
 */
export type LookAgain = () => Promise<Answer | null>;

/**
 * Sends requests, again where that may help. The only place that waits: once the server asks one
 * request to wait, all others wait along.
 */
export class Client {
	private readonly options: Required<ClientOptions>;
	private pausedUntil = 0;

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
	 */
	async request(request: ScimRequest, lookAgain?: LookAgain): Promise<Answer> {
		const { maxAttempts, random, now } = this.options;
		for (let attempt = 1; ; attempt++) {
			await this.waitWhilePaused();
			const response = await this.send(request);
			const asked = askedWait(response, now());
			if (asked !== undefined) this.pause(asked);
			if (!isRetryable(request, response)) return { ...response, attempts: attempt };
			if (attempt < maxAttempts) {
				await this.options.sleep(waitBefore(attempt, asked, this.options, random()));
			}
			// Also after the last attempt: it may have been carried out all the same.
			const found = lookAgain && mayBeDone(response) ? await lookAgain() : null;
			if (found) return { ...found, attempts: attempt + found.attempts };
			if (attempt >= maxAttempts) return { ...response, attempts: attempt };
		}
	}

	async get(path: string, query?: ScimRequest['query']): Promise<Answer> {
		return await this.request({ method: 'GET', path, ...(query ? { query } : {}) });
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
