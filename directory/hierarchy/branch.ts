import { compareText } from '../text';
import type { LevelValue } from './levelValues';
import { Tally } from './tally';
import type { Member } from './types';

/**
 * A place in the tree of levels: one value of one level, below one other place. The level is part
 * of what it is, so that HR the department and HR the team below it are two.
 */
export interface Branch {
	level: number;
	key: string;
	/** `null` at the top. */
	parent: Branch | null;
	/** By `childKey`. */
	children: Map<string, Branch>;
	/** How the people in it and below it spell its name. */
	names: Tally;
	/** The people placed directly in it. */
	members: Member[];
	/** People in it and below it. */
	total: number;
}

/** The place that everything else is below; not a group itself. */
export function newTrunk(): Branch {
	return newBranch({ level: -1, key: '' }, null);
}

/** Walks down from the trunk, making what is not there yet, and places the person at the end. */
export function grow(trunk: Branch, path: readonly LevelValue[], member: Member): void {
	let branch = trunk;
	for (const value of path) {
		const key = childKey(value);
		let child = branch.children.get(key);
		if (!child) {
			child = newBranch(value, branch === trunk ? null : branch);
			branch.children.set(key, child);
		}
		if (value.name !== '') child.names.add(value.name);
		child.total++;
		branch = child;
	}
	branch.members.push(member);
}

/** Every branch below the trunk, parents before children. */
export function branchesOf(trunk: Branch): Branch[] {
	const branches = [...trunk.children.values()];
	// The list grows while it is walked: what is added is walked later.
	for (const branch of branches) {
		for (const child of branch.children.values()) branches.push(child);
	}
	return branches;
}

/** Names (or keys) from the top down to a branch, the branch included. */
export function pathOf<T>(branch: Branch, pick: (branch: Branch) => T): T[] {
	const path: T[] = [];
	for (let at: Branch | null = branch; at; at = at.parent) path.push(pick(at));
	return path.reverse();
}

/** The spelling that most people use; the code where nobody has a name for it. */
export function nameOf(branch: Branch): string {
	return branch.names.mostCommon() ?? branch.key;
}

/** Order of two branches by level, name and code from the top down. */
export function comparePaths(a: Branch, b: Branch): number {
	const steps = (branch: Branch) => pathOf(branch, ({ level, key }) => ({ level, key }));
	const [left, right] = [steps(a), steps(b)];
	for (let i = 0; i < left.length && i < right.length; i++) {
		const order = compareText(left[i]!.key, right[i]!.key) || left[i]!.level - right[i]!.level;
		if (order !== 0) return order;
	}
	return left.length - right.length;
}

/** What tells the children of one branch apart. The level is a number: no key can imitate it. */
export function childKey({ level, key }: { level: number; key: string }): string {
	return `${level} ${key}`;
}

function newBranch({ level, key }: { level: number; key: string }, parent: Branch | null): Branch {
	return { level, key, parent, children: new Map(), names: new Tally(), members: [], total: 0 };
}
