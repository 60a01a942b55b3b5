import { NodeOperationError, type INodeProperties } from 'n8n-workflow';
import { exportPath, readRows } from '../../../../directory/file';
import { FILE_NAMES } from '../../profile';
import { showFor } from '../operation';
import { dryRun, isDryRun } from '../parameters';
import { columnParameters, columnsOf } from './columns';
import { readingOptions, rowsOfFile } from './fileRows';
import { folderParameters, foldersOf } from './folders';
import type { LocalOperation } from './localOperation';

const { users: usersFile } = FILE_NAMES;

const fields: INodeProperties[] = [
	{
		...dryRun,
		description: 'Whether to only check the export: then no item comes out of this node',
	},
	{
		displayName:
			'The input is one CSV file with the users that Winningtemp has now, its columns named as under User Columns. Upload it to path: the first run compares with it. After the first upload of files, it is not used again.',
		name: 'loadExportNotice',
		type: 'notice',
		default: '',
	},
	...folderParameters,
	{
		displayName: 'Users File',
		name: 'usersFile',
		type: 'string',
		default: usersFile,
		placeholder: `e.g. ${usersFile}`,
		description: 'Name of the file of users, as agreed with Winningtemp',
	},
	...columnParameters,
	readingOptions,
];

/** Checks an export of the existing users, and says where the first run finds it. */
export const loadExport: LocalOperation = {
	fields: showFor('file', 'loadExport', fields),
	async execute(context) {
		const [item] = context.getInputData();
		const found = await rowsOfFile(context, {}, item?.binary);
		if (!found || found.rows.length === 0) {
			throw new NodeOperationError(context.getNode(), 'There is no export, or it has no rows', {
				description: 'Choose a CSV file with the users of Winningtemp.',
			});
		}
		const { users } = readRows([], columnsOf(context), found.rows);
		const withExternalId = users.filter(({ externalId }) => externalId !== null).length;
		const name = String(context.getNodeParameter('usersFile', 0) ?? '').trim();
		const isDry = isDryRun(context);
		context.addExecutionHints({
			type: 'info',
			location: 'outputPane',
			message: `${isDry ? 'Dry run: nothing is uploaded. ' : ''}The export has ${users.length} users, ${withExternalId} of them with an External ID.`,
		});
		if (isDry) return [];
		const path = exportPath(foldersOf(context), name, found.bytes);
		return [
			{
				json: { path, users: users.length, withExternalId },
				binary: { data: found.binary },
				pairedItem: { item: 0 },
			},
		];
	},
};
