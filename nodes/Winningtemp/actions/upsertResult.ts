import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { AppliedChange } from '../../../directory/model/change';
import type { UpsertPlan, Verdict } from '../../../directory/upsert';
import { applyChanges } from '../../../directory/apply';
import type { ScimDirectory } from '../../../scim/directory';
import { ScimTarget } from '../../../scim/target';
import { sayThatBulkIsRefused } from './bulkRefused';
import { rememberDropped, type NodeConnection } from './connect';
import { sendToErrorOutput, itemOf } from './items';
import { DEFAULT_CONCURRENCY, type WriteOptions } from './parameters';

/** Carries out a plan of Create or Update and says of each item what became of it. */
export async function carryOut(
	context: IExecuteFunctions,
	connection: NodeConnection,
	plan: UpsertPlan,
	directory: ScimDirectory,
	{ concurrency = DEFAULT_CONCURRENCY, dryRun = false, useBulk = true }: WriteOptions,
): Promise<INodeExecutionData[]> {
	const target = new ScimTarget(connection, { concurrency, useBulk, directory });
	const options = { concurrency, dryRun, onProgress: connection.onChange };
	const result = await applyChanges(target, plan.changes, options);
	sayThatBulkIsRefused(context, target.bulkRefusedWith);
	rememberDropped(context, connection, result);
	if (result.stopped && !context.continueOnFail()) throw result.stopped;
	const input = context.getInputData();
	return plan.verdicts.map((verdict) => {
		const change = verdict.order === undefined ? undefined : result.applied[verdict.order - 1];
		// What an earlier node had to say of the item goes on to the report.
		const { issues } = input[verdict.item]!.json;
		const json = {
			...resultOf(verdict, change, dryRun),
			...(Array.isArray(issues) ? { issues } : {}),
		};
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
