import type { UserError } from '../../../directory/model/userError';
import { recommendLevels, type Column } from '../../../directory/readiness/levels';
import {
	findingOf,
	type DimensionFacts,
	type HrCheck,
	type ReadinessFinding,
	type Share,
} from '../../../directory/readiness/model';
import { told } from '../../../directory/readiness/told';
import { filled, say, text } from '../../../directory/report/columns';
import { compareText } from '../../../directory/common/text';
import { resolveCompanies } from '../reading/companies';
import type { Company } from '../reading/company';
import { isForBookkeeping } from '../reading/dimensions';
import type { Notices } from '../reading/notices';
import { NotRead } from '../reading/notRead';
import type { FlexReader } from '../reading/reader';
import { idKey } from '../reading/row';
import { checkOne, type CheckedPerson, type CompanyFacts } from './company';
import { lacksManagers, peopleFindings } from './people';
import { resourceFacts, resourceFindings } from './resources';
import type { Watch } from './watch';

export type CheckResult = Omit<HrCheck, 'check' | 'address' | 'logIn'>;

/**
 * Checks Flex before the start: reads what a run of the synchronisation reads, and reports what it finds.
 *
 * @param given the companies that the credential or the node names
 * @param watch what looks on at the reader's requests
 * @throws UserError where there is nothing to go on with, such as a wrong password
 */
export async function checkFlex(
	reader: FlexReader,
	given: Company[],
	day: string,
	watch: Watch,
	notices: Notices,
): Promise<CheckResult> {
	const notRead = new NotRead(true);
	const resolved = await resolveCompanies(reader, given, notRead);
	const read = await Promise.all(
		resolved.map(async (company) =>
			checkOne(reader, company, day, notices).catch((error: unknown) => {
				notRead.add(company, error);
				return [];
			}),
		),
	);
	const companies = read.flat();
	const names = namesOf(resolved);
	const unread = notRead.reasons(resolved);
	// A company that is closed as a whole is a finding of its own, unless all are.
	const closed = new Set(companies.length === 0 ? [] : unread.map(({ company }) => company));
	const resources = resourceFacts((resource) =>
		watch.accessTo(resource, (company) => names.get(company) ?? company, closed),
	);
	const saysWhy = resources.some(
		({ resource, access }) => resource === 'employees' && access !== 'permitted',
	);
	const people = companies.flatMap((one) => one.people.filter(({ isEmployed }) => isEmployed));
	const dimensions = dimensionFacts(companies, people);
	const recommendedLevels = dimensions
		.filter(({ level }) => level > 0)
		.sort((a, b) => a.level - b.level)
		.map(({ name }) => name);
	return {
		date: day,
		pageSize: watch.pageSize,
		resources,
		companies: companies.map(({ company: { label, id }, people: listed }) => ({
			name: label,
			id,
			listed: listed.length,
			employed: listed.filter(({ isEmployed }) => isEmployed).length,
		})),
		dimensions,
		recommendedLevels,
		employmentTypes: sharesOf(people, 'EmploymentType'),
		employmentForms: sharesOf(people, 'EmploymentForm'),
		findings: [
			...resourceFindings(resources),
			...(companies.length === 0 && saysWhy
				? []
				: unread.map(({ company, message }) =>
						ofCompany('companyNotRead', company ?? '', message),
					)),
			...companies.flatMap(companyFindings),
			...(recommendedLevels.length === 0 && dimensions.length > 0 ? [NO_LEVELS] : []),
			...peopleFindings(companies),
		],
	};
}

/** What people call a company, by its id and number. */
function namesOf(companies: readonly Company[]): ReadonlyMap<string, string> {
	return new Map(
		companies.flatMap(({ id, query, label }) =>
			[id, query.companyId, query.companynumber].map((key) => [idKey(key) ?? '', label] as const),
		),
	);
}

const NO_LEVELS = findingOf({
	code: 'noLevels',
	weight: 'decide',
	owner: 'consultant',
	...told({
		title: text(
			'No levels can be recommended from the data',
			'Inga nivåer kan rekommenderas utifrån uppgifterna',
		),
		advice: text(
			'See the dimensions below and choose the levels in the Hierarchy Builder, or build the groups from the reporting line.',
			'Se på dimensionerna nedan och välj nivåerna i Hierarchy Builder, eller bygg grupperna utifrån vem som är chef för vem.',
		),
	}),
});

