import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	IPairedItemData,
} from 'n8n-workflow';

/** An operation that talks to nobody, and so needs no credential. */
export interface LocalOperation {
	/** Its parameters, shown only for it. */
	fields: INodeProperties[];
	execute: (context: IExecuteFunctions) => INodeExecutionData[] | Promise<INodeExecutionData[]>;
}

/** What a file holds is made of all items together. */
export const MADE_OF_MANY: IPairedItemData[] = [];
