import { canonicalJson } from '../common/json';
import type { JsonValue } from '../model/person';
import type { Names } from '../report/values';

const EMPTY = '(empty)';

/** A value as it is; an empty one is said to be so. */
export function plainText(value: JsonValue | undefined): string {
	if (value === null || value === undefined || value === '') return EMPTY;
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	return typeof value === 'object' ? canonicalJson(value) : String(value);
}

/** A value of a person in words: the manager by name, with the id that decides. */
export function mappedText(field: string, value: JsonValue | undefined, { people }: Names): string {
	const isManager = field === 'managerExternalId' && typeof value === 'string';
	const name = isManager ? people.get(value) : undefined;
	return name === undefined ? plainText(value) : `${name} (${value})`;
}
