import type { IDataObject, IN8nHttpFullResponse, INode } from 'n8n-workflow';
import {
	listedEmployee,
	startBambooHr,
	type BambooHr,
	type ListedEmployee,
} from '../../sandbox/bamboohr/server';
import { startWinningtemp, type WinningtempSandbox } from '../../sandbox/winningtemp/server';
import { readJson, writeOutput } from '../../support/files';
import { runWorkflow, type Credentials, type Run, type WorkflowFile } from '../engine';

// n8n's mail node loads its forms, and they clean pages with sanitize-html, whose parser is an ES
// module that jest cannot load on Node 20. No form is drawn here.
jest.mock('sanitize-html', () => () => {
	throw new Error('No form is drawn in these tests');
});
// The same of what n8n's BambooHR node uses when it creates an employee.
jest.mock('change-case', () => ({}));

/** The nodes behind other sources than Flex, by the templates that are shipped for them. */

const APPLY = 'Apply the changes';
const MAP = 'Map employees to people';
const PLAN = 'Plan the changes';
const REPORT = 'Write the report';

let winningtemp: WinningtempSandbox;

beforeEach(async () => {
	winningtemp = await startWinningtemp();
});

afterEach(async () => {
	await winningtemp.close();
});

/** A template with some parameters changed; `dryRun: false` is the one switch of a consultant. */
function template(
	file: string,
	parameters: Record<string, INode['parameters']> = {},
): WorkflowFile {
	const workflow = readJson<WorkflowFile>(`workflows/${file}`);
	const names = workflow.nodes.map(({ name }) => name);
	expect(Object.keys(parameters).filter((name) => !names.includes(name))).toEqual([]);
	return {
		...workflow,
		nodes: workflow.nodes.map((node) => ({
			...node,
			parameters: { ...node.parameters, ...parameters[node.name] },
		})),
	};
}

const REAL = { dryRun: false };

function credentials(more: Credentials = {}): Credentials {
	return { winningtempApi: { baseUrl: winningtemp.url, token: winningtemp.token }, ...more };
}

/** The values of each user that the sources have in common. */
function users() {
	return winningtemp.state().users.map(({ externalId, userName, givenName, active, groups }) => ({
		externalId,
		userName,
		givenName,
		active,
		groups: groups.map(groupName),
	}));
}

/** Every value of each user, groups by their path. */
function wholeUsers() {
	return winningtemp.state().users.map((user) => ({ ...user, groups: user.groups.map(groupName) }));
}

function groupName(externalId: string): string {
	const { groups } = winningtemp.state();
	const path: string[] = [];
	for (let id: string | null = externalId; id !== null;) {
		const group: (typeof groups)[number] = groups.find((one) => one.externalId === id)!;
		path.unshift(group.displayName);
		id = group.parentExternalId;
	}
	return path.join(' / ');
}

function expectNoHints(run: Run): void {
	expect(run.hints(MAP)).toEqual([]);
}

