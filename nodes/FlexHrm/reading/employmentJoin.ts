import { UserError } from '../../../directory/model/userError';
import type { Company } from './company';
import { employeeKey } from './employeeKey';
import { employmentOn, isEmployed, type Employment, type Employments } from './employment';
import { readEmploymentForms } from './employmentForms';
import { readEmploymentTypes } from './employmentType';
import { Examples, type Notices } from './notices';
import type { Joined } from './output';
import { unbroken, type Period } from './periods';
import type { FlexReader, Query } from './reader';
import { WHERE_TO_GRANT } from './rights';
import type { Row } from './row';

/** What an employee's employment is, as far as Flex says it; what it does not say is absent. */
export type EmploymentValues = Pick<
	Joined,
	'EmploymentType' | 'EmploymentForm' | 'EmployedSince' | 'EmployedUntil'
>;

export interface EmploymentJoin {
	valuesOf: (row: Row, key: string) => EmploymentValues;
	/** The values that Flex does not tell of anybody in the company. */
	notKnown: string[];
}

/**
 * Makes sure that employment periods could be read.
 *
 * @param isAllowed whether to go on without them: a remark says so then
 * @throws UserError `unreadable`
 */
export function requirePeriods(
	employments: Employments | undefined,
	company: Company,
	isAllowed: boolean,
	notices: Notices,
): void {
	if (employments != null) return;
	if (!isAllowed) {
		throw new UserError(
			`Flex does not let the employment periods of the company ${company.label} be read`,
			`They say who is employed, from when and until when. Nothing was passed on, so that nobody who has left keeps an account. ${WHERE_TO_GRANT} If that is not possible, switch on Allow Missing Employment Periods in the node’s options.`,
			'unreadable',
		);
	}
	notices.add(
		`The employment periods of ${company.label} cannot be read, so everybody whom Flex lists counts as employed. Give the API user the right to the resource employmentperiods to leave out leavers and future starters.`,
	);
}

/**
 * How employment type, form and dates come to an employee. What the server carries on the employee
 * itself wins.
 *
 * @param lookup narrows the filter by employment type to employees that were looked up
 */
export async function readEmploymentJoin(
	reader: FlexReader,
	company: Company,
	rows: readonly Row[],
	columns: ReadonlySet<string>,
	employments: Employments,
	{ day, lookup }: { day: string; lookup?: Query },
	notices: Notices,
): Promise<EmploymentJoin> {
	const current = new Map<string, Employment>();
	for (const row of rows) {
		const key = employeeKey(row, company);
		const employment = employmentOn(employments?.get(key), day);
		if (employment !== null) current.set(key, employment);
	}
	const formIds = new Set<string>();
	for (const { formId } of current.values()) if (formId !== null) formIds.add(formId);
	const employmentOf = (key: string) => current.get(key) ?? null;
	const [types, forms] = await Promise.all([
		readEmploymentTypes(reader, company, { rows, columns, employmentOf, lookup }, notices),
		employments === null ? null : readEmploymentForms(reader, company, formIds, notices),
	]);
	if (employments !== null) reportSeveral(current, employments, company, day, notices);
	return {
		valuesOf: (_row, key) => {
			const employment = employmentOf(key);
			const type = types?.get(key);
			return {
				...(type === undefined ? {} : { EmploymentType: type }),
				...(forms === null ? {} : { EmploymentForm: formOf(employment, forms) }),
				...(employments === null ? {} : daysOf(employment, employments.get(key))),
			};
		},
		notKnown: [
			...(types === null ? ['EmploymentType'] : []),
			...(forms === null ? ['EmploymentForm'] : []),
			...(employments === null ? ['EmployedSince', 'EmployedUntil'] : []),
		],
	};
}

function formOf(employment: Employment | null, forms: ReadonlyMap<string, string>): string | null {
	return employment?.formId == null ? null : (forms.get(employment.formId) ?? null);
}

/** The first and last day of the unbroken employment, whatever its periods. */
function daysOf(
	employment: Employment | null,
	all: readonly Period[] | undefined,
): Pick<EmploymentValues, 'EmployedSince' | 'EmployedUntil'> {
	if (employment === null) return { EmployedSince: null, EmployedUntil: null };
	const { from, to } = unbroken(all ?? [], employment);
	return { EmployedSince: from, EmployedUntil: to };
}

function reportSeveral(
	current: ReadonlyMap<string, Employment>,
	employments: ReadonlyMap<string, Employment[]>,
	company: Company,
	day: string,
	notices: Notices,
): void {
	const several = new Examples();
	for (const [key, counting] of current) {
		const others = employments.get(key)!;
		if (others.length === 1) continue;
		const differs = others.some(
			(other) => !isSameKind(other, counting) && isEmployed([other], day),
		);
		if (differs) several.add(key);
	}
	if (several.count === 0) return;
	notices.add(
		`${several} in ${company.label}: several employments of different types or forms are in force on ${day}; the one that began last counts.`,
	);
}

function isSameKind(a: Employment, b: Employment): boolean {
	return a.formId === b.formId && a.type === b.type;
}
