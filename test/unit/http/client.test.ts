import { Client } from '../../../http/client';
import { clientOf, scripted, type Reply } from '../winningtemp/memoryTenant';

const GET = { method: 'GET', path: '/Users' } as const;
const POST = { method: 'POST', path: '/Users', body: {} } as const;

function replies(...list: Reply[]) {
	return scripted((_request, number) => list[Math.min(number, list.length) - 1]!);
}

test.each([
	['seconds', { 'retry-after': '7' }, 7000],
	['a date', { 'retry-after': 'Sun, 01 Mar 2026 12:00:09 GMT' }, 9000],
	['X-RateLimit-Reset', { 'x-ratelimit-reset': '2026-03-01T12:00:04.5000000Z' }, 4500],
])('case 23: 429 with %s is waited for, once', async (_name, headers, wait) => {
	const { send, requests } = replies({ status: 429, headers }, {});
	const { client, waits } = clientOf(send);
	const answer = await client.request(POST);
	expect(answer).toMatchObject({ status: 200, attempts: 2 });
	expect(requests).toHaveLength(2);
	expect(waits).toEqual([wait]);
});

test('case 23: a wait of more than five minutes is not waited for, by any request', async () => {
	const { send, requests } = replies({ status: 503, headers: { 'retry-after': '301' } }, {});
	const { client, waits, pass } = clientOf(send);
	expect(await client.request(GET)).toMatchObject({ status: 503, attempts: 1, mustWait: 301_000 });
	expect(await client.request(POST)).toMatchObject({ status: 503, mustWait: 301_000 });
	expect([waits, requests.length]).toEqual([[], 1]);
	pass(301_000);
	expect(await client.request(GET)).toMatchObject({ status: 200 });
});

test('case 23: a wait of five minutes is waited for', async () => {
	const { send } = replies({ status: 503, headers: { 'retry-after': '300' } }, {});
	const { client, waits } = clientOf(send);
	expect(await client.request(GET)).toMatchObject({ status: 200, attempts: 2 });
	expect(waits).toEqual([300_000]);
});

test('when one request is asked to wait, the others wait along', async () => {
	const { send } = scripted(({ path }) =>
		path === '/limited' ? { status: 429, headers: { 'retry-after': '5' } } : {},
	);
	const { client, waits } = clientOf(send, { maxAttempts: 1 });
	await client.get('/limited');
	await client.get('/other');
	expect(waits).toEqual([5000]);
});

test('a tenant that says that nothing is left until a moment is left alone until then', async () => {
	const headers = {
		'x-ratelimit-remaining': '0',
		'x-ratelimit-reset': '2026-03-01T12:00:02Z',
	};
	const { send } = replies({ headers }, {});
	const { client, waits } = clientOf(send);
	await client.request(GET);
	await client.request(GET);
	expect(waits).toEqual([2000]);
});

test('waits double from one attempt to the next, and end', async () => {
	const { send, requests } = replies({ status: 502 });
	const { client, waits } = clientOf(send, { firstWait: 100 });
	expect(await client.request(GET)).toMatchObject({ status: 502, attempts: 5 });
	expect(waits).toEqual([50, 100, 200, 400]);
	expect(requests).toHaveLength(5);
});

test.each([400, 401, 403, 404, 409, 412])('an answer %d is not asked for again', async (status) => {
	const { send, requests } = replies({ status });
	await clientOf(send).client.request(GET);
	expect(requests).toHaveLength(1);
});

test('case 24: a create whose answer was lost is looked up before it is sent again', async () => {
	const { send, requests } = replies({ status: 0 }, { status: 201 });
	const { client } = clientOf(send);
	const found = { status: 200, headers: {}, body: { id: '1' }, attempts: 1 };
	expect(await client.request(POST, async () => found)).toMatchObject({
		status: 200,
		body: { id: '1' },
	});
	expect(requests).toHaveLength(1);

	const again = clientOf(replies({ status: 0 }, { status: 201 }).send);
	expect(await again.client.request(POST, async () => null)).toMatchObject({ status: 201 });
});

test('a create that was surely not carried out is sent again without a look', async () => {
	const { send } = replies({ status: 429 }, { status: 201 });
	const look = jest.fn(async () => null);
	await clientOf(send).client.request(POST, look);
	expect(look).not.toHaveBeenCalled();
});

test('a page that was cut off is asked for again', async () => {
	const { send } = replies({ status: 200, flaw: 'damaged' }, { body: {} });
	expect(await clientOf(send).client.request(GET)).toMatchObject({ attempts: 2, body: {} });
});

