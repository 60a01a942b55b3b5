import { escapeMarkdown } from './escape';
import { clip, shownStatus } from './headline';
import type { ChangeRow, HeldSection, IssueRow, IssueSection, ReportModel } from './model';
import {
	actionText,
	headingOf,
	peopleAndGroups,
	tilesOf,
	verdictText,
	wordsIn,
	type Words,
} from './words';

/** Longest text of one row, in UTF-16 units; the whole text is in the HTML file. */
const ROW_LENGTH = 300;

/**
 * The report as Markdown for a chat: headline, figures, what failed, what is held and how to
 * release it, issues. All text from outside is escaped.
 *
 * @param maximumRows most rows of each list; what is left out is counted
 */
export function renderMarkdown(model: ReportModel, maximumRows = 10): string {
	const words = wordsIn(model.language);
	const blocks = [
		[
			`**${escapeMarkdown(model.title)}** · ${model.time}`,
			`${words.signs[shownStatus(model.figures)]} **${escapeMarkdown(model.headline)}**`,
			...[[...model.remarks, model.releasedBy].join(' ').trim()]
				.filter(Boolean)
				.map(escapeMarkdown),
		],
		figureLines(model, words),
		...model.sections
			.filter(({ outcome }) => outcome === 'failed' || outcome === 'skipped')
			.map(({ title, rows }) =>
				listBlock(
					`${title} (${words.number(rows.length)})`,
					rows.map((row) => changeLine(row, words)),
					maximumRows,
					words,
				),
			),
		...heldBlocks(model, maximumRows, words),
		issueBlock(model.issues, maximumRows, words),
	];
	return blocks
		.filter((lines) => lines.length > 0)
		.map((lines) => lines.join('\n'))
		.join('\n\n');
}

function figureLines({ figures }: ReportModel, words: Words): string[] {
	const parts = tilesOf(figures, words)
		.filter(({ count }) => count > 0)
		.map(({ label, count, kinds }) => `${label} **${words.number(count)}** (${kinds})`);
	return parts.length > 0 ? [parts.join(' · ')] : [];
}

function changeLine(row: ChangeRow, words: Words): string {
	const why = row.error ?? row.reason;
	return `${who(row, words)} · ${actionText(row.action, row.kind, words)}${why === '' ? '' : `: ${told(why)}`}`;
}

function heldBlocks(model: ReportModel, maximumRows: number, words: Words): string[][] {
	if (model.figures.held === 0) return [];
	const { figures } = model;
	const { planId } = figures;
	const form =
		model.releaseUrl === null
			? words.quoted(words.release)
			: `[${words.release}](${linkTarget(model.releaseUrl)})`;
	const how =
		planId === null
			? figures.mode === 'compared'
				? words.wouldHold
				: words.staysShort
			: words.releaseShort(form, `\`${planId.replace(/[^\w-]/g, '')}\``);
	return [
		[`**${headingOf('held', figures.mode, words)} (${words.number(model.figures.held)})**`, how],
		...model.held.map((section) => heldBlock(section, maximumRows, words)),
	];
}

function heldBlock(section: HeldSection, maximumRows: number, words: Words): string[] {
	const { guard, title, isFolded, following } = section;
	const rows = section.rows.length > 0 ? section.rows : following;
	const waiting = rows === following ? 0 : following.length;
	const limits = guard === null ? '' : `: ${verdictText(guard, words)}`;
	const { fresh, known } = byNewness(rows, words);
	const lines = isFolded ? [foldedLine(rows, words)] : fresh.map((row) => changeLine(row, words));
	return [
		...listBlock(`${title}${limits}`, lines, maximumRows, words),
		...(isFolded ? [] : known),
		...(waiting > 0 ? [`- ${words.follow(waiting)}`] : []),
	];
}

/** Rows that the last run did not have, and a line for all that it had. */
function byNewness<T extends { isNew?: boolean }>(
	rows: readonly T[],
	words: Words,
): { fresh: T[]; known: string[] } {
	const fresh = rows.filter(({ isNew }) => isNew !== false);
	const known = rows.length - fresh.length;
	return { fresh, known: known > 0 ? [`- ${words.asBefore(known)}`] : [] };
}

/** Many rows about one field, in one line. */
function foldedLine(rows: readonly ChangeRow[], words: Words): string {
	const groups = rows.filter(({ kind }) => kind === 'group').length;
	return words.eachInReport(peopleAndGroups(rows.length - groups, groups, words));
}

function issueBlock(
	sections: readonly IssueSection[],
	maximumRows: number,
	words: Words,
): string[] {
	const all = sections.flatMap(({ rows }) => rows);
	if (all.length === 0) return [];
	const lines = sections.flatMap(({ severity, title, rows }) =>
		byNewness(rows, words).fresh.map(
			(row) =>
				`${severity === 'error' ? `**${words.error}**` : words.warning} · ${who(row, words)}: ${told(row.message || title)}`,
		),
	);
	return [
		...listBlock(words.toLookAt(all.length), lines, maximumRows, words),
		...byNewness(all, words).known,
	];
}

function listBlock(
	heading: string,
	lines: readonly string[],
	maximumRows: number,
	words: Words,
): string[] {
	const left = lines.length - maximumRows;
	return [
		`**${escapeMarkdown(heading)}**`,
		...lines.slice(0, maximumRows).map((line) => `- ${line}`),
		...(left > 0 ? [`- ${words.moreInReport(words.number(left))}`] : []),
	];
}

function who({ name, about }: ChangeRow | IssueRow, words: Words): string {
	const { number, group, lastDay } = about;
	const more = [number, group, lastDay && words.lastDay(lastDay)]
		.filter((text) => text !== '' && text !== name)
		.map(told);
	return more.length === 0 ? told(name) : `${told(name)} (${more.join(', ')})`;
}

function told(text: string): string {
	return escapeMarkdown(clip(text, ROW_LENGTH));
}

function linkTarget(address: string): string {
	return address.replace(/[()<>\\]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
