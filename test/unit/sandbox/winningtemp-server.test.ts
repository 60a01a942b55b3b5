import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import SCIMMY from 'scimmy';
import {
	ENTERPRISE_USER,
	EXTENSION_GROUP,
	EXTENSION_USER,
} from '../../sandbox/winningtemp/profiles';
import {
	startWinningtemp,
	type WinningtempOptions,
	type WinningtempSandbox,
} from '../../sandbox/winningtemp/server';
import { workOf } from '../../support/work';

type Body = Record<string, unknown>;
interface ListBody {
	totalResults: number;
	startIndex: number;
	itemsPerPage: number;
	Resources: Body[];
}

const USER = SCIMMY.Schemas.User.id;
const GROUP = SCIMMY.Schemas.Group.id;
const ANNA = {
	schemas: [USER],
	userName: 'Anna.Berg@nordvik.example',
	externalId: 'anna',
	name: { givenName: 'Anna', familyName: 'Berg' },
	emails: [{ value: 'anna.berg@nordvik.example', type: 'work', primary: true }],
};

const running: WinningtempSandbox[] = [];
let tenant: WinningtempSandbox;
let client: AxiosInstance;

async function start(options: WinningtempOptions = {}): Promise<WinningtempSandbox> {
	tenant = await startWinningtemp(options);
	running.push(tenant);
	client = clientOf(tenant);
	return tenant;
}

function clientOf({ url, token }: WinningtempSandbox): AxiosInstance {
	return axios.create({
		baseURL: url,
		headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json' },
		validateStatus: () => true,
	});
}

beforeEach(async () => {
	await start();
});
afterEach(async () => {
	await Promise.all(running.splice(0).map(async (server) => await server.close()));
});

async function patch(
	path: string,
	operations: Array<{ op: string; path?: string; value?: unknown }>,
	headers: Record<string, string> = {},
): Promise<AxiosResponse<Body>> {
	const body = { schemas: [SCIMMY.Messages.PatchOp.id], Operations: operations };
	return await client.patch(path, body, { headers });
}

const list = async (path: string, params: Body = {}): Promise<ListBody> =>
	(await client.get<ListBody>(path, { params })).data;

/** Makes Anna over the protocol and says where she is. */
async function makeAnna(more: Body = {}): Promise<string> {
	const { status, data } = await client.post<Body>('/Users', { ...ANNA, ...more });
	expect(status).toBe(201);
	return `/Users/${String(data.id)}`;
}

describe('users', () => {
	test('are created, read, replaced and deleted', async () => {
		const created = await client.post<Body>('/Users', ANNA);
		expect([created.status, created.headers.location]).toEqual([
			201,
			`${tenant.url}/Users/${String(created.data.id)}`,
		]);
		expect(created.data).toMatchObject({ ...ANNA, active: true });
		const path = `/Users/${String(created.data.id)}`;
		expect((await client.get<Body>(path)).data).toEqual(created.data);

		const { externalId, ...rest } = ANNA;
		expect(externalId).toBe('anna');
		const replaced = await client.put<Body>(path, { ...rest, name: { givenName: 'Annika' } });
		expect(replaced.data).toMatchObject({ name: { givenName: 'Annika' }, active: true });
		expect(replaced.data).not.toHaveProperty('externalId');

		expect((await client.delete(path)).status).toBe(204);
		expect((await client.get<Body>(path)).data).toMatchObject({ status: '404' });
		expect(tenant.state().users).toEqual([]);
	});

	test('share no user name in any case, and no external id', async () => {
		await makeAnna();
		const sameName = await client.post<Body>('/Users', {
			schemas: [USER],
			userName: 'ANNA.berg@nordvik.example',
		});
		const sameId = await client.post<Body>('/Users', { ...ANNA, userName: 'someone.else' });
		const otherCase = await client.post<Body>('/Users', {
			schemas: [USER],
			userName: 'someone.else',
			externalId: 'ANNA',
		});
		expect([sameName.status, sameName.data.scimType]).toEqual([409, 'uniqueness']);
		expect([sameId.status, sameId.data.scimType]).toEqual([409, 'uniqueness']);
		expect(otherCase.status).toBe(201);
	});

	test('who change their name leave it free for others', async () => {
		const path = await makeAnna();
		expect((await patch(path, [{ op: 'replace', path: 'userName', value: 'new' }])).status).toBe(
			200,
		);
		expect((await client.post('/Users', { ...ANNA, externalId: 'other' })).status).toBe(201);
		const clash = await patch(path, [{ op: 'replace', path: 'userName', value: ANNA.userName }]);
		expect([clash.status, clash.data.scimType]).toEqual([409, 'uniqueness']);
	});

	test.each([
		['a list', [ANNA], 'invalidSyntax'],
		['broken JSON', '{"userName":', 'invalidSyntax'],
		['no user name', { schemas: [USER] }, 'invalidValue'],
		['a text for a boolean', { ...ANNA, active: 'yes' }, 'invalidValue'],
	])('%s as the body is a 400', async (_what, body, scimType) => {
		const { status, data } = await client.post<Body>('/Users', body);
		expect([status, data.scimType, tenant.state().users]).toEqual([400, scimType, []]);
	});
});

