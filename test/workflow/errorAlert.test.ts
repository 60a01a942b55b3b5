import { NodeApiError, NodeOperationError, type IDataObject, type INode } from 'n8n-workflow';
import { startFlex, type FlexSandbox } from '../sandbox/flex/server';
import { startWinningtemp, type WinningtempSandbox } from '../sandbox/winningtemp/server';
import { readJson } from '../support/files';
import { startMailServer, type MailServer } from '../support/smtp';
import { runWorkflow, type Run, type WorkflowFile } from './engine';

jest.mock('sanitize-html', () => () => {
	throw new Error('No form is drawn in these tests');
});

const TRIGGER = 'When a workflow fails';
const MAIL = 'Mail the alert';
const shipped = readJson<WorkflowFile>('workflows/sync-error-alert.json');
const alert = { ...shipped, settings: { ...shipped.settings, timezone: 'Europe/Stockholm' } };

let smtp: MailServer;
let flex: FlexSandbox;
let winningtemp: WinningtempSandbox;

beforeAll(async () => {
	smtp = await startMailServer();
	flex = await startFlex({ directory: { people: 20, companies: 1 } });
	winningtemp = await startWinningtemp();
});

afterAll(async () => {
	await Promise.all([smtp.close(), flex.close(), winningtemp.close()]);
});

beforeEach(() => {
	smtp.mails.length = 0;
});

/** Runs the template as n8n does after a failure, and gives the one mail that it sends. */
async function tellOf(json: IDataObject) {
	const run = await runWorkflow(alert, {
		mode: 'trigger',
		startNode: TRIGGER,
		inputs: [[{ json }]],
		credentials: {
			smtp: { host: '127.0.0.1', port: smtp.port, secure: false, disableStartTls: true },
		},
	});
	if (run.error) throw run.error;
	expect(run.nodes).toEqual([TRIGGER, 'Write what happened', MAIL]);
	expect(smtp.mails).toHaveLength(1);
	return smtp.mails[0]!;
}

/** What n8n hands to an error workflow (`IWorkflowErrorData`). */
function failure(error: unknown, lastNodeExecuted = 'Read employees from Flex'): IDataObject {
	return {
		execution: {
			id: '231',
			url: 'https://n8n.example.com/workflow/7/executions/231',
			error: error as IDataObject,
			lastNodeExecuted,
			mode: 'trigger',
		},
		workflow: { id: '7', name: 'Flex HRM to Winningtemp' },
	};
}

function node(name: string): INode {
	return {
		id: '1',
		name,
		type: 'n8n-nodes-flex-winningtemp.flexHrm',
		typeVersion: 1,
		position: [0, 0],
		parameters: { token: 'do-not-tell' },
	};
}

const CREDENTIAL = 'A credential was refused.';
const DOWN = 'A system could not be reached or was busy.';
const INCOMPLETE = 'The list was not read completely';
const STOPPED = 'The plan was stopped on purpose';

