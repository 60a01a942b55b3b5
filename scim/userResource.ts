import type { CurrentUser, JsonValue } from '../directory/model/person';
import { isDay } from '../directory/common/calendar';
import { attributePath, type AttributeMap } from './attributeMap';
import { readPath } from './attributePaths';
import type { Tenant } from './discovery';
import { getOwn, listOf, setOwn, textOrNull, wordOf, type JsonObject } from './json';

/** How a value goes into SCIM's JSON and comes out of it. */
interface Codec {
	read: (value: JsonValue | undefined) => JsonValue;
	write: (value: JsonValue) => JsonValue;
}

const same = (value: JsonValue) => value;
const text: Codec = { read: (value) => textOrNull(value), write: same };
const blankText: Codec = { read: (value) => textOrNull(value) ?? '', write: same };
const flag: Codec = {
	// Some servers give booleans as words.
	read: (value) => wordOf(value) === 'true',
	write: (value) => value === true,
};

/** Winningtemp's words (facts: "What the values mean"). */
const GENDER_WORDS: ReadonlyMap<JsonValue, string> = new Map([
	['male', 'Male'],
	['female', 'Female'],
	['none', 'None'],
]);

const gender: Codec = {
	// NonBinary counts as none: HR has no word for it, so that its "none" does not overwrite it.
	read: (value) => {
		const word = wordOf(value);
		return word === 'male' || word === 'female' ? word : 'none';
	},
	write: (value) => GENDER_WORDS.get(value) ?? value,
};

const day: Codec = {
	read: (value) => {
		const date = textOrNull(value)?.slice(0, 10) ?? '';
		return isDay(date) ? date : null;
	},
	write: same,
};

const CODECS: ReadonlyMap<string, Codec> = new Map([
	['username', blankText],
	['email', text],
	['firstName', blankText],
	['lastName', blankText],
	['gender', gender],
	['birthday', day],
	['managerExternalId', text],
	['excludeFromSurveys', flag],
	['active', flag],
	['externalId', text],
]);

/** A value of a user as it goes over the wire; `null` stays what it is: cleared. */
export function wireValue(field: string, value: JsonValue): JsonValue {
	return value === null ? null : (CODECS.get(field)?.write(value) ?? value);
}

export interface UserReading {
	map: AttributeMap;
	tenant: Pick<Tenant, 'knows' | 'attributeNames'>;
	/** External ID of the user with an id of Winningtemp's; `null` where there is none. */
	externalIdOf: (targetId: string) => string | null;
}

/**
 * A SCIM user in this package's terms (memberships aside). What the tenant does not know is
 * absent, so that nothing is ever planned for it; what it knows and is empty is `null` (or `none`,
 * or `false`).
 */
export function toCurrentUser(resource: JsonObject, reading: UserReading): CurrentUser {
	const { map, tenant } = reading;
	const active = getOwn(resource, 'active');
	const user: CurrentUser = {
		kind: 'user',
		targetId: textOrNull(getOwn(resource, 'id')) ?? '',
		externalId: textOrNull(getOwn(resource, 'externalId')),
		// RFC 7643 §4.1.1 leaves the meaning to the server; no word of it means nobody switched it off.
		active: active === undefined || active === null ? true : flag.read(active) === true,
		username: '',
		firstName: '',
		lastName: '',
	};
	const values = user as unknown as Record<string, JsonValue>;
	for (const [field, path] of map.user) {
		if (tenant.knows('user', field))
			values[field] = CODECS.get(field)!.read(readPath(resource, path));
	}
	if (user.managerExternalId && map.managerReference === 'id') {
		user.managerExternalId = reading.externalIdOf(user.managerExternalId);
	}
	if (tenant.attributeNames.length > 0) user.attributes = readAttributes(resource, reading);
	const version = versionOf(resource);
	if (version !== undefined) user.version = version;
	return user;
}

function readAttributes(resource: JsonObject, { map, tenant }: UserReading) {
	const attributes: JsonObject = {};
	for (const name of tenant.attributeNames) {
		setOwn(attributes, name, readPath(resource, attributePath(map, name)) ?? null);
	}
	return attributes;
}

/** The entity tag that a resource carries in `meta.version`. */
export function versionOf(resource: JsonObject): string | undefined {
	return textOrNull(getOwn(getOwn(resource, 'meta'), 'version')) ?? undefined;
}

/** Winningtemp's words for what a person is called: full name, else username, else External ID. */
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
		if (wordOf(getOwn(member, 'type')) === 'group') continue;
		const id = textOrNull(getOwn(member, 'value')) ?? textOrNull(member);
		if (id !== null) ids.push(id);
	}
	return ids;
}
