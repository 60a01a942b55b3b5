import { placeUsers } from '../directory/apply/placedUsers';
import type { Directory, Parts } from '../directory/apply/target';
import type { CurrentGroup } from '../directory/model/group';
import { UserError } from '../directory/model/userError';
import { agreedGroups, agreedUsers, groupsGone, sawGroups } from './agreement';
import type { AttributeMap } from './attributeMap';
import type { ScimClient } from './client';
import type { Tenant } from './discovery';
import { confirmInactive } from './inactive';
import type { JsonObject } from './json';
import { completeMembers, type Placed } from './members';
import { keepOwnMembers } from './membersBelow';
import { readWhole } from './hidden';
import { References } from './references';
import { createdAtOf, externalIdOf, idOf, toCurrentGroup, toCurrentUser } from './resource';

/** All users and groups as they were read: as SCIM gave them, and in the terms of `Directory`. */
export interface ScimDirectory extends Directory {
	/** SCIM resources by their id. */
	userResources: Map<string, JsonObject>;
	groupResources: Map<string, JsonObject>;
	/** Whether groups were read: they may not be wanted, or the tenant may have none. */
	hasGroups: boolean;
	/** When the reading of the groups that count began, else of all: milliseconds since 1970. */
	readAt: number;
	/** Members are shown nowhere: those in `groups` are what earlier runs wrote. */
	hidesMembers: boolean;
	/** Members of groups below were shown above, too, and left out there. */
	showsBelow: boolean;
	/** Fields that the lists do not show, as `user.birthday`, so that each one was read by itself. */
	hidden: string[];
}

export interface Connection {
	client: ScimClient;
	tenant: Tenant;
	map: AttributeMap;
	/** What earlier runs wrote, for tenants that show members nowhere. */
	placed?: Placed;
	/** Keeps tenants at one address apart. */
	account?: string;
	/** Told how far long work is; `what` follows the numbers. */
	onProgress?: (what: string, done: number, total: number | null) => void;
}

/** Answers that say: there are no groups over SCIM here. */
export const NO_GROUPS: ReadonlySet<number> = new Set([404, 405, 501]);

/**
 * Reads all users, all groups, or both, each list once, the two side by side. The groups are read again
 * where they have other members than an earlier run saw. Where there are users but no endpoint for
 * groups, and no run of the last week saw any, the users are the directory.
 */
export async function readDirectory(
	connection: Connection,
	parts: Parts = { users: true, groups: true },
): Promise<ScimDirectory> {
	let isCounted = () => {};
	const counted = new Promise<void>((resolve) => (isCounted = resolve));
	const onProgress = (what: string, done: number, total: number | null) => {
		if (what === 'users') isCounted();
		connection.onProgress?.(`${what} read`, done, total);
	};
	const hadGroups = sawGroups(connection);
	const unlessUsers = (error: unknown) => {
		if (!parts.users) throw error;
		noGroups(error);
		if (hadGroups) throw groupsGone(connection);
		return null;
	};
	let readAt = connection.client.now();
	const [usersListed, groupsRead] = await Promise.all([
		parts.users ? readWhole(connection, 'user', { onProgress }).finally(isCounted) : isCounted(),
		parts.groups
			? readWhole(connection, 'group', { counted, onProgress }).catch(unlessUsers)
			: null,
	]);
	const usersRead =
		usersListed &&
		(await agreedUsers(connection, usersListed, async () => await readWhole(connection, 'user')));
	const users = usersRead?.resources ?? [];
	if (usersRead) confirmInactive(connection.tenant.ways, users);
	const groups = groupsRead?.resources ?? null;
	connection.tenant.learnFrom?.('user', users);
	connection.tenant.learnFrom?.('group', groups ?? []);
	const hidden = [
		...(usersRead?.hidden ?? []).map((field) => `user.${field}`),
		...(groupsRead?.hidden ?? []).map((field) => `group.${field}`),
	];
	// Where nobody is there, nobody is in a group.
	const isEmpty = groups?.length === 0 && !hadGroups;
	if (!groups || isEmpty || (usersRead && users.length === 0)) {
		return { ...buildDirectory(users, groups, connection), hidden, readAt };
	}
	const complete = await completeMembers(connection, groups);
	const readAgain = async () => {
		readAt = connection.client.now();
		const again = await readWhole(connection, 'group');
		return (await completeMembers(connection, again.resources)).groups;
	};
	const agreed = complete.hidesMembers
		? complete.groups
		: await agreedGroups(connection, complete.groups, readAgain, ownGroupsOf(users, connection));
	return {
		...buildDirectory(users, agreed, connection),
		hidesMembers: complete.hidesMembers,
		hidden,
		readAt,
	};
}

