import type { INodeProperties } from 'n8n-workflow';
import { readRows as rowsToDirectory } from '../../../../directory/file';
import { showFor } from '../operation';
import { columnsOf, groupColumns, userColumns } from './columns';
import { MADE_OF_MANY, type LocalOperation } from './localOperation';

const fields: INodeProperties[] = [
	{
		displayName:
			'Each input item is a row of the files that were uploaded last, of users or of groups. What comes out is the input Current of the Sync Planner.',
		name: 'readRowsNotice',
		type: 'notice',
		default: '',
	},
	userColumns,
	groupColumns,
];

/** All groups, then all users, as the Sync Planner wants them. */
export const readRows: LocalOperation = {
	fields: showFor('file', 'readRows', fields),
	execute(context) {
		const rows = context.getInputData().map(({ json }) => json);
		const { groups, users } = rowsToDirectory(rows, columnsOf(context));
		return [...groups, ...users].map((json) => ({ json: { ...json }, pairedItem: MADE_OF_MANY }));
	},
};
