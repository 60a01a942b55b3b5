import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isRecord } from '../directory/common/json';
import type { AppliedChange } from '../directory/model/change';
import type { Written } from '../directory/plan';
import { isWorthKeeping, remembered, writtenLastWeek } from '../directory/plan/week';
import { readToday } from './guards';

/**
 * The memory behind the limits of a week: what was written, by day, guard and credential, in the
 * workflow's static data. n8n saves it once, at the end of a run that was not started by hand, and as
 * a whole: of runs that were killed, started by hand or overlapping, it may hold nothing.
 */
const MEMORY = 'winningtempWritten';

function memories(context: IExecuteFunctions): Record<string, unknown> {
	const all = context.getWorkflowStaticData('global')[MEMORY];
	return isRecord(all) ? all : {};
}

/** @param credentials ids of those whose memories count together; empty: all that there are */
export function readWritten(context: IExecuteFunctions, credentials: readonly string[]): Written {
	const all = memories(context);
	const ids = credentials.length > 0 ? credentials : Object.keys(all);
	return writtenLastWeek(
		ids.map((id) => (Object.hasOwn(all, id) ? all[id] : undefined)),
		readToday(context),
	);
}

/** Adds what a node wrote with its credential, and says where n8n will not save it. */
export function rememberWritten(
	context: IExecuteFunctions,
	credential: string,
	applied: readonly AppliedChange[],
): void {
	const all = memories(context);
	const today = readToday(context);
	const memory = remembered(
		Object.hasOwn(all, credential) ? all[credential] : undefined,
		today,
		applied,
	);
	if (memory === null) return;
	const others = Object.entries(all).filter(
		([id, other]) => id !== credential && isWorthKeeping(other, today),
	);
	const data = { ...Object.fromEntries(others), [credential]: memory };
	context.getWorkflowStaticData('global')[MEMORY] = data as unknown as IDataObject;
	if (context.getMode() === 'manual' && Object.keys(memory.days[today] ?? {}).length > 0) {
		context.addExecutionHints({
			message:
				'This run was started by hand, so n8n does not save what it remembers. Its changes do not count in the limits of the week.',
			type: 'info',
			location: 'outputPane',
		});
	}
}
