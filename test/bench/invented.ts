import type { CurrentGroup, Group } from '../../directory/model/group';
import type { HierarchyOptions } from '../../directory/hierarchy';
import { mapEmployees, type MappedPerson, type Mapping } from '../../directory/mapping';
import type { CurrentUser, Person } from '../../directory/model/person';
import type { PlanInput } from '../../directory/plan';
import { matchingKey } from '../../directory/common/text';
import { genderCodes } from '../../directory/mapping/values';
import { valueSource, type ValueSource } from '../../directory/mapping/valueSource';
import { MEN, SURNAMES, WOMEN } from '../sandbox/names';
import { guidOf } from '../sandbox/random';

export const TODAY = '2026-03-02';

/** An employee as the Flex HRM node gives them. */
export interface EmployeeRecord {
	Id: string;
	CompanyId: string;
	EmploymentNumber: string;
	FirstName: string;
	LastName: string;
	EmailWork: string;
	Gender: number;
	DateOfBirth: string;
	ImmediateManagerEmployeeId: string | null;
	EmploymentType: string;
	FromDate: string;
	Organization: Record<string, string>;
}

const PEOPLE_IN_A_TEAM = 25;
const BRANCHES = 4;
const NAMES = ['Försäljning', 'Ekonomi', 'Lager', 'Lön', 'Kundtjänst', 'Drift', 'Inköp'];
const COMPANY = guidOf(1, 'company', 0);

export function levelNames(levels: number): string[] {
	return Array.from({ length: levels }, (_, level) => `Nivå ${level + 1}`);
}

/**
 * Invented employees, 25 in each team and four teams, departments and so on below each above. The
 * ids are in no order, as HR's are. They come out of JSON, as from a request: no two share a text.
 */
export function inventedEmployees(
	size: number,
	levels: number,
	inTeam = PEOPLE_IN_A_TEAM,
): EmployeeRecord[] {
	const teams = Math.max(2, Math.floor(size / inTeam));
	const names = levelNames(levels);
	return Array.from({ length: size }, (_, i) => {
		const isWoman = i % 2 === 0;
		const firstName = (isWoman ? WOMEN : MEN)[i % (isWoman ? WOMEN : MEN).length]!;
		const lastName = SURNAMES[Math.floor(i / 7) % SURNAMES.length]!;
		const employee: EmployeeRecord = {
			Id: guidOf(1, 'employee', i),
			CompanyId: COMPANY,
			EmploymentNumber: String(i + 1),
			FirstName: firstName,
			LastName: lastName,
			EmailWork: `Medarbetare.${i + 1}@exempel.se`,
			Gender: isWoman ? 2 : 1,
			DateOfBirth: `${1960 + (i % 40)}-0${(i % 9) + 1}-1${i % 10}T00:00:00`,
			ImmediateManagerEmployeeId: managerOf(i, teams),
			EmploymentType: i % 50 === 0 ? 'External Personnel' : 'Permanent',
			FromDate: '2020-01-01T00:00:00',
			Organization: placeOf(i % teams, teams, names),
		};
		return fromJson(employee);
	});
}

/** The first of each team manages it, and is managed by the first of the team a quarter as far on. */
function managerOf(i: number, teams: number): string | null {
	if (i === 0) return null;
	return guidOf(1, 'employee', i < teams ? Math.floor(i / BRANCHES) : i % teams);
}

/** Where there are more levels than teams to fill them, the upper ones have two or more places each. */
function placeOf(team: number, teams: number, names: readonly string[]): Record<string, string> {
	const deepest = Math.floor(Math.log(teams / 2) / Math.log(BRANCHES));
	return Object.fromEntries(
		names.map((name, level) => {
			const above = Math.max(0, Math.min(names.length - 1 - level, deepest));
			const number = Math.floor(team / BRANCHES ** above);
			return [name, `${NAMES[number % NAMES.length]} ${number}`];
		}),
	);
}

/** The source of a plain field. */
export function fieldSource(name: string): ValueSource {
	return valueSource(name, `={{ $json.${name} }}`, () => {
		throw new Error(`${name} is a plain field`);
	})!;
}

/** The mapping of the main template, as the node compiles it from dragged fields. */
export function missionMapping(): Mapping {
	return {
		fields: {
			externalId: fieldSource('Id'),
			username: fieldSource('EmailWork'),
			email: fieldSource('EmailWork'),
			firstName: fieldSource('FirstName'),
			lastName: fieldSource('LastName'),
			gender: fieldSource('Gender'),
			birthday: fieldSource('DateOfBirth'),
			manager: fieldSource('ImmediateManagerEmployeeId'),
			excludeFromSurveys: fieldSource('EmploymentType'),
		},
		company: fieldSource('CompanyId'),
		employedFrom: fieldSource('FromDate'),
		genderCodes: genderCodes([
			['1', 'male'],
			['2', 'female'],
		]),
		excludedEmploymentTypes: new Set([matchingKey('External Personnel')]),
		attributes: [],
		companyOrder: [],
	};
}

/** Invented people as the Employee Mapper gives them. */
export function inventedPeople(size: number, levels: number, inTeam?: number): MappedPerson[] {
	const employees = inventedEmployees(size, levels, inTeam);
	const { people } = mapEmployees(employees, missionMapping(), TODAY);
	return people.map(({ person }) => person);
}

/** The builder's settings of a node that nobody touched, but for the levels: their names, or how many. */
export function builderOptions(levels: number | string[]): HierarchyOptions {
	return {
		mode: 'levels',
		levels: typeof levels === 'number' ? levelNames(levels) : levels,
		groupId: 'path',
		idFields: [],
		conflict: 'error',
		gaps: 'nearest',
		groupManager: 'mostCommon',
		rootGroup: null,
	};
}

/** Winningtemp as it is when nothing is to be done. It comes out of JSON, as from a request. */
export function inventedDirectory(
	groups: readonly Group[],
	users: readonly Person[],
): PlanInput['current'] {
	const managerOf = new Map(
		groups.map(({ externalId, managerExternalId }) => [externalId, managerExternalId]),
	);
	return {
		groups: groups.map(({ externalId, name, parentExternalId, managerExternalId }) =>
			fromJson<CurrentGroup>({
				kind: 'group',
				targetId: `g-${externalId}`,
				externalId,
				name,
				parentExternalId,
				managerExternalId,
			}),
		),
		users: users.map((person) =>
			fromJson<CurrentUser>({
				kind: 'user',
				targetId: `u-${person.externalId}`,
				active: true,
				...person,
				// Who manages a group is no member of it.
				memberOf:
					managerOf.get(person.groupExternalId ?? '') === person.externalId
						? []
						: [`g-${person.groupExternalId}`],
			}),
		),
	};
}

function fromJson<T>(value: T): T {
	return JSON.parse(JSON.stringify(value)) as T;
}
