import type { IHttpRequestOptions } from 'n8n-workflow';
import { answerOf, createTransport, type TransportSettings } from '../../../http/transport';

/** One request by way of n8n's helper, and its answer. Real servers: test/abuse. */

const never = async () => await new Promise<never>(() => undefined);
/** Lets all that can go on without a timer do so. */
const turn = async () => {
	for (let steps = 0; steps < 20; steps++) await Promise.resolve();
};

function transport(
	answer: (options: IHttpRequestOptions) => unknown,
	settings: Partial<TransportSettings> = {},
) {
	const asked: IHttpRequestOptions[] = [];
	const send = createTransport(
		async (options) => {
			asked.push(options);
			return await answer(options);
		},
		{ address: 'https://x.example/api', accept: 'application/json', sleep: never, ...settings },
	);
	return { send, asked };
}

const OK = { statusCode: 200, headers: {}, body: '[]' };

async function* streamOf(...pieces: string[]): AsyncGenerator<Uint8Array> {
	for (const piece of pieces) yield Buffer.from(piece);
}

describe('a request', () => {
	test('goes to the address with its query, and follows no redirection', async () => {
		const { send, asked } = transport(() => OK);
		await send({ method: 'GET', path: '/a', query: { name: 'Å & b', page: 2 } });
		expect(asked).toEqual([
			{
				method: 'GET',
				url: 'https://x.example/api/a?name=%C3%85%20%26%20b&page=2',
				headers: { Accept: 'application/json' },
				encoding: 'stream',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: 120_000,
			},
		]);
	});

	test('without a query has no question mark', async () => {
		const { send, asked } = transport(() => OK);
		await send({ method: 'GET', path: '/a' });
		await send({ method: 'GET', path: '/a', query: {} });
		expect(asked.map(({ url }) => url)).toEqual(Array(2).fill('https://x.example/api/a'));
	});

	test('with a body says what the body is, unless it says so itself', async () => {
		const { send, asked } = transport(() => OK, { contentType: 'application/scim+json' });
		const request = { method: 'POST' as const, path: '/a', body: { a: 1 } };
		await send(request);
		await send({ ...request, headers: { 'Content-Type': 'text/plain' } });
		expect(asked.map(({ headers, body }) => [headers!['Content-Type'], body])).toEqual([
			['application/scim+json', { a: 1 }],
			['text/plain', { a: 1 }],
		]);
		const json = transport(() => OK);
		await json.send(request);
		expect(json.asked[0]!.headers).toEqual({
			Accept: 'application/json',
			'Content-Type': 'application/json',
		});
	});
});

describe('an answer', () => {
	test('is read from a stream, and its headers are named in lower case', async () => {
		const { send } = transport(() => ({
			statusCode: 201,
			headers: { ETag: 'W/1', 'X-Number': 7 },
			body: streamOf('{"name":"', 'Åsa"}'),
		}));
		expect(await send({ method: 'GET', path: '/' })).toEqual({
			status: 201,
			headers: { etag: 'W/1', 'x-number': '7' },
			body: { name: 'Åsa' },
		});
	});

	test.each([
		['a text', '{"a":1}', { body: { a: 1 } }],
		['an object that the helper parsed', { a: 1 }, { body: { a: 1 } }],
		['nothing', undefined, { body: undefined }],
		['null', null, { body: undefined }],
		['an empty text', ' ', { body: undefined }],
		['a web page', '<html>', { body: undefined, flaw: 'webPage' }],
		['half an object', '{"a":', { body: undefined, flaw: 'damaged' }],
	])('that is %s', async (_what, body, read) => {
		expect(await answerOf({ statusCode: 200, body })).toEqual({
			status: 200,
			headers: {},
			...read,
		});
	});

	test('is read in the encoding that it names', async () => {
		const latin = async function* () {
			yield Buffer.from('{"name":"Åsa"}', 'latin1');
		};
		const headers = { 'Content-Type': 'application/json; charset=iso-8859-1' };
		expect((await answerOf({ statusCode: 200, headers, body: latin() })).body).toEqual({
			name: 'Åsa',
		});
		expect(await answerOf({ statusCode: 200, body: latin() })).toEqual({
			status: 200,
			headers: {},
			body: undefined,
			flaw: 'encoding',
		});
	});

	test('has no secrets: the status says which', async () => {
		const scrub = (text: string, status: number) => text.replace('geheim', `(${status})`);
		for (const body of ['{"a":"geheim"}', streamOf('{"a":"geheim"}')]) {
			const { send } = transport(() => ({ statusCode: 400, body }), { scrub });
			expect((await send({ method: 'GET', path: '/' })).body).toEqual({ a: '(400)' });
		}
	});

	test('that is larger than 32 MB is not read to its end', async () => {
		let pieces = 0;
		const endless = async function* () {
			for (;;) {
				pieces++;
				yield Buffer.alloc(1024 ** 2, ' ');
			}
		};
		const answer = await answerOf({ statusCode: 200, body: endless() });
		expect(answer).toEqual({ status: 200, headers: {}, body: undefined, flaw: 'tooLarge' });
		expect(pieces).toBe(33);
	});

	test('that is 32 MB is read', async () => {
		const whole = async function* () {
			for (let i = 0; i < 31; i++) yield Buffer.alloc(1024 ** 2, ' ');
			yield Buffer.from(`[]${' '.repeat(1024 ** 2 - 2)}`);
		};
		expect((await answerOf({ statusCode: 200, body: whole() })).body).toEqual([]);
	});
});

