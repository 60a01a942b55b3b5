import { askedWait as askedBy, isPassing, ownWait, type Waits } from '../../../http/backoff';
import type { ScimRequest, ScimResponse } from '../../../scim/protocol';

/** What no answer at all is shown as. */
const NO_ANSWER = 0;
/** Answers that say the request was not carried out, so that a create may simply be sent again. */
const SURELY_NOT_DONE = new Set([425, 429]);

/** No wait is longer, whatever the server asks for. Milliseconds. */
export const DEFAULT_BACKOFF: Waits = { firstWait: 500, longestWait: 120_000 };

/** Whether sending a request again may get a better answer. */
export function isRetryable(request: ScimRequest, response: ScimResponse): boolean {
	if (response.status === NO_ANSWER || isPassing(response.status)) return true;
	return (
		request.method === 'GET' &&
		response.status === 200 &&
		response.notJson === true &&
		!response.tooLarge
	);
}

/** Whether a request may have been carried out although its answer says nothing of the kind. */
export function mayBeDone(response: ScimResponse): boolean {
	return !SURELY_NOT_DONE.has(response.status);
}

/**
 * The wait that the server asks for where it limits requests; milliseconds.
 *
 * @param now milliseconds since 1970
 */
export function askedWait({ headers, status }: ScimResponse, now: number): number | undefined {
	const limited = status === 429 || status === 503 || headers['x-ratelimit-remaining'] === '0';
	return limited ? (askedBy(headers, now) ?? undefined) : undefined;
}

/**
 * The wait before the next attempt: what the server asks for, else doubling from the first wait,
 * with jitter.
 *
 * @param attempt attempts made so far, from 1
 * @param random between 0 and 1
 */
export function waitBefore(
	attempt: number,
	asked: number | undefined,
	settings: Waits,
	random: number,
): number {
	if (asked === undefined) return ownWait(attempt, random, settings);
	// A little later than asked, so that parallel requests do not return together.
	return Math.min(asked + random * 100, settings.longestWait);
}
