import { UserError } from '../../../directory/model/userError';
import { Client, type ClientOptions } from '../../../http/client';
import type { HttpAnswer, Send } from '../../../http/exchange';
import { failureOf } from '../../../http/failures';
import { answerOf } from '../../../http/transport';
import { networkError, readAnswer } from '../../../nodes/FlexHrm/transport/answer';
import { createGet } from '../../../nodes/FlexHrm/transport/connect';
import { refusal } from '../../support/refusal';

const NOW = Date.parse('2026-03-02T10:00:00Z');

async function answer(
	status: number,
	body: unknown = '{}',
	headers: Record<string, unknown> = {},
): Promise<HttpAnswer> {
	return await answerOf({ statusCode: status, headers, body });
}

/** Flex as a list of answers, asked by a client whose clock moves only when it waits. */
function client(answers: Array<Promise<HttpAnswer>>, settings: Partial<ClientOptions> = {}) {
	const waits: number[] = [];
	const sent: string[] = [];
	let clock = NOW;
	const send: Send = async ({ path, query }) => {
		sent.push(`${path} ${JSON.stringify(query)}`);
		return await answers[Math.min(sent.length, answers.length) - 1]!;
	};
	const made = new Client(send, {
		concurrency: 2,
		maxAttempts: 4,
		sleep: async (milliseconds) => {
			waits.push(milliseconds);
			clock += milliseconds;
		},
		now: () => clock,
		random: () => 1,
		...settings,
	});
	return { get: createGet(made, { secrets: [] }), close: () => made.close(), waits, sent };
}

describe('asking Flex', () => {
	test('sends what was asked for, without what is not set', async () => {
		const { get, sent } = client([answer(200, '[1]')]);
		expect(await get('/companies', { pageIndex: 0, modifiedSince: undefined })).toEqual([1]);
		expect(sent).toEqual(['/companies {"pageIndex":0}']);
	});

	test('case 23: waits as long as asked, then tries again', async () => {
		const { get, waits } = client([
			answer(429, '', { 'Retry-After': '7' }),
			answer(200, '{"a":1}'),
		]);
		expect(await get('/x')).toEqual({ a: 1 });
		expect(waits).toEqual([7000]);
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

	test('sends nothing once it is closed or the run is cancelled', async () => {
		const closed = client([answer(200)]);
		closed.close();
		await expect(closed.get('/x')).rejects.toMatchObject({ code: 'cancelled' });
		const cancelled = client([answer(200)], { isCancelled: () => true });
		await expect(cancelled.get('/x')).rejects.toMatchObject({ code: 'cancelled' });
		expect([...closed.sent, ...cancelled.sent]).toEqual([]);
	});
});

describe('reading an answer', () => {
	const codeOf = (raw: HttpAnswer) => {
		try {
			readAnswer(raw, '/x', { secrets: [] });
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
	])('%i with %j is %s', async (status, body, code) => {
		expect(codeOf(await answer(status, body))).toBe(code);
	});

	test('what Flex says is passed on, short, without secrets, addresses and national numbers', async () => {
		const body = {
			Message: 'The request is invalid.',
			ModelState: {
				email: ['anna@bolaget.example saknas'],
				x: [`hemligt! 850101-1234 ${'z'.repeat(500)}`],
			},
		};
		const said = await answer(400, JSON.stringify(body));
		const { advice } = refusal(() => readAnswer(said, '/x', { secrets: ['hemligt!'] }));
		expect(advice).toMatch(/^Flex says: “The request is invalid\. email: … saknas x: … … z+” /);
		expect(advice.length).toBeLessThan(350);
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
		const error = networkError(failureOf(original));
		expect(error.code).toBe(expected);
		expect(JSON.stringify([error, error.cause ?? null, error.message])).not.toContain('Basic');
	});
});
