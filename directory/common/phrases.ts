/** `A`, `A and B`, `A, B and C`. @param and the word in the language of the texts */
export function joinAnd(texts: readonly string[], and = 'and'): string {
	if (texts.length < 2) return texts.join('');
	return `${texts.slice(0, -1).join(', ')} ${and} ${texts[texts.length - 1]}`;
}

/** Each in quotation marks. */
export function quoted(texts: readonly string[]): string[] {
	return texts.map((text) => `“${text}”`);
}

/** As `joinAnd`, but no more than so many of them: `A, B and 3 more`. */
export function joinSome(texts: readonly string[], most: number): string {
	if (texts.length <= most) return joinAnd(texts);
	return `${texts.slice(0, most).join(', ')} and ${texts.length - most} more`;
}

/** A number for people to read: `10,000`. */
export function grouped(number: number): string {
	return number.toLocaleString('en-US');
}
