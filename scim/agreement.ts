import { createHash } from 'crypto';
import { UserError } from '../directory/model/userError';
import type { ScimClient } from './client';
import type { JsonObject } from './json';
import { idOf, memberIds } from './resource';
import { LISTED, type Ways } from './ways';

/** Fingerprint of who was in which group when two readings agreed last, or after the last write. */
const NAME = `${LISTED}members`;
/** Readings of the groups in all, before it is given up. */
const READINGS = 4;

/**
 * The groups of a reading, if they have the members that an earlier run saw. Else the groups are read
 * again, until two readings agree: members decide which group is which, and a server that once shows
 * those of another group, or too few, must not be believed. It costs one more list where somebody else
 * has put people into groups, or where a write was lost.
 *
 * @param readAgain gives all groups with their members, as they are now
 * @throws UserError where no two of four readings agree
 */
export async function agreedGroups(
	{ client, tenant }: { client: Pick<ScimClient, 'service'>; tenant: { ways: Ways } },
	first: JsonObject[],
	readAgain: () => Promise<JsonObject[]>,
): Promise<JsonObject[]> {
	const seen = new Set([membersIn(first)]);
	const known = tenant.ways.of(NAME);
	if (known !== undefined && seen.has(known)) return first;
	while (seen.size < READINGS) {
		const groups = await readAgain();
		const members = membersIn(groups);
		if (seen.has(members)) {
			tenant.ways.learn(NAME, members);
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

/** Remembers who is in which group after writing, as far as it is known: the next reading shows whether it is so. */
export function expectMembers(ways: Ways, groups: readonly JsonObject[]): void {
	ways.learn(NAME, membersIn(groups));
}

function membersIn(groups: readonly JsonObject[]): string {
	const lines = groups.map((group) => [idOf(group), ...memberIds(group).sort()].join());
	return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}
