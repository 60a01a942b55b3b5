import { readSettings } from '../../../nodes/Winningtemp/transport/settings';
import { parsePath, patchOperation, readPath, writePath } from '../../../scim/attributePaths';
import { answersTo, bulkOperation } from '../../../scim/bulkMessage';
import { readDirectory } from '../../../scim/directory';
import type { JsonObject } from '../../../scim/json';
import { clientOf, listOf, scripted, type Reply } from '../winningtemp/memoryTenant';
import { plainTenant } from './tenant';

const { map } = readSettings({ baseUrl: 'https://scim.example.com', token: 'secret' });

describe('a directory', () => {
	const USERS = [
		{ id: 'u1', externalId: 'E1', userName: 'a' },
		{ id: 'u2', externalId: 'E2', userName: 'b' },
	];
	const GROUPS = [{ id: 'g1', externalId: 'G1', displayName: 'IT', members: [{ value: 'u2' }] }];

	async function read(
		groups: Reply,
		parts: { users: boolean; groups: boolean } | undefined = undefined,
		users: Reply = listOf(USERS),
		tenant = plainTenant(),
	) {
		const { send, requests } = scripted(({ path }) => (path === '/Users' ? users : groups));
		const { client } = clientOf(send, { maxAttempts: 1 });
		const progress: unknown[] = [];
		const onProgress = (...all: unknown[]) => progress.push(all);
		const directory = await readDirectory({ client, tenant, map, onProgress }, parts);
		return { directory, progress, tenant, paths: requests.map(({ path }) => path).sort() };
	}

	test('is read as two lists, people with their groups, and the groups once more at first', async () => {
		const { directory, progress, paths } = await read(listOf(GROUPS));
		expect(paths).toEqual(['/Groups', '/Groups', '/Users']);
		expect(directory.users.map((one) => [one.externalId, one.groupExternalId])).toEqual([
			['E1', null],
			['E2', 'G1'],
		]);
		expect([directory.hasGroups, directory.hidesMembers]).toEqual([true, false]);
		expect([...directory.userResources.keys()]).toEqual(['u1', 'u2']);
		expect([...directory.groupResources.keys()]).toEqual(['g1']);
		expect(progress).toContainEqual(['users read', 2, 2]);
		expect(progress).toContainEqual(['groups read', 1, 1]);
	});

	test('says when groups were made, of those that share an External ID only', async () => {
		const meta = { created: '2026-03-01T12:00:00Z' };
		const { directory } = await read(
			listOf([
				{ id: 'g1', externalId: 'G1', displayName: 'IT', meta, members: [{ value: 'u1' }] },
				{ id: 'g2', externalId: 'G2', displayName: 'HR', meta },
				{ id: 'g3', externalId: 'G1', displayName: 'IT' },
				{ id: 'g4', displayName: 'Golf', meta },
				{ id: 'g5', displayName: 'Chess', meta },
			]),
		);
		expect(directory.groups.map(({ targetId, createdAt }) => [targetId, createdAt])).toEqual([
			['g1', '2026-03-01T12:00:00Z'],
			['g2', undefined],
			['g3', undefined],
			['g4', undefined],
			['g5', undefined],
		]);
	});

	test.each([404, 405, 501])('of a tenant without groups (%d) is its users', async (status) => {
		const { directory } = await read({ status });
		expect([directory.hasGroups, directory.groups]).toEqual([false, []]);
		expect(directory.users.map(({ groupExternalId }) => groupExternalId)).toEqual([
			undefined,
			undefined,
		]);
	});

	test('whose groups are gone the night after they were read is none', async () => {
		const { tenant } = await read(listOf(GROUPS));
		const later = async (groups: Reply) => await read(groups, undefined, listOf(USERS), tenant);
		await expect(later({ status: 404 })).rejects.toThrow(
			'Winningtemp answered that it has no groups over SCIM, and a run of the last week read groups there.',
		);
		await expect(later({ status: 500 })).rejects.toThrow(/^Reading the groups from/);
		// An empty list is read once more, and believed where it stays so.
		const { directory, paths } = await later(listOf([]));
		expect(directory.groups).toEqual([]);
		expect(paths.filter((path) => path === '/Groups')).toHaveLength(2);
	});

	test.each([400, 401, 403, 500])('whose groups cannot be read (%d) is none', async (status) => {
		await expect(read({ status })).rejects.toThrow(/^Reading the groups from Winningtemp failed/);
	});

	test('of which only groups are wanted is an error where there are none', async () => {
		await expect(read({ status: 404 }, { users: false, groups: true })).rejects.toThrow(/failed/);
		const { directory, paths } = await read(listOf(GROUPS), { users: false, groups: true });
		expect([...new Set(paths)]).toEqual(['/Groups']);
		expect([directory.users, directory.groups.length]).toEqual([[], 1]);
	});

	test('of which only users are wanted asks for no groups', async () => {
		const { directory, paths } = await read(listOf(GROUPS), { users: true, groups: false });
		expect([paths, directory.hasGroups]).toEqual([['/Users'], false]);
	});

	test('without users reads no group by itself', async () => {
		const hidden = [{ id: 'g1', externalId: 'IT', displayName: 'IT' }];
		const { directory, paths } = await read(listOf(hidden), undefined, listOf([]));
		expect([paths, directory.groups.length]).toEqual([['/Groups', '/Users'], 1]);
	});

	test('without groups asks for nothing else', async () => {
		const { directory, paths } = await read(listOf([]));
		expect([paths, directory.hasGroups]).toEqual([['/Groups', '/Users'], true]);
	});
});

