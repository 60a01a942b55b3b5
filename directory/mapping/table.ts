import { ownValue } from '../common/json';
import { matchingKey } from '../common/text';
import { NOT_KNOWN } from '../model/marks';
import { UserError } from '../model/userError';
import { oneOf, typeOf } from '../model/fields';
import { exclusionBy } from './exclusion';
import { READERS, type Reader } from './readers';
import type { SegmentColumn } from './segments';
import { MAPPED_VALUES, type MappedValue, type Mapping, type SegmentSource } from './types';
import {
	isDate,
	jsonForm,
	problem,
	type ReadField,
	type ReadingRules,
	UNKNOWN,
	type ValueProblem,
} from './values';
import {
	absenceOf,
	isMisspelt,
	isUnknown,
	ORGANIZATION,
	type NamedSource,
	type ValueSource,
} from './valueSource';

/**
 * The values of one source by the index of the record; a `ValueProblem` where its expression failed,
 * or the source does not know a field that the value depends on (`UNKNOWN`).
 */
export type Column = unknown[];

/** A value of a person, with where it is in the records and how it is read. */
export type ValueColumn = MappedValue &
	ReadField & { source: ValueSource; values: Column; read: Reader };

/** A value that goes under a name of its own. */
export interface NamedColumn extends ReadField {
	source: ValueSource;
	values: Column;
	/** The field that the name stands for in the record, to find its code by. */
	field: string;
}

/** What the mapping makes use of in the records, read once. */
export interface Table {
	/** In the order in which a person lists them; what is not mapped is not there. */
	values: ValueColumn[];
	company: Column | undefined;
	/** The parameter that the company is mapped in. */
	companyParameter: string;
	employedFrom: Column | undefined;
	organization: NamedColumn[] | undefined;
	/** Organisational fields that are passed on without being named; `null`: one that is named. */
	levels: Map<string, ReadField | null>;
	/** Matching keys of those that are named; `null`: all others are left out. */
	namedLevels: ReadonlySet<string> | null;
	attributes: NamedColumn[];
	segments: SegmentColumn[] | undefined;
	/** Not empty for people with protected identity. */
	protectedIdentity: Column | undefined;
	/** By the index of the record: the fields that the source does not know; of nobody: `undefined`. */
	unknown: ReadonlyArray<readonly string[] | undefined> | undefined;
	rules: ReadingRules;
	hints: string[];
}

/**
 * Reads of all records what the mapping uses.
 *
 * @throws UserError where a mandatory value is mapped to a field that no record has
 */
export function readTable(
	records: readonly unknown[],
	mapping: Mapping,
	rules: ReadingRules,
): Table {
	const reading: ReadingOf = { records, mapping, rules, unknown: unknownIn(records), hints: [] };
	const { fields, company, employedFrom, organization, attributes } = mapping;
	// The order of the hints is that of the parameters, and a mandatory one is looked at first.
	const columns = new Map<MappedValue, Column | undefined>();
	for (const one of MAPPED_VALUES) {
		if (one.isRequired) columns.set(one, required(reading, fields[one.parameter]));
	}
	for (const one of MAPPED_VALUES) {
		const source = one.isRequired ? undefined : fields[one.parameter];
		if (source) columns.set(one, optional(reading, source));
	}
	return {
		values: MAPPED_VALUES.flatMap((one) => {
			const values = columns.get(one);
			if (!values) return [];
			const name = one.property;
			const source = fields[one.parameter]!;
			return [
				{ ...one, name, one: oneOf(name), source, values, read: readerOf(reading, name, values) },
			];
		}),
		// Not every HR system has these two, and nobody needs them.
		company: company && readColumn(reading, company, failure(company.parameter)),
		companyParameter: company?.parameter ?? '',
		employedFrom:
			employedFrom && readColumn(reading, employedFrom, failure(employedFrom.parameter)),
		organization: organization?.flatMap((source) => level(reading, source)),
		levels: new Map(),
		namedLevels: organization && !mapping.keepsOtherLevels ? null : namedIn(organization ?? []),
		attributes: attributes.flatMap((source) => attribute(reading, source)),
		segments: segmentColumns(reading),
		protectedIdentity:
			mapping.protectedIdentity?.field && required(reading, mapping.protectedIdentity.field),
		unknown: reading.unknown,
		rules,
		hints: reading.hints,
	};
}

/** What the columns are read from, and what is odd about them. */
interface ReadingOf {
	records: readonly unknown[];
	mapping: Mapping;
	rules: ReadingRules;
	unknown: Table['unknown'];
	hints: string[];
}

/** What the source says of each record that it does not know; nearly always it knows everything. */
function unknownIn(records: readonly unknown[]): Table['unknown'] {
	const unknown = records.map((record) => {
		const names = ownValue(record, NOT_KNOWN);
		return Array.isArray(names) && names.length > 0 ? names.map(String) : undefined;
	});
	return unknown.some((names) => names !== undefined) ? unknown : undefined;
}

