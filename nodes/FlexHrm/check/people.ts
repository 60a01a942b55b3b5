import { mergeEmployments, sharing } from '../../../directory/mapping/duplicates';
import { matchingKey } from '../../../directory/common/text';
import {
	findingOf,
	type Concerned,
	type Owner,
	type ReadinessFinding,
	type Weight,
} from '../../../directory/readiness/model';
import { countText } from '../../../directory/report/words';
import type { CheckedPerson, CompanyFacts } from './company';

/** Something that is looked for among people: what it weighs, who settles it, and the words for it. */
interface Rule {
	code: string;
	weight: Weight;
	owner: Owner;
	/** What follows `3 people`, and `1 person`, without the full stop. */
	many: string;
	one: string;
	advice: string;
	/** The people whom it concerns, of those who are employed and not anonymised. */
	find: (people: readonly CheckedPerson[], all: Everybody) => Iterable<CheckedPerson>;
	/** What is noted beside somebody; by default the company. */
	note?: (person: CheckedPerson) => string;
}

interface Everybody {
	/** Everybody whom Flex lists, by id, in whatever company. */
	byKey: ReadonlyMap<string, CheckedPerson>;
	/** Ids of those whom somebody employed reports to. */
	managers: ReadonlySet<string>;
	/** Those who are employed and look anonymised: no other rule names them. */
	anonymous: readonly CheckedPerson[];
	/** Companies in which nobody has a manager. */
	withoutManagers: ReadonlySet<string>;
}

const RULES: readonly Rule[] = [
	{
		code: 'withoutEmail',
		weight: 'people',
		owner: 'hr',
		many: 'have no work e-mail address',
		one: 'has no work e-mail address',
		advice:
			'Enter it in Flex, or map the username from another field. Until then they are left out: they cannot log in.',
		find: (people) => people.filter(({ username }) => username === ''),
	},
	...sameRules('sharedEmail', 'people', 'hr', (people) => withOneAddress(people, false), {
		one: 'has the work e-mail address of somebody else',
		many: 'have the work e-mail address of somebody else',
		advice: 'Give each person an address of their own in Flex. Until then they are left out.',
		showsEmail: true,
	}),
	...sameRules(
		'severalEmployments',
		'decide',
		'consultant',
		(people) => withOneAddress(people, true),
		{
			one: 'is employed several times under one address',
			many: 'are employed several times under one address',
			advice:
				'They become one user. Company Order in the Employee Mapper decides which company counts, else the employment that began first. If one of the employments is over, end it in Flex.',
		},
	),
	...sameRules('samePerson', 'decide', 'hr', withOneName, {
		one: 'has the name and the birthday of somebody with another address',
		many: 'have the name and the birthday of somebody with another address',
		advice:
			'Check whether it is one person with two records. If so, end one employment in Flex, or enter the same address in both.',
	}),
	{
		code: 'underReview',
		weight: 'people',
		owner: 'hr',
		many: 'are new hires under review',
		one: 'is a new hire under review',
		advice:
			'Approve them in Flex. Until then they are not created; to create them at once, switch off Only Approved in the Flex HRM node.',
		find: (people) => people.filter(({ isUnderReview }) => isUnderReview),
	},
	{
		code: 'anonymised',
		weight: 'decide',
		owner: 'hr',
		many: 'look anonymised and are still employed',
		one: 'looks anonymised and is still employed',
		advice: 'End their employment in Flex, or they get an account under that name.',
		find: (_people, { anonymous }) => anonymous,
	},
	{
		code: 'managerNotEmployed',
		weight: 'decide',
		owner: 'hr',
		many: 'are managers and not employed today',
		one: 'is a manager and not employed today',
		advice: 'Name another manager in Flex. Until then those who report to them get no manager.',
		find: (_people, { byKey, managers }) =>
			[...managers].flatMap((key) => {
				const manager = byKey.get(key);
				return manager === undefined || manager.isEmployed ? [] : [manager];
			}),
	},
	{
		code: 'managerUnknown',
		weight: 'decide',
		owner: 'consultant',
		many: 'have a manager who is in none of the companies that were read',
		one: 'has a manager who is in none of the companies that were read',
		advice:
			'Add the company of the manager to Company IDs, or have another manager named in Flex. Until then they get no manager.',
		find: (people, { byKey }) =>
			people.filter(({ managerId }) => managerId !== null && !byKey.has(managerId)),
	},
	{
		code: 'withoutPlacement',
		weight: 'decide',
		owner: 'hr',
		many: 'have no value in any dimension that can be a level',
		one: 'has no value in any dimension that can be a level',
		advice: 'Enter their home accounts (hemkontering) in Flex. Until then they are in no group.',
		find: (people) =>
			people.filter(
				({ values }) => values !== null && [...values.values()].every((value) => value === null),
			),
	},
	{
		code: 'withoutManager',
		weight: 'know',
		owner: 'hr',
		many: 'have no manager',
		one: 'has no manager',
		advice: 'That is right for the top of the company. Name a manager in Flex for the others.',
		find: (people, { withoutManagers }) =>
			people.filter(
				({ managerId, company }) => managerId === null && !withoutManagers.has(company),
			),
	},
];

