import type { IExecuteFunctions } from 'n8n-workflow';
import { rememberWays } from '../../../nodes/Winningtemp/actions/connect';
import { readSettings } from '../../../nodes/Winningtemp/transport/settings';
import { discover } from '../../../scim/discovery';
import { DroppedFields } from '../../../scim/droppedFields';
import { AUTOMATIC_TENANT } from '../../../scim/tenantSettings';
import { learnNames, repeatedNames } from '../../../scim/repeatedNames';
import { scimTransport } from '../../../scim/transport';
import { Turns } from '../../../scim/turns';
import { hasUniqueNames, isNameTaken, learnUniqueNames } from '../../../scim/uniqueNames';
import { Ways } from '../../../scim/ways';
import { clientOf, listOf, scripted } from '../winningtemp/memoryTenant';
import { GROUP, USER } from './tenant';

/** What is found out of a tenant, and what is kept of it. */

const { map } = readSettings({ baseUrl: 'https://scim.example.com', token: 'secret' });

describe('ways', () => {
	const way = (more: object = {}) => ({
		tenant: 'here',
		name: 'bulk',
		way: 'none',
		since: '2026-03-01T00:00:00.000Z',
		...more,
	});
	const NOW = Date.parse('2026-03-02T00:00:00.000Z');

	test('of this tenant are known, those of others are kept', () => {
		const ways = new Ways([way(), way({ tenant: 'there', name: 'patch' })], 'here', NOW);
		expect([ways.of('bulk'), ways.of('patch')]).toEqual(['none', undefined]);
		expect([ways.news, ways.foundNow]).toEqual([null, []]);
		ways.learn('bulk', 'none');
		expect(ways.news).toBeNull();
		ways.learn('pageSize', '50');
		expect(ways.foundNow).toEqual([['pageSize', '50']]);
		expect(ways.news).toEqual([
			way({ tenant: 'there', name: 'patch' }),
			way(),
			way({ name: 'pageSize', way: '50', since: '2026-03-02T00:00:00.000Z' }),
		]);
	});

	test('that two tenants find out in one workflow, by turns, are both kept', () => {
		const memory: Record<string, unknown> = {};
		const context = { getWorkflowStaticData: () => memory } as unknown as IExecuteFunctions;
		const [here, there] = ['here', 'there'].map((tenant) => new Ways(undefined, tenant, NOW));
		here!.learn('group.names', 'unique');
		rememberWays(context, { ways: here! });
		there!.learn('bulk', 'none');
		rememberWays(context, { ways: there! });
		here!.learn('patch', 'none');
		rememberWays(context, { ways: here! });
		const known = (tenant: string) => new Ways(memory.winningtempWays, tenant, NOW);
		expect(known('here').of('group.names')).toBe('unique');
		expect(known('here').of('patch')).toBe('none');
		expect(known('there').of('bulk')).toBe('none');
		expect(memory.winningtempWays).toHaveLength(3);
	});

	test('that two nodes find out of one tenant, by turns, are both kept', () => {
		const memory: Record<string, unknown> = { winningtempWays: [way()] };
		const context = { getWorkflowStaticData: () => memory } as unknown as IExecuteFunctions;
		const [one, other] = [1, 2].map(() => new Ways(memory.winningtempWays, 'here', NOW));
		one!.learn('list.members.a', 'new');
		one!.forget('bulk');
		rememberWays(context, { ways: one! });
		other!.learn('list.members.b', 'new');
		rememberWays(context, { ways: other! });
		const known = new Ways(memory.winningtempWays, 'here', NOW);
		const names = ['list.members.a', 'list.members.b', 'bulk'];
		expect(names.map((name) => known.of(name))).toEqual(['new', 'new', undefined]);
	});

	test('are copied to learn in them without consequence', () => {
		const ways = new Ways([way()], 'here', NOW);
		const copy = ways.copy();
		copy.learn('patch', 'none');
		copy.forget('bulk');
		expect([copy.of('bulk'), copy.of('patch')]).toEqual([undefined, 'none']);
		expect([ways.of('bulk'), ways.of('patch'), ways.news]).toEqual(['none', undefined, null]);
	});

	test.each([null, 'x', 7, {}, way({ since: 7 }), way({ way: null }), way({ since: 'yesterday' })])(
		'%p is no way',
		(entry) => {
			const ways = new Ways([entry], 'here', NOW);
			ways.learn('x', 'y');
			expect(ways.news).toEqual([way({ name: 'x', way: 'y', since: '2026-03-02T00:00:00.000Z' })]);
		},
	);
});

