import { UserError } from '../../../directory/model/userError';
import type { Company } from './company';
import { employeeKey } from './employeeKey';
import type { Employments } from './employment';
import { readEmploymentJoin } from './employmentJoin';
import { hasManagers, MANAGER_FIELD, reportNoManagers } from './managers';
import type { Notices } from './notices';
import { readOrganization, type Organization, type OrganizationSettings } from './organization';
import { EMPLOYEE_FIELDS, type Joined, type JoinedEmployee } from './output';
import { readOwnFields } from './ownFields';
import { closestTo, periodDays } from './periods';
import type { FlexReader, Query } from './reader';
import { columnsOf, fieldOf, fieldReader, idKey, isRow, textOf, type Row } from './row';

export type Inclusion = 'employment' | 'organization' | 'ownFields';

/** What is joined to employees, on the day on which employments and values are looked at. */
export interface JoinSettings extends OrganizationSettings {
	include: ReadonlySet<Inclusion>;
	/** Marks new hires who are still under review in Flex, so that they are not created yet. */
	onlyApproved: boolean;
	/** Narrows a list of employees to those that were looked up. */
	lookup?: Query | undefined;
}

/** Reads what is to be joined to the employees of one company, in whole lists, and joins it. */
export async function joinEmployees(
	reader: FlexReader,
	company: Company,
	rows: Row[],
	employments: Employments | undefined,
	settings: JoinSettings,
	notices: Notices,
): Promise<JoinedEmployee[]> {
	const { include, day, onlyApproved } = settings;
	const columns = columnsOf(rows);
	const [employment, organization, ownFields] = await Promise.all([
		include.has('employment')
			? readEmploymentJoin(reader, company, rows, columns, employments ?? null, settings, notices)
			: null,
		include.has('organization')
			? readOrganization(reader, company, companyIdOf(rows, company), settings, rows, notices)
			: null,
		include.has('ownFields') ? readOwnFields(reader, company, notices) : null,
	]);
	organization?.checkBelongsTo(rows.map((row) => employeeKey(row, company)));
	const numberOf = employmentNumbers(day);
	const organizationOf = organization && organizationJoin(organization, columns);
	const lacksManagers = columns.has(MANAGER_FIELD.toLowerCase()) && !hasManagers(rows);
	if (lacksManagers) reportNoManagers(company, notices);
	const ofAll = [...(employment?.notKnown ?? []), ...(lacksManagers ? [MANAGER_FIELD] : [])];
	const ofAllAndType = [...ofAll, 'EmploymentType'];
	const joined = rows.map((row): JoinedEmployee => {
		const key = employeeKey(row, company);
		const values = employment?.valuesOf(row, key);
		const lacksType =
			values !== undefined &&
			values.EmploymentType === undefined &&
			!ofAll.includes('EmploymentType');
		return {
			row,
			employmentNumber: numberOf(row),
			notKnown: lacksType ? ofAllAndType : ofAll,
			isUnderReview: onlyApproved && fieldOf(row, 'IsInAuditProcess') === true,
			joined: {
				...values,
				...organizationOf?.(row, key),
				...(ownFields && { OwnFields: Object.fromEntries(ownFields.valuesOf(key, day)) }),
			},
		};
	});
	organization?.report(notices);
	return joined;
}

const NEVER_ORGANIZATION = new Set(EMPLOYEE_FIELDS.map((name) => name.toLowerCase()));

/** Organisational fields; those that the server carries on the employee itself win. */
function organizationJoin(
	organization: Organization,
	columns: ReadonlySet<string>,
): (
	row: Row,
	key: string,
) => Pick<Joined, 'Organization' | 'OrganizationCodes' | 'OrganizationIds'> {
	const onEmployee = organization.dimensionNames.filter((dimension) => {
		const name = dimension.toLowerCase();
		return columns.has(name) && !NEVER_ORGANIZATION.has(name);
	});
	const hasOrganization = columns.has('organization');
	return (row, key) => {
		const { names, codes, ids } = organization.valuesOf(key);
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
			OrganizationIds: Object.fromEntries(ids),
		};
	};
}

/**
 * How an employee's number is found: on the employee itself, else in the employment that is in
 * force, where the entries say when they are, else in the first that has one.
 */
export function employmentNumbers(day: string): (row: Row) => string | null {
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
export function companyIdOf(rows: Row[], company: Company): string {
	const id = company.id ?? textOf(fieldOf(rows[0]!, 'CompanyId'));
	if (id !== null) return id;
	throw new UserError(
		`The id of the company ${company.label} cannot be found out`,
		'Enter the id (a GUID) of the company in Company IDs, or remove Organization from Include.',
		'unreadable',
	);
}
