import {
	adviceFor,
	detailOf,
	fatal,
	NO_RESULT,
	noService,
	notScim,
	refusal,
} from '../../../scim/words';
import type { ScimResponse } from '../../../scim/protocol';
import type { UserError } from '../../../directory/model/userError';

/** Answers of a service in words for the person at the screen. */

const SERVICE = { target: 'Nordvik', exampleAddress: 'https://scim.example.com/v2' };
const answer = (given: Partial<ScimResponse>): ScimResponse => ({
	status: 400,
	headers: {},
	body: undefined,
	...given,
});

test.each<[string, unknown, string]>([
	['detail, before all else', { detail: 'a', message: 'b', errors: [{ description: 'c' }] }, 'a'],
	['message', { message: 'b', errors: [{ description: 'c' }] }, 'b'],
	['the first of Errors', { Errors: [{ description: 'c' }, { description: 'd' }] }, 'c'],
	['the first of errors', { errors: [{ description: 'c' }] }, 'c'],
	['errors as one object', { errors: { description: 'c' } }, 'c'],
	['nothing in an empty answer', undefined, ''],
	['nothing in other fields', { error: 'x' }, ''],
	['nothing in a blank text', { detail: ' ' }, ''],
])('what a server says about an error: %s', (_where, body, detail) => {
	expect(detailOf(answer({ body }))).toBe(detail);
});

test('a long text of a server is cut after 300 characters, and the cut is shown', () => {
	expect(detailOf(answer({ body: { detail: 'ab '.repeat(100).trim() } }))).toHaveLength(299);
	expect(detailOf(answer({ body: { detail: 'x '.repeat(149) + 'yz' } }))).toBe(
		'x '.repeat(149) + 'yz',
	);
	expect(detailOf(answer({ body: { detail: 'x '.repeat(149) + 'yzZ' } }))).toBe(
		`${'x '.repeat(149)}yz…`,
	);
});

test.each<[Partial<ScimResponse>, string]>([
	[{ status: 400 }, 'Nordvik refused the values'],
	[{ status: 400, body: { detail: 'no x' } }, 'Nordvik refused the values: no x'],
	[{ status: 401 }, 'Nordvik refused the token'],
	[{ status: 403 }, 'The token has no right to do this in Nordvik'],
	[{ status: 404 }, 'It is not in Nordvik'],
	[{ status: 409 }, 'Nordvik says that a value which must be unique is taken'],
	[{ status: 412 }, 'It was changed in Nordvik in the meantime'],
	[{ status: 413 }, 'Nordvik finds the request too large'],
	[{ status: 429 }, 'Nordvik keeps asking to slow down'],
	[{ status: 499 }, 'Nordvik answered with status 499'],
	[{ status: 500 }, 'Nordvik had an error of its own (500)'],
	[{ status: 503, body: { detail: 'down' } }, 'Nordvik had an error of its own (503): down'],
	[{ status: 429, mustWait: 60_001 }, 'Nordvik asks to wait 2 minutes before the next request'],
	[
		{ status: 0, failure: NO_RESULT },
		'Nordvik does not say in its answer to a bulk request what became of this',
	],
	[{ status: 400, failure: NO_RESULT }, 'Nordvik refused the values'],
	[
		{ status: 0, failure: 'ECONNREFUSED' },
		'Nordvik could not be reached: it does not accept connections at the Base URL',
	],
	[{ status: 0 }, 'Nordvik could not be reached: the connection broke off'],
])('why a request was not carried out: %p', (given, words) => {
	expect(refusal(answer(given), SERVICE)).toBe(words);
});

const REDIRECTS = 'the token is not sent on to another address';
const ADDRESS = 'it is the SCIM address of the tenant, such as https://scim.example.com/v2.';
const LATER = 'Run the workflow again later.';
const SETTINGS = 'Check the Nordvik credential and the settings of this node.';

test.each<[Partial<ScimResponse>, string]>([
	[{ status: 401 }, 'Enter a valid token in the Nordvik credential'],
	[{ status: 403 }, 'Ask Nordvik to give the token of the credential the right'],
	[{ status: 0, failure: 'ETIMEDOUT' }, 'Check the Base URL in the Nordvik credential.'],
	[{ status: 0 }, 'Check that n8n can reach Nordvik, and try again later.'],
	[{ status: 300 }, `The address redirects; ${REDIRECTS}`],
	[{ status: 399 }, `The address redirects; ${REDIRECTS}`],
	[{ status: 404 }, ADDRESS],
	[{ status: 200, flaw: 'webPage' }, ADDRESS],
	[{ status: 299 }, SETTINGS],
	[{ status: 400 }, SETTINGS],
	[{ status: 429 }, LATER],
	[{ status: 499 }, SETTINGS],
	[{ status: 500 }, LATER],
	[{ status: 503 }, LATER],
])('what to do about %p', (given, advice) => {
	expect(adviceFor(answer(given), SERVICE)).toContain(advice);
});

test.each([
	['https://u:p@login.example.com/x?token=1', 'https://login.example.com'],
	['http://login.example.com:81/x', 'http://login.example.com:81'],
	['ftp://login.example.com/x', 'another page'],
	['xhttp://login.example.com/x', 'another page'],
	['httpsx://login.example.com/x', 'another page'],
	['/login', 'another page'],
	['javascript:alert(1)', 'another page'],
])('a redirect to %s points to %s, without its secrets', (location, where) => {
	const words = adviceFor(answer({ status: 302, headers: { location } }), SERVICE);
	expect(words).toContain(`The address redirects (it points to ${where});`);
});

const partsOf = ({ message, advice, code, status }: UserError) => ({
	message,
	advice,
	code,
	status,
});

test('an answer that ends everything: what was done, why, what to do, and its code', () => {
	const error = fatal(answer({ status: 401 }), 'reading the users from Nordvik', SERVICE);
	expect(partsOf(error)).toEqual({
		message: 'Reading the users from Nordvik failed. Nordvik refused the token.',
		advice: expect.stringContaining('Enter a valid token') as string,
		code: 'unauthorized',
		status: 401,
	});
});

test('where the users themselves are not found, the address is wrong', () => {
	expect(partsOf(noService(answer({ status: 404 }), SERVICE))).toEqual({
		message: 'There is no SCIM service at the Base URL (status 404).',
		advice: expect.stringContaining(ADDRESS) as string,
		code: 'notFound',
		status: 404,
	});
});

const UNUSED = 'Nothing of it was used. Run the workflow again. If it happens again, report it to';

test.each<[Partial<ScimResponse>, string, string, string]>([
	[{}, 'The answer is not a SCIM answer', ADDRESS, 'unknownForm'],
	[{ flaw: 'webPage' }, 'The answer is not JSON (a web page)', ADDRESS, 'unknownForm'],
	[
		{ flaw: 'damaged' },
		'The answer is not JSON (cut off, or something else)',
		ADDRESS,
		'unknownForm',
	],
	[
		{ flaw: 'encoding' },
		'The answer is not in UTF-8, or not in the encoding that it says',
		UNUSED,
		'badAnswer',
	],
	[{ flaw: 'tooLarge' }, 'The answer is larger than this node takes', UNUSED, 'badAnswer'],
	[{ flaw: 'tooComplex' }, 'The answer has more values than this node takes', UNUSED, 'badAnswer'],
])('a success with %p is no SCIM answer', (given, why, advice, code) => {
	const error = notScim(answer({ status: 200, ...given }), 'reading a group', SERVICE);
	expect(partsOf(error)).toEqual({
		message: `Reading a group failed. ${why}.`,
		advice: expect.stringContaining(advice) as string,
		code,
		status: 200,
	});
});
