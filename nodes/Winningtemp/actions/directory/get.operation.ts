import type { INodeProperties } from 'n8n-workflow';
import { readDirectory } from '../../scim/directory';
import { itemOf } from '../items';
import { sayWhatIsLeftOut, unknownPaths } from '../leftOut';
import { showFor, type Operation } from '../operation';
import { maxAttempts, options } from '../parameters';

const notice: INodeProperties = {
	displayName:
		'Reads all groups and users, once, however many items come in. Connect the output to the input Current of the Sync Planner.',
	name: 'directoryNotice',
	type: 'notice',
	default: '',
};

/** All groups, then all users, as the Sync Planner wants them; once, however many items come in. */
export const get: Operation = {
	fields: showFor('directory', 'get', [notice, options(maxAttempts)]),
	async execute(context, connection) {
		const { groups, users } = await readDirectory(connection);
		connection.dropped.offerOne(users);
		connection.progress.finish('users and groups were read', groups.length + users.length);
		sayWhatIsLeftOut(context, unknownPaths(connection));
		return [...groups, ...users].map((one) => itemOf(one, 0));
	},
};
