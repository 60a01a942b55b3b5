import { NodeOperationError, type IDataObject, type INodeProperties } from 'n8n-workflow';
import { UserError } from '../../../../directory/model/userError';
import type { Change, PlanSummary } from '../../../../directory/model/change';
import {
	afterPlan,
	checkComplete,
	ROW_KINDS,
	rowsOf,
	type FileDirectory,
	type RowKind,
} from '../../../../directory/file';
import type { CurrentGroup } from '../../../../directory/model/group';
import { isFilled, shapeOf } from '../../../../directory/model/items';
import type { CurrentUser } from '../../../../directory/model/person';
import { listParameter } from '../../../inputs';
import { showFor } from '../operation';
import { columnParameters, columnsOf } from './columns';
import { MADE_OF_MANY, type LocalOperation } from './localOperation';

const fields: INodeProperties[] = [
	{
		displayName:
			'Connect the output Changes of the Sync Planner, and switch on Always Output Data in its settings, so that files are written without changes too. The new rows are those of the last file with the changes made. What is held stays as it was.',
		name: 'createRowsNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Rows Of',
		name: 'rowsOf',
		type: 'options',
		options: [
			{ name: 'Groups', value: 'groups', description: 'The rows of the file of groups' },
			{
				name: 'Segments',
				value: 'segments',
				description: 'The rows of the file of segments; none without a column for segments',
			},
			{ name: 'Users', value: 'users', description: 'The rows of the file of users' },
		],
		default: 'users',
		description: 'Which of the files the rows are for',
	},
	{
		displayName: 'Current',
		name: 'current',
		type: 'string',
		default: '',
		placeholder: "e.g. {{ $('Read the rows').all() }}",
		description:
			'The items that the operation Read Rows gave, as an expression. Empty: they come by the input, merged with the changes.',
	},
	{
		displayName: 'Summary',
		name: 'summary',
		type: 'string',
		default: '',
		placeholder: "e.g. {{ $('Plan the changes').all(3) }}",
		description:
			'The output Summary of the Sync Planner, as an expression. The node checks by it that nothing is missing. Empty: it comes by the input.',
	},
	...columnParameters,
];

/** The rows of a new file, for n8n's Convert to File. */
export const createRows: LocalOperation = {
	fields: showFor('file', 'createRows', fields),
	async execute(context) {
		const kind = context.getNodeParameter('rowsOf', 0) as RowKind;
		if (!ROW_KINDS.includes(kind)) {
			throw new NodeOperationError(
				context.getNode(),
				'Rows Of is none of groups, segments and users',
			);
		}
		const columns = columnsOf(context);
		const { current, changes, summary } = sorted([
			...context.getInputData().map(({ json }) => json),
			...listParameter(context, 'current', 'Current'),
			...listParameter(context, 'summary', 'Summary'),
		]);
		checkComplete(current, changes, summary);
		const after = await afterPlan(current, changes, columns);
		return rowsOf(kind, after, columns).map((json) => ({ json, pairedItem: MADE_OF_MANY }));
	},
};

function sorted(items: IDataObject[]) {
	const current: FileDirectory = { users: [], groups: [] };
	const changes: Change[] = [];
	const summaries: PlanSummary[] = [];
	for (const item of items) {
		if (!isFilled(item)) continue;
		const shape = shapeOf(item);
		if (shape === 'change') changes.push(item as unknown as Change);
		else if (shape === 'currentUser') current.users.push(item as unknown as CurrentUser);
		else if (shape === 'currentGroup') current.groups.push(item as unknown as CurrentGroup);
		else if (shape === 'summary') summaries.push(item as unknown as PlanSummary);
		else if (shape === 'held') throw wrong('Changes that are held back have come in');
		else throw wrong('An item is neither a row, a change nor a summary');
	}
	const [summary] = summaries;
	if (!summary || summaries.length > 1) {
		throw wrong(`${summaries.length} summaries of a plan have come in, not one`);
	}
	return { current, changes, summary };
}

function wrong(message: string): UserError {
	return new UserError(message, CONNECT, 'input');
}

const CONNECT =
	'Connect the output Changes of the Sync Planner. Take Current from the operation Read Rows and Summary from the output Summary of the Sync Planner.';
