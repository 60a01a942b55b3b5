import type { IExecuteFunctions } from 'n8n-workflow';
import type { PlanInput } from '../../directory/plan';
import {
	readCurrent,
	readGroups,
	readIssues,
	readPeople,
	type ItemList,
} from '../../directory/model/items';
import { readUndoRecord, type UndoInput } from '../../directory/plan/undo';
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
	Made: 'the undo file',
};

export type InputName = keyof typeof CARRIES;

/** The inputs in their order, by the version of the node. */
const INPUTS_OF_VERSION_1: readonly InputName[] = ['Groups', 'Users', 'Current'];
export const INPUTS: readonly InputName[] = ['Groups', 'Users', 'Issues', 'Current'];
const INPUTS_OF_UNDO: readonly InputName[] = ['Made', 'Current'];

const asPorts = (names: readonly InputName[]) =>
	JSON.stringify(names.map((displayName) => ({ type: 'main', displayName })));

/** The expression by which n8n finds the inputs of a node, as Merge of n8n does. */
export const inputsByVersion =
	`={{ $nodeVersion < 2 ? ${asPorts(INPUTS_OF_VERSION_1)} : $parameter["mode"] === "undo" ? ${asPorts(INPUTS_OF_UNDO)} : ${asPorts(INPUTS)} }}` as const;

/** What a person who connects the wrong node is told. */
const CONNECT =
	'Groups, Users and Issues come from the Hierarchy Builder, Current comes from Winningtemp (Directory: Get). Check which output is connected to which input.';

/** The items of one input. One that is not connected has none. */
function listOf(
	context: IExecuteFunctions,
	names: readonly InputName[],
	input: InputName,
	connect: string,
): ItemList {
	const index = names.indexOf(input);
	const items = index < 0 ? [] : itemsOfInput(context, index).map(({ json }) => json);
	refuseErrors(context, CARRIES[input], items);
	return { items, input, connect };
}

/**
 * Reads the inputs of an undo.
 *
 * @throws NodeOperationError where an error came in instead of a list; UserError where Made is no undo
 * file, or an item of Current is not from the directory
 */
export function readUndoInputs(context: IExecuteFunctions): Pick<UndoInput, 'record' | 'current'> {
	const list = (input: InputName) => listOf(context, INPUTS_OF_UNDO, input, CONNECT_UNDO);
	const [made, current] = [list('Made'), list('Current')];
	return {
		record: readUndoRecord(made.items),
		current: readCurrent(current, WINNINGTEMP.systems.target),
	};
}

const CONNECT_UNDO =
	'Made gets the undo file (Extract from File, Extract From JSON), Current comes from Winningtemp (Directory: Get).';

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
	const list = (input: InputName) => listOf(context, names, input, CONNECT);
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
