import { isolated, TONES } from './htmlRows';
import type { TreeRow } from './model';
import type { Words } from './words';

/** From here on a deeper level is not indented further, or a phone would run out of width. */
const DEEPEST_INDENT = 10;

/** Top groups with more below them than this are laid out when they come into view. */
const LARGE_TREE = 300;

/** Adds the groups as nested lists, each with its size as a bar and what happened to it. */
export function addTree(html: string[], rows: readonly TreeRow[], words: Words): void {
	const largest = rows.reduce((most, { total }) => Math.max(most, total), 1);
	const top = rows.length > LARGE_TREE ? '<li class="cvt">' : '<li>';
	let depth = -1;
	for (const row of rows) {
		if (row.depth > depth) html.push(row.depth > DEEPEST_INDENT ? '<ul class="deep">' : '<ul>');
		else html.push('</li>', '</ul></li>'.repeat(depth - row.depth));
		depth = row.depth;
		html.push(depth === 0 ? top : '<li>', groupHtml(row, largest, words), '\n');
	}
	html.push('</li></ul>'.repeat(depth + 1));
}

function groupHtml(row: TreeRow, largest: number, words: Words): string {
	const moves = [
		row.joined > 0 ? chip('t-ok', words.moveIn(words.number(row.joined))) : '',
		row.left > 0 ? chip('t-still', words.moveOut(words.number(row.left))) : '',
	];
	const marks = row.marks.map(({ outcome, text }) => chip(TONES[outcome], text));
	return `<div class="g"><div class="what"><span class="name">${isolated(row.name)}</span>${marks.join('')}${moves.join('')}</div><span class="size">${sizeText(row, words)}</span>${barHtml(row, largest)}</div>`;
}

function chip(tone: string, text: string): string {
	return ` <span class="chip ${tone}">${isolated(text)}</span>`;
}

function sizeText({ direct, total }: TreeRow, words: Words): string {
	const own = words.people(direct);
	return total === direct ? own : words.inAll(own, words.number(total));
}

/** The words beside it say the same, so the bar is for the eye only. */
function barHtml({ direct, total }: TreeRow, largest: number): string {
	const width = (people: number) => Math.round((people / largest) * 1000) / 10;
	return `<svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="6"/><rect class="below" width="${width(total)}" height="6"/><rect class="own" width="${width(direct)}" height="6"/></svg>`;
}
