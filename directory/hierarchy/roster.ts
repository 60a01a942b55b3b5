import { canonicalJson } from '../difference';
import type { JsonValue } from '../person';
import { cleanName, compareText } from '../text';
import type { ItemRecord, Member } from './types';

/** The people to be placed, and what is known of people who are not. */
export interface Roster {
	/** In the order of the input. */
	members: Member[];
	/** Of several items with one External ID the same one, whatever the order of the input. */
	byId: Map<string, Member>;
	/** Names of people whom an earlier node skipped, by External ID. */
	skipped: Map<string, string>;
}

/**
 * @param people items that have an External ID, with their position among the input
 * @param skipped items that are passed by
 */
export function makeRoster(
	people: ReadonlyArray<{ index: number; record: ItemRecord }>,
	skipped: ReadonlyArray<{ record: ItemRecord }> = [],
): Roster {
	const members = people.map(({ index, record }) => ({
		index,
		externalId: idOf(record.externalId) ?? '',
		managerExternalId: idOf(record.managerExternalId),
		record,
	}));
	const byId = new Map<string, Member>();
	for (const member of members) {
		const same = byId.get(member.externalId);
		if (!same || byExternalId(member, same) < 0) byId.set(member.externalId, member);
	}
	return { members, byId, skipped: namesById(skipped.map(({ record }) => record)) };
}

/**
 * Members in the order of their External IDs, for what would otherwise depend on the order of the
 * input: which of several comes first, and whom a message names.
 */
export function inOrderOfIds(members: readonly Member[]): Member[] {
	return [...members].sort(byExternalId);
}

/** An External ID as text; `null` where there is none. */
export function idOf(value: unknown): string | null {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (typeof value !== 'string') return null;
	return value.trim() || null;
}

/** What a person is called in a message: the full name, or whatever else identifies them. */
export function personName(record: ItemRecord): string {
	const named = [record.firstName, record.lastName].filter(isText).join(' ');
	return (
		cleanName(named) || cleanName([record.name, record.username, record.externalId].find(isText))
	);
}

/** What a member is called in a message. */
export function memberName(member: Member): string {
	return personName(member.record) || member.externalId;
}

function isText(value: unknown): boolean {
	return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number';
}

function byExternalId(a: Member, b: Member): number {
	// Two items of one person: any order will do, as long as it is not that of the input.
	return compareText(a.externalId, b.externalId) || compareText(asText(a), asText(b));
}

function asText(member: Member): string {
	return canonicalJson(member.record as JsonValue);
}

function namesById(records: readonly ItemRecord[]): Map<string, string> {
	const names = new Map<string, string>();
	for (const record of records) {
		const id = idOf(record.externalId);
		if (id === null) continue;
		const name = personName(record);
		const known = names.get(id);
		if (known === undefined || compareText(name, known) < 0) names.set(id, name);
	}
	return names;
}
