import { readDay } from '../directory/common/calendar';
import { GENDERS, typeOf, type Gender, type ValueType } from '../directory/model/fields';
import { segmentsIn } from '../directory/model/segments';
import { blankOf } from '../directory/model/valueRules';
import type { Current } from '../directory/apply/target';
import type { CurrentGroup } from '../directory/model/group';
import type { CurrentUser, JsonValue } from '../directory/model/person';
import { attributePath, type AttributeMap } from './attributeMap';
import { readPath, type AttributePath } from './attributePaths';
import type { Tenant } from './discovery';
import { getOwn, isTrue, listOf, setOwn, textOrNull, wordOf, type JsonObject } from './json';
import { isActiveWithout } from './ways';

type Genders = Readonly<Record<Gender, string>>;

/** How a value of one type goes into SCIM's JSON and comes out of it. */
interface Codec {
	/** `null` where there is no value. */
	read: (value: JsonValue | undefined, genders: Genders) => JsonValue;
	write: (value: JsonValue, genders: Genders) => JsonValue;
}

const same = (value: JsonValue) => value;
const text: Codec = { read: textOrNull, write: same };
const flag: Codec = {
	read: isTrue,
	write: (value) => value === true,
};

const gender: Codec = {
	// Any other word counts as none: HR has no word for it, so that its "none" does not overwrite it.
	read: (value, genders) => {
		const word = wordOf(value);
		return GENDERS.find((one) => genders[one].toLowerCase() === word) ?? null;
	},
	write: (value, genders) => {
		const gender = GENDERS.find((one) => one === value);
		return gender === undefined ? value : genders[gender];
	},
};

const day: Codec = {
	// The day as it is written, whatever the time of day and the zone.
	read: (value) => readDay((textOrNull(value) ?? '').split(/[T ]/i, 1)[0]!, 'UTC') ?? null,
	write: same,
};

/** A multi-valued attribute as RFC 7643 §2.4 has it: External ID, name and category. */
const segments: Codec = {
	read: (value) =>
		listOf(value).flatMap((one) => {
			const externalId = textOrNull(getOwn(one, 'value')) ?? textOrNull(one);
			if (externalId === null) return [];
			const [category, name] = ['type', 'display'].map((key) => textOrNull(getOwn(one, key)) ?? '');
			return [{ category: category!, name: name!, externalId }];
		}),
	write: (value) =>
		segmentsIn(value).map(({ category, name, externalId }) => ({
			value: externalId,
			display: name,
			type: category,
		})),
};

const CODECS: Readonly<Record<ValueType, Codec>> = {
	text,
	login: text,
	gender,
	day,
	id: text,
	reference: text,
	flag,
	active: flag,
	segments,
	any: { read: (value) => value ?? null, write: same },
};

/** The value of a field at its path of a resource; an empty one as the table of fields has it. */
export function valueAt(
	resource: JsonObject,
	{ genders }: Pick<AttributeMap, 'genders'>,
	field: string,
	path: AttributePath,
): JsonValue {
	return CODECS[typeOf(field)].read(readPath(resource, path), genders) ?? blankOf(field);
}

/** A value of a user as it goes over the wire; `null` stays what it is: cleared. */
export function wireValue(
	{ genders }: Pick<AttributeMap, 'genders'>,
	field: string,
	value: JsonValue,
): JsonValue {
	return value === null ? null : CODECS[typeOf(field)].write(value, genders);
}

/** What it takes to put resources into this package's terms. */
export interface Reading {
	map: AttributeMap;
	tenant: Pick<Tenant, 'knows' | 'attributeNames'> & Partial<Pick<Tenant, 'ways'>>;
}

export interface UserReading extends Reading {
	/** External ID of the user with an id of the target's; `null` where there is none. */
	externalIdOf: (targetId: string) => string | null;
}

/**
 * A SCIM user in this package's terms (memberships aside). What the tenant does not know is
 * absent, so that nothing is ever planned for it; what it knows and is empty is `null` (or `none`,
 * or `false`).
 */
