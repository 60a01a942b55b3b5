import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { optionsCollection } from '../../optionsCollection';
import type { Kind } from '../../../directory/apply/target';

/** Parameters that several operations share. */

export const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** By what a user or a group is chosen. */
export const LOCATORS: Record<Kind, INodeProperties> = {
	user: locator('User', 'user', 'searchUsers', 'Anna Lindqvist', '48213'),
	group: locator('Group', 'group', 'searchGroups', 'Finance', '301'),
};

function locator(
	displayName: string,
	name: Kind,
	searchListMethod: string,
	exampleName: string,
	exampleId: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: `The ${name} to work on`,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `e.g. ${exampleName}`,
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: 'By External ID',
				name: 'externalId',
				type: 'string',
				placeholder: 'e.g. 9f2c1e04-6d1b-4d7a-9a53-1c7f0a2b8e11',
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${exampleId}`,
				hint: 'The ID that Winningtemp itself gives, called targetId in the output',
			},
		],
	};
}

export const concurrency: INodeProperties = {
	displayName: 'Concurrency',
	name: 'concurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 20 },
	default: 4,
	description: 'How many changes are made at a time',
};

export const dryRun: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description: 'Whether to only report what would be done, and write nothing',
	displayOptions: { show: { '@version': [{ _cnd: { gte: 2 } }] } },
};

/** The same as one of the options, where version 1 has it. */
export const dryRunOption: INodeProperties = {
	...dryRun,
	displayOptions: { show: { '@version': [1] } },
};

/** Whether to write nothing: what is not a clear no counts as yes. */
export function isDryRun(context: IExecuteFunctions): boolean {
	const name = context.getNode().typeVersion < 2 ? 'options.dryRun' : 'dryRun';
	return context.getNodeParameter(name, 0, false) !== false;
}

export const useBulk: INodeProperties = {
	displayName: 'Use Bulk',
	name: 'useBulk',
	type: 'boolean',
	default: true,
	description:
		'Whether to send several changes in one request where the tenant offers it. The result is the same.',
};

export const maxAttempts: INodeProperties = {
	displayName: 'Max Attempts',
	name: 'maxAttempts',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 20 },
	default: 5,
	description:
		'How often to send a request at most when Winningtemp is busy, fails or does not answer. In between, the node waits as long as Winningtemp asks.',
};

/** What the collection *Options* of an operation that writes may hold. */
export interface WriteOptions {
	concurrency?: number;
	maxAttempts?: number;
	useBulk?: boolean;
}

export const DEFAULT_CONCURRENCY = 4;

/** The collection *Options*. */
export function options(...fields: INodeProperties[]): INodeProperties {
	return optionsCollection(fields);
}
