import type { INodeProperties } from 'n8n-workflow';
import { readPath } from '../../../../scim/attributePaths';
import type { Connection } from '../../../../scim/directory';
import { readDirectory } from '../../../../scim/directory';
import { getOwn, textOrNull, type JsonObject } from '../../../../scim/json';
import { lookUp, type LookupKey } from '../../../../scim/lookup';
import { readAll } from '../../../../scim/reader';
import { toCurrentUser } from '../../../../scim/resource';
import { fatal } from '../../../../scim/words';
import { itemOf } from '../items';
import { readOptions, showFor, type Operation } from '../operation';
import { limit, returnAll, simplify } from '../parameters';
import { simplifiedUsers } from '../simplified';

interface Filters {
	active?: 'any' | 'active' | 'inactive';
	externalId?: string;
	username?: string;
}

const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Active',
			name: 'active',
			type: 'options',
			default: 'any',
			options: [
				{ name: 'Any', value: 'any' },
				{ name: 'Only Active', value: 'active' },
				{ name: 'Only Inactive', value: 'inactive' },
			],
			description: 'Whether users who are switched off are among the results',
		},
		{
			displayName: 'External ID',
			name: 'externalId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 9f2c1e04-6d1b-4d7a-9a53-1c7f0a2b8e11',
			description: 'Only the user with this External ID',
		},
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			default: '',
			placeholder: 'e.g. anna.lindqvist@example.com',
			description: 'Only the user with this username',
		},
	],
};

export const getMany: Operation = {
	fields: showFor('user', 'getMany', [returnAll, limit, filters, simplify]),
	async execute(context, connection) {
		const wanted = context.getNodeParameter('returnAll', 0)
			? Infinity
			: (context.getNodeParameter('limit', 0) as number);
		const conditions = readOptions<Filters>(context, 'filters');
		const isSimplified = context.getNodeParameter('simplify', 0) as boolean;
		const isAll = wanted === Infinity && Object.keys(conditions).length === 0;
		if (isAll && isSimplified) {
			const { users } = await readDirectory(connection);
			return users.map((one) => itemOf(one, 0));
		}
		const resources = await find(connection, conditions, wanted);
		const results: object[] = isSimplified
			? await simplifiedUsers(connection, resources)
			: resources;
		return results.map((one) => itemOf(one, 0));
	},
};

async function find(
	connection: Connection,
	{ active = 'any', externalId = '', username = '' }: Filters,
	wanted: number,
): Promise<JsonObject[]> {
	const { map, tenant } = connection;
	const key: LookupKey | undefined = externalId ? 'externalId' : username ? 'userName' : undefined;
	if (!key && active === 'any') {
		return await readAll(connection, 'user', { limit: wanted });
	}
	const candidates = key
		? await lookUpAll(connection, key, (externalId || username).trim())
		: await readAll(connection, 'user');
	const path = map.user.get('username')!;
	const isWanted = (resource: JsonObject) => {
		const current = toCurrentUser(resource, { map, tenant, externalIdOf: () => null });
		const name = textOrNull(readPath(resource, path) ?? getOwn(resource, 'userName')) ?? '';
		return (
			(active === 'any' || current.active === (active === 'active')) &&
			(!username || name.toLowerCase() === username.trim().toLowerCase())
		);
	};
	return candidates.filter(isWanted).slice(0, wanted);
}

async function lookUpAll(
	connection: Connection,
	key: LookupKey,
	value: string,
): Promise<JsonObject[]> {
	const result = await lookUp(connection, 'user', key, value);
	if ('answer' in result) {
		throw fatal(result.answer, 'looking up users in Winningtemp', connection.client.service);
	}
	return result.found;
}
