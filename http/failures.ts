/** Codes of requests that got no answer: those of Node.js, and our own. */

/** Requests that were never sent, because the run has used up what it may use. */
export const NOT_SENT = { time: 'RUN_TIME', bytes: 'RUN_BYTES' } as const;

/** What it means that no answer came. */
interface Failure {
	/** Behind “could not be reached: ”. */
	says: string;
	/** The address may be wrong. */
	isAddress?: true;
	/** The same request fails again, whenever it is sent. */
	isFinal?: true;
	/** What to do, where that is not to check the address or to wait. */
	advice?: string;
}

const LATE: Failure = { says: 'it did not answer in time', isAddress: true };
const NO_WAY: Failure = { says: 'there is no way to the host of the Base URL' };
const BROKEN: Failure = { says: 'the connection broke off' };
const UNTRUSTED: Failure = {
	says: 'the certificate of the Base URL cannot be trusted',
	isAddress: true,
	isFinal: true,
	advice: 'If it is right, its certificate must be renewed, or its issuer made known to n8n.',
};

const FAILURES: ReadonlyMap<string, Failure> = new Map<string, Failure>([
	[
		'ENOTFOUND',
		{ says: 'the host of the Base URL does not exist', isAddress: true, isFinal: true },
	],
	['EAI_AGAIN', { says: 'the host of the Base URL cannot be looked up' }],
	['ECONNREFUSED', { says: 'it does not accept connections at the Base URL', isAddress: true }],
	['EHOSTUNREACH', NO_WAY],
	['ENETUNREACH', NO_WAY],
	['ETIMEDOUT', LATE],
	['ECONNABORTED', LATE],
	['EPROTO', { says: 'the Base URL does not answer in https', isAddress: true }],
	[
		'ERR_CANCELED',
		{ says: 'the run was stopped', isFinal: true, advice: 'Run the workflow again.' },
	],
	[
		NOT_SENT.time,
		{
			says: 'the run took longer than 12 hours',
			isFinal: true,
			advice: 'It answers too slowly, or the run reads too much.',
		},
	],
	[
		NOT_SENT.bytes,
		{
			says: 'its answers in this run are larger than 8 GB',
			isFinal: true,
			advice: 'Read fewer people or fewer details in one run.',
		},
	],
]);

function meaningOf(code: string): Failure {
	const isUntrusted = /CERT|TLS|SSL|SIGNATURE|ISSUER/.test(code);
	return FAILURES.get(code) ?? (isUntrusted ? UNTRUSTED : BROKEN);
}

/** Whether the same request may succeed later. */
export function canPass(failure = ''): boolean {
	return meaningOf(failure).isFinal !== true;
}

/**
 * A failure in words: what it is, without a full stop, and what to do.
 *
 * @param failure its code, as the transport gives it
 * @param system what people call the system that did not answer
 */
export function failureWords(failure: string, system: string): { message: string; advice: string } {
	const { says, isAddress = false, isFinal = false, advice } = meaningOf(failure);
	const todo = [
		isAddress ? `Check the Base URL in the ${system} credential.` : '',
		isFinal ? '' : `Check that n8n can reach ${system}, and try again later.`,
		advice ?? '',
	];
	return {
		message: `${system} could not be reached: ${says}`,
		advice: todo.filter((sentence) => sentence !== '').join(' '),
	};
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
