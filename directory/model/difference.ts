import type { FieldChange } from './change';
import type { CurrentGroup, Group } from './group';
import type { CurrentUser, JsonValue, Person } from './person';

/** The values of a person that Winningtemp stores on the user, in the order they are reported. */
export const USER_FIELDS = [
	'username',
	'email',
	'firstName',
	'lastName',
	'gender',
	'birthday',
	'managerExternalId',
	'excludeFromSurveys',
] as const;

/** The values of a group that Winningtemp stores on the group, in the order they are reported. */
export const GROUP_FIELDS = ['name', 'parentExternalId', 'managerExternalId'] as const;

/** What an empty value of a field is; `null` for all others. */
const EMPTY: Record<string, JsonValue> = { gender: 'none', excludeFromSurveys: false };

/** Log-in names and addresses are the same in any case (RFC 7643 §4.1.1: `userName` is not caseExact). */
const ANY_CASE = new Set(['username', 'email']);

/**
 * What must change on a user for it to be as wanted: own values and attributes, not the
 * membership, not whether it is active. A value that was not mapped, or that the tenant does not
 * know, is absent from one of the two sides and never differs.
 *
 * @param wanted the person as HR has it
 * @param current the user as Winningtemp has it; without one, every value that is not empty differs
 */
export function userDifferences(wanted: Person, current?: CurrentUser): FieldChange[] {
	const changes = differences(USER_FIELDS, wanted, current);
	for (const name of Object.keys(wanted.attributes ?? {})) {
		addDifference(
			changes,
			`attributes.${name}`,
			wanted.attributes![name],
			current ? ownValue(current.attributes, name) : null,
		);
	}
	return changes;
}

/** What must change on a group for it to be as wanted; as `userDifferences`. */
export function groupDifferences(
	wanted: Pick<Group, (typeof GROUP_FIELDS)[number]>,
	current?: CurrentGroup,
): FieldChange[] {
	return differences(GROUP_FIELDS, wanted, current);
}

function differences<F extends string>(
	fields: readonly F[],
	wanted: Partial<Record<F, JsonValue>>,
	current: Partial<Record<F, JsonValue>> | undefined,
): FieldChange[] {
	const changes: FieldChange[] = [];
	for (const field of fields) {
		addDifference(changes, field, wanted[field], current ? current[field] : null);
	}
	return changes;
}

function addDifference(
	changes: FieldChange[],
	field: string,
	wanted: JsonValue | undefined,
	current: JsonValue | undefined,
): void {
	if (wanted === current || wanted === undefined || current === undefined) return;
	const empty = EMPTY[field] ?? null;
	const from = current ?? empty;
	const to = wanted ?? empty;
	if (!isSame(field, from, to)) changes.push({ field, from, to });
}

/** Whether two values of a field count as one and the same, an empty one in whatever form. */
export function sameValue(field: string, a: JsonValue, b: JsonValue): boolean {
	const empty = EMPTY[field] ?? null;
	return isSame(field, a ?? empty, b ?? empty);
}

function isSame(field: string, a: JsonValue, b: JsonValue): boolean {
	if (a === b) return true;
	if (typeof a === 'string' && typeof b === 'string') {
		if (ANY_CASE.has(field)) return a.toLowerCase() === b.toLowerCase();
		return a.normalize('NFC') === b.normalize('NFC');
	}
	if (typeof a !== 'object' && typeof b !== 'object') {
		// A tenant or a file may keep every further value as text.
		return field.startsWith('attributes.') && String(a) === String(b);
	}
	if (typeof a !== 'object' || typeof b !== 'object') return false;
	return canonicalJson(a) === canonicalJson(b);
}

/** JSON with the properties of every object in one order, so that equal values give equal text. */
export function canonicalJson(value: JsonValue): string {
	return JSON.stringify(value, (_name, part: JsonValue) =>
		part !== null && typeof part === 'object' && !Array.isArray(part)
			? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
			: part,
	);
}

/** A property of its own, so that an attribute called `constructor` finds nothing inherited. */
export function ownValue(
	record: Record<string, JsonValue> | undefined,
	name: string,
): JsonValue | undefined {
	return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
