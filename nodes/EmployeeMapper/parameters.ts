import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import {
	DEFAULT_PLACEHOLDERS,
	OPTIONAL_FIELDS,
	REQUIRED_FIELDS,
	type Mapping,
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
import { EMPLOYEE_NUMBER, EMPLOYMENT_START, properties } from './properties';

const TITLES = new Map(properties.map(({ name, displayName }) => [name, displayName]));

/**
 * Reads the node's parameters, once for all items. Only a true expression is left to n8n, to be
 * evaluated item by item.
 *
 * @throws NodeOperationError where something mandatory is empty
 */
export function readMapping(context: IExecuteFunctions): Mapping {
	const unevaluated = (name: string): unknown =>
		context.getNodeParameter(name, 0, '', { rawExpressions: true });
	const evaluated = (name: string) => (index: number) => context.getNodeParameter(name, index);
	const source = (name: string): ValueSource | undefined =>
		valueSource(TITLES.get(name) ?? name, textIn(unevaluated(name)), evaluated(name));

	const fields: Partial<Record<string, ValueSource>> = {};
	for (const name of REQUIRED_FIELDS) fields[name] = source(name) ?? fail(context, name);
	for (const name of OPTIONAL_FIELDS) fields[name] = source(name);

	const organization = organizationSources(context, unevaluated, evaluated);
	const options = unevaluated('options') as { employmentStart?: unknown };
	return {
		fields: fields as Mapping['fields'],
		company: source('company'),
		employedFrom: valueSource(
			'Employment Start',
			textIn(options.employmentStart ?? EMPLOYMENT_START),
			evaluated('options.employmentStart'),
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
		attributes: attributeSources(context, unevaluated, evaluated),
		companyOrder: listIn(context.getNodeParameter('options.companyOrder', 0, '')),
		placeholders: listIn(context.getNodeParameter('options.placeholders', 0, DEFAULT_PLACEHOLDERS)),
		timeZone: context.getTimezone(),
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
	const { employeeNumber } = context.getNodeParameter(
		'options',
		0,
		{},
		{
			rawExpressions: true,
		},
	) as { employeeNumber?: unknown };
	return {
		employeeNumber: valueSource(
			'Employee Number',
			textIn(employeeNumber ?? EMPLOYEE_NUMBER),
			(index) => context.getNodeParameter('options.employeeNumber', index),
		),
	};
}

type Unevaluated = (name: string) => unknown;
type Evaluated = (name: string) => (index: number) => unknown;

function organizationSources(
	context: IExecuteFunctions,
	unevaluated: Unevaluated,
	evaluated: Evaluated,
): NamedSource[] {
	const sources: NamedSource[] = [];
	entriesIn(unevaluated('organizationFields')).forEach((entry, position) => {
		const field = textIn(entry.field);
		const title = `field ${position + 1} of Organizational Fields`;
		const source = organizationSource(
			title,
			field,
			evaluated(`organizationFields.values[${position}].field`),
		);
		if (!source) return;
		const name = textOf(entry.name) || source.path?.at(-1);
		if (!name) {
			throw new NodeOperationError(
				context.getNode(),
				`Field ${position + 1} of Organizational Fields is an expression and has no name. Enter the Name that the Hierarchy Builder uses.`,
			);
		}
		sources.push({ ...source, name });
	});
	return unique(context, 'Organizational Fields', sources);
}

function attributeSources(
	context: IExecuteFunctions,
	unevaluated: Unevaluated,
	evaluated: Evaluated,
): NamedSource[] {
	const sources: NamedSource[] = [];
	entriesIn(unevaluated('attributes')).forEach((entry, position) => {
		const name = textOf(entry.name);
		const source = valueSource(
			name ? `the attribute ${JSON.stringify(name)}` : 'an attribute',
			textIn(entry.value),
			evaluated(`attributes.values[${position}].value`),
		);
		if (!source) return;
		if (!name) {
			throw new NodeOperationError(
				context.getNode(),
				`Attribute ${position + 1} has a value and no name. Enter the Name of the value in Winningtemp, or remove the attribute.`,
			);
		}
		sources.push({ ...source, name });
	});
	return unique(context, 'Attributes', sources);
}

function unique(context: IExecuteFunctions, title: string, sources: NamedSource[]): NamedSource[] {
	const names = new Set<string>();
	for (const { name } of sources) {
		if (names.has(name)) {
			throw new NodeOperationError(
				context.getNode(),
				`${title} name ${JSON.stringify(name)} twice. Rename or remove one of the two.`,
			);
		}
		names.add(name);
	}
	return sources;
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
