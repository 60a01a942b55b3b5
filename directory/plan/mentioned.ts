import { compareText, matchingKey } from '../common/text';
import type { JsonValue } from '../common/json';
import type { Change, FormerGroup, Mentioned } from '../model/change';
import { fieldOf } from '../model/fields';
import { currentPath, type CurrentGroup, type Group } from '../model/group';
import {
	employeeNumberIn,
	type CurrentUser,
	type Person,
	type SkippedPerson,
} from '../model/person';
import { protectedName } from '../model/protectedIdentity';
import { idOf } from './changes';
import { discretionOf } from './discretion';
import type { Plan, PlanInput } from './input';
import { fullName } from './people';

type Mentions = Pick<Plan, 'changes' | 'held' | 'issues'>;

/**
 * What a report says of those whom a plan mentions, besides their names: number, group, last day
 * and manager, from HR and else from the target. Nothing of people with protected identity, and of
 * somebody who is mentioned only as a manager, the name.
 */
export function mentionedIn(
	{ changes, held, issues }: Mentions,
	{ groups, users, current }: Pick<PlanInput, 'groups' | 'users' | 'current'>,
): { people: Mentioned[]; formerGroups: FormerGroup[] } {
	const all = [...changes, ...held];
	const subjects = new Set(all.filter(({ kind }) => kind === 'user').map(idOf));
	for (const { subject } of issues) {
		if (subject.kind === 'user' && subject.externalId) subjects.add(subject.externalId);
	}
	// On most nights nothing is planned: nobody has to be looked for.
	if (all.length === 0 && subjects.size === 0) return { people: [], formerGroups: [] };
	const paths = new Map(groups.map(({ externalId, path }) => [externalId, path]));
	const former = new Map(current.groups.map((group) => [group.externalId ?? '', group]));
	const found = new Map<string, Mentioned>();
	const places = placesIn(groups);
	for (const user of users) {
		const id = user.externalId;
		if (id !== null && subjects.has(id)) found.set(id, fromHr(user, paths, places));
	}
	for (const user of current.users) {
		const id = idOf(user);
		if (!subjects.has(id)) continue;
		found.set(id, { ...fromTarget(user, former), ...found.get(id) });
	}
	addManagers(found, all, users, current.users);
	// People with protected identity may bear another name or id in the target than in HR.
	const discretion = discretionOf({ users, current });
	for (const [id, { externalId }] of found) {
		if (discretion.protects(externalId)) found.set(id, hidden(externalId));
	}
	for (const change of all) {
		if (change.protectedIdentity) found.set(idOf(change), hidden(change.externalId));
	}
	return {
		// The order of the input makes no difference.
		people: [...found].sort(([a], [b]) => compareText(a, b)).map(([, one]) => one),
		formerGroups: formerGroups(all, paths, former),
	};
}

function hidden(externalId: string | null): Mentioned {
	return { externalId, name: protectedName(externalId), protectedIdentity: true };
}

function fromHr(
	user: Person | SkippedPerson,
	paths: ReadonlyMap<string, string[]>,
	places: (organization: Record<string, JsonValue>) => string[],
): Mentioned {
	const { externalId, organization, managerExternalId, attributes } = user;
	const isSkipped = 'skipped' in user;
	const path = isSkipped
		? organization && places(organization)
		: paths.get(user.groupExternalId ?? '');
	const lastDay = isSkipped ? undefined : user.employedUntil;
	const number = employeeNumberIn(attributes);
	return {
		externalId,
		name: isSkipped ? user.name : fullName(user),
		...(number ? { number } : {}),
		...(path?.length ? { path } : {}),
		...(lastDay ? { lastDay } : {}),
		...(managerExternalId ? { managerExternalId } : {}),
	};
}

function fromTarget(user: CurrentUser, groups: ReadonlyMap<string, CurrentGroup>): Mentioned {
	const { externalId, targetId, employedUntil, managerExternalId, attributes } = user;
	const group = user.groupExternalId ? groups.get(user.groupExternalId) : undefined;
	const number = employeeNumberIn(attributes);
	return {
		externalId,
		...(externalId === null ? { targetId } : {}),
		name: fullName(user),
		...(number ? { number } : {}),
		...(group ? { path: currentPath(group, groups) } : {}),
		...(employedUntil ? { lastDay: employedUntil } : {}),
		...(managerExternalId ? { managerExternalId } : {}),
	};
}

/** Finds the group whose path the values of somebody who is in none would lead to. */
function placesIn(groups: readonly Group[]): (organization: Record<string, JsonValue>) => string[] {
	const below = new Map<string, Group>();
	const keyOf = (parent: string | null, name: string) => `${parent ?? ''}\n${matchingKey(name)}`;
	for (const group of groups) below.set(keyOf(group.parentExternalId, group.name), group);
	return (organization) => {
		const values = Object.values(organization).filter((value) => typeof value === 'string');
		const path: string[] = [];
		let parent: string | null = null;
		for (let at = 0; at < values.length; at++) {
			const group = below.get(keyOf(parent, values[at]!));
			if (group === undefined) continue;
			path.push(group.name);
			parent = group.externalId;
			// Levels need not be in the order of the values.
			values.splice(at, 1);
			at = -1;
		}
		return path;
	};
}

/** The names of managers: those of the people, and those that changes refer to. */
function addManagers(
	found: Map<string, Mentioned>,
	changes: readonly Change[],
	users: PlanInput['users'],
	current: readonly CurrentUser[],
): void {
	const wanted = new Set<string>();
	for (const { managerExternalId } of found.values()) {
		if (managerExternalId) wanted.add(managerExternalId);
	}
	for (const { changes: fields } of changes) {
		for (const { field, from, to } of fields) {
			if (fieldOf(field)?.refersTo !== 'user') continue;
			for (const id of [from, to]) if (typeof id === 'string') wanted.add(id);
		}
	}
	for (const id of found.keys()) wanted.delete(id);
	const add = (externalId: string | null, name: () => string) => {
		if (externalId === null || !wanted.delete(externalId)) return;
		found.set(externalId, { externalId, name: name() });
	};
	for (const user of users) {
		add(user.externalId, () => ('skipped' in user ? user.name : fullName(user)));
	}
	for (const user of current) add(user.externalId, () => fullName(user));
}

/** Groups that changes name and that HR does not have now, with their path in the target. */
function formerGroups(
	changes: readonly Change[],
	wanted: ReadonlyMap<string, string[]>,
	current: ReadonlyMap<string, CurrentGroup>,
): FormerGroup[] {
	const named = new Set<string>();
	for (const { kind, externalId, changes: fields } of changes) {
		if (kind === 'group' && externalId) named.add(externalId);
		for (const { field, from, to } of fields) {
			if (fieldOf(field)?.refersTo !== 'group') continue;
			for (const id of [from, to]) if (typeof id === 'string') named.add(id);
		}
	}
	return [...named].sort(compareText).flatMap((externalId) => {
		const group = wanted.has(externalId) ? undefined : current.get(externalId);
		return group ? [{ externalId, path: currentPath(group, current) }] : [];
	});
}
