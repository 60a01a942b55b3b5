import type { Current, Kind } from '../../../directory/apply/target';
import { readPath } from '../../../scim/attributePaths';
import { runTasks } from '../../../directory/apply/schedule';
import { buildDirectory, noGroups, type Connection } from '../../../scim/directory';
import { getOwn, isObject, textOrNull, type JsonObject } from '../../../scim/json';
import { isSuccess } from '../../../scim/protocol';
import { readAll } from '../../../scim/reader';
import { toCurrentGroup } from '../../../scim/resource';

const PARALLEL = 4;

/**
 * SCIM resources in this package's terms. Users come with their groups, and with managers by
 * External ID: for that the groups are read once, and managers who are not among the users one by
 * one.
 */
export async function simplified(
	kind: Kind,
	connection: Connection,
	resources: readonly JsonObject[],
): Promise<Current[]> {
	if (kind === 'group') return resources.map((group) => toCurrentGroup(group, connection));
	if (resources.length === 0) return [];
	const groups = await readAll(connection, 'group').catch(noGroups);
	const managers = await missingManagers(connection, resources);
	const { users } = buildDirectory([...resources, ...managers], groups, connection);
	return users.slice(0, resources.length);
}

async function missingManagers(
	{ client, map }: Connection,
	resources: readonly JsonObject[],
): Promise<JsonObject[]> {
	const path = map.user.get('managerExternalId');
	if (!path || map.managerReference !== 'id') return [];
	const present = new Set(resources.map((one) => textOrNull(getOwn(one, 'id'))));
	const wanted = new Set<string>();
	for (const resource of resources) {
		const id = textOrNull(readPath(resource, path));
		if (id !== null && !present.has(id)) wanted.add(id);
	}
	const managers: JsonObject[] = [];
	const tasks = [...wanted].map((id) => ({
		after: [],
		preferablyAfter: [],
		run: async () => {
			const answer = await client.get(`/Users/${encodeURIComponent(id)}`);
			if (isSuccess(answer) && isObject(answer.body)) managers.push(answer.body);
		},
	}));
	await runTasks(tasks, PARALLEL);
	return managers;
}
