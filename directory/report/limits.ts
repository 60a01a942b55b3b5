import { isRecord } from '../common/json';
import { count, type ReadSummary } from './input';
import { countText } from './words';

/**
 * What a run let through or kept back by a setting or by a decision, in whole sentences: a plan
 * number that was released, a pilot; and where the limits of a week know nothing of earlier runs.
 */
export function limitRemarks(summary: ReadSummary | null): string[] {
	if (summary === null) return [];
	return [releaseText(summary.release), scopeText(summary.scope), weekText(summary.week)].filter(
		(text) => text !== '',
	);
}

/** Where nothing was released, an issue says why. */
function releaseText(release: unknown): string {
	const changes = isRecord(release) ? count(release.changes) : 0;
	if (!isRecord(release) || changes === 0) return '';
	const released = countText(changes, 'held change was', 'held changes were');
	return `${released} released by the plan number ${String(release.planId)}.`;
}

function scopeText(scope: unknown): string {
	if (!isRecord(scope)) return '';
	const named = [
		[scope.people, 'person or pattern', 'people or patterns'],
		[scope.groups, 'group', 'groups'],
		[scope.companies, 'company', 'companies'],
	] as const;
	const names = named
		.filter(([list]) => Array.isArray(list) && list.length > 0)
		.map(([list, one, many]) => countText((list as unknown[]).length, one, many));
	const outside = isRecord(scope.outside) ? scope.outside : {};
	const people = countText(count(outside.users), 'person', 'people');
	const groups = countText(count(outside.groups), 'group');
	return `A pilot is under way: Scope names ${names.join(', ')}. Changes of ${people} and ${groups} outside it are planned and not written.`;
}

function weekText(week: unknown): string {
	if (!isRecord(week) || week.since !== null) return '';
	return 'The limits of a week start with this run: this workflow remembers nothing of earlier ones.';
}
