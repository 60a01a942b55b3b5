import { addTo } from '../../../directory/common/lists';
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
	/** The people whom it concerns, of those who are employed. */
	find: (people: readonly CheckedPerson[], all: Everybody) => Iterable<CheckedPerson>;
	/** What is noted beside somebody; by default the company. */
	note?: (person: CheckedPerson, all: Everybody) => string;
}

interface Everybody {
	/** Everybody whom Flex lists, by id, in whatever company. */
	byKey: ReadonlyMap<string, CheckedPerson>;
	/** Ids of those whom somebody employed reports to. */
	managers: ReadonlySet<string>;
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
		find: (people) => people.filter(({ email }) => email === null),
	},
	...sameRule('sharedEmail', 'work e-mail address', 'people', emailKey, {
		within:
			'Give each person an address of their own in Flex, or end the employment that is over. Until then they are left out.',
		across:
			'Flex keeps one record for each company. Decide which employment counts, and end the other one or leave its company out. Until then they are left out.',
	}),
	...sameRule('samePerson', 'name and birthday', 'decide', personKey, {
		within: 'Check whether it is one person twice. If so, end one of the employments in Flex.',
		across: 'Check whether it is one person in two companies. If so, decide which record counts.',
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
		find: (people) => people.filter(isAnonymous),
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

type KeyOf = (person: CheckedPerson) => string | null;

function emailKey({ email }: CheckedPerson): string | null {
	return email === null ? null : matchingKey(email);
}

function personKey({ firstName, lastName, birthday }: CheckedPerson): string | null {
	return birthday === null ? null : `${matchingKey(`${firstName} ${lastName}`)}\n${birthday}`;
}

/** Two rules for people who have something in common: within one company, and across companies. */
function sameRule(
	code: string,
	what: string,
	weight: Weight,
	keyOf: KeyOf,
	advice: { within: string; across: string },
): Rule[] {
	const rule = (isAcross: boolean, where: string): Rule => ({
		code: `${code}${isAcross ? 'AcrossCompanies' : ''}`,
		weight,
		owner: 'hr',
		many: `have the same ${what} as somebody else in ${where}`,
		one: `has the same ${what} as somebody else in ${where}`,
		advice: isAcross ? advice.across : advice.within,
		find: (people) =>
			alike(people, keyOf)
				.filter((same) => keyOf === emailKey || !haveSameEmail(same))
				.filter((same) => new Set(same.map(({ company }) => company)).size > 1 === isAcross)
				.flat(),
		note: ({ company, email }) => (keyOf === emailKey ? `${company}, ${email}` : company),
	});
	return [rule(false, 'their company'), rule(true, 'another company')];
}

/** Such people are found by their address already. */
function haveSameEmail([first, ...others]: CheckedPerson[]): boolean {
	const email = emailKey(first!);
	return email !== null && others.every((other) => emailKey(other) === email);
}

/** Lists of people who have the same key; those who have it alone are left out. */
function alike(people: readonly CheckedPerson[], keyOf: KeyOf): CheckedPerson[][] {
	const byKey = new Map<string, CheckedPerson[]>();
	for (const person of people) {
		const key = keyOf(person);
		if (key !== null) addTo(byKey, key, person);
	}
	return [...byKey.values()].filter(({ length }) => length > 1);
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
	const people = listed.filter(({ isEmployed }) => isEmployed);
	const all: Everybody = {
		byKey: new Map(listed.map((person) => [person.key, person])),
		managers: new Set(people.flatMap(({ managerId }) => managerId ?? [])),
		withoutManagers: new Set(companies.filter(lacksManagers).map(({ company }) => company.label)),
	};
	return RULES.flatMap(({ code, weight, owner, many, one, advice, find, note }) => {
		const found = [...find(people, all)];
		if (found.length === 0) return [];
		const title = `${countText(found.length, 'person', 'people')} ${found.length === 1 ? one : many}`;
		const concerns = found.map((person) => concerned(person, note?.(person, all)));
		return [findingOf({ code, weight, owner, title, advice }, concerns)];
	});
}

/** Whether nobody who is employed in a company has a manager: the setting for it is off in Flex. */
export function lacksManagers({ people }: CompanyFacts): boolean {
	const employed = people.filter(({ isEmployed }) => isEmployed);
	return employed.length > 0 && employed.every(({ managerId }) => managerId === null);
}

function concerned(person: CheckedPerson, note = person.company): Concerned {
	const { firstName, lastName, number, key } = person;
	return { name: `${firstName} ${lastName}`.trim() || 'No name', id: number ?? key, note };
}
