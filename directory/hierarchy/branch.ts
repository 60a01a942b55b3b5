import { compareText } from '../common/text';
import type { LevelValue } from './levelValues';
import { Tally } from '../common/tally';
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

/**
 * A way through the tree as some people spell it. Several may lead to one branch. Walking them asks
 * for no text to be made or compared, so that a person costs one look-up a level.
 */
export interface Trail {
	branch: Branch;
	/** By the very object that stands for a spelling. */
	next: Map<LevelValue, Trail>;
	/** People whose path ends here. */
	people: number;
}

/** The trail from which all others start. */
export function newTrail(branch: Branch): Trail {
	return { branch, next: new Map(), people: 0 };
}

/** Walks down from the trunk, making what is not there yet, and places the person at the end. */
export function placeMember(start: Trail, path: readonly LevelValue[], member: Member): void {
	let trail = start;
	for (const value of path) {
		let next = trail.next.get(value);
		if (!next) {
			next = newTrail(childOf(trail.branch, value, trail === start));
			trail.next.set(value, next);
		}
		trail = next;
	}
	trail.people++;
	trail.branch.members.push(member);
}

function childOf(branch: Branch, value: LevelValue, isTrunk: boolean): Branch {
	const key = childKey(value);
	let child = branch.children.get(key);
	if (!child) {
		child = newBranch(value, isTrunk ? null : branch);
		branch.children.set(key, child);
	}
	return child;
}

/** Once everyone is placed: notes in each branch how many people are in it, and how they spell it. */
export function countMembers(trail: Trail): number {
	let people = trail.people;
	for (const [{ name }, next] of trail.next) {
		const below = countMembers(next);
		next.branch.total += below;
		if (name !== '') next.branch.names.add(name, below);
		people += below;
	}
	return people;
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

/** What makes the children of one branch different. The level is a number: no key can imitate it. */
export function childKey({ level, key }: { level: number; key: string }): string {
	return `${level} ${key}`;
}

function newBranch({ level, key }: { level: number; key: string }, parent: Branch | null): Branch {
	return { level, key, parent, children: new Map(), names: new Tally(), members: [], total: 0 };
}
