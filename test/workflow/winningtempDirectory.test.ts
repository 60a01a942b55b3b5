import { TENANTS } from '../sandbox/winningtemp/tenants';
import { testCredential, loadOptions } from './engine';
import { group, person, TestTenant } from './winningtempTenant';

let tenant: TestTenant;

afterEach(async () => await tenant.close());

async function furnish(options: Parameters<typeof TestTenant.start>[0] = {}) {
	tenant = await TestTenant.start(options);
	await tenant.upsert('group', [
		group('g1', { name: 'Ekonomi' }),
		group('g2', { parentExternalId: 'g1' }),
	]);
	await tenant.upsert('user', [
		person('a', { groupExternalId: 'g1', firstName: 'Åsa' }),
		person('b', { groupExternalId: 'g2', managerExternalId: 'a' }),
		person('c'),
	]);
	tenant.server.addUser({ userName: 'hand@example.com', active: false });
	tenant.server.clearRequests();
	return new Map(tenant.server.records('user').map((one) => [one.externalId, one.id]));
}

test('the directory is all groups, then all users, in the planner’s terms', async () => {
	const ids = await furnish();
	const run = await tenant.run('directory', 'get', [{}, {}, {}]);
	expect(run.json().map(({ kind }) => kind)).toEqual([
		'group',
		'group',
		'user',
		'user',
		'user',
		'user',
	]);
	const byId = new Map(run.json().map((one) => [one.externalId, one]));
	expect([...byId.keys()].sort()).toEqual(['a', 'b', 'c', 'g1', 'g2', null]);
	const g2 = byId.get('g2')!;
	expect(g2).toMatchObject({ parentExternalId: 'g1', memberTargetIds: [ids.get('b')] });
	expect(byId.get('b')).toMatchObject({
		targetId: ids.get('b'),
		active: true,
		username: 'b@example.com',
		gender: 'female',
		birthday: '1988-02-29',
		managerExternalId: 'a',
		groupExternalId: 'g2',
		memberOf: [g2.targetId],
	});
	expect(byId.get(null)).toMatchObject({ active: false, groupExternalId: null });
	// Three to find out, one page of each, whether more come after it, and the groups once more, since
	// no earlier run saw their members: nothing for each user.
	expect(tenant.server.countRequests()).toBe(8);
});

test.each([
	['user', 'users with ids and usernames only in lists', /^\/api\/scim\/Users\/[^/]+$/, 4],
	['group', 'groups with ids and names only in lists', /^\/api\/scim\/Groups\/[^/]+$/, 2],
])(
	'where lists of each %s lack values, %s: one more request for each, and nothing is missing',
	async (kind, name, single, count) => {
		const { options } = TENANTS.find((one) => one.name === name)!;
		await furnish(options);
		const run = await tenant.run('directory', 'get');
		const byId = new Map(run.json().map((one) => [one.externalId, one]));
		expect([...byId.keys()].sort()).toEqual(['a', 'b', 'c', 'g1', 'g2', null]);
		expect(byId.get('b')).toMatchObject({
			username: 'b@example.com',
			birthday: '1988-02-29',
			managerExternalId: 'a',
			groupExternalId: 'g2',
		});
		expect(byId.get('g2')).toMatchObject({ parentExternalId: 'g1' });
		const ofOne = tenant.server.requests.filter(({ path }) => single.test(path));
		expect(new Set(ofOne.map(({ path }) => path)).size).toBe(count);
		expect(run.hints).toEqual([
			expect.stringMatching(new RegExp(`^The lists of ${kind}s .*one request for each ${kind}\\.`)),
		]);
	},
);

test('both lists together have six requests under way, never more', async () => {
	tenant = await TestTenant.start({ latency: 10, maxResults: 2 });
	for (let i = 0; i < 40; i++) {
		tenant.server.addUser({ userName: `u${i}@example.com`, externalId: `u${i}` });
		tenant.server.addGroup({ displayName: `Group ${i}`, externalId: `g${i}` });
	}
	const run = await tenant.run('directory', 'get');
	expect(run.json()).toHaveLength(80);
	expect(tenant.server.peakConcurrency).toBe(6);
});

