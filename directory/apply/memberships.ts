import type { Change } from '../model/change';
import type { CurrentGroup } from '../model/group';
import type { DirectoryState } from './state';

/** What the members of one group become, from all changes to people that concern it. */
export interface GroupMembership {
	/** Winningtemp's id of the group; `null` where it is created in the same run. */
	targetId: string | null;
	externalId: string | null;
	/** Positions of the changes whose people come in. */
	add: number[];
	/** Positions of the changes whose people go out. */
	remove: number[];
}

export interface Memberships {
	groups: GroupMembership[];
	/** By position of the change: why its memberships are not what the plan saw. */
	conflicts: Map<number, string>;
}

/**
 * Gathers the memberships that changes to users ask for, by group, so that each changed group
 * takes one request. `groupExternalId` says where a person belongs: in exactly this one of the
 * groups with an External ID, or in none of them. Groups made by hand are left alone, unless the
 * change names the groups that the person `leaves`.
 */
export function gatherMemberships(changes: readonly Change[], state: DirectoryState): Memberships {
	const byKey = new Map<string, GroupMembership>();
	const conflicts = new Map<number, string>();
	const membershipOf = (targetId: string | null, externalId: string | null) => {
		const key = targetId === null ? `external:${externalId}` : `id:${targetId}`;
		const known = byKey.get(key);
		if (known) return known;
		const made: GroupMembership = { targetId, externalId, add: [], remove: [] };
		byKey.set(key, made);
		return made;
	};
	for (const [position, change] of changes.entries()) {
		const move = moveOf(change, state);
		if (move === undefined) continue;
		if ('conflict' in move) {
			conflicts.set(position, move.conflict);
			continue;
		}
		for (const { targetId, externalId } of move.leaves) {
			membershipOf(targetId, externalId).remove.push(position);
		}
		if (move.joins === null) continue;
		const group = state.groups.withExternalId(move.joins);
		membershipOf(group?.current.targetId ?? null, move.joins).add.push(position);
	}
	return { groups: [...byKey.values()], conflicts };
}

interface Move {
	leaves: CurrentGroup[];
	/** External ID of the group to come into. */
	joins: string | null;
}

function moveOf(change: Change, state: DirectoryState): Move | { conflict: string } | undefined {
	const field = change.changes.find((one) => one.field === 'groupExternalId');
	if (change.kind !== 'user' || !field) return undefined;
	const { from } = field;
	const to = typeof field.to === 'string' ? field.to : null;
	const groups = groupsOf(change, state);
	const managed = groups.filter(({ externalId }) => externalId !== null);
	const isThere = to !== null && managed.some(({ externalId }) => externalId === to);
	const named = change.leaves && new Set(change.leaves);
	const leaves = named
		? groups.filter(({ targetId }) => named.has(targetId))
		: managed.filter(({ externalId }) => externalId !== to);
	const joins = isThere ? null : to;
	const elsewhere = managed.some(
		({ externalId, targetId }) =>
			externalId !== to && externalId !== from && named?.has(targetId) === false,
	);
	const isAsSeen =
		from === null
			? managed.length === 0 || isThere
			: isThere || managed.some(({ externalId }) => externalId === from);
	const isDone = joins === null && leaves.length === 0;
	if (change.action !== 'create' && !isDone && (elsewhere || !isAsSeen)) {
		return { conflict: 'its group was changed in Winningtemp after the plan was made' };
	}
	return { leaves, joins };
}

/** The groups that a change's user is in now. */
function groupsOf(change: Change, state: DirectoryState): CurrentGroup[] {
	const user = state.users.get(change.targetId) ?? state.users.withExternalId(change.externalId);
	return (user?.current.memberOf ?? [])
		.map((id) => state.groups.get(id)?.current)
		.filter((group) => group !== undefined);
}
