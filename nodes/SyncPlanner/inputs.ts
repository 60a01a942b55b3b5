import type { IExecuteFunctions } from 'n8n-workflow';
import type { PlanInput } from '../../directory/plan';
import {
	readCurrent,
	readGroups,
	readIssues,
	readPeople,
	type ItemList,
} from '../../directory/model/items';
import { partialReasons } from '../../directory/model/partialList';
import { refuseErrors } from '../failure';
import { itemsOfInput } from '../inputs';
import { WINNINGTEMP } from '../Winningtemp/profile';

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
 * @throws NodeOperationError where an error came in instead of a list; UserError where an item is
 * not what its input takes
 */
export function readInputs(
	context: IExecuteFunctions,
): Pick<PlanInput, 'groups' | 'users' | 'issues' | 'current' | 'partial'> {
	const names = context.getNode().typeVersion < 2 ? INPUTS_OF_VERSION_1 : INPUTS;
	const list = (input: InputName): ItemList => {
		const index = names.indexOf(input);
		const items = index < 0 ? [] : itemsOfInput(context, index).map(({ json }) => json);
		refuseErrors(context, CARRIES[input], items);
		return { items, input, connect: CONNECT };
	};
	const [groups, users, issues, current] = [
		list('Groups'),
		list('Users'),
		list('Issues'),
		list('Current'),
	];
	const partial = partialReasons(users.items) ?? partialReasons(groups.items);
	return {
		groups: readGroups(groups),
		users: readPeople(users),
		issues: readIssues(issues),
		current: readCurrent(current, WINNINGTEMP.systems.target),
		...(partial ? { partial } : {}),
	};
}

const CONNECT =
	'Groups, Users and Issues come from the Hierarchy Builder, Current comes from Winningtemp (Directory: Get). Check which output is connected to which input.';
