import { LoggerProxy } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';
import type { Fault, FaultRequest } from '../sandbox/faults';
import { employedOn } from '../sandbox/flex/changes';
import { startFlex, type FlexSandbox } from '../sandbox/flex/server';
import { startWinningtemp, type WinningtempSandbox } from '../sandbox/winningtemp/server';
import { readJson } from '../support/files';
import { fewOrAll } from '../support/runs';
import {
	runNode,
	runWorkflow,
	testCredential,
	type Run,
	type WorkflowFile,
} from '../workflow/engine';
import { everyTextIn, found } from './everything';
import { DAY } from './scenario';
import { APPLY, credentialsOf, FLEX, READ } from './template';

// n8n's Form Trigger cleans the texts of its pages with this module, which jest cannot load on
// Node 20 because its parser is an ES module. Nothing here draws a page.
jest.mock('sanitize-html', () => () => {
	throw new Error('No form is drawn in these tests');
});

/** Nothing that a failing run emits holds a secret, or personal data that nobody asked for. */

const PASSWORD = 'losenord-7c"2\\x';
const BEARER = 'nyckel-9f3b77aa41';
const USERNAME = 'api.hemlig';
const SECRETS = [
	PASSWORD,
	JSON.stringify(PASSWORD).slice(1, -1),
	encodeURIComponent(PASSWORD),
	Buffer.from(`${USERNAME}:${PASSWORD}`).toString('base64'),
	BEARER,
];

/** On every employee in Flex; none of it is the integration's business. */
const PERSONAL = {
	nationalNumber: '19010203-9876',
	privateEmail: 'sommarstugan@hemma.example',
	address: 'Hemliga stigen 7',
	phone: '070-123 99 88',
	bankAccount: '8888-7777666',
};
const SENSITIVE = Object.values(PERSONAL);

let flex: FlexSandbox;
let winningtemp: WinningtempSandbox;
let logged: unknown[];

beforeAll(() => {
	const keep = (...entry: unknown[]) => {
		logged.push(entry);
	};
	LoggerProxy.init({ error: keep, warn: keep, info: keep, debug: keep });
	// n8n's own logger, whatever package it is in: not to be imported where community nodes are linted.
	const { Logger } =
		jest.requireActual<typeof import('@n8n/backend-common')>('@n8n/backend-common');
	const { Container } = jest.requireActual<typeof import('@n8n/di')>('@n8n/di');
	const logger = Container.get(Logger);
	for (const level of ['error', 'warn', 'info', 'debug'] as const) {
		jest.spyOn(logger, level).mockImplementation(keep);
	}
});

afterAll(() => jest.restoreAllMocks());

beforeEach(async () => {
	logged = [];
	[flex, winningtemp] = await Promise.all([
		startFlex({
			directory: { people: 30, companies: 1, referenceDate: DAY },
			username: USERNAME,
			password: PASSWORD,
		}),
		startWinningtemp({ token: BEARER }),
	]);
	for (const employee of flex.model.employees) {
		employee.extra = {
			NationalIdentificationNumber: PERSONAL.nationalNumber,
			EmailPrivate: PERSONAL.privateEmail,
			AddressRow1: PERSONAL.address,
			Phone1: PERSONAL.phone,
			Employment: [
				{
					EmploymentNumber: employee.employmentNumber,
					BankAccountNumber: PERSONAL.bankAccount,
				},
			],
		};
	}
});

afterEach(async () => await Promise.all([flex.close(), winningtemp.close()]));

const template = readJson<WorkflowFile>('workflows/flex-to-winningtemp.json');

/** One attempt each: nobody waits for repeats here. */
const PARAMETERS: Record<string, INode['parameters']> = {
	[FLEX]: { onDate: DAY, options: { maxTries: 1, maxReadAttempts: 1 } },
	[READ]: { options: { maxAttempts: 1 } },
	[APPLY]: { dryRun: false, options: { maxAttempts: 1 } },
};

async function sync(credentials: Partial<ReturnType<typeof credentialsOf>> = {}): Promise<Run> {
	const right = credentialsOf({ flex, winningtemp });
	return await runWorkflow(
		{
			...template,
			nodes: template.nodes.map((node) => ({
				...node,
				parameters: { ...node.parameters, ...PARAMETERS[node.name] },
			})),
		},
		{
			startNode: 'Every night at 01:00',
			credentials: {
				flexHrmApi: { ...right.flexHrmApi, ...credentials.flexHrmApi },
				winningtempApi: { ...right.winningtempApi, ...credentials.winningtempApi },
			},
		},
	);
}

/** What a careless server might send back with an error: all that it was sent, and somebody's file. */
function babble({ headers }: Pick<FaultRequest, 'headers'>): string {
	const { authorization } = headers;
	const known = authorization?.startsWith('Basic') ? `${USERNAME} ${PASSWORD}` : BEARER;
	const { nationalNumber, privateEmail, bankAccount, phone } = PERSONAL;
	return `Fel: ${authorization} ${known} ${nationalNumber} ${nationalNumber.replace('-', '')} ${privateEmail} ${bankAccount} ${phone}`;
}

