import { ownValue, type JsonValue } from '../common/json';
import type { FieldChange } from './change';
import {
	attributeField,
	attributeName,
	GROUP_VALUES,
	namesOf,
	typeOf,
	USER_VALUES,
	type GroupValue,
	type UserValue,
} from './fields';
import { VALUE_RULES, type ValueRule } from './valueRules';
import type { CurrentGroup, Group } from './group';
import type { CurrentUser, Person } from './person';

/** A field with its rule, looked up once for all people. */
interface Compared<F extends string> extends ValueRule {
	field: F;
}

const USER = compared<UserValue>(namesOf(USER_VALUES));
const GROUP = compared<GroupValue>(namesOf(GROUP_VALUES));
const ATTRIBUTE = VALUE_RULES.any;

function compared<F extends string>(fields: readonly F[]): ReadonlyArray<Compared<F>> {
	return fields.map((field) => ({ field, ...VALUE_RULES[typeOf(field)] }));
}

/**
 * What must change on a user for it to be as wanted: own values and attributes, not the
 * membership, not whether it is active. A value that was not mapped, or that the target does not
 * know, is absent from one of the two sides and never differs.
 *
 * @param wanted the person as HR has it
 * @param current the user as the target has it; without one, every value that is not empty differs
 */
export function userDifferences(wanted: Person, current?: CurrentUser): FieldChange[] {
	const changes: FieldChange[] = [];
	addDifferences(changes, USER, wanted, current);
	addAttributes(changes, wanted, current);
	return changes;
}

/** What must change on a group for it to be as wanted; as `userDifferences`. */
export function groupDifferences(
	wanted: Partial<Pick<Group, GroupValue>> & WithAttributes,
	current?: CurrentGroup,
): FieldChange[] {
	const changes: FieldChange[] = [];
	addDifferences(changes, GROUP, wanted, current);
	addAttributes(changes, wanted, current);
	return changes;
}

function addDifferences<F extends string>(
	changes: FieldChange[],
	compared: ReadonlyArray<Compared<F>>,
	wanted: Partial<Record<F, JsonValue>>,
	current: Partial<Record<F, JsonValue>> | undefined,
): void {
	for (const one of compared) {
		const to = wanted[one.field];
		if (to === undefined) continue;
		const from = current ? current[one.field] : null;
		if (to !== from) addDifference(changes, one, one.field, to, from);
	}
}

interface WithAttributes {
	attributes?: Record<string, JsonValue>;
}

function addAttributes(
	changes: FieldChange[],
	{ attributes }: WithAttributes,
	current: WithAttributes | undefined,
): void {
	if (!attributes) return;
	for (const name of Object.keys(attributes)) {
		const from = current ? ownValue(current.attributes, name) : null;
		addDifference(changes, ATTRIBUTE, attributeField(name), attributes[name], from);
	}
}

function addDifference(
	changes: FieldChange[],
	{ empty, isSame }: ValueRule,
	field: string,
	wanted: JsonValue | undefined,
	current: JsonValue | undefined,
): void {
	if (wanted === current || wanted === undefined || current === undefined) return;
	const from = current ?? empty;
	const to = wanted ?? empty;
	if (from !== to && !isSame(from, to)) changes.push({ field, from, to });
}

/** The value of a field; `undefined` where a person, user or group does not have such a field. */
export function valueOf(record: object & WithAttributes, field: string): JsonValue | undefined {
	const name = attributeName(field);
	const holder = name === undefined ? record : record.attributes;
	return ownValue(holder as Record<string, JsonValue> | undefined, name ?? field);
}

/** Whether two values of a field count as one and the same, an empty one in whatever form. */
export function sameValue(field: string, a: JsonValue, b: JsonValue): boolean {
	const { empty, isSame } = VALUE_RULES[typeOf(field)];
	const [one, other] = [a ?? empty, b ?? empty];
	return one === other || isSame(one, other);
}
