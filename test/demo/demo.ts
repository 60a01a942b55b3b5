import type { IDataObject, INode } from 'n8n-workflow';
import type { AppliedChange, HeldChange, PlanSummary } from '../../directory/model/change';
import { startFlex, type FlexSandbox } from '../sandbox/flex/server';
import { startWinningtemp, type WinningtempSandbox } from '../sandbox/winningtemp/server';
import type { TenantState } from '../sandbox/winningtemp/state';
import { binaryText, runWorkflow, type Run, type WorkflowFile } from '../workflow/engine';
import { groupTree } from './groupTree';
import { comeBack, morning, reorganise, spike, swap } from './scenario';
import { table } from './table';

/** What one run of the workflow did, counted at the stand-ins. */
export interface StepResult {
	step: string;
	/** Users and groups that Winningtemp has and did not have before. */
	created: number;
	/** Users and groups of which some value, or the people in them, changed. */
	updated: number;
	deactivated: number;
	deleted: number;
	unchanged: number;
	failed: number;
	held: number;
	requests: { flex: number; winningtemp: number; writes: number };
	seconds: number;
}

export interface DemoOptions {
	print: (line: string) => void;
	/** Shows what is going on now, in place of what was shown before. */
	progress: (line: string) => void;
	/** Keeps a file for people to open; returns where it lies. */
	save: (name: string, content: string) => string;
	template: WorkflowFile;
	/** `YYYY-MM-DD` */
	today: string;
}

interface Step {
	name: string;
	title: string;
	/** What happens at the customer before; returns it in words. */
	before?: (flex: FlexSandbox) => string;
	dryRun?: boolean;
	/** Whether the run is started by a release, with the number of the last plan. */
	release?: boolean;
}

const STEPS: Step[] = [
	{ name: 'dryRun', title: 'A dry run', dryRun: true },
	{ name: 'firstLoad', title: 'The first load' },
	{ name: 'secondRun', title: 'The same again' },
	{
		name: 'morning',
		title: "A morning's changes",
		before: ({ model }) => morning(model, model.referenceDate),
	},
	{
		name: 'rename',
		title: 'A reorganisation',
		before: ({ model }) => reorganise(model, model.referenceDate),
	},
	{
		name: 'swap',
		title: 'Two e-mail addresses swapped',
		before: ({ model }) => swap(model, model.referenceDate),
	},
	{
		name: 'spike',
		title: 'Too many leavers at once',
		before: ({ model }) => spike(model, model.referenceDate),
	},
	{ name: 'release', title: 'The leavers are released', release: true },
	{
		name: 'rehire',
		title: 'Somebody comes back',
		before: ({ model }) => comeBack(model, model.referenceDate),
	},
];

const RELEASED = 'Started by a release';
const APPLY = 'Apply the changes';
const PLAN = 'Plan the changes';
const REPORT = 'Write the report';

/**
 * Runs the shipped template, as built, on n8n's own engine against both stand-ins: 250 invented
 * employees in two companies, from a dry run to somebody's return.
 */
export async function runDemo(options: DemoOptions): Promise<StepResult[]> {
	const flex = await startFlex({
		directory: { people: 250, companies: 2, referenceDate: options.today },
	});
	const winningtemp = await startWinningtemp();
	try {
		options.print(
			`Flex HRM's stand-in listens at ${flex.url}, Winningtemp's at ${winningtemp.url}.`,
		);
		const results: StepResult[] = [];
		let planId = '';
		for (const step of STEPS) {
			const told = step.before?.(flex);
			options.print('');
			options.print(`${step.title}${told ? `: ${told}` : ''}`);
			const { result, run } = await runStep(step, options, flex, winningtemp, planId);
			planId = run.json<PlanSummary & IDataObject>(PLAN, 3)[0]?.planId ?? '';
			results.push(result);
			options.print(`  ${inWords(result)}`);
			for (const line of heldInWords(run)) options.print(`  ${line}`);
			const report = run.output(REPORT)[0]?.binary?.report;
			options.print(`  report: ${options.save(`report-${step.name}.html`, binaryText(report))}`);
		}
		options.print('');
		for (const line of table(results)) options.print(line);
		options.print('');
		options.print('The groups in Winningtemp, with the people in them:');
		for (const line of groupTree(winningtemp.state())) options.print(line);
		return results;
	} finally {
		await Promise.all([flex.close(), winningtemp.close()]);
	}
}

