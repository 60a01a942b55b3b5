import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { AppliedChange } from '../../../directory/model/change';
import type { ListedPlan, Verdict } from '../../../directory/plan/listed';
import { applyChanges } from '../../../directory/apply';
import type { ScimDirectory } from '../../../scim/directory';
import { ScimTarget } from '../../../scim/target';
import { hintRemarks } from '../../guards';
import { rememberWritten } from '../../week';
import { sayThatBulkIsRefused } from './otherWays';
import { rememberTenant, type NodeConnection } from './connect';
import { sendToErrorOutput, itemOf } from './items';
import { rememberPlaced } from './placed';
import { DEFAULT_CONCURRENCY, isDryRun, type WriteOptions } from './parameters';

/** Carries out a plan of Create or Update and says of each item what became of it. */
export async function carryOut(
	context: IExecuteFunctions,
	connection: NodeConnection,
	plan: ListedPlan,
	directory: ScimDirectory,
	{ concurrency = DEFAULT_CONCURRENCY, useBulk = true }: WriteOptions,
): Promise<INodeExecutionData[]> {
	const target = new ScimTarget(connection, { concurrency, useBulk, directory });
	const dryRun = isDryRun(context);
	const { kept, onChange: onProgress } = connection;
	const options = { concurrency, dryRun, onProgress, kept };
	const result = await applyChanges(target, plan.changes, options);
	sayThatBulkIsRefused(context, target.bulkRefusedWith);
	if (!dryRun) target.rememberState();
	rememberTenant(context, connection, result);
	if (!dryRun) rememberPlaced(context, connection, target, result.applied);
	rememberWritten(context, connection.credentialId, result.applied);
	hintRemarks(context, plan.remarks);
	hintHeld(context, plan.verdicts);
	if (result.stopped && !context.continueOnFail()) throw result.stopped;
	const input = context.getInputData();
	return plan.verdicts.map((verdict, i) => {
		const changes = verdict.positions.map((position) => result.applied[position]!);
		// What an earlier node had to say of the item goes on to the report.
		const { issues } = input[verdict.item]!.json;
		// So do remarks about the whole: the first item carries it.
		const all = (Array.isArray(issues) ? issues : []).concat(i === 0 ? plan.remarks : []);
		const json = {
			...resultOf(verdict, changes, dryRun),
			...(all.length > 0 || Array.isArray(issues) ? { issues: all } : {}),
		};
		const item = itemOf(json, verdict.item);
		return json.error === undefined
			? item
			: sendToErrorOutput(context, item, json.error, verdict.item);
	});
}

function hintHeld(context: IExecuteFunctions, verdicts: readonly Verdict[]): void {
	const held = verdicts.filter(({ action }) => action === 'held');
	if (held.length === 0) return;
	const guards = new Set(held.map(({ guard }) => guard?.name));
	context.addExecutionHints({
		message: `Held: ${held.length} (${[...guards].join(', ')}). Look at the items with the action held; to let exactly these through, set Release to ${held[0]!.planId}.`,
		type: 'warning',
		location: 'outputPane',
	});
}

function resultOf(verdict: Verdict, applied: readonly AppliedChange[], dryRun: boolean) {
	const { externalId, name, username, changes, held, guard, planId, adopted } = verdict;
	const { protectedIdentity } = verdict;
	const isRefused = applied.some(({ status }) => status === 'failed' || status === 'skipped');
	const error = applied.find((change) => change.error !== undefined)?.error ?? verdict.error;
	const warnings = [...verdict.warnings, ...applied.flatMap((change) => change.warnings ?? [])];
	const targetId = applied.find((change) => change.targetId !== null)?.targetId;
	return {
		externalId,
		targetId: targetId ?? verdict.targetId,
		...(username === undefined ? {} : { username }),
		name,
		...(protectedIdentity ? { protectedIdentity } : {}),
		action: isRefused ? ('failed' as const) : verdict.action,
		changes,
		...(held ? { held, guard, planId } : {}),
		...(error === undefined ? {} : { error }),
		...(warnings.length > 0 ? { warnings } : {}),
		...(adopted ? { adopted } : {}),
		...(dryRun ? { dryRun } : {}),
	};
}
