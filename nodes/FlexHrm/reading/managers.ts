import type { Company } from './company';
import type { Accounts, Dimension } from './dimensions';
import type { Notices } from './notices';
import { fieldOf, idKey, textOf, type Row } from './row';

/** The field of an employee that holds the nearest manager. */
export const MANAGER_FIELD = 'ImmediateManagerEmployeeId';

/**
 * Whether Flex gives managers for a company. If nobody has one, the setting for it is off, and the
 * managers of the company must be left alone.
 */
export function hasManagers(rows: readonly Row[]): boolean {
	return rows.some((row) => idKey(fieldOf(row, MANAGER_FIELD)) !== null);
}

export function reportNoManagers({ label }: Company, notices: Notices): void {
	notices.add(
		`No employee of ${label} has a manager in Flex, so the managers of this company are left alone. To have them, tick “Använd för närmaste chef” at one dimension in Flex.`,
	);
}

/** The names of those whom others report to, as accounts may be called after them. */
export function managerNames(rows: readonly Row[]): ReadonlySet<string> {
	const managers = new Set<string>();
	for (const row of rows) {
		const id = idKey(fieldOf(row, MANAGER_FIELD));
		if (id !== null) managers.add(id);
	}
	const names = new Set<string>();
	for (const row of rows) {
		if (!managers.has(idKey(fieldOf(row, 'Id')) ?? '')) continue;
		const [first, last] = ['FirstName', 'LastName'].map((name) => textOf(fieldOf(row, name)));
		if (!first || !last) continue;
		for (const name of [`${first} ${last}`, `${last} ${first}`, `${last}, ${first}`]) {
			names.add(name.trim().toLowerCase());
		}
	}
	return names;
}

/** From so many values that are named after managers on, a dimension is that of the managers. */
const FEWEST_MANAGERS = 2;

/**
 * The dimensions without the one that says who is whose manager: Flex lists it like any other, and
 * customers call it what they like. At least half of its values are names of managers.
 */
export function withoutManagers(
	dimensions: readonly Dimension[],
	accounts: Accounts,
	names: ReadonlySet<string>,
	notices: Notices,
): Dimension[] {
	return dimensions.filter(({ id, name }) => {
		const own = [...(accounts.get(id)?.values() ?? [])];
		const managers = own.filter((account) => names.has(account.name?.trim().toLowerCase() ?? ''));
		const isOfManagers = managers.length >= FEWEST_MANAGERS && managers.length * 2 >= own.length;
		if (isOfManagers) {
			notices.add(
				`The values of the dimension ${name} are names of managers, so it is left out. Choose it under Dimensions if it is a level of your organisation.`,
			);
		}
		return !isOfManagers;
	});
}
