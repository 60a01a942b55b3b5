import type { Change } from '../model/change';
import type { CurrentGroup } from '../model/group';
import { MEMBERSHIP } from './fieldValues';
import type { DirectoryState } from './state';

/** What the members of one group become, from all changes to people that concern it. */
export interface GroupMembership {
	/** The target's id of the group; `null` where it is created in the same run. */
	targetId: string | null;
	externalId: string | null;
	/** Positions of the changes whose people come in. */
	add: number[];
	/** Positions of the changes whose people go out. */
	remove: number[];
	/** Position of a change to the group's own values that goes along in the same request. */
	own?: number;
}

export interface Memberships {
	groups: GroupMembership[];
	/** By position of the change: why its memberships are not what the plan saw. */
	conflicts: Map<number, string>;
	/** Positions of the changes whose people are in the group already that they are to be in. */
	there: number[];
}

/**
 * Gathers the memberships that changes to users ask for, by group, so that each changed group
 * takes one request. `groupExternalId` says where a person belongs: in exactly this one of the
 * groups with an External ID, or in none of them. Groups made by hand are left alone, unless the
 * change names the groups that the person `leaves`; so are the groups where the person `stays`.
 *
 * @param product what people call the target
 */
export function gatherMemberships(
	changes: readonly Change[],
	state: DirectoryState,
	product: string,
): Memberships {
	const byKey = new Map<string, GroupMembership>();
	const conflicts = new Map<number, string>();
	const there: number[] = [];
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
		if (move === 'conflict') {
			conflicts.set(position, `its group was changed in ${product} after the plan was made`);
			continue;
		}
		if (move.isThere) there.push(position);
		for (const { targetId, externalId } of move.leaves) {
			membershipOf(targetId, externalId).remove.push(position);
		}
		for (const id of [...(move.joins === null ? [] : [move.joins]), ...(change.joins ?? [])]) {
			const group = state.groups.get(id) ?? state.groups.withExternalId(id);
			membershipOf(group?.targetId ?? null, group ? group.externalId : id).add.push(position);
		}
	}
	const groups = [...byKey.values()];
	takeAlong(changes, groups);
	return { groups, conflicts, there };
}

interface Move {
	leaves: CurrentGroup[];
	/** External ID of the group to come into. */
	joins: string | null;
	isThere: boolean;
}

function moveOf(change: Change, state: DirectoryState): Move | 'conflict' | undefined {
	const field = change.changes.find((one) => one.field === MEMBERSHIP);
	if (change.kind !== 'user' || !field) return undefined;
	const { from } = field;
	const to = typeof field.to === 'string' ? field.to : null;
	const groups = groupsOf(change, state).filter(
		({ targetId }) => !change.stays?.includes(targetId),
	);
	const managed = groups.filter(({ externalId }) => externalId !== null);
	const named = change.leaves && new Set(change.leaves);
	const isThere =
		to !== null &&
		managed.some(({ externalId, targetId }) => externalId === to && !named?.has(targetId));
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
	if (change.action !== 'create' && !isDone && (elsewhere || !isAsSeen)) return 'conflict';
	return { leaves, joins, isThere };
}

/** The groups that a change's user is in now. */
function groupsOf(change: Change, state: DirectoryState): CurrentGroup[] {
	const user = state.users.get(change.targetId) ?? state.users.withExternalId(change.externalId);
	return (user?.memberOf ?? [])
		.map((id) => state.groups.get(id))
		.filter((group) => group !== undefined);
}

/**
 * Notes the changes to a group's own values that go along in the request for its members: a group
 * whose manager and members both change takes one request. Left out are those that others wait
 * for, groups with several changes, and new names and places: a group is recognised by its people,
 * so its new name must be there before they move.
 */
function takeAlong(changes: readonly Change[], memberships: readonly GroupMembership[]): void {
	const needed = new Set(changes.flatMap(({ needs = [] }) => needs));
	const positionOf = new Map<string, number | null>();
	for (const [position, { kind, targetId }] of changes.entries()) {
		if (kind !== 'group' || targetId === null) continue;
		positionOf.set(targetId, positionOf.has(targetId) ? null : position);
	}
	for (const membership of memberships) {
		const position = positionOf.get(membership.targetId ?? '') ?? null;
		if (position === null) continue;
		const { action, order, changes: fields } = changes[position]!;
		const isManager = fields.every(({ field }) => field === 'managerExternalId');
		if (action === 'update' && isManager && !needed.has(order)) membership.own = position;
	}
}

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
		if (created !== undefined && action === 'update') groups.get(created)?.later.push(position);
		if (action !== 'create' || state.groups.withExternalId(externalId)) continue;
		positionOf.set(externalId, position);
		groups.set(position, { members: [], later: [] });
	}
	for (const { targetId, externalId, add } of memberships) {
		const created = positionOf.get(externalId ?? '');
		const group = created === undefined ? undefined : groups.get(created);
		if (targetId !== null || created === undefined || !group) continue;
		const { order } = changes[created]!;
		group.members = add.filter((i) => comesAtOnce(changes[i]!, order));
	}
	return groups;
}

/** Whether nothing but the group itself can keep a person out of it once the user is there. */
function comesAtOnce({ action, changes, needs = [] }: Change, group: number): boolean {
	if (action === 'create') return true;
	const isOnlyPlaced = action === 'update' && changes.every(({ field }) => field === MEMBERSHIP);
	return isOnlyPlaced && needs.every((order) => order === group);
}
