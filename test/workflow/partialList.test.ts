import type { IDataObject, INode } from 'n8n-workflow';
import { dayBefore } from '../sandbox/dates';
import { changeSurname, employedOn, hire, leaveOn, setOrganization } from '../sandbox/flex/changes';
import type { FlexEmployee, FlexModel } from '../sandbox/flex/model';
import { runNode } from './engine';
import {
	BUILD,
	DAY,
	FLEX,
	inShort,
	MAP,
	missingIn,
	PEOPLE_ONLY,
	PLAN,
	Setting,
	type TemplateRun,
} from './templates/setting';

/**
 * Lists that are not everybody, through the shipped template: made by what a consultant sets in the
 * node Flex HRM, and noticed by the planner whatever its own settings are.
 */

let setting: Setting;

afterEach(async () => await setting.close());

async function loaded(): Promise<FlexModel> {
	setting = await Setting.loaded();
	return setting.model;
}

const flex = (parameters: INode['parameters']): Pick<TemplateRun, 'parameters'> => ({
	parameters: { [FLEX]: parameters },
});

const SINCE_TODAY = flex({ options: { modifiedSince: `${DAY}T00:00:00` } });

/** Active people with an e-mail whom nobody reports to. */
function ordinary(model: FlexModel): FlexEmployee[] {
	const leaders = new Set(model.employees.map((of) => of.immediateManagerEmployeeId));
	return employedOn(model, DAY).filter(
		({ id, emailWork }) => emailWork !== null && !leaders.has(id),
	);
}

/** Half the company leaves: a whole list would be held, or remove many. */
function manyLeave(model: FlexModel): void {
	for (const { id } of ordinary(model).slice(0, 4)) leaveOn(model, id, dayBefore(DAY));
}

test('case 2: with Return All off nobody is removed and nothing is held, and the report says why', async () => {
	manyLeave(await loaded());
	const before = setting.winningtemp.state();
	const outcome = await setting.sync(flex({ returnAll: false, limit: 5 }));
	expect(outcome.writes).toBe(0);
	expect(outcome.held).toEqual([]);
	expect(outcome.state).toEqual(before);
	expect(outcome.summary).toMatchObject({
		partial: true,
		partialReasons: ['Return All is off'],
		users: { wanted: 5, unchanged: 5 },
	});
	expect(outcome.figures).toMatchObject({ partial: ['Return All is off'] });
	expect(
		missingIn(
			outcome.html,
			'Only some people were read (Return All is off)',
			'about the people on',
		),
	).toEqual([]);
	expect(outcome.run.hints(PLAN).join()).toMatch(/^The list holds only some people: Return All is/);
	const [person] = outcome.run.json(BUILD, 1);
	expect(person).toMatchObject({ partialList: [{ code: 'limit' }] });
});

test('a quick run by Modified Since does what changed, and the next full run the rest', async () => {
	const model = await loaded();
	manyLeave(model);
	const [renamed, moved, colleague] = ordinary(model) as [FlexEmployee, FlexEmployee, FlexEmployee];
	changeSurname(model, renamed.id, 'Nyström');
	hire(model, {
		firstName: 'Ebba',
		lastName: 'Alm',
		emailWork: 'ebba.alm@nordvik.example',
		gender: 2,
		dateOfBirth: '1990-05-17',
		managerId: colleague.id,
		organization: { Office: 'Stockholm', Department: 'Finance' },
	});
	setOrganization(model, moved.id, { Office: 'Stockholm', Department: 'Quite new' });
	const quick = await setting.sync(SINCE_TODAY);
	expect(inShort(quick.changes)).toEqual([
		'create user Ebba Alm',
		`update user ${renamed.firstName} Nyström: lastName`,
	]);
	expect(quick.held).toEqual([]);
	expect(quick.issues.map(({ code }) => code)).toContain('groupWaits');
	expect(quick.summary).toMatchObject({ partialReasons: ['Modified Since is set'] });
	expect((await setting.sync(SINCE_TODAY)).writes).toBe(0);

	const full = await setting.sync();
	expect(full.summary).not.toHaveProperty('partial');
	expect(inShort(full.changes)).toContain('create group Quite new');
	expect(full.changes.filter(({ action }) => action === 'deactivate')).toHaveLength(4);
	expect((await setting.sync()).writes).toBe(0);
});

test.each([
	[undefined, { partial: true, users: { wanted: 0 } }],
	[PEOPLE_ONLY, undefined],
] as const)('nothing modified is nothing to do, not a stop: %s', async (file, planned) => {
	await loaded();
	const { writes, run, summary, changes } = await setting.sync({ file, ...SINCE_TODAY });
	expect(writes).toBe(0);
	expect(changes).toEqual([]);
	expect(run.json(FLEX)).toEqual([
		{ PartialList: [expect.objectContaining({ code: 'modifiedSince' })] },
	]);
	expect([summary]).toMatchObject([planned]);
});

test('people who are all skipped carry the mark as well', async () => {
	const model = await loaded();
	const [one] = ordinary(model) as [FlexEmployee];
	one.emailWork = null;
	one.modifiedAt = `${DAY}T10:00:00`;
	const { writes, summary, run } = await setting.sync(SINCE_TODAY);
	expect(run.json(MAP)).toMatchObject([{ skipped: true, partialList: [{}] }]);
	expect(run.json(MAP, 1)).toMatchObject([{ skipped: true, partialList: [{}] }]);
	expect(writes).toBe(0);
	expect(summary).toMatchObject({ partial: true, users: { wanted: 1 } });
});