export function toCurrentUser(resource: JsonObject, reading: UserReading): CurrentUser {
	const active = getOwn(resource, 'active') ?? null;
	const user: CurrentUser = {
		kind: 'user',
		targetId: idOf(resource),
		externalId: externalIdOf(resource),
		active: active === null ? isActiveWithout(reading.tenant.ways) : isTrue(active),
		username: '',
		firstName: '',
		lastName: '',
	};
	addValues(user, resource, reading);
	if (user.managerExternalId && reading.map.managerReference === 'id') {
		user.managerExternalId = reading.externalIdOf(user.managerExternalId);
	}
	return user;
}

/** A SCIM group in this package's terms; as `toCurrentUser`. */
export function toCurrentGroup(resource: JsonObject, reading: Reading): CurrentGroup {
	const group: CurrentGroup = {
		kind: 'group',
		targetId: idOf(resource),
		externalId: externalIdOf(resource),
		name: textOrNull(getOwn(resource, 'displayName')) ?? '',
	};
	addValues(group, resource, reading);
	group.memberTargetIds = memberIds(resource);
	const administrators = administratorIds(resource);
	if (administrators.length > 0) group.administratorTargetIds = administrators;
	return group;
}

/** The values that the tenant knows, and the version. */
function addValues(current: Current, resource: JsonObject, { map, tenant }: Reading): void {
	const { kind } = current;
	const values = current as unknown as Record<string, JsonValue>;
	for (const [field, path] of map[kind]) {
		if (tenant.knows(kind, field)) values[field] = valueAt(resource, map, field, path);
	}
	const names = tenant.attributeNames[kind];
	if (names.length > 0) {
		const attributes: JsonObject = {};
		for (const name of names) {
			setOwn(attributes, name, readPath(resource, attributePath(map, kind, name)) ?? null);
		}
		current.attributes = attributes;
	}
	const version = versionOf(resource);
	if (version !== undefined) current.version = version;
}

/** The id that the target gave; empty where it gave none. */
export function idOf(resource: JsonObject): string {
	return textOrNull(getOwn(resource, 'id')) ?? '';
}

/** `null` where somebody made it by hand. */
export function externalIdOf(resource: JsonObject): string | null {
	return textOrNull(getOwn(resource, 'externalId'));
}

/** The entity tag that a resource carries in `meta.version`. */
export function versionOf(resource: JsonObject): string | undefined {
	return textOrNull(getOwn(getOwn(resource, 'meta'), 'version')) ?? undefined;
}

/** When the target made the resource, as `meta.created` has it. */
export function createdAtOf(resource: JsonObject): string | undefined {
	return textOrNull(getOwn(getOwn(resource, 'meta'), 'created')) ?? undefined;
}

/** What a person is called: full name, else username, else External ID. */
export function nameOf(user: {
	firstName?: string;
	lastName?: string;
	username?: string;
	externalId?: string | null;
}): string {
	const fullName = `${user.firstName ?? ''} ${user.lastName ?? ''}`.trim();
	return fullName || user.username || user.externalId || '';
}

/** Ids of the users among a group's members; groups inside groups are left aside. */
export function memberIds(group: JsonObject): string[] {
	const ids: string[] = [];
	for (const member of listOf(getOwn(group, 'members'))) {
		const id = memberId(member);
		if (id !== null) ids.push(id);
	}
	return ids;
}

/** The id of the user whom an entry of `members` is about; `null` where it is about a group. */
export function memberId(member: JsonValue): string | null {
	if (wordOf(getOwn(member, 'type')) === 'group') return null;
	return textOrNull(getOwn(member, 'value')) ?? textOrNull(member);
}

/** Words for a higher role than that of a member. RFC 7643 has no roles in groups; some tenants do. */
const HIGHER_ROLES = new Set(['admin', 'administrator', 'manager', 'owner']);

/** Ids of the members who have a higher role in a group. */
function administratorIds(group: JsonObject): string[] {
	return listOf(getOwn(group, 'members')).flatMap((member) =>
		hasHigherRole(member) ? (textOrNull(getOwn(member, 'value')) ?? []) : [],
	);
}

/** Whether an entry of `members` is about somebody with a higher role. */
export function hasHigherRole(member: JsonValue): boolean {
	return ['role', 'type'].some((key) => HIGHER_ROLES.has(wordOf(getOwn(member, key))));
}
