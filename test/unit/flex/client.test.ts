import { UserError } from '../../../directory/model/userError';
import { readAnswer, type RawAnswer } from '../../../nodes/FlexHrm/transport/answer';
import { askedWait, ownWait } from '../../../http/backoff';
import {
	createClient,
	type ClientSettings,
	type Send,
} from '../../../nodes/FlexHrm/transport/client';
import { networkError } from '../../../nodes/FlexHrm/transport/networkError';

const NOW = Date.parse('2026-03-02T10:00:00Z');

function answer(
	status: number,
	body: unknown = '{}',
	headers: Record<string, unknown> = {},
): RawAnswer {
	return { status, headers, body };
}

/** A client whose clock moves only when it waits. */
function client(answers: Array<RawAnswer | UserError>, settings: Partial<ClientSettings> = {}) {
	const waits: number[] = [];
	const sent: string[] = [];
	let clock = NOW;
	const send: Send = async (url, query) => {
		sent.push(`${url} ${JSON.stringify(query)}`);
		const next = answers[Math.min(sent.length, answers.length) - 1]!;
		if (next instanceof UserError) throw next;
		return next;
	};
	const made = createClient(send, {
		address: 'https://flex.example/api',
		concurrency: 2,
		maxTries: 4,
		secrets: [],
		wait: async (milliseconds) => {
			waits.push(milliseconds);
			clock += milliseconds;
		},
		now: () => clock,
		random: () => 1,
		...settings,
	});
	return { ...made, waits, sent };
}

describe('waiting', () => {
	test.each<[string, Record<string, unknown>, number | null]>([
		['Retry-After in seconds', { 'Retry-After': '7' }, 7000],
		['Retry-After as a date', { 'retry-after': 'Mon, 02 Mar 2026 10:00:30 GMT' }, 30_000],
		[
			'X-RateLimit-Reset as a date',
			{ 'X-RateLimit-Reset': '2026-03-02T10:01:00.9817984Z' },
			60_981,
		],
		['X-RateLimit-Reset in Unix seconds', { 'x-ratelimit-reset': NOW / 1000 + 5 }, 5000],
		['X-RateLimit-Reset in seconds', { 'x-ratelimit-reset': '12' }, 12_000],
		['a date that has passed', { 'Retry-After': 'Mon, 02 Mar 2026 09:00:00 GMT' }, 0],
		['nothing', {}, null],
		['nonsense', { 'Retry-After': 'soon' }, null],
	])('case 23: %s', (_name, headers, wait) => {
		expect(askedWait(headers, NOW)).toBe(wait);
	});

	test('own waits double, with jitter and a cap', () => {
		expect([1, 2, 3].map((attempt) => ownWait(attempt, 1))).toEqual([500, 1000, 2000]);
		expect(ownWait(1, 0)).toBe(250);
		expect(ownWait(50, 1)).toBe(30_000);
	});
});

