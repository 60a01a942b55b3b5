import { escapeHtml } from './escape';
import type { ChangeRow, FieldRow, IssueRow, Outcome } from './model';
import { actionText, type Words } from './words';

/** Rows of one list; a browser lays out a full list only when it comes into view. */
const ROWS_PER_LIST = 50;

/** Of more, a browser would not open the file, nor a mail server take it. */
const MOST_ROWS = 10_000;

/** Colours by outcome; the outcome always stands there in words too. */
export const TONES: Record<Outcome, string> = {
	created: 't-ok',
	updated: 't-info',
	reactivated: 't-ok',
	deactivated: 't-still',
	deleted: 't-still',
	held: 't-look',
	failed: 't-bad',
	skipped: 't-look',
	unchanged: 't-still',
};

/** Text from outside, kept apart from the direction of the text around it. */
export function isolated(text: string, className = ''): string {
	return `<bdi${className === '' ? '' : ` class="${className}"`}>${escapeHtml(text)}</bdi>`;
}

/**
 * Adds rows as lists that are laid out piece by piece, so that 10,000 open smoothly; how many more
 * there are is shown.
 */
export function addRows<T>(
	html: string[],
	rows: readonly T[],
	render: (row: T) => string,
	words: Words,
): void {
	const shown = Math.min(rows.length, MOST_ROWS);
	for (let start = 0; start < shown; start += ROWS_PER_LIST) {
		const end = Math.min(start + ROWS_PER_LIST, shown);
		html.push(end - start === ROWS_PER_LIST ? '<ul class="rows cv">' : '<ul class="rows">');
		for (let i = start; i < end; i++) html.push('<li>', render(rows[i]!), '</li>\n');
		html.push('</ul>');
	}
	if (rows.length > shown) {
		html.push(`<p class="card">${words.more(words.number(rows.length - shown))}</p>`);
	}
}

/** A change: to whom, what, from what to what, and why. */
export function changeHtml(row: ChangeRow, withAction: boolean, words: Words): string {
	const action = withAction
		? `<span class="id">${escapeHtml(actionText(row.action, row.kind, words))}</span>`
		: '';
	const fields =
		row.fields.length === 0
			? ''
			: `<dl class="f">${row.fields.map((one) => fieldHtml(one, words)).join('')}</dl>`;
	const error =
		row.error === null ? '' : `<p class="err">${words.errorText(isolated(row.error))}</p>`;
	const reason = row.reason === '' ? '' : `<p class="why">${isolated(row.reason)}</p>`;
	return `${whoHtml(row, words)}${action}</div><div>${fields}${error}${reason}</div>`;
}

/** An issue: about whom, and what to do. */
export function issueHtml(row: IssueRow, words: Words): string {
	const message = row.message === '' ? '' : `<p>${isolated(row.message)}</p>`;
	return `${whoHtml(row, words)}</div><div>${message}</div>`;
}

/**
 * Opens the cell that names the person or group of a row; the caller closes it. An id that only
 * machines read is found by the search and is in the CSV.
 */
export function whoHtml(
	{ name, externalId, about, isNew }: Pick<IssueRow, 'name' | 'externalId' | 'about' | 'isNew'>,
	words: Words,
): string {
	const { number, group, lastDay } = about;
	const line = (text: string, className: string) =>
		text === '' || text === name ? '' : `<span class="id${className}">${isolated(text)}</span>`;
	const hiddenId =
		externalId === null || externalId === number || externalId === name
			? ''
			: ` data-id="${escapeHtml(externalId)}"`;
	const last = lastDay === '' ? '' : words.lastDay(lastDay);
	const chip = isNew === true ? ` <span class="chip t-info">${words.isNew}</span>` : '';
	return `<div class="who"><b${hiddenId}>${isolated(name)}</b>${chip}${line(number, '')}${line(group, ' in')}${line(last, ' until')}`;
}

function fieldHtml({ label, from, to }: FieldRow, words: Words): string {
	const values = [
		...(from === undefined ? [] : [valueHtml(from, 'o', words), '→']),
		to === undefined ? words.changed : valueHtml(to, '', words),
	];
	return `<div><dt>${isolated(label)}:</dt> <dd>${values.join(' ')}</dd></div>`;
}

function valueHtml(value: string | null, className: string, words: Words): string {
	return value === null ? `<i class="o">${words.empty}</i>` : isolated(value, className);
}
