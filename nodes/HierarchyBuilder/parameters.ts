import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { compileField } from '../../directory/common/fieldPath';
import type { HierarchyOptions, RootGroup } from '../../directory/hierarchy';
import { CHOICES } from './properties';
import { cleanName } from '../../directory/common/text';

type Mode = HierarchyOptions['mode'];

const READ: Record<Mode, (context: IExecuteFunctions) => HierarchyOptions> = {
	levels: (context) => ({
		mode: 'levels',
		levels: fieldNames(context, 'levels'),
		groupId: choice(context, 'groupId', 'path'),
		idFields: fieldNames(context, 'idFields'),
		conflict: choice(context, 'conflict', 'error'),
		gaps: choice(context, 'gaps', 'nearest'),
		groupManager: choice(context, 'groupManager', 'mostCommon'),
		levelAttribute: text(context, 'levelAttribute'),
		rootGroup: rootGroup(context),
	}),
	parentIds: (context) => ({
		mode: 'parentIds',
		groupIdField: fieldName(context, 'groupIdField'),
		groupNameField: fieldName(context, 'groupNameField'),
		parentIdField: fieldName(context, 'parentIdField'),
		valueField: fieldName(context, 'valueField'),
		dimensionField: fieldName(context, 'dimensionField'),
		groupManager: choice(context, 'groupManager', 'mostCommon'),
		rootGroup: rootGroup(context),
	}),
	reportingLine: (context) => ({
		mode: 'reportingLine',
		teamName: text(context, 'teamName'),
		rootGroup: rootGroup(context),
	}),
};

/**
 * Reads the node's parameters, once for all items.
 *
 * @throws NodeOperationError where an expression gives something that cannot be chosen
 */
export function readOptions(context: IExecuteFunctions): HierarchyOptions {
	return READ[choice(context, 'mode', 'levels')](context);
}

type Choice<N extends keyof typeof CHOICES> = keyof (typeof CHOICES)[N] & string;

/** @param unshown what a parameter is that is not shown */
function choice<N extends keyof typeof CHOICES>(
	context: IExecuteFunctions,
	name: N,
	unshown: Choice<N>,
): Choice<N> {
	const chosen: unknown = context.getNodeParameter(name, 0, unshown);
	const choices = Object.keys(CHOICES[name]) as Array<Choice<N>>;
	const found = choices.find((one) => one === chosen);
	if (found !== undefined) return found;
	throw new NodeOperationError(context.getNode(), `${name} cannot be ${JSON.stringify(chosen)}`, {
		description: `It is one of: ${choices.join(', ')}.`,
	});
}

function rootGroup(context: IExecuteFunctions): RootGroup | null {
	const name = text(context, 'rootGroup');
	const externalId = text(context, 'rootGroupId');
	if (name === '') return null;
	return externalId === '' ? { name } : { name, externalId };
}

function text(context: IExecuteFunctions, name: string): string {
	return cleanName(context.getNodeParameter(name, 0, ''));
}

/** A field by its name: typed, dragged here, or given by an expression. */
function fieldName(context: IExecuteFunctions, name: string): string {
	const raw = context.getNodeParameter(name, 0, '', { rawExpressions: true });
	return draggedField(raw) ?? text(context, name);
}

/** Fields by their names: a list, or a text that commas separate. */
function fieldNames(context: IExecuteFunctions, name: string): string[] {
	const raw: unknown = context.getNodeParameter(name, 0, [], { rawExpressions: true });
	const dragged = draggedField(raw);
	if (dragged !== undefined) return [dragged];
	const values = listIn(context.getNodeParameter(name, 0, []));
	const rawValues = Array.isArray(raw) ? raw : [];
	return values
		.map((value, i) => draggedField(rawValues[i]) ?? cleanName(value))
		.filter((field) => field !== '');
}

function listIn(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	return typeof value === 'string' ? value.split(/[,\n]/) : [value];
}

/**
 * The name of a field that was dragged into a parameter: a path, or an expression whose value on
 * the first item is of no use. A field of `organization` is used by its bare name, as if typed.
 */
function draggedField(raw: unknown): string | undefined {
	const field = typeof raw === 'string' ? compileField(raw) : undefined;
	if (!field) return undefined;
	const [box, name] = field.path;
	const isBoxed = box === 'organization' || box === 'organizationCodes';
	if (isBoxed && field.path.length === 2) return name;
	return String(raw).startsWith('=') ? field.label : undefined;
}
