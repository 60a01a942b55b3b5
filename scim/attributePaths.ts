import type { Kind } from '../directory/apply/target';
import type { JsonValue } from '../directory/model/person';
import {
	getOwn,
	isObject,
	listOf,
	ownName,
	removeOwn,
	setOwn,
	textOrNull,
	unescaped,
	wordOf,
	type JsonObject,
} from './json';

/** URNs of the core schemas (RFC 7643 §8.7.1). */
export const CORE: Readonly<Record<Kind, string>> = {
	user: 'urn:ietf:params:scim:schemas:core:2.0:User',
	group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
};

/**
 * Where in a resource a value is: `userName`, `name.givenName`, `emails[primary eq true].value`,
 * `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value` (RFC 7644 §3.10).
 */
export interface AttributePath {
	/** URN of the extension; `null` for the core schema and the common attributes. */
	schema: string | null;
	attribute: string;
	/** Which element of a multi-valued attribute: the one where `attribute` equals `value`. */
	filter: { attribute: string; value: string | number | boolean } | null;
	sub: string | null;
	/** The path as it goes into a request. */
	text: string;
}

/** One operation of a PATCH request (RFC 7644 §3.5.2). */
export type PatchOperation = {
	op: 'add' | 'remove' | 'replace';
	/** Absent: the value names the attributes. */
	path?: string;
	value?: JsonValue;
};

const NAME = String.raw`[A-Za-z_$][\w$-]*`;
const PLAIN = new RegExp(`^(${NAME})(?:\\.(${NAME}))?$`);
const FILTERED = new RegExp(
	`^(${NAME})\\[\\s*(${NAME})\\s+eq\\s+("(?:[^"\\\\]|\\\\.)*"|true|false|-?\\d+)\\s*\\](?:\\.(${NAME}))?$`,
	'i',
);

/** Reads an attribute path; `null` where the text is none. */
export function parsePath(text: string): AttributePath | null {
	const trimmed = text.trim();
	const { schema, rest } = splitSchema(trimmed);
	const plain = PLAIN.exec(rest);
	if (plain) {
		return { schema, attribute: plain[1]!, filter: null, sub: plain[2] ?? null, text: trimmed };
	}
	const filtered = FILTERED.exec(rest);
	if (!filtered) return null;
	return {
		schema,
		attribute: filtered[1]!,
		filter: { attribute: filtered[2]!, value: literal(filtered[3]!) },
		sub: filtered[4] ?? null,
		text: trimmed,
	};
}

/** The path of an attribute that has its own name in an extension, whatever characters are in it. */
export function extensionPath(schema: string, attribute: string): AttributePath {
	return { schema, attribute, filter: null, sub: null, text: `${schema}:${attribute}` };
}

/** The path of an attribute of the core schema. */
export function plainPath(attribute: string): AttributePath {
	return { schema: null, attribute, filter: null, sub: null, text: attribute };
}

/** A URN itself holds colons and dots: the last colon before any filter ends it. */
function splitSchema(text: string): { schema: string | null; rest: string } {
	if (!/^urn:/i.test(text)) return { schema: null, rest: text };
	const bracket = text.indexOf('[');
	const colon = text.lastIndexOf(':', bracket === -1 ? text.length : bracket);
	const schema = text.slice(0, colon);
	const isCore = Object.values(CORE).some((core) => core.toLowerCase() === schema.toLowerCase());
	return { schema: isCore ? null : schema, rest: text.slice(colon + 1) };
}

function literal(text: string): string | number | boolean {
	if (text.startsWith('"')) return JSON.parse(text) as string;
	const word = text.toLowerCase();
	return word === 'true' || word === 'false' ? word === 'true' : Number(text);
}

/** The value at a path of a resource; `undefined` where there is none. */
export function readPath(resource: JsonObject, path: AttributePath): JsonValue | undefined {
	const container = path.schema === null ? resource : getOwn(resource, path.schema);
	let value = getOwn(container, path.attribute);
	if (path.filter) value = elementOf(listOf(value), path.filter);
	if (path.sub === null || value === undefined) return value ?? undefined;
	// Some servers give the one value that matters in place of the object around it.
	if (typeof value === 'string' && path.sub.toLowerCase() === 'value') return value;
	const first = Array.isArray(value) ? value[0] : value;
	const found = getOwn(first, path.sub) ?? undefined;
	return found === undefined && isValueOf(path) ? referenceIn(first, path.attribute) : found;
}

