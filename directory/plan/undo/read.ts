import { grouped } from '../../common/phrases';
import { isRecord } from '../../common/json';
import { cleanName } from '../../common/text';
import type { Change, FieldChange, GroupBefore } from '../../model/change';
import {
	attributeName,
	GROUP_FIELDS,
	typeOf,
	USER_FIELDS,
	type ValueType,
} from '../../model/fields';
import { isAction } from '../../model/items';
import type { JsonValue } from '../../model/person';
import { UserError } from '../../model/userError';
import { UNDO_FORMAT, UNDO_VERSION, type MadeChange, type UndoRecord } from './record';

/** A company of 100,000 people, all created with two further changes each, is within these. */
const MOST_CHANGES = 300_000;
const MOST_FIELDS = 500;
const MOST_GROUPS = 1_000;
const MOST_MEMBERS = 300_000;
const LONGEST_TEXT = 1_000;
/** Of a value, as JSON. */
const LONGEST_VALUE = 20_000;

/**
 * Reads the record of a run out of items, wherever in them it is: a reader of files puts it under a
 * name of its own. The person who made the file may have written anything in it, so nothing is taken that
 * is not looked at; what the directory does not have is left to the plan.
 *
 * @throws UserError where there is none or several, or where its form is not the expected one
 */
export function readUndoRecord(items: readonly Record<string, unknown>[]): UndoRecord {
	const records = items.flatMap((item) => [item, ...Object.values(item)]).filter(isUndoRecord);
	const [record] = records;
	if (!record) throw unusable('Made has no undo file');
	if (records.length > 1) {
		throw unusable(
			`Made has ${records.length} undo files`,
			'Undo one run at a time, the latest first.',
		);
	}
	const { version, createdAt, title, protectedChanges, changes } = record;
	if (version !== UNDO_VERSION) {
		throw unusable(
			`The undo file has version ${String(version).slice(0, 20)}, and this node reads version ${UNDO_VERSION}`,
			'Update the package, or use the version of it that wrote the file.',
		);
	}
	if (!isText(createdAt) || Number.isNaN(Date.parse(createdAt))) {
		throw unusable('The undo file does not say when the run was: createdAt is not a time');
	}
	if (!Array.isArray(changes)) throw unusable('The undo file has no list of changes');
	if (changes.length > MOST_CHANGES) {
		throw unusable(
			`The undo file has ${grouped(changes.length)} changes, and at most ${grouped(MOST_CHANGES)} are read`,
		);
	}
	return {
		format: UNDO_FORMAT,
		version: UNDO_VERSION,
		createdAt: new Date(createdAt).toISOString(),
		title: isText(title) ? cleanName(title) : '',
		protectedChanges: isCount(protectedChanges) ? protectedChanges : 0,
		changes: changes.map((change, i) => {
			const read = readChange(change);
			if (typeof read !== 'string') return read;
			throw unusable(`Change ${i + 1} of the undo file cannot be read: ${read}`);
		}),
	};
}

const ADVICE =
	'Use the file “undo” as Sync Report wrote it, unchanged. Sync Report writes it where Undo File is on.';

function unusable(message: string, advice = ADVICE): UserError {
	return new UserError(message, advice, 'input');
}

function isUndoRecord(item: unknown): item is Record<string, unknown> {
	return isRecord(item) && item.format === UNDO_FORMAT;
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT;
}

