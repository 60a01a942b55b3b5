import { isRecord } from '../common/json';
import type { Change, ChangeAction } from './change';
import type { CurrentGroup, Group } from './group';
import type { Issue } from './issue';
import { isOnlyMark, withoutMark } from './partialList';
import type { CurrentUser, Person, SkippedPerson } from './person';
import { UserError } from './userError';

/** An item as a node gets it: any JSON object. What it is shows in its shape. */
export type Item = Record<string, unknown>;

/** What an item can be. */
export type Shape =
	| 'issue'
	| 'held'
	| 'change'
	| 'summary'
	| 'skipped'
	| 'currentUser'
	| 'currentGroup'
	| 'group'
	| 'person';

/** The first shape that fits decides. */
const SHAPES: Record<Shape, (item: Item) => boolean> = {
	issue: isIssue,
	held: (item) => isRecord(item.guard) && isChange(item),
	change: isChange,
	summary: (item) => isRecord(item.users) && isRecord(item.groups),
	skipped: (item) => item.skipped === true,
	currentUser: (item) => item.kind === 'user' && typeof item.targetId === 'string',
	currentGroup: (item) => item.kind === 'group' && typeof item.targetId === 'string',
	group: isGroup,
	person: (item) =>
		item.kind === undefined &&
		typeof item.externalId === 'string' &&
		typeof item.username === 'string',
};

const SHAPE_NAMES = Object.keys(SHAPES) as Shape[];

/** What an item is; `null` for n8n's empty item, and for what no node of this package makes. */
export function shapeOf(item: Item): Shape | null {
	return SHAPE_NAMES.find((shape) => SHAPES[shape](item)) ?? null;
}

/** Whether an item is an issue that can be read: of its subject, not all may be there. */
export function isIssue(item: Item): boolean {
	const { severity, message } = item;
	return (severity === 'error' || severity === 'warning') && typeof message === 'string';
}

/** Whether an item is a wanted group, as the Hierarchy Builder makes it. */
export function isGroup(item: Item): boolean {
	return Array.isArray(item.path) && typeof item.externalId === 'string';
}

const ACTIONS: Record<ChangeAction, true> = {
	create: true,
	update: true,
	deactivate: true,
	reactivate: true,
	delete: true,
};

export function isAction(value: unknown): value is ChangeAction {
	return typeof value === 'string' && Object.hasOwn(ACTIONS, value);
}

/** What "Create or Update" and its like say of an item, and what was done; `null`: nothing. */
export const ACTION_OF_RESULT: ReadonlyMap<unknown, ChangeAction | null> = new Map([
	['created', 'create'],
	['updated', 'update'],
	['reactivated', 'reactivate'],
	['deactivated', 'deactivate'],
	['deleted', 'delete'],
	['unchanged', null],
	['held', null],
	['failed', null],
	['skipped', null],
]);

/** An item that was refused as "not a change" has nothing but its status. */
function isChange({ action, status }: Item): boolean {
	return isAction(action) || ACTION_OF_RESULT.has(action) || status === 'failed';
}

/** Whether an item is a change with all that is needed to make it. */
export function isWholeChange(item: Item): item is Item & Change {
	const { order, kind, action, externalId, targetId, changes } = item;
	return (
		typeof order === 'number' &&
		(kind === 'user' || kind === 'group') &&
		isAction(action) &&
		[externalId, targetId].every((id) => id === null || typeof id === 'string') &&
		Array.isArray(changes) &&
		changes.every((one) => isRecord(one) && typeof one.field === 'string' && one.to !== undefined)
	);
}

/** The items of one input, and what an error says of it. */
export interface ItemList {
	items: readonly Item[];
	/** The name of the input. */
	input: string;
	/** What to connect to which input: a sentence or two. */
	connect: string;
}

/**
 * Reads a list. Empty items, and those that only say that the list is a part, are passed over.
 *
 * @param take gives what an item is, or, as text, what it is instead of that
 * @throws UserError where an item is not what its input takes: two inputs that are mixed up must not
 * look like a company without people
 */
function readList<T extends object>(list: ItemList, take: (item: Item) => T | string): T[] {
	const taken: T[] = [];
	for (const [i, item] of list.items.entries()) {
		if (!isFilled(item) || isOnlyMark(item)) continue;
		const one = take(item);
		if (typeof one === 'string') {
			throw new UserError(`Item ${i} of the input ${list.input} is ${one}`, list.connect, 'input');
		}
		taken.push(one);
	}
	return taken;
}

