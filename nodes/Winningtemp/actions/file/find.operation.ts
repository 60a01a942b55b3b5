import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { findLast, ROW_KINDS, type ListedFile } from '../../../../directory/file';
import { itemOf } from '../items';
import { FILE_NAMES } from '../../profile';
import { showFor } from '../operation';
import { copiesFolder, folderParameters, foldersOf } from './folders';
import type { LocalOperation } from './localOperation';

const fields: INodeProperties[] = [
	{
		displayName:
			'Each input item is a file in the listing of a folder, as the FTP node gives it. If nothing was uploaded yet, nothing comes out: the run is a first load.',
		name: 'findNotice',
		type: 'notice',
		default: '',
	},
	...(['groups', 'users', 'segments'] as const).map((kind): INodeProperties => {
		const name = FILE_NAMES[kind];
		return {
			displayName: `${kind.charAt(0).toUpperCase()}${kind.slice(1)} File`,
			name: `${kind}File`,
			type: 'string',
			default: name,
			placeholder: `e.g. ${name}`,
			description: `Name of the file of ${kind}, as agreed with Winningtemp`,
		};
	}),
	{
		...folderParameters[0]!,
		default: '',
		description:
			'The folder that was listed with the folders below it: what is elsewhere below it does not count. Empty: files count wherever they are.',
	},
	copiesFolder,
];

/** Picks the files that were uploaded last out of a folder: segments, groups, then users. */
export const find: LocalOperation = {
	fields: showFor('file', 'find', fields),
	execute(context) {
		const items = context.getInputData().map(({ json }) => json);
		const listed = items.filter(isFile).map(listedFile);
		const folders = foldersOf(context);
		return ROW_KINDS.flatMap((kind) => {
			const name = String(context.getNodeParameter(`${kind}File`, 0, '') ?? '').trim();
			const where = folders.folder === '' ? undefined : folders;
			const last = name === '' ? undefined : findLast(listed, name, where);
			if (!last) return [];
			return [
				itemOf(
					{ file: name, ...last },
					items.findIndex(({ path }) => path === last.path),
				),
			];
		});
	},
};

/** The FTP node says `-` of a file, `d` of a folder. */
function isFile({ name, type }: IDataObject): boolean {
	return typeof name === 'string' && name !== '' && (type === undefined || type === '-');
}

function listedFile({ name, path, size, modifyTime }: IDataObject): ListedFile {
	return {
		name: name as string,
		path: String(path ?? name),
		size: typeof size === 'number' ? size : NaN,
		modified: Date.parse(String(modifyTime)) || 0,
	};
}