describe('a CSV file', () => {
	const HEADER =
		'Employee ID;Email;First name;Last name;Gender;Birthday;Manager ID;Employment type;Office;Department;Team';
	const ROWS = [
		'17;asa.ek@nordvik.example;Åsa;Ek;Female;1975-03-01;;Permanent;Malmö;Finance;',
		'18;Bo.Alm@nordvik.example;Bo;Alm;Male;1988-02-29;17;Permanent;Malmö;Finance;Payable',
		'19;ida@konsult.example;Ida;"af Geijer; Ö";Female;;17;External Personnel;Stockholm;Finance;',
		'20;;Ulf;Ny;Male;1990-01-01;17;Permanent;Stockholm;Finance;',
	];

	async function run(rows: string[], dryRun = false): Promise<Run> {
		const fileSelector = writeOutput('employees.csv', [HEADER, ...rows, ''].join('\r\n'));
		return await runWorkflow(
			template('csv-to-winningtemp.json', {
				'Read the file': { fileSelector },
				...(dryRun ? {} : { [APPLY]: REAL }),
			}),
			{ credentials: credentials() },
		);
	}

	test('becomes people, managers and groups; a second run writes nothing', async () => {
		const first = await run(ROWS);
		expect(first.error).toBeUndefined();
		expectNoHints(first);
		expect(users()).toEqual([
			expect.objectContaining({ externalId: '17', groups: ['Malmö / Finance'] }),
			expect.objectContaining({
				externalId: '18',
				userName: 'bo.alm@nordvik.example',
				groups: ['Malmö / Finance / Payable'],
			}),
			expect.objectContaining({ externalId: '19', groups: ['Stockholm / Finance'] }),
		]);
		const [asa, bo, ida] = winningtemp.state().users;
		expect(asa).toMatchObject({ gender: 'Female', birthday: '1975-03-01', manager: null });
		expect(bo).toMatchObject({ gender: 'Male', birthday: '1988-02-29', manager: '17' });
		expect(ida).toMatchObject({ familyName: 'af Geijer; Ö', excludeFromSurveys: true });
		const [report] = first.json(REPORT);
		expect(report).toMatchObject({ status: 'attention', leftOut: 1 });
		expect(report!.markdown).toContain('Ulf Ny');

		winningtemp.clearRequests();
		const second = await run(ROWS);
		expect(second.error).toBeUndefined();
		expect(winningtemp.countWrites()).toBe(0);
	});

	test('changes nothing as it is shipped', async () => {
		const { error } = await run(ROWS, true);
		expect(error).toBeUndefined();
		expect(winningtemp.countWrites()).toBe(0);
	});

	test('that is empty stops the run before anything is written', async () => {
		await run(ROWS);
		winningtemp.clearRequests();
		const before = winningtemp.state();
		const { error, lastNode } = await run([]);
		expect([lastNode, error?.message]).toEqual([PLAN, expect.stringMatching(/nobody|no people/i)]);
		expect([winningtemp.countWrites(), winningtemp.state()]).toEqual([0, before]);
	});
});

describe('BambooHR', () => {
	let bamboohr: BambooHr;

	afterEach(() => bamboohr.close());

	async function run(apiKey = bamboohr.apiKey): Promise<Run> {
		return await runWorkflow(template('bamboohr-to-winningtemp.json', { [APPLY]: REAL }), {
			credentials: credentials({ bambooHrApi: { subdomain: bamboohr.subdomain, apiKey } }),
		});
	}

	const STAFF: ListedEmployee[] = [
		listedEmployee('1'),
		listedEmployee('2', { location: 'Kiruna', department: null }),
		listedEmployee('3', { workEmail: null }),
	];

	test('its directory becomes people and groups; who is no longer listed is deactivated', async () => {
		bamboohr = startBambooHr(STAFF);
		const first = await run();
		expect(first.error).toBeUndefined();
		expectNoHints(first);
		const unknown = { gender: null, birthday: null, manager: null, excludeFromSurveys: null };
		expect(wholeUsers()).toEqual([
			{
				externalId: '1',
				userName: 'asa.1@nordvik.example',
				email: 'asa.1@nordvik.example',
				givenName: 'Åsa',
				familyName: 'Ek 1',
				active: true,
				attributes: { title: 'Kamrer' },
				groups: ['Umeå / Finance'],
				...unknown,
			},
			{
				externalId: '2',
				userName: 'asa.2@nordvik.example',
				email: 'asa.2@nordvik.example',
				givenName: 'Åsa',
				familyName: 'Ek 2',
				active: true,
				attributes: { title: 'Kamrer' },
				groups: ['Kiruna'],
				...unknown,
			},
		]);

		winningtemp.clearRequests();
		expect((await run()).error).toBeUndefined();
		expect(winningtemp.countWrites()).toBe(0);

		bamboohr.employees = [STAFF[0]!, STAFF[2]!];
		expect((await run()).error).toBeUndefined();
		expect(users().map(({ externalId, active }) => [externalId, active])).toEqual([
			['1', true],
			['2', false],
		]);
		expect(bamboohr.reads).toBe(3);
	});

	test('a key that it refuses ends the run before anything is written', async () => {
		bamboohr = startBambooHr(STAFF);
		const { error, lastNode } = await run('wrong');
		expect([lastNode, Boolean(error)]).toEqual(['Read employees from BambooHR', true]);
		expect([bamboohr.reads, winningtemp.countWrites()]).toEqual([0, 0]);
	});
});