async function runStep(
	step: Step,
	options: DemoOptions,
	flex: FlexSandbox,
	winningtemp: WinningtempSandbox,
	planId: string,
): Promise<{ result: StepResult; run: Run }> {
	const before = winningtemp.state();
	flex.clearRequests();
	winningtemp.clearRequests();
	const start = performance.now();
	const run = await runWorkflow(dryRunSet(options.template, step.dryRun ?? false), {
		from: 'dist',
		credentials: {
			flexHrmApi: flex.credential,
			winningtempApi: { baseUrl: winningtemp.url, token: winningtemp.token },
		},
		...(step.release
			? { mode: 'trigger', startNode: RELEASED, inputs: [[{ json: { plan: planId } }]] }
			: {}),
		onNode: (name, items) => options.progress(`  ${name}: ${items} items`),
	});
	const seconds = (performance.now() - start) / 1000;
	options.progress('');
	if (run.error) throw run.error;
	const held = run.json<HeldChange & IDataObject>(PLAN, 1).length;
	const failed = run
		.json<AppliedChange & IDataObject>(APPLY)
		.filter(({ status }) => status === 'failed' || status === 'skipped').length;
	const result: StepResult = {
		step: step.name,
		...difference(before, winningtemp.state()),
		failed,
		held,
		requests: {
			flex: flex.countRequests(),
			winningtemp: winningtemp.countRequests(),
			writes: winningtemp.countWrites(),
		},
		seconds: Math.round(seconds * 100) / 100,
	};
	return { result, run };
}

/** The template with its switch "Dry Run" set: the one thing that a consultant changes. */
function dryRunSet(template: WorkflowFile, dryRun: boolean): WorkflowFile {
	const set = (node: INode): INode =>
		node.name === APPLY ? { ...node, parameters: { ...node.parameters, dryRun } } : node;
	return { ...template, nodes: template.nodes.map(set) };
}

type Counts = Pick<StepResult, 'created' | 'updated' | 'deactivated' | 'deleted' | 'unchanged'>;

/** What differs between two states of the tenant, by External ID. */
function difference(before: TenantState, after: TenantState): Counts {
	const counts: Counts = { created: 0, updated: 0, deactivated: 0, deleted: 0, unchanged: 0 };
	for (const kind of ['users', 'groups'] as const) {
		const known = new Map<string, TenantState[typeof kind][number]>(
			before[kind].map((record) => [identity(record), record]),
		);
		for (const record of after[kind]) {
			const was = known.get(identity(record));
			known.delete(identity(record));
			if (!was) counts.created++;
			else if (JSON.stringify(was) === JSON.stringify(record)) counts.unchanged++;
			else if ('active' in record && 'active' in was && was.active && !record.active) {
				counts.deactivated++;
			} else counts.updated++;
		}
		counts.deleted += known.size;
	}
	return counts;
}

function identity(record: TenantState['users' | 'groups'][number]): string {
	return record.externalId ?? ('userName' in record ? record.userName : record.displayName);
}

function inWords({ requests, seconds, ...counts }: StepResult): string {
	const done = (['created', 'updated', 'deactivated', 'deleted', 'held', 'failed'] as const)
		.filter((name) => counts[name] > 0)
		.map((name) => `${counts[name]} ${name}`);
	const what = done.length > 0 ? done.join(', ') : 'nothing changed';
	return `${what}; ${requests.writes} writes, ${requests.winningtemp - requests.writes} reads from Winningtemp, ${requests.flex} from Flex, ${seconds.toFixed(1)} s`;
}

function heldInWords(run: Run): string[] {
	const [summary] = run.json<PlanSummary & IDataObject>(PLAN, 3);
	return (summary?.guards ?? [])
		.filter(({ held }) => held)
		.map(
			({ name, actual, limit, of }) =>
				`held by the guard "${name}": ${actual} of ${of}, and no more than ${limit} go through; plan number ${summary!.planId}`,
		);
}
