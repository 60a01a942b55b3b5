import { isLeftOut } from '../model/protectedIdentity';
import { error, warning } from '../model/issue';
import type { Found, Issue, Subject } from '../model/issue';
import type { CurrentUser, Person } from '../model/person';
import { cleanName, compareText, matchingKey } from '../common/text';
import type { SkippedPerson, WantedPerson } from './input';
import { idsWithinCompanies } from './partial';
import type { AdoptionDoubt } from './samePerson';
import { adoptionDoubt, isSameRow, mayBeTheirs } from './samePerson';
import type { Rules } from './scope';

/** A person in HR and the user that is theirs. */
export interface Pairing {
	wanted: Person;
	/** `null`: nobody yet. */
	current: CurrentUser | null;
	/** The user gets this External ID by the plan: it had none, or one that HR no longer knows. */
	adopted: boolean;
	/** Why the account may be somebody else's, so that it is adopted only when a person says so. */
	doubt?: AdoptionDoubt;
}

export interface People {
	/** Everyone who can be synchronised, by External ID. */
	pairings: Map<string, Pairing>;
	/** Whose user one is. */
	pairingOf(user: CurrentUser): Pairing | undefined;
	/** Users whom HR does not have. */
	others: CurrentUser[];
	/** Users of people whom HR has but who cannot be synchronised, by External ID. */
	untouchable: Map<string, CurrentUser>;
	/** How many people HR has, those who cannot be synchronised included. */
	wantedCount: number;
	/** How many the list has, each of those who cannot be told apart counted. */
	listed: number;
	/** How many of them came as people who cannot be synchronised. */
	skipped: number;
	/** External IDs of people who are left out on purpose. */
	leftOut: ReadonlySet<string>;
}

/** Whether someone gets their External ID by this plan, so that nothing can refer to them before. */
export function isNew(pairing: Pairing | undefined): boolean {
	return pairing !== undefined && (pairing.current === null || pairing.adopted);
}

/** What people call someone: the full name, else the username. */
export function fullName(person: Pick<Person, 'firstName' | 'lastName' | 'username'>): string {
	return cleanName(`${person.firstName ?? ''} ${person.lastName ?? ''}`) || person.username;
}

/** The subject of an issue about a person. */
export function personSubject(
	person: Pick<CurrentUser, 'externalId' | 'firstName' | 'lastName' | 'username'>,
): Subject {
	return { kind: 'user', externalId: person.externalId, name: fullName(person) };
}

/** A username as it is compared: without regard to case (RFC 7643 §4.1.1, `userName`). */
export function usernameKey(username: string): string {
	return username.toLowerCase();
}

/** Both sides while users are found: everyone who can be synchronised, and those who cannot. */
interface Sides extends ReturnType<typeof readPersons>, ReturnType<typeof pairByExternalId> {
	currentUsers: readonly CurrentUser[];
	protectedUsers: ReadonlySet<CurrentUser>;
	adoptions: Map<CurrentUser, Pairing>;
	pairingOf: People['pairingOf'];
	rules: Pick<Rules, 'knowsEveryId'>;
}

/**
 * Finds the user of each person: by External ID; else a user who has the username that this person,
 * and nobody else, should have, and either no External ID or, as the same person, one that HR no
 * longer knows. So somebody who was registered again in HR keeps the account. People who cannot be
 * told apart become issues; an account made by hand that may be somebody else's is paired in doubt.
 */
export function matchPeople(
	users: ReadonlyArray<WantedPerson | SkippedPerson>,
	currentUsers: readonly CurrentUser[],
	protectedUsers: ReadonlySet<CurrentUser>,
	{ rules, ...found }: Found & { rules: Sides['rules'] },
): People {
	const read = readPersons(users, found.issues);
	const { pairings, unusable, unusableNames } = read;
	const paired = pairByExternalId(pairings, currentUsers);
	leaveOutAmbiguous(paired.repeated, read, found);
	for (const { externalId } of protectedUsers) leaveOut(externalId, read);
	const adoptions = new Map<CurrentUser, Pairing>();
	const pairingOf = (user: CurrentUser) => {
		const pairing = user.externalId === null ? undefined : pairings.get(user.externalId);
		return pairing?.current === user ? pairing : adoptions.get(user);
	};
	if (paired.repeated.size > 0 || protectedUsers.size > 0)
		paired.unmatched = currentUsers.filter((user) => !pairingOf(user));
	const sides: Sides = {
		...read,
		...paired,
		currentUsers,
		protectedUsers,
		adoptions,
		pairingOf,
		rules,
	};
	adopt(sides, found.issues);
	const wantedCount = pairings.size + unusable.size + unusableNames.size;
	const counts = { wantedCount, listed: users.length, skipped: read.skipped };
	const { leftOut } = read;
	return { pairings, pairingOf, ...usersOfNobody(sides), ...counts, leftOut };
}

