import type { Written } from '../../../directory/apply/target';
import { AUTOMATIC_TENANT } from '../../../scim/tenantSettings';
import { parsePath } from '../../../scim/attributePaths';
import type { JsonObject } from '../../../scim/json';
import { anna, ENTERPRISE, GROUP, open, OWN, to, USER } from './tenant';

/** Changes as they go over SCIM, request by request, and what is believed of the answers. */

const BO = { username: 'bo@x.se', firstName: 'Bo', lastName: 'Ek' };
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const BIRTHDAY = `${OWN}:birthday`;

const replace = (path: string, value: unknown) => ({ op: 'replace', path, value });
const BERG = [{ field: 'lastName', from: 'Ek', to: 'Berg' }];
const errorOf = (written: Written) => (written.ok ? null : written.error);

describe('a creation', () => {
	const bo = async (given: Parameters<typeof open>[0] = {}, values: JsonObject = {}) => {
		const opened = await open(given);
		const written = await opened.target.create('user', 'E2', to({ ...BO, ...values }), []);
		return { ...opened, written };
	};

	test('is one request with all values, and its answer is believed where it shows them', async () => {
		const { written, requests } = await bo({}, { birthday: '1980-01-31', gender: 'female' });
		expect(requests).toEqual([
			{
				method: 'POST',
				path: '/Users',
				body: {
					schemas: [USER, OWN],
					externalId: 'E2',
					userName: 'bo@x.se',
					name: { givenName: 'Bo', familyName: 'Ek' },
					[OWN]: { birthday: '1980-01-31', gender: 'Female' },
				},
			},
		]);
		expect(written).toMatchObject({ ok: true, attempts: 1, existed: false, confirmed: true });
		expect(written.ok && written.current).toMatchObject({
			targetId: 'new1',
			externalId: 'E2',
			username: 'bo@x.se',
			birthday: '1980-01-31',
			gender: 'female',
		});
	});

	test('of a group takes its members along', async () => {
		const { target, requests } = await open();
		await target.create('group', 'G1', to({ name: 'IT', parentExternalId: null }), ['u1', 'u2']);
		expect(requests[0]!.body).toEqual({
			schemas: [GROUP],
			externalId: 'G1',
			displayName: 'IT',
			members: [{ value: 'u1' }, { value: 'u2' }],
		});
	});

	test.each<[string, JsonObject]>([
		['nothing', {}],
		['no id', { userName: 'bo@x.se' }],
		['a blank id', { id: ' ' }],
	])('whose answer is a Location and %s is looked at once a run', async (_what, body) => {
		const { target, asked, written } = await bo({
			quirk: ({ method }, serve) => {
				if (method !== 'POST') return undefined;
				const id = String((serve().body as JsonObject).id);
				return {
					status: 201,
					headers: { location: `https://scim.example.com/Users/${id}/`, etag: 'W/"1"' },
					body,
				};
			},
		});
		expect(asked()).toEqual(['POST /Users', 'GET /Users/new1']);
		expect(written).toMatchObject({ ok: true, attempts: 2, current: { targetId: 'new1' } });
		const second = await target.create('user', 'E3', to({ username: 'c@x.se' }), []);
		expect(asked()).toEqual(['POST /Users']);
		expect(second).toMatchObject({
			ok: true,
			confirmed: false,
			current: { targetId: 'new2', version: 'W/"1"', username: 'c@x.se' },
		});
		// A value that no creation had before.
		await target.create('user', 'E4', to({ username: 'd@x.se', gender: 'male' }), []);
		expect(asked()).toEqual(['POST /Users', 'GET /Users/new3']);
	});

	test('whose answer names no one is looked up by its External ID', async () => {
		const { asked, written } = await bo({
			quirk: ({ method }, serve) =>
				method === 'POST' ? { ...serve(), body: undefined } : undefined,
		});
		expect(asked()).toEqual(['POST /Users', 'GET /Users?filter']);
		expect(written).toMatchObject({ ok: true, attempts: 2, current: { targetId: 'new1' } });
	});

	test.each([
		'/',
		'/Users/%E0%A4%A',
		'https://scim.example.com',
		'https://scim.example.com/',
		'//scim.example.com',
	])('that is accepted, with the address %s, and not found is none', async (location) => {
		const { asked, written } = await bo({
			quirk: ({ method }) =>
				method === 'POST' ? { status: 201, headers: { location } } : undefined,
		});
		expect(asked()).toEqual(['POST /Users', 'GET /Users?filter']);
		expect(errorOf(written)).toBe(
			'Winningtemp accepted it but does not give its ID, nor finds it by External ID',
		);
	});

	test('that is accepted under an id which is not there is none', async () => {
		const { asked, written } = await bo({
			quirk: ({ method }) =>
				method === 'POST' ? { status: 201, headers: { location: '/Users/7' } } : undefined,
		});
		expect(asked()).toEqual(['POST /Users', 'GET /Users/7']);
		expect(written).toMatchObject({ ok: false, attempts: 2 });
		expect(errorOf(written)).toBe('Winningtemp answered that it was created, and it is not there');
	});

	test('of somebody who is there already writes nothing, and says so', async () => {
		const { asked, written } = await bo({
			users: [anna({ id: 'u7', externalId: 'E2' })],
			quirk: ({ method }) => (method === 'POST' ? { status: 409 } : undefined),
		});
		expect(asked()).toEqual(['POST /Users', 'GET /Users?filter']);
		expect(written).toMatchObject({
			ok: true,
			attempts: 2,
			existed: true,
			confirmed: true,
			current: { targetId: 'u7', username: 'anna@x.se' },
		});
	});

	test('that is refused names the values that the answer blames', async () => {
		const { asked, written } = await bo({
			quirk: ({ method }) =>
				method === 'POST'
					? { status: 409, body: { detail: 'The USERNAME is taken, and familyName is odd' } }
					: undefined,
		});
		expect(asked()).toEqual(['POST /Users', 'GET /Users?filter']);
		expect(written).toMatchObject({
			ok: false,
			attempts: 1,
			refusal: 'conflict',
			status: 409,
			isNameTaken: false,
			blames: ['username', 'lastName'],
		});
	});

	test('that forgets a value has it added afterwards, and again for the next one', async () => {
		const { target, requests, asked, written } = await bo(
			{
				quirk: ({ method, body }, serve) => {
					if (method === 'POST') delete body![OWN];
					return method === 'POST' ? serve() : undefined;
				},
			},
			{ birthday: '1980-01-31' },
		);
		expect(requests[2]).toMatchObject({
			method: 'PATCH',
			path: '/Users/new1',
			body: { schemas: [PATCH], Operations: [replace(BIRTHDAY, '1980-01-31')] },
		});
		expect(asked()).toEqual(['POST /Users', 'GET /Users/new1', 'PATCH /Users/new1']);
		expect(written).toMatchObject({ ok: true, attempts: 3, current: { birthday: '1980-01-31' } });
		await target.create('user', 'E3', to({ username: 'c@x.se', birthday: '1981-01-31' }), []);
		expect(asked()).toEqual(['POST /Users', 'PATCH /Users/new2']);
	});

	test('that never keeps a value is tried in every way once, and then left', async () => {
		const { target, asked, written, tenant } = await bo(
			{
				quirk: ({ body }, serve) => {
					if (body) delete body[OWN];
					const [first] = (body?.Operations ?? []) as Array<{ path?: string; value: JsonObject }>;
					if (first?.path?.startsWith(OWN)) return { ...serveNothing(), status: 204 };
					if (first && first.path === undefined) delete first.value[OWN];
					return serve();
				},
			},
			{ birthday: '1980-01-31' },
		);
		expect(asked()).toEqual([
			'POST /Users',
			'GET /Users/new1',
			'PATCH /Users/new1',
			'GET /Users/new1',
			'PATCH /Users/new1',
			'GET /Users/new1',
			'PATCH /Users/new1',
			'GET /Users/new1',
			'PUT /Users/new1',
			'GET /Users/new1',
		]);
		expect(written).toMatchObject({ ok: true, current: { birthday: null } });
		expect(tenant.ways.foundNow).toEqual([]);
		await target.create('user', 'E3', to({ username: 'c@x.se', birthday: '1981-01-31' }), []);
		expect(asked()).toEqual(['POST /Users']);
	});
});

