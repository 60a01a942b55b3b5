import { UserError } from '../model/userError';
import { compileField } from '../common/fieldPath';
import { ownValue } from '../common/json';
import { joinSome } from '../common/phrases';
import { nearNames } from '../common/suggestion';
import { compareText, matchingKey } from '../common/text';
import { attributeField } from '../model/fields';
import type { Finding } from '../model/finding';
import type { ItemRecord } from './types';

/** Gives the value of one field of an item; `undefined` where the item does not have the field. */
export type FieldReader = (record: ItemRecord) => unknown;

/** What a reader gives for a field that nobody knows in this run: it is not empty. */
export const UNKNOWN: unknown = Object.freeze({});

/**
 * Whether the item says of one of the fields that it is not known; for people, the Employee Mapper
 * lists such fields in `notKnown`.
 */
export function isNotKnown({ notKnown }: ItemRecord, ...names: readonly string[]): boolean {
	if (!Array.isArray(notKnown)) return false;
	const wanted = new Set(names.map(matchingKey));
	return notKnown.some((name) => wanted.has(matchingKey(name)));
}

/** Where fields are looked for before the item itself. */
export type FieldBox = 'organization' | 'organizationCodes';

/**
 * A reader of the field called `name`: in the boxes, by exact name and then regardless of case and
 * blanks; then the item's own property or a path into it, and last the item's `attributes`.
 */
export function fieldReader(name: string, boxes: readonly FieldBox[]): FieldReader {
	const inBox = boxReader(name);
	const places: FieldReader[] = boxes.map((box) => (record) => inBox(record[box]));
	const own = compileField(name);
	if (own) places.push(own.read);
	places.push((record) => inBox(record.attributes));
	const names = [name, attributeField(name), ...boxes];
	return (record) => {
		let value: unknown;
		for (const read of places) {
			value = read(record);
			if (value !== undefined) break;
		}
		return orUnknown(value, record, names);
	};
}

/** An empty value of a field that nobody knows is not empty. */
function orUnknown(value: unknown, record: ItemRecord, names: readonly string[]): unknown {
	if (record.notKnown === undefined || (value ?? null) !== null) return value;
	return isNotKnown(record, ...names) ? UNKNOWN : value;
}

/** A reader of one box only. */
export function boxedReader(name: string, box: FieldBox): FieldReader {
	const inBox = boxReader(name);
	const names = [name, box];
	return (record) => orUnknown(inBox(record[box]), record, names);
}

/**
 * Makes sure that some item has a field.
 *
 * @param what the field's role, to open the message with, e.g. `The level`
 * @throws UserError naming the field and those that there are
 */
export function requireField(
	records: readonly ItemRecord[],
	read: FieldReader,
	what: string,
	name: string,
	hint = 'Correct the name, or have the field passed on to this node.',
): void {
	for (const record of records) if (read(record) !== undefined) return;
	throw new UserError(
		`${what} “${name}” is a field that no item has`,
		`${describeFields(records, name)} ${hint}`,
		'input',
	);
}

function boxReader(name: string): (box: unknown) => unknown {
	const wanted = matchingKey(name);
	const isAlias = new Map<string, boolean>();
	const matches = (key: string) => {
		let known = isAlias.get(key);
		if (known === undefined) isAlias.set(key, (known = matchingKey(key) === wanted));
		return known;
	};
	return (box) => {
		if (typeof box !== 'object' || box === null) return undefined;
		const exact = ownValue(box, name);
		if (exact !== undefined) return exact;
		const [alias] = Object.keys(box).filter(matches).sort(compareText);
		return alias === undefined ? undefined : ownValue(box, alias);
	};
}

/** What to do about something that is not known in this run. */
export const WHEN_KNOWN =
	'The hints of the steps before say what HR did not give. The next run that knows it does the rest.';

/** What is found of somebody whose place depends on a field that nobody knows in this run. */
export function notKnown(field: string): Finding {
	const what = `because ${field} is not known in this run`;
	return {
		severity: 'warning',
		code: 'levelNotKnown',
		ofOne: `stays in the present group, ${what}`,
		ofMany: `stay in their present groups, ${what}`,
		advice: WHEN_KNOWN,
		details: { level: field },
	};
}

const MOST_NAMES = 20;

function describeFields(records: readonly ItemRecord[], wanted: string): string {
	const names = new Set<string>();
	for (const { organization, organizationCodes, attributes } of records) {
		for (const box of [organization, organizationCodes, attributes]) {
			for (const name of Object.keys(box ?? {})) names.add(name);
		}
	}
	if (names.size === 0) return 'The items have no organisational fields at all.';
	const sorted = [...names].sort(compareText);
	const [near] = nearNames(wanted, sorted);
	const guess = near === undefined ? '' : ` Did you mean “${near}”?`;
	return `Fields that there are: ${joinSome(sorted, MOST_NAMES)}.${guess}`;
}