describe('names of groups', () => {
	const named = (groupNames: 'automatic' | 'asInHr' | 'unique', listsUniqueNames = false) => ({
		settings: { ...AUTOMATIC_TENANT, groupNames },
		ways: new Ways(),
		listsUniqueNames,
	});
	const conflict = (detail: string, status = 409) => ({ status, headers: {}, body: { detail } });

	test('are there once where the credential, the schema or a refusal says so', () => {
		expect([
			hasUniqueNames(named('automatic')),
			hasUniqueNames(named('automatic', true)),
			hasUniqueNames(named('unique')),
			hasUniqueNames(named('asInHr', true)),
		]).toEqual([false, true, true, false]);
		const tenant = named('automatic');
		expect(isNameTaken(tenant, conflict('the name is taken'), false)).toBe(true);
		expect(hasUniqueNames(tenant)).toBe(false);
		learnUniqueNames(tenant);
		expect(hasUniqueNames(tenant)).toBe(true);
	});

	test('are not learned where they are known, nor from another refusal', () => {
		const known = named('unique');
		expect(isNameTaken(known, conflict('name'), false)).toBe(true);
		learnUniqueNames(known);
		expect(known.ways.foundNow).toEqual([]);
		expect(isNameTaken(named('automatic'), conflict('name', 400), true)).toBe(false);
		expect(isNameTaken(named('automatic'), conflict('renamed'), false)).toBe(false);
		expect(isNameTaken(named('asInHr'), conflict('name'), true)).toBe(false);
	});

	test('of users are added to those that are known', () => {
		const tenant = {
			settings: AUTOMATIC_TENANT,
			requiredNames: ['name.formatted'],
			ways: new Ways(),
		};
		expect(repeatedNames(tenant)).toEqual(['name.formatted']);
		const answer = conflict('DISPLAYNAME and formatted are missing', 400);
		expect(learnNames(tenant, ['name.formatted'], answer)).toBe(true);
		expect(repeatedNames(tenant)).toEqual(['name.formatted', 'displayName']);
		expect(learnNames(tenant, ['name.formatted', 'displayName'], answer)).toBe(false);
		expect(learnNames(tenant, [], conflict('displayNames, preformatted', 400))).toBe(false);
	});
});

describe('schemas', () => {
	const found = async (schemas: object[], types: object[] = []) => {
		const { send } = scripted(({ path }) => {
			if (path === '/Schemas') return listOf(schemas);
			return path === '/ResourceTypes' && types.length > 0 ? listOf(types) : { status: 404 };
		});
		return await discover(clientOf(send).client, map);
	};
	const attribute = (name: string, more: object = {}) => ({ name, ...more });

	test('say which names must be there', async () => {
		const { requiredNames } = await found([
			{
				id: USER.toUpperCase(),
				attributes: [
					attribute('DisplayName', { required: 'True' }),
					attribute('name', {
						required: true,
						subAttributes: [{ name: 'Formatted', required: true }, { required: true }],
					}),
				],
			},
		]);
		expect(requiredNames).toEqual(['displayName', 'name.formatted']);
	});

	test.each<[string, object[]]>([
		['a name that may be absent', [attribute('displayName', { required: false })]],
		[
			'a whole name of which no part is needed',
			[attribute('name', { required: true, subAttributes: [{ name: 'formatted' }] })],
		],
		[
			'a name that cannot be written',
			[attribute('displayName', { required: true, mutability: 'ReadOnly' })],
		],
		['nothing', []],
	])('with %s ask for none', async (_what, attributes) => {
		expect((await found([{ id: USER, attributes }])).requiredNames).toEqual([]);
	});

	test.each([
		['server', true],
		['GLOBAL', true],
		['none', false],
		[undefined, false],
	])('say that names of groups are unique: %p', async (uniqueness, expected) => {
		const attributes = [attribute('DisplayName', { uniqueness })];
		expect((await found([{ id: GROUP, attributes }])).listsUniqueNames).toBe(expected);
		expect((await found([{ id: USER, attributes }])).listsUniqueNames).toBe(false);
	});

	test('name further attributes, in order, without those that have a field', async () => {
		const id = map.extension.user;
		const { attributeNames } = await found(
			[{ id, attributes: ['shoe', 'gender', 'hat'].map((name) => ({ name })) }],
			[{ endpoint: 'https://x.se/v2/USERS', schemaExtensions: [{ schema: id }, {}] }, {}],
		);
		expect(attributeNames).toEqual({ user: ['hat', 'shoe'], group: [] });
	});

	test('without a core still let the documented core be written', async () => {
		const tenant = await found([{ id: 'urn:other', attributes: [{ name: 'x' }] }]);
		expect(tenant.knows('user', 'lastName')).toBe(true);
		expect(tenant.knows('user', 'birthday')).toBe(false);
	});
});

