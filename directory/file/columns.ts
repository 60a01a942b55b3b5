import { attributeName, GROUP_FIELDS, namesOf, USER_FIELDS, type Field } from '../model/fields';
import type { Systems } from '../model/systems';
import { UserError } from '../model/userError';

/** A column of a file and the field of a user or group that it holds. */
export interface Column {
	name: string;
	/** A field of Person or Group, `active`, or `attributes.<name>`. */
	field: string;
}

/** Which columns the two files have, in their order. */
export interface FileColumns {
	users: Column[];
	groups: Column[];
}

export type RowKind = keyof FileColumns;

/** How a target takes files. */
export interface FileFormat {
	systems: Systems;
	/** Its columns as lines, `<name of the column> = <field>`. */
	columns: Record<RowKind, string>;
}

const FIELDS: Record<RowKind, Readonly<Record<string, Field>>> = {
	users: USER_FIELDS,
	groups: GROUP_FIELDS,
};

/** The column by which a row is known to be of a user or of a group. */
export const KIND_FIELD: Record<RowKind, string> = { users: 'username', groups: 'name' };

/**
 * Reads the two mappings, and makes sure that the rows of the two files can be told apart.
 *
 * @param texts one line a column, `<name of the column> = <field>`; a blank text is the default
 * @param format the default, and the name of the target
 * @throws UserError
 */
export function readColumns(
	texts: Partial<Record<RowKind, string>>,
	format: FileFormat,
): FileColumns {
	const columns = {
		users: columnsOf('users', texts.users, format),
		groups: columnsOf('groups', texts.groups, format),
	};
	for (const [kind, other] of [
		['users', 'groups'],
		['groups', 'users'],
	] as const) {
		const key = columnOf(columns[kind], KIND_FIELD[kind]);
		if (columns[other].some(({ name }) => name === key)) {
			throw new UserError(
				`The column “${key}” is in both files, so their rows cannot be told apart`,
				`Give the column of the ${KIND_FIELD[kind]} in the file of ${kind} a name that the file of ${other} does not have.`,
				'input',
			);
		}
	}
	return columns;
}

/** The name of the column that holds a field; `undefined` where none does. */
export function columnOf(columns: readonly Column[], field: string): string | undefined {
	return columns.find((column) => column.field === field)?.name;
}

function columnsOf(
	kind: RowKind,
	given = '',
	{ columns: defaults, systems }: FileFormat,
): Column[] {
	const lines = (given.trim() === '' ? defaults[kind] : given)
		.split(/\r?\n/u)
		.map((line) => line.trim())
		.filter((line) => line !== '');
	const columns = lines.map((line) => columnIn(line, kind, systems));
	for (const part of ['name', 'field'] as const) {
		const seen = new Set<string>();
		for (const { [part]: value } of columns) {
			if (seen.has(value)) {
				throw new UserError(
					`The ${part === 'name' ? 'column' : 'field'} “${value}” comes twice in the columns of ${kind}`,
					'Remove one of the two lines.',
					'input',
				);
			}
			seen.add(value);
		}
	}
	const missing = namesOf(FIELDS[kind]).filter(
		(field) => FIELDS[kind][field]!.isRequired && columnOf(columns, field) === undefined,
	);
	if (missing.length > 0) {
		throw new UserError(
			`The columns of ${kind} lack ${missing.join(', ')}, which ${systems.target} needs of all ${kind}`,
			`Add a line for each, such as “${missing[0]!} = ${missing[0]!}” with the name of the column on the left.`,
			'input',
		);
	}
	return columns;
}

function columnIn(line: string, kind: RowKind, systems: Systems): Column {
	const at = line.lastIndexOf('=');
	const [name, field] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
	if (at < 0 || name === '' || field === '') {
		throw new UserError(
			`The line “${line}” in the columns of ${kind} is not of the form “Column = field”`,
			'Write the name of the column, an equals sign, and the field, one column a line.',
			'input',
		);
	}
	const known = namesOf(FIELDS[kind]);
	if (!known.includes(field) && !attributeName(field)) {
		throw new UserError(
			`The column “${name}” in the columns of ${kind} has the field “${field}”, which there is not`,
			`Fields are: ${known.join(', ')}, or attributes.<name>.`,
			'input',
		);
	}
	// n8n keeps rows as objects, which put such names first, or lose them.
	if (/^\d+$/.test(name) || name === '__proto__') {
		throw new UserError(
			`A column cannot be called “${name}”, since n8n would not keep it in its place`,
			`Agree on another name with ${systems.target}.`,
			'input',
		);
	}
	return { name, field };
}
