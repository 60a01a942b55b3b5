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

test.each([
	['50 of 120', 50, 120, [1, 51, 101]],
	['50 of 100, so that the last page is full', 50, 100, [1, 51, 101]],
	['200 of 450, as many as were asked for', 200, 450, [1, 201, 401]],
])(
	'case C3: a total that only counts the page is not believed: %s',
	async (_name, size, all, starts) => {
		const everybody = Array.from({ length: all }, (_unused, i) => ({ id: `u${i + 1}` }));
		const { send, requests } = scripted(({ query }) => {
			const start = Number(query!.startIndex);
			const entries = everybody.slice(start - 1, start - 1 + size);
			return listOf(entries, entries.length, start);
		});
		const { client } = clientOf(send);
		expect(await readAll({ client, tenant: { maxResults: 0 } }, 'user')).toEqual(everybody);
		expect(requests.map(({ query }) => query!.startIndex)).toEqual([
			...starts,
			...(all % size === 0 ? [] : [all + 1]),
		]);
	},
);

test.each<[string, Reply]>([
	['is empty', listOf([], 3, 4)],
	['is empty and has no Resources', { body: { totalResults: 0 } }],
	['comes again from the start', listOf([{ id: 'u1' }, { id: 'u2' }, { id: 'u3' }])],
	['is refused', { status: 404 }],
	['is refused as out of range', { status: 400 }],
])('case C3: where what comes after the first page %s, that was all', async (_name, beyond) => {
	const first = listOf([{ id: 'u1' }, { id: 'u2' }, { id: 'u3' }]);
	const { users, requests } = await read(({ query }) => (query!.startIndex === 1 ? first : beyond));
	expect(users).toEqual([{ id: 'u1' }, { id: 'u2' }, { id: 'u3' }]);
	expect(requests.map(({ query }) => query)).toEqual([
		{ startIndex: 1, count: 4 },
		{ startIndex: 4, count: 4 },
	]);
});

test('case C3: no answer to what comes after the first page is no end of the list', async () => {
	const reading = read(({ query }) =>
		query!.startIndex === 1 ? listOf([{ id: 'u1' }]) : { status: 401 },
	);
	await expect(reading).rejects.toThrow(/refused the token/);
});

test('case C3: a list from which only the first are wanted is not checked', async () => {
	const { requests } = await read(() => listOf([{ id: 'u1' }, { id: 'u2' }]), 2);
	expect(requests).toHaveLength(1);
});

test.each([
	[400, 1],
	[413, 1],
	[500, 5],
])(
	'case C12: a page of 200 is refused with %d: smaller ones are asked for, from then on',
	async (status, tries) => {
		const everybody = Array.from({ length: 120 }, (_unused, i) => ({ id: `u${i + 1}` }));
		const { send, requests } = scripted(({ query }) => {
			const { count, startIndex } = query as { count: number; startIndex: number };
			if (count > 50) return { status };
			return listOf(everybody.slice(startIndex - 1, startIndex - 1 + count), 120, startIndex);
		});
		const { client } = clientOf(send);
		const tenant = { maxResults: 0 };
		expect(await readAll({ client, tenant }, 'user')).toEqual(everybody);
		expect(requests.map(({ query }) => query!.count)).toEqual([
			...Array.from({ length: tries }, () => 200),
			100,
			50,
			50,
			50,
		]);
		requests.length = 0;
		await readAll({ client, tenant }, 'group');
		expect(requests.map(({ query }) => query!.count)).toEqual([50, 50, 50]);
	},
);

test('case C12: a server that refuses pages of any size is quoted with its first answer', async () => {
	const { send, requests } = scripted(({ query }) => ({
		status: 400,
		body: { detail: `count ${query!.count} is wrong` },
	}));
	const { client } = clientOf(send);
	await expect(readAll({ client, tenant: { maxResults: 0 } }, 'user')).rejects.toThrow(
		/count 200 is wrong/,
	);
	expect(requests.map(({ query }) => query!.count)).toEqual([200, 100, 50, 20, 10]);
});

test('case C3: once a list has shown that totals count lists, the end of others is believed', async () => {
	const { send, requests } = scripted(({ query, path }) =>
		path === '/Users' ? page(query!, 4) : listOf([{ id: 'g1' }]),
	);
	const { client } = clientOf(send);
	const tenant = { maxResults: 4 };
	await readAll({ client, tenant }, 'user');
	await readAll({ client, tenant }, 'group');
	expect(requests.filter(({ path }) => path === '/Groups')).toHaveLength(1);
});

describe('where a page says that it begins', () => {
	const at = (startIndex: unknown) => async () =>
		await read(({ query }) => {
			const { body, ...rest } = page(query!, 4);
			const said = Number(query!.startIndex) > 1 ? startIndex : query!.startIndex;
			return { ...rest, body: { ...(body as object), startIndex: said } };
		});

	test.each([undefined, null, 0, -1, 5, '5', 'x', 5.5])('%p is no contradiction', async (said) => {
		expect((await at(said)()).users).toEqual(USERS);
	});

	test.each([1, 4, '6'])('%p, where 5 was asked for, is one', async (said) => {
		await expect(at(said)()).rejects.toMatchObject({
			message: expect.stringContaining(
				`record 5 was asked for, and the answer began at record ${said}`,
			),
			code: 'changedWhileReading',
		});
	});

	test('does not matter where all come at once', async () => {
		const { users } = await read(() => listOf(USERS, 7, 3));
		expect(users).toEqual(USERS);
	});

	test('that is right, with the records of another page, is a page that comes twice', async () => {
		const reading = read(({ query }) => {
			const { body } = page(query!, 4);
			return { body: { ...(body as object), Resources: USERS.slice(0, 4) } };
		});
		await expect(reading).rejects.toThrow(/the same record came twice/);
	});
});

test.each<[string, object, RegExp]>([
	['a negative total', { totalResults: -1, Resources: [] }, /not a SCIM answer/],
	['a broken total', { totalResults: 1.5, Resources: [] }, /not a SCIM answer/],
	['an object as list', { totalResults: 1, Resources: {} }, /not a SCIM answer/],
	['a text in the list', { totalResults: 1, Resources: ['u1'] }, /a record has no id/],
])('%s is no list', async (_name, body, words) => {
	await expect(read(() => ({ body }))).rejects.toThrow(words);
});

test('a list of nobody may have no Resources, or null', async () => {
	expect((await read(() => ({ body: { totalResults: 0, Resources: null } }))).users).toEqual([]);
});
