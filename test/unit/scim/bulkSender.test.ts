import type { JsonObject } from '../../../scim/json';
import type { ScimRequest } from '../../../scim/protocol';
import type { LookAgain } from '../../../http/client';
import {
	create,
	done,
	isBulk,
	many,
	operationsOf,
	resultOf,
	sendAll,
	senderTo,
	turnsOver,
	update,
} from '../winningtemp/bulkTenant';
import { listOf, type Reply } from '../winningtemp/memoryTenant';

/** How large bulk requests are, when they go out, and what becomes of their writes in the end. */

const sizes = (requests: ScimRequest[]) =>
	requests.map((one) => (isBulk(one) ? operationsOf(one).length : 1));
const pathsOf = (request: ScimRequest) =>
	isBulk(request) ? operationsOf(request).map(({ path }) => path) : [request.path];
const statuses = (answers: Array<{ status: number; attempts: number }>) =>
	answers.map(({ status, attempts }) => [status, attempts]);
const group = (name: string): ScimRequest => ({ ...create(name), path: '/Groups' });

describe('how many tasks run side by side', () => {
	test.each([
		['two full requests of four', 4, 8],
		['two of a hundred, where the tenant says nothing', 0, 200],
		['two of a thousand, whatever the tenant says', 5000, 2000],
	])('%s', (_what, maxOperations, expected) => {
		const { sender } = senderTo(done, { limits: { maxOperations }, concurrency: 2 });
		expect(sender.window).toBe(expected);
	});
});

describe('the bytes of a request', () => {
	// As `{"method":"POST","path":"/Users","bulkId":"new1","data":{"externalId":"a"}}`.
	const ONE = 75;
	// `{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[]}`
	const AROUND = 81;

	test.each([
		['that just fit go together', 0, [3]],
		['that are one too many are left for the next one', -1, [2, 1]],
	])('%s', async (_what, more, expected) => {
		// Three operations, with a comma after the first and the second.
		const maxPayloadSize = AROUND + 3 * ONE + 2 + more;
		const { sender, requests } = senderTo(done, { limits: { maxPayloadSize } });
		const answers = await sendAll(sender, ['a', 'b', 'c'].map(create));
		expect(sizes(requests)).toEqual(expected);
		expect(statuses(answers)).toEqual(Array(3).fill([201, 1]));
		const [body] = requests.map((one) => JSON.stringify(one.body).length);
		expect(body).toBe(AROUND + expected[0]! * ONE + expected[0]! - 1);
	});

	test('are a megabyte where the tenant says nothing', async () => {
		const { sender, requests } = senderTo(done, {
			limits: { maxOperations: 100, maxPayloadSize: 0 },
		});
		const text = 'x'.repeat(100_000);
		await sendAll(
			sender,
			many(12, (name) => create(name + text)),
		);
		expect(sizes(requests)).toEqual([10, 2]);
	});

	test('send a request off that more tasks could add to, once it is full', async () => {
		const { sender, requests } = senderTo(done, {
			limits: { maxOperations: 100, maxPayloadSize: AROUND + 2 * ONE + 1 },
		});
		sender.watch(50);
		const [first, second] = [sender.send(create('a')), sender.send(create('b'))];
		await turnsOver();
		expect(requests).toEqual([]);
		const third = sender.send(create('c'));
		await Promise.all([first, second]);
		expect(sizes(requests)).toEqual([2]);
		// The bytes of what was sent do not count any longer.
		const fourth = sender.send(create('d'));
		await turnsOver();
		expect(sizes(requests)).toEqual([2]);
		sender.watch(2);
		expect((await Promise.all([third, fourth])).map(({ status }) => status)).toEqual([201, 201]);
		expect(sizes(requests)).toEqual([2, 2]);
	});

	test('of a single write may be more than the tenant takes: it goes alone', async () => {
		const { sender, requests } = senderTo(done, { limits: { maxPayloadSize: 100 } });
		const answers = await sendAll(sender, [create('a'), create('b')]);
		expect(requests.map(({ path }) => path)).toEqual(['/Users', '/Users']);
		expect(statuses(answers)).toEqual([
			[201, 1],
			[201, 1],
		]);
	});
});

