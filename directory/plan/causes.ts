import { fieldOf } from '../model/fields';
import type { CurrentUser } from '../model/person';
import type { Count, Link } from './counting';
import type { GuardLimit } from './guardTable';
import type { Matched } from './match';
import type { People } from './people';

/** Who refers to what now, of those in both systems. */
interface Referring {
	/** How many refer to somebody or something, by its External ID. */
	holders: ReadonlyMap<string, number>;
	/** What somebody or something refers to, where it can be referred to as well. */
	of: (externalId: string) => string | null | undefined;
	/** Whether one that others refer to is new, so that it may be the old one, not recognised. */
	isNew?: (externalId: string) => boolean;
}

/**
 * How many changes of a reference there are where what follows from one cause counts once: all who
 * referred to one manager or group now refer to one other, and nobody else comes along. Somebody of
 * them who becomes that manager may get another. Such causes are rare: where they concern a larger
 * share of all managers or groups than the guard lets through, all is counted one by one.
 */
export function countCauses(
	{ kind, reference = '', links }: Count,
	matched: Matched,
	limit: GuardLimit,
): number {
	const refersToUser = fieldOf(reference)?.refersTo === 'user';
	const changed = refersToUser ? links.filter((link) => !isSamePerson(link, matched)) : links;
	const byFrom = new Map<string, Link[]>();
	for (const link of changed) {
		const same = byFrom.get(link.from);
		if (same) same.push(link);
		else byFrom.set(link.from, [link]);
	}
	// A list of some people does not say who else refers to whom.
	if (byFrom.size === changed.length || !matched.rules.knowsEveryId) return changed.length;
	const sources = new Map<string, Set<string>>();
	for (const { from, to } of changed) {
		if (to === null) continue;
		const froms = sources.get(to);
		if (froms) froms.add(from);
		else sources.set(to, new Set([from]));
	}
	let referring: Referring | undefined;
	let causes = 0;
	let saved = 0;
	for (const [from, same] of byFrom) {
		const successor = same.length < 2 ? undefined : successorAmong(same, sources);
		if (successor === undefined) continue;
		referring ??= REFERRING[`${kind} ${reference}`]?.(matched);
		if (!referring) break;
		const own = same.filter(({ of }) => of.externalId === successor).length;
		const stays = own === 0 && referring.of(successor) === from ? 1 : 0;
		if (same.length + stays !== referring.holders.get(from)) continue;
		if (referring.isNew?.(successor)) continue;
		causes++;
		saved += same.length - own - 1;
	}
	const isRare = causes <= Math.max(2, ((referring?.holders.size ?? 0) * limit.share) / 100);
	return changed.length - (isRare ? saved : 0);
}

/** A manager who gets another External ID by this plan is the same one. */
function isSamePerson({ from, to }: Link, { people }: Matched): boolean {
	return to !== null && people.pairings.get(to)?.current?.externalId === from;
}

/** To whom all links go but perhaps that one's own; `undefined` where they part. */
function successorAmong(
	links: readonly Link[],
	sources: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
	for (const { to } of links.slice(0, 2)) {
		if (to === null || sources.get(to)!.size > 1) continue;
		const others = links.filter((link) => link.to !== to);
		if (others.length === 0) return to;
		if (others.length === 1 && others[0]!.of.externalId === to && links.length > 1) return to;
	}
	return undefined;
}

/** Of each reference, who refers to whom now. One that is not here is counted one by one. */
const REFERRING: Partial<Record<string, (matched: Matched) => Referring>> = {
	'user managerExternalId': ({ people }) => ({
		holders: usersBy(people, (user) => user.managerExternalId),
		of: (externalId) => people.pairings.get(externalId)?.current?.managerExternalId,
	}),
	'user groupExternalId': ({ people, memberships, tree }) => ({
		holders: usersBy(people, (user) => memberships.of(user)?.synced[0]?.group.externalId),
		of: () => undefined,
		isNew: (externalId) => !tree.byExternalId.has(externalId),
	}),
	'group parentExternalId': ({ wanted, tree }) => ({
		holders: tally(wanted.map(({ match }) => match?.group.parentExternalId)),
		of: (externalId) => {
			const node = tree.byExternalId.get(externalId);
			return node?.match ? node.group.parentExternalId : undefined;
		},
	}),
	'group managerExternalId': ({ wanted }) => ({
		holders: tally(wanted.map(({ match }) => match?.group.managerExternalId)),
		of: () => undefined,
	}),
};

function usersBy(
	{ pairings }: People,
	keyOf: (user: CurrentUser) => string | null | undefined,
): Map<string, number> {
	const keys: Array<string | null | undefined> = [];
	for (const { current } of pairings.values()) if (current) keys.push(keyOf(current));
	return tally(keys);
}

function tally(keys: ReadonlyArray<string | null | undefined>): Map<string, number> {
	const counts = new Map<string, number>();
	for (const key of keys) if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
	return counts;
}
