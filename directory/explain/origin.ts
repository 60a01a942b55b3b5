import { fieldPath } from '../common/fieldPath';
import { ownValue } from '../common/json';
import { NOT_KNOWN } from '../model/marks';
import { MAPPED_VALUES, type Mapping } from '../mapping';
import { attributeField } from '../model/fields';
import type { JsonValue } from '../model/person';
import { jsonForm, textOf } from '../mapping/values';
import { isUnknown, type ValueSource } from '../mapping/valueSource';

/** What HR says of a person, as far as the mapping uses it. */
export interface Origin {
	/** The records that the person was made of, the decisive one first. */
	records: OriginRecord[];
	/** The organisational fields as they were mapped. */
	organization?: Record<string, JsonValue>;
}

export interface OriginRecord {
	/** What people know the employee by; `null` where the records have no such field. */
	employeeNumber: string | null;
	company: string | null;
	values: OriginValue[];
}

export interface OriginValue {
	/** The property of the person that it becomes; a further one as `attributes.<name>`. */
	field: string;
	/** The field in HR; `null` where it is worked out by an expression. */
	source: string | null;
	/** As HR has it; `null` also where it could not be worked out, or follows from what is not known. */
	value: JsonValue;
}

/**
 * Reads of one record what the mapping uses, and nothing else, so that it can be shown next to
 * what became of it.
 *
 * @param index of the record, for expressions
 * @param employeeNumber where the number stands that people know an employee by
 */
export function originOf(
	record: unknown,
	index: number,
	mapping: Mapping,
	employeeNumber: ValueSource | undefined,
): OriginRecord {
	const notKnown = ownValue(record, NOT_KNOWN);
	const read = (source: ValueSource): JsonValue => {
		// What an expression makes of a field that is not known says nothing.
		if (!source.path && Array.isArray(notKnown) && isUnknown(source, notKnown)) return null;
		try {
			return (jsonForm(source.read(record, index)) ?? null) as JsonValue;
		} catch {
			return null;
		}
	};
	const values: OriginValue[] = [];
	const add = (field: string, source: ValueSource | undefined) => {
		if (!source) return;
		const name = source.path ? fieldPath(source.path).label : null;
		values.push({ field, source: name, value: read(source) });
	};
	for (const { property, parameter } of MAPPED_VALUES) add(property, mapping.fields[parameter]);
	for (const one of mapping.segments ?? [])
		for (const from of [one, one.code]) add('segments', from);
	for (const attribute of mapping.attributes) add(attributeField(attribute.name), attribute);
	return {
		employeeNumber: (employeeNumber && textOf(read(employeeNumber))) || null,
		company: (mapping.company && textOf(read(mapping.company))) || null,
		values,
	};
}
