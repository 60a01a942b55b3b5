import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { WinningtempError } from '../../../scim/protocol';

/** An error as n8n shows it, with what to do about it. */
export function asNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const place = itemIndex === undefined ? {} : { itemIndex };
	if (!(error instanceof WinningtempError)) {
		return new NodeOperationError(node, error instanceof Error ? error : String(error), place);
	}
	const { message, description, status } = error;
	if (status === 0) return new NodeOperationError(node, message, { description, ...place });
	return new NodeApiError(
		node,
		{ message },
		{ message, description, httpCode: String(status), ...place },
	);
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
