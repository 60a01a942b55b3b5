import type { IDataObject } from 'n8n-workflow';
import { Client } from '../../../http/client';
import type { HttpRequest } from '../../../http/exchange';
import { clockOf, withCredential, type Context } from '../../../http/n8n';
import { createTransport, type Perform } from '../../../http/transport';
import type { ListSettings } from '../reading/readList';
import { createReader, type FlexReader, type Get, type Query } from '../reading/reader';
import { namingMissingRights } from '../reading/rights';
import { readAnswer, type Reading } from './answer';
import { noteCustomer } from '../../customers';
import { memoryOf } from '../../executionMemory';
import { counting } from '../../runFacts';
import { remembering, type FlexMemory } from './answers';
import { flexCredentials, secretsOf, type FlexCredentials } from './authentication';
import { apiAddress } from './baseUrl';
import { formAdvice, formsToTry, loggingIn, type LogIn } from './logIn';

const CREDENTIAL = 'flexHrmApi';

export interface ConnectionSettings extends ListSettings {
	/** Times that one request is sent before it counts as failed. */
	maxTries: number;
	/** Looks on at every request for one answer, such as to see what the API user may read. */
	watch?: (get: Get) => Get;
	/** Keeps the answers for the next node of the same execution. */
	keepsAnswers?: boolean;
}

export interface Connection {
	reader: FlexReader;
	credentials: FlexCredentials;
	logIn: LogIn;
	/** Sends nothing from now on. */
	close(): void;
}

/** Opens Flex for a node: its credential, and a reader that goes through n8n's own HTTP client. */
export async function connect(context: Context, settings: ConnectionSettings): Promise<Connection> {
	const credential = await context.getCredentials(CREDENTIAL);
	noteCustomer(context, credential);
	const credentials = flexCredentials(credential);
	const memory = memoryOf<FlexMemory>(context, credential);
	const remembered = staticDataOf(context);
	const perform = counting(context, withCredential(context, CREDENTIAL));
	const opened = connection(credentials, perform, settings, {
		context,
		lastForm: remembered[LAST_FORM],
		memory,
	});
	return {
		...opened,
		close: () => {
			const { form } = opened.logIn;
			if (form !== null) memory.form = form;
			if (form !== null && form !== remembered[LAST_FORM]) remembered[LAST_FORM] = form;
			adviseForm(context, opened.logIn);
			opened.close();
		},
	};
}

/** Says at the end of a run which form to choose; the nodes after it begin with that form. */
function adviseForm(context: Context, logIn: LogIn): void {
	const found = formAdvice(logIn);
	if (found === null || !('addExecutionHints' in context)) return;
	const message = `${found.what}. ${found.advice}`;
	context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
}

/** Under which a workflow remembers the form of log-in that Flex takes. */
const LAST_FORM = 'flexLogInForm';

function staticDataOf(context: Context): IDataObject {
	return 'getWorkflowStaticData' in context ? context.getWorkflowStaticData('node') : {};
}

/**
 * As `connect`, with whatever sends the requests.
 *
 * @param requestTime milliseconds for one request
 * @param whilePassing what to do where a failure may pass, if not to run the workflow again
 * @param lastForm the form of log-in that worked last
 * @param memory what other nodes of the same execution have learned
 */
export function connection(
	credentials: FlexCredentials,
	perform: Perform,
	settings: ConnectionSettings,
	more: {
		context?: Context;
		requestTime?: number;
		whilePassing?: string;
		lastForm?: unknown;
		memory?: Partial<FlexMemory>;
	},
): Connection {
	const clock = clockOf(more.context);
	const send = createTransport(perform, {
		...more,
		...clock,
		address: apiAddress(credentials.baseUrl, credentials.allowInsecure),
		accept: 'application/json',
	});
	const { concurrency, maxTries: maxAttempts, watch = (get) => get } = settings;
	const { memory = {} } = more;
	const logIn: LogIn = { form: memory.form ?? null, wasRefused: false };
	const asked = loggingIn(send, formsToTry(credentials, more.lastForm), logIn);
	const client = new Client(asked, { ...clock, concurrency, maxAttempts });
	const get = createGet(client, { secrets: secretsOf(credentials), ...more });
	const known = remembering(get, memory, settings.keepsAnswers === true);
	const reader = createReader(watch(namingMissingRights(known)), settings);
	return { reader, credentials, logIn, close: () => client.close() };
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
