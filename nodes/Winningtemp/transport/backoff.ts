import type { ScimRequest, ScimResponse } from '../scim/protocol';

/** How long to wait before a request is sent again. All times in milliseconds. */

const RETRYABLE = new Set([0, 408, 425, 429, 500, 502, 503, 504]);
/** Answers that say the request was not carried out, so that a create may simply be sent again. */
const SURELY_NOT_DONE = new Set([425, 429]);

export interface BackoffSettings {
	/** Wait before the first repeat; doubled for each further one. */
	firstWait: number;
	/** No single wait is longer, whatever the server asks for. */
	longestWait: number;
}

export const DEFAULT_BACKOFF: BackoffSettings = { firstWait: 500, longestWait: 120_000 };

/** Whether sending a request again may get a better answer. */
export function isRetryable(request: ScimRequest, response: ScimResponse): boolean {
	if (RETRYABLE.has(response.status)) return true;
	return request.method === 'GET' && response.status === 200 && response.notJson === true;
}

/** Whether a request may have been carried out although its answer says nothing of the kind. */
export function mayBeDone(response: ScimResponse): boolean {
	return !SURELY_NOT_DONE.has(response.status);
}

/**
 * What the server asks for, if it does: `Retry-After` in seconds or as a date (RFC 9110 §10.2.3),
 * `X-RateLimit-Reset` as a date (facts: "REST"), which some servers give in seconds instead.
 *
 * @param now milliseconds since 1970
 */
export function askedWait(response: ScimResponse, now: number): number | undefined {
	const { headers, status } = response;
	const limited = status === 429 || status === 503 || headers['x-ratelimit-remaining'] === '0';
	if (!limited) return undefined;
	return (
		waitUntil(headers['retry-after'], now) ?? waitUntil(headers['x-ratelimit-reset'], now, true)
	);
}

/** Numbers this large are a moment in Unix time, not a number of seconds to wait. */
const SECONDS_IN_YEARS = 1_000_000_000;

function waitUntil(
	value: string | undefined,
	now: number,
	mayBeMoment = false,
): number | undefined {
	if (value === undefined || value.trim() === '') return undefined;
	const seconds = Number(value);
	if (Number.isFinite(seconds)) {
		const isMoment = mayBeMoment && seconds >= SECONDS_IN_YEARS;
		return Math.max(0, isMoment ? seconds * 1000 - now : seconds * 1000);
	}
	const moment = Date.parse(value);
	return Number.isNaN(moment) ? undefined : Math.max(0, moment - now);
}

/**
 * The wait before the next attempt: what the server asks for, else doubling from the first wait,
 * with jitter (between half and all of it) so that parallel requests do not return together.
 *
 * @param attempt attempts made so far, from 1
 * @param random between 0 and 1
 */
export function waitBefore(
	attempt: number,
	asked: number | undefined,
	settings: BackoffSettings,
	random: number,
): number {
	const doubled = settings.firstWait * 2 ** (attempt - 1);
	const wait = asked === undefined ? doubled * (0.5 + random / 2) : asked + random * 100;
	return Math.min(wait, settings.longestWait);
}
