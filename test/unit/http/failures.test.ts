import { canPass, failureOf, failureWords } from '../../../http/failures';
import { codeOfStatus } from '../../../http/status';

/** What a request without an answer means, in words for the person at the screen. */

const BASE_URL = 'Check the Base URL in the Flex credential.';
const LATER = 'Check that n8n can reach Flex, and try again later.';

test.each([
	['ENOTFOUND', 'the host of the Base URL does not exist', BASE_URL, false],
	['EAI_AGAIN', 'the host of the Base URL cannot be looked up', LATER, true],
	['ECONNREFUSED', 'it does not accept connections at the Base URL', `${BASE_URL} ${LATER}`, true],
	['EHOSTUNREACH', 'there is no way to the host of the Base URL', LATER, true],
	['ENETUNREACH', 'there is no way to the host of the Base URL', LATER, true],
	['ETIMEDOUT', 'it did not answer in time', `${BASE_URL} ${LATER}`, true],
	['ECONNABORTED', 'it did not answer in time', `${BASE_URL} ${LATER}`, true],
	['EPROTO', 'the Base URL does not answer in https', `${BASE_URL} ${LATER}`, true],
	['ERR_CANCELED', 'the run was stopped', 'Run the workflow again.', false],
	[
		'RUN_TIME',
		'the run took longer than 12 hours',
		'It answers too slowly, or the run reads too much.',
		false,
	],
	[
		'RUN_BYTES',
		'its answers in this run are larger than 8 GB',
		'Read fewer people or fewer details in one run.',
		false,
	],
	...['CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID', 'UNABLE_TO_GET_ISSUER'].map(
		(code) =>
			[
				code,
				'the certificate of the Base URL cannot be trusted',
				`${BASE_URL} If it is right, its certificate must be renewed, or its issuer made known to n8n.`,
				false,
			] as const,
	),
	['ECONNRESET', 'the connection broke off', LATER, true],
	['no answer', 'the connection broke off', LATER, true],
] as const)('%s: %s', (code, says, advice, mayPass) => {
	expect(failureWords(code, 'Flex')).toEqual({
		message: `Flex could not be reached: ${says}`,
		advice,
	});
	expect(canPass(code)).toBe(mayPass);
});

test.each<[string, unknown, string]>([
	['the code of an error', { code: 'ENOTFOUND' }, 'ENOTFOUND'],
	['that of its cause', { code: 'EOUTER', cause: { code: 'EINNER' } }, 'EINNER'],
	['that of the answer to it', { errorResponse: { code: 'EINNER' } }, 'EINNER'],
	['none that is a text of another kind', { code: 'secret=1' }, 'no answer'],
	[
		'none that begins or ends otherwise',
		{ code: 'x ECONN', cause: { code: 'ECONN x' } },
		'no answer',
	],
	['none that is a number', { code: 404 }, 'no answer'],
	['nothing of a text', 'ENOTFOUND', 'no answer'],
	['nothing of nothing', null, 'no answer'],
	['a code of a stream that broke off', { code: 'ERR_STREAM_PREMATURE_CLOSE' }, 'ECONNRESET'],
	['a code of a packing that is damaged', { code: 'Z_DATA_ERROR' }, 'ECONNRESET'],
	['another code that looks like one', { code: 'XZ_DATA_ERROR' }, 'XZ_DATA_ERROR'],
])('of an error is kept: %s', (_what, error, code) => {
	expect(failureOf(error)).toBe(code);
});

test('an error that is its own cause ends the search, and five causes are read', () => {
	const circle: { code: string; cause?: unknown } = { code: 'ECIRCLE' };
	circle.cause = circle;
	expect(failureOf(circle)).toBe('ECIRCLE');
	const nested = (depth: number): object =>
		depth === 0 ? { code: 'EDEEPEST' } : { code: `E${depth}XX`, cause: nested(depth - 1) };
	expect([failureOf(nested(4)), failureOf(nested(5))]).toEqual(['EDEEPEST', 'E1XX']);
});

test.each([
	[0, 'unreachable'],
	[299, 'refused'],
	[300, 'redirected'],
	[399, 'redirected'],
	[400, 'refused'],
	[401, 'unauthorized'],
	[403, 'forbidden'],
	[404, 'notFound'],
	[408, 'unavailable'],
	[409, 'refused'],
	[410, 'notFound'],
	[429, 'unavailable'],
	[499, 'refused'],
	[500, 'unavailable'],
	[501, 'unavailable'],
	[503, 'unavailable'],
])('%d means %s', (status, code) => {
	expect(codeOfStatus(status)).toBe(code);
});
