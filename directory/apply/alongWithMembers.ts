import type { Change } from '../model/change';
import type { GroupMembership } from './memberships';

/**
 * Changes to a group's own values that go along in the request for its members, by the membership:
 * a group whose manager and members both change takes one request. Left out are those that others
 * wait for, groups with several changes, and new names and places: a group is recognised by its
 * people, so what it is called now must be there before they move.
 */
export function alongWithMembers(
	changes: readonly Change[],
	memberships: readonly GroupMembership[],
): Map<GroupMembership, number> {
	const needed = new Set(changes.flatMap(({ needs = [] }) => needs));
	const positionOf = new Map<string, number | null>();
	for (const [position, { kind, targetId }] of changes.entries()) {
		if (kind !== 'group' || targetId === null) continue;
		positionOf.set(targetId, positionOf.has(targetId) ? null : position);
	}
	const along = new Map<GroupMembership, number>();
	for (const membership of memberships) {
		const position = positionOf.get(membership.targetId ?? '') ?? null;
		if (position === null) continue;
		const { action, order, changes: fields } = changes[position]!;
		const isManager = fields.every(({ field }) => field === 'managerExternalId');
		if (action === 'update' && isManager && !needed.has(order)) along.set(membership, position);
	}
	return along;
}
