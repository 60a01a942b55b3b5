import {
	NodeOperationError,
	type IBinaryData,
	type IExecuteFunctions,
	type INodeProperties,
	type IPairedItemData,
} from 'n8n-workflow';
import { uploadsOf } from '../../../../directory/file';
import { readOptions, showFor } from '../operation';
import { dryRun, dryRunOption, isDryRun, options } from '../parameters';
import { listParameter } from '../../../inputs';
import { folderParameters, foldersOf } from './folders';
import { itemsOfInputs, type LocalOperation } from './localOperation';

interface UploadOptions {
	byteOrderMark?: boolean;
}

const LAST_FILES = 'Last Files';
const UPLOAD_NOTHING = 'Whether to upload nothing: then no items come out of this node';

const fields: INodeProperties[] = [
	{ ...dryRun, description: UPLOAD_NOTHING },
	{
		displayName:
			'Connect the finished files. Each file comes out twice: as a copy for the next run, and as the file for Winningtemp. Upload them to temporaryPath, delete what is at path, then rename.',
		name: 'prepareUploadNotice',
		type: 'notice',
		default: '',
	},
	...folderParameters,
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the input binary field containing the file',
	},
	{
		displayName: LAST_FILES,
		name: 'lastFiles',
		type: 'string',
		default: '',
		placeholder: "e.g. {{ $('Find the last files').all() }}",
		description:
			'The items that the operation Find gave, as an expression. They name the copies that may be overwritten. Empty: they come by the input.',
	},
	options(
		{
			displayName: 'Byte Order Mark',
			name: 'byteOrderMark',
			type: 'boolean',
			default: false,
			description:
				'Whether the byte order mark that Convert to File puts before the first column stays. Some programs take it for a part of the name of that column.',
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
		const files = filesIn(context);
		const names = namesOf(context, files);
		if (isDryRun(context)) {
			context.addExecutionHints({
				type: 'info',
				location: 'outputPane',
				message:
					'Dry run: nothing is uploaded. The files themselves are in the input of this node, to look at.',
			});
			return [];
		}
		const contents = await Promise.all(
			files.map(async ({ binary }) => await contentOf(context, binary, byteOrderMark)),
		);
		const copyNames = copyNamesOf(context);
		const uploads = names.map((name) => ({ name, copyAs: copyNames.get(name) }));
		return uploadsOf(foldersOf(context), uploads).map(({ file, ...paths }) => ({
			json: { file: names[file]!, ...paths },
			binary: { data: contents[file]! },
			pairedItem: files[file]!.pairedItem,
		}));
	},
};

interface FileItem {
	binary: IBinaryData;
	pairedItem: IPairedItemData;
}

/** The inputs in the order of upload: segments and groups before the people who are in them. */
const UPLOAD_ORDER = [2, 0, 1];

/** The finished files of all inputs. Other items are what the operation Find gave. */
function filesIn(context: IExecuteFunctions): FileItem[] {
	const property = String(context.getNodeParameter('binaryPropertyName', 0, 'data'));
	return itemsOfInputs(context, UPLOAD_ORDER).flatMap(({ binary: fields, pairedItem }) => {
		if (!fields) return [];
		const binary = fields[property];
		if (binary) return [{ binary, pairedItem }];
		throw new NodeOperationError(context.getNode(), `An item has no file in “${property}”`, {
			description: 'Set Input Binary Field to the field that holds the file.',
		});
	});
}

function namesOf(context: IExecuteFunctions, files: readonly FileItem[]): string[] {
	const names = files.map(({ binary }) => binary.fileName ?? '');
	if (new Set(names).size === names.length && !names.includes('')) return names;
	throw new NodeOperationError(context.getNode(), 'The files have no names of their own', {
		description: 'Set File Name under Options in each of the nodes that convert to a file.',
	});
}

/** The copies that may be overwritten, by the name of the file. */
function copyNamesOf(context: IExecuteFunctions): Map<string, string> {
	const found = itemsOfInputs(context, UPLOAD_ORDER).map(({ json }) => json);
	const names = new Map<string, string>();
	for (const { file, copyAs } of found.concat(listParameter(context, 'lastFiles', LAST_FILES))) {
		if (typeof file === 'string' && typeof copyAs === 'string') names.set(file, copyAs);
	}
	return names;
}

async function contentOf(context: IExecuteFunctions, binary: IBinaryData, byteOrderMark: boolean) {
	if (byteOrderMark) return binary;
	const content = await context.helpers.getBinaryDataBuffer(0, binary);
	const hasMark = content.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
	if (!hasMark) return binary;
	return await context.helpers.prepareBinaryData(
		content.subarray(BYTE_ORDER_MARK.length),
		binary.fileName,
		binary.mimeType,
	);
}
