import { addTo } from '../common/lists';
import type { CurrentGroup } from '../model/group';
import type { CurrentUser } from '../model/person';
import { compareText } from '../common/text';
import type { CurrentNode, CurrentTree } from './groupTree';

/** The groups that a user is in. */
export interface Membership {
	/** Groups that carry an External ID, in the order of that. */
	synced: CurrentNode[];
	/** The target's ids of the groups that were made by hand. */
	byHand: string[];
}

/** Looks up who is in which group now. */
export interface Memberships {
	/** `undefined` where the tenant does not say. */
	of(user: CurrentUser): Membership | undefined;
	/** Whether a user is in this group and no other; cheaper than `of`. */
	isOnlyIn(user: CurrentUser, targetId: string): boolean;
	/** Whether a user is in any group that carries an External ID, or manages one; cheaper than `of`. */
	isPlaced(user: CurrentUser): boolean;
	/** Whether the tenant gives anyone's groups. */
	known: boolean;
}

/**
 * @param users what they say of their own groups (`memberOf`, else `groupExternalId`) counts
 * @param groups asked for their members where the users say nothing
 */
export function readMemberships(
	users: readonly CurrentUser[],
	groups: readonly CurrentGroup[],
	tree: CurrentTree,
): Memberships {
	const listed = membersByUser(groups);
	const known =
		listed !== undefined ||
		users.some((user) => user.memberOf !== undefined || user.groupExternalId !== undefined);

	const idsOf = (user: CurrentUser): readonly string[] | undefined => {
		if (user.memberOf) return user.memberOf;
		if (listed) return listed.get(user.targetId) ?? [];
		if (user.groupExternalId === undefined) return undefined;
		const node = tree.byExternalId.get(user.groupExternalId ?? '');
		return node ? [node.group.targetId] : [];
	};
	return {
		known,
		isOnlyIn(user, targetId) {
			const ids = idsOf(user);
			return ids?.length === 1 && ids[0] === targetId;
		},
		isPlaced(user) {
			const isIn = idsOf(user)?.some((id) => tree.byTargetId.has(id)) ?? false;
			return isIn || (user.externalId !== null && tree.managedBy.has(user.externalId));
		},
		of(user) {
			const ids = idsOf(user);
			if (!ids) return undefined;
			const synced: CurrentNode[] = [];
			const byHand: string[] = [];
			for (const id of new Set(ids)) {
				const node = tree.byTargetId.get(id);
				if (node) synced.push(node);
				else byHand.push(id);
			}
			if (synced.length > 1) {
				synced.sort((a, b) => compareText(a.group.externalId, b.group.externalId));
			}
			byHand.sort(compareText);
			return { synced, byHand };
		},
	};
}

function membersByUser(groups: readonly CurrentGroup[]): Map<string, string[]> | undefined {
	let listed: Map<string, string[]> | undefined;
	for (const { targetId, memberTargetIds } of groups) {
		if (!memberTargetIds) continue;
		listed ??= new Map();
		for (const user of memberTargetIds) {
			addTo(listed, user, targetId);
		}
	}
	return listed;
}

/** What must change for a person to be where HR places them. */
export interface Move {
	/** External ID of the group that the person is in now. */
	from: string | null;
	/** External ID of the group that the person comes into, or stays in. */
	to: string | null;
	/** The target's ids of the groups that the person is taken out of. */
	leaves: string[];
	/** The target's ids of other groups with an External ID that the person stays in. */
	stays: string[];
	/** Whether the person changes from one synchronised group to another, or to none. */
	isMove: boolean;
}

/**
 * Compares the groups of a person with the wanted one. A person is in exactly one group of ours, so
 * that the next run completes one that was cut short between joining and leaving.
 *
 * @param to External ID in the target of the wanted group
 * @param target the target's id of it; `null` while it is not there
 * @param stays whether somebody stays in a group with an External ID that is not the wanted one
 * @param overwrite whether groups made by hand are left too
 * @param manages whether the person manages the wanted group, and so is no member of it
 * @returns `undefined` where all is as it should be
 */
export function membershipDifference(
	membership: Membership,
	to: string | null,
	target: string | null,
	stays: (node: CurrentNode) => boolean,
	overwrite: boolean,
	manages: boolean,
): Move | undefined {
	const { synced, byHand } = membership;
	const isIn = synced.some(({ group }) => group.targetId === target);
	const others: CurrentNode[] = [];
	const kept: string[] = [];
	for (const node of synced) {
		if (node.group.targetId === target) continue;
		if (stays(node)) kept.push(node.group.targetId);
		else others.push(node);
	}
	const leaves = others.map(({ group }) => group.targetId);
	if (overwrite) for (const id of byHand) if (id !== target) leaves.push(id);
	if (manages && isIn) leaves.push(target!);
	if (leaves.length === 0 && (to === null || isIn || manages)) return undefined;
	const from = others[0]?.group.externalId ?? (isIn ? to : null);
	// Who is only in the twin of the group stays where they are: the two become one.
	const isMove = others.some(({ twinOf }) => !twinOf || twinOf.group.targetId !== target);
	return { from, to: manages ? null : to, leaves, stays: kept, isMove: !isIn && isMove };
}