describe('PATCH', () => {
	test('changes what is named, and nothing else', async () => {
		const path = await makeAnna({ [EXTENSION_USER]: { gender: 'female', title: 'Adviser' } });
		const { status } = await patch(path, [
			{ op: 'Replace', path: 'name.familyName', value: 'Ek' },
			{ op: 'replace', path: 'emails[primary eq true].value', value: 'anna.ek@nordvik.example' },
			{ op: 'add', path: `${EXTENSION_USER}:birthday`, value: '1990-02-28' },
			{ op: 'remove', path: `${EXTENSION_USER}:title` },
			{ op: 'replace', value: { active: false } },
		]);
		expect(status).toBe(200);
		expect(tenant.state().users).toEqual([
			{
				externalId: 'anna',
				userName: ANNA.userName,
				email: 'anna.ek@nordvik.example',
				givenName: 'Anna',
				familyName: 'Ek',
				active: false,
				manager: null,
				gender: 'female',
				birthday: '1990-02-28',
				excludeFromSurveys: null,
				attributes: {},
				groups: [],
			},
		]);
	});

	test('that changes nothing is a 204, and the version stays', async () => {
		const path = await makeAnna();
		const { status, data } = await patch(path, [
			{ op: 'replace', path: 'name.givenName', value: 'Anna' },
		]);
		expect([status, data]).toEqual([204, '']);
		expect((await client.get(path)).headers.etag).toBe('W/"1"');
	});

	test.each([
		['the attribute', 'manager', (value: string | null) => (value === null ? null : { value })],
		['the sub-attribute', 'manager.value', (value: string | null) => value],
	])('sets, changes and clears the manager by %s', async (_what, name, valueOf) => {
		const managers = ['one', 'two'].map((userName) => tenant.addUser({ userName }));
		const path = await makeAnna();
		for (const manager of managers) {
			const value = valueOf(manager);
			await patch(path, [{ op: 'replace', path: `${ENTERPRISE_USER}:${name}`, value }]);
			const { data } = await client.get<Body>(path);
			expect(data[ENTERPRISE_USER]).toEqual({ manager: { value: manager } });
		}
		expect(tenant.state().users[0]).toMatchObject({ externalId: 'anna', manager: 'two' });
		const cleared = { op: 'replace', path: `${ENTERPRISE_USER}:${name}`, value: valueOf(null) };
		expect((await patch(path, [cleared])).data).not.toHaveProperty([ENTERPRISE_USER]);
		await patch(path, [
			{ op: 'add', path: `${ENTERPRISE_USER}:${name}`, value: valueOf(managers[0]!) },
		]);
		const { data } = await patch(path, [{ op: 'remove', path: `${ENTERPRISE_USER}:${name}` }]);
		expect(data).not.toHaveProperty([ENTERPRISE_USER]);
	});

	test('refuses a manager who does not exist, unless references are lenient', async () => {
		const path = await makeAnna();
		const stranger = { op: 'replace', path: `${ENTERPRISE_USER}:manager.value`, value: 'nobody' };
		expect((await patch(path, [stranger])).data).toMatchObject({ scimType: 'invalidValue' });
		tenant.strictReferences = false;
		expect((await patch(path, [stranger])).status).toBe(200);
	});

	test('of an unknown path is refused, or passed over where the tenant is so', async () => {
		const path = await makeAnna();
		const operations = [
			{ op: 'replace', path: 'shoeSize', value: 44 },
			{ op: 'replace', path: 'active', value: false },
		];
		expect((await patch(path, operations)).data).toMatchObject({ scimType: 'invalidPath' });
		tenant.ignoreUnknownPaths = true;
		expect((await patch(path, operations)).data).toMatchObject({ active: false });
		expect((await patch(path, operations.slice(0, 1))).status).toBe(204);
	});

	test('side by side on one user loses nothing', async () => {
		const path = await makeAnna();
		const values = ['title', 'office', 'costCentre', 'department'];
		await Promise.all(
			values.map(
				async (name) =>
					await patch(path, [{ op: 'add', path: `${EXTENSION_USER}:${name}`, value: name }]),
			),
		);
		expect(tenant.state().users[0]!.attributes).toEqual(
			Object.fromEntries(values.map((name) => [name, name])),
		);
	});

	test('is a 501 where the tenant has none', async () => {
		const path = await makeAnna();
		tenant.patch = false;
		expect((await patch(path, [{ op: 'replace', path: 'active', value: false }])).status).toBe(501);
		const { data } = await client.get<Body>('/ServiceProviderConfig');
		expect(data.patch).toEqual({ supported: false });
	});
});

