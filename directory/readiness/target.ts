import { matchingKey } from '../common/text';
import { sharing } from '../mapping/duplicates';
import type { CurrentGroup } from '../model/group';
import type { CurrentUser } from '../model/person';
import { fullName } from '../plan/people';
import { counted, filled, say, text, type Row } from '../report/columns';
import {
	findingOf,
	type Concerned,
	type KindFacts,
	type ReadinessFinding,
	type TargetCheck,
} from './model';
import { told } from './told';

/**
 * Words in a username, a name or a role that speak of an administrator or a service, whole words only.
 */
const ADMINISTRATOR =
	/(?<![\p{L}])(admin|administrator|administratör|superuser|root|system|service|svc|api|integration|support|test|demo|no-?reply)(?![\p{L}])/iu;

/** The finding about accounts that were made by hand: the plan says which of them it adopts. */
export const BY_HAND = 'usersByHand';

const SAID = {
	role: say('role {0}', 'roll {0}'),
	byName: text('by its name', 'enligt namnet'),
	inactive: text('inactive', 'inaktiv'),
	administrators: counted(
		[
			'{0} account in {1} may belong to an administrator or a service',
			'{0} accounts in {1} may belong to an administrator or a service',
		],
		[
			'{0} konto i {1} kan tillhöra en administratör eller en tjänst',
			'{0} konton i {1} kan tillhöra en administratör eller en tjänst',
		],
	),
	protect: text(
		'Give them no External ID, and enter them under Protected Accounts in the Sync Planner, so that no run changes or removes them.',
		'Ge dem inget externt ID och ange dem under Protected Accounts i Sync Planner, så att ingen körning ändrar eller tar bort dem.',
	),
	usersByHand: counted(
		['{0} user in {1} has no External ID', '{0} users in {1} have no External ID'],
		['{0} användare i {1} saknar externt ID', '{0} användare i {1} saknar externt ID'],
	),
	adopted: text(
		'A run adopts those whose username a person in HR has, and leaves the others alone. Correct usernames that differ before the start, or a second account is made.',
		'En körning tar över dem vars användarnamn någon i HR har, och lämnar de andra orörda. Rätta användarnamn som skiljer sig före starten, annars skapas ett andra konto.',
	),
	namesakes: say('Users in {0} share a name', 'Användare i {0} har samma namn'),
	twoAccounts: text(
		'Check whether somebody has two accounts, and remove the one that is not used.',
		'Kontrollera om någon har två konton, och ta bort det som inte används.',
	),
	groupsByHand: counted(
		['{0} group in {1} has no External ID', '{0} groups in {1} have no External ID'],
		['{0} grupp i {1} saknar externt ID', '{0} grupper i {1} saknar externt ID'],
	),
	groupsStay: text(
		'A full run leaves groups that were made by hand alone and makes its own beside them. Decide which of them are to stay.',
		'En fullständig körning lämnar grupper som lagts upp för hand orörda och skapar egna bredvid dem. Bestäm vilka som ska finnas kvar.',
	),
	sameGroups: say('Groups in {0} share a name', 'Grupper i {0} har samma namn'),
	renameGroups: text(
		'Rename those that people could mix up, if they are not in different parts of the tree.',
		'Byt namn på dem som kan förväxlas, om de inte ligger i olika delar av trädet.',
	),
};

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
		if (role !== undefined) return [account(user, filled(SAID.role, role))];
		const words = `${user.username.replace(/@.*/, '')} ${fullName(user)}`;
		return ADMINISTRATOR.test(words) ? [account(user, SAID.byName)] : [];
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
				...told({
					title: filled(SAID.administrators, administrators.length, target),
					advice: SAID.protect,
				}),
			},
			administrators,
		),
		findingOf(
			{
				code: BY_HAND,
				weight: 'decide',
				owner: 'consultant',
				...told({
					title: filled(SAID.usersByHand, byHand.length, target),
					advice: SAID.adopted,
				}),
			},
			byHand.map((user) => account(user, user.active ? undefined : SAID.inactive)),
		),
		findingOf(
			{
				code: 'sharedUserNames',
				weight: 'know',
				owner: 'target',
				...told({ title: filled(SAID.namesakes, target), advice: SAID.twoAccounts }),
			},
			sharers(users, fullName).map((user) => account(user)),
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
				...told({
					title: filled(SAID.groupsByHand, byHand.length, target),
					advice: SAID.groupsStay,
				}),
			},
			byHand.map(groupConcerned),
		),
		findingOf(
			{
				code: 'sharedGroupNames',
				weight: 'know',
				owner: 'target',
				...told({ title: filled(SAID.sameGroups, target), advice: SAID.renameGroups }),
			},
			sharers(groups, ({ name }) => name).map(groupConcerned),
		),
	];
}

function isByHand({ externalId }: { externalId: string | null }): boolean {
	return externalId === null;
}

function kindFacts(list: ReadonlyArray<{ externalId: string | null }>): KindFacts {
	const withoutExternalId = list.filter(isByHand).length;
	return { total: list.length, withExternalId: list.length - withoutExternalId, withoutExternalId };
}

function account(user: CurrentUser, note?: Row<string>): Concerned {
	const { username, targetId } = user;
	const name = fullName(user);
	const login = name === username ? '' : username;
	const noted = (words = '') => [login, words].filter((one) => one !== '').join(', ');
	const sv = note && { sv: { note: noted(note.sv) } };
	return { name, id: targetId, note: noted(note?.en), ...sv };
}

function groupConcerned({ name, externalId }: CurrentGroup): Concerned {
	return { name, id: null, note: externalId ?? '' };
}

/** Those whose name others have, too. */
function sharers<T>(list: readonly T[], nameOf: (one: T) => string): T[] {
	return sharing(list, (one) => matchingKey(nameOf(one))).flat();
}
