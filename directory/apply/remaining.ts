import type { Change, FieldChange } from '../model/change';
import { sameValue, valueOf } from '../model/difference';
import { MEMBERSHIP } from './fieldValues';
import type { Current } from './target';
import type { Work } from './work';

/** The part of a change that is still to be done, or why it cannot be done. */
export type Remaining = { changes: FieldChange[] } | { conflict: string };

/**
 * What of a change is not there yet. A value that is neither what the plan saw nor what is wanted
 * is a conflict; for a creation, only the wanted value counts.
 */
export function remaining(
	change: Change,
	current: Current,
	{ target: { product, membersOn }, state }: Pick<Work, 'target' | 'state'>,
): Remaining {
	const gets = change.changes.find(({ field }) => field === 'externalId');
	const isOther =
		change.externalId !== current.externalId &&
		state.of(change.kind).withExternalId(change.externalId)?.targetId !== current.targetId;
	if (!gets && isOther) return { conflict: OTHER_EXTERNAL_ID };
	const todo: FieldChange[] = [];
	for (const one of withActive(change)) {
		if (one.field === MEMBERSHIP && membersOn === 'group') continue;
		const now = valueOf(current, one.field);
		if (now === undefined || sameValue(one.field, now, one.to)) continue;
		if (state.isSameReference(one.field, now, one.to) && !sameValue(one.field, now, one.from))
			continue;
		if (change.action !== 'create' && !sameValue(one.field, now, one.from)) {
			return { conflict: `its ${one.field} was changed in ${product} after the plan was made` };
		}
		todo.push(one);
	}
	return { changes: todo };
}

export const OTHER_EXTERNAL_ID = 'its External ID is no longer the one that the plan saw';

const ACTIVE_AFTER: Readonly<Record<Change['action'], boolean | undefined>> = {
	create: true,
	reactivate: true,
	deactivate: false,
	update: undefined,
	delete: undefined,
};

/** The fields of a change, with the one that its action stands for. */
function withActive({ action, changes }: Change): readonly FieldChange[] {
	const to = ACTIVE_AFTER[action];
	if (to === undefined || changes.some(({ field }) => field === 'active')) return changes;
	return [...changes, { field: 'active', from: !to, to }];
}
