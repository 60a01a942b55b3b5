import { isDay } from '../common/calendar';
import type { JsonValue } from '../model/person';

/** How a value is written into a cell and read from it. An empty value has one form only. */
interface Codec {
	read: (cell: string) => JsonValue;
	write: (value: JsonValue | undefined) => string;
}

const text: Codec = {
	read: (cell) => (cell === '' ? null : cell),
	write: (value) =>
		value === null || value === undefined
			? ''
			: typeof value === 'string'
				? value
				: JSON.stringify(value),
};

const blankText: Codec = { ...text, read: (cell) => cell };

/** @param empty what an empty cell, and a value that is not known, stand for */
function flag(empty: boolean): Codec {
	return {
		read: (cell) => (cell === '' ? empty : cell.toLowerCase() === 'true'),
		write: (value) => String(value ?? empty),
	};
}

/** Winningtemp's words (facts: "What the values mean"). */
const GENDER_WORDS: ReadonlyMap<unknown, string> = new Map([
	['male', 'Male'],
	['female', 'Female'],
]);

const gender: Codec = {
	// NonBinary counts as none, as it does over SCIM: HR has no word for it.
	read: (cell) => {
		const word = cell.toLowerCase();
		return GENDER_WORDS.has(word) ? word : 'none';
	},
	write: (value) => GENDER_WORDS.get(value) ?? 'None',
};

const day: Codec = { ...text, read: (cell) => (isDay(cell) ? cell : null) };

const CODECS: ReadonlyMap<string, Codec> = new Map([
	['username', blankText],
	['firstName', blankText],
	['lastName', blankText],
	['name', blankText],
	['gender', gender],
	['birthday', day],
	['excludeFromSurveys', flag(false)],
	['active', flag(true)],
]);

/** The value of a field, from the text of its cell. */
export function readCell(field: string, cell: string): JsonValue {
	return (CODECS.get(field) ?? text).read(cell);
}

/**
 * The text of a cell. HR's texts are written as they are, whatever they begin with: a file is read
 * by a program, and a quote in front of `=` would become a part of somebody's name.
 */
export function writeCell(field: string, value: JsonValue | undefined): string {
	return (CODECS.get(field) ?? text).write(value);
}
