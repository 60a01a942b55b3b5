import { canonicalJson, isRecord, ownValue, setOwnValue, type JsonValue } from '../common/json';
import { cleanName, compareText, isDamaged } from '../common/text';
import type { Finding } from '../model/finding';
import { UNKNOWN, type FieldReader } from './field';
import { Tally } from '../common/tally';
import type { ItemRecord, Member, Place } from './types';

/** What the items say about one group. */
export interface GroupRecord {
	id: string;
	names: Tally;
	/** External IDs of the group above, as often as they were given. */
	parents: Tally;
	/**
	 * The id, a name or a parent in which a letter was lost, or `null` for one that is not known in this
	 * run; a name or parent from another item counts.
	 */
	unreadable: Partial<Record<GroupPart, string | null>>;
	/** An item of its own describes it, and is believed rather than people's. */
	described: boolean;
	/** Further values that descriptions bring. */
	attributes?: Record<string, JsonValue>;
	members: Member[];
}

/** What the fields say that speak of a person's group. */
export type GroupPart = 'id' | 'name' | 'parentId';
export type GroupFields = Record<GroupPart, FieldReader>;

interface Gathered {
	/** By id. */
	groups: Map<string, GroupRecord>;
	/** The people who are in none. */
	unplaced: Member[];
	/** Those of whom nobody can say where they belong. */
	undecided: Array<{ member: Member; why: Finding }>;
}

/**
 * Gathers what descriptions of groups and people's own items say about each group.
 *
 * @param placeOf where a person who names no group belongs; `null`: in none
 */
export function gatherGroups(
	members: readonly Member[],
	descriptions: readonly ItemRecord[],
	fields: GroupFields,
	placeOf: (person: ItemRecord) => Place | null,
): Gathered {
	const groups = new Map<string, GroupRecord>();
	for (const description of descriptions) {
		const group = groupOf(groups, groupIdOf(description, fields.id));
		group.described = true;
		addNameAndParent(group, description, fields);
		if (isRecord(description.attributes)) addAttributes(group, description.attributes);
	}
	const unplaced: Member[] = [];
	const undecided: Gathered['undecided'] = [];
	for (const member of members) {
		let id = groupIdOf(member.record, fields.id);
		const place = id === '' ? placeOf(member.record) : null;
		if (place && 'undecided' in place) {
			member.groupExternalId = undefined;
			undecided.push({ member, why: place.undecided });
			continue;
		}
		id ||= place?.id ?? '';
		if (id === '') {
			unplaced.push(member);
			continue;
		}
		const group = groupOf(groups, id);
		group.members.push(member);
		if (!group.described) addNameAndParent(group, member.record, fields);
	}
	return { groups, unplaced, undecided };
}

/** Reads the id of a group, of whatever type. */
export type GroupIdReader = FieldReader;

/** The group id of an item; empty where it has none. */
export function groupIdOf(record: ItemRecord, read: GroupIdReader): string {
	return textOf(read(record));
}

/** An id or name as text; empty where there is none, or it is a list or an object. */
export function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? cleanName(value) : '';
}

function groupOf(groups: Map<string, GroupRecord>, id: string): GroupRecord {
	let group = groups.get(id);
	if (!group) {
		group = {
			...{ id, names: new Tally(), parents: new Tally() },
			unreadable: isDamaged(id) ? { id } : {},
			described: false,
			members: [],
		};
		groups.set(id, group);
	}
	return group;
}

function addNameAndParent(group: GroupRecord, record: ItemRecord, fields: GroupFields): void {
	add('name', group.names);
	add('parentId', group.parents);

	function add(part: GroupPart, texts: Tally): void {
		const value = fields[part](record);
		const text = textOf(value);
		if (value === UNKNOWN) group.unreadable[part] ??= null;
		else if (isDamaged(text)) group.unreadable[part] = text;
		else if (text !== '') texts.add(text);
	}
}

/** What nobody can read of a group: without it, nobody knows which group it is, or where it belongs. */
export function unreadablePart({ unreadable, names, parents }: GroupRecord): GroupPart | undefined {
	if (unreadable.id !== undefined) return 'id';
	if (unreadable.name !== undefined && names.size === 0) return 'name';
	return unreadable.parentId !== undefined && parents.size === 0 ? 'parentId' : undefined;
}

/** Where descriptions of one group disagree, the order of the items decides nothing. */
function addAttributes(group: GroupRecord, attributes: Record<string, unknown>): void {
	group.attributes ??= {};
	for (const [name, given] of Object.entries(attributes)) {
		const value = given as JsonValue;
		const known = ownValue(group.attributes, name);
		if (known === undefined || compareText(canonicalJson(value), canonicalJson(known)) < 0) {
			setOwnValue(group.attributes, name, value);
		}
	}
}
