import { currentPath, nameAmong, olderFirst, type CurrentGroup, type Group } from '../model/group';
import { error, warning } from '../model/issue';
import type { Found, Issue, Subject } from '../model/issue';
import { findCircles } from '../common/cycles';
import { compareText, matchingKey } from '../common/text';
import { groupUuid } from '../common/uuid';
import type { Systems } from '../model/systems';
import type { Rules } from './scope';

/** How a wanted group was recognised in the target; `new`: it was not. */
export type Recognised = 'externalId' | 'path' | 'move' | 'overlap' | 'below' | 'name' | 'new';

/** A group as HR has it, in its place in the tree. */
export interface WantedNode {
	group: Group;
	parent: WantedNode | null;
	/**
	 * External ID of the group above where that is not on the list; `null` at the top, absent where the
	 * list does not say.
	 */
	parentElsewhere?: string | null;
	children: WantedNode[];
	/** Groups above it. */
	depth: number;
	/** What makes its name the same as another. */
	key: string;
	/** The group in the target that it is. */
	match: CurrentNode | null;
	how: Recognised;
	/** Of the larger of both groups, the people who are in both, in per cent; for `overlap`. */
	shared?: number;
	/** The External ID that it has, or gets, in the target. */
	externalId: string;
	/** All people of the group with this code of HR are in a new one: the code may be another's now. */
	mayBeReused?: true;
}

/** A synchronised group as the target has it, in its place in the tree. */
export interface CurrentNode {
	group: CurrentGroup & { externalId: string };
	parent: CurrentNode | null;
	children: CurrentNode[];
	depth: number;
	key: string;
	match: WantedNode | null;
	/** The group of the same External ID, name and parent that it is merged with. */
	twinOf?: CurrentNode;
}

export interface CurrentTree {
	nodes: CurrentNode[];
	/** Groups that are there once more: two runs at the same time make such. They are merged. */
	twins: CurrentNode[];
	byExternalId: Map<string, CurrentNode>;
	byTargetId: Map<string, CurrentNode>;
	/** By External ID of a manager: the group that they manage; `null` where there are several. */
	managedBy: ReadonlyMap<string, CurrentNode | null>;
	/** Whether the tenant knows which group stands above which. */
	knowsParents: boolean;
}

/** The subject of an issue about a group. */
export function groupSubject(group: Pick<CurrentGroup, 'externalId' | 'name'>): Subject {
	return { kind: 'group', externalId: group.externalId, name: group.name };
}

/**
 * The wanted groups as a tree, parents before children, in an order that does not depend on the
 * order of the input.
 *
 * @param issues receives groups with one External ID, unknown parents, and groups above themselves
 */
export function wantedTree(
	groups: readonly Group[],
	issues: Issue[],
	rules: Pick<Rules, 'parentsElsewhere'>,
): WantedNode[] {
	const byId = new Map<string, WantedNode>();
	const nameOf: NameOf = nameAmong(() => groups, givenPath);
	for (const group of [...groups].sort(compareGroups)) {
		const first = byId.get(group.externalId);
		if (first) {
			if (matchingKey(first.group.name) !== matchingKey(group.name))
				issues.push(sameId(first.group, group, nameOf));
			continue;
		}
		byId.set(group.externalId, {
			group,
			parent: null,
			parentElsewhere: null,
			children: [],
			depth: 0,
			key: matchingKey(group.name),
			match: null,
			how: 'new',
			externalId: group.externalId,
		});
	}
	linkParents(byId, issues, { ...rules, nameOf });
	return topDown([...byId.values()]);
}

function compareGroups(a: Group, b: Group): number {
	return (
		compareText(a.externalId, b.externalId) ||
		compareText(a.path?.join('\u0000') ?? '', b.path?.join('\u0000') ?? '') ||
		compareText(a.name, b.name)
	);
}

type NameOf = (group: Group) => string;

/** The path that comes with a group: its place in the tree is not settled yet. */
function givenPath({ path, name }: Group): readonly string[] {
	return path?.length > 0 ? path : [name];
}

