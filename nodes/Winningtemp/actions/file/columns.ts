import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { readColumns, type FileColumns } from '../../../../directory/file';
import { WINNINGTEMP_FILES } from '../../profile';

const { users, groups } = WINNINGTEMP_FILES.columns;

const HINT =
	'One line a column, in the order of the file: name of the column = field. Further values are attributes.NAME.';

export const userColumns: INodeProperties = {
	displayName: 'User Columns',
	name: 'userColumns',
	type: 'string',
	typeOptions: { rows: 10 },
	default: users,
	hint: HINT,
	description:
		'The columns of the file of users. The field “active” is there for a file that says who is active, so that leavers can be deactivated; a leaver whose row goes is removed by Winningtemp.',
};

export const groupColumns: INodeProperties = {
	displayName: 'Group Columns',
	name: 'groupColumns',
	type: 'string',
	typeOptions: { rows: 4 },
	default: groups,
	hint: HINT,
	description: 'The columns of the file of groups',
};

/** The columns of both files, read once for all items. */
export function columnsOf(context: IExecuteFunctions): FileColumns {
	const textOf = (name: string) => String(context.getNodeParameter(name, 0, '') ?? '');
	return readColumns(
		{ users: textOf('userColumns'), groups: textOf('groupColumns') },
		WINNINGTEMP_FILES,
	);
}
