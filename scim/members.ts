import type { AttributeMap } from './attributeMap';
import type { Tenant } from './discovery';
import { getOwn, listOf, setOwn, type JsonObject } from './json';
import { leaveOutBelow } from './membersBelow';
import { readEach, readOne, type EachSource } from './reader';
import { externalIdOf } from './resource';

/** What earlier runs wrote: the target's ids of users, by the External ID of their group. */
export type Placed = ReadonlyMap<string, readonly string[]>;

interface Source extends EachSource {
	tenant: Pick<Tenant, 'ways'>;
	map: AttributeMap;
	placed?: Placed;
}

/** Numbers at which servers are known to cut lists of members. */
const CAPS = new Set([10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000]);

/**
 * The groups of a list with all their members. Where the list shows none, each group is read by
 * itself: one request for each. Where the largest groups have the same number of members, or a round
 * one, the list may be cut there: one group is compared with its own reading. Where a tenant shows
 * members nowhere, those that earlier runs wrote count.
 */
export async function completeMembers(
	source: Source,
	groups: JsonObject[],
): Promise<{ groups: JsonObject[]; hidesMembers: boolean }> {
	const shown = groups.filter((group) => countOf(group) !== null);
	if (shown.length > 0) {
		return { groups: await withoutCut(source, groups), hidesMembers: false };
	}
	const { placed } = source;
	const known = groups.find((group) => placedIn(group, placed).length > 0);
	if (known && countOf(await readOne(source, 'group', known)) === null) {
		for (const group of groups) fill(group, placedIn(group, placed));
		return { groups, hidesMembers: true };
	}
	// Nothing is planned for a group that somebody made by hand: the token may have no right to it.
	const isByHand = (group: JsonObject) => externalIdOf(group) === null;
	return { groups: await readEach(source, 'group', groups, isByHand), hidesMembers: false };
}

async function withoutCut(source: Source, groups: JsonObject[]): Promise<JsonObject[]> {
	const most = groups.reduce((count, group) => Math.max(count, countOf(group) ?? 0), 0);
	const largest = groups.filter((group) => countOf(group) === most);
	const [first] = largest;
	if (!first || most < 2 || (largest.length === 1 && !CAPS.has(most))) return groups;
	const own = await readOne(source, 'group', first);
	if ((countOf(own) ?? 0) > most) leaveOutBelow(own, groups, source);
	if ((countOf(own) ?? 0) <= most) return groups;
	const whole = new Map([[first, own]]);
	const others = largest.slice(1);
	for (const [i, group] of (await readEach(source, 'group', others)).entries()) {
		whole.set(others[i]!, group);
	}
	return groups.map((group) => whole.get(group) ?? group);
}

/** How many members a group shows; `null` where it says nothing of members. */
function countOf(group: JsonObject): number | null {
	const members = getOwn(group, 'members');
	return members === undefined || members === null ? null : listOf(members).length;
}

function placedIn(group: JsonObject, placed: Placed | undefined): readonly string[] {
	return placed?.get(externalIdOf(group) ?? '') ?? [];
}

function fill(group: JsonObject, ids: readonly string[]): void {
	setOwn(
		group,
		'members',
		ids.map((value) => ({ value })),
	);
}

/** Of a tenant that hides members: an answer about a group says nothing of those that are known. */
export function keepMembers(group: JsonObject, before: JsonObject | undefined): void {
	const known = getOwn(before, 'members');
	if (known !== undefined && countOf(group) === null) setOwn(group, 'members', known);
}
