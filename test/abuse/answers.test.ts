import { CredentialTestContext } from 'n8n-core';
import { UserError } from '../../directory/model/userError';
import { discreet } from '../../http/discreet';
import { clockOf, whileTesting } from '../../http/n8n';
import { createTransport, type TransportSettings } from '../../http/transport';
import { readAnswer } from '../../nodes/FlexHrm/transport/answer';
import { WINNINGTEMP } from '../../nodes/Winningtemp/profile';
import { fatal } from '../../scim/words';
import { pause } from '../sandbox/faults';
import { performWith } from '../support/perform';
import { runNode, testCredential } from '../workflow/engine';
import {
	body,
	brotliBomb,
	drip,
	dripOfHeaders,
	endless,
	gzipBomb,
	peakMemory,
	startHostile,
	type Hostile,
} from './hostile';

/** Servers that answer with what should bring a process down: nodes end with words, and soon. */

const MEGABYTE = 1024 ** 2;
const BEARER = 'nyckel-9f3b77aa41';

let hostile: Hostile | null = null;

async function serve(...[answer]: Parameters<typeof startHostile>): Promise<Hostile> {
	hostile = await startHostile(answer);
	return hostile;
}

afterEach(async () => {
	await hostile?.close();
	hostile = null;
});

function credentials(url: string) {
	return {
		flexHrmApi: {
			baseUrl: `${url}/api`,
			username: 'api',
			password: 'losenord-7c',
			instanceId: '1',
			companyIds: '1',
		},
		winningtempApi: { baseUrl: url, token: BEARER },
	};
}

/** What each way of asking ends with. */
const ASKED: Record<string, (url: string) => Promise<string>> = {
	'Flex, in a run': async (url) => {
		const { run } = await runNode(
			'flexHrm',
			{ resource: 'employee', operation: 'getMany', returnAll: true, options: { maxTries: 1 } },
			[{}],
			{ credentials: credentials(url) },
		);
		return run.error?.message ?? '';
	},
	'Winningtemp, in a run': async (url) => {
		const { run } = await runNode(
			'winningtemp',
			{ resource: 'directory', operation: 'get' },
			[{}],
			{
				credentials: credentials(url),
			},
		);
		return run.error?.message ?? '';
	},
	'Flex, while the credential is tested': async (url) => {
		const { flexHrmApi } = credentials(url);
		return (await testCredential('flexHrm', 'flexHrmApiTest', 'flexHrmApi', flexHrmApi)).message;
	},
	'Winningtemp, while the credential is tested': async (url) => {
		const { winningtempApi } = credentials(url);
		const name = 'winningtempApi';
		return (await testCredential('winningtemp', 'winningtempApiTest', name, winningtempApi))
			.message;
	},
};

test('memory that is in use is seen, and what is no longer in use is not', async () => {
	const kept: Buffer[] = [];
	const peak = await peakMemory(async () => {
		kept.push(Buffer.alloc(400 * MEGABYTE, 'x'));
		await pause(50);
	});
	expect([peak > 200 * MEGABYTE, kept[0]!.length]).toEqual([true, 400 * MEGABYTE]);
	const passing = await peakMemory(async () => {
		for (let i = 0; i < 4; i++) await pause(Buffer.alloc(90 * MEGABYTE, 'x').length % 2);
	});
	expect(passing).toBeLessThan(200 * MEGABYTE);
});

describe.each(Object.entries(ASKED))('%s', (_way, ask) => {
	const TOO_LARGE = /is too large|is larger than this node takes/;
	const TOO_COMPLEX = /has too many values|has more values than this node takes/;

	/** Asks a server of this kind, and holds the memory to its limit. */
	async function askedOf(...[answer]: Parameters<typeof startHostile>): Promise<string> {
		const { url } = await serve(answer);
		let said = '';
		const peak = await peakMemory(async () => {
			said = await ask(url);
		});
		expect(peak).toBeLessThan(200 * MEGABYTE);
		return said;
	}

	test('2 kB that unpack to 1 GB', async () => {
		const bomb = await brotliBomb();
		expect(bomb.length).toBeLessThan(2 * 1024);
		expect(await askedOf(body(bomb, { 'Content-Encoding': 'br' }))).toMatch(TOO_LARGE);
	});

	test('2 MB that unpack to 2 GB', async () => {
		const bomb = gzipBomb();
		expect(bomb.length).toBeLessThan(2.2 * MEGABYTE);
		expect(await askedOf(body(bomb, { 'Content-Encoding': 'gzip' }))).toMatch(TOO_LARGE);
	});

	test('an answer without end, and the connection is closed', async () => {
		expect(await askedOf(endless)).toMatch(TOO_LARGE);
		await hostile!.gone;
	});

	test('100,000 lists inside each other', async () => {
		const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
		expect(await askedOf(body(`{"totalResults":1,"Result":${nested},"Resources":[]}`))).toMatch(
			TOO_COMPLEX,
		);
	});

	test('ten million empty objects', async () => {
		expect(await askedOf(body(`[${'{},'.repeat(10_000_000)}{}]`))).toMatch(TOO_COMPLEX);
	});

	test('bytes that are not what they say they are', async () => {
		const said = await askedOf(body(Buffer.from('[{"Name":"Jürgen"}]', 'latin1')));
		expect(said).toMatch(/not in the character encoding that it names|not in UTF-8/);
	});

	test('an error of 100 kB without an @', async () => {
		const text = 'x'.repeat(100_000);
		const said = JSON.stringify({ Message: text, detail: text });
		expect(await askedOf(body(said, { 'Content-Type': 'application/json' }, 400))).toMatch(
			/refuse|does not accept/,
		);
	});
});

