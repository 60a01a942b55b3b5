import type { INodeProperties } from 'n8n-workflow';
import { allowanceParameter } from '../allowance';
import { guardsParameters, protectedAccounts, release } from '../guards';

const mode: INodeProperties = {
	displayName: 'Mode',
	name: 'mode',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Synchronize',
			value: 'synchronize',
			description: 'Plans what makes Winningtemp as HR is',
		},
		{
			name: 'Undo a Run',
			value: 'undo',
			description: 'Plans the undo of one run, where the values are still as that run left them',
		},
	],
	default: 'synchronize',
	description: 'What the node plans',
	displayOptions: { show: { '@version': [{ _cnd: { gte: 2 } }] } },
};

const undo = { mode: ['undo'] };

/** Hides what an undo does not ask for. */
const unlessUndo = (property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { ...property.displayOptions, hide: undo },
});

const people: INodeProperties = {
	displayName: 'The List Holds',
	name: 'people',
	type: 'options',
	options: [
		{
			name: 'Everyone',
			value: 'everyone',
			description:
				'A person who is not on the list has left. If the node Flex HRM reads only some people (Return All off, Modified Since, a company left out), the planner notices that.',
		},
		{
			name: 'Only Some People',
			value: 'some',
			description:
				'They are created and updated. Nobody is removed, and no group is renamed, moved or deleted.',
		},
	],
	default: 'everyone',
	description: 'Whether a person who is not on the list has left',
};

const removal: INodeProperties = {
	displayName: 'Removal',
	name: 'removal',
	type: 'collection',
	placeholder: 'Add Setting',
	default: {},
	description:
		'What happens to users in Winningtemp who are no longer in HR, and to those whom an undone run created',
	options: [
		{
			displayName: 'Action',
			name: 'action',
			type: 'options',
			options: [
				{
					name: 'Deactivate',
					value: 'deactivate',
					description:
						'They can no longer log in. A person who comes back gets the same user again.',
					action: 'Deactivate leavers',
				},
				{
					name: 'Delete',
					value: 'delete',
					description:
						'They are removed. Winningtemp keeps a removed user for the time in its settings. An inactive user counts as removed.',
					action: 'Delete leavers',
				},
				{
					name: 'Nothing',
					value: 'none',
					description: 'They stay as they are',
					action: 'Leave leavers as they are',
				},
			],
			default: 'deactivate',
			description: 'What to do with them',
		},
		{
			displayName: 'Company Attribute',
			name: 'companyAttribute',
			type: 'string',
			default: '',
			placeholder: 'e.g. company',
			description:
				'The attribute in Winningtemp that holds the ID of the company in Flex (mapped in the Employee Mapper from CompanyId). If one of several companies could not be read, leavers of the others are still removed. Without this attribute nobody is removed in such a run.',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'options',
			options: [
				{
					name: 'All Users',
					value: 'all',
					description:
						'Also users that were created by hand and whose username nobody in HR has, administrators included',
				},
				{
					name: 'Users With External ID',
					value: 'withExternalId',
					description: 'Only users that a synchronisation created or adopted',
				},
			],
			default: 'withExternalId',
			description: 'Who can be removed at all',
		},
	],
};

const userStatus: INodeProperties = {
	displayName: 'User Status',
	name: 'userStatus',
	type: 'options',
	options: [
		{
			name: 'Keep Inactive',
			value: 'keepInactive',
			description:
				'A user who is inactive in Winningtemp, such as during parental leave, stays inactive. The values are still updated.',
		},
		{
			name: 'Overwrite',
			value: 'overwrite',
			description: 'Everyone in HR is active in Winningtemp',
		},
	],
	default: 'overwrite',
	description: 'Whether someone in HR who is inactive in Winningtemp is made active again',
};

const memberships: INodeProperties = {
	displayName: 'Memberships',
	name: 'memberships',
	type: 'options',
	options: [
		{
			name: 'Keep Higher Role',
			value: 'keepHigherRole',
			description: 'Keep Manual, and no manager is made an ordinary member',
		},
		{
			name: 'Keep Manual',
			value: 'keepManual',
			description: 'People stay in groups that were created by hand',
		},
		{
			name: 'Overwrite',
			value: 'overwrite',
			description: 'People are taken out of every group but that of HR',
		},
	],
	default: 'keepManual',
	description: 'What happens to memberships in groups that were created by hand in Winningtemp',
};

const managersAreMembers: INodeProperties = {
	displayName: 'Managers Are Members',
	name: 'managersAreMembers',
	type: 'boolean',
	default: false,
	description: 'Whether the manager of a group is a member of it as well (in Winningtemp: no)',
};

