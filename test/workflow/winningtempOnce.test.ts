import type { WinningtempOptions } from '../sandbox/winningtemp/server';
import { closedAfterTest } from '../support/closing';
import { runWorkflow, type Run, type WorkflowFile } from './engine';
import { linkTo, nightFlow, nodeOf } from './nightFlow';
import { person, TestTenant } from './winningtempTenant';

/** One execution asks a tenant what it needs to know once, although two of its nodes need it. */

let tenant: TestTenant;

afterEach(async () => {
	jest.restoreAllMocks();
	await tenant.close();
});

const DISCOVERY = ['/ResourceTypes', '/Schemas', '/ServiceProviderConfig'];

const night = nightFlow('delete');

/** The end of the shipped template: read, plan, apply; and applied a second time. */
const flow: WorkflowFile = {
	nodes: [
		...night.nodes,
		nodeOf('Apply again', 'winningtemp', { resource: 'directory', operation: 'apply' }),
	],
	connections: { ...night.connections, Apply: { main: [[linkTo('Apply again')]] } },
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

test('two tenants in one run: each node asks its own, and writes what its own lacks', async () => {
	tenant = await TestTenant.start();
	const other = await closedAfterTest(TestTenant.start());
	await tenant.upsert('user', [person('p1'), person('p2')]);
	await other.upsert('user', [person('q1')]);
	const created = { ...person('p1', { lastName: 'Ny' }) };
	const applied = {
		order: 1,
		kind: 'user',
		action: 'create',
		externalId: 'p1',
		targetId: null,
		name: 'p1',
		changes: [
			{ field: 'username', from: null, to: created.username },
			{ field: 'lastName', from: null, to: 'Ny' },
		],
		reason: '',
	};
	const run = await runWorkflow(
		{
			nodes: [
				{ ...nodeOf('Start', ''), type: 'n8n-nodes-base.noOp' },
				nodeOf('Read one', 'winningtemp', { resource: 'directory', operation: 'get' }),
				nodeOf('Read the other', 'winningtemp', { resource: 'directory', operation: 'get' }),
				nodeOf('Apply to the other', 'winningtemp', { resource: 'directory', operation: 'apply' }),
			],
			connections: {
				Start: {
					main: [[linkTo('Read one'), linkTo('Read the other'), linkTo('Apply to the other')]],
				},
			},
		},
		{
			credentials: tenant.credentials,
			ownCredentials: {
				'Read the other': other.credentials,
				'Apply to the other': other.credentials,
			},
			startNode: 'Start',
			inputs: [[{ json: applied as never }]],
		},
	);
	expect(run.error).toBeUndefined();
	const ids = (name: string) => run.json(name).map(({ externalId }) => externalId);
	// The changes come first, so that the other tenant has both by the time that it is read.
	expect([ids('Read one'), ids('Read the other').sort()]).toEqual([
		['p1', 'p2'],
		['p1', 'q1'],
	]);
	expect(run.json('Apply to the other')).toMatchObject([{ status: 'applied', attempts: 1 }]);
	expect(other.userState('p1')).toMatchObject({ familyName: 'Ny' });
	expect(tenant.userState('p1')).toMatchObject({ familyName: 'P1' });
});