describe('values that come back in another form', () => {
	const HERE = 'https://scim.example.com';
	const entry = (more: object = {}) => ({
		tenant: HERE,
		field: 'user.lastName',
		path: 'name.familyName',
		since: '2026-03-01T00:00:00.000Z',
		...more,
	});
	const NOW = Date.parse('2026-03-02T00:00:00.000Z');
	const of = (...entries: object[]) => new DroppedFields(entries, HERE, map, NOW);

	test('are compared in it; the field is not left out', () => {
		const dropped = of(entry({ forms: ['lower', 'nonsense', 7], pairs: ['a', 7] }));
		expect(dropped.leftOut).toEqual([]);
		expect([...dropped.kept]).toEqual([
			['user.lastName', { forms: ['lower'], pairs: new Set(['a']), isDue: false }],
		]);
		expect([...of(entry()).kept]).toEqual([]);
	});

	test('are looked at again after a week', () => {
		const old = of(entry({ forms: ['lower'], pairs: 'none', since: '2026-02-01T00:00:00.000Z' }));
		expect([...old.kept.values()]).toEqual([{ forms: ['lower'], pairs: new Set(), isDue: true }]);
	});
});

describe('the content type', () => {
	const open = (reply: (type: string, number: number) => { status: number; detail?: string }) => {
		const types: string[] = [];
		const ways = new Ways();
		const perform = async (options: { headers?: object }) => {
			const headers = options.headers as Record<string, string>;
			types.push(headers['Content-Type']!);
			const { status, detail } = reply(types.at(-1)!, types.length);
			return await Promise.resolve({
				statusCode: status,
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ detail }),
			});
		};
		const send = scimTransport(perform as never, 'secret', {
			address: 'https://scim.example.com',
			sleep: async () => await new Promise<never>(() => undefined),
			ways,
		} as never);
		const post = async () =>
			await send({ method: 'POST', path: '/Users', body: { userName: 'a' } });
		return { post, types, ways };
	};
	const [SCIM, PLAIN] = ['application/scim+json', 'application/json'];

	test('is the other one where the first is not known, for the rest of the run', async () => {
		const { post, types, ways } = open((type) => ({ status: type === SCIM ? 415 : 201 }));
		expect(await post()).toMatchObject({ status: 201 });
		await post();
		expect(types).toEqual([SCIM, PLAIN, PLAIN]);
		expect(ways.foundNow).toEqual([['contentType', PLAIN]]);
	});

	test('is tried twice after an answer that says the body was not read', async () => {
		const { post, types, ways } = open(() => ({ status: 400, detail: 'userName is required' }));
		for (let i = 0; i < 3; i++) expect(await post()).toMatchObject({ status: 400 });
		expect(types).toEqual([SCIM, PLAIN, SCIM, PLAIN, SCIM]);
		expect(ways.foundNow).toEqual([]);
	});

	test.each([
		[400, 'userName is taken'],
		[409, 'userName is required'],
	])('is not to blame for %d: %s', async (status, detail) => {
		const { post, types } = open(() => ({ status, detail }));
		await post();
		expect(types).toEqual([SCIM]);
	});

	test('is not to blame once it was read', async () => {
		const { post, types } = open((_type, number) =>
			number === 1 ? { status: 201 } : { status: 400, detail: 'userName is required' },
		);
		await post();
		await post();
		expect(types).toEqual([SCIM, SCIM]);
	});
});

describe('turns', () => {
	test('are taken one at a time; of tasks that start together the last one begins', async () => {
		const turns = new Turns();
		const log: string[] = [];
		let busy = 0;
		const task = (name: string) => async () => {
			expect(++busy).toBe(1);
			log.push(name);
			await Promise.resolve();
			busy--;
			return name;
		};
		const all = ['a', 'b', 'c'].map(async (name) => await turns.take(task(name)));
		expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
		expect(log).toEqual(['c', 'a', 'b']);
		expect(await turns.take(task('d'))).toBe('d');
	});

	test('go on after a task that failed', async () => {
		const turns = new Turns();
		const first = turns.take(async () => await Promise.reject(new Error('no')));
		const second = turns.take(async () => await Promise.resolve('yes'));
		await expect(first).rejects.toThrow('no');
		expect(await second).toBe('yes');
	});
});
