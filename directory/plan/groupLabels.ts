import { matchingKey } from '../common/text';
import { placeText, sharedNames } from '../model/group';
import { pathNames, type CurrentNode, type WantedNode } from './groupTree';

/** Names a group in a text. */
export type LabelOf = (node: WantedNode | CurrentNode) => string;

/**
 * Names groups so that people know which is meant: by the name, or by the path where several groups
 * of HR or of the target have that name.
 */
export function groupLabels(
	wanted: readonly WantedNode[],
	current: readonly CurrentNode[],
): LabelOf {
	const shared = sharedNames([
		...wanted.map(({ externalId, group }) => [externalId, group.name] as const),
		...current.map(({ group }) => [group.externalId, group.name] as const),
	]);
	const label = (node: WantedNode | CurrentNode) =>
		shared.has(matchingKey(node.group.name)) ? placeText(pathNames(node)) : node.group.name;
	// Many people have one group.
	const known = new Map<WantedNode | CurrentNode, string>();
	return (node) => {
		let text = known.get(node);
		if (text === undefined) known.set(node, (text = label(node)));
		return text;
	};
}
