import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import type { KeptFields } from '../directory/model/forms';
import type { Context } from '../http/n8n';

/**
 * Something that goes with the object that n8n holds the workflow's static data in: one for each
 * execution, shared by its nodes and never stored as a whole. So nothing outlives the execution, and
 * an execution that waited and is gone on with starts again.
 */
export class ByExecution<Entry> {
	private readonly all = new WeakMap<object, Map<string, Entry>>();

	/** `undefined` where the context belongs to no execution, as in the editor. */
	of(context: Context): Map<string, Entry> | undefined {
		if (!('getWorkflowStaticData' in context)) return undefined;
		const execution = context.getWorkflowStaticData('global');
		const entries = this.all.get(execution) ?? new Map<string, Entry>();
		this.all.set(execution, entries);
		return entries;
	}
}

/** By credential. */
const memories = new ByExecution<object>();

/** Milliseconds for which something that was read counts as now; planning takes seconds. */
export const FRESH = 120_000;

/** What the nodes of one execution that share a credential have learned; empty at first. */
export function memoryOf<Memory extends object>(
	context: Context,
	credential: ICredentialDataDecryptedObject,
): Partial<Memory> {
	const ofExecution = memories.of(context);
	if (!ofExecution) return {};
	const key = JSON.stringify(credential);
	const known = ofExecution.get(key) ?? {};
	ofExecution.set(key, known);
	return known;
}

/** What a node with a credential notes for nodes behind it that have none. */
interface Noted {
	/** The id of the credential. */
	credential: string;
	/** The values of a user for which it has a place. */
	places: readonly string[];
	/** How values were seen to come back. */
	kept: KeptFields;
}

/** By name of the node. */
const notes = new ByExecution<Noted>();

/** Notes the node's credential. @returns its id */
export function noteCredential(
	context: Context,
	type: string,
	noted: Omit<Noted, 'credential'>,
): string {
	const { name, credentials: own } = context.getNode();
	const id = String(own?.[type]?.id ?? '');
	notes.of(context)?.set(name, { credential: id, ...noted });
	return id;
}

function notesBefore(context: IExecuteFunctions): Noted[] {
	const noted = notes.of(context);
	const found = context.getParentNodes(context.getNode().name).map(({ name }) => noted?.get(name));
	return found.filter((note) => note !== undefined);
}

/** The ids of the credentials that nodes before this one have used in the same execution. */
export function credentialsBefore(context: IExecuteFunctions): string[] {
	return [...new Set(notesBefore(context).map(({ credential }) => credential))];
}

/** The values of a user that the credentials of nodes before this one have a place for. */
export function placesBefore(context: IExecuteFunctions): Set<string> {
	return new Set(notesBefore(context).flatMap(({ places }) => places));
}

/** How the credentials of nodes before this one have seen values come back. */
export function keptBefore(context: IExecuteFunctions): KeptFields {
	return new Map(notesBefore(context).flatMap(({ kept }) => [...kept]));
}
