import { addTo } from '../common/lists';
import { UserError } from '../model/userError';
import { ownValue } from '../common/json';
import { withValues } from '../apply/fieldValues';
import { valueOf } from '../model/difference';
import type { FieldChange } from '../model/change';
import type { CurrentGroup } from '../model/group';
import type { CurrentUser } from '../model/person';
import { compareText } from '../common/text';
import { readCell, writeCell } from './cells';
import { columnOf, KIND_FIELD, type Column, type FileColumns, type RowKind } from './columns';
import type { FileDirectory } from './directory';

/** A row of a CSV file: cells by the name of their column. */
export type Row = Record<string, string>;

/**
 * Reads the rows of the files that were uploaded last. A configured column that a file does not
 * have yet is empty; so the next plan fills it.
 *
 * @param rows those of both files, in any order
 * @throws UserError where the rows cannot be what was uploaded: nothing may be planned from half a
 * directory
 */
export function readRows(rows: ReadonlyArray<Record<string, unknown>>, columns: FileColumns) {
	const directory: FileDirectory = { users: [], groups: [] };
	const seen: Record<RowKind, Set<string>> = { users: new Set(), groups: new Set() };
	for (const row of rows) {
		const kind = kindOf(row, columns);
		const values = valuesOf(row, columns[kind]);
		const id = values.find(({ field }) => field === 'externalId')?.to;
		if (typeof id !== 'string') throw withoutId(kind);
		if (seen[kind].has(id)) throw repeated(kind, id);
		seen[kind].add(id);
		// Fields that no column holds are absent, so that nothing is ever planned for them.
		if (kind === 'users') {
			const user = { kind: 'user', targetId: id, active: true } as CurrentUser;
			directory.users.push(withValues(user, values));
		} else {
			directory.groups.push(withValues({ kind: 'group', targetId: id } as CurrentGroup, values));
		}
	}
	if (directory.groups.length === 0 && directory.users.some((user) => user.groupExternalId)) {
		throw new UserError(
			'The last file of users places people in groups, but there is no group: the last file of groups is missing or empty',
			'Put the file of groups back: copies of what was uploaded last have the same name and end in “.sent-1” and “.sent-2”.',
			'input',
		);
	}
	return directory;
}

function kindOf(row: Record<string, unknown>, columns: FileColumns): RowKind {
	const has = (name: string | undefined) => name !== undefined && Object.hasOwn(row, name);
	for (const kind of ['users', 'groups'] as const) {
		if (!has(columnOf(columns[kind], KIND_FIELD[kind]))) continue;
		const id = columnOf(columns[kind], 'externalId')!;
		if (has(id)) return kind;
		throw new UserError(`The last file of ${kind} has no column “${id}”`, OTHER_COLUMNS, 'input');
	}
	const names = Object.keys(row);
	throw names.length === 0
		? new UserError(
				'The last file has no rows',
				'An empty file would look like a directory without anybody. Put the file back that was uploaded last, or remove the empty one.',
				'input',
			)
		: new UserError(
				`A row is neither of a user nor of a group: it has the columns ${names.slice(0, 12).join(', ')}`,
				OTHER_COLUMNS,
				'input',
			);
}

const OTHER_COLUMNS =
	'Check the names under User Columns and Group Columns. Where you have given a column another name, rename it in the first line of the file that was read, too.';

function withoutId(kind: RowKind): UserError {
	return new UserError(
		`A row in the last file of ${kind} has no External ID`,
		'Put the file back as it was uploaded: its rows are what the next plan starts from.',
		'input',
	);
}

function repeated(kind: RowKind, id: string): UserError {
	return new UserError(
		`Two rows in the last file of ${kind} have the External ID ${id}`,
		'Remove one of them, or put the file back as it was uploaded.',
		'input',
	);
}

function valuesOf(row: Record<string, unknown>, columns: readonly Column[]): FieldChange[] {
	return columns.map(({ name, field }) => {
		const cell = ownValue(row, name) ?? '';
		return { field, from: null, to: readCell(field, String(cell)) };
	});
}

/** The rows of the file of users, in the order of their External IDs. */
export function userRows(users: readonly CurrentUser[], columns: readonly Column[]): Row[] {
	return [...users].sort(byExternalId).map((user) => rowOf(user, columns));
}

/** The rows of the file of groups: each after the group above it, else by External ID. */
export function groupRows(groups: readonly CurrentGroup[], columns: readonly Column[]): Row[] {
	return parentsFirst(groups).map((group) => rowOf(group, columns));
}

function rowOf(entry: CurrentUser | CurrentGroup, columns: readonly Column[]): Row {
	return Object.fromEntries(
		columns.map(({ name, field }) => [name, writeCell(field, valueOf(entry, field))]),
	);
}

function byExternalId(a: { externalId: string | null }, b: { externalId: string | null }): number {
	return compareText(a.externalId ?? '', b.externalId ?? '');
}

function parentsFirst(groups: readonly CurrentGroup[]): CurrentGroup[] {
	const sorted = [...groups].sort(byExternalId);
	const ids = new Set(sorted.map(({ externalId }) => externalId));
	const below = new Map<string | null, CurrentGroup[]>();
	for (const group of sorted) {
		const parent = group.parentExternalId ?? null;
		const above = parent !== null && ids.has(parent) ? parent : null;
		addTo(below, above, group);
	}
	const ordered = new Set<CurrentGroup>(below.get(null));
	// A set is walked in the order of insertion, what is added on the way included.
	for (const { externalId } of ordered)
		for (const child of below.get(externalId) ?? []) ordered.add(child);
	// Groups in a circle hang below none of the others.
	for (const group of sorted) ordered.add(group);
	return [...ordered];
}