const bodies: Array<[string, (said: string) => unknown]> = [
	['a message', (said) => ({ Message: said, detail: said, message: said })],
	['a ModelState', (said) => ({ ModelState: { [said]: [said] }, Errors: [{ description: said }] })],
	['plain text', (said) => said],
	['JSON text', (said) => JSON.stringify(said)],
];

type Make = (request: FaultRequest) => Fault;

const FAULTS: Array<[string, Make]> = [
	...[400, 401, 403, 404, 409, 412, 418, 429, 500, 502, 503].map((status, i): [string, Make] => {
		const [what, body] = bodies[i % bodies.length]!;
		return [
			`status ${status} with ${what}`,
			(request) => ({ kind: 'status', status, body: body(babble(request)) }),
		];
	}),
	[
		'a redirection that repeats the header',
		({ headers }) => ({
			kind: 'status',
			status: 302,
			headers: {
				Location: `http://${USERNAME}:${encodeURIComponent(PASSWORD)}@127.0.0.1:9/${BEARER}?${encodeURIComponent(String(headers.authorization))}`,
			},
		}),
	],
	['a web page', (request) => ({ kind: 'html', body: `<html>${babble(request)}</html>` })],
	['an answer that breaks off', () => ({ kind: 'truncate', share: 0.6 })],
	['an answer cut short', () => ({ kind: 'truncate', share: 0.6, clean: true })],
	['a cut connection', () => ({ kind: 'reset', when: 'after' })],
	[
		'JSON of another form',
		(request) => ({ kind: 'status', status: 200, body: { Result: { said: babble(request) } } }),
	],
	[
		'records of another form',
		(request) => ({ kind: 'status', status: 200, body: [{ said: babble(request) }, 7] }),
	],
];

/** Where a run meets it. */
const PLACES: Array<[string, 'flex' | 'winningtemp', (request: FaultRequest) => boolean]> = [
	['Flex: companies', 'flex', ({ path }) => path.endsWith('/companies')],
	['Flex: employees', 'flex', ({ path }) => path.endsWith('/employees')],
	['Flex: default accounts', 'flex', ({ path }) => path.endsWith('/employmentdefaultaccounts')],
	['Winningtemp: discovery', 'winningtemp', ({ path }) => path.endsWith('/Schemas')],
	['Winningtemp: users', 'winningtemp', (of) => of.method === 'GET' && /\/Users$/.test(of.path)],
	['Winningtemp: creations', 'winningtemp', ({ method }) => method === 'POST'],
	['Winningtemp: memberships', 'winningtemp', ({ method }) => method === 'PATCH'],
];

/**
 * In `npm test` every third combination, so that each fault comes up in at least two places and
 * each place has a third of the faults; with more seeds, all of them.
 */
const combinations = PLACES.map(
	([place, system, isMeant], i) =>
		[
			place,
			system,
			isMeant,
			fewOrAll(
				FAULTS.filter((_, j) => (i + j) % 3 === 0),
				FAULTS,
			),
		] as const,
);

describe.each(combinations)('%s', (_place, system, isMeant, faults) => {
	test.each(faults)('%s: nothing that is emitted holds a secret', async (_what, make) => {
		const server = system === 'flex' ? flex : winningtemp;
		// So that members are also written on their own.
		winningtemp.emptyNewGroups = true;
		let caused = 0;
		server.faults = (request) => {
			if (!isMeant(request)) return undefined;
			caused++;
			return make(request);
		};
		const run = await sync();
		expect(caused).toBeGreaterThan(0);
		const texts = everyTextIn([run, logged]);
		expect(texts.length).toBeGreaterThan(200);
		expect(found([...SECRETS, ...SENSITIVE], texts)).toEqual([]);
		expect(errorTexts(run)).toEqual([]);
	});
});

/** Work addresses and dates of birth in an error: it says whom by name or id, if at all. */
function errorTexts({ error }: Run): string[] {
	const people = employedOn(flex.model, DAY);
	const values = people.flatMap(({ emailWork, dateOfBirth }) => [emailWork, dateOfBirth]);
	return found(
		values.filter((value) => value !== null),
		everyTextIn(error),
	);
}

