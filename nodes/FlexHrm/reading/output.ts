import { UserError } from '../../../directory/model/userError';
import { NOT_KNOWN, UNCONFIRMED } from '../../../directory/model/marks';
import { withoutTime } from './dates';
import { fieldReader, isRow, type Row } from './row';

/** The values that the mission lists, and what identifies a record: all that is emitted unasked. */
export const SIMPLIFIED_FIELDS = [
	'Id',
	'CompanyId',
	'EmploymentNumber',
	'FirstName',
	'LastName',
	'EmailWork',
	'Gender',
	'DateOfBirth',
	'ImmediateManagerEmployeeId',
] as const;

/**
 * Fields of an employee that are known to be personal data of other kinds, not organisation. An
 * organisational field called `City` must never be filled from a home address.
 */
export const EMPLOYEE_FIELDS = [
	...SIMPLIFIED_FIELDS,
	'InstanceId',
	'NationalIdentificationNumber',
	'Nationality',
	'Name',
	'AddressRow1',
	'AddressRow2',
	'PostalCode',
	'City',
	'Country',
	'EmailPrivate',
	'Phone1',
	'Phone2',
	'Phone3',
	'Phone4',
	'UnionId',
	'SalaryRevisionYear',
	'IsInAuditProcess',
	'Employment',
];

/** What is looked at before it is let go. */
const NEEDED = new Set(['Employment', 'IsInAuditProcess']);

/** What Flex sends along and the simplified output has no use for, most of it private. */
const NOT_SIMPLIFIED = EMPLOYEE_FIELDS.filter(
	(name) => !NEEDED.has(name) && !(SIMPLIFIED_FIELDS as readonly string[]).includes(name),
);

/** The fields that are in no output of the kind, nor needed to make it. */
export function unneededFor({ kind }: OutputMode): readonly string[] {
	return kind === 'simplified' ? NOT_SIMPLIFIED : [];
}

/** How an employee is emitted. */
export type OutputMode =
	{ kind: 'simplified' } | { kind: 'selected'; fields: string[] } | { kind: 'raw' };

/** What was joined to an employee; only what was included is there. */
export interface Joined {
	/** `Employee` or `External Personnel`. */
	EmploymentType?: string | null;
	/** The form of employment, such as permanent or temporary. */
	EmploymentForm?: string | null;
	/** The first and the last day of the unbroken employment. */
	EmployedSince?: string | null;
	EmployedUntil?: string | null;
	Organization?: Row;
	OrganizationCodes?: Row;
	/** Ids of the accounts behind the values. */
	OrganizationIds?: Row;
	OwnFields?: Row;
}

/** An employee with what was joined, not shaped yet. */
export interface JoinedEmployee {
	row: Row;
	employmentNumber: string | null;
	joined: Joined;
	/** Fields that Flex does not tell, whatever the record says: not empty, but not known. */
	notKnown: readonly string[];
	/** A new hire whom nobody has reviewed in Flex yet. */
	isUnderReview: boolean;
}

/**
 * Shapes employees for output. `simplified` emits the mission's fields and what was included,
 * `selected` the fields that were chosen by name and what was included, `raw` all that Flex sent and
 * what was included. Nothing else: sensitive data leaves only when it was asked for.
 *
 * A field that no employee has at all is left out, which is not the same as an empty one.
 *
 * @throws UserError `input` for a chosen field that no employee has
 */
export function shapeEmployees(employees: JoinedEmployee[], mode: OutputMode): Row[] {
	const shaped = SHAPERS[mode.kind](employees, mode as never);
	employees.forEach(({ notKnown, isUnderReview }, index) => {
		if (notKnown.length > 0) markNotKnown(shaped[index]!, notKnown);
		if (isUnderReview) shaped[index]![UNCONFIRMED] = true;
	});
	return shaped;
}

/** Takes fields away that would pass for empty ones, and says so on the record. */
function markNotKnown(record: Row, notKnown: readonly string[]): void {
	const names = new Set(notKnown.map((name) => name.toLowerCase()));
	for (const name of Object.keys(record)) if (names.has(name.toLowerCase())) delete record[name];
	record[NOT_KNOWN] = notKnown;
}

const SHAPERS: {
	[K in OutputMode['kind']]: (
		employees: JoinedEmployee[],
		mode: Extract<OutputMode, { kind: K }>,
	) => Row[];
} = {
	simplified: shapeSimplified,
	selected: shapeSelected,
	raw: shapeRaw,
};

