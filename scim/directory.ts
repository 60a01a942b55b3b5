import type { CurrentGroup } from '../directory/model/group';
import type { CurrentUser } from '../directory/model/person';
import { compareText } from '../directory/common/text';
import type { Client } from '../nodes/Winningtemp/transport/client';
import type { AttributeMap } from './attributeMap';
import type { Tenant } from './discovery';
import { toCurrentGroup } from './groupResource';
import { getOwn, textOrNull, type JsonObject } from './json';
import { pageSizeFor, readAll, type ListOptions } from './reader';
import { toCurrentUser } from './userResource';

/** The tenant's users and groups as read: as SCIM gave them, and in this package's terms. */
export interface Directory {
	users: CurrentUser[];
	groups: CurrentGroup[];
	/** SCIM resources by Winningtemp's id. */
	userResources: Map<string, JsonObject>;
	groupResources: Map<string, JsonObject>;
}

export interface Connection {
	client: Client;
	tenant: Tenant;
	map: AttributeMap;
	/** Told how far long work is; `what` follows the numbers. */
	onProgress?: (what: string, done: number, total: number) => void;
}

/** Reads all users, all groups, or both, each list once, the two side by side. */
export async function readDirectory(
	{ client, tenant, map, onProgress }: Connection,
	parts: { users: boolean; groups: boolean } = { users: true, groups: true },
): Promise<Directory> {
	const reading: ListOptions = {
		pageSize: pageSizeFor(tenant.maxResults),
		onProgress: (what, done, total) => onProgress?.(`${what} read`, done, total),
	};
	const [users, groups] = await Promise.all([
		parts.users ? readAll(client, '/Users', reading) : [],
		parts.groups ? readAll(client, '/Groups', reading) : [],
	]);
	return buildDirectory(users, parts.groups ? groups : null, { tenant, map });
}

/**
 * Puts the resources of a tenant together: managers by External ID, people with their groups.
 *
 * @param groups `null`: they were not read, so that nothing is said of memberships
 */
export function buildDirectory(
	users: JsonObject[],
	groups: JsonObject[] | null,
	{ tenant, map }: Pick<Connection, 'tenant' | 'map'>,
): Directory {
	const userResources = byId(users);
	const groupResources = byId(groups ?? []);
	const externalIds = new Map(
		[...userResources].map(([id, user]) => [id, textOrNull(getOwn(user, 'externalId'))]),
	);
	const currentGroups = [...groupResources.values()].map((group) =>
		toCurrentGroup(group, { map, tenant }),
	);
	const memberships = membershipsOf(currentGroups);
	const currentUsers = [...userResources.values()].map((user) => {
		const current = toCurrentUser(user, {
			map,
			tenant,
			externalIdOf: (id) => externalIds.get(id) ?? null,
		});
		if (groups === null) return current;
		const of = memberships.get(current.targetId) ?? [];
		current.memberOf = of.map(({ targetId }) => targetId).sort(compareText);
		current.groupExternalId = groupOf(of);
		return current;
	});
	return { users: currentUsers, groups: currentGroups, userResources, groupResources };
}

function byId(resources: JsonObject[]): Map<string, JsonObject> {
	return new Map(resources.map((one) => [textOrNull(getOwn(one, 'id')) ?? '', one]));
}

function membershipsOf(groups: CurrentGroup[]): Map<string, CurrentGroup[]> {
	const memberships = new Map<string, CurrentGroup[]>();
	for (const group of groups) {
		for (const member of new Set(group.memberTargetIds)) {
			const known = memberships.get(member);
			if (known) known.push(group);
			else memberships.set(member, [group]);
		}
	}
	return memberships;
}

/** The group that counts as a person's: of those with an External ID the first by it. */
function groupOf(groups: CurrentGroup[]): string | null {
	let first: string | null = null;
	for (const { externalId } of groups) {
		if (externalId !== null && (first === null || compareText(externalId, first) < 0)) {
			first = externalId;
		}
	}
	return first;
}