/** @returns `null` for a tenant without groups */
export function noGroups(error: unknown): null {
	if (error instanceof UserError && NO_GROUPS.has(error.status ?? 0)) return null;
	throw error;
}

/**
 * Puts the resources of a tenant together: managers by External ID, people with their groups.
 *
 * @param groups `null`: they were not read, so that memberships are unknown
 */
export function buildDirectory(
	users: JsonObject[],
	groups: JsonObject[] | null,
	{ tenant, map }: Pick<Connection, 'tenant' | 'map'>,
): Omit<ScimDirectory, 'readAt'> {
	const userResources = byId(users);
	const references = referencesTo(userResources, map);
	for (const one of users) references.tidy(one);
	const placed = placeMembers(groups ?? [], references, { tenant, map });
	const externalIds = new Map(
		[...userResources].map(([id, user]) => [id, externalIdOf(user)] as const),
	);
	const reading = { map, tenant, externalIdOf: (id: string) => externalIds.get(id) ?? null };
	const { groups: currentGroups, resources: groupResources, showsBelow } = placed;
	const currentUsers = [...userResources.values()].map((user) => toCurrentUser(user, reading));
	if (groups !== null) placeUsers(currentUsers, currentGroups);
	return {
		users: currentUsers,
		groups: currentGroups,
		userResources,
		groupResources,
		hasGroups: groups !== null,
		hidesMembers: false,
		showsBelow,
		hidden: [],
	};
}

/** Puts groups together, with the members who were put into them themselves. */
function placeMembers(
	listed: JsonObject[],
	references: References,
	{ tenant, map }: Pick<Connection, 'tenant' | 'map'>,
) {
	const resources = byId(listed);
	for (const one of listed) references.tidy(one);
	const groups = [...resources.values()].map((one) => toCurrentGroup(one, { map, tenant }));
	noteAge(groups, resources);
	return { groups, resources, showsBelow: keepOwnMembers(groups, resources, tenant.ways) };
}

/** Gives groups as they are in a directory. Nothing is learned from them: they may not be believed. */
function ownGroupsOf(users: JsonObject[], { tenant, map }: Connection) {
	const userResources = byId(users);
	return (groups: JsonObject[]): Iterable<JsonObject> => {
		const copies = groups.map((one) => ({ ...one }));
		const ways = tenant.ways.copy();
		const reading = { map, tenant: { ...tenant, ways } };
		return placeMembers(copies, referencesTo(userResources, map), reading).resources.values();
	};
}

function referencesTo(users: ReadonlyMap<string, JsonObject>, map: AttributeMap): References {
	return new References({ has: (id) => users.has(id), ids: () => users.keys() }, map);
}

/** Of groups that share an External ID, the plan keeps the oldest. */
function noteAge(
	groups: readonly CurrentGroup[],
	resources: ReadonlyMap<string, JsonObject>,
): void {
	const first = new Map<string, CurrentGroup>();
	for (const group of groups) {
		if (group.externalId === null) continue;
		const other = first.get(group.externalId);
		if (!other) {
			first.set(group.externalId, group);
			continue;
		}
		for (const one of [other, group]) {
			const createdAt = createdAtOf(resources.get(one.targetId)!);
			if (createdAt !== undefined) one.createdAt = createdAt;
		}
	}
}

function byId(resources: JsonObject[]): Map<string, JsonObject> {
	return new Map(resources.map((one) => [idOf(one), one]));
}
