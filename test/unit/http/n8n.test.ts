import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { isThisComputer } from '../../../http/localhost';
import { clockOf, whileTesting, withCredential } from '../../../http/n8n';

/** n8n's request helpers and its clock, as the rest of the package sees them. */

test('a request in a run carries the credential of the node', async () => {
	const asked: unknown[] = [];
	const context = {
		helpers: {
			async httpRequestWithAuthentication(this: unknown, ...given: unknown[]) {
				asked.push(this, ...given);
				return 'answer';
			},
		},
	} as unknown as IExecuteFunctions;
	const options = { url: 'https://x.example' };
	expect(await withCredential(context, 'flexHrmApi')(options)).toBe('answer');
	expect(asked).toEqual([context, 'flexHrmApi', options]);
});

test('a request while a credential is tested is read as a stream, and follows no redirection', async () => {
	const asked: unknown[] = [];
	const helpers = {
		request: async (options: unknown) => {
			asked.push(options);
			return 'answer';
		},
	};
	const perform = whileTesting({ helpers } as never, (options: IHttpRequestOptions) => ({
		...options,
		headers: { Authorization: 'Bearer x' },
		qs: { a: 1 },
	}));
	expect(await perform({ method: 'GET', url: 'https://x.example', timeout: 7 })).toBe('answer');
	expect(asked).toEqual([
		{
			method: 'GET',
			uri: 'https://x.example',
			headers: { Authorization: 'Bearer x' },
			qs: { a: 1 },
			timeout: 7,
			useStream: true,
			resolveWithFullResponse: true,
			simple: false,
			followRedirect: false,
		},
	]);
});

describe('the clock', () => {
	test('knows whether the run was cancelled, and ends a wait then', async () => {
		const stop = new AbortController();
		const context = { getExecutionCancelSignal: () => stop.signal };
		const { sleep, isCancelled } = clockOf(context as unknown as IExecuteFunctions);
		expect(isCancelled!()).toBe(false);
		const waiting = sleep(60_000, undefined as never);
		stop.abort(new Error('stopped'));
		await expect(waiting).rejects.toThrow();
		expect(isCancelled!()).toBe(true);
	});

	test('ends a wait by the signal that it is given', async () => {
		const stop = new AbortController();
		const waiting = clockOf().sleep(60_000, stop.signal);
		stop.abort(new Error('stopped'));
		await expect(waiting).rejects.toThrow();
	});

	test.each([undefined, {}, { getExecutionCancelSignal: () => undefined }])(
		'without a run (%p) nothing is cancelled, and a wait ends',
		async (context) => {
			const { sleep, isCancelled } = clockOf(context as never);
			await sleep(0, undefined as never);
			expect(isCancelled!()).toBe(false);
		},
	);
});

test.each([
	['localhost', true],
	['LOCALHOST', true],
	['127.0.0.1', true],
	['127.255.10.200', true],
	['[::1]', true],
	['xlocalhost', false],
	['localhost.example', false],
	['128.0.0.1', false],
	['127.0.0', false],
	['127.0.0.1.example', false],
	['[::2]', false],
])('%s is this computer: %p', (host, isIt) => {
	expect(isThisComputer(host)).toBe(isIt);
});
