import { idKey } from '../../common/patterns';
import { compareText } from '../../common/text';
import type { Change, FieldChange, GroupBefore } from '../../model/change';
import type { JsonValue } from '../../model/person';
import type { MadeChange } from './record';

/** All that a run did to one user or group, several changes of it put together. */
export interface Made {
	kind: Change['kind'];
	targetId: string;
	externalId: string | null;
	name: string;
	isCreated: boolean;
	isDeleted: boolean;
	/** Of a deleted group. */
	before?: GroupBefore;
	/** Its own values, `active` among them: before the first change and after the last one. */
	fields: Map<string, { from: JsonValue; to: JsonValue }>;
	/** Who was placed in another group. */
	move?: MadeMove;
}

/** Who left which groups, and came into which. */
export interface MadeMove {
	/** External IDs. */
	from: string | null;
	to: string | null;
	/** Whether the person came into the group of `to`, and was not in it already. */
	hasJoined: boolean;
	/** The target's ids of the groups that were left. */
	left: Set<string>;
	/** Whether nobody moved the person: the group was deleted while they were in it. */
	isLost?: true;
}

export type MadeOfKind = Record<Change['kind'], Map<string, Made>>;

/** The field that says in which group somebody is. */
const MEMBERSHIP = 'groupExternalId';

/** What a run did, by kind and by the target's id. */
export function madeOf(changes: readonly MadeChange[]): MadeOfKind {
	const all: MadeOfKind = { user: new Map(), group: new Map() };
	for (const change of [...changes].sort((a, b) => a.order - b.order)) {
		const { kind, targetId, externalId, name, action, before } = change;
		let made = all[kind].get(targetId);
		if (!made) {
			const nothing = { isCreated: false, isDeleted: false, fields: new Map<string, never>() };
			made = { kind, targetId, externalId, name, ...nothing };
			all[kind].set(targetId, made);
		}
		made.externalId = externalId;
		if (action === 'create') made.isCreated = true;
		if (action === 'delete') made.isDeleted = true;
		if (before) made.before = before;
		for (const one of change.changes) addField(made, one, change);
		const active = ACTIVE_AFTER[action];
		if (active !== undefined)
			addField(made, { field: 'active', from: !active, to: active }, change);
	}
	return all;
}

/** By the target's id, so that the order of the input makes no difference. */
export function inOrder(made: ReadonlyMap<string, Made>): Made[] {
	return [...made].sort(([a], [b]) => compareText(a, b)).map(([, one]) => one);
}

/**
 * Whether a user or group has the External ID that the run left or found. The target's own id is the
 * same already, so a directory that keeps ids in other case changes nothing.
 */
export function isSameId(
	{ externalId, fields }: Made,
	current: { externalId: string | null },
): boolean {
	const before = fields.get('externalId');
	const key = typeof current.externalId === 'string' ? idKey(current.externalId) : null;
	const is = (id: unknown) => (typeof id === 'string' ? idKey(id) : id) === key;
	return is(externalId) || (before !== undefined && is(before.from));
}

const ACTIVE_AFTER: Partial<Record<Change['action'], boolean>> = {
	reactivate: true,
	deactivate: false,
};

function addField(
	made: Made,
	{ field, from, to }: FieldChange,
	{ leaves = [], wasThere }: MadeChange,
): void {
	if (field === MEMBERSHIP) {
		made.move ??= { from: from as string | null, to: null, hasJoined: false, left: new Set() };
		made.move.to = to as string | null;
		if (to !== null && !wasThere) made.move.hasJoined = true;
		for (const id of leaves) made.move.left.add(id);
		return;
	}
	const known = made.fields.get(field);
	if (known) known.to = to;
	else made.fields.set(field, { from, to });
}
