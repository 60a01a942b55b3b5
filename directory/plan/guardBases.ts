import type { CurrentUser } from '../model/person';
import { isFirstLoadUnderWay } from './firstLoad';
import type { CurrentTree } from './groupTree';
import type { GuardBases } from './guards';
import { isInScope } from './leavers';
import type { Memberships } from './memberships';
import type { People } from './people';
import type { PlanSettings } from './settings';
import type { UserSteps } from './userSteps';

/**
 * What the share of each guard is taken of: removals of the active users that could be removed,
 * group deletions of the synchronised groups, moves of the people in those, changed usernames of
 * the people in both systems, creations of all users. Creations are not looked at in an empty
 * directory, nor while it is filled for the first time.
 */
export function guardBases(
	people: People,
	users: readonly CurrentUser[],
	tree: CurrentTree,
	memberships: Memberships,
	steps: ReadonlyMap<string, UserSteps>,
	settings: PlanSettings,
): GuardBases {
	let existing = 0;
	let placed = 0;
	for (const { current } of people.pairings.values()) {
		if (!current) continue;
		existing++;
		if (memberships.isPlaced(current)) placed++;
	}
	const bases: GuardBases = {
		removals: users.filter((user) => user.active && isInScope(user, settings.removal)).length,
		groupDeletions: tree.nodes.length,
		moves: placed,
		usernameChanges: existing,
		possibleReuse: existing,
	};
	if (users.length > 0 && !isFirstLoadUnderWay(people, steps, memberships)) {
		bases.creations = users.length;
	}
	return bases;
}
