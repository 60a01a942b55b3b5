import type { CurrentGroup } from '../model/group';
import type { CurrentUser } from '../model/person';
import type { Connection, Directory } from '../../scim/directory';
import { toCurrentGroup } from '../../scim/groupResource';
import type { JsonObject } from '../../scim/json';
import { toCurrentUser } from '../../scim/userResource';

/** One user or group, as SCIM has it and in this package's terms. */
export interface Entry<T> {
	resource: JsonObject;
	current: T;
}

/** Users or groups by Winningtemp's id and by External ID. */
class Entries<T extends { targetId: string; externalId: string | null }> {
	private readonly byId = new Map<string, Entry<T>>();
	private readonly idOf = new Map<string, string>();

	get(targetId: string | null | undefined): Entry<T> | undefined {
		return typeof targetId === 'string' ? this.byId.get(targetId) : undefined;
	}

	withExternalId(externalId: string | null | undefined): Entry<T> | undefined {
		return typeof externalId === 'string' ? this.get(this.idOf.get(externalId)) : undefined;
	}

	put(entry: Entry<T>): void {
		const { targetId, externalId } = entry.current;
		this.drop(targetId);
		this.byId.set(targetId, entry);
		// Of two with one External ID the first one counts, as everywhere.
		if (externalId !== null && !this.idOf.has(externalId)) this.idOf.set(externalId, targetId);
	}

	drop(targetId: string): void {
		const externalId = this.byId.get(targetId)?.current.externalId;
		if (typeof externalId === 'string' && this.idOf.get(externalId) === targetId) {
			this.idOf.delete(externalId);
		}
		this.byId.delete(targetId);
	}
}

/** The directory while changes are made: kept up to date with every one that succeeded. */
export class DirectoryState {
	readonly users = new Entries<CurrentUser>();
	readonly groups = new Entries<CurrentGroup>();

	constructor(
		directory: Directory,
		private readonly connection: Pick<Connection, 'map' | 'tenant'>,
	) {
		for (const current of directory.users) {
			this.users.put({ current, resource: directory.userResources.get(current.targetId)! });
		}
		for (const current of directory.groups) {
			this.groups.put({ current, resource: directory.groupResources.get(current.targetId)! });
		}
	}

	putUser(resource: JsonObject): Entry<CurrentUser> {
		const current = toCurrentUser(resource, {
			...this.connection,
			externalIdOf: (id) => this.users.get(id)?.current.externalId ?? null,
		});
		// Memberships are the groups' to tell, and were read at the start.
		const known = this.users.get(current.targetId)?.current;
		if (known?.memberOf) current.memberOf = known.memberOf;
		if (known?.groupExternalId !== undefined) current.groupExternalId = known.groupExternalId;
		const entry = { resource, current };
		this.users.put(entry);
		return entry;
	}

	putGroup(resource: JsonObject): Entry<CurrentGroup> {
		const entry = { resource, current: toCurrentGroup(resource, this.connection) };
		this.groups.put(entry);
		return entry;
	}
}
