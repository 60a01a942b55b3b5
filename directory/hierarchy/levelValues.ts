import type { JsonValue } from '../person';
import { cleanName, matchingKey } from '../text';
import type { FieldReader } from './field';
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
export type LevelProblem = { kind: 'noCode'; name: string } | { kind: 'notText'; value: JsonValue };

/** One level's value on a person; `null`: empty. */
export type LevelReader = (record: ItemRecord) => LevelValue | LevelProblem | null;

/** A level whose groups are told apart by their names. */
export function nameLevel(level: number, readName: FieldReader): LevelReader {
	const intern = interned(level, matchingKey);
	return (record) => {
		const raw = readName(record);
		if (isBlank(raw)) return null;
		return isScalar(raw) ? intern(String(raw), String(raw)) : notText(raw);
	};
}

/** A level whose groups are told apart by a code; a code without a name is its own name. */
export function codeLevel(
	level: number,
	readName: FieldReader,
	readCode: FieldReader,
): LevelReader {
	const intern = interned(level, cleanName);
	return (record) => {
		const name = readName(record);
		const code = readCode(record);
		if (!isBlank(name) && !isScalar(name)) return notText(name);
		if (!isBlank(code) && !isScalar(code)) return notText(code);
		const named = cleanName(name);
		const found = isBlank(code) ? null : intern(String(code), named);
		return found ?? (named === '' ? null : { kind: 'noCode', name: named });
	};
}

/** The same few values come again on thousands of people: each is normalised once. */
function interned(
	level: number,
	keyOf: (text: string) => string,
): (identity: string, name: string) => LevelValue | null {
	const known = new Map<string, Map<string, LevelValue | null>>();
	return (identity, name) => {
		let spellings = known.get(identity);
		if (!spellings) known.set(identity, (spellings = new Map()));
		let value = spellings.get(name);
		if (value === undefined) {
			const key = keyOf(identity);
			value = key === '' ? null : { level, key, name: cleanName(name) };
			spellings.set(name, value);
		}
		return value;
	};
}

function isBlank(value: unknown): value is null | undefined | '' {
	return value === undefined || value === null || value === '';
}

function isScalar(value: unknown): boolean {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function notText(value: unknown): LevelProblem {
	return { kind: 'notText', value: value as JsonValue };
}
