import type { IDataObject, INode } from 'n8n-workflow';
import ownPackage from '../../../package.json';
import { WINNINGTEMP_FILES } from '../../../nodes/Winningtemp/profile';
import { dayBefore } from '../../sandbox/dates';
import {
	changeEmail,
	changeManager,
	changeSurname,
	employedOn,
	hire,
	leaveOn,
	organizationOn,
	renameValue,
	setOrganization,
} from '../../sandbox/flex/changes';
import type { FlexModel } from '../../sandbox/flex/model';
import { runNode, runWorkflow } from '../engine';
import {
	APPLY,
	BUILD,
	DAY,
	FLEX,
	MAP,
	PLAN,
	READ,
	REPORT,
	Setting,
	type Outcome,
} from '../templates/setting';
import { change, group, person, TestTenant } from '../winningtempTenant';

/**
 * What the nodes really give, on n8n's engine against the stand-ins, by schema file and by part: an
 * output of the node, or a kind of item where one output carries several.
 */
export type Outputs = Map<string, Map<string, IDataObject[]>>;

/** Runs every operation of every node, in as many situations as it has properties for. */
export async function collectOutputs(): Promise<Outputs> {
	const outputs: Outputs = new Map();
	const add = (schema: string, part: string, items: IDataObject[]) => {
		const parts = outputs.get(schema) ?? new Map<string, IDataObject[]>();
		parts.set(part, [...(parts.get(part) ?? []), ...items]);
		outputs.set(schema, parts);
	};
	await wholeRuns(add);
	await usersAndGroups(add);
	await files(add);
	return outputs;
}

type Add = (schema: string, part: string, items: IDataObject[]) => void;

/** The template on mornings that bring every kind of change, held and released ones, issues, a part of the list, an allowance and a pilot. */
async function wholeRuns(add: Add): Promise<void> {
	const setting = await Setting.start({ people: 60, companies: 1 });
	try {
		const first = await setting.sync();
		disturb(setting.model);
		const listed = { [REPORT]: { options: { changesOfPeople: true } } };
		const second = await setting.run({ parameters: listed });
		reorganise(setting.model);
		const third = await setting.run();
		const partial = await setting.run({ parameters: { [FLEX]: { returnAll: false, limit: 20 } } });
		const released = await setting.run({ release: third.summary!.planId });
		succeed(setting.model);
		const until = '2999-12-31T00:00:00';
		const allowance = { allow: [{ guards: ['removals'], until, atMost: 3 }] };
		const allowed = await setting.run({ parameters: { [PLAN]: { allowance } } });
		const emptied = await setting.run({ release: allowed.summary!.planId });
		const scope = { people: 'nobody@nordvik.example' };
		const named = { scope, release: third.summary!.planId };
		const pilot = await setting.run({ parameters: { [PLAN]: named } });
		hire(setting.model, {
			firstName: 'Siv',
			lastName: 'Sky',
			emailWork: 'siv.sky@nordvik.example',
		});
		const protectedPeople = setting.model.employees.map(({ id }) => id);
		changeSurname(setting.model, employedOn(setting.model, DAY)[0]!.id, 'Skyddad');
		const ofProtected = await setting.run({
			parameters: {
				[MAP]: { options: { protectedIds: protectedPeople } },
				[PLAN]: { guards: { fieldChanges: { limit: { count: 0, share: 0 } } } },
			},
		});
		const runs = [first, second, third, partial, released, allowed, emptied, pilot, ofProtected];
		for (const outcome of runs) {
			expect(outcome.failure).toBe('');
			addRun(add, outcome);
		}
		await oneByOne(add, setting);
	} finally {
		await setting.close();
	}
}

