import fc from 'fast-check';
import { answersTo, bulkOperation } from '../../../scim/bulkMessage';
import type { JsonObject } from '../../../scim/json';
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
	update,
} from './bulkTenant';
import { listOf } from './memoryTenant';

test('what is ready together goes in as few requests as the limit allows, in order', async () => {
	const { sender, requests, bulks } = senderTo(done);
	const answers = await sendAll(sender, many(10));
	expect(bulks().map((bulk) => operationsOf(bulk).length)).toEqual([4, 4, 2]);
	expect(requests).toHaveLength(3);
	expect(answers.map(({ status, attempts }) => [status, attempts])).toEqual(
		Array(10).fill([201, 1]),
	);
	const sent = bulks().flatMap((bulk) => operationsOf(bulk).map(({ data }) => data));
	expect(sent).toEqual(many(10).map(({ body }) => body));
	expect(Object.keys(bulks()[0]!.body!)).not.toContain('failOnErrors');
});

test('a request waits until nothing could be added to it', async () => {
	const { sender, requests } = senderTo(done);
	sender.watch(2);
	const first = sender.send(create('a'));
	await Promise.resolve();
	await Promise.resolve();
	expect(requests).toEqual([]);
	const second = sender.send(create('b'));
	await Promise.all([first, second]);
	expect(requests).toHaveLength(1);
});

test('one write alone is sent as one', async () => {
	const { sender, requests } = senderTo(done);
	expect(await sendAll(sender, [create('a')])).toMatchObject([{ status: 201 }]);
	expect(requests).toMatchObject([create('a')]);
});

test('no request is larger than the tenant takes, in bytes of UTF-8', async () => {
	const names = fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), {
		minLength: 1,
		maxLength: 30,
	});
	await fc.assert(
		fc.asyncProperty(names, fc.integer({ min: 200, max: 900 }), async (texts, maxPayloadSize) => {
			const limits = { maxOperations: 1000, maxPayloadSize };
			const { sender, requests } = senderTo(done, { limits, concurrency: 3 });
			const writes = texts.map((text, i) => create(`${i} ${text}`));
			const answers = await sendAll(sender, writes);
			expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
			const sent = requests.flatMap((one) =>
				isBulk(one) ? operationsOf(one).map(({ data }) => data) : [one.body],
			);
			expect(new Set(sent)).toEqual(new Set(writes.map(({ body }) => body)));
			expect(sent).toHaveLength(writes.length);
			for (const { body } of requests.filter(({ path }) => path === '/Bulk')) {
				const bytes = new TextEncoder().encode(JSON.stringify(body)).length;
				expect(bytes).toBeLessThanOrEqual(maxPayloadSize);
			}
		}),
	);
});

test('two writes to one resource never share a request', async () => {
	const { sender, bulks } = senderTo(done);
	await sendAll(sender, [update('a'), update('b'), update('a'), update('c')]);
	expect(bulks().map((bulk) => operationsOf(bulk).map(({ path }) => path))).toEqual([
		['/Users/a', '/Users/b'],
		['/Users/a', '/Users/c'],
	]);
});

test('versions travel with their operations, and come back as entity tags', async () => {
	const { sender, bulks } = senderTo((request) => ({
		body: {
			Operations: operationsOf(request).map((one) => ({ ...resultOf(one, 200), version: 'W/"9"' })),
		},
	}));
	const versioned = { ...update('a'), headers: { 'If-Match': 'W/"8"' } };
	const answers = await sendAll(sender, [versioned, update('b')]);
	expect(operationsOf(bulks()[0]!).map(({ version }) => version)).toEqual(['W/"8"', undefined]);
	expect(answers[0]!.headers.etag).toBe('W/"9"');
});

test('each write gets its own result: refusals, bodies, statuses in every form', () => {
	const operations = [create('a'), create('b'), update('c'), update('d e'), update('f')].map(
		(request, i) => bulkOperation({ ...request, path: encodeURI(request.path) }, `new${i}`),
	);
	const results = [
		{ method: 'PATCH', location: 'https://x.example/v2/Users/f', status: { code: 412 } },
		{ method: 'PATCH', location: '/Users/d e/', status: 200, response: { id: 'd e' } },
		{ method: 'POST', bulkId: 'new1', status: '409', response: { detail: 'taken' } },
		{ method: 'POST', bulkId: 'new0', status: '201', location: 'https://x.example/v2/Users/7' },
	];
	for (const list of [results, [...results].reverse()]) {
		expect(answersTo(operations, { Operations: list })).toEqual([
			{
				status: 201,
				headers: { location: 'https://x.example/v2/Users/7' },
				body: undefined,
			},
			{ status: 409, headers: {}, body: { detail: 'taken' } },
			undefined,
			{ status: 200, headers: { location: '/Users/d e/' }, body: { id: 'd e' } },
			{
				status: 412,
				headers: { location: 'https://x.example/v2/Users/f' },
				body: undefined,
			},
		]);
	}
});

