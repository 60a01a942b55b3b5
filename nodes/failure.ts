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

/**
 * Makes sure that a list came in, and not an error in its place.
 *
 * @param what of which there should be a list, for people
 * @param mayHoldOnlySome asked where an error came in: then what failed is missing like any other
 * @throws NodeOperationError with the words of the first item that only tells of a failure
 */
export function refuseErrors(
	context: IExecuteFunctions,
	what: string,
	items: readonly IDataObject[],
	mayHoldOnlySome: () => boolean = () => false,
): void {
	const failed = items.find(
		(item) =>
			typeof item.error === 'string' &&
			Object.keys(item).every((name) => SAID_OF_A_FAILURE.has(name)),
	);
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

function asNodeError(
	context: IExecuteFunctions,
	cause: unknown,
): NodeApiError | NodeOperationError {
	if (cause instanceof NodeApiError || cause instanceof NodeOperationError) return cause;
	return new NodeOperationError(context.getNode(), cause instanceof Error ? cause : String(cause));
}
