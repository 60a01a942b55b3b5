import { cleanName } from '../common/text';
import type { Systems } from '../model/systems';
import { countedWords, isGuardName } from '../plan/guardTable';
import { OUTCOMES, type Outcome, type ReportFigures, type ReportStatus } from './model';
import { guardWeight, VOCABULARY } from './guardWords';
import type { Words } from './words';

const NOT_MADE = new Set<Outcome>(['held', 'failed', 'skipped', 'unchanged']);

/** How many changes were made, or would be. */
export function madeCount(of: (outcome: Outcome) => number): number {
	return OUTCOMES.reduce((sum, outcome) => sum + (NOT_MADE.has(outcome) ? 0 : of(outcome)), 0);
}

/**
 * Whether all that needs a look was there in the last run already, and nothing went wrong: a night
 * that is as quiet as the one before.
 */
export function isQuiet({
	news,
	failed,
	skipped,
	leftOut,
	endedEarly,
	held,
	issues,
}: ReportFigures) {
	return (
		news !== undefined &&
		news.held + news.issues === 0 &&
		failed + (skipped - leftOut) === 0 &&
		endedEarly === undefined &&
		held + issues.errors > 0
	);
}

/** What the run looks like at first sight. */
export function shownStatus(figures: ReportFigures): ReportStatus {
	return isQuiet(figures) ? 'ok' : figures.status;
}

/** The run in one sentence, without a full stop: what matters most decides. */
export function headlineOf(figures: ReportFigures, words: Words): string {
	if (isQuiet(figures)) return words.nothingNew;
	if (figures.mode === 'compared' && figures.endedEarly === undefined) {
		const differ = madeCount((outcome) => figures[outcome]) + figures.held;
		return differ === 0 ? words.bothAlike : words.made.compared(differ);
	}
	const [first] = concernsOf(figures, words, unusual);
	if (first !== undefined) return first;
	const made = madeCount((outcome) => figures[outcome]);
	if (made === 0) return words.nothingToDo;
	if (figures.mode !== 'applied') return trialText(made, figures, words);
	if (figures.undo) return words.undone;
	if (figures.partial) return words.listInStep;
	return figures.outside > 0 ? words.pilotInStep : words.inStep;
}

function trialText(made: number, { mode }: ReportFigures, words: Words): string {
	const text = words.made[mode](made);
	return mode === 'dryRun' ? words.dryRun(text) : text;
}

/** What else there is to say, in whole sentences. */
export function remarksOf(figures: ReportFigures, { target }: Systems, words: Words): string[] {
	const concerns = concernsOf(figures, words, heldText);
	const headline = headlineOf(figures, words);
	const remarks = concerns
		.filter((concern) => concern !== headline)
		.map((concern) => `${concern}.`);
	const { news } = figures;
	const fresh = news === undefined ? 0 : news.held + news.issues;
	if (fresh > 0) remarks.unshift(words.news(fresh));
	const calm = calmRemark(figures, concerns.length === 0, target, words);
	if (calm !== '') remarks.push(calm);
	if (figures.partial) {
		const why = figures.partial.length > 0 ? ` (${figures.partial.join('; ')})` : '';
		remarks.push(words.partial(why));
	}
	if (figures.mode !== 'applied') remarks.push(words.nothingWritten(target));
	if (figures.issues.warnings > 0) remarks.push(words.warnings(figures.issues.warnings));
	return remarks;
}

/** What was made, or that all agrees; empty where the headline has it. */
function calmRemark(figures: ReportFigures, isCalm: boolean, target: string, words: Words): string {
	const { mode, outside, partial, undo } = figures;
	const made = madeCount((outcome) => figures[outcome]);
	if (mode === 'compared') return '';
	if (made > 0) return isCalm && mode !== 'applied' ? '' : `${words.made[mode](made)}.`;
	if (!isCalm) return '';
	if (undo) return words.isUndone(target);
	if (outside > 0) return words.agreesForPilot(target);
	return partial ? words.agreesForList(target) : words.agrees(target);
}

type HeldText = (figures: ReportFigures, words: Words) => string;

/** What needs a person, worst first. */
function concernsOf(figures: ReportFigures, words: Words, held: HeldText): string[] {
	const { endedEarly } = figures;
	const concerns: Array<[number, (n: number) => string]> = [
		[endedEarly === undefined ? 0 : 1, () => words.endedEarly(endedEarly!.replace(/\.$/, ''))],
		[figures.failed, words.failed],
		[figures.held, () => held(figures, words)],
		[figures.leftOut, words.leftOut],
		[figures.skipped - figures.leftOut, words.skipped],
		[figures.issues.errors, words.errors],
	];
	return concerns.filter(([n]) => n > 0).map(([n, say]) => say(n));
}

function heldText({ held, mode }: ReportFigures, words: Words): string {
	return mode === 'compared' ? words.wouldBeHeld(held) : words.held(held);
}

/** What is unusual: `232 last names would change: held`. Of several guards the weightiest. */
function unusual(figures: ReportFigures, words: Words): string {
	if (figures.mode === 'compared') return heldText(figures, words);
	const held = figures.guards.filter(
		(guard) => guard.held && guard.actual > 0 && isGuardName(guard.name),
	);
	const [most, ...others] = held.sort(
		(a, b) => guardWeight(a.name) - guardWeight(b.name) || b.actual - a.actual,
	);
	if (!most) return heldText(figures, words);
	const more = others.length === 0 ? '' : words.moreGuards(others.length);
	const counted = countedWords(most, most.actual, VOCABULARY[words.language]);
	return words.unusual(`${words.number(most.actual)} ${counted}`, more);
}

const SUBJECT_LENGTH = 150;

/** A subject line for an e-mail: one line without control characters, most important first. */
export function subjectOf(
	title: string,
	date: string,
	figures: ReportFigures,
	words: Words,
): string {
	const concerns = concernsOf(figures, words, unusual);
	const said =
		concerns.length > 0 && !isQuiet(figures)
			? concerns.slice(0, 2).join(', ')
			: headlineOf(figures, words);
	const trial = figures.mode !== 'applied' && concerns.length > 0 ? words.trial : '';
	const rest = `: ${said}${trial} (${date})`;
	return clip(cleanName(title), SUBJECT_LENGTH - rest.length) + rest;
}

/** Cuts text to a length without splitting a character, and shows that it was cut. */
export function clip(text: string, length: number): string {
	if (text.length <= length) return text;
	const cut = text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '');
	return `${cut.trimEnd()}…`;
}
