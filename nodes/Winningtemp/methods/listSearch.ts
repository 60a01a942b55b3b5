import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { compareText, matchingKey } from '../../../directory/common/text';
import { connect } from '../actions/connect';
import { asNodeError } from '../../failure';
import type { Connection } from '../../../scim/directory';
import { getOwn, isObject, listOf, type JsonObject } from '../../../scim/json';
import { isSuccess } from '../../../scim/protocol';
import { ENDPOINTS, quoted, readAll } from '../../../scim/reader';
import { idOf, nameOf, toCurrentGroup, toCurrentUser } from '../../../scim/resource';
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
	return await searched(this, text, async (connection) => {
		const groups = await readAll(connection, 'group');
		return labelledGroups(groups.map((group) => toCurrentGroup(group, connection)));
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
	connection: Connection,
	text: string,
	attributes: readonly string[],
): Promise<JsonObject[]> {
	if (text !== '' && connection.tenant.filter) {
		const filter = attributes.map((attribute) => `${attribute} co ${quoted(text)}`).join(' or ');
		const answer = await connection.client.get(ENDPOINTS.user, { filter, count: MOST_RESULTS });
		const found = listOf(getOwn(answer.body, 'Resources')).filter(isObject);
		// Nothing found may also be a server that minds upper and lower case, unlike this search.
		if (isSuccess(answer) && found.length > 0) return found;
	}
	return await readAll(connection, 'user', text === '' ? { limit: MOST_RESULTS } : {});
}

function labelOf({ map, tenant }: Connection, resource: JsonObject): string {
	const user = toCurrentUser(resource, { map, tenant, externalIdOf: () => null });
	const name = nameOf(user);
	return user.username && user.username !== name ? `${name} (${user.username})` : name;
}