const serveNothing = () => ({ headers: {}, body: undefined });

describe('a change of values', () => {
	test('is one PATCH of what differs; the answer is believed', async () => {
		const { target, requests } = await open({ users: [anna({ meta: { version: 'W/"1"' } })] });
		const written = await target.update('user', 'u1', to({ lastName: 'Berg', birthday: null }));
		expect(requests).toEqual([
			{
				method: 'PATCH',
				path: '/Users/u1',
				body: { schemas: [PATCH], Operations: [replace('name.familyName', 'Berg')] },
			},
		]);
		expect(written).toMatchObject({ ok: true, attempts: 1, current: { lastName: 'Berg' } });
	});

	test('of nothing that the tenant has sends nothing', async () => {
		const { target, requests } = await open({ users: [anna()] });
		const written = await target.update('user', 'u1', to({ birthday: null, title: 'Cook' }));
		expect(requests).toEqual([]);
		expect(written).toMatchObject({ ok: true, attempts: 0, current: { firstName: 'Anna' } });
	});

	test('carries the version that was read, where the tenant has versions', async () => {
		const { target, requests } = await open({
			users: [anna({ meta: { version: 'W/"1"' } })],
			tenant: { etag: true },
		});
		await target.update('user', 'u1', BERG);
		expect(requests[0]!.headers).toEqual({ 'If-Match': 'W/"1"' });
	});

	test('escapes the id in the address', async () => {
		const { target, asked } = await open({ users: [anna({ id: 'a/b c' })] });
		await target.update('user', 'a/b c', BERG);
		expect(asked()).toEqual(['PATCH /Users/a%2Fb%20c']);
	});

	test.each([405, 501])(
		'after %d to PATCH is a PUT of the whole user, for the rest of the run',
		async (status) => {
			const { target, requests, asked, tenant } = await open({
				users: [anna({ meta: { version: '1' }, groups: [{ value: 'g1' }], nickName: 'An' })],
				quirk: ({ method }) => (method === 'PATCH' ? { status } : undefined),
			});
			const written = await target.update('user', 'u1', BERG);
			expect(requests[1]).toEqual({
				method: 'PUT',
				path: '/Users/u1',
				body: {
					schemas: [USER],
					...anna({ nickName: 'An' }),
					name: { givenName: 'Anna', familyName: 'Berg' },
				},
			});
			expect(written).toMatchObject({ ok: true, attempts: 2, current: { lastName: 'Berg' } });
			expect([tenant.patch, tenant.ways.foundNow]).toEqual([false, [['patch', 'none']]]);
			asked();
			await target.update('user', 'u1', to({ lastName: 'Ceder' }));
			expect(asked()).toEqual(['PUT /Users/u1']);
		},
	);

	test('is refused where only PATCH may be used and the tenant has none', async () => {
		const { target, asked, tenant } = await open({
			users: [anna()],
			tenant: { settings: { ...AUTOMATIC_TENANT, writeMethod: 'patch' } },
			quirk: ({ method }) => (method === 'PATCH' ? { status: 405 } : undefined),
		});
		const written = await target.update('user', 'u1', BERG);
		expect(asked()).toEqual(['PATCH /Users/u1']);
		expect(written).toMatchObject({ ok: false, refusal: 'other', status: 405 });
		expect(tenant.patch).toBe(true);
	});

	test('that is answered without a body is looked at once a run for each value', async () => {
		const { target, asked } = await open({
			users: [anna(), anna({ id: 'u2' })],
			quirk: ({ method }, serve) =>
				method === 'PATCH'
					? { ...serve(), status: 204, headers: { etag: '2' }, body: '' }
					: undefined,
		});
		const first = await target.update('user', 'u1', BERG);
		expect(asked()).toEqual(['PATCH /Users/u1', 'GET /Users/u1']);
		expect(first).toMatchObject({ ok: true, attempts: 2, confirmed: true });
		const second = await target.update('user', 'u2', BERG);
		expect(asked()).toEqual(['PATCH /Users/u2']);
		expect(second).toMatchObject({
			ok: true,
			confirmed: false,
			current: { lastName: 'Berg', version: '2' },
		});
		await target.update('user', 'u2', to({ firstName: 'Bo' }));
		expect(asked()).toEqual(['PATCH /Users/u2', 'GET /Users/u2']);
	});

	test.each<[string, number, string | undefined]>([
		['is taken and has no effect', 204, undefined],
		['is refused for its path', 400, 'invalidPath'],
		['is refused without a reason', 400, undefined],
		['is refused with an error of the server', 500, undefined],
		['is not found', 404, 'noTarget'],
	])(
		'whose path %s is sent in the next way, which is remembered',
		async (_what, status, scimType) => {
			const { target, asked, requests, tenant } = await open({
				users: [anna(), anna({ id: 'u2' })],
				quirk: ({ body }) => {
					const [first] = (body?.Operations ?? []) as Array<{ path?: string }>;
					return first?.path?.includes('.') ? { status, body: { scimType } } : undefined;
				},
			});
			const written = await target.update('user', 'u1', BERG);
			expect(requests.at(-1)!.body!.Operations).toEqual([
				replace('name', { givenName: 'Anna', familyName: 'Berg' }),
			]);
			expect(asked()).toEqual(['PATCH /Users/u1', 'GET /Users/u1', 'PATCH /Users/u1']);
			expect(written).toMatchObject({ ok: true, attempts: 3, current: { lastName: 'Berg' } });
			expect(tenant.ways.foundNow).toEqual([['user.lastName', 'whole']]);
			await target.update('user', 'u2', BERG);
			expect(asked()).toEqual(['PATCH /Users/u2']);
		},
	);

	test.each([403, 409, 412, 429])(
		'that is refused with %d is not tried in other ways',
		async (status) => {
			const { target, asked } = await open({
				users: [anna()],
				quirk: ({ method }) => (method === 'PATCH' ? { status } : undefined),
			});
			const written = await target.update('user', 'u1', BERG);
			expect(asked()).toEqual(['PATCH /Users/u1']);
			expect(written).toMatchObject({ ok: false, attempts: 1, status });
		},
	);

	test.each(['invalidValue', 'uniqueness', 'tooMany'])(
		'of two values that is refused as %s is not tried in other ways',
		async (scimType) => {
			const { target, asked } = await open({
				users: [anna()],
				quirk: ({ method }) =>
					method === 'PATCH' ? { status: 400, body: { scimType } } : undefined,
			});
			await target.update('user', 'u1', to({ lastName: 'Berg', firstName: 'Bo' }));
			expect(asked()).toEqual(['PATCH /Users/u1']);
		},
	);

	test('that is refused in every way is tried so twice a run, and keeps its first refusal', async () => {
		const { target, asked } = await open({
			users: [anna()],
			quirk: ({ method }) =>
				method === 'GET' ? undefined : { status: 400, body: { detail: `no ${method}` } },
		});
		const all = [
			'PATCH /Users/u1',
			'GET /Users/u1',
			'PATCH /Users/u1',
			'PATCH /Users/u1',
			'PUT /Users/u1',
		];
		for (const expected of [all, all, ['PATCH /Users/u1']]) {
			const written = await target.update('user', 'u1', BERG);
			expect(asked()).toEqual(expected);
			expect(errorOf(written)).toBe('Winningtemp refused the values: no PATCH');
		}
	});

	test.each([
		['active', true, false],
		['username', 'anna@x.se', 'berg@x.se'],
	])('of %s that is not taken is a failure, not a remark', async (field, from, value) => {
		const { target } = await open({
			users: [anna()],
			quirk: ({ method }) => (method === 'GET' ? undefined : { body: anna() }),
		});
		const written = await target.update('user', 'u1', [{ field, from, to: value }]);
		expect(written).toMatchObject({ ok: false, refusal: 'other' });
		expect(errorOf(written)).toBe(
			`Winningtemp answered that it was done, but did not take over the value of ${field}`,
		);
	});
});

