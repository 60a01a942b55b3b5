import { isDay } from '../common/calendar';
import type { Gender, JsonValue } from '../model/person';
import { cleanName, matchingKey } from '../common/text';

/** A value in Winningtemp's terms, and why it is empty where HR's value could not be taken over. */
export interface Reading<T> {
	value: T;
	problem?: ValueProblem;
}

export interface ValueProblem {
	code: string;
	/** The rest of a sentence that begins with the person's name. */
	says: string;
	details?: Record<string, JsonValue>;
}

/** A date or another object of n8n's that has a JSON form becomes that; all else stays. */
export function jsonForm(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	const { toJSON } = value as { toJSON?: unknown };
	return typeof toJSON === 'function' ? (toJSON.call(value) as unknown) : value;
}

/**
 * A single value as clean text: see `cleanName`. Numbers and booleans become text; `''` is what
 * nothing, a list, an object and not-a-number have in common.
 */
export function textOf(value: unknown): string {
	if (typeof value === 'string') return cleanName(value);
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	return typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
}

const ASCII = /^[\0-\x7f]*$/;

/** A log-in name or address: clean, lower case (facts: "What the values mean"). */
export function loginOf(value: unknown): string {
	const text = textOf(value).toLowerCase();
	return ASCII.test(text) ? text : text.normalize('NFC');
}

const EMAIL = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]+$/u;

/** An e-mail address; `null` with a problem where no mail could ever reach it. */
export function readEmail(raw: unknown): Reading<string | null> {
	const value = loginOf(raw);
	if (value === '') return isNothing(raw) ? { value: null } : { value: null, problem: NO_ADDRESS };
	return EMAIL.test(value) ? { value } : { value: null, problem: NO_ADDRESS };
}

const NO_ADDRESS: ValueProblem = {
	code: 'invalidEmail',
	says: 'has an e-mail address that is not well-formed, so none is passed on. Correct it in HR.',
};

/** Codes that say "none", whatever else is mapped (facts: anything but 1 and 2 is none). */
const NO_GENDER = new Set(['', '_', '0']);
const LONGEST_SHOWN = 20;

/** HR's gender codes by their matching key, the words of Winningtemp included. */
export function genderCodes(
	codes: Iterable<readonly [code: unknown, gender: Gender]>,
): Map<string, Gender> {
	const known = new Map<string, Gender>([
		['male', 'male'],
		['female', 'female'],
		['none', 'none'],
	]);
	for (const [code, gender] of codes) known.set(matchingKey(code), gender);
	return known;
}

/** A gender; `none` with a problem where the code is not known. */
export function readGender(raw: unknown, codes: ReadonlyMap<string, Gender>): Reading<Gender> {
	const key = matchingKey(textOf(raw));
	const known = codes.get(key);
	if (known) return { value: known };
	if (NO_GENDER.has(key) && (key !== '' || isNothing(raw))) return { value: 'none' };
	const shown = key !== '' && key.length <= LONGEST_SHOWN ? ` "${key}"` : '';
	return {
		value: 'none',
		problem: {
			code: 'unknownGender',
			says: `has the gender code${shown}, which is not known, so no gender is set. Add the code under Gender Codes, or correct it in HR.`,
			details: shown ? { code: key } : {},
		},
	};
}

const DATE_AND_PERHAPS_TIME = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:?\d{2}.*)?$/s;
const FIRST_BIRTHDAY = '1900-01-01';

/**
 * A birthday: the date as it is written, time of day cut off and no time zone converted (facts:
 * "Dates and errors"). `null` with a problem where it is no date or cannot be a birthday.
 *
 * @param today `YYYY-MM-DD`
 */
export function readBirthday(raw: unknown, today: string): Reading<string | null> {
	const text = textOf(raw);
	if (text === '' && isNothing(raw)) return { value: null };
	const day = DATE_AND_PERHAPS_TIME.test(text) ? text.slice(0, 'YYYY-MM-DD'.length) : '';
	if (!isDay(day) || day < FIRST_BIRTHDAY) return { value: null, problem: NO_BIRTHDAY };
	return day > today ? { value: null, problem: UNBORN } : { value: day };
}

const NO_BIRTHDAY: ValueProblem = {
	code: 'invalidBirthday',
	says: 'has a birthday that is not a date of the form YYYY-MM-DD from 1900 on, so none is set. Correct it in HR.',
};

const UNBORN: ValueProblem = {
	code: 'futureBirthday',
	says: 'has a birthday that lies in the future, so none is set. Correct it in HR.',
};

/**
 * Whether someone is kept out of surveys: a boolean (or the word) is taken as it is, anything else
 * is an employment type.
 *
 * @param excluded matching keys of the employment types that are kept out
 */
export function readExclusion(raw: unknown, excluded: ReadonlySet<string>): boolean {
	const key = matchingKey(textOf(raw));
	if (key === 'true' || key === 'false') return key === 'true';
	return excluded.has(key);
}

/** A further value: any JSON. Blanks at the ends of text go, and blank text is no value. */
export function readAttribute(raw: unknown): JsonValue {
	if (typeof raw === 'string') return raw.trim() === '' ? null : raw.trim();
	if (typeof raw === 'bigint') return String(raw);
	if (typeof raw === 'number') return Number.isFinite(raw) ? raw : null;
	if (typeof raw === 'boolean') return raw;
	return typeof raw === 'object' ? (raw as JsonValue) : null;
}

/** An empty value, as opposed to one that is there and of no use. */
function isNothing(raw: unknown): boolean {
	return raw === undefined || raw === null || (typeof raw === 'string' && cleanName(raw) === '');
}