function sameId(first: Group, group: Group, nameOf: NameOf): Issue {
	return error(
		'sameGroupId',
		groupSubject(group),
		`The groups “${nameOf(first)}” and “${nameOf(group)}” have the same External ID ${group.externalId}; only the first was kept. Choose a field that is unique for the group’s ID.`,
	);
}

function linkParents(
	byId: ReadonlyMap<string, WantedNode>,
	issues: Issue[],
	{ parentsElsewhere, nameOf }: Pick<Rules, 'parentsElsewhere'> & { nameOf: NameOf },
): void {
	const parentOf = new Map<string, string | null>();
	for (const node of byId.values()) {
		const { parentExternalId } = node.group;
		if (parentsElsewhere) node.parentElsewhere = parentExternalId;
		else if (parentExternalId !== null && !byId.has(parentExternalId)) {
			issues.push(
				warning(
					'unknownParent',
					groupSubject(node.group),
					`The group above “${nameOf(node.group)}” (${parentExternalId}) is not among the groups, so it stands at the top.`,
				),
			);
		}
		parentOf.set(node.group.externalId, byId.has(parentExternalId ?? '') ? parentExternalId : null);
	}
	for (const circle of findCircles(parentOf)) {
		for (const id of circle) parentOf.delete(id);
		const names = circle.map((id) => nameOf(byId.get(id)!.group));
		issues.push(
			error(
				'groupCircle',
				groupSubject(byId.get(circle[0]!)!.group),
				`These groups are above themselves, so they were put at the top: ${names.join(' → ')}. Correct their parents in HR.`,
				{ circle },
			),
		);
	}
	for (const node of byId.values()) {
		const parentId = parentOf.get(node.group.externalId);
		if (typeof parentId !== 'string') continue;
		node.parent = byId.get(parentId)!;
		node.parent.children.push(node);
	}
}

/** Sets the depths, and gives the nodes level by level. */
function topDown<N extends { parent: N | null; children: N[]; depth: number }>(nodes: N[]): N[] {
	const ordered = nodes.filter((node) => node.parent === null);
	for (let i = 0; i < ordered.length; i++) {
		const node = ordered[i]!;
		for (const child of node.children) {
			child.depth = node.depth + 1;
			ordered.push(child);
		}
	}
	return ordered;
}

/**
 * The groups of the target that carry an External ID as a tree. Groups made by hand take no part.
 *
 * @param issues receives External IDs that several groups of different names have; of those only the
 * oldest takes part
 * @param spell gives an id as the target writes it
 */
export function currentTree(
	groups: readonly CurrentGroup[],
	{ issues, systems }: Found,
	spell: (externalId: string) => string,
): CurrentTree {
	const byExternalId = new Map<string, CurrentNode>();
	const twins: CurrentNode[] = [];
	const others: CurrentGroup[] = [];
	let knowsParents = false;
	for (const group of [...groups].sort(olderFirst)) {
		if (!hasExternalId(group)) continue;
		knowsParents ||= group.parentExternalId !== undefined;
		const key = matchingKey(group.name);
		const first = byExternalId.get(group.externalId);
		if (first?.key === key && first.group.parentExternalId === group.parentExternalId) {
			twins.push({ ...first, group, children: [], twinOf: first });
			continue;
		}
		if (first) {
			others.push(group);
			continue;
		}
		byExternalId.set(group.externalId, {
			group,
			parent: null,
			children: [],
			depth: 0,
			key,
			match: null,
		});
	}
	const nameOf = nameAmong(
		() => groups,
		(group) => currentPath(group, { get: (id) => byExternalId.get(id)?.group }),
	);
	for (const group of others) issues.push(ambiguous(group, nameOf(group), systems));
	const nodes = [...byExternalId.values()];
	linkCurrentParents(byExternalId, spell);
	topDown(nodes);
	return {
		nodes,
		twins,
		byExternalId,
		byTargetId: new Map([...nodes, ...twins].map((node) => [node.group.targetId, node])),
		managedBy: managersIn(nodes),
		knowsParents: knowsParents || nodes.length === 0,
	};
}

function ambiguous(group: CurrentGroup, name: string, { target }: Systems): Issue {
	return error(
		'ambiguousGroup',
		groupSubject(group),
		`${target} has several groups with the External ID ${group.externalId}; “${name}” (${group.targetId}) was left alone. Remove it there.`,
	);
}