/** A spike of leavers, a renamed department, a move, and records with something wrong. */
function disturb(model: FlexModel): void {
	const leaders = new Set(model.employees.map((of) => of.immediateManagerEmployeeId));
	const people = employedOn(model, DAY).filter(
		({ id, emailWork }) => emailWork !== null && !leaders.has(id),
	);
	const [surname, noEmail, unknownManager, moved, lastDay, ...others] = people;
	for (const { id } of others.slice(0, 10)) leaveOn(model, id, dayBefore(DAY));
	leaveOn(model, lastDay!.id, DAY);
	changeSurname(model, surname!.id, 'Nygift');
	surname!.dateOfBirth = '2999-12-31';
	changeEmail(model, noEmail!.id, null);
	changeManager(model, unknownManager!.id, noEmail!.id);
	setOrganization(model, moved!.id, { Office: 'Kiruna', Department: 'Gruva' });
	const { Department } = organizationOn(model, surname!.id, DAY);
	renameValue(model, 'Department', Department!, 'Ekonomi');
	hire(model, { firstName: 'Ebba', lastName: 'Alm', emailWork: 'ebba.alm@nordvik.example' });
}

/** More moves, new usernames and new names than the guards let through. */
function reorganise(model: FlexModel): void {
	const people = employedOn(model, DAY).filter(({ emailWork }) => emailWork !== null);
	for (const [index, { id }] of people.entries()) {
		if (index % 2 === 0)
			setOrganization(model, id, { Office: 'Visby', Department: null, Team: null });
		else changeEmail(model, id, `ny.${index}@nordvik.example`);
		changeSurname(model, id, 'Nygift');
	}
}

/** One manager after another, more new surnames, and no birthdays. */
function succeed(model: FlexModel): void {
	const people = employedOn(model, DAY).filter(({ emailWork }) => emailWork !== null);
	const [successor] = people;
	const reports = people.filter((of) => of.immediateManagerEmployeeId !== null);
	const [former] = reports
		.map((of) => of.immediateManagerEmployeeId)
		.filter(
			(id) =>
				id !== successor!.id &&
				reports.filter((of) => of.immediateManagerEmployeeId === id).length > 1,
		);
	for (const { id, immediateManagerEmployeeId: manager } of reports) {
		if (manager === former && id !== successor!.id) changeManager(model, id, successor!.id);
	}
	for (const one of people) one.dateOfBirth = null;
}

function addRun(add: Add, { run }: Outcome): void {
	const outputsOf = (node: string, schema: string, ...names: string[]) => {
		for (const [index, name] of names.entries()) add(schema, name, run.json(node, index));
	};
	add('FlexHrm/v1.0.0/employee/getMany', '', run.json(FLEX));
	outputsOf(MAP, 'EmployeeMapper/v1.0.0', 'People', 'Skipped');
	outputsOf(BUILD, 'HierarchyBuilder/v1.0.0', 'Groups', 'Users', 'Issues');
	outputsOf(PLAN, 'SyncPlanner/v1.0.0', 'Changes', 'Held', 'Issues', 'Summary');
	addCurrent(add, 'Winningtemp/v1.0.0/directory/get', run.json(READ));
	add('Winningtemp/v1.0.0/directory/apply', '', run.json(APPLY));
	add('SyncReport/v1.0.0', '', run.json(REPORT));
}

function addCurrent(add: Add, schema: string, items: IDataObject[]): void {
	for (const kind of ['group', 'user']) {
		add(
			schema,
			kind === 'group' ? 'Groups' : 'Users',
			items.filter((one) => one.kind === kind),
		);
	}
}

