/** Characters of a server's text that are looked at. No message needs more. */
const LONGEST_TEXT = 2000;

/**
 * What a server says in its own words, fit for an error: one line without secrets, and without what
 * looks like an e-mail address, a national number, a date of birth, an account or a telephone number.
 *
 * The text is clipped before any pattern sees it, and no pattern takes more than linear time.
 *
 * @param secrets texts that must not come back even if the server repeats them; ones of up to three
 * characters are left alone, since they are part of any text
 */
export function discreet(text: string, secrets: readonly string[] = []): string {
	let line = text;
	for (const secret of secrets) if (secret.length > 3) line = line.replaceAll(secret, '…');
	return clipped(line)
		.replace(/\S+/g, (word) => (/[^@]@[^@]/.test(word) ? '…' : word))
		.replace(/(?<![\w-])\d{6,8}[-+]?\w{4}(?![\w-])/g, '…')
		.replace(/(?<![\w-])\+?\d[\d -]{6,40}\d(?![\w-])/g, '…')
		.replace(/[\p{Cc}\s]+/gu, ' ')
		.trim();
}

/** The start of a text, without the part of a word at its end: half an address looks like none. */
function clipped(text: string): string {
	if (text.length <= LONGEST_TEXT) return text;
	const start = text.slice(0, LONGEST_TEXT);
	const end = Math.max(start.lastIndexOf(' '), start.lastIndexOf('\n'));
	return end > 0 ? start.slice(0, end) : start;
}
