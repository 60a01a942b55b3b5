import type { Change, HeldChange, KindSummary, PlanSummary } from '../model/change';
import type { PlanInput } from './input';

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
	const waiting = new Set(held.filter((change) => change.kind === kind).map(idOf));
	const { current, wanted, unchanged } = totals;
	return { current, wanted, ...counts, unchanged, held: waiting.size };
}

/**
 * Of each target one change: whoever is changed in two steps, such as being created and then
 * linked, counts once, by what is more than an update.
 *
 * @param changes in their order
 */
export function oneOfEach(changes: readonly Change[]): Change[] {
	const main = new Map<string, Change>();
	for (const change of changes) {
		const id = `${change.kind} ${idOf(change)}`;
		const known = main.get(id);
		if (!known || known.action === 'update') main.set(id, change);
	}
	return [...main.values()];
}

function idOf({ externalId, targetId }: Change): string {
	// A blank tells the two apart: no External ID begins with one.
	return externalId ?? ` ${targetId}`;
}

/** What a summary passes on of the input, so that a report needs nothing beside the plan. */
export function passedOn({
	groups,
	users,
}: Pick<PlanInput, 'groups' | 'users'>): Required<Pick<PlanSummary, 'skipped' | 'groupTree'>> {
	const ids = new Set<string>();
	let withoutId = 0;
	for (const user of users) {
		if (!('skipped' in user)) continue;
		if (user.externalId) ids.add(user.externalId);
		else withoutId++;
	}
	return { skipped: ids.size + withoutId, groupTree: groups };
}
