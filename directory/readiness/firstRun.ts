import type { FieldChange } from '../model/change';
import { readInput, type ReadChange, type ReportLists } from '../report/input';
import type { HeldSection, OutcomeCounts, ReportModel } from '../report/model';
import { reasonIn } from '../report/sentences';
import { BY_HAND } from './target';
import { findingOf, type Concerned, type PageFinding } from './model';
import { READINESS_WORDS, type ReadinessWords } from './table';

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
	found: readonly PageFinding[],
): PageFinding[] {
	const said = READINESS_WORDS[model.language];
	const { changes, held } = readInput(lists);
	const adopted = changes.filter((change) => idChange(change) !== undefined);
	// What a guard holds is named with the guard.
	const byHand = [...adopted, ...held].filter((change) => idChange(change)?.from === null);
	const ids = new Set(byHand.map(({ targetId }) => targetId));
	return [
		...(failure === undefined || found.some(({ weight }) => weight === 'start')
			? []
			: [stopped(failure, said)]),
		...found.map((one) => (one.code === BY_HAND ? withoutAdopted(one, ids, said) : one)),
		...adoptionFindings(adopted, model, said),
		...model.held.map((section) => heldFinding(section, said)),
	];
}

function stopped(failure: string, said: ReadinessWords): PageFinding {
	return findingOf({
		code: 'firstRunStops',
		weight: 'start',
		owner: 'consultant',
		title: said.stops(failure),
		advice: said.settle,
	});
}

/** The part of a change that links an account to a person in HR. */
function idChange({ kind, fields, action }: ReadChange): FieldChange | undefined {
	if (kind !== 'user' || action === 'create') return undefined;
	return fields.find(({ field }) => field === 'externalId');
}

function withoutAdopted(
	finding: PageFinding,
	adopted: ReadonlySet<string | null>,
	said: ReadinessWords,
): PageFinding {
	const concerns = finding.concerns.filter(({ id }) => !adopted.has(id));
	const left = finding.count - adopted.size;
	const title = said.noneHasUsername(finding.title, String(left));
	return left === 0
		? { ...finding, weight: 'know', count: 0, concerns }
		: { ...finding, title, count: left, concerns };
}

function adoptionFindings(
	adopted: readonly ReadChange[],
	{ personal, systems: { target }, language }: ReportModel,
	said: ReadinessWords,
): PageFinding[] {
	if (adopted.length === 0) return [];
	const concerns = adopted.map(({ name, externalId, reason }): Concerned => ({
		name,
		id: externalId,
		note: personal ? reasonIn(language, reason) : '',
	}));
	return [
		findingOf(
			{
				code: 'adoptions',
				weight: 'decide',
				owner: 'hr',
				title: said.adopts(adopted.length),
				advice: said.checkAdopted(target),
			},
			concerns,
		),
	];
}

function heldFinding(
	{ guard, title, explanation, rows }: HeldSection,
	said: ReadinessWords,
): PageFinding {
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
			title: said.guardHolds(rows.length, title),
			advice: said.thenRelease(explanation),
		},
		concerns,
	);
}
