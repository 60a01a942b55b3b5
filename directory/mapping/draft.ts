import { isRecord, ownValue, setOwnValue, type JsonValue } from '../common/json';
import { matchingKey } from '../common/text';
import { canonicalId } from '../common/uuid';
import { NOT_KNOWN, UNCONFIRMED } from '../model/marks';
import { oneOf } from '../model/fields';
import { refuse, keep, type Draft } from './findings';
import { readAny, type Reader } from './readers';
import { segmentsOf, type SegmentColumn } from './segments';
import type { NamedColumn, Table, ValueColumn } from './table';
import type { MappedPerson, RequiredValue } from './types';
import { textOf, ValueProblem, type ReadField, type Reading, type ReadingRules } from './values';
import { isUnknown, ORGANIZATION, ORGANIZATION_CODES } from './valueSource';

/** Reads what the mapping makes of one record. */
export function draftOf(record: unknown, index: number, table: Table): Draft {
	const values: Record<string, unknown> = {};
	const person = values as unknown as MappedPerson;
	const draft: Draft = {
		index,
		id: '',
		username: '',
		firstName: '',
		lastName: '',
		company: canonicalId(textOf(table.company?.[index])),
		employedFrom: textOf(table.employedFrom?.[index]),
		birthday: '',
		manager: '',
		person,
		findings: [],
		isUnusable: false,
	};
	const notKnown = ownValue(record, NOT_KNOWN);
	for (const column of table.values) {
		const raw = column.values[index];
		if (isLeftOut(column, raw, notKnown)) continue;
		const value = raw instanceof ValueProblem ? raw : column.read(raw, column, table.rules);
		if (value instanceof ValueProblem) addProblem(draft, values, column, value, raw);
		else if (value !== null || !column.isRequired) values[column.name] = value;
		else addMissing(draft, values, column, raw);
	}
	draft.id = person.externalId;
	draft.username = person.username;
	draft.firstName = person.firstName;
	draft.lastName = person.lastName;
	draft.birthday = person.birthday ?? '';
	draft.manager = person.managerExternalId ?? '';
	if (draft.id === '.' || draft.id === '..') {
		refuse(
			draft,
			'invalidExternalId',
			`the External ID is “${draft.id}”, which means a folder in a web address`,
			'Give the person another id in HR, or map External ID from another field.',
		);
	}
	if (ownValue(record, UNCONFIRMED) === true) {
		refuse(
			draft,
			'unconfirmed',
			'the new hire is under review in HR',
			'Complete the review in HR. The next run after that does the rest.',
		);
	}
	if (table.segments) addSegments(draft, table.segments, table.rules, notKnown);
	if (table.attributes.length > 0) {
		const { attributes } = table;
		const known =
			notKnown === undefined
				? attributes
				: attributes.filter(({ source }) => !isUnknown(source, notKnown));
		person.attributes = namedValues(known, draft, table, readAny);
	}
	addOrganization(draft, table, record);
	return draft;
}

function isLeftOut({ isRequired, source }: ValueColumn, raw: unknown, notKnown: unknown): boolean {
	if (isRequired || (source.path && raw !== undefined)) return false;
	return isUnknown(source, notKnown);
}

function addSegments(
	draft: Draft,
	columns: readonly SegmentColumn[],
	rules: ReadingRules,
	notKnown: unknown,
): void {
	if (columns.some(({ source }) => isUnknown(source, notKnown))) return;
	const segments = segmentsOf(columns, draft.index, rules);
	if (segments instanceof ValueProblem) keepPresent(draft, oneOf('segments'), segments);
	else draft.person.segments = segments;
}

function addProblem(
	draft: Draft,
	values: Record<string, unknown>,
	column: ValueColumn,
	problem: ValueProblem,
	raw: unknown,
): void {
	if (!column.isRequired) return keepPresent(draft, column.one, problem);
	if (typeof raw === 'object' && raw !== problem) return addMissing(draft, values, column, raw);
	// The text is there for people to recognise the record by.
	values[column.name] = column.name === 'externalId' ? '' : textOf(raw);
	refuse(draft, problem.code, problem.says, problem.advice, problem.details);
}