test('case 39: what the tenant does not know is absent from every user and group, and said once', async () => {
	await furnish({ profile: 'core' });
	const { users, groups, hints } = await tenant.current();
	for (const one of users) {
		expect(Object.keys(one)).not.toEqual(expect.arrayContaining(['gender']));
		expect(one).not.toHaveProperty('managerExternalId');
	}
	for (const one of groups) expect(one).not.toHaveProperty('parentExternalId');
	expect(hints).toHaveLength(1);
});

test('an empty tenant is an empty directory', async () => {
	tenant = await TestTenant.start();
	expect((await tenant.run('directory', 'get')).json()).toEqual([]);
});

test.each([
	['without filters', { filter: false }],
	['with filters', {}],
])('one user is found by ID and by External ID, in a tenant %s', async (_name, options) => {
	const ids = await furnish(options);
	const locators = [
		{ mode: 'id', value: ids.get('b')! },
		{ mode: 'externalId', value: 'b' },
		{ mode: 'list', value: ids.get('b')! },
	];
	for (const { mode, value } of locators) {
		const run = await tenant.run('user', 'get', [{}], { user: { __rl: true, mode, value } });
		expect(run.json()).toMatchObject([
			{ externalId: 'b', managerExternalId: 'a', groupExternalId: 'g2' },
		]);
	}
	const raw = await tenant.run('user', 'get', [{}], {
		user: { __rl: true, mode: 'externalId', value: 'b' },
		simplify: false,
	});
	expect(raw.json()).toMatchObject([{ userName: 'b@example.com', name: { familyName: 'B' } }]);
});

test('a user who is not there is named, and with Continue the other items go on', async () => {
	await furnish();
	const user = { __rl: true, mode: 'externalId', value: '={{ $json.id }}' };
	const items = [{ id: 'nobody' }, { id: 'a' }];
	const stopped = await tenant.run('user', 'get', items, { user });
	expect(stopped.error?.message).toMatch(/no user with the External ID nobody/);
	const going = await tenant.run(
		'user',
		'get',
		items,
		{ user },
		{ onError: 'continueRegularOutput' },
	);
	expect(going.json()).toMatchObject([
		{ error: expect.stringMatching(/nobody/) as string },
		{ externalId: 'a' },
	]);
});

test('many users: all, up to a limit, by filter', async () => {
	await furnish({ maxResults: 2 });
	const list = async (parameters: Parameters<typeof tenant.run>[3]) =>
		(await tenant.run('user', 'getMany', [{}], parameters))
			.json()
			.map(({ externalId }) => externalId);
	const all = await list({ returnAll: true });
	expect([...all].sort()).toEqual(['a', 'b', 'c', null]);
	expect(await list({ limit: 3 })).toEqual(all.slice(0, 3));
	expect(await list({ returnAll: true, filters: { active: 'inactive' } })).toEqual([null]);
	expect(await list({ returnAll: true, filters: { username: 'B@example.com' } })).toEqual(['b']);
	expect(await list({ filters: { externalId: 'c', active: 'inactive' } })).toEqual([]);
	const limited = await tenant.run('user', 'getMany', [{}], {
		limit: 1,
		filters: { externalId: 'b' },
	});
	expect(limited.json()).toMatchObject([{ managerExternalId: 'a', groupExternalId: 'g2' }]);
});

test.each([
	['user', 'getMany', { returnAll: true, simplify: true }],
	['connection', 'check', {}],
	['directory', 'get', {}],
])('%s, %s reads the groups twice the first time, and once the next', async (...asked) => {
	await furnish();
	const [resource, operation, parameters] = asked;
	const memory = { staticData: {}, mode: 'trigger' as const };
	const lists = async () => {
		tenant.server.clearRequests();
		await tenant.run(resource, operation, [{}], parameters, memory);
		return tenant.server.countRequests(
			({ path, query }) => path.endsWith('/Groups') && query.startIndex === '1',
		);
	};
	expect([await lists(), await lists()]).toEqual([2, 1]);
});

