import { compareText } from '../../../directory/common/text';
import { EXTERNAL_PERSONNEL } from '../../sandbox/people';
import { employedOn, employmentTypeOn, organizationOn } from '../../sandbox/flex/changes';
import type { FlexEmployee, FlexModel } from '../../sandbox/flex/model';
import type { GroupState, TenantState, UserState } from '../../sandbox/winningtemp/state';

/** The mission: 1 and 2 are Male and Female; the words are Winningtemp's. */
const GENDERS = new Map<unknown, string>([
	[1, 'Male'],
	[2, 'Female'],
]);

/**
 * What the mission says that Winningtemp must hold for a Flex model, worked out from the model
 * alone, without any of this package's nodes or domain. Groups are named by their path, since
 * their External IDs are the package's own business.
 */
export function wantedState(model: FlexModel, day: string): TenantState {
	return withManagersApart(stateWithManagersInGroups(model, day));
}

/** As earlier versions left it: who manages a group is a member of it, too. */
export function stateWithManagersInGroups(model: FlexModel, day: string): TenantState {
	const employed = employedOn(model, day);
	const people = employed.filter(({ emailWork }) => emailWork?.trim());
	const present = new Set(people.map(({ id }) => id));
	const paths = new Map(people.map((one) => [one.id, pathOf(model, one, day)]));
	const managerOf = (one: FlexEmployee) => {
		const manager = one.immediateManagerEmployeeId;
		return manager !== null && present.has(manager) ? manager : null;
	};
	const users = people.map((one): UserState => ({
		externalId: one.id,
		userName: one.emailWork!.toLowerCase(),
		email: one.emailWork!.toLowerCase(),
		givenName: one.firstName,
		familyName: one.lastName,
		active: true,
		manager: managerOf(one),
		gender: GENDERS.get(one.gender) ?? null,
		birthday: one.dateOfBirth,
		excludeFromSurveys: employmentTypeOn(model, one.id, day) === EXTERNAL_PERSONNEL || null,
		attributes: {},
		groups: paths.get(one.id)!.length > 0 ? [label(paths.get(one.id)!)] : [],
	}));
	const managers = new Map(people.map((one) => [one.id, managerOf(one)]));
	const members = new Map<string, FlexEmployee[]>();
	for (const one of people) {
		const path = paths.get(one.id)!;
		for (let depth = 1; depth <= path.length; depth++) {
			const name = label(path.slice(0, depth));
			if (!members.has(name)) members.set(name, []);
			if (depth === path.length) members.get(name)!.push(one);
		}
	}
	const groups = [...members].map(([name, inIt]): GroupState => {
		const path = JSON.parse(name) as string[];
		return {
			externalId: name,
			displayName: path.at(-1)!,
			parentExternalId: path.length > 1 ? label(path.slice(0, -1)) : null,
			managerExternalId: leaderOf(inIt, managers),
			members: inIt.map(({ id }) => id).sort(compareText),
		};
	});
	return { users: inOrder(users), groups: inOrder(groups) };
}

/** Nobody is both manager and member of a group. */
function withManagersApart({ users, groups }: TenantState): TenantState {
	const managerOf = new Map(groups.map((one) => [one.externalId, one.managerExternalId]));
	return {
		users: users.map((user) => ({
			...user,
			groups: user.groups.filter((group) => managerOf.get(group) !== user.externalId),
		})),
		groups: groups.map((group) => ({
			...group,
			members: group.members.filter((member) => member !== group.managerExternalId),
		})),
	};
}

/** A tenant's state with groups named by their path instead of their External ID. */
export function byPath({ users, groups }: TenantState): TenantState {
	const known = new Map(groups.map((group) => [group.externalId, group]));
	const nameOf = (externalId: string | null): string => {
		const path: string[] = [];
		let id: string | null = externalId;
		while (id !== null && path.length < groups.length) {
			const group = known.get(id);
			if (!group) return `unknown ${externalId}`;
			path.unshift(group.displayName);
			id = group.parentExternalId;
		}
		return label(path);
	};
	return {
		users: inOrder(
			users.map((user) => ({ ...user, groups: user.groups.map(nameOf).sort(compareText) })),
		),
		groups: inOrder(
			groups.map((group) => ({
				...group,
				externalId: nameOf(group.externalId),
				parentExternalId: group.parentExternalId === null ? null : nameOf(group.parentExternalId),
			})),
		),
	};
}

/** Without those who are inactive: leavers stay as they were, members of their group included. */
export function activeOnly({ users, groups }: TenantState): TenantState {
	const inactive = new Set(
		users.filter(({ active }) => !active).map(({ externalId, userName }) => externalId ?? userName),
	);
	return {
		users: users.filter(({ active }) => active),
		groups: groups.map((group) => ({
			...group,
			members: group.members.filter((member) => !inactive.has(member)),
		})),
	};
}

/** A path as `wantedState` and `byPath` write it. */
export function label(path: readonly string[]): string {
	return JSON.stringify(path);
}

/** Office, department and team, without those that are empty. */
function pathOf(model: FlexModel, { id }: FlexEmployee, day: string): string[] {
	const { Office, Department, Team } = organizationOn(model, id, day);
	return [Office, Department, Team].filter((name) => name !== undefined);
}

/**
 * The person whom most of the people in a group report to. Of several, those who are named by people who
 * are not candidates themselves; then the one whom all other candidates report to; then the first.
 */
function leaderOf(
	members: readonly FlexEmployee[],
	managers: ReadonlyMap<string, string | null>,
): string | null {
	const tied = mostNamed(members.map((one) => one.immediateManagerEmployeeId)).filter((id) =>
		managers.has(id),
	);
	if (tied.length < 2) return tied[0] ?? null;
	const outside = members.filter(({ id }) => !tied.includes(id));
	const named = mostNamed(
		outside.map(({ id }) => managers.get(id)!).filter((id) => id !== null && tied.includes(id)),
	);
	const left = named.length > 0 ? named : tied;
	const senior = left.filter((id) =>
		left.every((other) => other === id || managers.get(other) === id),
	);
	return (senior.length === 1 ? senior : left)[0]!;
}

function mostNamed(ids: ReadonlyArray<string | null>): string[] {
	const counts = new Map<string, number>();
	for (const id of ids) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
	const most = [...counts.values()].reduce((a, b) => (a > b ? a : b), 0);
	return [...counts]
		.filter(([, count]) => count === most)
		.map(([id]) => id)
		.sort(compareText);
}

function inOrder<T extends { externalId: string | null }>(list: T[]): T[] {
	return list.sort((a, b) => compareText(a.externalId ?? '', b.externalId ?? ''));
}
