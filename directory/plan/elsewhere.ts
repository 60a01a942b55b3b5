import { isNameBasedId } from '../common/uuid';
import { joinSome } from '../common/phrases';
import { compareText } from '../common/text';
import { warning, type Issue } from '../model/issue';
import type { Systems } from '../model/systems';
import { groupSubject, type CurrentNode, type CurrentTree, type WantedNode } from './groupTree';
import type { Memberships } from './memberships';
import type { People } from './people';
import type { Rules } from './scope';

interface Sides {
	rules: Pick<Rules, 'recognition'>;
	people: People;
	tree: CurrentTree;
	wanted: readonly WantedNode[];
	memberships: Memberships;
}

/**
 * Groups with an External ID that somebody else gave them: this run did not recognise them, and
 * nothing says that an earlier one made them. They are never changed.
 *
 * There is no memory of what was made, so the External IDs say it. One made from the path is ours. One
 * of another form is ours only if a recognised group has such an ID too, and if nobody in the group
 * is in the one where HR places them as well: of ours everybody is in one alone.
 */
export function groupsFromElsewhere(sides: Sides): ReadonlySet<CurrentNode> {
	const { people, tree, wanted, memberships } = sides;
	const open = tree.nodes.filter(({ match, group }) => !match && !isNameBasedId(group.externalId));
	if (open.length === 0 || wanted.length === 0) return new Set();
	const recognised = tree.nodes.filter(({ match }) => match);
	const usesOtherIds = recognised.some(({ group }) => !isNameBasedId(group.externalId));
	if (recognised.length > 0 ? !usesOtherIds : isFirstRun(sides)) return new Set(open);
	const elsewhere = new Set<CurrentNode>();
	const among = new Set(open);
	for (const { wanted: person, current } of people.pairings.values()) {
		const synced = (current && memberships.of(current)?.synced) ?? [];
		if (synced.length < 2) continue;
		if (!synced.some(({ match }) => match?.group.externalId === person.groupExternalId)) continue;
		for (const node of synced) if (among.has(node)) elsewhere.add(node);
	}
	return elsewhere;
}

/** Whether nobody in HR was synchronised before. A list of some people does not say so. */
function isFirstRun({ rules, people }: Sides): boolean {
	if (rules.recognition !== 'byPeople') return false;
	for (const { current, adopted } of people.pairings.values()) {
		if (current && !adopted) return false;
	}
	return true;
}

const MOST_NAMED = 5;

/** Says once that such groups stay as they are. */
export function elsewhereIssue(
	groups: ReadonlySet<CurrentNode>,
	{ target }: Systems,
): Issue | undefined {
	const sorted = [...groups].sort((a, b) => compareText(a.group.externalId, b.group.externalId));
	const [first] = sorted;
	if (!first) return undefined;
	const names = sorted.map(({ group }) => `“${group.name}”`);
	const one = names.length === 1;
	return warning(
		'groupsFromElsewhere',
		groupSubject(first.group),
		`${one ? `The group ${names[0]} has` : `${names.length} groups have`} an External ID that is not from HR${one ? '' : `: ${joinSome(names, MOST_NAMED)}`}. ${one ? 'It stays as it is' : 'They stay as they are'}, with the people in ${one ? 'it' : 'them'}. Delete in ${target} what is no longer used.`,
		{ groups: sorted.map(({ group }) => group.externalId), count: names.length },
	);
}
