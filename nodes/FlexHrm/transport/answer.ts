import { UserError } from '../../../directory/model/userError';
import { discreet } from '../../../http/discreet';
import type { Flaw, HttpAnswer } from '../../../http/exchange';
import { canPass, failureWords } from '../../../http/failures';

export interface Reading {
	/** Texts that must not appear in an error even if the server sends them back. */
	secrets: readonly string[];
	/** What to do where a failure may pass, if not to run the workflow again. */
	whilePassing?: string;
}

/**
 * Reads an answer: the JSON of a success.
 *
 * @throws UserError that says what the answer means
 */
export function readAnswer(answer: HttpAnswer, asked: string, reading: Reading): unknown {
	const { status, body, flaw, failure = '', mustWait } = answer;
	const path = `${listNamed(asked)} (${asked})`;
	if (status === 0) throw networkError(failure, reading.whilePassing);
	if (mustWait !== undefined) throw tooLong(mustWait, status);
	if (status >= 300 && status < 400) throw redirected(answer);
	if (status < 200 || status >= 300) {
		const isEmpty = body === undefined && flaw === undefined;
		const meaning = MEANINGS.get(status) ?? (isEmpty && status === 400 ? notFound : refused);
		throw meaning(status, path, serverMessage(body, reading.secrets));
	}
	if (flaw !== undefined) throw FLAWS[flaw](path, status);
	if (body === undefined) throw notJson(path, 'The answer is empty.', status);
	return body;
}

/** What the parts of a path name, without those that are ids. */
const LISTS: ReadonlyArray<[part: RegExp, words: string]> = [
	[/\/accountdistributions$/, 'the list of organisational dimensions'],
	[/\/accounts$/, 'the list of organisational values'],
	[/\/employmentperiods$/, 'the list of employment periods'],
	[/\/employmentdefaultaccount/, 'the list of organisational placements'],
	[/\/employmenttypes/, 'the list of employment forms'],
	[/\/own\w+fields$/, 'the list of own fields'],
	[/\/own\w+fieldvalues$/, 'the values of own fields'],
	[/\/employees$/, 'the list of employees'],
	[/\/employees\/[^/]*$/, 'the employee'],
	[/\/companies$/, 'the list of companies'],
];

function listNamed(path: string): string {
	return LISTS.find(([part]) => part.test(path))?.[1] ?? 'the list';
}

/**
 * The error for a request that got no answer.
 *
 * @param failure why, as the transport says it
 * @param whilePassing what to do where the failure may pass, if not to run the workflow again
 */
export function networkError(failure: string, whilePassing?: string): UserError {
	const mayPass = canPass(failure);
	const { message, advice } = failureWords(failure, 'Flex');
	const whatToDo = mayPass && whilePassing !== undefined ? whilePassing : `${NOTHING} ${advice}`;
	const detail = /^[A-Z_]{3,40}$/.test(failure) ? ` (${failure})` : '';
	const code = failure === 'ERR_CANCELED' ? 'cancelled' : mayPass ? 'unreachable' : 'input';
	return new UserError(message, `${whatToDo}${detail}`, code);
}

const NOTHING = 'Nothing was passed on.';

/** What it means that the answer to a success cannot be read. */
const FLAWS: Record<Flaw, (path: string, status: number) => UserError> = {
	webPage: (path, status) =>
		notJson(
			path,
			'The answer is a web page. The Base URL probably leads to the log-in page or to something else than the web API, or Flex is closed for maintenance.',
			status,
		),
	damaged: (path, status) =>
		new UserError(
			`The answer of Flex to ${path} is cut off or damaged`,
			'Nothing was passed on. Run the workflow again; if it happens every time, set a smaller Page Size in the node’s options and ask Flex support.',
			'unavailable',
			status,
		),
	encoding: (path, status) =>
		new UserError(
			`The answer of Flex to ${path} is not in the character encoding that it names, or in UTF-8`,
			'Nothing was passed on, since names would be damaged (å, ä, ö). Ask Flex support to send the answers of the web API in UTF-8, or to name their encoding in the header Content-Type, such as charset=iso-8859-1.',
			'badAnswer',
			status,
		),
	tooLarge: (path, status) =>
		new UserError(
			`The answer of Flex to ${path} is too large`,
			'Nothing was passed on. Set a smaller Page Size in the node’s options.',
			'badAnswer',
			status,
		),
	tooComplex: (path, status) =>
		new UserError(
			`The answer of Flex to ${path} has too many values`,
			'Nothing was passed on. Set a smaller Page Size in the node’s options. If that does not help, ask Flex support.',
			'badAnswer',
			status,
		),
};

