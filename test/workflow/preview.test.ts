import type { IDataObject, INode } from 'n8n-workflow';
import type { Explanation } from '../../directory/explain';
import {
	changeEmail,
	changeSurname,
	employedOn,
	employeeById,
	leaveOn,
	organizationOn,
} from '../sandbox/flex/changes';
import type { FlexEmployee } from '../sandbox/flex/model';
import { startFlex, type FlexSandbox } from '../sandbox/flex/server';
import { startWinningtemp, type WinningtempSandbox } from '../sandbox/winningtemp/server';
import { readJson } from '../support/files';
import { runNode, runWorkflow, type Run, type WorkflowFile } from './engine';

// n8n's forms clean their pages with sanitize-html, whose own parser is an ES module that jest
// cannot load on Node 20: the version of the parser that it can load replaces it.
jest.mock('sanitize-html/node_modules/htmlparser2/dist/index.js', () =>
	jest.requireActual<object>('htmlparser2'),
);

const DAY = '2026-03-02';
const FORM = 'Ask for a person';
const ANSWER = 'Explain the one person';
const PAGE = 'Show the answer';
/** How n8n's forms clean what they show; a plain text because it has no type declarations. */
const FORM_UTILS: string = 'n8n-nodes-base/dist/nodes/Form/utils/utils';

interface Answer extends Explanation {
	html: string;
	markdown: string;
}

let flex: FlexSandbox;
let winningtemp: WinningtempSandbox;

beforeEach(async () => {
	flex = await startFlex({ directory: { people: 60, companies: 2, referenceDate: DAY } });
	winningtemp = await startWinningtemp();
});

afterEach(async () => {
	await Promise.all([flex.close(), winningtemp.close()]);
});

/** A template as shipped, but for the day that the Flex node looks at. */
function template(file: string, change: (node: INode) => IDataObject = () => ({})): WorkflowFile {
	const workflow = readJson<WorkflowFile>(`workflows/${file}`);
	const nodes = workflow.nodes.map((node) => ({
		...node,
		parameters: {
			...node.parameters,
			...(node.type.endsWith('.flexHrm') ? { onDate: DAY } : {}),
			...change(node),
		} as INode['parameters'],
	}));
	return { ...workflow, nodes };
}

function credentials() {
	return {
		flexHrmApi: flex.credential,
		winningtempApi: { baseUrl: winningtemp.url, token: winningtemp.token },
	};
}

/** The nightly run, so that Winningtemp has everyone. */
async function sync(): Promise<void> {
	const run = await runWorkflow(
		template('flex-to-winningtemp.json', ({ name }) =>
			name === 'Apply the changes' ? { dryRun: false } : {},
		),
		{ credentials: credentials() },
	);
	if (run.error) throw run.error;
}

async function ask(
	who: string,
	change?: (node: INode) => IDataObject,
): Promise<{ run: Run; answer: Answer }> {
	const run = await runWorkflow(template('preview-one-person.json', change), {
		credentials: credentials(),
		mode: 'trigger',
		startNode: FORM,
		inputs: [[{ json: { 'Who?': who } }]],
	});
	if (run.error) throw run.error;
	const [answer] = run.json<Answer & IDataObject>(ANSWER);
	return { run, answer: answer! };
}

/** Everything that a step says, cell by cell. */
function words(answer: Answer, title: string): string[] {
	const step = answer.people[0]!.steps.find((one) => one.title === title);
	return (step?.blocks ?? []).flatMap((block) =>
		block.kind === 'table' ? block.rows.map((row) => row.join(' | ')) : [block.text],
	);
}

const HR = 'What HR says';
const MAPPED = 'What it is mapped to';
const GROUP = 'Which group, and why';
const NOW = 'What Winningtemp has now';
const NEXT = 'What the next run would do';

/** Someone with an address, a manager, and all three levels filled. */
function ordinary(): FlexEmployee {
	return employedOn(flex.model, DAY).find((employee) => {
		const { Office, Department, Team } = organizationOn(flex.model, employee.id, DAY);
		return Boolean(
			employee.emailWork && employee.immediateManagerEmployeeId && Office && Department && Team,
		);
	})!;
}

