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
const NAME = `${LISTED}members`;
/** Readings of the groups in all, before it is given up. */
const READINGS = 4;
const DAY = 86_400_000;
/** Milliseconds for which a tenant that had groups is expected to have some. */
const EXPECTED_FOR = 7 * DAY;

/** Where it is remembered. */
interface Memory {
	tenant: { ways: Ways };
	/** Keeps tenants at one address apart. */
	account?: string;
}

/**
 * The groups of a reading, if they have the members that an earlier run saw. Else the groups are read
 * again, until two readings agree: members decide which group is which, and a server that once shows
 * those of another group, or too few, must not be believed. It costs one more list where somebody else
 * has put people into groups, or where a write was lost.
 *
 * @param readAgain gives all groups with their members, as they are now
 * @param ownOf gives the groups as a run knows them after it has written them, and changes nothing
 * @throws UserError where no two of four readings agree
 */
export async function agreedGroups(
	{ client, ...memory }: Memory & { client: Pick<ScimClient, 'service'> },
	first: JsonObject[],
	readAgain: () => Promise<JsonObject[]>,
	ownOf: (groups: JsonObject[]) => Iterable<JsonObject> = (groups) => groups,
): Promise<JsonObject[]> {
	const { ways } = memory.tenant;
	const seen = new Set([membersIn(ownOf(first))]);
	const known = ways.of(nameIn(memory))?.split(' ') ?? [];
	if (known.some((one) => seen.has(one))) {
		remember(memory, ways.of(nameIn(memory))!);
		return first;
	}
	while (seen.size < READINGS) {
		const groups = await readAgain();
		const members = membersIn(ownOf(groups));
		if (seen.has(members)) {
			remember(memory, members);
			return groups;
		}
		seen.add(members);
	}
	const { target } = client.service;
	throw new UserError(
		`The groups could not be read from ${target}: they had other members each time, ${READINGS} times in a row.`,
		`Nothing was written. Run the workflow again. If it happens again, see whether another program changes the groups at this time, or report to ${target} that its SCIM lists show different members from one request to the next.`,
		'changedWhileReading',
	);
}

/** Whether a run of the last week saw groups. */
export function sawGroups(memory: Memory): boolean {
	const age = memory.tenant.ways.ageOf(nameIn(memory));
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

/**
 * Remembers who is in which group after writing, as far as it is known: the next reading shows whether
 * it is so.
 *
 * @param left ids of users who were deactivated or deleted: groups may show them afterwards, or not
 */
export function expectMembers(
	memory: Memory,
	groups: readonly JsonObject[],
	left: ReadonlySet<string> = new Set(),
): void {
	const either = new Set([membersIn(groups), membersIn(groups, left)]);
	remember(memory, [...either].join(' '));
}

/** Remembers a fingerprint, once a day also where it is the same: groups were seen then. */
function remember(memory: Memory, members: string): void {
	const { ways } = memory.tenant;
	const name = nameIn(memory);
	if ((ways.ageOf(name) ?? 0) >= DAY) ways.forget(name);
	ways.learn(name, members);
}

function nameIn({ account = '' }: Memory): string {
	return account === '' ? NAME : `${NAME}.${account}`;
}

function membersIn(groups: Iterable<JsonObject>, left: ReadonlySet<string> = new Set()): string {
	const lines = [...groups].map((group) => {
		const ids = new Set(memberIds(group).filter((id) => !left.has(id)));
		return [idOf(group), ...[...ids].sort()].join();
	});
	return fingerprintOf(lines);
}
