import { addTo } from '../common/lists';
import { UserError } from '../model/userError';
import { ownValue } from '../common/json';
import { withValues } from '../apply/fieldValues';
import { valueOf } from '../model/difference';
import type { FieldChange } from '../model/change';
import type { Segment } from '../model/fields';
import type { CurrentGroup } from '../model/group';
import type { CurrentUser } from '../model/person';
import { compareText } from '../common/text';
import { readCell, writeCell } from './cells';
import {
	columnOf,
	heldFields,
	KINDS,
	ROW_KINDS,
	type Column,
	type FileColumns,
	type RowKind,
} from './columns';
import type { FileDirectory } from './directory';
import {
	allSegments,
	cellsOf,
	fromLists,
	LIST_FIELDS,
	listsIn,
	listsOf,
	managedGroups,
	ownGroup,
	type Lists,
} from './memberLists';

/** A row of a CSV file: cells by the name of their column. */
export type Row = Record<string, string>;

/**
 * Reads the rows of the files that were uploaded last. A configured column that a file does not
 * have yet is empty; so the next plan fills it.
 *
 * @param rows those of all files, in any order; of one person in the order of the file
 * @param exported people whom the target had before anything was uploaded
 * @throws UserError where the rows cannot be what was uploaded: nothing may be planned from half a
 * directory
 */
export function readRows(
	rows: ReadonlyArray<Record<string, unknown>>,
	columns: FileColumns,
	exported: ReadonlyArray<Record<string, unknown>> = [],
): FileDirectory {
	const found = rowsById(rows, columns);
	requireFilesOf(found, columns);
	const segments = new Map<string, Segment>();
	for (const [externalId, [row]] of found.segments) {
		const { name = '', category = '' } = textsOf(row!, columns.segments);
		segments.set(externalId, { category, name, externalId });
	}
	// Fields that no column holds are absent, so that nothing is ever planned for them.
	const groups = Array.from(found.groups, ([targetId, [row]]) =>
		withValues({ kind: 'group', targetId } as CurrentGroup, valuesOf(row!, columns.groups)),
	);
	const managerOf = new Map<string, string>();
	const users = Array.from(found.users, ([targetId, own]) => {
		const lists = listsIn(
			own.map((row) => listCells(row, columns.users)),
			columns.lists,
		);
		const { values, manages } = fromLists(lists, columns, segments);
		for (const id of manages) if (!managerOf.has(id)) managerOf.set(id, targetId);
		const user = { kind: 'user', targetId, active: true } as CurrentUser;
		return withValues(user, [...valuesOf(own[0]!, columns.users), ...values]);
	});
	const byRole =
		heldFields(columns).group.has('managerExternalId') &&
		columnOf(columns.groups, 'managerExternalId') === undefined;
	if (byRole) for (const one of groups) one.managerExternalId = managerOf.get(one.targetId) ?? null;
	return { users: [...users, ...exportedUsers(exported, columns)], groups };
}

/**
 * The users of an export. Somebody made by hand has no External ID, and is recognised by the
 * username. The groups and segments of the target have other names than those of HR: left out.
 */
function exportedUsers(
	rows: ReadonlyArray<Record<string, unknown>>,
	{ users }: FileColumns,
): CurrentUser[] {
	const columns = users.filter((column) => !isList(column) && column.field !== 'groupExternalId');
	const blank = users.some(({ field }) => field === 'groupExternalId' || field === 'groups');
	const seen = new Set<string>();
	return rows.map((row) => {
		const values = valuesOf(row, columns);
		const textOf = (field: string) => cellOf(row, columnOf(users, field)!).trim();
		const [externalId, username] = [textOf('externalId'), textOf('username')];
		if (username === '') throw withoutUsername(columnOf(users, 'username')!, row);
		const targetId = externalId || `username ${username.toLowerCase()}`;
		if (seen.has(targetId)) throw repeated('users', externalId || username);
		seen.add(targetId);
		return {
			...withValues({ kind: 'user', targetId, active: true } as CurrentUser, values),
			externalId: externalId || null,
			...(blank ? { groupExternalId: null } : {}),
		};
	});
}

function withoutUsername(column: string, row: Record<string, unknown>): UserError {
	const names = Object.keys(row).slice(0, 12).join(', ');
	return new UserError(
		`A row of the export of users has nothing in the column “${column}”. The columns of the export are ${names}`,
		'Name the columns in the first line of the export as under User Columns. Every row needs a username; a user who was made by hand has no External ID.',
		'input',
	);
}

