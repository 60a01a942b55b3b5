import { escapeHtml } from './escape';
import type { Language } from './columns';

/** The body of an e-mail, in the few elements and styles that mail programs show. */
export function mailBody(language: Language, parts: readonly string[]): string {
	return `<div lang="${language}" style="font-family:Arial,sans-serif;font-size:15px;line-height:1.5">${parts.join('')}</div>`;
}

/** A paragraph of it; none where there is no text. The text is escaped. */
export function mailParagraph(text: string, style = ''): string {
	return text === '' ? '' : `<p style="margin:0 0 12px;${style}">${escapeHtml(text)}</p>`;
}

/** How the first line of it looks. */
export const MAIL_HEADING = 'font-size:20px;font-weight:bold';
