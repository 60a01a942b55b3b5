import type { Language, Row } from '../report/columns';

/**
 * Texts that a check puts into its item: in English, as everything in an item, and beside them in the
 * other languages, so that the page can choose.
 */
export type Told<Name extends string> = Record<Name, string> &
	Record<Exclude<Language, 'en'>, Record<Name, string>>;

/** Texts of an item from rows of all languages. */
export function told<Name extends string>(rows: Record<Name, Row<string>>): Told<Name> {
	const names = Object.keys(rows) as Name[];
	const column = (language: Language) =>
		Object.fromEntries(names.map((name) => [name, rows[name][language]])) as Record<Name, string>;
	return { ...column('en'), sv: column('sv') };
}

/** An item with its texts in one language; where it has none in that language, in English. */
export function inLanguage<T extends object>(
	one: T & Partial<Record<Exclude<Language, 'en'>, Partial<T>>>,
	language: Language,
): T {
	const { sv, ...english } = one;
	return { ...(english as T), ...(language === 'sv' ? sv : undefined) };
}
