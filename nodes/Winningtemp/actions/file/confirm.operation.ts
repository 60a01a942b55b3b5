import type { AppliedChange } from '../../../../directory/model/change';
import { itemOf } from '../items';
import { showFor } from '../operation';
import type { LocalOperation } from './localOperation';

/**
 * Says of each change whether it is in the files that were uploaded. The FTP node says `success` of
 * each file that is in place; in a dry run there is none.
 */
export const confirm: LocalOperation = {
	fields: showFor('file', 'confirm', [
		{
			displayName:
				'The input items, in any order: the output Changes of the Sync Planner, and what the FTP node gave when the files were in place. Without the latter, the changes count as a dry run.',
			name: 'confirmNotice',
			type: 'notice',
			default: '',
		},
	]),
	execute(context) {
		const items = context.getInputData();
		const isUploaded = items.some(({ json }) => json.success === true);
		const status: AppliedChange['status'] = isUploaded ? 'applied' : 'dryRun';
		return items.flatMap(({ json }, i) =>
			typeof json.action === 'string'
				? [itemOf({ ...json, status, attempts: isUploaded ? 1 : 0 }, i)]
				: [],
		);
	},
};
