import { compareText } from './text';

/** A value that survives a trip through JSON. */
export type JsonValue =
	string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue };

/** Parts of a value that is nested deeper do not count when it is compared. */
const DEEPEST = 100;

/** JSON with the properties of every object in one order, so that equal values give equal text. */
export function canonicalJson(value: JsonValue): string {
	try {
		return holdsRecord(value) ? JSON.stringify(value, inOrder) : JSON.stringify(value);
	} catch {
		// Nested so deep that it would overflow the stack.
		return JSON.stringify(cutAt(DEEPEST, value), inOrder);
	}
}

/** Only objects have an order to settle, and looking at each part takes several times as long. */
function holdsRecord(value: JsonValue): boolean {
	return Array.isArray(value) ? value.some(holdsRecord) : isRecord(value);
}

function inOrder(_name: string, part: JsonValue): JsonValue {
	return isRecord(part)
		? Object.fromEntries(Object.entries(part).sort(([a], [b]) => compareText(a, b)))
		: part;
}

function cutAt(depth: number, value: JsonValue): JsonValue {
	if (typeof value !== 'object' || value === null) return value;
	if (depth === 0) return null;
	if (Array.isArray(value)) return value.map((part) => cutAt(depth - 1, part));
	const parts = Object.entries(value).map(([name, part]) => [name, cutAt(depth - 1, part)]);
	return Object.fromEntries(parts) as JsonValue;
}

/** A property of the record itself, so that a field called `constructor` finds nothing inherited. */
export function ownValue(
	record: Record<string, JsonValue> | undefined,
	name: string,
): JsonValue | undefined;
export function ownValue(record: unknown, name: string): unknown;
export function ownValue(record: unknown, name: string): unknown {
	if (record === undefined || record === null) return undefined;
	const value = (record as Record<string, unknown>)[name];
	// What plain objects inherit are functions and `__proto__`: only these have to be looked at closer.
	if (typeof value !== 'function' && name !== '__proto__') return value;
	return Object.hasOwn(record, name) ? value : undefined;
}

/** Sets a property of the record itself; an assignment to `__proto__` would change what is inherited. */
export function setOwnValue(record: Record<string, unknown>, name: string, value: unknown): void {
	if (name !== '__proto__') record[name] = value;
	else {
		Object.defineProperty(record, name, {
			value,
			enumerable: true,
			configurable: true,
			writable: true,
		});
	}
}

/** Whether a value is an object with names and values: no list, and not nothing. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