function required(reading: ReadingOf, source: ValueSource): Column {
	const { records } = reading;
	const values = readColumn(reading, source, failure(source.parameter, ' for this person'));
	if (values) return values;
	throw new UserError(
		`${absenceOf(source, records)} Drag the right field into ${source.parameter}.`,
		'Nothing was passed on. A field that no item has is a slip in the mapping.',
		'input',
	);
}

function optional(
	reading: ReadingOf,
	source: ValueSource,
	name = source.parameter,
): Column | undefined {
	const { records, hints } = reading;
	const values = readColumn(reading, source, failure(name));
	if (!values) {
		hints.push(
			`${absenceOf(source, records)} It counts as not mapped. Correct ${source.parameter}, or empty it.`,
		);
	}
	return values;
}

function attribute(reading: ReadingOf, source: NamedSource): NamedColumn[] {
	return named(source, optional(reading, source, JSON.stringify(source.name)));
}

function namedIn(organization: readonly NamedSource[]): Set<string> {
	const fields = organization.flatMap(({ path }) =>
		path?.[0] === ORGANIZATION ? path.slice(-1) : [],
	);
	return new Set([...organization.map(({ name }) => name), ...fields].map(matchingKey));
}

function level(reading: ReadingOf, source: NamedSource): NamedColumn[] {
	const { records, hints } = reading;
	const values = readColumn(reading, source, failure(JSON.stringify(source.name)));
	if (values) return named(source, values);
	if (isMisspelt(source, records)) return attribute(reading, source);
	// The last person of the last team may have left: a level that nobody is in is no slip.
	hints.push(`${absenceOf(source, records)} It counts as a level in which nobody has anything.`);
	return named(source, new Array(records.length).fill(null));
}

/** `undefined` where a category is misspelt: then nobody's segments are known. */
function segmentColumns(reading: ReadingOf): SegmentColumn[] | undefined {
	const { segments } = reading.mapping;
	const columns = segments?.flatMap((source) => segmentColumn(reading, source) ?? []);
	return columns?.length === segments?.length ? columns : undefined;
}

function segmentColumn(reading: ReadingOf, source: SegmentSource): SegmentColumn | undefined {
	const { records, hints } = reading;
	const parameter = JSON.stringify(source.name);
	const column = (from: ValueSource) => {
		const values = readColumn(reading, from, failure(parameter));
		// A category that nobody has anything in today is no slip.
		if (values || !isMisspelt(from, records)) return values ?? new Array(records.length).fill(null);
		hints.push(`${absenceOf(from, records)} Everyone’s segments stay as they are. Correct it.`);
		return undefined;
	};
	const names = column(source);
	const codes = source.code && column(source.code);
	if (!names || (source.code && !codes)) return undefined;
	const one = `segment of “${source.name}”`;
	return { name: source.name, one, source, names, ...(codes && { codes }), known: new Map() };
}

function named(source: NamedSource, values: Column | undefined): NamedColumn[] {
	const { name, path } = source;
	return values ? [{ name, one: `“${name}”`, source, values, field: path?.at(-1) ?? '' }] : [];
}

function readerOf({ mapping, rules, hints }: ReadingOf, name: string, values: Column): Reader {
	if (name !== 'excludeFromSurveys') return READERS[typeOf(name) as keyof typeof READERS];
	const { read, hint } = exclusionBy(values, mapping.excludedEmploymentTypes, rules);
	if (hint !== undefined) hints.push(hint);
	return read;
}

/**
 * Reads a value of every record; `undefined` where no record has it. A field that is there is known,
 * whatever the source says; what an expression makes of an unknown one is not asked.
 *
 * @param failed what stands for a value whose expression fails
 * @throws what the expression threw, if it fails for every record
 */
function readColumn(
	{ records, unknown }: ReadingOf,
	source: ValueSource,
	failed: ValueProblem,
): Column | undefined {
	let isThere = false;
	let asked = 0;
	const causes: unknown[] = [];
	const values = records.map((record, index) => {
		const names = unknown?.[index];
		const mayBeUnknown = names !== undefined && isUnknown(source, names);
		if (mayBeUnknown && (!source.path || source.read(record, index) === undefined)) {
			isThere = true;
			return UNKNOWN;
		}
		asked++;
		try {
			const value = source.read(record, index);
			isThere ||= value !== undefined;
			return typeof value !== 'object' || value === null || isDate(value) ? value : jsonForm(value);
		} catch (cause) {
			causes.push(cause);
			return failed;
		}
	});
	if (asked > 0 && causes.length === asked) throw causes[0];
	return isThere ? values : undefined;
}

/** @param parameter as a message names it */
function failure(parameter: string, forWhom = ''): ValueProblem {
	return problem({
		code: 'expressionFailed',
		says: `the expression in ${parameter} could not be worked out${forWhom}`,
		advice: 'Correct the expression, or the values it uses in HR.',
		details: { parameter },
	});
}
