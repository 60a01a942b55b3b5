import type { INodeProperties } from 'n8n-workflow';

/** The parameter *Options*: fields that the editor shows once they are added. */
export function optionsCollection(
	options: INodeProperties[],
	displayOptions?: INodeProperties['displayOptions'],
): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options,
		...(displayOptions && { displayOptions }),
	};
}
