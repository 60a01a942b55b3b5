import { UserError } from '../../../directory/model/userError';
import { companyError } from './companies';
import type { Company } from './company';
import { checkCompany } from './employeeKey';
import { readEmploymentsOf } from './employment';
import { requirePeriods } from './employmentJoin';
import { joinEmployees, type JoinSettings } from './join';
import type { Notices } from './notices';
import type { JoinedEmployee } from './output';
import type { FlexReader, Query } from './reader';
import { fieldOf, idKey, isRow, textOf, type Row } from './row';

/** How one employee is looked for. */
export type EmployeeKeyKind = 'id' | 'employmentNumber' | 'email';

/**
 * The employees with one id, employment number or work e-mail, joined as in a full read. Several
 * when several companies have one.
 *
 * @throws UserError `notFound` if there is none
 */
export async function findEmployees(
	reader: FlexReader,
	companies: Company[],
	by: EmployeeKeyKind,
	value: string,
	settings: JoinSettings,
	notices: Notices,
): Promise<JoinedEmployee[]> {
	const found =
		by === 'id'
			? await findById(reader, companies, value)
			: await findByFilter(reader, companies, by, value);
	const joined = await Promise.all(
		found.map(async ({ company, row }) => {
			if (!settings.include.has('employment')) {
				return await joinEmployees(reader, company, [row], undefined, settings, notices);
			}
			const employments = await readEmploymentsOf(reader, String(fieldOf(row, 'Id')), notices);
			requirePeriods(employments, company, false, notices);
			const lookup = { employmentnumber: employmentNumbers(row).find((one) => one !== null) };
			const own = { ...settings, lookup };
			return await joinEmployees(reader, company, [row], employments, own, notices);
		}),
	);
	if (joined.length > 0) return joined.flat();
	throw new UserError(
		`There is no employee with this ${NAMES[by]} in ${companies.map(({ label }) => label).join(', ')}`,
		`Check the ${NAMES[by]}, and that the employee’s company is among Company IDs.`,
		'notFound',
	);
}

const NAMES: Record<EmployeeKeyKind, string> = {
	id: 'id',
	employmentNumber: 'employment number',
	email: 'work e-mail',
};

interface Found {
	company: Company;
	row: Row;
}

async function findById(reader: FlexReader, companies: Company[], id: string): Promise<Found[]> {
	const row = await reader
		.get(`/employees/${encodeURIComponent(id.trim())}`, {})
		.catch((error: unknown) => {
			if (error instanceof UserError && error.code === 'notFound') return null;
			throw error;
		});
	if (!isRow(row) || idKey(fieldOf(row, 'Id')) !== idKey(id)) return [];
	const companyId = textOf(fieldOf(row, 'CompanyId'));
	const company =
		companies.find((candidate) => idKey(candidate.id) === idKey(companyId)) ??
		unverifiedCompany(companies, companyId);
	return company === null ? [] : [{ company, row }];
}

/** Where a company is known by number only, the employee's own company cannot be held against it. */
function unverifiedCompany(companies: Company[], id: string | null): Company | null {
	if (id === null || companies.every((company) => company.id !== null)) return null;
	return { id, query: { companyId: id }, label: id };
}

const FILTERS: Record<
	Exclude<EmployeeKeyKind, 'id'>,
	{ query: (value: string) => Query; matches: (row: Row, value: string) => boolean }
> = {
	employmentNumber: {
		query: (employmentnumber) => ({ employmentnumber }),
		matches: (row, value) => employmentNumbers(row).includes(value),
	},
	email: {
		query: (email) => ({ email }),
		matches: (row, value) =>
			textOf(fieldOf(row, 'EmailWork'))?.trim().toLowerCase() === value.toLowerCase(),
	},
};

/** The numbers that an employee has, in the record itself and in its employments. */
export function employmentNumbers(row: Row): Array<string | null> {
	const employment = fieldOf(row, 'Employment');
	return [
		textOf(fieldOf(row, 'EmploymentNumber')),
		...(Array.isArray(employment) ? employment : [])
			.filter(isRow)
			.map((entry) => textOf(fieldOf(entry, 'EmploymentNumber'))),
	];
}

/** A filter that Flex does not understand is ignored without a word, so every record is checked. */
async function findByFilter(
	reader: FlexReader,
	companies: Company[],
	by: Exclude<EmployeeKeyKind, 'id'>,
	value: string,
): Promise<Found[]> {
	const { query, matches } = FILTERS[by];
	const wanted = value.trim();
	const found = await Promise.all(
		companies.map(async (company) => {
			const rows = await reader
				.list(
					'/employees',
					{ ...company.query, ...query(wanted) },
					`employees of the company ${company.label}`,
				)
				.catch((error: unknown) => {
					throw companyError(error, company);
				});
			checkCompany(rows, company);
			return rows.filter((row) => matches(row, wanted)).map((row) => ({ company, row }));
		}),
	);
	return found.flat();
}
