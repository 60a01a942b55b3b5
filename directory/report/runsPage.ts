import { escapeHtml, escapeMarkdown } from './escape';
import { addFoot, addHead, addStatus } from './htmlFrame';
import { addHistory, type RunColumn } from './htmlHistory';
import { isolated } from './htmlRows';
import { MAIL_HEADING, mailBody, mailParagraph } from './mailBody';
import type { PastRun, RunsModel } from './runs';
import { wordsIn, type Words } from './words';

/** The history as one HTML file: for each workflow what is unusual, a drawing, and a table. */
export function renderRunsHtml(model: RunsModel): string {
	const words = wordsIn(model.language);
	const html: string[] = [];
	const frame = { ...model, remarks: [], personal: false };
	addHead(html, frame, words);
	addStatus(html, frame);
	html.push('</header>\n<main id="content">');
	for (const [at, { title, unusual, runs }] of model.workflows.entries()) {
		html.push(
			`<section class="block" aria-labelledby="runs-${at}"><h2 id="runs-${at}">${isolated(title)}</h2>`,
			unusual.length === 0
				? ''
				: `<div class="card">${unusual.map((text) => `<p>${escapeHtml(text)}</p>`).join('')}</div>`,
		);
		addHistory(html, { history: runs, timeZone: model.timeZone }, words, moreOf(words));
		html.push('</section>\n');
	}
	addFoot(html, frame, false, words);
	return html.join('');
}

function moreOf({ runs: { more } }: Words): Array<RunColumn<PastRun>> {
	const values: Array<RunColumn<PastRun>['of']> = [
		({ releasedBy }) => releasedBy,
		({ seconds }) => seconds,
		({ requests }) => requests,
	];
	return values.map((of, at) => ({ title: more[at] ?? '', of }));
}

/** What is unusual as Markdown for a chat, without anybody's name. */
export function renderRunsMarkdown(model: RunsModel): string {
	return [
		`**${escapeMarkdown(model.title)}** · ${model.time}`,
		`**${escapeMarkdown(model.headline)}**`,
		...model.workflows.flatMap(({ title, unusual }) =>
			unusual.map((text) => `- **${escapeMarkdown(title)}**: ${escapeMarkdown(text)}`),
		),
	].join('\n');
}

/** The same as the body of an e-mail. */
export function runsMail(model: RunsModel): string {
	return mailBody(model.language, [
		mailParagraph(`${model.title} · ${model.headline}`, MAIL_HEADING),
		...model.workflows
			.filter(({ unusual }) => unusual.length > 0)
			.flatMap(({ title, unusual }) => [
				mailParagraph(title, 'font-weight:bold'),
				`<ul>${unusual.map((text) => `<li>${escapeHtml(text)}</li>`).join('')}</ul>`,
			]),
		mailParagraph(`${model.time} ${model.timeZone}`, 'color:#59636e;font-size:13px'),
	]);
}
