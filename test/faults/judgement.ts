import type { GroupState, TenantState } from '../sandbox/winningtemp/state';
import { scimIdOf } from '../sandbox/winningtemp/state';
import type { Difference, TenantProfile } from '../sandbox/winningtemp/tenants';
import {
	heldState,
	surePathOf,
	wantedState,
	type KnownAs,
	type State,
} from '../workflow/tenants/endState';
import { differsFrom, NAMES } from '../workflow/tenants/night';
import type { Evening } from './firm';
import { duplicatesIn } from './run';

/** HR of an evening, and what the tenant holds after the night. */
export interface Morning {
	evening: Evening;
	state: TenantState;
	knownAs: KnownAs;
}

/**
 * Which unit of the firm each group of the tenant is. What its name and place once showed is known of
 * it as long as it lives: by its id in the tenant and by the number that the firm gave the unit.
 */
export class KnownGroups {
	private readonly known = new Map<string, { unit: number; path: string }>();

	/** @returns how the groups that this state does not show to be of one unit are known */
	see(state: TenantState, evening: Evening): KnownAs {
		const { people, leavers, units } = evening;
		const wanted = wantedState(people, leavers, { takesManagers: false, takesPhones: false });
		for (const group of state.groups) {
			const path = surePathOf(group, state.groups, wanted);
			if (path !== undefined) this.known.set(scimIdOf(group), { unit: units[path]!, path });
		}
		const known = new Map(this.known);
		return (group) => {
			const one = known.get(scimIdOf(group));
			return one && (Object.keys(units).find((path) => units[path] === one.unit) ?? one.path);
		};
	}
}

export type Differences = ReadonlyMap<Difference, string[]>;

/** What the tenant holds differently, but for what its kind always does. */
export function differencesIn(
	{ state, evening, knownAs }: Morning,
	profile: TenantProfile,
): Differences {
	const { people, leavers, managers } = evening;
	const found = new Map(differsFrom(state, people, leavers, profile, { managers, knownAs }));
	for (const word of profile.differs ?? []) found.delete(word);
	leaveOutTaken(found, state);
	return found;
}

/**
 * Leaves out the usernames that nobody can get, because somebody who has left still has them: such an
 * account is left as it is, and the run names both.
 */
function leaveOutTaken(found: Map<Difference, string[]>, { users }: TenantState): void {
	const taken = users.filter(({ active }) => !active).map(({ userName }) => `${userName}`);
	for (const word of ['username', 'email'] as const) {
		const left = (found.get(word) ?? []).filter(
			(example) => !taken.some((name) => example.endsWith(` instead of ${name}`)),
		);
		if (left.length > 0) found.set(word, left);
		else found.delete(word);
	}
}

/** Two departments of one name are two groups, also where or while neither has its office as parent. */
export function duplicatesOf(
	{ state: { users, groups }, evening: { managers } }: Morning,
	{ differs = [] }: TenantProfile,
): string[] {
	const isPlaced = ({ displayName, parentExternalId }: GroupState) =>
		!differs.includes('groupName') && (parentExternalId !== null || displayName in managers);
	return [
		...duplicatesIn({ users, groups: groups.filter(isPlaced) }),
		...duplicatesIn({
			users: [],
			groups: groups.map((group, i) => ({ ...group, displayName: String(i) })),
		}),
	];
}

export const lines = (found: Differences) =>
	[...found].map(([word, examples]) => `${word}: ${examples.slice(0, 3).join('; ')}`);

export const each = (found: Differences) =>
	[...found].flatMap(([word, examples]) => examples.map((one) => `${word}: ${one}`));

/** What differs although the run ended well, and no remark names the value or whose it is. */
export function silentIn(
	morning: Morning,
	profile: TenantProfile,
	remarks: readonly string[],
): string[] {
	const all = remarks.join('\n');
	const names = new Map(
		[...morning.evening.people, ...morning.evening.leavers].map(({ id, last }) => [
			`user ${id.toLowerCase()}`,
			last,
		]),
	);
	const isNamed = (example: string) => {
		const [, subject = ''] =
			/^((?:user|group) [^:]*?)(?::|(?:, once more)? is (?:there|missing)$)/.exec(example) ?? [];
		return isWordOf(
			all,
			names.get(subject) ??
				subject
					.split('/')
					.at(-1)!
					.replace(/^group /, ''),
		);
	};
	// Who manages a group is no member of it, so the two differ together.
	const isOfManagers = (word: Difference) =>
		(word === 'groupManager' || word === 'membership') && /manager of (?:the|\d+) group/.test(all);
	return [...differencesIn(morning, profile)]
		.filter(([word]) => !NAMES[word].test(all) && !isOfManagers(word))
		.flatMap(([word, examples]) =>
			examples.filter((one) => !isNamed(one)).map((one) => `${word}: ${one}`),
		);
}

/** Whether a text has a name as words of their own: "Ekonomi" does not have "Ek". */
function isWordOf(text: string, name: string): boolean {
	const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u').test(text);
}

/** Who was there and must be there now; groups and memberships likewise. */
export function wrongRemovals(
	before: Morning,
	after: Morning,
	{ differs = [] }: TenantProfile,
): string[] {
	const takes = { takesManagers: !differs.includes('groupManager'), takesPhones: false };
	const wantedOf = ({ people, leavers, managers }: Evening) =>
		wantedState(people, leavers, takes, managers);
	const [was, must] = [wantedOf(before.evening), wantedOf(after.evening)];
	const had = heldState(before.state, was, before.knownAs);
	const has = heldState(after.state, must, after.knownAs);
	const kept = (key: string, of: State, name: 'status' | 'membership') =>
		of[key]?.[name] !== undefined && of[key][name] === must[key]?.[name];
	// Who manages a group is no member of it. Where another manager is not taken, that stays so.
	const manages = (key: string) => {
		const { groupManager } = has[`group ${String(must[key]!.membership)}`] ?? {};
		return typeof groupManager === 'string' && key === `user ${groupManager.toLowerCase()}`;
	};
	// While two groups pass for one, nobody can say who was in which.
	const isOne = (path: unknown) => {
		const group = `group ${String(path)}`;
		return !had[`${group}, once more`] && had[group]?.groupName === was[group]?.groupName;
	};
	return Object.keys(must).flatMap((key) => {
		if (!was[key] || !had[key]) return [];
		if (key.startsWith('group')) return has[key] || differs.includes('groups') ? [] : [key];
		const lost = (['status', 'membership'] as const).filter(
			(name) =>
				kept(key, was, name) &&
				(name === 'status' || (isOne(was[key]!.membership) && !manages(key))) &&
				kept(key, had, name) &&
				!kept(key, has, name) &&
				must[key]![name] !== '',
		);
		return lost
			.filter((name) => !differs.includes(name) && !differs.includes('people'))
			.map((name) => `${name} of ${key}: ${String(has[key]?.[name])}`);
	});
}
