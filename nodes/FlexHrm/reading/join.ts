import { UserError } from '../../../directory/model/userError';
import type { Company } from './companies';
import { employeeKey } from './employeeKey';
import {
	employmentOn,
	isEmployed,
	readEmploymentTypes,
	type Employment,
	type Employments,
} from './employment';
import { Lacking, type Notices } from './notices';
import { readOrganization, type Organization } from './organization';
import { EMPLOYEE_FIELDS, type Joined, type JoinedEmployee } from './output';
import { readOwnFields } from './ownFields';
import { closestTo, periodDays } from './periods';
import type { FlexReader } from './reader';
import { columnsOf, fieldOf, fieldReader, idKey, isRow, textOf, type Row } from './row';

export type Inclusion = 'employment' | 'organization' | 'ownFields';

export interface JoinSettings {
	include: ReadonlySet<Inclusion>;
	/** The day on which employments and organisational values are looked at, `YYYY-MM-DD`. */
	day: string;
}

/** Reads what is to be joined to the employees of one company, in whole lists, and joins it. */
export async function joinEmployees(
	reader: FlexReader,
	company: Company,
	rows: Row[],
	employments: Employments | undefined,
	{ include, day }: JoinSettings,
	notices: Notices,
): Promise<JoinedEmployee[]> {
	const columns = columnsOf(rows);
	const [typeOf, organization, ownFields] = await Promise.all([
		include.has('employment')
			? employmentJoin(reader, company, rows, columns, employments ?? null, day, notices)
			: null,
		include.has('organization')
			? readOrganization(reader, company, companyIdOf(rows, company), day, notices)
			: null,
		include.has('ownFields') ? readOwnFields(reader, company, notices) : null,
	]);
	organization?.checkBelongsTo(rows.map((row) => employeeKey(row, company)));
	const numberOf = employmentNumbers(day);
	const organizationOf = organization && organizationJoin(organization, columns);
	const joined = rows.map((row): JoinedEmployee => {
		const key = employeeKey(row, company);
		return {
			row,
			employmentNumber: numberOf(row),
			joined: {
				...typeOf?.(row, key),
				...organizationOf?.(row, key),
				...(ownFields && { OwnFields: Object.fromEntries(ownFields.valuesOf(key, day)) }),
			},
		};
	});
	organization?.report(notices);
	return joined;
}

type EmploymentJoin = (
	row: Row,
	key: string,
) => Pick<Joined, 'EmploymentType' | 'FromDate' | 'ToDate'>;

/**
 * How employment type and dates come to an employee: what the server carries on the employee
 * itself wins (the mission names `EmploymentType` as such), else the employment period tells.
 */
async function employmentJoin(
	reader: FlexReader,
	company: Company,
	rows: Row[],
	columns: ReadonlySet<string>,
	employments: Employments,
	day: string,
	notices: Notices,
): Promise<EmploymentJoin> {
	const carriedType = typeOnEmployee(columns);
	const carried = rows.map(carriedType);
	if (employments === null && carried.every((type) => type === null)) {
		throw new UserError(
			`Flex does not let the employment periods of the company ${company.label} be read`,
			'They hold the employment type, by which external personnel is excluded from surveys. Give the API user the right to read them in Flex, or remove Employment from Include; then nobody is excluded by employment type.',
			'unreadable',
		);
	}
	const current = new Map<string, Employment | null>();
	const typeIds = new Set<string>();
	const severalTypes = new Lacking();
	rows.forEach((row, index) => {
		const key = employeeKey(row, company);
		const employment = employmentOn(employments?.get(key), day);
		current.set(key, employment);
		if (employment?.typeId == null || carried[index] !== null) return;
		typeIds.add(employment.typeId);
		if (hasOtherType(employments!.get(key)!, employment, day)) severalTypes.add(key);
	});
	if (severalTypes.count > 0) {
		notices.add(
			`${severalTypes} in ${company.label}: several employments of different types are in force on ${day}; the one that began last counts.`,
		);
	}
	const names = await readEmploymentTypes(reader, company, typeIds);
	return (row, key) => {
		const employment = current.get(key) ?? null;
		const type =
			carriedType(row) ??
			(employment?.typeId == null ? null : (names.get(employment.typeId) ?? null));
		return {
			EmploymentType: type,
			...(employments === null
				? {}
				: { FromDate: employment?.from ?? null, ToDate: employment?.to ?? null }),
		};
	};
}

function hasOtherType(employments: Employment[], counting: Employment, day: string): boolean {
	return employments.some((other) => other.typeId !== counting.typeId && isEmployed([other], day));
}

/** What the server carries on the employee itself: a name, or a record with one. */
function typeOnEmployee(columns: ReadonlySet<string>): (row: Row) => string | null {
	if (!columns.has('employmenttype')) return () => null;
	return (row) => {
		const type = fieldOf(row, 'EmploymentType');
		return textOf(isRow(type) ? fieldOf(type, 'Name') : type);
	};
}

const NEVER_ORGANIZATION = new Set(EMPLOYEE_FIELDS.map((name) => name.toLowerCase()));

/** Organisational fields; those that the server carries on the employee itself win. */
function organizationJoin(
	organization: Organization,
	columns: ReadonlySet<string>,
): (row: Row, key: string) => Pick<Joined, 'Organization' | 'OrganizationCodes'> {
	const onEmployee = organization.dimensionNames.filter((dimension) => {
		const name = dimension.toLowerCase();
		return columns.has(name) && !NEVER_ORGANIZATION.has(name);
	});
	const hasOrganization = columns.has('organization');
	return (row, key) => {
		const { names, codes } = organization.valuesOf(key);
		const values = new Map<string, unknown>(names);
		for (const dimension of onEmployee) {
			const carried = textOf(fieldOf(row, dimension));
			if (carried !== null) values.set(dimension, carried);
		}
		const carried = hasOrganization ? fieldOf(row, 'Organization') : null;
		if (isRow(carried)) {
			for (const [dimension, value] of Object.entries(carried)) values.set(dimension, value);
		}
		return {
			Organization: Object.fromEntries(values),
			OrganizationCodes: Object.fromEntries(codes),
		};
	};
}

/**
 * How an employee's number is found: on the employee itself, else in the employment that is in
 * force, where the entries say when they are, else in the first that has one.
 */
function employmentNumbers(day: string): (row: Row) => string | null {
	const read = fieldReader(['EmploymentNumber', 'Employment']);
	const readEntry = fieldReader(['Id', 'EmploymentNumber', 'FromDate', 'ToDate', 'TomDate']);
	return (row) => {
		const { EmploymentNumber, Employment } = read(row);
		const own = textOf(EmploymentNumber);
		if (own !== null || !Array.isArray(Employment)) return own;
		const entries = Employment.filter(isRow).flatMap((entry) => {
			const fields = readEntry(entry);
			const number = textOf(fields.EmploymentNumber);
			return number === null ? [] : [{ ...periodDays(fields), id: idKey(fields.Id) ?? '', number }];
		});
		return closestTo(entries, day)?.number ?? null;
	};
}

/** The GUID of the company, which its employees know where the list of companies did not tell. */
function companyIdOf(rows: Row[], company: Company): string {
	const id = company.id ?? textOf(fieldOf(rows[0]!, 'CompanyId'));
	if (id !== null) return id;
	throw new UserError(
		`The id of the company ${company.label} cannot be found out`,
		'Give the company by its id (a GUID) in Company IDs, or remove Organization from Include.',
		'unreadable',
	);
}
