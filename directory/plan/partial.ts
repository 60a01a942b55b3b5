import { groupedBy } from '../common/lists';
import { warning } from '../model/issue';
import type { Issue } from '../model/issue';
import { ownValue } from '../common/json';
import { matchingKey } from '../common/text';
import type { PartialReason } from '../model/partialList';
import { wholeCompanies } from '../model/partialList';
import type { CurrentGroup } from '../model/group';
import type { CurrentUser } from '../model/person';
import type { Systems } from '../model/systems';
import type { CurrentTree, WantedNode } from './groupTree';
import { groupSubject, isDerived, isUuidOfAName, placeFor, placeOf } from './groupTree';
import { accept } from './recognition';
import type { PlanSettings } from './settings';

/**
 * Recognises groups where only some people are known: by their own External ID, or by standing in
 * the same place under the same name. Nothing else will do, since few people say nothing of which
 * group is which; and an External ID that was made from a path or name says nothing by itself, since
 * a renamed group keeps that of its earlier name.
 */
export function recogniseBeyondDoubt(wanted: readonly WantedNode[], tree: CurrentTree): void {
	for (const node of wanted) {
		const current = tree.byExternalId.get(node.group.externalId);
		if (!current) continue;
		const isItsName = !isUuidOfAName(node.group.externalId) && current.key === node.key;
		if (!isDerived(node) || isItsName) accept(node, current, 'externalId');
	}
	const places = groupedBy(tree.nodes, (node) => placeOf(node, tree));
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

/**
 * Recognises groups by their External ID alone, whatever it was made from.
 *
 * @param adoptable where a group without External ID is adopted if its name is that of one wanted
 * group that is not there, and of no other group without External ID
 */
export function recogniseByExternalId(
	wanted: readonly WantedNode[],
	tree: CurrentTree,
	adoptable: readonly CurrentGroup[],
): void {
	const byHand = uniqueBy(
		adoptable.filter(({ externalId }) => externalId === null),
		({ name }) => matchingKey(name),
	);
	for (const node of wanted) {
		const current = tree.byExternalId.get(node.group.externalId);
		if (current) accept(node, current, 'externalId');
	}
	const unmatched = wanted.filter(({ match }) => !match);
	for (const [key, node] of uniqueBy(unmatched, (one) => one.key)) {
		const group = byHand.get(key);
		if (!group) continue;
		const { externalId } = node;
		const current = { group: { ...group, externalId }, parent: null, children: [], depth: 0 };
		accept(node, { ...current, key, match: null }, 'name');
	}
}

function uniqueBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T> {
	const unique = new Map<string, T>();
	const repeated = new Set<string>();
	for (const one of all) {
		const key = keyOf(one);
		if (unique.has(key)) repeated.add(key);
		unique.set(key, one);
	}
	for (const key of repeated) unique.delete(key);
	return unique;
}

/**
 * External IDs without the company by which they are qualified: a person with
 * such an id on a partial list may be one of these, which only the whole list shows.
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
 * Finds whose company was read whole, so that people who are not on the list have left: by an attribute in
 * the target that holds the company's ID. Without one nobody can be told apart.
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

/** One warning for each group that somebody waits for. */
export function groupWaits(
	undecided: ReadonlyMap<WantedNode, number>,
	{ target }: Systems,
): Issue[] {
	return [...undecided]
		.filter(([, people]) => people > 0)
		.map(([{ group }, people]) =>
			warning(
				'groupWaits',
				groupSubject(group),
				`The group “${group.path?.join(' / ') || group.name}” is not in ${target}, and the list holds only some people: whether it is new, or was renamed or moved, the next full run decides. Until then ${people === 1 ? '1 person stays' : `${people} people stay`} where they are.`,
				{ people },
			),
		);
}
