import type { JsonObject } from '../../../scim/json';
import { confirmInactive } from '../../../scim/inactive';
import { INACTIVE } from '../../../scim/ways';
import { anna, ENTERPRISE, open, to } from './tenant';

/** What a target knows of users and groups, and takes in of each answer. */

const two = () => [anna(), anna({ id: 'u2', externalId: 'E2' })];
const group = (more: JsonObject = {}): JsonObject => ({
	id: 'g1',
	externalId: 'G1',
	displayName: 'IT',
	members: [{ value: 'u1' }],
	...more,
});
const without = (name: string, body: unknown) => {
	const { ...rest } = body as JsonObject;
	delete rest[name];
	return rest;
};
const managerOf = async (opened: Awaited<ReturnType<typeof open>>, externalId: string) => {
	opened.requests.length = 0;
	await opened.target.update('user', 'u1', to({ managerExternalId: externalId }));
	const [first] = (opened.requests[0]?.body?.Operations ?? []) as Array<{ value: JsonObject }>;
	return first?.value.value;
};

describe('a manager', () => {
	test.each([
		['who is known', 'u2', 'E2'],
		['without an External ID', 'u3', null],
		['whom nobody knows', 'u9', null],
	])('%s is given by External ID', async (_what, value, expected) => {
		const { target } = await open({
			users: [
				anna({ [ENTERPRISE]: { manager: { value } } }),
				anna({ id: 'u2', externalId: 'E2' }),
				{ id: 'u3', userName: 'c@x.se' },
			],
		});
		const written = await target.update('user', 'u1', to({ lastName: 'Berg' }));
		expect(written).toMatchObject({ ok: true, current: { managerExternalId: expected } });
	});

	test('who was created a moment ago is known, though the answer lacks the External ID', async () => {
		const opened = await open({
			users: [anna()],
			quirk: ({ method }, serve) => {
				if (method !== 'POST') return undefined;
				const body = without('externalId', serve().body);
				return { status: 201, body };
			},
		});
		await opened.target.create('user', 'E5', to({ username: 'e@x.se' }), []);
		expect(await managerOf(opened, 'E5')).toBe('new2');
	});

	test('whose creation was refused is not', async () => {
		const opened = await open({
			users: [anna()],
			quirk: ({ method }) => (method === 'POST' ? { status: 403 } : undefined),
		});
		await opened.target.create('user', 'E5', to({ username: 'e@x.se' }), []);
		expect(await managerOf(opened, 'E5')).toBeUndefined();
	});

	test.each([
		[204, undefined],
		[403, 'u2'],
	])('whose removal was answered with %d is sent as %p', async (status, expected) => {
		const opened = await open({
			users: two(),
			quirk: ({ method }, serve) => {
				if (method !== 'DELETE') return undefined;
				return status === 204 ? serve() : { status };
			},
		});
		await opened.target.remove('user', 'u2');
		expect(await managerOf(opened, 'E2')).toBe(expected);
	});
});

describe('values that the tenant does not know', () => {
	const tenant = { knows: (_kind: string, field: string) => field !== 'gender' };

	test('are not looked for after a creation', async () => {
		const { target, asked } = await open({ tenant });
		const values = { username: 'b@x.se', gender: 'male' };
		expect(await target.create('user', 'E5', to(values), [])).toMatchObject({ ok: true });
		expect(asked()).toEqual(['POST /Users']);
	});

	test('are not looked for after a change', async () => {
		const { target, asked } = await open({ users: [anna()], tenant });
		await target.update('user', 'u1', to({ lastName: 'Berg', gender: 'male' }));
		expect(asked()).toEqual(['PATCH /Users/u1']);
	});
});

test('answers that once showed the state before are not believed again', async () => {
	const { target, asked, stores } = await open({
		users: [anna()],
		quirk: ({ method }, serve) => {
			if (method !== 'PATCH') return undefined;
			const before = structuredClone(stores.Users!.get('u1')!);
			serve();
			return { body: before };
		},
	});
	const first = [
		{ field: 'lastName', from: 'Ek', to: 'Berg' },
		{ field: 'firstName', from: 'Anna', to: 'Bo' },
	];
	expect(await target.update('user', 'u1', first)).toMatchObject({
		ok: true,
		current: { lastName: 'Berg', firstName: 'Bo' },
	});
	expect(asked()).toEqual(['PATCH /Users/u1', 'GET /Users/u1']);
	const second = await target.update('user', 'u1', [
		{ field: 'lastName', from: 'Berg', to: 'Ceder' },
		{ field: 'firstName', from: 'Bo', to: 'Cia' },
	]);
	expect(asked()).toEqual(['PATCH /Users/u1']);
	expect(second).toMatchObject({
		ok: true,
		confirmed: false,
		current: { lastName: 'Ceder', firstName: 'Cia' },
	});
});

