import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { FlexError, type FlexErrorCode } from '../reading/flexError';

/** Mistakes in what was filled in, as opposed to what Flex answered. */
const OPERATIONAL = new Set<FlexErrorCode>(['input', 'noEmployees', 'cancelled']);

/** An error as n8n shows it: the message, and below it what to do. */
export function asNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	if (!(error instanceof FlexError)) {
		return new NodeOperationError(node, error instanceof Error ? error : String(error), {
			itemIndex,
		});
	}
	const { message, description, status } = error;
	if (OPERATIONAL.has(error.code)) {
		return new NodeOperationError(node, message, { description, itemIndex });
	}
	return new NodeApiError(
		node,
		{},
		{
			message,
			description,
			httpCode: status === undefined ? undefined : String(status),
			itemIndex,
		},
	);
}