function managersIn(nodes: readonly CurrentNode[]): Map<string, CurrentNode | null> {
	const managedBy = new Map<string, CurrentNode | null>();
	for (const node of nodes) {
		const manager = node.group.managerExternalId;
		if (manager) managedBy.set(manager, managedBy.has(manager) ? null : node);
	}
	return managedBy;
}

function hasExternalId(group: CurrentGroup): group is CurrentNode['group'] {
	return group.externalId !== null;
}

function linkCurrentParents(
	byExternalId: ReadonlyMap<string, CurrentNode>,
	spell: (externalId: string) => string,
): void {
	const parentOf = new Map<string, string | null>();
	for (const [id, { group }] of byExternalId) {
		parentOf.set(id, group.parentExternalId ? spell(group.parentExternalId) : null);
	}
	for (const circle of findCircles(parentOf)) for (const id of circle) parentOf.delete(id);
	for (const [id, node] of byExternalId) {
		const parent = byExternalId.get(parentOf.get(id) ?? '');
		if (!parent) continue;
		node.parent = parent;
		parent.children.push(node);
	}
}

/** All nodes at and below one. */
export function subtree<N extends { children: N[] }>(top: N): N[] {
	const nodes = [top];
	for (let i = 0; i < nodes.length; i++) for (const child of nodes[i]!.children) nodes.push(child);
	return nodes;
}

/** The names from the top to a node, as they are compared. */
export function pathKeys<N extends { parent: N | null; key: string }>(node: N): string[] {
	const keys: string[] = [];
	for (let at: N | null = node; at; at = at.parent) keys.push(at.key);
	return keys.reverse();
}

/** The names of a group and of those above it, from the top. */
export function pathNames(node: WantedNode | CurrentNode): string[] {
	const names: string[] = [];
	for (let at: WantedNode | CurrentNode | null = node; at; at = at.parent)
		names.push(at.group.name);
	return names.reverse();
}

/** A path as one text, for finding equal ones. */
export function pathText(keys: readonly string[]): string {
	return JSON.stringify(keys);
}

/** Where a current group is, and its name. A directory without parents has one place for all. */
export function placeOf(node: CurrentNode, { knowsParents }: CurrentTree): string {
	if (!knowsParents) return place('', node.key);
	if (node.parent) return place(node.parent.group.targetId, node.key);
	// A parent that is not there, or a circle: no place that anyone could name.
	return place(node.group.parentExternalId ? null : '', node.key);
}

/** Where a wanted group would be; `undefined` below a group that was not recognised. */
export function placeFor(node: WantedNode, { knowsParents }: CurrentTree): string | undefined {
	if (!knowsParents || !node.parent) return place('', node.key);
	const parent = node.parent.match;
	return parent ? place(parent.group.targetId, node.key) : undefined;
}

function place(parentKey: string | null, name: string): string {
	return JSON.stringify([parentKey, name]);
}

/** A version 5 UUID (RFC 9562 §5.5), which is made from a name. */
const UUID_OF_A_NAME = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether an External ID follows from a group's path or name, so that it changes with the name. */
export function isDerived({ group, key }: WantedNode): boolean {
	return isUuidOfAName(group.externalId) || matchingKey(group.externalId) === key;
}

export function isUuidOfAName(externalId: string): boolean {
	return UUID_OF_A_NAME.test(externalId);
}

/** The External ID of a new group whose own one is taken: the same at every run. */
export function successorId(externalId: string, number: number): string {
	return groupUuid(`${externalId}#${number}`);
}

/** Gives each wanted group the External ID that it has, or gets. */
export function giveExternalIds(wanted: readonly WantedNode[], tree: CurrentTree): void {
	const used = new Set(tree.byExternalId.keys());
	for (const node of wanted) used.add(node.group.externalId);
	for (const node of wanted) {
		const own = node.group.externalId;
		if (node.match) node.externalId = node.match.group.externalId;
		else if (tree.byExternalId.has(own)) {
			let number = 2;
			while (used.has(successorId(own, number))) number++;
			node.externalId = successorId(own, number);
			used.add(node.externalId);
		}
	}
}
