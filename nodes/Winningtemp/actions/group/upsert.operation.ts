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
	adoptByName?: boolean;
}

const fields: INodeProperties[] = [
	dryRun,
	{
		displayName:
			'Each input item is a group: externalId, name, parentExternalId, managerExternalId, attributes, as the Hierarchy Builder gives them. The members of a group follow from the people: run User: Create or Update afterwards.',
		name: 'upsertNotice',
		type: 'notice',
		default: '',
	},
	guardsParameter(guardsOfListed('group')),
	release,
	options(
		{
			displayName: 'Adopt by Name',
			name: 'adoptByName',
			type: 'boolean',
			default: false,
			description:
				'Whether a group that was made by hand in Winningtemp is taken over where its name, and only its name, is that of a new group. Otherwise groups made by hand are left alone.',
		},
		concurrency,
		dryRunOption,
		maxAttempts,
		useBulk,
	),
];

/** Creates and updates the groups that the input items describe, parents first. */
export const upsert: Operation = {
	fields: showFor('group', 'upsert', fields),
	async execute(context, connection) {
		const settings = readOptions<UpsertOptions>(context);
		const items = context.getInputData().map(({ json }) => json);
		const directory = await readDirectory(connection, { users: false, groups: true });
		const plan = planListed('group', items, directory, {
			systems: WINNINGTEMP.systems,
			guards: readGuards(context),
			release: readRelease(context),
			today: readToday(context),
			adoptsGroupsByName: settings.adoptByName ?? false,
			knows: (field) => connection.tenant.knows('group', field),
		});
		hintUnsupportedFields(context, unknownFields('group', items, connection));
		return await carryOut(context, connection, plan, directory, settings);
	},
};
