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
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Parses JSON that a server sent, unless it is so large or so deep that it would harm this process.
 * Takes linear time.
 */
export function parseJson(text: string): { value: unknown } | { flaw: 'damaged' | 'tooComplex' } {
	if (isTooComplex(text)) return { flaw: 'tooComplex' };
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return { flaw: 'damaged' };
	}
}

function isTooComplex(text: string): boolean {
	let depth = 0;
	let values = 1;
	for (let at = 0; at < text.length; at++) {
		switch (text.charCodeAt(at)) {
			case QUOTE:
				at = endOfString(text, at);
				break;
			case OPEN_LIST:
			case OPEN_OBJECT:
				values++;
				if (++depth > DEEPEST) return true;
				break;
			case CLOSE_LIST:
			case CLOSE_OBJECT:
				depth--;
				break;
			case COMMA:
				values++;
		}
	}
	return values > MOST_VALUES;
}

/** The place of the quote that ends a string; the end of the text if none does. */
function endOfString(text: string, start: number): number {
	for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
		let before = end - 1;
		while (text.charCodeAt(before) === BACKSLASH) before--;
		if ((end - before) % 2 === 1) return end;
	}
	return text.length;
}
