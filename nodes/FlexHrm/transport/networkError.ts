import { UserError } from '../../../directory/model/userError';

const CHECK_ADDRESS = 'Check the Base URL in the credential.';
const TRY_LATER =
	'Nothing was passed on. Check that n8n can reach Flex, and run the workflow again later.';

/** What people are told about a connection that failed, by the error code of Node.js. */
const MEANINGS: Record<string, [message: string, description: string, mayPass: boolean]> = {
	ENOTFOUND: ['The host of the Base URL does not exist', CHECK_ADDRESS, false],
	EAI_AGAIN: ['The host of the Base URL cannot be looked up', TRY_LATER, true],
	ECONNREFUSED: [
		'Flex does not accept connections at the Base URL',
		`${CHECK_ADDRESS} ${TRY_LATER}`,
		true,
	],
	EHOSTUNREACH: ['The host of the Base URL cannot be reached', TRY_LATER, true],
	ENETUNREACH: ['The host of the Base URL cannot be reached', TRY_LATER, true],
	ETIMEDOUT: ['Flex did not answer in time', TRY_LATER, true],
	ECONNABORTED: ['Flex did not answer in time', TRY_LATER, true],
	EPROTO: ['The Base URL does not answer in https', CHECK_ADDRESS, true],
	ERR_CANCELED: ['The reading from Flex was stopped', 'Run the workflow again.', false],
};

const BROKEN: (typeof MEANINGS)[string] = ['The connection to Flex broke off', TRY_LATER, true];

const UNTRUSTED: (typeof MEANINGS)[string] = [
	'The certificate of the Base URL cannot be trusted',
	`${CHECK_ADDRESS} If it is right, its certificate must be renewed, or its issuer made known to n8n.`,
	false,
];

/**
 * The error for a request that got no answer. Nothing of the original but its code is kept: it holds
 * the request with its headers.
 *
 * @param whilePassing what to do where the failure may pass, if not to run the workflow again
 */
export function networkError(error: unknown, whilePassing?: string): UserError {
	const code = codeOf(error, 0);
	const [message, advice, mayPass] =
		MEANINGS[code] ?? (/CERT|TLS|SSL|SIGNATURE|ISSUER/.test(code) ? UNTRUSTED : BROKEN);
	const description = mayPass ? (whilePassing ?? advice) : advice;
	const detail = /^[A-Z_]{3,40}$/.test(code) ? ` (${code})` : '';
	const kind = code === 'ERR_CANCELED' ? 'cancelled' : mayPass ? 'unreachable' : 'input';
	return new UserError(message, `${description}${detail}`, kind);
}

/** n8n wraps the error of its HTTP client in its own, sometimes twice. */
function codeOf(error: unknown, depth: number): string {
	if (error === null || typeof error !== 'object' || depth > 4) return '';
	const { code, cause, errorResponse } = error as Record<string, unknown>;
	if (typeof code === 'string' && code !== '') return code;
	return codeOf(cause, depth + 1) || codeOf(errorResponse, depth + 1);
}
