import type { Change } from '../model/change';
import { MEMBERSHIP } from '../../scim/edits';
import type { GroupMembership } from './memberships';
import type { DirectoryState } from './state';

/** What a group is given in the request that creates it, so that it takes no other one. */
export interface NewGroup {
	/** Positions of the changes whose people are in it from the start. */
	members: number[];
	/** Positions of later changes to the same group, such as the link to a manager. */
	later: number[];
}

/**
 * Groups that are created, by position of the change. People whose own change may yet be refused
 * for another reason, and who are in another group until then, come in by a request of their own.
 */
export function newGroups(
	changes: readonly Change[],
	memberships: readonly GroupMembership[],
	state: DirectoryState,
): Map<number, NewGroup> {
	const groups = new Map<number, NewGroup>();
	const positionOf = new Map<string, number>();
	for (const [position, { kind, action, externalId }] of changes.entries()) {
		if (kind !== 'group' || externalId === null) continue;
		const created = positionOf.get(externalId);
		if (created !== undefined && action === 'update') groups.get(created)!.later.push(position);
		if (action !== 'create' || state.groups.withExternalId(externalId)) continue;
		positionOf.set(externalId, position);
		groups.set(position, { members: [], later: [] });
	}
	for (const { targetId, externalId, add } of memberships) {
		const created = positionOf.get(externalId ?? '');
		if (targetId !== null || created === undefined) continue;
		const { order } = changes[created]!;
		groups.get(created)!.members = add.filter((i) => comesAtOnce(changes[i]!, order));
	}
	return groups;
}

/** Whether nothing but the group itself can keep a person out of it once the user is there. */
function comesAtOnce({ action, changes, needs = [] }: Change, group: number): boolean {
	if (action === 'create') return true;
	const isOnlyPlaced = action === 'update' && changes.every(({ field }) => field === MEMBERSHIP);
	return isOnlyPlaced && needs.every((order) => order === group);
}
