import { Client } from '../../../http/client';
import type { HttpRequest } from '../../../http/exchange';
import { clockOf, withCredential, type Context } from '../../../http/n8n';
import { createTransport, type Perform } from '../../../http/transport';
import type { ListSettings } from '../reading/readList';
import { createReader, type FlexReader, type Get, type Query } from '../reading/reader';
import { namingMissingRights } from '../reading/rights';
import { readAnswer, type Reading } from './answer';
import { authenticationHeaders, flexCredentials, type FlexCredentials } from './authentication';
import { apiAddress } from './baseUrl';

const CREDENTIAL = 'flexHrmApi';

export interface ConnectionSettings extends ListSettings {
	/** Times that one request is sent before it counts as failed. */
	maxTries: number;
}

export interface Connection {
	reader: FlexReader;
	credentials: FlexCredentials;
	/** Sends nothing from now on. */
	close(): void;
}

/** Opens Flex for a node: its credential, and a reader that goes through n8n's own HTTP client. */
export async function connect(context: Context, settings: ConnectionSettings): Promise<Connection> {
	const credentials = flexCredentials(await context.getCredentials(CREDENTIAL));
	return connection(credentials, withCredential(context, CREDENTIAL), settings, { context });
}

/**
 * As `connect`, with whatever sends the requests.
 *
 * @param requestTime milliseconds for one request
 * @param whilePassing what to do where a failure may pass, if not to run the workflow again
 */
export function connection(
	credentials: FlexCredentials,
	perform: Perform,
	settings: ConnectionSettings,
	more: { context?: Context; requestTime?: number; whilePassing?: string },
): Connection {
	const clock = clockOf(more.context);
	const send = createTransport(perform, {
		...more,
		...clock,
		address: apiAddress(credentials.baseUrl, credentials.allowInsecure),
		accept: 'application/json',
	});
	const { concurrency, maxTries: maxAttempts } = settings;
	const client = new Client(send, { ...clock, concurrency, maxAttempts });
	const get = createGet(client, { secrets: secretsOf(credentials), ...more });
	const reader = createReader(namingMissingRights(get), settings);
	return { reader, credentials, close: () => client.close() };
}

/** Asks Flex by a client, and reads the answers. */
export function createGet(client: Client, reading: Reading): Get {
	return async (path, query = {}) =>
		readAnswer(await client.get(path, sentQuery(query)), path, reading);
}

function sentQuery(query: Query): NonNullable<HttpRequest['query']> {
	const sent: Record<string, string | number> = {};
	for (const [name, value] of Object.entries(query)) if (value !== undefined) sent[name] = value;
	return sent;
}

function secretsOf(credentials: FlexCredentials): string[] {
	const { Authorization = '' } = authenticationHeaders(credentials);
	return [Authorization.replace('Basic ', ''), credentials.password, credentials.username];
}
