/**
 * What a server says in its own words, fit for an error: one line without secrets, and without what
 * looks like an e-mail address, a national number, a date of birth, an account or a telephone number.
 *
 * @param secrets texts that must not come back even if the server repeats them; ones of up to three
 * characters are left alone, since they are part of any text
 */
export function discreet(text: string, secrets: readonly string[] = []): string {
	let line = text;
	for (const secret of secrets) if (secret.length > 3) line = line.replaceAll(secret, '…');
	return line
		.replace(/[^\s@]+@[^\s@]+/g, '…')
		.replace(/(?<![\w-])\d{6,8}[-+]?\w{4}(?![\w-])/g, '…')
		.replace(/(?<![\w-])\+?\d[\d -]{6,}\d(?![\w-])/g, '…')
		.replace(/[\p{Cc}\s]+/gu, ' ')
		.trim();
}