type GroupsOf = (people: readonly CheckedPerson[]) => CheckedPerson[][];

/** Two rules for people who have something in common: within one company, and across companies. */
function sameRules(
	code: string,
	weight: Weight,
	owner: Owner,
	groupsOf: GroupsOf,
	{
		showsEmail = false,
		...words
	}: Pick<Rule, 'one' | 'many' | 'advice'> & { showsEmail?: boolean },
): Rule[] {
	return [false, true].map((isAcross): Rule => {
		const where = isAcross ? 'in several companies' : 'in one company';
		return {
			code: `${code}${isAcross ? 'AcrossCompanies' : ''}`,
			weight,
			owner,
			one: `${words.one}, ${where}`,
			many: `${words.many}, ${where}`,
			advice: words.advice,
			find: (people) =>
				groupsOf(people)
					.filter((same) => new Set(same.map(({ company }) => company)).size > 1 === isAcross)
					.flat(),
			note: ({ company, username }) => (showsEmail ? `${company}, ${username}` : company),
		};
	});
}

/** People who share an address. @param isOnePerson whether the mapper takes them for one person */
function withOneAddress(people: readonly CheckedPerson[], isOnePerson: boolean): CheckedPerson[][] {
	return sharing(people, emailKey).filter((same) => {
		const [merge, ...others] = mergeEmployments([[...same]], []);
		const isMerged = others.length === 0 && merge?.left.length === same.length - 1;
		return isMerged === isOnePerson;
	});
}

/** People who share a name and a birthday, and not the address. */
function withOneName(people: readonly CheckedPerson[]): CheckedPerson[][] {
	return sharing(people, personKey).filter(
		(same) => new Set(same.map(emailKey)).size > 1 || emailKey(same[0]!) === '',
	);
}

function emailKey({ username }: CheckedPerson): string {
	return matchingKey(username);
}

function personKey({ firstName, lastName, birthday }: CheckedPerson): string {
	return birthday === '' ? '' : matchingKey(`${firstName} ${lastName} ${birthday}`);
}

/** Names that are left when somebody was made anonymous: no name at all, or one that says it. */
const ANONYMOUS = /anonym|pseudonym|avidentifi/i;

function isAnonymous({ firstName, lastName }: CheckedPerson): boolean {
	const name = `${firstName} ${lastName}`.trim();
	return name === '' || ANONYMOUS.test(name);
}

/** What is to be settled about people. Each finding comes once, with everybody whom it concerns. */
export function peopleFindings(companies: readonly CompanyFacts[]): ReadinessFinding[] {
	const listed = companies.flatMap(({ people }) => people);
	const employed = listed.filter(({ isEmployed }) => isEmployed);
	const people = employed.filter((person) => !isAnonymous(person));
	const all: Everybody = {
		byKey: new Map(listed.map((person) => [person.id, person])),
		anonymous: employed.filter(isAnonymous),
		managers: new Set(employed.flatMap(({ managerId }) => managerId ?? [])),
		withoutManagers: new Set(companies.filter(lacksManagers).map(({ company }) => company.label)),
	};
	return RULES.flatMap(({ code, weight, owner, many, one, advice, find, note }) => {
		const found = [...find(people, all)];
		if (found.length === 0) return [];
		const title = `${countText(found.length, 'person', 'people')} ${found.length === 1 ? one : many}`;
		const concerns = found.map((person) => concerned(person, note?.(person)));
		return [findingOf({ code, weight, owner, title, advice }, concerns)];
	});
}

/** Whether nobody who is employed in a company has a manager: the setting for it is off in Flex. */
export function lacksManagers({ people }: CompanyFacts): boolean {
	const employed = people.filter(({ isEmployed }) => isEmployed);
	return employed.length > 0 && employed.every(({ managerId }) => managerId === null);
}

function concerned(person: CheckedPerson, note = person.company): Concerned {
	const { firstName, lastName, number, id } = person;
	return { name: `${firstName} ${lastName}`.trim() || 'No name', id: number ?? id, note };
}
