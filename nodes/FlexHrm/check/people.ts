import { mergeEmployments, sharing } from '../../../directory/mapping/duplicates';
import { matchingKey } from '../../../directory/common/text';
import {
	findingOf,
	type Concerned,
	type Owner,
	type ReadinessFinding,
	type Weight,
} from '../../../directory/readiness/model';
import { told } from '../../../directory/readiness/told';
import { counted, filled, text, type Counted, type Row } from '../../../directory/report/columns';
import type { CheckedPerson, CompanyFacts } from './company';

/** Something that is looked for among people: what it weighs, who settles it, and the words for it. */
interface Rule {
	code: string;
	weight: Weight;
	owner: Owner;
	/** With the number of people, without the full stop. */
	title: Row<Counted>;
	advice: Row<string>;
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
		title: counted(
			['{0} person has no work e-mail address', '{0} people have no work e-mail address'],
			['{0} medarbetare saknar e-postadress', '{0} medarbetare saknar e-postadress'],
		),
		advice: text(
			'Enter it in Flex, or map the username from another field. Until then they are left out: they cannot log in.',
			'Fyll i den i Flex, eller hämta användarnamnet från ett annat fält. Tills dess kommer de inte med: de kan inte logga in.',
		),
		find: (people) => people.filter(({ username }) => username === ''),
	},
	...sameRules('sharedEmail', 'people', 'hr', (people) => withOneAddress(people, false), {
		title: counted(
			[
				'{0} person has the work e-mail address of somebody else, {1}',
				'{0} people have the work e-mail address of somebody else, {1}',
			],
			[
				'{0} medarbetare har samma e-postadress som någon annan, {1}',
				'{0} medarbetare har samma e-postadress som någon annan, {1}',
			],
		),
		advice: text(
			'Give each person an address of their own in Flex. Until then they are left out.',
			'Ge var och en en egen adress i Flex. Tills dess kommer de inte med.',
		),
		showsEmail: true,
	}),
	...sameRules(
		'severalEmployments',
		'decide',
		'consultant',
		(people) => withOneAddress(people, true),
		{
			title: counted(
				[
					'{0} person is employed several times under one address, {1}',
					'{0} people are employed several times under one address, {1}',
				],
				[
					'{0} medarbetare är anställd flera gånger med samma adress, {1}',
					'{0} medarbetare är anställda flera gånger med samma adress, {1}',
				],
			),
			advice: text(
				'They become one user. Company Order in the Employee Mapper decides which company counts, else the employment that began first. If one of the employments is over, end it in Flex.',
				'De blir en användare. Company Order i Employee Mapper avgör vilket företag som gäller, annars den anställning som började först. Är en av anställningarna avslutad: avsluta den i Flex.',
			),
		},
	),
	...sameRules('samePerson', 'decide', 'hr', withOneName, {
		title: counted(
			[
				'{0} person has the name and the birthday of somebody with another address, {1}',
				'{0} people have the name and the birthday of somebody with another address, {1}',
			],
			[
				'{0} medarbetare har samma namn och födelsedag som någon med en annan adress, {1}',
				'{0} medarbetare har samma namn och födelsedag som någon med en annan adress, {1}',
			],
		),
		advice: text(
			'Check whether it is one person with two records. If so, end one employment in Flex, or enter the same address in both.',
			'Kontrollera om det är en person med två poster. Är det så: avsluta en anställning i Flex, eller ange samma adress i båda.',
		),
	}),
	{
		code: 'underReview',
		weight: 'people',
		owner: 'hr',
		title: counted(
			['{0} person is a new hire under review', '{0} people are new hires under review'],
			[
				'{0} nyanställd medarbetare är under granskning',
				'{0} nyanställda medarbetare är under granskning',
			],
		),
		advice: text(
			'Approve them in Flex. Until then they are not created; to create them at once, switch off Only Approved in the Flex HRM node.',
			'Godkänn dem i Flex. Tills dess skapas de inte. Ska de skapas direkt: stäng av Only Approved i noden Flex HRM.',
		),
		find: (people) => people.filter(({ isUnderReview }) => isUnderReview),
	},
	{
		code: 'anonymised',
		weight: 'decide',
		owner: 'hr',
		title: counted(
			[
				'{0} person looks anonymised and is still employed',
				'{0} people look anonymised and are still employed',
			],
			[
				'{0} medarbetare ser avidentifierad ut men är fortfarande anställd',
				'{0} medarbetare ser avidentifierade ut men är fortfarande anställda',
			],
		),
		advice: text(
			'End their employment in Flex, or they get an account under that name.',
			'Avsluta anställningen i Flex, annars får de ett konto med det namnet.',
		),
		find: (_people, { anonymous }) => anonymous,
	},
	{
		code: 'managerNotEmployed',
		weight: 'decide',
		owner: 'hr',
		title: counted(
			[
				'{0} person is a manager and not employed today',
				'{0} people are managers and not employed today',
			],
			[
				'{0} medarbetare är chef men inte anställd i dag',
				'{0} medarbetare är chefer men inte anställda i dag',
			],
		),
		advice: text(
			'Choose another manager in Flex. Until then, the people who report to them get no manager.',
			'Ange en annan chef i Flex. Tills dess får deras medarbetare ingen chef.',
		),
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
		title: counted(
			[
				'{0} person has a manager who is in none of the companies that were read',
				'{0} people have a manager who is in none of the companies that were read',
			],
			[
				'{0} medarbetare har en chef som inte finns i något av de lästa företagen',
				'{0} medarbetare har en chef som inte finns i något av de lästa företagen',
			],
		),
		advice: text(
			'Add the company of the manager to Company IDs, or choose another manager in Flex. Until then they get no manager.',
			'Lägg till chefens företag i Company IDs, eller ange en annan chef i Flex. Tills dess får de ingen chef.',
		),
		find: (people, { byKey }) =>
			people.filter(({ managerId }) => managerId !== null && !byKey.has(managerId)),
	},
	{
		code: 'withoutPlacement',
		weight: 'decide',
		owner: 'hr',
		title: counted(
			[
				'{0} person has no value in any dimension that can be a level',
				'{0} people have no value in any dimension that can be a level',
			],
			[
				'{0} medarbetare saknar värde i alla dimensioner som kan vara en nivå',
				'{0} medarbetare saknar värde i alla dimensioner som kan vara en nivå',
			],
		),
		advice: text(
			'Enter their home accounts (hemkontering) in Flex. Until then they are in no group.',
			'Fyll i deras hemkontering i Flex. Tills dess hör de inte till någon grupp.',
		),
		find: (people) =>
			people.filter(
				({ values }) => values !== null && [...values.values()].every((value) => value === null),
			),
	},
	{
		code: 'withoutManager',
		weight: 'know',
		owner: 'hr',
		title: counted(
			['{0} person has no manager', '{0} people have no manager'],
			['{0} medarbetare saknar chef', '{0} medarbetare saknar chef'],
		),
		advice: text(
			'That is right for the top of the company. Choose a manager in Flex for the others.',
			'För den högsta chefen är det rätt. Ange en chef i Flex för de andra.',
		),
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
	{ showsEmail = false, title, advice }: Pick<Rule, 'title' | 'advice'> & { showsEmail?: boolean },
): Rule[] {
	return [false, true].map((isAcross): Rule => {
		return {
			code: `${code}${isAcross ? 'AcrossCompanies' : ''}`,
			weight,
			owner,
			title: {
				en: (n) => title.en(n, isAcross ? 'in several companies' : 'in one company'),
				sv: (n) => title.sv(n, isAcross ? 'i flera företag' : 'i ett företag'),
			},
			advice,
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
	return RULES.flatMap(({ code, weight, owner, title, advice, find, note }) => {
		const found = [...find(people, all)];
		if (found.length === 0) return [];
		const words = told({ title: filled(title, found.length), advice });
		const concerns = found.map((person) => concerned(person, note?.(person)));
		return [findingOf({ code, weight, owner, ...words }, concerns)];
	});
}

/** Whether nobody who is employed in a company has a manager: the setting for it is off in Flex. */
export function lacksManagers({ people }: CompanyFacts): boolean {
	const employed = people.filter(({ isEmployed }) => isEmployed);
	return employed.length > 0 && employed.every(({ managerId }) => managerId === null);
}

function concerned(person: CheckedPerson, note = person.company): Concerned {
	const { firstName, lastName, number, id } = person;
	const name = `${firstName} ${lastName}`.trim();
	const nameless = name === '' ? { sv: { name: 'Utan namn' } } : {};
	return { name: name || 'No name', id: number ?? id, note, ...nameless };
}
