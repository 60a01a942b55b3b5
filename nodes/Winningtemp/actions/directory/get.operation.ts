import type { INodeProperties } from 'n8n-workflow';
import {
	NO_GROUP_MANAGERS_HERE,
	NO_GROUPS_HERE,
	UNIQUE_NAMES_HERE,
} from '../../../../directory/model/items';
import { readDirectory } from '../../../../scim/directory';
import { hasUniqueNames } from '../../../../scim/uniqueNames';
import { keepReading, takeReading } from '../executionMemory';
import { itemOf } from '../items';
import { rememberWays } from '../connect';
import { hintHiddenFields, hintTriedAgain, hintUnsupportedFields, unknownPaths } from '../leftOut';
import { notePlaced } from '../placed';
import { showFor, type Operation } from '../operation';
import { maxAttempts, options } from '../parameters';

const notice: INodeProperties = {
	displayName:
		'Reads all groups and users, once, however many items come in. Connect the output to the input Current of the Sync Planner.',
	name: 'directoryNotice',
	type: 'notice',
	default: '',
};

const NO_GROUPS =
	'This Winningtemp tenant has no groups over SCIM, so people are synchronised without them. Ask Winningtemp to switch groups on, or send groups as files with the template flex-to-winningtemp-sftp.json.';

/** All groups, then all users, as the Sync Planner wants them; once, however many items come in. */
export const get: Operation = {
	fields: showFor('directory', 'get', [notice, options(maxAttempts)]),
	async execute(context, connection) {
		const { memory } = connection;
		const directory = takeReading(memory, connection, 'get') ?? (await readDirectory(connection));
		const { groups, users } = directory;
		keepReading(memory, directory, 'apply');
		const triedAgain = connection.dropped.offerOne(users);
		connection.progress.finish('users and groups were read', groups.length + users.length);
		hintUnsupportedFields(context, unknownPaths(connection, connection.dropped));
		hintTriedAgain(context, triedAgain);
		hintHiddenFields(context, directory.hidden);
		rememberWays(context, connection.tenant);
		notePlaced(context, connection, directory);
		if (!directory.hasGroups) {
			context.addExecutionHints({
				message: NO_GROUPS,
				type: 'warning',
				location: 'outputPane',
			});
		}
		if (groups.length + users.length === 0) {
			context.addExecutionHints({
				message:
					'Winningtemp has no users and no groups yet. The Sync Planner plans a first load; there is nothing to set.',
				type: 'info',
				location: 'outputPane',
			});
		}
		const all: object[] = [...groups, ...users];
		// Elsewhere the users show it: they say nothing of groups.
		if (!directory.hasGroups && all.length === 0) all.push(NO_GROUPS_HERE);
		if (hasUniqueNames(connection.tenant)) all.push(UNIQUE_NAMES_HERE);
		const hasManagers = connection.tenant.knows('group', 'managerExternalId');
		if (groups.length === 0 && !hasManagers) all.push(NO_GROUP_MANAGERS_HERE);
		return all.map((one) => itemOf(one, 0));
	},
};
