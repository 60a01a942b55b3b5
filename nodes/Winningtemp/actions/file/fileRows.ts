import {
	NodeOperationError,
	type IBinaryData,
	type IDataObject,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';
import { parseCsv, type Row } from '../../../../directory/file';
import { readOptions } from '../operation';
import { options } from '../parameters';

/** How a file is read. */
export const readingOptions: INodeProperties = options({
	displayName: 'Delimiter',
	name: 'delimiter',
	type: 'string',
	default: ';',
	description: 'The character between the cells of a file',
});

/** A CSV file among the input, and what is in it. */
export interface FileRows {
	rows: Row[];
	binary: IBinaryData;
	bytes: number;
}

/**
 * The rows of the first file of an item, once it is sure that the whole of it is there.
 *
 * @param json `name` and `size` as the FTP node lists them, where there are such
 * @returns `undefined` where the item has no file
 */
export async function rowsOfFile(
	context: IExecuteFunctions,
	{ name, size }: IDataObject,
	files: Record<string, IBinaryData> | undefined,
): Promise<FileRows | undefined> {
	const [binary] = Object.values(files ?? {});
	if (!binary) return undefined;
	const { delimiter = ';' } = readOptions<{ delimiter?: string }>(context);
	const content = await context.helpers.getBinaryDataBuffer(0, binary);
	const text = content.toString('utf8');
	const called = String(name ?? binary.fileName ?? '');
	if (!Buffer.from(text, 'utf8').equals(content)) {
		throw new NodeOperationError(context.getNode(), `The file ${called} is not in UTF-8`, {
			description: 'Save it as CSV in UTF-8.',
		});
	}
	const bytes = content.length;
	const expected = typeof size === 'number' ? size : undefined;
	const rows = parseCsv({ name: called, content: text, bytes, size: expected }, delimiter);
	return { rows, binary, bytes };
}
