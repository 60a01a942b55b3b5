import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { readColumns, ROW_KINDS, type FileColumns, type RowKind } from '../../../../directory/file';
import { WINNINGTEMP_FILES } from '../../profile';

const { style, separator } = WINNINGTEMP_FILES.lists;

const HINT =
	'One line a column, in the order of the file: name of the column = field, or name = "the same text in every row". Further values are attributes.NAME.';

/** What each kind of row is called in parameters, and what is special about its columns. */
const PANELS: Record<RowKind, { title: string; name: string; rows: number; says: string }> = {
	users: {
		title: 'User Columns',
		name: 'userColumns',
		rows: 10,
		says: 'The columns of the file of users. The field “active” is there for a file that says who is active, so that leavers can be deactivated; a leaver whose row goes is removed by Winningtemp. The fields “groups”, “role” and “segments” hold all groups of a person, the role in each, and the segments.',
	},
	groups: {
		title: 'Group Columns',
		name: 'groupColumns',
		rows: 4,
		says: 'The columns of the file of groups',
	},
	segments: {
		title: 'Segment Columns',
		name: 'segmentColumns',
		rows: 3,
		says: 'The columns of the file of segments, which there is where User Columns have the field “segments”',
	},
};

const lists: INodeProperties[] = [
	{
		displayName: 'Several Groups or Segments',
		name: 'lists',
		type: 'options',
		options: [
			{
				name: 'A Row for Each',
				value: 'rows',
				description: 'The other cells are the same in every row of the person',
			},
			{ name: 'In One Cell', value: 'cell', description: 'With List Separator between them' },
		],
		default: style,
		description: 'How the fields “groups”, “role” and “segments” hold more than one',
	},
	{
		displayName: 'List Separator',
		name: 'listSeparator',
		type: 'string',
		default: separator,
		description: 'The sign between several in one cell; no External ID may contain it',
		displayOptions: { show: { lists: ['cell'] } },
	},
];

/** The parameters that say what the files look like: the same in each operation that reads or makes rows. */
export const columnParameters: INodeProperties[] = [
	...(['users', 'groups', 'segments'] as const).map((kind): INodeProperties => {
		const { title, name, rows, says } = PANELS[kind];
		const columns = WINNINGTEMP_FILES.columns[kind];
		return {
			displayName: title,
			name,
			type: 'string',
			typeOptions: { rows },
			default: columns,
			hint: HINT,
			description: says,
		};
	}),
	...lists,
];

/** The columns of all files, read once for all items. */
export function columnsOf(context: IExecuteFunctions): FileColumns {
	const textOf = (name: string) => String(context.getNodeParameter(name, 0, '') ?? '');
	const texts = ROW_KINDS.map((kind) => [kind, textOf(PANELS[kind].name)]);
	return readColumns(Object.fromEntries(texts), WINNINGTEMP_FILES, {
		style: textOf('lists') === 'rows' ? 'rows' : 'cell',
		separator: textOf('listSeparator') || separator,
	});
}
