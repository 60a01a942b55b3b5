import { isReleaseRefusal, refusalText } from '../plan/release';
import { isRecord } from '../common/json';
import { UserError } from '../model/userError';
import { count } from './itemValues';
import { countText } from './words';

/** A message that did not go out, such as a mail with the report. */
export interface Unsent {
	/** The node that should have sent it. */
	node: string;
	error: string;
}

/** The end of a run for the person who released held changes. */
export interface RunOutcome {
	/** Whether the plan number let changes through. */
	released: boolean;
	/** One line, such as `191 changes released`. */
	title: string;
	/** Whole sentences. */
	text: string;
}

/**
 * Ends a run, once its report is written. A run that somebody started to release held changes
 * gives the answer for this person, whatever happened to the report. Any other run fails where
 * it ended early or where a message was not sent, so that the error workflow is started.
 *
 * @param report the JSON of the report
 * @param unsent messages that were not sent
 * @throws UserError for a run without a plan number: it ended early, or a message was not sent
 */
export function outcomeOf(
	report: Record<string, unknown>,
	unsent: readonly Unsent[],
	target: string,
): RunOutcome {
	const { release, endedEarly } = report;
	const troubles = [
		...(typeof endedEarly === 'string'
			? [
					`The run ended early: ${sentence(endedEarly)} Start the workflow again: it continues where it stopped.`,
				]
			: []),
		...unsent.map(({ node, error }) => `“${node}” failed: ${sentence(error)}`),
	];
	if (isRecord(release) && typeof release.planId === 'string' && !isRecord(report.undo)) {
		return answerTo(release, report, troubles, target);
	}
	const isWhole = typeof endedEarly !== 'string';
	if (isWhole && isRecord(report.undo)) return answerToUndo(report, troubles, target);
	const [first, ...more] = troubles;
	if (first === undefined) {
		return { released: false, title: String(report.subject ?? ''), text: '' };
	}
	throw new UserError(
		[first, ...more].join(' '),
		typeof endedEarly === 'string'
			? 'The report says what was done and what was not.'
			: 'What the report says was done. Open “Write the report” in this execution, or correct the node and start the workflow again.',
		'stopped',
	);
}

function answerTo(
	{ planId, changes, why }: Record<string, unknown>,
	report: Record<string, unknown>,
	troubles: readonly string[],
	target: string,
): RunOutcome {
	const held = count(report.held);
	const stillHeld =
		held === 0
			? ''
			: `${countText(held, 'change')} ${held === 1 ? 'is' : 'are'} held now; the report shows ${held === 1 ? 'it' : 'them'}.`;
	if (isReleaseRefusal(why)) {
		return {
			released: false,
			title: 'This plan number is no longer valid',
			text: joined([
				`The plan number ${String(planId)} released nothing: ${refusalText(why)}.`,
				stillHeld,
				...troubles,
			]),
		};
	}
	const failed = count(report.failed);
	const dryRun = report.dryRun === true;
	return {
		released: true,
		title: dryRun
			? `${countText(count(changes), 'change')} would be released`
			: `${countText(count(changes), 'change')} released`,
		text: joined([
			dryRun
				? `Dry Run is on in the node that applies the changes, so nothing was written to ${target}.`
				: `The run wrote what was released to ${target}, together with everything else that had changed.`,
			failed === 0 ? '' : `${countText(failed, 'change')} failed; the report says why.`,
			stillHeld,
			...troubles,
		]),
	};
}

/** For the person who undoes a run: what was done, and what to do next. */
function answerToUndo(
	report: Record<string, unknown>,
	troubles: readonly string[],
	target: string,
): RunOutcome {
	const held = count(report.held);
	const { release } = report;
	const why = isRecord(release) ? release.why : undefined;
	const planId = isRecord(release) ? String(release.planId) : '';
	return {
		released: isRecord(release) && !isReleaseRefusal(why),
		title: String(report.subject ?? ''),
		text: joined([
			report.dryRun === true
				? `Dry Run is on in the node that applies the undo, so nothing was written to ${target}.`
				: '',
			isReleaseRefusal(why)
				? `The plan number ${planId} released nothing: ${refusalText(why)}.`
				: '',
			held === 0
				? ''
				: `A guard holds ${countText(held, 'change')}. To let them through, upload the same file again with the plan number ${String(report.planId)}.`,
			...troubles,
		]),
	};
}

function joined(sentences: readonly string[]): string {
	return sentences.filter((one) => one !== '').join(' ');
}

function sentence(text: string): string {
	const trimmed = text.trim();
	return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
