import { UserError } from '../../../directory/model/userError';
import { isUnreadable } from './unreadable';
import { laterInForce, type Period } from './periods';
import { Lacking, type Notices } from './notices';
import type { Company } from './companies';
import { unknownForm } from './page';
import type { FlexReader } from './reader';
import { optionalId, optionalText, requiredDays, requiredId } from './required';
import { fieldReader, idKey, type Row } from './row';

/** An organisational field of a company: an account distribution in Flex's words. */
interface Dimension {
	id: string;
	name: string;
}

/** The value that someone has in a dimension for a while. */
interface Placement extends Period {
	accountId: string | null;
	code: string | null;
}

interface Account {
	name: string | null;
	code: string | null;
}

/** The organisational values of everybody on one day, and what is in use whatever the day. */
class Placements {
	/** By employee, then by the number of the dimension; of values past and future nothing is kept. */
	private readonly byEmployee = new Map<string, Array<Placement | null>>();
	private readonly numbers = new Map<string, number>();
	/** Dimensions in which values go by the id of an account. */
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
}

/** Accounts by dimension and id. */
type Accounts = ReadonlyMap<string, ReadonlyMap<string, Account>>;

/** Names and codes of someone's organisational values, by the name of the dimension. */
export interface OrganizationValues {
	names: Array<[dimension: string, value: string | null]>;
	codes: Array<[dimension: string, value: string | null]>;
}

/** A company's organisational fields on one day, ready to be asked about its employees. */
export class Organization {
	constructor(
		private readonly dimensions: Dimension[],
		private readonly placements: Placements,
		private readonly accounts: Accounts,
		private readonly company: Company,
		private readonly day: string,
	) {}

	private readonly withoutName = new Lacking();
	private readonly withoutValues = new Lacking();

	get dimensionNames(): string[] {
		return this.dimensions.map(({ name }) => name);
	}

	/**
	 * Makes sure that the values are those of the employees: a server that ignores the company would
	 * give those of others, and everybody would seem to have been taken out of the groups.
	 *
	 * @throws UserError `wrongCompany` where there are values, and none of them is one of theirs
	 */
	checkBelongsTo(employeeIds: readonly string[]): void {
		const { placements } = this;
		if (placements.isEmpty || employeeIds.some((id) => placements.has(id))) return;
		throw new UserError(
			`Flex gave the organisational values of others when it was asked for those of ${this.company.label}`,
			'Not one employee of the company has any of them. Nothing was passed on. Check Company IDs; if they are right, give the company by its GUID instead of its number, or the other way round.',
			'wrongCompany',
		);
	}

	/** Every dimension of the company, in Flex's order, with the value in force or `null`. */
	valuesOf(employeeId: string): OrganizationValues {
		const values: OrganizationValues = { names: [], codes: [] };
		let isNameless = false;
		let isEmpty = true;
		for (const { id, name } of this.dimensions) {
			const placement = this.placements.of(employeeId, id);
			const account =
				placement?.accountId == null ? undefined : this.accounts.get(id)?.get(placement.accountId);
			const code = placement?.code ?? account?.code ?? null;
			const value = account?.name ?? code;
			if (placement !== null) isEmpty = false;
			if (placement !== null && account?.name == null) isNameless = true;
			values.names.push([name, value]);
			values.codes.push([name, code]);
		}
		if (isNameless) this.withoutName.add(employeeId);
		if (isEmpty) this.withoutValues.add(employeeId);
		return values;
	}

	/** Says who lacks what, once all employees have been asked about. */
	report(notices: Notices): void {
		const { day, company } = this;
		const { label } = company;
		if (this.withoutValues.count > 0) {
			notices.add(
				`${this.withoutValues} in ${label}: no organisational value is in force on ${day}. Fill in their account distribution in Flex if they belong somewhere.`,
			);
		}
		if (this.withoutName.count > 0) {
			notices.add(
				`${this.withoutName} in ${label}: Flex gives an organisational value without its name, so its code stands in for it.`,
			);
		}
	}
}

/**
 * Reads the organisational fields of a whole company: who has which value in which dimension, and
 * what dimensions and values are called. One list each, none per employee.
 *
 * @param companyId the company's GUID
 * @param day on which the values are looked at, `YYYY-MM-DD`
 * @throws UserError `unreadable` if Flex does not let one of the lists be read: without it
 * everybody would seem to have been taken out of the groups
 */
export async function readOrganization(
	reader: FlexReader,
	company: Company,
	companyId: string,
	day: string,
	notices: Notices,
): Promise<Organization> {
	const { label } = company;
	const [distributionRows, placementRows] = await Promise.all([
		reader
			.list(
				`/companies/${encodeURIComponent(companyId)}/accountdistributions`,
				{},
				`account distributions of the company ${label}`,
			)
			.catch((error: unknown) => rethrow(error, 'account distributions', label)),
		reader
			.list('/employmentdefaultaccounts', company.query, `default accounts of the company ${label}`)
			.catch((error: unknown) => rethrow(error, 'default accounts of employees', label)),
	]);
	const placements = placementsOn(day, placementRows, label);
	const used = new Set(placements.dimensionIds);
	const dimensions = dimensionsOf(distributionRows, used, label, notices);
	const accounts = await readAccounts(reader, used, placements.byAccount, label);
	return new Organization(dimensions, placements, accounts, company, day);
}

