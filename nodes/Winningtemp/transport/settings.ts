import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { UserError } from '../../../directory/model/userError';
import { isThisComputer } from '../../../http/localhost';
import type { AttributeMap } from '../../../scim/attributeMap';
import { defaultSettings, readAttributeMap } from '../../../scim/profile';
import { readTenantSettings, type TenantSettings } from '../../../scim/tenantSettings';
import { WINNINGTEMP } from '../profile';

/** The credential's attribute settings as they are where nothing was changed. */
export const DEFAULT_PATHS = defaultSettings(WINNINGTEMP);

/** What the credential says, checked. */
export interface Settings {
	/** Without a slash at the end. */
	baseUrl: string;
	map: AttributeMap;
	/** How the tenant wants to be spoken to. */
	tenant: TenantSettings;
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
		map: readAttributeMap(WINNINGTEMP, credential),
		tenant: readTenantSettings(credential),
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
		.replace(/(?<!\/)\/+$/, '')
		.replace(/\/(Users|Groups|Schemas|ServiceProviderConfig)$/i, '');
	return `${scheme!.toLowerCase()}://${host}${port}${trimmed}`;
}

function wrong(message: string, description: string): UserError {
	return new UserError(message, description, 'input');
}