function isCount(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isTexts(value: unknown, most: number): value is string[] {
	return Array.isArray(value) && value.length <= most && value.every(isText);
}

/** @returns the change with what is known of it and nothing else, or what is wrong with it */
function readChange(value: unknown): MadeChange | string {
	if (!isRecord(value)) return 'it is not an object';
	const { order, kind, action, externalId, targetId, name, changes, leaves, before, wasThere } =
		value;
	if (kind !== 'user' && kind !== 'group') return 'its kind is neither “user” nor “group”';
	if (!isAction(action)) return 'its action is not known';
	if (!isCount(order)) return 'its order is not a number';
	if (!isText(targetId)) return 'it has no targetId';
	if (externalId !== null && !isText(externalId)) return 'its externalId is not a text';
	if (!Array.isArray(changes) || changes.length > MOST_FIELDS) return 'it has no list of values';
	if (leaves !== undefined && !isTexts(leaves, MOST_GROUPS)) return 'leaves is not a list of ids';
	const fields: FieldChange[] = [];
	for (const one of changes) {
		const read = readField(kind, one);
		if (typeof read === 'string') return read;
		fields.push(read);
	}
	const group = kind === 'group' && before !== undefined ? readBefore(before) : undefined;
	if (typeof group === 'string') return group;
	return {
		...{ order, kind, action, externalId, targetId },
		name: isText(name) ? cleanName(name) : '',
		changes: fields,
		...(leaves ? { leaves } : {}),
		...(wasThere === true ? { wasThere } : {}),
		...(group ? { before: group } : {}),
	};
}

const FIELDS: Record<Change['kind'], object> = { user: USER_FIELDS, group: GROUP_FIELDS };

function readField(kind: Change['kind'], value: unknown): FieldChange | string {
	if (!isRecord(value) || !isText(value.field)) return 'one of its values has no field';
	const { field, from, to } = value;
	const isKnown = Object.hasOwn(FIELDS[kind], field) || attributeName(field);
	if (!isKnown) return `a ${kind} has no field “${field}”`;
	if (!isValue(field, from) || !isValue(field, to)) {
		return `the value of “${field}” is not one that this field can have`;
	}
	return { field, from, to };
}

type Check = (value: unknown) => boolean;

const isOptionalText: Check = (value) => value === null || typeof value === 'string';
const isOptionalFlag: Check = (value) => value === null || typeof value === 'boolean';

/** What a value of each type can be. */
const CHECKS: Readonly<Record<ValueType, Check>> = {
	text: isOptionalText,
	login: isOptionalText,
	gender: isOptionalText,
	day: isOptionalText,
	id: isOptionalText,
	reference: isOptionalText,
	flag: isOptionalFlag,
	active: isOptionalFlag,
	segments: (value) => value === null || (Array.isArray(value) && value.every(isRecord)),
	any: (value) => value !== undefined,
};

function isValue(field: string, value: unknown): value is JsonValue {
	return CHECKS[typeOf(field)](value) && isShort(value);
}

function isShort(value: unknown): boolean {
	try {
		return JSON.stringify(value).length <= LONGEST_VALUE;
	} catch {
		// Nested so deep that it would overflow the stack.
		return false;
	}
}

/** @returns the group, or what is wrong with it */
function readBefore(value: unknown): GroupBefore | string {
	if (!isRecord(value) || !isText(value.name)) return 'the group before has no name';
	const { name, parentExternalId, managerExternalId, attributes, memberTargetIds } = value;
	for (const reference of [parentExternalId, managerExternalId]) {
		const isReference = reference === undefined || reference === null || isText(reference);
		if (!isReference) return 'the group before has a reference that is not a text';
	}
	if (memberTargetIds !== undefined && !isTexts(memberTargetIds, MOST_MEMBERS)) {
		return 'memberTargetIds is not a list of ids';
	}
	if (attributes !== undefined && !isAttributes(attributes)) return 'its attributes are no values';
	return {
		name,
		...(parentExternalId === undefined
			? {}
			: { parentExternalId: parentExternalId as string | null }),
		...(managerExternalId === undefined
			? {}
			: { managerExternalId: managerExternalId as string | null }),
		...(attributes ? { attributes } : {}),
		...(memberTargetIds ? { memberTargetIds } : {}),
	};
}

function isAttributes(value: unknown): value is Record<string, JsonValue> {
	if (!isRecord(value)) return false;
	return Object.keys(value).length <= MOST_FIELDS && isShort(value);
}
