import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { NodeConnection } from './connect';

/** One operation of one resource. */
export interface Operation {
	/** Its parameters, shown only for it. */
	fields: INodeProperties[];
	execute: (
		context: IExecuteFunctions,
		connection: NodeConnection,
	) => Promise<INodeExecutionData[]>;
}

/** Shows parameters only for one operation of one resource, and as they say themselves. */
export function showFor(
	resource: string,
	operation: string,
	fields: INodeProperties[],
): INodeProperties[] {
	return fields.map((field) => ({
		...field,
		displayOptions: {
			...field.displayOptions,
			show: { resource: [resource], operation: [operation], ...field.displayOptions?.show },
		},
	}));
}

/** A parameter of type collection, read once for all items. */
export function readOptions<T extends object>(context: IExecuteFunctions, name = 'options'): T {
	return context.getNodeParameter(name, 0, {}) as T;
}
