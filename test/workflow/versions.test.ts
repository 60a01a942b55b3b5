import { NodeHelpers, type INode, type INodeType } from 'n8n-workflow';
import ownPackage from '../../package.json';
import { filesIn, readJson } from '../support/files';
import { runWorkflow, type WorkflowFile } from './engine';

/**
 * Light versioning: one class serves all versions of a node, a new one is a further number in the
 * list, and what was saved with an older one goes on as it was.
 */

const nodes = new Map<string, INodeType>();

beforeAll(async () => {
	for (const built of ownPackage.n8n.nodes) {
		const source = built.replace('dist/', '').replace(/\.js$/, '.ts');
		const module = (await import(`../../${source}`)) as Record<string, new () => INodeType>;
		const node = new (Object.values(module)[0]!)();
		nodes.set(`${ownPackage.name}.${node.description.name}`, node);
	}
});

const versionsOf = (node: INodeType) => [node.description.version].flat();

test('every node keeps a list of its versions, the first one among them', () => {
	expect(nodes.size).toBe(6);
	for (const [type, { description }] of nodes) {
		expect([type, description.version]).toEqual([type, expect.arrayContaining([1])]);
	}
});

test('the templates use the latest version of each node', () => {
	const used = filesIn('workflows', '.json').flatMap(
		(file) => readJson<WorkflowFile>(`workflows/${file}`).nodes,
	);
	const own = used.filter(({ type }) => nodes.has(type));
	expect(own.length).toBeGreaterThan(10);
	for (const { name, type, typeVersion } of own) {
		expect([name, typeVersion]).toEqual([name, versionsOf(nodes.get(type)!).at(-1)]);
	}
});

/** As it was saved by the first version: only what differs from the defaults of then. */
const SAVED: WorkflowFile = {
	nodes: [
		saved('Map', 'employeeMapper', { username: '={{ $json.Email }}', email: '' }),
		saved('Build', 'hierarchyBuilder', { levels: ['Office'] }),
		saved('Plan', 'syncPlanner', {}),
		saved('Report', 'syncReport', {}),
	],
	connections: {
		Map: { main: [[{ node: 'Build', type: 'main', index: 0 }]] },
		Build: {
			main: [
				[{ node: 'Plan', type: 'main', index: 0 }],
				[{ node: 'Plan', type: 'main', index: 1 }],
			],
		},
		Plan: { main: [[{ node: 'Report', type: 'main', index: 0 }]] },
	},
};

function saved(name: string, type: string, parameters: INode['parameters']): INode {
	return {
		id: name,
		name,
		type: `${ownPackage.name}.${type}`,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
}

test('a workflow saved with version 1 runs', async () => {
	for (const { type } of SAVED.nodes) {
		expect(NodeHelpers.getVersionedNodeType(nodes.get(type)!, 1)).toBe(nodes.get(type));
	}
	const employee = {
		Id: 'a',
		FirstName: 'Åsa',
		LastName: 'Ek',
		Email: 'asa.ek@exempel.se',
		EmployedSince: '2019-03-01',
		Organization: { Office: 'Umeå' },
	};
	const run = await runWorkflow(SAVED, { startNode: 'Map', inputs: [[{ json: employee }]] });
	expect(run.error).toBeUndefined();
	expect(run.json('Plan').map(({ action, kind, name }) => `${action} ${kind} ${name}`)).toEqual([
		'create group Umeå',
		'create user Åsa Ek',
	]);
	expect(run.json('Map')[0]).not.toHaveProperty('employedSince');
	expect(run.json('Report')).toEqual([expect.objectContaining({ created: 2, status: 'ok' })]);
});
