import { canonicalJson, type JsonValue } from '../common/json';
import { fieldOf, typeOf, type ValueType } from './fields';
import { isSameSegments } from './segments';

/** How values are emptied and compared, by their type. */

/**
 * What a field holds where there is no value: a text that is required is empty, not `null`. Not for
 * an External ID, which nothing can take the place of.
 */
export function blankOf(name: string): JsonValue {
	const field = fieldOf(name);
	return field?.isRequired && field.type !== 'id' ? '' : VALUE_RULES[typeOf(name)].empty;
}

/** How the values of a type are emptied and compared. */
export interface ValueRule {
	/** What an empty value is. */
	empty: JsonValue;
	/** Whether two values that are not identical count as one and the same. */
	isSame: (a: JsonValue, b: JsonValue) => boolean;
}

const plain: ValueRule = { empty: null, isSame: isSameJson };

/** The rule of each type of value. */
export const VALUE_RULES: Readonly<Record<ValueType, ValueRule>> = {
	text: plain,
	// A log-in is the same in any case.
	login: {
		empty: null,
		isSame: (a, b) =>
			typeof a === 'string' && typeof b === 'string'
				? a.toLowerCase() === b.toLowerCase()
				: isSameJson(a, b),
	},
	gender: { ...plain, empty: 'none' },
	day: plain,
	id: plain,
	reference: plain,
	flag: { ...plain, empty: false },
	active: { ...plain, empty: true },
	segments: { empty: [], isSame: isSameSegments },
	// A target or a file may keep every further value as text, and an empty list as nothing.
	any: {
		empty: null,
		isSame: (a, b) =>
			typeof a === 'object' || typeof b === 'object'
				? (hasNone(a) && hasNone(b)) || isSameJson(fromText(a), fromText(b))
				: isSameText(String(a), String(b)),
	},
};

function hasNone(value: JsonValue): boolean {
	return value === null || (Array.isArray(value) && value.length === 0);
}

/** The list or object that a text is the JSON of; any other value as it is. */
function fromText(value: JsonValue): JsonValue {
	if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
	try {
		return JSON.parse(value) as JsonValue;
	} catch {
		return value;
	}
}

/** Whether a field holds no value: nothing, what its type has for nothing, or an empty list. */
export function isEmptyValue(field: string, value: JsonValue): boolean {
	if (value === null || value === '' || value === VALUE_RULES[typeOf(field)].empty) return true;
	return typeof value === 'object' && Object.keys(value).length === 0;
}

function isSameJson(a: JsonValue, b: JsonValue): boolean {
	if (a === b) return true;
	if (typeof a === 'string' && typeof b === 'string') return isSameText(a, b);
	if (typeof a !== 'object' || typeof b !== 'object') return false;
	return canonicalJson(a) === canonicalJson(b);
}

/** Letters may be composed of several characters or be one: people see no difference. */
function isSameText(a: string, b: string): boolean {
	return a.normalize('NFC') === b.normalize('NFC');
}
