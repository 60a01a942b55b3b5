import { buildDirectory, type Connection, type ScimDirectory } from '../../../scim/directory';
import type { Tenant } from '../../../scim/discovery';
import type { JsonObject } from '../../../scim/json';
import { FRESH } from '../../executionMemory';

/** What the nodes of one execution have learned of one tenant, so that they need not ask again. */
export interface ExecutionMemory {
	/** What the tenant supports. */
	tenant?: Tenant;
	/** All its users and groups as they were read. */
	reading?: Reading;
}

type Taker = 'get' | 'apply';

interface Reading {
	users: JsonObject[];
	/** `null`: the tenant has none over SCIM. */
	groups: JsonObject[] | null;
	/** What the resources do not say. */
	more: Pick<ScimDirectory, 'hidesMembers' | 'showsBelow' | 'hidden' | 'readAt'>;
	/** When it was complete: milliseconds since 1970. */
	at: number;
	/** The operation that takes it. */
	taker: Taker;
}

/** Users and groups together: what is more is read again rather than held in memory. */
const MOST_KEPT = 20_000;
/**
 * Keeps a reading for another node of the same execution: that of a check for the one that gives the
 * directory, that one's for the node that makes the changes planned from it.
 */
export function keepReading(memory: ExecutionMemory, directory: ScimDirectory, taker: Taker): void {
	const { userResources, groupResources, hasGroups } = directory;
	const { hidesMembers, showsBelow, hidden, readAt } = directory;
	if (userResources.size + groupResources.size > MOST_KEPT) return;
	memory.reading = {
		users: [...userResources.values()],
		groups: hasGroups ? [...groupResources.values()] : null,
		more: { hidesMembers, showsBelow, hidden, readAt },
		at: Date.now(),
		taker,
	};
}

/**
 * The directory as it was read in the same execution, if that was just now. It is given once:
 * who takes it may change the directory. Put together again, since nodes in between may
 * have changed the items.
 */
export function takeReading(
	memory: ExecutionMemory,
	connection: Pick<Connection, 'tenant' | 'map'>,
	taker: Taker,
): ScimDirectory | undefined {
	const { reading } = memory;
	delete memory.reading;
	if (reading?.taker !== taker || Date.now() - reading.at > FRESH) return undefined;
	const { users, groups, more } = reading;
	return { ...buildDirectory(users, groups, connection), ...more };
}
