import { isRecord } from '../common/json';
import { type ReadSummary } from './input';
import { count } from './itemValues';
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