function rethrow(error: unknown, list: string, label: string): never {
	if (!isUnreadable(error)) throw error;
	throw new UserError(
		`Flex does not let the ${list} of the company ${label} be read (status ${error.status})`,
		'They hold the organisational fields such as office and department. Give the API user the right to read them in Flex, or remove Organization from Include if you synchronise people without groups.',
		'unreadable',
		error.status,
	);
}

function placementsOn(day: string, rows: Row[], label: string): Placements {
	const what = `default accounts of the company ${label}`;
	const read = fieldReader([
		'Id',
		'EmployeeId',
		'AccountDistributionId',
		'AccountId',
		'AccountCode',
		'FromDate',
		'ToDate',
		'TomDate',
	]);
	const placements = new Placements(day);
	for (const row of rows) {
		const fields = read(row);
		const employeeId = requiredId(fields.EmployeeId, 'EmployeeId', what);
		const dimensionId = requiredId(fields.AccountDistributionId, 'AccountDistributionId', what);
		const accountId = optionalId(fields.AccountId, 'AccountId', what);
		const { from, to } = requiredDays(fields, what);
		placements.add(employeeId, dimensionId, {
			from,
			to,
			id: idKey(fields.Id) ?? accountId ?? '',
			accountId,
			code: optionalText(fields.AccountCode, 'AccountCode', what),
		});
	}
	return placements;
}

function dimensionsOf(
	rows: Row[],
	used: ReadonlySet<string>,
	label: string,
	notices: Notices,
): Dimension[] {
	const what = `account distributions of the company ${label}`;
	if (rows.length === 0 && used.size > 0) {
		throw unknownForm(what, 'The list is empty, and yet employees have values in them.');
	}
	const read = fieldReader(['Id', 'Name']);
	const dimensions: Dimension[] = [];
	const known = new Set<string>();
	for (const row of rows) {
		const fields = read(row);
		const id = requiredId(fields.Id, 'Id', what);
		if (known.has(id)) continue;
		known.add(id);
		const name = optionalText(fields.Name, 'Name', what);
		if (name === null && used.has(id)) throw unknownForm(what, 'A record in use has no Name.');
		dimensions.push({ id, name: name ?? id });
	}
	for (const id of [...used].sort()) {
		if (known.has(id)) continue;
		dimensions.push({ id, name: id });
		notices.add(
			`Employees of ${label} have values in an account distribution that Flex does not name (${id}); its id stands in for the name.`,
		);
	}
	return withDistinctNames(dimensions, label, notices);
}

/** Two dimensions of one name would hide each other: both get their id behind the name. */
function withDistinctNames(dimensions: Dimension[], label: string, notices: Notices): Dimension[] {
	const count = new Map<string, number>();
	for (const { name } of dimensions) count.set(name, (count.get(name) ?? 0) + 1);
	return dimensions.map(({ id, name }) => {
		if (count.get(name) === 1) return { id, name };
		notices.add(
			`Several account distributions of ${label} are called ${name}; their ids are put behind the name to tell them apart.`,
		);
		return { id, name: `${name} (${id})` };
	});
}

/** The accounts of all dimensions in use, by dimension and account id. */
async function readAccounts(
	reader: FlexReader,
	dimensionIds: ReadonlySet<string>,
	byAccount: ReadonlySet<string>,
	label: string,
): Promise<Accounts> {
	const what = `accounts of an account distribution of the company ${label}`;
	const read = fieldReader(['Id', 'Name', 'Code', 'AccountCode']);
	const accounts = new Map<string, Map<string, Account>>();
	await Promise.all(
		[...dimensionIds].sort().map(async (dimensionId) => {
			const rows = await reader
				.list(`/accountdistributions/${encodeURIComponent(dimensionId)}/accounts`, {}, what)
				.catch((error: unknown) => rethrow(error, 'accounts of the account distributions', label));
			if (rows.length === 0 && byAccount.has(dimensionId)) {
				throw unknownForm(what, 'The list is empty, and yet employees have values from it.');
			}
			const own = new Map<string, Account>();
			accounts.set(dimensionId, own);
			for (const row of rows) {
				const fields = read(row);
				own.set(requiredId(fields.Id, 'Id', what), {
					name: optionalText(fields.Name, 'Name', what),
					code:
						optionalText(fields.Code, 'Code', what) ??
						optionalText(fields.AccountCode, 'AccountCode', what),
				});
			}
		}),
	);
	return accounts;
}
