import type { IDataObject, INode } from 'n8n-workflow';
import { addDays } from '../sandbox/dates';
import { employedOn, hire, organizationOn } from '../sandbox/flex/changes';
import type { FlexEmployee, FlexModel } from '../sandbox/flex/model';
import { EXTERNAL_PERSONNEL } from '../sandbox/people';
import type { TenantState } from '../sandbox/winningtemp/state';
import { readJson, readText } from '../support/files';
import { runWorkflow, type Run, type WorkflowFile } from './engine';
import { APPLY, BUILD, DAY, FLEX, MAP, PLAN, Setting } from './templates/setting';

/** Every recipe of docs/recipes.md, cooked: the template with the settings that the recipe names. */

const DOC = readText('docs/recipes.md');

let setting: Setting;

beforeEach(async () => {
	setting = await Setting.start({ people: 20 });
});

afterEach(async () => await setting.close());

/** What a recipe asks the reader to type; it must stand there, without the sign of an expression. */
function written(text: string): string {
	// A table of Markdown wants its bars escaped.
	expect(DOC.replaceAll('\\|', '|')).toContain(`\`${text.replace(/^=/, '')}\``);
	return text;
}

interface Dish {
	run: Run;
	state: TenantState;
	/** Paths of the groups, sorted. */
	groups: string[];
}

/** Runs the template with these parameters, by node; `between` stands behind the Flex node. */
async function cook(
	parameters: Record<string, INode['parameters']>,
	more: { between?: INode; winningtempApi?: IDataObject } = {},
): Promise<Dish> {
	const { flex, winningtemp } = setting;
	const run = await runWorkflow(recipe(parameters, more.between), {
		credentials: {
			flexHrmApi: flex.credential,
			winningtempApi: {
				baseUrl: winningtemp.url,
				token: winningtemp.token,
				...more.winningtempApi,
			} as Record<string, string>,
		},
	});
	if (run.error) throw run.error;
	const state = winningtemp.state();
	return { run, state, groups: pathsOf(state) };
}

function recipe(parameters: Record<string, INode['parameters']>, between?: INode): WorkflowFile {
	const template = readJson<WorkflowFile>('workflows/flex-to-winningtemp.json');
	const settings: Record<string, INode['parameters']> = {
		...parameters,
		[FLEX]: { onDate: DAY, ...parameters[FLEX] },
		[APPLY]: { dryRun: false },
	};
	const nodes = template.nodes.map((node) => ({
		...node,
		parameters: { ...node.parameters, ...settings[node.name] },
	}));
	if (!between) return { ...template, nodes };
	const onward = template.connections[FLEX]!;
	return {
		...template,
		nodes: [...nodes, between],
		connections: {
			...template.connections,
			[FLEX]: { main: [[{ node: between.name, type: 'main', index: 0 }]] },
			[between.name]: onward,
		},
	};
}

function pathsOf({ groups }: TenantState): string[] {
	const byId = new Map(groups.map((group) => [group.externalId, group]));
	const pathOf = (id: string | null): string[] => {
		const group = byId.get(id);
		return group ? [...pathOf(group.parentExternalId), group.displayName] : [];
	};
	return groups.map(({ externalId }) => pathOf(externalId).join(' / ')).sort();
}

function userOf({ users }: TenantState, employee: FlexEmployee) {
	return users.find(({ externalId }) => externalId === employee.id);
}

/** Someone whom the recipe is about. */
function newcomer(more: Partial<Parameters<typeof hire>[1]> = {}): FlexEmployee {
	return hire(setting.model, {
		firstName: 'Gunnel',
		lastName: 'Ek',
		emailWork: 'gunnel.ek@nordvik.example',
		organization: { Office: 'Stockholm', Department: 'Finance', Team: 'Payable' },
		...more,
	});
}

/** Gives somebody a value in a field that the customer has defined, new or known. */
function setOwnField(model: FlexModel, of: FlexEmployee, name: string, value: string): void {
	let field = model.ownFields.find((one) => one.companyId === of.companyId && one.name === name);
	if (!field) {
		field = { id: `own ${name} ${of.companyId}`, companyId: of.companyId, kind: 'text', name };
		model.ownFields.push(field);
	}
	model.ownFieldValues = model.ownFieldValues.filter(
		({ employeeId, fieldId }) => employeeId !== of.id || fieldId !== field.id,
	);
	model.ownFieldValues.push({
		fieldId: field.id,
		employeeId: of.id,
		companyId: of.companyId,
		value,
	});
}

