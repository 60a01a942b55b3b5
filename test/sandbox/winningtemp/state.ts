import { compareText } from '../../../directory/common/text';
import { membersOf } from './members';
import { EXTENSION_GROUP, EXTENSION_USER } from './profiles';
import { managerOf, parentOf } from './tenant';

/** A user as people would tell of it; `null` is empty. */
export interface UserState {
	externalId: string | null;
	userName: string;
	/** The primary one, else the first. */
	email: string | null;
	givenName: string | null;
	familyName: string | null;
	active: boolean;
	/** External ID of the manager, or the user name of one that has none. */
	manager: string | null;
	gender: string | null;
	birthday: string | null;
	excludeFromSurveys: boolean | null;
	/** All else in the user extension. */
	attributes: Record<string, unknown>;
	/** External IDs of the groups, or the names of those that have none, sorted. */
	groups: string[];
}

export interface GroupState {
	externalId: string | null;
	displayName: string;
	parentExternalId: string | null;
	managerExternalId: string | null;
	/** External IDs of the members, or the user names of those that have none, sorted. */
	members: string[];
}

/** The ids of the groups of states. A state itself has none. */
const IDS = new WeakMap<GroupState, string>();

/**
 * The id by which SCIM knows a group for as long as it lives.
 *
 * @throws where the group is of no state that `stateOf` made
 */
export function scimIdOf(group: GroupState): string {
	const id = IDS.get(group);
	if (id === undefined) throw new Error(`"${group.displayName}" is no group of a tenant`);
	return id;
}

/** A user or group as SCIM has it, of any server. */
export type Stored = { id: string; externalId?: string } & Record<string, unknown>;

/**
 * What a tenant holds, without ids, versions and dates, sorted: two tenants that say the same of
 * the same people are equal, however they came to it.
 */
export interface TenantState {
	users: UserState[];
	groups: GroupState[];
}

export function stateOf(users: readonly Stored[], groups: readonly Stored[]): TenantState {
	const all = new Map([...groups, ...users].map((record) => [record.id, record]));
	const nameOf = (id: string) => label(all.get(id)) ?? `unknown ${id}`;
	const groupsOf = new Map<string, Set<string>>();
	for (const group of groups) {
		for (const { value } of membersOf(group)) {
			groupsOf.set(value, (groupsOf.get(value) ?? new Set()).add(group.id));
		}
	}
	return {
		users: sorted(
			users.map((record) => userState(record, [...(groupsOf.get(record.id) ?? [])], nameOf)),
			({ externalId, userName }) => externalId ?? userName,
		),
		groups: sorted(
			groups.map((record) => groupState(record, nameOf)),
			({ externalId, displayName }) => externalId ?? displayName,
		),
	};
}

function userState(
	record: Stored,
	groups: readonly string[],
	nameOf: (id: string) => string,
): UserState {
	const name = (record.name ?? {}) as { givenName?: string; familyName?: string };
	const emails = (record.emails ?? []) as Array<{ value?: string; primary?: boolean }>;
	const { gender, birthday, excludeFromSurveys, ...attributes } = extension(
		record,
		EXTENSION_USER,
	) as Partial<UserState>;
	const manager = managerOf(record);
	return {
		externalId: record.externalId ?? null,
		userName: String(record.userName),
		email: (emails.find(({ primary }) => primary) ?? emails[0])?.value ?? null,
		givenName: name.givenName ?? null,
		familyName: name.familyName ?? null,
		active: record.active === true,
		manager: manager === undefined ? null : nameOf(manager),
		gender: gender ?? null,
		birthday: birthday ?? null,
		excludeFromSurveys: excludeFromSurveys ?? null,
		attributes: {
			...(typeof record.title === 'string' ? { title: record.title } : {}),
			...attributes,
		},
		groups: groups.map(nameOf).sort(compareText),
	};
}

function groupState(record: Stored, nameOf: (id: string) => string): GroupState {
	const group = {
		externalId: record.externalId ?? null,
		displayName: String(record.displayName),
		parentExternalId: parentOf(record) ?? null,
		managerExternalId: extension(record, EXTENSION_GROUP).managerExternalId ?? null,
		members: membersOf(record)
			.map(({ value }) => nameOf(value))
			.sort(compareText),
	} as GroupState;
	IDS.set(group, record.id);
	return group;
}

function extension(record: Stored, urn: string): Record<string, unknown> {
	return (record[urn] ?? {}) as Record<string, unknown>;
}

function label(record: Stored | undefined): string | undefined {
	if (!record) return undefined;
	return record.externalId ?? String(record.userName ?? record.displayName);
}

function sorted<T>(list: T[], key: (entry: T) => string): T[] {
	return list.sort((a, b) => compareText(key(a), key(b)));
}