describe('groups', () => {
	let people: string[];
	beforeEach(() => {
		people = ['one', 'two', 'three'].map((userName) => tenant.addUser({ userName }));
	});
	const makeGroup = async (more: Body = {}) => {
		const { data } = await client.post<Body>('/Groups', {
			schemas: [GROUP],
			displayName: 'Finance',
			externalId: 'finance',
			...more,
		});
		return `/Groups/${String(data.id)}`;
	};
	const members = () => tenant.state().groups[0]!.members;
	const values = (...indexes: number[]) => indexes.map((i) => ({ value: people[i]! }));

	test('members come and go, each once', async () => {
		const path = await makeGroup({ members: values(0, 0) });
		await patch(path, [{ op: 'add', path: 'members', value: values(0, 1, 2) }]);
		expect(members()).toEqual(['one', 'three', 'two']);
		await patch(path, [
			{ op: 'remove', path: `members[value eq "${people[0]!}"]` },
			{ op: 'remove', path: 'members', value: values(2) },
			{ op: 'replace', path: 'displayName', value: 'Ekonomi' },
		]);
		expect([members(), tenant.state().groups[0]!.displayName]).toEqual([['two'], 'Ekonomi']);
		expect(tenant.state().users.map(({ groups }) => groups)).toEqual([[], [], ['finance']]);
		await patch(path, [{ op: 'replace', value: { members: values(0, 1) } }]);
		expect(members()).toEqual(['one', 'two']);
		await patch(path, [{ op: 'remove', path: 'members' }]);
		expect(members()).toEqual([]);
	});

	test('a member who is there already, or not there, is no change', async () => {
		const path = await makeGroup({ members: values(0) });
		expect((await patch(path, [{ op: 'add', path: 'members', value: values(0) }])).status).toBe(
			204,
		);
		const gone = { op: 'remove', path: `members[value eq "${people[1]!}"]` };
		expect((await patch(path, [gone])).status).toBe(204);
	});

	test('a member who does not exist is refused, and the group stays as it was', async () => {
		const path = await makeGroup({ members: values(0) });
		const { status } = await patch(path, [
			{ op: 'add', path: 'members', value: [{ value: 'nobody' }] },
		]);
		expect([status, members()]).toEqual([400, ['one']]);
	});

	test('a deleted user is no longer a member', async () => {
		await makeGroup({ members: values(0, 1) });
		await client.delete(`/Users/${people[0]!}`);
		expect(members()).toEqual(['two']);
	});

	test('parents must be there first; a manager is known by External ID', async () => {
		const child = { externalId: 'payable', [EXTENSION_GROUP]: { parentExternalId: 'finance' } };
		const early = await client.post('/Groups', { schemas: [GROUP], displayName: 'P', ...child });
		expect(early.status).toBe(400);
		await makeGroup();
		const path = await makeGroup(child);
		await patch(path, [{ op: 'add', path: `${EXTENSION_GROUP}:managerExternalId`, value: 'boss' }]);
		expect(tenant.state().groups[1]).toMatchObject({
			parentExternalId: 'finance',
			managerExternalId: 'boss',
		});
		await patch(path, [{ op: 'remove', path: `${EXTENSION_GROUP}:parentExternalId` }]);
		expect(tenant.state().groups[1]!.parentExternalId).toBeNull();
	});

	test('of a large group, 80 leave with hardly more work than 20', async () => {
		const leave = async (count: number) => {
			await start();
			const crowd = Array.from({ length: 2000 }, (_, i) =>
				tenant.addUser({ userName: `crowd${i}` }),
			);
			const id = tenant.addGroup({ displayName: 'All', members: crowd });
			const work = await workOf(async () => {
				const { status } = await patch(
					`/Groups/${id}`,
					crowd.slice(0, count).map((of) => ({ op: 'remove', path: `members[value eq "${of}"]` })),
				);
				expect(status).toBe(200);
			});
			expect(members()).toHaveLength(2000 - count);
			return work;
		};
		// Four times as much where each who leaves is looked for among all members.
		expect(await leave(80)).toBeLessThan(2 * (await leave(20)));
	});
});