const WITH_OWN_FIELDS = { include: ['employment', 'organization', 'ownFields'] };

test('another username: the employee number with a domain behind it', async () => {
	const username = written("={{ $json.EmploymentNumber + '@example.com' }}");
	// In two companies employee numbers may be the same: the recipe is for one.
	await setting.close();
	setting = await Setting.start({ people: 20, companies: 1 });
	const gunnel = newcomer();
	const { state } = await cook({ [MAP]: { username } });
	expect(userOf(state, gunnel)).toMatchObject({
		userName: `${gunnel.employmentNumber}@example.com`,
		email: gunnel.emailWork,
	});
});

test('another username: people without a work e-mail get in by the employee number', async () => {
	const username = written('={{ $json.EmailWork || $json.EmploymentNumber }}');
	const without = newcomer({ emailWork: null });
	const { state } = await cook({ [MAP]: { username } });
	expect(userOf(state, without)).toMatchObject({
		userName: without.employmentNumber,
		email: null,
	});
	const others = employedOn(setting.model, DAY).filter(({ emailWork }) => emailWork);
	expect(others.length).toBeGreaterThan(10);
	for (const one of others) {
		expect(userOf(state, one)?.userName).toBe(one.emailWork!.toLowerCase());
	}
});

test('preferred name: it is used where there is one, else the first name', async () => {
	const firstName = written("={{ $json.OwnFields['Preferred name'] || $json.FirstName }}");
	const gunnel = newcomer();
	const other = employedOn(setting.model, DAY).find(({ id }) => id !== gunnel.id)!;
	setOwnField(setting.model, gunnel, 'Preferred name', 'Nelly');
	const { state } = await cook({ [FLEX]: WITH_OWN_FIELDS, [MAP]: { firstName } });
	expect(userOf(state, gunnel)?.givenName).toBe('Nelly');
	expect(userOf(state, other)?.givenName).toBe(other.firstName);
});

test('cost centre as the team', async () => {
	const levels = ['Office', 'Department', written('Cost centre')];
	const { groups } = await cook({ [BUILD]: { levels } });
	expect(groups).toEqual(
		expect.arrayContaining(['Stockholm / Finance', 'Stockholm / Finance / Finance Stockholm']),
	);
	expect(groups.filter((path) => path.endsWith('Payable'))).toEqual([]);
});

test('locations as the top level, from a field that is not an organisational one', async () => {
	const location = written('={{ $json.OwnFields.Location }}');
	const gunnel = newcomer();
	for (const one of employedOn(setting.model, DAY)) {
		setOwnField(setting.model, one, 'Location', one.id === gunnel.id ? 'Kiruna' : 'Lund');
	}
	const { state, groups } = await cook({
		[FLEX]: WITH_OWN_FIELDS,
		[MAP]: {
			organizationFields: {
				values: [{ field: location, name: written('Location') }],
			},
		},
		[BUILD]: { levels: ['Location', 'Department', 'Team'] },
	});
	expect(groups.filter((path) => !path.includes('/'))).toEqual(['Kiruna', 'Lund']);
	expect(groups).toContain('Kiruna / Finance / Payable');
	const team = state.groups.find(({ members }) => members.includes(gunnel.id));
	expect(team?.displayName).toBe('Payable');
});

describe('excluding interns', () => {
	const filter: INode = {
		id: 'filter',
		name: 'Leave out interns',
		type: 'n8n-nodes-base.filter',
		typeVersion: 2.2,
		position: [0, 0],
		parameters: {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
				combinator: 'and',
				conditions: [
					{
						id: 'condition',
						leftValue: '={{ $json.EmploymentForm }}',
						rightValue: 'Intern',
						operator: { type: 'string', operation: 'notEquals' },
					},
				],
			},
			options: {},
		},
	};

	function intern(): FlexEmployee {
		for (const { id } of setting.model.companies) {
			setting.model.employmentTypes.push({
				id: `intern ${id}`,
				companyId: id,
				code: '9',
				name: 'Intern',
			});
		}
		return newcomer({ employmentType: 'Intern' });
	}

	test('not at all: a Filter behind the Flex node; who was there counts as a leaver', async () => {
		written('={{ $json.EmploymentForm }}');
		const left = intern();
		const before = await cook({});
		expect(userOf(before.state, left)?.active).toBe(true);
		const { state } = await cook({}, { between: filter });
		expect(userOf(state, left)?.active).toBe(false);
		expect(state.users.filter(({ active }) => !active)).toHaveLength(1);
	});

	test('only from surveys: Exclude From Surveys by the form of employment', async () => {
		const kept = intern();
		const excludeFromSurveys = written(
			"={{ $json.EmploymentForm === 'Intern' ? true : $json.EmploymentType }}",
		);
		const { state } = await cook({ [MAP]: { excludeFromSurveys } });
		expect(userOf(state, kept)).toMatchObject({ active: true, excludeFromSurveys: true });
	});
});

