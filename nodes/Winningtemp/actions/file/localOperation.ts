import {
	NodeOperationError,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeProperties,
	type IPairedItemData,
} from 'n8n-workflow';
import { FileError } from '../../../../directory/file';

/** An operation that talks to nobody, and so needs no credential. */
export interface LocalOperation {
	/** Its parameters, shown only for it. */
	fields: INodeProperties[];
	execute: (context: IExecuteFunctions) => INodeExecutionData[] | Promise<INodeExecutionData[]>;
}

/** What a file holds is made of all items together. */
export const MADE_OF_MANY: IPairedItemData[] = [];

/** An error about files or their columns as n8n shows it; any other stays what it is. */
export function fileNodeError(node: INode, error: unknown): unknown {
	return error instanceof FileError
		? new NodeOperationError(node, error.message, { description: error.advice })
		: error;
}
