import type { Send } from '../http/exchange';
import { createTransport, type Perform, type TransportSettings } from '../http/transport';

const SCIM_JSON = 'application/scim+json';

/**
 * Sends SCIM requests (RFC 7644 §3.1).
 *
 * @param token is taken out of answers, should the server repeat it: of refusals, and of those inside
 * the answer to a bulk request. A token so short that it may be part of a value is left alone
 */
export function scimTransport(
	perform: Perform,
	token: string,
	settings: Omit<TransportSettings, 'accept' | 'contentType' | 'scrub'>,
): Send {
	return createTransport(perform, {
		...settings,
		accept: `${SCIM_JSON}, application/json`,
		contentType: SCIM_JSON,
		scrub: (text, status) => {
			const shortest = status < 300 ? 16 : 4;
			return token.length < shortest ? text : text.replaceAll(token, '…');
		},
	});
}
