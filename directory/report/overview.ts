import { isRecord } from '../common/json';
import { compareText, matchingKey } from '../common/text';
import type { Language } from './columns';
import { escapeHtml, escapeMarkdown } from './escape';
import { clip, madeCount } from './headline';
import { count, messageOf, text, textOrNull } from './itemValues';
import { MAIL_HEADING, mailBody, mailParagraph } from './mailBody';
import { webAddress } from './summarise';
import { OVERVIEW_WEIGHTS, type OverviewWeight } from './model';
import { wordsIn, type Words } from './words';

/** One customer's run. */
export interface OverviewRow {
	customer: string;
	weight: OverviewWeight;
	/** What the report of the run says first, or why there is none. */
	headline: string;
	/** Changes that were made, that failed, and that are held. */
	made: number;
	failed: number;
	held: number;
	/** Address of the form that releases what is held. */
	releaseUrl: string | null;
}

/** The runs of many customers, those that need somebody first. */
export interface Overview {
	language: Language;
	title: string;
	/** `YYYY-MM-DD`. */
	date: string;
	subject: string;
	rows: OverviewRow[];
}

/**
 * Puts the reports of many customers' runs in one table, without anybody's name.
 *
 * @param results what each run gave: the JSON of its report, or an item with an `error`
 * @param customers their names, in the same order
 * @param about language, title and day of the table
 */
export function overviewOf(
	results: readonly unknown[],
	customers: readonly string[],
	about: Pick<Overview, 'language' | 'title' | 'date'>,
): Overview {
	const words = wordsIn(about.language);
	const rows = results
		.map((result, i) => rowOf(isRecord(result) ? result : {}, customers[i] ?? '', words))
		.sort(
			(a, b) =>
				OVERVIEW_WEIGHTS.indexOf(a.weight) - OVERVIEW_WEIGHTS.indexOf(b.weight) ||
				compareText(matchingKey(a.customer), matchingKey(b.customer)),
		);
	const open = rows.filter(({ weight }) => weight !== 'ok').length;
	const said =
		open === 0
			? words.customersInStep(rows.length)
			: words.customersOpen(open, String(rows.length));
	return { ...about, subject: `${clip(about.title, 100)}: ${said} (${about.date})`, rows };
}

function rowOf(result: Record<string, unknown>, customer: string, words: Words): OverviewRow {
	const error = messageOf(result.error);
	const [failed, held] = [count(result.failed), count(result.held)];
	const made = madeCount((outcome) => count(result[outcome]));
	const row = { customer, made, failed, held, releaseUrl: webAddress(text(result.releaseUrl)) };
	const ended = error ?? textOrNull(result.endedEarly);
	if (ended !== null) return { ...row, weight: 'notFinished', headline: ended };
	const headline = text(result.headline) || text(result.subject);
	if (headline === '') return { ...row, weight: 'notFinished', headline: words.noReport };
	return { ...row, weight: weightOf(text(result.status), row), headline };
}

function weightOf(status: string, { failed, held }: Pick<OverviewRow, 'failed' | 'held'>) {
	if (status === 'failed' || failed > 0) return 'failed';
	if (held > 0) return 'held';
	return status === 'ok' ? 'ok' : 'look';
}

/** The table as the body of an e-mail, in the few elements and styles that mail programs show. */
export function overviewMail({ language, title, date, rows }: Overview): string {
	const words = wordsIn(language);
	const { overview } = words;
	const cell = 'padding:4px 12px 4px 0;border-bottom:1px solid #d9dce1;vertical-align:top';
	const number = `${cell};text-align:right`;
	const head = [overview.customer, overview.result, overview.made, overview.failed, overview.held];
	const lines = rows.map((row) => {
		const link = row.releaseUrl
			? `<br><a href="${escapeHtml(row.releaseUrl)}">${escapeHtml(words.release)}</a>`
			: '';
		const label = `<strong>${escapeHtml(words.weights[row.weight])}</strong>`;
		return `<tr><th scope="row" style="${cell};text-align:left">${escapeHtml(row.customer)}</th><td style="${cell}">${label}<br>${escapeHtml(row.headline)}${row.held > 0 ? link : ''}</td>${[row.made, row.failed, row.held].map((n) => `<td style="${number}">${words.number(n)}</td>`).join('')}</tr>`;
	});
	return mailBody(language, [
		mailParagraph(`${title} · ${date}`, MAIL_HEADING),
		`<table style="border-collapse:collapse"><thead><tr>${head.map((name, i) => `<th scope="col" style="${i > 1 ? number : `${cell};text-align:left`}">${escapeHtml(name)}</th>`).join('')}</tr></thead><tbody>`,
		...lines,
		'</tbody></table>',
	]);
}

/** The table as Markdown for a chat. */
export function overviewMarkdown({ language, title, date, rows }: Overview): string {
	const words = wordsIn(language);
	return [
		`**${escapeMarkdown(title)}** · ${date}`,
		rows
			.map(
				({ customer, weight, headline }) =>
					`- **${escapeMarkdown(customer)}** · ${words.weights[weight]}: ${escapeMarkdown(clip(headline, 300))}`,
			)
			.join('\n'),
	].join('\n\n');
}
