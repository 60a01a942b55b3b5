import type { Kind } from '../directory/apply/target';
import type { FieldChange } from '../directory/model/change';
import type { Tenant } from './discovery';
import { getOwn, textOrNull, type JsonObject } from './json';
import type { ScimResponse } from './protocol';
import { GROUP_NAMES } from './ways';
import { detailOf } from './words';

type Named = Pick<Tenant, 'settings' | 'ways' | 'listsUniqueNames'>;

const CONFLICT = 409;

/** Whether a tenant is known to take each name of a group only once. */
export function hasUniqueNames({ settings, ways, listsUniqueNames }: Named): boolean {
	if (settings.groupNames !== 'automatic') return settings.groupNames === 'unique';
	return listsUniqueNames || ways.of(GROUP_NAMES) !== undefined;
}

/**
 * Whether a group was refused because another one has its name.
 *
 * @param isElsewhere whether another group is known to have the name
 */
export function isNameTaken(
	{ settings }: Pick<Named, 'settings'>,
	answer: ScimResponse,
	isElsewhere: boolean,
): boolean {
	if (answer.status !== CONFLICT || settings.groupNames === 'asInHr') return false;
	return isElsewhere || /\b(?:display)?name\b/i.test(detailOf(answer));
}

/** Remembers that a tenant takes each name only once: a group that was refused for its name came with another. */
export function learnUniqueNames(tenant: Named): void {
	if (!hasUniqueNames(tenant)) tenant.ways.learn(GROUP_NAMES, 'unique');
}

/** The names that a run has sent for groups. */
export class SentNames {
	/** Who was to get a name, by names in small letters. */
	private readonly ids = new Map<string, Set<string>>();

	/** @param id the target's id of a group, or the External ID of a new one */
	note(kind: Kind, id: string | null, fields: readonly FieldChange[]): void {
		const name = kind === 'group' && fields.find(({ field }) => field === 'name')?.to;
		if (typeof name !== 'string' || id === null) return;
		const key = name.toLowerCase();
		this.ids.set(key, (this.ids.get(key) ?? new Set()).add(id));
	}

	/** Whether several groups were to get a name. */
	has(name: string): boolean {
		return (this.ids.get(name.toLowerCase())?.size ?? 0) > 1;
	}
}

/** Whether one of some groups has a name, in any case. */
export function hasName(groups: Iterable<{ resource: JsonObject }>, name: string): boolean {
	const key = name.toLowerCase();
	for (const { resource } of groups) {
		if (textOrNull(getOwn(resource, 'displayName'))?.toLowerCase() === key) return true;
	}
	return false;
}
