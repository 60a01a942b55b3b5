import { cleanName } from '../common/text';
import type { Systems } from '../model/systems';
import { countedWords, isGuardName } from '../plan/guardTable';
import { OUTCOMES, type Outcome, type ReportFigures } from './model';
import { countText, numberText } from './words';

const NOT_MADE = new Set<Outcome>(['held', 'failed', 'skipped', 'unchanged']);

/** How many changes were made, or would be. */
function madeCount(figures: ReportFigures): number {
	return OUTCOMES.reduce((sum, o) => sum + (NOT_MADE.has(o) ? 0 : figures[o]), 0);
}

/** The run in one sentence, without a full stop: what matters most decides. */
export function headlineOf(figures: ReportFigures): string {
	const [first] = concernsOf(figures, unusual);
	if (first !== undefined) return first;
	const made = madeCount(figures);
	if (made === 0) return 'Nothing to do';
	if (figures.partial && figures.mode === 'applied') return 'Everyone on the list is in step';
	if (figures.outside > 0 && figures.mode === 'applied') return 'The pilot is in step';
	return CALM[figures.mode](made);
}

const CALM: Record<ReportFigures['mode'], (made: number) => string> = {
	applied: () => 'Everything is in step',
	dryRun: (made) => `Dry run: ${countText(made, 'change')} would be made`,
	plan: (made) => `${countText(made, 'change is', 'changes are')} planned`,
};

/** What else there is to say, in whole sentences. */
export function remarksOf(figures: ReportFigures, { target }: Systems): string[] {
	const concerns = concernsOf(figures, heldText);
	const headline = headlineOf(figures);
	const remarks = concerns
		.filter((concern) => concern !== headline)
		.map((concern) => `${concern}.`);
	const made = madeCount(figures);
	if (made > 0) {
		const calmIsHeadline = concerns.length === 0 && figures.mode !== 'applied';
		if (!calmIsHeadline) remarks.push(MADE[figures.mode](made));
	} else if (concerns.length === 0) {
		remarks.push(
			figures.outside > 0
				? `${target} already agrees with HR about the pilot.`
				: figures.partial
					? `${target} already agrees with HR about the people on the list.`
					: `${target} already agrees with HR.`,
		);
	}
	if (figures.partial) remarks.push(partialText(figures.partial));
	if (figures.mode !== 'applied') remarks.push(`Nothing was written to ${target}.`);
	if (figures.issues.warnings > 0) {
		remarks.push(`${countText(figures.issues.warnings, 'warning')} to read when there is time.`);
	}
	return remarks;
}

const MADE: Record<ReportFigures['mode'], (made: number) => string> = {
	applied: (made) => `${countText(made, 'change was', 'changes were')} made.`,
	dryRun: (made) => `${countText(made, 'change')} would be made.`,
	plan: (made) => `${countText(made, 'change is', 'changes are')} planned.`,
};

function partialText(reasons: readonly string[]): string {
	const why = reasons.length > 0 ? ` (${reasons.join('; ')})` : '';
	return `Only some people were read${why}: everyone else stays as they are, and no group was renamed, moved or deleted.`;
}

/** What needs a person, worst first. */
function concernsOf(figures: ReportFigures, held: (figures: ReportFigures) => string): string[] {
	const notMade = figures.skipped - figures.leftOut;
	const concerns: Array<[number, (n: number) => string]> = [
		[figures.failed, (n) => `${countText(n, 'change')} failed`],
		[figures.held, () => held(figures)],
		[figures.leftOut, (n) => `${countText(n, 'person', 'people')} could not be synchronised`],
		[notMade, (n) => `${countText(n, 'change was', 'changes were')} skipped`],
		[figures.issues.errors, (n) => `${countText(n, 'error')} in the data to look at`],
	];
	return concerns.filter(([n]) => n > 0).map(([n, say]) => say(n));
}

function heldText({ held }: ReportFigures): string {
	return `${countText(held, 'change is', 'changes are')} held for your decision`;
}

/** What is unusual: `232 last names would change: held`. Of several guards the one that counted most. */
function unusual(figures: ReportFigures): string {
	const held = figures.guards.filter(
		(guard) => guard.held && guard.actual > 0 && isGuardName(guard.name),
	);
	const [most, ...others] = held.sort((a, b) => b.actual - a.actual);
	if (!most) return heldText(figures);
	const more = others.length === 0 ? '' : ` (and ${countText(others.length, 'more guard')})`;
	return `${numberText(most.actual)} ${countedWords(most, most.actual)}: held${more}`;
}

const SUBJECT_LENGTH = 150;

/** A subject line for an e-mail: one line without control characters, most important first. */
export function subjectOf(title: string, date: string, figures: ReportFigures): string {
	const concerns = concernsOf(figures, unusual);
	const said = concerns.length > 0 ? concerns.slice(0, 2).join(', ') : headlineOf(figures);
	const trial = figures.mode !== 'applied' && concerns.length > 0 ? ' (nothing written)' : '';
	const rest = `: ${said}${trial} (${date})`;
	return clip(cleanName(title), SUBJECT_LENGTH - rest.length) + rest;
}

/** Cuts text to a length without splitting a character, and shows that it was cut. */
export function clip(text: string, length: number): string {
	if (text.length <= length) return text;
	const cut = text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '');
	return `${cut.trimEnd()}…`;
}
