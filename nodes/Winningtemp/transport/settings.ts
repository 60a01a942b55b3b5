import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { UserError } from '../../../directory/model/userError';
import { isThisComputer } from '../../../http/localhost';
import { parsePath, type AttributePath } from '../../../scim/attributePaths';
import type { AttributeMap } from '../../../scim/attributeMap';

/** The credential's attribute settings as they are where nothing was changed. */
export const DEFAULT_PATHS = {
	attributeSupport: 'listed',
	extensionUser: 'urn:ietf:params:scim:schemas:extension:winningtemp:2.0:User',
	extensionGroup: 'urn:ietf:params:scim:schemas:extension:winningtemp:2.0:Group',
	usernamePath: 'userName',
	emailPath: 'emails[primary eq true].value',
	firstNamePath: 'name.givenName',
	lastNamePath: 'name.familyName',
	genderPath: '{user}:gender',
	birthdayPath: '{user}:birthday',
	excludeFromSurveysPath: '{user}:excludeFromSurveys',
	managerPath: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value',
	managerReference: 'id',
	groupParentPath: '{group}:parentExternalId',
	groupManagerPath: '{group}:managerExternalId',
	attributePaths: '',
} as const;

type Setting = keyof typeof DEFAULT_PATHS;

const USER_PATHS = [
	['username', 'usernamePath'],
	['email', 'emailPath'],
	['firstName', 'firstNamePath'],
	['lastName', 'lastNamePath'],
	['gender', 'genderPath'],
	['birthday', 'birthdayPath'],
	['managerExternalId', 'managerPath'],
	['excludeFromSurveys', 'excludeFromSurveysPath'],
] as const;

const GROUP_PATHS = [
	['parentExternalId', 'groupParentPath'],
	['managerExternalId', 'groupManagerPath'],
] as const;

/** What the credential says, checked. */
export interface Settings {
	/** Without a slash at the end. */
	baseUrl: string;
	map: AttributeMap;
}

/**
 * Reads the credential.
 *
 * @throws UserError that names the setting to correct
 */
export function readSettings(credential: ICredentialDataDecryptedObject): Settings {
	if (String(credential.token ?? '').trim() === '') {
		throw wrong(
			'The Winningtemp credential has no token.',
			'Enter the token that Winningtemp issued.',
		);
	}
	if (/^\s*bearer\s/i.test(String(credential.token))) {
		throw wrong(
			'The token in the Winningtemp credential begins with the word Bearer.',
			'Enter the token alone, without that word.',
		);
	}
	return {
		baseUrl: readBaseUrl(credential.baseUrl, credential.allowInsecure === true),
		map: readMap(credential),
	};
}

function readBaseUrl(value: unknown, allowInsecure: boolean): string {
	const text = String(value ?? '').trim();
	const match =
		/^(https?):\/\/((?:[^\s/?#@]*@)?)(\[[^\]\s]+\]|[^\s/?#:@]+)(:\d+)?(\/[^\s?#]*)?$/i.exec(text);
	if (!match || match[2] !== '') {
		throw wrong(
			'The Base URL in the Winningtemp credential is not an address.',
			'Enter the SCIM address of the tenant, such as https://scim.prod.winningtemp.com/api/scim, without user name, question mark or fragment.',
		);
	}
	const [, scheme, , host, port = '', path = ''] = match;
	if (scheme!.toLowerCase() === 'http' && !allowInsecure && !isThisComputer(host!)) {
		throw wrong(
			'The Base URL in the Winningtemp credential begins with http://, so that the token could be read on its way.',
			'Enter the address with https://, or switch on Allow Insecure for a test on a closed network.',
		);
	}
	const trimmed = path
		.replace(/\/+$/, '')
		.replace(/\/(Users|Groups|Schemas|ServiceProviderConfig)$/i, '');
	return `${scheme!.toLowerCase()}://${host}${port}${trimmed}`;
}

function readMap(credential: ICredentialDataDecryptedObject): AttributeMap {
	// n8n hands over no value of a field that is hidden; an emptied one is there, and empty.
	const customized = credential.customizeAttributes === true;
	const setting = (name: Setting) => {
		const value = customized ? credential[name] : undefined;
		return typeof value === 'string' ? value.trim() : DEFAULT_PATHS[name];
	};
	const userExtension = setting('extensionUser') || DEFAULT_PATHS.extensionUser;
	const groupExtension = setting('extensionGroup') || DEFAULT_PATHS.extensionGroup;
	const path = (text: string, where: string): AttributePath => {
		const full = text.replaceAll('{user}', userExtension).replaceAll('{group}', groupExtension);
		const parsed = parsePath(full);
		if (parsed) return parsed;
		throw wrong(
			`The Winningtemp credential has an attribute path that cannot be read: ${text} (${where}).`,
			'Write it as in SCIM, for example userName, name.givenName, emails[primary eq true].value or {user}:gender.',
		);
	};
	const paths = <F extends string>(fields: ReadonlyArray<readonly [F, Setting]>) => {
		const known = new Map<string, AttributePath>();
		for (const [field, name] of fields) {
			const text = setting(name);
			if (text !== '') known.set(field, path(text, name));
		}
		return known;
	};
	const user = paths(USER_PATHS);
	if (!user.has('username')) user.set('username', parsePath(DEFAULT_PATHS.usernamePath)!);
	return {
		user,
		group: paths(GROUP_PATHS),
		userExtension,
		attributes: readAttributePaths(setting('attributePaths'), path),
		managerReference: setting('managerReference') === 'externalId' ? 'externalId' : 'id',
		assumeAll: setting('attributeSupport') === 'all',
	};
}

function readAttributePaths(
	text: string,
	path: (text: string, where: string) => AttributePath,
): Map<string, AttributePath> {
	const known = new Map<string, AttributePath>();
	for (const line of text.split('\n')) {
		const [name = '', ...rest] = line.split('=');
		if (line.trim() === '') continue;
		known.set(name.trim(), path(rest.join('=').trim(), `Additional Attributes, ${name.trim()}`));
	}
	return known;
}

function wrong(message: string, description: string): UserError {
	return new UserError(message, description, 'input');
}
