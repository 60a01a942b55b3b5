import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPairedItemData,
} from 'n8n-workflow';
import type { PartialReason } from '../../directory/model/partialList';
import { grouped } from '../../directory/common/phrases';
import { planSync, type Plan, type PlanInput } from '../../directory/plan';
import { planUndo } from '../../directory/plan/undo';
import { mentionedIn } from '../../directory/plan/mentioned';
import { remarksIn } from '../../directory/plan/listed';
import { namesOf, USER_VALUES } from '../../directory/model/fields';
import { MAPPED_BY_DEFAULT } from '../EmployeeMapper/properties';
import { WINNINGTEMP } from '../Winningtemp/profile';
import { checkCustomers } from '../customers';
import { emitErrorOnFailure } from '../failure';
import { hintRemarks, readToday } from '../guards';
import { readWritten } from '../week';
import { credentialsBefore, keptBefore, placesBefore } from '../executionMemory';
import { INPUTS, inputsByVersion, readInputs, readUndoInputs } from './inputs';
import { holdsOnlySome, readSettings, readUndoSettings, undoes } from './parameters';
import { properties } from './properties';

const SET_BY_HAND: PartialReason[] = [
	{ code: 'setByHand', message: 'The List Holds is set to Only Some People' },
];

/** A plan is made of all items together. */
const MADE_OF_MANY: IPairedItemData[] = [];

export class SyncPlanner implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sync Planner',
		name: 'syncPlanner',
		icon: { light: 'file:syncPlanner.svg', dark: 'file:syncPlanner.dark.svg' },
		group: ['transform'],
		version: [1, 2],
		defaultVersion: 2,
		subtitle:
			'={{ $parameter["mode"] === "undo" ? "undoes a run" : $parameter["release"] ? "releases " + $parameter["release"] : "leavers: " + ($parameter["removal"]["action"] || "deactivate") }}',
		description: 'Compares HR with Winningtemp, plans the changes, and holds back what looks wrong',
		defaults: { name: 'Sync Planner' },
		// A tool gets no items from other nodes, and this node does nothing without them.
		usableAsTool: undefined,
		inputs: inputsByVersion,
		inputNames: [...INPUTS],
		outputs: [
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
			NodeConnectionTypes.Main,
		],
		outputNames: ['Changes', 'Held', 'Issues', 'Summary'],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await emitErrorOnFailure(this, this.continueOnFail(), () => planChanges(this));
	}
}

/** Values that the mapper brings by itself, and for which nobody has named a place in Winningtemp. */
function withoutPlace(context: IExecuteFunctions): Set<string> {
	const places = placesBefore(context);
	const unasked = namesOf(USER_VALUES).filter(
		(name) => MAPPED_BY_DEFAULT.has(name) && WINNINGTEMP.user[name] === '' && !places.has(name),
	);
	return new Set(unasked);
}

function planChanges(context: IExecuteFunctions): INodeExecutionData[][] {
	const unpaired = checkCustomers(context);
	if (unpaired !== undefined) {
		context.addExecutionHints({ message: unpaired, type: 'warning', location: 'outputPane' });
	}
	const byAll = {
		today: readToday(context),
		written: readWritten(context, credentialsBefore(context)),
		systems: WINNINGTEMP.systems,
	};
	if (undoes(context)) {
		const input = { ...readUndoInputs(context), settings: readUndoSettings(context), ...byAll };
		return emitPlan(context, planUndo(input), { users: [], groups: [], current: input.current });
	}
	const input = {
		...(holdsOnlySome(context) ? { partial: SET_BY_HAND } : {}),
		...readInputs(context),
		settings: readSettings(context),
		...byAll,
		withoutPlace: withoutPlace(context),
		kept: keptBefore(context),
	};
	return emitPlan(context, planSync(input), input);
}

function emitPlan(
	context: IExecuteFunctions,
	{ changes, held, issues, summary }: Plan,
	input: Pick<PlanInput, 'users' | 'groups' | 'current'>,
): INodeExecutionData[][] {
	context.logger.debug(
		`Sync Planner: ${grouped(changes.length)} changes planned, ${grouped(held.length)} held, ${grouped(summary.users.unchanged)} users and ${grouped(summary.groups.unchanged)} groups unchanged, ${grouped(issues.length)} issues`,
	);
	if (summary.partial) {
		context.addExecutionHints({
			message: `The list holds only some people: ${summary.partialReasons?.join('; ') || 'its items say so'}. They are created and updated. People and groups that are not on the list stay as they are.`,
			type: 'info',
			location: 'outputPane',
		});
	}
	hintRemarks(context, remarksIn(issues));
	if (held.length > 0) {
		const guards = summary.guards.filter((guard) => guard.held).map(({ name }) => name);
		context.addExecutionHints({
			message: `Held: ${held.length} (${guards.join(', ')}). Look at the output Held; to let exactly these through, set Release to ${summary.planId}.`,
			type: 'warning',
			location: 'outputPane',
		});
	}
	const told = { ...summary, ...mentionedIn({ changes, held, issues }, input) };
	return [changes, held, issues, [{ ...told, groupTree: input.groups }]].map((list) =>
		list.map((json) => ({ json: json as unknown as IDataObject, pairedItem: MADE_OF_MANY })),
	);
}
