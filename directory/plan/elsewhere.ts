import { isNameBasedId } from '../common/uuid';
import { joinSome } from '../common/phrases';
import { compareText } from '../common/text';
import { warning, type Issue } from '../model/issue';
import type { Systems } from '../model/systems';
import { groupSubject, type CurrentNode, type CurrentTree, type WantedNode } from './groupTree';
import type { LabelOf } from './groupLabels';

/**
 * Groups with an External ID that somebody else gave them: this run did not recognise them, and
 * nothing says that an earlier one made them. They are never changed.
 *
 * There is no memory of what was made, so the External IDs say it, and say the same after this plan.
 * One that was made from a path is ours. One of another form is ours where groups of HR, or groups
 * that are recognised, have such IDs too, codes for example: a closed group cannot be told from a
 * foreign one then. That somebody is in two groups proves nothing, since a run that was cut short
 * leaves people in both.
 */
export function groupsFromElsewhere(
	tree: CurrentTree,
	wanted: readonly WantedNode[],
): ReadonlySet<CurrentNode> {
	const isOther = ({ externalId }: { externalId: string }) => !isNameBasedId(externalId);
	const known = tree.nodes.filter(({ match }) => match).map(({ group }) => group);
	if (wanted.length === 0 || wanted.some(isOther) || known.some(isOther)) return new Set();
	return new Set(tree.nodes.filter(({ match, group }) => !match && isOther(group)));
}

const MOST_NAMED = 5;

/** Says once that such groups stay as they are. */
export function elsewhereIssue(
	groups: ReadonlySet<CurrentNode>,
	{ labelOf, systems: { target } }: { labelOf: LabelOf; systems: Systems },
): Issue | undefined {
	const sorted = [...groups].sort((a, b) => compareText(a.group.externalId, b.group.externalId));
	const [first] = sorted;
	if (!first) return undefined;
	const names = sorted.map((node) => `“${labelOf(node)}”`);
	const one = names.length === 1;
	return warning(
		'groupsFromElsewhere',
		groupSubject(first.group),
		`${one ? `The group ${names[0]} has` : `${names.length} groups have`} an External ID that is not from HR${one ? '' : `: ${joinSome(names, MOST_NAMED)}`}. ${one ? 'It stays as it is' : 'They stay as they are'}, with the people in ${one ? 'it' : 'them'}. Delete in ${target} what is no longer used.`,
		{ groups: sorted.map(({ group }) => group.externalId), count: names.length },
	);
}
