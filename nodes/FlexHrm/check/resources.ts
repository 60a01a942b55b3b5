import {
	findingOf,
	type ReadinessFinding,
	type ResourceAccess,
	type Weight,
} from '../../../directory/readiness/model';
import { KINDS } from '../reading/ownFields';
import { WHERE_TO_GRANT } from '../reading/rights';

/** What the node reads, how far a run gets without it, and what it lacks then. */
const RESOURCES: Record<string, [weight: Weight, without: string]> = {
	companies: ['know', 'Companies have no names in messages.'],
	employees: ['start', 'Nobody can be read.'],
	employmentperiods: ['start', 'Nobody knows who is employed, so a run stops.'],
	employmentdefaultaccounts: ['start', 'There are no values to build groups from, so a run stops.'],
	accountdistributions: ['start', 'There are no names of dimensions, so a run stops.'],
	accounts: ['start', 'There are no names for groups, so a run stops.'],
	employmenttypes: ['know', 'The form of employment is left out.'],
	...Object.fromEntries(
		KINDS.flatMap((kind) => [`own${kind}fields`, `own${kind}fieldvalues`]).map((name) => [
			name,
			['know', 'Own fields of this kind cannot be mapped.'] as [Weight, string],
		]),
	),
};

/** A list that can take the place of another. */
const INSTEAD: Record<string, string> = {
	employmentdefaultaccounts: 'employmentdefaultaccountintervals',
};

type AccessTo = (resource: string) => Pick<ResourceAccess, 'access' | 'companies'> | null;

/** Each resource that was asked for, permitted or not. */
export function resourceFacts(accessTo: AccessTo): ResourceAccess[] {
	return Object.entries(RESOURCES).flatMap(([resource, [, without]]) => {
		const found = bestOf(resource, accessTo);
		return found === null ? [] : [{ resource, without, ...found }];
	});
}

function bestOf(resource: string, accessTo: AccessTo) {
	const instead = INSTEAD[resource];
	const other = instead === undefined ? null : accessTo(instead);
	return other?.access === 'permitted' ? other : accessTo(resource);
}

/** A finding for each resource that the API user may not read; one for all that nobody needs at once. */
export function resourceFindings(facts: readonly ResourceAccess[]): ReadinessFinding[] {
	const closed = facts.filter(({ access }) => access !== 'permitted');
	const isOwn = ({ resource }: ResourceAccess) => resource.startsWith('own');
	const own = closed.filter(isOwn).map(({ resource }) => resource);
	const needed = closed
		.filter((one) => !isOwn(one))
		.map((one) => {
			const { resource, access, companies, without } = one;
			const of = companies.length > 0 ? ` of ${companies.join(', ')}` : '';
			const may = access === 'missing' ? ', or your Flex does not have it' : '';
			return findingOf({
				code: `noAccess.${resource}`,
				weight: RESOURCES[resource]![0],
				owner: 'hrSystem',
				title: `The API user may not read the resource ${resource}${of}${may}`,
				advice: `${without} Grant the resource ${resource}. ${WHERE_TO_GRANT}`,
			});
		});
	if (own.length === 0) return needed;
	return [
		...needed,
		findingOf({
			code: 'noAccess.ownFields',
			weight: 'know',
			owner: 'hrSystem',
			title: `The API user may not read own fields: ${own.join(', ')}`,
			advice: `Grant them only if a value of the target comes from an own field. ${WHERE_TO_GRANT}`,
		}),
	];
}
