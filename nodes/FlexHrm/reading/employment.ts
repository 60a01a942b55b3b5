import { addTo } from '../../../directory/common/lists';
import type { Company } from './company';
import { employmentTypeOf } from './employmentType';
import { Examples, type Notices } from './notices';
import { closestTo, isInForce, type Period } from './periods';
import type { FlexReader } from './reader';
import { optionalId, requiredDays, requiredId } from './required';
import { fieldReader, idKey, type Row } from './row';
import { isUnreadable } from './unreadable';

/** One employment of someone: what it is and how long it lasts. */
export interface Employment extends Period {
	/** Of the form of employment (anställningsform). */
	formId: string | null;
	/** The employment type (anställningstyp), where the period carries it. */
	type: string | null;
}

/** Employments by the employee's id; `null` where Flex does not let them be read. */
export type Employments = ReadonlyMap<string, Employment[]> | null;

/**
 * The employment periods of a whole company, in one list. Where the list cannot be read at all the
 * answer is `null`.
 */
export async function readEmployments(
	reader: FlexReader,
	company: Company,
	notices: Notices,
): Promise<Employments> {
	try {
		const what = `employment periods of the company ${company.label}`;
		const rows = await reader.list('/employmentperiods', company.query, what);
		return byEmployee(rows, null, what, notices);
	} catch (error) {
		return nullIfUnreadable(error);
	}
}

/** The employment periods of one employee; `null` as with `readEmployments`. */
export async function readEmploymentsOf(
	reader: FlexReader,
	employeeId: string,
	notices: Notices,
): Promise<Employments> {
	try {
		const what = 'employment periods of the employee';
		const path = `/employees/${encodeURIComponent(employeeId)}/employmentperiods`;
		return byEmployee(await reader.list(path, {}, what), employeeId, what, notices);
	} catch (error) {
		return nullIfUnreadable(error);
	}
}

function nullIfUnreadable(error: unknown): null {
	if (isUnreadable(error)) return null;
	throw error;
}

/**
 * @param owner whose periods they are where the rows do not say it themselves
 * @throws UserError `unknownForm` for a record that does not say whose it is, or from when to when
 */
function byEmployee(
	rows: Row[],
	owner: string | null,
	what: string,
	notices: Notices,
): Map<string, Employment[]> {
	const read = fieldReader([
		'Id',
		'EmployeeId',
		'EmploymentType',
		'EmploymentTypeId',
		'FromDate',
		'ToDate',
		'TomDate',
	]);
	const employments = new Map<string, Employment[]>();
	const impossible = new Examples();
	for (const row of rows) {
		const fields = read(row);
		const employeeId = requiredId(fields.EmployeeId ?? owner, 'EmployeeId', what);
		const { from, to, hasImpossibleEnd } = requiredDays(fields, what);
		if (hasImpossibleEnd) impossible.add(employeeId);
		const employment: Employment = {
			from,
			to,
			id: idKey(fields.Id) ?? '',
			formId: optionalId(fields.EmploymentTypeId, 'EmploymentTypeId', what),
			type: employmentTypeOf(fields.EmploymentType),
		};
		addTo(employments, employeeId, employment);
	}
	if (impossible.count > 0) {
		notices.add(
			`${impossible}, in the ${what}: the last day lies before the first, so the employment counts as open. Correct the last day in Flex.`,
		);
	}
	return employments;
}

/** Whether someone is employed on a day. */
export function isEmployed(employments: readonly Employment[] | undefined, day: string): boolean {
	return employments?.some((employment) => isInForce(employment, day)) ?? false;
}

/** The employment that describes someone on a day; see `closestTo`. */
export function employmentOn(
	employments: readonly Employment[] | undefined,
	day: string,
): Employment | null {
	return closestTo(employments ?? [], day);
}
