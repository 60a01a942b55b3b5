import { escapeHtml, escapeMarkdown } from './escape';
import { clip, shownStatus } from './headline';
import { MAIL_HEADING, mailBody, mailParagraph } from './mailBody';
import type { ReportModel } from './model';
import { tilesOf, verdictText, wordsIn } from './words';

/** What a message for chat or mail holds: counts, what is held, and the way to release it; nobody's name. */
interface Message {
	title: string;
	time: string;
	headline: string;
	remarks: string;
	figures: Array<[label: string, value: string]>;
	held: string[];
	release: { label: string; address: string } | null;
	planNumber: string;
}

function messageOf(model: ReportModel): Message {
	const { figures, releaseUrl } = model;
	const words = wordsIn(model.language);
	const shown = tilesOf(figures, words).filter(({ count }) => count > 0);
	return {
		title: model.title,
		time: `${model.time} ${model.timeZone}`,
		headline: `${words.signs[shownStatus(figures)]} ${model.headline}`,
		remarks: model.remarks.join(' '),
		figures: shown.map(({ label, kinds }) => [label, kinds]),
		held: model.held.map(({ title, guard }) =>
			guard === null ? title : `${title}: ${verdictText(guard, words)}`,
		),
		release:
			figures.held > 0 && releaseUrl !== null
				? { label: words.release, address: releaseUrl }
				: null,
		planNumber: figures.held > 0 && figures.planId !== null ? words.planNumber(figures.planId) : '',
	};
}

const plain = (text: string, length: number) => ({
	type: 'plain_text',
	text: clip(text, length),
	emoji: true,
});

/** Slack's limits: characters of a header, of a text and of a field, and fields of a section. */
const HEADER = 150;
const TEXT = 3000;
const FIELD = 2000;
const FIELDS = 10;

/** The run as blocks for Slack (`messageType: block`). Everything is plain text: nothing in it calls anybody. */
export function slackMessage(model: ReportModel): object {
	const { title, time, headline, remarks, figures, held, release, planNumber } = messageOf(model);
	const section = (text: string) =>
		text === '' ? [] : [{ type: 'section', text: plain(text, TEXT) }];
	const fields = figures
		.slice(0, FIELDS)
		.map(([label, value]) => plain(`${label}: ${value}`, FIELD));
	return {
		blocks: [
			{ type: 'header', text: plain(headline, HEADER) },
			...section(remarks),
			...(fields.length > 0 ? [{ type: 'section', fields }] : []),
			...section([...held.map((line) => `• ${line}`), planNumber].filter(Boolean).join('\n')),
			...(release
				? [
						{
							type: 'actions',
							elements: [{ type: 'button', text: plain(release.label, 75), url: release.address }],
						},
					]
				: []),
			{ type: 'context', elements: [plain(`${title} · ${time}`, TEXT)] },
		],
	};
}

/** The run as a message with an Adaptive Card, as a workflow address of Teams takes it. */
export function teamsMessage(model: ReportModel): object {
	const { title, time, headline, remarks, figures, held, release, planNumber } = messageOf(model);
	const block = (text: string, more: object = {}) =>
		text === '' ? [] : [{ type: 'TextBlock', text: escapeMarkdown(text), wrap: true, ...more }];
	const content = {
		$schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
		type: 'AdaptiveCard',
		version: '1.4',
		body: [
			...block(headline, { size: 'Large', weight: 'Bolder' }),
			...block(remarks),
			{ type: 'FactSet', facts: figures.map(([name, value]) => ({ title: name, value })) },
			...held.flatMap((line) => block(line)),
			...block(planNumber),
			...block(`${title} · ${time}`, { isSubtle: true, size: 'Small' }),
		],
		actions: release
			? [{ type: 'Action.OpenUrl', title: release.label, url: release.address }]
			: [],
	};
	return {
		type: 'message',
		attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
	};
}

/** The run as the body of an e-mail, in the few elements and styles that mail programs show. */
export function mailMessage(model: ReportModel): string {
	const { title, time, headline, remarks, figures, held, release, planNumber } = messageOf(model);
	const p = mailParagraph;
	const rows = figures.map(
		([label, value]) =>
			`<tr><th scope="row" style="text-align:left;font-weight:normal;padding:2px 16px 2px 0">${escapeHtml(label)}</th><td style="padding:2px 0">${escapeHtml(value)}</td></tr>`,
	);
	const link = release
		? `<p style="margin:0 0 12px"><a href="${escapeHtml(release.address)}">${escapeHtml(release.label)}</a></p>`
		: '';
	return mailBody(model.language, [
		p(headline, MAIL_HEADING),
		p(remarks),
		rows.length > 0 ? `<table style="margin:0 0 12px">${rows.join('')}</table>` : '',
		held.length > 0
			? `<ul>${held.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`
			: '',
		p(planNumber),
		link,
		p(`${title} · ${time}`, 'color:#59636e;font-size:13px'),
	]);
}