test('many groups: all, up to a limit, by filter; and one', async () => {
	await furnish();
	const list = async (parameters: Parameters<typeof tenant.run>[3]) =>
		(await tenant.run('group', 'getMany', [{}], parameters))
			.json()
			.map(({ externalId }) => externalId);
	expect(await list({ returnAll: true })).toEqual(['g1', 'g2']);
	expect(await list({ limit: 1 })).toEqual(['g1']);
	expect(await list({ filters: { name: 'EKONOMI' } })).toEqual(['g1']);
	expect(await list({ filters: { externalId: 'g2' } })).toEqual(['g2']);
	const one = await tenant.run('group', 'get', [{}], {
		group: { __rl: true, mode: 'externalId', value: 'g2' },
	});
	expect(one.json()).toMatchObject([{ kind: 'group', parentExternalId: 'g1' }]);
});

test.each([{}, { patch: false }])(
	'a user is deactivated once, and keeps everything else (%p)',
	async (options) => {
		await furnish(options);
		const before = tenant.userState('b');
		const user = { __rl: true, mode: 'externalId', value: 'b' };
		const first = await tenant.run('user', 'deactivate', [{}], { user });
		expect(first.json()).toMatchObject([{ externalId: 'b', active: false, changed: true }]);
		expect(tenant.userState('b')).toEqual({ ...before, active: false });
		const writes = await tenant.writesOf(async () => {
			const again = await tenant.run('user', 'deactivate', [{}], { user });
			expect(again.json()).toMatchObject([{ active: false, changed: false }]);
		});
		expect(writes).toBe(0);
	},
);

test('users and groups are deleted', async () => {
	await furnish();
	const user = { __rl: true, mode: 'externalId', value: 'c' };
	expect((await tenant.run('user', 'delete', [{}], { user })).json()).toMatchObject([
		{ deleted: true, externalId: 'c' },
	]);
	const g2 = { __rl: true, mode: 'externalId', value: 'g2' };
	expect((await tenant.run('group', 'delete', [{}], { group: g2 })).json()).toMatchObject([
		{ deleted: true },
	]);
	expect(tenant.userState('c')).toBeUndefined();
	expect(tenant.groupState('g2')).toBeUndefined();
});

test('the lists in the editor are filled by the system and searched by what is typed', async () => {
	await furnish();
	const search = async (method: string, filter?: string) =>
		(
			await loadOptions<{ results: Array<{ name: string }> }>('winningtemp', 'listSearch', method, {
				credentials: tenant.credentials,
				...(filter === undefined ? {} : { filter }),
			})
		).results.map(({ name }) => name);
	expect(await search('searchUsers', 'åsa')).toEqual(['Åsa A (a@example.com)']);
	expect(await search('searchUsers')).toHaveLength(4);
	expect(await search('searchGroups', 'hand')).toEqual([]);
});

test('a list of groups shows the difference between those of the same name: by the groups above, else by their ids', async () => {
	tenant = await TestTenant.start();
	await tenant.upsert('group', [
		group('gbg', { name: 'Göteborg' }),
		group('sales', { name: 'Sales', parentExternalId: 'gbg' }),
		group('care-1', { name: 'Customer Care', parentExternalId: 'sales' }),
		group('care-2', { name: 'Customer Care', parentExternalId: 'gbg' }),
		group('care-3', { name: 'Customer Care' }),
		group('twin-1', { name: 'Twin' }),
		group('twin-2', { name: 'Twin' }),
	]);
	const listed = async (filter?: string) =>
		(
			await loadOptions<{ results: Array<{ name: string; value: string }> }>(
				'winningtemp',
				'listSearch',
				'searchGroups',
				{ credentials: tenant.credentials, ...(filter === undefined ? {} : { filter }) },
			)
		).results;
	const found = await listed('care');
	expect(found.map(({ name }) => name)).toEqual([
		'Customer Care',
		'Customer Care (Göteborg › Sales)',
		'Customer Care (Göteborg)',
	]);
	const ids = new Map(tenant.server.records('group').map((one) => [one.id, one.externalId]));
	expect(found.map(({ value }) => ids.get(value))).toEqual(['care-3', 'care-1', 'care-2']);
	expect((await listed()).map(({ name }) => name)).toEqual([
		...found.map(({ name }) => name),
		'Göteborg',
		'Sales (Göteborg)',
		'Twin – twin-1',
		'Twin – twin-2',
	]);
});