function shapeSimplified(employees: JoinedEmployee[]): Row[] {
	const read = fieldReader(SIMPLIFIED_FIELDS);
	const picked = employees.map(({ row }) => read(row));
	const present = SIMPLIFIED_FIELDS.filter(
		(name) => read.seen.has(name) || name === 'EmploymentNumber',
	);
	return employees.map(({ employmentNumber, joined }, index) => {
		const fields = picked[index]!;
		const shaped: Row = {};
		for (const name of present) shaped[name] = fields[name] ?? null;
		shaped.EmploymentNumber = employmentNumber;
		if (read.seen.has('DateOfBirth')) shaped.DateOfBirth = withoutTime(shaped.DateOfBirth);
		return Object.assign(shaped, joined);
	});
}

function shapeRaw(employees: JoinedEmployee[]): Row[] {
	return employees.map(({ row, joined }) => {
		const known = new Set(Object.keys(row).map((name) => name.toLowerCase()));
		const added = Object.entries(joined).filter(([name]) => !known.has(name.toLowerCase()));
		return Object.fromEntries([...Object.entries(row), ...added]);
	});
}

/** The chosen names as a tree: `Employment.TaxTable` is a leaf below `Employment`. */
interface Choice {
	/** As it was written. */
	name: string;
	/** `null`: all of it. */
	below: Choices | null;
}
type Choices = Map<string, Choice>;

function shapeSelected(
	employees: JoinedEmployee[],
	mode: Extract<OutputMode, { kind: 'selected' }>,
): Row[] {
	const choices = choicesOf(['Id', 'CompanyId', ...mode.fields]);
	const found = new Set<string>();
	const shaped = employees.map(({ row, employmentNumber, joined }) => {
		// The joined values and the employment number can be chosen like any other field.
		const whole = Object.fromEntries([
			...Object.entries(row),
			...(employmentNumber === null ? [] : [['EmploymentNumber', employmentNumber]]),
		]) as Row;
		const picked = pick(whole, choices, found, '');
		for (const [name, value] of picked) {
			if (DATES.has(name.toLowerCase())) picked.set(name, withoutTime(value));
		}
		for (const [name, value] of Object.entries(joined)) {
			found.add(name.toLowerCase());
			if (isRow(value))
				for (const key of Object.keys(value)) found.add(`${name}.${key}`.toLowerCase());
			picked.set(name, value);
		}
		return Object.fromEntries(picked) as Row;
	});
	if (employees.length > 0) checkFound(mode.fields, found, employees);
	return shaped;
}

const DATES = new Set(['dateofbirth', 'fromdate', 'todate', 'tomdate']);

function choicesOf(paths: string[]): Choices {
	const top: Choices = new Map();
	for (const path of paths) {
		let level: Choices | null = top;
		const names = path.split('.');
		for (const [index, name] of names.entries()) {
			if (level === null) break;
			const isLeaf = index === names.length - 1;
			const key = name.toLowerCase();
			const known: Choice | undefined = level.get(key);
			if (known === undefined) {
				const choice: Choice = { name, below: isLeaf ? null : new Map() };
				level.set(key, choice);
				level = choice.below;
			} else {
				if (isLeaf) known.below = null;
				level = known.below;
			}
		}
	}
	return top;
}

/** Keeps what was chosen; lists stay lists, of records with the chosen fields. */
function pick(row: Row, choices: Choices, found: Set<string>, path: string): Map<string, unknown> {
	const picked = new Map<string, unknown>();
	for (const key of Object.keys(row)) {
		const lower = key.toLowerCase();
		const choice = choices.get(lower);
		if (choice === undefined) continue;
		const here = `${path}${lower}`;
		found.add(here);
		picked.set(choice.name, pickBelow(row[key], choice.below, found, `${here}.`));
	}
	return picked;
}

function pickBelow(
	value: unknown,
	choices: Choices | null,
	found: Set<string>,
	path: string,
): unknown {
	if (choices === null) return value;
	if (Array.isArray(value)) return value.map((entry) => pickBelow(entry, choices, found, path));
	return isRow(value) ? Object.fromEntries(pick(value, choices, found, path)) : null;
}

/** `a.b` and `a` of `a.b.c`. */
function partsAbove(path: string): string[] {
	const names = path.split('.');
	return names.slice(1).map((_name, index) => names.slice(0, index + 1).join('.'));
}

function checkFound(chosen: string[], found: Set<string>, employees: JoinedEmployee[]): void {
	const whole = new Set(chosen.map((path) => path.toLowerCase()));
	const missing = chosen.filter((path) => {
		const lower = path.toLowerCase();
		return !found.has(lower) && !partsAbove(lower).some((part) => whole.has(part));
	});
	if (missing.length === 0) return;
	const there = new Set<string>();
	for (const { row } of employees) for (const name of Object.keys(row)) there.add(name);
	throw new UserError(
		`No employee has the field ${missing.join(', ')}`,
		`Correct the names in Fields. Flex sent these: ${[...there].sort().join(', ')}. Employment type, organisational and own fields come with Include.`,
		'input',
	);
}