test('results that name nothing count by their position, but only if there is one for each', () => {
	const operations = [create('a'), update('b')].map((one, i) => bulkOperation(one, `new${i}`));
	const results = [
		{ method: 'post', status: '201' },
		{ method: 'patch', status: '204' },
	];
	const statuses = (list: object[]) =>
		answersTo(operations, { Operations: list }).map((answer) => answer?.status);
	expect(statuses(results)).toEqual([201, 204]);
	expect(statuses(results.slice(1))).toEqual([undefined, undefined]);
	expect(statuses([...results].reverse())).toEqual([undefined, undefined]);
});

test('any JSON in place of the results is survived', () => {
	const operations = [create('a'), update('b')].map((one, i) => bulkOperation(one, `new${i}`));
	fc.assert(
		fc.property(fc.jsonValue(), fc.jsonValue(), (body, result) => {
			for (const answers of [
				answersTo(operations, body),
				answersTo(operations, { Operations: [result, result] }),
			]) {
				expect(answers).toHaveLength(2);
			}
		}),
	);
});

test.each([404, 501, 405, 403, 400, 500])(
	'bulk requests that are refused as such (%d) are given up for the run, and everything is sent',
	async (status) => {
		const { sender, bulks, requests } = senderTo((one) => (isBulk(one) ? { status } : done(one)));
		const answers = await sendAll(sender, many(9));
		expect(answers.map((answer) => answer.status)).toEqual(Array(9).fill(201));
		expect(sender.refusedWith).toBe(status);
		expect(new Set(bulks().map((bulk) => bulk.body)).size).toBe(1);
		expect(requests.filter((one) => !isBulk(one))).toHaveLength(9);
	},
);

test('after bulk requests were given up, no more go out side by side than allowed', async () => {
	let active = 0;
	let peak = 0;
	const { sender, requests } = senderTo((one) => (isBulk(one) ? { status: 501 } : done(one)), {
		concurrency: 2,
	});
	const original = requests.push.bind(requests);
	requests.push = (...items) => {
		peak = Math.max(peak, ++active);
		void Promise.resolve().then(() => active--);
		return original(...items);
	};
	await sendAll(sender, many(12));
	expect(peak).toBeLessThanOrEqual(2);
	expect(requests.filter((one) => !isBulk(one))).toHaveLength(12);
});

test('a request that is too large is halved, and the later ones with it', async () => {
	const { sender, bulks } = senderTo(
		(one) => (isBulk(one) && operationsOf(one).length > 2 ? { status: 413 } : done(one)),
		{ limits: { maxOperations: 8 } },
	);
	const answers = await sendAll(sender, many(16));
	expect(answers.map(({ status }) => status)).toEqual(Array(16).fill(201));
	expect(bulks().map((bulk) => operationsOf(bulk).length)).toEqual([
		8,
		4,
		2,
		2,
		4,
		...Array<number>(6).fill(2),
	]);
	expect(sender.refusedWith).toBeNull();
});

test('one operation that the whole request is blamed for is found by halving', async () => {
	const { sender } = senderTo((one, number) => {
		const names = isBulk(one)
			? operationsOf(one).map(({ data }) => data)
			: [one.body as JsonObject];
		const isBad = number > 1 && JSON.stringify(names).includes('"bad"');
		return isBad ? { status: 400 } : done(one);
	});
	const answers = await sendAll(sender, [...many(6), create('bad'), create('z')]);
	expect(answers.map(({ status }) => status)).toEqual([...Array<number>(6).fill(201), 400, 201]);
});

test('a request that takes too long is halved', async () => {
	const { sender, bulks } = senderTo((one) => {
		if (isBulk(one) && operationsOf(one).length > 2) return { status: 0, failure: 'ECONNABORTED' };
		return done(one);
	});
	const answers = await sendAll(sender, many(4, update));
	expect(answers.map(({ status }) => status)).toEqual(Array(4).fill(201));
	expect(bulks().map((bulk) => operationsOf(bulk).length)).toEqual([4, 2, 2]);
});