test('while a request is under way, only a full one joins it', async () => {
	let answer = () => {};
	const gate = new Promise<void>((resolve) => (answer = resolve));
	const { sender, requests } = senderTo(done, { concurrency: 2, limits: { maxOperations: 2 } });
	const { client } = (sender as unknown as { connection: { client: { send: unknown } } })
		.connection;
	const send = client.send as (request: ScimRequest) => Promise<unknown>;
	client.send = async (request: ScimRequest) => {
		const replied = await send(request);
		if (requests.length === 1) await gate;
		return replied;
	};
	sender.watch(4);
	const all = ['a', 'b', 'c'].map(async (id) => await sender.send(update(id)));
	await turnsOver();
	expect(requests.map(pathsOf)).toEqual([['/Users/a', '/Users/b']]);
	all.push(sender.send(update('d')));
	await turnsOver();
	expect(requests.map(pathsOf)).toEqual([
		['/Users/a', '/Users/b'],
		['/Users/c', '/Users/d'],
	]);
	answer();
	expect((await Promise.all(all)).map(({ status }) => status)).toEqual(Array(4).fill(201));
});

describe('a request as a whole that is refused', () => {
	const firstWorks =
		(status: number, failure?: string) => (request: ScimRequest, number: number) =>
			number > 1 && isBulk(request) && operationsOf(request).length > 2
				? { status, ...(failure === undefined ? {} : { failure }) }
				: done(request);

	test.each([400, 409, 422, 500])(
		'with %d after one has worked is halved, and the limit stays',
		async (status) => {
			const { sender, requests } = senderTo(firstWorks(status), { maxAttempts: 1 });
			const answers = await sendAll(sender, many(12, update));
			expect(sizes(requests)).toEqual([4, 4, 2, 2, 4, 2, 2]);
			expect(statuses(answers)).toEqual([
				...Array<number[]>(4).fill([201, 1]),
				...Array<number[]>(8).fill([201, 2]),
			]);
			expect([sender.refusedWith, sender.isOff]).toEqual([null, false]);
		},
	);

	test.each<[number, string | undefined]>([
		[413, undefined],
		[408, undefined],
		[504, undefined],
		[0, 'ETIMEDOUT'],
		[0, 'ECONNABORTED'],
	])('with %d (%p) for its size is halved, and so are later ones', async (status, failure) => {
		const { sender, requests } = senderTo(firstWorks(status, failure), { maxAttempts: 1 });
		const answers = await sendAll(sender, many(12, update));
		expect(sizes(requests)).toEqual([4, 4, 2, 2, 2, 2]);
		expect(answers.map((one) => one.status)).toEqual(Array(12).fill(201));
	});

	test.each([403, 404, 405, 501])(
		'with %d is given up even after one has worked',
		async (status) => {
			const { sender, requests } = senderTo(firstWorks(status));
			const answers = await sendAll(sender, many(9, update));
			expect(sizes(requests)).toEqual([4, 4, 1, 1, 1, 1, 1]);
			expect(answers.map((one) => one.status)).toEqual([
				...Array<number>(4).fill(201),
				...Array<number>(5).fill(204),
			]);
			expect([sender.refusedWith, sender.isOff]).toEqual([status, true]);
		},
	);

	test('of an odd number has the larger half first', async () => {
		const { sender, requests } = senderTo(
			(one) => (isBulk(one) && operationsOf(one).length > 2 ? { status: 413 } : done(one)),
			{ limits: { maxOperations: 3 } },
		);
		await sendAll(sender, many(3, update));
		expect(requests.map(pathsOf)).toEqual([
			['/Users/p0', '/Users/p1', '/Users/p2'],
			['/Users/p0', '/Users/p1'],
			['/Users/p2'],
		]);
	});

	test('for its bytes keeps later ones below them', async () => {
		const long = (id: string): ScimRequest => ({ ...update(id), body: { text: 'x'.repeat(300) } });
		const { sender, requests } = senderTo(
			(one, number) => (number === 1 ? { status: 413 } : done(one)),
			{ limits: { maxOperations: 100 } },
		);
		// One task at a time comes after, so that the first request has only two.
		sender.watch(2);
		await Promise.all([sender.send(long('a')), sender.send(long('b'))]);
		requests.length = 0;
		sender.watch(2);
		const small = [sender.send(update('c')), sender.send(update('d'))];
		await Promise.all(small);
		expect(sizes(requests)).toEqual([1, 1]);
	});

	test('with an answer that may be another next time is sent as often as set, whole', async () => {
		const { sender, requests, waits } = senderTo(() => ({ status: 503 }), { maxAttempts: 3 });
		const answers = await sendAll(sender, many(3, update));
		expect(sizes(requests)).toEqual([3, 3, 3]);
		expect(waits).toHaveLength(2);
		expect(statuses(answers)).toEqual(Array(3).fill([503, 3]));
	});
});

