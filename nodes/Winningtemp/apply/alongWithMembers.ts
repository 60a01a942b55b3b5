import type { Change } from '../../../directory/change';
import type { GroupMembership } from './memberships';

/**
 * Changes to a group's own values that go along in the request for its members, by the membership:
 * a group whose manager and members both change takes one request. Left out are those that others
 * wait for, and groups with several changes.
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
		const isWaitedFor = needed.has(order) || fields.some(({ field }) => field === 'externalId');
		if (action === 'update' && !isWaitedFor) along.set(membership, position);
	}
	return along;
}
