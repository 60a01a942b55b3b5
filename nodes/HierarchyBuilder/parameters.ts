import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { HierarchyOptions, RootGroup } from '../../directory/hierarchy';
import { draggedField, listIn } from './fields';
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

/** Fields by their names: a list, an expression in it that gives a list, or a text with commas. */
function fieldNames(context: IExecuteFunctions, name: string): string[] {
	const raw: unknown = context.getNodeParameter(name, 0, [], { rawExpressions: true });
	const dragged = draggedField(raw);
	if (dragged !== undefined) return [dragged];
	const values = listIn(context.getNodeParameter(name, 0, []));
	const rawValues = Array.isArray(raw) ? raw : [];
	return values
		.flatMap((value, i) => {
			const entered: unknown = rawValues[i];
			const field = draggedField(entered);
			if (field !== undefined) return [field];
			const isNothing = value === undefined || value === null;
			if (isNothing && typeof entered === 'string') throw noName(context, name, entered);
			return [value].flat().map(cleanName);
		})
		.filter((field) => field !== '');
}

/** A name that was entered between the braces of an expression would be no level at all. */
function noName(context: IExecuteFunctions, name: string, entered: string): NodeOperationError {
	const message = `${entered.slice(1)} in ${name} gives no name of a field`;
	return new NodeOperationError(context.getNode(), message, {
		description: 'Choose a field from the list, or enter its name without braces.',
	});
}