test('case 23: while one request has to wait, so do those that come meanwhile', async () => {
	let clock = 0;
	let other: Promise<unknown> | null = null;
	let isFirst = true;
	const sent: Array<[path: string, at: number]> = [];
	const client: Client = new Client(
		async ({ path }) => {
			sent.push([path, clock]);
			const headers = { 'retry-after': '7' };
			return { status: sent.length === 1 ? 429 : 200, headers, body: {} };
		},
		{
			concurrency: 2,
			maxAttempts: 2,
			sleep: async (milliseconds) => {
				const until = clock + milliseconds;
				if (isFirst) {
					isFirst = false;
					other = client.get('/b');
				}
				await someTurns();
				clock = Math.max(clock, until);
			},
			now: () => clock,
		},
	);
	await client.get('/a');
	await other;
	expect(sent.map(([, at]) => at)).toEqual([0, 7000, 7000]);
	expect(sent.map(([path]) => path).sort()).toEqual(['/a', '/a', '/b']);
});

test('never has more requests under way than set', async () => {
	let underWay = 0;
	let peak = 0;
	const client = new Client(
		async () => {
			peak = Math.max(peak, ++underWay);
			await someTurns();
			underWay--;
			return { status: 200, headers: {}, body: {} };
		},
		{ concurrency: 3, maxAttempts: 1, sleep: async () => {} },
	);
	await Promise.all(Array.from({ length: 20 }, async (_, index) => await client.get(`/${index}`)));
	expect(peak).toBe(3);
});

test.each([
	// [refused at the same time, allowed at first, under way together afterwards]
	[1, 4, 2],
	[4, 4, 2],
	[1, 1, 1],
])('after %d requests refused with 429, %d side by side become %d', async (refused, most, now) => {
	let underWay = 0;
	let peak = 0;
	let sent = 0;
	const client = new Client(
		async () => {
			const status = ++sent <= refused ? 429 : 200;
			underWay++;
			if (sent > refused + most) peak = Math.max(peak, underWay);
			await someTurns();
			underWay--;
			return { status, headers: {}, body: null };
		},
		{ concurrency: most, sleep: async () => {} },
	);
	const answers = await Promise.all(Array.from({ length: 20 }, async () => await client.get('/x')));
	expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
	expect(peak).toBe(now);
});

test('a second refusal after the first halves again, down to one request at a time', async () => {
	let underWay = 0;
	const peaks: number[] = [];
	let sent = 0;
	const client = new Client(
		async () => {
			const at = ++sent;
			underWay++;
			peaks[at] = underWay;
			await someTurns();
			underWay--;
			return { status: at === 4 || at === 12 || at === 20 ? 429 : 200, headers: {}, body: null };
		},
		{ concurrency: 4, sleep: async () => {} },
	);
	await Promise.all(Array.from({ length: 30 }, async () => await client.get('/x')));
	expect(Math.max(...peaks.slice(1, 5))).toBe(4);
	expect(Math.max(...peaks.slice(9, 13))).toBe(2);
	expect(Math.max(...peaks.slice(15))).toBe(1);
});

test('a look for a lost create does not wait for its own place in the queue', async () => {
	const { send } = replies({ status: 0 }, { body: { id: '1' } });
	const { client } = clientOf(send, { concurrency: 1 });
	const answer = await client.request(POST, async () => await client.get('/Users'));
	expect(answer).toMatchObject({ status: 200, body: { id: '1' }, attempts: 2 });
});

test.each(['ENOTFOUND', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'RUN_TIME', 'RUN_BYTES'])(
	'%s cannot pass, so that the request is not sent again',
	async (failure) => {
		const { send, requests } = replies({ status: 0, failure });
		await clientOf(send).client.request(GET);
		expect(requests).toHaveLength(1);
	},
);

test.each(['webPage', 'tooLarge', 'tooComplex', 'encoding'] as const)(
	'an answer with the flaw %s is not asked for again',
	async (flaw) => {
		const { send, requests } = replies({ status: 200, flaw });
		await clientOf(send).client.request(GET);
		expect(requests).toHaveLength(1);
	},
);

test('sends nothing once it is closed or the run is cancelled', async () => {
	const closed = replies({});
	const { client } = clientOf(closed.send);
	client.close();
	await expect(client.get('/x')).rejects.toMatchObject({ code: 'cancelled' });
	const cancelled = replies({});
	const other = clientOf(cancelled.send, { isCancelled: () => true });
	await expect(other.client.get('/x')).rejects.toMatchObject({ code: 'cancelled' });
	expect([...closed.requests, ...cancelled.requests]).toEqual([]);
});

test('a run that is cancelled while it waits ends as cancelled', async () => {
	let isCancelled = false;
	const { send } = replies({ status: 503 });
	const { client } = clientOf(send, {
		isCancelled: () => isCancelled,
		sleep: async () => {
			isCancelled = true;
			throw new Error('aborted');
		},
	});
	await expect(client.get('/x')).rejects.toMatchObject({ code: 'cancelled' });
});

/** A few turns of the event loop, without timers. */
async function someTurns(): Promise<void> {
	for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}