describe('managers', () => {
	const PATH = `${ENTERPRISE}:manager`;

	test('are named by the id that the target gave them', async () => {
		const { target, requests } = await open({
			users: [anna(), anna({ id: 'u2', externalId: 'E2' })],
		});
		expect(target.managersFirst).toBe(true);
		await target.update('user', 'u1', to({ managerExternalId: 'E2' }));
		expect(requests[0]!.body!.Operations).toEqual([
			{ op: 'add', path: PATH, value: { value: 'u2' } },
		]);
	});

	test('who are not there are left out', async () => {
		const { target, requests } = await open({ users: [anna()] });
		await target.update('user', 'u1', to({ managerExternalId: 'E9' }));
		expect(requests).toEqual([]);
	});

	test('are named by External ID where the target wants that', async () => {
		const { target, requests } = await open({
			users: [anna()],
			map: { managerReference: 'externalId' },
		});
		expect(target.managersFirst).toBe(false);
		await target.update('user', 'u1', to({ managerExternalId: 'E9' }));
		expect(requests[0]!.body!.Operations).toMatchObject([{ value: { value: 'E9' } }]);
	});
});

describe('names that repeat a name', () => {
	const needsDisplayName = {
		quirk: ({ method, body }: { method: string; body?: JsonObject }) =>
			method === 'POST' && body!.displayName === undefined
				? { status: 400, body: { detail: 'displayName is required' } }
				: undefined,
	};

	test('are sent once a refusal asks for them, from then on', async () => {
		const { target, requests, asked } = await open(needsDisplayName);
		const written = await target.create('user', 'E2', to(BO), []);
		expect(requests.at(-1)!.body!.displayName).toBe('Bo Ek');
		expect(written).toMatchObject({ ok: true, attempts: 2 });
		asked();
		await target.create('user', 'E3', to({ username: 'c@x.se' }), []);
		expect(requests.at(-1)!.body!.displayName).toBe('c@x.se');
		expect(asked()).toEqual(['POST /Users']);
	});

	test('follow a new name, and nothing else', async () => {
		const { target, requests } = await open({
			users: [anna({ displayName: 'Anna Ek' })],
			tenant: { requiredNames: ['displayName', 'name.formatted'] },
		});
		await target.update('user', 'u1', BERG);
		expect(requests[0]!.body!.Operations).toEqual([
			replace('name.familyName', 'Berg'),
			replace('displayName', 'Anna Berg'),
			replace('name.formatted', 'Anna Berg'),
		]);
		await target.update('user', 'u1', to({ active: false }));
		expect(requests[1]!.body!.Operations).toEqual([replace('active', false)]);
	});

	test.each([
		['never', undefined, 1],
		['always', 'Bo Ek', 1],
	] as const)('are sent %s if the credential says so', async (userDisplayName, name, count) => {
		const settings = { ...AUTOMATIC_TENANT, userDisplayName };
		const { target, requests } = await open({ ...needsDisplayName, tenant: { settings } });
		await target.create('user', 'E2', to(BO), []);
		expect(requests.map(({ body }) => body!.displayName)).toEqual(Array(count).fill(name));
	});

	test('are no names of groups', async () => {
		const { target, requests } = await open({ tenant: { requiredNames: ['name.formatted'] } });
		await target.create('group', 'G1', to({ name: 'IT' }), []);
		expect(requests[0]!.body).toEqual({ schemas: [GROUP], externalId: 'G1', displayName: 'IT' });
	});
});