describe('the client', () => {
	test('sends what was asked for, without what is not set', async () => {
		const { get, sent } = client([answer(200, '[1]')]);
		expect(await get('/companies', { pageIndex: 0, modifiedSince: undefined })).toEqual([1]);
		expect(sent).toEqual(['https://flex.example/api/companies {"pageIndex":0}']);
	});

	test('case 23: waits as long as asked, then tries again', async () => {
		const { get, waits } = client([
			answer(429, '', { 'Retry-After': '7' }),
			answer(200, '{"a":1}'),
		]);
		expect(await get('/x')).toEqual({ a: 1 });
		expect(waits).toEqual([7000]);
	});

	test('case 23: while one request has to wait, so do those that come meanwhile', async () => {
		let clock = NOW;
		let other: Promise<unknown> | null = null;
		let isFirst = true;
		const sent: Array<[path: string, at: number]> = [];
		const { get } = createClient(
			async (url) => {
				sent.push([url, clock - NOW]);
				return sent.length === 1 ? answer(429, '', { 'Retry-After': '7' }) : answer(200);
			},
			{
				address: '',
				concurrency: 2,
				maxTries: 2,
				secrets: [],
				wait: async (milliseconds) => {
					const until = clock + milliseconds;
					if (isFirst) {
						isFirst = false;
						other = get('/b');
					}
					await someTurns();
					clock = Math.max(clock, until);
				},
				now: () => clock,
			},
		);
		await get('/a');
		await other;
		expect(sent.map(([, at]) => at)).toEqual([0, 7000, 7000]);
		expect(sent.map(([path]) => path).sort()).toEqual(['/a', '/a', '/b']);
	});

	test('a longer wait than the cap ends with an error that says how long', async () => {
		const { get, sent } = client([answer(503, '', { 'Retry-After': '3600' })]);
		await expect(get('/x')).rejects.toThrow('Flex asks to wait 60 minutes');
		expect(sent).toHaveLength(1);
	});

	test('gives up after as many tries as set, with the last error', async () => {
		const { get, sent, waits } = client([answer(500)]);
		await expect(get('/x')).rejects.toMatchObject({ code: 'unavailable', status: 500 });
		expect(sent).toHaveLength(4);
		expect(waits).toEqual([500, 1000, 2000]);
	});

	test.each([400, 401, 403, 404, 409, 302])('%i is not tried again', async (status) => {
		const { get, sent } = client([answer(status)]);
		await expect(get('/x')).rejects.toBeInstanceOf(UserError);
		expect(sent).toHaveLength(1);
	});

	test('never has more requests under way than set', async () => {
		let underWay = 0;
		let peak = 0;
		const { get } = createClient(
			async () => {
				peak = Math.max(peak, ++underWay);
				await someTurns();
				underWay--;
				return answer(200);
			},
			{ address: '', concurrency: 3, maxTries: 1, secrets: [], wait: async () => {} },
		);
		await Promise.all(Array.from({ length: 20 }, (_, index) => get(`/${index}`)));
		expect(peak).toBe(3);
	});

	test('sends nothing once it is closed or the run is cancelled', async () => {
		const closed = client([answer(200)]);
		closed.close();
		await expect(closed.get('/x')).rejects.toMatchObject({ code: 'cancelled' });
		const cancelled = client([answer(200)], { isCancelled: () => true });
		await expect(cancelled.get('/x')).rejects.toMatchObject({ code: 'cancelled' });
		expect([...closed.sent, ...cancelled.sent]).toEqual([]);
	});
});

/** A few turns of the event loop, without timers. */
async function someTurns(): Promise<void> {
	for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

describe('reading an answer', () => {
	const codeOf = (raw: RawAnswer) => {
		try {
			readAnswer(raw, '/x', []);
		} catch (error) {
			return (error as UserError).code;
		}
		return 'fine';
	};

	test.each<[number, unknown, string]>([
		[200, '{"a":1}', 'fine'],
		[200, { a: 1 }, 'fine'],
		[200, '', 'notJson'],
		[200, null, 'notJson'],
		[200, '<!DOCTYPE html>', 'notJson'],
		[200, '{"TotalItemCount": 3, "Resu', 'unavailable'],
		[301, '', 'redirected'],
		[400, '{"Message":"Fel"}', 'refused'],
		[400, '', 'notFound'],
		[401, '', 'unauthorized'],
		[403, '', 'forbidden'],
		[404, '"Hittades inte"', 'notFound'],
		[404, '<html>', 'notFound'],
		[429, '', 'unavailable'],
		[503, '', 'unavailable'],
		[418, '', 'refused'],
	])('%i with %j is %s', (status, body, code) => {
		expect(codeOf(answer(status, body))).toBe(code);
	});

	test('what Flex says is passed on, short, without secrets, addresses and national numbers', () => {
		const body = {
			Message: 'The request is invalid.',
			ModelState: {
				email: ['anna@bolaget.example saknas'],
				x: [`hemligt! 850101-1234 ${'z'.repeat(500)}`],
			},
		};
		try {
			readAnswer(answer(400, JSON.stringify(body)), '/x', ['hemligt!']);
			expect('an error').toBe('thrown');
		} catch (error) {
			const { advice } = error as UserError;
			expect(advice).toMatch(/^Flex says: “The request is invalid\. email: … saknas x: … … z+” /);
			expect(advice.length).toBeLessThan(350);
		}
	});
});

describe('a connection that fails', () => {
	test.each([
		['ENOTFOUND', 'input'],
		['ECONNREFUSED', 'unreachable'],
		['ECONNRESET', 'unreachable'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'input'],
		['ERR_CANCELED', 'cancelled'],
	])('%s is %s, and nothing of the request is kept', (code, expected) => {
		const original = Object.assign(new Error('wrapped'), {
			cause: { code, config: { headers: { Authorization: 'Basic abc' } } },
		});
		const error = networkError(original);
		expect(error.code).toBe(expected);
		expect(JSON.stringify([error, error.cause ?? null, error.message])).not.toContain('Basic');
	});
});
