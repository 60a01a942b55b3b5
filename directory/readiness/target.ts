import { matchingKey } from '../common/text';
import { sharing } from '../mapping/duplicates';
import type { CurrentGroup } from '../model/group';
import type { CurrentUser } from '../model/person';
import { fullName } from '../plan/people';
import { countText } from '../report/words';
import {
	findingOf,
	type Concerned,
	type KindFacts,
	type ReadinessFinding,
	type TargetCheck,
} from './model';

/**
 * Words in a username, a name or a role that speak of an administrator or a service, whole words only.
 */
const ADMINISTRATOR =
	/(?<![\p{L}])(admin|administrator|administratör|superuser|root|system|service|svc|api|integration|support|test|demo|no-?reply)(?![\p{L}])/iu;

/** The finding about accounts that were made by hand: the plan says which of them it adopts. */
export const BY_HAND = 'usersByHand';

export interface TargetPeople {
	users: readonly CurrentUser[];
	groups: readonly CurrentGroup[];
	/** What the target says of a user's roles, where that can be read. */
	rolesOf: (user: CurrentUser) => readonly string[];
}

/** What the target has: figures, and what is to be settled about its accounts and groups. */
export function targetFacts(
	target: string,
	{ users, groups, rolesOf }: TargetPeople,
): Pick<TargetCheck, 'users' | 'groups' | 'findings'> {
	const administrators = users.flatMap((user) => {
		const [role] = rolesOf(user).filter((one) => ADMINISTRATOR.test(one));
		if (role !== undefined) return [account(user, `role ${role}`)];
		const words = `${user.username.replace(/@.*/, '')} ${fullName(user)}`;
		return ADMINISTRATOR.test(words) ? [account(user, 'by its name')] : [];
	});
	return {
		users: {
			...kindFacts(users),
			active: users.filter(({ active }) => active).length,
			administrators: administrators.length,
		},
		groups: kindFacts(groups),
		findings: [
			...accountFindings(target, users, administrators),
			...groupFindings(target, groups),
		].filter(({ count }) => count > 0),
	};
}

function accountFindings(
	target: string,
	users: readonly CurrentUser[],
	administrators: readonly Concerned[],
): ReadinessFinding[] {
	const byHand = users.filter(isByHand);
	return [
		findingOf(
			{
				code: 'administrators',
				weight: 'decide',
				owner: 'consultant',
				title: `${countText(administrators.length, 'account')} in ${target} may belong to an administrator or a service`,
				advice:
					'Give them no External ID, and enter them under Protected Accounts in the Sync Planner, so that no run changes or removes them.',
			},
			administrators,
		),
		findingOf(
			{
				code: BY_HAND,
				weight: 'decide',
				owner: 'consultant',
				title: `${countText(byHand.length, 'user')} in ${target} ${has(byHand)} no External ID`,
				advice:
					'A run adopts those whose username a person in HR has, and leaves the others alone. Correct usernames that differ before the start, or a second account is made.',
			},
			byHand.map((user) => account(user, user.active ? '' : 'inactive')),
		),
		findingOf(
			{
				code: 'sharedUserNames',
				weight: 'know',
				owner: 'target',
				title: `Users in ${target} share a name`,
				advice: 'Check whether somebody has two accounts, and remove the one that is not used.',
			},
			sharers(users, fullName).map((user) => account(user, '')),
		),
	];
}

function groupFindings(target: string, groups: readonly CurrentGroup[]): ReadinessFinding[] {
	const byHand = groups.filter(isByHand);
	return [
		findingOf(
			{
				code: 'groupsByHand',
				weight: 'decide',
				owner: 'consultant',
				title: `${countText(byHand.length, 'group')} in ${target} ${has(byHand)} no External ID`,
				advice:
					'A full run leaves groups that were made by hand alone and makes its own beside them. Decide which of them are to stay.',
			},
			byHand.map(groupConcerned),
		),
		findingOf(
			{
				code: 'sharedGroupNames',
				weight: 'know',
				owner: 'target',
				title: `Groups in ${target} share a name`,
				advice:
					'Rename those that people could mix up, if they are not in different parts of the tree.',
			},
			sharers(groups, ({ name }) => name).map(groupConcerned),
		),
	];
}

function isByHand({ externalId }: { externalId: string | null }): boolean {
	return externalId === null;
}

function has({ length }: readonly unknown[]): string {
	return length === 1 ? 'has' : 'have';
}

function kindFacts(list: ReadonlyArray<{ externalId: string | null }>): KindFacts {
	const withoutExternalId = list.filter(isByHand).length;
	return { total: list.length, withExternalId: list.length - withoutExternalId, withoutExternalId };
}

function account(user: CurrentUser, note: string): Concerned {
	const { username, targetId } = user;
	const name = fullName(user);
	const login = name === username ? '' : username;
	return { name, id: targetId, note: [login, note].filter((one) => one !== '').join(', ') };
}

function groupConcerned({ name, externalId }: CurrentGroup): Concerned {
	return { name, id: null, note: externalId ?? '' };
}

/** Those whose name others have, too. */
function sharers<T>(list: readonly T[], nameOf: (one: T) => string): T[] {
	return sharing(list, (one) => matchingKey(nameOf(one))).flat();
}
