import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

/** What an item is made of that only says that something failed, of this package's nodes or n8n's own. */
const SAID_OF_A_FAILURE = new Set(['error', 'message', 'details', 'unreadable']);

/**
 * Does the work of a whole node. Where it fails and the node is set to go on (On Error), one item
 * says why; n8n itself would pass on the items of the input, and the next node would take them for
 * results.
 *
 * @throws what the work throws, where the node stops at errors
 */
export async function orSayWhy(
	context: IExecuteFunctions,
	work: () => INodeExecutionData[][] | Promise<INodeExecutionData[][]>,
): Promise<INodeExecutionData[][]> {
	if (!context.continueOnFail()) return await work();
	try {
		return await work();
	} catch (cause) {
		const error = asNodeError(context, cause);
		// Paired with nothing, so that n8n adds no values of an item of the input.
		return [[{ json: { error: error.message }, error, pairedItem: [] }]];
	}
}

/**
 * An item for the regular output of a node that has failed and has an error output: without it, a
 * list that could not be read would look like an empty one.
 */
export function unreadable(error: Error): INodeExecutionData {
	return { json: { unreadable: true, error: error.message }, pairedItem: [] };
}

/** What the first of the items says that only tells of a failure; `undefined` where there is none. */
export function failureIn(items: readonly IDataObject[]): string | undefined {
	const failed = items.find(
		(item) =>
			typeof item.error === 'string' &&
			Object.keys(item).every((name) => SAID_OF_A_FAILURE.has(name)),
	);
	return failed?.error as string | undefined;
}

/** The error of a node to which a node before it has sent an error in the place of a list. */
export function errorCameIn(
	context: IExecuteFunctions,
	what: string,
	failure: string,
): NodeOperationError {
	return new NodeOperationError(
		context.getNode(),
		`An error came in instead of ${what}: ${failure}`,
		{
			description:
				'The node before failed and is set to go on (Settings → On Error). Nothing was passed on, since the list would not be whole.',
		},
	);
}

function asNodeError(
	context: IExecuteFunctions,
	cause: unknown,
): NodeApiError | NodeOperationError {
	if (cause instanceof NodeApiError || cause instanceof NodeOperationError) return cause;
	return new NodeOperationError(context.getNode(), cause instanceof Error ? cause : String(cause));
}
