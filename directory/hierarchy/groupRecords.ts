import { canonicalJson, isRecord, ownValue, setOwnValue, type JsonValue } from '../common/json';
import { cleanName, compareText } from '../common/text';
import type { FieldReader } from './field';
import { Tally } from './tally';
import type { ItemRecord, Member } from './types';

/** What the items say about one group. */
export interface GroupRecord {
	id: string;
	names: Tally;
	/** External IDs of the group above, as often as they were said. */
	parents: Tally;
	/** An item of its own describes it, and is believed rather than people's. */
	described: boolean;
	/** Further values that descriptions bring. */
	attributes?: Record<string, JsonValue>;
	members: Member[];
}

/** The fields that speak of a person's group. */
export interface GroupFields {
	id: FieldReader;
	name: FieldReader;
	parentId: FieldReader;
}

/**
 * Gathers what descriptions of groups and people's own items say about each group.
 *
 * @returns the groups by id, and the people who name none
 */
export function gatherGroups(
	members: readonly Member[],
	descriptions: readonly ItemRecord[],
	fields: GroupFields,
): { groups: Map<string, GroupRecord>; unplaced: Member[] } {
	const groups = new Map<string, GroupRecord>();
	for (const description of descriptions) {
		const group = groupOf(groups, groupIdOf(description, fields.id));
		group.described = true;
		addNameAndParent(group, description, fields);
		if (isRecord(description.attributes)) addAttributes(group, description.attributes);
	}
	const unplaced: Member[] = [];
	for (const member of members) {
		const id = groupIdOf(member.record, fields.id);
		if (id === '') {
			unplaced.push(member);
			continue;
		}
		const group = groupOf(groups, id);
		group.members.push(member);
		if (!group.described) addNameAndParent(group, member.record, fields);
	}
	return { groups, unplaced };
}

/** Reads the id of a group, of whatever type. */
export type GroupIdReader = FieldReader;

/** The group id of an item; empty where it has none. */
export function groupIdOf(record: ItemRecord, read: GroupIdReader): string {
	return textOf(read(record));
}

/** An id or name as text; empty where there is none, or it is a list or an object. */
function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? cleanName(value) : '';
}

function groupOf(groups: Map<string, GroupRecord>, id: string): GroupRecord {
	let group = groups.get(id);
	if (!group) {
		group = { id, names: new Tally(), parents: new Tally(), described: false, members: [] };
		groups.set(id, group);
	}
	return group;
}

function addNameAndParent(group: GroupRecord, record: ItemRecord, fields: GroupFields): void {
	const name = textOf(fields.name(record));
	if (name !== '') group.names.add(name);
	const parent = textOf(fields.parentId(record));
	if (parent !== '') group.parents.add(parent);
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
