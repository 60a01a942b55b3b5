import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

/** The items of an input; none where nothing is connected, which n8n reports as an error. */
export function itemsOfInput(context: IExecuteFunctions, input: number): INodeExecutionData[] {
	try {
		return context.getInputData(input);
	} catch {
		return [];
	}
}

/**
 * A list that an expression such as `{{ $('Read the rows').all() }}` takes from an earlier node, so
 * that no wire has to cross the canvas for it.
 *
 * @param title the parameter, as the panel calls it
 * @returns the JSON of the items; none where the parameter is empty
 * @throws NodeOperationError where the parameter holds anything else
 */
export function listParameter(
	context: IExecuteFunctions,
	name: string,
	title: string,
): IDataObject[] {
	const value: unknown = context.getNodeParameter(name, 0, '');
	if (value === '' || value === null || value === undefined) return [];
	if (!Array.isArray(value) || !value.every(isObject)) {
		throw new NodeOperationError(context.getNode(), `${title} is not a list of items`, {
			description: `Empty ${title}, or enter an expression such as {{ $('Name of the node').all() }}.`,
		});
	}
	return value.map((item) => (isObject(item.json) ? item.json : item));
}

/**
 * The names in a parameter that holds a list of texts, or one text with a name a line.
 *
 * @param separator what else stands between names: those of groups may hold commas
 */
export function namesIn(value: unknown, separator = /[\n,;]/): string[] {
	const texts = Array.isArray(value) ? value : [value ?? ''];
	return texts
		.flatMap((text) => String(text).split(separator))
		.map((name) => name.trim())
		.filter((name) => name !== '');
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
