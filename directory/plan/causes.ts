import { addTo } from '../common/lists';
import { fieldOf } from '../model/fields';
import type { CurrentUser, Person } from '../model/person';
import { segmentsIn } from '../model/segments';
import type { Count, Link } from './counting';
import type { GuardLimit } from './guardTable';
import type { Matched } from './match';
import type { People } from './people';
import type { Target } from './step';

/** Who refers to what now, of those in both systems. */
interface Referring {
	/** How many refer to somebody or something, by its External ID. */
	holders: ReadonlyMap<string, number>;
	/** What somebody or something refers to, where it can be referred to as well. */
	of: (externalId: string) => string | null | undefined;
	/**
	 * How many will refer to one besides those who come by the given links. One with few, fewer than a
	 * third of those who come, may be the old one, not recognised: a group that was made last night and
	 * holds a new hire. What HR says counts, since what is there now grows while the links are held.
	 */
	others?: (to: string, links: readonly Link[]) => number;
	/** Whether those who refer to one that others turn to must stay: else names may be mixed up. */
	mustStay?: true;
}

/** Links by whom or what they come from, and by where they go to. */
type Grouped = ReadonlyMap<string, ReadonlyMap<string, Link[]>>;

/**
 * How many changes of a reference there are where what follows from one cause counts once: all who
 * referred to one manager or group now refer to one other, and nobody else comes along. The new
 * manager may be one of them, and the former one may stay below the new one. A group merges only
 * into one that does not merge into a third itself. Such causes are rare: where they concern a larger
 * share of all managers or groups than the guard lets through, all is counted one by one.
 *
 * @param count is told of whom the change follows from which cause
 */
export function countCauses(count: Count, matched: Matched, limit: GuardLimit): number {
	const { kind, reference = '', links } = count;
	const causeOf = (count.causes = new Map<Target, string | null>());
	const refersToUser = fieldOf(reference)?.refersTo === 'user';
	const changed = refersToUser ? links.filter((link) => !isSamePerson(link, matched)) : links;
	for (const link of refersToUser ? links : []) {
		if (isSamePerson(link, matched)) causeOf.set(link.of, null);
	}
	const byFrom = group(changed, ({ from, to }) => [from, to ?? '']);
	// A list of some people does not say who else refers to whom.
	if (byFrom.size === changed.length || !matched.rules.knowsEveryId) return changed.length;
	const byTo = group(changed, ({ from, to }) => [to ?? '', from]);
	const found = new Map<string, Succession>();
	let referring: Referring | undefined;
	for (const [from, tos] of byFrom) {
		const cause = successionOf(from, tos, byTo);
		if (!cause) continue;
		referring ??= REFERRING[`${kind} ${reference}`]?.(matched);
		if (!referring) continue;
		const { holders, others } = referring;
		if (others && others(cause.to, cause.links) * 3 < cause.reports) continue;
		const stays = !cause.isOwnIncluded && referring.of(cause.to) === from ? 1 : 0;
		if (cause.reports + stays !== holders.get(from)) continue;
		found.set(from, cause);
	}
	const explained = new Map<Link, string>();
	let causes = 0;
	for (const [from, { to, links: ofCause }] of found) {
		if (referring?.mustStay && found.has(to)) continue;
		causes++;
		for (const link of ofCause) explained.set(link, `${from} → ${to}`);
	}
	const isRare = causes <= Math.max(2, ((referring?.holders.size ?? 0) * limit.share) / 100);
	if (!isRare) return changed.length;
	for (const [link, cause] of explained) causeOf.set(link.of, cause);
	return changed.length - explained.size + causes;
}

function group(
	links: readonly Link[],
	keysOf: (link: Link) => [string, string],
): Map<string, Map<string, Link[]>> {
	const grouped = new Map<string, Map<string, Link[]>>();
	for (const link of links) {
		const [outer, inner] = keysOf(link);
		let among = grouped.get(outer);
		if (!among) grouped.set(outer, (among = new Map<string, Link[]>()));
		addTo(among, inner, link);
	}
	return grouped;
}

/** A manager who gets another External ID by this plan is the same one. */
function isSamePerson({ from, to }: Link, { people }: Matched): boolean {
	return to !== null && people.pairings.get(to)?.current?.externalId === from;
}

interface Succession {
	to: string;
	/** What changes by it. */
	links: Link[];
	/** How many of the links come from the former one. */
	reports: number;
	/** Whether that of the new one is among them. */
	isOwnIncluded: boolean;
}

