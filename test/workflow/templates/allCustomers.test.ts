import type { IDataObject, INode } from 'n8n-workflow';
import type { OverviewRow } from '../../../directory/report/overview';
import { employedOn, leaveOn } from '../../sandbox/flex/changes';
import { readJson } from '../../support/files';
import { runWorkflow, type Run, type WorkflowFile } from '../engine';
import { DAY, Setting } from './setting';

/** The overview workflow runs the main workflow of each customer, each with its own stand-ins. */

const settings: Setting[] = [];

afterEach(async () => {
	await Promise.all(settings.splice(0).map(async (one) => await one.close()));
});

async function customer(people: number): Promise<Setting> {
	const setting = await Setting.start({ people });
	settings.push(setting);
	return setting;
}

/** The main workflow of one customer, as it is when it has gone live. */
function mainOf(setting: Setting, name: string) {
	const template = readJson<WorkflowFile>('workflows/flex-to-winningtemp.json');
	const changes: Record<string, IDataObject> = {
		'Read employees from Flex': { onDate: DAY },
		'Apply the changes': { dryRun: false },
		'Write the report': { title: name, releaseAddress: `https://n8n.example.com/form/${name}` },
	};
	const nodes = template.nodes.map((node) => ({
		...node,
		parameters: { ...node.parameters, ...changes[node.name] } as INode['parameters'],
	}));
	return {
		file: { ...template, nodes },
		credentials: {
			flexHrmApi: { ...setting.flex.credential, customer: name },
			winningtempApi: {
				baseUrl: setting.winningtemp.url,
				token: setting.winningtemp.token,
				customer: name,
			},
		},
	};
}

async function overview(
	customers: Array<{ customer: string; workflow: string }>,
	subWorkflows: Record<string, ReturnType<typeof mainOf>>,
): Promise<{ run: Run; rows: OverviewRow[]; table: IDataObject }> {
	const template = readJson<WorkflowFile>('workflows/all-customers.json');
	const nodes = template.nodes.map((node) =>
		node.name === 'List the customers'
			? { ...node, parameters: { ...node.parameters, jsonOutput: JSON.stringify({ customers }) } }
			: node,
	);
	const run = await runWorkflow({ ...template, nodes }, { subWorkflows });
	const [item] = run.output('Write the table');
	const table = item?.json ?? {};
	return { run, table, rows: (table.rows ?? []) as unknown as OverviewRow[] };
}

test('each customer is synchronised with its own systems; what needs a decision comes first, and one that fails stops no other', async () => {
	const [alfa, beta, delta] = [await customer(12), await customer(40), await customer(8)];
	const workflows = {
		a: mainOf(alfa, 'Alfa'),
		b: mainOf(beta, 'Beta'),
		d: mainOf(delta, 'Delta'),
	};
	// Beta is synchronised already; then many leave, which a guard holds.
	await beta.sync();
	for (const { id } of employedOn(beta.model, DAY).slice(0, 12))
		leaveOn(beta.model, id, '2026-02-20');
	workflows.d.credentials.flexHrmApi.customer = 'Somebody else';

	const { run, rows, table } = await overview(
		[
			{ customer: 'Alfa', workflow: 'a' },
			{ customer: 'Beta', workflow: 'b' },
			{ customer: 'Cesam', workflow: 'not-there' },
			{ customer: 'Delta', workflow: 'd' },
		],
		workflows,
	);
	expect(run.error).toBeUndefined();
	expect(rows.map(({ customer: name, weight }) => `${name}: ${weight}`)).toEqual([
		'Cesam: notFinished',
		'Delta: notFinished',
		'Beta: held',
		expect.stringMatching(/^Alfa: (ok|look)$/),
	]);
	expect(rows[1]!.headline).toContain('belongs to the customer');
	expect(rows[2]!.held).toBeGreaterThan(5);
	expect(rows[2]!.releaseUrl).toMatch(/^https:\/\/n8n\.example\.com\/form\/Beta\?plan=/);
	expect(String(table.subject)).toMatch(/^All customers: [34] of 4 customers need a look/);

	expect(alfa.winningtemp.state().users.length).toBeGreaterThan(8);
	expect(delta.winningtemp.countWrites()).toBe(0);
	// Nobody's name is in the table.
	const { lastName, emailWork } = employedOn(alfa.model, DAY)[0]!;
	expect(String(table.mail)).not.toContain(lastName);
	expect(String(table.mail)).not.toContain(emailWork);
});

test('a workflow that gives several results ends the table: results of two customers are never mixed up', async () => {
	const node = (name: string, type: string, parameters: INode['parameters']): INode => ({
		id: name,
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion: type === 'set' ? 3.4 : 1,
		position: [0, 0],
		parameters,
	});
	const wire = (to: string) => ({ main: [[{ node: to, type: 'main' as const, index: 0 }]] });
	const file: WorkflowFile = {
		nodes: [
			node('Start', 'executeWorkflowTrigger', { inputSource: 'passthrough' }),
			node('List', 'set', { mode: 'raw', jsonOutput: '{ "reports": [{}, {}, {}] }' }),
			node('Split', 'splitOut', { fieldToSplitOut: 'reports' }),
		],
		connections: { Start: wire('List'), List: wire('Split') },
	};
	const several = { file, credentials: {} } as never;
	const { run } = await overview([{ customer: 'Alfa', workflow: 'a' }], { a: several });
	expect(run.error?.message).toBe('Customers lists 1, but 3 results came in.');
});