describe('a name of a group that is refused', () => {
	const refuses = (detail: string) => ({
		quirk: ({ method }: { method: string }) =>
			method === 'GET' ? undefined : { status: 409, body: { detail } },
	});
	const it = { id: 'g1', externalId: 'G1', displayName: 'IT' };
	const rename = async (given: Parameters<typeof open>[0], name = 'it') => {
		const { target, tenant } = await open({
			groups: [it, { id: 'g2', externalId: 'G2' }],
			...given,
		});
		const written = await target.update('group', 'g2', to({ name }));
		return { written, learned: tenant.ways.of('group.names') };
	};

	test.each([
		['another group has it', 'taken', 'it'],
		['the answer blames the name', 'The name exists', 'Other'],
		['the answer blames displayName', 'displayName exists', 'Other'],
	])('is taken where %s', async (_why, detail, name) => {
		const { written, learned } = await rename(refuses(detail), name);
		expect(written).toMatchObject({ ok: false, refusal: 'conflict', isNameTaken: true });
		// That is learned once the group is taken with another name.
		expect(learned).toBeUndefined();
	});

	test('is not, as far as is known, where nothing says so', async () => {
		const { written, learned } = await rename(refuses('The rename failed'), 'Other');
		expect(written).toMatchObject({ ok: false, isNameTaken: false });
		expect(learned).toBeUndefined();
	});

	test('stays as in HR if the credential says so, and the error names the setting', async () => {
		const settings = { ...AUTOMATIC_TENANT, groupNames: 'asInHr' as const };
		const { written, learned } = await rename({ ...refuses('taken'), tenant: { settings } });
		expect(written).toMatchObject({ ok: false, isNameTaken: false });
		expect(errorOf(written)).toBe(
			'Winningtemp says that a value which must be unique is taken: taken. Another group has this name, and Group Names (under Customize Tenant in the Winningtemp credential) is set to As in HR',
		);
		expect(learned).toBeUndefined();
	});

	test('is taken by a group that the same run sent', async () => {
		const { target } = await open({ ...refuses('taken') });
		await target.create('group', 'G8', to({ name: 'New' }), []);
		const second = await target.create('group', 'G9', to({ name: 'NEW' }), []);
		expect(second).toMatchObject({ ok: false, isNameTaken: true });
	});
});

