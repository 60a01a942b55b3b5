import { readPath, writePath } from './attributePaths';
import type { AttributeMap } from './attributeMap';
import { getOwn, isObject, listOf, setOwn, textOrNull, wordOf, type JsonObject } from './json';

/** The ids of users. */
export interface Ids {
	has(id: string): boolean;
	ids(): Iterable<string>;
}

/**
 * References to users as the users have their ids: some servers write a UUID now in small letters, now
 * in capitals (RFC 9562 §4 takes both for the same). An id that a user has exactly is that one.
 */
export class References {
	private byLowerCase: Map<string, string> | null = null;

	constructor(
		private readonly users: Ids,
		private readonly map: Pick<AttributeMap, 'user' | 'managerReference'>,
	) {}

	/**
	 * Puts the ids of members and managers in a resource as the users have them. Members who are marked
	 * as those of a group below (`indirect`, a word of RFC 7643 §4.1.2) are taken out.
	 */
	tidy(resource: unknown): void {
		if (!isObject(resource)) return;
		const members = listOf(getOwn(resource, 'members'));
		const direct = members.filter((one) => wordOf(getOwn(one, 'type')) !== 'indirect');
		if (direct.length < members.length) setOwn(resource, 'members', direct);
		for (const member of direct) {
			const id = isObject(member) ? this.other(getOwn(member, 'value')) : null;
			if (id !== null) setOwn(member as JsonObject, 'value', id);
		}
		const path = this.map.managerReference === 'id' && this.map.user.get('managerExternalId');
		const manager = path ? this.other(readPath(resource, path)) : null;
		if (path && manager !== null) writePath(resource, path, manager);
		// Last, since the ids may have been gathered just now, without one that is new.
		const own = textOrNull(getOwn(resource, 'id'));
		if (own !== null) this.byLowerCase?.set(own.toLowerCase(), own);
	}

	/** How a user has an id that is written otherwise; `null` where nothing is to be changed. */
	private other(value: unknown): string | null {
		const id = textOrNull(value);
		if (id === null || this.users.has(id)) return null;
		this.byLowerCase ??= new Map([...this.users.ids()].map((one) => [one.toLowerCase(), one]));
		return this.byLowerCase.get(id.toLowerCase()) ?? null;
	}
}