/** Makes a person one who cannot be synchronised; `undefined` where nobody has the External ID. */
function leaveOut(
	externalId: string | null,
	{ pairings, unusable }: Pick<Sides, 'pairings' | 'unusable'>,
): Person | undefined {
	const person = pairings.get(externalId ?? '')?.wanted;
	if (!person) return undefined;
	pairings.delete(person.externalId);
	unusable.add(person.externalId);
	return person;
}

/** Of several users with one External ID none is anybody's. */
function leaveOutAmbiguous(
	repeated: ReadonlySet<string>,
	sides: Pick<Sides, 'pairings' | 'unusable'>,
	{ issues, systems }: Found,
): void {
	for (const externalId of repeated) {
		const person = leaveOut(externalId, sides);
		if (!person) continue;
		issues.push(
			error(
				'ambiguousUser',
				personSubject(person),
				`${systems.target} has several users with the External ID ${externalId} of ${fullName(person)}, so none of them was changed. Remove all but one there.`,
			),
		);
	}
}

/** Gives people who have no user yet the one with their username, if that can be theirs. */
function adopt(sides: Sides, issues: Issue[]): void {
	const { pairings, adoptions, currentUsers, protectedUsers, rules } = sides;
	const withinCompanies = idsWithinCompanies(
		rules.knowsEveryId ? [] : currentUsers.map(({ externalId }) => externalId),
	);
	const adoptable = adoptableUsers(sides);
	for (const pairing of pairings.values()) {
		if (pairing.current) continue;
		const { wanted } = pairing;
		if (withinCompanies.has(wanted.externalId)) {
			leaveOut(wanted.externalId, sides);
			issues.push(idWaits(wanted));
			continue;
		}
		const user = adoptable.get(usernameKey(wanted.username));
		if (!user) continue;
		const doubt = user.externalId === null ? adoptionDoubt(wanted, user) : undefined;
		if (protectedUsers.has(user)) {
			// Theirs, and left alone; somebody else's is a username that is taken.
			if (!doubt && leaveOut(wanted.externalId, sides)) issues.push(protectedPerson(wanted, user));
			continue;
		}
		pairing.current = user;
		pairing.adopted = true;
		adoptions.set(user, pairing);
		if (user.externalId !== null) issues.push(newExternalId(wanted, user));
		else if (doubt) pairing.doubt = doubt;
	}
}

/** The users of people who cannot be synchronised, and those whom HR does not have. */
function usersOfNobody(sides: Sides): Pick<People, 'others' | 'untouchable'> {
	const { unmatched, adoptions, repeated, unusable, unusableNames, unusableUsernames } = sides;
	const { protectedUsers } = sides;
	const others: CurrentUser[] = [];
	const untouchable = new Map<string, CurrentUser>();
	for (const user of unmatched) {
		if (adoptions.has(user)) continue;
		const { externalId } = user;
		if (externalId !== null && (unusable.has(externalId) || repeated.has(externalId))) {
			untouchable.set(externalId, user);
		} else if (
			protectedUsers.has(user) ||
			unusableUsernames.has(usernameKey(user.username)) ||
			unusableNames.has(matchingKey(fullName(user)))
		) {
			untouchable.set(externalId ?? `\u0000${user.targetId}`, user);
		} else {
			others.push(user);
		}
	}
	return { others, untouchable };
}

function readPersons(users: ReadonlyArray<WantedPerson | SkippedPerson>, issues: Issue[]) {
	const pairings = new Map<string, Pairing>();
	const unusable = new Set<string>();
	const unusableNames = new Set<string>();
	const repeated = new Map<string, Person[]>();
	const unusableUsernames = new Set<string>();
	const skippedPeople = new Set<unknown>();
	const leftOut = new Set<string>();
	const skip = (person: Pick<SkippedPerson, 'externalId' | 'name' | 'username'>) => {
		if (person.username) unusableUsernames.add(usernameKey(person.username));
		if (person.externalId) unusable.add(person.externalId);
		else unusableNames.add(matchingKey(person.name));
	};
	for (const user of users) {
		if (user.issues) for (const issue of user.issues) issues.push(issue);
		if ('skipped' in user) {
			const { externalId, name, username = '' } = user;
			// Somebody may come twice, from both outputs of the mapper.
			if (isLeftOut(user)) leftOut.add(externalId ?? '');
			else skippedPeople.add(externalId ? JSON.stringify([externalId, name, username]) : user);
			skip(user);
		} else if (!user.externalId || !user.username) {
			skippedPeople.add(user);
			skip({ ...user, name: fullName(user) });
			issues.push(incomplete(user));
		} else {
			const same = pairings.get(user.externalId);
			if (!same) pairings.set(user.externalId, { wanted: user, current: null, adopted: false });
			else if (!isSameRow(same.wanted, user)) {
				const all = repeated.get(user.externalId);
				if (all) all.push(user);
				else repeated.set(user.externalId, [same.wanted, user]);
			}
		}
	}
	for (const [externalId, all] of repeated) {
		pairings.delete(externalId);
		unusable.add(externalId);
		issues.push(sameExternalId(externalId, all));
	}
	// Someone may be listed twice, once in good order.
	for (const externalId of unusable) if (pairings.has(externalId)) unusable.delete(externalId);
	const skipped = skippedPeople.size;
	return { pairings, unusable, unusableNames, unusableUsernames, skipped, leftOut };
}

