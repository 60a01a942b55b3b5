import type { Difference } from '../../sandbox/winningtemp/tenants';
import type { GroupState, TenantState } from '../../sandbox/winningtemp/state';
import type { Employee } from './company';

/** A person or group as it must be, and as it is: what differs, by word. */
type Facts = Partial<Record<Difference, unknown>>;

/** Of a person, by External ID in small letters: a tenant may change its case. */
export type State = Record<string, Facts>;

/** Who leads a group: whom most of its people report to. Written by hand. */
const MANAGERS: Record<string, string | null> = {
	Malmö: null,
	'Malmö/Ekonomi': 'EMP-02',
	'Malmö/IT': 'EMP-05',
	'Malmö/Digitalt': 'EMP-05',
	Lund: 'EMP-01',
	'Lund/Ekonomi': 'EMP-10',
	'Lund/Lager': 'EMP-12',
};

/**
 * What a tenant must hold for these people, worked out from HR alone.
 *
 * @param takes whether groups have managers there, who then are no members, and users phone numbers
 * @param managers who leads each group, by path
 */
export function wantedState(
	people: readonly Employee[],
	leavers: readonly Employee[],
	{ takesManagers, takesPhones }: { takesManagers: boolean; takesPhones: boolean },
	managers: Record<string, string | null> = MANAGERS,
): State {
	const state: State = {};
	for (const one of people) {
		const path = [one.office, one.department].filter(Boolean).join('/');
		state[`user ${one.id.toLowerCase()}`] = {
			externalId: one.id,
			username: one.email,
			email: one.email,
			name: `${one.first} ${one.last}`,
			status: 'active',
			manager: one.manager,
			gender: { male: 'Male', female: 'Female', none: null }[one.gender],
			birthday: one.birthday,
			surveys: one.external === true,
			phone: takesPhones ? subscriberOf(one.phone) : undefined,
			membership: takesManagers && managers[path] === one.id ? '' : path,
		};
	}
	for (const { id } of leavers) state[`user ${id.toLowerCase()}`] = { status: 'inactive' };
	for (const { office, department } of people) {
		for (const path of [office, ...(department ? [`${office}/${department}`] : [])]) {
			const [parent, own] = path.includes('/') ? path.split('/') : [null, path];
			state[`group ${path}`] = {
				groupName: own,
				parent: parent ?? null,
				groupManager: managers[path],
			};
		}
	}
	return state;
}

/** The path that HR has for a group, or had last, where that is known of the group from before. */
export type KnownAs = (group: GroupState) => string | undefined;

/**
 * What a tenant holds, in the same words.
 *
 * @param knownAs says of the groups whose names and places do not show it which they are
 */
export function heldState(
	{ users, groups }: TenantState,
	wanted: State,
	knownAs: KnownAs = () => undefined,
): State {
	const state: State = {};
	const pathOf = (group: GroupState) =>
		surePathOf(group, groups, wanted) ?? knownAs(group) ?? likelyPathOf(group, groups, wanted);
	const paths = new Map(groups.map((group) => [group, pathOf(group)]));
	const pathsOf = (externalId: string | null) =>
		groups
			.filter(({ members }) => externalId !== null && members.includes(externalId))
			.map((group) => paths.get(group)!);
	for (const user of users) {
		const key = `user ${(user.externalId ?? user.userName).toLowerCase()}`;
		// What is absent counts as false, and as no gender.
		state[key] = user.active
			? {
					externalId: user.externalId,
					username: user.userName,
					email: user.email,
					name: `${user.givenName ?? ''} ${user.familyName ?? ''}`,
					status: 'active',
					manager: asInHr(user.manager, wanted),
					gender: user.gender === 'None' ? null : user.gender,
					birthday: user.birthday,
					surveys: user.excludeFromSurveys === true,
					phone: subscriberOf(user.attributes.phone),
					membership: pathsOf(user.externalId).sort().join(' and '),
				}
			: { status: 'inactive' };
	}
	for (const [group, path] of paths) {
		const parent = groups.find(({ externalId }) => externalId === group.parentExternalId);
		const key = `group ${path}`;
		state[key in state ? `${key}, once more` : key] = {
			groupName: group.displayName,
			parent: (parent && paths.get(parent)?.split('/').at(-1)) ?? null,
			groupManager: asInHr(group.managerExternalId, wanted),
		};
	}
	return state;
}

