import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
} from 'n8n-workflow';
import { buildDirectory, type Connection, type ScimDirectory } from '../../../scim/directory';
import type { Tenant } from '../../../scim/discovery';
import type { JsonObject } from '../../../scim/json';

/** What the nodes of one execution have learned of one tenant, so that they need not ask again. */
export interface ExecutionMemory {
	/** What the tenant supports. */
	tenant?: Tenant;
	/** All its users and groups as they were read. */
	reading?: Reading;
}

type Taker = 'get' | 'apply';

interface Reading {
	users: JsonObject[];
	groups: JsonObject[];
	/** When it was complete: milliseconds since 1970. */
	at: number;
	/** The operation that takes it. */
	taker: Taker;
}

/**
 * Goes with the object that n8n holds the workflow's static data in: one for each execution, shared
 * by its nodes and never stored as a whole. So nothing outlives the execution, and an execution
 * that waited and is gone on with starts anew.
 */
const memories = new WeakMap<object, Map<string, ExecutionMemory>>();

/** Users and groups together: what is more is read again rather than held in memory. */
const MOST_KEPT = 20_000;
/** Milliseconds for which a reading counts as now; planning takes seconds. */
const FRESH = 120_000;

export function memoryOf(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	credential: ICredentialDataDecryptedObject,
): ExecutionMemory {
	if (!('getWorkflowStaticData' in context)) return {};
	const execution = context.getWorkflowStaticData('global');
	const ofExecution = memories.get(execution) ?? new Map<string, ExecutionMemory>();
	memories.set(execution, ofExecution);
	const key = JSON.stringify(credential);
	const known = ofExecution.get(key) ?? {};
	ofExecution.set(key, known);
	return known;
}

/**
 * Keeps a reading for another node of the same execution: that of a check for the one that gives the
 * directory, that one's for the node that makes the changes planned from it.
 */
export function keepReading(memory: ExecutionMemory, directory: ScimDirectory, taker: Taker): void {
	const { userResources, groupResources } = directory;
	if (userResources.size + groupResources.size > MOST_KEPT) return;
	memory.reading = {
		users: [...userResources.values()],
		groups: [...groupResources.values()],
		at: Date.now(),
		taker,
	};
}

/**
 * The directory as it was read in the same execution, if that was just now. It is given once:
 * who takes it may change the directory. Put together anew, since nodes in between may
 * have changed the items.
 */
export function takeReading(
	memory: ExecutionMemory,
	connection: Pick<Connection, 'tenant' | 'map'>,
	taker: Taker,
): ScimDirectory | undefined {
	const { reading } = memory;
	delete memory.reading;
	if (reading?.taker !== taker || Date.now() - reading.at > FRESH) return undefined;
	return buildDirectory(reading.users, reading.groups, connection);
}
