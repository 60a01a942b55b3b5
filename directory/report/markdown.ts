import { escapeMarkdown } from './escape';
import { clip } from './headline';
import type { ChangeRow, HeldSection, IssueSection, ReportModel, ReportStatus } from './model';
import { OUTCOMES } from './model';
import { actionText, countText, kindsText, numberText, outcomeText, verdictText } from './words';

const STATUS_SIGNS: Record<ReportStatus, string> = { ok: '✅', attention: '⚠️', failed: '❌' };

/** Longest text of one row, in UTF-16 units; the whole text is in the HTML file. */
const ROW_LENGTH = 300;

/**
 * The report as Markdown for a chat: headline, figures, what failed, what is held and how to
 * release it, issues. All text from outside is escaped.
 *
 * @param maximumRows most rows of each list; what is left out is counted
 */
export function renderMarkdown(model: ReportModel, maximumRows = 10): string {
	const blocks = [
		[
			`**${escapeMarkdown(model.title)}** · ${model.time}`,
			`${STATUS_SIGNS[model.figures.status]} **${escapeMarkdown(model.headline)}**`,
			...(model.remarks.length > 0 ? [escapeMarkdown(model.remarks.join(' '))] : []),
		],
		figureLines(model),
		...model.sections
			.filter(({ outcome }) => outcome === 'failed' || outcome === 'skipped')
			.map(({ title, rows }) =>
				listBlock(`${title} (${numberText(rows.length)})`, rows.map(changeLine), maximumRows),
			),
		...heldBlocks(model, maximumRows),
		issueBlock(model.issues, maximumRows),
	];
	return blocks
		.filter((lines) => lines.length > 0)
		.map((lines) => lines.join('\n'))
		.join('\n\n');
}

function figureLines({ figures }: ReportModel): string[] {
	const parts = OUTCOMES.filter((outcome) => figures[outcome] > 0).map(
		(outcome) =>
			`${outcomeText(outcome, figures.mode)} **${numberText(figures[outcome])}** (${kindsText(figures, outcome)})`,
	);
	return parts.length > 0 ? [parts.join(' · ')] : [];
}

function changeLine(row: ChangeRow): string {
	const why = row.error ?? row.reason;
	return `${who(row.name, row.externalId)} · ${actionText(row.action, row.kind)}${why === '' ? '' : `: ${told(why)}`}`;
}

function heldBlocks(model: ReportModel, maximumRows: number): string[][] {
	if (model.figures.held === 0) return [];
	const { planId } = model.figures;
	const form =
		model.releaseUrl === null
			? '“Release held changes”'
			: `[Release held changes](${linkTarget(model.releaseUrl)})`;
	const how =
		planId === null
			? 'They stay held until the guards let them through.'
			: `To release them, open the form ${form} and enter the plan number \`${planId.replace(/[^\w-]/g, '')}\`. To leave them, do nothing.`;
	return [
		[`**Held for your decision (${numberText(model.figures.held)})**`, how],
		...model.held.map((section) => heldBlock(section, maximumRows)),
	];
}

function heldBlock(section: HeldSection, maximumRows: number): string[] {
	const { guard, title, isFolded, rows } = section;
	const limits = guard === null ? '' : `: ${verdictText(guard)}`;
	const lines = isFolded ? [foldedLine(rows)] : rows.map(changeLine);
	return listBlock(`${title}${limits}`, lines, maximumRows);
}

/** Many rows about one field, in one line. */
function foldedLine(rows: readonly ChangeRow[]): string {
	const groups = rows.filter(({ kind }) => kind === 'group').length;
	const people = rows.length - groups;
	const parts = [
		...(people > 0 ? [countText(people, 'person', 'people')] : []),
		...(groups > 0 ? [countText(groups, 'group')] : []),
	];
	return `${parts.join(', ')}: each in the full report`;
}

function issueBlock(sections: readonly IssueSection[], maximumRows: number): string[] {
	const lines = sections.flatMap(({ severity, title, rows }) =>
		rows.map(
			({ name, externalId, message }) =>
				`${severity === 'error' ? '**Error**' : 'Warning'} · ${who(name, externalId)}: ${told(message || title)}`,
		),
	);
	if (lines.length === 0) return [];
	return listBlock(`To look at (${countText(lines.length, 'issue')})`, lines, maximumRows);
}

function listBlock(heading: string, lines: readonly string[], maximumRows: number): string[] {
	const left = lines.length - maximumRows;
	return [
		`**${escapeMarkdown(heading)}**`,
		...lines.slice(0, maximumRows).map((line) => `- ${line}`),
		...(left > 0 ? [`- … and ${numberText(left)} more in the full report`] : []),
	];
}

function who(name: string, externalId: string | null): string {
	const shown = told(name);
	return externalId === null || externalId === name ? shown : `${shown} (${told(externalId)})`;
}

function told(text: string): string {
	return escapeMarkdown(clip(text, ROW_LENGTH));
}

function linkTarget(address: string): string {
	return address.replace(/[()<>\\]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
