import { fingerprintOf } from '../directory/common/fingerprint';
import { UserError } from '../directory/model/userError';
import type { ScimClient } from './client';
import type { JsonObject } from './json';
import { idOf, memberIds } from './resource';
import { LISTED, type Ways } from './ways';

/**
 * Fingerprint of who was in which group when two readings agreed last, or after the last write. There
 * may be two, with a space between them: whether a tenant shows leavers as members is up to the tenant.
 */
const MEMBERS = `${LISTED}members`;
/** How many users a list has at least, as the last run left them. */
const USERS = `${LISTED}users`;
/** Readings of a list in all, before it is given up. */
const READINGS = 4;
const DAY = 86_400_000;
/** Milliseconds for which a tenant that had users, or groups, is expected to have some. */
const EXPECTED_FOR = 7 * DAY;

/** Where it is remembered. */
interface Memory {
	tenant: { ways: Ways };
	/** Keeps tenants at one address apart. */
	account?: string;
}

type Reading = Memory & { client: Pick<ScimClient, 'service'> };

/**
 * The users of a reading, if they are as many as an earlier run left. Else they are read again: somebody
 * whom a list leaves out once would be created once more. A list that is shorter is believed where two
 * readings show the same users and none showed more. It costs one more list where somebody else has
 * deleted users.
 *
 * @param readAgain gives all users as they are now
 * @throws UserError where no list of four can be believed, or where nobody is left of those whom an
 * earlier run saw
 */
export async function agreedUsers<T extends { resources: JsonObject[] }>(
	memory: Reading,
	first: T,
	readAgain: () => Promise<T>,
): Promise<T> {
	const expected = Number(memory.tenant.ways.of(nameIn(memory, USERS)) ?? 0);
	const users = await asManyAs(expected, first, readAgain);
	const { target } = memory.client.service;
	if (!users) {
		throw new UserError(
			`The users could not be read from ${target}: the last run knew ${expected}, and ${READINGS} lists showed fewer, and others each time.`,
			`Nothing was written. Run the workflow again. If it happens again, see whether another program changes the users at this time, or report to ${target} that its SCIM lists show different users from one request to the next.`,
			'changedWhileReading',
		);
	}
	const count = users.resources.length;
	if (count === 0 && expected > 0) {
		throw new UserError(
			`${target} answered twice that it has no users, and the last run knew ${expected}.`,
			`Nothing was written, since everybody would be created once more. Check that the credential belongs to the right tenant, and ask ${target} whether its API user may still see all users. If all users were deleted on purpose, import the workflow once more: the new one does not expect any.`,
			'changedWhileReading',
		);
	}
	rememberUsers(memory, count);
	return users;
}

/** The first list with enough users, else one that two readings showed and that is not the shorter one. */
async function asManyAs<T extends { resources: JsonObject[] }>(
	expected: number,
	first: T,
	readAgain: () => Promise<T>,
): Promise<T | undefined> {
	const seen = new Set<string>();
	let most = 0;
	let users = first;
	for (let reading = 1; ; reading++) {
		const { length } = users.resources;
		const ids = fingerprintOf(users.resources.map(idOf));
		if (length >= expected || (seen.has(ids) && length >= most)) return users;
		if (reading === READINGS) return undefined;
		seen.add(ids);
		most = Math.max(most, length);
		users = await readAgain();
	}
}

/** The first of several readings that is as an earlier one was; `undefined` where there is none. */
async function twoThatAgree<T>(
	first: T,
	readAgain: () => Promise<T>,
	fingerprint: (reading: T) => string,
): Promise<T | undefined> {
	const seen = new Set([fingerprint(first)]);
	while (seen.size < READINGS) {
		const reading = await readAgain();
		const print = fingerprint(reading);
		if (seen.has(print)) return reading;
		seen.add(print);
	}
	return undefined;
}

