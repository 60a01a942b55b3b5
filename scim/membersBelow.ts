import { Entries } from '../directory/apply/state';
import type { MemberChange } from '../directory/apply/target';
import { addTo } from '../directory/common/lists';
import type { CurrentGroup } from '../directory/model/group';
import type { AttributeMap } from './attributeMap';
import { readPath } from './attributePaths';
import { getOwn, isObject, listOf, setOwn, textOrNull, type JsonObject } from './json';
import { externalIdOf, hasHigherRole, idOf, memberId, memberIds } from './resource';
import { LISTED, type Ways } from './ways';

/*
 * Servers that show in a group also the members of the groups below it. Nobody wrote them there, and
 * nobody can take them out, so they are left out of everything that is read. It is learned only from
 * people whom this integration put into one group alone. That costs no request.
 */

/**
 * Found out: `shown`, or `again` with somebody who is taken out above once more, to see whether that is
 * still in vain. Else `alone` with somebody who is in one group only, as far as is known.
 */
const NAME = `${LISTED}membersBelow`;
const SHOWN = 'shown';
const ALONE = 'alone ';
const AGAIN = 'again ';
/** Milliseconds after which a list is one of a later run. */
const LATER = 3_600_000;
/** So many people must be shown above: one may have been put there by hand. */
const ENOUGH = 2;

/**
 * Leaves out of the groups of a directory, and of their resources, whom they show only because a
 * group below has them. Of each two groups, one above the other, that counts where the upper one
 * shows everybody in the lower one. It is learned where an earlier run put somebody into one group
 * alone who is now shown above, too, as is everybody else in any group. After a week one person stays
 * in both, so that the run takes that person out above. If a later list does not show the person there,
 * nobody is left out from then on: people were put there by hand.
 *
 * @returns whether anybody was left out
 */
export function keepOwnMembers(
	groups: readonly CurrentGroup[],
	resources: ReadonlyMap<string, JsonObject>,
	ways: Ways,
): boolean {
	const way = tried(ways, groups);
	if (way === undefined) return false;
	const alone = personIn(way, ALONE);
	if (alone !== undefined) {
		const isAbove = isShownAbove(alone, groups);
		if (isAbove === undefined) ways.forget(NAME);
		if (!isAbove) return false;
	}
	const { shown, others } = pairsOf(groups);
	// Where most groups do not show those below, somebody put them where they are shown.
	if (others > shown.length) return false;
	if (alone !== undefined) {
		const people = new Set(shown.flatMap(([, below]) => below));
		if (others > 0 || people.size < ENOUGH) return false;
		ways.learn(NAME, SHOWN);
	}
	if (ways.isDue(NAME)) tryAgain(ways, shown);
	const again = personIn(ways.of(NAME), AGAIN);
	const inherited = new Map<CurrentGroup, string[]>();
	for (const [above, below] of shown) {
		for (const id of below) if (id !== again) addTo(inherited, above, id);
	}
	for (const [group, ids] of inherited) {
		const gone = new Set(ids);
		const resource = resources.get(group.targetId)!;
		leaveOut(resource, (id) => gone.has(id));
		group.memberTargetIds = memberIds(resource);
	}
	return inherited.size > 0;
}

/** What is known, once a list of a later run has shown whether somebody could be taken out above. */
function tried(ways: Ways, groups: readonly CurrentGroup[]): string | undefined {
	const again = personIn(ways.of(NAME), AGAIN);
	if (again !== undefined && (ways.ageOf(NAME) ?? 0) >= LATER) {
		ways.learn(NAME, isShownAbove(again, groups) === false ? `${ALONE}${again}` : SHOWN);
	}
	return ways.of(NAME);
}

/** Chooses somebody who can be taken out above. */
function tryAgain(ways: Ways, shown: ReturnType<typeof pairsOf>['shown']): void {
	for (const [{ administratorTargetIds = [] }, below] of shown) {
		const one = below.find((id) => !administratorTargetIds.includes(id));
		if (one !== undefined) return ways.learn(NAME, `${AGAIN}${one}`);
	}
}

