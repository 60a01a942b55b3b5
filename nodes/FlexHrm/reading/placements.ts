import type { Company } from './company';
import { Examples, type Notices } from './notices';
import { laterInForce, type Period } from './periods';
import type { FlexReader } from './reader';
import { optionalId, optionalText, requiredDays, requiredId } from './required';
import { fieldOf, fieldReader, idKey, isRow, type Row } from './row';
import { isUnreadable } from './unreadable';

/** The value that someone has in a dimension for a while: a home account. */
export interface Placement extends Period {
	accountId: string | null;
	code: string | null;
}

/** The home accounts of everybody on one day, and what is in use whatever the day. */
export class Placements {
	/** By employee, then by the number of the dimension; of values past and future nothing is kept. */
	private readonly byEmployee = new Map<string, Array<Placement | null>>();
	private readonly numbers = new Map<string, number>();
	/** Dimensions in which values carry the id of an account. */
	readonly byAccount = new Set<string>();

	/** @param day for which values are wanted, `YYYY-MM-DD` */
	constructor(private readonly day: string) {}

	/** Dimensions in which somebody has, had or will have a value. */
	get dimensionIds(): string[] {
		return [...this.numbers.keys()];
	}

	get isEmpty(): boolean {
		return this.byEmployee.size === 0;
	}

	has(employeeId: string): boolean {
		return this.byEmployee.has(employeeId);
	}

	/** Takes note of an employee who has no home account. */
	addEmployee(employeeId: string): void {
		if (!this.byEmployee.has(employeeId)) this.byEmployee.set(employeeId, []);
	}

	add(employeeId: string, dimensionId: string, placement: Placement): void {
		const number = this.numbers.get(dimensionId) ?? this.numbers.size;
		this.numbers.set(dimensionId, number);
		if (placement.accountId !== null) this.byAccount.add(dimensionId);
		const own = this.byEmployee.get(employeeId) ?? [];
		this.byEmployee.set(employeeId, own);
		while (own.length <= number) own.push(null);
		own[number] = laterInForce(own[number] ?? null, placement, this.day);
	}

	/** The value in force. */
	of(employeeId: string, dimensionId: string): Placement | null {
		const number = this.numbers.get(dimensionId);
		if (number === undefined) return null;
		return this.byEmployee.get(employeeId)?.[number] ?? null;
	}

	/** How many of some employees, or of all, have a value in force in a dimension. */
	count(dimensionId: string, employeeIds: Iterable<string> = this.byEmployee.keys()): number {
		let count = 0;
		for (const id of employeeIds) if (this.of(id, dimensionId) !== null) count++;
		return count;
	}
}

const FIELDS = [
	'Id',
	'EmployeeId',
	'AccountDistributionId',
	'AccountId',
	'AccountCode',
	'FromDate',
	'ToDate',
	'TomDate',
] as const;

/**
 * The home accounts of a whole company, from `/employmentdefaultaccounts`, or where that list is not
 * to be read from `/employmentdefaultaccountintervals`.
 *
 * @param day on which they are looked at, `YYYY-MM-DD`
 * @throws UserError as the first of the two lists, if neither can be read; `unknownForm`
 */
export async function readPlacements(
	reader: FlexReader,
	company: Company,
	day: string,
	notices: Notices,
): Promise<Placements> {
	const placements = new Placements(day);
	const what = `default accounts of the company ${company.label}`;
	const rows = await readRows(reader, company, what, placements);
	const read = fieldReader(FIELDS);
	const impossible = new Examples();
	for (const row of rows) {
		const fields = read(row);
		const employeeId = requiredId(fields.EmployeeId, 'EmployeeId', what);
		const dimensionId = requiredId(fields.AccountDistributionId, 'AccountDistributionId', what);
		const accountId = optionalId(fields.AccountId, 'AccountId', what);
		const { from, to, hasImpossibleEnd } = requiredDays(fields, what);
		if (hasImpossibleEnd) impossible.add(employeeId);
		placements.add(employeeId, dimensionId, {
			from,
			to,
			id: idKey(fields.Id) ?? accountId ?? '',
			accountId,
			code: optionalText(fields.AccountCode, 'AccountCode', what),
		});
	}
	if (impossible.count > 0) {
		notices.add(
			`${impossible}, in the ${what}: the last day lies before the first, so the value counts as open. Correct the last day in Flex.`,
		);
	}
	return placements;
}

async function readRows(
	reader: FlexReader,
	company: Company,
	what: string,
	placements: Placements,
): Promise<Row[]> {
	return await reader
		.list('/employmentdefaultaccounts', company.query, what)
		.catch(async (error: unknown) => {
			const isMissing = isUnreadable(error);
			const intervals = isMissing && (await readIntervals(reader, company, what, placements));
			if (intervals) return intervals;
			throw error;
		});
}

/**
 * The accounts of all intervals, each with the employee and the days of its interval. Everybody has
 * at least one interval; it may be empty.
 */
async function readIntervals(
	reader: FlexReader,
	company: Company,
	what: string,
	placements: Placements,
): Promise<Row[] | null> {
	const intervals = await reader
		.list('/employmentdefaultaccountintervals', company.query, `${what}, as intervals`)
		.catch((error: unknown) => {
			if (isUnreadable(error)) return null;
			throw error;
		});
	if (intervals === null) return null;
	const read = fieldReader(['EmployeeId', 'FromDate', 'ToDate', 'TomDate']);
	return intervals.flatMap((interval) => {
		const days = read(interval);
		placements.addEmployee(requiredId(days.EmployeeId, 'EmployeeId', what));
		const accounts = fieldOf(interval, 'EmploymentDefaultAccount');
		if (!Array.isArray(accounts)) return [];
		return accounts.filter(isRow).map((account) => ({ ...account, ...days }));
	});
}