test('hired less than 30 days ago: no surveys yet, and surveys after that', async () => {
	const excludeFromSurveys = written(
		'={{ $json.EmployedSince > $today.minus({ days: 30 }).toISODate() ? true : $json.EmploymentType }}',
	);
	const today = new Date().toISOString().slice(0, 10);
	const fresh = newcomer({ from: addDays(today, -5) });
	const settled = newcomer({
		from: addDays(today, -40),
		lastName: 'Dal',
		emailWork: 'gunnel.dal@nordvik.example',
	});
	const external = newcomer({
		from: addDays(today, -400),
		lastName: 'Lund',
		emailWork: 'gunnel.lund@nordvik.example',
		employmentType: EXTERNAL_PERSONNEL,
	});
	setting.flex.behaviour = { ...setting.flex.behaviour, employmentType: 'english' };
	const { state } = await cook({ [FLEX]: { onDate: today }, [MAP]: { excludeFromSurveys } });
	expect(userOf(state, fresh)).toMatchObject({ active: true, excludeFromSurveys: true });
	expect(userOf(state, fresh)).toMatchObject({ active: true, excludeFromSurveys: true });
	expect(userOf(state, settled)).toMatchObject({ active: true, excludeFromSurveys: null });
	expect(userOf(state, external)).toMatchObject({ active: true, excludeFromSurveys: true });
});

describe('two of three companies', () => {
	let inThird: Set<string>;

	beforeEach(async () => {
		await setting.close();
		setting = await Setting.start({ people: 60, companies: 3 });
		inThird = new Set(
			employedOn(setting.model, DAY)
				.filter(({ companyId }) => companyId === setting.model.companies[2]!.id)
				.map(({ id }) => id),
		);
		expect(inThird.size).toBeGreaterThan(5);
	});

	const two = () => ({
		[FLEX]: { companyIds: setting.model.companies.slice(0, 2).map(({ id }) => id) },
	});
	const activeOfThird = ({ users }: TenantState) =>
		users.filter(({ externalId, active }) => active && inThird.has(externalId!)).length;

	test('a company that never was in Winningtemp: nothing happens to it', async () => {
		const { state } = await cook(two());
		expect(state.users.length).toBeGreaterThan(10);
		expect(activeOfThird(state)).toBe(0);
	});

	test('a company that was synchronized before: a guard holds that many leavers', async () => {
		const { state: before } = await cook({});
		const { state, run } = await cook(two());
		expect(activeOfThird(before)).toBeGreaterThan(5);
		expect(activeOfThird(state)).toBe(activeOfThird(before));
		const held = run.output(PLAN, 1).map(({ json }) => json as { action: string; guard: unknown });
		expect(held.filter(({ action }) => action === 'deactivate')).toHaveLength(
			activeOfThird(before),
		);
	});

	test('a company that is to stay as it is: the list holds only some people, so nobody is removed', async () => {
		const { state: before } = await cook({});
		const { state, run } = await cook({ ...two(), [PLAN]: { people: 'some' } });
		expect(state).toEqual(before);
		const held = run.output(PLAN, 1).map(({ json }) => json as { action: string });
		expect(held.filter(({ action }) => action === 'deactivate')).toEqual([]);
	});
});