function keepPresent(draft: Draft, one: string, problem: ValueProblem): void {
	const { code, says, advice, details, severity } = problem;
	keep(draft, one, code, says, advice, details, severity);
}

/** What is missing, as the message and the code say it. */
const MISSING: Record<RequiredValue['property'], { says: string; code: string }> = {
	externalId: { says: 'no External ID', code: 'missingExternalId' },
	username: { says: 'no username', code: 'missingUsername' },
	firstName: { says: 'no first name', code: 'missingFirstName' },
	lastName: { says: 'no last name', code: 'missingLastName' },
};

function addMissing(
	draft: Draft,
	values: Record<string, unknown>,
	{ property, source }: ValueColumn & RequiredValue,
	raw: unknown,
): void {
	values[property] = '';
	const { says, code } = MISSING[property];
	const { parameter, label } = source;
	const why = typeof raw === 'object' && raw !== null ? 'is not a single value' : 'is empty';
	refuse(
		draft,
		code,
		`${says}: ${label} ${why}`,
		`Enter it in HR, or map ${parameter} from another field.`,
		{ parameter },
	);
}

type Values = Record<string, JsonValue>;

function namedValues(
	columns: readonly NamedColumn[],
	draft: Draft,
	{ rules }: Table,
	read: Reader,
): Values {
	const values: Values = {};
	for (const column of columns) {
		addValue(values, column, column.values[draft.index], draft, rules, read);
	}
	return values;
}

function addOrganization(draft: Draft, table: Table, record: unknown): void {
	const { person } = draft;
	const codes = ownValue(record, ORGANIZATION_CODES);
	if (table.organization) {
		person.organization = namedValues(table.organization, draft, table, readLevel);
		if (isRecord(codes))
			person.organizationCodes = namedCodes(table.organization, codes, draft, table);
	}
	const organization = ownValue(record, ORGANIZATION);
	if (!table.namedLevels || !isRecord(organization)) return;
	addLevels((person.organization ??= {}), organization, draft, table);
	if (isRecord(codes)) addLevels((person.organizationCodes ??= {}), codes, draft, table);
}

function namedCodes(
	columns: readonly NamedColumn[],
	codes: Record<string, unknown>,
	draft: Draft,
	table: Table,
): Values {
	const values: Values = {};
	for (const column of columns) {
		const code = ownValue(codes, column.field);
		if (code !== undefined) addValue(values, column, code, draft, table.rules, readLevel);
	}
	return values;
}

/** Adds all fields but those that are named. */
function addLevels(
	values: Values,
	levels: Record<string, unknown>,
	draft: Draft,
	table: Table,
): void {
	for (const name of Object.keys(levels)) {
		let field = table.levels.get(name);
		if (field === undefined) {
			field = table.namedLevels?.has(matchingKey(name)) ? null : { name, one: `“${name}”` };
			table.levels.set(name, field);
		}
		if (field) addValue(values, field, levels[name], draft, table.rules, readLevel);
	}
}

function addValue(
	values: Values,
	field: ReadField,
	raw: unknown,
	draft: Draft,
	rules: ReadingRules,
	read: Reader,
): void {
	const value = raw instanceof ValueProblem ? raw : read(raw, field, rules);
	if (value instanceof ValueProblem) keepPresent(draft, field.one, value);
	else setOwnValue(values, field.name, value);
}

/** A value that groups are built from. Damaged text passes: the group is named, once, where it is built. */
function readLevel(raw: unknown, field: ReadField, rules: ReadingRules): Reading {
	if (typeof raw !== 'string') return readAny(raw, field, rules);
	const text = raw.trim();
	return text === '' || rules.placeholders.has(text) ? null : text;
}
