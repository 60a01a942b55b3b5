import { addTo } from '../common/lists';
import { compareText } from '../common/text';
import type { CurrentGroup } from '../model/group';
import type { CurrentUser } from '../model/person';

/** Writes to users which groups they are in (`memberOf`, `groupExternalId`), from the groups' members. */
export function placeUsers(users: readonly CurrentUser[], groups: readonly CurrentGroup[]): void {
	const groupsOf = new Map<string, CurrentGroup[]>();
	for (const group of groups) {
		for (const member of new Set(group.memberTargetIds)) {
			addTo(groupsOf, member, group);
		}
	}
	for (const user of users) {
		const own = groupsOf.get(user.targetId) ?? [];
		user.memberOf = own.map(({ targetId }) => targetId).sort(compareText);
		user.groupExternalId = groupOf(own);
	}
}

/** The group that counts as a person's: of those with an External ID the first by it. */
function groupOf(groups: readonly CurrentGroup[]): string | null {
	let first: string | null = null;
	for (const { externalId } of groups) {
		if (externalId !== null && (first === null || compareText(externalId, first) < 0)) {
			first = externalId;
		}
	}
	return first;
}