describe('lists', () => {
	beforeEach(() => {
		for (let i = 0; i < 25; i++) tenant.addUser({ userName: `user${i}`, externalId: `e${i}` });
	});

	test('come in pages from 1, of whatever size', async () => {
		for (const count of [1, 7, 10, 24, 25, 100]) {
			const names: unknown[] = [];
			for (let startIndex = 1; startIndex <= 25; startIndex += count) {
				const page = await list('/Users', { startIndex, count });
				expect(page).toMatchObject({
					totalResults: 25,
					startIndex,
					itemsPerPage: page.Resources.length,
				});
				names.push(...page.Resources.map(({ userName }) => userName));
			}
			expect(names).toEqual(Array.from({ length: 25 }, (_, i) => `user${i}`));
		}
	});

	test('have no larger pages than the tenant gives', async () => {
		tenant.maxResults = 4;
		expect(await list('/Users', { count: 100 })).toMatchObject({ itemsPerPage: 4 });
		expect(await list('/Users')).toMatchObject({ itemsPerPage: 4, totalResults: 25 });
	});

	test('past the end and of size none are empty, with the total', async () => {
		expect(await list('/Users', { startIndex: 26 })).toMatchObject({
			totalResults: 25,
			Resources: [],
		});
		expect(await list('/Users', { count: 0 })).toMatchObject({ totalResults: 25, Resources: [] });
	});

	test.each([
		['externalId eq "e7"', ['user7']],
		['userName eq "USER7"', ['user7']],
		['EXTERNALID EQ "e7"', ['user7']],
		['externalId eq "E7"', []],
		['externalId eq "nobody"', []],
		['externalId eq "e7" or externalId eq "e8"', ['user7', 'user8']],
		[
			'userName sw "user2" and active eq true',
			['user2', 'user20', 'user21', 'user22', 'user23', 'user24'],
		],
		[`${EXTENSION_USER}:gender eq "female"`, ['anna']],
		[`${ENTERPRISE_USER}:manager.value pr`, []],
		['emails.value eq "other@nordvik.example"', ['anna']],
	])('are filtered by %s', async (filter, names) => {
		tenant.addUser({ userName: 'anna', gender: 'female', email: 'other@nordvik.example' });
		const { Resources, totalResults } = await list('/Users', { filter });
		expect(Resources.map(({ userName }) => userName)).toEqual(names);
		expect(totalResults).toBe(names.length);
	});

	test('are filtered by values with quotes and backslashes', async () => {
		const externalId = 'a"b\\c';
		tenant.addUser({ userName: 'quoted', externalId });
		const { Resources } = await list('/Users', {
			filter: `externalId eq ${JSON.stringify(externalId)}`,
		});
		expect(Resources.map(({ userName }) => userName)).toEqual(['quoted']);
	});

	test('show chosen attributes, or all but some', async () => {
		tenant.addGroup({ displayName: 'Finance', members: [tenant.addUser({ userName: 'member' })] });
		const { Resources } = await list('/Users', { attributes: 'externalId', count: 1 });
		expect(Resources).toEqual([{ id: expect.any(String), externalId: 'e0' }]);
		const groups = await list('/Groups', { excludedAttributes: 'members' });
		expect(groups.Resources[0]).toMatchObject({ displayName: 'Finance' });
		expect(groups.Resources[0]).not.toHaveProperty('members');
	});

	test('cannot be filtered where the tenant has no filters', async () => {
		tenant.filter = false;
		const { status, data } = await client.get<Body>('/Users', {
			params: { filter: 'externalId eq "e7"' },
		});
		expect([status, data.scimType]).toEqual([400, 'invalidFilter']);
	});
});

