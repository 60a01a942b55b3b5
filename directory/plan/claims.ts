import { successorId, type CurrentNode, type WantedNode } from './groupTree';

/** One reason to take a wanted group for a current one. */
export interface Claim {
	wanted: WantedNode;
	current: CurrentNode;
	by: 'externalId' | 'path';
}

/**
 * Which claim comes first where people decide nothing: the path with the External ID that a group
 * gets when its own is taken, since the one that has it is on its way elsewhere; then both the path
 * and the External ID; then the path, because it asks for no change.
 */
export function certaintyOf({ wanted, current, by }: Claim): number {
	if (by === 'externalId') return 3;
	const [own, there] = [wanted.group.externalId, current.group.externalId];
	if (there === own) return 1;
	return there === successorId(own, 2) ? 0 : 2;
}
