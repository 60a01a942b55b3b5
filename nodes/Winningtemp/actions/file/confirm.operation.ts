import type { AppliedChange } from '../../../../directory/model/change';
import { showFor } from '../operation';
import { itemsOfBothInputs, type LocalOperation } from './localOperation';

/**
 * Says of each change whether it is in the files that were uploaded. The FTP node says `success` of
 * each file that is in place; in a dry run there is none.
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
		const items = itemsOfBothInputs(context);
		const isUploaded = items.some(({ json }) => json.success === true);
		const status: AppliedChange['status'] = isUploaded ? 'applied' : 'dryRun';
		return items.flatMap(({ json, pairedItem }) =>
			typeof json.action === 'string'
				? [{ json: { ...json, status, attempts: isUploaded ? 1 : 0 }, pairedItem }]
				: [],
		);
	},
};
