import type { Request } from 'express';

export interface FlexCredentials {
	username: string;
	password: string;
	instance: string;
}

/** The two forms of the header that were seen: docs/facts.md, "Address and log-in". */
export type FlexAuthentication = 'basic' | 'instanceBasic';

type Form = (request: Request, expected: FlexCredentials, domain: string) => boolean;

const FORMS: Record<FlexAuthentication, Form> = {
	basic: (request, { username, password }) => {
		const encoded = Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
		return (
			request.get('Authorization') === `Basic ${encoded}` &&
			request.get('Service-Version') === '1.0'
		);
	},
	instanceBasic: (request, { username, password }, domain) =>
		request.get('Authorization') === `Basic ${domain}:${username}:${password}` &&
		request.get('Instance') === domain,
};

/**
 * Whether a request carries the right credentials in one of the allowed forms.
 *
 * @param domain the value of the header `Instance`, where it is not the instance
 */
export function isAuthenticated(
	request: Request,
	expected: FlexCredentials,
	forms: readonly FlexAuthentication[],
	domain: string | null,
): boolean {
	return forms.some((form) => FORMS[form](request, expected, domain ?? expected.instance));
}