describe('a webhook', () => {
	const PERSON = {
		externalId: '1017',
		username: 'Anna.Berg@nordvik.example',
		firstName: 'Anna',
		lastName: 'Berg',
	};

	/** Posts one person, and gives what the caller is answered. */
	async function call(
		body: IDataObject,
		dryRun = false,
		more: Credentials = {},
	): Promise<{ run: Run; status: number | undefined; answer: IDataObject }> {
		const responses: IN8nHttpFullResponse[] = [];
		const run = await runWorkflow(
			template(
				'webhook-to-winningtemp.json',
				dryRun ? {} : { 'Create or update the person': REAL },
			),
			{
				credentials: credentials(more),
				startNode: 'Receive a person',
				mode: 'webhook',
				inputs: [[{ json: { headers: {}, params: {}, query: {}, body } }]],
				onResponse: (response) => responses.push(response),
			},
		);
		const [{ statusCode, body: answer } = {} as Partial<IN8nHttpFullResponse>] = responses;
		expect(responses.length).toBeLessThanOrEqual(1);
		return { run, status: statusCode, answer: (answer ?? {}) as IDataObject };
	}

	test('creates a person, updates what differs, and says so', async () => {
		const created = await call({ ...PERSON, gender: 'female', birthday: '1988-02-29' });
		expect([created.status, created.answer.action]).toEqual([200, 'created']);
		const updated = await call({ ...PERSON, lastName: 'Ek' });
		expect(updated).toMatchObject({
			status: 200,
			answer: { action: 'updated', changes: [{ field: 'lastName', from: 'Berg', to: 'Ek' }] },
		});
		// What the second call did not name is still there.
		expect(winningtemp.state().users).toEqual([
			expect.objectContaining({
				userName: 'anna.berg@nordvik.example',
				familyName: 'Ek',
				gender: 'Female',
				birthday: '1988-02-29',
			}),
		]);
		winningtemp.clearRequests();
		expect((await call({ ...PERSON, lastName: 'Ek' })).answer.action).toBe('unchanged');
		expect(winningtemp.countWrites()).toBe(0);
	});

	test('writes every value that the call has, each where it belongs', async () => {
		winningtemp.addUser({ userName: 'chef@nordvik.example', externalId: '7' });
		const { answer } = await call({
			...PERSON,
			email: 'anna.privat@nordvik.example',
			gender: 'female',
			birthday: '1988-02-29',
			managerExternalId: '7',
			excludeFromSurveys: true,
		});
		expect(answer.action).toBe('created');
		expect(wholeUsers().find(({ externalId }) => externalId === '1017')).toEqual({
			externalId: '1017',
			userName: 'anna.berg@nordvik.example',
			email: 'anna.privat@nordvik.example',
			givenName: 'Anna',
			familyName: 'Berg',
			active: true,
			manager: '7',
			gender: 'Female',
			birthday: '1988-02-29',
			excludeFromSurveys: true,
			attributes: {},
			groups: [],
		});
	});

	test('leaves everybody else alone', async () => {
		winningtemp.addUser({ userName: 'bo@nordvik.example', externalId: '1' });
		const [before] = winningtemp.state().users;
		await call(PERSON);
		expect(winningtemp.state().users).toContainEqual(before);
	});

	test.each([
		['lacks a value that is mandatory', { username: undefined }, /username/i],
		['has an empty one', { username: '' }, /username/i],
		['names somebody else’s username', { username: 'bo@nordvik.example' }, /bo@nordvik\.example/],
	])('answers 422 and why where the call %s', async (_case, values, why) => {
		winningtemp.addUser({ userName: 'bo@nordvik.example', externalId: '1' });
		const { run, status, answer } = await call(
			JSON.parse(JSON.stringify({ ...PERSON, ...values })) as IDataObject,
		);
		expect(run.error).toBeUndefined();
		expect([status, answer.action, answer.error]).toEqual([
			422,
			'failed',
			expect.stringMatching(why),
		]);
		expect(winningtemp.countWrites()).toBe(0);
	});

	test('changes nothing as it is shipped, and fails visibly where Winningtemp refuses the token', async () => {
		expect((await call(PERSON, true)).answer).toMatchObject({ action: 'created', dryRun: true });
		const wrong = { winningtempApi: { baseUrl: winningtemp.url, token: 'wrong' } };
		const { run, status } = await call(PERSON, false, wrong);
		expect([status, run.lastNode]).toEqual([undefined, 'Create or update the person']);
		expect(run.error?.message).toMatch(/token/i);
		expect(winningtemp.countWrites()).toBe(0);
	});
});
