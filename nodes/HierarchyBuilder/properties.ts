import type { INodeProperties } from 'n8n-workflow';

const mode: INodeProperties = {
	displayName: 'Build Groups From',
	name: 'mode',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Organizational Fields',
			value: 'levels',
			description: 'Each field is a level, such as office, department and team',
		},
		{
			name: 'Parent IDs',
			value: 'parentIds',
			description: 'The source has groups of its own, each with the ID of the group above it',
		},
		{
			name: 'Reporting Line',
			value: 'reportingLine',
			description: 'Everyone whom others report to has a group and is its manager',
		},
	],
	default: 'levels',
};

const inLevels = { mode: ['levels'] };
const inParentIds = { mode: ['parentIds'] };

const levels: INodeProperties[] = [
	{
		displayName: 'Levels',
		name: 'levels',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Level', sortable: true },
		default: [],
		placeholder: 'e.g. Department',
		description:
			'The fields from the top of the hierarchy down, each by its name or dragged here. Without any, all organizational fields in their order.',
		displayOptions: { show: inLevels },
	},
	{
		displayName: 'Group ID',
		name: 'groupId',
		type: 'options',
		options: [
			{
				name: 'Field',
				value: 'field',
				description: 'An ID or code that HR has for each group: it survives a change of name',
			},
			{
				name: 'Path',
				value: 'path',
				description:
					'An ID made from the names from the top down: Finance in Stockholm and Finance in Malmö are two groups',
			},
			{
				name: 'Value',
				value: 'value',
				description: 'The name itself, which must be unique in the whole company',
			},
		],
		default: 'path',
		description: "What the groups' External IDs are made of",
		displayOptions: { show: inLevels },
	},
	{
		displayName: 'ID Fields',
		name: 'idFields',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add ID Field', sortable: true },
		default: [],
		placeholder: 'e.g. DepartmentCode',
		description:
			'The ID or code field of each level, in the order of the levels. Without any, the codes that Flex HRM has for the levels.',
		displayOptions: { show: { ...inLevels, groupId: ['field'] } },
	},
	{
		displayName: 'Conflict',
		name: 'conflict',
		type: 'options',
		options: [
			{
				name: 'Make No Group and Report an Error',
				value: 'error',
				description: 'The people concerned are placed in the group above',
			},
			{
				name: 'Keep the First',
				value: 'keepFirst',
				description:
					'The one on the highest level, then with the most people, becomes the group of all',
			},
		],
		default: 'error',
		description: 'What to do where one name or code stands in several places of the hierarchy',
		displayOptions: { show: { ...inLevels, groupId: ['value', 'field'] } },
	},
	{
		displayName: 'Gaps',
		name: 'gaps',
		type: 'options',
		options: [
			{
				name: 'Nearest',
				value: 'nearest',
				description: 'The next filled level comes right below: a team directly under an office',
			},
			{
				name: 'Stop',
				value: 'stop',
				description: 'Nothing below an empty level is used: the person is placed in the office',
			},
		],
		default: 'nearest',
		description: 'What to do where a level is empty and a lower one is filled',
		displayOptions: { show: inLevels },
	},
];

const parentIds: INodeProperties[] = [
	{
		displayName: 'Group ID Field',
		name: 'groupIdField',
		type: 'string',
		required: true,
		default: 'groupId',
		placeholder: 'e.g. groupId',
		description:
			"The field with the ID of the person's group. Items that have it but no externalId describe a group that nobody is directly in.",
		displayOptions: { show: inParentIds },
	},
	{
		displayName: 'Group Name Field',
		name: 'groupNameField',
		type: 'string',
		default: 'groupName',
		placeholder: 'e.g. groupName',
		description:
			"The field with the name of the person's group. Empty: groups are called by their IDs.",
		displayOptions: { show: inParentIds },
	},
	{
		displayName: 'Parent ID Field',
		name: 'parentIdField',
		type: 'string',
		default: 'parentGroupId',
		placeholder: 'e.g. parentGroupId',
		description:
			'The field with the ID of the group above that group. Empty: all groups are on the top level.',
		displayOptions: { show: inParentIds },
	},
];

const reportingLine: INodeProperties = {
	displayName: 'Group Name',
	name: 'teamName',
	type: 'string',
	default: '{firstName} {lastName}',
	placeholder: 'e.g. Team {firstName} {lastName}',
	description: "What a manager's group is called. A field of the manager stands in single braces.",
	displayOptions: { show: { mode: ['reportingLine'] } },
};

const common: INodeProperties[] = [
	{
		displayName: 'Root Group',
		name: 'rootGroup',
		type: 'string',
		default: '',
		placeholder: 'e.g. the name of the company',
		description:
			'Name of one group above all others, which also takes the people who belong in none. Empty: no such group.',
	},
	{
		displayName: 'Root Group ID',
		name: 'rootGroupId',
		type: 'string',
		default: '',
		placeholder: 'e.g. company',
		description: 'External ID of the root group. Empty: one that stays the same whatever the name.',
		displayOptions: { hide: { rootGroup: [''] } },
	},
	{
		displayName: 'Group Manager',
		name: 'groupManager',
		type: 'options',
		options: [
			{
				name: 'Most Common',
				value: 'mostCommon',
				description: 'The manager of most of the people who are placed directly in the group',
			},
			{ name: 'None', value: 'none', description: 'Groups have no manager' },
		],
		default: 'mostCommon',
		description: 'Who becomes the manager of a group',
		displayOptions: { show: { mode: ['levels', 'parentIds'] } },
	},
];

const notice: INodeProperties = {
	displayName:
		'Each input item is a person, as the Employee Mapper gives them. What comes out are the groups, parents first, the same people with the group that each is placed in, and what is to be looked at.',
	name: 'notice',
	type: 'notice',
	default: '',
};

export const properties: INodeProperties[] = [
	notice,
	mode,
	...levels,
	...parentIds,
	reportingLine,
	...common,
];
