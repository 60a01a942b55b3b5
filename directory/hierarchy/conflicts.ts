import { groupedBy } from '../common/lists';
import { error, warning, type Issue } from '../model/issue';
import { compareText } from '../common/text';
import { branchesOf, childKey, comparePaths, nameOf, pathOf, type Branch } from './branch';
import { joinSome } from '../common/phrases';
import { countPeople, idsOf, listMembers } from './phrases';
import { Tally } from '../common/tally';
import type { Member } from './types';

/**
 * What happens where one value (or code), which must be unique in the company, is in several
 * places: no group is made of it, or all are one with the first.
 */
export type Conflict = 'error' | 'keepFirst';

/** What a group is told apart by, as a message says it, and how to tell it apart otherwise. */
export interface Identity {
	noun: string;
	remedy: string;
}

interface Rivals {
	/** The value or code that they share. */
	key: string;
	branches: Branch[];
	/** Where each of them is in HR, for people to read. */
	places: Map<Branch, string>;
}

const SETTLE: Record<
	Conflict,
	(trunk: Branch, rivals: Rivals[], identity: Identity, issues: Issue[]) => void
> = { error: leaveOut, keepFirst: mergeIntoFirst };

/**
 * Leaves at most one branch of each key in the tree, whatever its level. Nobody is lost: people
 * move to the group above, or to the one that is kept.
 */
export function settleConflicts(
	trunk: Branch,
	conflict: Conflict,
	identity: Identity,
	issues: Issue[],
): void {
	const rivals = findRivals(trunk);
	if (rivals.length > 0) SETTLE[conflict](trunk, rivals, identity, issues);
}

function findRivals(trunk: Branch): Rivals[] {
	return [...groupedBy(branchesOf(trunk), ({ key }) => key)]
		.filter(([, branches]) => branches.length > 1)
		.map(([key, branches]) => ({
			key,
			branches: branches.sort(comparePaths),
			places: new Map(branches.map((branch) => [branch, pathOf(branch, nameOf).join(' / ')])),
		}));
}

/** What stands below a group that is not made comes directly below the next one above. */
function leaveOut(trunk: Branch, rivals: Rivals[], identity: Identity, issues: Issue[]): void {
	const out = new Set(rivals.flatMap(({ branches }) => branches));
	for (const each of rivals) issues.push(leftOut(each, identity));
	for (const branch of branchesOf(trunk)) {
		// Parents come first, so the one above is in its final place already.
		if (!out.has(branch)) continue;
		const above = branch.parent ?? trunk;
		above.children.delete(childKey(branch));
		for (const member of branch.members) above.members.push(member);
		for (const child of branch.children.values()) {
			child.parent = branch.parent;
			above.children.set(childKey(child), child);
		}
	}
}

/**
 * From the top down, so that below two branches that have become one, what is the same in both is
 * no longer a conflict. The first is the one on the highest level, then with most people in it and
 * below it, then with the smallest path.
 */
function mergeIntoFirst(
	trunk: Branch,
	rivals: Rivals[],
	identity: Identity,
	issues: Issue[],
): void {
	const merged = new Map<Branch, Member[]>();
	const gone = new Set<Branch>();
	const levels = [...new Set(rivals.flatMap(({ branches }) => branches.map((b) => b.level)))];
	const kept = new Map<string, Branch>();
	for (const level of levels.sort((a, b) => a - b)) {
		for (const { key, branches } of rivals) {
			const standing = branches.filter((branch) => branch.level === level && !gone.has(branch));
			if (standing.length === 0) continue;
			const first = kept.get(key) ?? standing.reduce(firstOf);
			kept.set(key, first);
			for (const other of standing) {
				if (other === first) continue;
				merged.set(other, [...other.members]);
				absorb(trunk, first, other, gone);
			}
		}
	}
	for (const each of rivals) {
		const others = each.branches.filter((branch) => merged.has(branch));
		if (others.length > 0) {
			issues.push(mergedInto(each, kept.get(each.key)!, others, merged, identity));
		}
	}
}

function firstOf(best: Branch, branch: Branch): Branch {
	return branch.total > best.total ? branch : best;
}

function absorb(trunk: Branch, into: Branch, from: Branch, gone: Set<Branch>): void {
	gone.add(from);
	(from.parent ?? trunk).children.delete(childKey(from));
	for (const member of from.members) into.members.push(member);
	into.names.addAll(from.names);
	into.total += from.total;
	for (const child of from.children.values()) {
		const same = into.children.get(childKey(child));
		if (same) {
			absorb(trunk, same, child, gone);
		} else {
			child.parent = into;
			into.children.set(childKey(child), child);
		}
	}
}

function leftOut(rivals: Rivals, identity: Identity): Issue {
	const { key, branches, places } = rivals;
	const name = commonName(rivals);
	const people = branches.flatMap((branch) => branch.members);
	return error(
		'groupConflict',
		{ kind: 'group', externalId: key, name },
		`${identity.noun} “${name}” is in ${branches.length} places (${shorten([...places.values()])}), but can be only one group, so no group is made of it. ` +
			`${placed(people, 'in the group above')} ${identity.remedy}`,
		{ key, places: placesOf(branches, places), people: idsOf(people) },
	);
}

function mergedInto(
	{ key, places }: Rivals,
	first: Branch,
	others: Branch[],
	merged: Map<Branch, Member[]>,
	identity: Identity,
): Issue {
	const name = nameOf(first);
	const people = others.flatMap((branch) => merged.get(branch)!);
	return warning(
		'groupConflict',
		{ kind: 'group', externalId: key, name },
		`${identity.noun} “${name}” is in several places, but can be only one group: ${places.get(first)} is kept, and ` +
			`${shorten(others.map((branch) => places.get(branch)!))} and everything below became part of it. ` +
			`${placed(people, 'in it')} ${identity.remedy}`,
		{
			key,
			kept: places.get(first)!,
			places: placesOf([first, ...others], places),
			people: idsOf(people),
		},
	);
}

function placed(people: readonly Member[], where: string): string {
	if (people.length === 0) return 'Nobody is directly in it.';
	const are = people.length === 1 ? 'is' : 'are';
	return `${countPeople(people.length)} ${are} placed ${where} instead: ${listMembers(people)}.`;
}

function commonName({ key, branches }: Rivals): string {
	const names = new Tally();
	for (const branch of branches) names.addAll(branch.names);
	return names.mostCommon() ?? key;
}

function placesOf(branches: readonly Branch[], places: Map<Branch, string>): string[] {
	return branches.map((branch) => places.get(branch)!).sort(compareText);
}

const MOST_PLACES = 4;

function shorten(places: readonly string[]): string {
	return joinSome(places, MOST_PLACES);
}