describe('once it is stopped', () => {
	test('the second half of a request is not sent, and nobody knows what became of it', async () => {
		const { sender, requests } = senderTo((one, number) => {
			if (number === 1) return { status: 413 };
			sender.stop();
			return done(one);
		});
		const answers = await sendAll(sender, many(4, update));
		expect(sizes(requests)).toEqual([4, 2]);
		expect(answers.map(({ status, attempts, failure }) => [status, attempts, failure])).toEqual([
			[201, 2, undefined],
			[201, 2, undefined],
			[0, 1, 'NO_RESULT'],
			[0, 1, 'NO_RESULT'],
		]);
	});

	test('what comes later is answered as not sent', async () => {
		const { sender, requests } = senderTo(done);
		sender.stop();
		expect(await sender.send(create('a'))).toEqual({
			status: 0,
			headers: {},
			body: undefined,
			attempts: 0,
		});
		expect(requests).toEqual([]);
	});

	test('what waits for others is answered at once', async () => {
		const { sender, requests } = senderTo(done);
		sender.watch(9);
		const waiting = sender.send(create('a'));
		await turnsOver();
		sender.stop();
		expect(await waiting).toMatchObject({ status: 0, attempts: 0 });
		expect(requests).toEqual([]);
	});
});

describe('once it is given up', () => {
	test('what waits for others goes out alone, at once', async () => {
		const { sender, requests } = senderTo(done);
		sender.watch(9);
		const waiting = ['a', 'b'].map(async (name) => await sender.send(create(name)));
		await turnsOver();
		expect(requests).toEqual([]);
		sender.giveUp();
		expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([201, 201]);
		expect(sizes(requests)).toEqual([1, 1]);
		expect(sender.refusedWith).toBeNull();
	});

	test('halves of a request are sent one by one', async () => {
		const { sender, requests } = senderTo((one, number) => {
			if (number === 1) return { status: 413 };
			if (number === 2) sender.giveUp();
			return done(one);
		});
		const answers = await sendAll(sender, many(4, update));
		expect(sizes(requests)).toEqual([4, 2, 1, 1]);
		expect(statuses(answers)).toEqual([
			[201, 2],
			[201, 2],
			[204, 2],
			[204, 2],
		]);
	});
});

describe('an operation that may succeed later', () => {
	const busy = (status: number) => (one: ScimRequest) =>
		isBulk(one)
			? {
					body: {
						Operations: operationsOf(one).map((each) =>
							resultOf(each, each.path === '/Users/p0' ? 204 : status),
						),
					},
				}
			: { status };

	test('keeps its own answer after the last try', async () => {
		const { sender, requests, waits } = senderTo(busy(503), { maxAttempts: 3 });
		const answers = await sendAll(sender, many(3, update));
		expect(statuses(answers)).toEqual([
			[204, 1],
			[503, 3],
			[503, 3],
		]);
		expect(sizes(requests)).toEqual([3, 2, 2]);
		expect(waits).toHaveLength(2);
		expect(waits[1]).toBeGreaterThan(waits[0]!);
	});

	test('that is the only one left goes alone, as often as is left', async () => {
		const { sender, requests } = senderTo(busy(503), { maxAttempts: 3 });
		const answers = await sendAll(sender, many(2, update));
		expect(sizes(requests)).toEqual([2, 1, 1]);
		expect(statuses(answers)).toEqual([
			[204, 1],
			[503, 3],
		]);
	});

	test('is not waited for where there is one try', async () => {
		const { sender, waits } = senderTo(busy(503), { maxAttempts: 1 });
		expect(statuses(await sendAll(sender, many(2, update)))).toEqual([
			[204, 1],
			[503, 1],
		]);
		expect(waits).toEqual([]);
	});

	test.each([
		['surely not created is sent again without a look', 429, 0],
		['perhaps created is looked up first', 503, 1],
	])('%s', async (_what, status, looks) => {
		const lookAgain = jest.fn<ReturnType<LookAgain>, Parameters<LookAgain>>(async () => null);
		const { sender, requests } = senderTo((one, number) => ({
			body: {
				Operations: operationsOf(one).map((each, i) =>
					resultOf(each, number === 1 && i < 2 ? status : 201),
				),
			},
		}));
		const answers = await sendAll(sender, many(4), () => lookAgain);
		expect(lookAgain).toHaveBeenCalledTimes(2 * looks);
		expect(sizes(requests)).toEqual([4, 2]);
		expect(answers.map((one) => one.status)).toEqual(Array(4).fill(201));
	});

	test('and that was carried out all the same is not sent again; its look counts', async () => {
		const { sender, requests } = senderTo(busy(503));
		const look: LookAgain = async ({ status }) => ({
			status: 200,
			headers: {},
			body: { was: status },
			attempts: 1,
		});
		const answers = await sendAll(sender, many(2), () => look);
		expect(sizes(requests)).toEqual([2]);
		expect(answers).toMatchObject(Array(2).fill({ status: 200, attempts: 2, body: { was: 503 } }));
		expect(answers.some(({ together }) => together)).toBe(false);
	});
});

