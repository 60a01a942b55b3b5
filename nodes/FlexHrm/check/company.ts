import type { Identity } from '../../../directory/mapping/duplicates';
import { UserError } from '../../../directory/model/userError';
import { companyError } from '../reading/companies';
import type { Company } from '../reading/company';
import { checkCompany, employeeKey } from '../reading/employeeKey';
import { isEmployed, readEmployments } from '../reading/employment';
import { readEmploymentJoin, type EmploymentValues } from '../reading/employmentJoin';
import { companyIdOf, employmentNumbers } from '../reading/join';
import { MANAGER_FIELD } from '../reading/managers';
import { Notices } from '../reading/notices';
import { OF_THE_WHOLE } from '../reading/notRead';
import { readOrganization, type Organization } from '../reading/organization';
import { unneededFor } from '../reading/output';
import { KINDS } from '../reading/ownFields';
import { dateOf } from '../reading/dates';
import type { FlexReader } from '../reading/reader';
import { columnsOf, fieldReader, idKey, textOf, without, type Row } from '../reading/row';

/** An employee, with no more than the check looks at. */
export interface CheckedPerson extends EmploymentValues, Identity {
	number: string | null;
	managerId: string | null;
	isUnderReview: boolean;
	isEmployed: boolean;
	/** Values in the dimensions that can be levels, by name; `null` where they cannot be read. */
	values: ReadonlyMap<string, string | null> | null;
}

/** What one company was found to hold. Parts that cannot be read are absent; `problems` says why. */
export interface CompanyFacts {
	company: Company;
	people: CheckedPerson[];
	organization: Organization | null;
	/** Whether employment periods were read: without them, everybody counts as employed. */
	knowsPeriods: boolean;
	/** Whether it is known who is external personnel. */
	knowsTypes: boolean;
	problems: UserError[];
}

/** Reads whole lists, each once, as a run of the synchronisation does. A list that is closed is passed over. */
export async function checkOne(
	reader: FlexReader,
	company: Company,
	day: string,
	notices: Notices,
): Promise<CompanyFacts> {
	const problems: UserError[] = [];
	const attempt = async <T>(work: Promise<T>): Promise<T | null> =>
		await work.catch((error: unknown) => {
			if (!(error instanceof UserError) || OF_THE_WHOLE.has(error.code)) throw error;
			problems.push(error);
			return null;
		});
	const keep = without(unneededFor({ kind: 'simplified' }));
	const what = `employees of the company ${company.label}`;
	const [rows, employments] = await Promise.all([
		reader.list('/employees', company.query, what, keep).catch((error: unknown) => {
			throw companyError(error, company);
		}),
		attempt(readEmployments(reader, company, notices)),
		probeOwnFields(reader, company),
	]);
	checkCompany(rows, company);
	const isPresent = (key: string) => employments === null || isEmployed(employments.get(key), day);
	const employed = rows.filter((row) => isPresent(employeeKey(row, company)));
	const columns = columnsOf(rows);
	const [employment, organization] = await Promise.all([
		attempt(readEmploymentJoin(reader, company, employed, columns, employments, { day }, notices)),
		employed.length === 0 ? null : attempt(organizationOf(reader, company, employed, day, notices)),
	]);
	const personOf = personReader(company, day);
	const people = rows.map((row): CheckedPerson => {
		const key = employeeKey(row, company);
		if (!isPresent(key)) return { ...personOf(row, key), isEmployed: false, values: null };
		const values = organization && new Map(organization.valuesOf(key).names);
		return { ...personOf(row, key), ...employment?.valuesOf(row, key), isEmployed: true, values };
	});
	const knowsTypes = !(employment?.notKnown.includes('EmploymentType') ?? true);
	return {
		company,
		people,
		organization,
		knowsPeriods: employments !== null,
		knowsTypes,
		problems,
	};
}

async function organizationOf(
	reader: FlexReader,
	company: Company,
	employed: Row[],
	day: string,
	notices: Notices,
): Promise<Organization> {
	const id = companyIdOf(employed, company);
	const settings = { day, dimensions: [] };
	const read = await readOrganization(reader, company, id, settings, employed, notices);
	read.checkBelongsTo(employed.map((row) => employeeKey(row, company)));
	return read;
}

/** What the check looks at in the record of an employee. */
function personReader(company: Company, day: string) {
	const numberOf = employmentNumbers(day);
	const read = fieldReader([
		...(['FirstName', 'LastName', 'EmailWork', 'DateOfBirth', 'IsInAuditProcess'] as const),
		MANAGER_FIELD,
	]);
	const textIn = (value: unknown) => textOf(value)?.trim() ?? '';
	return (row: Row, id: string) => {
		const fields = read(row);
		return {
			id,
			company: company.label,
			number: numberOf(row),
			username: textIn(fields.EmailWork),
			firstName: textIn(fields.FirstName),
			lastName: textIn(fields.LastName),
			birthday: dateOf(fields.DateOfBirth) ?? '',
			employedFrom: '',
			managerId: idKey(fields[MANAGER_FIELD]),
			isUnderReview: fields.IsInAuditProcess === true,
		};
	};
}

/** One request for each list of own fields: a run reads them only if somebody maps one. */
async function probeOwnFields(reader: FlexReader, company: Company): Promise<void> {
	const paths = KINDS.flatMap((kind) => [`/own${kind}fields`, `/own${kind}fieldvalues`]);
	await Promise.all(
		paths.map(async (path) => {
			// Whatever it answers, it is noted by whom looks on; a run can do without.
			await reader.get(path, { ...company.query, pageIndex: 0, pageSize: 1 }).catch(() => null);
		}),
	);
}