function nameOf({ firstName, lastName }: FlexEmployee): string {
	return `${firstName} ${lastName}`;
}

test('someone new, by e-mail address in any case: every step from Flex to the next run', async () => {
	const employee = ordinary();
	const { Office, Department, Team } = organizationOn(flex.model, employee.id, DAY);
	const { run, answer } = await ask(` ${employee.emailWork!.toUpperCase()} `);
	expect(answer).toMatchObject({ found: true, title: nameOf(employee), remarks: [] });
	expect(answer.people).toHaveLength(1);
	expect(answer.people[0]!.steps.map(({ title }) => title)).toEqual([HR, MAPPED, GROUP, NOW, NEXT]);

	expect(words(answer, HR)).toEqual(
		expect.arrayContaining([
			'Found by the username in HR.',
			`Employee number | ${employee.employmentNumber}`,
			`Id | ${employee.id}`,
			`EmailWork | ${employee.emailWork}`,
			`FirstName | ${employee.firstName}`,
			`Office | ${Office}`,
			`Department | ${Department}`,
			`Team | ${Team}`,
		]),
	);
	const manager = employeeById(flex.model, employee.immediateManagerEmployeeId!);
	expect(words(answer, MAPPED)).toEqual(
		expect.arrayContaining([
			`External ID | Id | ${employee.id}`,
			`Username | EmailWork | ${employee.emailWork!.toLowerCase()}`,
			`Manager | ImmediateManagerEmployeeId | ${nameOf(manager)} (${manager.id})`,
		]),
	);
	expect(words(answer, GROUP)).toEqual([
		`${Office} › ${Department} › ${Team}.`,
		'The lowest level that is filled decides: Team.',
		`Office | ${Office} | above it, “${Office}”`,
		`Department | ${Department} | above it, “${Department}”`,
		`Team | ${Team} | the group “${Team}”`,
	]);
	expect(words(answer, NOW)).toEqual(['There is no user yet.']);
	expect(words(answer, NEXT)[0]).toBe(`The next run would create ${nameOf(employee)}.`);
	expect(words(answer, NEXT)).toContain(
		`Create person: Is in HR and not yet in Winningtemp. Is in “${Office} › ${Department} › ${Team}” in HR.`,
	);
	expect(words(answer, NEXT)).toContain(`Last name | ${employee.lastName}`);
	expect(words(answer, NEXT).join('\n')).toContain(`Create group “${Team}”: `);

	// Each node ran once, the answer is one item, and nothing was written.
	expect(new Set(run.nodes).size).toBe(run.nodes.length);
	expect(run.output(ANSWER)).toHaveLength(1);
	expect(winningtemp.countWrites()).toBe(0);
});

test('only fields in use are told, of the person asked for and of nobody else', async () => {
	await sync();
	const employee = ordinary();
	employee.extra = { NationalIdentificationNumber: '19900101-9999', EmailPrivate: 'p@privat.se' };
	const { answer } = await ask(employee.employmentNumber);
	const told = JSON.stringify(answer);
	expect(told).not.toMatch(/19900101|privat\.se|NationalId|AddressRow|Phone1|Cost centre/);
	const others = flex.model.employees.filter(
		({ id, emailWork }) => id !== employee.id && emailWork && emailWork !== employee.emailWork,
	);
	const sameNumber = answer.people.map(({ externalId }) => externalId);
	const strangers = others.filter(({ id }) => !sameNumber.includes(id));
	for (const { emailWork } of strangers) expect(told).not.toContain(emailWork);
	expect(others.length).toBeGreaterThan(40);
});

test('by employee number, and by External ID: the same person', async () => {
	const employee = ordinary();
	const numbers = flex.model.employees.filter(
		({ employmentNumber }) => employmentNumber === employee.employmentNumber,
	);
	const { answer: byNumber } = await ask(employee.employmentNumber);
	expect(byNumber.people.map(({ externalId }) => externalId)).toContain(employee.id);
	expect(byNumber.people.length).toBeLessThanOrEqual(numbers.length);
	const { answer: byId } = await ask(employee.id);
	expect(byId.people.map(({ externalId }) => externalId)).toEqual([employee.id]);
	expect(words(byId, HR)[0]).toBe('Found by the External ID in HR.');
});