/** What may be found about a company as a whole; `{0}` is the company. */
const OF_COMPANY = {
	companyNotRead: {
		weight: 'start',
		owner: 'hrSystem',
		title: say('The company {0} could not be read: {1}', 'Företaget {0} kunde inte läsas: {1}'),
		advice: text(
			'Grant the API user the company in Flex, or remove it from Company IDs.',
			'Ge API-användaren behörighet till företaget i Flex, eller ta bort det ur Company IDs om det inte ska synkas.',
		),
	},
	nobodyEmployed: {
		weight: 'start',
		owner: 'hr',
		title: say('Nobody is employed in {0} today', 'Ingen är anställd i {0} i dag'),
		advice: text(
			'A run stops at a company without people. Remove it from Company IDs, or correct the employments in Flex.',
			'En körning avbryts vid ett företag utan medarbetare. Ta bort det ur Company IDs, eller rätta anställningarna i Flex.',
		),
	},
	noManagers: {
		weight: 'decide',
		owner: 'hrSystem',
		title: say(
			'Nobody in {0} has a manager, so its managers are left alone',
			'Ingen i {0} har en chef, så cheferna där lämnas orörda',
		),
		advice: text(
			'To have them, tick “Använd för närmaste chef” at one dimension in Flex.',
			'Vill ni ha med dem: kryssa för ”Använd för närmaste chef” på en dimension i Flex.',
		),
	},
	noEmploymentType: {
		weight: 'decide',
		owner: 'consultant',
		title: say(
			'Flex does not say who in {0} is external personnel',
			'Flex säger inte vilka i {0} som är extern personal',
		),
		advice: text(
			'Map Exclude From Surveys from another field, such as EmploymentForm, or ask Flex support about the parameter employmentType of /employees.',
			'Hämta Exclude From Surveys från ett annat fält, till exempel EmploymentForm, eller fråga Flex support om parametern employmentType i /employees.',
		),
	},
} as const;

/** @param about what is filled in: the company, and what else the title has */
function ofCompany(code: keyof typeof OF_COMPANY, ...about: string[]): ReadinessFinding {
	const { weight, owner, title, advice } = OF_COMPANY[code];
	return findingOf({ code, weight, owner, ...told({ title: filled(title, ...about), advice }) });
}

function companyFindings(facts: CompanyFacts): ReadinessFinding[] {
	const { company, people, knowsTypes, knowsPeriods, problems } = facts;
	const found: ReadinessFinding[] = problems.filter(isNoMissingRight).map(({ message, advice }) =>
		findingOf({
			code: 'notUnderstood',
			weight: 'start',
			owner: 'hrSystem',
			// The message of an error has one language.
			...told({ title: text(message, message), advice: text(advice, advice) }),
		}),
	);
	if (!people.some(({ isEmployed }) => isEmployed)) {
		return [...found, ofCompany('nobodyEmployed', company.label)];
	}
	if (lacksManagers(facts)) found.push(ofCompany('noManagers', company.label));
	// Without periods, leavers count as employed, and no type is known of them.
	if (!knowsTypes && knowsPeriods) found.push(ofCompany('noEmploymentType', company.label));
	return found;
}

/** A missing right is a finding about the resource already. */
function isNoMissingRight({ code }: UserError): boolean {
	return code !== 'forbidden' && code !== 'notFound' && code !== 'unreadable';
}

function sharesOf(
	people: readonly CheckedPerson[],
	field: 'EmploymentType' | 'EmploymentForm',
): Share[] {
	const counts = new Map<string, number>();
	for (const person of people) {
		const name = person[field];
		if (name != null) counts.set(name, (counts.get(name) ?? 0) + 1);
	}
	return [...counts]
		.map(([name, count]) => ({ name, people: count }))
		.sort((a, b) => b.people - a.people || compareText(a.name, b.name));
}

const NEVER = told({
	reason: text(
		'Never a level by itself: a register of the bookkeeping, or who is whose manager.',
		'Aldrig en nivå i sig: ett register för bokföringen, eller vem som är chef för vem.',
	),
});
const MANAGERS = told({
	reason: text('Its values are names of managers.', 'Värdena är namn på chefer.'),
});

/** Every dimension of the companies, those of one name taken together, in the order of Flex. */
function dimensionFacts(
	companies: readonly CompanyFacts[],
	people: readonly CheckedPerson[],
): DimensionFacts[] {
	const counts = new Map<string, number>();
	const candidates = new Set<string>();
	for (const { organization, people: listed } of companies) {
		if (organization === null) continue;
		const keys = listed.filter(({ isEmployed }) => isEmployed).map(({ id }) => id);
		for (const name of organization.dimensionNames) candidates.add(name);
		for (const dimension of organization.all) {
			const { name } = dimension;
			counts.set(name, (counts.get(name) ?? 0) + organization.count(dimension, keys));
		}
	}
	const placed = people.filter(({ values }) => values !== null);
	const columns = [...candidates].map((name): Column => {
		return { name, values: placed.map(({ values }) => values!.get(name) ?? null) };
	});
	const advice = new Map(recommendLevels(columns).map((one) => [one.name, one]));
	return [...counts].map(([name, count]) => {
		const { level, values, reason, sv } = advice.get(name) ?? {
			level: 0,
			values: 0,
			...(isForBookkeeping({ id: '', name }) ? NEVER : MANAGERS),
		};
		const share = placed.length === 0 ? 0 : Math.round((count / placed.length) * 100);
		return { name, people: count, share, values, level, reason, sv };
	});
}
