import { clientOf, scripted, type Reply } from './memoryTenant';

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

test('case 23: no wait is longer than the cap', async () => {
	const { send } = replies({ status: 503, headers: { 'retry-after': '86400' } }, {});
	const { client, waits } = clientOf(send, { longestWait: 1000 });
	await client.request(GET);
	expect(Math.max(...waits)).toBe(1000);
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
	const { send } = replies({ status: 200, notJson: true }, { body: {} });
	expect(await clientOf(send).client.request(GET)).toMatchObject({ attempts: 2, body: {} });
});