function notJson(path: string, why: string, status: number): UserError {
	return new UserError(
		`Flex answered the request for ${path} with something else than data`,
		`${why} Check the Base URL in the credential.`,
		'notJson',
		status,
	);
}

function tooLong(asked: number, status: number): UserError {
	return new UserError(
		`Flex asks to wait ${Math.ceil(asked / 60_000)} minutes before the next request`,
		'Nothing was passed on. Run the workflow again after that time.',
		'unavailable',
		status,
	);
}

function redirected({ status, headers }: HttpAnswer): UserError {
	const location = headers.location ?? '';
	const host = URL.canParse(location) ? ` to ${new URL(location).host}` : '';
	return new UserError(
		`The Base URL redirects elsewhere${host}`,
		'The password is not sent there. If that is the right address, enter it as Base URL in the credential.',
		'redirected',
		status,
	);
}

type Meaning = (status: number, path: string, message: string) => UserError;

const notFound: Meaning = (status, path, message) =>
	new UserError(
		`Flex does not know ${path} (status ${status})`,
		`${message}Check the Base URL and the company ids in the credential.`,
		'notFound',
		status,
	);

const refused: Meaning = (status, path, message) =>
	new UserError(
		`Flex refuses the request for ${path} (status ${status})`,
		`${message}Check Instance ID and Company IDs in the credential.`,
		'refused',
		status,
	);

const unavailable: Meaning = (status, path, message) =>
	new UserError(
		`Flex cannot answer with ${path} at the moment (status ${status})`,
		`${message}Nothing was passed on. Run the workflow again later.`,
		'unavailable',
		status,
	);

const MEANINGS = new Map<number, Meaning>([
	[
		401,
		(status, _path, message) =>
			new UserError(
				`Flex refuses the user name or the password (status ${status})`,
				`${message}Check Username and Password in the credential, and whether Authentication has the form that your Flex expects.`,
				'unauthorized',
				status,
			),
	],
	[
		403,
		(status, path, message) =>
			new UserError(
				`Flex refuses the API user access to ${path} (status ${status})`,
				`${message}Have the access granted in Flex.`,
				'forbidden',
				status,
			),
	],
	[404, notFound],
	[410, notFound],
	[405, refused],
	[501, notFound],
	...[408, 425, 429, 500, 502, 503, 504].map((status): [number, Meaning] => [status, unavailable]),
]);

/**
 * What the server says about an error, short and without anything
 * that looks like a secret, an address or a national number. Ends with a blank if it is not empty.
 */
function serverMessage(body: unknown, secrets: readonly string[]): string {
	const parts: string[] = [];
	if (typeof body === 'string') parts.push(body);
	if (body !== null && typeof body === 'object') {
		const { Message, ModelState } = body as { Message?: unknown; ModelState?: unknown };
		if (typeof Message === 'string') parts.push(Message);
		if (ModelState !== null && typeof ModelState === 'object') {
			for (const [key, texts] of Object.entries(ModelState)) {
				const values = (Array.isArray(texts) ? texts : [texts]).filter(
					(text) => typeof text === 'string',
				);
				parts.push(`${key}: ${values.join(' ')}`);
			}
		}
	}
	const text = discreet(parts.join(' '), secrets).slice(0, 200);
	return text === '' ? '' : `Flex says: “${text}” `;
}
