import { dayOfMoment, readDay } from '../common/calendar';
import type { JsonValue } from '../common/json';
import { bareText, cleanName, isDamaged, matchingKey } from '../common/text';
import { canonicalId } from '../common/uuid';
import type { Gender, UserValue, ValueType } from '../model/fields';
import {
	damaged,
	inexact,
	inSmallLetters,
	isDate,
	isExact,
	problem,
	singleText,
	type ReadField,
	type Reading,
	type ReadingRules,
	type ValueProblem,
} from './values';

const EMAIL = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]+$/u;

/** A username, or an e-mail address that mail could reach. */
function readLogin(raw: unknown, { name, one }: ReadField, rules: ReadingRules): Reading {
	const text = singleText(raw, rules, one, bareText);
	if (text === '') return null;
	if (typeof text !== 'string') return text;
	const login = inSmallLetters(text);
	if (name === 'username') return /\s/u.test(login) ? INVALID_USERNAME : login;
	return EMAIL.test(login) ? login : INVALID_EMAIL;
}

const INVALID_USERNAME = problem({
	code: 'invalidUsername',
	says: 'the username has a blank inside, so nobody could log in with it',
	advice: 'Correct it in HR.',
});

const INVALID_EMAIL = problem({
	code: 'invalidEmail',
	says: 'the e-mail address in HR is not well-formed',
	advice: 'Correct it in HR.',
});

/** Codes that mean none, whatever else is mapped. */
const NO_GENDER = new Set(['', '_', '0']);
const LONGEST_SHOWN = 20;

function readGender(raw: unknown, { one }: ReadField, rules: ReadingRules): Reading<Gender> {
	const text = singleText(raw, rules, one);
	if (typeof text !== 'string') return text;
	const key = matchingKey(text);
	const known = rules.genderCodes.get(key);
	if (known) return known;
	if (NO_GENDER.has(key)) return 'none';
	const shown = key.length <= LONGEST_SHOWN ? ` “${key}”` : '';
	return problem({
		code: 'unknownGender',
		says: `the gender code${shown} in HR is not known`,
		advice: 'Add it under Gender Codes, or correct it in HR.',
		details: shown ? { code: key } : {},
	});
}

const FIRST_DAY = '1900-01-01';
const LAST_DAY = '2199-12-31';
/** The last day that many systems can write: no end. */
const NO_END = '9999-12-31';

function readDate(raw: unknown, field: ReadField, rules: ReadingRules): Reading<string | null> {
	const day = dayOf(raw, field, rules);
	if (day === '') return null;
	if (typeof day === 'object') return day;
	if (day === undefined || day < FIRST_DAY) return invalidDate(field);
	if (field.name === 'birthday') return day > rules.today ? FUTURE_BIRTHDAY : day;
	return day === NO_END ? null : day > LAST_DAY ? invalidDate(field) : day;
}

/** `''` is nothing, `undefined` is no day. */
function dayOf(raw: unknown, { one }: ReadField, rules: ReadingRules): Reading<string> | undefined {
	if (typeof raw === 'object' && raw !== null && isDate(raw)) {
		return dayOfMoment(raw, rules.timeZone);
	}
	const text = singleText(raw, rules, one, bareText);
	return typeof text !== 'string' || text === '' ? text : readDay(text, rules.timeZone);
}

function invalidDate({ name, one }: ReadField): ValueProblem {
	return name === 'birthday'
		? problem({
				code: 'invalidBirthday',
				says: 'the birthday in HR is not a day from 1900 on in a form such as YYYY-MM-DD',
				advice: 'Correct it in HR.',
			})
		: problem({
				code: 'invalidDate',
				says: `the ${one} in HR is not a day from 1900 to 2199 in a form such as YYYY-MM-DD`,
				advice: 'Correct it in HR.',
				details: { field: name },
			});
}

const FUTURE_BIRTHDAY = problem({
	code: 'futureBirthday',
	says: 'the birthday in HR lies in the future',
	advice: 'Correct it in HR.',
});

/** An id, in its one form: see `canonicalId`. */
function readId(raw: unknown, { one }: ReadField, rules: ReadingRules): Reading<string | null> {
	const text = singleText(raw, rules, one, bareText);
	if (typeof text !== 'string') return text;
	const id = canonicalId(text);
	return id === '' || (id !== text && rules.placeholders.has(id)) ? null : id;
}

function readText(
	raw: unknown,
	{ name, one }: ReadField,
	rules: ReadingRules,
): Reading<string | null> {
	const text = singleText(raw, rules, one);
	if (text !== '') return text;
	// Somebody may be called Null.
	const called = typeof raw === 'string' && PERSON_NAMES.has(name) ? cleanName(raw) : '';
	return called !== '' && !rules.placeholders.hasAsName(called) ? called : null;
}

const PERSON_NAMES: ReadonlySet<string> = new Set<UserValue>(['firstName', 'lastName']);

const DEEPEST = 100;

/** A further value: any JSON. Blanks at the ends of text go, and blank text is no value. */
export function readAny(raw: unknown, { one }: ReadField, rules: ReadingRules): Reading {
	if (typeof raw === 'string') {
		const text = raw.trim();
		if (text === '' || rules.placeholders.has(text)) return null;
		return isDamaged(text) ? damaged(one) : text;
	}
	if (typeof raw === 'bigint') return String(raw);
	if (typeof raw === 'number') {
		return !Number.isFinite(raw) ? null : isExact(raw) ? raw : inexact(raw, one);
	}
	if (typeof raw === 'boolean') return raw;
	if (typeof raw !== 'object' || raw === null) return null;
	return isDate(raw) ? raw.toJSON() : readNested(raw, one);
}

/** Looks through a list or an object without calling itself: a deep one would overflow the stack. */
function readNested(value: object, one: string): Reading {
	let level: unknown[] = [value];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > DEEPEST) {
			return problem({
				code: 'nestedTooDeep',
				says: `the ${one} in HR is nested more than ${DEEPEST} levels deep`,
				advice: 'Map a field inside it.',
				severity: 'error',
			});
		}
		const next: unknown[] = [];
		for (const part of level) {
			if (typeof part === 'string' && isDamaged(part)) return damaged(one);
			if (typeof part !== 'object' || part === null) continue;
			for (const inner of Object.values(part)) next.push(inner);
		}
		level = next;
	}
	return value as JsonValue;
}

/** Words for yes and no, in English and Swedish. */
export const YES: ReadonlySet<string> = new Set(['true', 'yes', 'ja', 'sant']);
export const NO: ReadonlySet<string> = new Set(['false', 'no', 'nej', 'falskt']);
/** Signs for yes and no; where employment types are listed, they may be codes of types instead. */
export const YES_SIGNS: ReadonlySet<string> = new Set(['1', 'x', 'y', 'j']);
export const NO_SIGNS: ReadonlySet<string> = new Set(['0', 'n']);

export type Reader = (raw: unknown, field: ReadField, rules: ReadingRules) => Reading;

/** The values that are read record by record: of yes and no, `exclusionBy` looks at all at once. */
type ReadAlone = Exclude<ValueType, 'flag' | 'active' | 'segments'>;

/** How the values of each type are read. */
export const READERS: Record<ReadAlone, Reader> = {
	text: readText,
	login: readLogin,
	gender: readGender,
	day: readDate,
	id: readId,
	reference: readId,
	any: readAny,
};
