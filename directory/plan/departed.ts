import { groupedBy } from '../common/lists';
import type { CurrentNode, CurrentTree, WantedNode } from './groupTree';
import { isDerived } from './groupTree';
import type { Placement } from './overlap';

/** Where people are and are to be: read only when they are asked for. */
export interface People {
	/** Where each person who is known on both sides is to stand and stands now. */
	placements: () => Iterable<Placement>;
	/** The wanted group of each person. */
	occupied: () => Iterable<WantedNode>;
}

type PathOf = (node: WantedNode | CurrentNode) => string;

/** One person who changes group, and one who comes, are a move and a new hire. */
const LEAST_PEOPLE = 2;

/**
 * Groups whose people have all gone elsewhere while others come: nobody who was in such a group, or
 * below it, is in the wanted one that has its External ID or path, but others are, and most of them
 * are together in a new one. So the group went there, and another has its External ID or path now.
 *
 * @param people read only where there is a new group that they can have gone to
 */
export function departedGroups(
	wantedNodes: Iterable<WantedNode>,
	tree: CurrentTree,
	pathOf: PathOf,
	{ placements, occupied }: People,
): Set<CurrentNode> {
	const { claimants, free } = claimantsOf(wantedNodes, tree, pathOf, placements);
	if (free.size === 0 || claimants.size === 0) return new Set();
	const people = new Map<CurrentNode, number>();
	const stays = new Set<CurrentNode>();
	const inNew = new Map<CurrentNode, Map<WantedNode, number>>();
	for (const [wanted, current] of placements()) {
		let below: CurrentNode | undefined;
		for (let from: CurrentNode | null = current; from; below = from, from = from.parent) {
			const claiming = claimants.get(from);
			if (!claiming || stays.has(from)) continue;
			people.set(from, (people.get(from) ?? 0) + 1);
			for (let to: WantedNode | null = wanted; to; to = to.parent) {
				if (claiming.has(to)) stays.add(from);
				// A group below that goes elsewhere with its name says nothing of the one above it.
				else if (free.has(to) && below?.key !== to.key) {
					let counts = inNew.get(from);
					if (!counts) inNew.set(from, (counts = new Map()));
					counts.set(to, (counts.get(to) ?? 0) + 1);
				}
			}
		}
	}
	const departed = new Set<CurrentNode>();
	for (const [from, counts] of inNew) {
		const all = people.get(from)!;
		if (stays.has(from) || all < LEAST_PEOPLE) continue;
		if ([...counts.values()].some((count) => count > all / 2)) departed.add(from);
	}
	return departed.size === 0 ? departed : takenOver(departed, claimants, occupied());
}

/** Those that have somebody in the wanted group with their External ID or path, or below it. */
function takenOver(
	departed: ReadonlySet<CurrentNode>,
	claimants: ReadonlyMap<CurrentNode, ReadonlySet<WantedNode>>,
	occupied: Iterable<WantedNode>,
): Set<CurrentNode> {
	const peopled = new Set<WantedNode>();
	for (const node of occupied) {
		for (let at: WantedNode | null = node; at && !peopled.has(at); at = at.parent) peopled.add(at);
	}
	return new Set(
		[...departed].filter((node) => [...claimants.get(node)!].some((one) => peopled.has(one))),
	);
}

/** The wanted groups that have the External ID or the path of each current one, and those of none. */
function claimantsOf(
	wanted: Iterable<WantedNode>,
	tree: CurrentTree,
	pathOf: PathOf,
	placements: People['placements'],
): { claimants: Map<CurrentNode, Set<WantedNode>>; free: Set<WantedNode> } {
	const claimants = new Map<CurrentNode, Set<WantedNode>>();
	const free = new Set<WantedNode>();
	const open = [...wanted].filter(({ match }) => !match);
	// On most nights every group is known by its External ID.
	if (open.every(({ group }) => tree.byExternalId.has(group.externalId)))
		return { claimants, free };
	const byPath = groupedBy(tree.nodes, pathOf);
	const peopled = new Set<CurrentNode>();
	for (const [, place] of placements()) {
		for (let at: CurrentNode | null = place; at && !peopled.has(at); at = at.parent)
			peopled.add(at);
	}
	for (const node of open) {
		const sameId = tree.byExternalId.get(node.group.externalId);
		const claimed = [...(byPath.get(pathOf(node)) ?? []), ...(sameId ? [sameId] : [])];
		// One that nobody is in yet may be made by a run that was cut short.
		const isMade = sameId && isDerived(node) && !peopled.has(sameId);
		if (claimed.every((one) => isMade && one === sameId)) free.add(node);
		for (const current of claimed) {
			const known = claimants.get(current);
			if (known) known.add(node);
			else claimants.set(current, new Set([node]));
		}
	}
	return { claimants, free };
}
