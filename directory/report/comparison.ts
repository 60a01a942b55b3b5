import { canonicalJson } from '../common/json';
import { matchingKey } from '../common/text';
import type { ChangeAction, FieldChange } from '../model/change';
import { fieldOf } from '../model/fields';
import type { Group } from '../model/group';
import type { Issue } from '../model/issue';
import { sameIssueKey, type ReadChange, type ReadHeld, type ReadInput } from './input';
import { count, part } from './itemValues';

/** What one plan does to one user or group in all, held changes included. */
interface End {
	change: ReadChange;
	fields: Map<string, FieldChange>;
	/** Given where a guard holds some of it. */
	held?: ReadHeld;
}

/** Of several actions on one target, the one that says most comes last. */
const WEAKEST_FIRST: ReadonlyArray<ChangeAction | null> = [
	null,
	'update',
	'reactivate',
	'deactivate',
	'delete',
	'create',
];

/**
 * Two plans for the same people and the same target, as one list of what ends otherwise: each
 * change leads from where the first plan ends to where the second one does. What a guard holds
 * counts as done, and is listed as held where the second plan holds it. Issues are those that only
 * the second plan has. Linear in the number of changes.
 *
 * @param present the plan to compare with
 * @param other the plan that is looked at: its groups, guards and totals are shown
 */
export function compared(present: ReadInput, other: ReadInput): ReadInput {
	const own = idsIn(present, other);
	const before = endsOf(present, own);
	const after = endsOf(other, NO_IDS);
	const found = new Set<End>();
	const rows: ReadChange[] = [];
	const held: ReadHeld[] = [];
	const add = (row: ReadChange | undefined, end: End | undefined) => {
		if (row === undefined) return;
		if (end?.held) held.push({ ...end.held, ...row, outcome: 'held' });
		else rows.push(row);
	};
	for (const end of after.list) {
		const earlier = firstOf(keysOf(end.change, NO_IDS), before.byId);
		if (earlier) found.add(earlier);
		add(difference(earlier, end), end);
	}
	for (const end of before.list) if (!found.has(end)) add(difference(end, undefined), undefined);
	return {
		...other,
		mode: 'compared',
		changes: rows,
		held,
		outside: [],
		issues: newIssues(present.issues, other.issues),
		leftOut: Math.max(0, other.leftOut - present.leftOut),
		otherGroups: present.groups.filter(({ externalId }) => !own.has(externalId)),
		people: new Map([...present.people, ...other.people]),
		formerGroups: new Map([...present.formerGroups, ...other.formerGroups]),
		summary: totals(other, [...rows, ...held]),
		...endedEarly(present, other),
	};
}

/** A plan that was not made cannot be compared with. */
function endedEarly(present: ReadInput, other: ReadInput): Pick<ReadInput, 'endedEarly'> {
	const why = other.endedEarly ?? present.endedEarly;
	return why === undefined ? {} : { endedEarly: why };
}

/**
 * New groups of the first plan that are in the same place in the second one and have another
 * External ID there: the way in which External IDs are made may be what was changed.
 */
function idsIn(present: ReadInput, other: ReadInput): Map<string, string> {
	const [own, others] = [newGroups(present), newGroups(other)];
	const byPath = new Map<string, string>();
	for (const [id, group] of others) if (!own.has(id)) byPath.set(pathKey(group), id);
	const ids = new Map<string, string>();
	for (const [id, group] of own) {
		const key = pathKey(group);
		const otherId = others.has(id) ? undefined : byPath.get(key);
		if (otherId === undefined) continue;
		ids.set(id, otherId);
		byPath.delete(key);
	}
	return ids;
}

function newGroups({ groups, changes, held }: ReadInput): Map<string, Group> {
	const made = new Set<string | null>();
	for (const { kind, action, externalId } of [...changes, ...held]) {
		if (kind === 'group' && action === 'create') made.add(externalId);
	}
	const found = groups.filter(({ externalId }) => made.has(externalId));
	return new Map(found.map((group) => [group.externalId, group]));
}

function pathKey({ path, name }: Group): string {
	return canonicalJson((path.length > 0 ? path : [name]).map(matchingKey));
}

/** Where External IDs need no other one. */
const NO_IDS: ReadonlyMap<string, string> = new Map();

interface Ends {
	list: End[];
	byId: ReadonlyMap<string, End>;
}

/** @param ids External IDs of groups that the other plan gives another one */
function endsOf({ changes, held }: ReadInput, ids: ReadonlyMap<string, string>): Ends {
	const byId = new Map<string, End>();
	const list: End[] = [];
	const take = (change: ReadChange, isHeld: boolean) => {
		const keys = keysOf(change, ids);
		let end = firstOf(keys, byId);
		if (end === undefined) list.push((end = { change, fields: new Map() }));
		else end.change = stronger(end.change, change);
		for (const key of keys) if (!byId.has(key)) byId.set(key, end);
		if (isHeld) end.held ??= change as ReadHeld;
		for (const field of change.fields) {
			const { from } = end.fields.get(field.field) ?? field;
			end.fields.set(field.field, { ...withIds(field, ids), from });
		}
	};
	for (const change of inOrder(changes)) take(change, false);
	for (const change of inOrder(held)) take(change, true);
	return { list, byId };
}