describe('members of a group', () => {
	const group = (more: JsonObject = {}): JsonObject => ({
		id: 'g1',
		externalId: 'G1',
		displayName: 'IT',
		members: [{ value: 'u1' }, { value: 'u2' }, { value: 'g9', type: 'Group' }],
		...more,
	});
	const change = { add: ['u3', 'u1'], remove: ['u2', 'u7'] };

	test('who come and who go are one request, with values of the group', async () => {
		const { target, requests } = await open({ groups: [group()] });
		expect(target.showsMembers).toBe(true);
		const written = await target.setMembers('g1', change, to({ name: 'Digital' }));
		expect(requests).toEqual([
			{
				method: 'PATCH',
				path: '/Groups/g1',
				body: {
					schemas: [PATCH],
					Operations: [
						replace('displayName', 'Digital'),
						{ op: 'remove', path: 'members[value eq "u2"]' },
						{ op: 'add', path: 'members', value: [{ value: 'u3' }] },
					],
				},
			},
		]);
		expect(written).toMatchObject({
			ok: true,
			attempts: 1,
			current: { name: 'Digital', memberTargetIds: ['u1', 'u3'] },
		});
	});

	test('who are as wanted need no request', async () => {
		const { target, requests } = await open({ groups: [group()] });
		expect(await target.setMembers('g1', { add: ['u1'], remove: ['u7'] }, [])).toMatchObject({
			ok: true,
			attempts: 0,
		});
		expect(requests).toEqual([]);
	});

	test('who leave are listed where a filter has no effect, and that is remembered', async () => {
		const { target, requests, tenant } = await open({
			groups: [group()],
			quirk: ({ body, method }) => {
				const [first] = (body?.Operations ?? []) as Array<{ path?: string }>;
				return method === 'PATCH' && first!.path!.includes('[') ? { status: 204 } : undefined;
			},
		});
		const written = await target.setMembers('g1', { add: [], remove: ['u2'] }, []);
		expect(requests.at(-1)!.body!.Operations).toEqual([
			{ op: 'remove', path: 'members', value: [{ value: 'u2' }] },
		]);
		expect(written).toMatchObject({ ok: true, current: { memberTargetIds: ['u1'] } });
		expect(tenant.ways.foundNow).toEqual([['group.members-', 'listed']]);
	});

	test('are sent whole where neither has an effect', async () => {
		const { target, requests, tenant } = await open({
			groups: [group()],
			quirk: ({ body }) => {
				const [first] = (body?.Operations ?? []) as Array<{ op: string }>;
				return first && first.op !== 'replace' ? { status: 204 } : undefined;
			},
		});
		await target.setMembers('g1', { add: ['u3'], remove: ['u2'] }, []);
		const patches = requests.filter(({ method }) => method === 'PATCH');
		expect(patches.at(-1)!.body!.Operations).toEqual([
			replace('members', [{ value: 'u1' }, { value: 'g9', type: 'Group' }, { value: 'u3' }]),
		]);
		expect(tenant.ways.foundNow).toEqual([
			['group.members', 'whole'],
			['group.members-', 'whole'],
		]);
	});

	test('of a group that showed none are read before a PUT takes them away', async () => {
		const { target, requests, asked, stores } = await open({
			groups: [group({ members: undefined as never })],
			tenant: { patch: false },
			quirk: ({ method }) => (method === 'GET' ? { body: group() } : undefined),
		});
		await target.setMembers('g1', { add: ['u3'], remove: ['u2'] }, []);
		expect(requests[1]!.body!.members).toEqual([
			{ value: 'u1' },
			{ value: 'g9', type: 'Group' },
			{ value: 'u3' },
		]);
		expect(asked().slice(0, 2)).toEqual(['GET /Groups/g1', 'PUT /Groups/g1']);
		expect(stores.Groups!.get('g1')!.displayName).toBe('IT');
	});

	test('of a group that showed none are not written where they cannot be read now', async () => {
		const { target, asked } = await open({
			groups: [group({ members: undefined as never })],
			tenant: { patch: false },
			quirk: ({ method }) => (method === 'GET' ? { status: 503 } : undefined),
		});
		const written = await target.setMembers('g1', { add: ['u3'], remove: [] }, []);
		expect(written).toMatchObject({ ok: false, refusal: 'unreachable' });
		expect(asked().filter((request) => request !== 'GET /Groups/g1')).toEqual([]);
	});

	describe('of a group that shows none, where operations with a path are refused', () => {
		const { members, ...empty } = group();
		const refused = (isPathless: boolean) =>
			open({
				groups: [empty, group({ id: 'g2', members: members! })],
				tenant: isPathless ? {} : { settings: { ...AUTOMATIC_TENANT, writeMethod: 'patch' } },
				quirk: ({ body, method }) => {
					const [first] = (body?.Operations ?? []) as Array<{ path?: string }>;
					const isRefused = method === 'PATCH' && !(isPathless && first!.path === undefined);
					return isRefused ? { status: 400, body: { scimType: 'invalidPath' } } : undefined;
				},
			});

		test('are sent without one', async () => {
			const { target, asked, stores, tenant } = await refused(true);
			expect(await target.setMembers('g1', { add: ['u3'], remove: [] }, [])).toMatchObject({
				ok: true,
				current: { memberTargetIds: ['u3'] },
			});
			expect(stores.Groups!.get('g1')!.members).toEqual([{ value: 'u3' }]);
			expect(asked().filter((one) => one.startsWith('PATCH'))).toHaveLength(3);
			expect(tenant.ways.foundNow).toEqual([['group.members', 'pathless']]);
		});

		test('are no success where nothing else is taken', async () => {
			const { target, tenant } = await refused(false);
			expect(await target.setMembers('g1', { add: ['u3'], remove: [] }, [])).toMatchObject({
				ok: false,
				refusal: 'content',
			});
			expect(tenant.ways.foundNow).toEqual([]);
		});
	});

	test('of a tenant that hides them are those that are known', async () => {
		const { target } = await open({
			groups: [group()],
			hidesMembers: true,
			quirk: ({ method }, serve) => {
				if (method === 'GET') return undefined;
				return { body: { ...(serve().body as JsonObject), members: null } };
			},
		});
		expect(target.showsMembers).toBe(false);
		expect(await target.update('group', 'g1', to({ name: 'Digital' }))).toMatchObject({
			ok: true,
			current: { name: 'Digital', memberTargetIds: ['u1', 'u2'] },
		});
	});

	test('are shown nowhere where every list is empty', async () => {
		expect((await open({ groups: [group({ members: [] })] })).target.showsMembers).toBe(false);
	});
});

