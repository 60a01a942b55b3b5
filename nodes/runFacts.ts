import type { IExecuteFunctions } from 'n8n-workflow';
import type { Context } from '../http/n8n';
import type { Perform } from '../http/transport';
import { customerBefore } from './customers';
import { ByExecution } from './executionMemory';
import type { RunFacts } from '../directory/report/history';

/** What the nodes of one execution have sent so far, and since when. */
const traffic = new ByExecution<{ requests: number; since: number }>();

const ALL_NODES = '';

/** Sends as before, and counts each request for the row of the run's history. */
export function counting(context: Context, perform: Perform): Perform {
	const ofExecution = traffic.of(context);
	if (!ofExecution) return perform;
	const sent = ofExecution.get(ALL_NODES) ?? { requests: 0, since: Date.now() };
	ofExecution.set(ALL_NODES, sent);
	return async (options) => {
		sent.requests++;
		return await perform(options);
	};
}

/** What the row of a run's history says and no item carries. */
export function runFacts(context: IExecuteFunctions, createdAt: Date): RunFacts {
	const { id, name } = context.getWorkflow();
	const sent = traffic.of(context)?.get(ALL_NODES);
	return {
		workflow: name ?? '',
		workflowId: id ?? '',
		customer: customerBefore(context),
		requests: sent?.requests ?? null,
		seconds: sent ? Math.round((createdAt.getTime() - sent.since) / 1000) : null,
	};
}
