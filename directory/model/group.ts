import type { JsonValue } from '../common/json';
import { compareIds, matchingKey } from '../common/text';

/** A group as the target should have it. Lists of groups hold parents before their children. */
export interface Group {
	/** Unique and stable. */
	externalId: string;
	name: string;
	/** The group above; `null` is the top of the hierarchy. */
	parentExternalId: string | null;
	/** Absent: no manager is given, and the one that was chosen in the target stays. */
	managerExternalId?: string | null;
	/** 1 is the top level. */
	level: number;
	/** The names from the top down to this group, this one included. */
	path: string[];
	/** People placed directly in this group. */
	memberCount: number;
	/** Further values, by the name that the target gives them. */
	attributes?: Record<string, JsonValue>;
}

/**
 * A group as the target has it now. `parentExternalId` or `managerExternalId` is absent where
 * the target does not know such a value, so that nothing is ever planned for it.
 */
export interface CurrentGroup {
	kind: 'group';
	/** The target's own id. */
	targetId: string;
	/** `null`: made by hand in the target, never synchronised. */
	externalId: string | null;
	name: string;
	parentExternalId?: string | null;
	managerExternalId?: string | null;
	attributes?: Record<string, JsonValue>;
	/** The target's ids of the users that are members. */
	memberTargetIds?: string[];
	/** Of these, those who have a higher role in it than a member, where the target gives roles. */
	administratorTargetIds?: string[];
	/** Entity tag of the resource where the target gives one. */
	version?: string;
	/** Of groups that share an External ID: when it was made, in ISO 8601, where the target says so. */
	createdAt?: string;
}

/**
 * Order of groups by their age: those whose time of creation is known, then the others by the ids
 * that the target gave them.
 */
export function olderFirst(
	a: Pick<CurrentGroup, 'targetId' | 'createdAt'>,
	b: Pick<CurrentGroup, 'targetId' | 'createdAt'>,
): number {
	const [madeA, madeB] = [timeOf(a), timeOf(b)];
	return (madeA === madeB ? 0 : madeA < madeB ? -1 : 1) || compareIds(a.targetId, b.targetId);
}

function timeOf({ createdAt }: Pick<CurrentGroup, 'createdAt'>): number {
	const time = createdAt === undefined ? NaN : Date.parse(createdAt);
	return Number.isNaN(time) ? Infinity : time;
}

/** The names from the top down to a group that the target has; groups by External ID. */
export function currentPath(
	group: CurrentGroup,
	groups: { get(externalId: string): CurrentGroup | undefined },
): string[] {
	const path: string[] = [];
	const seen = new Set<CurrentGroup>();
	let here: CurrentGroup | undefined = group;
	while (here && !seen.has(here)) {
		seen.add(here);
		path.unshift(here.name);
		here = groups.get(here.parentExternalId ?? '');
	}
	return path;
}

/**
 * Names that more than one group has, as they are compared: see `matchingKey`.
 *
 * @param groups the External ID and the name of each; one may come several times
 */
export function sharedNames(groups: Iterable<readonly [id: string, name: string]>): Set<string> {
	const ids = new Map<string, string>();
	const shared = new Set<string>();
	for (const [id, name] of groups) {
		const key = matchingKey(name);
		const known = ids.get(key);
		if (known === undefined) ids.set(key, id);
		else if (known !== id) shared.add(key);
	}
	return shared;
}

/**
 * Names groups so that people know which is meant: by the name, or by the path where several of
 * them have that name. Nothing is looked at before the first one is named.
 */
export function nameAmong<G extends { externalId: string | null; name: string }>(
	groups: () => Iterable<G>,
	pathOf: (group: G) => readonly string[],
): (group: G) => string {
	let shared: Set<string> | undefined;
	return (group) => {
		shared ??= sharedNames(
			Array.from(groups(), ({ externalId, name }) => [externalId ?? '', name] as const),
		);
		return shared.has(matchingKey(group.name)) ? placeText(pathOf(group)) : group.name;
	};
}

/** A group by its place, for people to read: the names from the top down. */
export function placeText(path: readonly string[]): string {
	return path.join(' › ');
}

/** The names in a path as somebody types it, `Stockholm / Finance`, or copies it from a report. */
export function namesInPlace(text: string): string[] {
	return text.split(/[/›]/);
}

/** Key of a user or group by the target's own id; no External ID begins like this. */
export function targetKey(targetId: string): string {
	return `\u0000${targetId}`;
}