describe('a deadline', () => {
	const requestTime = 300;
	const WAYS = {
		'of a run': performWith((options) => options),
		'of a credential test': whileTesting(new CredentialTestContext(), (options) => options),
	};

	test.each(Object.entries(WAYS))(
		'%s ends an answer that comes byte by byte, and its connection',
		async (_way, perform) => {
			const { url, gone } = await serve(drip);
			const send = createTransport(perform, settings(url, { requestTime }));
			expect(await send({ method: 'GET', path: '/x' })).toMatchObject({
				status: 0,
				failure: 'ETIMEDOUT',
			});
			await gone;
		},
	);

	test.each(Object.entries(WAYS))(
		'%s ends headers that come byte by byte',
		async (_way, perform) => {
			const { url } = await serve(dripOfHeaders);
			const send = createTransport(perform, settings(url, { requestTime }));
			expect(await send({ method: 'GET', path: '/x' })).toMatchObject({
				status: 0,
				failure: expect.stringMatching(/^(ETIMEDOUT|ECONNABORTED)$/) as string,
			});
		},
	);

	test('of the run: nothing is sent after it', async () => {
		const { url, requests } = await serve(body('[]'));
		let now = 0;
		const send = createTransport(
			WAYS['of a run'],
			settings(url, { now: () => now, runTime: 60_000 }),
		);
		expect(await send({ method: 'GET', path: '/1' })).toMatchObject({ status: 200, body: [] });
		now = 60_000;
		expect(await send({ method: 'GET', path: '/2' })).toMatchObject({ failure: 'RUN_TIME' });
		expect(requests).toEqual(['/1']);
	});
});

test('all answers of a run together have a limit, after which nothing is sent', async () => {
	const { url, requests } = await serve(body(`"${'x'.repeat(398)}"`));
	const send = createTransport(
		performWith((options) => options),
		settings(url, { runBytes: 1000 }),
	);
	const failures = [];
	for (const path of ['/1', '/2', '/3', '/4']) {
		failures.push((await send({ method: 'GET', path })).failure);
	}
	expect(failures).toEqual([undefined, undefined, 'RUN_BYTES', 'RUN_BYTES']);
	expect(requests).toEqual(['/1', '/2', '/3']);
});

function settings(address: string, more: Partial<TransportSettings>): TransportSettings {
	return { address, accept: 'application/json', sleep: clockOf().sleep, ...more };
}

describe('what is large and right passes', () => {
	const send = (url: string) =>
		createTransport(
			performWith((options) => options),
			settings(url, {}),
		)({ method: 'GET', path: '/x' });

	test('a page of 1,000 users of 5 kB each', async () => {
		const user = { id: '1', emails: [{ value: 'anna@bolaget.example' }], note: 'å'.repeat(4900) };
		const Resources = Array.from({ length: 1000 }, () => user);
		const { url } = await serve(body(JSON.stringify({ totalResults: 1000, Resources })));
		const answer = await send(url);
		expect(answer.flaw).toBeUndefined();
		expect((answer.body as { Resources: unknown[] }).Resources[999]).toEqual(user);
	});

	test('a list of 10,000 employees of 90 fields each', async () => {
		const fields = Array.from({ length: 90 }, (_, index) => [`Field${index}`, `Värde ${index}`]);
		const employee = Object.fromEntries(fields) as Record<string, string>;
		const list = Array.from({ length: 10_000 }, () => employee);
		const { url } = await serve(body(JSON.stringify(list)));
		const answer = await send(url);
		expect(answer.flaw).toBeUndefined();
		expect((answer.body as unknown[])[9999]).toEqual(employee);
	});

	test('as many empty objects as an answer may have, within the memory for an answer', async () => {
		const { url } = await serve(body(`[${'{},'.repeat(499_998)}{}]`));
		const peak = await peakMemory(async () => {
			expect((await send(url)).body).toHaveLength(499_999);
		});
		expect(peak).toBeLessThan(200 * MEGABYTE);
	});

	test.each(['iso-8859-1', 'windows-1252', '"ISO-8859-1"'])(
		'Latin-1 that says so as %s',
		async (charset) => {
			const { url } = await serve(
				body(Buffer.from('{"Name":"Jürgen Åström"}', 'latin1'), {
					'Content-Type': `application/json; charset=${charset}`,
				}),
			);
			expect((await send(url)).body).toEqual({ Name: 'Jürgen Åström' });
		},
	);

	test('a byte order mark', async () => {
		const { url } = await serve(body('\uFEFF{"Name":"Åsa"}'));
		expect((await send(url)).body).toEqual({ Name: 'Åsa' });
	});
});

describe('the text of an error', () => {
	/** Texts on which a pattern with two ways to go on takes the square of the length, or more. */
	const LONG = [
		'x'.repeat(1_000_000),
		'1'.repeat(1_000_000),
		'1 '.repeat(500_000),
		'1-'.repeat(500_000),
		' '.repeat(1_000_000),
		'@'.repeat(1_000_000),
		'a@'.repeat(500_000),
	];

	test.each(LONG)('is clipped before it is looked at (%#)', (text) => {
		expect(discreet(text, ['losenord-7c']).length).toBeLessThanOrEqual(2000);
	});

	test('is short in an error', () => {
		for (const text of LONG) {
			const answer = { status: 400, headers: {}, body: { Message: text, detail: text } };
			expect(fatal(answer, 'reading the users', WINNINGTEMP.systems).message.length).toBeLessThan(
				500,
			);
			expect(adviceOf(() => readAnswer(answer, '/x', { secrets: [] })).length).toBeLessThan(500);
		}
	});

	function adviceOf(read: () => unknown): string {
		try {
			read();
		} catch (error) {
			if (error instanceof UserError) return error.advice;
		}
		throw new Error('No error with advice');
	}
});
