import type { IDataObject, INode } from 'n8n-workflow';
import type { AppliedChange, HeldChange } from '../../directory/model/change';
import { runWorkflow, type Run, type RunOptions, type WorkflowFile } from '../workflow/engine';
import type { Site, SyncOutcome } from './outcome';
import { DAY } from './scenario';

/** One sync as the customer has it: the shipped template on n8n's engine, with real waits. */

/** Names of nodes in the template. */
export const FLEX = 'Read employees from Flex';
export const MAP = 'Map employees to people';
export const READ = 'Read the directory in Winningtemp';
export const PLAN = 'Plan the changes';
export const APPLY = 'Apply the changes';

/** As few attempts as show a repeat, because every wait is waited for. */
const PARAMETERS: Record<string, INode['parameters']> = {
	[FLEX]: { onDate: DAY, options: { maxTries: 2, pageSize: 50 } },
	[READ]: { options: { maxAttempts: 2 } },
	[APPLY]: { dryRun: false, options: { maxAttempts: 2 } },
};

export async function syncByTemplate(
	site: Site,
	template: WorkflowFile,
	from: RunOptions['from'],
): Promise<SyncOutcome> {
	const run = await runWorkflow(
		{ ...template, nodes: template.nodes.map(withParameters) },
		{ from: from ?? 'source', startNode: 'Every night at 01:00', credentials: credentialsOf(site) },
	);
	const read = run.output(FLEX).length > 0 ? run.json(FLEX) : null;
	return {
		employees: read && new Set(read.map(({ Id }) => String(Id))),
		error: run.error ? namedError(run, run.error) : null,
		held: run.json<HeldChange & IDataObject>(PLAN, 1).length,
		notMade: run
			.json<AppliedChange & IDataObject>(APPLY)
			.filter(({ status }) => status !== 'applied')
			.map(({ action, kind, name, error }) => `${action} ${kind} ${name}: ${error}`),
	};
}

export function credentialsOf({ flex, winningtemp }: Site) {
	return {
		flexHrmApi: flex.credential,
		winningtempApi: { baseUrl: winningtemp.url, token: winningtemp.token },
	};
}

function withParameters(node: INode): INode {
	const own = PARAMETERS[node.name];
	return own ? { ...node, parameters: { ...node.parameters, ...own } } : node;
}

/** @throws what is none of the package's own errors: a slip in the code, not a fault outside */
function namedError(run: Run, error: Error): string {
	const named = ['NodeApiError', 'NodeOperationError'].includes(error.name);
	const slip = /is not a function|Cannot read prop|undefined|is not iterable/.test(error.message);
	if (!named || slip) throw error;
	return `${run.lastNode}: ${error.message}`;
}
