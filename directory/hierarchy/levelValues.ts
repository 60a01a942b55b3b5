import type { JsonValue } from '../model/person';
import { bareText, cleanName, isDamaged, matchingKey } from '../common/text';
import { canonicalId } from '../common/uuid';
import { UNKNOWN, type FieldReader } from './field';
import type { ItemRecord } from './types';

/** What a person says about one level of the hierarchy. */
export interface LevelValue {
	/** Position among the levels, from 0. */
	level: number;
	/** What makes two values the same: the normalised name, or the code. */
	key: string;
	/** As it was spelled on this person, tidied; empty where there was only a code. */
	name: string;
}

/** Why a level says nothing about a person, other than that it is empty. */
export type LevelProblem =
	| { kind: 'noCode'; name: string }
	| { kind: 'notKnown' }
	| { kind: 'notText'; value: JsonValue }
	| { kind: 'damaged'; text: string };

/**
 * One level's value on a person; `null`: empty. The same few values come again on thousands of
 * people: each is normalised once, and those with the same spelling get one and the same object.
 */
export type LevelReader = (record: ItemRecord) => LevelValue | LevelProblem | null;

/** A level whose groups are told apart by their names. */
export function nameLevel(level: number, readName: FieldReader): LevelReader {
	const known = new Map<string, LevelValue | LevelProblem | null>();
	return (record) => {
		const raw = readName(record);
		if (isBlank(raw)) return null;
		if (raw === UNKNOWN) return NOT_KNOWN;
		if (!isScalar(raw)) return notText(raw);
		const text = String(raw);
		let value = known.get(text);
		if (value === undefined) known.set(text, (value = levelValue(level, matchingKey(text), text)));
		return value;
	};
}

/** A level whose groups are told apart by a code; a code without a name is its own name. */
export function codeLevel(
	level: number,
	readName: FieldReader,
	readCode: FieldReader,
): LevelReader {
	const known = new Map<string, Map<string, LevelValue | LevelProblem | null>>();
	const valueOf = (code: string, name: string): LevelValue | LevelProblem | null => {
		let spellings = known.get(code);
		if (!spellings) known.set(code, (spellings = new Map()));
		let value = spellings.get(name);
		if (value === undefined) {
			spellings.set(name, (value = levelValue(level, canonicalId(bareText(code)), name)));
		}
		return value;
	};
	return (record) => {
		const name = readName(record);
		const code = readCode(record);
		if (name === UNKNOWN || code === UNKNOWN) return NOT_KNOWN;
		if (!isBlank(name) && !isScalar(name)) return notText(name);
		if (!isBlank(code) && !isScalar(code)) return notText(code);
		const named = cleanName(name);
		const found = isBlank(code) ? null : valueOf(String(code), named);
		return found ?? (named === '' ? null : { kind: 'noCode', name: named });
	};
}

function levelValue(level: number, key: string, spelled: string): LevelValue | LevelProblem | null {
	if (key === '') return null;
	const name = cleanName(spelled);
	const damaged = [name, key].find(isDamaged);
	return damaged === undefined ? { level, key, name } : { kind: 'damaged', text: damaged };
}

function isBlank(value: unknown): value is null | undefined | '' {
	return value === undefined || value === null || value === '';
}

function isScalar(value: unknown): boolean {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

const NOT_KNOWN: LevelProblem = { kind: 'notKnown' };

function notText(value: unknown): LevelProblem {
	return { kind: 'notText', value: value as JsonValue };
}
