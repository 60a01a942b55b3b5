import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { UserError } from '../../../directory/model/userError';
import { clockOf, whileTesting } from '../../../http/n8n';
import { getOwn } from '../../../scim/json';
import { NO_GROUPS } from '../../../scim/directory';
import { isSuccess } from '../../../scim/protocol';
import { ENDPOINTS } from '../../../scim/reader';
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
	const found = await tried(this, credential).catch((error: unknown) => error);
	if (typeof found === 'string') return { status: 'OK', message: found };
	if (!(found instanceof UserError)) {
		return { status: 'Error', message: 'The credential could not be tested' };
	}
	return { status: 'Error', message: `${found.message} ${found.advice}`.trim() };
}

/** @returns what is wrong, or what to say where nothing is */
async function tried(
	context: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<UserError | string> {
	const credential = data ?? {};
	const { baseUrl, tenant } = readSettings(credential);
	const token = String(credential.token).trim();
	const perform = whileTesting(context, (options) => ({
		...options,
		headers: { ...options.headers, Authorization: `Bearer ${token}` },
	}));
	const send = scimTransport(perform, token, {
		address: baseUrl,
		contentType: tenant.contentType,
		requestTime: TIMEOUT,
		sleep: clockOf().sleep,
	});
	const query = { startIndex: 1, count: 1 };
	const response = await send({ method: 'GET', path: ENDPOINTS.user, query });
	const doing = 'reading a user from Winningtemp';
	if (response.status === 404) return noService(response, WINNINGTEMP.systems);
	if (!isSuccess(response)) return fatal(response, doing, WINNINGTEMP.systems);
	const isList = Number.isInteger(Number(getOwn(response.body, 'totalResults') ?? NaN));
	if (!isList) return notScim(response, doing, WINNINGTEMP.systems);
	const groups = await send({ method: 'GET', path: ENDPOINTS.group, query });
	return NO_GROUPS.has(groups.status)
		? 'Winningtemp answers, and accepts the token. It has no groups over SCIM: people are synchronised without them'
		: 'Winningtemp answers, and accepts the token';
}
