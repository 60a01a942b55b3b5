import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import {
	DEFAULT_SETTINGS,
	GUARD_NAMES,
	type DeclaredMove,
	type GuardLimit,
	type PlanSettings,
} from '../../directory/plan';

type Options = Record<string, unknown>;

/**
 * Whether the list is said to hold only some people, whatever its items say.
 *
 * @throws NodeOperationError where an expression gives something that cannot be chosen
 */
export function holdsOnlySome(context: IExecuteFunctions): boolean {
	const people = context.getNodeParameter('people', 0, 'everyone');
	return choice(context, 'people', people, ['everyone', 'some']) === 'some';
}

/**
 * Reads the node's parameters, once for all items. What was not added keeps its default.
 *
 * @throws NodeOperationError where an expression gives something that cannot be chosen
 */
export function readSettings(context: IExecuteFunctions): PlanSettings {
	const removal = collection(context, 'removal');
	const renames = collection(context, 'renames');
	const guards = collection(context, 'guards');
	const { removal: defaults } = DEFAULT_SETTINGS;
	return {
		removal: {
			scope: choice(context, 'scope', removal.scope ?? defaults.scope, ['withExternalId', 'all']),
			action: choice(context, 'action', removal.action ?? defaults.action, [
				'deactivate',
				'delete',
				'none',
			]),
			companyAttribute: String(removal.companyAttribute ?? '').trim(),
		},
		userStatus: choice(context, 'userStatus', context.getNodeParameter('userStatus', 0), [
			'overwrite',
			'keepInactive',
		]),
		memberships: choice(context, 'memberships', context.getNodeParameter('memberships', 0), [
			'keepManual',
			'overwrite',
		]),
		renames: {
			detect: (renames.detect ?? DEFAULT_SETTINGS.renames.detect) === true,
			minimumOverlap: numberOf(
				context,
				'minimumOverlap',
				renames.minimumOverlap ?? DEFAULT_SETTINGS.renames.minimumOverlap,
			),
		},
		moves: readMoves(context),
		guards: readGuards(context, guards),
		release: String(context.getNodeParameter('release', 0, '') ?? '').trim(),
	};
}

function readGuards(context: IExecuteFunctions, guards: Options): PlanSettings['guards'] {
	const limits = { ...DEFAULT_SETTINGS.guards };
	for (const name of GUARD_NAMES) {
		const { limit } = (guards[name] ?? {}) as { limit?: Partial<GuardLimit> };
		limits[name] = {
			count: numberOf(context, `${name}.count`, limit?.count ?? limits[name].count),
			share: numberOf(context, `${name}.share`, limit?.share ?? limits[name].share),
		};
	}
	limits.whenExceeded = choice(context, 'whenExceeded', guards.whenExceeded ?? 'hold', [
		'hold',
		'stop',
	]);
	return limits;
}

/** Moves with both ends; a row that was left empty is none. */
function readMoves(context: IExecuteFunctions): DeclaredMove[] {
	const { move = [] } = collection(context, 'moves') as { move?: Array<Partial<DeclaredMove>> };
	return move
		.map(({ from, to }) => ({ from: String(from ?? '').trim(), to: String(to ?? '').trim() }))
		.filter(({ from, to }) => from !== '' && to !== '');
}

function collection(context: IExecuteFunctions, name: string): Options {
	return (context.getNodeParameter(name, 0, {}) ?? {}) as Options;
}

function choice<T extends string>(
	context: IExecuteFunctions,
	name: string,
	value: unknown,
	choices: readonly T[],
): T {
	if (choices.includes(value as T)) return value as T;
	throw new NodeOperationError(context.getNode(), `${name} cannot be ${JSON.stringify(value)}`, {
		description: `It is one of: ${choices.join(', ')}.`,
	});
}

function numberOf(context: IExecuteFunctions, name: string, value: unknown): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && number >= 0) return number;
	throw new NodeOperationError(context.getNode(), `${name} cannot be ${JSON.stringify(value)}`, {
		description: 'It is a number, zero or more.',
	});
}
