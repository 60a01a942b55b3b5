import { UserError } from '../directory/model/userError';
import { discreet } from '../http/discreet';
import type { Flaw } from '../http/exchange';
import { failureWords } from '../http/failures';
import { codeOfStatus } from '../http/status';
import type { Service } from './client';
import { getOwn, listOf, textOrNull } from './json';
import type { ScimResponse } from './protocol';

/** Answers in words. Each names the service that answered. */

const LONGEST_DETAIL = 300;

const STATUS_WORDS: ReadonlyMap<number, (target: string) => string> = new Map([
	[400, (target) => `${target} refused the values`],
	[401, (target) => `${target} refused the token`],
	[403, (target) => `The token has no right to do this in ${target}`],
	[404, (target) => `It is not in ${target}`],
	[409, (target) => `${target} says that a value which must be unique is taken`],
	[412, (target) => `It was changed in ${target} in the meantime`],
	[413, (target) => `${target} finds the request too large`],
	[429, (target) => `${target} keeps asking to slow down`],
]);

/** In place of a failure: the answer to a bulk request is silent about one of its operations. */
export const NO_RESULT = 'NO_RESULT';

/** Flaws that a wrong address does not explain. */
const HARMFUL = new Set<Flaw>(['encoding', 'tooLarge', 'tooComplex']);

const FLAW_WORDS: Record<Flaw, string> = {
	webPage: 'The answer is not JSON (a web page)',
	damaged: 'The answer is not JSON (cut off, or something else)',
	encoding: 'The answer is not in UTF-8, or not in the encoding that it says',
	tooLarge: 'The answer is larger than this node takes',
	tooComplex: 'The answer has more values than this node takes',
};

/** What the server says about an error (RFC 7644 §3.12), on one line and of bearable length. */
export function detailOf(response: ScimResponse): string {
	const { body } = response;
	const [first] = listOf(getOwn(body, 'Errors') ?? getOwn(body, 'errors'));
	const detail =
		textOrNull(getOwn(body, 'detail')) ??
		textOrNull(getOwn(body, 'message')) ??
		textOrNull(getOwn(first, 'description')) ??
		'';
	const line = discreet(detail);
	return line.length > LONGEST_DETAIL ? `${line.slice(0, LONGEST_DETAIL)}…` : line;
}

/** Why a request was not carried out, as a sentence without full stop. */
export function refusal(response: ScimResponse, { target }: Service): string {
	if (response.status === 0 && response.failure === NO_RESULT) {
		return `${target} does not say in its answer to a bulk request what became of this`;
	}
	if (response.status === 0) return failureWords(response.failure ?? '', target).message;
	if (response.mustWait !== undefined) {
		const minutes = Math.ceil(response.mustWait / 60_000);
		return `${target} asks to wait ${minutes} minutes before the next request`;
	}
	const words =
		STATUS_WORDS.get(response.status)?.(target) ??
		(response.status >= 500
			? `${target} had an error of its own (${response.status})`
			: `${target} answered with status ${response.status}`);
	const detail = detailOf(response);
	return detail ? `${words}: ${detail}` : words;
}

/** What to do about an answer that keeps anything from being read or written. */
export function fatal(response: ScimResponse, doing: string, service: Service): UserError {
	const { status } = response;
	return new UserError(
		`${capitalised(doing)} failed. ${refusal(response, service)}.`,
		adviceFor(response, service),
		codeOfStatus(status),
		status,
	);
}

/** Where the list of users itself is not found, there is no SCIM service at all. */
export function noService(response: ScimResponse, service: Service): UserError {
	const { status } = response;
	return new UserError(
		`There is no SCIM service at the Base URL (status ${status}).`,
		adviceFor(response, service),
		codeOfStatus(status),
		status,
	);
}

export function adviceFor(
	{ status, flaw, headers, failure = '' }: ScimResponse,
	{ target, exampleAddress }: Service,
): string {
	if (status === 401) {
		return `Enter a valid token in the ${target} credential: ${target} issues it for the SCIM integration, and it may have expired or been replaced.`;
	}
	if (status === 403) {
		return `Ask ${target} to give the token of the credential the right to read and write users and groups over SCIM.`;
	}
	if (status === 0) return failureWords(failure, target).advice;
	if (status >= 300 && status < 400) {
		const where = headers.location ? ` (it points to ${originOf(headers.location)})` : '';
		return `The address redirects${where}; the token is not sent on to another address. Enter the final address as Base URL in the ${target} credential.`;
	}
	if (status === 404 || flaw) {
		return `Check the Base URL in the ${target} credential: it is the SCIM address of the tenant, such as ${exampleAddress}.`;
	}
	if (status === 429 || status >= 500) return 'Run the workflow again later.';
	return `Check the ${target} credential and the settings of this node.`;
}

function originOf(location: string): string {
	const { protocol = '', origin = '' } = URL.canParse(location) ? new URL(location) : {};
	return /^https?:$/.test(protocol) ? origin : 'another page';
}

/** What is wrong with an answer that is a success, as a sentence without full stop. */
export function flawWords({ flaw }: ScimResponse): string {
	return flaw ? FLAW_WORDS[flaw] : 'The answer is not a SCIM answer';
}

/** An answer that is not what SCIM says it should be. */
export function notScim(response: ScimResponse, doing: string, service: Service): UserError {
	const why = flawWords(response);
	const isHarmful = response.flaw !== undefined && HARMFUL.has(response.flaw);
	return new UserError(
		`${capitalised(doing)} failed. ${why}.`,
		isHarmful
			? `Nothing of it was used. Run the workflow again. If it happens again, report it to ${service.target}.`
			: adviceFor({ ...response, status: 404 }, service),
		isHarmful ? 'badAnswer' : 'unknownForm',
		response.status,
	);
}

function capitalised(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
