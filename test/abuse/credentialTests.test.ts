import { everyTextIn, found } from '../faults/everything';
import type { Fault, FaultRequest } from '../sandbox/faults';
import { startFlex, type FlexSandbox } from '../sandbox/flex/server';
import { startWinningtemp, type WinningtempSandbox } from '../sandbox/winningtemp/server';
import { closedAfterTest } from '../support/closing';
import { testCredential } from '../workflow/engine';
import { body, startHostile } from './hostile';

/** The button Test of a credential, against servers that repeat what they were sent, or are no API. */

const PASSWORD = 'losenord-7c"2&x';
const USERNAME = 'api.hemlig';
const BEARER = 'Nyckel-9f3b77aa41';

let flex: FlexSandbox;
let winningtemp: WinningtempSandbox;

beforeEach(async () => {
	flex = await closedAfterTest(
		startFlex({
			directory: { people: 12, companies: 2 },
			username: USERNAME,
			password: PASSWORD,
		}),
	);
	winningtemp = await closedAfterTest(startWinningtemp({ token: BEARER }));
});

const TESTS = {
	'Flex HRM': async (more: object = {}) => {
		const credential = { ...flex.credential, ...more };
		return await testCredential('flexHrm', 'flexHrmApiTest', 'flexHrmApi', credential);
	},
	Winningtemp: async (more: object = {}) => {
		const credential = { baseUrl: winningtemp.url, token: BEARER, ...more };
		return await testCredential('winningtemp', 'winningtempApiTest', 'winningtempApi', credential);
	},
} as const;

function answerWith(fault: (request: FaultRequest) => Fault | undefined): void {
	flex.faults = fault;
	winningtemp.faults = fault;
}

/** How a careless server writes down what it was sent. */
const WRITTEN: Record<string, (text: string) => string> = {
	'as it is': (text) => text,
	'in upper case': (text) => text.toUpperCase(),
	'in lower case': (text) => text.toLowerCase(),
	'for HTML': (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
	'in base64': (text) => Buffer.from(text).toString('base64'),
	'for an address': (text) => encodeURIComponent(text),
};

/** A server can only repeat what it was sent. */
const SENT = { 'Flex HRM': [PASSWORD, USERNAME], Winningtemp: [BEARER] };

describe.each(['Flex HRM', 'Winningtemp'] as const)('%s', (system) => {
	const ask = TESTS[system];
	const sent = SENT[system];

	test('a right credential passes', async () => {
		expect((await ask()).status).toBe('OK');
	});

	test.each(
		[400, 401, 403, 404, 409, 500].flatMap((status) =>
			Object.keys(WRITTEN).map((how) => [status, how] as const),
		),
	)('%d that repeats the secrets %s: none of them is in the message', async (status, how) => {
		const write = WRITTEN[how]!;
		const secrets = sent.map(write);
		answerWith(({ headers }) => {
			const said = `Fel: ${write(String(headers.authorization))} ${secrets.join(' ')}`;
			const body = { Message: said, detail: said, ModelState: { [said]: [said] } };
			return { kind: 'status', status, body };
		});
		const result = await ask();
		expect(result.status).toBe('Error');
		expect(found([...secrets, ...sent], everyTextIn(result))).toEqual([]);
	});

	test.each([
		['a web page', '<!doctype html><html><body>Log in</body></html>', 'text/html'],
		['a web page that says it is JSON', '<html></html>', 'application/json'],
		['an empty answer', '', 'application/json'],
		['an empty object', '{}', 'application/json'],
		['an empty list', '[]', 'application/json'],
		['a text', '"OK"', 'application/json'],
		['a number', '7', 'application/json'],
		['nothing', 'null', 'application/json'],
		['an answer of another system', '{"status":"UP","data":[]}', 'application/json'],
	])('%s with status 200 is no success', async (_what, body, type) => {
		answerWith(() => ({ kind: 'status', status: 200, body, headers: { 'Content-Type': type } }));
		expect((await ask()).status).toBe('Error');
	});
});

test.each(['Flex HRM', 'Winningtemp'] as const)(
	'%s: a redirection is not followed, so that no other host gets the secrets',
	async (system) => {
		const other = await closedAfterTest(startHostile(body('[]')));
		answerWith(() => ({
			kind: 'status',
			status: 302,
			headers: { Location: `${other.url}/elsewhere` },
		}));
		expect((await TESTS[system]()).status).toBe('Error');
		expect(other.requests).toEqual([]);
	},
);

test.each([404, 501])('Winningtemp without groups (%d) passes, and says so', async (status) => {
	answerWith(({ path }) => (path.includes('Groups') ? { kind: 'status', status } : undefined));
	expect(await TESTS.Winningtemp()).toEqual({
		status: 'OK',
		message: expect.stringContaining('It has no groups over SCIM') as string,
	});
	answerWith(() => undefined);
	expect((await TESTS.Winningtemp()).message).toBe('Winningtemp answers, and accepts the token');
});

describe('every company of the Flex credential is tried', () => {
	test('both are named with their people', async () => {
		const { message } = await TESTS['Flex HRM']();
		for (const { name } of flex.model.companies) expect(message).toContain(name);
		expect(flex.model.companies).toHaveLength(2);
	});

	test.each([0, 1])(
		'if the API user may not read the company with the index %d, the test fails',
		async (i) => {
			const { id } = flex.model.companies[i]!;
			flex.faults = ({ path, query }) =>
				path.endsWith('/employees') && JSON.stringify(query).includes(id)
					? { kind: 'status', status: 403 }
					: undefined;
			const result = await TESTS['Flex HRM']();
			expect(result).toMatchObject({
				status: 'Error',
				message: expect.stringMatching(/refuse/) as string,
			});
		},
	);

	test('a company that does not exist is named, whatever comes before it', async () => {
		const known = flex.credential.companyIds;
		const result = await TESTS['Flex HRM']({ companyIds: `${known}, 98765` });
		expect(result).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('98765') as string,
		});
	});
});
