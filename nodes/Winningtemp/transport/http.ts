import { sleep, type IExecuteFunctions, type ILoadOptionsFunctions } from 'n8n-workflow';
import { UserError } from '../../../directory/model/userError';
import type { ScimRequest, ScimResponse, Send } from '../../../scim/protocol';

/** The only place that knows n8n's HTTP. */

export const CREDENTIAL = 'winningtempApi';

const SCIM_JSON = 'application/scim+json';
const TIMEOUT = 60_000;
/** Characters; more than any page of people. Larger answers are refused. */
const LARGEST_ANSWER = 50_000_000;

type Context = IExecuteFunctions | ILoadOptionsFunctions;

/**
 * Sends requests to the tenant with the node's credential, without following redirects.
 *
 * @param token taken out of what the tenant says about errors, should it repeat it
 */
export function sender(context: Context, baseUrl: string, token: string): Send {
	const signal = cancelSignal(context);
	return async (request) => {
		stopIfCancelled(signal);
		const response = await context.helpers.httpRequestWithAuthentication
			.call(context, CREDENTIAL, {
				method: request.method,
				url: urlOf(baseUrl, request),
				headers: headersOf(request),
				...(request.body ? { body: request.body } : {}),
				// Read as text, so that a cut off answer is noticed instead of handed on as a string.
				encoding: 'text',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: TIMEOUT,
			})
			.then(
				(full: unknown) => answerOf(withoutSecret(full as FullResponse, token)),
				(error: unknown) => noAnswer(error),
			);
		stopIfCancelled(signal);
		return response;
	};
}

/** Waits; ends at once with an error when the execution is cancelled. */
export function sleeper(context: Context): (milliseconds: number) => Promise<void> {
	const signal = cancelSignal(context);
	return async (milliseconds) => await sleep(milliseconds, signal);
}

export function urlOf(baseUrl: string, { path, query }: ScimRequest): string {
	const parameters = Object.entries(query ?? {}).map(
		([name, value]) => `${name}=${encodeURIComponent(value)}`,
	);
	return baseUrl + path + (parameters.length > 0 ? `?${parameters.join('&')}` : '');
}

export function headersOf({ body, headers }: ScimRequest): Record<string, string> {
	return {
		Accept: `${SCIM_JSON}, application/json`,
		...(body ? { 'Content-Type': SCIM_JSON } : {}),
		...headers,
	};
}

export interface FullResponse {
	statusCode: number;
	headers?: Record<string, unknown>;
	body?: unknown;
}

/**
 * An answer without the token in it: refusals, and those inside the answer to a bulk request. A text
 * so short that it may be part of somebody's values is left alone.
 */
export function withoutSecret(full: FullResponse, token: string): FullResponse {
	const shortest = full.statusCode < 300 ? 16 : 4;
	if (typeof full.body !== 'string' || token.length < shortest) return full;
	return { ...full, body: full.body.replaceAll(token, '…') };
}

/** n8n's full response in this package's terms. */
export function answerOf({ statusCode, headers, body }: FullResponse): ScimResponse {
	const text = typeof body === 'string' ? body.replace(/^\uFEFF/, '').trim() : '';
	const answer: ScimResponse = { status: statusCode, headers: lowerCase(headers), body: undefined };
	if (typeof body === 'object' && body !== null) return { ...answer, body };
	if (text === '') return answer;
	if (text.length > LARGEST_ANSWER) return { ...answer, notJson: true, tooLarge: true };
	const parsed = parseJson(text);
	return parsed === undefined ? { ...answer, notJson: true } : { ...answer, body: parsed };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

function lowerCase(headers: Record<string, unknown> = {}): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
}

/** Only the code of a failure is kept: its other parts may hold the token or what was sent. */
export function noAnswer(error: unknown): ScimResponse {
	let failure = 'no answer';
	for (let cause = error, depth = 0; isRecord(cause) && depth < 5; cause = cause.cause, depth++) {
		if (typeof cause.code === 'string' && /^[A-Z0-9_]{3,60}$/.test(cause.code))
			failure = cause.code;
	}
	return { status: 0, headers: {}, body: undefined, failure };
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

function cancelSignal(context: Context): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

function stopIfCancelled(signal: AbortSignal | undefined): void {
	if (signal?.aborted) {
		throw new UserError(
			'The execution was cancelled.',
			'What was written until then stays; the next run completes the work.',
			'cancelled',
		);
	}
}
