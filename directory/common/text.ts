/**
 * Names as people type them differ in ways that nobody sees: composed and decomposed letters,
 * no-break and doubled blanks, invisible characters, other case. Three helpers settle it: one for
 * what is shown and stored, one for log-ins and ids, one for what counts as the same. They know
 * characters by their Unicode properties, not by a list.
 */

const PLAIN_ASCII = /^[!-~]+(?: [!-~]+)*$/;
/** The same with the letters of Latin-1 and Latin Extended-A, composed: nothing to tidy in these. */
const PLAIN_LATIN = /^[!-~À-ſ]+(?: [!-~À-ſ]+)*$/;

/** Whether a text is one of these, so that no helper changes it. */
export function isPlain(text: string): boolean {
	return PLAIN_LATIN.test(text);
}

/** White space and control characters. No property says that U+2800 and U+1D159 show nothing. */
const BLANKS = /[\p{White_Space}\p{Cc}\u2800\u{1D159}]+/gu;

/**
 * Shows nothing: default-ignorable characters (bidi controls, joiners, variation selectors, tags,
 * fillers), noncharacters, and marks of interlinear annotation, which no property names.
 */
const NOTHING =
	'\\p{Default_Ignorable_Code_Point}\\p{Bidi_Control}\\p{Noncharacter_Code_Point}\\uFFF9-\\uFFFB';
const INVISIBLE = new RegExp(`[${NOTHING}]`, 'gu');
const HAS_INVISIBLE = new RegExp(`[${NOTHING}]`, 'u');

/** A flag of a part of a country is a black flag and tags; a tag is noise anywhere else. */
const TAGGED_FLAG = '\\u{1F3F4}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{2,6}\\u{E007F}';
/** What shows nothing wherever it stands: all but joiners, variation selectors and tagged flags. */
const ALWAYS_INVISIBLE = new RegExp(
	`(${TAGGED_FLAG})|(?![\\u200C\\u200D\\p{Variation_Selector}])[${NOTHING}]`,
	'gu',
);

const scripts = (...names: string[]) => names.map((name) => `\\p{scx=${name}}`).join('');
/** Scripts whose letters a joiner and a variation selector do not change. */
const RIGID = scripts(
	...['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Georgian', 'Hebrew'],
	...['Hangul', 'Hiragana', 'Katakana', 'Inherited'],
);
/** A letter or mark of a script such as Arabic or Devanagari, whose shape a joiner changes. */
const SHAPED = `(?![${RIGID}${scripts('Han', 'Common')}])[\\p{L}\\p{M}]`;
/** A character that may have variants, other than an emoji: Han, Mongolian, mathematical signs. */
const VARIABLE = `(?![\\0-\\x7F\\p{Variation_Selector}${RIGID}])[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}]`;

const STRAY_SELECTOR = new RegExp(
	[
		'(?<!\\p{Extended_Pictographic}|[0-9#*](?=[\\uFE0E\\uFE0F]\\u20E3))[\\uFE0E\\uFE0F]',
		`(?<!${VARIABLE})(?![\\uFE0E\\uFE0F])\\p{Variation_Selector}`,
	].join('|'),
	'gu',
);
const DOUBLED_JOINER = /([\u200C\u200D])\1+/g;
const STRAY_JOINER = new RegExp(
	[
		`(?<!(?:\\p{Extended_Pictographic}\\uFE0F?|\\p{Emoji_Modifier})(?=\\u200D\\p{Extended_Pictographic})|${SHAPED})\\u200D`,
		`(?<!${SHAPED})\\u200C|\\u200C(?!${SHAPED})`,
	].join('|'),
	'gu',
);

/** A character that may stay, depending on its neighbours. */
const JOINS = /[\u200C\u200D\p{Variation_Selector}]/u;
const MOST_TRIES = 3;

const LONG = 1000;
/** More marks on one letter than any script has (Unicode Standard Annex 15, "Stream-Safe Text Format"). */
const MOST_MARKS = 30;

/** Where a character was lost when the text was read, or half of one is missing. */
const LOST = /[\uFFFD\p{Surrogate}]/u;

/**
 * A name as it is stored and shown: composed (NFC), without invisible characters, blanks single
 * and none at the ends. Case and everything visible stay, and so do the joiners and variation
 * selectors that change what is seen: in emoji, and in scripts such as Arabic and Devanagari.
 * `null` and `undefined` become `''`.
 */
export function cleanName(value: unknown): string {
	const text = asText(value);
	if (PLAIN_LATIN.test(text)) return text;
	if (!HAS_INVISIBLE.test(text)) return composed(text);
	let name = tidied(text);
	// What goes may change what a joiner stands next to.
	for (let tries = 0; JOINS.test(name); tries++) {
		if (tries === MOST_TRIES) return bareText(text);
		const before = name;
		name = tidied(before);
		if (name === before) break;
	}
	return name;
}

function tidied(text: string): string {
	return composed(
		inComposedForm(text.replace(ALWAYS_INVISIBLE, '$1'))
			.replace(STRAY_SELECTOR, '')
			.replace(DOUBLED_JOINER, '$1')
			.replace(STRAY_JOINER, ''),
	);
}

/** Composed, blanks single and none at the ends. */
function composed(text: string): string {
	return inComposedForm(text).replace(BLANKS, ' ').trim();
}

/** NFC. Time grows with the square of the number of marks in a row, and no text has that many. */
function inComposedForm(text: string): string {
	if (text.length <= LONG) return text.normalize('NFC');
	const most = (marks: string) => [...marks].slice(0, MOST_MARKS).join('');
	return text.replace(/\p{M}+/gu, most).normalize('NFC');
}

/** As `cleanName`, but without any invisible character: for log-ins and ids. */
export function bareText(value: unknown): string {
	const text = asText(value);
	if (PLAIN_LATIN.test(text)) return text;
	return composed(text.replace(INVISIBLE, ''));
}

/**
 * What makes two names the same: `bareText` without regard to case. Letters stay what they are:
 * `Å` is not `A`. For comparing only, never shown.
 */
export function matchingKey(value: unknown): string {
	const name = bareText(value);
	if (PLAIN_ASCII.test(name)) return name.toLowerCase();
	// By way of upper case, so that ß and SS, or the two small sigmas, meet; ẞ is ß only in lower case.
	return name.toLowerCase().toUpperCase().toLowerCase().normalize('NFC').replace(/ς/g, 'σ');
}

/**
 * Whether a text was damaged before it came here: it holds U+FFFD, which readers put where bytes
 * fit no character of the encoding, or half a surrogate pair.
 */
export function isDamaged(text: string): boolean {
	return LOST.test(text);
}

/** What a message says about damaged text: a clause, and what to do about it. */
export const DAMAGE = {
	says: 'holds “\uFFFD”, which stands where a letter was lost when the data was read',
	advice:
		'Save the file as “CSV UTF-8”, or choose the encoding of the file, such as Windows-1252, in the node that reads it.',
} as const;

function asText(value: unknown): string {
	if (typeof value === 'string') return value;
	return value === null || value === undefined ? '' : String(value);
}

/** Order of two strings that is the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

const WHOLE_NUMBER = /^[1-9]\d*$/;

/**
 * Order of the ids that a target gives: whole numbers by their size, before all others, so that the
 * one that was given first comes first.
 */
export function compareIds(a: string, b: string): number {
	const [isNumberA, isNumberB] = [WHOLE_NUMBER.test(a), WHOLE_NUMBER.test(b)];
	if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
	return (isNumberA ? a.length - b.length : 0) || compareText(a, b);
}