/** Whom a complex attribute such as a manager refers to, where it has no `value`: `managerId`, or the end of `$ref`. */
function referenceIn(complex: unknown, attribute: string): JsonValue | undefined {
	const id = textOrNull(getOwn(complex, `${attribute}Id`));
	if (id !== null) return id;
	const address = textOrNull(getOwn(complex, '$ref'));
	const [place = ''] = (address ?? '').split(/[?#]/, 1);
	const end = /\/([^/]+)\/?$/.exec(place)?.[1];
	return end === undefined ? undefined : unescaped(end);
}

/** Sets the value at a path of a resource, in place; `null` removes it and what is empty then. */
export function writePath(resource: JsonObject, path: AttributePath, value: JsonValue): void {
	const container = path.schema === null ? resource : objectAt(resource, path.schema);
	if (path.filter) writeElement(container, path, path.filter, value);
	else if (path.sub === null) setOrRemove(container, path.attribute, value);
	else {
		const complex = objectAt(container, path.attribute);
		if (value === null && isValueOf(path)) removeOwn(container, path.attribute);
		else setOrRemove(complex, path.sub, value);
		removeIfEmpty(container, path.attribute);
	}
	if (path.schema !== null) removeIfEmpty(resource, path.schema);
}

/**
 * The operation that sets the value at a path, or removes it where the value is `null`.
 *
 * @param resource as it is now: what a filter picks must be there to be replaced (RFC 7644
 * §3.5.2.3), and to some servers the object around a value, too: else they answer `noTarget`
 */
export function patchOperation(
	resource: JsonObject,
	path: AttributePath,
	value: JsonValue,
): PatchOperation {
	if (path.filter && !hasElement(resource, path) && readPath(resource, path) !== undefined) {
		return wholeAttribute(resource, path, value);
	}
	if (value === null) return { op: 'remove', path: isValueOf(path) ? parentOf(path) : path.text };
	if (path.filter && path.sub !== null && !hasElement(resource, path)) {
		return { op: 'add', path: attributeOf(path), value: [elementFor(path, path.filter, value)] };
	}
	if (path.sub !== null && readPath(resource, { ...path, sub: null }) === undefined) {
		return { op: 'add', path: attributeOf(path), value: { [path.sub]: value } };
	}
	return { op: 'replace', path: path.text, value };
}

/** Without its `value`, a complex attribute such as an address or a manager says nothing. */
function isValueOf(path: AttributePath): boolean {
	return path.sub?.toLowerCase() === 'value';
}

function parentOf(path: AttributePath): string {
	return path.text.slice(0, path.text.lastIndexOf('.'));
}

/** The attribute that a path leads into, as a whole. */
export function wholePath(path: AttributePath): AttributePath {
	return { ...path, filter: null, sub: null, text: attributeOf(path) };
}

function attributeOf(path: AttributePath): string {
	return path.schema === null ? path.attribute : `${path.schema}:${path.attribute}`;
}

type Filter = NonNullable<AttributePath['filter']>;

/** The filter picks nothing, and another element is meant all the same: all elements are sent. */
function wholeAttribute(
	resource: JsonObject,
	path: AttributePath,
	value: JsonValue,
): PatchOperation {
	const after = structuredClone(resource);
	writePath(after, path, value);
	const left = readPath(after, { ...path, filter: null, sub: null });
	const attribute = attributeOf(path);
	return left === undefined
		? { op: 'remove', path: attribute }
		: { op: 'replace', path: attribute, value: left };
}

function hasElement(resource: JsonObject, path: AttributePath): boolean {
	const container = path.schema === null ? resource : getOwn(resource, path.schema);
	return listOf(getOwn(container, path.attribute)).some((one) => isPicked(one, path.filter!));
}

/**
 * The element that a filter means: the one that it picks. Where servers leave marks out, none of
 * several is primary (RFC 7643 §2.4): then the one for work is, else the first without a type. A
 * single element that has nothing of what the filter asks for is meant, too.
 */
function elementOf(elements: readonly JsonValue[], filter: Filter): JsonValue | undefined {
	const picked = elements.find((one) => isPicked(one, filter));
	if (picked !== undefined) return picked;
	if (filter.attribute.toLowerCase() === 'primary') {
		const typeOf = (one: JsonValue) => wordOf(getOwn(one, 'type'));
		return (
			elements.find((one) => typeOf(one) === 'work') ?? elements.find((one) => typeOf(one) === '')
		);
	}
	const [only, ...others] = elements;
	const isMeant = others.length === 0 && getOwn(only, filter.attribute) === undefined;
	return isMeant ? only : undefined;
}

function isPicked(element: JsonValue, { attribute, value }: Filter): boolean {
	const own = getOwn(element, attribute);
	return own !== undefined && wordOf(own) === wordOf(value);
}

function elementFor(path: AttributePath, filter: Filter, value: JsonValue): JsonObject {
	const element: JsonObject = {};
	if (path.sub === null && isObject(value)) Object.assign(element, value);
	if (path.sub !== null) setOwn(element, path.sub, value);
	setOwn(element, filter.attribute, filter.value);
	return element;
}

function writeElement(
	container: JsonObject,
	path: AttributePath,
	filter: Filter,
	value: JsonValue,
): void {
	const elements = listOf(getOwn(container, path.attribute));
	const meant = elementOf(elements, filter);
	let left = elements;
	if (value === null) {
		if (path.sub === null || isValueOf(path)) left = elements.filter((one) => one !== meant);
		else if (isObject(meant)) removeOwn(meant, path.sub);
	} else if (path.sub !== null && isObject(meant)) {
		setOwn(meant, path.sub, value);
		if (!isPicked(meant, filter)) setOwn(meant, filter.attribute, filter.value);
	} else {
		left = [...elements.filter((one) => one !== meant), elementFor(path, filter, value)];
	}
	setOrRemove(container, path.attribute, left.length > 0 ? left : null);
}

function setOrRemove(object: JsonObject, name: string, value: JsonValue): void {
	if (value === null) removeOwn(object, name);
	else setOwn(object, name, value);
}

function objectAt(object: JsonObject, name: string): JsonObject {
	const known = getOwn(object, name);
	if (isObject(known)) return known;
	const made: JsonObject = {};
	setOwn(object, name, made);
	return made;
}

function removeIfEmpty(object: JsonObject, name: string): void {
	const own = ownName(object, name);
	const value = own === undefined ? undefined : object[own];
	if (isObject(value) && Object.keys(value).length === 0) removeOwn(object, name);
}
