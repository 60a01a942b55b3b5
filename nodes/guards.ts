import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { dayIn } from '../directory/common/calendar';
import type { Issue } from '../directory/model/issue';
import {
	DEFAULT_SETTINGS,
	GUARD_BASES,
	GUARD_NAMES,
	GUARD_ROWS,
	type GuardLimit,
	type GuardName,
	type PlanSettings,
} from '../directory/plan';
import { namesIn } from './inputs';

/** The parameters *Guards* and *Release* of every node that plans. */

function guard(name: GuardName): INodeProperties {
	const { name: displayName, of, counted } = GUARD_ROWS[name];
	const { weekCount, weekShare, ...run } = DEFAULT_SETTINGS.guards[name];
	const values = [
		count('Count', 'count', run.count, 'So many are always let through'),
		share(
			'Share (%)',
			'share',
			run.share,
			`So many per cent of ${GUARD_BASES[of]} are always let through`,
		),
	];
	if (weekCount !== undefined && weekShare !== undefined) {
		values.push(
			count(
				'Count a Week',
				'weekCount',
				weekCount,
				'So many are always let through in seven days, earlier runs included',
			),
			share(
				'Share a Week (%)',
				'weekShare',
				weekShare,
				'So many per cent are always let through in seven days, earlier runs included. A week never lets through less than a run.',
			),
		);
	}
	return {
		displayName,
		name,
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add Limit',
		description: `How many ${counted.many} ${counted.what} before the guard holds them. It trips when both are exceeded.`,
		options: [{ displayName: 'Limit', name: 'limit', values }],
	};
}

type LimitField = (
	displayName: string,
	name: keyof GuardLimit,
	value: number,
	description: string,
) => INodeProperties;

const share: LimitField = (displayName, name, value, description) => ({
	displayName,
	name,
	type: 'number',
	typeOptions: { minValue: 0 },
	default: value,
	description,
});

const count: LimitField = (...row) => ({
	...share(...row),
	typeOptions: { minValue: 0, numberPrecision: 0 },
});

const LIMIT_FIELDS = ['count', 'share', 'weekCount', 'weekShare'] as const;

/** The parameter *Guards* with some of the guards, below what they let through. */
export function guardsParameters(names: readonly GuardName[] = GUARD_NAMES): INodeProperties[] {
	return [limitsNotice(names), guardsParameter(names)];
}

/** The limits are in a collection that is empty until somebody adds one, so they are shown before it. */
function limitsNotice(names: readonly GuardName[]): INodeProperties {
	const limits = names.map((name) => {
		const { count: most, share: percent } = DEFAULT_SETTINGS.guards[name];
		return `${GUARD_ROWS[name].name} ${most} or ${percent} %`;
	});
	return {
		displayName: `All guards are on. A run lets through at most (the larger one counts): ${limits.sort().join(', ')}. Change a limit under Guards.`,
		name: 'limitsNotice',
		type: 'notice',
		default: '',
	};
}

function guardsParameter(names: readonly GuardName[]): INodeProperties {
	return {
		displayName: 'Guards',
		name: 'guards',
		type: 'collection',
		placeholder: 'Add Guard',
		default: {},
		description:
			'Limits that keep a wrong value in HR from spreading. All guards are on. Add one here to see or change its limit.',
		options: [
			...names.map(guard).sort((a, b) => (a.displayName < b.displayName ? -1 : 1)),
			{
				displayName: 'When Exceeded',
				name: 'whenExceeded',
				type: 'options',
				options: [
					{
						name: 'Hold',
						value: 'hold',
						description: 'Those changes, and what depends on them, wait. All others are made.',
					},
					{
						name: 'Stop',
						value: 'stop',
						description: 'The workflow ends with an error, and nothing is made',
					},
				],
				default: 'hold',
				description: 'What happens when more is planned than a guard lets through',
			},
		],
	};
}

export const protectedAccounts: INodeProperties = {
	displayName: 'Protected Accounts',
	name: 'protectedAccounts',
	type: 'string',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Account' },
	default: [],
	placeholder: 'e.g. admin@company.se',
	description:
		'Accounts that are never changed, adopted, moved, deactivated or deleted, nor made or lost as manager. Enter usernames or External IDs; * stands for any characters.',
};

export const release: INodeProperties = {
	displayName: 'Release',
	name: 'release',
	type: 'string',
	default: '',
	placeholder: 'e.g. 20261127-3f9a1c07b2d4',
	description:
		'The plan number whose held changes are let through, as the output Summary and the report show it. If they have changed since, or the number is more than a week old, they stay held.',
};

/**
 * Reads *Guards*, once for all items. What was not added keeps its default.
 *
 * @throws NodeOperationError where an expression gives something that cannot be chosen
 */
export function readGuards(context: IExecuteFunctions): PlanSettings['guards'] {
	const guards = collection(context, 'guards');
	const limits = { ...DEFAULT_SETTINGS.guards };
	for (const name of GUARD_NAMES) {
		const { limit } = (guards[name] ?? {}) as { limit?: Partial<GuardLimit> };
		const own = { ...limits[name] };
		for (const field of LIMIT_FIELDS) {
			const given = limit?.[field] ?? null;
			if (given !== null) own[field] = numberOf(context, `${name}.${field}`, given);
		}
		limits[name] = own;
	}
	limits.whenExceeded = choice(context, 'whenExceeded', guards.whenExceeded ?? 'hold', [
		'hold',
		'stop',
	]);
	return limits;
}

export function readProtectedAccounts(context: IExecuteFunctions): string[] {
	return namesIn(context.getNodeParameter('protectedAccounts', 0, []));
}

export function readRelease(context: IExecuteFunctions): string {
	return String(context.getNodeParameter('release', 0, '') ?? '').trim();
}

/** The day that it is in the time zone of the workflow, `YYYY-MM-DD`. */
export function readToday(context: IExecuteFunctions): string {
	return dayIn(context.getTimezone(), new Date());
}

/** Shows in the editor remarks about a run as a whole. */
export function hintRemarks(context: IExecuteFunctions, remarks: readonly Issue[]): void {
	for (const { message } of remarks) {
		context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	}
}

/** A collection, empty where it was not touched. */
export function collection(context: IExecuteFunctions, name: string): Record<string, unknown> {
	return (context.getNodeParameter(name, 0, {}) ?? {}) as Record<string, unknown>;
}

/** @throws NodeOperationError where a value is none of the choices */
export function choice<T extends string>(
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

/** @throws NodeOperationError where a value is not a number, zero or more */
export function numberOf(context: IExecuteFunctions, name: string, value: unknown): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && number >= 0) return number;
	throw new NodeOperationError(context.getNode(), `${name} cannot be ${JSON.stringify(value)}`, {
		description: 'It is a number, zero or more.',
	});
}
