import { UserError } from '../../../directory/model/userError';
import type { Company } from './company';
import type { Notices } from './notices';
import { unknownForm } from './page';
import type { FlexReader } from './reader';
import { optionalText, requiredId } from './required';
import { fieldReader } from './row';

/** An organisational field of a company: an account distribution (konteringsdimension) of Flex. */
export interface Dimension {
	id: string;
	name: string;
}

/** A value that a dimension may have, such as the office Stockholm. */
export interface Account {
	name: string | null;
	code: string | null;
}

/** Accounts by dimension and id. */
export type Accounts = ReadonlyMap<string, ReadonlyMap<string, Account>>;

/**
 * Every Flex has these dimensions for bookkeeping (docs/facts.md, "Organisation"), and some have one
 * for the nearest manager. None of them is a level of an organisation, unless somebody chooses it.
 */
const NEVER_BY_DEFAULT = new Set([
	'konto',
	'account',
	'projekt',
	'project',
	'kund',
	'customer',
	'artikel',
	'article',
	'närmaste chef',
	'attestkod',
	'attest',
	'nearest manager',
	'immediate manager',
]);

export function isForBookkeeping({ name }: Dimension): boolean {
	return NEVER_BY_DEFAULT.has(name.trim().toLowerCase());
}

/**
 * The dimensions of a company in Flex's order.
 *
 * @param companyId the company's GUID
 */
export async function listDimensions(
	reader: FlexReader,
	{ label }: Company,
	companyId: string,
): Promise<Array<{ id: string; name: string | null }>> {
	const what = whatOf(label);
	const path = `/companies/${encodeURIComponent(companyId)}/accountdistributions`;
	const rows = await reader.list(path, {}, what);
	const read = fieldReader(['Id', 'Name', 'Description', 'Code']);
	const dimensions = new Map<string, string | null>();
	for (const row of rows) {
		const { Id, Name, Description, Code } = read(row);
		const name =
			optionalText(Name, 'Name', what) ??
			optionalText(Description, 'Description', what) ??
			optionalText(Code, 'Code', what);
		const id = requiredId(Id, 'Id', what);
		if (!dimensions.has(id)) dimensions.set(id, name);
	}
	return [...dimensions].map(([id, name]) => ({ id, name }));
}

function whatOf(label: string): string {
	return `account distributions of the company ${label}`;
}

/**
 * The dimensions with a name each, those in use that the list lacks among them.
 *
 * @param used ids of dimensions in which employees have values
 * @throws UserError `unknownForm` where one in use has no name
 */
export function namedDimensions(
	listed: ReadonlyArray<{ id: string; name: string | null }>,
	used: ReadonlySet<string>,
	label: string,
	notices: Notices,
): Dimension[] {
	if (listed.length === 0 && used.size > 0) {
		throw unknownForm(whatOf(label), 'The list is empty, and yet employees have values in them.');
	}
	if (listed.some(({ id, name }) => name === null && used.has(id))) {
		throw unknownForm(whatOf(label), 'A record in use has no Name, Description or Code.');
	}
	const known = new Set(listed.map(({ id }) => id));
	const unlisted = [...used].filter((id) => !known.has(id)).sort();
	for (const id of unlisted) {
		notices.add(
			`Employees of ${label} have values in an account distribution that Flex does not name (${id}). Its id is used as its name.`,
		);
	}
	const dimensions = [
		...listed.map(({ id, name }) => ({ id, name: name ?? id })),
		...unlisted.map((id) => ({ id, name: id })),
	];
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

/**
 * The dimensions that are wanted: those that were chosen by name, or all that are not for
 * bookkeeping.
 *
 * @throws UserError `input` if the company has none of those that were chosen
 */
export function wantedDimensions(
	dimensions: readonly Dimension[],
	chosen: readonly string[],
	label: string,
	notices: Notices,
): Dimension[] {
	if (chosen.length === 0) return dimensions.filter((dimension) => !isForBookkeeping(dimension));
	const keys = new Set(chosen.map(keyOf));
	const wanted = dimensions.filter(({ name }) => keys.has(keyOf(name)));
	const there = dimensions.map(({ name }) => name).join(', ');
	if (wanted.length === 0) {
		throw new UserError(
			`The company ${label} has no dimension ${chosen.join(', ')}`,
			`Correct Dimensions in the node. The company has these: ${there}.`,
			'input',
		);
	}
	const found = new Set(wanted.map(({ name }) => keyOf(name)));
	const missing = chosen.filter((name) => !found.has(keyOf(name)));
	if (missing.length > 0) {
		notices.add(
			`The company ${label} has no dimension ${missing.join(', ')}. It has these: ${there}. If that is a mistake, correct Dimensions in the node.`,
		);
	}
	return wanted;
}

function keyOf(name: string): string {
	return name.trim().toLowerCase();
}
