import type { INodeProperties } from 'n8n-workflow';
import {
	findingOf,
	type ReadinessFinding,
	type TargetCheck,
} from '../../../../directory/readiness/model';
import { targetFacts } from '../../../../directory/readiness/target';
import { told } from '../../../../directory/readiness/told';
import { text } from '../../../../directory/report/columns';
import { readDirectory } from '../../../../scim/directory';
import { getOwn, listOf, textOrNull, type JsonObject } from '../../../../scim/json';
import { WINNINGTEMP } from '../../profile';
import { readSettings } from '../../transport/settings';
import { rememberWays } from '../connect';
import { keepReading } from '../executionMemory';
import { itemOf } from '../items';
import { inWords, unknownPaths } from '../leftOut';
import { showFor, type Operation } from '../operation';
import { maxAttempts, options } from '../parameters';

const notice: INodeProperties = {
	displayName:
		'Reads what the tenant supports and all users and groups, and writes nothing. One item says what to settle before the start.',
	name: 'checkNotice',
	type: 'notice',
	default: '',
};

/** One item: a `TargetCheck`. */
export const check: Operation = {
	fields: showFor('connection', 'check', [notice, options(maxAttempts)]),
	async execute(context, connection) {
		const { tenant, memory } = connection;
		const { baseUrl } = readSettings(await context.getCredentials('winningtempApi'));
		const directory = await readDirectory(connection);
		keepReading(memory, directory, 'get');
		rememberWays(context, tenant);
		const supports: TargetCheck['supports'] = {
			groups: directory.hasGroups,
			patch: tenant.patch,
			bulk: tenant.bulk !== null,
			filter: tenant.filter,
			pageSize: tenant.maxResults || null,
		};
		const skipped = unknownPaths(connection, connection.dropped);
		const facts = targetFacts(WINNINGTEMP.systems.target, {
			...directory,
			rolesOf: ({ targetId }) => rolesOf(directory.userResources.get(targetId)),
		});
		const found: TargetCheck = {
			check: 'target',
			address: baseUrl,
			supports,
			...facts,
			skipped: inWords(skipped),
			sv: { skipped: inWords(skipped, 'sv') },
			findings: [...supportFindings(supports, skipped), ...facts.findings],
		};
		return [itemOf(found, 0)];
	},
};

/** The roles of a SCIM user and its type (RFC 7643 §4.1.1 and §4.1.2), where the tenant shows them. */
function rolesOf(resource: JsonObject | undefined): string[] {
	const roles = listOf(getOwn(resource, 'roles')).flatMap((role) => [
		textOrNull(getOwn(role, 'display')),
		textOrNull(getOwn(role, 'value')) ?? textOrNull(role),
	]);
	return [...roles, textOrNull(getOwn(resource, 'userType'))].filter((one) => one !== null);
}

function supportFindings(
	{ groups, patch, bulk }: TargetCheck['supports'],
	skipped: readonly string[],
): ReadinessFinding[] {
	return [
		...(groups ? [] : [NO_GROUPS]),
		...(skipped.length > 0 ? [skippedValues(skipped)] : []),
		...(patch && bulk ? [] : [slowWrites(patch, bulk)]),
	];
}

const NO_GROUPS: ReadinessFinding = findingOf({
	code: 'noGroups',
	weight: 'decide',
	owner: 'target',
	...told({
		title: text(
			'This Winningtemp tenant gives no groups over SCIM',
			'Er Winningtemp lämnar inga grupper över SCIM',
		),
		advice: text(
			'Without them, only people can be synchronised: use flex-to-winningtemp-users.json. To have groups, ask Winningtemp to switch them on, or send them as files with flex-to-winningtemp-sftp.json.',
			'Utan dem kan bara medarbetare synkas: använd flex-to-winningtemp-users.json. Vill ni ha grupper: be Winningtemp slå på dem, eller skicka dem som filer med flex-to-winningtemp-sftp.json.',
		),
	}),
});

function skippedValues(skipped: readonly string[]): ReadinessFinding {
	const isApart = skipped.includes('group.parentExternalId');
	return findingOf({
		code: 'skippedValues',
		weight: 'decide',
		owner: 'target',
		...told({
			title: text(
				`This Winningtemp tenant does not take these values over SCIM: ${inWords(skipped).join(', ')}`,
				`Er Winningtemp tar inte emot de här värdena över SCIM: ${inWords(skipped, 'sv').join(', ')}`,
			),
			advice: text(
				`They are left out; everything else is synchronised.${isApart ? ' New groups stand beside the existing structure until somebody moves them in Winningtemp.' : ''} Ask Winningtemp to switch them on, or for their attribute paths and enter those in the credential.`,
				`De utelämnas; allt annat synkas.${isApart ? ' Nya grupper hamnar bredvid den befintliga strukturen tills någon flyttar dem i Winningtemp.' : ''} Be Winningtemp slå på dem, eller fråga efter deras attribut (attribute path) och ange dem i inloggningen (credential).`,
			),
		}),
	});
}

function slowWrites(patch: boolean, bulk: boolean): ReadinessFinding {
	const lacking = (bulkWord: string) => [...(patch ? [] : ['PATCH']), ...(bulk ? [] : [bulkWord])];
	return findingOf({
		code: 'slowWrites',
		weight: 'know',
		owner: 'target',
		...told({
			title: text(
				`This Winningtemp tenant has no ${lacking('bulk requests').join(' and no ')}`,
				`Er Winningtemp saknar ${lacking('bulk').join(' och ')}`,
			),
			advice: text(
				'Every change is sent on its own, or a user as a whole. A first run takes longer; nothing is missing.',
				'Varje ändring skickas för sig, eller hela användaren. En första körning tar längre tid; inget saknas.',
			),
		}),
	});
}
