import { FlexError, isUnreadable } from './flexError';
import { inForce, type Period } from './periods';
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

/** Names and codes of someone's organisational values, by the name of the dimension. */
export interface OrganizationValues {
	names: Array<[dimension: string, value: string | null]>;
	codes: Array<[dimension: string, value: string | null]>;
}

/** A company's organisational fields, ready to be asked about its employees. */
export class Organization {
	constructor(
		private readonly dimensions: Dimension[],
		/** By employee and dimension. */
		private readonly placements: ReadonlyMap<string, ReadonlyMap<string, Placement[]>>,
		private readonly accounts: ReadonlyMap<string, Account>,
		private readonly company: Company,
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
	 * @throws FlexError `wrongCompany` where there are values, and none of them is one of theirs
	 */
	checkBelongsTo(employeeIds: readonly string[]): void {
		if (this.placements.size === 0 || employeeIds.some((id) => this.placements.has(id))) return;
		throw new FlexError(
			'wrongCompany',
			`Flex gave the organisational values of others when it was asked for those of ${this.company.label}`,
			'Not one employee of the company has any of them. Nothing was passed on. Check Company IDs; if they are right, give the company by its GUID instead of its number, or the other way round.',
		);
	}

	/** Every dimension of the company, in Flex's order, with the value in force on the day or `null`. */
	valuesOf(employeeId: string, day: string): OrganizationValues {
		const placements = this.placements.get(employeeId);
		const values: OrganizationValues = { names: [], codes: [] };
		let isNameless = false;
		let isEmpty = true;
		for (const { id, name } of this.dimensions) {
			const placement = inForce(placements?.get(id) ?? [], day);
			const account =
				placement?.accountId == null
					? undefined
					: this.accounts.get(`${id} ${placement.accountId}`);
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
	report(notices: Notices, day: string): void {
		const { label } = this.company;
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
 * @throws FlexError `unreadable` if Flex does not let one of the lists be read: without it
 * everybody would seem to have been taken out of the groups
 */
export async function readOrganization(
	reader: FlexReader,
	company: Company,
	companyId: string,
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
	const placements = placementsByEmployee(placementRows, label);
	const used = new Set<string>();
	/** Dimensions in which values go by the id of an account. */
	const byAccount = new Set<string>();
	for (const byDimension of placements.values()) {
		for (const [id, inDimension] of byDimension) {
			used.add(id);
			if (inDimension.some(({ accountId }) => accountId !== null)) byAccount.add(id);
		}
	}
	const dimensions = dimensionsOf(distributionRows, used, label, notices);
	const accounts = await readAccounts(reader, used, byAccount, label);
	return new Organization(dimensions, placements, accounts, company);
}

function rethrow(error: unknown, list: string, label: string): never {
	if (!isUnreadable(error)) throw error;
	throw new FlexError(
		'unreadable',
		`Flex does not let the ${list} of the company ${label} be read (status ${error.status})`,
		'They hold the organisational fields such as office and department. Give the API user the right to read them in Flex, or remove Organization from Include if you synchronise people without groups.',
		error.status,
	);
}

function placementsByEmployee(rows: Row[], label: string): Map<string, Map<string, Placement[]>> {
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
	const placements = new Map<string, Map<string, Placement[]>>();
	for (const row of rows) {
		const fields = read(row);
		const employeeId = requiredId(fields.EmployeeId, 'EmployeeId', what);
		const dimensionId = requiredId(fields.AccountDistributionId, 'AccountDistributionId', what);
		const byDimension = placements.get(employeeId) ?? new Map<string, Placement[]>();
		placements.set(employeeId, byDimension);
		const accountId = optionalId(fields.AccountId, 'AccountId', what);
		const placement: Placement = {
			...requiredDays(fields, what),
			id: idKey(fields.Id) ?? accountId ?? '',
			accountId,
			code: optionalText(fields.AccountCode, 'AccountCode', what),
		};
		const known = byDimension.get(dimensionId);
		if (known) known.push(placement);
		else byDimension.set(dimensionId, [placement]);
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
): Promise<Map<string, Account>> {
	const what = `accounts of an account distribution of the company ${label}`;
	const read = fieldReader(['Id', 'Name', 'Code', 'AccountCode']);
	const accounts = new Map<string, Account>();
	await Promise.all(
		[...dimensionIds].sort().map(async (dimensionId) => {
			const rows = await reader
				.list(`/accountdistributions/${encodeURIComponent(dimensionId)}/accounts`, {}, what)
				.catch((error: unknown) => rethrow(error, 'accounts of the account distributions', label));
			if (rows.length === 0 && byAccount.has(dimensionId)) {
				throw unknownForm(what, 'The list is empty, and yet employees have values from it.');
			}
			for (const row of rows) {
				const fields = read(row);
				accounts.set(`${dimensionId} ${requiredId(fields.Id, 'Id', what)}`, {
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
