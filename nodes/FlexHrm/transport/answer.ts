import { UserError } from '../../../directory/model/userError';
import { discreet } from '../../../http/discreet';

/** An answer as it came, whatever its status. */
export interface RawAnswer {
	status: number;
	headers: Record<string, unknown>;
	/** Text, or JSON that was parsed already. */
	body: unknown;
}

/** Characters of one answer; a page of the largest size is far below. */
const LARGEST_ANSWER = 100_000_000;

/**
 * Reads an answer: the parsed JSON of a success.
 *
 * @param secrets texts that must not stand in an error even if the server sends them back
 * @throws UserError that says what the answer means
 */
export function readAnswer(answer: RawAnswer, path: string, secrets: readonly string[]): unknown {
	const { status } = answer;
	if (status >= 200 && status < 300) return parseBody(answer, path);
	if (status >= 300 && status < 400) throw redirected(answer);
	const meaning =
		MEANINGS.get(status) ?? (isEmpty(answer.body) && status === 400 ? notFound : refused);
	throw meaning(status, path, serverMessage(answer.body, secrets));
}

function parseBody({ body, status }: RawAnswer, path: string): unknown {
	if (typeof body !== 'string') {
		if (body === null || body === undefined) throw notJson(path, 'The answer is empty.', status);
		return body;
	}
	if (body.length > LARGEST_ANSWER) {
		throw new UserError(
			`The answer of Flex to ${path} is too large`,
			'Set a smaller Page Size in the node’s options.',
			'refused',
			status,
		);
	}
	const text = body.trim();
	if (text === '') throw notJson(path, 'The answer is empty.', status);
	if (text.startsWith('<')) {
		throw notJson(
			path,
			'The answer is a web page. The Base URL probably leads to the log-in page or to something else than the web API, or Flex is closed for maintenance.',
			status,
		);
	}
	const parsed = tryParse(text);
	if (parsed === undefined) {
		throw new UserError(
			`The answer of Flex to ${path} is cut off or damaged`,
			'Nothing was passed on. Run the workflow again; if it happens every time, set a smaller Page Size in the node’s options and ask Flex support.',
			'unavailable',
			status,
		);
	}
	return parsed;
}

function tryParse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

function isEmpty(body: unknown): boolean {
	return body === null || body === undefined || (typeof body === 'string' && body.trim() === '');
}

function notJson(path: string, why: string, status: number): UserError {
	return new UserError(
		`Flex answered ${path} with something else than data`,
		`${why} Check the Base URL in the credential.`,
		'notJson',
		status,
	);
}

function redirected({ status, headers }: RawAnswer): UserError {
	const location = String(
		Object.entries(headers).find(([name]) => name.toLowerCase() === 'location')?.[1] ?? '',
	);
	const host = URL.canParse(location) ? ` to ${new URL(location).host}` : '';
	return new UserError(
		`The Base URL redirects elsewhere${host}`,
		'The password is not sent there. If that is the right address, put it into Base URL in the credential.',
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
		`Flex refuses the request ${path} (status ${status})`,
		`${message}Check Instance ID and Company IDs in the credential.`,
		'refused',
		status,
	);

const unavailable: Meaning = (status, path, message) =>
	new UserError(
		`Flex cannot answer ${path} at the moment (status ${status})`,
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
 * What the server says about an error (facts: "Dates and errors"), short and without anything
 * that looks like a secret, an address or a national number. Ends with a blank if it is not empty.
 */
function serverMessage(body: unknown, secrets: readonly string[]): string {
	const parsed = typeof body === 'string' ? (tryParse(body) ?? '') : body;
	const parts: string[] = [];
	if (typeof parsed === 'string') parts.push(parsed);
	if (parsed !== null && typeof parsed === 'object') {
		const { Message, ModelState } = parsed as { Message?: unknown; ModelState?: unknown };
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
