import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { heldFields, readRows as rowsToDirectory } from '../../../../directory/file';
import { NO_GROUP_MANAGERS_HERE } from '../../../../directory/model/items';
import { showFor } from '../operation';
import { columnParameters, columnsOf } from './columns';
import { readingOptions, rowsOfFile } from './fileRows';
import { MADE_OF_MANY, type LocalOperation } from './localOperation';

const fields: INodeProperties[] = [
	{
		displayName:
			'Each input item is a CSV file that was uploaded last, as the FTP node downloads it, or a row of one. What comes out is the input Current of the Sync Planner.',
		name: 'readRowsNotice',
		type: 'notice',
		default: '',
	},
	...columnParameters,
	readingOptions,
];

/** All groups, then all users, as the Sync Planner wants them. */
export const readRows: LocalOperation = {
	fields: showFor('file', 'readRows', fields),
	async execute(context) {
		const rows: IDataObject[] = [];
		const exported: IDataObject[] = [];
		for (const { json, binary } of context.getInputData()) {
			const file = await rowsOfFile(context, json, binary);
			// A file with nothing but its first line must not pass for one that is not there.
			const found = !file ? [json] : file.rows.length > 0 ? file.rows : [{}];
			const list = json.isExport === true ? exported : rows;
			for (const row of found) list.push(row);
		}
		const columns = columnsOf(context);
		const { groups, users } = rowsToDirectory(rows, columns, exported);
		const all: object[] = [...groups, ...users];
		const hasManagers = heldFields(columns).group.has('managerExternalId');
		if (groups.length === 0 && !hasManagers) all.push(NO_GROUP_MANAGERS_HERE);
		return all.map((json) => ({ json: { ...json }, pairedItem: MADE_OF_MANY }));
	},
};
