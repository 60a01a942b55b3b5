import { groupedBy } from '../common/lists';
import { isDay } from '../common/calendar';
import { isRecord } from '../common/json';
import { findCircles } from '../common/cycles';
import { joinSome } from '../common/phrases';
import { compareText } from '../common/text';
import { loginOf, textOf } from '../mapping/values';
import type { Change, FieldChange, GuardVerdict } from '../model/change';
import type { ValueType } from '../model/fields';
import {
	attributeField,
	fieldOf,
	GROUP_VALUES,
	namesOf,
	typeOf,
	USER_VALUES,
} from '../model/fields';
import type { CurrentGroup } from '../model/group';
import { protectedName } from '../model/protectedIdentity';
import { segmentsIn } from '../model/segments';

/** Any item, as it comes from elsewhere. */
export type Item = Record<string, unknown>;

export type ListedAction = 'created' | 'updated' | 'unchanged' | 'held' | 'failed';

/** What becomes of one item. */
export interface Verdict {
	/** Position of the item among those given. */
	item: number;
	externalId: string;
	targetId: string | null;
	name: string;
	username?: string;
	/** Reports show neither name nor values. */
	protectedIdentity?: true;
	action: ListedAction;
	/** What is written. */
	changes: FieldChange[];
	/** What a guard keeps back. */
	held?: FieldChange[];
	/** The guard that does. */
	guard?: GuardVerdict;
	/** The plan that lets through what is held: the value for Release. */
	planId?: string;
	/** Why nothing is written. */
	error?: string;
	/** What is left out although the rest is written. */
	warnings: string[];
	/** It was in the directory without External ID and is recognised by its username or name. */
	adopted?: true;
	/** Positions of the changes to be made for it. */
	positions: number[];
}

/** An item that can be planned, or that failed already. */
export interface Candidate {
	verdict: Verdict;
	/** The person or group, with the values that the directory knows. */
	wanted: Item & { externalId: string };
}

const FIELDS: Record<Change['kind'], readonly string[]> = {
	user: [...namesOf(USER_VALUES), 'groupExternalId'],
	group: namesOf(GROUP_VALUES),
};

/**
 * Reads items. One that is marked as skipped is passed over; one that cannot be used has failed.
 *
 * @param knows whether the directory knows a field: others are left out
 */
export function readItems(
	kind: Change['kind'],
	items: readonly Item[],
	knows: (field: string) => boolean,
): Candidate[] {
	const candidates: Candidate[] = [];
	for (const [position, item] of items.entries()) {
		if (item.skipped === true) continue;
		const username = kind === 'user' ? loginOf(item.username) : '';
		const externalId = textOf(item.externalId);
		const isProtected = item.protectedIdentity === true;
		const verdict: Verdict = {
			item: position,
			externalId,
			targetId: null,
			name: isProtected ? protectedName(externalId) : nameOf(item),
			...(isProtected ? { protectedIdentity: true } : {}),
			...(username === '' ? {} : { username }),
			action: 'unchanged',
			changes: [],
			warnings: [],
			positions: [],
		};
		const candidate = { verdict, wanted: wantedOf(kind, item, externalId, knows) };
		const problem = problemOf(kind, item, candidate.wanted);
		if (problem !== '') fail(candidate, problem);
		candidates.push(candidate);
	}
	return candidates;
}

function nameOf(item: Item): string {
	const fullName = `${textOf(item.firstName)} ${textOf(item.lastName)}`.trim();
	return fullName || textOf(item.name) || loginOf(item.username) || textOf(item.externalId);
}

function wantedOf(
	kind: Change['kind'],
	item: Item,
	externalId: string,
	knows: (field: string) => boolean,
): Candidate['wanted'] {
	const wanted: Candidate['wanted'] = { externalId };
	for (const field of FIELDS[kind]) {
		const value = item[field];
		if (value === undefined || (field !== 'groupExternalId' && !knows(field))) continue;
		wanted[field] = cleaned(typeOf(field), value);
	}
	if (item.protectedIdentity === true) wanted.protectedIdentity = true;
	if (kind === 'user') wanted.username = loginOf(item.username);
	else wanted.name = textOf(item.name);
	if (isRecord(item.attributes)) {
		wanted.attributes = Object.fromEntries(
			Object.entries(item.attributes).filter(([name]) => knows(attributeField(name))),
		);
	}
	return wanted;
}

/** Log-ins and External IDs as everywhere; a blank one is none. */
function cleaned(type: ValueType, value: unknown): unknown {
	if (typeof value !== 'string') return value;
	if (type === 'login') return loginOf(value) || null;
	return type === 'reference' ? textOf(value) || null : value;
}

