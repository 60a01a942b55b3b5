import { isRecord } from '../../common/json';
import type { AppliedChange, Change, FieldChange, GroupBefore } from '../../model/change';
import { isWholeChange } from '../../model/items';

/** What says that a file is the record of a run. */
export const UNDO_FORMAT = 'changesOfARun';
/** The form of the record. A reader refuses others. */
export const UNDO_VERSION = 1;

/** One change that a run made: what is needed to take it back. */
export interface MadeChange extends Pick<Change, 'order' | 'kind' | 'action' | 'name'> {
	externalId: string | null;
	targetId: string;
	changes: FieldChange[];
	leaves?: string[];
	wasThere?: true;
	before?: GroupBefore;
}

/** All changes that a run made, with the values before and after. */
export interface UndoRecord {
	format: typeof UNDO_FORMAT;
	version: typeof UNDO_VERSION;
	/** When the report was written, ISO 8601. */
	createdAt: string;
	/** The title of the report. */
	title: string;
	/** How many changes of people with protected identity were made and are left out. */
	protectedChanges: number;
	changes: MadeChange[];
}

/**
 * The record of a run: the changes that the target has confirmed, and nothing that was there
 * already, failed or was tried in a dry run. Values and places of people with protected identity are
 * left out, since the record is a file that lies about.
 *
 * @param items what the engine says of each change; anything else is passed over
 * @returns `undefined` where nothing was made
 */
export function undoRecord(
	items: readonly unknown[],
	{ createdAt, title }: Pick<UndoRecord, 'createdAt' | 'title'>,
): UndoRecord | undefined {
	const made = items.filter(isMade);
	if (made.length === 0) return undefined;
	const isProtected = ({ protectedIdentity }: AppliedChange) => protectedIdentity === true;
	const hidden = made.filter(isProtected);
	const left = new Set(hidden.map(({ targetId }) => targetId));
	return {
		format: UNDO_FORMAT,
		version: UNDO_VERSION,
		createdAt,
		title,
		protectedChanges: hidden.length,
		changes: made.filter((one) => !isProtected(one)).map((one) => madeChange(one, left)),
	};
}

/** Whether the target has confirmed a change of this run, be it only in part. */
export function isMade(item: unknown): item is AppliedChange & { targetId: string } {
	if (!isRecord(item) || !isWholeChange(item)) return false;
	const { status, partly, attempts, targetId } = item as unknown as AppliedChange;
	const isConfirmed = status === 'applied' || (status === 'failed' && partly === true);
	return isConfirmed && attempts > 0 && typeof targetId === 'string';
}

function madeChange(
	change: AppliedChange & { targetId: string },
	left: ReadonlySet<string>,
): MadeChange {
	const { order, kind, action, externalId, targetId, name, changes, leaves, before, wasThere } =
		change;
	return {
		...{ order, kind, action, externalId, targetId, name },
		changes: changes.map(({ field, from, to }) => ({ field, from, to })),
		...(leaves ? { leaves } : {}),
		...(wasThere ? { wasThere } : {}),
		...(before ? { before: withoutMembers(before, left) } : {}),
	};
}

function withoutMembers(before: GroupBefore, left: ReadonlySet<string>): GroupBefore {
	const { memberTargetIds } = before;
	if (!memberTargetIds || left.size === 0) return before;
	return { ...before, memberTargetIds: memberTargetIds.filter((id) => !left.has(id)) };
}
