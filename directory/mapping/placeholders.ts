import { canonicalId } from '../common/uuid';
import { matchingKey } from '../common/text';

/** What people and programs write where there is nothing. */
export const DEFAULT_PLACEHOLDERS: readonly string[] = [
	...[
		'-',
		'--',
		'–',
		'—',
		'.',
		'?',
		'n/a',
		'#N/A',
		'#SAKNAS!',
		'null',
		'(null)',
		'undefined',
		'none',
	],
	...['saknas', 'ej angivet', 'okänd', 'unknown', '00000000-0000-0000-0000-000000000000'],
];

/** Placeholders that are people's names too, when they are written as a name is. */
const NAMES_TOO: ReadonlySet<string> = new Set(['Null', 'None']);

/** Texts that stand for nothing, without regard to case. */
export class Placeholders {
	private readonly keys = new Set<string>();
	/** First characters of the placeholders of each length: few values have to be looked at closer. */
	private readonly starts: string[] = [];

	constructor(texts: Iterable<string>) {
		for (const text of texts) {
			const key = matchingKey(canonicalId(text.trim()));
			if (key === '') continue;
			this.keys.add(key);
			const starts = this.starts[key.length] ?? '';
			this.starts[key.length] = starts + key[0]! + key[0]!.toUpperCase();
		}
	}

	/** @param text clean, and not empty */
	has(text: string): boolean {
		const starts = this.starts[text.length];
		return starts?.includes(text[0]!) === true && this.keys.has(matchingKey(text));
	}

	/** As `has`, for the name of a person: somebody may be called Null. */
	hasAsName(text: string): boolean {
		return !NAMES_TOO.has(text) && this.has(text);
	}
}