const segmentConnections: INodeProperties = {
	displayName: 'Segment Connections',
	name: 'segmentConnections',
	type: 'options',
	options: [
		{
			name: 'Keep Manual',
			value: 'keepManual',
			description: 'People keep segments of categories that HR does not fill',
		},
		{
			name: 'Overwrite',
			value: 'overwrite',
			description: 'People are in the segments of HR and in no others',
		},
	],
	default: 'keepManual',
	description:
		'What happens to segments that people were connected to by hand, if segments are mapped. HR always decides about the categories that it fills.',
};

const renames: INodeProperties = {
	displayName: 'Renames',
	name: 'renames',
	type: 'collection',
	placeholder: 'Add Setting',
	default: {},
	description: 'How a renamed or moved group is recognised, so that its history stays with it',
	options: [
		{
			displayName: 'Detect by People',
			name: 'detect',
			type: 'boolean',
			default: true,
			description:
				'Whether a group is recognised by its people when neither its External ID nor its path is known',
		},
		{
			displayName: 'Minimum Overlap (%)',
			name: 'minimumOverlap',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100 },
			default: 50,
			description:
				'How many people, of the larger of the old and the new group, must be the same. Joiners and leavers do not count.',
		},
	],
};

const moves: INodeProperties = {
	displayName: 'Declared Moves',
	name: 'moves',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Move' },
	placeholder: 'Add Move',
	default: {},
	description:
		'Groups that were renamed or moved in HR and cannot be recognised. Once a move is made, you can remove it here.',
	options: [
		{
			displayName: 'Move',
			name: 'move',
			values: [
				{
					displayName: 'From',
					name: 'from',
					type: 'string',
					default: '',
					placeholder: 'e.g. Stockholm / Finance',
					description: 'The group in Winningtemp, by External ID, full path or unique name',
				},
				{
					displayName: 'To',
					name: 'to',
					type: 'string',
					default: '',
					placeholder: 'e.g. Malmö / Finance',
					description: 'The group in HR, by External ID, full path or unique name',
				},
			],
		},
	],
};

const names = (
	displayName: string,
	one: string,
	placeholder: string,
	description: string,
): INodeProperties => ({
	displayName,
	name: displayName.toLowerCase(),
	type: 'string',
	typeOptions: { multipleValues: true, multipleValueButtonText: `Add ${one}` },
	default: [],
	placeholder,
	description,
});

const scope: INodeProperties = {
	displayName: 'Scope',
	name: 'scope',
	type: 'collection',
	placeholder: 'Add Names',
	default: {},
	description:
		'A pilot: only the people, groups and companies named here are written. Everything else is planned and comes out of Held, with the guard scope. Empty: everybody.',
	options: [
		names(
			'Companies',
			'Company',
			'e.g. 2',
			'The IDs of companies, as the attribute for the company in Winningtemp holds them: that of Removal → Company Attribute, else the attribute company',
		),
		names(
			'Groups',
			'Group',
			'e.g. Stockholm / Finance',
			'Groups with everything below them, by External ID, full path or name; * stands for any characters',
		),
		names(
			'People',
			'Person',
			'e.g. anna@company.se',
			'People by External ID or username; * stands for any characters',
		),
	],
};

const DEFAULTS = 'By default leavers are deactivated and all guards are on.';

const notices: INodeProperties[] = [
	{
		displayName: `Connect the three outputs of the Hierarchy Builder to Groups, Users and Issues, and Winningtemp (Directory: Get) to Current. ${DEFAULTS}`,
		name: 'notice',
		type: 'notice',
		default: '',
		displayOptions: { show: { '@version': [{ _cnd: { gte: 2 } }] } },
	},
	{
		displayName: `Connect the groups to Groups, the people to Users, with the skipped people of the Employee Mapper among them, and Winningtemp (Directory: Get) to Current. ${DEFAULTS}`,
		name: 'notice',
		type: 'notice',
		default: '',
		displayOptions: { show: { '@version': [1] } },
	},
];

const undoNotice: INodeProperties = {
	displayName:
		'Connect the undo file of a run, read by Extract from File (Extract From JSON), to Made, and Winningtemp (Directory: Get) to Current. What was changed since the run stays and is named. All guards are on.',
	name: 'undoNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: undo },
};

export const properties: INodeProperties[] = [
	mode,
	...[...notices, people].map(unlessUndo),
	...[undoNotice, removal, ...guardsParameters(), allowanceParameter(), release],
	...[userStatus, memberships, managersAreMembers].map(unlessUndo),
	...[segmentConnections, renames, moves].map(unlessUndo),
	protectedAccounts,
	unlessUndo(scope),
];
