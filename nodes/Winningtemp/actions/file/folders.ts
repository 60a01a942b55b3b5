import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Folders } from '../../../../directory/file';

export const copiesFolder: INodeProperties = {
	displayName: 'Copies Folder',
	name: 'copiesFolder',
	type: 'string',
	default: '',
	placeholder: 'e.g. sent',
	description:
		'The folder below Folder for the copies of what was uploaded last. Empty: the copies are beside the files.',
};

/** Where the files are on the server. */
export const folderParameters: INodeProperties[] = [
	{
		displayName: 'Folder',
		name: 'folder',
		type: 'string',
		default: '/',
		placeholder: 'e.g. /incoming',
		description: 'The folder on the server that Winningtemp takes the files from',
	},
	copiesFolder,
];

export function foldersOf(context: IExecuteFunctions): Folders {
	const textOf = (name: string) => String(context.getNodeParameter(name, 0, '') ?? '').trim();
	return { folder: textOf('folder'), copiesFolder: textOf('copiesFolder') };
}
