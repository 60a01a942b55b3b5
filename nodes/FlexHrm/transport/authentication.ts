import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

/** The forms of log-in that are known, the one seen in traffic first (docs/facts.md). */
export const LOG_IN_FORMS = ['instanceBasic', 'basic'] as const;
export type LogInForm = (typeof LOG_IN_FORMS)[number];

/** Carries the form of one request to the credential, and never leaves this computer. */
export const FORM_HEADER = 'x-log-in-form';

/** The values of the credential that a request needs. */
export interface FlexCredentials {
	baseUrl: string;
	username: string;
	password: string;
	instanceId: string;
	companyIds: string;
	/** The value of the header `Instance`, where it differs from the instance; else empty. */
	domain: string;
	authentication: 'automatic' | LogInForm;
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
		domain: text('domain').trim(),
		authentication: formOf(data.authentication) ?? 'automatic',
		allowInsecure: data.allowInsecure === true,
	};
}

function formOf(value: unknown): LogInForm | undefined {
	return LOG_IN_FORMS.find((form) => form === value);
}

const AUTHORIZATION: Record<LogInForm, (credentials: FlexCredentials) => string> = {
	basic: ({ username, password }) =>
		Buffer.from(`${username}:${password}`, 'utf8').toString('base64'),
	instanceBasic: ({ domain, instanceId, username, password }) =>
		`${domain || instanceId}:${username}:${password}`,
};

/** Texts that must not appear in errors, in whatever form they were sent. */
export function secretsOf(credentials: FlexCredentials): string[] {
	const { password, username } = credentials;
	return [...LOG_IN_FORMS.map((form) => AUTHORIZATION[form](credentials)), password, username];
}

/**
 * What every request carries beside its own parameters: headers, and the instance in the query. The
 * form is that of the header `FORM_HEADER`, else the chosen one, else the one seen in traffic.
 */
export function authenticated<O extends { headers?: IDataObject; qs?: IDataObject }>(
	credentials: FlexCredentials,
	options: O,
): O {
	const { [FORM_HEADER]: asked, ...headers } = options.headers ?? {};
	const form = formOf(asked) ?? formOf(credentials.authentication) ?? LOG_IN_FORMS[0];
	return {
		...options,
		headers: {
			...headers,
			Authorization: `Basic ${AUTHORIZATION[form](credentials)}`,
			Instance: credentials.domain || credentials.instanceId,
			...(form === 'basic' ? { 'Service-Version': '1.0' } : {}),
		},
		qs: { instance: credentials.instanceId, ...options.qs },
	};
}
