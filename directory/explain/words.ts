import { canonicalJson } from '../difference';
import type { JsonValue } from '../person';
import type { Names } from '../report/values';

const EMPTY = '(empty)';

/** A value as it is; an empty one is said to be so. */
export function plainText(value: JsonValue | undefined): string {
	if (value === null || value === undefined || value === '') return EMPTY;
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	return typeof value === 'object' ? canonicalJson(value) : String(value);
}

/** A value of a person in words: managers and groups by name, with the id that decides. */
export function mappedText(
	field: string,
	value: JsonValue | undefined,
	{ people, groups }: Names,
): string {
	const known = field === 'managerExternalId' ? people : groups;
	if (typeof value !== 'string' || value === '' || !REFERENCES.has(field)) return plainText(value);
	const name = known.get(value);
	return name === undefined ? value : `${name} (${value})`;
}

const REFERENCES = new Set(['managerExternalId', 'groupExternalId']);
