import type { INodeProperties } from 'n8n-workflow';
import { guardsOfListed } from '../../../../directory/plan';
import { planListed } from '../../../../directory/plan/listed';
import { guardsParameter, readGuards, readRelease, readToday, release } from '../../../guards';
import { readDirectory } from '../../../../scim/directory';
import { hintUnsupportedFields, unknownFields } from '../leftOut';
import { readOptions, showFor, type Operation } from '../operation';
import {
	concurrency,
	dryRun,
	dryRunOption,
	maxAttempts,
	options,
	useBulk,
	type WriteOptions,
} from '../parameters';
import { WINNINGTEMP } from '../../profile';
import { carryOut } from '../upsertResult';

interface UpsertOptions extends WriteOptions {
	reactivate?: boolean;
}

const fields: INodeProperties[] = [
	dryRun,
	{
		displayName:
			'Each input item is a person: externalId, username, email, firstName, lastName, gender, birthday, managerExternalId, excludeFromSurveys, groupExternalId, attributes, as the Employee Mapper and the Hierarchy Builder give them. What an item leaves out stays as it is; null clears it.',
		name: 'upsertNotice',
		type: 'notice',
		default: '',
	},
	guardsParameter(guardsOfListed('user')),
	release,
	options(
		concurrency,
		dryRunOption,
		maxAttempts,
		{
			displayName: 'Reactivate',
			name: 'reactivate',
			type: 'boolean',
			default: true,
			description:
				'Whether someone who is inactive in Winningtemp becomes active again. Switch off to keep those inactive who were paused there.',
		},
		useBulk,
	),
];

/**
 * Creates and updates the users that the input items describe, all together: the directory is
 * read once, and only what differs is written.
 */
export const upsert: Operation = {
	fields: showFor('user', 'upsert', fields),
	async execute(context, connection) {
		const settings = readOptions<UpsertOptions>(context);
		const items = context.getInputData().map(({ json }) => json);
		const placesPeople = items.some(({ groupExternalId }) => groupExternalId !== undefined);
		const directory = await readDirectory(connection, { users: true, groups: placesPeople });
		connection.dropped.offerOne(directory.users);
		const plan = planListed('user', items, directory, {
			systems: WINNINGTEMP.systems,
			reactivates: settings.reactivate ?? true,
			guards: readGuards(context),
			release: readRelease(context),
			today: readToday(context),
			knows: (field) => connection.tenant.knows('user', field),
		});
		hintUnsupportedFields(context, unknownFields('user', items, connection));
		return await carryOut(context, connection, plan, directory, settings);
	},
};
