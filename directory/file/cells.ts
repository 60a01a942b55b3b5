import { isDay } from '../common/calendar';
import type { JsonValue } from '../common/json';
import { GENDERS, typeOf, type ValueType } from '../model/fields';
import { blankOf } from '../model/valueRules';

/** How a value of one type is written into a cell and read from it. */
interface Codec {
	/** `null` where the cell holds no value. */
	read: (cell: string) => JsonValue;
	write: (value: JsonValue) => string;
}

const text: Codec = {
	read: (cell) => (cell === '' ? null : cell),
	write: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
};

const flag: Codec = {
	read: (cell) => (cell === '' ? null : cell.toLowerCase() === 'true'),
	write: String,
};

const gender: Codec = {
	// Any other word counts as none: HR has no word for it.
	read: (cell) => GENDERS.find((one) => one === cell.toLowerCase()) ?? null,
	write: (value) => {
		const word = GENDERS.find((one) => one === value) ?? 'none';
		return word.charAt(0).toUpperCase() + word.slice(1);
	},
};

const CODECS: Readonly<Record<ValueType, Codec>> = {
	text,
	login: text,
	gender,
	day: { ...text, read: (cell) => (isDay(cell) ? cell : null) },
	id: text,
	reference: text,
	flag,
	active: flag,
	// Columns with lists have cells of their own: memberLists.ts.
	segments: text,
	any: text,
};

/** The value of a field, from the text of its cell; an empty cell is an empty value. */
export function readCell(field: string, cell: string): JsonValue {
	return CODECS[typeOf(field)].read(cell) ?? blankOf(field);
}

/**
 * The text of a cell. HR's texts are written as they are, whatever they begin with: a file is read
 * by a program, and a quote in front of `=` would become a part of somebody's name.
 */
export function writeCell(field: string, value: JsonValue | undefined): string {
	const known = value ?? blankOf(field);
	return known === null ? '' : CODECS[typeOf(field)].write(known);
}
