import type { IDataObject, INode } from 'n8n-workflow';
import { spike } from '../../demo/scenario';
import { readJson } from '../../support/files';
import { runWorkflow, type WorkflowFile } from '../engine';
import { APPLY, DAY, FINISH, REPORT, RELEASER, Setting } from './setting';

/** A person releases what a guard held: the main workflow, started by the release workflow. */

let setting: Setting;
beforeEach(async () => {
	setting = await Setting.loaded();
	spike(setting.model, DAY);
});
afterEach(async () => await setting.close());

/** Enables the mail, to a server that is not there. */
const FAILING_MAIL: (node: INode) => INode = (node) =>
	node.name === 'Mail the report' ? { ...node, disabled: false } : node;

function inactive(): number {
	return setting.winningtemp.state().users.filter(({ active }) => !active).length;
}

test('the result is that of the release: the report names who released, and the run ends well', async () => {
	const held = await setting.sync();
	const { planId } = held.summary!;
	const leavers = held.held.filter(({ action }) => action === 'deactivate').length;
	expect(leavers).toBeGreaterThan(5);
	const before = inactive();

	const { run, html, summary } = await setting.sync({ release: planId });
	expect(run.lastNode).toBe(FINISH);
	expect(run.json(FINISH)).toEqual([
		expect.objectContaining({
			released: true,
			title: `${summary!.release!.changes} changes released`,
			releasedBy: 'Rut Lind',
		}),
	]);
	expect(html).toContain(`Released by ${RELEASER.firstName} ${RELEASER.lastName}.`);
	expect(inactive()).toBe(before + leavers);
});

test('a number that is no longer valid is a result, not a failed run', async () => {
	const before = inactive();
	const { run } = await setting.sync({ release: '20260301-0123456789ab' });
	expect(run.error).toBeUndefined();
	expect(run.json(FINISH)).toEqual([
		expect.objectContaining({
			released: false,
			title: 'This plan number is no longer valid',
			text: expect.stringMatching(/^The plan number 20260301-0123456789ab released nothing: /),
		}),
	]);
	expect(inactive()).toBe(before);
});

describe('with a mail that cannot be sent', () => {
	const smtp = { smtp: { user: '', password: '', host: '127.0.0.1', port: 1, secure: false } };

	test('the answer to a release is right all the same, and names the mail', async () => {
		const { summary } = await setting.sync();
		const { run } = await setting.run({
			release: summary!.planId,
			change: FAILING_MAIL,
			credentials: smtp,
		});
		expect(run.error).toBeUndefined();
		expect(run.json(FINISH)).toEqual([
			expect.objectContaining({
				released: true,
				text: expect.stringMatching(/“Mail the report” failed: /),
			}),
		]);
	});

	test('a run of the schedule fails at its end, after the report and all changes', async () => {
		const { run, failure } = await setting.run({ change: FAILING_MAIL, credentials: smtp });
		expect(run.lastNode).toBe(FINISH);
		expect(failure).toMatch(/“Mail the report” failed: /);
		expect(run.json(REPORT)).toHaveLength(1);
		expect(run.json(APPLY).every(({ status }) => status === 'applied')).toBe(true);
	});
});

test('a run that ends early writes its report first, and then fails with the cause', async () => {
	// From the first write on, the token is no longer valid.
	setting.winningtemp.faults = ({ method }) =>
		method === 'GET' ? undefined : { kind: 'status', status: 401, body: {} };
	const { run, failure, figures, html } = await setting.run();
	expect(run.lastNode).toBe(FINISH);
	expect(failure).toMatch(/The run ended early: .*token/i);
	expect(figures).toMatchObject({ status: 'failed', endedEarly: expect.stringMatching(/token/i) });
	expect(html).toContain('The run ended early');
});

/** What the page of the form says where the main workflow gives this as its result. */
async function shown(result: IDataObject): Promise<IDataObject> {
	const release = readJson<WorkflowFile>('workflows/release-held-changes.json');
	const page = release.nodes.find(({ name }) => name === 'Show the result')!.parameters;
	const values = { title: page.completionTitle, text: page.completionMessage };
	const run = await runWorkflow(
		{
			nodes: [
				{
					id: '1',
					name: 'Page',
					type: 'n8n-nodes-base.set',
					typeVersion: 3.4,
					position: [0, 0],
					parameters: {
						assignments: {
							assignments: Object.entries(values).map(([name, value]) => ({
								...{ id: name, name, type: 'string' },
								value: value as string,
							})),
						},
					},
				},
			],
			connections: {},
		},
		{ startNode: 'Page', inputs: [[{ json: result }]] },
	);
	if (run.error) throw run.error;
	return run.json('Page')[0]!;
}

describe('the page of the form', () => {
	test('shows the answer of the main workflow, with no markup from it', async () => {
		expect(
			await shown({ released: true, title: '3 changes released', text: 'A <b> & more' }),
		).toEqual({ title: '3 changes released', text: 'A &lt;b> &amp; more' });
	});

	test.each([
		['the result of a mail', { accepted: ['hr@example.com'], title: 'Sync' }],
		['nothing', {}],
		['an empty answer', { released: undefined, title: '', text: '' }],
	])('of a main workflow that gives %s says what is missing in it', async (_what, result) => {
		expect(await shown(result)).toEqual({
			title: 'The run has ended',
			text: expect.stringMatching(
				/^The main workflow gave no answer to the release\. .*“Write the report” and “Finish the run”/,
			),
		});
	});

	test('of a main workflow that took no plan number says so', async () => {
		const { run } = await setting.sync();
		const page = await shown(run.json(FINISH)[0]!);
		expect(page.text).toMatch(/its planner must take the plan number \(Release\)\.$/);
	});
});
