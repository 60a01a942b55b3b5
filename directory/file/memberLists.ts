import { addTo } from '../common/lists';
import { compareText } from '../common/text';
import type { FieldChange } from '../model/change';
import { valueOf } from '../model/difference';
import type { Segment } from '../model/fields';
import type { CurrentUser } from '../model/person';
import { UserError } from '../model/userError';
import { columnOf, FURTHER_GROUPS, type FileColumns } from './columns';
import type { FileDirectory } from './directory';

/**
 * What a file of users holds several of: groups, the role in each of them, and segments. They are
 * in one cell, or each in a row of its own.
 */
export const LIST_FIELDS = ['groups', 'role', 'segments'] as const;
export type ListField = (typeof LIST_FIELDS)[number];
/** The texts of each list; those of `groups` and `role` go together. */
export type Lists = Record<ListField, string[]>;

/** The groups that each person manages, by External ID of the person. */
export function managedGroups({ groups }: FileDirectory): Map<string, string[]> {
	const managed = new Map<string, string[]>();
	for (const { managerExternalId, externalId } of groups) {
		if (managerExternalId && externalId !== null) addTo(managed, managerExternalId, externalId);
	}
	for (const ids of managed.values()) ids.sort(compareText);
	return managed;
}

/** Whether each row names one group and the role in it: somebody who manages one is no member. */
function isOneRole({ users }: FileColumns): boolean {
	return columnOf(users, 'role') !== undefined && columnOf(users, 'groups') === undefined;
}

/** The group in the row of a person, where it has one group: with a role, one that is managed, too. */
export function ownGroup(
	{ groupExternalId, externalId }: CurrentUser,
	managed: ReadonlyMap<string, string[]>,
	columns: FileColumns,
): string {
	const [first = ''] = isOneRole(columns) ? (managed.get(externalId ?? '') ?? []) : [];
	return groupExternalId ?? first;
}

/**
 * The lists of one person. The own group comes first; where there is none, but a further one, an
 * empty text is in its place.
 */
export function listsOf(
	user: CurrentUser,
	managed: ReadonlyMap<string, string[]>,
	columns: FileColumns,
): Lists {
	const { users, roles } = columns;
	const has = (field: ListField) => columnOf(users, field) !== undefined;
	const segments = has('segments') ? segmentsOf(user).map(({ externalId }) => externalId) : [];
	const own = ownGroup(user, managed, columns);
	const managedOnes = has('role') ? (managed.get(user.externalId ?? '') ?? []) : [];
	if (!has('groups')) {
		const role = managedOnes.includes(own) ? roles.manager : roles.member;
		return { groups: [], role: has('role') && own !== '' ? [role] : [], segments };
	}
	const further = furtherGroups(user);
	const member = own === '' && further.length === 0 ? [] : [own, ...further];
	const role = [
		...member.map((group) => (group === '' ? '' : roles.member)),
		...managedOnes.map(() => roles.manager),
	];
	return { groups: [...member, ...managedOnes], role: has('role') ? role : [], segments };
}

/** What the lists of one person's rows say of the person, and the groups that it manages by them. */
export function fromLists(
	lists: Lists,
	{ users, roles }: FileColumns,
	segmentById: ReadonlyMap<string, Segment>,
): { values: FieldChange[]; manages: string[] } {
	const values: FieldChange[] = [];
	const manages: string[] = [];
	if (columnOf(users, 'segments') !== undefined) {
		// A segment that the file of segments does not have is planned again, with its name.
		const to = lists.segments.flatMap((id) => segmentById.get(id) ?? []);
		values.push({ field: 'segments', from: null, to });
	}
	const isManager = (i: number) => lists.role[i]?.toLowerCase() === roles.manager.toLowerCase();
	if (columnOf(users, 'groups') === undefined) {
		if (isManager(0)) values.push({ field: 'groupExternalId', from: null, to: null });
		return { values, manages };
	}
	const member: string[] = [];
	for (const [i, group] of lists.groups.entries()) {
		(isManager(i) ? manages : member).push(group);
	}
	const [own = '', ...further] = member;
	if (columnOf(users, 'groupExternalId') === undefined) {
		values.push({ field: 'groupExternalId', from: null, to: own || null });
	}
	const others = further.filter((group) => group !== '');
	values.push({ field: FURTHER_GROUPS, from: null, to: others.length > 0 ? others : null });
	return { values, manages };
}

function segmentsOf({ segments }: CurrentUser): Segment[] {
	return [...(segments ?? [])].sort((a, b) => compareText(a.externalId, b.externalId));
}

/** Every segment that somebody has, once: by category and name. */
export function allSegments(users: readonly CurrentUser[]): Segment[] {
	const spellings = new Map<string, Map<string, { segment: Segment; people: number }>>();
	for (const user of users) {
		for (const segment of user.segments ?? []) {
			const { externalId, category, name } = segment;
			let known = spellings.get(externalId);
			if (!known) spellings.set(externalId, (known = new Map()));
			const key = JSON.stringify([category, name]);
			const found = known.get(key);
			if (found) found.people++;
			else known.set(key, { segment, people: 1 });
		}
	}
	// A renamed segment, while the change of somebody is held: what most people have counts.
	const most = [...spellings.values()].map(
		(known) =>
			[...known].sort(([a, one], [b, two]) => two.people - one.people || compareText(a, b))[0]![1]
				.segment,
	);
	return most.sort(
		(a, b) =>
			compareText(a.category, b.category) ||
			compareText(a.name, b.name) ||
			compareText(a.externalId, b.externalId),
	);
}

function furtherGroups(user: CurrentUser): string[] {
	const value = valueOf(user, FURTHER_GROUPS) ?? [];
	return (Array.isArray(value) ? value : [value]).map(String).filter((id) => id !== '');
}

/** The cells of the lists, for each row of the person. */
export function cellsOf(lists: Lists, { style, separator }: FileColumns['lists']): Lists[] {
	if (style === 'cell') {
		const joined = LIST_FIELDS.map((field) => [field, [join(lists[field], separator)]]);
		return [Object.fromEntries(joined) as Lists];
	}
	const count = LIST_FIELDS.reduce((most, field) => Math.max(most, lists[field].length), 1);
	return Array.from({ length: count }, (_, i) => {
		const cells = LIST_FIELDS.map((field) => [field, [lists[field][i] ?? '']]);
		return Object.fromEntries(cells) as Lists;
	});
}

function join(texts: readonly string[], separator: string): string {
	const broken = texts.find((text) => text.includes(separator));
	if (broken === undefined) return texts.join(separator);
	throw new UserError(
		`The External ID “${broken}” contains “${separator}”, which separates several of them in one cell`,
		'Choose another List Separator that no External ID contains, or a row for each group.',
		'input',
	);
}

/** The lists in the cells of one person's rows. */
export function listsIn(rows: readonly Lists[], { style, separator }: FileColumns['lists']): Lists {
	const read = (field: ListField) => {
		const cells = rows.map(({ [field]: [cell = ''] }) => cell);
		const texts =
			style === 'rows' ? cells : cells.flatMap((cell) => (cell ? cell.split(separator) : []));
		return texts.slice(0, texts.findLastIndex((text) => text !== '') + 1);
	};
	return { groups: read('groups'), role: read('role'), segments: read('segments') };
}