test('one employee number in two companies: both are told, and that they are two', async () => {
	const [one, other] = flex.model.companies.map(({ id }) =>
		employedOn(flex.model, DAY).find((e) => e.companyId === id && e.emailWork)!,
	);
	other!.employmentNumber = one!.employmentNumber;
	flex.model.revision++;
	const { answer } = await ask(one!.employmentNumber);
	expect(answer.title).toBe(`2 people: “${one!.employmentNumber}”`);
	expect(answer.people.map(({ externalId }) => externalId)).toEqual([one!.id, other!.id].sort());
	expect(answer.html).toContain(`<h2>${nameOf(one!)}</h2>`);
});

test('case 16: someone without e-mail address is skipped, and told why and what to do', async () => {
	await sync();
	const employee = ordinary();
	changeEmail(flex.model, employee.id, null);
	const { answer } = await ask(employee.id);
	expect(answer.people[0]!.outcome).toBe(
		`${nameOf(employee)} cannot be synchronised, so the user in Winningtemp stays as it is.`,
	);
	expect(words(answer, MAPPED)).toEqual([
		'To nothing: this person cannot be synchronised as things are.',
		`${nameOf(employee)} is not synchronised: no username: "EmailWork" is empty. Enter it in HR, or map Username from another field.`,
	]);
	expect(words(answer, HR)).toContain('EmailWork | (empty)');
	expect(words(answer, NOW)).toContain('Active | yes');
	expect(words(answer, NEXT)).toHaveLength(1);
});

test('a leaver, by e-mail address: HR has nobody, and the next run deactivates the user', async () => {
	await sync();
	const employee = ordinary();
	leaveOn(flex.model, employee.id, '2026-03-01');
	const { answer } = await ask(employee.emailWork!);
	expect(words(answer, HR)).toEqual([
		'Found by the username in Winningtemp.',
		'HR has nobody with this External ID today: the person has left, has not begun yet, or belongs to a company that is not read.',
	]);
	expect(words(answer, NEXT)).toEqual(
		expect.arrayContaining([
			`The next run would deactivate ${nameOf(employee)}.`,
			'Deactivate person: Is no longer in HR.',
			'Active | yes | no',
		]),
	);
});

test('a spike of leavers: the removal is held, and the guard and its figures are told', async () => {
	await sync();
	const leaving = employedOn(flex.model, DAY).filter((_, i) => i % 3 === 1);
	const employee = leaving.find(({ emailWork }) => emailWork)!;
	for (const { id } of leaving) leaveOn(flex.model, id, '2026-03-01');
	const { answer } = await ask(employee.id);
	expect(words(answer, NEXT)[0]).toBe(
		`The next run would change nothing of ${nameOf(employee)}: what is planned is held for a decision.`,
	);
	expect(words(answer, NEXT).join('\n')).toMatch(
		/Held by the guard “Removals”: \d+ planned, at most \d+ of \d+ are let through\./,
	);
});

test('someone unchanged: nothing is to be done', async () => {
	await sync();
	const employee = ordinary();
	const { Office, Department, Team } = organizationOn(flex.model, employee.id, DAY);
	const { answer } = await ask(employee.emailWork!);
	expect(words(answer, NOW)).toEqual(
		expect.arrayContaining(['Active | yes', `Group | ${Office} › ${Department} › ${Team}`]),
	);
	expect(words(answer, NEXT)).toEqual([
		`Nothing is to be done for ${nameOf(employee)}: everything is in step.`,
	]);
});