describe('no answer', () => {
	test('is a failure with its code, and nothing else of the error', async () => {
		const { send } = transport(() => {
			throw Object.assign(new Error('geheim'), { code: 'ECONNREFUSED', config: 'geheim' });
		});
		expect(await send({ method: 'GET', path: '/' })).toEqual({
			status: 0,
			headers: {},
			body: undefined,
			failure: 'ECONNREFUSED',
		});
	});

	test('in time: the connection is closed, also if the answer begins later', async () => {
		const closed: string[] = [];
		const slow = (name: string) =>
			Object.assign(
				(async function* () {
					await never();
					yield Buffer.from('');
				})(),
				{ destroy: () => closed.push(name) },
			);
		const untilClosed = async (count: number) => {
			for (let turns = 0; closed.length < count && turns < 100; turns++) await turn();
		};
		const times: number[] = [];
		const sleep = async (milliseconds: number) => {
			times.push(milliseconds);
			await turn();
		};
		const started = transport(() => ({ statusCode: 200, body: slow('begun') }), {
			sleep,
			requestTime: 300,
		});
		expect(await started.send({ method: 'GET', path: '/' })).toMatchObject({
			status: 0,
			failure: 'ETIMEDOUT',
		});
		await untilClosed(1);
		expect([closed, times, started.asked[0]!.timeout]).toEqual([['begun'], [300], 300]);

		let begin: (answer: object) => void = () => undefined;
		const late = transport(() => new Promise((resolve) => (begin = resolve)), { sleep });
		expect((await late.send({ method: 'GET', path: '/' })).failure).toBe('ETIMEDOUT');
		begin({ statusCode: 200, body: slow('late') });
		await untilClosed(2);
		expect([closed, times]).toEqual([
			['begun', 'late'],
			[300, 120_000],
		]);
	});

	test('is not waited for after an answer', async () => {
		let signal: AbortSignal | undefined;
		const { send } = transport(() => OK, {
			sleep: async (_milliseconds, until) => {
				signal = until;
				await never();
			},
		});
		await send({ method: 'GET', path: '/' });
		expect(signal!.aborted).toBe(true);
	});
});

describe('a run', () => {
	test('ends after 12 hours: nothing is sent from then on', async () => {
		let now = 1000;
		const { send, asked } = transport(() => OK, { now: () => now });
		now += 12 * 3_600_000 - 1;
		expect((await send({ method: 'GET', path: '/' })).status).toBe(200);
		now += 1;
		expect(await send({ method: 'GET', path: '/' })).toMatchObject({
			status: 0,
			failure: 'RUN_TIME',
		});
		expect(asked).toHaveLength(1);
	});

	test('takes so many bytes and no more', async () => {
		const { send, asked } = transport(() => ({ statusCode: 200, body: streamOf('"1234"') }), {
			runBytes: 12,
		});
		const failures = [];
		for (let i = 0; i < 4; i++) failures.push((await send({ method: 'GET', path: '/' })).failure);
		expect(failures).toEqual([undefined, undefined, 'RUN_BYTES', 'RUN_BYTES']);
		expect(asked).toHaveLength(3);
	});
});
