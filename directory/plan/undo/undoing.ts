import type { CurrentGroup } from '../../model/group';
import type { CurrentUser } from '../../model/person';
import type { Matched } from '../match';
import { NotUndone } from './findings';
import { madeOf, type MadeOfKind } from './made';
import type { UndoRecord } from './record';

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
		made: madeOf(record.changes),
		notUndone: new NotUndone(matched.systems),
		users: new Map(users.map((user) => [user.targetId, user])),
		groups: new Map(groups.map((group) => [group.targetId, group])),
		userById: new Map(users.flatMap((user) => (user.externalId ? [[user.externalId, user]] : []))),
	};
}

/** Whether a manager was there before the run and is there now. */
export function isManagerThere(
	externalId: unknown,
	{ userById, made }: Pick<Undoing, 'userById' | 'made'>,
): boolean {
	const manager = typeof externalId === 'string' ? userById.get(externalId) : undefined;
	return manager !== undefined && !made.user.get(manager.targetId)?.isCreated;
}
