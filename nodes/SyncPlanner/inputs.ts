import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { PlanInput, SkippedPerson } from '../../directory/plan';
import type { CurrentGroup, Group } from '../../directory/model/group';
import type { Issue } from '../../directory/model/issue';
import { isOnlyMark, partialReasons, withoutMark } from '../../directory/model/partialList';
import type { CurrentUser, JsonValue, Person } from '../../directory/model/person';
import { refuseErrors } from '../failure';
import { itemsOfInput } from '../inputs';

/** What each input carries, in the words of a message. */
const CARRIES = {
	Groups: 'groups',
	Users: 'people',
	Issues: 'the issues of the groups',
	Current: 'the directory of Winningtemp',
};

export type InputName = keyof typeof CARRIES;

/** The inputs in their order, by the version of the node. */
const INPUTS_OF_VERSION_1: readonly InputName[] = ['Groups', 'Users', 'Current'];
export const INPUTS: readonly InputName[] = ['Groups', 'Users', 'Issues', 'Current'];

const asPorts = (names: readonly InputName[]) =>
	JSON.stringify(names.map((displayName) => ({ type: 'main', displayName })));

/** The expression by which n8n finds the inputs of a node, as Merge of n8n does. */
export const inputsByVersion =
	`={{ $nodeVersion < 2 ? ${asPorts(INPUTS_OF_VERSION_1)} : ${asPorts(INPUTS)} }}` as const;

/**
 * Reads the inputs. One that is not connected has no items.
 *
 * @throws NodeOperationError where an item is not what its input takes: two inputs that are mixed
 * up must not look like a company without people
 */
export function readInputs(
	context: IExecuteFunctions,
): Pick<PlanInput, 'groups' | 'users' | 'issues' | 'current' | 'partial'> {
	const names = context.getNode().typeVersion < 2 ? INPUTS_OF_VERSION_1 : INPUTS;
	const lists = new Map(
		names.map((name, index) => [name, itemsOfInput(context, index).map(({ json }) => json)]),
	);
	for (const [name, items] of lists) refuseErrors(context, CARRIES[name], items);
	const list = (name: InputName) => lists.get(name) ?? [];
	const partial = partialReasons(list('Users')) ?? partialReasons(list('Groups'));
	return {
		groups: readGroups(context, list('Groups')),
		users: readUsers(context, list('Users')),
		issues: readIssues(context, list('Issues')),
		current: readCurrent(context, list('Current')),
		...(partial ? { partial } : {}),
	};
}

function readGroups(context: IExecuteFunctions, items: IDataObject[]): Group[] {
	const groups = recordsIn(items).map(withTextIds);
	for (const [i, group] of groups.entries()) {
		if ('kind' in group || !isText(group.externalId) || !isText(group.name)) {
			refuseItem(context, 'Groups', i, 'not a group: it needs an externalId and a name');
		}
	}
	return groups.map(wantedGroup);
}

function readUsers(context: IExecuteFunctions, items: IDataObject[]): PlanInput['users'] {
	const users = recordsIn(items).map(withTextIds);
	for (const [i, user] of users.entries()) {
		if ('kind' in user || !('externalId' in user)) {
			refuseItem(context, 'Users', i, 'not a person: it has no externalId');
		}
	}
	return users.map((user) => user as unknown as Person | SkippedPerson);
}

function readIssues(context: IExecuteFunctions, items: IDataObject[]): Issue[] {
	const issues = items.filter(isFilled);
	for (const [i, { severity, message, subject }] of issues.entries()) {
		if (!isText(severity) || !isText(message) || typeof subject !== 'object' || subject === null) {
			refuseItem(
				context,
				'Issues',
				i,
				'not an issue: it needs a severity, a message and a subject',
			);
		}
	}
	return issues.map((issue) => issue as unknown as Issue);
}

function readCurrent(context: IExecuteFunctions, items: IDataObject[]): PlanInput['current'] {
	const current: PlanInput['current'] = { groups: [], users: [] };
	for (const [i, item] of items.filter(isFilled).entries()) {
		if (!isText(item.targetId)) {
			refuseItem(context, 'Current', i, 'not from Winningtemp: it has no targetId');
		}
		if (item.kind === 'user') current.users.push(currentUser(item));
		else if (item.kind === 'group') current.groups.push(currentGroup(item));
		else {
			refuseItem(
				context,
				'Current',
				i,
				'neither a user nor a group: its kind is neither “user” nor “group”',
			);
		}
	}
	return current;
}

function refuseItem(context: IExecuteFunctions, input: InputName, item: number, is: string): never {
	throw new NodeOperationError(context.getNode(), `Item ${item} of the input ${input} is ${is}`, {
		description: HINT,
	});
}

const HINT =
	'Groups, Users and Issues come from the Hierarchy Builder, Current comes from Winningtemp (Directory: Get). Check which output is connected to which input.';

/** The items that are a person or a group, without their mark of a partial list. */
function recordsIn(items: IDataObject[]): IDataObject[] {
	return items.filter((item) => isFilled(item) && !isOnlyMark(item)).map(withoutMark);
}

/** A node with "Always Output Data" that has no items gives one empty item. */
function isFilled(item: IDataObject): boolean {
	for (const name in item) if (Object.hasOwn(item, name)) return true;
	return false;
}
const IDS = ['externalId', 'parentExternalId', 'managerExternalId', 'groupExternalId'];

/** Ids from other sources may be numbers; in Winningtemp they are texts. */
function withTextIds(item: IDataObject): IDataObject {
	const numbers = IDS.filter((name) => typeof item[name] === 'number');
	if (numbers.length === 0) return item;
	return { ...item, ...Object.fromEntries(numbers.map((name) => [name, String(item[name])])) };
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

function textOrNull(value: unknown): string | null {
	// A blank External ID, typed by hand, is none.
	return isText(value) && value.trim() !== '' ? value : null;
}

function wantedGroup(item: IDataObject): Group {
	return {
		...(item as unknown as Group),
		parentExternalId: textOrNull(item.parentExternalId),
		managerExternalId: textOrNull(item.managerExternalId),
	};
}

function currentUser(item: IDataObject): CurrentUser {
	const user = item as unknown as CurrentUser;
	const externalId = textOrNull(item.externalId);
	const username = String(item.username ?? '');
	const active = item.active !== false;
	const isAsRead =
		user.externalId === externalId && user.username === username && user.active === active;
	// Nearly every user is: none of them is held twice.
	return isAsRead ? user : { ...user, externalId, username, active };
}

function currentGroup(item: IDataObject): CurrentGroup {
	return {
		...(item as unknown as CurrentGroup),
		externalId: textOrNull(item.externalId),
		name: String((item.name as JsonValue) ?? ''),
	};
}
