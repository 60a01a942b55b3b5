import type { CurrentGroup } from '../../../directory/model/group';

/**
 * What a list calls groups: the name with the groups above it, `Finance (Stockholm)`,
 * `Payable (Stockholm › Finance)`. Groups that are still called alike, as all are where the tenant
 * gives no parents, get their External ID, else Winningtemp's own id.
 */
export function labelledGroups(
	groups: readonly CurrentGroup[],
): Array<{ name: string; value: string }> {
	const known = new Map<string, CurrentGroup>();
	for (const group of groups) known.set(group.targetId, group);
	for (const group of groups) if (group.externalId !== null) known.set(group.externalId, group);

	const labels = groups.map((group) => {
		const above = namesAbove(group, known);
		return above.length > 0 ? `${group.name} (${above.join(' › ')})` : group.name;
	});
	const times = new Map<string, number>();
	for (const label of labels) times.set(label, (times.get(label) ?? 0) + 1);
	return groups.map(({ targetId, externalId }, i) => {
		const label = labels[i]!;
		const name = times.get(label) === 1 ? label : `${label} – ${externalId ?? targetId}`;
		return { name, value: targetId };
	});
}

/** The names of the groups above, the top first; a circle ends where it closes. */
function namesAbove(group: CurrentGroup, known: ReadonlyMap<string, CurrentGroup>): string[] {
	const names: string[] = [];
	const seen = new Set([group]);
	let parent = known.get(group.parentExternalId ?? '');
	while (parent && !seen.has(parent)) {
		seen.add(parent);
		names.push(parent.name);
		parent = known.get(parent.parentExternalId ?? '');
	}
	return names.reverse();
}
