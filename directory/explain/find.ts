import type { CurrentUser } from '../model/person';
import { fullName } from '../plan/people';
import { compareText, matchingKey } from '../common/text';
import type { Knowledge, KnownPerson, KnownSkipped } from './input';
import type { OriginRecord } from './origin';
import type { LookUp } from './table';

/** Someone as HR has them, as the target has them, or both. */
export interface Found {
	/** By which value they were found, and whether HR or the target has it. */
	by: LookUp;
	where: 'hr' | 'target';
	/** `null`: HR does not have them. */
	hr: KnownPerson | KnownSkipped | null;
	/** `null`: there is no user yet. */
	user: CurrentUser | null;
}

/** What several people have, so that it does not say who is meant. */
const NAME = 'name';

/** In the order in which they decide. */
export const LOOK_UPS: readonly LookUp[] = [
	'employeeNumber',
	'externalId',
	'username',
	'email',
	NAME,
];

/**
 * Everyone of whom what was typed is true: the whole value, in any case; a whole name only where
 * nothing else fits. HR goes first; someone
 * whom HR does not have, or has under another address, is found in the target. Nothing that is
 * only like it is ever found, so that nobody sees other people's data by a slip.
 */
export function findPeople(knowledge: Knowledge, who: string): Found[] {
	const key = matchingKey(who);
	if (key === '') return [];
	const usersById = new Map<string, CurrentUser>();
	for (const user of knowledge.users) {
		if (user.externalId !== null) usersById.set(user.externalId, user);
	}
	const inHr = inHrBy(knowledge, key).map(({ hr, by }): Found => ({
		by,
		where: 'hr',
		hr,
		user: usersById.get(hr.externalId ?? '') ?? adoptedBy(hr, knowledge),
	}));
	if (inHr.length > 0) return surest(inHr);
	const skippedById = new Map(knowledge.skipped.map((one) => [one.externalId, one]));
	const inTarget = knowledge.users
		.map((user) => ({ user, by: lookUp(userKeys(user), key) }))
		.filter((one): one is { user: CurrentUser; by: LookUp } => one.by !== undefined)
		.map(({ user, by }): Found & { user: CurrentUser } => {
			const id = user.externalId;
			const hr = id === null ? undefined : (knowledge.people.get(id) ?? skippedById.get(id));
			return { by, where: 'target', hr: hr ?? null, user };
		})
		.sort((a, b) => compareText(a.user.targetId, b.user.targetId));
	return surest(inTarget);
}

/** Whether all that was found is a name. */
export function isByName({ by }: Found): boolean {
	return by === NAME;
}

/** Those found by what only one person has; else by name, without those whose name must not show. */
function surest(found: readonly Found[]): Found[] {
	if (!found.every(isByName)) return found.filter((one) => !isByName(one));
	return found.filter(({ hr }) => !hr?.protectedIdentity);
}

function inHrBy(
	{ people, skipped }: Knowledge,
	key: string,
): Array<{ hr: KnownPerson | KnownSkipped; by: LookUp }> {
	return [...people.values(), ...skipped]
		.map((hr) => ({ hr, by: lookUp(hrKeys(hr), key) }))
		.filter((one): one is { hr: KnownPerson; by: LookUp } => one.by !== undefined)
		.sort(
			(a, b) =>
				compareText(a.hr.externalId ?? '', b.hr.externalId ?? '') ||
				compareText(companyOf(a.hr), companyOf(b.hr)),
		);
}

function companyOf({ origin }: KnownPerson | KnownSkipped): string {
	return origin?.records[0]?.company ?? '';
}

type Keys = Record<LookUp, unknown[]>;

function lookUp(keys: Keys, key: string): LookUp | undefined {
	return LOOK_UPS.find((name) => keys[name].some((value) => matchingKey(value) === key));
}

function hrKeys(person: KnownPerson | KnownSkipped): Keys {
	const records = person.origin?.records ?? [];
	return {
		employeeNumber: records.map(({ employeeNumber }) => employeeNumber),
		externalId: [person.externalId, ...rawValues(records, 'externalId')],
		username: [person.username, ...rawValues(records, 'username')],
		email: ['email' in person ? person.email : null, ...rawValues(records, 'email')],
		// That somebody of this name is here must not show.
		name: person.protectedIdentity ? [] : [nameInHr(person)],
	};
}

function rawValues(records: readonly OriginRecord[], field: string): unknown[] {
	return records.flatMap(({ values }) =>
		values.filter((value) => value.field === field).map(({ value }) => value),
	);
}

export function nameInHr(person: KnownPerson | KnownSkipped): string {
	return 'skipped' in person ? person.name : fullName(person);
}

function userKeys(user: CurrentUser): Keys {
	const { externalId, username, email } = user;
	return {
		employeeNumber: [],
		externalId: [externalId],
		username: [username],
		email: [email],
		name: [fullName(user)],
	};
}

/** The user made by hand that the plan links to a person. */
function adoptedBy(
	{ externalId }: KnownPerson | KnownSkipped,
	{ plan, users }: Knowledge,
): CurrentUser | null {
	if (externalId === null) return null;
	const change = [...plan.changes, ...plan.held].find(
		(one) => one.kind === 'user' && one.externalId === externalId && one.targetId !== null,
	);
	return users.find(({ targetId }) => targetId === change?.targetId) ?? null;
}
