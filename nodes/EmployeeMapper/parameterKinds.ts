import type { INodeProperties } from 'n8n-workflow';

const PLACEHOLDER = 'e.g. a field dragged here, or its name';

/** A parameter that takes the path of a field. A field that is dropped on it replaces what it holds. */
export function path(
	name: string,
	displayName: string,
	field: string,
	description: string,
	placeholder = PLACEHOLDER,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		requiresDataPath: 'single',
		default: field,
		placeholder,
		description,
	};
}

/** A parameter that takes a text. */
export function text(
	name: string,
	displayName: string,
	placeholder: string,
	description?: string,
): INodeProperties {
	const parameter = { displayName, name, type: 'string', default: '', placeholder } as const;
	return description === undefined ? parameter : { ...parameter, description };
}
