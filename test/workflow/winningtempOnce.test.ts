import type { INode } from 'n8n-workflow';
import type { WinningtempOptions } from '../sandbox/winningtemp/server';
import { runWorkflow, type Run, type WorkflowFile } from './engine';
import { person, TestTenant } from './winningtempTenant';

/** One execution asks a tenant what it needs to know once, although two of its nodes need it. */

let tenant: TestTenant;

afterEach(async () => {
	jest.restoreAllMocks();
	await tenant.close();
});

const DISCOVERY = ['/ResourceTypes', '/Schemas', '/ServiceProviderConfig'];

const node = (name: string, type: string, parameters: INode['parameters'] = {}): INode => ({
	id: name,
	name,
	type: `n8n-nodes-flex-winningtemp.${type}`,
	typeVersion: 1,
	position: [0, 0],
	parameters,
});

const to = (name: string, index = 0) => ({ node: name, type: 'main' as const, index });

/** The end of the shipped template: read, plan, apply; and applied a second time. */
const flow: WorkflowFile = {
	nodes: [
		{ ...node('Start', ''), type: 'n8n-nodes-base.noOp' },
		node('Build', 'hierarchyBuilder', { mode: 'levels', levels: ['Office', 'Team'] }),
		node('Read', 'winningtemp', { resource: 'directory', operation: 'get' }),
		node('Plan', 'syncPlanner', { removal: { action: 'delete' } }),
		node('Apply', 'winningtemp', { resource: 'directory', operation: 'apply' }),
		node('Apply again', 'winningtemp', { resource: 'directory', operation: 'apply' }),
	],
	connections: {
		Start: { main: [[to('Build'), to('Read')]] },
		Build: { main: [[to('Plan')], [to('Plan', 1)]] },
		Read: { main: [[to('Plan', 2)]] },
		Plan: { main: [[to('Apply')]] },
		Apply: { main: [[to('Apply again')]] },
	},
};

const staff = (lastName: string) =>
	['p1', 'p2', 'p3'].map((id) => ({
		...person(id, { lastName }),
		Office: 'Kiruna',
		Team: 'Sales',
	}));

async function sync(wanted: object[]): Promise<{ run: Run; requests: string[] }> {
	const from = tenant.server.requests.length;
	const run = await runWorkflow(flow, {
		credentials: tenant.credentials,
		startNode: 'Start',
		inputs: [wanted.map((json) => ({ json: json as never }))],
	});
	expect(run.error).toBeUndefined();
	expect(run.json('Apply').filter(({ status }) => status !== 'applied')).toEqual([]);
	const requests = tenant.server.requests
		.slice(from)
		// A reading begins with its first page; the request that looks for more belongs to it.
		.filter(({ query }) => Number(query.startIndex ?? 1) === 1)
		.map(({ method, path }) => `${method} ${path.replace(/^.*\/(?=[A-Z])/, '/').split('?')[0]}`);
	return { run, requests };
}

const count = (requests: string[], one: string) =>
	requests.filter((request) => request === one).length;

async function start(options: WinningtempOptions = {}) {
	tenant = await TestTenant.start(options);
	await sync(staff('Öberg'));
}

test.each([
	['with entity tags', {}],
	['without entity tags', { etag: 'none' as const }],
	['without PATCH', { patch: false }],
])(
	'a tenant %s is asked what it supports once, and read once before it is changed',
	async (_name, options) => {
		await start(options);
		const { run, requests } = await sync(staff('Nyström'));
		expect(DISCOVERY.map((path) => count(requests, `GET ${path}`))).toEqual([1, 1, 1]);
		// The second Apply comes after changes, so that it looks again.
		expect(count(requests, 'GET /Users')).toBe(2);
		expect(requests.filter((one) => !one.startsWith('GET '))).toHaveLength(3);
		expect((await tenant.current()).users.map(({ lastName }) => lastName)).toEqual([
			'Nyström',
			'Nyström',
			'Nyström',
		]);
		expect(run.json('Apply again').map(({ status, attempts }) => [status, attempts])).toEqual([
			['applied', 0],
			['applied', 0],
			['applied', 0],
		]);
	},
);

test('what was read longer ago than two minutes is read again', async () => {
	await start();
	const now = Date.now();
	let calls = 0;
	jest.spyOn(Date, 'now').mockImplementation(() => now + 60_000 * calls++);
	const { requests } = await sync(staff('Nyström'));
	expect(count(requests, 'GET /Users')).toBe(3);
});

test('before anything is deleted, it is read again', async () => {
	await start();
	const { requests } = await sync(staff('Öberg').slice(1));
	expect(requests.filter((one) => one.startsWith('DELETE '))).toHaveLength(1);
	expect(count(requests, 'GET /Users')).toBe(3);
});

test('a second execution asks again: the tenant may be another one by then', async () => {
	await start();
	const { requests } = await sync(staff('Öberg'));
	expect(DISCOVERY.map((path) => count(requests, `GET ${path}`))).toEqual([1, 1, 1]);
	expect(count(requests, 'GET /Users')).toBe(1);
	await tenant.upsert('user', [person('p1', { lastName: 'Nyström' })]);
	const later = await sync(staff('Öberg'));
	expect(later.run.json('Apply').map(({ name }) => name)).toEqual(['Anna Öberg']);
});
