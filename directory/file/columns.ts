import { attributeName, GROUP_FIELDS, namesOf, USER_FIELDS } from '../model/fields';
import type { Systems } from '../model/systems';
import { UserError } from '../model/userError';

/** A column of a file and what it holds. */
export interface Column {
	name: string;
	/** A field of the kind of row, or `attributes.<name>`; of a constant, none. */
	field: string;
	/** The same text in every row. */
	constant?: string;
}

export type RowKind = 'users' | 'groups' | 'segments';

/** How a file of users holds several groups or segments of one person. */
export interface ListFormat {
	/** All in one cell, or a row for each. */
	style: 'cell' | 'rows';
	/** Between them in a cell. */
	separator: string;
}

/** What a target calls the two roles of a person in a group. */
export interface Roles {
	manager: string;
	member: string;
}

/** Which columns the files have, in their order, and how they hold lists and roles. */
export interface FileColumns extends Record<RowKind, Column[]> {
	lists: ListFormat;
	roles: Roles;
}

/** How a target takes files. */
export interface FileFormat {
	systems: Systems;
	/** Its columns as lines, `<name of the column> = <field>`. */
	columns: Record<RowKind, string>;
	lists: ListFormat;
	roles: Roles;
}

interface KindOfRow {
	fields: readonly string[];
	required: readonly string[];
	/** The field by whose column a row is known to be of this kind. */
	key: string;
	hasAttributes?: true;
}

const SEGMENT_FIELDS = ['externalId', 'name', 'category'];

/** The kinds of rows, in the order in which a target must read them: what others refer to comes first. */
export const KINDS: Readonly<Record<RowKind, KindOfRow>> = {
	segments: { fields: SEGMENT_FIELDS, required: SEGMENT_FIELDS, key: 'name' },
	groups: {
		fields: namesOf(GROUP_FIELDS),
		required: requiredOf(GROUP_FIELDS),
		key: 'name',
		hasAttributes: true,
	},
	users: {
		// `groups`: own group, then `attributes.groups`, then, beside `role`, those that the person manages.
		fields: [...namesOf(USER_FIELDS), 'groups', 'role'],
		required: requiredOf(USER_FIELDS),
		key: 'username',
		hasAttributes: true,
	},
};
export const ROW_KINDS = Object.keys(KINDS) as RowKind[];

function requiredOf(table: typeof USER_FIELDS | typeof GROUP_FIELDS): string[] {
	return Object.entries(table).flatMap(([name, field]) => ('isRequired' in field ? [name] : []));
}

/**
 * Reads the columns of all files, and makes sure that the rows of one can be told from those of another.
 *
 * @param texts one line a column, `<name of the column> = <field>` or `<name> = "<constant>"`; a
 * blank text is the default
 * @param format the defaults, and the name of the target
 * @throws UserError
 */
export function readColumns(
	texts: Partial<Record<RowKind, string>>,
	format: FileFormat,
	lists: ListFormat = format.lists,
): FileColumns {
	const read = (kind: RowKind) => columnsOf(kind, texts[kind], format);
	const { roles } = format;
	const columns: FileColumns = {
		...{ users: read('users'), groups: read('groups'), segments: read('segments') },
		...{ lists, roles },
	};
	for (const kind of ROW_KINDS) {
		const key = columnOf(columns[kind], KINDS[kind].key);
		for (const other of ROW_KINDS) {
			if (other === kind || !columns[other].some(({ name }) => name === key)) continue;
			throw new UserError(
				`The column “${key}” is both in the file of ${kind} and in that of ${other}, so their rows cannot be told apart`,
				`Give the column of the ${KINDS[kind].key} in the file of ${kind} a name that the file of ${other} does not have.`,
				'input',
			);
		}
	}
	requireRoles(columns.users);
	return columns;
}

function requireRoles(users: readonly Column[]): void {
	const has = (field: string) => columnOf(users, field) !== undefined;
	if (!has('role') || has('groups') || has('groupExternalId')) return;
	throw new UserError(
		'The columns of users have a role, but no group',
		'Add a column for “groupExternalId” or “groups”, in which the person has this role.',
		'input',
	);
}

/** The name of the column that holds a field; `undefined` where none does. */
export function columnOf(columns: readonly Column[], field: string): string | undefined {
	return columns.find((column) => column.field === field)?.name;
}

/** The fields that the files hold: of users, and of groups. */
export function heldFields({ users, groups }: FileColumns): Record<'user' | 'group', Set<string>> {
	const held = {
		user: new Set(users.map(({ field }) => field)),
		group: new Set(groups.map(({ field }) => field)),
	};
	if (held.user.has('groups')) {
		held.user.add('groupExternalId').add(FURTHER_GROUPS);
		if (held.user.has('role')) held.group.add('managerExternalId');
	}
	return held;
}

/** The further groups of a person, as a list of External IDs; the own one is `groupExternalId`. */
export const FURTHER_GROUPS = 'attributes.groups';

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
		for (const { [part]: value, constant } of columns) {
			if (part === 'field' && constant !== undefined) continue;
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
	const missing = KINDS[kind].required.filter((field) => columnOf(columns, field) === undefined);
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
	const constant = constantIn(line);
	const at = line.lastIndexOf('=', constant ? constant.at : line.length);
	const name = line.slice(0, at).trim();
	const field = constant ? '' : line.slice(at + 1).trim();
	if (at < 0 || name === '' || (field === '' && !constant)) {
		throw new UserError(
			`The line “${line}” in the columns of ${kind} is not of the form “Column = field”`,
			'Write the name of the column, an equals sign, and the field, one column a line. Put a text that is the same in every row in quotation marks: Column = "text".',
			'input',
		);
	}
	const { fields, hasAttributes } = KINDS[kind];
	const isAttribute = hasAttributes && attributeName(field);
	if (!constant && !fields.includes(field) && !isAttribute) {
		throw new UserError(
			`The column “${name}” in the columns of ${kind} has the field “${field}”, which there is not`,
			`Fields are: ${fields.join(', ')}${hasAttributes ? ', or attributes.<name>' : ''}.`,
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
	return constant ? { name, field, constant: constant.text } : { name, field };
}

/** The text in quotation marks behind the last equals sign, and where it begins. */
function constantIn(line: string): { text: string; at: number } | undefined {
	if (!line.endsWith('"')) return undefined;
	const at = line.lastIndexOf('"', line.length - 2);
	if (at < 0 || !line.slice(0, at).trimEnd().endsWith('=')) return undefined;
	return { text: line.slice(at + 1, -1), at };
}
