import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { UserError } from '../../../directory/model/userError';
import { getOwn } from '../../../scim/json';
import { isSuccess, type ScimRequest, type ScimResponse } from '../../../scim/protocol';
import { fatal, noService, notScim } from '../../../scim/words';
import {
	answerOf,
	headersOf,
	noAnswer,
	urlOf,
	withoutSecret,
	type FullResponse,
} from '../transport/http';
import { readSettings } from '../transport/settings';

const TIMEOUT = 20_000;

/** Tests the credential by reading one user, which a public endpoint could not stand in for. */
export async function winningtempApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const problem = await problemWith(this, credential).then(
		(found) => found,
		(error: unknown) => error,
	);
	if (!problem) return { status: 'OK', message: 'Winningtemp answers, and accepts the token' };
	if (!(problem instanceof UserError)) {
		return { status: 'Error', message: 'The credential could not be tested' };
	}
	return { status: 'Error', message: `${problem.message} ${problem.advice}`.trim() };
}

async function problemWith(
	{ helpers }: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<UserError | null> {
	const credential = data ?? {};
	const { baseUrl } = readSettings(credential);
	const request: ScimRequest = {
		method: 'GET',
		path: '/Users',
		query: { startIndex: 1, count: 1 },
	};
	const response = await helpers
		.request({
			method: 'GET',
			uri: urlOf(baseUrl, request),
			headers: {
				...headersOf(request),
				Authorization: `Bearer ${String(credential.token).trim()}`,
			},
			resolveWithFullResponse: true,
			simple: false,
			followRedirect: false,
			timeout: TIMEOUT,
		})
		.then(
			(full: FullResponse): ScimResponse =>
				answerOf(withoutSecret(full, String(credential.token).trim())),
			(error: unknown): ScimResponse => noAnswer(error),
		);
	const doing = 'reading a user from Winningtemp';
	if (response.status === 404) return noService(response);
	if (!isSuccess(response)) return fatal(response, doing);
	const isList = Number.isInteger(Number(getOwn(response.body, 'totalResults') ?? NaN));
	return isList ? null : notScim(response, doing);
}
