import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { clockOf, withCredential } from '../../../http/n8n';
import { Progress } from '../../../http/progress';
import type { ApplyResult } from '../../../directory/apply';
import type { KeptFields } from '../../../directory/model/forms';
import { ScimClient } from '../../../scim/client';
import type { Connection } from '../../../scim/directory';
import { discover, type Tenant } from '../../../scim/discovery';
import { DroppedFields } from '../../../scim/droppedFields';
import { READS_AT_ONCE } from '../../../scim/reader';
import { learnUniqueNames } from '../../../scim/uniqueNames';
import { Ways } from '../../../scim/ways';
import { scimTransport } from '../../../scim/transport';
import { WINNINGTEMP } from '../profile';
import { readSettings } from '../transport/settings';
import { noteCustomer } from '../../customers';
import { memoryOf, noteCredential } from '../../executionMemory';
import { counting } from '../../runFacts';
import type { ExecutionMemory } from './executionMemory';
import { readPlaced } from './placed';
import { hintForgottenFields, hintOtherForms, hintRefusedFields } from './leftOut';
import { sayLongerNames, sayOtherWays } from './otherWays';

export interface NodeConnection extends Connection {
	/** What the workflow remembers of the tenant, from earlier runs. */
	dropped: DroppedFields;
	/** How earlier runs have seen values come back. */
	kept: KeptFields;
	progress: Progress;
	/** Says how many changes of a run are finished. */
	onChange: (done: number, total: number) => void;
	/** The id of the credential, by which the workflow remembers what was written. */
	credentialId: string;
	/** What earlier nodes of the same execution have learned of the tenant. */
	memory: ExecutionMemory;
}

const CREDENTIAL = 'winningtempApi';
/** Property of the workflow's static data, which all nodes of a workflow share. */
const REMEMBERED = { dropped: 'winningtempDroppedFields', ways: 'winningtempWays' };

/** Connects to the tenant of the node's credential and finds out what it supports, once an execution. */
export async function connect(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	{ maxAttempts, concurrency = 0 }: { maxAttempts?: number; concurrency?: number } = {},
): Promise<NodeConnection> {
	const credential = await context.getCredentials(CREDENTIAL);
	noteCustomer(context, credential);
	const { baseUrl, map, tenant: settings } = readSettings(credential);
	const token = String(credential.token).trim();
	const clock = clockOf(context);
	const memory = memoryOf<ExecutionMemory>(context, credential);
	const ways = memory.tenant?.ways ?? new Ways(remembered(context, 'ways'), baseUrl, Date.now());
	const send = scimTransport(counting(context, withCredential(context, CREDENTIAL)), token, {
		address: baseUrl,
		contentType: settings.contentType,
		ways,
		...clock,
	});
	const client = new ScimClient(send, WINNINGTEMP.systems, {
		...clock,
		concurrency: Math.max(READS_AT_ONCE, concurrency),
		...(maxAttempts === undefined ? {} : { maxAttempts }),
	});
	memory.tenant ??= await discover(client, map, settings, ways).catch((error: unknown) => {
		client.close();
		throw error;
	});
	const dropped = new DroppedFields(remembered(context, 'dropped'), baseUrl, map, Date.now());
	const { kept } = dropped;
	const places = [...map.user.keys()];
	const credentialId = noteCredential(context, CREDENTIAL, { places, kept });
	const progress = new Progress(context);
	return {
		client,
		map,
		tenant: dropped.restrict(memory.tenant),
		memory,
		credentialId,
		dropped,
		kept,
		placed: readPlaced(context, credentialId),
		account: credentialId,
		progress,
		onProgress: (what, done, total) => progress.tell(what, done, total),
		onChange: (done, total) => progress.tell('changes done', done, total),
	};
}

function remembered(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	what: keyof typeof REMEMBERED,
): unknown {
	if (!('getWorkflowStaticData' in context)) return undefined;
	return context.getWorkflowStaticData('global')[REMEMBERED[what]];
}

type Found = Omit<ApplyResult, 'applied' | 'stopped' | 'leftOut'>;

/** Says what a run has found out of the tenant, and remembers it for the next ones. */
export function rememberTenant(
	context: IExecuteFunctions,
	{ dropped, tenant }: NodeConnection,
	result: Found,
): void {
	const { dropped: forgotten, refused } = result;
	hintForgottenFields(context, forgotten);
	hintRefusedFields(context, refused);
	hintOtherForms(context, result.forms);
	if (result.areNamesUnique) learnUniqueNames(tenant);
	sayOtherWays(context, tenant);
	sayLongerNames(context, result.longerNames);
	const entries = dropped.learn([...forgotten, ...refused], result.taken, result);
	if (entries !== null) context.getWorkflowStaticData('global')[REMEMBERED.dropped] = entries;
	rememberWays(context, tenant);
}

/** Remembers for the next runs how the tenant was found to take and to give things. */
export function rememberWays(context: IExecuteFunctions, { ways }: Pick<Tenant, 'ways'>): void {
	const news = ways.newsBeside(remembered(context, 'ways'));
	if (news !== null) context.getWorkflowStaticData('global')[REMEMBERED.ways] = news;
}
