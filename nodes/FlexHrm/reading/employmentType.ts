import type { Company } from './company';
import { employeeKey } from './employeeKey';
import { Examples, type Notices } from './notices';
import type { FlexReader, Query } from './reader';
import { requiredId } from './required';
import { fieldOf, isRow, textOf, type Row } from './row';

/**
 * Flex's anställningstyp: Anställd or Extern personal. It is not the anställningsform, a register of
 * forms such as permanent and temporary (docs/facts.md, "Employees").
 */
export const EMPLOYEE = 'Employee';
export const EXTERNAL_PERSONNEL = 'External Personnel';

/** The two types as Flex may write them, in either language or as the number of its filter. */
const KNOWN_TYPES = new Map([
	['employee', EMPLOYEE],
	['anställd', EMPLOYEE],
	['0', EMPLOYEE],
	['external personnel', EXTERNAL_PERSONNEL],
	['extern personal', EXTERNAL_PERSONNEL],
	['1', EXTERNAL_PERSONNEL],
]);

/** An employment type in one spelling; a text that is neither of the two stays as it is. */
export function employmentTypeOf(value: unknown): string | null {
	const text = textOf(isRow(value) ? fieldOf(value, 'Name') : value)?.trim() ?? null;
	return text === null ? null : (KNOWN_TYPES.get(text.toLowerCase()) ?? text);
}

/** What shows the employment types of one company's employees. */
export interface TypeSources {
	rows: readonly Row[];
	/** Names of all fields that the rows have, in lower case. */
	columns: ReadonlySet<string>;
	/** The employment that counts for an employee, where periods were read and one is there. */
	employmentOf: (key: string) => { type: string | null } | null;
	/** Narrows the filter to the employees that were looked up; absent for a whole company. */
	lookup?: Query | undefined;
}

/**
 * The employment type of each employee: as the record carries it, else as the employment period
 * does, else as the filter of `/employees` says.
 *
 * @returns by employee; `null` where nothing shows it, so that the values must be left alone
 */
export async function readEmploymentTypes(
	reader: FlexReader,
	company: Company,
	sources: TypeSources,
	notices: Notices,
): Promise<ReadonlyMap<string, string> | null> {
	const { rows, columns, employmentOf } = sources;
	const types = new Map<string, string>();
	const untold: string[] = [];
	const isCarried = columns.has('employmenttype');
	for (const row of rows) {
		const key = employeeKey(row, company);
		const own = isCarried ? employmentTypeOf(fieldOf(row, 'EmploymentType')) : null;
		const type = own ?? employmentOf(key)?.type ?? null;
		if (type === null) untold.push(key);
		else types.set(key, type);
	}
	if (untold.length === 0) return types;
	const filtered = await readByFilter(reader, company, sources.lookup);
	const why = whyUnusable(filtered, untold);
	if (why !== null) {
		notices.add(
			`Flex does not say who of ${company.label} is external personnel: no record carries the employment type, and ${why}. EmploymentType is left out, and with it the exclusion from surveys. Ask Flex support about the parameter employmentType of /employees, or map Exclude From Surveys from another field, such as EmploymentForm.`,
		);
		return null;
	}
	const unlisted = new Examples();
	for (const key of untold) {
		if (filtered.external.has(key)) types.set(key, EXTERNAL_PERSONNEL);
		else if (filtered.employees.has(key)) types.set(key, EMPLOYEE);
		else unlisted.add(key);
	}
	if (unlisted.count > 0) {
		notices.add(
			`${unlisted} in ${company.label}: Flex lists them neither as employees nor as external personnel, so they get no EmploymentType. Check their employment period in Flex.`,
		);
	}
	return types;
}

interface Filtered {
	employees: ReadonlySet<string>;
	external: ReadonlySet<string>;
	/** Whether anybody at all is an employee. */
	hasEmployees: boolean;
}

async function readByFilter(
	reader: FlexReader,
	company: Company,
	lookup: Query | undefined,
): Promise<Filtered> {
	const ids = async (employmentType: 0 | 1, name: string) => {
		const query = { ...company.query, ...lookup, employmentType };
		const what = `${name} of the company ${company.label}`;
		const rows = await reader.list('/employees', query, what, (row) => ({
			Id: fieldOf(row, 'Id'),
		}));
		return new Set(rows.map((row) => requiredId(row.Id, 'Id', what)));
	};
	const [employees, external] = await Promise.all([
		ids(0, 'employees of the type employee'),
		ids(1, 'employees of the type external personnel'),
	]);
	const hasEmployees =
		employees.size > 0 || (lookup !== undefined && (await hasAnyEmployee(reader, company)));
	return { employees, external, hasEmployees };
}

async function hasAnyEmployee(reader: FlexReader, company: Company): Promise<boolean> {
	const query = { ...company.query, employmentType: 0 };
	const what = `employees of the type employee of the company ${company.label}`;
	return (await reader.start('/employees', query, what, () => true)).length > 0;
}

/** The share of employees that may be in neither list: their employment has just ended or begun. */
const MOST_UNLISTED = 0.05;

/**
 * A parameter that Flex does not understand is ignored without a word. So the two lists must have
 * nobody in common, and together everybody.
 */
function whyUnusable(
	{ employees, external, hasEmployees }: Filtered,
	untold: readonly string[],
): string | null {
	for (const key of external) {
		if (employees.has(key))
			return 'Flex ignores the filter employmentType: both lists have the same people';
	}
	if (!hasEmployees) return 'with the filter employmentType Flex lists nobody as an employee';
	const unlisted = untold.filter((key) => !employees.has(key) && !external.has(key)).length;
	if (unlisted > Math.max(1, untold.length * MOST_UNLISTED)) {
		return `with the filter employmentType Flex lists ${unlisted} of ${untold.length} people in neither list`;
	}
	return null;
}