describe('creations whose answers were lost', () => {
	const lost = (list: (request: ScimRequest) => Reply) => (one: ScimRequest, number: number) => {
		if (number === 1) return { status: 502 };
		return one.method === 'GET' ? list(one) : done(one);
	};
	const noLook = () => jest.fn<ReturnType<LookAgain>, Parameters<LookAgain>>(async () => null);

	test.each([
		['as many pages as there are creations: one by one', 297, 3],
		['fewer pages: through the list', 197, 0],
	])('%s', async (_what, users, looks) => {
		const look = noLook();
		const { sender } = senderTo(
			lost(() => listOf([])),
			{ users },
		);
		// With the three creations 300 are three pages of a hundred, and 200 are two.
		await sendAll(sender, many(3), () => look);
		expect(look).toHaveBeenCalledTimes(looks);
	});

	test('of groups are looked for among groups', async () => {
		const { sender, requests } = senderTo(
			lost(() => listOf([{ id: '7', externalId: 'p1' }])),
			{ groups: 10 },
		);
		const answers = await sendAll(sender, many(3, group), noLook);
		expect(answers.map(({ body }) => (body as JsonObject | undefined)?.id)).toEqual([
			undefined,
			'7',
			undefined,
		]);
		expect(answers[1]).toMatchObject({ status: 200, attempts: 2 });
		expect(requests[1]).toMatchObject({ method: 'GET', path: '/Groups' });
	});

	test('without an External ID are not found by the lack of one', async () => {
		const { sender, requests } = senderTo(
			lost(() => listOf([{ id: '7' }])),
			{ users: 10 },
		);
		const nameless = (name: string): ScimRequest => ({ ...create(name), body: { userName: name } });
		const answers = await sendAll(sender, many(3, nameless), noLook);
		expect(answers.map((one) => one.status)).toEqual([201, 201, 201]);
		expect(requests.filter(isBulk)).toHaveLength(2);
	});

	test.each([
		['the token is refused', 401, 401, 'NO_RESULT'],
		['the list cannot be read', 403, 502, undefined],
	])(
		'are not sent again where %s, since they may be there',
		async (_what, status, expected, failure) => {
			const { sender, bulks } = senderTo(
				lost(() => ({ status })),
				{ users: 10 },
			);
			const answers = await sendAll(sender, many(3), noLook);
			expect(answers.map((one) => [one.status, one.failure, one.attempts])).toEqual(
				Array(3).fill([expected, failure, 2]),
			);
			expect(bulks()).toHaveLength(1);
		},
	);

	test('beside changes: the changes are sent again, the creations that are there are not', async () => {
		const { sender, requests } = senderTo(
			lost(() =>
				listOf([
					{ id: '1', externalId: 'p0' },
					{ id: '2', externalId: 'p1' },
				]),
			),
			{ users: 10 },
		);
		const answers = await sendAll(sender, [...many(2), update('c'), update('d')], (request) =>
			request.method === 'POST' ? noLook() : (undefined as never),
		);
		expect(statuses(answers)).toEqual([
			[200, 2],
			[200, 2],
			[201, 2],
			[201, 2],
		]);
		expect(requests.map(pathsOf).at(-1)).toEqual(['/Users/c', '/Users/d']);
	});

	test('after the last try keep the answer that came', async () => {
		const { sender, bulks } = senderTo(
			(one) => (one.method === 'GET' ? listOf([{ id: '1', externalId: 'p0' }]) : { status: 502 }),
			{ users: 10, maxAttempts: 1 },
		);
		const answers = await sendAll(sender, many(3), noLook);
		expect(statuses(answers)).toEqual([
			[200, 2],
			[502, 1],
			[502, 1],
		]);
		expect(bulks()).toHaveLength(1);
	});
});

test('writes know whether they went in one request with others', async () => {
	const { sender } = senderTo(done);
	const [first, , third] = await sendAll(sender, many(3));
	expect([first!.together, third!.together]).toEqual([true, true]);
	const alone = await sendAll(sender, [create('a')]);
	expect(alone[0]).not.toHaveProperty('together');
});
