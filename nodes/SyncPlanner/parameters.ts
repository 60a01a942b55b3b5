import type { IExecuteFunctions } from 'n8n-workflow';
import { DEFAULT_SETTINGS, type DeclaredMove, type PlanSettings } from '../../directory/plan';
import type { UndoInput } from '../../directory/plan/undo';
import { readAllowances } from '../allowance';
import { namesIn } from '../inputs';
import {
	choice,
	collection,
	numberOf,
	readGuards,
	readProtectedAccounts,
	readRelease,
} from '../guards';

/**
 * Whether a setting says that the list holds only some people, whatever its items say.
 *
 * @throws NodeOperationError where an expression gives something that cannot be chosen
 */
export function holdsOnlySome(context: IExecuteFunctions): boolean {
	const people = context.getNodeParameter('people', 0, 'everyone');
	return choice(context, 'people', people, ['everyone', 'some']) === 'some';
}

/**
 * Whether the node undoes a run.
 *
 * @throws NodeOperationError where an expression gives something that cannot be chosen
 */
export function undoes(context: IExecuteFunctions): boolean {
	const mode = context.getNodeParameter('mode', 0, 'synchronize');
	return choice(context, 'mode', mode, ['synchronize', 'undo']) === 'undo';
}

/**
 * Reads the node's parameters, once for all items. What was not added keeps its default.
 *
 * @throws NodeOperationError where an expression gives something that cannot be chosen
 */
export function readSettings(context: IExecuteFunctions): PlanSettings {
	const renames = collection(context, 'renames');
	return {
		removal: readRemoval(context),
		userStatus: choice(context, 'userStatus', context.getNodeParameter('userStatus', 0), [
			'overwrite',
			'keepInactive',
		]),
		memberships: choice(context, 'memberships', context.getNodeParameter('memberships', 0), [
			'keepManual',
			'overwrite',
			'keepHigherRole',
		]),
		managersAreMembers: context.getNodeParameter('managersAreMembers', 0, false) === true,
		segmentConnections: choice(
			context,
			'segmentConnections',
			context.getNodeParameter('segmentConnections', 0, DEFAULT_SETTINGS.segmentConnections),
			['keepManual', 'overwrite'],
		),
		renames: {
			detect: (renames.detect ?? DEFAULT_SETTINGS.renames.detect) === true,
			minimumOverlap: numberOf(
				context,
				'minimumOverlap',
				renames.minimumOverlap ?? DEFAULT_SETTINGS.renames.minimumOverlap,
			),
		},
		moves: readMoves(context),
		allowances: readAllowances(context),
		protectedAccounts: readProtectedAccounts(context),
		pilot: readPilot(context),
		guards: readGuards(context),
		release: readRelease(context),
	};
}

/**
 * Reads the parameters of an undo.
 *
 * @throws NodeOperationError where an expression gives something that cannot be chosen
 */
export function readUndoSettings(context: IExecuteFunctions): UndoInput['settings'] {
	return {
		removal: readRemoval(context),
		allowances: readAllowances(context),
		protectedAccounts: readProtectedAccounts(context),
		guards: readGuards(context),
		release: readRelease(context),
	};
}

function readRemoval(context: IExecuteFunctions): PlanSettings['removal'] {
	const removal = collection(context, 'removal');
	const { removal: defaults } = DEFAULT_SETTINGS;
	return {
		scope: choice(context, 'scope', removal.scope ?? defaults.scope, ['withExternalId', 'all']),
		action: choice(context, 'action', removal.action ?? defaults.action, [
			'deactivate',
			'delete',
			'none',
		]),
		companyAttribute: String(removal.companyAttribute ?? '').trim(),
	};
}

function readPilot(context: IExecuteFunctions): PlanSettings['pilot'] {
	const { people, groups, companies } = collection(context, 'scope');
	return {
		people: namesIn(people),
		groups: namesIn(groups, /\n/),
		companies: namesIn(companies),
	};
}

/** Moves with both ends; a row that was left empty is none. */
function readMoves(context: IExecuteFunctions): DeclaredMove[] {
	const { move = [] } = collection(context, 'moves') as { move?: Array<Partial<DeclaredMove>> };
	return move
		.map(({ from, to }) => ({ from: String(from ?? '').trim(), to: String(to ?? '').trim() }))
		.filter(({ from, to }) => from !== '' && to !== '');
}
