/**
 * Names as people type them differ in ways that nobody sees: composed and decomposed letters,
 * no-break and doubled blanks, zero-width characters, other case. Two helpers settle it: one for
 * what is shown and stored, one for what counts as the same.
 */

const PLAIN_ASCII = /^[!-~]+(?: [!-~]+)*$/;
/** The same with the letters of Latin-1 and Latin Extended-A, composed: nothing to tidy in these. */
const PLAIN_LATIN = /^[!-~À-ſ]+(?: [!-~À-ſ]+)*$/;
const ALWAYS_INVISIBLE = /[\u00AD\u180E\u200B\u2060\uFEFF]/gu;
/** Joins the parts of one emoji, and is noise anywhere else. */
const STRAY_JOINER =
	/(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F)\u200D|\u200D(?!\p{Extended_Pictographic})/gu;
/** Shapes letters in Arabic script, and is noise anywhere else. */
const STRAY_NON_JOINER = /(?<!\p{Script=Arabic})\u200C|\u200C(?!\p{Script=Arabic})/gu;
const BLANKS = /[\p{White_Space}\p{Cc}]+/gu;

/**
 * A name as it is stored and shown: composed (NFC), without invisible characters, blanks single
 * and none at the ends. Case and everything visible stay. `null` and `undefined` become `''`.
 */
export function cleanName(value: unknown): string {
	if (value === null || value === undefined) return '';
	const text = typeof value === 'string' ? value : String(value);
	if (PLAIN_LATIN.test(text)) return text;
	return text
		.normalize('NFC')
		.replace(ALWAYS_INVISIBLE, '')
		.replace(STRAY_JOINER, '')
		.replace(STRAY_NON_JOINER, '')
		.replace(BLANKS, ' ')
		.trim();
}

/**
 * What makes two names the same: `cleanName` without regard to case. Letters stay what they are:
 * `Å` is not `A`. For comparing only, never shown.
 */
export function matchingKey(value: unknown): string {
	const name = cleanName(value);
	if (PLAIN_ASCII.test(name)) return name.toLowerCase();
	// By way of upper case, so that ß and SS, or the two small sigmas, meet; ẞ is ß only in lower case.
	return name.toLowerCase().toUpperCase().toLowerCase().normalize('NFC').replace(/ς/g, 'σ');
}

/** Order of two strings that is the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