describe('case 2: one of two companies answers 403', () => {
	const goOn = flex({ options: { continueWithOtherCompanies: true } });

	test('by default the run ends, and nothing is written', async () => {
		const model = await loaded();
		setting.flex.deniedCompanies = [model.companies[1]!.id];
		const { failure, writes } = await setting.run();
		expect(failure).toMatch(/^Read employees from Flex: Flex refuses the API user access/);
		expect(writes).toBe(0);
	});

	test('told to continue, the others are done, the company is named, and nobody is removed', async () => {
		const model = await loaded();
		manyLeave(model);
		const denied = model.companies[1]!;
		const [mine, theirs] = [0, 1].map((i) =>
			ordinary(model).find(({ companyId }) => companyId === model.companies[i]!.id)!,
		);
		changeSurname(model, mine!.id, 'Nyström');
		changeSurname(model, theirs!.id, 'Nyström');
		setting.flex.deniedCompanies = [denied.id];
		const outcome = await setting.sync(goOn);
		expect(inShort(outcome.changes)).toEqual([`update user ${mine!.firstName} Nyström: lastName`]);
		expect(outcome.held).toEqual([]);
		const says = `Flex refuses the API user access to the company ${denied.id} (status 403)`;
		expect(outcome.run.hints(FLEX).join()).toContain(`could not be read: ${says}`);
		expect(outcome.issues).toContainEqual(
			expect.objectContaining({ severity: 'error', code: 'companyNotRead' }),
		);
		expect(missingIn(outcome.html, says, 'Its people stay as they are')).toEqual([]);
		expect(outcome.figures.status).toBe('attention');

		setting.flex.deniedCompanies = [];
		const corrected = await setting.sync(goOn);
		expect(corrected.summary).not.toHaveProperty('partial');
		expect(corrected.changes.filter(({ action }) => action === 'deactivate')).toHaveLength(4);
	});

	test('a company that fails in the middle of reading is left out whole', async () => {
		const model = await loaded();
		const failing = model.companies[1]!;
		setting.flex.faults = ({ path, query }) =>
			path.endsWith('/employmentperiods') && query.companyId === failing.id
				? { kind: 'status', status: 400, body: { Message: 'Internt fel.' } }
				: undefined;
		const outcome = await setting.sync(goOn);
		const companies = new Set(outcome.run.json(FLEX).map(({ CompanyId }) => CompanyId));
		expect([...companies]).toEqual([model.companies[0]!.id]);
		expect(outcome.writes).toBe(0);
		expect(outcome.issues.filter(({ code }) => code === 'companyNotRead')).toMatchObject([
			{ subject: { name: failing.name } },
		]);
	});

	test('where none can be read, and where it is not the company’s fault, the run ends all the same', async () => {
		const model = await loaded();
		setting.flex.deniedCompanies = model.companies.map(({ id }) => id);
		expect((await setting.run(goOn)).failure).toMatch(/Flex refuses the API user access/);
		setting.flex.deniedCompanies = [];
		const refused = await setting.run({ ...goOn, flexHrmApi: { password: 'wrong' } });
		expect(refused.failure).toMatch(/user name or the password/);
	});
});

test('groups from the reporting line are left alone, since they follow from everybody', async () => {
	await loaded();
	const outcome = await setting.sync({
		parameters: {
			[FLEX]: { returnAll: false, limit: 5 },
			[BUILD]: { mode: 'reportingLine', teamName: '{lastName}' },
		},
	});
	expect(outcome.writes).toBe(0);
	expect(outcome.issues.map(({ code }) => code)).toEqual(['groupsNeedEverybody']);
});

describe('said by hand', () => {
	const people = [{ externalId: 'a', username: 'a@exempel.se', firstName: 'Åsa', lastName: 'Ek' }];
	const current = ['a', 'b'].map((id) => ({
		...people[0],
		kind: 'user',
		targetId: `t-${id}`,
		externalId: id,
		username: `${id}@exempel.se`,
		active: true,
	}));
	const run = async (parameters: INode['parameters'], users: object[]) =>
		await runNode('syncPlanner', parameters, [
			[],
			users,
			[],
			current,
		] as unknown as IDataObject[][]);

	beforeEach(async () => {
		setting = await Setting.start({ people: 1 });
	});

	test('The List Holds: Only Some People removes nobody, and takes an empty list for nothing to do', async () => {
		expect((await run({}, people)).json(0)).toMatchObject([{ action: 'deactivate' }]);
		for (const users of [people, [], [{}]]) {
			const node = await run({ people: 'some' }, users);
			expect(node.error).toBeUndefined();
			expect(node.json(0)).toEqual([]);
			expect(node.json(3)).toMatchObject([
				{ partial: true, partialReasons: ['The List Holds is set to Only Some People'] },
			]);
		}
	});

	test('The List Holds: Everyone does not make a marked list whole', async () => {
		const node = await run({ people: 'everyone' }, [...people, { partialList: true }]);
		expect(node.json(0)).toEqual([]);
		expect(node.json(3)).toMatchObject([{ partial: true, users: { wanted: 1 } }]);
		expect((await run({ people: 'nobody' }, people)).error?.message).toBe(
			'people cannot be "nobody"',
		);
	});
});