describe('profiles', () => {
	const full = {
		...ANNA,
		[ENTERPRISE_USER]: { manager: { value: 'x' } },
		[EXTENSION_USER]: { gender: 'female', title: 'Adviser', shoeSize: '44' },
		nickName: 'Anna',
	};

	test('core stores what Winningtemp documents, and nothing else', async () => {
		await start({ profile: 'core' });
		const { status, data } = await client.post<Body>('/Users', full);
		expect([status, data]).toEqual([201, { ...ANNA, active: true, ...serverValues() }]);
		const group = await client.post<Body>('/Groups', {
			schemas: [GROUP],
			displayName: 'Finance',
			[EXTENSION_GROUP]: { parentExternalId: 'x' },
		});
		expect(group.data).toEqual({ schemas: [GROUP], displayName: 'Finance', ...serverValues() });
		const { Resources } = await list('/Schemas');
		expect(Resources.map(({ id }) => id)).toEqual([USER, GROUP]);
	});

	test('full stores its extensions, and drops what it does not know', async () => {
		tenant.strictReferences = false;
		const { data } = await client.post<Body>('/Users', full);
		expect(data[EXTENSION_USER]).toEqual({ gender: 'female', title: 'Adviser' });
		expect(data[ENTERPRISE_USER]).toEqual({ manager: { value: 'x' } });
		expect(data.schemas).toEqual([USER, ENTERPRISE_USER, EXTENSION_USER]);
		expect(data).not.toHaveProperty('nickName');
		const { Resources } = await list('/Schemas');
		expect(Resources.map(({ id }) => id)).toEqual([
			USER,
			GROUP,
			ENTERPRISE_USER,
			EXTENSION_USER,
			EXTENSION_GROUP,
		]);
		const types = await list('/ResourceTypes');
		expect(types.Resources[0]!.schemaExtensions).toEqual([
			{ schema: ENTERPRISE_USER, required: false },
			{ schema: EXTENSION_USER, required: false },
		]);
	});

	test('two servers in one process keep their schemas, data and addresses apart', async () => {
		const one = tenant;
		const other = await start({ profile: 'core', token: 'other-token' });
		one.strictReferences = false;
		const [first, second] = await Promise.all([
			clientOf(one).post<Body>('/Users', full),
			clientOf(other).post<Body>('/Users', full),
		]);
		expect(first.data).toHaveProperty([EXTENSION_USER]);
		expect(second.data).not.toHaveProperty([EXTENSION_USER]);
		expect((first.data.meta as Body).location).toContain(one.url);
		expect((second.data.meta as Body).location).toContain(other.url);
		expect([one.state().users.length, other.state().users.length]).toEqual([1, 1]);
		expect(one.state()).not.toEqual(other.state());
	});

	function serverValues(): Body {
		return { id: expect.any(String) as unknown, meta: expect.any(Object) as unknown };
	}
});

