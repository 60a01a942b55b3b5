import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { compareText, matchingKey } from '../../../directory/common/text';
import { connect } from '../actions/connect';
import { asNodeError } from '../../failure';
import type { Connection } from '../../../scim/directory';
import { toCurrentGroup } from '../../../scim/groupResource';
import { getOwn, isObject, listOf, textOrNull, type JsonObject } from '../../../scim/json';
import { isSuccess } from '../../../scim/protocol';
import { pageSizeFor, quoted, readAll } from '../../../scim/reader';
import { nameOf, toCurrentUser } from '../../../scim/userResource';
import { labelledGroups } from './groupLabels';

const MOST_RESULTS = 100;

/** Users whose name or username holds the text that was typed. */
export async function searchUsers(
	this: ILoadOptionsFunctions,
	text?: string,
): Promise<INodeListSearchResult> {
	return await searched(this, text, async (connection) => {
		const names = ['userName', 'name.givenName', 'name.familyName'];
		const users = await findUsers(connection, (text ?? '').trim(), names);
		return users.map((user) => ({ name: labelOf(connection, user), value: idOf(user) }));
	});
}

/**
 * Groups whose name, or that of a group above, holds the text that was typed. All are read, since
 * the groups above tell apart those of the same name.
 */
export async function searchGroups(
	this: ILoadOptionsFunctions,
	text?: string,
): Promise<INodeListSearchResult> {
	return await searched(this, text, async ({ client, tenant, map }) => {
		const pageSize = pageSizeFor(tenant.maxResults);
		const groups = await readAll(client, '/Groups', { pageSize });
		return labelledGroups(groups.map((group) => toCurrentGroup(group, { map, tenant })));
	});
}

type Entry = INodeListSearchResult['results'][number];

async function searched(
	context: ILoadOptionsFunctions,
	text: string | undefined,
	find: (connection: Connection) => Promise<Entry[]>,
): Promise<INodeListSearchResult> {
	try {
		const wanted = matchingKey(text);
		const found = await find(await connect(context));
		const results = found
			.filter(({ name }) => matchingKey(name).includes(wanted))
			.sort((a, b) => compareText(matchingKey(a.name), matchingKey(b.name)))
			.slice(0, MOST_RESULTS);
		return { results };
	} catch (error) {
		throw asNodeError(context.getNode(), error);
	}
}

async function findUsers(
	{ client, tenant }: Connection,
	text: string,
	attributes: readonly string[],
): Promise<JsonObject[]> {
	if (text !== '' && tenant.filter) {
		const filter = attributes.map((attribute) => `${attribute} co ${quoted(text)}`).join(' or ');
		const answer = await client.get('/Users', { filter, count: MOST_RESULTS });
		const found = listOf(getOwn(answer.body, 'Resources')).filter(isObject);
		// Nothing found may also be a server that minds upper and lower case, unlike this search.
		if (isSuccess(answer) && found.length > 0) return found;
	}
	return await readAll(client, '/Users', {
		pageSize: pageSizeFor(tenant.maxResults),
		...(text === '' ? { limit: MOST_RESULTS } : {}),
	});
}

function idOf(resource: JsonObject): string {
	return textOrNull(getOwn(resource, 'id')) ?? '';
}

function labelOf({ map, tenant }: Connection, resource: JsonObject): string {
	const user = toCurrentUser(resource, { map, tenant, externalIdOf: () => null });
	const name = nameOf(user);
	return user.username && user.username !== name ? `${name} (${user.username})` : name;
}
