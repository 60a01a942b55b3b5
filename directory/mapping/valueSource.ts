import { compileField, fieldPath } from '../common/fieldPath';
import { ownValue } from '../common/json';
import { nearNames } from '../common/suggestion';

/** Where one value of a person comes from. */
export interface ValueSource {
	/** The parameter, as the screen names it: `First Name`. */
	parameter: string;
	/** What the parameter holds, for messages: `"FirstName"` or `its expression`. */
	label: string;
	/** The names on the way to the value, where it is a field. */
	path?: readonly string[];
	/**
	 * The fields of the record that the value depends on, by their outermost names in small letters;
	 * `null`: it may depend on any.
	 */
	fields: readonly string[] | null;
	/** The value in one record; `undefined` where there is no such field. May throw. */
	read: (record: unknown, index: number) => unknown;
}

/** A value source whose value goes under a name of its own. */
export interface NamedSource extends ValueSource {
	name: string;
}

/** Properties of a record that hold its organisational fields, and their codes. */
export const ORGANIZATION = 'Organization';
export const ORGANIZATION_CODES = 'OrganizationCodes';

/**
 * @param title the parameter, as the screen names it
 * @param parameter what is in it, unevaluated
 * @param evaluate the value of a true expression for the item with this index
 * @returns `undefined` where the parameter is empty: the value is not mapped
 */
export function valueSource(
	title: string,
	parameter: string,
	evaluate: (index: number) => unknown,
): ValueSource | undefined {
	if (isEmpty(parameter)) return undefined;
	const field = compileField(parameter);
	if (field) {
		return {
			parameter: title,
			label: JSON.stringify(field.label),
			path: field.path,
			fields: inSmallLetters(field.path.slice(0, 1)),
			read: field.read,
		};
	}
	return {
		parameter: title,
		label: 'its expression',
		fields: mentionedFields(parameter),
		read: (_record, index) => evaluate(index),
	};
}

/** As `valueSource`, for an organisational field: a name without more is looked up in `Organization` first. */
export function organizationSource(
	title: string,
	parameter: string,
	evaluate: (index: number) => unknown,
): ValueSource | undefined {
	const source = valueSource(title, parameter, evaluate);
	const name = parameter.trim();
	if (!source?.path || source.path[0] === ORGANIZATION || !isTyped(name)) return source;
	return {
		...source,
		path: [ORGANIZATION, name],
		fields: inSmallLetters([ORGANIZATION, name]),
		read: (record, index) => {
			const value = ownValue(ownValue(record, ORGANIZATION), name);
			return value === undefined ? source.read(record, index) : value;
		},
	};
}

/**
 * A record in an expression, with its field: `$json.Name`, `$json["a name"]`, `…item.json.Name`. The
 * last alternative is a record without a field that can be read here, such as `Object.keys($json)`;
 * so is `$json.keys()`.
 */
const MENTION =
	/(?<![\p{ID_Continue}$])\$?json(?![\p{ID_Continue}$])(?:[\s?.]*(?:([\p{ID_Start}$_][\p{ID_Continue}$]*)|\[\s*(?:"([^"]*)"|'([^']*)')\s*\])(\s*\()?|)/gu;

function mentionedFields(expression: string): string[] | null {
	const names = [...expression.matchAll(MENTION)].map(([, name, quoted, single, call]) =>
		call ? undefined : (name ?? quoted ?? single),
	);
	return names.includes(undefined) ? null : inSmallLetters(names as string[]);
}

function inSmallLetters(names: readonly string[]): string[] {
	return names.map((name) => name.toLowerCase());
}

/**
 * Whether the source does not know a field that a value is, or is worked out from: what an expression
 * makes of an unknown field says nothing.
 *
 * @param notKnown names of fields, from the record
 */
export function isUnknown({ fields }: ValueSource, notKnown: readonly string[]): boolean {
	if (fields === null) return notKnown.length > 0;
	return notKnown.some((name) => fields.includes(name.toLowerCase()));
}

function isEmpty(parameter: string): boolean {
	return /^=?\s*(\{\{\s*\}\})?$/.test(parameter.trim());
}

function isTyped(parameter: string): boolean {
	return !/^(=|\{\{|\$json\b|\$input\b)/.test(parameter);
}

const MOST_RECORDS = 1000;

/** Says that no record has the field, and which one may have been meant. */
export function absenceOf(source: ValueSource, records: readonly unknown[]): string {
	const { parameter, label, path } = source;
	if (!path) return `The expression in ${parameter} gave nothing for any item.`;
	const near = nearFields(path, records.slice(0, MOST_RECORDS)).map((name) => JSON.stringify(name));
	const meant = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
	return `No item has the field ${label}, which ${parameter} is mapped to.${meant}`;
}

/** Whether records have a field that is spelled much like one that none of them has. */
export function isMisspelt({ path }: ValueSource, records: readonly unknown[]): boolean {
	return path === undefined || nearFields(path, records.slice(0, MOST_RECORDS)).length > 0;
}

/** Fields that exist and are spelled much like the first missing name of a path. */
function nearFields(path: readonly string[], records: readonly unknown[]): string[] {
	for (let depth = path.length - 1; depth >= 0; depth--) {
		const above = path.slice(0, depth);
		const { read } = fieldPath(above);
		const names = new Set<string>();
		for (const record of records) {
			const holder = read(record);
			if (typeof holder === 'object' && holder !== null) {
				for (const name of Object.keys(holder)) names.add(name);
			}
		}
		if (names.size > 0) {
			const rest = path.slice(depth + 1);
			return nearNames(path[depth]!, names).map(
				(name) => fieldPath([...above, name, ...rest]).label,
			);
		}
	}
	return [];
}
