import { setOwnValue } from '../../../directory/common/json';

/** One record as Flex sends it. */
export type Row = Record<string, unknown>;

/** Values of the asked fields that a record has, under the names that were asked for. */
export type Fields<N extends string> = { [K in N]?: unknown };

export interface FieldReader<N extends string> {
	(row: Row): Fields<N>;
	/** The asked names that have been on at least one record so far. */
	readonly seen: ReadonlySet<N>;
}

export function isRow(value: unknown): value is Row {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/**
 * A function that picks fields by name, whatever the case that the server writes them in (facts:
 * "match names case-insensitively"). One pass a record; the spellings are remembered.
 */
export function fieldReader<N extends string>(names: readonly N[]): FieldReader<N> {
	const wanted = new Map(names.map((name) => [name.toLowerCase(), name]));
	const spellings = new Map<string, N | null>();
	const seen = new Set<N>();
	const read = (row: Row): Fields<N> => {
		const fields: Fields<N> = {};
		for (const key in row) {
			let name = spellings.get(key);
			if (name === undefined) {
				name = wanted.get(key.toLowerCase()) ?? null;
				spellings.set(key, name);
			}
			if (name !== null) {
				// Asked names only, none of which is a name that an object has by itself.
				fields[name] = row[key];
				seen.add(name);
			}
		}
		return fields;
	};
	return Object.assign(read, { seen });
}

/** A function that gives records without the fields of some names, whatever their case. */
export function without(names: Iterable<string>): (row: Row) => Row {
	const unwanted = new Set([...names].map((name) => name.toLowerCase()));
	const spellings = new Map<string, boolean>();
	return (row) => {
		const rest: Row = {};
		for (const key in row) {
			let isWanted = spellings.get(key);
			if (isWanted === undefined) {
				isWanted = !unwanted.has(key.toLowerCase());
				spellings.set(key, isWanted);
			}
			if (isWanted) setOwnValue(rest, key, row[key]);
		}
		return rest;
	};
}

/** The names of all fields that are on at least one record, in lower case. */
export function columnsOf(rows: readonly Row[]): ReadonlySet<string> {
	const spellings = new Set<string>();
	for (const row of rows) for (const name in row) spellings.add(name);
	return new Set([...spellings].map((name) => name.toLowerCase()));
}

/** One field of a record, whatever its case; `undefined` if the record has none of that name. */
export function fieldOf(row: Row, name: string): unknown {
	if (Object.hasOwn(row, name)) return row[name];
	const camelCase = name.charAt(0).toLowerCase() + name.slice(1);
	if (Object.hasOwn(row, camelCase)) return row[camelCase];
	const wanted = name.toLowerCase();
	const key = Object.keys(row).find((candidate) => candidate.toLowerCase() === wanted);
	return key === undefined ? undefined : row[key];
}

/** An id as it is compared: text, GUIDs in any case. `null` for what is no id. */
export function idKey(value: unknown): string | null {
	if (typeof value === 'string') return value.trim().toLowerCase() || null;
	return typeof value === 'number' ? String(value) : null;
}

/** A text that is not blank, or a number as text; else `null`. */
export function textOf(value: unknown): string | null {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value : null;
}
