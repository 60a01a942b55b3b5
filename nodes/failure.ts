import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { UserError, type ErrorCode } from '../directory/model/userError';

/** What an item is made of that only says that something failed, of this package's nodes or n8n's own. */
const SAID_OF_A_FAILURE = new Set(['error', 'message', 'details', 'unreadable']);

/**
 * Does the work of a whole node. If the work fails and the node is set to go on (On Error), one item
 * says why. Otherwise n8n would pass on the items of the input, and the next node would take them for
 * results.
 *
 * @param goesOn `this.continueOnFail()`, which a rule of n8n's scanner wants to see in `execute`
 * @throws NodeApiError or NodeOperationError, if the node stops at errors
 */
export async function emitErrorOnFailure(
	context: IExecuteFunctions,
	goesOn: boolean,
	work: () => INodeExecutionData[][] | Promise<INodeExecutionData[][]>,
): Promise<INodeExecutionData[][]> {
	try {
		return await work();
	} catch (cause) {
		const error = asNodeError(context.getNode(), cause);
		if (!goesOn) throw error;
		// Paired with nothing, so that n8n adds no values of an item of the input.
		return [[{ json: { error: error.message }, error, pairedItem: [] }]];
	}
}

/** Errors that no server's answer is behind. */
const OF_THE_RUN = new Set<ErrorCode>(['input', 'stopped', 'noEmployees', 'cancelled']);

/**
 * An error as n8n shows it: the message, and below it the advice.
 *
 * @param itemIndex the input item that the error is about, if it is about one
 */
export function asNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	if (!(error instanceof UserError)) {
		return new NodeOperationError(node, error instanceof Error ? error : String(error), {
			itemIndex,
		});
	}
	const { message, advice: description, code, status } = error;
	if (OF_THE_RUN.has(code)) {
		const shown = new NodeOperationError(node, message, { description, itemIndex });
		// n8n replaces a message in which it finds a code such as ECONNREFUSED.
		shown.message = message;
		return shown;
	}
	const httpCode = status === undefined ? undefined : String(status);
	return new NodeApiError(node, {}, { message, description, httpCode, itemIndex });
}

/**
 * An item for the regular output of a node that has failed and has an error output: without it, a
 * list that could not be read would look like an empty one.
 */
export function unreadable(error: Error): INodeExecutionData {
	return { json: { unreadable: true, error: error.message }, pairedItem: [] };
}

/** Whether an item only says that something failed, and so is no record of anything. */
export function isFailure(item: IDataObject): boolean {
	return (
		typeof item.error === 'string' && Object.keys(item).every((name) => SAID_OF_A_FAILURE.has(name))
	);
}

/** What a message says without how the error went from node to node. */
export function causeIn(message: string): string {
	return message.replace(/^(An error came in instead of [^:]*: )+/, '');
}

/**
 * Makes sure that a list came in, and not an error in its place.
 *
 * @param what of which there should be a list, for people
 * @param mayHoldOnlySome asked where an error came in: then what failed is missing like any other
 * @throws NodeOperationError with the words of the first item that only reports a failure
 */
export function refuseErrors(
	context: IExecuteFunctions,
	what: string,
	items: readonly IDataObject[],
	mayHoldOnlySome: () => boolean = () => false,
): void {
	const failed = items.find(isFailure);
	if (!failed || mayHoldOnlySome()) return;
	throw new NodeOperationError(
		context.getNode(),
		`An error came in instead of ${what}: ${failed.error as string}`,
		{
			description:
				'The node before failed and is set to go on (Settings → On Error). Nothing was passed on, since the list would not be whole.',
		},
	);
}
