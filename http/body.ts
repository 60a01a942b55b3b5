import type { HttpAnswer, Flaw } from './exchange';
import { parseJson } from './json';

/**
 * Bytes of one answer, unpacked. The largest page that is known, 1,000 people, has some 5 MB; the
 * lists that a system gives without pages have some 20 MB for 10,000 people.
 */
export const LARGEST_ANSWER = 32 * 1024 * 1024;

/** What a body was read as: text, nothing, or why not. */
export type Text = { text: string } | { flaw: Flaw };

type Read = Pick<HttpAnswer, 'body' | 'flaw'>;

/**
 * Reads the body of an answer step by step and stops at the limit, so that a small answer that
 * unpacks to gigabytes costs no more memory than the limit.
 *
 * @param onBytes is told of each piece; what it throws ends the reading
 * @throws what the stream throws, if it breaks off
 */
export async function readBytes(
	stream: AsyncIterable<Uint8Array>,
	onBytes: (count: number) => void,
): Promise<Uint8Array | null> {
	const pieces: Uint8Array[] = [];
	let size = 0;
	// Leaving the loop early destroys the stream, and with it the connection.
	for await (const piece of stream) {
		size += piece.length;
		onBytes(piece.length);
		if (size > LARGEST_ANSWER) return null;
		pieces.push(piece);
	}
	return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces, size);
}

/**
 * The text of a body in the encoding that its content type names, else UTF-8. A byte that the
 * encoding does not have is a flaw; it never becomes `U+FFFD`.
 */
export function decode(bytes: Uint8Array, contentType: string): Text {
	const charset = /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType)?.[1] ?? 'utf-8';
	try {
		return { text: new TextDecoder(charset, { fatal: true }).decode(bytes) };
	} catch {
		return { flaw: 'encoding' };
	}
}

/** The JSON of a text; an empty text has none, and no flaw. */
export function readText(text: string): Read {
	const trimmed = text.trim();
	if (trimmed === '') return { body: undefined };
	if (trimmed.startsWith('<')) return { body: undefined, flaw: 'webPage' };
	const parsed = parseJson(trimmed);
	return 'flaw' in parsed ? { body: undefined, flaw: parsed.flaw } : { body: parsed.value };
}
