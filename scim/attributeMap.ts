import type { Kind } from '../directory/apply/target';
import { attributeName, type Gender } from '../directory/model/fields';
import { extensionPath, plainPath, type AttributePath } from './attributePaths';

type Paths = ReadonlyMap<string, AttributePath>;

/**
 * Where in SCIM's resources the target keeps each value: from the credential. By kind, and by
 * property of Person or Group; what has no path is never read or written.
 */
export interface AttributeMap extends Record<Kind, Paths> {
	/** Extension that further attributes are in where the path names no other. */
	extension: Record<Kind, string>;
	/** Paths of further attributes, by name. */
	attributes: Record<Kind, Paths>;
	/** The target's words for genders. */
	genders: Record<Gender, string>;
	managerReference: 'id' | 'externalId';
	/** Use all paths, also those that the tenant does not list. */
	assumeAll: boolean;
}

const EXTERNAL_ID = plainPath('externalId');

/** Paths that the standard sets. */
const STANDARD: Record<Kind, Paths> = {
	user: new Map([
		['externalId', EXTERNAL_ID],
		['active', plainPath('active')],
	]),
	group: new Map([
		['externalId', EXTERNAL_ID],
		['name', plainPath('displayName')],
	]),
};

/** The fields that have a path, further attributes aside. */
export function fieldsWithPath(map: AttributeMap, kind: Kind): Set<string> {
	return new Set([...STANDARD[kind].keys(), ...map[kind].keys()]);
}

/** The path of a field of a change; `undefined` where it has none. */
export function pathOfField(
	map: AttributeMap,
	kind: Kind,
	field: string,
): AttributePath | undefined {
	const attribute = attributeName(field);
	if (attribute !== undefined) return attributePath(map, kind, attribute);
	return STANDARD[kind].get(field) ?? map[kind].get(field);
}

/** The path of a further attribute. */
export function attributePath(map: AttributeMap, kind: Kind, name: string): AttributePath {
	return map.attributes[kind].get(name) ?? extensionPath(map.extension[kind], name);
}
