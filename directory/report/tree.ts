import type { FieldChange } from '../model/change';
import { attributeName, oneOf } from '../model/fields';
import type { Group } from '../model/group';
import { compareText, matchingKey } from '../common/text';
import type { ReadChange, ReadInput } from './input';
import type { GroupMark, Outcome, RunMode, TreeRow } from './model';
import { VOCABULARY } from './guardWords';
import type { Names } from './values';
import type { Words } from './words';

interface Node extends TreeRow {
	group: Group;
	key: string;
	children: Node[];
}

/**
 * The wanted groups as a tree with their sizes, and what happens to each.
 *
 * @returns the groups in reading order, siblings by name. A group whose parent is not there stands
 * at the top, and so does one of every circle: none is left out.
 */
export function treeRows(input: ReadInput, names: Names, words: Words): TreeRow[] {
	const nodes = new Map<string, Node>();
	for (const group of input.groups) nodes.set(group.externalId, nodeOf(group));
	const order = inReadingOrder(nodes);
	addTotals(order);
	const find = finder(nodes);
	markGroups(input, { names, words }, find);
	countMoves(input.changes, find);
	return order.map(({ depth, name, externalId, direct, total, joined, left, marks }) => ({
		depth,
		name,
		externalId,
		direct,
		total,
		joined,
		left,
		marks,
	}));
}

function nodeOf(group: Group): Node {
	return {
		group,
		key: matchingKey(group.name),
		children: [],
		depth: 0,
		name: group.name || group.externalId,
		externalId: group.externalId,
		direct: group.memberCount,
		total: group.memberCount,
		joined: 0,
		left: 0,
		marks: [],
	};
}

/** Walks with a stack of its own: a reporting line may be deeper than the call stack. */
function inReadingOrder(nodes: ReadonlyMap<string, Node>): Node[] {
	const roots: Node[] = [];
	for (const node of nodes.values()) parentOf(node, nodes, roots).push(node);
	for (const node of nodes.values()) node.children.sort(byName);
	roots.sort(byName);

	const order: Node[] = [];
	const placed = new Set<Node>();
	const walk = (root: Node) => {
		const waiting = [root];
		root.depth = 0;
		for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
			if (placed.has(node)) continue;
			placed.add(node);
			order.push(node);
			node.children = node.children.filter((child) => !placed.has(child));
			for (let i = node.children.length - 1; i >= 0; i--) {
				const child = node.children[i]!;
				child.depth = node.depth + 1;
				waiting.push(child);
			}
		}
	};
	for (const root of roots) walk(root);
	if (placed.size < nodes.size) {
		const rest = [...nodes.values()].filter((node) => !placed.has(node)).sort(byName);
		for (const node of rest) if (!placed.has(node)) walk(node);
	}
	return order;
}

function parentOf(node: Node, nodes: ReadonlyMap<string, Node>, roots: Node[]): Node[] {
	const parentId = node.group.parentExternalId;
	return (parentId === null ? undefined : nodes.get(parentId))?.children ?? roots;
}

function byName(a: Node, b: Node): number {
	return compareText(a.key, b.key) || compareText(a.externalId, b.externalId);
}

/** In reverse reading order everything below a group is done before the group itself. */
function addTotals(order: Node[]): void {
	for (let i = order.length - 1; i >= 0; i--) {
		const node = order[i]!;
		for (const child of node.children) node.total += child.total;
	}
}

type Finder = (externalId: string, change?: ReadChange) => Node | undefined;

/**
 * Finds the group that a change is about. A renamed or moved group keeps the External ID that
 * the target has, while the tree carries the one that was computed for its new place: then the
 * name decides, if only one group of the tree has it.
 */
function finder(nodes: ReadonlyMap<string, Node>): Finder {
	const byKey = new Map<string, Node | null>();
	for (const node of nodes.values()) byKey.set(node.key, byKey.has(node.key) ? null : node);
	const learned = new Map<string, Node>();
	return (externalId, change) => {
		const known = nodes.get(externalId) ?? learned.get(externalId);
		if (known !== undefined || change === undefined) return known;
		const named = byKey.get(matchingKey(newName(change))) ?? undefined;
		if (named !== undefined) learned.set(externalId, named);
		return named;
	};
}

function newName(change: ReadChange): string {
	const name = change.fields.find(({ field }) => field === 'name')?.to;
	return typeof name === 'string' ? name : change.name;
}

interface Wording {
	names: Names;
	words: Words;
}

function markGroups(input: ReadInput, wording: Wording, find: Finder): void {
	const mark = (change: ReadChange) => {
		if (change.kind !== 'group' || change.externalId === null) return;
		if (change.action === 'delete' || change.outcome === 'unchanged') return;
		const node = find(change.externalId, change);
		if (node !== undefined) addMarks(node.marks, change, wording, input.mode);
	};
	for (const change of input.changes) mark(change);
	for (const change of input.held) mark(change);
}

const NOT_DONE: ReadonlySet<Outcome> = new Set(['held', 'failed', 'skipped']);

function addMarks(marks: GroupMark[], change: ReadChange, wording: Wording, mode: RunMode): void {
	const { outcome } = change;
	const { words } = wording;
	const before = words.notDone[outcome] ?? '';
	const future = before !== '' || mode !== 'applied';
	const say = (text: string) => marks.push({ outcome, text: before + text });
	if (change.action === 'create') return void say(words.markNew);
	for (const field of change.fields) {
		const describe = Object.hasOwn(GROUP_MARKS, field.field) ? GROUP_MARKS[field.field] : undefined;
		if (describe) say(describe(field, wording, future));
		else if (attributeName(field.field) !== undefined) {
			say(words.markOther((VOCABULARY[words.language]?.one ?? oneOf)(field.field)));
		}
	}
	if (change.fields.length === 0) say(words.markUpdate);
}

type Describe = (change: FieldChange, wording: Wording, future: boolean) => string;

const GROUP_MARKS: Record<string, Describe> = {
	name: ({ from, to }, { words }, future) =>
		future ? words.markRename(String(to ?? '')) : words.markRenamed(String(from ?? '')),
	parentExternalId: ({ from, to }, wording, future) =>
		future
			? wording.words.markMove(place(to, wording))
			: wording.words.markMoved(place(from, wording)),
	managerExternalId: (_change, { words }) => words.markManager,
};

function place(id: unknown, { names, words }: Wording): string {
	return typeof id === 'string' ? (names.groups.get(id) ?? id) : words.theTop;
}

/** People in and out, by what was done: what is held, failed or was skipped has not moved. */
function countMoves(changes: readonly ReadChange[], find: Finder): void {
	for (const { kind, outcome, fields } of changes) {
		if (kind !== 'user' || NOT_DONE.has(outcome)) continue;
		for (const { field, from, to } of fields) {
			if (field !== 'groupExternalId') continue;
			const source = typeof from === 'string' ? find(from) : undefined;
			const target = typeof to === 'string' ? find(to) : undefined;
			if (source !== undefined) source.left++;
			if (target !== undefined) target.joined++;
		}
	}
}
