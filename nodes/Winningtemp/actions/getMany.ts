import type { INodeProperties } from 'n8n-workflow';
import type { Kind } from '../../../directory/apply/target';
import { matchingKey } from '../../../directory/common/text';
import { readPath } from '../../../scim/attributePaths';
import { readDirectory, type Connection } from '../../../scim/directory';
import { getOwn, textOrNull, type JsonObject } from '../../../scim/json';
import { lookUp, type LookupKey } from '../../../scim/lookup';
import { readAll } from '../../../scim/reader';
import { externalIdOf, toCurrentUser } from '../../../scim/resource';
import { fatal } from '../../../scim/words';
import { rememberWays } from './connect';
import { itemOf } from './items';
import { readOptions, showFor, type Operation } from './operation';
import { limit, returnAll, simplify } from './parameters';
import { simplified } from './simplified';

interface Filters {
	/** Of users only, as `username`. */
	active?: 'any' | 'active' | 'inactive';
	externalId?: string;
	username?: string;
	/** Of groups only. */
	name?: string;
}

const FILTERS: Record<Kind, INodeProperties[]> = {
	user: [
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
			description: 'Whether inactive users are among the results',
		},
		externalIdFilter('user'),
		textFilter(
			'Username',
			'username',
			'anna.lindqvist@example.com',
			'Only the user with this username',
		),
	],
	group: [
		externalIdFilter('group'),
		textFilter('Name', 'name', 'Finance', 'Only groups with this name, in upper or lower case'),
	],
};

function externalIdFilter(kind: Kind): INodeProperties {
	const example = '9f2c1e04-6d1b-4d7a-9a53-1c7f0a2b8e11';
	return textFilter('External ID', 'externalId', example, `Only the ${kind} with this External ID`);
}

function textFilter(
	displayName: string,
	name: string,
	example: string,
	description: string,
): INodeProperties {
	const placeholder = `e.g. ${example}`;
	return { displayName, name, type: 'string', default: '', placeholder, description };
}

/** The operation Get Many of a resource. */
export function getMany(kind: Kind): Operation {
	const filters: INodeProperties = {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: FILTERS[kind],
	};
	return {
		fields: showFor(kind, 'getMany', [returnAll, limit, filters, simplify]),
		async execute(context, connection) {
			const wanted = context.getNodeParameter('returnAll', 0)
				? Infinity
				: (context.getNodeParameter('limit', 0) as number);
			const conditions = readOptions<Filters>(context, 'filters');
			const isSimplified = context.getNodeParameter('simplify', 0) as boolean;
			const isAll = wanted === Infinity && Object.keys(conditions).length === 0;
			if (isAll && isSimplified && kind === 'user') {
				const { users } = await readDirectory(connection);
				rememberWays(context, connection.tenant);
				return users.map((one) => itemOf(one, 0));
			}
			const resources = await FIND[kind](connection, conditions, wanted);
			const results = isSimplified ? await simplified(kind, connection, resources) : resources;
			return results.map((one) => itemOf(one, 0));
		},
	};
}

type Find = (connection: Connection, filters: Filters, limit: number) => Promise<JsonObject[]>;

const FIND: Record<Kind, Find> = { user: findUsers, group: findGroups };

async function findGroups(
	connection: Connection,
	{ externalId = '', name = '' }: Filters,
	wanted: number,
): Promise<JsonObject[]> {
	const isFiltered = externalId !== '' || name !== '';
	const groups = await readAll(connection, 'group', isFiltered ? {} : { limit: wanted });
	const isWanted = (group: JsonObject) =>
		(!externalId || externalIdOf(group) === externalId.trim()) &&
		(!name || matchingKey(getOwn(group, 'displayName')) === matchingKey(name));
	return groups.filter(isWanted).slice(0, wanted);
}

async function findUsers(
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
