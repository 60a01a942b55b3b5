import { setOwnValue, type JsonValue } from '../directory/common/json';

export type JsonObject = { [name: string]: JsonValue };

export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The name under which an object holds a property: exact, else in any case, as SCIM's names are compared by
 * (RFC 7643 §2.1). Only own properties, so that `constructor` finds nothing inherited.
 */
export function ownName(object: JsonObject, name: string): string | undefined {
	if (Object.hasOwn(object, name)) return name;
	const wanted = name.toLowerCase();
	for (const own of Object.keys(object)) if (own.toLowerCase() === wanted) return own;
	return undefined;
}

/** A property by its name in any case; `undefined` where there is none. */
export function getOwn(object: unknown, name: string): JsonValue | undefined {
	if (!isObject(object)) return undefined;
	const own = ownName(object, name);
	return own === undefined ? undefined : object[own];
}

/** Sets a property, under the name that it has already; a property called `__proto__` is one like any other. */
export function setOwn(object: JsonObject, name: string, value: JsonValue): void {
	setOwnValue(object, ownName(object, name) ?? name, value);
}

export function removeOwn(object: JsonObject, name: string): void {
	const own = ownName(object, name);
	if (own !== undefined) delete object[own];
}

/** A value as text: a string as it is, a number written out; `null` for all else and for blank text. */
export function textOrNull(value: unknown): string | null {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/**
 * A text, number or boolean in lower case; `''` for all else. Never `String(value)`: an object of the
 * server's may have a `toString` that is none.
 */
export function wordOf(value: unknown): string {
	if (typeof value === 'string') return value.trim().toLowerCase();
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

const YES = new Set(['true', '1', 'yes', 'y']);

/** Whether a value is true: servers give booleans as words and as numbers, too. */
export function isTrue(value: unknown): boolean {
	return YES.has(wordOf(value));
}

/** A number, also one that came as a text; `NaN` for all else. */
export function numberOf(value: unknown): number {
	if (typeof value === 'number') return value;
	return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}

/** A list whatever it came as: one value is a list of one, nothing is an empty one. */
export function listOf(value: JsonValue | undefined): JsonValue[] {
	if (value === undefined || value === null) return [];
	return Array.isArray(value) ? value : [value];
}

/** A part of an address without escapes, which servers write in more than one way. */
export function unescaped(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
