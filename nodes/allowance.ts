import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { readDay } from '../directory/common/calendar';
import { GUARD_NAMES, GUARD_ROWS, type Allowance, type GuardName } from '../directory/plan';
import { choice, collection, numberOf } from './guards';

/** The parameter *Allowance* with some of the guards. */
export function allowanceParameter(names: readonly GuardName[] = GUARD_NAMES): INodeProperties {
	return {
		displayName: 'Allowance',
		name: 'allowance',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Allowance' },
		placeholder: 'Add Allowance',
		default: {},
		description:
			'A dated permission, such as for a planned reorganisation or the leavers of a season: these guards hold nothing until the end of that day. Each report says that it is in force.',
		options: [
			{
				displayName: 'Allowance',
				name: 'allow',
				values: [
					{
						displayName: 'Guards',
						name: 'guards',
						type: 'multiOptions',
						options: names
							.map((value) => ({ name: GUARD_ROWS[value].name, value }))
							.sort((a, b) => (a.name < b.name ? -1 : 1)),
						default: [],
						description: 'Which guards hold nothing',
					},
					{
						displayName: 'Until',
						name: 'until',
						type: 'dateTime',
						default: '',
						description: 'The last day, in the time zone of the workflow',
					},
					{
						displayName: 'At Most',
						name: 'atMost',
						type: 'number',
						typeOptions: { minValue: 0, numberPrecision: 0 },
						default: 0,
						description:
							'How many changes of each guard are let through in seven days. With more, the guard works as usual. 0: any number.',
					},
				],
			},
		],
	};
}

/**
 * Reads *Allowance*, once for all items. A row that was left empty is none.
 *
 * @throws NodeOperationError where a row has no guards, or Until is not a day
 */
export function readAllowances(context: IExecuteFunctions): Allowance[] {
	const { allow = [] } = collection(context, 'allowance') as {
		allow?: Array<Partial<Record<keyof Allowance, unknown>>>;
	};
	return allow.flatMap(({ guards, until, atMost }) => {
		const names = Array.isArray(guards) ? guards : [];
		const written = String(until ?? '').trim();
		if (names.length === 0 && written === '') return [];
		if (names.length === 0) {
			throw refusal(context, `The allowance until ${written} names no guard`, 'Choose its guards.');
		}
		const day = readDay(written, context.getTimezone());
		if (day === undefined) {
			const what = written === '' ? 'has no last day' : `cannot end on “${written}”`;
			throw refusal(
				context,
				`The allowance for ${names.join(', ')} ${what}`,
				'Enter a day that exists in Until, such as 2026-12-31.',
			);
		}
		const most = numberOf(context, 'atMost', atMost ?? 0);
		return {
			guards: names.map((name) => choice(context, 'guards', name, GUARD_NAMES)),
			until: day,
			atMost: most === 0 ? null : most,
		};
	});
}

function refusal(context: IExecuteFunctions, message: string, description: string): Error {
	return new NodeOperationError(context.getNode(), message, { description });
}
