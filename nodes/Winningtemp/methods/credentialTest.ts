import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { UserError } from '../../../directory/model/userError';
import { clockOf, whileTesting } from '../../../http/n8n';
import { getOwn } from '../../../scim/json';
import { isSuccess } from '../../../scim/protocol';
import { scimTransport } from '../../../scim/transport';
import { fatal, noService, notScim } from '../../../scim/words';
import { WINNINGTEMP } from '../profile';
import { readSettings } from '../transport/settings';

/** Somebody waits at the screen. Milliseconds. */
const TIMEOUT = 20_000;

/** Tests the credential by reading one user: a public endpoint would accept any token. */
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
	context: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<UserError | null> {
	const credential = data ?? {};
	const { baseUrl } = readSettings(credential);
	const token = String(credential.token).trim();
	const perform = whileTesting(context, (options) => ({
		...options,
		headers: { ...options.headers, Authorization: `Bearer ${token}` },
	}));
	const send = scimTransport(perform, token, {
		address: baseUrl,
		requestTime: TIMEOUT,
		sleep: clockOf().sleep,
	});
	const response = await send({
		method: 'GET',
		path: '/Users',
		query: { startIndex: 1, count: 1 },
	});
	const doing = 'reading a user from Winningtemp';
	if (response.status === 404) return noService(response, WINNINGTEMP.systems);
	if (!isSuccess(response)) return fatal(response, doing, WINNINGTEMP.systems);
	const isList = Number.isInteger(Number(getOwn(response.body, 'totalResults') ?? NaN));
	return isList ? null : notScim(response, doing, WINNINGTEMP.systems);
}
