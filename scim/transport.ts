import type { Send } from '../http/exchange';
import { formsOf, withoutSecrets } from '../http/discreet';
import { createTransport, type Perform, type TransportSettings } from '../http/transport';
import { isSuccess, type ScimRequest, type ScimResponse } from './protocol';
import { detailOf } from './words';
import type { TenantSettings } from './tenantSettings';
import { CONTENT_TYPE, type Ways } from './ways';

const SCIM_JSON = 'application/scim+json';
const JSON_TYPE = 'application/json';

/** The server says that it does not know the content type. */
const UNKNOWN_TYPE = 415;
/** Answers of a server that has passed over a body whose type it does not know. */
const MAY_BE_TYPE = new Set([400, 406, 422]);
/** What they then say is missing is in the body. */
const SAYS_UNREAD = /required|missing|empty|body|json|media|content.?type|schemas|expected/i;
/** So often it is tried, in one run, whether another content type helps after such an answer. */
const TRIALS = 2;

/**
 * Sends SCIM requests (RFC 7644 §3.1), as `application/scim+json` or, where the server turns out not
 * to read that, as `application/json`.
 *
 * @param token is taken out of answers, should the server repeat it: of refusals, and of those inside
 * the answer to a bulk request. A token so short that it may be part of a value is left alone
 */
export function scimTransport(
	perform: Perform,
	token: string,
	{
		contentType,
		ways,
		...settings
	}: Omit<TransportSettings, 'accept' | 'contentType' | 'scrub'> &
		Partial<Pick<TenantSettings, 'contentType'>> & { ways?: Ways },
): Send {
	const inData = formsOf([token], 16);
	const inRefusals = formsOf([token]);
	const send = createTransport(perform, {
		...settings,
		accept: `${SCIM_JSON}, ${JSON_TYPE}`,
		contentType: contentType === JSON_TYPE ? JSON_TYPE : SCIM_JSON,
		scrub: (text, status) => withoutSecrets(text, status < 300 ? inData : inRefusals),
	});
	return contentType === undefined || contentType === 'automatic'
		? withEitherType(send, ways)
		: send;
}

/** @param ways what earlier runs have found out, and is added to */
function withEitherType(send: Send, ways?: Ways): Send {
	let isKnown = false;
	let isPlain = ways?.of(CONTENT_TYPE) === JSON_TYPE;
	let trials = TRIALS;
	const sendAs = async (request: ScimRequest, plain: boolean) =>
		await send(
			plain ? { ...request, headers: { 'Content-Type': JSON_TYPE, ...request.headers } } : request,
		);
	const mayBeType = (answer: ScimResponse) => {
		if (answer.status === UNKNOWN_TYPE) return true;
		if (isKnown || !MAY_BE_TYPE.has(answer.status)) return false;
		return SAYS_UNREAD.test(detailOf(answer)) && trials-- > 0;
	};
	return async (request) => {
		if (!request.body) return await send(request);
		const wasPlain = isPlain;
		const answer = await sendAs(request, wasPlain);
		isKnown ||= isSuccess(answer);
		if (!mayBeType(answer)) return answer;
		const again = await sendAs(request, !wasPlain);
		if (isSuccess(again)) {
			isPlain = !wasPlain;
			ways?.learn(CONTENT_TYPE, isPlain ? JSON_TYPE : SCIM_JSON);
		}
		return isSuccess(again) || answer.status === UNKNOWN_TYPE ? again : answer;
	};
}