test('someone renamed, found by the old e-mail address too: from, to, and why', async () => {
	await sync();
	const employee = ordinary();
	const { lastName, emailWork } = employee;
	changeSurname(flex.model, employee.id, 'Nygren');
	changeEmail(flex.model, employee.id, 'nygren.test@exempel.se');
	const { answer } = await ask(emailWork!);
	expect(words(answer, HR)[0]).toBe('Found by the username in Winningtemp.');
	const next = words(answer, NEXT).join('\n');
	expect(next).toContain(`The next run would update ${employee.firstName} Nygren.`);
	expect(next).toContain(`Last name | ${lastName} | Nygren`);
	expect(next).toContain(`Username | ${emailWork!.toLowerCase()} | nygren.test@exempel.se`);
	expect(next).toContain('Has another username in HR.');
});

test('case 8: a gap is told, and with it why the group is what it is', async () => {
	const employee = employedOn(flex.model, DAY).find(({ id, emailWork }) => {
		const { Office, Department } = organizationOn(flex.model, id, DAY);
		return emailWork && Office && !Department;
	})!;
	const { answer } = await ask(employee.id);
	expect(words(answer, GROUP)).toContain('Department | (empty) | empty: no group');
	expect(words(answer, GROUP).join('\n')).toMatch(/Department( and Team)? (is|are) empty/);
});

test('not found: what was looked up and where, and nothing of anybody else', async () => {
	const employee = ordinary();
	const nearly = employee.emailWork!.slice(0, -1);
	const { answer } = await ask(nearly);
	expect(answer).toMatchObject({ found: false, title: 'Nobody was found', people: [] });
	expect(answer.remarks[0]).toContain(
		`“${nearly}” was looked up as employee number, External ID, username, e-mail address and name`,
	);
	expect(answer.remarks[0]).toMatch(/among \d+ people in HR \(\d+ of whom .*\) and 0 users/);
	const told = answer.html + answer.markdown;
	const marks = flex.model.employees.flatMap(({ emailWork, id }) => [id, emailWork || id]);
	for (const mark of marks) expect(told).not.toContain(mark);
});

test('nothing typed finds nobody', async () => {
	const { answer } = await ask('  \u00a0 ');
	expect(answer).toMatchObject({ found: false, title: 'Nobody was asked for' });
});

