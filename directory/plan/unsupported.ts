import {
	attributeField,
	attributeName,
	GROUP_VALUES,
	namesOf,
	oneOf,
	USER_VALUES,
} from '../model/fields';
import { warning } from '../model/issue';
import type { Issue } from '../model/issue';
import type { CurrentGroup, Group } from '../model/group';
import type { CurrentUser, JsonValue, Person } from '../model/person';
import { compareText } from '../common/text';

type Values = Record<string, JsonValue | undefined>;

/**
 * The values that a tenant does not know: wanted for somebody, and absent from every user or
 * group there is. Each is said once.
 *
 * @returns fields, attributes as `attributes.<name>`
 */
export function unsupportedUserFields(
	wanted: Iterable<Person>,
	current: readonly CurrentUser[],
	issues: Issue[],
): Set<string> {
	if (current.length === 0) return new Set();
	const missing = unknownFields(namesOf(USER_VALUES), current);
	const attributes = new Set<string>();
	for (const user of current) {
		if (!user.attributes) continue;
		for (const name of Object.keys(user.attributes)) attributes.add(name);
	}

	const unsupported = new Set<string>();
	for (const person of wanted) {
		for (const field of missing) {
			if (hasValue((person as unknown as Values)[field])) {
				unsupported.add(field);
				missing.delete(field);
			}
		}
		if (!person.attributes) continue;
		for (const name of Object.keys(person.attributes)) {
			if (!attributes.has(name) && hasValue(person.attributes[name])) {
				unsupported.add(attributeField(name));
			}
		}
	}
	report('user', unsupported, issues);
	return unsupported;
}

/** As `unsupportedUserFields`, of groups. */
export function unsupportedGroupFields(
	wanted: Iterable<Group>,
	current: readonly CurrentGroup[],
	issues: Issue[],
): Set<string> {
	if (current.length === 0) return new Set();
	const missing = unknownFields(namesOf(GROUP_VALUES), current);
	const unsupported = new Set<string>();
	for (const group of missing.size > 0 ? wanted : []) {
		for (const field of missing) {
			if (hasValue((group as unknown as Values)[field])) unsupported.add(field);
		}
	}
	report('group', unsupported, issues);
	return unsupported;
}

function unknownFields(fields: readonly string[], current: readonly object[]): Set<string> {
	return new Set(
		fields.filter((field) => current.every((record) => (record as Values)[field] === undefined)),
	);
}

function hasValue(value: JsonValue | undefined): boolean {
	return (
		value !== undefined && value !== null && value !== '' && value !== false && value !== 'none'
	);
}

/** Says once that a tenant does not take a value. */
export function unsupportedField(kind: 'user' | 'group', field: string): Issue {
	const the = attributeName(field) === undefined ? `the ${oneOf(field)}` : oneOf(field);
	return warning(
		'unsupportedField',
		{ kind, externalId: null, name: field },
		`This Winningtemp tenant does not tell ${the} of ${kind}s, so that is not synchronised. Ask Winningtemp to switch it on, check its attribute path in the credential, or remove it from the mapping.`,
		{ field },
	);
}

function report(kind: 'user' | 'group', fields: ReadonlySet<string>, issues: Issue[]): void {
	for (const field of [...fields].sort(compareText)) issues.push(unsupportedField(kind, field));
}
