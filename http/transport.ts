import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { decode, readBytes, readText } from './body';
import { failureOf, NOT_SENT } from './failures';
import { noAnswer, type HttpAnswer, type HttpRequest, type Send } from './exchange';

/** Milliseconds for one request, from its first byte to the last byte of its answer. */
export const REQUEST_TIME = 120_000;
/** Milliseconds for the requests of one run, so that tonight's run ends before tomorrow's begins. */
export const RUN_TIME = 12 * 3_600_000;
/** Bytes of all answers of one run, unpacked: several times those of a run over 100,000 people. */
export const RUN_BYTES = 8 * 1024 ** 3;

/** Why a deadline is no longer waited for. Made once: an error takes its time. */
const ANSWERED = new Error('answered');

/** A request in n8n's terms, to be sent with the credential. The answer is a `FullResponse`. */
export type Perform = (options: IHttpRequestOptions) => Promise<unknown>;

export interface FullResponse {
	statusCode: number;
	headers?: Record<string, unknown>;
	/** A stream; a text or parsed JSON where a request helper reads it itself. */
	body?: unknown;
}

export interface TransportSettings {
	/** What paths come behind, without a slash at its end. */
	address: string;
	/** Media types that the system answers with. */
	accept: string;
	/** Media type of what is sent. */
	contentType?: string;
	/** Takes secrets out of the text of an answer. */
	scrub?: (text: string, status: number) => string;
	/** Waits; rejects when the signal says so. */
	sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
	now?: () => number;
	requestTime?: number;
	runTime?: number;
	runBytes?: number;
}

/**
 * Sends requests by way of n8n's request helper, and reads their answers as streams: bytes are
 * counted while they are unpacked, and a request that takes too long ends.
 *
 * Redirections are not followed, so that no other address gets the credential. Of an error only its
 * code is kept: its other parts may hold the credential or what was sent.
 *
 * @param perform adds the authentication and sends
 */
export function createTransport(perform: Perform, settings: TransportSettings): Send {
	const { now = Date.now, requestTime = REQUEST_TIME, sleep } = settings;
	const end = now() + (settings.runTime ?? RUN_TIME);
	let bytesLeft = settings.runBytes ?? RUN_BYTES;
	const onBytes = (count: number) => {
		bytesLeft -= count;
		if (bytesLeft < 0) throw Object.assign(new Error(), { code: NOT_SENT.bytes });
	};
	return async (request) => {
		if (now() >= end) return noAnswer(NOT_SENT.time);
		if (bytesLeft < 0) return noAnswer(NOT_SENT.bytes);
		let isLate = false;
		let body: unknown;
		const work = perform(optionsOf(request, settings, requestTime))
			.then(async (full) => {
				({ body } = full as FullResponse);
				if (isLate) destroy(body);
				return await answerOf(full as FullResponse, settings.scrub, onBytes);
			})
			.catch((error: unknown) => noAnswer(failureOf(error)));
		const answered = new AbortController();
		const late = sleep(requestTime, answered.signal).then(
			() => {
				isLate = true;
				destroy(body);
				return noAnswer('ETIMEDOUT');
			},
			() => noAnswer('ETIMEDOUT'),
		);
		return await Promise.race([work, late]).finally(() => answered.abort(ANSWERED));
	};
}

function optionsOf(
	{ method, path, query, body, headers }: HttpRequest,
	{ address, accept, contentType = 'application/json' }: TransportSettings,
	timeout: number,
): IHttpRequestOptions {
	const parameters = Object.entries(query ?? {}).map(
		([name, value]) => `${name}=${encodeURIComponent(value)}`,
	);
	return {
		method,
		url: address + path + (parameters.length > 0 ? `?${parameters.join('&')}` : ''),
		headers: { Accept: accept, ...(body ? { 'Content-Type': contentType } : {}), ...headers },
		...(body ? { body: body as IDataObject } : {}),
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout,
	};
}

/** n8n's full response in this package's terms. */
export async function answerOf(
	{ statusCode: status, headers: named, body }: FullResponse,
	scrub: TransportSettings['scrub'] = (text) => text,
	onBytes: (count: number) => void = () => undefined,
): Promise<HttpAnswer> {
	const headers = lowerCase(named);
	if (typeof body === 'string') return { status, headers, ...readText(scrub(body, status)) };
	if (!isStream(body)) return { status, headers, body: body ?? undefined };
	const bytes = await readBytes(body, onBytes);
	if (bytes === null) return { status, headers, body: undefined, flaw: 'tooLarge' };
	const text = decode(bytes, headers['content-type'] ?? '');
	if ('flaw' in text) return { status, headers, body: undefined, flaw: text.flaw };
	return { status, headers, ...readText(scrub(text.text, status)) };
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function destroy(body: unknown): void {
	if (isStream(body)) (body as { destroy?: () => void }).destroy?.();
}

function lowerCase(headers: Record<string, unknown> = {}): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
}
