import type { IDataObject, INode } from 'n8n-workflow';
import {
	employedOn,
	hire,
	leaveOn,
	organizationOn,
	setOrganization,
} from '../../sandbox/flex/changes';
import { readJson } from '../../support/files';
import { binaryText, runWorkflow, type Run, type WorkflowFile } from '../engine';
import { DAY, missingIn, Setting } from './setting';

/** The templates that compare two plans, between the stand-ins. */

const IN_30_DAYS = '2026-04-01';

let setting: Setting;

beforeEach(async () => {
	setting = await Setting.loaded();
	setting.winningtemp.clearRequests();
});

afterEach(async () => await setting.close());

async function compare(
	file: string,
	parameters: Record<string, IDataObject>,
): Promise<{ run: Run; report: IDataObject; html: string }> {
	const template = readJson<WorkflowFile>(`workflows/${file}`);
	const nodes = template.nodes.map((node) => ({
		...node,
		parameters: { ...node.parameters, ...parameters[node.name] } as INode['parameters'],
	}));
	const run = await runWorkflow(
		{ ...template, nodes },
		{
			credentials: {
				flexHrmApi: setting.flex.credential,
				winningtempApi: { baseUrl: setting.winningtemp.url, token: setting.winningtemp.token },
			},
		},
	);
	const node = file === 'what-if.json' ? 'Compare both plans' : 'Compare both days';
	const [item] = run.has(node) ? run.output(node) : [];
	return { run, report: item?.json ?? {}, html: binaryText(item?.binary?.report) };
}

const TODAY = { 'Read employees from Flex': { onDate: DAY } };

test('what if there were no level Team: everyone of a team would be in the department above, and nothing is written', async () => {
	const before = setting.winningtemp.state();
	const asMembers = { managersAreMembers: true };
	const { run, report, html } = await compare('what-if.json', {
		...TODAY,
		'Plan with the present settings': asMembers,
		'Plan with the changed settings': asMembers,
	});
	expect(run.error).toBeUndefined();

	const inTeams = employedOn(setting.model, DAY).filter(({ id, emailWork }) => {
		return emailWork !== null && organizationOn(setting.model, id, DAY).Team;
	});
	expect(inTeams.length).toBeGreaterThan(5);
	const users = report.users as Record<string, number>;
	expect(users.updated! + users.held!).toBe(inTeams.length);
	expect(report).toMatchObject({ mode: 'compared', dryRun: true, failed: 0 });
	const places = inTeams.map((one) => ({ ...one, ...organizationOn(setting.model, one.id, DAY) }));
	const { firstName, lastName, Office, Department, Team } = places.find(
		(one) => one.Office && one.Department,
	)!;
	expect(
		missingIn(
			html,
			`${firstName} ${lastName}`,
			`${Office} › ${Department} › ${Team}`,
			'Values are shown as: present settings → changed settings.',
			'Guards would hold these changes until a person releases them.',
		),
	).toEqual([]);

	expect(setting.winningtemp.countWrites()).toBe(0);
	expect(setting.winningtemp.state()).toEqual(before);
});

test('the same settings in both rows differ in nothing', async () => {
	const levels = ['Office', 'Department', 'Team'];
	const { report, html } = await compare('what-if.json', {
		...TODAY,
		'Build the changed groups': { levels },
	});
	expect(report).toMatchObject({ mode: 'compared', updated: 0, created: 0, held: 0 });
	expect(html).toContain('Both plans end with the same result');
});

test('a row that cannot be planned ends the run, and no page says that all is well', async () => {
	const { run, html } = await compare('what-if.json', {
		...TODAY,
		'Build the present groups': { levels: ['Kontor'] },
	});
	expect(run.error?.message).toContain('Kontor');
	expect(html).toBe('');
});

test('Present Plan without a plan is an error that says what to connect', async () => {
	const { run } = await compare('what-if.json', {
		...TODAY,
		'Compare both plans': { present: '={{ [] }}' },
	});
	expect(run.error?.message).toBe('Present Plan has no plan in it.');
});

test('the next 30 days: joiners, leavers and moves by name, without those who come or go later', async () => {
	const { model } = setting;
	const [leaver, mover, later] = employedOn(model, DAY).filter(({ id, emailWork }) => {
		const { Office, Department } = organizationOn(model, id, DAY);
		return emailWork !== null && Office && Department;
	});
	const place = organizationOn(model, mover!.id, DAY);
	const others = employedOn(model, DAY).map(({ id }) => organizationOn(model, id, DAY));
	const other = others.find(
		({ Department, Office }) => Office && Department && Department !== place.Department,
	)!;
	const joiner = { firstName: 'Yrsa', lastName: 'Nyström', emailWork: 'yrsa@example.com' };
	hire(model, { ...joiner, from: '2026-03-20', organization: { Office: other.Office! } });
	hire(model, {
		firstName: 'Sen',
		lastName: 'Sensson',
		emailWork: 'sen@example.com',
		from: '2026-05-01',
	});
	leaveOn(model, leaver!.id, '2026-03-15');
	leaveOn(model, later!.id, '2026-04-30');
	const { Office, Department } = other;
	setOrganization(
		model,
		mover!.id,
		{ Office: Office!, Department: Department!, Team: null },
		'2026-03-10',
	);

	const { run, report, html } = await compare('coming-30-days.json', {
		'Read employees for today': { onDate: DAY },
		'Read employees for the later day': { onDate: IN_30_DAYS },
		'Compare both days': { otherName: IN_30_DAYS },
	});
	expect(run.error).toBeUndefined();
	expect(report.users).toMatchObject({ created: 1, deactivated: 1 });
	expect(
		missingIn(
			html,
			'Yrsa Nyström',
			`${leaver!.firstName} ${leaver!.lastName}`,
			`${mover!.firstName} ${mover!.lastName}`,
			`${Office} › ${Department}`,
			`Values are shown as: today → ${IN_30_DAYS}.`,
		),
	).toEqual([]);
	expect(html).not.toContain('Sensson');
	expect(html).not.toContain(`${later!.firstName} ${later!.lastName}`);
	expect(setting.winningtemp.countWrites()).toBe(0);
});