test('an empty tenant is reported as empty, so that no output is not taken for a fault', async () => {
	tenant = await TestTenant.start();
	const { users, groups, hints } = await tenant.current();
	expect([users, groups]).toEqual([[], []]);
	expect(hints).toEqual([expect.stringMatching(/no users and no groups yet.*first load/)]);
	await tenant.upsert('user', [person('a')]);
	expect((await tenant.current()).hints).toEqual([]);
});

test('the credential test says whether the token is wrong, the address is wrong, or one is missing', async () => {
	tenant = await TestTenant.start();
	const tested = async (values: object) =>
		await testCredential('winningtemp', 'winningtempApiTest', 'winningtempApi', {
			...tenant.credentials.winningtempApi,
			...values,
		});
	expect(await tested({})).toMatchObject({ status: 'OK' });
	const { url } = tenant.server;
	const { token } = tenant.credentials.winningtempApi;
	const cases: Array<[object, RegExp]> = [
		[{ token: 'a-wrong-token' }, /refused the token.*Winningtemp issues it/],
		[{ token: '' }, /no token/],
		[{ token: `Bearer ${token}` }, /begins with the word Bearer.*the token alone/],
		[
			{ baseUrl: url.replace('/api/scim', '/elsewhere') },
			/no SCIM service at the Base URL.*api\/scim/,
		],
		[
			{ baseUrl: 'http://127.0.0.1:9/api/scim' },
			/could not be reached: it does not accept connections/,
		],
		[{ baseUrl: 'http://scim.example.com' }, /https:\/\//],
		[{ baseUrl: 'nonsense' }, /not an address/],
	];
	for (const [values, words] of cases) {
		const result = await tested(values);
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(words);
		expect(result.message).not.toContain('a-wrong-token');
	}
});

test.each([
	[{ token: 'a-wrong-token' }, /refused the token/],
	[{ baseUrl: 'http://127.0.0.1:9/api/scim' }, /could not be reached/],
])(
	'a run with a wrong credential ends in words before anything is written (%p)',
	async (values, words) => {
		tenant = await TestTenant.start();
		const credentials = { winningtempApi: { ...tenant.credentials.winningtempApi, ...values } };
		const run = await tenant.run(
			'user',
			'upsert',
			[person('a')],
			{ options: { maxAttempts: 1 } },
			{ credentials },
		);
		expect(run.error?.message).toMatch(words);
		expect(JSON.stringify(run.error)).not.toContain('a-wrong-token');
		expect(tenant.server.countWrites()).toBe(0);
	},
);

test.each([
	['a web page', { kind: 'html' } as const, /not JSON/],
	[
		'a redirect',
		{ kind: 'status', status: 302, headers: { Location: 'https://elsewhere.example/' } } as const,
		/302/,
	],
	['a page cut short', { kind: 'truncate', clean: true } as const, /not JSON/],
])('%s in place of a list ends in words, and nothing is written', async (_name, fault, words) => {
	tenant = await TestTenant.start();
	tenant.server.addUser({ userName: 'x@example.com' });
	tenant.server.faults = ({ path }) => (path.endsWith('/Users') ? fault : undefined);
	const run = await tenant.run('user', 'upsert', [person('a')], { options: { maxAttempts: 1 } });
	expect(run.error?.message).toMatch(words);
	expect(tenant.server.countWrites()).toBe(0);
});