/**
 * The groups of a reading, if they have the members that an earlier run saw. Else the groups are read
 * again, until two readings agree: members decide which group is which, and a server that once shows
 * those of another group, or too few, must not be believed. It costs one more list where somebody else
 * has put people into groups, or where a write was lost; where lists show no members, a request for
 * each group.
 *
 * @param readAgain gives all groups with their members, as they are now
 * @param ownOf gives the groups as a run knows them after it has written them, and changes nothing
 * @throws UserError where no two of four readings agree
 */
export async function agreedGroups(
	memory: Reading,
	first: JsonObject[],
	readAgain: () => Promise<JsonObject[]>,
	ownOf: (groups: JsonObject[]) => Iterable<JsonObject> = (groups) => groups,
): Promise<JsonObject[]> {
	const remembered = memory.tenant.ways.of(nameIn(memory, MEMBERS));
	const ownMembers = (groups: JsonObject[]) => membersIn(ownOf(groups));
	if (remembered?.split(' ').includes(ownMembers(first))) {
		remember(memory, MEMBERS, remembered);
		return first;
	}
	const agreed = await twoThatAgree(first, readAgain, ownMembers);
	if (agreed) {
		remember(memory, MEMBERS, ownMembers(agreed));
		return agreed;
	}
	const { target } = memory.client.service;
	throw new UserError(
		`The groups could not be read from ${target}: they had other members each time, ${READINGS} times in a row.`,
		`Nothing was written. Run the workflow again. If it happens again, see whether another program changes the groups at this time, or report to ${target} that its SCIM lists show different members from one request to the next.`,
		'changedWhileReading',
	);
}

/** Whether a run of the last week saw groups. */
export function sawGroups(memory: Memory): boolean {
	return wasSeen(memory, MEMBERS);
}

function wasSeen(memory: Memory, name: string): boolean {
	const age = memory.tenant.ways.ageOf(nameIn(memory, name));
	return age !== undefined && age < EXPECTED_FOR;
}

/** @returns the error of a tenant that had groups a short time ago, and answers that there are none */
export function groupsGone({ client }: { client: Pick<ScimClient, 'service'> }): UserError {
	const { target } = client.service;
	return new UserError(
		`${target} answered that it has no groups over SCIM, and a run of the last week read groups there.`,
		`Nothing was written. Run the workflow again. If it happens again, ask ${target} whether groups were switched off. A week after the last run that read groups, people are synchronised without them.`,
		'changedWhileReading',
	);
}

/** Users and groups as a run leaves them. */
interface State {
	users: readonly JsonObject[];
	/** `null` where nobody knows who is in which. */
	groups: readonly JsonObject[] | null;
	/** Ids of users who were deactivated or deleted: lists may show them afterwards, or not. */
	left: ReadonlySet<string>;
}

/**
 * Remembers after writing how many users there are, and who is in which group, as far as it is known:
 * the next reading shows whether it is so.
 */
export function expectState(memory: Memory, { users, groups, left }: State): void {
	// Where no users were read, nothing is known of them.
	if (users.length + left.size > 0) {
		rememberUsers(memory, users.filter((user) => !left.has(idOf(user))).length);
	}
	if (!groups) return;
	const either = new Set([membersIn(groups), membersIn(groups, left)]);
	remember(memory, MEMBERS, [...either].join(' '));
}

function rememberUsers(memory: Memory, count: number): void {
	if (count > 0) remember(memory, USERS, String(count));
	else memory.tenant.ways.forget(nameIn(memory, USERS));
}

/** Remembers what was seen, once a day also where it is the same: users and groups were there then. */
function remember(memory: Memory, what: string, seen: string): void {
	const { ways } = memory.tenant;
	const name = nameIn(memory, what);
	if ((ways.ageOf(name) ?? 0) >= DAY) ways.forget(name);
	ways.learn(name, seen);
}

function nameIn({ account = '' }: Memory, what: string): string {
	return account === '' ? what : `${what}.${account}`;
}

function membersIn(groups: Iterable<JsonObject>, left: ReadonlySet<string> = new Set()): string {
	const lines = [...groups].map((group) => {
		const ids = new Set(memberIds(group).filter((id) => !left.has(id)));
		return [idOf(group), ...[...ids].sort()].join();
	});
	return fingerprintOf(lines);
}
