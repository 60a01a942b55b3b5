import { canonicalJson } from '../common/json';
import type { JsonValue } from '../model/person';
import type { Subject } from '../model/issue';
import { cleanName, compareText } from '../common/text';
import { canonicalId } from '../common/uuid';
import type { ItemRecord, Member } from './types';

/** The people to be placed, and what is known of people who are not. */
export interface Roster {
	/** In the order of the input. */
	members: Member[];
	/** Names of people whom an earlier node skipped, by External ID. */
	skipped: Map<string, string>;
}

/** @param skipped items that are passed by */
export function makeRoster(
	members: Member[],
	skipped: ReadonlyArray<{ record: ItemRecord }> = [],
): Roster {
	return { members, skipped: namesById(skipped.map(({ record }) => record)) };
}

/**
 * Members by External ID: of several items of one person the same one, whatever the order of the
 * input.
 *
 * @param ids only these are looked for; without it, everybody
 */
export function membersById(
	members: readonly Member[],
	ids?: ReadonlySet<string>,
): Map<string, Member> {
	const found = new Map<string, Member>();
	for (const member of members) {
		if (ids && !ids.has(member.externalId)) continue;
		const same = found.get(member.externalId);
		if (!same || byExternalId(member, same) < 0) found.set(member.externalId, member);
	}
	return found;
}

/**
 * Members in the order of their External IDs, for what would otherwise depend on the order of the
 * input: which of several comes first, and whom a message names.
 */
export function inOrderOfIds(members: readonly Member[]): Member[] {
	return [...members].sort(byExternalId);
}

/** An External ID as text, a GUID in its one form; `null` where there is none. */
export function idOf(value: unknown): string | null {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (typeof value !== 'string') return null;
	return canonicalId(value.trim()) || null;
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

/** A member as the subject of an issue. */
export function subjectOf(member: Member): Subject {
	return { kind: 'user', externalId: member.externalId, name: memberName(member) };
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
