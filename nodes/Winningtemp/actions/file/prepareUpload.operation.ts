import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { uploadsOf } from '../../../../directory/file';
import { readOptions, showFor } from '../operation';
import { dryRun, dryRunOption, isDryRun, options } from '../parameters';
import type { LocalOperation } from './localOperation';

interface UploadOptions {
	byteOrderMark?: boolean;
}

const UPLOAD_NOTHING = 'Whether to upload nothing: then no items come out of this node';

const fields: INodeProperties[] = [
	{ ...dryRun, description: UPLOAD_NOTHING },
	{
		displayName:
			'The input items are the finished files, and what the operation Find gave. What comes out are the uploads, each file twice: a copy for the next run, and the file for Winningtemp. Upload them to temporaryPath, delete what is at path, then rename.',
		name: 'prepareUploadNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Folder',
		name: 'folder',
		type: 'string',
		default: '/',
		placeholder: 'e.g. /incoming',
		description: 'The folder on the server that Winningtemp takes the files from',
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the input binary field containing the file',
	},
	options(
		{
			displayName: 'Byte Order Mark',
			name: 'byteOrderMark',
			type: 'boolean',
			default: false,
			description:
				'Whether the byte order mark that Convert to File puts before the first column stays. Programs that do not expect it take it for a part of the name of that column.',
		},
		{ ...dryRunOption, description: UPLOAD_NOTHING },
	),
];

const BYTE_ORDER_MARK = Buffer.from('\uFEFF', 'utf8');

/** The uploads of all files, in the order in which they are made. */
export const prepareUpload: LocalOperation = {
	fields: showFor('file', 'prepareUpload', fields),
	async execute(context) {
		const { byteOrderMark = false } = readOptions<UploadOptions>(context);
		const folder = String(context.getNodeParameter('folder', 0) ?? '');
		const items = fileItems(context);
		const names = namesOf(context, items);
		if (isDryRun(context)) {
			context.addExecutionHints({
				type: 'info',
				location: 'outputPane',
				message:
					'Dry run: nothing is uploaded. The files themselves are in the input of this node, to look at.',
			});
			return [];
		}
		const files = await Promise.all(
			items.map(async (item) => await fileOf(context, item, byteOrderMark)),
		);
		const copyNames = copyNamesOf(context);
		const uploads = names.map((name) => ({ name, copyAs: copyNames.get(name) }));
		return uploadsOf(folder, uploads).map(({ file, ...paths }) => ({
			json: { file: names[file]!, ...paths },
			binary: { data: files[file]! },
			pairedItem: { item: items[file]! },
		}));
	},
};

function propertyName(context: IExecuteFunctions): string {
	return String(context.getNodeParameter('binaryPropertyName', 0, 'data'));
}

/** Indexes of the items that are files; the others are what the operation Find gave. */
function fileItems(context: IExecuteFunctions): number[] {
	return context.getInputData().flatMap(({ binary }, i) => (binary ? [i] : []));
}

function namesOf(context: IExecuteFunctions, items: readonly number[]): string[] {
	const names = items.map(
		(item) => context.helpers.assertBinaryData(item, propertyName(context)).fileName ?? '',
	);
	if (new Set(names).size === names.length && !names.includes('')) return names;
	throw new NodeOperationError(context.getNode(), 'The files have no names of their own', {
		description: 'Set File Name under Options in each of the nodes that convert to a file.',
	});
}

/** The copies that may be overwritten, by the name of the file. */
function copyNamesOf(context: IExecuteFunctions): Map<string, string> {
	const names = new Map<string, string>();
	for (const { json } of context.getInputData()) {
		if (typeof json.file === 'string' && typeof json.copyAs === 'string') {
			names.set(json.file, json.copyAs);
		}
	}
	return names;
}

async function fileOf(context: IExecuteFunctions, item: number, byteOrderMark: boolean) {
	const property = propertyName(context);
	const binary = context.helpers.assertBinaryData(item, property);
	if (byteOrderMark) return binary;
	const content = await context.helpers.getBinaryDataBuffer(item, property);
	const hasMark = content.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
	if (!hasMark) return binary;
	return await context.helpers.prepareBinaryData(
		content.subarray(BYTE_ORDER_MARK.length),
		binary.fileName,
		binary.mimeType,
	);
}