function personIn(way: string | undefined, state: string): string | undefined {
	return way?.startsWith(state) ? way.slice(state.length) : undefined;
}

/** Whether a group above that of a person shows the person, too; `undefined`: there is none above. */
function isShownAbove(user: string, groups: readonly CurrentGroup[]): boolean | undefined {
	const own = groups.filter(({ memberTargetIds }) => memberTargetIds?.includes(user));
	const above = new Set(own.map(({ parentExternalId }) => parentExternalId ?? null));
	above.delete(null);
	return above.size === 0 ? undefined : own.some(({ externalId }) => above.has(externalId));
}

/** The groups right above others, with the members of those where it shows all; and how many do not. */
function pairsOf(groups: readonly CurrentGroup[]) {
	const below = new Map<string, CurrentGroup[]>();
	for (const group of groups) {
		if (group.parentExternalId && group.memberTargetIds?.length) {
			addTo(below, group.parentExternalId, group);
		}
	}
	const shown: Array<[above: CurrentGroup, below: string[]]> = [];
	let others = 0;
	for (const group of groups) {
		const lower = below.get(group.externalId ?? '') ?? [];
		const members = new Set(lower.length > 0 ? group.memberTargetIds : []);
		for (const { targetId, memberTargetIds: ids = [] } of lower) {
			if (targetId === group.targetId) continue;
			if (ids.every((id) => members.has(id))) shown.push([group, ids]);
			else others++;
		}
	}
	return { shown, others };
}

/** One user or group as SCIM has it. */
export interface Known {
	targetId: string;
	externalId: string | null;
	resource: JsonObject;
}

export function knownAs(resource: JsonObject): Known {
	return { targetId: idOf(resource), externalId: externalIdOf(resource), resource };
}

/** The same for the answers of a run, which knows what it has put where. */
export class MembersBelow {
	private readonly ways: Ways;
	/** Ids of groups by the External ID of the one above; some may have moved on. */
	private readonly lower = new Map<string, Set<string>>();
	/** Who was put into a group by this run, or taken out of it, by the group's External ID. */
	private readonly changes = new Map<string, { added: Set<string>; removed: Set<string> }>();
	/** Who is in a group as it is known. It may be large, and be asked for with each group below. */
	private readonly members = new WeakMap<JsonObject, ReadonlySet<string>>();

	/** @param groups as they are known, without those who are shown because of groups below */
	constructor(
		{ tenant, map }: { tenant: { ways: Ways }; map: Pick<AttributeMap, 'group'> },
		private readonly groups: Entries<Known>,
		private readonly parentPath = map.group.get('parentExternalId'),
	) {
		this.ways = tenant.ways;
	}

	/** Takes in which group is above another. */
	place(group: JsonObject): void {
		const above = this.parentOf(group);
		if (above === null) return;
		const lower = this.lower.get(above);
		if (lower) lower.add(idOf(group));
		else this.lower.set(above, new Set([idOf(group)]));
	}

	/** Takes in who is about to come into a group, or to leave it. */
	expect(externalId: string | null, { add, remove }: MemberChange): void {
		if (externalId === null || add.length + remove.length === 0) return;
		const change = this.changes.get(externalId) ?? { added: new Set(), removed: new Set() };
		this.changes.set(externalId, change);
		for (const id of add) {
			change.added.add(id);
			change.removed.delete(id);
		}
		for (const id of remove) {
			change.removed.add(id);
			change.added.delete(id);
		}
	}

	/**
	 * Remembers one person who came into a group below another, or who was in both and was taken out of
	 * the upper one. The next list shows whether the person is in both.
	 */
	note(group: JsonObject, { add, remove }: MemberChange): void {
		if (this.ways.of(NAME) !== undefined) return;
		const above = add.length > 0 && this.groups.withExternalId(this.parentOf(group));
		const isThere = above ? this.everIn(above.resource) : null;
		const both = remove.length > 0 ? this.below(group, false) : null;
		const one = add.find((id) => isThere?.(id) === false) ?? remove.find((id) => both?.has(id));
		if (one !== undefined) this.ways.learn(NAME, `${ALONE}${one}`);
	}

