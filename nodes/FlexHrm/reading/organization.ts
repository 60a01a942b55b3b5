import { UserError } from '../../../directory/model/userError';
import type { Company } from './company';
import {
	listDimensions,
	namedDimensions,
	wantedDimensions,
	type Account,
	type Accounts,
	type Dimension,
} from './dimensions';
import { managerNames, withoutManagers } from './managers';
import { Examples, type Notices } from './notices';
import { unknownForm } from './page';
import { readPlacements, type Placements } from './placements';
import type { FlexReader } from './reader';
import { optionalText, requiredId } from './required';
import { WHERE_TO_GRANT } from './rights';
import { fieldReader, type Row } from './row';
import { isUnreadable } from './unreadable';

/** Someone's organisational values, by the name of the dimension. */
export interface OrganizationValues {
	names: Array<[dimension: string, value: string | null]>;
	codes: Array<[dimension: string, value: string | null]>;
	/** Ids of the accounts, which outlive names and codes. */
	ids: Array<[dimension: string, value: string | null]>;
}

/** A company's organisational fields on one day, ready to be asked about its employees. */
export class Organization {
	constructor(
		private readonly dimensions: Dimension[],
		private readonly placements: Placements,
		private readonly accounts: Accounts,
		private readonly company: Company,
		private readonly day: string,
		/** Every dimension of the company, with those that are not wanted. */
		readonly all: readonly Dimension[],
	) {}

	private readonly withoutName = new Examples();
	private readonly withoutValues = new Examples();

	get dimensionNames(): string[] {
		return this.dimensions.map(({ name }) => name);
	}

	/** How many of some employees have a value in force in a dimension. */
	count({ id }: Dimension, employeeIds: Iterable<string>): number {
		return this.placements.count(id, employeeIds);
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
			'Not one employee of the company has any of them. Nothing was passed on. Check Company IDs; if they are right, enter its GUID instead of its number, or its number instead of its GUID.',
			'wrongCompany',
		);
	}

	/** Every wanted dimension, in Flex's order, with the value in force or `null`. */
	valuesOf(employeeId: string): OrganizationValues {
		const values: OrganizationValues = { names: [], codes: [], ids: [] };
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
			values.ids.push([name, placement?.accountId ?? null]);
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
				`${this.withoutName} in ${label}: Flex gives an organisational value without its name, so its code is used.`,
			);
		}
	}
}

/** What of a company's organisation is read. */
export interface OrganizationSettings {
	/** On which values are looked at, `YYYY-MM-DD`. */
	day: string;
	/** Names of dimensions; empty is all that are not for bookkeeping. */
	dimensions: readonly string[];
}

/**
 * Reads the organisational fields of a whole company: who has which value in which dimension, and
 * what dimensions and values are called. One list each, none per employee, and no accounts of
 * dimensions that nobody wants.
 *
 * @param companyId the company's GUID
 * @param rows the employees, to tell a dimension of managers from one of the organisation
 * @throws UserError `unreadable` if Flex does not let one of the lists be read: without it
 * everybody would seem to have been taken out of the groups
 */
export async function readOrganization(
	reader: FlexReader,
	company: Company,
	companyId: string,
	{ day, dimensions: chosen }: OrganizationSettings,
	rows: readonly Row[],
	notices: Notices,
): Promise<Organization> {
	const { label } = company;
	const [listed, placements] = await Promise.all([
		listDimensions(reader, company, companyId).catch((error: unknown) =>
			rethrow(error, 'account distributions', label),
		),
		readPlacements(reader, company, day, notices).catch((error: unknown) =>
			rethrow(error, 'default accounts of employees', label),
		),
	]);
	const used = new Set(placements.dimensionIds);
	const named = namedDimensions(listed, used, label, notices);
	const wanted = wantedDimensions(named, chosen, label, notices);
	const wantedUsed = wanted.filter(({ id }) => used.has(id)).map(({ id }) => id);
	const accounts = await readAccounts(reader, wantedUsed, placements.byAccount, label);
	const dimensions =
		chosen.length > 0 ? wanted : withoutManagers(wanted, accounts, managerNames(rows), notices);
	return new Organization(dimensions, placements, accounts, company, day, named);
}

function rethrow(error: unknown, list: string, label: string): never {
	if (!isUnreadable(error)) throw error;
	throw new UserError(
		`Flex does not let the ${list} of the company ${label} be read (status ${error.status})`,
		`They hold the organisational fields such as office and department. ${WHERE_TO_GRANT} If you synchronise people without groups, remove Organization from Include.`,
		'unreadable',
		error.status,
	);
}

/** The accounts of some dimensions, by dimension and account id. */
async function readAccounts(
	reader: FlexReader,
	dimensionIds: readonly string[],
	byAccount: ReadonlySet<string>,
	label: string,
): Promise<Accounts> {
	const what = `accounts of an account distribution of the company ${label}`;
	const read = fieldReader(['Id', 'Name', 'Description', 'Code', 'AccountCode']);
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
					name:
						optionalText(fields.Name, 'Name', what) ??
						optionalText(fields.Description, 'Description', what),
					code:
						optionalText(fields.Code, 'Code', what) ??
						optionalText(fields.AccountCode, 'AccountCode', what),
				});
			}
		}),
	);
	return accounts;
}
