import { pageSizeFor, readAll } from '../../../scim/reader';
import { clientOf, listOf, scripted, type Reply } from './memoryTenant';

const MANY = Array.from({ length: 20 }, (_unused, i) => ({ id: `u${i + 1}` }));
const USERS = MANY.slice(0, 7);

function page(query: Record<string, string | number>, size: number, users = USERS): Reply {
	const start = Number(query.startIndex);
	return listOf(users.slice(start - 1, start - 1 + size), users.length, start);
}

const read = async (reply: Parameters<typeof scripted>[0], limit?: number) => {
	const { send, requests } = scripted(reply);
	const { client } = clientOf(send);
	const options = limit === undefined ? {} : { limit };
	return { users: await readAll({ client, tenant: { maxResults: 4 } }, 'user', options), requests };
};

test('all pages are read, the first one from 1', async () => {
	const { users, requests } = await read(({ query }) => page(query!, 4));
	expect(users).toEqual(USERS);
	expect(requests.map(({ query }) => query)).toEqual([
		{ startIndex: 1, count: 4 },
		{ startIndex: 5, count: 4 },
	]);
});

test('case 22: pages smaller than asked are followed', async () => {
	const { users, requests } = await read(({ query }) => page(query!, 2));
	expect(users).toEqual(USERS);
	expect(requests).toHaveLength(4);
});

test('a server that gives everything at once is asked once', async () => {
	const { users, requests } = await read(() => listOf(USERS));
	expect(users).toEqual(USERS);
	expect(requests).toHaveLength(1);
});

test('no more pages are read than the limit needs', async () => {
	const { users, requests } = await read(({ query }) => page(query!, 2), 3);
	expect(users).toEqual(USERS.slice(0, 3));
	expect(requests).toHaveLength(2);
});

test.each<[string, () => Reply]>([
	['repeats a page', () => listOf(USERS.slice(0, 4), 7)],
	['ends before the total', () => listOf([], 7)],
	['gives more than the total', () => listOf(USERS, 3)],
	['leaves out an id', () => listOf([{ userName: 'x' }], 1)],
])('case 22: a server that %s ends in an error, not in a partial list', async (_name, reply) => {
	await expect(read(reply)).rejects.toThrow(/could not be read completely/);
});

test('case 21: a list that changes while it is read is read again', async () => {
	let calls = 0;
	const { users } = await read(({ query }) => {
		calls++;
		return calls === 2 ? page(query!, 4, USERS.slice(1)) : page(query!, 4);
	});
	expect(users).toEqual(USERS);
	expect(calls).toBe(4);
});

test.each<[string, Reply, RegExp]>([
	['a web page', { flaw: 'webPage' }, /not JSON/],
	['something else', { body: { hello: 'there' } }, /not a SCIM answer/],
	['a list that is none', { body: { totalResults: 1, Resources: 'x' } }, /not a SCIM answer/],
	['an empty body', {}, /not a SCIM answer/],
	['401', { status: 401 }, /refused the token/],
	['a redirect', { status: 302, headers: { location: 'https://u:p@evil.example/x?y' } }, /302/],
])('%s ends in words', async (_name, reply, words) => {
	await expect(read(() => reply)).rejects.toThrow(words);
});

test('pages are as large as the tenant allows, within reason', () => {
	expect([0, 50, 100_000].map(pageSizeFor)).toEqual([200, 50, 1000]);
});

test('once the first page says how many there are, six pages are under way at a time', async () => {
	const { send } = scripted(({ query }) => page(query!, 1, MANY));
	const underWay: number[] = [];
	let active = 0;
	const { client } = clientOf(async (request) => {
		underWay.push(++active);
		// The later a page, the sooner it comes.
		for (let wait = 25 - Number(request.query!.startIndex); wait > 0; wait--) await null;
		active--;
		return await send(request);
	});
	const users = await readAll({ client, tenant: { maxResults: 1 } }, 'user');
	expect(users).toEqual(MANY);
	expect(underWay.slice(0, 7)).toEqual([1, 1, 2, 3, 4, 5, 6]);
	expect(Math.max(...underWay)).toBe(6);
});

test('case 22: where pages are not all of one size, they are read one after the other', async () => {
	const sizes = [4, 1];
	const { users, requests } = await read(({ query }) =>
		page(query!, sizes[Number(query!.startIndex) === 1 ? 0 : 1]!),
	);
	expect(users).toEqual(USERS);
	expect(requests.map(({ query }) => query!.startIndex)).toEqual([1, 5, 1, 5, 6, 7]);
});

test('after a refused page nothing more is asked for', async () => {
	const { send, requests } = scripted(({ query }) =>
		query!.startIndex === 3 ? { status: 401 } : page(query!, 1, MANY),
	);
	const { client } = clientOf(send);
	await expect(readAll({ client, tenant: { maxResults: 1 } }, 'user')).rejects.toThrow(
		/refused the token/,
	);
	expect(requests.length).toBeLessThan(MANY.length / 2);
});
