import { UserError } from '../../../directory/model/userError';
import { companyError } from './companies';
import type { Company } from './company';
import { checkCompany, employeeKey } from './employeeKey';
import { isEmployed, readEmployments, type Employments } from './employment';
import { requirePeriods } from './employmentJoin';
import { joinEmployees, type JoinSettings } from './join';
import { Examples, type Notices } from './notices';
import { NotRead } from './notRead';
import type { JoinedEmployee } from './output';
import type { FlexReader } from './reader';
import { without, type Row } from './row';

export interface EmployeeSettings extends JoinSettings {
	/** Only people who are employed on that day. */
	activeOnly: boolean;
	/** At most so many employees; `null` is all, with the promise that they are all. */
	limit: number | null;
	/** Only what changed since, `YYYY-MM-DDTHH:MM:SS`; never a basis for removals. */
	modifiedSince: string | null;
	/** No employees are an error unless this is set. */
	allowEmpty: boolean;
	/** Employment periods that cannot be read are an error unless this is set. */
	allowMissingPeriods: boolean;
	/** Fields that nobody needs: let go as each page comes. */
	unneeded?: readonly string[];
}

/**
 * Reads the employees of several companies with what is to be joined to them.
 *
 * It is a promise: all employees of all companies, each once, or an error (unless a limit was
 * asked for). A company without employees is an error of its own, told apart from one that Flex
 * refuses, because an empty list must not pass for "everybody has left".
 *
 * @param notRead takes the companies that cannot be read; without it, the first one ends the run
 */
export async function readEmployees(
	reader: FlexReader,
	companies: Company[],
	settings: EmployeeSettings,
	notices: Notices,
	notRead = new NotRead(false),
): Promise<JoinedEmployee[]> {
	let failed = 0;
	const readOne: ReadOne = async (company, limit) => {
		try {
			return await readCompany(reader, company, { ...settings, limit }, notices);
		} catch (error) {
			notRead.add(company, error);
			failed++;
			return [];
		}
	};
	const { limit } = settings;
	const read = await (limit === null
		? Promise.all(companies.map(async (company) => await readOne(company, null)))
		: readUpTo(companies, limit, readOne));
	if (failed === companies.length) notRead.giveUp();
	const all = read.flat();
	if (settings.modifiedSince !== null) {
		notices.add(
			'Only employees that were modified lately were read (Modified Since). Each item is marked, so the Sync Planner removes nobody because of this list. Flex only counts changes of the employee record: moves to another department, employment periods, employment types and new managers may be missing until the next full run.',
		);
	}
	return all;
}

type ReadOne = (company: Company, limit: number | null) => Promise<JoinedEmployee[]>;

/** Company after company, until there are enough. */
async function readUpTo(
	companies: Company[],
	limit: number,
	readOne: ReadOne,
): Promise<JoinedEmployee[][]> {
	const read: JoinedEmployee[][] = [];
	let left = limit;
	for (const company of companies) {
		if (left <= 0) break;
		const some = await readOne(company, left);
		read.push(some);
		left -= some.length;
	}
	return read;
}

async function readCompany(
	reader: FlexReader,
	company: Company,
	settings: EmployeeSettings,
	notices: Notices,
): Promise<JoinedEmployee[]> {
	const { limit, activeOnly, day, include, allowMissingPeriods } = settings;
	const readPeriods = async () => {
		const read = await readEmployments(reader, company, notices);
		requirePeriods(read, company, allowMissingPeriods, notices);
		return read;
	};
	// How many rows a limit needs depends on who is employed, so the periods come first then.
	const isLimited = limit !== null && activeOnly;
	const needsPeriods = activeOnly || include.has('employment');
	const known = isLimited ? await readPeriods() : undefined;
	const reading = needsPeriods && !isLimited ? readPeriods() : known;
	// A fault in the list of employees counts before one in the periods.
	if (reading instanceof Promise) reading.catch(() => undefined);
	const rows = await readRows(reader, company, settings, known);
	checkCompany(rows, company);
	if (rows.length === 0) {
		checkEmptyAllowed(company, settings, notices, 'Flex lists no employees');
		return [];
	}
	const employments = await reading;
	const employed = activeOnly
		? whoIsEmployed(rows, company, employments ?? null, day, notices)
		: rows;
	if (employed.length === 0) {
		checkEmptyAllowed(company, settings, notices, `Nobody is employed on ${day}`);
		return [];
	}
	const present = employed.slice(0, limit ?? employed.length);
	return await joinEmployees(reader, company, present, employments, settings, notices);
}

async function readRows(
	reader: FlexReader,
	company: Company,
	{ limit, activeOnly, day, modifiedSince, unneeded = [] }: EmployeeSettings,
	employments: Employments | undefined,
): Promise<Row[]> {
	const query = { ...company.query, modifiedSince: modifiedSince ?? undefined };
	const what = `employees of the company ${company.label}`;
	const refused = (error: unknown): never => {
		throw companyError(error, company);
	};
	const keep = unneeded.length > 0 ? without(unneeded) : undefined;
	if (limit === null) return await reader.list('/employees', query, what, keep).catch(refused);
	let looked = 0;
	let counted = 0;
	const isEnough = (rows: Row[]) => {
		for (; looked < rows.length; looked++) {
			const key = employeeKey(rows[looked]!, company);
			if (!activeOnly || employments == null || isEmployed(employments.get(key), day)) counted++;
		}
		return counted >= limit;
	};
	return await reader.start('/employees', query, what, isEnough).catch(refused);
}

function checkEmptyAllowed(
	company: Company,
	{ allowEmpty, modifiedSince }: EmployeeSettings,
	notices: Notices,
	why: string,
): void {
	if (modifiedSince !== null) return;
	if (allowEmpty) {
		notices.add(`${why} in the company ${company.label}.`);
		return;
	}
	throw new UserError(
		`${why} in the company ${company.label}`,
		'Flex answered, and the answer was empty. Nothing was passed on, so that nobody is removed by mistake. If the company really has no employees, remove it from Company IDs, or switch on Allow Empty in the node’s options; else check what the API user may see in Flex.',
		'noEmployees',
	);
}

/**
 * Leavers and future starters may be in the list: the employment periods decide. Where they cannot
 * be read and that is allowed, everybody counts as employed.
 */
function whoIsEmployed(
	rows: Row[],
	company: Company,
	employments: Employments,
	day: string,
	notices: Notices,
): Row[] {
	if (employments === null) return rows;
	const without = new Examples();
	const present = rows.filter((row) => {
		const key = employeeKey(row, company);
		const periods = employments.get(key);
		if (periods === undefined) without.add(key);
		return isEmployed(periods, day);
	});
	if (without.count > 0) {
		notices.add(
			`${without} in ${company.label}: Flex has no employment period for them, so they do not count as employed.`,
		);
	}
	return present;
}