/** The rows of each kind, by External ID. Only a person may have several. */
function rowsById(rows: ReadonlyArray<Record<string, unknown>>, columns: FileColumns) {
	const found: Record<RowKind, Map<string, Array<Record<string, unknown>>>> = {
		...{ users: new Map(), groups: new Map(), segments: new Map() },
	};
	const repeats = columns.lists.style === 'rows' && columns.users.some(isList);
	const own = columns.users.filter((column) => !isList(column));
	for (const row of rows) {
		const kind = kindOf(row, columns);
		const id = cellOf(row, columnOf(columns[kind], 'externalId')!);
		if (id === '') throw withoutId(kind);
		const others = found[kind].get(id);
		if (!others) found[kind].set(id, [row]);
		else if (
			kind === 'users' &&
			repeats &&
			own.every(({ name }) => cellOf(row, name) === cellOf(others[0]!, name))
		)
			others.push(row);
		else throw repeated(kind, id);
	}
	return found;
}

function isList({ field }: Column): boolean {
	return LIST_FIELDS.some((list) => list === field);
}

function cellOf(row: Record<string, unknown>, name: string): string {
	return String(ownValue(row, name) ?? '');
}

function listCells(row: Record<string, unknown>, columns: readonly Column[]): Lists {
	const cell = (field: string) => {
		const name = columnOf(columns, field);
		return name === undefined ? [] : [cellOf(row, name)];
	};
	return { groups: cell('groups'), role: cell('role'), segments: cell('segments') };
}

/** The cells of a row by their fields. */
function textsOf(row: Record<string, unknown>, columns: readonly Column[]): Record<string, string> {
	return Object.fromEntries(columns.map(({ name, field }) => [field, cellOf(row, name)]));
}

/** What the rows of people name, whose own file must be there too. */
const NAMED: ReadonlyArray<[kind: 'groups' | 'segments', one: string, fields: string[]]> = [
	['groups', 'group', ['groupExternalId', 'groups']],
	['segments', 'segment', ['segments']],
];

function requireFilesOf(
	found: Readonly<Record<RowKind, ReadonlyMap<string, ReadonlyArray<Record<string, unknown>>>>>,
	{ users }: FileColumns,
): void {
	for (const [kind, one, fields] of NAMED) {
		if (found[kind].size > 0) continue;
		const names = fields.flatMap((field) => columnOf(users, field) ?? []);
		for (const rows of found.users.values()) {
			if (!rows.some((row) => names.some((name) => cellOf(row, name) !== ''))) continue;
			throw new UserError(
				`The last file of users places people in ${kind}, but there is no ${one}: the last file of ${kind} is missing or empty`,
				`Put the file of ${kind} back: copies of what was uploaded last have the same name and end in “.sent-1” and “.sent-2”.`,
				'input',
			);
		}
	}
}

function kindOf(row: Record<string, unknown>, columns: FileColumns): RowKind {
	const has = (name: string | undefined) => name !== undefined && Object.hasOwn(row, name);
	for (const kind of ROW_KINDS) {
		if (!has(columnOf(columns[kind], KINDS[kind].key))) continue;
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
				`A row is of no user, group or segment: it has the columns ${names.slice(0, 12).join(', ')}`,
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
	return columns.flatMap((column) => {
		const { name, field, constant } = column;
		if (constant !== undefined || isList(column)) return [];
		return [{ field, from: null, to: readCell(field, cellOf(row, name)) }];
	});
}

/**
 * The rows of one file: segments by category and name, groups each after the group above it, users
 * in the order of their External IDs.
 */
export function rowsOf(kind: RowKind, directory: FileDirectory, columns: FileColumns): Row[] {
	const { users, groups } = directory;
	if (kind === 'groups') {
		return parentsFirst(groups).map((group) =>
			rowOf(columns.groups, (field) => writeCell(field, valueOf(group, field))),
		);
	}
	if (kind === 'segments') {
		if (columnOf(columns.users, 'segments') === undefined) return [];
		return allSegments(users).map((segment) =>
			rowOf(columns.segments, (field) => segment[field as keyof Segment]),
		);
	}
	const managed = managedGroups(directory);
	const hasLists = columns.users.some(isList);
	// Whom HR has not been matched with stays as the target has it: such a user is in no file.
	const known = users.filter(({ externalId }) => externalId !== null);
	return known.sort(byExternalId).flatMap((user) => {
		const rows: ReadonlyArray<Partial<Record<string, string[]>>> = hasLists
			? cellsOf(listsOf(user, managed, columns), columns.lists)
			: [{}];
		const own = ownGroup(user, managed, columns);
		return rows.map((lists) =>
			rowOf(columns.users, (field) =>
				field === 'groupExternalId'
					? own
					: (lists[field]?.[0] ?? writeCell(field, valueOf(user, field))),
			),
		);
	});
}

function rowOf(columns: readonly Column[], cellOf: (field: string) => string): Row {
	return Object.fromEntries(
		columns.map(({ name, field, constant }) => [name, constant ?? cellOf(field)]),
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
