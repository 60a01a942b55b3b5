import { idKey } from '../common/patterns';
import { fieldOf } from '../model/fields';
import { olderFirst, type CurrentGroup } from '../model/group';
import type { CurrentUser } from '../model/person';
import type { Current, Directory, Kind } from './target';

/** Users or groups by the target's id and by External ID. */
export class Entries<T extends { targetId: string; externalId: string | null }> {
	private readonly byId = new Map<string, T>();
	private readonly idOf = new Map<string, string>();

	constructor(entries: Iterable<T> = []) {
		for (const entry of entries) this.put(entry);
	}

	get size(): number {
		return this.byId.size;
	}

	get(targetId: string | null | undefined): T | undefined {
		return typeof targetId === 'string' ? this.byId.get(targetId) : undefined;
	}

	/**
	 * Exactly, as the plan writes ids the way the directory does, and as two that differ in case may be
	 * two people. What the directory makes of a new id is an `alias` of it.
	 */
	withExternalId(externalId: string | null | undefined): T | undefined {
		return typeof externalId === 'string' ? this.get(this.idOf.get(externalId)) : undefined;
	}

	has(targetId: string): boolean {
		return this.byId.has(targetId);
	}

	ids(): Iterable<string> {
		return this.byId.keys();
	}

	values(): Iterable<T> {
		return this.byId.values();
	}

	put(entry: T): void {
		const { targetId, externalId } = entry;
		this.forgetExternalId(targetId);
		this.byId.set(targetId, entry);
		// Of two with one External ID the first one counts, as everywhere.
		if (externalId !== null && !this.withExternalId(externalId))
			this.idOf.set(externalId, targetId);
	}

	/** Lets an entry be found by the External ID that it was sent with, too. */
	alias(externalId: string | null, targetId: string): void {
		if (externalId !== null && !this.idOf.has(externalId)) this.idOf.set(externalId, targetId);
	}

	drop(targetId: string): void {
		this.forgetExternalId(targetId);
		this.byId.delete(targetId);
	}

	private forgetExternalId(targetId: string): void {
		const externalId = this.byId.get(targetId)?.externalId;
		if (typeof externalId === 'string' && this.idOf.get(externalId) === targetId) {
			this.idOf.delete(externalId);
		}
	}
}

/** The directory while changes are made: kept up to date with every one that succeeded. */
export class DirectoryState {
	readonly users: Entries<CurrentUser>;
	readonly groups: Entries<CurrentGroup>;

	constructor({ users, groups }: Directory) {
		this.users = new Entries(users);
		// Of two with one External ID, the plan keeps the one that is first in this order.
		this.groups = new Entries([...groups].sort(olderFirst));
	}

	of(kind: Kind): Entries<CurrentUser> | Entries<CurrentGroup> {
		return kind === 'user' ? this.users : this.groups;
	}

	/** Whether two values of a field refer to one user or group, which a directory may write in other case. */
	isSameReference(field: string, a: unknown, b: unknown): boolean {
		const kind = fieldOf(field)?.refersTo;
		if (kind === undefined || typeof a !== 'string' || typeof b !== 'string') return false;
		const [one, other] = [a, b].map((id) => this.of(kind).withExternalId(id)?.targetId);
		return one === undefined || other === undefined ? idKey(a) === idKey(b) : one === other;
	}

	put(current: Current): void {
		if (current.kind === 'user') this.users.put(current);
		else this.groups.put(current);
	}
}
