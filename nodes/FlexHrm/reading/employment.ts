import { UserError } from '../../../directory/model/userError';
import { isUnreadable } from './unreadable';
import { closestTo, isInForce, type Period } from './periods';
import type { Company } from './companies';
import type { FlexReader } from './reader';
import { optionalId, requiredDays, requiredId } from './required';
import { fieldOf, fieldReader, idKey, isRow, textOf, type Row } from './row';

/** One employment of someone: what it is and how long it lasts. */
export interface Employment extends Period {
	typeId: string | null;
}

/** Employments by the employee's id; `null` where Flex does not let them be read. */
export type Employments = ReadonlyMap<string, Employment[]> | null;

/**
 * The employment periods of a whole company, in one list. Where the list cannot be read at all
 * (it is not known to exist everywhere, facts: "Endpoints") the answer is `null`.
 */
export async function readEmployments(reader: FlexReader, company: Company): Promise<Employments> {
	try {
		const what = `employment periods of the company ${company.label}`;
		return byEmployee(await reader.list('/employmentperiods', company.query, what), null, what);
	} catch (error) {
		return nullIfUnreadable(error);
	}
}

/** The employment periods of one employee; `null` as with `readEmployments`. */
export async function readEmploymentsOf(
	reader: FlexReader,
	employeeId: string,
): Promise<Employments> {
	try {
		const what = 'employment periods of the employee';
		const path = `/employees/${encodeURIComponent(employeeId)}/employmentperiods`;
		return byEmployee(await reader.list(path, {}, what), employeeId, what);
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
function byEmployee(rows: Row[], owner: string | null, what: string): Map<string, Employment[]> {
	const read = fieldReader([
		'Id',
		'EmployeeId',
		'EmploymentTypeId',
		'FromDate',
		'ToDate',
		'TomDate',
	]);
	const employments = new Map<string, Employment[]>();
	for (const row of rows) {
		const fields = read(row);
		const employeeId = requiredId(fields.EmployeeId ?? owner, 'EmployeeId', what);
		const employment: Employment = {
			...requiredDays(fields, what),
			id: idKey(fields.Id) ?? '',
			typeId: optionalId(fields.EmploymentTypeId, 'EmploymentTypeId', what),
		};
		const known = employments.get(employeeId);
		if (known) known.push(employment);
		else employments.set(employeeId, [employment]);
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

/**
 * The names of the employment types that are in use. The list of all types is unconfirmed
 * (facts: "Endpoints"): what it does not tell is asked for one type at a time.
 *
 * @param typeIds the distinct ids in use
 * @throws UserError `unreadable` if a type has no name to be found: without it nobody could be
 * excluded from surveys by it
 */
export async function readEmploymentTypes(
	reader: FlexReader,
	company: Company,
	typeIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
	const names = new Map<string, string>();
	if (typeIds.size === 0) return names;
	const rows = await reader
		.list('/employmenttypes', company.query, `employment types of the company ${company.label}`)
		.catch((error: unknown) => {
			// Whatever it answers, the way that is known is still open.
			if (error instanceof UserError && REPLACED_BY_SINGLE_READS.has(error.code)) return [];
			throw error;
		});
	for (const row of rows) {
		const id = idKey(fieldOf(row, 'Id'));
		const name = typeName(row);
		if (id !== null && name !== null) names.set(id, name);
	}
	const missing = [...typeIds].filter((id) => !names.has(id)).sort();
	await Promise.all(
		missing.map(async (id) => {
			names.set(id, await readTypeName(reader, company, id));
		}),
	);
	return names;
}

const REPLACED_BY_SINGLE_READS = new Set(['forbidden', 'notFound', 'refused', 'unknownForm']);

function typeName(row: Row): string | null {
	return textOf(fieldOf(row, 'Name')) ?? textOf(fieldOf(row, 'Description'));
}

async function readTypeName(reader: FlexReader, company: Company, id: string): Promise<string> {
	const row = await reader
		.get(`/employmenttypes/${encodeURIComponent(id)}`, company.query)
		.catch((error: unknown) => {
			if (isUnreadable(error)) return null;
			throw error;
		});
	const name = isRow(row) ? typeName(row) : null;
	if (name === null) {
		throw new UserError(
			`Flex does not tell the name of the employment type ${id} in the company ${company.label}`,
			'Give the API user the right to read employment types in Flex. If you do without them, remove Employment from Include; then nobody is excluded from surveys by employment type.',
			'unreadable',
		);
	}
	return name;
}
