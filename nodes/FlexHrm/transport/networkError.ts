import { UserError } from '../../../directory/model/userError';
import { canPass, isUntrusted, NOT_SENT } from '../../../http/failures';

const CHECK_ADDRESS = 'Check the Base URL in the credential.';
const TRY_LATER =
	'Nothing was passed on. Check that n8n can reach Flex, and run the workflow again later.';

/** What people are told about a connection that failed, by the error code of Node.js. */
const MEANINGS: Record<string, [message: string, advice: string]> = {
	ENOTFOUND: ['The host of the Base URL does not exist', CHECK_ADDRESS],
	EAI_AGAIN: ['The host of the Base URL cannot be looked up', TRY_LATER],
	ECONNREFUSED: [
		'Flex does not accept connections at the Base URL',
		`${CHECK_ADDRESS} ${TRY_LATER}`,
	],
	EHOSTUNREACH: ['The host of the Base URL cannot be reached', TRY_LATER],
	ENETUNREACH: ['The host of the Base URL cannot be reached', TRY_LATER],
	ETIMEDOUT: ['Flex did not answer in time', TRY_LATER],
	ECONNABORTED: ['Flex did not answer in time', TRY_LATER],
	EPROTO: ['The Base URL does not answer in https', CHECK_ADDRESS],
	[NOT_SENT.time]: [
		'The run took longer than 12 hours',
		'Nothing was passed on. Flex answers too slowly, or the run reads too much.',
	],
	[NOT_SENT.bytes]: [
		'The answers of Flex in this run are larger than 8 GB',
		'Nothing was passed on. Read fewer companies or fewer details in one run.',
	],
	ERR_CANCELED: ['The run was stopped', 'Run the workflow again.'],
};

const BROKEN: (typeof MEANINGS)[string] = ['The connection to Flex broke off', TRY_LATER];

const UNTRUSTED: (typeof MEANINGS)[string] = [
	'The certificate of the Base URL cannot be trusted',
	`${CHECK_ADDRESS} If it is right, its certificate must be renewed, or its issuer made known to n8n.`,
];

/**
 * The error for a request that got no answer.
 *
 * @param failure why, as the transport says it
 * @param whilePassing what to do where the failure may pass, if not to run the workflow again
 */
export function networkError(failure: string, whilePassing?: string): UserError {
	const mayPass = canPass(failure);
	const [message, advice] = MEANINGS[failure] ?? (isUntrusted(failure) ? UNTRUSTED : BROKEN);
	const detail = /^[A-Z_]{3,40}$/.test(failure) ? ` (${failure})` : '';
	const code = failure === 'ERR_CANCELED' ? 'cancelled' : mayPass ? 'unreachable' : 'input';
	return new UserError(message, `${mayPass ? (whilePassing ?? advice) : advice}${detail}`, code);
}
