import { addTo } from '../../../directory/common/lists';
import { UserError } from '../../../directory/model/userError';
import { isUnreadable } from './unreadable';
import { withoutTime } from './dates';
import { inForce, type Period } from './periods';
import type { Company } from './company';
import type { Notices } from './notices';
import type { FlexReader } from './reader';
import { optionalText, requiredDays, requiredId } from './required';
import { columnsOf, fieldOf, fieldReader, idKey, type Row } from './row';

/** The kinds of fields that customers define, each with two lists of its own. */
export const KINDS = ['text', 'date', 'numerical', 'assessment'] as const;
type Kind = (typeof KINDS)[number];

interface OwnValue extends Period {
	value: unknown;
}

interface OwnField {
	name: string;
	/** By employee. */
	values: Map<string, OwnValue[]>;
}

/** A company's own fields, ready to be asked about its employees. */
export class OwnFields {
	constructor(private readonly fields: OwnField[]) {}

	/** Every own field of the company with the employee's value, `null` where there is none. */
	valuesOf(employeeId: string, day: string): Array<[name: string, value: unknown]> {
		return this.fields.map(({ name, values }) => [
			name,
			inForce(values.get(employeeId) ?? [], day)?.value ?? null,
		]);
	}
}

/**
 * Reads the fields that the customer has defined and everybody's values in them: two lists for
 * each kind of field, none per employee. A kind that cannot be read is left out with a notice.
 *
 * @throws UserError `unreadable` if no kind can be read
 */
export async function readOwnFields(
	reader: FlexReader,
	company: Company,
	notices: Notices,
): Promise<OwnFields> {
	const found = await Promise.all(
		KINDS.map(
			async (kind) =>
				await readKind(reader, company, kind, notices).catch((error: unknown) => {
					if (isUnreadable(error)) return null;
					throw error;
				}),
		),
	);
	const unreadable = KINDS.filter((_kind, index) => found[index] === null);
	if (unreadable.length === KINDS.length) {
		throw new UserError(
			`Flex does not let the own fields of the company ${company.label} be read`,
			'Give the API user the right to read own fields in Flex, or remove Own Fields from Include.',
			'unreadable',
		);
	}
	if (unreadable.length > 0) {
		notices.add(
			`Own fields of the kind ${unreadable.join(', ')} of ${company.label} cannot be read and are left out.`,
		);
	}
	return new OwnFields(withDistinctNames(found.flatMap((fields) => fields ?? [])));
}

async function readKind(
	reader: FlexReader,
	company: Company,
	kind: Kind,
	notices: Notices,
): Promise<Array<[id: string, field: OwnField]>> {
	const what = `own ${kind} fields of ${company.label}`;
	const whatValues = `values of the ${what}`;
	const [definitions, values] = await Promise.all([
		reader.list(`/own${kind}fields`, company.query, what),
		reader.list(`/own${kind}fieldvalues`, company.query, whatValues),
	]);
	if (values.length > 0 && !hasValues(values, kind)) {
		// Only what names employees is a list of values at all.
		for (const row of values) requiredId(fieldOf(row, 'EmployeeId'), 'EmployeeId', whatValues);
		notices.add(
			`Flex sends own ${kind} fields without their values, so these fields are left out. Ask Flex support how to read them.`,
		);
		return [];
	}
	const fields = new Map<string, OwnField>();
	const readDefinition = fieldReader(['Id', 'Name', 'Caption', 'Description']);
	for (const row of definitions) {
		const { Id, Name, Caption, Description } = readDefinition(row);
		const id = requiredId(Id, 'Id', what);
		const name =
			optionalText(Name, 'Name', what) ??
			optionalText(Caption, 'Caption', what) ??
			optionalText(Description, 'Description', what) ??
			id;
		fields.set(id, { name, values: new Map() });
	}
	// The reference to the field was never seen in an answer, so its usual names are tried.
	const readValue = fieldReader([
		'Id',
		'EmployeeId',
		`own${kind}FieldId`,
		'OwnFieldId',
		'FieldId',
		'FromDate',
		'ToDate',
		'TomDate',
	]);
	for (const row of values) {
		const read = readValue(row);
		const employeeId = requiredId(read.EmployeeId, 'EmployeeId', whatValues);
		const reference = read[`own${kind}FieldId`] ?? read.OwnFieldId ?? read.FieldId;
		const field = fields.get(requiredId(reference, 'field', whatValues));
		if (field === undefined) continue;
		const value = {
			...requiredDays(read, whatValues),
			id: idKey(read.Id) ?? '',
			value: valueOf(row, kind),
		};
		addTo(field.values, employeeId, value);
	}
	return [...fields];
}

function hasValues(rows: readonly Row[], kind: Kind): boolean {
	const columns = columnsOf(rows);
	return columns.has('value') || columns.has(`${kind}value`);
}

function valueOf(row: Row, kind: Kind): unknown {
	const value = fieldOf(row, 'Value') ?? fieldOf(row, `${kind}Value`) ?? null;
	return kind === 'date' ? withoutTime(value) : value;
}

/** Own fields of one name would hide each other: all of them get their id behind the name. */
function withDistinctNames(fields: Array<[id: string, field: OwnField]>): OwnField[] {
	const count = new Map<string, number>();
	for (const [, { name }] of fields) count.set(name, (count.get(name) ?? 0) + 1);
	return fields.map(([id, field]) =>
		count.get(field.name) === 1 ? field : { ...field, name: `${field.name} (${id})` },
	);
}
