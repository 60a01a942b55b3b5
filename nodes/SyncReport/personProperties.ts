import type { INodeProperties } from 'n8n-workflow';

export const onePerson = { show: { about: ['onePerson'] } };
const timeline = { show: { about: ['timeline'] } };

/** Of the report about one person, and of what changed of that person when. */
export const personProperties: INodeProperties[] = [
	{
		displayName: 'Person',
		name: 'person',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1017, or anna.berg@example.com',
		description:
			'An employee number, an e-mail address, a username, an External ID or a first and last name, whole. If nobody has it, the report says so.',
		displayOptions: onePerson,
	},
	{
		displayName: 'Levels',
		name: 'levels',
		type: 'string',
		default: '',
		placeholder: 'e.g. Office, Department, Team',
		description:
			'The fields that the Hierarchy Builder makes groups from, top level first. The report says which of them are filled. Empty: all organizational fields.',
		displayOptions: onePerson,
	},
	{
		displayName: 'People',
		name: 'people',
		type: 'string',
		default: '',
		placeholder: "e.g. {{ $('Build the group hierarchy').all(1) }}",
		description:
			'The output Users of the Hierarchy Builder, as an expression. Empty: people come by an input.',
		displayOptions: onePerson,
	},
	{
		displayName: 'Current',
		name: 'current',
		type: 'string',
		default: '',
		placeholder: "e.g. {{ $('Read the directory in Winningtemp').all() }}",
		description:
			'The users and groups that Winningtemp has now (Directory: Get), as an expression. Empty: they come by an input.',
		displayOptions: onePerson,
	},
	{
		displayName:
			'Connect a Data table node that gets the rows that “Keep the changes of people” wrote of this person.',
		name: 'timelineNotice',
		type: 'notice',
		default: '',
		displayOptions: timeline,
	},
	{
		displayName: 'Explanation',
		name: 'explanation',
		type: 'string',
		default: '',
		placeholder: "e.g. {{ $('Explain the one person').first().json }}",
		description: 'The item of the report about one person, as an expression',
		displayOptions: timeline,
	},
];
