import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { compareText, matchingKey } from '../../../directory/text';
import { connect } from '../actions/connect';
import { asNodeError } from '../actions/errors';
import type { Connection } from '../scim/directory';
import { getOwn, isObject, listOf, textOrNull, type JsonObject } from '../scim/json';
import { isSuccess } from '../scim/protocol';
import { pageSizeFor, quoted, readAll, type Endpoint } from '../scim/reader';
import { nameOf, toCurrentUser } from '../scim/userResource';

const MOST_RESULTS = 100;

/** Users whose name or username holds the text that was typed. */
export async function searchUsers(
	this: ILoadOptionsFunctions,
	text?: string,
): Promise<INodeListSearchResult> {
	return await searched(this, '/Users', text, ['userName', 'name.givenName', 'name.familyName']);
}

/** Groups whose name holds the text that was typed. */
export async function searchGroups(
	this: ILoadOptionsFunctions,
	text?: string,
): Promise<INodeListSearchResult> {
	return await searched(this, '/Groups', text, ['displayName']);
}

async function searched(
	context: ILoadOptionsFunctions,
	endpoint: Endpoint,
	text: string | undefined,
	attributes: readonly string[],
): Promise<INodeListSearchResult> {
	try {
		const connection = await connect(context);
		const wanted = matchingKey(text);
		const resources = await find(connection, endpoint, (text ?? '').trim(), attributes);
		const results = resources
			.map((resource) => ({
				name: labelOf(connection, endpoint, resource),
				value: textOrNull(getOwn(resource, 'id')) ?? '',
			}))
			.filter(({ name }) => matchingKey(name).includes(wanted))
			.sort((a, b) => compareText(matchingKey(a.name), matchingKey(b.name)))
			.slice(0, MOST_RESULTS);
		return { results };
	} catch (error) {
		throw asNodeError(context.getNode(), error);
	}
}

async function find(
	{ client, tenant }: Connection,
	endpoint: Endpoint,
	text: string,
	attributes: readonly string[],
): Promise<JsonObject[]> {
	if (text !== '' && tenant.filter) {
		const filter = attributes.map((attribute) => `${attribute} co ${quoted(text)}`).join(' or ');
		const answer = await client.get(endpoint, { filter, count: MOST_RESULTS });
		const found = listOf(getOwn(answer.body, 'Resources')).filter(isObject);
		// Nothing found may also be a server that minds upper and lower case, unlike this search.
		if (isSuccess(answer) && found.length > 0) return found;
	}
	return await readAll(client, endpoint, {
		pageSize: pageSizeFor(tenant.maxResults),
		...(text === '' ? { limit: MOST_RESULTS } : {}),
	});
}

function labelOf({ map, tenant }: Connection, endpoint: Endpoint, resource: JsonObject): string {
	if (endpoint === '/Groups') return textOrNull(getOwn(resource, 'displayName')) ?? '';
	const user = toCurrentUser(resource, { map, tenant, externalIdOf: () => null });
	const name = nameOf(user);
	return user.username && user.username !== name ? `${name} (${user.username})` : name;
}
