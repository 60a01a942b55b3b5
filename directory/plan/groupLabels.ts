import { matchingKey } from '../common/text';
import { placeText } from '../model/group';
import type { CurrentNode, WantedNode } from './groupTree';

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
	const ids = new Map<string, string>();
	const shared = new Set<string>();
	const take = (externalId: string, name: string) => {
		const key = matchingKey(name);
		const known = ids.get(key);
		if (known === undefined) ids.set(key, externalId);
		else if (known !== externalId) shared.add(key);
	};
	for (const { externalId, group } of wanted) take(externalId, group.name);
	for (const { group } of current) take(group.externalId, group.name);
	const label = (node: WantedNode | CurrentNode) => {
		if (!shared.has(matchingKey(node.group.name))) return node.group.name;
		const path: string[] = [];
		for (let at: WantedNode | CurrentNode | null = node; at; at = at.parent)
			path.push(at.group.name);
		return placeText(path.reverse());
	};
	// Many people have one group.
	const known = new Map<WantedNode | CurrentNode, string>();
	return (node) => {
		let text = known.get(node);
		if (text === undefined) known.set(node, (text = label(node)));
		return text;
	};
}