describe('a removal', () => {
	test('is looked at once a run', async () => {
		const { target, asked } = await open({ users: [anna(), anna({ id: 'u2' })] });
		expect(await target.remove('user', 'u1')).toMatchObject({
			ok: true,
			attempts: 1,
			current: { targetId: 'u1', username: 'anna@x.se' },
		});
		expect(asked()).toEqual(['DELETE /Users/u1', 'GET /Users/u1']);
		await target.remove('user', 'u2');
		expect(asked()).toEqual(['DELETE /Users/u2']);
	});

	test.each<[string, JsonObject, boolean]>([
		['still there', anna(), false],
		['there, and active as a word', anna({ active: 'True' }), false],
		['there without a word of it', { id: 'u1' }, false],
		['switched off', anna({ active: false }), true],
		['switched off, as a word', anna({ active: 'False' }), true],
		['an object without an id', { active: true }, true],
	])('after which the user is %s', async (_what, body, ok) => {
		const { target } = await open({
			users: [anna()],
			quirk: ({ method }) => (method === 'GET' ? { body } : { status: 204 }),
		});
		const written = await target.remove('user', 'u1');
		expect(written).toMatchObject({ ok, attempts: ok ? 1 : 2 });
		expect(errorOf(written)).toBe(
			ok ? null : 'Winningtemp answered that it was deleted, and it is still there',
		);
	});

	test('that is refused leaves the user known', async () => {
		const { target, asked } = await open({
			users: [anna()],
			quirk: ({ method }) => (method === 'DELETE' ? { status: 403 } : undefined),
		});
		expect(await target.remove('user', 'u1')).toMatchObject({ ok: false, refusal: 'other' });
		expect(asked()).toEqual(['DELETE /Users/u1']);
	});
});

