import { escapeHtml } from './escape';
import { isolated } from './htmlRows';
import { MOST_UNFOLDED, type ReportModel, type ReportStatus } from './model';
import { cspHash, SCRIPT } from './script';
import { STYLE } from './style';
import type { Words } from './words';

/** What all pages have around their content: one file that needs nothing else. */

/** What a page says of itself. */
export type Page = Pick<
	ReportModel,
	'language' | 'title' | 'time' | 'timeZone' | 'subject' | 'headline' | 'remarks' | 'personal'
> & { createdAt: string; status: ReportStatus };

/** Nothing is loaded from anywhere, and nothing runs but the script below. */
const POLICY = [
	"default-src 'none'",
	`style-src ${cspHash(STYLE)}`,
	`script-src ${cspHash(SCRIPT)}`,
	"base-uri 'none'",
	"form-action 'none'",
].join('; ');

export function addHead(html: string[], model: Page, words: Words): void {
	html.push(
		`<!DOCTYPE html>\n<html lang="${model.language}">\n<head>\n<meta charset="utf-8">\n`,
		`<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">\n`,
		'<meta name="viewport" content="width=device-width,initial-scale=1">\n',
		'<meta name="color-scheme" content="light dark">\n',
		'<meta name="referrer" content="no-referrer">\n',
		'<meta name="robots" content="noindex,nofollow">\n',
		'<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">\n',
		`<title>${escapeHtml(model.subject)}</title>\n`,
		`<style>${STYLE}</style>\n</head>\n<body>\n`,
		`<a class="skip" href="#content">${words.skip}</a>\n<div class="page">\n`,
	);
}

const STATUS: Record<ReportStatus, { tone: string; icon: string }> = {
	ok: { tone: 't-ok', icon: '<path d="M7 12.5l3.4 3.4L17 9"/>' },
	attention: { tone: 't-look', icon: '<path d="M12 7v6M12 16.5v.1"/>' },
	failed: { tone: 't-bad', icon: '<path d="M8.5 8.5l7 7M15.5 8.5l-7 7"/>' },
};

export function addStatus(html: string[], model: Page): void {
	const { tone, icon } = STATUS[model.status];
	html.push(
		`<header><div class="top"><h1>${isolated(model.title)}</h1>`,
		`<p class="muted"><time datetime="${model.createdAt}">${model.time}</time> ${escapeHtml(model.timeZone)}</p></div>`,
		`<div class="status ${tone}"><svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/>${icon}</svg>`,
		`<div><p class="headline">${escapeHtml(model.headline)}</p>`,
	);
	if (model.remarks.length > 0) {
		html.push(`<p class="remarks">${escapeHtml(model.remarks.join(' '))}</p>`);
	}
	html.push('</div></div>\n');
}

/** Hidden until the script shows it: without the script it could do nothing. */
export function searchHtml({ find, findHint, found, foundGroups, tools }: Words): string {
	const words = Object.entries(tools).map(
		([name, text]) => ` data-${name.toLowerCase()}="${text}"`,
	);
	return `<form class="find" id="find"${words.join('')} role="search" hidden><label class="vh" for="find-words">${find}</label><input id="find-words" type="search" placeholder="${findHint}" autocomplete="off" spellcheck="false"><output for="find-words" data-found="${found('{0}', '{1}')}" data-groups="${foundGroups('{0}')}"></output></form>\n`;
}

export function note(text: string): string {
	return `<p class="card">${text}</p>`;
}

interface Part {
	title: string;
	count: number;
	tone: string;
	label?: string;
	/** Nothing in it is new: it stays folded. */
	isKnown?: boolean;
}

export function openPart(
	html: string[],
	{ title, count, tone, label = '', isKnown = false }: Part,
	words: Words,
): void {
	const before = label === '' ? '' : `<span class="chip ${tone}">${label}</span> `;
	html.push(
		`<details class="part"${count > MOST_UNFOLDED || isKnown ? '' : ' open'}><summary>${before}<h3>${isolated(title)}</h3> <span class="chip ${label === '' ? tone : 't-still'}">${words.number(count)}</span>${isKnown ? ` <span class="muted">${words.nothingIsNew}</span>` : ''}</summary>`,
	);
}

export function addFoot(html: string[], model: Page, hasPeople: boolean, words: Words): void {
	const about = model.personal ? words.keepSafe : words.withoutNames;
	html.push(
		'</main>\n',
		hasPeople ? `<footer><p>${about}</p></footer>\n` : '',
		`</div>\n<script>${SCRIPT}</script>\n</body>\n</html>\n`,
	);
}