	/** Leaves out of an answer about a group whom it shows only because a group below has them. */
	tidy(answer: unknown): void {
		if (!isObject(answer) || !this.lower.has(externalIdOf(answer) ?? '')) return;
		const isThere = this.everIn(answer);
		const removed = this.changes.get(externalIdOf(answer) ?? '')?.removed;
		const shown = memberIds(answer);
		if (!shown.some((id) => !isThere(id) || removed?.has(id))) return;
		const below = this.below(answer);
		if (!this.isFound) {
			// Somebody who was there before may be there still, though this run took them out.
			if (!shown.some((id) => below.has(id) && !isThere(id))) return;
			const all = new Set(shown);
			if (below.size < ENOUGH || ![...below].every((id) => all.has(id))) return;
			this.ways.learn(NAME, SHOWN);
		}
		leaveOut(answer, (id) => below.has(id) && (!isThere(id) || removed?.has(id) === true));
	}

	/** Whether a group would go on showing all these people, were they taken out of it. */
	hides(group: JsonObject, ids: readonly string[]): boolean {
		if (!this.isFound) return false;
		const below = this.below(group);
		return ids.every((id) => below.has(id));
	}

	private get isFound(): boolean {
		const way = this.ways.of(NAME);
		return way === SHOWN || personIn(way, AGAIN) !== undefined;
	}

	private parentOf(group: JsonObject): string | null {
		return this.parentPath ? textOrNull(readPath(group, this.parentPath)) : null;
	}

	/** Says who was in a group at the beginning, or was put into it since. */
	private everIn(group: JsonObject): (id: string) => boolean {
		const { added, removed } = this.changes.get(externalIdOf(group) ?? '') ?? {};
		const members = this.membersOf(this.groups.get(idOf(group))?.resource);
		return (id) => members.has(id) || added?.has(id) === true || removed?.has(id) === true;
	}

	private membersOf(known: JsonObject = {}): ReadonlySet<string> {
		let members = this.members.get(known);
		if (!members) this.members.set(known, (members = new Set(memberIds(known))));
		return members;
	}

	/** Who is in the groups below one, at any depth. @param withAdded whether also by this run */
	private below(group: JsonObject, withAdded = true): Set<string> {
		const ids = new Set<string>();
		const seen = new Set([idOf(group)]);
		const open = [externalIdOf(group)];
		for (const above of open) {
			for (const id of this.lower.get(above ?? '') ?? []) {
				const one = this.groups.get(id);
				if (!one || seen.has(id) || this.parentOf(one.resource) !== above) continue;
				seen.add(id);
				const { added, removed } = this.changes.get(one.externalId ?? '') ?? {};
				for (const user of [...this.membersOf(one.resource), ...(added ?? [])]) {
					if (!removed?.has(user) && (withAdded || !added?.has(user))) ids.add(user);
				}
				open.push(one.externalId);
			}
		}
		return ids;
	}
}

/** A higher role in a group is no member's of a group below. */
function leaveOut(group: JsonObject, isGone: (id: string) => boolean): void {
	const left = listOf(getOwn(group, 'members')).filter(
		(one) => hasHigherRole(one) || !isGone(memberId(one) ?? ''),
	);
	setOwn(group, 'members', left);
}

/** Leaves out of one group what it shows more than a list, because groups below in the list have it. */
export function leaveOutBelow(
	group: JsonObject,
	listed: readonly JsonObject[],
	connection: ConstructorParameters<typeof MembersBelow>[0],
): void {
	const below = new MembersBelow(connection, new Entries(listed.map(knownAs)));
	for (const one of listed) below.place(one);
	below.tidy(group);
}
