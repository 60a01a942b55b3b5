/** The languages of the report. To add one, add it here: the compiler asks for its column. */
export const LANGUAGES = ['en', 'sv'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text of the report, in each language. */
export type Row<T> = Record<Language, T>;

/** The texts of a table in one language. */
export type Column<T> = {
	readonly [Name in keyof T]: T[Name] extends Row<infer Text> ? Text : never;
};

/** A table of texts, language by language. */
export function columnsOf<T extends Record<string, Row<unknown>>>(
	table: T,
): Record<Language, Column<T>> {
	const column = (language: Language) =>
		Object.fromEntries(
			Object.entries(table).map(([name, texts]) => [name, texts[language]]),
		) as Column<T>;
	return { en: column('en'), sv: column('sv') };
}

/** Gives both columns of a row the type of the first, so that none can be forgotten. */
export function row<T>(en: T, sv: NoInfer<T>): Row<T> {
	return { en, sv };
}

/** A text without anything to fill in. */
export const text = (en: string, sv: string): Row<string> => ({ en, sv });

type Say = (...told: string[]) => string;

/** A text with `{0}`, `{1}` … for what is filled in. */
export function say(en: string, sv: string): Row<Say> {
	return { en: saying(en), sv: saying(sv) };
}

/** One column of such a text. */
export function saying(template: string): Say {
	return (...told) => fill(template, told);
}

/** A text of all languages with the same things filled in. */
export function filled<Told extends unknown[]>(
	{ en, sv }: Row<(...told: Told) => string>,
	...told: Told
): Row<string> {
	return { en: en(...told), sv: sv(...told) };
}

export type Counted = (n: number, ...told: string[]) => string;
type Forms = readonly [one: string, many: string];

/** A text that depends on a number: for one, and for several. `{0}` is the number. */
export function counted(en: Forms, sv: Forms): Row<Counted> {
	return { en: countedIn('en', en), sv: countedIn('sv', sv) };
}

/** One column of such a text. */
export function countedIn(language: Language, [one, many]: Forms): Counted {
	return (n, ...told) => fill(n === 1 ? one : many, [numberIn(language, n), ...told]);
}

/** What stands between thousands: in Swedish, a blank at which no line ends. */
const THOUSANDS: Row<string> = text(',', '\u00A0');

/** A whole number as people read it. */
export function numberIn(language: Language, value: number): string {
	return String(value).replace(/\B(?=(\d{3})+$)/g, THOUSANDS[language]);
}

function fill(template: string, told: readonly string[]): string {
	return template.replace(/\{(\d)\}/g, (_all, place: string) => told[Number(place)] ?? '');
}
