import { warning, type Issue } from '../model/issue';
import { countPeople } from './phrases';
import type { Roster } from './roster';
import type { Hierarchy } from './types';

/** What may be so only because the rest of the people is not there. */
const UNKNOWN_OF_PART = new Set(['groupManagerMissing', 'groupManagerTie', 'unknownParent']);

/** Whether an issue holds although the list is a part. */
export function isKnownOfPart({ code }: Issue): boolean {
	return !UNKNOWN_OF_PART.has(code);
}

/** For a mode in which the groups follow from everybody together: no groups, and nobody moves. */
export function placesNobody({ members }: Roster): Hierarchy {
	const issues =
		members.length === 0
			? []
			: [
					warning(
						'groupsNeedEverybody',
						{ kind: 'group', externalId: null, name: '' },
						`Only some people came in, ${countPeople(members.length)}, and who is in which team follows from everybody’s managers: no groups were built, and everyone stays in their group. The next full run places them.`,
						{ people: members.length },
					),
				];
	return { groups: [], issues };
}
