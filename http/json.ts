/**
 * Lists and objects inside each other. Known answers have fewer than ten; a recursion over a hundred
 * needs no more stack than any other work.
 */
const DEEPEST = 100;
/**
 * Values of one answer. An empty object takes 3 bytes on the wire and 64 in memory, so that bytes
 * alone bound nothing. 10,000 employees of 100 values each pass.
 */
const MOST_VALUES = 1_000_000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;

/**
 * Parses JSON that a server sent, unless it is so large or so deep that it would harm this process.
 * Takes linear time.
 */
export function parseJson(text: string): { value: unknown } | { flaw: 'damaged' | 'tooComplex' } {
	// A value takes two characters at least, so that most answers need not be counted.
	if (text.length > 2 * MOST_VALUES && countValues(text) > MOST_VALUES) {
		return { flaw: 'tooComplex' };
	}
	try {
		const value = JSON.parse(text) as unknown;
		return isDeeper(value, DEEPEST) ? { flaw: 'tooComplex' } : { value };
	} catch {
		return { flaw: 'damaged' };
	}
}

/** Whether there are more than so many lists and objects inside each other. */
function isDeeper(value: unknown, most: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (most === 0) return true;
	if (Array.isArray(value)) {
		for (const entry of value) if (isDeeper(entry, most - 1)) return true;
	} else {
		const object = value as Record<string, unknown>;
		for (const name in object) if (isDeeper(object[name], most - 1)) return true;
	}
	return false;
}

/** How many values a text has at most, lists and objects included. */
function countValues(text: string): number {
	let values = 1;
	for (let at = 0; at < text.length; at++) {
		switch (text.charCodeAt(at)) {
			case QUOTE:
				at = endOfString(text, at);
				break;
			case OPEN_LIST:
			case OPEN_OBJECT:
			case COMMA:
				values++;
		}
	}
	return values;
}

/** The place of the quote that ends a string; the end of the text if none does. */
function endOfString(text: string, start: number): number {
	// Strings are short: a loop is faster than a search.
	for (let at = start + 1; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === QUOTE) return at;
		if (code === BACKSLASH) at++;
	}
	return text.length;
}
