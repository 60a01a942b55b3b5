import { escapeHtml, escapeMarkdown } from './escape';
import { addFoot, addHead, addStatus, openPart, searchHtml } from './htmlFrame';
import { addRows, isolated, whoHtml } from './htmlRows';
import { MAIL_HEADING, mailBody, mailParagraph } from './mailBody';
import type { QualityGroup, QualityModel, QualityRow } from './quality';
import { wordsIn, type Words } from './words';

/** What to correct in HR as one HTML file: what there is most of, then a list for each company or manager. */
export function renderQualityHtml(model: QualityModel): string {
	const words = wordsIn(model.language);
	const html: string[] = [];
	addHead(html, model, words);
	addStatus(html, model);
	if (model.kinds.length > 0) {
		html.push(`<ul class="tiles kinds" aria-label="${words.figures}">`);
		for (const { what, count } of model.kinds) {
			html.push(
				`<li><span class="label">${escapeHtml(what)}</span> <span class="n">${words.number(count)}</span></li>`,
			);
		}
		html.push('</ul>');
	}
	html.push('</header>\n<main id="content">');
	if (model.count > 0) html.push(searchHtml(words));
	if (model.groups.length > 0) {
		html.push(
			`<section class="block" id="quality" aria-labelledby="quality-heading"><h2 id="quality-heading">${words.quality.heading}</h2>`,
		);
		for (const { title, rows } of model.groups) {
			openPart(html, { title, count: rows.length, tone: 't-look' }, words);
			addRows(html, rows, (row) => rowHtml(row, words), words);
			html.push('</details>\n');
		}
		html.push('</section>\n');
	}
	addFoot(html, model, model.count > 0, words);
	return html.join('');
}

function rowHtml(row: QualityRow, words: Words): string {
	const chip = row.isError ? ` <span class="chip t-bad">${words.quality.notSynced}</span>` : '';
	return `${whoHtml({ ...row, externalId: null }, words)}</div><div><p class="f">${isolated(row.what)}${chip}</p><p class="why">${isolated(row.todo)}</p></div>`;
}

/** More rows than this a mail program shows slowly; the page has all. */
const MOST_ROWS = 200;

/** What one company or manager has to correct as the body of an e-mail: with names, for those who may see them. */
export function qualityMail(model: QualityModel, groups = model.groups): string {
	const words = wordsIn(model.language);
	const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
	let left = MOST_ROWS;
	const parts = groups.flatMap(({ title, rows }) => {
		const shown = rows.slice(0, left);
		left -= shown.length;
		if (shown.length === 0) return [];
		return `<h3 style="margin:16px 0 4px">${escapeHtml(title)}</h3><table role="presentation" style="border-collapse:collapse">${shown.map((row) => mailRow(row, words)).join('')}</table>`;
	});
	const more = count > MOST_ROWS ? words.moreInReport(words.number(count - MOST_ROWS)) : '';
	const p = mailParagraph;
	return mailBody(model.language, [
		p(count === model.count ? model.headline : words.quality.headline(count), MAIL_HEADING),
		p(model.remarks.at(-1) ?? ''),
		...parts,
		p(more, 'margin-top:12px'),
		p(
			`${model.title} · ${model.time} ${model.timeZone}`,
			'margin-top:16px;color:#59636e;font-size:13px',
		),
	]);
}

function mailRow(row: QualityRow, words: Words): string {
	const cell = (html: string) =>
		`<td style="vertical-align:top;padding:4px 16px 4px 0;border-top:1px solid #e1dfd9">${html}</td>`;
	const { number, group } = row.about;
	const about = [number, group]
		.filter((text) => text !== '')
		.map(escapeHtml)
		.join(', ');
	const chip = row.isError ? ` (${words.quality.notSynced})` : '';
	return `<tr>${cell(`<b>${escapeHtml(row.name)}</b>${about === '' ? '' : `<br>${about}`}`)}${cell(`${escapeHtml(row.what + chip)}<br>${escapeHtml(row.todo)}`)}</tr>`;
}

/** The numbers for a chat, without anybody's name. */
export function renderQualityMarkdown({
	title,
	time,
	headline,
	kinds,
	language,
}: QualityModel): string {
	const { number } = wordsIn(language);
	return [
		`**${escapeMarkdown(title)}** · ${time}`,
		`**${escapeMarkdown(headline)}**`,
		...kinds.map(({ what, count }) => `- ${escapeMarkdown(what)}: ${number(count)}`),
	].join('\n');
}

/** Each list with its own mail, to be sent to those who can correct it. */
export function qualityLists(
	model: QualityModel,
): Array<{ name: string; count: number; mail: string }> {
	return model.groups.map((group: QualityGroup) => ({
		name: group.title,
		count: group.rows.length,
		mail: qualityMail(model, [group]),
	}));
}
