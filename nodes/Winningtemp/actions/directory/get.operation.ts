import { readDirectory } from '../../scim/directory';
import { itemOf } from '../items';
import { sayWhatIsLeftOut, unknownPaths } from '../leftOut';
import { showFor, type Operation } from '../operation';
import { maxAttempts, options } from '../parameters';

/** All groups, then all users, as the Sync Planner wants them; once, however many items come in. */
export const get: Operation = {
	fields: showFor('directory', 'get', [options(maxAttempts)]),
	async execute(context, connection) {
		const { groups, users } = await readDirectory(connection);
		connection.dropped.offerOne(users);
		connection.progress.finish('users and groups were read', groups.length + users.length);
		sayWhatIsLeftOut(context, unknownPaths(connection));
		return [...groups, ...users].map((one) => itemOf(one, 0));
	},
};
