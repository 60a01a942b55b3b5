import { isRecord } from '../common/json';
import { clock } from './clock';
import type { ReadSummary, ReportInput } from './input';
import { count } from './itemValues';
import type { ReportFigures } from './model';
import { MOST_PERSON_CHANGES } from './personChanges';
import type { Words } from './words';

/**
 * What a run let through or kept back by a setting or by a decision, in whole sentences: a plan
 * number that was released, a pilot; and where the limits of a week know nothing of earlier runs.
 */
export function limitRemarks(summary: ReadSummary | null, words: Words): string[] {
	if (summary === null) return [];
	return [
		releaseText(summary.release, words),
		scopeText(summary.scope, words),
		weekText(summary.week, words),
	].filter((text) => text !== '');
}

/** Where nothing was released, an issue says why. */
function releaseText(release: unknown, words: Words): string {
	const changes = isRecord(release) ? count(release.changes) : 0;
	if (!isRecord(release) || changes === 0) return '';
	return words.released(changes, String(release.planId));
}

function scopeText(scope: unknown, words: Words): string {
	if (!isRecord(scope)) return '';
	const named = [
		[scope.people, words.scopePeople],
		[scope.groups, words.groups],
		[scope.companies, words.scopeCompanies],
	] as const;
	const names = named
		.filter(([list]) => Array.isArray(list) && list.length > 0)
		.map(([list, say]) => say((list as unknown[]).length));
	const outside = isRecord(scope.outside) ? scope.outside : {};
	const people = words.people(count(outside.users));
	const groups = words.groups(count(outside.groups));
	return words.pilot(names.join(', '), people, groups);
}

function weekText(week: unknown, words: Words): string {
	if (!isRecord(week) || week.since !== null) return '';
	return words.weekStarts;
}

/** Which run is undone. */
export function undoRemarks(undo: ReportFigures['undo'], timeZone: string, words: Words): string[] {
	if (!undo) return [];
	const { time } = clock(new Date(undo.createdAt), timeZone);
	const title = undo.title === '' ? '' : ` (${undo.title})`;
	return [
		words.undoOf(time, title, words.number(undo.changes)),
		...(undo.already > 0 ? [words.undoneBefore(undo.already)] : []),
	];
}

/** What the file with the changes of the run does not hold. */
export function undoFileRemarks({ undoFile, includeNames }: ReportInput, words: Words): string[] {
	if (!undoFile) return [];
	if (includeNames === false) return [words.noUndoFile];
	const { protectedChanges } = undoFile;
	return protectedChanges > 0 ? [words.undoFileWithout(protectedChanges)] : [];
}

/** What the rows for the history of people do not hold. */
export function personChangesRemarks(
	{ changesOfPeople, includeNames }: ReportInput,
	left: number,
	words: Words,
): string[] {
	if (!changesOfPeople) return [];
	if (includeNames === false) return [words.noPersonChanges];
	return left > 0 ? [words.personChangesLeft(left, words.number(MOST_PERSON_CHANGES))] : [];
}
