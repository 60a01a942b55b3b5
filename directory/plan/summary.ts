import type { Change, ChangeAction, HeldChange, KindSummary } from '../change';

/** The figures of one kind. Someone who is changed in two steps counts once. */
export function summarise(
	kind: Change['kind'],
	changes: readonly Change[],
	held: readonly HeldChange[],
	totals: Pick<KindSummary, 'current' | 'wanted' | 'unchanged'>,
): KindSummary {
	const updated = new Set<string>();
	const actions = new Map<string, ChangeAction>();
	for (const change of changes) {
		if (change.kind !== kind) continue;
		if (change.action === 'update') updated.add(idOf(change));
		else if (!actions.has(idOf(change))) actions.set(idOf(change), change.action);
	}
	for (const id of actions.keys()) updated.delete(id);
	const counts = { create: 0, update: updated.size, deactivate: 0, reactivate: 0, delete: 0 };
	for (const action of actions.values()) counts[action]++;
	const waiting = new Set(held.filter((change) => change.kind === kind).map(idOf));
	const { current, wanted, unchanged } = totals;
	return { current, wanted, ...counts, unchanged, held: waiting.size };
}

function idOf({ externalId, targetId }: Change): string {
	// A blank tells the two apart: no External ID begins with one.
	return externalId ?? ` ${targetId}`;
}
