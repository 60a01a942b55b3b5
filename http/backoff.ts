/** How long to wait before a request is sent again. All times in milliseconds. */

/** Statuses of which the same request may succeed later (RFC 9110 §15, RFC 6585 §4, RFC 8470 §5.2). */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

export interface Waits {
	/** Before the first repeat; doubled for each further one. */
	firstWait: number;
	/** No wait of one's own accord is longer. */
	longestWait: number;
}

const OWN_WAITS: Waits = { firstWait: 500, longestWait: 30_000 };

/** Whether the same request may succeed later. */
export function isPassing(status: number): boolean {
	return PASSING.has(status);
}

/**
 * How long the server asks to wait: `Retry-After` in seconds or as a date (RFC 9110 §10.2.3),
 * else `X-RateLimit-Reset` as a date, in Unix seconds, or in seconds from now.
 *
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
	if (/^\d+(\.\d+)?$/.test(value)) {
		const seconds = Number(value);
		return Math.max(0, seconds < UNIX_SECONDS ? seconds * 1000 : seconds * 1000 - now);
	}
	const moment = Date.parse(value);
	return Number.isNaN(moment) ? null : Math.max(0, moment - now);
}

/**
 * How long to wait of one's own accord: twice as long each time, somewhere in the upper half of
 * that, so that clients which failed together do not come back together.
 *
 * @param attempt the one that failed, from 1
 * @param random from 0 to 1
 */
export function ownWait(attempt: number, random: number, waits: Waits = OWN_WAITS): number {
	const longest = Math.min(waits.longestWait, waits.firstWait * 2 ** (attempt - 1));
	return longest * (0.5 + random / 2);
}
