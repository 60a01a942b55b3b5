import {
	sleep,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';
import type { ListSettings } from '../reading/readList';
import { createReader, type FlexReader } from '../reading/reader';
import { apiAddress } from './baseUrl';
import { authenticationHeaders, flexCredentials, type FlexCredentials } from './authentication';
import { createClient, type FlexClient, type Send } from './client';
import { networkError } from './networkError';

const CREDENTIAL = 'flexHrmApi';
/** Milliseconds for one request. */
const TIMEOUT = 120_000;
/** Waits are cut into pieces so that a cancelled run ends within one of them. Milliseconds. */
const LONGEST_SLEEP = 500;

export interface ConnectionSettings extends ListSettings {
	/** Times that one request is sent before it counts as failed. */
	maxTries: number;
}

export interface Connection {
	reader: FlexReader;
	credentials: FlexCredentials;
	/** Sends nothing any more. */
	close(): void;
}

type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** Opens Flex for a node: its credential, and a reader that goes through n8n's own HTTP client. */
export async function connect(context: Context, settings: ConnectionSettings): Promise<Connection> {
	const credentials = flexCredentials(await context.getCredentials(CREDENTIAL));
	return connection(credentials, sender(context), settings, cancelSignal(context));
}

/** As `connect`, with whatever sends the requests. */
export function connection(
	credentials: FlexCredentials,
	send: Send,
	settings: ConnectionSettings,
	signal?: AbortSignal,
): Connection {
	const isCancelled = () => signal?.aborted ?? false;
	const client: FlexClient = createClient(send, {
		address: apiAddress(credentials.baseUrl, credentials.allowInsecure),
		concurrency: settings.concurrency,
		maxTries: settings.maxTries,
		secrets: secretsOf(credentials),
		wait: async (milliseconds) => await waitOrCancel(milliseconds, isCancelled),
		isCancelled,
	});
	return { reader: createReader(client.get, settings), credentials, close: () => client.close() };
}

function secretsOf(credentials: FlexCredentials): string[] {
	const { Authorization = '' } = authenticationHeaders(credentials);
	return [Authorization.replace('Basic ', ''), credentials.password, credentials.username];
}

async function waitOrCancel(milliseconds: number, isCancelled: () => boolean): Promise<void> {
	const until = Date.now() + milliseconds;
	for (let left = milliseconds; left > 0 && !isCancelled(); left = until - Date.now()) {
		await sleep(Math.min(left, LONGEST_SLEEP));
	}
}

function sender(context: Context): Send {
	return async (url, qs) => {
		const options: IHttpRequestOptions = {
			method: 'GET',
			url,
			qs,
			headers: { Accept: 'application/json' },
			// Read as text, so that a cut off answer is noticed and not passed on as a string.
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			// Another host must not get the password.
			disableFollowRedirect: true,
			timeout: TIMEOUT,
		};
		const { statusCode, headers, body } = await context.helpers.httpRequestWithAuthentication
			.call(context, CREDENTIAL, options)
			.then(
				(response: unknown) => response as IN8nHttpFullResponse,
				(error: unknown) => {
					throw networkError(error);
				},
			);
		return { status: statusCode, headers, body };
	};
}

function cancelSignal(context: Context): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}