async function oneByOne(add: Add, { flex }: Setting): Promise<void> {
	const credentials = {
		flexHrmApi: flex.credential,
	};
	const employee = {
		resource: 'employee',
		operation: 'get',
		onDate: DAY,
	};
	const [head, , , other] = flex.model.employees;
	for (const { id } of [head!, other!]) {
		const located = { ...employee, employee: { __rl: true, mode: 'id', value: id } };
		const one = await runNode('flexHrm', located, [{}], { credentials });
		add('FlexHrm/v1.0.0/employee/get', '', one.json());
	}
	flex.behaviour.nearestManager = false;
	head!.isInAuditProcess = true;
	const many = { resource: 'employee', operation: 'getMany', onDate: DAY };
	add(
		'FlexHrm/v1.0.0/employee/getMany',
		'',
		(await runNode('flexHrm', many, [{}], { credentials })).json(),
	);
	const reviewed = { ...employee, employee: { __rl: true, mode: 'id', value: head!.id } };
	add(
		'FlexHrm/v1.0.0/employee/get',
		'',
		(await runNode('flexHrm', reviewed, [{}], { credentials })).json(),
	);
	flex.behaviour.treePath = '/organizationtree';
	const [distribution] = flex.model.accountDistributions;
	flex.model.treeNodes.push({
		id: 'node-1',
		companyId: flex.model.companies[0]!.id,
		parentId: null,
		name: 'Stockholm',
		accountDistributionId: distribution!.id,
		accountId: flex.model.accounts[0]!.id,
		holderEmployeeId: null,
	});
	const units = { resource: 'organizationalUnit', operation: 'getMany', path: 'organizationtree' };
	const found = await runNode('flexHrm', units, [{}], { credentials });
	add('FlexHrm/v1.0.0/organizationalUnit/getMany', '', found.json());
	const company = { resource: 'company', operation: 'getMany' };
	const companies = await runNode('flexHrm', company, [{}], { credentials });
	add('FlexHrm/v1.0.0/company/getMany', '', companies.json());
	// Somebody without a name, whom a finding is about.
	hire(flex.model, { firstName: '', lastName: '', emailWork: null, from: DAY });
	const check = { resource: 'connection', operation: 'check', onDate: DAY };
	const checked = await runNode('flexHrm', check, [{}], { credentials });
	add('FlexHrm/v1.0.0/connection/check', '', checked.json());
}

async function usersAndGroups(add: Add): Promise<void> {
	const tenant = await TestTenant.start({ freeAttributes: { group: ['costCentre'] } });
	const run = async (
		resource: string,
		operation: string,
		items: object[] = [{}],
		parameters: IDataObject = {},
	) => {
		const { json } = await tenant.run(resource, operation, items, parameters);
		add(`Winningtemp/v1.0.0/${resource}/${operation}`, '', json());
		return json();
	};
	try {
		tenant.server.addUser({ userName: 'ylva@example.com', givenName: 'Ylva', familyName: 'Ek' });
		tenant.server.addGroup({ displayName: 'Stockholm' });
		const subject = { kind: 'user', externalId: 'ylva', name: 'Ylva Ek' };
		const issue = { severity: 'warning', code: 'example', message: 'An example', subject };
		const warned = { issues: [{ ...issue, details: {} }] };
		const groups = [
			group('sthlm', { name: 'Stockholm' }),
			group('fin', {
				name: 'Finance',
				parentExternalId: 'sthlm',
				managerExternalId: 'åsa',
				attributes: { costCentre: '10' },
			}),
			group('lost', { name: 'Lost', parentExternalId: 'nowhere' }),
			group('', { name: 'Nameless' }),
		];
		await run('group', 'upsert', groups, { options: { adoptByName: true } });
		await run('user', 'upsert', [
			person('åsa', { username: 'asa@example.com', groupExternalId: 'fin' }),
			person('bo', {
				managerExternalId: 'åsa',
				groupExternalId: 'fin',
				attributes: { title: 'Ek' },
			}),
			person('ylva', {
				firstName: 'Ylva',
				lastName: 'Ek',
				managerExternalId: 'nobody',
				...warned,
			}),
			person('cia', { username: '' }),
			person('dag', { protectedIdentity: true }),
		]);
		await run('group', 'upsert', [group('fin', { name: 'Ekonomi', ...warned })], {
			dryRun: true,
		});
		await run('user', 'upsert', [person('bo', { lastName: 'Ny' })], { dryRun: true });
		const bo = { user: { __rl: true, mode: 'externalId', value: 'bo' } };
		const finance = { group: { __rl: true, mode: 'externalId', value: 'fin' } };
		await run('user', 'get', [{}], bo);
		await run('user', 'getMany', [{}], { returnAll: true });
		await run('group', 'get', [{}], finance);
		await run('group', 'getMany', [{}], { returnAll: true });
		await run('directory', 'apply', [
			change({ order: 1, kind: 'user', action: 'update', externalId: 'nobody', targetId: 'none' }),
			change({
				order: 2,
				kind: 'user',
				action: 'update',
				externalId: 'bo',
				changes: [
					{ field: 'managerExternalId', from: 'åsa', to: 'nobody' },
					{ field: 'lastName', from: 'BO', to: 'Ny' },
				],
			}),
		]);
		tenant.server.addUser({ userName: 'admin@example.com' });
		await run('connection', 'check');
		const none = { limit: { count: 0, share: 0 } };
		const renamed = ['bo', 'ylva'].map((id) => person(id, { username: `ny.${id}@example.com` }));
		await run('user', 'upsert', renamed, { guards: { usernameChanges: none } });
		const others = ['bo', 'ylva'].map((id) => person(id, { firstName: 'Ny' }));
		await run('user', 'upsert', others, { guards: { fieldChanges: none } });
		const untitled = ['bo', 'ylva'].map((id) => person(id, { attributes: { title: null } }));
		await run('user', 'upsert', untitled, { guards: { fieldsEmptied: none } });
		const dearer = ['fin', 'sthlm'].map((id) => group(id, { attributes: { costCentre: '20' } }));
		await run('group', 'upsert', dearer, { guards: { fieldChanges: none } });
		await run('user', 'deactivate', [{}], bo);
		await run('user', 'delete', [{}], bo);
		await run('group', 'delete', [{}], finance);
	} finally {
		await tenant.close();
	}
}

