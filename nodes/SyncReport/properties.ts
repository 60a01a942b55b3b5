import type { INodeProperties } from 'n8n-workflow';
import { optionsCollection } from '../optionsCollection';
import { onePerson, personProperties } from './personProperties';

const everyone = { show: { about: ['everyone'] } };
const endOfRun = { show: { about: ['endOfRun'] } };
const readiness = { show: { about: ['readiness'] } };
const comparison = { show: { about: ['comparison'] } };
const overview = { show: { about: ['overview'] } };
const dataQuality = { show: { about: ['dataQuality'] } };
const history = { show: { about: ['history'] } };
const inBothLanguages = { hide: { about: ['endOfRun'] } };
const ofMany = { show: { about: ['comparison', 'dataQuality', 'everyone', 'readiness'] } };
const titled = {
	show: { about: ['comparison', 'dataQuality', 'everyone', 'history', 'overview', 'readiness'] },
};

export const properties: INodeProperties[] = [
	{
		displayName: 'About',
		name: 'about',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Data Quality for HR',
				value: 'dataQuality',
				description: 'What to correct in HR, by company or manager, without technical IDs',
			},
			{
				name: 'End of the Run',
				value: 'endOfRun',
				description:
					'The answer for the person who released changes; fails where a run ended early',
			},
			{
				name: 'Everyone',
				value: 'everyone',
				description: 'What a run did, holds back, and could not do',
			},
			{
				name: 'History of Runs',
				value: 'history',
				description:
					'The runs of the last months as a chart, and what is unusual about the last ones',
			},
			{
				name: 'Many Customers',
				value: 'overview',
				description: 'One table of the runs of many customers, those that need a decision first',
			},
			{
				name: 'One Person',
				value: 'onePerson',
				description: 'What HR has for one person, what it becomes and why, step by step',
			},
			{
				name: 'Readiness',
				value: 'readiness',
				description: 'What is to be settled before the first run, and by whom',
			},
			{
				name: 'Timeline of One Person',
				value: 'timeline',
				description: 'Adds what changed when to the report about one person, the latest first',
			},
			{
				name: 'Two Plans',
				value: 'comparison',
				description:
					'Which people and groups get another result with changed settings, or on another day',
			},
		],
		default: 'everyone',
		description: 'Whom the report is about',
	},
	{
		displayName:
			'Connect what was done (Directory: Apply, or Create or Update) to Changes, and the outputs Held, Issues and Summary of the Sync Planner. The tree of groups comes with Summary. An input that is not connected is left out of the report.',
		name: 'everyoneNotice',
		type: 'notice',
		default: '',
		displayOptions: everyone,
	},
	{
		displayName:
			'Connect the outputs Changes, Held, Issues and Summary of the Sync Planner. Enter in People and Current where the people and the present directory come from. Switch on Explain Values in the Employee Mapper.',
		name: 'onePersonNotice',
		type: 'notice',
		default: '',
		displayOptions: onePerson,
	},
	{
		displayName:
			'Connect the outputs Changes, Held, Issues and Summary of the Sync Planner, without Directory: Apply. Enter in Checks where the items of both checks (Connection: Check) come from.',
		name: 'readinessNotice',
		type: 'notice',
		default: '',
		displayOptions: readiness,
	},
	{
		displayName:
			'Connect the outputs Changes, Held, Issues and Summary of the Sync Planner with the changed settings, or with the other day. Enter in Present Plan where the other plan comes from. Nothing is written.',
		name: 'comparisonNotice',
		type: 'notice',
		default: '',
		displayOptions: comparison,
	},
	{
		displayName: 'Present Plan',
		name: 'present',
		type: 'string',
		default: '',
		placeholder:
			"e.g. {{ [0, 1, 2, 3].flatMap((output) => $('Plan with the present settings').all(output)) }}",
		description:
			'All outputs of the Sync Planner that the other plan is compared with, as an expression',
		displayOptions: comparison,
	},
	{
		displayName: 'Name of the Present Plan',
		name: 'presentName',
		type: 'string',
		default: 'present settings',
		placeholder: 'e.g. today',
		description: 'What the report calls the result of the present plan',
		displayOptions: comparison,
	},
	{
		displayName: 'Name of the Other Plan',
		name: 'otherName',
		type: 'string',
		default: 'changed settings',
		placeholder: 'e.g. in 30 days',
		description: 'The name of the result of the connected plan in the report',
		displayOptions: comparison,
	},
	{
		displayName: 'Customers',
		name: 'customers',
		type: 'string',
		default: '',
		placeholder: "e.g. {{ $('One item for each customer').all() }}",
		description:
			'The items whose workflows were run, in the same order, each with a field customer, as an expression',
		displayOptions: overview,
	},
	{
		displayName:
			'Connect the outputs Issues and Summary of the Sync Planner. Summary says where people belong.',
		name: 'dataQualityNotice',
		type: 'notice',
		default: '',
		displayOptions: dataQuality,
	},
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'options',
		options: [
			{ name: 'Company', value: 'company', description: 'The top group of each person' },
			{ name: 'Manager', value: 'manager', description: 'The manager of each person' },
		],
		default: 'company',
		description: 'Who gets a list. The output has a mail for each under “lists”.',
		displayOptions: dataQuality,
	},
	{
		displayName: 'Checks',
		name: 'checks',
		type: 'string',
		default: '',
		placeholder: "e.g. {{ [$('Check Flex HRM').first(), $('Check Winningtemp').first()] }}",
		description:
			'The items of Flex HRM (Connection: Check) and Winningtemp (Connection: Check), as an expression',
		displayOptions: readiness,
	},
	...personProperties,
	{
		displayName:
			'Connect a Data table node that gets the rows that “Keep the history” wrote, one for each run.',
		name: 'historyNotice',
		type: 'notice',
		default: '',
		displayOptions: history,
	},
	{
		displayName: 'Hours Without a Run',
		name: 'hoursWithoutRun',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 26,
		description:
			'How many hours without a run count as unusual. A workflow that has not run for 30 days is left out.',
		displayOptions: history,
	},
	{
		displayName: 'Hours on Hold',
		name: 'hoursHeld',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 24,
		description: 'How many hours of runs that hold something count as unusual',
		displayOptions: history,
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: 'Flex HRM → Winningtemp',
		required: true,
		placeholder: 'e.g. Flex HRM → Winningtemp, nightly run',
		description: 'The title at the top of the report and in the e-mail subject',
		displayOptions: titled,
	},
	{
		displayName: 'Include Names',
		name: 'includeNames',
		type: 'boolean',
		default: true,
		description:
			'Whether the report shows names and personal values. If not, it shows people without name and External ID, and no reasons and messages, which may name people. It always shows the names of groups.',
		displayOptions: ofMany,
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'options',
		options: [
			{ name: 'English', value: 'en' },
			{ name: 'Swedish', value: 'sv' },
		],
		default: 'en',
		description: 'The language of the page, the Markdown, and the subject line',
		displayOptions: inBothLanguages,
	},
	{
		displayName: 'Release Address',
		name: 'releaseAddress',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://n8n.example.com/form/release-held-changes',
		description:
			'The production URL of the form that releases held changes. The report links to it, with the plan number filled in (?plan=…).',
		displayOptions: everyone,
	},
	{
		displayName: 'Released By',
		name: 'releasedBy',
		type: 'string',
		default: '',
		placeholder: "e.g. {{ $('Start the run').first().json.releasedBy }}",
		description: 'The person who released held changes in this run, for the report',
		displayOptions: everyone,
	},
	{
		displayName:
			'Connect the node that writes the report. Put this node lowest on the canvas, below the nodes that send the report: n8n runs it last. Set the nodes that send to continue (Settings → On Error): if one fails, a scheduled run fails here, with its message, and a release still gets its answer.',
		name: 'endOfRunNotice',
		type: 'notice',
		default: '',
		displayOptions: endOfRun,
	},
	optionsCollection(
		[
			{
				displayName: 'Changes of People',
				name: 'changesOfPeople',
				type: 'boolean',
				default: false,
				description:
					'Whether to list each change that was made to a person under “changesOfPeople”, for a table that shows later what changed when. It holds personal data, so there is none without names.',
				displayOptions: { show: { '/about': ['everyone'] } },
			},
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
			// Where the release address was in version 0.1.0: saved workflows keep it.
			{ displayName: 'Release Form URL', name: 'releaseUrl', type: 'hidden', default: '' },
			{
				displayName: 'Undo File',
				name: 'undoFile',
				type: 'boolean',
				default: false,
				description:
					'Whether to write a second file, undo: the changes that were made, with the values before and after, for the workflow that undoes a run. It holds personal data, so there is none without names. No template mails it.',
				displayOptions: { show: { '/about': ['everyone'] } },
			},
		],
		ofMany,
	),
];