describe('an attribute path', () => {
	const at = (text: string) => parsePath(text)!;
	const phones = (): JsonObject => ({
		phones: [
			{ type: 'home', value: '1' },
			{ type: 'work', value: '2', note: 'x' },
		],
	});

	test.each<[string, unknown]>([
		['a[b eq "c d"].value', 'c d'],
		['a[b eq TRUE]', true],
		['a[b eq false]', false],
		['a[b eq -7]', -7],
	])('%s looks for %p', (text, value) => {
		expect(at(text).filter?.value).toBe(value);
	});

	test.each<[JsonObject, string | undefined]>([
		[{ manager: { managerId: 'm1' } }, 'm1'],
		[{ manager: { $ref: 'https://x.se/Users/m%202/?a=1' } }, 'm 2'],
		[{ manager: { $ref: '../Users/m3#x' } }, 'm3'],
		[{ manager: { $ref: '' } }, undefined],
		[{ manager: {} }, undefined],
		[{ manager: [{ value: 'm4' }, { value: 'm5' }] }, 'm4'],
		[{ manager: 'm6' }, 'm6'],
		[{ manager: null }, undefined],
	])('to a manager: %p is %p', (resource, id) => {
		expect(readPath(resource, at('manager.value'))).toBe(id);
	});

	test('to another part takes no reference in its place', () => {
		const manager = { managerId: 'm1', $ref: '/Users/m1' };
		expect(readPath({ manager }, at('manager.displayName'))).toBeUndefined();
		expect(readPath({ manager: 'm6' }, at('manager.displayName'))).toBeUndefined();
	});

	test('with a filter and no part sets and removes the whole element', () => {
		const resource = phones();
		writePath(resource, at('phones[type eq "work"]'), { value: '3' });
		expect(resource).toEqual({
			phones: [
				{ type: 'home', value: '1' },
				{ value: '3', type: 'work' },
			],
		});
		writePath(resource, at('phones[type eq "home"]'), null);
		writePath(resource, at('phones[type eq "work"].value'), null);
		expect(resource).toEqual({});
	});

	test('with a filter removes only the part that it names, unless that is the value', () => {
		const resource = phones();
		writePath(resource, at('phones[type eq "work"].note'), null);
		expect(resource.phones).toEqual([
			{ type: 'home', value: '1' },
			{ type: 'work', value: '2' },
		]);
		writePath(resource, at('phones[type eq "work"].value'), null);
		expect(resource.phones).toEqual([{ type: 'home', value: '1' }]);
	});

	test('in an extension leaves nothing empty behind', () => {
		const resource: JsonObject = { 'urn:x': { boss: { value: 'm1' } } };
		writePath(resource, at('urn:x:boss.value'), null);
		expect(resource).toEqual({});
	});

	test.each<[string, unknown, object]>([
		[
			'phones[type eq "work"].value',
			'3',
			{ op: 'replace', path: 'phones[type eq "work"].value', value: '3' },
		],
		['phones[type eq "work"]', null, { op: 'remove', path: 'phones[type eq "work"]' }],
		['phones[type eq "work"].value', null, { op: 'remove', path: 'phones[type eq "work"]' }],
		['phones[type eq "work"].note', null, { op: 'remove', path: 'phones[type eq "work"].note' }],
		[
			'phones[type eq "fax"].value',
			'3',
			{ op: 'add', path: 'phones', value: [{ value: '3', type: 'fax' }] },
		],
		['urn:x:boss.value', 'm1', { op: 'add', path: 'urn:x:boss', value: { value: 'm1' } }],
		['urn:x:boss.value', null, { op: 'remove', path: 'urn:x:boss' }],
		['title', 'Cook', { op: 'replace', path: 'title', value: 'Cook' }],
	])('%s is set to %p by one operation', (text, value, operation) => {
		expect(patchOperation(phones(), at(text), value as string)).toEqual(operation);
	});
});

