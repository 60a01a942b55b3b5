import { editedResource, newResource, type Edit } from './edits';
import { getOwn, isObject, listOf, setOwn, textOrNull, type JsonObject } from './json';
import type { Kind, Writer, Written } from './writer';

/** Sends nothing, and answers as if all had been carried out: for dry runs. */
export class DryWriter implements Writer {
	private made = 0;

	async create(kind: Kind, _externalId: string | null, edits: readonly Edit[]): Promise<Written> {
		const resource = newResource(kind, edits);
		// Only so that what comes later can refer to it; never shown.
		setOwn(resource, 'id', `dry-run-${++this.made}`);
		return { ok: true, attempts: 0, resource };
	}

	async update(kind: Kind, resource: JsonObject, edits: readonly Edit[]): Promise<Written> {
		return { ok: true, attempts: 0, resource: editedResource(kind, resource, edits) };
	}

	async members(
		group: JsonObject,
		add: readonly string[],
		remove: readonly string[],
		along: readonly Edit[],
	): Promise<Written> {
		const gone = new Set(remove);
		const kept = listOf(getOwn(group, 'members')).filter(
			(member) => !gone.has(textOrNull(isObject(member) ? getOwn(member, 'value') : member) ?? ''),
		);
		const resource = editedResource('group', group, along);
		setOwn(resource, 'members', [...kept, ...add.map((id) => ({ value: id }))]);
		return { ok: true, attempts: 0, resource };
	}

	async remove(_kind: Kind, resource: JsonObject): Promise<Written> {
		return { ok: true, attempts: 0, resource };
	}

	async reread(): Promise<null> {
		return null;
	}
}