function problemOf(kind: Change['kind'], item: Item, wanted: Candidate['wanted']): string {
	if (wanted.externalId === '') {
		return 'It has no External ID, which decides who is who. Map externalId to a value that is unique and never changes.';
	}
	if (kind === 'user' && wanted.username === '') {
		return 'The person has no username, usually because HR has no work e-mail. Enter one in HR, or map username to another field.';
	}
	if (kind === 'group' && wanted.name === '') {
		return 'The group has no name. Map name to a value that is not empty.';
	}
	for (const field of FIELDS[kind]) {
		if (item[field] === undefined || field === 'username' || field === 'name') continue;
		const { type, isRequired } = fieldOf(field)!;
		if (item[field] === null && !isRequired && type !== 'gender' && type !== 'flag') continue;
		const problem = CHECKS[type](item[field]);
		if (problem !== '') return `${field} ${problem}`;
	}
	if (item.attributes !== undefined && !isRecord(item.attributes)) {
		return 'attributes is not an object of names and values. Correct the mapping.';
	}
	return '';
}

const isText = (value: unknown) =>
	typeof value === 'string' ? '' : 'is not text. Correct the mapping.';
const isFlag = (value: unknown) =>
	typeof value === 'boolean' ? '' : 'is not true or false. Correct the mapping.';

/** What is wrong with a value of each type; empty where nothing is. */
const CHECKS: Record<ValueType, (value: unknown) => string> = {
	text: isText,
	login: isText,
	id: isText,
	reference: isText,
	flag: isFlag,
	active: isFlag,
	gender: (value) =>
		value === 'male' || value === 'female' || value === 'none'
			? ''
			: 'is not male, female or none. Use the Employee Mapper, or map it to one of these words.',
	day: (value) =>
		typeof value === 'string' && isDay(value)
			? ''
			: 'is not a date of the form YYYY-MM-DD. Correct it in HR, or the mapping.',
	segments: (value) =>
		Array.isArray(value) && segmentsIn(value).length === value.length
			? ''
			: 'is not a list of segments, each with an externalId. Use the Employee Mapper, or correct the mapping.',
	any: () => '',
};

/** Marks an item as failed. The first reason counts. */
export function fail({ verdict }: Candidate, error: string): void {
	verdict.action = 'failed';
	verdict.error ??= error;
}

/** The items that have not failed. */
export function sound(candidates: readonly Candidate[]): Candidate[] {
	return candidates.filter(({ verdict }) => verdict.action !== 'failed');
}

const MOST_NAMES = 5;

function names(candidates: readonly Candidate[]): string {
	const all = candidates
		.map(({ verdict }) => `${verdict.name} (${verdict.externalId})`)
		.sort(compareText);
	return joinSome(all, MOST_NAMES);
}

/** Fails items of several groups with one External ID. */
export function failSameId(candidates: readonly Candidate[]): void {
	for (const [externalId, list] of groupedBy(
		sound(candidates),
		({ wanted }) => wanted.externalId,
	)) {
		if (list.length < 2) continue;
		const message = `${list.length} groups have the External ID ${externalId}: ${names(list)}. None of them is written. Give each an External ID of its own.`;
		for (const candidate of list) fail(candidate, message);
	}
}

/**
 * Fails groups whose parent is nowhere, those that are above each other in a circle, and new groups
 * below one that failed.
 */
export function failWithoutParent(
	candidates: readonly Candidate[],
	current: readonly CurrentGroup[],
): void {
	const parentOf = ({ wanted }: Candidate) => textOf(wanted.parentExternalId);
	const byId = new Map(sound(candidates).map((one) => [one.wanted.externalId, one]));
	const parents = new Map([...byId].map(([id, one]) => [id, parentOf(one) || null]));
	for (const circle of findCircles(parents)) {
		const members = circle.map((id) => byId.get(id)!);
		const message = `The groups ${names(members)} are above each other in a circle. Correct the External ID of the group above.`;
		for (const member of members) fail(member, message);
	}
	const there = new Set(current.map(({ externalId }) => externalId));
	const children = groupedBy(sound(candidates), parentOf);
	children.delete('');
	for (const [parent, list] of children) {
		if (there.has(parent) || byId.has(parent)) continue;
		for (const child of list) {
			fail(
				child,
				`The group above, External ID ${parent}, is neither in the directory nor among the items. Pass it on too, or correct parentExternalId.`,
			);
		}
	}
	const failed = candidates.filter(({ verdict }) => verdict.action === 'failed');
	for (let next = failed.pop(); next; next = failed.pop()) {
		if (there.has(next.verdict.externalId)) continue;
		for (const child of children.get(next.verdict.externalId) ?? []) {
			if (child.verdict.action === 'failed') continue;
			fail(child, `The group above, ${next.verdict.name}, is not written: ${next.verdict.error}`);
			failed.push(child);
		}
	}
}
