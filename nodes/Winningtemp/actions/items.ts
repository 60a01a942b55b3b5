import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { asNodeError } from '../../failure';

/** An item made from one input item. */
export function itemOf(json: object, item: number): INodeExecutionData {
	return { json: json as IDataObject, pairedItem: { item } };
}

/**
 * Does something for each input item, one after the other. Where the node is to go on after
 * errors, an item that fails says so itself.
 */
export async function forEachItem(
	context: IExecuteFunctions,
	make: (item: number) => Promise<object>,
): Promise<INodeExecutionData[]> {
	const made: INodeExecutionData[] = [];
	for (let item = 0; item < context.getInputData().length; item++) {
		const result = await make(item).then(
			(json) => itemOf(json, item),
			(error: unknown) => failedItem(context, error, item),
		);
		made.push(result);
	}
	return made;
}

/** The item that stands for an error; throws it instead where the node stops at errors. */
function failedItem(context: IExecuteFunctions, cause: unknown, item: number): INodeExecutionData {
	const error = asNodeError(context.getNode(), cause, item);
	if (!context.continueOnFail()) throw error;
	return { json: { error: error.message }, error, pairedItem: { item } };
}

/** Marks an item as failed, so that it leaves by the error output where the node has one. */
export function sendToErrorOutput(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	message: string,
	itemIndex: number,
): INodeExecutionData {
	const node = context.getNode();
	if (node.onError !== 'continueErrorOutput') return item;
	return { ...item, error: new NodeOperationError(node, message, { itemIndex }) };
}
