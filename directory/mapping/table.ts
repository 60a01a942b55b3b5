import { UserError } from '../model/userError';
import { typeOf } from '../model/fields';
import { exclusionBy } from './exclusion';
import { READERS, type Reader } from './readers';
import { MAPPED_VALUES, type MappedValue, type Mapping } from './types';
import { isDate, jsonForm, type ReadingRules } from './values';
import { absenceOf, isMisspelt, type NamedSource, type ValueSource } from './valueSource';

/** The values of one source by the index of the record. */
export type Column = unknown[];

/** A value of a person, with where it stands in the records and how it is read. */
export type ValueColumn = MappedValue & { source: ValueSource; values: Column; read: Reader };

/** A value that goes under a name of its own. */
export interface NamedColumn {
	name: string;
	values: Column;
	/** The field that the name stands for in the record, to find its code by. */
	field: string;
}

/** What the mapping makes use of in the records, read once. */
export interface Table {
	/** In the order in which a person lists them; what is not mapped is not there. */
	values: ValueColumn[];
	company: Column | undefined;
	employedFrom: Column | undefined;
	organization: NamedColumn[] | undefined;
	attributes: NamedColumn[];
	rules: ReadingRules;
	hints: string[];
}

/** A value that could not be worked out. */
export class Unreadable {
	constructor(readonly cause: unknown) {}
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
	const hints: string[] = [];
	const optional = (source: ValueSource | undefined): Column | undefined => {
		const values = source && readColumn(records, source);
		if (source && !values) {
			hints.push(
				`${absenceOf(source, records)} It counts as not mapped. Correct ${source.parameter}, or empty it.`,
			);
		}
		return values;
	};
	const required = (source: ValueSource): Column => {
		const values = readColumn(records, source);
		if (values) return values;
		throw new UserError(
			`${absenceOf(source, records)} Drag the right field into ${source.parameter}.`,
			'Nothing was passed on. A field that no item has is a slip in the mapping.',
			'input',
		);
	};
	const namedColumn = (source: NamedSource, values: Column | undefined): NamedColumn[] =>
		values ? [{ name: source.name, values, field: source.path?.at(-1) ?? '' }] : [];
	const levelOf = (source: NamedSource): Column | undefined => {
		const values = readColumn(records, source);
		if (values || isMisspelt(source, records)) return values ?? optional(source);
		// The last person of the last team may have left: a level that nobody is in is no slip.
		hints.push(`${absenceOf(source, records)} It counts as a level in which nobody has anything.`);
		return records.map(() => null);
	};
	const readerOf = (property: string, values: Column): Reader => {
		if (property !== 'excludeFromSurveys') return READERS[typeOf(property)];
		const { read, hint } = exclusionBy(values, mapping.excludedEmploymentTypes, rules);
		if (hint !== undefined) hints.push(hint);
		return (raw) => read(raw, rules);
	};
	// The order of the hints is that of the parameters, and a mandatory one is looked at first.
	const columns = new Map<MappedValue, Column | undefined>();
	for (const one of MAPPED_VALUES) {
		if (one.isRequired) columns.set(one, required(mapping.fields[one.parameter]!));
	}
	for (const one of MAPPED_VALUES) {
		if (!one.isRequired) columns.set(one, optional(mapping.fields[one.parameter]));
	}
	const { company, employedFrom, organization, attributes } = mapping;
	return {
		values: MAPPED_VALUES.flatMap((one) => {
			const values = columns.get(one);
			const source = mapping.fields[one.parameter]!;
			return values ? [{ ...one, source, values, read: readerOf(one.property, values) }] : [];
		}),
		// Not every HR system has these two, and nobody needs them.
		company: company && readColumn(records, company),
		employedFrom: employedFrom && readColumn(records, employedFrom),
		organization: organization?.flatMap((source) => namedColumn(source, levelOf(source))),
		attributes: attributes.flatMap((source) => namedColumn(source, optional(source))),
		rules,
		hints,
	};
}

/** Reads a value of every record; `undefined` where no record has it. */
function readColumn(records: readonly unknown[], source: ValueSource): Column | undefined {
	let isThere = false;
	let failures = 0;
	const values = records.map((record, index) => {
		try {
			const value = source.read(record, index);
			isThere ||= value !== undefined;
			return typeof value !== 'object' || value === null || isDate(value) ? value : jsonForm(value);
		} catch (cause) {
			failures++;
			return new Unreadable(cause);
		}
	});
	if (failures === records.length) throw (values[0] as Unreadable).cause;
	return isThere ? values : undefined;
}
