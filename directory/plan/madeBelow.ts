import { isUuidOfAName, type CurrentNode, type WantedNode } from './groupTree';

/**
 * The group that an earlier run took a wanted one for, and that is still to get its name: what that
 * run made below it has an External ID from the path of the wanted group, and stands there. Its people
 * say no more which group it is, because some of them have gone to the new groups since.
 *
 * @returns `undefined` where there is none, or where there are several
 */
export function namedByWhatIsBelow({ children }: WantedNode): CurrentNode | undefined {
	let found: CurrentNode | undefined;
	for (const { group, match } of children) {
		const isOwn = match?.group.externalId === group.externalId;
		if (!isOwn || !isUuidOfAName(group.externalId)) continue;
		const { parent } = match;
		if (!parent || parent.match || parent === found) continue;
		if (found) return undefined;
		found = parent;
	}
	return found;
}