function firstOf(keys: readonly string[], byId: ReadonlyMap<string, End>): End | undefined {
	return keys.map((key) => byId.get(key)).find((end) => end !== undefined);
}

function inOrder<T extends ReadChange>(changes: readonly T[]): T[] {
	return [...changes].sort((a, b) => a.order - b.order);
}

/** By the id in the target: an External ID may be what changes. Only what a plan makes has none yet. */
function keysOf(
	{ kind, action, targetId, externalId }: ReadChange,
	ids: ReadonlyMap<string, string>,
): string[] {
	const id =
		kind === 'group' && externalId !== null ? (ids.get(externalId) ?? externalId) : externalId;
	const isNew = targetId === null || action === 'create';
	return [
		...(targetId === null ? [] : [`${kind} target ${targetId}`]),
		...(isNew && id !== null ? [`${kind} external ${id}`] : []),
	];
}

function stronger(one: ReadChange, other: ReadChange): ReadChange {
	const [a, b] = [one, other].map(({ action }) => WEAKEST_FIRST.indexOf(action));
	const reason = [...new Set([one.reason, other.reason])].filter((text) => text !== '').join(' ');
	return { ...(b! > a! ? other : one), reason };
}

function withIds(field: FieldChange, ids: ReadonlyMap<string, string>): FieldChange {
	if (fieldOf(field.field)?.refersTo !== 'group' || typeof field.to !== 'string') return field;
	return { ...field, to: ids.get(field.to) ?? field.to };
}

/** Whether a user or group is there, and active, once a plan is done. */
type Presence = 'new' | 'as before' | 'gone';

const PRESENCE: Record<ChangeAction, Presence> = {
	create: 'new',
	update: 'as before',
	reactivate: 'new',
	deactivate: 'gone',
	delete: 'gone',
};

function presenceOf(end: End | undefined): Presence {
	return end?.change.action ? PRESENCE[end.change.action] : 'as before';
}

/** What ends otherwise with one user or group; `undefined` where nothing does. */
function difference(before: End | undefined, after: End | undefined): ReadChange | undefined {
	const [then, now] = [presenceOf(before), presenceOf(after)];
	const change = (after ?? before)!.change;
	const reason = after?.change.reason ?? '';
	if (then === now) {
		// Both remove it, or neither wants it: what it holds is of no account.
		const fields = now === 'gone' ? [] : fieldsOf(before, after);
		if (fields.length === 0) return undefined;
		const id = fields.find(({ field }) => field === 'externalId')?.to;
		const externalId = typeof id === 'string' ? id : change.externalId;
		return { ...change, externalId, action: 'update', outcome: 'updated', fields, reason };
	}
	const fields = [...(after?.fields.values() ?? [])];
	if (now === 'gone' || now === 'new') return { ...change, fields, reason };
	return { ...change, ...KEPT_AS[before!.change.action!], fields, reason };
}

/** What becomes of a user or group that only the first plan makes or removes. */
const KEPT_AS: Record<ChangeAction, Pick<ReadChange, 'action' | 'outcome'>> = {
	create: { action: 'delete', outcome: 'deleted' },
	reactivate: { action: 'deactivate', outcome: 'deactivated' },
	update: { action: 'update', outcome: 'updated' },
	deactivate: { action: 'reactivate', outcome: 'reactivated' },
	delete: { action: 'reactivate', outcome: 'reactivated' },
};

/** Values that end otherwise; what one plan leaves alone stays as the other one found it. */
function fieldsOf(before: End | undefined, after: End | undefined): FieldChange[] {
	const fields: FieldChange[] = [];
	const [id, otherId] = [before?.change.externalId, after?.change.externalId];
	const names = new Set([...(before?.fields.keys() ?? []), ...(after?.fields.keys() ?? [])]);
	for (const field of names) {
		const [then, now] = [before?.fields.get(field), after?.fields.get(field)];
		const from = (then ? then.to : now!.from) ?? null;
		const to = (now ? now.to : then!.from) ?? null;
		if (canonicalJson(from) !== canonicalJson(to)) fields.push({ field, from, to });
	}
	// A new group has no change of its External ID: it is made with it.
	if (before && after && id !== otherId && !names.has('externalId')) {
		fields.push({ field: 'externalId', from: id ?? null, to: otherId ?? null });
	}
	return fields;
}

function newIssues(present: readonly Issue[], other: readonly Issue[]): Issue[] {
	const known = new Set(present.map(sameIssueKey));
	return other.filter((issue) => !known.has(sameIssueKey(issue)));
}

/** The totals of the second plan, with as many unchanged as end the same. */
function totals({ summary }: ReadInput, rows: readonly ReadChange[]): ReadInput['summary'] {
	if (summary === null) return null;
	const of = (kind: ReadChange['kind'], name: string) => {
		const { current, wanted } = part(summary, name);
		const differ = rows.filter(
			(row) => row.kind === kind && row.outcome !== 'deleted' && row.outcome !== 'deactivated',
		).length;
		return { current, wanted, unchanged: Math.max(0, count(wanted) - differ) };
	};
	const { guards, partial, partialReasons } = summary;
	return {
		guards,
		partial,
		partialReasons,
		users: of('user', 'users'),
		groups: of('group', 'groups'),
	};
}
