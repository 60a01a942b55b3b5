import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type {
	Conflict,
	Gaps,
	GroupIdentity,
	GroupManager,
	HierarchyOptions,
} from '../../directory/hierarchy';
import { fieldList, inputFields } from './fields';

type Words<T extends string> = Readonly<Record<T, readonly [name: string, description: string]>>;

/** All choices of the node in words, in the order of the editor. One that is forgotten does not compile. */
export const CHOICES: {
	mode: Words<HierarchyOptions['mode']>;
	groupId: Words<GroupIdentity>;
	conflict: Words<Conflict>;
	gaps: Words<Gaps>;
	groupManager: Words<GroupManager>;
} = {
	mode: {
		levels: ['Organizational Fields', 'Each field is a level, such as office, department and team'],
		parentIds: [
			'Parent IDs',
			'The source has groups of its own, each with the ID of the group above it',
		],
		reportingLine: [
			'Reporting Line',
			'Everyone whom others report to has a group and is its manager',
		],
	},
	groupId: {
		field: ['Field', 'An ID or code that HR has for each group: it survives a change of name'],
		path: [
			'Path',
			'An ID made from the names from the top down: Finance in Stockholm and Finance in Malmö are two groups',
		],
		value: ['Value', 'The name itself, which must be unique in the whole company'],
	},
	conflict: {
		error: [
			'Make No Group and Report an Error',
			'The people concerned are placed in the group above',
		],
		keepFirst: [
			'Keep the First',
			'The one on the highest level, then with the most people, becomes the group of all',
		],
	},
	gaps: {
		nearest: [
			'Nearest',
			'The next filled level comes right below: a team directly under an office',
		],
		stop: ['Stop', 'Nothing below an empty level is used: the person is placed in the office'],
		tree: [
			"As in Flex's Organization Tree",
			'Nothing below an empty level is used, and people who are excluded from surveys, such as external personnel, are at the top',
		],
	},
	groupManager: {
		mostCommon: [
			'Most Common',
			'The manager of most of the people who are placed directly in the group',
		],
		none: ['None', 'Groups have no manager'],
	},
};

function optionsOf(words: Words<string>): INodePropertyOptions[] {
	return Object.entries(words).map(([value, [name, description]]) => ({
		name,
		value,
		description,
	}));
}

const mode: INodeProperties = {
	displayName: 'Build Groups From',
	name: 'mode',
	type: 'options',
	noDataExpression: true,
	options: optionsOf(CHOICES.mode),
	default: 'levels',
};

const inLevels = { mode: ['levels'] };
const inParentIds = { mode: ['parentIds'] };

const levels: INodeProperties[] = [
	{ displayName: 'Fields of the Input', ...inputFields, displayOptions: { show: inLevels } },
	fieldList(
		'levels',
		{
			displayName: 'Levels',
			addOne: 'Add Level',
			placeholder: 'e.g. Department',
			description:
				'The organizational fields from the top of the hierarchy down. Choose each from the list of those in the last run, or drag it here. For another one, switch to Expression and enter its name without braces. Without any, all organizational fields in their order.',
		},
		{ show: inLevels },
	),
	{
		displayName: 'Group ID',
		name: 'groupId',
		type: 'options',
		options: optionsOf(CHOICES.groupId),
		default: 'path',
		description: "What the groups' External IDs are made of",
		displayOptions: { show: inLevels },
	},
	fieldList(
		'idFields',
		{
			displayName: 'ID Fields',
			addOne: 'Add ID Field',
			placeholder: 'e.g. DepartmentCode',
			description:
				'The ID or code field of each level, in the order of the levels. Choose each as you choose a level. Without any, the codes that Flex HRM has for the levels.',
		},
		{ show: { ...inLevels, groupId: ['field'] } },
	),
	{
		displayName: 'Conflict',
		name: 'conflict',
		type: 'options',
		options: optionsOf(CHOICES.conflict),
		default: 'error',
		description: 'What to do where one name or code is in several places of the hierarchy',
		displayOptions: { show: { ...inLevels, groupId: ['value', 'field'] } },
	},
	{
		displayName: 'Gaps',
		name: 'gaps',
		type: 'options',
		options: optionsOf(CHOICES.gaps),
		default: 'nearest',
		description: 'What to do where a level is empty and a lower one is filled',
		displayOptions: { show: inLevels },
	},
	{
		displayName: 'Level Name As',
		name: 'levelAttribute',
		type: 'string',
		default: '',
		placeholder: 'e.g. category',
		description:
			'The attribute of a group that holds the name of its level, such as Department. Empty: none.',
		displayOptions: { show: inLevels },
	},
];

const parentIds: INodeProperties[] = [
	{
		displayName: 'Tree',
		name: 'tree',
		type: 'string',
		default: '',
		placeholder: "e.g. {{ $('Read the tree').all() }}",
		description:
			"An expression for the items of an earlier node that each describe a group, such as Flex's organization tree. Empty: the groups are among the input items.",
		displayOptions: { show: inParentIds },
	},
	{
		displayName: 'Group ID Field',
		name: 'groupIdField',
		type: 'string',
		requiresDataPath: 'single',
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
		requiresDataPath: 'single',
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
		requiresDataPath: 'single',
		default: 'parentGroupId',
		placeholder: 'e.g. parentGroupId',
		description:
			'The field with the ID of the group above that group. Empty: all groups are on the top level.',
		displayOptions: { show: inParentIds },
	},
	{
		displayName: 'Value Field',
		name: 'valueField',
		type: 'string',
		requiresDataPath: 'single',
		default: 'value',
		placeholder: 'e.g. value',
		description:
			"For a tree such as Flex's Organisationsträd: the field of a group's own item with the organizational value of its people (name, code or ID). People who name no group are placed in the lowest group whose value they have, together with those of all groups above it. Empty: people name their groups themselves.",
		displayOptions: { show: inParentIds },
	},
	{
		displayName: 'Dimension Field',
		name: 'dimensionField',
		type: 'string',
		requiresDataPath: 'single',
		default: 'dimension',
		placeholder: 'e.g. dimension',
		description:
			'The field with the organizational field that the value belongs to, such as Department. Empty, or a name that people do not have: the value counts in any field.',
		displayOptions: { show: inParentIds },
	},
];

const reportingLine: INodeProperties = {
	displayName: 'Group Name',
	name: 'teamName',
	type: 'string',
	default: '{firstName} {lastName}',
	placeholder: 'e.g. Team {firstName} {lastName}',
	description: "What a manager's group is called. A field of the manager is in single braces.",
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
			'Name of one group above all others, which also takes people without a group. Empty: no such group.',
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
		options: optionsOf(CHOICES.groupManager),
		default: 'mostCommon',
		description: 'Who becomes the manager of a group',
		displayOptions: { show: { mode: ['levels', 'parentIds'] } },
	},
];

const notice: INodeProperties = {
	displayName:
		'Each input item is a person, as the Employee Mapper gives them. The outputs are the groups, parents first, the same people with the group of each, and the issues.',
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