describe('ways of a tenant', () => {
	test('a wrong token is a SCIM 401, and a token can run out', async () => {
		const wrong = await client.get<Body>('/Users', { headers: { Authorization: 'Bearer wrong' } });
		expect([wrong.status, wrong.data.status]).toEqual([401, '401']);
		tenant.token = 'new';
		expect((await client.get('/Users')).status).toBe(401);
	});

	test('versions are shown and obeyed, and may be required', async () => {
		const path = await makeAnna();
		const change = [{ op: 'replace', path: 'active', value: false }];
		expect((await patch(path, change, { 'If-Match': 'W/"7"' })).status).toBe(412);
		const { status, headers } = await patch(path, change, { 'If-Match': 'W/"1"' });
		expect([status, headers.etag]).toEqual([200, 'W/"2"']);
		tenant.etag = 'required';
		expect((await client.delete(path)).status).toBe(412);
		expect((await client.delete(path, { headers: { 'If-Match': 'W/"2"' } })).status).toBe(204);
	});

	test('without versions none are shown', async () => {
		tenant.etag = 'none';
		const path = await makeAnna();
		const { data, headers } = await client.get<{ meta: Body }>(path);
		expect([headers.etag, data.meta.version]).toEqual([undefined, undefined]);
	});

	test('bulk carries out operations one by one and reports on each', async () => {
		tenant.bulk = { maxOperations: 4, maxPayloadSize: 5_000 };
		const boss = tenant.addUser({ userName: 'boss' });
		const operations = [
			{ method: 'POST', path: '/Users', bulkId: 'anna', data: ANNA },
			{
				method: 'POST',
				path: '/Users',
				bulkId: 'clash',
				data: { schemas: [USER], userName: 'boss' },
			},
			{ method: 'DELETE', path: `/Users/${boss}` },
			{
				method: 'POST',
				path: '/Groups',
				bulkId: 'group',
				data: { schemas: [GROUP], displayName: 'Finance', members: [{ value: 'bulkId:anna' }] },
			},
		];
		const send = async (Operations: unknown[]) =>
			await client.post<{ Operations: Body[] }>('/Bulk', {
				schemas: [SCIMMY.Messages.BulkRequest.id],
				Operations,
			});
		const { status, data } = await send(operations);
		expect(status).toBe(200);
		expect(data.Operations.map((of) => of.status)).toEqual(['201', '409', '204', '201']);
		expect(tenant.state().groups[0]!.members).toEqual(['anna']);
		expect((await send([...operations, ...operations])).status).toBe(413);
		tenant.bulk = null;
		expect((await send(operations)).status).toBe(501);
	});

	test('attributes can be forgotten that are announced', async () => {
		tenant.drops = [`${EXTENSION_USER}:birthday`, 'name.familyName', EXTENSION_GROUP];
		await makeAnna({ [EXTENSION_USER]: { gender: 'female', birthday: '1990-02-28' } });
		expect(tenant.state().users[0]).toMatchObject({
			gender: 'female',
			birthday: null,
			givenName: 'Anna',
			familyName: null,
		});
		const { Resources } = await list('/Schemas');
		expect(JSON.stringify(Resources)).toContain('"birthday"');
	});

	test('active can come as a text, and is still a boolean inside', async () => {
		tenant.activeAsString = true;
		const path = await makeAnna();
		expect((await client.get<Body>(path)).data.active).toBe('True');
		expect((await list('/Users')).Resources[0]!.active).toBe('True');
		const { data } = await patch(path, [{ op: 'replace', path: 'active', value: false }]);
		expect([data.active, tenant.state().users[0]!.active]).toEqual(['False', false]);
	});

	test('discovery can be missing', async () => {
		tenant.discovery = false;
		const paths = ['/ServiceProviderConfig', '/Schemas', `/Schemas/${USER}`, '/ResourceTypes'];
		const answers = await Promise.all(paths.map(async (path) => await client.get(path)));
		expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
		expect((await client.get('/Users')).status).toBe(200);
	});

	test('people can be put there by hand, without External ID', async () => {
		const id = tenant.addUser({ userName: 'hand', givenName: 'Eva', active: false });
		tenant.addGroup({ displayName: 'By hand', members: [id] });
		expect(tenant.state()).toMatchObject({
			users: [{ userName: 'hand', externalId: null, active: false, groups: ['By hand'] }],
			groups: [{ displayName: 'By hand', externalId: null, members: ['hand'] }],
		});
		const { data } = await client.get<Body>(`/Users/${id}`);
		expect(data).toMatchObject({ userName: 'hand', emails: [{ value: 'hand', primary: true }] });
		expect(tenant.records('user')).toHaveLength(1);
	});

	test('reads and writes are counted apart', async () => {
		const path = await makeAnna();
		await patch(path, [{ op: 'replace', path: 'active', value: false }]);
		await list('/Users');
		const search = { schemas: [SCIMMY.Messages.SearchRequest.id], filter: 'externalId eq "anna"' };
		expect((await client.post<ListBody>('/Users/.search', search)).data.totalResults).toBe(1);
		await client.delete(path);
		expect([tenant.countReads(), tenant.countWrites()]).toEqual([2, 3]);
		expect(tenant.countMethods()).toEqual({ POST: 2, PATCH: 1, GET: 1, DELETE: 1 });
	});

	test('an answer can be lost after the work was done', async () => {
		tenant.faults = ({ method }) =>
			method === 'POST' ? { kind: 'reset', when: 'after' } : undefined;
		await expect(client.post('/Users', ANNA)).rejects.toThrow();
		expect(tenant.state().users.map(({ externalId }) => externalId)).toEqual(['anna']);
		tenant.faults = ({ method }) =>
			method === 'POST' ? { kind: 'reset', when: 'before' } : undefined;
		await expect(
			client.post('/Users', { ...ANNA, userName: 'b', externalId: 'b' }),
		).rejects.toThrow();
		expect(tenant.state().users).toHaveLength(1);
	});
});