describe('several companies', () => {
	test('all in one run; one person in two companies is one user, by the company named first', async () => {
		const [first, second] = setting.model.companies;
		const here = newcomer({ from: '2020-01-01' });
		const there = newcomer({
			companyId: second!.id,
			organization: { Office: 'Göteborg', Department: 'Sales' },
		});
		const { state, run } = await cook({
			[MAP]: { options: { companyOrder: `${second!.id}, ${first!.id}` } },
		});
		expect(userOf(state, there)).toMatchObject({ userName: 'gunnel.ek@nordvik.example' });
		expect(userOf(state, here)).toBeUndefined();
		// Skipped people come out among the others; their issues are not about the two companies.
		const people = run.json(MAP).filter(({ skipped }) => skipped !== true);
		const codes = people.flatMap(({ issues }) => (issues ?? []) as Array<{ code: string }>);
		expect(codes.map(({ code }) => code)).toEqual(['mergedAcrossCompanies']);
		const companies = new Set(
			employedOn(setting.model, DAY)
				.filter((one) => userOf(state, one))
				.map(({ companyId }) => companyId),
		);
		expect([...companies].sort()).toEqual([first!.id, second!.id].sort());
	});

	test('each company as the top level, by its name', async () => {
		const [first, second] = setting.model.companies;
		const names = { [first!.id]: 'Nordvik', [second!.id]: 'Sundby' };
		const shown = written(
			"={{ ({ 'GUID of one': 'Nordvik', 'GUID of the other': 'Sundby' })[$json.CompanyId] }}",
		);
		const field = shown.replace('GUID of one', first!.id).replace('GUID of the other', second!.id);
		const { groups } = await cook({
			[MAP]: {
				organizationFields: { values: [{ field, name: 'Company' }] },
			},
			[BUILD]: { levels: ['Company', 'Office', 'Department', 'Team'] },
		});
		expect(groups.filter((path) => !path.includes('/'))).toEqual(Object.values(names).sort());
		const { Office } = organizationOn(setting.model, setting.model.employees[0]!.id, DAY);
		expect(groups).toContain(`Nordvik / ${Office}`);
	});
});

test('title and phone, and all other values as before', async () => {
	const gunnel = newcomer();
	gunnel.extra = { Phone1: '070-000 0001' };
	setOwnField(setting.model, gunnel, 'Title', 'Controller');
	const before = (await cook({})).run.json(MAP);
	const { run, state } = await cook(
		{
			[FLEX]: {
				...WITH_OWN_FIELDS,
				output: 'selected',
				fields: written(
					'EmploymentNumber, FirstName, LastName, EmailWork, Gender, DateOfBirth, ImmediateManagerEmployeeId, Phone1',
				),
			},
			[MAP]: { phone: written('Phone1'), title: written('={{ $json.OwnFields.Title }}') },
		},
		{
			winningtempApi: {
				...{ customizeAttributes: true, titlePath: '{user}:title', phonePath: '{user}:phone' },
			},
		},
	);
	const people = run.json(MAP);
	expect(people.map((one) => ({ ...one, title: undefined, phone: undefined }))).toEqual(before);
	const mapped = people.find(({ externalId }) => externalId === gunnel.id);
	expect(mapped).toMatchObject({ title: 'Controller', phone: '070-000 0001' });
	// The stand-in for Winningtemp has a title, but no telephone number.
	expect(userOf(state, gunnel)?.attributes).toEqual({ title: 'Controller' });
});

test('segments: an office and a form of employment', async () => {
	for (const text of ['Organization.Office', 'EmploymentForm', 'Office', 'Employment'])
		written(text);
	const { run } = await cook({
		[MAP]: {
			segments: {
				values: [
					{ category: 'Office', value: 'Organization.Office' },
					{ category: 'Employment', value: 'EmploymentForm' },
				],
			},
		},
	});
	const [one] = employedOn(setting.model, DAY).filter(({ emailWork }) => emailWork);
	const mapped = run.json(MAP).find(({ externalId }) => externalId === one!.id);
	const raw = run.json(FLEX).find(({ Id }) => Id === one!.id) as { EmploymentForm: string };
	expect(raw.EmploymentForm.length).toBeGreaterThan(1);
	expect(mapped!.segments).toMatchObject([
		{ category: 'Office', name: organizationOn(setting.model, one!.id, DAY).Office },
		{ category: 'Employment', name: raw.EmploymentForm },
	]);
});

