import { attributeName, type Gender } from '../directory/model/fields';
import { extensionPath, type AttributePath } from './attributePaths';

/** Where in SCIM's resources the target keeps each value: from the credential. */
export interface AttributeMap {
	/** By property of Person. A property without path is never read or written. */
	user: ReadonlyMap<string, AttributePath>;
	/** By property of Group, the name aside. */
	group: ReadonlyMap<string, AttributePath>;
	/** Extension that additional attributes are in where nothing else is said. */
	userExtension: string;
	/** Paths of additional attributes, by name. */
	attributes: ReadonlyMap<string, AttributePath>;
	/** The target's words for genders. */
	genders: Record<Gender, string>;
	managerReference: 'id' | 'externalId';
	/** Use all paths, also those that the tenant does not list. */
	assumeAll: boolean;
}

const COMMON_USER: ReadonlyMap<string, AttributePath> = new Map([
	['externalId', plain('externalId')],
	['active', plain('active')],
]);

const COMMON_GROUP: ReadonlyMap<string, AttributePath> = new Map([
	['externalId', plain('externalId')],
	['name', plain('displayName')],
]);

/** The path of a field of a change to a user; `undefined` where it has none. */
export function userPath(map: AttributeMap, field: string): AttributePath | undefined {
	const attribute = attributeName(field);
	if (attribute !== undefined) return attributePath(map, attribute);
	return COMMON_USER.get(field) ?? map.user.get(field);
}

/** The path of a field of a change to a group; `undefined` where it has none. */
export function groupPath(map: AttributeMap, field: string): AttributePath | undefined {
	return COMMON_GROUP.get(field) ?? map.group.get(field);
}

/** The path of a field of a change; `undefined` where it has none. */
export function pathOfField(
	map: AttributeMap,
	kind: 'user' | 'group',
	field: string,
): AttributePath | undefined {
	return kind === 'user' ? userPath(map, field) : groupPath(map, field);
}

export function attributePath(map: AttributeMap, name: string): AttributePath {
	return map.attributes.get(name) ?? extensionPath(map.userExtension, name);
}

function plain(attribute: string): AttributePath {
	return { schema: null, attribute, filter: null, sub: null, text: attribute };
}
