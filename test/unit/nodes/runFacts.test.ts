import type { IExecuteFunctions } from 'n8n-workflow';
import type { Perform } from '../../../http/transport';
import { noteCustomer } from '../../../nodes/customers';
import { counting, runFacts } from '../../../nodes/runFacts';

/** What the history says of a run: which workflow, whose, how many requests, how long. */

function contextOf(workflow: object, data = {}) {
	return {
		getNode: () => ({ name: 'Read' }),
		getParentNodes: () => [],
		getWorkflow: () => workflow,
		getWorkflowStaticData: () => data,
		addExecutionHints: () => undefined,
	} as unknown as IExecuteFunctions;
}

const answer = { statusCode: 200 };
const perform = (async () => answer) as unknown as Perform;
const BEGAN = Date.parse('2026-03-02T01:00:00Z');

beforeEach(() => {
	jest.useFakeTimers({ now: BEGAN, doNotFake: ['setImmediate'] });
});

afterEach(() => jest.useRealTimers());

test('requests of all nodes of an execution count from the first one on', async () => {
	const context = contextOf({ id: '7', name: 'Every night' });
	noteCustomer(context, { customer: 'Alfa AB' });
	const first = counting(context, perform);
	expect(await first({} as never)).toBe(answer);
	await first({} as never);
	jest.useFakeTimers({ now: BEGAN + 60_000, doNotFake: ['setImmediate'] });
	await counting(context, perform)({} as never);
	expect(runFacts(context, new Date(BEGAN + 90_600))).toEqual({
		workflow: 'Every night',
		workflowId: '7',
		customer: 'Alfa AB',
		requests: 3,
		seconds: 91,
	});
});

test('where no node has sent anything, requests and seconds are not known', () => {
	expect(runFacts(contextOf({}), new Date())).toEqual({
		workflow: '',
		workflowId: '',
		customer: '',
		requests: null,
		seconds: null,
	});
});

test('the requests of another execution do not count', async () => {
	await counting(contextOf({}), perform)({} as never);
	expect(runFacts(contextOf({}), new Date()).requests).toBeNull();
});

test('in a panel of the editor nothing is counted', () => {
	expect(counting({} as IExecuteFunctions, perform)).toBe(perform);
});