/** @throws UserError where an item is not a wanted group */
export function readGroups(list: ItemList): Group[] {
	return readList(list, (item) => {
		const group = withTextIds(withoutMark(item));
		if ('kind' in group || !isText(group.externalId) || !isText(group.name)) {
			return 'not a group: it needs an externalId and a name';
		}
		const { parentExternalId, managerExternalId } = group;
		return {
			...(group as unknown as Group),
			parentExternalId: textOrNull(parentExternalId),
			// Without one, the manager who was chosen in the target stays.
			...(managerExternalId !== undefined && { managerExternalId: textOrNull(managerExternalId) }),
		};
	});
}

/** @throws UserError where an item is neither a person nor one that was skipped */
export function readPeople(list: ItemList): Array<Person | SkippedPerson> {
	return readList(list, (item) => {
		const isPerson = !('kind' in item) && 'externalId' in item;
		if (!isPerson) return 'not a person: it has no externalId';
		return withTextIds(withoutMark(item)) as unknown as Person | SkippedPerson;
	});
}

/** @throws UserError where an item is not an issue */
export function readIssues(list: ItemList): Issue[] {
	return readList(list, (item) => {
		return isIssue(item) && isRecord(item.subject)
			? (item as unknown as Issue)
			: 'not an issue: it needs a severity, a message and a subject';
	});
}

/** Users and groups as the target has them, and what is peculiar to it. */
export interface CurrentLists extends Peculiar {
	groups: CurrentGroup[];
	users: CurrentUser[];
}

/** What users and groups do not show of a target: an item of its own says it. */
interface Peculiar {
	/** It has no groups at all. Users show that, too, where there are any. */
	hasGroups?: false;
	/** Its groups have no managers. Groups show that, too, where there are any. */
	hasGroupManagers?: false;
	/** It takes each name of a group only once. */
	hasUniqueNames?: true;
}

const OF_TARGET = 'directory';
export const NO_GROUPS_HERE = { kind: OF_TARGET, hasGroups: false } as const;
export const NO_GROUP_MANAGERS_HERE = { kind: OF_TARGET, hasGroupManagers: false } as const;
export const UNIQUE_NAMES_HERE = { kind: OF_TARGET, hasUniqueNames: true } as const;

/**
 * @param target the system that the directory is read from, as a message names it
 * @throws UserError where an item is neither a user nor a group of the target
 */
export function readCurrent(list: ItemList, target: string): CurrentLists {
	const groups: CurrentGroup[] = [];
	const peculiar: Peculiar = {};
	const items = list.items.filter(({ kind, hasGroups, hasGroupManagers, hasUniqueNames }) => {
		if (kind !== OF_TARGET) return true;
		if (hasGroups === false) peculiar.hasGroups = false;
		if (hasGroupManagers === false) peculiar.hasGroupManagers = false;
		if (hasUniqueNames === true) peculiar.hasUniqueNames = true;
		return false;
	});
	const users = readList({ ...list, items }, (item) => {
		if (!isText(item.targetId)) return `not from ${target}: it has no targetId`;
		if (item.kind !== 'user' && item.kind !== 'group') {
			return 'neither a user nor a group: its kind is neither “user” nor “group”';
		}
		return item;
	}).flatMap((item) => {
		if (item.kind === 'user') return currentUser(item);
		groups.push(currentGroup(item));
		return [];
	});
	return { groups, users, ...peculiar };
}

function currentUser(item: Item): CurrentUser {
	const user = item as unknown as CurrentUser;
	const externalId = textOrNull(item.externalId);
	const username = textOf(item.username);
	const active = item.active !== false;
	const isAsRead =
		user.externalId === externalId && user.username === username && user.active === active;
	// Nearly every user is: none of them is held twice.
	return isAsRead ? user : { ...user, externalId, username, active };
}

function currentGroup(item: Item): CurrentGroup {
	const group = item as unknown as CurrentGroup;
	return { ...group, externalId: textOrNull(item.externalId), name: textOf(item.name) };
}

/** A node with "Always Output Data" that has no items gives one empty item. */
export function isFilled(item: Item): boolean {
	for (const name in item) if (Object.hasOwn(item, name)) return true;
	return false;
}

const IDS = ['externalId', 'parentExternalId', 'managerExternalId', 'groupExternalId'];

/** Ids from other sources may be numbers; in a target they are texts. */
function withTextIds(item: Item): Item {
	const numbers = IDS.filter((name) => typeof item[name] === 'number');
	if (numbers.length === 0) return item;
	return { ...item, ...Object.fromEntries(numbers.map((name) => [name, String(item[name])])) };
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

function textOf(value: unknown): string {
	return typeof value === 'object' ? '' : String(value ?? '');
}

function textOrNull(value: unknown): string | null {
	// A blank External ID, typed by hand, is none.
	return isText(value) && value.trim() !== '' ? value : null;
}
