const HTML = new Map([
	['&', '&amp;'],
	['<', '&lt;'],
	['>', '&gt;'],
	['"', '&quot;'],
	["'", '&#39;'],
]);

/** Characters that no name needs: they break a document or a terminal, or turn the text after them around. */
const CONTROLS = /(?![\t\n\r])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/** Text as it may appear in HTML, in an element or in a quoted attribute. */
export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (c) => HTML.get(c)!).replace(CONTROLS, '\uFFFD');
}

/** Characters that format text in the Markdown of chat programs, or make a table of it. */
const MARKUP = /[\\`*_~|[\]#]/g;

/**
 * Text as it may appear in a line of Markdown for chat. Angle brackets become entities, which both
 * CommonMark and Slack show as they were, so that `<!channel>` and `<@U123>` call nobody; an `@`
 * at the start of a word and the `://` of an address are parted by an invisible blank.
 */
export function escapeMarkdown(text: string): string {
	return text
		.replace(/\s+/g, ' ')
		.replace(CONTROLS, '\uFFFD')
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(MARKUP, '\\$&')
		.replace(/(?<![\p{L}\p{N}._+-])@(?=\S)/gu, '@\u200B')
		.replace(/:\/\//g, ':\u200B//')
		.replace(/\b(www)\.(?=\S)/gi, '$1\u200B.')
		.trim();
}
