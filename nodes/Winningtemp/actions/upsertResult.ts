import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { AppliedChange } from '../../../directory/change';
import type { UpsertPlan, Verdict } from '../../../directory/upsert';
import { applyChanges } from '../apply';
import type { Connection, Directory } from '../scim/directory';
import { sendToErrorOutput } from './errors';
import { itemOf } from './items';
import { DEFAULT_CONCURRENCY, type WriteOptions } from './parameters';

/** Carries out a plan of Create or Update and says of each item what became of it. */
export async function carryOut(
	context: IExecuteFunctions,
	connection: Connection,
	plan: UpsertPlan,
	directory: Directory,
	{ concurrency = DEFAULT_CONCURRENCY, dryRun = false }: WriteOptions,
): Promise<INodeExecutionData[]> {
	const result = await applyChanges(connection, plan.changes, { concurrency, dryRun }, directory);
	if (result.stopped && !context.continueOnFail()) throw result.stopped;
	return plan.verdicts.map((verdict) => {
		const change = verdict.order === undefined ? undefined : result.applied[verdict.order - 1];
		const json = resultOf(verdict, change, dryRun);
		const item = itemOf(json, verdict.item);
		return json.error === undefined
			? item
			: sendToErrorOutput(context, item, json.error, verdict.item);
	});
}

function resultOf(verdict: Verdict, change: AppliedChange | undefined, dryRun: boolean) {
	const { externalId, name, username, changes, adopted } = verdict;
	const isRefused = change?.status === 'failed' || change?.status === 'skipped';
	const error = change?.error ?? verdict.error;
	const warnings = [...verdict.warnings, ...(change?.warnings ?? [])];
	return {
		externalId,
		targetId: change?.targetId ?? verdict.targetId,
		...(username === undefined ? {} : { username }),
		name,
		action: isRefused ? ('failed' as const) : verdict.action,
		changes,
		...(error === undefined ? {} : { error }),
		...(warnings.length > 0 ? { warnings } : {}),
		...(adopted ? { adopted } : {}),
		...(dryRun ? { dryRun } : {}),
	};
}
