import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import {
	DEFAULT_PLACEHOLDERS,
	OPTIONAL_FIELDS,
	REQUIRED_FIELDS,
	type Mapping,
	type SegmentSource,
} from '../../directory/mapping';
import type { Gender } from '../../directory/model/person';
import { matchingKey } from '../../directory/common/text';
import { genderCodes, textOf } from '../../directory/mapping/values';
import {
	organizationSource,
	valueSource,
	type NamedSource,
	type ValueSource,
} from '../../directory/mapping/valueSource';
import { namesIn } from '../inputs';
import { EMPLOYEE_NUMBER, EMPLOYMENT_START, properties } from './properties';

const TITLES = new Map(properties.map(({ name, displayName }) => [name, displayName]));

/**
 * Reads the node's parameters, once for all items. Only a true expression is left to n8n, to be
 * evaluated item by item.
 *
 * @throws NodeOperationError where something mandatory is empty
 */
export function readMapping(context: IExecuteFunctions): Mapping {
	const source = (name: string): ValueSource | undefined =>
		valueSource(
			TITLES.get(name) ?? name,
			textIn(unevaluated(context, name)),
			evaluated(context, name),
		);

	const fields: Partial<Record<string, ValueSource>> = {};
	for (const name of REQUIRED_FIELDS) fields[name] = source(name) ?? fail(context, name);
	for (const name of OPTIONAL_FIELDS) fields[name] = source(name);

	const organization = namedSources(context, ORGANIZATIONAL_FIELDS);
	const segments = segmentSources(context);
	const options = unevaluated(context, 'options') as {
		employmentStart?: unknown;
		protectedField?: unknown;
	};
	const protectedField = valueSource(
		'Protected Identity Field',
		textIn(options.protectedField ?? ''),
		evaluated(context, 'options.protectedField'),
	);
	return {
		fields: fields as Mapping['fields'],
		company: source('company'),
		employedFrom: valueSource(
			'Employment Start',
			textIn(options.employmentStart ?? EMPLOYMENT_START),
			evaluated(context, 'options.employmentStart'),
		),
		genderCodes: genderCodes(
			entriesIn(context.getNodeParameter('genderCodes', 0, {})).map(
				({ value, gender }) => [value, gender as Gender] as const,
			),
		),
		excludedEmploymentTypes: new Set(
			listIn(context.getNodeParameter('excludedEmploymentTypes', 0, [])).map(matchingKey),
		),
		...(organization.length > 0 && { organization }),
		keepsOtherLevels: context.getNode().typeVersion >= 3,
		attributes: namedSources(context, ATTRIBUTES),
		...(segments.length > 0 && { segments }),
		companyOrder: listIn(context.getNodeParameter('options.companyOrder', 0, '')),
		placeholders: listIn(context.getNodeParameter('options.placeholders', 0, DEFAULT_PLACEHOLDERS)),
		timeZone: context.getTimezone(),
		protectedIdentity: {
			...(protectedField && { field: protectedField }),
			externalIds: namesIn(context.getNodeParameter('options.protectedIds', 0, '')),
			leaveOut: context.getNodeParameter('options.leaveOutProtected', 0, false) === true,
		},
	};
}

/** Whether skipped people come out of *Skipped* only. In version 1 they always do. */
export function separatesSkipped(context: IExecuteFunctions): boolean {
	if (context.getNode().typeVersion < 2) return true;
	return context.getNodeParameter('options.separateSkipped', 0, false) === true;
}

/** Where the employee number stands; `null` where no values are to be explained. */
export function readExplanation(
	context: IExecuteFunctions,
): { employeeNumber: ValueSource | undefined } | null {
	if (context.getNodeParameter('options.explainValues', 0, false) !== true) return null;
	const { employeeNumber } = unevaluated(context, 'options') as { employeeNumber?: unknown };
	return {
		employeeNumber: valueSource(
			'Employee Number',
			textIn(employeeNumber ?? EMPLOYEE_NUMBER),
			evaluated(context, 'options.employeeNumber'),
		),
	};
}

/** A list of rows, each of which gives a value a name of its own. */
interface NamedRows {
	collection: string;
	title: string;
	/** The parameter of a row that holds the value. */
	value: string;
	/** The parameter that holds the name, by default `name`. */
	nameIn?: string;
	source: typeof valueSource;
	/** What a message calls a row, by its position from 1 and its name. */
	row: (position: number, name: string) => string;
	/** What the error says of a row that has no name. */
	nameless: (position: number) => string;
}

