import { isRecord, ownValue, setOwnValue, type JsonValue } from '../common/json';
import { matchingKey } from '../common/text';
import { canonicalId } from '../common/uuid';
import { UNCONFIRMED } from '../model/marks';
import { attributeField, oneOf } from '../model/fields';
import { keep, markUnknown, refuse, type Draft } from './findings';
import { readAny, type Reader } from './readers';
import { segmentsOf, type SegmentColumn } from './segments';
import type { NamedColumn, Table, ValueColumn } from './table';
import type { MappedPerson, RequiredValue } from './types';
import { textOf, UNKNOWN, ValueProblem, type ReadField, type Reading } from './values';
import { ORGANIZATION, ORGANIZATION_CODES } from './valueSource';

/** Reads what the mapping makes of one record. */
export function draftOf(record: unknown, index: number, table: Table): Draft {
	const values: Record<string, unknown> = {};
	const person = values as unknown as MappedPerson;
	const draft = emptyDraft(person, index, table);
	for (const column of table.values) {
		const raw = column.values[index];
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
	refuseUnfit(draft, record, table);
	if (table.segments) addSegments(draft, table.segments, table);
	if (table.attributes.length > 0) {
		person.attributes = {};
		for (const column of table.attributes) {
			const raw = column.values[index];
			addValue(person.attributes, column, raw, draft, table, ATTRIBUTE);
		}
	}
	addOrganization(draft, table, record);
	const unknown = table.unknown?.[index];
	if (unknown) person.notKnown = [...unknown, ...(person.notKnown ?? [])];
	return draft;
}

/** Somebody of whom nothing but the place in the table is read yet. */
function emptyDraft(person: MappedPerson, index: number, table: Table): Draft {
	return {
		index,
		id: '',
		username: '',
		firstName: '',
		lastName: '',
		company: canonicalId(textOf(table.company?.[index])),
		employedFrom: textOf(table.employedFrom?.[index]),
		isStartUnknown: table.employedFrom?.[index] === UNKNOWN,
		birthday: '',
		manager: '',
		person,
		findings: [],
		isUnusable: false,
	};
}

/** Refuses those who cannot be synchronised whatever their values are. */
function refuseUnfit(draft: Draft, record: unknown, table: Table): void {
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
	if (table.company?.[draft.index] === UNKNOWN) refuseUnknown(draft, table.companyParameter);
}

function addSegments(draft: Draft, columns: readonly SegmentColumn[], { rules }: Table): void {
	const segments = segmentsOf(columns, draft.index, rules);
	if (!(segments instanceof ValueProblem)) draft.person.segments = segments;
	else keepPresent(draft, 'segments', oneOf('segments'), segments);
}

function addProblem(
	draft: Draft,
	values: Record<string, unknown>,
	column: ValueColumn,
	problem: ValueProblem,
	raw: unknown,
): void {
	if (!column.isRequired) return keepPresent(draft, column.name, column.one, problem);
	if (typeof raw === 'object' && raw !== problem) return addMissing(draft, values, column, raw);
	// The text is there for people to recognise the record by.
	values[column.name] = column.name === 'externalId' ? '' : textOf(raw);
	if (problem === UNKNOWN) return refuseUnknown(draft, column.source.parameter);
	refuse(draft, problem.code, problem.says, problem.advice, problem.details);
}

/** Without the value, nobody knows which user of the target this is, or what the user is called. */
function refuseUnknown(draft: Draft, parameter: string): void {
	refuse(
		draft,
		UNKNOWN.code,
		`HR does not say in this run what ${parameter} follows from`,
		UNKNOWN.advice,
		{ parameter },
	);
}

/** Leaves a value out, so that the target keeps its own. What nobody knows is no fault of the value. */
function keepPresent(draft: Draft, name: string, one: string, problem: ValueProblem): void {
	markUnknown(draft, name);
	if (problem === UNKNOWN) return;
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

/** A kind of values that go under names of their own. */
interface NamedKind {
	read: Reader;
	/** How the person's list of what is not known names one. */
	markAs: (name: string) => string;
	/** Whether a value that is not known keeps its place, so that the order of all stays clear. */
	keepsPlace: boolean;
}

const ATTRIBUTE: NamedKind = { read: readAny, markAs: attributeField, keepsPlace: false };
const LEVEL: NamedKind = { read: readLevel, markAs: (name) => name, keepsPlace: true };

function addOrganization(draft: Draft, table: Table, record: unknown): void {
	const { person } = draft;
	const codes = ownValue(record, ORGANIZATION_CODES);
	if (table.organization) {
		person.organization = {};
		for (const column of table.organization) {
			addValue(person.organization, column, column.values[draft.index], draft, table, LEVEL);
		}
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
		if (code !== undefined) addValue(values, column, code, draft, table, LEVEL);
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
		if (field) addValue(values, field, levels[name], draft, table, LEVEL);
	}
}

function addValue(
	values: Values,
	field: ReadField,
	raw: unknown,
	draft: Draft,
	{ rules }: Table,
	{ read, markAs, keepsPlace }: NamedKind,
): void {
	const value = raw instanceof ValueProblem ? raw : read(raw, field, rules);
	if (value instanceof ValueProblem) {
		keepPresent(draft, markAs(field.name), field.one, value);
		if (keepsPlace) setOwnValue(values, field.name, null);
	} else setOwnValue(values, field.name, value);
}

/** A value that groups are built from. Damaged text passes: the group is named, once, where it is built. */
function readLevel(...[raw, field, rules]: Parameters<Reader>): Reading {
	if (typeof raw !== 'string') return readAny(raw, field, rules);
	const text = raw.trim();
	return text === '' || rules.placeholders.has(text) ? null : text;
}