async function files(add: Add): Promise<void> {
	const file = async (operation: string, items: IDataObject[], parameters: IDataObject = {}) =>
		(
			await runNode('winningtemp', { resource: 'file', operation, ...parameters } as never, items)
		).json();
	const listed = { name: 'wt_users.csv', path: '/wt_users.csv', type: '-', size: 7 };
	const found = await file('find', [{ ...listed, modifyTime: '2026-03-02T00:00:00.000Z' }]);
	const exported = { ...listed, name: 'wt_users.csv.export-7', path: '/wt_users.csv.export-7' };
	add('Winningtemp/v1.0.0/file/find', '', [...found, ...(await file('find', [exported]))]);
	const userColumns = `${WINNINGTEMP_FILES.columns.users}\nTitle = attributes.title`;
	addCurrent(
		add,
		'Winningtemp/v1.0.0/file/readRows',
		await file('readRows', ROWS, { userColumns }),
	);
	const planned = change({
		order: 2,
		kind: 'user',
		action: 'update',
		externalId: 'p0',
		changes: [{ field: 'lastName', from: 'Ek', to: 'Ny' }],
		needs: [1],
		leaves: ['301'],
		version: '"1"',
	});
	const confirmed = await file('confirm', [{ ...planned }, { success: true }]);
	add('Winningtemp/v1.0.0/file/confirm', '', confirmed);
	const content = 'External ID;Username\np0;p0@exempel.se\n';
	add('Winningtemp/v1.0.0/file/prepareUpload', '', await fileOutput('prepareUpload', content));
	add('Winningtemp/v1.0.0/file/loadExport', '', await fileOutput('loadExport', content));
}

async function fileOutput(operation: string, content: string): Promise<IDataObject[]> {
	const node: INode = {
		id: '1',
		name: 'Handle a file',
		type: `${ownPackage.name}.winningtemp`,
		typeVersion: 1,
		position: [0, 0],
		parameters: { resource: 'file', operation },
	};
	const data = Buffer.from(content).toString('base64');
	const binary = { data: { data, mimeType: 'text/csv', fileName: 'wt_users.csv' } };
	const run = await runWorkflow(
		{ nodes: [node], connections: {} },
		{ startNode: node.name, inputs: [[{ json: {}, binary }]] },
	);
	return run.json(node.name);
}

const ROWS: IDataObject[] = [
	{
		'Group External ID': 'fin',
		'Group Name': 'Finance',
		'Parent Group External ID': '',
		'Group Manager External ID': 'p0',
	},
	{
		'External ID': 'p0',
		Username: 'p0@exempel.se',
		Email: 'p0@exempel.se',
		'First Name': 'Åsa',
		'Last Name': 'Ek',
		Gender: 'Female',
		Birthday: '1988-02-29',
		'Manager External ID': '',
		'Exclude from Surveys': 'false',
		'Group External ID': 'fin',
		Title: 'Kamrer',
	},
];