test('case 30: markup in a name arrives as text, on the page of the form too', async () => {
	const employee = ordinary();
	employee.firstName = '<script>alert(1)</script>';
	employee.lastName = '__proto__ "O\'Neil" & <b>Son</b>';
	flex.model.revision++;
	const { run, answer } = await ask(employee.id);
	expect(answer.html).not.toMatch(/<script|<b>/);
	expect(answer.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
	const { sanitizeHtml } = (await import(FORM_UTILS)) as {
		sanitizeHtml: (html: string) => string;
	};
	const page = sanitizeHtml(String(run.json(PAGE)[0]!.html));
	expect(page).not.toMatch(/<script|<b>/);
	expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
	// What the form lets through is all there is: headings, tables and paragraphs.
	const tags = (html: string) => html.match(/<\/?[a-z0-9]+/g);
	expect(tags(page)).toEqual(tags(answer.html));
	expect(answer.markdown).not.toContain('<script');
});

test('what was typed is escaped as well', async () => {
	const { answer } = await ask('<img src=x onerror=alert(1)>');
	expect(answer.html).not.toContain('<img');
	expect(answer.html).toContain('&lt;img');
});

test('the form ends on the page with the answer, and waits ten minutes at most', async () => {
	const { run, answer } = await ask(ordinary().id);
	expect(run.lastNode).toBe(PAGE);
	expect(run.data.status).toBe('waiting');
	// Ten minutes from some moment within the run.
	const began = new Date(run.data.waitTill!).getTime() - 10 * 60_000;
	expect(began).toBeGreaterThanOrEqual(run.data.startedAt.getTime());
	expect(began).toBeLessThanOrEqual(run.data.stoppedAt!.getTime());
	expect(run.json(PAGE)[0]).toMatchObject({ title: answer.title, html: answer.html });
	const { parameters } = readJson<WorkflowFile>('workflows/preview-one-person.json').nodes.find(
		({ name }) => name === PAGE,
	)!;
	expect(parameters).toMatchObject({
		operation: 'completion',
		completionTitle: '={{ $json.title }}',
		completionMessage: '={{ $json.html }}',
	});
});

test('no values are carried along where they were not asked for', async () => {
	const { run, answer } = await ask(ordinary().id, ({ type }) =>
		type.endsWith('.employeeMapper') ? { options: {} } : {},
	);
	expect(run.json('Map employees to people')[0]).not.toHaveProperty('origin');
	expect(words(answer, HR).join(' ')).toContain('Switch on Explain Values');
});

describe('what changed when', () => {
	const TIMELINE = 'Add what changed when';
	const STEP = 'What changed when';
	const PERSON = { name: 'Anna Berg', externalId: 'e1', outcome: '', steps: [] };
	const ROW = {
		time: '2026-02-03T00:04:00.000Z',
		customer: null,
		externalId: 'e1',
		action: 'updated',
		field: 'title',
		before: 'A',
		after: 'B',
	};

	/** A nightly run that lists the changes of people: the rows that it gives to the table. */
	async function syncListed(on = true): Promise<IDataObject[]> {
		const list = 'List the changes of people';
		const workflow = template('flex-to-winningtemp.json', ({ name }) => {
			if (name === 'Apply the changes') return { dryRun: false };
			return name === 'Write the report' ? { options: { changesOfPeople: on } } : {};
		});
		const nodes = workflow.nodes.map((node) =>
			node.name === list ? { ...node, disabled: false } : node,
		);
		const run = await runWorkflow({ ...workflow, nodes }, { credentials: credentials() });
		if (run.error) throw run.error;
		return run.json(list);
	}

	/** The node by itself: what its input is, and the explanation that its parameter gives. */
	async function timeline(rows: IDataObject[], explanation: IDataObject | string) {
		const parameters = { about: 'timeline', explanation, language: 'en' } as INode['parameters'];
		return await runNode('syncReport', parameters, [rows]);
	}

	test('while the rows are not read, the answer is the explanation as it was', async () => {
		const { run, answer } = await ask(ordinary().id);
		expect(run.json(TIMELINE)).toEqual([answer]);
		expect(run.json(PAGE)[0]!.html).toBe(answer.html);
		expect(answer.html).not.toContain(STEP);
	});

	test('what a run lists of a person is the timeline of that person: created, then renamed', async () => {
		const employee = ordinary();
		const { lastName } = employee;
		const listed = await syncListed();
		changeSurname(flex.model, employee.id, 'Nygren');
		const second = await syncListed();
		expect(listed.filter(({ externalId }) => externalId === employee.id)).toHaveLength(1);
		const rows = [...listed, ...second];
		const { answer } = await ask(employee.id);
		const { json } = await timeline(rows, answer as Answer & IDataObject);
		const [added] = json<Answer & IDataObject>();
		expect(words(added!, STEP)).toEqual([
			expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d: Updated\. Group: .+ › .+\.$/),
			`Last name | ${lastName} | Nygren`,
			expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d: Created\. Group: .+ › .+\.$/),
		]);
		expect(added!.html).toContain(`<h2>6. ${STEP}</h2>`);
		expect(added!.markdown).toContain(`6. ${STEP}`);
		// The steps before stay as they were.
		expect(added!.people[0]!.steps.slice(0, 5)).toEqual(answer.people[0]!.steps);
	});

	test('nothing is listed unless the report is set to list it, also where the node behind is on', async () => {
		expect(await syncListed(false)).toEqual([]);
	});

	test('the answer says why a table cannot be read, and an expression without an explanation ends the run', async () => {
		const explanation = { found: true, title: '', remarks: [], people: [PERSON] };
		const failed = await timeline([{ error: 'Data table not found' }], explanation);
		expect(failed.json<Answer & IDataObject>()[0]!.html).toContain(
			'What changed before could not be read: Data table not found',
		);
		const read = await timeline([ROW], explanation);
		expect(words(read.json<Answer & IDataObject>()[0]!, STEP)).toHaveLength(2);
		const missing = await timeline([ROW], '');
		expect(missing.error?.message).toBe('Explanation has no explanation of a person in it.');
	});
});
