import { ownValue, setOwnValue, type JsonValue } from '../common/json';
import { canonicalId } from '../common/uuid';
import { oneOf } from '../model/fields';
import { NOT_KNOWN, UNCONFIRMED } from '../model/marks';
import { refuse, keep, type Draft } from './findings';
import { readAny } from './readers';
import { Unreadable, type NamedColumn, type Table, type ValueColumn } from './table';
import type { MappedPerson, RequiredValue } from './types';
import { textOf, ValueProblem, type Reading, type ReadingRules } from './values';
import { ORGANIZATION, ORGANIZATION_CODES } from './valueSource';

type RequiredColumn = ValueColumn & RequiredValue;

/** Reads what the mapping makes of one record. */
export function draftOf(record: unknown, index: number, table: Table): Draft {
	const person: Record<string, unknown> = {};
	const draft: Draft = {
		index,
		id: '',
		username: '',
		firstName: '',
		lastName: '',
		company: companyOf(table.company?.[index]),
		employedFrom: textOf(table.employedFrom?.[index]),
		birthday: '',
		manager: '',
		person: person as unknown as MappedPerson,
		findings: [],
		isUnusable: false,
	};
	const notKnown = ownValue(record, NOT_KNOWN);
	for (const column of table.values) {
		const raw = column.values[index];
		if (raw === undefined && Array.isArray(notKnown) && isAmong(notKnown, column)) continue;
		if (raw instanceof Unreadable) addUnreadable(draft, person, column);
		else {
			const value = column.read(raw, column.property, table.rules);
			if (value instanceof ValueProblem) addProblem(draft, person, column, value, raw);
			else if (value !== null || !column.isRequired) person[column.property] = value;
			else addMissing(draft, person, column, raw);
		}
	}
	draft.id = draft.person.externalId;
	draft.username = draft.person.username;
	draft.firstName = draft.person.firstName;
	draft.lastName = draft.person.lastName;
	draft.birthday = draft.person.birthday ?? '';
	draft.manager = draft.person.managerExternalId ?? '';
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
	addNamed(draft, table, record);
	return draft;
}

/** Whether the source says that it does not know the field of a value. */
function isAmong(notKnown: readonly unknown[], { isRequired, source }: ValueColumn): boolean {
	return !isRequired && notKnown.includes(source.path?.[0]);
}

function companyOf(raw: unknown): string {
	return canonicalId(textOf(raw));
}

function addUnreadable(draft: Draft, person: Record<string, unknown>, column: ValueColumn): void {
	const { property, isRequired } = column;
	const { parameter } = column.source;
	if (!isRequired) return keepUnreadable(draft, oneOf(property), parameter);
	person[property] = '';
	refuse(
		draft,
		'expressionFailed',
		`the expression in ${parameter} could not be worked out for this person`,
		'Correct the expression, or the values it uses in HR.',
		{ parameter },
	);
}

function keepUnreadable(draft: Draft, one: string, parameter: string): void {
	keep(
		draft,
		one,
		'expressionFailed',
		`the expression in ${parameter} could not be worked out`,
		'Correct the expression, or the values it uses in HR.',
		{ parameter },
	);
}

function addProblem(
	draft: Draft,
	person: Record<string, unknown>,
	column: ValueColumn,
	problem: ValueProblem,
	raw: unknown,
): void {
	const { code, says, advice, details, severity } = problem;
	if (!column.isRequired)
		return keep(draft, oneOf(column.property), code, says, advice, details, severity);
	if (typeof raw === 'object') return addMissing(draft, person, column, raw);
	// The text is there for people to recognise the record by.
	person[column.property] = column.property === 'externalId' ? '' : textOf(raw);
	refuse(draft, code, says, advice, details);
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
	person: Record<string, unknown>,
	column: RequiredColumn,
	raw: unknown,
): void {
	person[column.property] = '';
	const { says, code } = MISSING[column.property];
	const { parameter, label } = column.source;
	const why = typeof raw === 'object' && raw !== null ? 'is not a single value' : 'is empty';
	refuse(
		draft,
		code,
		`${says}: ${label} ${why}`,
		`Enter it in HR, or map ${parameter} from another field.`,
		{ parameter },
	);
}

function addNamed(draft: Draft, table: Table, record: unknown): void {
	const { person } = draft;
	const { rules } = table;
	if (table.attributes.length > 0) {
		person.attributes = {};
		for (const { name, values } of table.attributes) {
			const raw = values[draft.index];
			if (raw instanceof Unreadable) keepUnreadable(draft, `“${name}”`, JSON.stringify(name));
			else addValue(person.attributes, name, readAny(raw, name, rules), draft);
		}
	}
	const codes = objectOf(ownValue(record, ORGANIZATION_CODES));
	if (table.organization) {
		person.organization = {};
		for (const { name, values } of table.organization) {
			const raw = values[draft.index];
			if (raw instanceof Unreadable) keepUnreadable(draft, `“${name}”`, JSON.stringify(name));
			else addValue(person.organization, name, readLevel(raw, name, rules), draft);
		}
		if (codes) person.organizationCodes = codesOf(table.organization, codes, draft, rules);
		return;
	}
	const organization = objectOf(ownValue(record, ORGANIZATION));
	if (!organization) return;
	person.organization = allLevels(organization, draft, rules);
	if (codes) person.organizationCodes = allLevels(codes, draft, rules);
}

function addValue(
	values: Record<string, unknown>,
	name: string,
	value: Reading,
	draft: Draft,
): void {
	if (!(value instanceof ValueProblem)) return setOwnValue(values, name, value);
	const { code, says, advice, details, severity } = value;
	keep(draft, `“${name}”`, code, says, advice, details, severity);
}

/** A value that groups are built from. Damaged text passes: the group is named, once, where it is built. */
function readLevel(raw: unknown, name: string, rules: ReadingRules): Reading {
	if (typeof raw !== 'string') return readAny(raw, name, rules);
	const text = raw.trim();
	return text === '' || rules.placeholders.has(text) ? null : text;
}

function allLevels(
	values: Record<string, JsonValue>,
	draft: Draft,
	rules: ReadingRules,
): Record<string, JsonValue> {
	const levels: Record<string, JsonValue> = {};
	for (const name of Object.keys(values)) {
		addValue(levels, name, readLevel(values[name], name, rules), draft);
	}
	return levels;
}

function codesOf(
	columns: readonly NamedColumn[],
	codes: Record<string, JsonValue>,
	draft: Draft,
	rules: ReadingRules,
): Record<string, JsonValue> {
	const named: Record<string, JsonValue> = {};
	for (const { name, field } of columns) {
		const code = ownValue(codes, field);
		if (code !== undefined) addValue(named, name, readLevel(code, name, rules), draft);
	}
	return named;
}

function objectOf(value: unknown): Record<string, JsonValue> | undefined {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
	return value as Record<string, JsonValue>;
}
