import type { Memberships } from './memberships';
import type { People } from './people';
import type { UserSteps } from './userSteps';

/**
 * Whether the directory looks like a first load that was cut short, which goes on by itself: it
 * must not be taken for a directory that suddenly doubles. Such a one holds nobody whom HR does
 * not have, and everyone as HR has them, but for links to managers and groups, which are made
 * after people are created; and somebody still waits for a group.
 */
export function isFirstLoadUnderWay(
	people: People,
	userSteps: ReadonlyMap<string, UserSteps>,
	memberships: Memberships,
): boolean {
	if (people.others.some(({ externalId }) => externalId !== null)) return false;
	let unplaced = 0;
	for (const [externalId, steps] of userSteps) {
		const { current, adopted } = people.pairings.get(externalId)!;
		if (!current || adopted) continue;
		if (steps.username || steps.group?.guard) return false;
		if (steps.main?.fields.some(({ field }) => field !== 'managerExternalId')) return false;
		if (steps.group && !memberships.isPlaced(current)) unplaced++;
	}
	return unplaced > 0;
}
