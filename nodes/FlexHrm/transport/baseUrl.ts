import { UserError } from '../../../directory/model/userError';
import { isThisComputer } from '../../../http/localhost';

/** The path of the API where the address has none (docs/facts.md, "Address and log-in"). */
const DEFAULT_PATH = '/webapi/api';
const PATH_BY_HOST = new Map([
	['api.flexhrm.com', '/api'],
	['stage-api.flexhrm.com', '/api'],
]);

/** Where people log in or read, and no API is. */
const FOR_PEOPLE = new Set(['web.flexhrm.com', 'mobile.flexhrm.com', 'knowledge.flexhrm.com']);

/**
 * The address that paths such as `/employees` are put behind, without a slash at its end.
 *
 * A missing scheme is https. An address without a path gets the API's usual one; one with a path
 * is taken as it stands. Plain http is for this computer only, unless it was allowed.
 *
 * @throws UserError `input`
 */
export function apiAddress(baseUrl: string, allowInsecure: boolean): string {
	const text = baseUrl.trim();
	if (text === '') throw wrongAddress('The Base URL is empty');
	const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
	const url = parse(withScheme);
	if (url === null || url.hostname === '') throw wrongAddress('The Base URL is not a web address');
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		throw wrongAddress('The Base URL does not begin with https://');
	}
	if (url.username !== '' || url.password !== '') {
		throw wrongAddress('The Base URL holds a user name; it belongs in Username and Password');
	}
	if (url.protocol === 'http:' && !allowInsecure && !isThisComputer(url.hostname)) {
		throw new UserError(
			'The Base URL begins with http://, which would send the password unencrypted',
			'Use https://. Only if Flex can be reached in no other way, switch on Allow Insecure HTTP in the credential.',
			'input',
		);
	}
	if (FOR_PEOPLE.has(url.hostname)) {
		throw new UserError(
			`The Base URL is ${url.hostname}, a web site for people without a web API`,
			'Enter https://api.flexhrm.com as Base URL, or the address of your installation, such as https://company.flexhosting.se.',
			'input',
		);
	}
	const path = url.pathname.replace(/(?<!\/)\/+$/, '');
	return `${url.origin}${path === '' ? (PATH_BY_HOST.get(url.hostname) ?? DEFAULT_PATH) : path}`;
}

function parse(address: string): URL | null {
	return URL.canParse(address) ? new URL(address) : null;
}

function wrongAddress(message: string): UserError {
	return new UserError(
		message,
		'Enter the address that Flex gave you for your installation, e.g. https://company.flexhosting.se.',
		'input',
	);
}
