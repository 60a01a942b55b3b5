import { mapEmployees, type MappedPerson, type Mapping } from '../../../directory/mapping';
import { matchingKey } from '../../../directory/common/text';
import { genderCodes } from '../../../directory/mapping/values';
import {
	organizationSource,
	valueSource,
	type NamedSource,
	type ValueSource,
} from '../../../directory/mapping/valueSource';

export const TODAY = '2026-03-02';

const FLEX_FIELDS = {
	externalId: 'Id',
	username: 'EmailWork',
	email: 'EmailWork',
	firstName: 'FirstName',
	lastName: 'LastName',
	gender: 'Gender',
	birthday: 'DateOfBirth',
	manager: 'ImmediateManagerEmployeeId',
	excludeFromSurveys: 'EmploymentType',
};

/** A source as the node makes it; `''` is not mapped. */
export function source(parameter: string, title = parameter): ValueSource | undefined {
	return valueSource(title, parameter, () => {
		throw new Error(`${parameter} is not a plain field`);
	});
}

export function named(name: string, parameter: string): NamedSource {
	return { ...source(parameter)!, name };
}

export function organizational(...parameters: string[]): NamedSource[] {
	return parameters.map((parameter) => {
		const found = organizationSource('Organizational Fields', parameter, () => undefined)!;
		return { ...found, name: found.path!.at(-1)! };
	});
}

/** The mission's mapping, but for what is named here. */
export function mapping(
	fields: Partial<typeof FLEX_FIELDS> = {},
	more: Partial<Omit<Mapping, 'fields'>> = {},
): Mapping {
	const sources = Object.entries({ ...FLEX_FIELDS, ...fields }).map(([name, parameter]) => [
		name,
		source(parameter, name),
	]);
	return {
		fields: Object.fromEntries(sources) as Mapping['fields'],
		company: source('CompanyId'),
		employedFrom: source('FromDate'),
		genderCodes: genderCodes([
			['1', 'male'],
			['2', 'female'],
		]),
		excludedEmploymentTypes: new Set([matchingKey('External Personnel')]),
		attributes: [],
		companyOrder: [],
		...more,
	};
}

/** A complete record as the Flex HRM node gives it. */
export function employee(values: Record<string, unknown> = {}): Record<string, unknown> {
	return {
		Id: 'e1',
		CompanyId: 'c1',
		FirstName: 'Anna',
		LastName: 'Lindqvist',
		EmailWork: 'anna.lindqvist@exempel.se',
		Gender: 2,
		DateOfBirth: '1988-04-17T00:00:00',
		ImmediateManagerEmployeeId: null,
		EmploymentType: 'Employee',
		...values,
	};
}

export function map(records: unknown[], by: Mapping = mapping()) {
	const { people, skipped, hints } = mapEmployees(records, by, TODAY);
	return {
		people: people.map(({ person }) => person),
		sources: people.map(({ sources }) => sources),
		skipped: skipped.map(({ person }) => person),
		hints,
	};
}

/** The one person that one record, varied from a complete one, becomes. */
export function mapOne(values: Record<string, unknown>, by?: Mapping): MappedPerson {
	const { people } = map([employee(values)], by);
	expect(people).toHaveLength(1);
	return people[0]!;
}

export function codes(of: { issues?: Array<{ code: string }> }): string[] {
	return (of.issues ?? []).map(({ code }) => code);
}
