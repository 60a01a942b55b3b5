import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

/** The values of the credential that a request needs. */
export interface FlexCredentials {
	baseUrl: string;
	username: string;
	password: string;
	instanceId: string;
	companyIds: string;
	authentication: 'basic' | 'instanceBasic';
	allowInsecure: boolean;
}

export function flexCredentials(data: ICredentialDataDecryptedObject): FlexCredentials {
	const text = (name: string) => String(data[name] ?? '');
	return {
		baseUrl: text('baseUrl'),
		username: text('username'),
		password: text('password'),
		instanceId: text('instanceId').trim(),
		companyIds: text('companyIds'),
		authentication: data.authentication === 'instanceBasic' ? 'instanceBasic' : 'basic',
		allowInsecure: data.allowInsecure === true,
	};
}

/** The two forms of the header that were seen (facts: "Address and authentication"). */
const HEADERS: Record<
	FlexCredentials['authentication'],
	(credentials: FlexCredentials) => Record<string, string>
> = {
	basic: ({ username, password }) => ({
		Authorization: `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`,
		'Service-Version': '1.0',
	}),
	instanceBasic: ({ instanceId, username, password }) => ({
		Authorization: `Basic ${instanceId}:${username}:${password}`,
		Instance: instanceId,
	}),
};

export function authenticationHeaders(credentials: FlexCredentials): Record<string, string> {
	return HEADERS[credentials.authentication](credentials);
}

/** What every request carries beside its own parameters: headers, and the instance in the query. */
export function authenticated<O extends { headers?: IDataObject; qs?: IDataObject }>(
	credentials: FlexCredentials,
	options: O,
): O {
	return {
		...options,
		headers: { ...options.headers, ...authenticationHeaders(credentials) },
		qs: { instance: credentials.instanceId, ...options.qs },
	};
}
