import type { Change, HeldChange, KindSummary, PlanSummary } from '../model/change';
import { allowanceSummaries } from './allowance';
import { peopleSharing } from '../model/issue';
import { idOf } from './changes';
import type { Judgement } from './guards';
import { isPilot } from './pilot';
import type { Matched } from './match';
import type { Steps } from './steps';

/**
 * A plan in figures.
 *
 * @param made what is done: one change of each target, and those that are held
 */
export function summaryOf(
	{ people, current, wanted, issues, rules, partial, settings, today, spelling }: Matched,
	steps: Steps,
	{ guards, planId, release, week }: Judgement,
	{
		main,
		held,
		outside,
	}: Record<'main', readonly Change[]> & Record<'held' | 'outside', readonly HeldChange[]>,
): PlanSummary {
	return {
		planId,
		...(release ? { release } : {}),
		users: summarise('user', main, held, {
			current: current.users.length,
			wanted: people.wantedCount,
			unchanged: steps.unchanged,
		}),
		groups: summarise('group', main, held, {
			current: current.groups.length,
			wanted: wanted.length,
			unchanged: wanted.filter((node) => node.match !== null && !steps.groups.has(node)).length,
		}),
		issues: {
			errors: issues.filter(({ severity }) => severity === 'error').length,
			warnings: issues.filter(({ severity }) => severity === 'warning').length,
		},
		guards,
		...(week ? { week } : {}),
		// Whom the mapper found sharing an External ID, it has skipped.
		skipped:
			people.skipped + peopleSharing(issues.filter(({ code }) => code !== 'duplicateExternalId')),
		...(settings.allowances.length > 0
			? { allowance: allowanceSummaries(settings.allowances, today) }
			: {}),
		...(isPilot(settings.pilot) ? { scope: { ...settings.pilot, outside: countOf(outside) } } : {}),
		// Groups that keep another External ID than the one that HR's data gives them now.
		keptGroups: wanted
			.map(({ externalId, group }) => ({
				externalId: spelling.groupInHr(group.externalId),
				keptExternalId: externalId,
			}))
			.filter(({ externalId, keptExternalId }) => externalId !== keptExternalId),
		...(rules.needsSomebody
			? {}
			: { partial: true as const, partialReasons: partial.map(({ message }) => message) }),
	};
}

/**
 * The figures of one kind.
 *
 * @param changes one of each target: see `oneOfEach`
 */
export function summarise(
	kind: Change['kind'],
	changes: readonly Change[],
	held: readonly HeldChange[],
	totals: Pick<KindSummary, 'current' | 'wanted' | 'unchanged'>,
): KindSummary {
	const counts = { create: 0, update: 0, deactivate: 0, reactivate: 0, delete: 0 };
	for (const change of changes) if (change.kind === kind) counts[change.action]++;
	const { current, wanted, unchanged } = totals;
	return { current, wanted, ...counts, unchanged, held: countOf(held)[`${kind}s`] };
}

function countOf(changes: readonly Change[]): Record<'users' | 'groups', number> {
	const ids = (kind: Change['kind']) =>
		new Set(changes.filter((change) => change.kind === kind).map(idOf)).size;
	return { users: ids('user'), groups: ids('group') };
}
