import type { CurrentGroup } from '../model/group';
import { warning, type Issue } from '../model/issue';
import type { Systems } from '../model/systems';
import { joinSome, quoted } from '../common/phrases';
import { compareText, matchingKey } from '../common/text';
import type { CurrentTree, WantedNode } from './groupTree';

/** The names of groups in a target that may take each name only once. */
export interface GroupNames {
	/** The name that a group is to have. */
	of: (node: WantedNode) => string;
	/** What it is called should another group have that name; `undefined` where none has. */
	instead: (node: WantedNode) => string | undefined;
}

interface Sides {
	wanted: readonly WantedNode[];
	tree: CurrentTree;
	groups: readonly CurrentGroup[];
}

/** Between the name of a group and that of the group above. */
const BETWEEN = ' / ';

/**
 * Names for all wanted groups. Where names are unique, a group whose name another one has as well
 * gets that of the group above before its own: “Malmö / Finance”; if that does not tell it from
 * others, those further up, at last its External ID. One that already has a name of this kind, or
 * has its own name for itself, keeps it, so that nothing is renamed back and forth.
 *
 * Takes time in proportion to the number of groups and levels.
 */
export function groupNames(sides: Sides, areUnique: boolean): GroupNames {
	const told = toldApart(sides);
	const plain = ({ group }: WantedNode) => group.name;
	const unique = (node: WantedNode) => told.get(node) ?? plain(node);
	const of = areUnique ? unique : plain;
	const used = new Set<string>();
	const there = new Map<string, string | null>();
	for (const node of sides.wanted) used.add(matchingKey(unique(node)));
	for (const { name, targetId } of sides.groups) {
		const key = matchingKey(name);
		// More than one has it.
		there.set(key, there.has(key) ? null : targetId);
	}
	const isAnothers = (node: WantedNode, key: string) =>
		there.has(key) && there.get(key) !== node.match?.group.targetId;
	return {
		of,
		instead: (node) => {
			const own = unique(node);
			if (own === of(node) && !isAnothers(node, matchingKey(own))) return undefined;
			return [own, ...formsOf(node)].find((form) => {
				const key = matchingKey(form);
				return form !== of(node) && (form === own || !used.has(key)) && !isAnothers(node, key);
			});
		},
	};
}

/** The names of groups that others have as well, and of those that have been told apart before. */
function toldApart({ wanted, groups }: Sides): Map<WantedNode, string> {
	const names = new Map<WantedNode, string>();
	const holders = countOf(groups.map(({ name }) => name));
	const matched = new Set(wanted.map(({ match }) => match?.group.targetId));
	const taken = new Set<string>();
	// What no wanted group is stays as it is, at least until its people have left.
	for (const { name, targetId } of groups) if (!matched.has(targetId)) taken.add(matchingKey(name));
	let open = wanted.filter((node) => {
		const now = node.match?.group.name;
		// What is there side by side may differ in no more than case.
		if (now === undefined || holders.get(now) !== 1 || !formsOf(node).includes(now)) return true;
		taken.add(matchingKey(now));
		names.set(node, now);
		return false;
	});
	for (let level = 0; open.length > 0; level++) {
		const forms = open.map(formsOf);
		const counts = countOf(forms.map((all) => matchingKey(all[level] ?? '')));
		// Of several, one that has no more groups above it comes first.
		const isLast = (all: string[]) => level === all.length - 2;
		const last = countOf(forms.filter(isLast).map((all) => matchingKey(all[level]!)));
		const given: string[] = [];
		open = open.filter((node, i) => {
			const form = forms[i]![level];
			// They stay the same: the target decides.
			if (form === undefined) return false;
			const key = matchingKey(form);
			const isOnly = counts.get(key) === 1 || (isLast(forms[i]!) && last.get(key) === 1);
			if (taken.has(key) || !isOnly) return true;
			names.set(node, form);
			given.push(key);
			return false;
		});
		for (const key of given) taken.add(key);
	}
	return names;
}

function countOf(texts: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
	return counts;
}

/** What a group can be called: its name, then the same with more and more of the groups above. */
function formsOf({ group, parent, externalId }: WantedNode): string[] {
	const { name, path = [] } = group;
	const above = path.length > 1 ? path.slice(0, -1) : namesAbove(parent);
	const forms = [name];
	for (let i = above.length - 1; i >= 0; i--) forms.push(`${above[i]}${BETWEEN}${forms.at(-1)}`);
	forms.push(`${name} (${externalId})`);
	return forms;
}

/**
 * Lets groups that have been told apart be recognised by their own name: it is what is left without
 * the names of the groups above.
 */
export function keyByOwnName(wanted: readonly WantedNode[], tree: CurrentTree): void {
	for (const node of [...tree.nodes].sort((a, b) => a.depth - b.depth)) {
		const above: string[] = [];
		for (let at = node.parent; at; at = at.parent) above.push(at.key);
		for (let count = above.length; count > 0; count--) {
			const prefix = `${above.slice(0, count).reverse().join(BETWEEN)}${BETWEEN}`;
			if (!node.key.startsWith(prefix)) continue;
			node.key = node.key.slice(prefix.length);
			break;
		}
	}
	for (const node of wanted) {
		const current = tree.byExternalId.get(node.group.externalId);
		if (current && formsOf(node).includes(current.group.name)) current.key = node.key;
	}
}

/** Says once in a plan which groups are written with another name than HR has. */
export function toldApartIssue(names: readonly string[], { target }: Systems): Issue {
	const sorted = [...names].sort(compareText);
	const shown = joinSome(quoted(sorted), 3);
	return warning(
		'groupNamesToldApart',
		{ kind: 'group', externalId: null, name: sorted[0]! },
		`Group names are unique in ${target}, so groups that have the same name in HR also get the name of the group above: ${shown}.`,
		{ names: shown },
	);
}

function namesAbove(node: WantedNode | null): string[] {
	const names: string[] = [];
	for (let at = node; at; at = at.parent) names.push(at.group.name);
	return names.reverse();
}
