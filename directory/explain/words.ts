import { canonicalJson } from '../common/json';
import { fieldOf } from '../model/fields';
import type { JsonValue } from '../model/person';
import { segmentsText } from '../model/segments';
import type { Names } from '../report/values';

const EMPTY = '(empty)';

/** A value as it is, or `(empty)`. */
export function plainText(value: JsonValue | undefined): string {
	if (value === null || value === undefined || value === '') return EMPTY;
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	return typeof value === 'object' ? canonicalJson(value) : String(value);
}

/** A value of a person in words: another person, such as the manager, by name and External ID. */
export function mappedText(field: string, value: JsonValue | undefined, { people }: Names): string {
	if (fieldOf(field)?.type === 'segments') return segmentsText(value) || EMPTY;
	const isPerson = fieldOf(field)?.refersTo === 'user' && typeof value === 'string';
	const name = isPerson ? people.get(value) : undefined;
	return name === undefined ? plainText(value) : `${name} (${value})`;
}
