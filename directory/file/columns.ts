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

/**
 * Winningtemp's column names are not public (facts: "CSV over SFTP"). These are the terms of its
 * article on the integration with Flex.
 */
export const DEFAULT_COLUMNS: Record<RowKind, string> = {
	users: `External ID = externalId
Username = username
Email = email
First Name = firstName
Last Name = lastName
Gender = gender
Birthday = birthday
Manager External ID = managerExternalId
Exclude from Surveys = excludeFromSurveys
Group External ID = groupExternalId`,
	groups: `Group External ID = externalId
Group Name = name
Parent Group External ID = parentExternalId
Group Manager External ID = managerExternalId`,
};

/** What Winningtemp wants of every user and group (facts: "What the values mean"). */
const MANDATORY: Record<RowKind, readonly string[]> = {
	users: ['externalId', 'username', 'firstName', 'lastName'],
	groups: ['externalId', 'name'],
};

const OPTIONAL: Record<RowKind, readonly string[]> = {
	users: [
		'email',
		'gender',
		'birthday',
		'managerExternalId',
		'excludeFromSurveys',
		'groupExternalId',
		'active',
	],
	groups: ['parentExternalId', 'managerExternalId'],
};

const ATTRIBUTE = /^attributes\../;

/** The column by which a row is known to be of a user or of a group. */
export const TELLING_FIELD: Record<RowKind, string> = { users: 'username', groups: 'name' };

/**
 * Reads the two mappings, and makes sure that the rows of the two files can be told apart.
 *
 * @param texts one line a column, `<name of the column> = <field>`; a blank text is the default
 * @throws UserError
 */
export function readColumns(texts: Partial<Record<RowKind, string>>): FileColumns {
	const columns = {
		users: columnsOf('users', texts.users),
		groups: columnsOf('groups', texts.groups),
	};
	for (const [kind, other] of [
		['users', 'groups'],
		['groups', 'users'],
	] as const) {
		const telling = columnOf(columns[kind], TELLING_FIELD[kind]);
		if (columns[other].some(({ name }) => name === telling)) {
			throw new UserError(
				`The column “${telling}” is in both files, so their rows cannot be told apart`,
				`Give the column of the ${TELLING_FIELD[kind]} in the file of ${kind} a name that the file of ${other} does not have.`,
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

function columnsOf(kind: RowKind, given = ''): Column[] {
	const lines = (given.trim() === '' ? DEFAULT_COLUMNS[kind] : given)
		.split(/\r?\n/u)
		.map((line) => line.trim())
		.filter((line) => line !== '');
	const columns = lines.map((line) => columnIn(line, kind));
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
	const missing = MANDATORY[kind].filter((field) => columnOf(columns, field) === undefined);
	if (missing.length > 0) {
		throw new UserError(
			`The columns of ${kind} lack ${missing.join(', ')}, which Winningtemp wants of all ${kind}`,
			`Add a line for each, such as “${missing[0]!} = ${missing[0]!}” with the name of the column on the left.`,
			'input',
		);
	}
	return columns;
}

function columnIn(line: string, kind: RowKind): Column {
	const at = line.lastIndexOf('=');
	const [name, field] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
	if (at < 0 || name === '' || field === '') {
		throw new UserError(
			`The line “${line}” in the columns of ${kind} is not of the form “Column = field”`,
			'Write the name of the column, an equals sign, and the field, one column a line.',
			'input',
		);
	}
	const known = [...MANDATORY[kind], ...OPTIONAL[kind]];
	if (!known.includes(field) && !(kind === 'users' && ATTRIBUTE.test(field))) {
		const attributes = kind === 'users' ? ', or attributes.<name>' : '';
		throw new UserError(
			`The column “${name}” in the columns of ${kind} has the field “${field}”, which there is not`,
			`Fields are: ${known.join(', ')}${attributes}.`,
			'input',
		);
	}
	// n8n keeps rows as objects, which put such names first, or lose them.
	if (/^\d+$/.test(name) || name === '__proto__') {
		throw new UserError(
			`A column cannot be called “${name}”, since n8n would not keep it in its place`,
			'Agree upon another name with Winningtemp.',
			'input',
		);
	}
	return { name, field };
}
