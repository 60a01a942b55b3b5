import type { AppliedChange } from '../../../../directory/model/change';
import { isFilled } from '../../../../directory/model/items';
import { showFor } from '../operation';
import { itemsOfInputs, type LocalOperation } from './localOperation';

/**
 * Marks each change as made if all files are in place. The FTP node gives an item for each file,
 * with `success: true` if it has its name; in a dry run there is none.
 */
export const confirm: LocalOperation = {
	fields: showFor('file', 'confirm', [
		{
			displayName:
				'Connect the output Changes of the Sync Planner to Changes, and the FTP node that gives the files their names to Uploaded. Without uploaded files, the changes count as a dry run.',
			name: 'confirmNotice',
			type: 'notice',
			default: '',
		},
	]),
	execute(context) {
		const items = itemsOfInputs(context, [0, 1]);
		const files = items.filter(({ json }) => typeof json.action !== 'string' && isFilled(json));
		const isUploaded = files.length > 0 && files.every(({ json }) => json.success === true);
		const status: AppliedChange['status'] = isUploaded ? 'applied' : 'dryRun';
		return items.flatMap(({ json, pairedItem }) =>
			typeof json.action === 'string'
				? [{ json: { ...json, status, attempts: isUploaded ? 1 : 0 }, pairedItem }]
				: [],
		);
	},
};
