/** `A`, `A and B`, `A, B and C`. */
export function joinAnd(texts: readonly string[]): string {
	if (texts.length < 2) return texts.join('');
	return `${texts.slice(0, -1).join(', ')} and ${texts[texts.length - 1]}`;
}

/** As `joinAnd`, but no more than so many of them: `A, B and 3 more`. */
export function joinSome(texts: readonly string[], most: number): string {
	if (texts.length <= most) return joinAnd(texts);
	return `${texts.slice(0, most).join(', ')} and ${texts.length - most} more`;
}