test('case 24: after a lost answer each creation is looked up, and only what is missing sent again', async () => {
	const { sender, bulks, requests } = senderTo((one, number) =>
		number === 1 ? { status: 0, failure: 'ECONNRESET' } : done(one),
	);
	const lookedUp: string[] = [];
	const writes = [create('a'), update('b'), create('c'), create('d')];
	const answers = await sendAll(sender, writes, ({ method, body }) => async () => {
		const name = String(body!.externalId);
		expect(method).toBe('POST');
		lookedUp.push(name);
		return name === 'd' ? null : { status: 200, headers: {}, body: { id: name }, attempts: 1 };
	});
	expect(lookedUp).toEqual(['a', 'c', 'd']);
	expect(answers.map(({ status }) => status)).toEqual([200, 201, 200, 201]);
	expect(answers[0]!.body).toEqual({ id: 'a' });
	expect(bulks()).toHaveLength(2);
	expect(operationsOf(bulks()[1]!).map(({ data }) => data)).toEqual([
		{ n: 1 },
		{ externalId: 'd' },
	]);
	expect(requests).toHaveLength(2);
});

test('case 24: many creations are looked up by reading the list, where that is less', async () => {
	const lookAgain = jest.fn();
	const { sender, requests } = senderTo(
		(one, number) => {
			if (number === 1) return { status: 502 };
			if (one.method === 'GET') {
				return listOf([
					{ id: '1', externalId: 'p0' },
					{ id: '3', externalId: 'p2' },
				]);
			}
			return done(one);
		},
		{ users: 150 },
	);
	const answers = await sendAll(sender, many(4), () => lookAgain as LookAgain);
	expect(lookAgain).not.toHaveBeenCalled();
	expect(answers.map(({ body }) => (body as JsonObject | undefined)?.id)).toEqual([
		'1',
		undefined,
		'3',
		undefined,
	]);
	expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
		'POST /Bulk',
		'GET /Users',
		// Nobody comes after those that the server counts.
		'GET /Users',
		'POST /Bulk',
	]);
});

test('what an answer passes over is sent again, at most as often as set', async () => {
	const { sender, bulks, waits } = senderTo(
		(one) => {
			const kept = operationsOf(one).filter(({ path }) => path === '/Users/p0');
			return { body: { Operations: kept.map((each) => resultOf(each, 204)) } };
		},
		{ maxAttempts: 3 },
	);
	const answers = await sendAll(sender, many(3, update));
	expect(answers.map(({ status, attempts, failure }) => [status, attempts, failure])).toEqual([
		[204, 1, undefined],
		[0, 3, 'NO_RESULT'],
		[0, 3, 'NO_RESULT'],
	]);
	expect(bulks().map((bulk) => operationsOf(bulk).length)).toEqual([3, 2, 2]);
	expect(waits).toHaveLength(2);
});

test('an answer cut off, or a web page, counts as lost', async () => {
	const { sender, bulks } = senderTo((one, number) =>
		number === 1 ? { status: 200, body: undefined, flaw: 'damaged' } : done(one),
	);
	const answers = await sendAll(sender, many(3, update));
	expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
	expect(bulks()).toHaveLength(2);
});

test('an operation that may succeed later is sent again, the others are not', async () => {
	const { sender, bulks } = senderTo((one, number) => ({
		body: {
			Operations: operationsOf(one).map((each, i) =>
				resultOf(each, number === 1 && i < 2 ? 503 : 204),
			),
		},
	}));
	const answers = await sendAll(sender, many(4, update));
	expect(answers.map(({ status, attempts }) => [status, attempts])).toEqual([
		[204, 2],
		[204, 2],
		[204, 1],
		[204, 1],
	]);
	expect(bulks().map((bulk) => operationsOf(bulk).length)).toEqual([4, 2]);
});

test('case 25: once it is stopped nothing more is sent, and that is told apart', async () => {
	const { sender, requests } = senderTo(() => {
		sender.stop();
		return { status: 401 };
	});
	const answers = await sendAll(sender, many(10));
	expect(requests).toHaveLength(1);
	expect(answers.map(({ status, attempts }) => [status, attempts])).toEqual([
		...Array<number[]>(4).fill([401, 1]),
		...Array<number[]>(6).fill([0, 0]),
	]);
});

test('a cancelled execution ends everything', async () => {
	const { sender } = senderTo(() => {
		throw new Error('cancelled');
	});
	await expect(sendAll(sender, many(10))).rejects.toThrow('cancelled');
});