function incomplete(person: Person): Issue {
	const missing = person.externalId ? 'username' : 'External ID';
	return error(
		'incompletePerson',
		{ ...personSubject(person), externalId: person.externalId || null },
		`${fullName(person) || 'A person without a name'} has no ${missing} and was left out. Enter it in HR, or map it from another field.`,
	);
}

function idWaits(person: Person): Issue {
	const { externalId } = person;
	return warning(
		'idWaits',
		personSubject(person),
		`${fullName(person)} waits for the next full run: several companies use the id ${externalId}, and the list, which holds only some people, does not show whose this is. Map the External ID from a field that is unique across companies, and quick runs need not wait.`,
	);
}

function sameExternalId(externalId: string, people: Person[]): Issue {
	const names = people.map(fullName).sort(compareText);
	return error(
		'sameExternalId',
		{ kind: 'user', externalId, name: names[0]! },
		`${names.join(' and ')} have the same External ID ${externalId}, so none of them was changed. Map the External ID from a field that is unique.`,
		{ names },
	);
}

/**
 * Gives each person the user with their External ID.
 *
 * @returns External IDs that several users have, and the users who are nobody's
 */
function pairByExternalId(
	pairings: ReadonlyMap<string, Pairing>,
	currentUsers: readonly CurrentUser[],
): { repeated: Set<string>; unmatched: CurrentUser[] } {
	const repeated = new Set<string>();
	const unmatched: CurrentUser[] = [];
	const notInHr = new Set<string>();
	for (const user of currentUsers) {
		const { externalId } = user;
		const pairing = externalId === null ? undefined : pairings.get(externalId);
		if (pairing) {
			if (pairing.current) repeated.add(externalId!);
			pairing.current = user;
			continue;
		}
		unmatched.push(user);
		if (externalId === null) continue;
		if (notInHr.has(externalId)) repeated.add(externalId);
		else notInHr.add(externalId);
	}
	return { repeated, unmatched };
}

/**
 * Users that HR does not know by External ID, by the username that exactly one person, who has no
 * user, should have.
 */
function adoptableUsers(sides: Sides): Map<string, CurrentUser> {
	const { pairings, unusable, repeated, unmatched, rules } = sides;
	const isKnown = (id: string) =>
		!rules.knowsEveryId || pairings.has(id) || unusable.has(id) || repeated.has(id);
	const adoptable = new Map<string, CurrentUser>();
	const unclear = new Set<string>();
	for (const user of unmatched) {
		if (user.externalId !== null && isKnown(user.externalId)) continue;
		const key = usernameKey(user.username);
		if (adoptable.has(key)) unclear.add(key);
		adoptable.set(key, user);
	}
	if (adoptable.size === 0) return adoptable;
	const claims = new Map<string, number>();
	for (const { wanted: person, current } of pairings.values()) {
		const key = usernameKey(person.username);
		const user = adoptable.get(key);
		if (!user) continue;
		claims.set(key, (claims.get(key) ?? 0) + 1);
		if (current || (user.externalId !== null && !mayBeTheirs(person, user))) unclear.add(key);
	}
	for (const [key, count] of claims) if (count > 1) unclear.add(key);
	for (const key of unclear) adoptable.delete(key);
	return adoptable;
}

function protectedPerson(person: Person, { username }: CurrentUser): Issue {
	const name = fullName(person);
	return warning(
		'protectedPerson',
		personSubject(person),
		`${name} has the protected account ${username}, so nothing of HR was written for ${name}. To change that, remove the account from Protected Accounts.`,
	);
}

function newExternalId(person: Person, user: CurrentUser): Issue {
	return warning(
		'newExternalId',
		personSubject(person),
		`${fullName(person)} has another External ID in HR than before (${person.externalId}, was ${user.externalId}). The user with the same username and name is taken over and keeps the history. If that is somebody else, change the username in HR.`,
		{ previousExternalId: user.externalId },
	);
}
