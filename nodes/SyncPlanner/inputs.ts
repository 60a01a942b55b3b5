import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import type { PlanInput, SkippedPerson } from '../../directory/plan';
import type { CurrentGroup, Group } from '../../directory/model/group';
import { isOnlyMark, partialReasons, withoutMark } from '../../directory/model/partialList';
import type { CurrentUser, JsonValue, Person } from '../../directory/model/person';
import { refuseErrors } from '../failure';

const [GROUPS, USERS, CURRENT] = [0, 1, 2];
const WANTED = ['groups', 'people', 'the directory of Winningtemp'];

/**
 * Reads the three inputs.
 *
 * @throws NodeOperationError where an item is not of the kind that its input wants: two inputs
 * mixed up must not look like a company without people
 */
export function readInputs(
	context: IExecuteFunctions,
): Pick<PlanInput, 'groups' | 'users' | 'current' | 'partial'> {
	const refuse = (input: string, item: number, wants: string): never => {
		throw new NodeOperationError(
			context.getNode(),
			`Item ${item} of the input ${input} is ${wants}`,
			{ description: HINT },
		);
	};
	const lists = [GROUPS!, USERS!, CURRENT!].map((input) => itemsOf(context, input));
	lists.forEach((items, input) => refuseErrors(context, WANTED[input]!, items));
	const [groupItems = [], userItems = [], currentItems = []] = lists;
	const partial = partialReasons(userItems) ?? partialReasons(groupItems);
	const groups = people(groupItems).map(withTextIds);
	for (const [i, group] of groups.entries()) {
		if ('kind' in group || !isText(group.externalId) || !isText(group.name)) {
			refuse('Groups', i, 'not a group: it needs an externalId and a name');
		}
	}
	const users = people(userItems).map(withTextIds);
	for (const [i, user] of users.entries()) {
		if ('kind' in user || !('externalId' in user)) {
			refuse('Users', i, 'not a person: it has no externalId');
		}
	}
	const current: PlanInput['current'] = { groups: [], users: [] };
	for (const [i, item] of currentItems.filter(isFilled).entries()) {
		if (!isText(item.targetId)) refuse('Current', i, 'not from Winningtemp: it has no targetId');
		if (item.kind === 'user') current.users.push(currentUser(item));
		else if (item.kind === 'group') current.groups.push(currentGroup(item));
		else refuse('Current', i, 'neither a user nor a group: its kind is neither “user” nor “group”');
	}
	return {
		groups: groups.map(wantedGroup),
		users: users.map((user) => user as unknown as Person | SkippedPerson),
		current,
		...(partial ? { partial } : {}),
	};
}

/** The items that are somebody or something, without what they say of the list. */
function people(items: IDataObject[]): IDataObject[] {
	return items.filter((item) => isFilled(item) && !isOnlyMark(item)).map(withoutMark);
}

const HINT =
	'Groups and Users come from the Hierarchy Builder, the third input from Winningtemp (Directory: Get). Check which output is connected to which input.';

/** Items of an input; none where nothing is connected, which n8n tells by an error. */
function itemsOf(context: IExecuteFunctions, input: number): IDataObject[] {
	try {
		return context.getInputData(input).map(({ json }) => json);
	} catch {
		return [];
	}
}

/** An empty item is how a node with "Always Output Data" says that it has none. */
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
