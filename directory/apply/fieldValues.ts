import { setOwnValue, type JsonValue } from '../common/json';
import type { FieldChange } from '../model/change';
import { attributeName } from '../model/fields';
import type { Current } from './target';

/** The field that says in which group a user is. */
export const MEMBERSHIP = 'groupExternalId';

/** A user or group with the values of changes. */
export function withValues<T extends Current>(current: T, fields: readonly FieldChange[]): T {
	const changed = { ...current };
	let attributes: Record<string, JsonValue> | undefined;
	for (const { field, to } of fields) {
		const name = attributeName(field);
		if (name === undefined) setOwnValue(changed as unknown as Record<string, unknown>, field, to);
		else setOwnValue((attributes ??= { ...changed.attributes }), name, to);
	}
	return attributes ? { ...changed, attributes } : changed;
}
