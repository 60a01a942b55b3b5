import {
	attributeField,
	attributeName,
	GROUP_VALUES,
	namesOf,
	oneOf,
	USER_VALUES,
} from '../model/fields';
import type { Change } from '../model/change';
import { warning } from '../model/issue';
import type { Found, Issue } from '../model/issue';
import type { CurrentGroup, Group } from '../model/group';
import type { CurrentUser, JsonValue, Person } from '../model/person';
import type { PlanInput } from './input';
import type { Systems } from '../model/systems';
import { compareText } from '../common/text';

type Values = Record<string, JsonValue | undefined>;

const VALUES: Record<Change['kind'], readonly string[]> = {
	user: namesOf(USER_VALUES),
	group: namesOf(GROUP_VALUES),
};

/**
 * The values that a tenant does not know: wanted for somebody, and absent from every user or
 * group there is. One issue for each that somebody has asked for.
 *
 * @returns fields, attributes as `attributes.<name>`
 */
export function unsupportedFields(
	kind: Change['kind'],
	wanted: Iterable<Person | Group>,
	current: ReadonlyArray<CurrentUser | CurrentGroup>,
	{ issues, systems, withoutPlace }: Found & Pick<PlanInput, 'withoutPlace'>,
): Set<string> {
	const unsupported = new Set<string>();
	if (current.length === 0) return unsupported;
	const missing = unknownFields(VALUES[kind], current);
	const attributes = new Set<string>();
	for (const one of current) {
		if (!one.attributes) continue;
		for (const name of Object.keys(one.attributes)) attributes.add(name);
	}
	for (const one of wanted) {
		for (const field of missing) {
			if (hasValue((one as unknown as Values)[field])) {
				unsupported.add(field);
				missing.delete(field);
			}
		}
		if (!one.attributes) continue;
		for (const name of Object.keys(one.attributes)) {
			if (!attributes.has(name) && hasValue(one.attributes[name])) {
				unsupported.add(attributeField(name));
			}
		}
	}
	for (const field of [...unsupported].sort(compareText)) {
		if (!withoutPlace?.has(field)) issues.push(unsupportedField(kind, field, systems));
	}
	return unsupported;
}

function unknownFields(fields: readonly string[], current: readonly object[]): Set<string> {
	return new Set(
		fields.filter((field) => current.every((record) => (record as Values)[field] === undefined)),
	);
}

function hasValue(value: JsonValue | undefined): boolean {
	if (Array.isArray(value)) return value.length > 0;
	return (
		value !== undefined && value !== null && value !== '' && value !== false && value !== 'none'
	);
}

/** The issue that a tenant does not take a value. */
export function unsupportedField(kind: Change['kind'], field: string, { target }: Systems): Issue {
	const the = attributeName(field) === undefined ? `the ${oneOf(field)}` : oneOf(field);
	return warning(
		'unsupportedField',
		{ kind, externalId: null, name: field },
		`This ${target} tenant does not give ${the} of ${kind}s, so that is not synchronised. Ask ${target} to switch it on, check its attribute path in the credential, or remove it from the mapping.`,
		{ field },
	);
}
