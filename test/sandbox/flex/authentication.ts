import type { Request } from 'express';

export interface FlexCredentials {
	username: string;
	password: string;
	instance: string;
}

/** The two forms of the header that were seen (facts: "Address and authentication"). */
export type FlexAuthentication = 'basic' | 'instanceBasic';

const FORMS: Record<FlexAuthentication, (request: Request, expected: FlexCredentials) => boolean> =
	{
		basic: (request, { username, password }) => {
			const encoded = Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
			return (
				request.get('Authorization') === `Basic ${encoded}` &&
				request.get('Service-Version') === '1.0'
			);
		},
		instanceBasic: (request, { instance, username, password }) =>
			request.get('Authorization') === `Basic ${instance}:${username}:${password}` &&
			request.get('Instance') === instance,
	};

/** Whether a request carries the right credentials in one of the allowed forms. */
export function isAuthenticated(
	request: Request,
	expected: FlexCredentials,
	forms: readonly FlexAuthentication[],
): boolean {
	return forms.some((form) => FORMS[form](request, expected));
}