test('says which workflow, which node, what happened, what to do, when, and where to look', async () => {
	const mail = await tellOf(
		failure(
			new NodeApiError(
				node('Read employees from Flex'),
				{},
				{
					message: 'Flex refuses the user name or the password (status 401)',
					description: 'Check Username and Password in the credential.',
					httpCode: '401',
				},
			),
		),
	);
	expect(mail.subject).toBe('Flex HRM to Winningtemp failed at “Read employees from Flex”');
	expect(mail.from).toBe('n8n@example.com');
	expect(mail.to).toEqual(['hr-it@example.com']);
	expect(mail.text).toContain(
		'The workflow “Flex HRM to Winningtemp” stopped at the node “Read employees from Flex”.',
	);
	expect(mail.text).toContain(
		'What happened: Flex refuses the user name or the password (status 401)\nWhat to do: Check Username and Password in the credential.\n',
	);
	expect(mail.text).toContain(CREDENTIAL);
	expect(mail.text).toContain('Nothing is half done');
	expect(mail.text).toContain('Execution: https://n8n.example.com/workflow/7/executions/231');
	expect(mail.raw).not.toContain('do-not-tell');
	expect(mail.text).not.toMatch(/undefined|\[object|This email was sent automatically/);
});

test('says when, in the time zone of the workflow: year, month, day, hour and minute', async () => {
	jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-03-01T23:04:59Z'));
	const mail = await tellOf(failure(new Error('Something else'))).finally(() =>
		jest.restoreAllMocks(),
	);
	expect(mail.text).toContain('When: 2026-03-02 00:04\n');
});

test.each([
	[
		'The reading of users failed. Winningtemp refused the token.',
		'Enter a valid token.',
		CREDENTIAL,
	],
	[
		'Flex refuses the API user access to the company 1 (status 403)',
		'Have the access granted in Flex. Nothing was passed on.',
		CREDENTIAL,
	],
	[
		'The employees could not be read in one piece',
		'The list was read 3 times. Nothing was passed on.',
		INCOMPLETE,
	],
	['The answer of Flex to /employees is cut off or damaged', 'Nothing was passed on.', INCOMPLETE],
	[
		'The list of users could not be read completely from Winningtemp: a page came twice.',
		'Nothing was written.',
		INCOMPLETE,
	],
	[
		'Flex cannot answer /employees at the moment (status 503)',
		'Nothing was passed on. Run the workflow again later.',
		DOWN,
	],
	[
		'Reading failed. Winningtemp could not be reached: the host of the Base URL does not exist.',
		'',
		DOWN,
	],
	[
		'Nothing was planned: HR has no people at all, while Winningtemp has 40 users',
		'Check that the read from HR was complete.',
		STOPPED,
	],
])('a hint for what is known: %s', async (message, description, hint) => {
	const { text } = await tellOf(
		failure(new NodeOperationError(node('Plan the changes'), message, { description })),
	);
	expect([CREDENTIAL, DOWN, INCOMPLETE, STOPPED].filter((words) => text.includes(words))).toEqual([
		hint,
	]);
});

test('an unknown error has no false hint, and one without description no empty "What to do"', async () => {
	const { text } = await tellOf(failure({ message: 'Something else', stack: 'at secret.ts:1' }));
	expect(text).toContain('What happened: Something else');
	expect(text).not.toContain('What to do');
	expect(text).toContain('Open the execution');
	expect(text).not.toContain('secret.ts');
	expect([CREDENTIAL, DOWN, INCOMPLETE, STOPPED].filter((words) => text.includes(words))).toEqual(
		[],
	);
});

test('addresses and tokens that a message quotes are taken out', async () => {
	const { text, raw } = await tellOf(
		failure({
			message: 'Refused: anna.berg@exempel.se is taken (Authorization: Bearer abc.def-123)',
			description: 'Also "bo.åberg@exempel.se".',
		}),
	);
	expect(text).toContain('Refused: (an address) is taken (Authorization: Bearer (hidden)');
	expect(text + raw).not.toMatch(/exempel|abc\.def/);
});

test('a run whose worker was lost names no node, and says that the next run repairs it', async () => {
	const { execution, ...rest } = failure({
		message:
			'This execution failed to be processed too many times and will no longer retry. To allow this execution to complete, please break down your workflow or scale up your workers.',
	});
	const mail = await tellOf({
		...rest,
		execution: { ...(execution as IDataObject), lastNodeExecuted: undefined },
	});
	expect(mail.subject).toBe('Flex HRM to Winningtemp failed at “n8n itself”');
	expect(mail.text).toContain('The process of n8n that did this run was lost');
	expect(mail.text).not.toContain('the node in red');
});

test('a failure before the workflow began, in its trigger, is told as well', async () => {
	const mail = await tellOf({
		trigger: { error: { message: 'The address of the form is in use' }, mode: 'trigger' },
		workflow: { id: '7', name: 'Flex HRM to Winningtemp' },
	});
	expect(mail.subject).toBe('Flex HRM to Winningtemp failed at “its trigger”');
	expect(mail.text).toContain('What happened: The address of the form is in use');
	expect(mail.text).toContain('Execution: none');
});

test('started by hand it reports the example that n8n gives', async () => {
	const run = await runWorkflow(alert, {
		startNode: TRIGGER,
		credentials: {
			smtp: { host: '127.0.0.1', port: smtp.port, secure: false, disableStartTls: true },
		},
	});
	expect(run.error).toBeUndefined();
	expect(smtp.mails[0]!.text).toContain('What happened: Example Error Message');
});

const INVENTED = 'invented-and-wrong';
const WRONG = { password: INVENTED };
const EXPIRED = { token: INVENTED };

/** What the nightly template ends with, handed over as n8n does. */
async function nightly(changes: {
	flexHrmApi?: IDataObject;
	winningtempApi?: IDataObject;
}): Promise<Run> {
	return await runWorkflow(readJson<WorkflowFile>('workflows/flex-to-winningtemp.json'), {
		credentials: {
			flexHrmApi: { ...flex.credential, ...(changes.flexHrmApi as object) },
			winningtempApi: {
				baseUrl: winningtemp.url,
				token: winningtemp.token,
				...(changes.winningtempApi as object),
			},
		},
	});
}

test.each([
	['a wrong password', { flexHrmApi: WRONG }, 'Read employees from Flex'],
	['an expired token', { winningtempApi: EXPIRED }, 'Read the directory in Winningtemp'],
])('%s in the nightly run: a mail that says so, without it', async (_name, changes, where) => {
	const run = await nightly(changes);
	const mail = await tellOf(failure(run.error, run.lastNode));
	expect(mail.subject).toContain(where);
	expect(mail.text).toContain(CREDENTIAL);
	expect(mail.text).toMatch(/What to do: \S/);
	expect(mail.raw).not.toMatch(new RegExp(`${INVENTED}|do-not-tell`));
});

test('an error that went through the database, as with workers, reads the same', async () => {
	const run = await nightly({ flexHrmApi: WRONG });
	const stored = JSON.parse(JSON.stringify(run.error)) as IDataObject;
	const mail = await tellOf(failure(stored, run.lastNode));
	expect(mail.subject).toContain('Read employees from Flex');
	expect(mail.text).toContain(CREDENTIAL);
});
