import type { INodeProperties } from 'n8n-workflow';
import type { Kind } from '../../../directory/apply/target';
import { guardsOfListed } from '../../../directory/plan';
import { planListed } from '../../../directory/plan/listed';
import { readDirectory } from '../../../scim/directory';
import { readWritten } from '../../week';
import { allowanceParameter, readAllowances } from '../../allowance';
import {
	guardsParameters,
	protectedAccounts,
	readGuards,
	readProtectedAccounts,
	readRelease,
	readToday,
	release,
} from '../../guards';
import { WINNINGTEMP } from '../profile';
import { hintHiddenFields, hintTriedAgain, hintUnsupportedFields, unknownFields } from './leftOut';
import { readOptions, showFor, type Operation } from './operation';
import {
	concurrency,
	dryRun,
	dryRunOption,
	maxAttempts,
	options,
	useBulk,
	type WriteOptions,
} from './parameters';
import { carryOut } from './upsertResult';

interface UpsertOptions extends WriteOptions {
	adoptByName?: boolean;
	reactivate?: boolean;
}

const NOTICES: Record<Kind, string> = {
	user: 'Each input item is a person: externalId, username, email, firstName, lastName, gender, birthday, managerExternalId, excludeFromSurveys, groupExternalId, attributes, as the Employee Mapper and the Hierarchy Builder give them. What an item leaves out stays as it is; null clears it.',
	group:
		'Each input item is a group: externalId, name, parentExternalId, managerExternalId, attributes, as the Hierarchy Builder gives them. The members of a group follow from the people: run User: Create or Update afterwards.',
};

const OPTIONS: Record<Kind, INodeProperties[]> = {
	user: [
		concurrency,
		dryRunOption,
		maxAttempts,
		{
			displayName: 'Reactivate',
			name: 'reactivate',
			type: 'boolean',
			default: true,
			description:
				'Whether someone who is inactive in Winningtemp becomes active again. Switch off to keep paused users inactive.',
		},
		useBulk,
	],
	group: [
		{
			displayName: 'Adopt by Name',
			name: 'adoptByName',
			type: 'boolean',
			default: false,
			description:
				'Whether a new group takes over a group that was made by hand in Winningtemp and has the same name. If not, groups made by hand are left alone.',
		},
		concurrency,
		dryRunOption,
		maxAttempts,
		useBulk,
	],
};

function notice(displayName: string): INodeProperties {
	return { displayName, name: 'upsertNotice', type: 'notice', default: '' };
}

/**
 * Creates and updates the users or groups that the input items describe, all together: the
 * directory is read once, and only what differs is written.
 */
export function upsert(kind: Kind): Operation {
	const isOfUsers = kind === 'user';
	return {
		fields: showFor(kind, 'upsert', [
			dryRun,
			notice(NOTICES[kind]),
			protectedAccounts,
			...guardsParameters(guardsOfListed(kind)),
			allowanceParameter(guardsOfListed(kind)),
			release,
			options(...OPTIONS[kind]),
		]),
		async execute(context, connection) {
			const settings = readOptions<UpsertOptions>(context);
			const items = context.getInputData().map(({ json }) => json);
			const placesPeople = items.some(({ groupExternalId }) => groupExternalId !== undefined);
			const accounts = readProtectedAccounts(context);
			// Their External IDs say whose manager may not change.
			const users = isOfUsers || accounts.length > 0;
			const parts = { users, groups: !isOfUsers || placesPeople };
			const directory = await readDirectory(connection, parts);
			hintTriedAgain(context, connection.dropped.offerOne(directory.users));
			const plan = planListed(kind, items, directory, {
				systems: WINNINGTEMP.systems,
				knows: (field) => connection.tenant.knows(kind, field),
				adoptsGroupsByName: settings.adoptByName ?? false,
				reactivates: settings.reactivate ?? true,
				today: readToday(context),
				written: readWritten(context, [connection.credentialId]),
				guards: readGuards(context),
				allowances: readAllowances(context),
				kept: connection.kept,
				protectedAccounts: accounts,
				release: readRelease(context),
			});
			hintHiddenFields(context, directory.hidden);
			hintUnsupportedFields(context, unknownFields(kind, items, connection));
			return await carryOut(context, connection, plan, directory, settings);
		},
	};
}
