/** Codes of requests that got no answer: those of Node.js, and our own. */

/** Requests that were never sent, because the run has used up what it may use. */
export const NOT_SENT = { time: 'RUN_TIME', bytes: 'RUN_BYTES' } as const;

/** The same request fails again: no such host, a run that is over. */
const FINAL = new Set<string>(['ENOTFOUND', 'ERR_CANCELED', NOT_SENT.time, NOT_SENT.bytes]);

/** Whether the certificate of the server cannot be trusted. */
export function isUntrusted(failure: string): boolean {
	return /CERT|TLS|SSL|SIGNATURE|ISSUER/.test(failure);
}

/** Whether the same request may succeed later. */
export function canPass(failure = ''): boolean {
	return !FINAL.has(failure) && !isUntrusted(failure);
}

/** Codes of a connection that broke off while the answer came. */
const BROKEN_OFF = /^(ERR_STREAM_PREMATURE_CLOSE|ERR_BAD_RESPONSE|Z_[A-Z_]+)$/;

/**
 * The code of a failure. n8n wraps the error of its HTTP client in its own, sometimes twice. Nothing
 * else of an error is kept: it may hold the credential or what was sent.
 */
export function failureOf(error: unknown): string {
	let failure = 'no answer';
	for (let cause = error, depth = 0; isRecord(cause) && depth < 5; depth++) {
		if (typeof cause.code === 'string' && /^[A-Z0-9_]{3,60}$/.test(cause.code)) {
			failure = cause.code;
		}
		cause = cause.cause ?? cause.errorResponse;
	}
	return BROKEN_OFF.test(failure) ? 'ECONNRESET' : failure;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}