test('only the value that was not taken goes in the next way, and that is remembered', async () => {
	const { target, requests, tenant } = await open({
		users: [anna()],
		quirk: ({ body }, serve) => {
			const operations = (body?.Operations ?? []) as Array<{ path?: string }>;
			if (!operations.some(({ path }) => path === 'name.familyName')) return undefined;
			body!.Operations = operations.filter(({ path }) => path !== 'name.familyName') as never;
			return serve();
		},
	});
	const written = await target.update('user', 'u1', [
		{ field: 'username', from: 'anna@x.se', to: 'a@x.se' },
		{ field: 'lastName', from: 'Ek', to: null },
	]);
	expect(written).toMatchObject({ ok: true, current: { username: 'a@x.se', firstName: 'Anna' } });
	expect(requests.at(-1)!.body!.Operations).toEqual([
		{ op: 'replace', path: 'name', value: { givenName: 'Anna' } },
	]);
	expect(tenant.ways.foundNow).toEqual([['user.lastName-', 'whole']]);
});

test.each<[string, boolean, string | undefined]>([
	['active', false, 'leftOut'],
	['lastName', false, undefined],
	['active', true, undefined],
])('a tenant that loses %s=%p of a user it switches off: %p', async (field, value, learned) => {
	const { target, tenant } = await open({
		users: [anna({ active: !value })],
		quirk: ({ method }, serve) => {
			if (method !== 'PATCH') return undefined;
			const body = without('active', serve().body);
			return { body };
		},
	});
	const to = field === 'active' ? value : 'Berg';
	await target.update('user', 'u1', [{ field, from: field === 'active' ? !value : 'Ek', to }]);
	expect(tenant.ways.of(INACTIVE)).toBe(learned);
});

describe('that active is left out of a user who was off already', () => {
	const off = without('active', anna()) as JsonObject;
	const other = (active?: boolean) => ({
		...off,
		id: 'u2',
		externalId: 'E2',
		userName: 'bo@x.se',
		...(active === undefined ? {} : { active }),
	});
	test.each<[string, boolean | undefined, string | undefined]>([
		['is learned from the next list, where others show to be active', true, 'leftOut'],
		['is not learned where another shows to be inactive', false, undefined],
		['is not learned where another shows nothing', undefined, undefined],
	])('%s', async (_what, active, learned) => {
		const { target, tenant } = await open({
			users: [off, other(active)],
			quirk: ({ method }, serve) => {
				if (method !== 'PATCH') return undefined;
				return { body: without('active', serve().body) };
			},
		});
		await target.update('user', 'u1', [{ field: 'active', from: true, to: false }]);
		expect(tenant.ways.of(INACTIVE)).toBeUndefined();
		confirmInactive(tenant.ways, [off, other(active)]);
		expect(tenant.ways.of(INACTIVE)).toBe(learned);
		// It is judged once.
		confirmInactive(tenant.ways, [off, other(true)]);
		expect(tenant.ways.of(INACTIVE)).toBe(learned);
	});
});

describe('a success with another value', () => {
	const keeps = (resource: JsonObject, kind: 'users' | 'groups') => ({
		[kind]: [resource],
		quirk: ({ method }: { method: string }) =>
			method === 'GET' ? undefined : { body: structuredClone(resource) },
	});

	test('is none where a group keeps its name; the rest of the change can be made', async () => {
		const { target } = await open(keeps(group(), 'groups'));
		const name = [{ field: 'name', from: 'IT', to: 'Digital' }];
		expect(await target.update('group', 'g1', name)).toMatchObject({
			ok: false,
			refusal: 'content',
			blames: ['name'],
		});
	});

	test('stays one where the value is not needed', async () => {
		const { target } = await open(keeps(anna(), 'users'));
		expect(await target.update('user', 'u1', to({ birthday: '1980-01-31' }))).toMatchObject({
			ok: true,
			current: { birthday: null },
		});
	});
});

