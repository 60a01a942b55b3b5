import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import type { Context } from '../http/n8n';

/**
 * Goes with the object that n8n holds the workflow's static data in: one for each execution, shared
 * by its nodes and never stored as a whole. So nothing outlives the execution, and an execution
 * that waited and is gone on with starts anew.
 */
const memories = new WeakMap<object, Map<string, object>>();

/** Milliseconds for which something that was read counts as now; planning takes seconds. */
export const FRESH = 120_000;

/** What the nodes of one execution that share a credential have learned; empty at first. */
export function memoryOf<Memory extends object>(
	context: Context,
	credential: ICredentialDataDecryptedObject,
): Partial<Memory> {
	if (!('getWorkflowStaticData' in context)) return {};
	const execution = context.getWorkflowStaticData('global');
	const ofExecution = memories.get(execution) ?? new Map<string, object>();
	memories.set(execution, ofExecution);
	const key = JSON.stringify(credential);
	const known = ofExecution.get(key) ?? {};
	ofExecution.set(key, known);
	return known;
}

const credentials = new WeakMap<object, Map<string, string>>();

/** The id of the node's credential, noted for nodes behind it that have none. */
export function noteCredential(context: Context, type: string): string {
	const { name, credentials: own } = context.getNode();
	const id = String(own?.[type]?.id ?? '');
	if (!('getWorkflowStaticData' in context)) return id;
	const execution = context.getWorkflowStaticData('global');
	const ofExecution = credentials.get(execution) ?? new Map<string, string>();
	credentials.set(execution, ofExecution.set(name, id));
	return id;
}

/** The ids of the credentials that nodes before this one have used in the same execution. */
export function credentialsBefore(context: IExecuteFunctions): string[] {
	const used = credentials.get(context.getWorkflowStaticData('global'));
	if (!used) return [];
	const ids = context.getParentNodes(context.getNode().name).map(({ name }) => used.get(name));
	return [...new Set(ids)].filter((id) => id !== undefined);
}
