import type { INodeProperties } from 'n8n-workflow';
import { matchingKey } from '../../../../directory/common/text';
import { getOwn, type JsonObject } from '../../../../scim/json';
import { readAll } from '../../../../scim/reader';
import { externalIdOf, toCurrentGroup } from '../../../../scim/resource';
import { itemOf } from '../items';
import { readOptions, showFor, type Operation } from '../operation';
import { limit, returnAll, simplify } from '../parameters';

interface Filters {
	externalId?: string;
	name?: string;
}

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'External ID',
			name: 'externalId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 9f2c1e04-6d1b-4d7a-9a53-1c7f0a2b8e11',
			description: 'Only the group with this External ID',
		},
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. Finance',
			description: 'Only groups with this name, in upper or lower case',
		},
	],
};

export const getMany: Operation = {
	fields: showFor('group', 'getMany', [returnAll, limit, filters, simplify]),
	async execute(context, connection) {
		const wanted = context.getNodeParameter('returnAll', 0)
			? Infinity
			: (context.getNodeParameter('limit', 0) as number);
		const { externalId = '', name = '' } = readOptions<Filters>(context, 'filters');
		const isSimplified = context.getNodeParameter('simplify', 0) as boolean;
		const isFiltered = externalId !== '' || name !== '';
		const isWanted = (group: JsonObject) =>
			(!externalId || externalIdOf(group) === externalId.trim()) &&
			(!name || matchingKey(getOwn(group, 'displayName')) === matchingKey(name));
		const limited = isFiltered ? {} : { limit: wanted };
		const resources = await readAll(connection, 'group', limited);
		return resources
			.filter(isWanted)
			.slice(0, wanted)
			.map((group) => itemOf(isSimplified ? toCurrentGroup(group, connection) : group, 0));
	},
};