describe('a second look', () => {
	const look = async (reply: object) => {
		const { target } = await open({ users: [anna()], quirk: () => reply });
		return await target.reread('user', 'u1');
	};

	test('gives what is there now', async () => {
		expect(await look({ body: anna({ userName: 'new@x.se' }) })).toMatchObject({
			targetId: 'u1',
			username: 'new@x.se',
		});
	});

	test.each([
		['is gone', { status: 404 }],
		['is gone for good', { status: 410 }],
		['cannot be read', { status: 500 }],
		['is no object', { body: [] }],
	])('gives nothing where it %s', async (_what, reply) => {
		expect(await look(reply)).toBeNull();
	});
});

test('a field is written, unknown to the tenant, or has no path', async () => {
	const { target } = await open({ tenant: { knows: (_kind, field) => field !== 'gender' } });
	expect([
		target.support('user', 'birthday'),
		target.support('user', 'gender'),
		target.support('user', 'title'),
		target.support('user', 'attributes.shoe'),
		target.support('group', 'name'),
		target.support('group', 'birthday'),
	]).toEqual(['written', 'unknown', 'off', 'written', 'written', 'off']);
});

test('a username that is kept elsewhere is sent as userName, too', async () => {
	const path = parsePath('urn:x:2.0:User:login')!;
	const base = await open();
	const { target, requests } = await open({
		users: [anna()],
		map: { user: new Map([['username', path]]) },
	});
	expect(base.target.product).toBe('Winningtemp');
	await target.update('user', 'u1', to({ username: 'b@x.se' }));
	expect(requests[0]!.body!.Operations).toMatchObject([
		{ path: 'urn:x:2.0:User:login', value: 'b@x.se' },
		replace('userName', 'b@x.se'),
	]);
});

describe('bulk requests', () => {
	const bulk = { maxOperations: 10, maxPayloadSize: 0 };

	test('are used where the tenant has them', async () => {
		const { target } = await open({ tenant: { bulk } });
		expect(target.batches!.window).toBe(20);
		expect(target.bulkRefusedWith).toBeNull();
	});

	test('are not used where one holds a single change, nor where they are switched off', async () => {
		const one = await open({ tenant: { bulk: { ...bulk, maxOperations: 1 } } });
		const off = await open({ tenant: { bulk }, useBulk: false });
		const none = await open();
		expect([one, off, none].map(({ target }) => target.batches)).toEqual(Array(3).fill(undefined));
		expect(none.target.bulkRefusedWith).toBeNull();
	});

	test('are not used where an earlier run found that they do nothing', async () => {
		const { tenant } = await open();
		tenant.ways.learn('bulk', 'none');
		const { target } = await open({ tenant: { bulk, ways: tenant.ways } });
		expect(target.batches).toBeUndefined();
	});
});
