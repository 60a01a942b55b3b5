import type { INodeProperties } from 'n8n-workflow';

export const properties: INodeProperties[] = [
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: 'Flex HRM → Winningtemp',
		required: true,
		placeholder: 'e.g. Flex HRM → Winningtemp, nightly run',
		description: 'What the report is called, at its top and in the e-mail subject',
	},
	{
		displayName: 'Include Names',
		name: 'includeNames',
		type: 'boolean',
		default: true,
		description:
			'Whether to tell names and personal values. If not, people appear by External ID only, and reasons and messages, which may name people, are left out. Names of groups are always told.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Markdown Rows',
				name: 'maximumRows',
				type: 'number',
				default: 10,
				typeOptions: { minValue: 0 },
				description:
					'Most rows of each list in the Markdown text. The HTML file always has all of them.',
			},
			{
				displayName: 'Put Output File in Field',
				name: 'binaryProperty',
				type: 'string',
				default: 'report',
				placeholder: 'e.g. report',
				hint: 'The name of the output binary field to put the file in',
				description: 'Name of the binary field that holds the HTML file',
			},
			{
				displayName: 'Release Form URL',
				name: 'releaseUrl',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://n8n.example.com/form/release-held-changes',
				description:
					'Address of the form that releases held changes, so that the report can link to it',
			},
		],
	},
];
