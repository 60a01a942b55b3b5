import { addTo } from '../common/lists';
import { idKey } from '../common/patterns';
import { namesInPlace } from '../model/group';
import { warning } from '../model/issue';
import type { Found, Issue } from '../model/issue';
import { compareText, matchingKey } from '../common/text';
import type { CurrentTree, WantedNode } from './groupTree';
import { pathKeys, pathText } from './groupTree';
import type { DeclaredMove } from './settings';

/** A group by what a person may call it, in any letter case: its External ID, its path (`A / B / C`), or its name. */
type Directory<N> = (called: string) => N[];

/**
 * The declared moves that are still to be made: the group to come is wanted and not there yet.
 * A move whose end is already in the target was made before, and has no effect.
 *
 * @param found receives moves whose groups are unknown or not unique
 * @returns External ID of the current group by wanted group, and all wanted groups that a move
 * leads to, made or not
 */
export function pendingMoves(
	moves: readonly DeclaredMove[],
	wanted: readonly WantedNode[],
	tree: CurrentTree,
	{ issues, systems }: Found,
): { pending: Map<WantedNode, string>; declared: Set<WantedNode> } {
	const pending = new Map<WantedNode, string>();
	const declared = new Set<WantedNode>();
	if (moves.length === 0) return { pending, declared };

	const findWanted = directory(wanted, (node) => node.group.externalId);
	const findCurrent = directory(tree.nodes, (node) => node.group.externalId);
	const currentPaths = new Set(tree.nodes.map((node) => pathText(pathKeys(node))));
	const taken = new Set<string>();
	for (const move of [...moves].sort(compareMoves)) {
		const to = findWanted(move.to);
		const from = findCurrent(move.from);
		const [end] = to;
		if (!end || to.length > 1 || pending.has(end)) {
			issues.push(unclear(move, move.to, to.length, 'HR'));
			continue;
		}
		declared.add(end);
		if (tree.byExternalId.has(end.group.externalId) || currentPaths.has(pathText(pathKeys(end)))) {
			continue;
		}
		const [start] = from;
		if (!start || from.length > 1 || taken.has(start.group.externalId)) {
			issues.push(unclear(move, move.from, from.length, systems.target));
			continue;
		}
		taken.add(start.group.externalId);
		pending.set(end, start.group.externalId);
	}
	return { pending, declared };
}

function compareMoves(a: DeclaredMove, b: DeclaredMove): number {
	return compareText(a.to, b.to) || compareText(a.from, b.from);
}

function unclear(move: DeclaredMove, called: string, found: number, where: string): Issue {
	const what =
		found === 0
			? `${where} has no group “${called}”`
			: `“${called}” is not one single group in ${where}, or is moved twice`;
	return warning(
		'unclearMove',
		{ kind: 'group', externalId: null, name: called },
		`The declared move from “${move.from}” to “${move.to}” was left out: ${what}. Name both groups by External ID or by full path, as in “Stockholm / Finance”, or remove the move.`,
		{ from: move.from, to: move.to },
	);
}

function directory<N extends { parent: N | null; key: string }>(
	nodes: readonly N[],
	externalIdOf: (node: N) => string,
): Directory<N> {
	const byId = new Map<string, N[]>();
	const byLooseId = new Map<string, N[]>();
	const byPath = new Map<string, N[]>();
	const byName = new Map<string, N[]>();
	for (const node of nodes) {
		const id = externalIdOf(node);
		addTo(byId, id, node);
		addTo(byLooseId, idKey(id), node);
		addTo(byPath, asPath(pathKeys(node).join('/')), node);
		addTo(byName, node.key, node);
	}
	return (called) =>
		byId.get(called.trim()) ??
		byLooseId.get(idKey(called)) ??
		byPath.get(asPath(called)) ??
		byName.get(matchingKey(called)) ??
		[];
}

function asPath(called: string): string {
	return namesInPlace(called).map(matchingKey).filter(Boolean).join('/');
}