describe('results of a bulk request', () => {
	const operations = [
		bulkOperation({ method: 'POST', path: '/Users', body: { a: 1 } }, 'n1'),
		bulkOperation({ method: 'DELETE', path: '/Users/u%201' }, 'n2'),
	];
	const statuses = (results: unknown) =>
		answersTo(operations, { Operations: results }).map((one) => one?.status);

	test('operations carry an id if they create, and a version if there is one', () => {
		expect(operations.map(({ json, bulkId }) => [json, bulkId])).toEqual([
			[{ method: 'POST', path: '/Users', bulkId: 'n1', data: { a: 1 } }, 'n1'],
			[{ method: 'DELETE', path: '/Users/u%201' }, undefined],
		]);
		const headers = { 'If-Match': '1' };
		expect(bulkOperation({ method: 'PUT', path: '/Users/1', headers }, 'n3').json).toEqual({
			method: 'PUT',
			path: '/Users/1',
			version: '1',
		});
	});

	test.each<[unknown, number]>([
		['200', 200],
		[100, 100],
		[599, 599],
		[{ code: '204' }, 204],
		[99, 0],
		[600, 0],
		['200.5', 0],
		['OK', 0],
		[undefined, 0],
	])('the status %p is %p', (status, expected) => {
		expect(statuses([{ bulkId: 'n1', status }])).toEqual([expected, undefined]);
	});

	test('are told apart by address, in any form; the first one counts', () => {
		const result = { method: 'delete', location: 'https://x.se/v2/Users/u 1/?a', status: 204 };
		expect(statuses([result, { ...result, status: 500 }, 'x'])).toEqual([undefined, 204]);
	});

	test('that name nothing count by position only where there is one for each', () => {
		const [post, remove] = [
			{ method: 'POST', status: 201 },
			{ method: 'DELETE', status: 204 },
		];
		expect(statuses([post, remove])).toEqual([201, 204]);
		expect(statuses([post])).toEqual([undefined, undefined]);
		expect(statuses([remove, post])).toEqual([undefined, undefined]);
		expect(statuses([post, { ...remove, location: '/Users/other' }])).toEqual([201, undefined]);
	});

	test('carry a body, a location and a version, where they have them', () => {
		const result = { bulkId: 'n1', status: 201, location: '/Users/7', version: 'v', response: {} };
		expect(answersTo(operations, { Operations: [result] })[0]).toEqual({
			status: 201,
			headers: { location: '/Users/7', etag: 'v' },
			body: {},
		});
		const bare = { bulkId: 'n1', status: 201, response: 'text' };
		expect(answersTo(operations, { Operations: [bare] })[0]).toEqual({
			status: 201,
			headers: {},
			body: undefined,
		});
	});
});
