import { findCircles } from '../../common/cycles';
import { idKey } from '../../common/patterns';
import type { FieldChange } from '../../model/change';
import { sameValue, valueOf } from '../../model/difference';
import { fieldOf, typeOf } from '../../model/fields';
import type { CurrentGroup } from '../../model/group';
import type { CurrentUser, JsonValue } from '../../model/person';
import { isEmptyValue } from '../../model/valueRules';
import { temporaryUsername } from '../usernames';
import type { UndoCode } from './findings';
import type { Made } from './made';
import { speller } from './undoing';

/** A user or group that the run changed, and the values that it gets back. */
export interface Restored<C extends CurrentUser | CurrentGroup = CurrentUser | CurrentGroup> {
	made: Made;
	current: C;
	/** From what is there now to what was there before the run. */
	fields: FieldChange[];
}

/** Is told what is not undone. */
export type Say = (code: UndoCode, one: Restored, field: string) => void;

/**
 * The values of a user or group that are still what the run wrote, each with the one before. A value
 * that is as before already is passed over; one that is neither was changed since, and stays.
 */
export function restoredFields(one: Restored, say: Say): FieldChange[] {
	const fields: FieldChange[] = [];
	let isChanged = false;
	for (const [field, { from, to }] of one.made.fields) {
		if (sameValue(field, from, to)) continue;
		const now = valueOf(one.current, field);
		if (now === undefined || (isNameless(field) && isEmptyValue(field, from))) {
			say('undoUnreadable', one, field);
		} else if (!sameValue(field, now, to) && isAs(field, now, from)) continue;
		else if (isAs(field, now, to) || isSetAside(now, to, one.made)) {
			fields.push({ field, from: now, to: from });
		} else {
			isChanged = true;
			say('undoChangedSince', one, field);
		}
	}
	// Username and e-mail address are one log-in.
	return isChanged ? withoutHalfLogin(fields, one, say) : fields;
}

/**
 * Whether somebody has changed what the run created. A value that is empty or not shown says nothing:
 * the target may have forgotten it.
 */
export function isChangedSince(one: Restored, say: Say): boolean {
	const changed = [...one.made.fields].filter(([field, { to }]) => {
		const now = valueOf(one.current, field);
		return now !== undefined && !isEmptyValue(field, now) && !isAs(field, now, to);
	});
	for (const [field] of changed) say('undoChangedSince', one, field);
	return changed.length > 0;
}

/** Whether a value is there. A directory may write the id that it refers to in other case. */
function isAs(field: string, now: JsonValue, value: JsonValue): boolean {
	if (sameValue(field, now, value)) return true;
	if (typeof now !== 'string' || typeof value !== 'string') return false;
	return fieldOf(field)?.refersTo !== undefined && idKey(now) === idKey(value);
}

/** A user without a username, or a group without a name, is none. */
function isNameless(field: string): boolean {
	const { isNeeded, isRequired } = fieldOf(field) ?? {};
	return isNeeded === true && isRequired === true && !isId(field);
}

function isId(field: string): boolean {
	return typeOf(field) === 'id';
}

/** An undo that was cut short while usernames were exchanged left a temporary one. */
function isSetAside(now: JsonValue, to: JsonValue, { externalId }: Made): boolean {
	if (typeof to !== 'string' || externalId === null) return false;
	return now === temporaryUsername(to, externalId, () => false);
}

function withoutHalfLogin(fields: FieldChange[], one: Restored, say: Say): FieldChange[] {
	const isLogin = ({ field }: FieldChange) => typeOf(field) === 'login';
	const logins = [...one.made.fields.keys()].filter((field) => typeOf(field) === 'login');
	const left = fields.filter(isLogin);
	if (left.length === 0 || left.length === logins.length) return fields;
	for (const { field } of left) say('undoChangedSince', one, field);
	return fields.filter((field) => !isLogin(field));
}

/** Leaves out what a test says, naming each. */
export function dropFields(
	restored: Iterable<Restored>,
	code: UndoCode,
	say: Say,
	isDropped: (field: FieldChange, one: Restored) => boolean,
): void {
	for (const one of restored) {
		const dropped = one.fields.filter((field) => isDropped(field, one));
		if (dropped.length === 0) continue;
		one.fields = one.fields.filter((field) => !dropped.includes(field));
		for (const { field } of dropped) say(code, one, field);
	}
}

/**
 * Leaves out values that would be somebody else's as well: one that keeps it, or gets it back. Who
 * keeps the present value may refuse it to a third.
 *
 * @param field that must be unique
 * @param current all users or groups that stay
 */
export function dropTaken<C extends CurrentUser | CurrentGroup>(
	field: string,
	restored: ReadonlyArray<Restored<C>>,
	current: readonly C[],
	say: Say,
): void {
	const key = (value: JsonValue | undefined) =>
		typeof value === 'string' && value !== '' ? value.toLowerCase() : undefined;
	const changeOf = (one: Restored) => one.fields.find((change) => change.field === field);
	const open = new Set(restored.filter((one) => changeOf(one)));
	if (open.size === 0) return;
	const holders = new Map<string, number>();
	const count = (value: string | undefined) => {
		if (value !== undefined) holders.set(value, (holders.get(value) ?? 0) + 1);
	};
	const changing = new Set<CurrentUser | CurrentGroup>([...open].map((one) => one.current));
	for (const one of current) if (!changing.has(one)) count(key(valueOf(one, field)));
	for (const one of open) count(key(changeOf(one)!.to));
	for (;;) {
		const refused = [...open].filter((one) => {
			const wanted = key(changeOf(one)!.to);
			return wanted !== undefined && holders.get(wanted) !== 1;
		});
		if (refused.length === 0) return;
		for (const one of refused) {
			open.delete(one);
			count(key(changeOf(one)!.from));
		}
		const isLogin = typeOf(field) === 'login';
		dropFields(refused, 'undoTaken', say, (change) =>
			isLogin ? typeOf(change.field) === 'login' : change.field === field,
		);
	}
}

/**
 * Leaves out references that would make a circle as things are now.
 *
 * @param field that refers to another of the same kind
 * @param current all users or groups with an External ID
 */
export function dropCircles<C extends CurrentUser | CurrentGroup>(
	field: 'managerExternalId' | 'parentExternalId',
	restored: ReadonlyArray<Restored<C>>,
	current: readonly C[],
	say: Say,
): void {
	const changed = () =>
		restored.filter((one) => one.fields.some((change) => change.field === field));
	const spell = speller(changed().length > 0 ? current : []);
	while (changed().length > 0) {
		const after = new Map<string, string | null>();
		for (const one of current) {
			const to = (valueOf(one, field) ?? null) as string | null;
			if (one.externalId !== null) after.set(one.externalId, spell(to));
		}
		for (const { current: one, fields } of restored) {
			const to = fields.find((change) => change.field === field)?.to;
			if (to !== undefined && one.externalId !== null) {
				after.set(one.externalId, spell(to as string | null));
			}
		}
		const inCircles = new Set(findCircles(after).flat());
		const those = changed().filter((one) => inCircles.has(one.current.externalId ?? ''));
		if (those.length === 0) return;
		dropFields(those, 'undoCircle', say, (change) => change.field === field);
	}
}