describe('wrong credentials and addresses', () => {
	const WRONG: Array<[string, () => Partial<ReturnType<typeof credentialsOf>> | object]> = [
		['Flex: a host that does not exist', () => ({ flexHrmApi: { baseUrl: 'https://x.invalid' } })],
		['Flex: nobody listens', () => ({ flexHrmApi: { baseUrl: 'http://127.0.0.1:9' } })],
		['Flex: no TLS', () => ({ flexHrmApi: { baseUrl: flex.url.replace('http:', 'https:') } })],
		[
			'Flex: secrets in the address',
			() => ({
				flexHrmApi: { baseUrl: `https://${USERNAME}:${encodeURIComponent(PASSWORD)}@x.invalid` },
			}),
		],
		[
			'Winningtemp: a host that does not exist',
			() => ({ winningtempApi: { baseUrl: 'https://x.invalid/api/scim' } }),
		],
		[
			'Winningtemp: no TLS',
			() => ({ winningtempApi: { baseUrl: winningtemp.url.replace('http:', 'https:') } }),
		],
		[
			'Winningtemp: the token in the address',
			() => ({ winningtempApi: { baseUrl: `https://${BEARER}@x.invalid/api/scim` } }),
		],
	];

	test.each(WRONG)('%s', async (_what, credentials) => {
		const run = await sync(credentials() as never);
		expect(run.error?.message.length).toBeGreaterThan(10);
		expect(found([...SECRETS, ...SENSITIVE], everyTextIn([run, logged]))).toEqual([]);
		expect(winningtemp.countWrites()).toBe(0);
	});

	test('a dry run emits the values of the mapping and nothing else of a person', async () => {
		const run = await sync();
		expect(run.error).toBeUndefined();
		expect(winningtemp.state().users.length).toBeGreaterThan(15);
		expect(found([...SECRETS, ...SENSITIVE], everyTextIn([run, logged]))).toEqual([]);
	});

	test('what is looked for would be found: raw output holds it', async () => {
		const { run } = await runNode(
			'flexHrm',
			{ resource: 'employee', operation: 'getMany', returnAll: true, output: 'raw', onDate: DAY },
			[{}],
			{ credentials: credentialsOf({ flex, winningtemp }) },
		);
		expect(found(SENSITIVE, everyTextIn(run))).toEqual(SENSITIVE);
		expect(found(SECRETS, everyTextIn([run, logged]))).toEqual([]);
	});
});

describe('redirections', () => {
	test.each([301, 302, 303, 307, 308])(
		'a %d to another host is not followed, by either node or by the tests of the credentials',
		async (status) => {
			const elsewhere = await startWinningtemp();
			try {
				const away: Fault = { kind: 'status', status, headers: { Location: elsewhere.url } };
				flex.faults = () => away;
				const toFlex = await sync();
				expect(toFlex.error?.message).toMatch(/redirects elsewhere/);
				flex.faults = undefined;
				winningtemp.faults = () => away;
				const toWinningtemp = await sync();
				expect(String((toWinningtemp.error as { description?: string }).description)).toMatch(
					/token is not sent on/,
				);
				const { flexHrmApi, winningtempApi } = credentialsOf({ flex, winningtemp });
				flex.faults = () => away;
				const tests = [
					await testCredential('flexHrm', 'flexHrmApiTest', 'flexHrmApi', flexHrmApi),
					await testCredential(
						'winningtemp',
						'winningtempApiTest',
						'winningtempApi',
						winningtempApi,
					),
				];
				expect(tests.map((one) => one.status)).toEqual(['Error', 'Error']);
				expect(found(SECRETS, everyTextIn([tests, toFlex, toWinningtemp, logged]))).toEqual([]);
				expect(elsewhere.requests).toEqual([]);
			} finally {
				await elsewhere.close();
			}
		},
	);
});

describe('http', () => {
	test.each(['company.flexhosting.example', '10.0.0.7', 'localhost.example', '127.0.0.1.example'])(
		'is refused for %s before anything is sent',
		async (host) => {
			const toFlex = await sync({ flexHrmApi: { baseUrl: `http://${host}` } } as never);
			expect(toFlex.error?.message).toMatch(/http:\/\/.*unencrypted/);
			const toWinningtemp = await sync({
				winningtempApi: { baseUrl: `http://${host}/api/scim` },
			} as never);
			expect(toWinningtemp.error?.message).toMatch(/http:\/\/.*token could be read/);
			expect(winningtemp.requests).toEqual([]);
		},
	);
});

describe('answers larger than the limit', () => {
	test('of Flex, in a run: a named error after one request', async () => {
		const body = `[${' '.repeat(33_600_000)}]`;
		flex.faults = ({ path }) =>
			path.endsWith('/employees') ? { kind: 'status', status: 200, body } : undefined;
		const run = await sync();
		expect(run.error?.message).toBe(
			'The answer of Flex to the list of employees (/employees) is too large',
		);
	});

	test('of Winningtemp, in a run: a named error after one request, and nothing is written', async () => {
		const body = `{"totalResults":0,"Resources":[]${' '.repeat(50_000_000)}}`;
		winningtemp.faults = ({ path }) =>
			path.endsWith('/Users') ? { kind: 'status', status: 200, body } : undefined;
		const run = await sync();
		expect(run.error?.message).toMatch(/larger than this node takes/);
		expect(winningtemp.countRequests(({ path }) => path.endsWith('/Users'))).toBe(1);
		expect(winningtemp.countWrites()).toBe(0);
	});
});
