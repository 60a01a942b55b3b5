import { isNameBasedId } from '../common/uuid';
import { joinSome } from '../common/phrases';
import { compareText } from '../common/text';
import { warning, type Issue } from '../model/issue';
import type { Systems } from '../model/systems';
import { groupSubject, type CurrentNode, type CurrentTree, type WantedNode } from './groupTree';
import type { Memberships } from './memberships';
import type { People } from './people';

interface Sides {
	people: People;
	tree: CurrentTree;
	wanted: readonly WantedNode[];
	memberships: Memberships;
}

/**
 * Groups with an External ID that somebody else gave them: this run did not recognise them, and
 * nothing says that an earlier one made them. They are never changed.
 *
 * There is no memory of what was made, so what is there says it, and says the same after this plan.
 * A group whose External ID was made from the path is ours. One with an ID of another form is ours
 * only if HR's groups have such IDs, and if nobody in it is in one of HR's groups as well: of ours
 * everybody is in one alone.
 */
export function groupsFromElsewhere({ people, tree, wanted, memberships }: Sides) {
	const open = tree.nodes.filter(({ match, group }) => !match && !isNameBasedId(group.externalId));
	const elsewhere = new Set<CurrentNode>();
	if (open.length === 0 || wanted.length === 0) return elsewhere;
	if (wanted.every(({ externalId }) => isNameBasedId(externalId))) return new Set(open);
	const among = new Set(open);
	for (const { wanted: person, current } of people.pairings.values()) {
		// Who is to be in no group leaves HR's, and says nothing then.
		const synced = (current && memberships.of(current)?.synced) ?? [];
		if (synced.length < 2 || person.groupExternalId === null) continue;
		const nodes = synced.map((node) => node.twinOf ?? node);
		if (!nodes.some(({ match }) => match)) continue;
		for (const node of nodes) if (among.has(node)) elsewhere.add(node);
	}
	return elsewhere;
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
