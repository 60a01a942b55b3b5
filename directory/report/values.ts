import type { FieldChange } from '../model/change';
import { attributeField, attributeName, fieldOf } from '../model/fields';
import { placeText } from '../model/group';
import { canonicalJson, isRecord } from '../common/json';
import type { JsonValue } from '../model/person';
import { segmentsText } from '../model/segments';
import type { FieldRow } from './model';
import type { ReadChange, ReadInput } from './input';
import { fieldText, wordsIn, type Words } from './words';

/** Names by External ID, so that a report shows groups and managers by name. */
export interface Names {
	people: ReadonlyMap<string, string>;
	groups: ReadonlyMap<string, string>;
}

/** Collects the names of all people and groups that the input mentions; groups with their path. */
export function namesOf(read: ReadInput): Names {
	const { changes, held, issues, groups, otherGroups = [], people, formerGroups } = read;
	const names = { people: new Map<string, string>(), groups: new Map<string, string>() };
	const learn = (kind: 'user' | 'group', id: string | null, name: string) => {
		const known = kind === 'user' ? names.people : names.groups;
		if (id !== null && name !== '' && !known.has(id)) known.set(id, name);
	};
	for (const { externalId, path, name } of [...groups, ...otherGroups]) {
		learn('group', externalId, path.length > 0 ? placeText(path) : name);
	}
	for (const [externalId, path] of formerGroups) learn('group', externalId, placeText(path));
	for (const { externalId, name } of people.values()) learn('user', externalId, name);
	for (const change of changes) learn(change.kind, change.externalId, change.name);
	for (const change of held) learn(change.kind, change.externalId, change.name);
	for (const { subject } of issues) learn(subject.kind, subject.externalId, subject.name);
	return names;
}

/**
 * What changes, in words and in the order of the change.
 *
 * @param personal whether personal values may be told; if not, their fields are named without them
 */
export function fieldRows(
	change: ReadChange,
	names: Names,
	personal: boolean,
	words?: Words,
): FieldRow[] {
	return change.fields.map((field) => {
		const row: FieldRow = { label: fieldText(field.field, words) };
		if (change.isProtected) return row;
		if (!personal && namesSomebody(change.kind, field.field)) return row;
		// What is new has no former value: `from` would only say "empty" over and over.
		if (change.action !== 'create') row.from = valueText(field, 'from', names, personal, words);
		row.to = valueText(field, 'to', names, personal, words);
		return row;
	});
}

/** Whether a value is personal, or the External ID of a person. */
function namesSomebody(kind: 'user' | 'group', field: string): boolean {
	if (fieldOf(field)?.refersTo === 'user') return true;
	return kind === 'user' && (field === 'externalId' || isPersonal(field));
}

/** What further values are called where their names are not shown. */
const FURTHER_VALUE = attributeField('…');

/** The names of further values say something of a company, and may of a person. */
export function withoutAttributeNames(read: ReadInput): ReadInput {
	const shown = <T extends { field?: string }>(one: T): T =>
		attributeName(one.field ?? '') === undefined ? one : { ...one, field: FURTHER_VALUE };
	const changes = <T extends ReadChange>(list: T[]): T[] =>
		list.map((change) => ({ ...change, fields: change.fields.map(shown) }));
	const held = (list: ReadInput['held']) =>
		changes(list).map((change) => ({ ...change, guard: change.guard && shown(change.guard) }));
	const { guards, week } = read.summary ?? {};
	const listed = (list: unknown) =>
		Array.isArray(list) ? list.map((one) => (isRecord(one) ? shown(one) : (one as unknown))) : list;
	const summary = read.summary && {
		...read.summary,
		guards: listed(guards),
		week: isRecord(week) ? { ...week, guards: listed(week.guards) } : week,
	};
	return {
		...read,
		changes: changes(read.changes),
		held: held(read.held),
		outside: held(read.outside),
		summary,
	};
}

/** Whether a value says something about a person by itself. Of further values nobody knows. */
function isPersonal(field: string): boolean {
	const row = fieldOf(field);
	return row === undefined || row.isPersonal === true;
}

function valueText(
	change: FieldChange,
	side: 'from' | 'to',
	names: Names,
	personal: boolean,
	words: Words = wordsIn('en'),
): string | null {
	const value: JsonValue | undefined = change[side];
	if (value === null || value === undefined || value === '') return null;
	if (typeof value === 'boolean') return value ? words.yes : words.no;
	if (fieldOf(change.field)?.type === 'segments') return segmentsText(value) || null;
	if (typeof value === 'object') return canonicalJson(value);
	const text = String(value);
	const { refersTo, type } = fieldOf(change.field) ?? {};
	if (type === 'gender') return words.genders[text] ?? text;
	if (refersTo === 'group') return names.groups.get(text) ?? text;
	return refersTo === 'user' && personal ? (names.people.get(text) ?? text) : text;
}
