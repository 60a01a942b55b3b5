import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { optionsCollection } from '../../optionsCollection';
import type { ConnectionSettings } from '../transport/connect';

/** How much of a list is returned. */
export const howMany: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

const LARGEST_PAGE = 1000;

/** Options of every operation that reads lists. */
const readingOptions: INodeProperties[] = [
	{
		displayName: 'Concurrency',
		name: 'concurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 20 },
		default: 4,
		description: 'How many requests to send to Flex at the same time',
	},
	{
		displayName: 'Max Read Attempts',
		name: 'maxReadAttempts',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 20 },
		default: 3,
		description:
			'How often a list is read from the start when it changes while it is read, before the run ends with an error',
	},
	{
		displayName: 'Max Tries per Request',
		name: 'maxTries',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 20 },
		default: 5,
		description:
			'How often a request is sent when Flex is busy or the connection breaks off, before the run ends with an error',
	},
	{
		displayName: 'Page Size',
		name: 'pageSize',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: LARGEST_PAGE },
		default: LARGEST_PAGE,
		description:
			'How many rows to ask for in one request. If Flex gives fewer, the node follows. If Flex ignores the size, the node asks for 100.',
	},
];

/** The parameter *Options* of an operation that reads lists. @param own options of this operation alone */
export function optionsParameter(own: readonly INodeProperties[] = []): INodeProperties {
	return optionsCollection([...own, ...readingOptions].sort((a, b) => (a.name < b.name ? -1 : 1)));
}

/** What was chosen among `readingOptions`, or their defaults. */
export function connectionSettings(options: IDataObject): ConnectionSettings {
	const whole = (name: string, fallback: number, most: number) => {
		const value = Number(options[name] ?? fallback);
		return Number.isFinite(value) ? Math.min(most, Math.max(1, Math.floor(value))) : fallback;
	};
	return {
		concurrency: whole('concurrency', 4, 20),
		maxReadAttempts: whole('maxReadAttempts', 3, 20),
		maxTries: whole('maxTries', 5, 20),
		pageSize: whole('pageSize', LARGEST_PAGE, LARGEST_PAGE),
	};
}
