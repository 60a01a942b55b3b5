import { warning } from '../model/issue';
import type { Issue } from '../model/issue';
import { ownValue } from '../common/json';
import type { PartialReason } from '../model/partialList';
import { wholeCompanies } from '../model/partialList';
import type { CurrentUser } from '../model/person';
import type { CurrentNode, CurrentTree, WantedNode } from './groupTree';
import { groupSubject } from './groupTree';
import { accept, isDerived, isUuidOfAName } from './recognition';
import type { PlanSettings } from './settings';

/**
 * Recognises groups where only some people are known: by their own External ID, or by standing in
 * the same place under the same name. Nothing else will do, since few people say nothing of which
 * group is which; and an External ID that was made from a path or name says nothing by itself, since
 * a renamed group keeps that of its earlier name.
 */
export function recogniseExactly(wanted: readonly WantedNode[], tree: CurrentTree): void {
	for (const node of wanted) {
		const current = tree.byExternalId.get(node.group.externalId);
		if (!current) continue;
		const isItsName = !isUuidOfAName(node.group.externalId) && current.key === node.key;
		if (!isDerived(node) || isItsName) accept(node, current, 'externalId');
	}
	const places = new Map<string, CurrentNode[]>();
	for (const node of tree.nodes) {
		const place = placeOf(node, tree);
		const there = places.get(place);
		if (there) there.push(node);
		else places.set(place, [node]);
	}
	// Parents come before their children.
	for (const node of wanted) {
		if (node.match || !isDerived(node)) continue;
		const place = placeFor(node, tree);
		const there = (place === undefined ? undefined : places.get(place)) ?? [];
		const same = there.find(({ group }) => group.externalId === node.group.externalId);
		// A name alone says nothing: another group with it may be on nobody's record here.
		const only = tree.knowsParents && there.length === 1 ? there[0] : undefined;
		const current = same ?? only;
		if (current && !current.match) accept(node, current, same ? 'externalId' : 'path');
	}
	for (const node of wanted) if (node.match) node.externalId = node.match.group.externalId;
}

function placeOf(node: CurrentNode, { knowsParents }: CurrentTree): string {
	if (!knowsParents) return JSON.stringify(['', node.key]);
	if (node.parent) return JSON.stringify([node.parent.group.targetId, node.key]);
	return JSON.stringify([node.group.parentExternalId ? null : '', node.key]);
}

function placeFor(node: WantedNode, { knowsParents }: CurrentTree): string | undefined {
	if (!knowsParents || !node.parent) return JSON.stringify(['', node.key]);
	const parent = node.parent.match;
	return parent ? JSON.stringify([parent.group.targetId, node.key]) : undefined;
}

/**
 * External IDs without the company by which they are qualified (hard case 19): whoever has such an
 * id on a partial list may be one of these, which only the whole list can tell.
 */
export function idsWithinCompanies(externalIds: Iterable<string | null>): Set<string> {
	const ids = new Set<string>();
	for (const externalId of externalIds) {
		const colon = externalId?.indexOf(':') ?? -1;
		if (colon > 0) ids.add(externalId!.slice(colon + 1));
	}
	return ids;
}

/**
 * Tells whose company was read whole, so that whoever is not on the list has left: by an attribute in
 * Winningtemp that holds the company's ID. Without one nobody can be told apart.
 */
export function isOfWholeCompany(
	reasons: readonly PartialReason[],
	{ companyAttribute = '' }: PlanSettings['removal'],
): (user: CurrentUser) => boolean {
	const companies = companyAttribute === '' ? new Set() : wholeCompanies(reasons);
	if (companies.size === 0) return () => false;
	return ({ attributes }) => {
		const company = ownValue(attributes, companyAttribute);
		return typeof company === 'string' && companies.has(company.toLowerCase());
	};
}

/** Groups that are not recognised, with the number of people who wait for it to be decided. */
export type UndecidedGroups = Map<WantedNode, number>;

/** One warning for each group that somebody waits for. */
export function groupWaits(undecided: UndecidedGroups): Issue[] {
	return [...undecided]
		.filter(([, people]) => people > 0)
		.map(([{ group }, people]) =>
			warning(
				'groupWaits',
				groupSubject(group),
				`The group “${group.path?.join(' / ') || group.name}” is not in Winningtemp, and the list holds only some people: whether it is new, or was renamed or moved, the next full run decides. Until then ${people === 1 ? '1 person stays' : `${people} people stay`} where they are.`,
				{ people },
			),
		);
}
