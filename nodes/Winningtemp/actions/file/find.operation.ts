import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { findLast, type ListedFile } from '../../../../directory/file';
import { itemOf } from '../items';
import { showFor } from '../operation';
import type { LocalOperation } from './localOperation';

const fields: INodeProperties[] = [
	{
		displayName:
			'Each input item is a file in the listing of a folder, as the FTP node gives it. Nothing comes out where nothing was uploaded yet: that is a first load.',
		name: 'findNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Groups File',
		name: 'groupsFile',
		type: 'string',
		default: 'wt_groups.csv',
		placeholder: 'e.g. wt_groups.csv',
		description: 'Name of the file of groups, as agreed with Winningtemp',
	},
	{
		displayName: 'Users File',
		name: 'usersFile',
		type: 'string',
		default: 'wt_users.csv',
		placeholder: 'e.g. wt_users.csv',
		description: 'Name of the file of users, as agreed with Winningtemp',
	},
];

/** Picks the files that were uploaded last out of a folder: groups, then users. */
export const find: LocalOperation = {
	fields: showFor('file', 'find', fields),
	execute(context) {
		const items = context.getInputData().map(({ json }) => json);
		const listed = items.filter(isFile).map(listedFile);
		return ['groupsFile', 'usersFile'].flatMap((parameter) => {
			const name = String(context.getNodeParameter(parameter, 0) ?? '').trim();
			const last = name === '' ? undefined : findLast(listed, name);
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