/** To whom all go who referred to one, if they go to one alone, and come from there alone. */
function successionOf(
	from: string,
	tos: ReadonlyMap<string, Link[]>,
	byTo: Grouped,
): Succession | undefined {
	if (tos.size > 2) return undefined;
	for (const [to, links] of tos) {
		const own = onlyLinkOf(to, tos, to);
		const former = onlyLinkOf(from, byTo.get(to)!, from);
		if (to === '' || own === null || former === null) continue;
		const reports = own ? [...links, own] : links;
		if (reports.length < 2) continue;
		return {
			to,
			links: former ? [...reports, former] : reports,
			reports: reports.length,
			isOwnIncluded: own !== undefined,
		};
	}
	return undefined;
}

/**
 * Of links in two groups, the one outside a group, if it is that of one person or group.
 *
 * @returns `undefined` where there is no other link, `null` where there are others
 */
function onlyLinkOf(
	externalId: string,
	groups: ReadonlyMap<string, Link[]>,
	inside: string,
): Link | null | undefined {
	if (groups.size === 1) return undefined;
	if (groups.size > 2) return null;
	for (const [key, links] of groups) {
		if (key === inside) continue;
		return links.length === 1 && links[0]!.of.externalId === externalId ? links[0]! : null;
	}
	return null;
}

/** Of each reference, who refers to whom now. One that is not here is counted one by one. */
const REFERRING: Partial<Record<string, (matched: Matched) => Referring>> = {
	'user managerExternalId': ({ people }) => ({
		holders: usersBy(people, (user) => user.managerExternalId),
		of: (externalId) => people.pairings.get(externalId)?.current?.managerExternalId,
	}),
	'user groupExternalId': (matched) => ({
		holders: usersBy(matched.people, (user, wanted) => groupHeld(user, wanted, matched)),
		of: () => undefined,
		others: othersInGroup(matched),
		mustStay: true,
	}),
	'user segments': ({ people }) => ({
		holders: tally(
			[...people.pairings.values()].flatMap(({ current }) =>
				segmentsIn(current?.segments).map(({ externalId }) => externalId),
			),
		),
		of: () => undefined,
	}),
	'group parentExternalId': ({ wanted, tree }) => ({
		holders: tally(wanted.map(({ match }) => match?.group.parentExternalId)),
		of: (externalId) => {
			const node = tree.byExternalId.get(externalId);
			return node?.match ? node.group.parentExternalId : undefined;
		},
		mustStay: true,
	}),
	'group managerExternalId': ({ wanted }) => ({
		holders: tally(wanted.map(({ match }) => match?.group.managerExternalId)),
		of: () => undefined,
	}),
};

/**
 * The group that somebody is in: of several, the one where HR has them, since leaving the others counts
 * nowhere and can be written while moves are held. So can the link to a manager: who manages a group
 * and is a member of none belongs to it as long as HR says so.
 */
function groupHeld(
	user: CurrentUser,
	{ groupExternalId }: Person,
	{ memberships, tree, wantedGroups }: Matched,
): string | undefined {
	const ids = memberships.of(user)?.synced.map(({ group }) => group.externalId) ?? [];
	const place = wantedGroups.get(groupExternalId ?? '')?.externalId;
	if (ids.length > 0) return ids.find((id) => id === place) ?? ids[0];
	const managed = tree.managedBy.get(user.externalId ?? '')?.group.externalId;
	return groupExternalId === undefined || place === managed ? managed : undefined;
}

/** Who is to be in a group besides those who come by some links. Its manager, a member or not, is left out. */
function othersInGroup({ people, wanted, wantedGroups }: Matched): Referring['others'] {
	const managerOf = new Map(wanted.map((node) => [node.externalId, node.group.managerExternalId]));
	const members = tally(
		[...people.pairings.values()].map(({ wanted: { externalId, groupExternalId } }) => {
			const node = wantedGroups.get(groupExternalId ?? '');
			return node?.group.managerExternalId === externalId ? undefined : node?.externalId;
		}),
	);
	return (to, links) => {
		const coming = links.filter(({ of }) => of.externalId !== managerOf.get(to));
		return (members.get(to) ?? 0) - coming.length;
	};
}

function usersBy(
	{ pairings }: People,
	keyOf: (user: CurrentUser, wanted: Person) => string | null | undefined,
): Map<string, number> {
	const keys: Array<string | null | undefined> = [];
	for (const { current, wanted } of pairings.values())
		if (current) keys.push(keyOf(current, wanted));
	return tally(keys);
}

function tally(keys: ReadonlyArray<string | null | undefined>): Map<string, number> {
	const counts = new Map<string, number>();
	for (const key of keys) if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
	return counts;
}
