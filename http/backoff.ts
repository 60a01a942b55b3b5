/**
 * When a request is sent again, and how long to wait before. All times in milliseconds.
 *
 * - The same request may succeed later after no answer, after the statuses 408, 425, 429, 500, 502,
 *   503 and 504, and, if it only reads, after an answer that was cut off. It is sent `tries` times.
 * - Where the server says how long to wait (`Retry-After`, else `X-RateLimit-Reset`), all requests of
 *   the run wait that long. The same holds for an answer that says that no request is left
 *   (`X-RateLimit-Remaining: 0`).
 * - If it refuses a request and asks for more than `longestAsked`, nothing is sent until then: this
 *   request and all others of the run fail with that answer.
 * - After a 429, half as many requests as before are under way side by side, for the rest of the run;
 *   several that were sent together count once.
 * - Otherwise only this request waits: `firstWait`, twice as long each time, up to `longestWait`, and
 *   by chance somewhere in the upper half of that.
 */
export const POLICY = {
	tries: 5,
	firstWait: 500,
	longestWait: 30_000,
	longestAsked: 300_000,
} as const;

/** Statuses of which the same request may succeed later (RFC 9110 §15, RFC 6585 §4, RFC 8470 §5.2). */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Whether the same request may succeed later. */
export function isPassing(status: number): boolean {
	return PASSING.has(status);
}

/**
 * How long the server asks to wait: `Retry-After` in seconds or as a date (RFC 9110 §10.2.3),
 * else `X-RateLimit-Reset` as a date, in Unix seconds, or in seconds from now.
 *
 * @param headers names in any case
 * @param now milliseconds since 1970
 * @returns milliseconds, `null` where it does not ask
 */
export function askedWait(headers: Record<string, unknown>, now: number): number | null {
	const byName = new Map(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value).trim()]),
	);
	for (const name of ['retry-after', 'x-ratelimit-reset']) {
		const wait = waitOf(byName.get(name) ?? '', now);
		if (wait !== null) return wait;
	}
	return null;
}

/** Numbers above this are moments, not durations. */
const UNIX_SECONDS = 1_000_000_000;

function waitOf(value: string, now: number): number | null {
	if (/^\d{1,15}(\.\d{1,9})?$/.test(value)) {
		const seconds = Number(value);
		return Math.max(0, seconds < UNIX_SECONDS ? seconds * 1000 : seconds * 1000 - now);
	}
	const moment = Date.parse(value);
	return Number.isNaN(moment) ? null : Math.max(0, moment - now);
}

/**
 * How long to wait if the server does not say.
 *
 * @param attempt the one that failed, from 1
 * @param random from 0 to 1
 * @param firstWait before the first repeat
 */
export function ownWait(
	attempt: number,
	random: number,
	firstWait: number = POLICY.firstWait,
): number {
	return Math.min(POLICY.longestWait, firstWait * 2 ** (attempt - 1)) * (0.5 + random / 2);
}