const ORGANIZATIONAL_FIELDS: NamedRows = {
	collection: 'organizationFields',
	title: 'Organizational Fields',
	value: 'field',
	source: organizationSource,
	row: (position) => `field ${position} of Organizational Fields`,
	nameless: (position) =>
		`Field ${position} of Organizational Fields is an expression and has no name. Enter the Name that the Hierarchy Builder uses.`,
};

const ATTRIBUTES: NamedRows = {
	collection: 'attributes',
	title: 'Attributes',
	value: 'value',
	source: valueSource,
	row: (_position, name) => (name ? `the attribute ${JSON.stringify(name)}` : 'an attribute'),
	nameless: (position) =>
		`Attribute ${position} has a value and no name. Enter the Name of the value in Winningtemp, or remove the attribute.`,
};

const SEGMENTS: NamedRows = {
	collection: 'segments',
	title: 'Segments',
	value: 'value',
	nameIn: 'category',
	source: organizationSource,
	row: (_position, name) => `the category ${JSON.stringify(name)}`,
	nameless: (position) =>
		`Row ${position} of Segments has a value and no category. Enter the Category, or remove the row.`,
};

/** The sources of segments, each with the one of its code. */
function segmentSources(context: IExecuteFunctions): SegmentSource[] {
	const rows = entriesIn(unevaluated(context, SEGMENTS.collection));
	return namedSources(context, SEGMENTS).map((source) => {
		const i = rows.findIndex(({ category }) => textOf(category) === source.name);
		const code = organizationSource(
			`the code of the category ${JSON.stringify(source.name)}`,
			textIn(rows[i]?.code),
			evaluated(context, `${SEGMENTS.collection}.values[${i}].code`),
		);
		return { ...source, ...(code && { code }) };
	});
}

function namedSources(context: IExecuteFunctions, rows: NamedRows): NamedSource[] {
	const { collection, title, value } = rows;
	const sources = new Map<string, NamedSource>();
	const refuse = (message: string) => new NodeOperationError(context.getNode(), message);
	for (const [i, row] of entriesIn(unevaluated(context, collection)).entries()) {
		const given = textOf(row[rows.nameIn ?? 'name']);
		const source = rows.source(
			rows.row(i + 1, given),
			textIn(row[value]),
			evaluated(context, `${collection}.values[${i}].${value}`),
		);
		if (!source) continue;
		// The name of an organisational field is that of the field, if none is given.
		const name = given || (rows === ORGANIZATIONAL_FIELDS && source.path?.at(-1));
		if (!name) throw refuse(rows.nameless(i + 1));
		if (sources.has(name)) {
			throw refuse(`${title} name ${JSON.stringify(name)} twice. Rename or remove one of the two.`);
		}
		sources.set(name, { ...source, name });
	}
	return [...sources.values()];
}

function unevaluated(context: IExecuteFunctions, name: string): unknown {
	return context.getNodeParameter(name, 0, '', { rawExpressions: true });
}

function evaluated(context: IExecuteFunctions, name: string): (index: number) => unknown {
	return (index) => context.getNodeParameter(name, index);
}

function fail(context: IExecuteFunctions, name: string): never {
	const title = TITLES.get(name) ?? name;
	throw new NodeOperationError(context.getNode(), `${title} is empty`, {
		description: `Nobody can be a user in Winningtemp without it. Drag the field of the input that holds it into ${title}.`,
	});
}

function textIn(parameter: unknown): string {
	return typeof parameter === 'string' ? parameter : textOf(parameter);
}

/** The rows of a fixed collection. */
function entriesIn(collection: unknown): Array<Record<string, unknown>> {
	const rows = (collection as { values?: unknown } | null | undefined)?.values;
	return Array.isArray(rows) ? (rows as Array<Record<string, unknown>>) : [];
}

/** A list, or the parts of a text that commas separate; blank ones count for nothing. */
function listIn(value: unknown): string[] {
	const parts: unknown[] = Array.isArray(value) ? value : textIn(value).split(',');
	return parts.map(textOf).filter((part) => part !== '');
}