/** A number without what says from where it is called; numbers in HR have nine digits after the 0. */
export function subscriberOf(phone: unknown): string | undefined {
	return typeof phone === 'string' ? phone.replace(/\D/g, '').replace(/^(0|46)/, '') : undefined;
}

/** The External ID of a manager as HR has it, where the tenant has that person in other case. */
function asInHr(externalId: string | null, wanted: State): unknown {
	return wanted[`user ${externalId?.toLowerCase()}`]?.externalId ?? externalId;
}

/**
 * Which group it is, where its name says so, or its name and its parent's.
 *
 * @returns `undefined` where HR has no such group, or the tenant has it more than once
 */
export function surePathOf(
	group: GroupState,
	groups: readonly GroupState[],
	wanted: State,
): string | undefined {
	const { paths, namesakes, parent } = alike(group, groups, wanted);
	if (paths.length === 1 && namesakes.length === 1) return paths[0]!;
	const isOnlyThere = isOnlyBelowItsParent(group, namesakes);
	return isOnlyThere ? paths.find((path) => path === below(parent, group)) : undefined;
}

/** Which group it is most likely: by most of its members, then by its name. */
function likelyPathOf(group: GroupState, groups: readonly GroupState[], wanted: State): string {
	const { all, paths, namesakes, parent } = alike(group, groups, wanted);
	const members = (path: string) =>
		group.members.filter((id) => wanted[`user ${id.toLowerCase()}`]?.membership === path).length;
	// Of two with a name that HR has once, one has kept the name that it had before.
	const isOfName = paths.length > 1 && isOnlyBelowItsParent(group, namesakes);
	const [most] = [...(isOfName ? paths : all)].sort((a, b) => members(b) - members(a));
	if (most !== undefined && members(most) > 0) return most;
	return paths.find((path) => path === below(parent, group)) ?? paths[0] ?? group.displayName;
}

const nameOf = ({ displayName }: GroupState): string => displayName.split('/').at(-1)!.trim();

const below = (parent: GroupState | undefined, group: GroupState): string =>
	`${parent?.displayName}/${nameOf(group)}`;

/** All groups that HR has, those of them that have the name of a group, and those of the tenant that do. */
function alike(group: GroupState, groups: readonly GroupState[], wanted: State) {
	const all = Object.keys(wanted)
		.filter((key) => key.startsWith('group '))
		.map((key) => key.slice('group '.length));
	return {
		all,
		paths: all.filter((path) => path.split('/').at(-1) === nameOf(group)),
		namesakes: groups.filter((one) => nameOf(one) === nameOf(group)),
		parent: groups.find(({ externalId }) => externalId === group.parentExternalId),
	};
}

function isOnlyBelowItsParent(group: GroupState, namesakes: readonly GroupState[]): boolean {
	const there = namesakes.filter((one) => one.parentExternalId === group.parentExternalId);
	return there.length === 1;
}

/** What differs, by word, with the first examples. */
export function differences(wanted: State, held: State): Map<Difference, string[]> {
	const found = new Map<Difference, string[]>();
	const note = (word: Difference, text: string) =>
		found.set(word, [...(found.get(word) ?? []), text]);
	for (const key of new Set([...Object.keys(wanted), ...Object.keys(held)])) {
		const [right, is] = [wanted[key], held[key]];
		if (!right || !is) {
			note(
				key.startsWith('user') ? 'people' : 'groups',
				`${key} ${is ? 'is there' : 'is missing'}`,
			);
			continue;
		}
		if (right.status !== is.status) {
			note('status', `${key}: ${String(is.status)} instead of ${String(right.status)}`);
			continue;
		}
		for (const word of new Set([...Object.keys(right), ...Object.keys(is)]) as Set<Difference>) {
			if (right[word] === is[word]) continue;
			note(word, `${key}: ${String(is[word])} instead of ${String(right[word])}`);
		}
	}
	return found;
}
