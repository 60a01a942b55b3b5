import { isRecord } from '../common/json';
import type { FieldChange, GuardVerdict } from '../model/change';
import type { Group } from '../model/group';
import type { Item } from '../model/items';
import { protectedName } from '../model/protectedIdentity';
import { count, text, textOrNull } from './itemValues';

/** Readers of single records in items that come from elsewhere. */

/** A guard's figures; `null` where an item carries none. */
export function readGuard(value: unknown): GuardVerdict | null {
	if (!isRecord(value)) return null;
	return {
		name: text(value.name),
		limit: count(value.limit),
		actual: count(value.actual),
		of: count(value.of),
		...(typeof value.field === 'string' ? { kind: kindOf(value), field: value.field } : {}),
		...(isRecord(value.week) ? { week: weekOf(value.week) } : {}),
		...(typeof value.emptied === 'string' ? { emptied: value.emptied } : {}),
	};
}

function weekOf(week: Item): NonNullable<GuardVerdict['week']> {
	return { actual: count(week.actual), limit: count(week.limit) };
}

export function readGroup(item: Item): Group {
	return {
		externalId: text(item.externalId),
		name: nameOf(item),
		parentExternalId: textOrNull(item.parentExternalId),
		managerExternalId: textOrNull(item.managerExternalId),
		level: count(item.level),
		path: (item.path as unknown[]).map(text),
		memberCount: count(item.memberCount),
	};
}

/** A group has no username: how results without a `kind` are told apart. */
export function kindOf(item: Item): 'user' | 'group' {
	if (item.kind === 'group' || item.kind === 'user') return item.kind;
	const looksLikeGroup =
		Object.hasOwn(item, 'parentExternalId') || !PERSONAL.some((p) => Object.hasOwn(item, p));
	return looksLikeGroup ? 'group' : 'user';
}

const PERSONAL = ['username', 'firstName', 'lastName'];

function nameOf(item: Item): string {
	return text(item.name) || `${text(item.firstName)} ${text(item.lastName)}`.trim();
}

/** Results of "Create or Update" and people carry their own names. */
export function shownName(item: Item): string {
	return item.protectedIdentity === true
		? protectedName(textOrNull(item.externalId))
		: nameOf(item);
}

export function isFieldChange(value: unknown): value is FieldChange {
	return isRecord(value) && typeof value.field === 'string';
}
