import {
	NodeOperationError,
	type IBinaryData,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';
import { parseCsv, readRows as rowsToDirectory } from '../../../../directory/file';
import { readOptions, showFor } from '../operation';
import { options } from '../parameters';
import { columnsOf, groupColumns, userColumns } from './columns';
import { MADE_OF_MANY, type LocalOperation } from './localOperation';

interface ReadOptions {
	delimiter?: string;
}

const fields: INodeProperties[] = [
	{
		displayName:
			'Each input item is a CSV file that was uploaded last, as the FTP node downloads it, or a row of one. What comes out is the input Current of the Sync Planner.',
		name: 'readRowsNotice',
		type: 'notice',
		default: '',
	},
	userColumns,
	groupColumns,
	options({
		displayName: 'Delimiter',
		name: 'delimiter',
		type: 'string',
		default: ';',
		description: 'The character between the cells of a file',
	}),
];

/** All groups, then all users, as the Sync Planner wants them. */
export const readRows: LocalOperation = {
	fields: showFor('file', 'readRows', fields),
	async execute(context) {
		const { delimiter = ';' } = readOptions<ReadOptions>(context);
		const items = context.getInputData();
		const rows = await Promise.all(
			items.map(async ({ json, binary }) => {
				const [file] = Object.values(binary ?? {});
				return file ? await rowsIn(context, json, file, delimiter) : [json];
			}),
		);
		const { groups, users } = rowsToDirectory(rows.flat(), columnsOf(context));
		return [...groups, ...users].map((json) => ({ json: { ...json }, pairedItem: MADE_OF_MANY }));
	},
};

/** The rows of a file, once it is sure that the whole of it is there. */
async function rowsIn(
	context: IExecuteFunctions,
	{ name, size }: IDataObject,
	file: IBinaryData,
	delimiter: string,
) {
	const bytes = await context.helpers.getBinaryDataBuffer(0, file);
	const content = bytes.toString('utf8');
	const called = String(name ?? file.fileName ?? '');
	if (!Buffer.from(content, 'utf8').equals(bytes)) {
		throw new NodeOperationError(context.getNode(), `The file ${called} is not in UTF-8`, {
			description: 'Save it as CSV in UTF-8.',
		});
	}
	const expected = typeof size === 'number' ? size : undefined;
	const rows = parseCsv({ name: called, content, bytes: bytes.length, size: expected }, delimiter);
	// A file with nothing but its first line must not pass for one that is not there.
	return rows.length > 0 ? rows : [{}];
}
