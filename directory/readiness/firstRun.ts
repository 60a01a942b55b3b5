import type { FieldChange } from '../model/change';
import { readInput, type ReadChange, type ReportLists } from '../report/input';
import type { HeldSection, OutcomeCounts, ReportModel } from '../report/model';
import { countText } from '../report/words';
import { BY_HAND } from './target';
import { findingOf, type Concerned, type ReadinessFinding } from './model';

export type Figures = OutcomeCounts;

/**
 * What the plan of a first run adds to the findings: why there is none, which accounts would be
 * adopted, and what the guards would hold. Accounts that would be adopted are named once.
 *
 * @param failure why there is no plan; where the checks found what blocks the start, that is the reason
 * @param found what the checks found
 */
export function firstRunFindings(
	model: ReportModel,
	lists: ReportLists,
	failure: string | undefined,
	found: readonly ReadinessFinding[],
): ReadinessFinding[] {
	const { changes, held } = readInput(lists);
	const adopted = changes.filter((change) => idChange(change) !== undefined);
	// What a guard holds is named with the guard.
	const byHand = [...adopted, ...held].filter((change) => idChange(change)?.from === null);
	const ids = new Set(byHand.map(({ targetId }) => targetId));
	return [
		...(failure === undefined || found.some(({ weight }) => weight === 'start')
			? []
			: [stopped(failure)]),
		...found.map((one) => (one.code === BY_HAND ? withoutAdopted(one, ids) : one)),
		...adoptionFindings(adopted, model),
		...model.held.map(heldFinding),
	];
}

function stopped(failure: string): ReadinessFinding {
	return findingOf({
		code: 'firstRunStops',
		weight: 'start',
		owner: 'consultant',
		title: `A first run would stop: ${failure}`,
		advice: 'Settle that, and run this check again.',
	});
}

/** The part of a change that links an account to a person in HR. */
function idChange({ kind, fields, action }: ReadChange): FieldChange | undefined {
	if (kind !== 'user' || action === 'create') return undefined;
	return fields.find(({ field }) => field === 'externalId');
}

function withoutAdopted(
	finding: ReadinessFinding,
	adopted: ReadonlySet<string | null>,
): ReadinessFinding {
	const concerns = finding.concerns.filter(({ id }) => !adopted.has(id));
	const left = finding.count - adopted.size;
	const title = `${finding.title}, and no person in HR has the username of ${left} of them`;
	return left === 0
		? { ...finding, weight: 'know', count: 0, concerns }
		: { ...finding, title, count: left, concerns };
}

function adoptionFindings(
	adopted: readonly ReadChange[],
	{ personal, systems: { target } }: ReportModel,
): ReadinessFinding[] {
	if (adopted.length === 0) return [];
	const concerns = adopted.map(({ name, externalId, reason }): Concerned => ({
		name,
		id: externalId,
		note: personal ? reason : '',
	}));
	return [
		findingOf(
			{
				code: 'adoptions',
				weight: 'decide',
				owner: 'hr',
				title: `A first run would adopt ${countText(adopted.length, 'account')} and link ${adopted.length === 1 ? 'it' : 'them'} to HR`,
				advice: `Check that each account belongs to that person. Where it does not, change its username in ${target} before the start.`,
			},
			concerns,
		),
	];
}

function heldFinding({ guard, title, explanation, rows }: HeldSection): ReadinessFinding {
	const concerns = rows.map(({ kind, name, externalId, reason }): Concerned => ({
		name,
		id: kind === 'user' ? externalId : null,
		note: reason,
	}));
	return findingOf(
		{
			code: `held.${guard?.name ?? 'other'}`,
			weight: 'decide',
			owner: 'consultant',
			title: `A guard would hold ${countText(rows.length, 'change')}: ${title}`,
			advice: `${explanation} Then release the plan of the first run, or change the guard.`,
		},
		concerns,
	);
}
