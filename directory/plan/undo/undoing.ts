import { groupedBy } from '../../common/lists';
import { idKey } from '../../common/patterns';
import { fieldOf } from '../../model/fields';
import type { CurrentGroup } from '../../model/group';
import type { CurrentUser } from '../../model/person';
import type { Matched } from '../match';
import { NotUndone } from './findings';
import { madeOf, type MadeOfKind } from './made';
import type { MadeChange, UndoRecord } from './record';

/** What a run did, and the directory as it is now. */
export interface Undoing extends Matched {
	made: MadeOfKind;
	notUndone: NotUndone;
	/** By the target's id. */
	users: ReadonlyMap<string, CurrentUser>;
	groups: ReadonlyMap<string, CurrentGroup>;
	/** By External ID. */
	userById: ReadonlyMap<string, CurrentUser>;
}

export function undoing(record: UndoRecord, matched: Matched): Undoing {
	const { users, groups } = matched.current;
	return {
		...matched,
		made: madeOf(asSpelled(record.changes, { users, groups })),
		notUndone: new NotUndone(matched.systems),
		users: new Map(users.map((user) => [user.targetId, user])),
		groups: new Map(groups.map((group) => [group.targetId, group])),
		userById: new Map(users.flatMap((user) => (user.externalId ? [[user.externalId, user]] : []))),
	};
}

/** The changes with every id as the directory writes it now: it may keep ids in other case than they were sent. */
function asSpelled(
	changes: readonly MadeChange[],
	{ users, groups }: Matched['current'],
): MadeChange[] {
	const spell = { user: speller(users), group: speller(groups) };
	return changes.map((change) => {
		const { kind, externalId, before } = change;
		return {
			...change,
			externalId: spell[kind](externalId),
			changes: change.changes.map(({ field, from, to }) => {
				// The former External ID of its own may differ from this one in case only.
				if (field === 'externalId') return { field, from, to: spell[kind](to) };
				const of = fieldOf(field)?.refersTo;
				return of ? { field, from: spell[of](from), to: spell[of](to) } : { field, from, to };
			}),
			...(before
				? {
						before: {
							...before,
							parentExternalId: spell.group(before.parentExternalId),
							managerExternalId: spell.user(before.managerExternalId),
						},
					}
				: {}),
		};
	});
}

/** Gives an id as it is there, where just one is the same in other case; else the id itself. */
export function speller(
	current: ReadonlyArray<{ externalId: string | null }>,
): <T>(id: T) => T | string {
	const ids = new Set(current.flatMap(({ externalId }) => externalId ?? []));
	const byKey = groupedBy(ids, idKey);
	return (id) => {
		if (typeof id !== 'string' || ids.has(id)) return id;
		const [there, another] = byKey.get(idKey(id)) ?? [];
		return another === undefined ? (there ?? id) : id;
	};
}

/** Whether a manager was there before the run and is there now. */
export function isManagerThere(
	externalId: unknown,
	{ userById, made }: Pick<Undoing, 'userById' | 'made'>,
): boolean {
	const manager = userById.get(externalId as string);
	return manager !== undefined && !made.user.get(manager.targetId)?.isCreated;
}
