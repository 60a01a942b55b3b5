import { setOwnValue } from '../common/fieldPath';
import { ownValue } from '../model/difference';
import type { FieldChange } from '../model/change';
import type { JsonValue } from '../model/person';
import type { Current } from './target';

const ATTRIBUTE = 'attributes.';

/** The field that says in which group a user is. */
export const MEMBERSHIP = 'groupExternalId';

/** The value of a field of a change; `undefined` where the target does not have such a field. */
export function valueOf(current: Current, field: string): JsonValue | undefined {
	if (!field.startsWith(ATTRIBUTE)) return ownValue(current as never, field);
	const attributes = current.kind === 'user' ? current.attributes : undefined;
	return ownValue(attributes, field.slice(ATTRIBUTE.length));
}

/** A user or group with the values of changes. */
export function withValues<T extends Current>(current: T, fields: readonly FieldChange[]): T {
	const changed = { ...current };
	let attributes: Record<string, JsonValue> | undefined;
	for (const { field, to } of fields) {
		if (!field.startsWith(ATTRIBUTE)) Object.assign(changed, { [field]: to });
		else {
			attributes ??= { ...(changed.kind === 'user' ? changed.attributes : {}) };
			setOwnValue(attributes, field.slice(ATTRIBUTE.length), to);
		}
	}
	return attributes ? { ...changed, attributes } : changed;
}
