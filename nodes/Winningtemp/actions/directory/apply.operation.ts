import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { AppliedChange, Change } from '../../../../directory/model/change';
import { isRecord } from '../../../../directory/common/json';
import { isWholeChange } from '../../../../directory/model/items';
import { guardText } from '../../../../directory/report/words';
import { refuseErrors } from '../../../failure';
import { rememberWritten } from '../../../week';
import { applyChanges } from '../../../../directory/apply';
import { ScimTarget } from '../../../../scim/target';
import { sayThatBulkIsRefused } from '../otherWays';
import { rememberTenant } from '../connect';
import { sendToErrorOutput, itemOf } from '../items';
import { takeReading } from '../executionMemory';
import { hintUnsupportedFields } from '../leftOut';
import { rememberPlaced } from '../placed';
import { readOptions, showFor, type Operation } from '../operation';
import {
	concurrency,
	DEFAULT_CONCURRENCY,
	dryRun,
	dryRunOption,
	isDryRun,
	maxAttempts,
	options,
	useBulk,
	type WriteOptions,
} from '../parameters';

const fields: INodeProperties[] = [
	dryRun,
	{
		displayName:
			'Each input item is a change from the output Changes of the Sync Planner. Before the node changes a user or group, it checks that the values are still those of the plan. It refuses items of the output Held.',
		name: 'applyNotice',
		type: 'notice',
		default: '',
	},
	options(concurrency, dryRunOption, maxAttempts, useBulk),
];

/** Makes the changes that the input items describe, and says of each what became of it. */
export const apply: Operation = {
	fields: showFor('directory', 'apply', fields),
	async execute(context, connection) {
		const settings = readOptions<WriteOptions>(context);
		const items = context.getInputData();
		refuseErrors(
			context,
			'the changes',
			items.map(({ json }) => json),
		);
		const refused = items.map(({ json }) => refusalOf(json));
		const changes = items
			.filter((_item, i) => !refused[i])
			.map(({ json }) => json as unknown as Change);
		// What is deleted cannot be had back: looked at again, however short the time.
		if (changes.some(({ action }) => action === 'delete')) delete connection.memory.reading;
		const { concurrency: atOnce = DEFAULT_CONCURRENCY, useBulk: bulk = true } = settings;
		const target = new ScimTarget(connection, {
			concurrency: atOnce,
			useBulk: bulk,
			directory: takeReading(connection.memory, connection, 'apply'),
		});
		const dryRun = isDryRun(context);
		const result = await applyChanges(target, changes, {
			concurrency: atOnce,
			dryRun,
			onProgress: connection.onChange,
			kept: connection.kept,
		});
		const made = result.applied.filter(({ status }) => status === 'applied').length;
		connection.progress.finish('changes were made', made);
		hintUnsupportedFields(context, result.leftOut);
		sayThatBulkIsRefused(context, target.bulkRefusedWith);
		if (!dryRun) target.rememberState();
		rememberTenant(context, connection, result);
		if (!dryRun) rememberPlaced(context, connection, target, result.applied);
		if (!dryRun) rememberWritten(context, connection.credentialId, result.applied);
		if (result.stopped && !context.continueOnFail()) throw result.stopped;
		const applied = result.applied.values();
		return items.map(({ json }, i) => {
			const done = refused[i] ? { ...json, ...refused[i], attempts: 0 } : applied.next().value!;
			// The node goes on (On Error), so that a report is written: it says that this was not all.
			const ended = i === 0 && result.stopped ? { endedEarly: result.stopped.message } : {};
			const item = itemOf({ ...done, ...ended }, i);
			return done.status === 'failed' && done.error !== undefined
				? sendToErrorOutput(context, item, done.error, i)
				: item;
		});
	},
};

type Refusal = Pick<AppliedChange, 'status' | 'error'>;

/** Why nothing is written for an item: a guard holds it, or it is not a change. */
function refusalOf(json: IDataObject): Refusal | undefined {
	const { guard, held, released } = json;
	if ((isRecord(guard) || Array.isArray(held)) && !isRecord(released)) {
		const name = isRecord(guard) ? guardText(String(guard.name)).name : '';
		const by = name === '' ? '' : ` by the guard “${name}”`;
		const error = `Held${by}, so nothing was written. To let it through, enter the plan number of the report in Release of the node that planned it: it then comes out of Changes.`;
		return { status: 'skipped', error };
	}
	if (isWholeChange(json)) return undefined;
	const error = 'This item is not a change. Connect the output Changes of the Sync Planner.';
	return { status: 'failed', error };
}
