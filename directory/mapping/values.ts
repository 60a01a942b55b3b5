import type { JsonValue } from '../common/json';
import { bareText, cleanName, DAMAGE, isDamaged, isPlain, matchingKey } from '../common/text';
import type { Gender } from '../model/fields';
import type { Severity } from '../model/issue';
import type { Placeholders } from './placeholders';

/** What values are read by. */
export interface ReadingRules {
	/** `YYYY-MM-DD` */
	today: string;
	/** IANA name: whose midnight a moment without a zone of its own is compared with. */
	timeZone: string;
	/** See `genderCodes`. */
	genderCodes: ReadonlyMap<string, Gender>;
	placeholders: Placeholders;
}

/** The field that a value is read for: its name, and its words within a sentence. */
export interface ReadField {
	name: string;
	one: string;
}

/** Why HR's value cannot be taken over: the value that the target has stays as it is. */
export class ValueProblem {
	readonly code: string;
	/** A clause that says what is wrong, such as `the birthday in HR is not a date`. */
	readonly says: string;
	/** What to do about it: a sentence. */
	readonly advice: string;
	readonly severity: Severity;
	readonly details: Record<string, JsonValue>;

	constructor(of: Pick<ValueProblem, 'code' | 'says' | 'advice'> & Partial<ValueProblem>) {
		this.code = of.code;
		this.says = of.says;
		this.advice = of.advice;
		this.severity = of.severity ?? 'warning';
		this.details = of.details ?? {};
	}
}

/** A value, `null` (empty), or what is wrong with it. */
export type Reading<T extends JsonValue = JsonValue> = T | ValueProblem;

/** What is there instead of a value that the source does not know: nothing is wrong, and nothing is empty. */
export const UNKNOWN = new ValueProblem({
	code: 'notKnown',
	says: 'HR does not say it in this run',
	advice: 'The next run that knows it does the rest.',
});

export function problem(of: ConstructorParameters<typeof ValueProblem>[0]): ValueProblem {
	return new ValueProblem(of);
}

/** A date or another object of n8n's that has a JSON form becomes that; all else stays. */
export function jsonForm(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	const { toJSON } = value as { toJSON?: unknown };
	return typeof toJSON === 'function' ? (toJSON.call(value) as unknown) : value;
}

/** Objects of another realm, such as those of n8n's expressions, are dates too. */
export function isDate(value: object): value is Date {
	return Object.prototype.toString.call(value) === '[object Date]';
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

/** A log-in name or address: without invisible characters, in small letters. */
export function loginOf(value: unknown): string {
	return inSmallLetters(bareText(typeof value === 'string' ? value : textOf(value)));
}

/** @param text clean */
export function inSmallLetters(text: string): string {
	const small = text.toLowerCase();
	return small === text || ASCII.test(small) ? small : small.normalize('NFC');
}

/**
 * A single value as clean text; a placeholder is nothing (`''`).
 *
 * @param field the field within a sentence, for the message
 * @param clean how a text is cleaned
 */
export function singleText(
	raw: unknown,
	rules: ReadingRules,
	field: string,
	clean: (text: string) => string = cleanName,
): Reading<string> {
	if (typeof raw === 'string') {
		// Nearly all text is: there is nothing to clean, and no damage.
		const isTidy = isPlain(raw);
		const text = isTidy ? raw : clean(raw);
		if (text === '' || rules.placeholders.has(text)) return '';
		return isTidy || !isDamaged(text) ? text : damaged(field);
	}
	if (raw === undefined || raw === null) return '';
	if (typeof raw === 'number' && !isExact(raw)) return inexact(raw, field);
	if (typeof raw === 'object') return isDate(raw) ? raw.toJSON() : notOneValue(raw, field);
	return textOf(raw);
}

/** Whether a number is one that JSON carries and that was not rounded on the way here. */
export function isExact(value: number): boolean {
	return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

export function inexact(value: number, field: string): ValueProblem {
	if (!Number.isFinite(value)) return notOneValue(value, field);
	return problem({
		code: 'numberTooLarge',
		says: `the ${field} in HR is a number above 9,007,199,254,740,991, which cannot be read exactly`,
		advice: 'Have the source send it as text, in quotation marks.',
		severity: 'error',
	});
}

function notOneValue(value: unknown, field: string): ValueProblem {
	const what = Array.isArray(value)
		? 'a list'
		: typeof value === 'number'
			? 'not a number'
			: 'an object';
	return problem({
		code: 'notOneValue',
		says: `the ${field} in HR is ${what}, where one value is needed`,
		advice: 'Map the parameter to a single value, such as a field inside it.',
		severity: 'error',
		details: { field },
	});
}

export function damaged(field: string): ValueProblem {
	return problem({
		code: 'damagedText',
		says: `the ${field} in HR ${DAMAGE.says}`,
		advice: DAMAGE.advice,
		severity: 'error',
		details: { field },
	});
}

/** HR's gender codes by their matching key, and the words in English and Swedish. */
export function genderCodes(
	codes: Iterable<readonly [code: unknown, gender: Gender]>,
): Map<string, Gender> {
	const known = new Map<string, Gender>([
		['male', 'male'],
		['man', 'male'],
		['female', 'female'],
		['woman', 'female'],
		['kvinna', 'female'],
		['none', 'none'],
	]);
	for (const [code, gender] of codes) known.set(matchingKey(code), gender);
	return known;
}
