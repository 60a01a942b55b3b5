/** Characters of a server's text that are looked at. No message needs more. */
const LONGEST_TEXT = 2000;

/**
 * What a server says in its own words, fit for an error: one line without secrets, and without what
 * looks like an e-mail address, a national number, a date of birth, an account or a telephone number.
 *
 * The text is clipped before any pattern sees it, and no pattern takes more than linear time.
 *
 * @param secrets texts that must not come back even if the server repeats them
 */
export function discreet(text: string, secrets: readonly string[] = []): string {
	return clipped(withoutSecrets(text, formsOf(secrets)))
		.replace(/\S+/g, (word) => (/[^@]@[^@]/.test(word) ? '…' : word))
		.replace(/(?<![\w-])\d{6,8}[-+]?\w{4}(?![\w-])/g, '…')
		.replace(/(?<![\w-])\+?\d[\d -]{6,40}\d(?![\w-])/g, '…')
		.replace(/[\p{Cc}\s]+/gu, ' ')
		.trim();
}

/** Secrets of up to three characters are left alone, since they are part of any text. */
const SHORTEST = 4;

/**
 * The forms in which a server may repeat secrets: as they are, escaped for JSON, HTML or an address,
 * and in base64. In lower case, the longest first, so that no part of a longer one stays.
 *
 * @param shortest characters that a secret must have at least
 */
export function formsOf(secrets: readonly string[], shortest: number = SHORTEST): string[] {
	const forms = new Set<string>();
	for (const secret of secrets) {
		if (secret.length < shortest) continue;
		for (const form of FORMS) for (const text of form(secret)) forms.add(text.toLowerCase());
	}
	return [...forms].filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
}

const FORMS: ReadonlyArray<(secret: string) => string[]> = [
	(secret) => [secret],
	(secret) => {
		const inJson = JSON.stringify(secret).slice(1, -1);
		const inAscii = inJson.replace(
			/[^\x20-\x7e]/g,
			(char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
		);
		return [inJson, inJson.replaceAll('/', '\\/'), inAscii];
	},
	inHtml,
	(secret) => {
		// Half a character cannot be escaped; nothing sends one either.
		const whole = secret.replace(/\p{Surrogate}/gu, '');
		const escaped = encodeURIComponent(whole);
		const form = escaped.replace(/[!'()*~]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
		return [escaped, form, form.replaceAll('%20', '+'), encodeURI(whole)];
	},
	inBase64,
];

/** Systems differ in how they write quotes, and in whether they escape what is not ASCII. */
function inHtml(secret: string): string[] {
	const plain = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
	return [plain, plain.replace(/[^\x20-\x7e]/gu, (char) => `&#${char.codePointAt(0)};`)].flatMap(
		(text) =>
			['&quot;', '&#34;', '&#x22;', '"'].flatMap((quote) =>
				['&#39;', '&#x27;', '&apos;', "'"].map((apostrophe) =>
					text.replaceAll('"', quote).replaceAll("'", apostrophe),
				),
			),
	);
}

/**
 * A text in base64, also where something stands before or after it, as a name does in `name:password`:
 * three beginnings, of each the characters that depend on the text alone.
 */
function inBase64(secret: string): string[] {
	const bytes = Buffer.from(secret, 'utf8');
	return [0, 1, 2].flatMap((before) => {
		const packed = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
		const from = Math.ceil((before * 8) / 6);
		const to = Math.floor(((before + bytes.length) * 8) / 6);
		const own = packed.slice(from, to);
		return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
	});
}

/** Takes secrets out of a text, in whatever case they are. @param forms from `formsOf` */
export function withoutSecrets(text: string, forms: readonly string[]): string {
	let left = text;
	let lower = text.toLowerCase();
	for (const form of forms) {
		if (!lower.includes(form)) continue;
		left = cut(left, lower, form);
		lower = left.toLowerCase();
	}
	return left;
}

function cut(text: string, lower: string, form: string): string {
	// In a few scripts the lower case is longer: then the places differ, and the text itself is lost.
	if (lower.length !== text.length) return lower.replaceAll(form, '…');
	const parts: string[] = [];
	let end = 0;
	for (let at = lower.indexOf(form); at >= 0; at = lower.indexOf(form, end)) {
		parts.push(text.slice(end, at));
		end = at + form.length;
	}
	return [...parts, text.slice(end)].join('…');
}

/** The start of a text, without the part of a word at its end: half an address looks like none. */
function clipped(text: string): string {
	if (text.length <= LONGEST_TEXT) return text;
	const start = text.slice(0, LONGEST_TEXT);
	const end = Math.max(start.lastIndexOf(' '), start.lastIndexOf('\n'));
	return end > 0 ? start.slice(0, end) : start;
}