describe('members', () => {
	test('belong to groups', async () => {
		const { target } = await open({ groups: [group({ members: undefined as never }), group()] });
		expect(target.membersOn).toBe('group');
	});

	test('are shown where one of the groups shows one', async () => {
		const bare = group({ id: 'g0', members: undefined as never });
		const { target } = await open({ groups: [bare, group({ id: 'g2', members: [] }), group()] });
		expect(target.showsMembers).toBe(true);
	});

	test('that an answer leaves out are looked up by nobody', async () => {
		const { target, asked } = await open({
			groups: [group()],
			quirk: ({ method }, serve) => {
				if (method !== 'PATCH') return undefined;
				const body = without('members', serve().body);
				return { body };
			},
		});
		await target.setMembers('g1', { add: ['u2'], remove: ['u1'] }, []);
		expect(asked()).toEqual(['PATCH /Groups/g1']);
	});

	test.each([
		['come', { add: ['u2', 'u3'], remove: [] }, ['u1', 'u2', 'u3']],
		['leave', { add: [], remove: ['u1', 'u4'] }, []],
	])('of which one does not %s are sent in the next way', async (_what, change, expected) => {
		// Of two members that come or leave, the second one is forgotten.
		const { target, stores } = await open({
			groups: [
				group({
					members:
						change.remove.length > 0 ? [{ value: 'u1' }, { value: 'u4' }] : [{ value: 'u1' }],
				}),
			],
			quirk: ({ body }, serve) => {
				const operations = (body?.Operations ?? []) as Array<{ op: string; value?: JsonObject[] }>;
				if (operations[0]?.op === 'add') operations[0].value!.splice(1);
				if (operations[0]?.op === 'remove') operations.splice(1);
				return serve();
			},
		});
		await target.setMembers('g1', change, []);
		const members = (stores.Groups!.get('g1')!.members ?? []) as JsonObject[];
		expect(members.map(({ value }) => value)).toEqual(expected);
	});

	test('go alone in the next way where the name went along and was taken', async () => {
		const { target, requests } = await open({
			groups: [group()],
			quirk: ({ body }, serve) => {
				if (!body) return undefined;
				const operations = body.Operations as unknown as Array<{ op: string }>;
				body.Operations = operations.filter(({ op }) => op !== 'add') as never;
				return serve();
			},
		});
		await target.setMembers('g1', { add: ['u2'], remove: [] }, to({ name: 'Digital' }));
		const paths = requests
			.filter(({ method }) => method === 'PATCH')
			.map(({ body }) => (body!.Operations as Array<{ path: string }>).map(({ path }) => path));
		expect(paths.at(-1)).toEqual(['members']);
	});

	test.each<[string, string[], JsonObject, boolean]>([
		['with a name are refused at once, to be sent without it', ['u2'], { name: 'Digital' }, false],
		['alone are tried in other ways', ['u2'], {}, true],
		['that stay, with a name, are tried in other ways', [], { name: 'Digital' }, true],
	])('%s', async (_what, add, values, isTried) => {
		const { target, asked } = await open({
			groups: [group()],
			quirk: ({ method }) =>
				method === 'GET' ? undefined : { status: 400, body: { scimType: 'invalidPath' } },
		});
		await target.setMembers('g1', { add, remove: [] }, to(values));
		expect(asked().length > 1).toBe(isTried);
	});
});

describe('bulk requests', () => {
	const bulk = { maxOperations: 10, maxPayloadSize: 0 };
	const create = async (opened: Awaited<ReturnType<typeof open>>) => {
		const { target } = opened;
		let left = 3;
		const all = [1, 2, 3].map(async (i) => {
			const values = to({ username: `${i}@x.se`, firstName: 'Bo', lastName: 'Ek' });
			const written = await target.create('user', `E${i}`, values, []);
			target.batches!.watch(--left);
			return written.ok;
		});
		target.batches!.watch(left);
		return await Promise.all(all);
	};

	test('whose answer is lost are looked up through the list where few users are known', async () => {
		const opened = await open({
			users: [anna({ externalId: 'E0' })],
			tenant: { bulk },
			quirk: ({ path }, serve) => {
				if (path !== '/Bulk') return undefined;
				serve();
				return { status: 502 };
			},
		});
		expect(await create(opened)).toEqual([true, true, true]);
		expect(opened.asked()).toEqual(['POST /Bulk', 'GET /Users']);
	});

	test('carry a creation again that must have another name', async () => {
		const opened = await open({
			tenant: { bulk },
			quirk: ({ method, path, body }) =>
				method === 'POST' && path === '/Users' && body!.displayName === undefined
					? { status: 400, body: { detail: 'displayName is required' } }
					: undefined,
		});
		expect(await create(opened)).toContain(true);
		expect(opened.asked().filter((one) => one !== 'POST /Bulk')).toEqual([]);
	});
});