describe('a custom field', () => {
	const attributes = () => ({
		values: [{ name: written('title'), value: written('={{ $json.OwnFields.Title }}') }],
	});

	test('goes to the attribute of its name, without a line of code', async () => {
		const gunnel = newcomer();
		setOwnField(setting.model, gunnel, 'Title', 'Controller');
		const settings = { [FLEX]: WITH_OWN_FIELDS, [MAP]: { attributes: attributes() } };
		const { state } = await cook(settings);
		expect(userOf(state, gunnel)?.attributes).toEqual({ title: 'Controller' });
		const again = await cook(settings);
		expect(again.run.json(PLAN)).toEqual([]);
	});

	test('goes to any attribute whose path the credential names', async () => {
		const gunnel = newcomer();
		setOwnField(setting.model, gunnel, 'Title', 'Controller');
		await cook(
			{ [FLEX]: WITH_OWN_FIELDS, [MAP]: { attributes: attributes() } },
			{
				winningtempApi: {
					customizeAttributes: true,
					attributePaths: written('title = title'),
				},
			},
		);
		const record = setting.winningtemp
			.records('user')
			.find(({ externalId }) => externalId === gunnel.id);
		expect(record).toMatchObject({ title: 'Controller' });
	});
});

describe('groups', () => {
	test('below one root group, which also takes people who belong nowhere', async () => {
		const lost = newcomer({ organization: {} });
		const { state, groups } = await cook({ [BUILD]: { rootGroup: written('Nordvik') } });
		expect(groups.every((path) => path === 'Nordvik' || path.startsWith('Nordvik / '))).toBe(true);
		const root = state.groups.find(({ displayName }) => displayName === 'Nordvik');
		expect(root?.members).toContain(lost.id);
	});

	test('by the codes that Flex has, each put behind that of the office', async () => {
		await setting.close();
		setting = await Setting.start({ people: 20, companies: 1 });
		const office = written('={{ $json.OrganizationCodes.Office }}');
		const department = written(
			"={{ $json.OrganizationCodes.Department && [$json.OrganizationCodes.Office, $json.OrganizationCodes.Department].join('-') }}",
		);
		const { state, groups } = await cook({
			[MAP]: {
				organizationFields: {
					values: [
						{ field: office, name: written('Office ID') },
						{ field: department, name: written('Department ID') },
					],
				},
			},
			[BUILD]: {
				levels: ['Office', 'Department'],
				groupId: 'field',
				idFields: ['Office ID', 'Department ID'],
			},
		});
		const codes = new Map(setting.model.accounts.map(({ code, name }) => [name, code]));
		expect(groups).toEqual(expect.arrayContaining(['Stockholm / Finance', 'Malmö / Finance']));
		for (const { externalId, displayName, parentExternalId } of state.groups) {
			const above = parentExternalId === null ? '' : `${parentExternalId}-`;
			expect(externalId).toBe(above + codes.get(displayName)!);
		}
	});

	test('by the ids that Flex has: offices of one name in two companies are two groups', async () => {
		await setting.close();
		setting = await Setting.start({ people: 80 });
		const { accounts, accountDistributions } = setting.model;
		const offices = accountDistributions
			.filter(({ name }) => name === 'Office')
			.map(({ id }) => id);
		const known = accounts.filter((one) => offices.includes(one.accountDistributionId));
		// The first office of each company is called the same.
		for (const office of offices) {
			known.find((one) => one.accountDistributionId === office)!.name = 'Kontoret';
		}
		const values = [{ field: written('OrganizationIds.Office'), name: written('OfficeId') }];
		const { state } = await cook({
			[MAP]: { organizationFields: { values } },
			[BUILD]: { levels: ['Office'], groupId: 'field', idFields: ['OfficeId'] },
		});
		const same = state.groups.filter(({ displayName }) => displayName === 'Kontoret');
		expect(same).toHaveLength(offices.length);
		for (const { externalId, displayName } of state.groups) {
			expect(known.find(({ id }) => id === externalId)?.name).toBe(displayName);
		}
	});

	test('from the reporting line', async () => {
		const teamName = written('Team {firstName} {lastName}');
		const { state, groups } = await cook({ [BUILD]: { mode: 'reportingLine', teamName } });
		const [director] = setting.model.employees;
		const top = `Team ${director!.firstName} ${director!.lastName}`;
		expect(groups).toContain(top);
		const group = state.groups.find(({ displayName }) => displayName === top);
		expect(group?.managerExternalId).toBe(director!.id);
	});
});
