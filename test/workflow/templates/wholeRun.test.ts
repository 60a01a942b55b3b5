import { dayIn } from '../../../directory/common/calendar';
import { dayBefore } from '../../sandbox/dates';
import {
	employedOn,
	employmentTypeOn,
	hire,
	leaveOn,
	organizationOn,
} from '../../sandbox/flex/changes';
import type { FlexModel } from '../../sandbox/flex/model';
import { aMorningsChanges } from '../../sandbox/flex/morning';
import { EXTENSION_USER } from '../../sandbox/winningtemp/profiles';
import { activeOnly, byPath, label, wantedState } from './expectation';
import {
	countedBy,
	DAY,
	EVERY_NIGHT,
	FLEX,
	inShort,
	missingIn,
	PEOPLE_ONLY,
	REPORT,
	Setting,
	WITH_GROUPS,
	type Outcome,
} from './setting';

let setting: Setting;

afterEach(async () => await setting.close());

const today = () => dayIn('Europe/Stockholm', new Date());
const asShipped = { dryRun: 'asShipped', onDate: null, startNode: EVERY_NIGHT } as const;

/** Everything that is read in pages, in so many requests as there are pages. */
function flexPages(model: FlexModel, pageSize = 1000): number {
	const pages = (count: number) => Math.max(1, Math.ceil(count / pageSize));
	let sum = 1; // the list of the companies
	for (const { id } of model.companies) {
		const own = <T extends { companyId: string }>(list: T[]) =>
			list.filter(({ companyId }) => companyId === id);
		sum += pages(own(model.employees).length) + pages(own(model.employmentPeriods).length);
		// The filter for the employment type divides the employees: two more lists.
		const external = own(model.employees).filter(
			(one) => employmentTypeOn(model, one.id, DAY) === 'External Personnel',
		).length;
		sum += pages(external) + pages(own(model.employees).length - external);
		// Types, dimensions, and the accounts of each dimension, are lists without pages.
		sum += pages(own(model.defaultAccounts).length) + 2 + own(model.accountDistributions).length;
	}
	return sum;
}

/** What the tenant supports (three requests), and its lists in pages of 200. */
function winningtempPages({ state }: Outcome): number {
	const { users, groups } = state;
	const pages = Math.ceil(users.length / 200) + Math.ceil(groups.length / 200);
	// Where no list takes two pages, nothing shows that totals count the list: one more request each.
	return 3 + pages + (Math.max(users.length, groups.length) > 200 ? 0 : 2);
}

describe(WITH_GROUPS, () => {
	test('as shipped it is a dry run: nothing is written, and the report says what would be', async () => {
		setting = await Setting.start({ flex: { directory: { people: 60, referenceDate: today() } } });
		const { run, message, changes, figures, html, writes, state } = await setting.run(asShipped);
		expect([message, run.lastNode]).toEqual(['', 'Finish the run']);
		expect(writes).toBe(0);
		expect(state).toEqual({ users: [], groups: [] });
		expect(new Set(changes.map(({ status }) => status))).toEqual(new Set(['dryRun']));
		const wanted = wantedState(setting.model, today());
		expect(figures).toMatchObject({
			dryRun: true,
			users: { created: wanted.users.length },
			groups: { created: wanted.groups.length },
		});
		const { firstName, lastName } = employedOn(setting.model, today())[0]!;
		expect(missingIn(html, `${firstName} ${lastName}`, 'Nothing was written')).toEqual([]);
	});

	test('the first load gives exactly what Flex says, and a second run writes nothing', async () => {
		setting = await Setting.start();
		const first = await setting.sync();
		expect(byPath(first.state)).toEqual(wantedState(setting.model, DAY));
		expect(first.state.users.some(({ excludeFromSurveys }) => excludeFromSurveys)).toBe(true);
		expect(first.held).toEqual([]);
		expect(first.writesByKind).toMatchObject({
			'POST Users': first.state.users.length,
			'POST Groups': first.state.groups.length,
		});

		const second = await setting.sync();
		expect(second.writes).toBe(0);
		expect(second.changes).toEqual([]);
		expect(second.state).toEqual(first.state);
	});

	test('groups get UUIDs that stay the same from run to run and from tenant to tenant', async () => {
		setting = await Setting.start({ people: 20 });
		const { state } = await setting.sync();
		for (const { externalId } of state.groups) {
			expect(externalId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
		}
		const other = await Setting.start({ people: 20 });
		try {
			expect((await other.sync()).state).toEqual(state);
		} finally {
			await other.close();
		}
	});

	test("a morning's changes are exactly those writes", async () => {
		setting = await Setting.loaded({ people: 100 });
		const { model } = setting;
		const teamOf = (id: string, day: string) => {
			const { Office, Department, Team } = organizationOn(model, id, day);
			return label([Office!, Department!, Team!]);
		};
		const { joiners, renamed, moved, leaver } = aMorningsChanges(model, DAY);
		const changedGroups = new Set([
			...joiners.map(({ id }) => teamOf(id, DAY)),
			teamOf(moved.id, dayBefore(DAY)),
			teamOf(moved.id, DAY),
		]);
		const { writesByKind, changes, state, held, figures, html } = await setting.sync();

		expect(activeOnly(byPath(state))).toEqual(wantedState(model, DAY));
		expect(state.users.find(({ externalId }) => externalId === leaver.id)).toMatchObject({
			active: false,
			familyName: leaver.lastName,
		});
		expect(inShort(changes)).toEqual(
			[
				...joiners.map((one) => `create user ${one.firstName} ${one.lastName}`),
				`deactivate user ${leaver.firstName} ${leaver.lastName}`,
				`update user ${moved.firstName} ${moved.lastName}: groupExternalId`,
				`update user ${renamed.firstName} ${renamed.lastName}: lastName`,
			].sort(),
		);
		expect(held).toEqual([]);
		expect(writesByKind).toEqual({
			'POST Users': 2,
			'PATCH Users': 2,
			'PATCH Groups': changedGroups.size,
		});
		expect(figures).toMatchObject({ created: 2, updated: 2, deactivated: 1, failed: 0 });
		expect(missingIn(html, 'Morgonsjö', 'Nygift')).toEqual([]);
		expect((await setting.sync()).writes).toBe(0);
	});

	test("the mission's example: Stockholm → Finance → Payable and Receivable", async () => {
		setting = await Setting.start({ people: 4, companies: 1 });
		const { state } = await setting.sync();
		const named = new Map(state.groups.map((group) => [group.displayName, group]));
		expect([...named.keys()].sort()).toEqual(['Finance', 'Payable', 'Receivable', 'Stockholm']);
		const parent = (name: string) =>
			state.groups.find(({ externalId }) => externalId === named.get(name)!.parentExternalId)
				?.displayName;
		expect(['Stockholm', 'Finance', 'Payable', 'Receivable'].map(parent)).toEqual([
			undefined,
			'Stockholm',
			'Finance',
			'Finance',
		]);
		// The four employees have their lowest field filled on these levels, in this order.
		const [stockholm, finance, payable, receivable] = setting.model.employees.map(({ id }) => id);
		expect(named.get('Stockholm')!.members).toEqual([stockholm]);
		expect(named.get('Finance')!.members).toEqual([finance]);
		expect(named.get('Payable')!.members).toEqual([payable]);
		expect(named.get('Receivable')!.members).toEqual([receivable]);
	});

	test.each([
		[100, 1000],
		[400, 1000],
		[400, 100],
	])(
		'%i people in pages of %i: a second run asks for pages, and nothing per person',
		async (people, maxPageSize) => {
			setting = await Setting.start({
				flex: { directory: { people, companies: 2, referenceDate: DAY }, maxPageSize },
			});
			const memory = {};
			const first = await setting.sync({ memory });
			expect(first.flex.length).toBe(flexPages(setting.model, maxPageSize));
			const second = await setting.sync({ memory });
			expect(second.writes).toBe(0);
			expect(countedBy(second.flex, ({ status }) => String(status))).toEqual({
				'200': flexPages(setting.model, maxPageSize),
			});
			const single = second.winningtemp.filter(({ path }) => /\/Groups\/./.test(path));
			expect(second.winningtemp.length - single.length).toBe(winningtempPages(second));
			// Where several groups are the largest, one is read by itself: a list may be cut there.
			expect(single.length).toBeLessThanOrEqual(1);
			expect(first.state.users.length).toBeGreaterThan(people * 0.85);
		},
	);

	test('the report is one HTML page, Markdown and figures, from whichever trigger', async () => {
		setting = await Setting.start({ people: 30 });
		const { run, figures, html } = await setting.sync({ startNode: EVERY_NIGHT });
		const binary = run.output(REPORT)[0]!.binary!.report!;
		expect([binary.mimeType, binary.fileName]).toEqual([
			'text/html',
			expect.stringMatching(/^sync-report-\d{4}-\d\d-\d\d\.html$/),
		]);
		expect(html.slice(0, 15)).toMatch(/^<!doctype html>/i);
		expect(missingIn(html, 'Receivable')).toEqual([]);
		expect(figures.markdown).toContain('Flex HRM → Winningtemp');
		expect(run.json(REPORT)).toHaveLength(1);
	});

	test('people without e-mail are skipped, named once, and count as present', async () => {
		setting = await Setting.start();
		const without = employedOn(setting.model, DAY).filter(({ emailWork }) => emailWork === null);
		const { issues, figures, html } = await setting.sync();
		const missing = issues.filter(({ code }) => code === 'missingUsername');
		expect(missing.map(({ subject }) => subject.externalId).sort()).toEqual(
			without.map(({ id }) => id).sort(),
		);
		expect(without.length).toBeGreaterThan(1);
		expect(figures).toMatchObject({ leftOut: without.length, issues: { errors: without.length } });
		expect(
			missingIn(html, ...without.map(({ firstName, lastName }) => `${firstName} ${lastName}`)),
		).toEqual([]);
	});
});

describe(PEOPLE_ONLY, () => {
	const file = PEOPLE_ONLY;
	const peopleOf = (state: Outcome['state']) =>
		state.users.map((user) => ({ ...user, groups: [] as string[] }));

	test('as shipped it is a dry run: nothing is written, and the report says what would be', async () => {
		setting = await Setting.start({ flex: { directory: { people: 60, referenceDate: today() } } });
		const { message, figures, writes, state } = await setting.run({ file, ...asShipped });
		expect(message).toBe('');
		expect(writes).toBe(0);
		expect(state.users).toEqual([]);
		expect(figures).toMatchObject({
			dryRun: true,
			users: { created: wantedState(setting.model, today()).users.length },
		});
	});

	test('the first load gives the people that Flex has, without groups; a second run writes nothing', async () => {
		setting = await Setting.start();
		const first = await setting.sync({ file });
		expect(first.state.users).toEqual(peopleOf(wantedState(setting.model, DAY)));
		expect(first.state.groups).toEqual([]);
		expect(first.figures).toMatchObject({ users: { created: first.state.users.length } });

		const second = await setting.sync({ file });
		expect(second.writes).toBe(0);
		expect(second.state).toEqual(first.state);
		expect(second.flex.length).toBe(flexPages(setting.model));
		expect(second.figures).toMatchObject({ users: { unchanged: first.state.users.length } });
	});

	test("of a morning's changes it makes those of people, and lets the leaver be", async () => {
		setting = await Setting.start();
		const first = await setting.sync({ file });
		const { joiners, renamed, leaver } = aMorningsChanges(setting.model, DAY);
		const { writesByKind, state } = await setting.sync({ file });
		expect(writesByKind).toEqual({ 'POST Users': 2, 'PATCH Users': 1 });
		const left = first.state.users.find(({ externalId }) => externalId === leaver.id)!;
		const wanted = peopleOf(wantedState(setting.model, DAY));
		expect(state.users).toEqual(
			[...wanted, left].sort((a, b) => (a.externalId! < b.externalId! ? -1 : 1)),
		);
		expect(joiners).toHaveLength(2);
		expect(renamed.lastName).toContain('Nygift');
	});

	test('what is wrong with a value is told and the present value stays, though the person is written', async () => {
		setting = await Setting.loaded();
		const one = employedOn(setting.model, DAY).find(
			({ emailWork, gender, dateOfBirth }) => emailWork && gender !== 0 && dateOfBirth,
		)!;
		const userIn = ({ users }: Outcome['state']) =>
			users.find(({ externalId }) => externalId === one.id)!;
		const before = userIn(setting.winningtemp.state());
		expect([before.gender, before.birthday]).not.toContain(null);
		one.extra = { Gender: 7, DateOfBirth: 'i morgon' };
		one.lastName = 'Nygift';
		const { html, figures, writesByKind, state } = await setting.sync({ file });
		expect(writesByKind).toEqual({ 'PATCH Users': 1 });
		expect(userIn(state)).toEqual({ ...before, familyName: 'Nygift' });
		expect(
			missingIn(
				html,
				`${one.firstName} Nygift keeps the present gender, because the gender code “7” in HR is not known`,
				`${one.firstName} Nygift keeps the present birthday, because the birthday in HR is not a day`,
			),
		).toEqual([]);
		expect(figures).toMatchObject({ issues: { warnings: 2 } });

		expect((await setting.sync({ file })).writes).toBe(0);
	});

	test('groups that are there, and who is in them, are left alone', async () => {
		setting = await Setting.loaded();
		const { groups } = setting.winningtemp.state();
		aSurname(setting.model);
		const { writesByKind, state } = await setting.sync({ file });
		expect(writesByKind).toEqual({ 'PATCH Users': 1 });
		expect(state.groups).toEqual(groups);
	});

	function aSurname(model: FlexModel): void {
		employedOn(model, DAY).find(({ emailWork }) => emailWork)!.lastName = 'Nygift';
	}
});

describe('release of what is held', () => {
	/** A directory of which every third person leaves on one day; the plan number of the held plan. */
	async function spike(): Promise<Outcome> {
		setting = await Setting.loaded();
		const { model } = setting;
		const leaders = new Set(model.employees.map((of) => of.immediateManagerEmployeeId));
		const leaving = employedOn(model, DAY).filter(({ id }, i) => i % 3 === 1 && !leaders.has(id));
		for (const { id } of leaving) leaveOn(model, id, dayBefore(DAY));
		return await setting.sync();
	}

	const inactive = ({ state }: Outcome) => state.users.filter(({ active }) => !active).length;

	test('the number of the plan lets exactly what was held through', async () => {
		const held = await spike();
		expect(inactive(held)).toBe(0);
		expect(held.held.length).toBeGreaterThan(10);
		expect(missingIn(held.html, held.summary!.planId)).toEqual([]);
		expect(held.figures.markdown).toContain(held.summary!.planId);

		const released = await setting.sync({ release: held.summary!.planId });
		expect(inactive(released)).toBe(
			held.held.filter(({ action }) => action === 'deactivate').length,
		);
		expect(activeOnly(byPath(released.state)).users).toEqual(wantedState(setting.model, DAY).users);
		expect((await setting.sync()).writes).toBe(0);
	});

	test('in a dry run nothing is released', async () => {
		const { summary } = await spike();
		const outcome = await setting.run({ release: summary!.planId, dryRun: true });
		expect(outcome.message).toBe('');
		expect([outcome.writes, inactive(outcome)]).toEqual([0, 0]);
		expect(outcome.changes.length).toBeGreaterThan(10);
	});

	test('the number of another plan releases nothing, and the report says so', async () => {
		const { summary, held } = await spike();
		const number = summary!.planId.replace(/.{12}$/, '0123456789ab');
		const outcome = await setting.run({ release: number });
		expect(outcome.failure).toBe('');
		expect(outcome.summary!.release).toEqual({ planId: number, changes: 0, why: 'changed' });
		expect(missingIn(outcome.html, `The plan number ${number} released nothing`)).toEqual([]);
		expect(missingIn(outcome.html, summary!.planId)).toEqual([]);
		expect([outcome.writes, outcome.held]).toEqual([0, held]);
	});

	test('after the data has changed, the number that was shown releases nothing', async () => {
		const { summary, state } = await spike();
		const another = employedOn(setting.model, DAY).findLast(({ emailWork }) => emailWork)!;
		leaveOn(setting.model, another.id, dayBefore(DAY));
		const outcome = await setting.run({ release: summary!.planId });
		expect(outcome.summary!.release).toMatchObject({ changes: 0, why: 'changed' });
		expect(outcome.summary!.planId).not.toBe(summary!.planId);
		expect(inactive(outcome)).toBe(0);
		expect(outcome.state).toEqual(state);
	});

	test('a number without anything held releases nothing, and the report says so', async () => {
		setting = await Setting.loaded();
		const state = setting.winningtemp.state();
		const outcome = await setting.run({ release: '20261127-0123456789ab' });
		expect(missingIn(outcome.html, 'released nothing: nothing is held now')).toEqual([]);
		expect([outcome.writes, outcome.state]).toEqual([0, state]);
	});
});

describe('New hires under review in Flex', () => {
	test('are not created before the review is complete', async () => {
		setting = await Setting.loaded();
		const hired = hire(setting.model, {
			firstName: 'Ny',
			lastName: 'Anställd',
			emailWork: 'ny.anstalld@nordvik.example',
			gender: 1,
			dateOfBirth: '1990-05-01',
			managerId: null,
			organization: { Office: 'Stockholm' },
			from: '2026-03-01',
		});
		hired.isInAuditProcess = true;
		const waiting = await setting.sync();
		expect([waiting.writes, waiting.held]).toEqual([0, []]);
		expect(waiting.issues.map(({ code, subject }) => [code, subject.name])).toContainEqual([
			'unconfirmed',
			'Ny Anställd',
		]);
		hired.isInAuditProcess = false;
		expect(inShort((await setting.sync()).changes)).toContain('create user Ny Anställd');
	});

	test('who are users already stay as they are', async () => {
		setting = await Setting.loaded();
		const leaders = new Set(setting.model.employees.map((one) => one.immediateManagerEmployeeId));
		const known = employedOn(setting.model, DAY).find(
			({ id, emailWork }) => emailWork !== null && !leaders.has(id),
		)!;
		known.isInAuditProcess = true;
		known.lastName = 'Annan';
		const { writes, held, state } = await setting.sync();
		expect([writes, held]).toEqual([0, []]);
		const user = state.users.find(({ externalId }) => externalId === known.id);
		expect(user).toMatchObject({ active: true });
		expect(user!.familyName).not.toBe('Annan');
	});
});

describe('The days of the employment', () => {
	const SINCE = 'urn:ietf:params:scim:schemas:extension:winningtemp:2.0:User:employedSince';
	const keptIn = { customizeAttributes: true, employedSincePath: SINCE };
	const about = ({ issues }: Outcome) =>
		issues.filter(({ code }) => code === 'unsupportedField').map(({ details }) => details.field);

	test('where Winningtemp has no place for them, nothing is written and nothing said', async () => {
		setting = await Setting.loaded();
		const outcome = await setting.sync();
		expect([outcome.writes, about(outcome)]).toEqual([0, []]);
	});

	test('where the credential names a place, they are kept in step', async () => {
		setting = await Setting.start({
			people: 20,
			winningtemp: { freeAttributes: { user: ['employedSince'] } },
		});
		const { run } = await setting.sync({ winningtempApi: keptIn });
		const kept = setting.winningtemp
			.records('user')
			.map((record) => (record[EXTENSION_USER] as { employedSince?: string }).employedSince);
		expect(kept.length).toBeGreaterThan(15);
		expect(kept.toSorted()).toEqual(
			run
				.json(FLEX)
				.filter(({ EmailWork }) => EmailWork)
				.map(({ EmployedSince }) => String(EmployedSince).slice(0, 10))
				.toSorted(),
		);
		const again = await setting.sync({ winningtempApi: keptIn });
		expect([again.writes, about(again)]).toEqual([0, []]);
	});

	test('where the credential names a place that Winningtemp does not have, the report says so', async () => {
		setting = await Setting.loaded();
		const outcome = await setting.sync({ winningtempApi: keptIn });
		expect([outcome.writes, about(outcome)]).toEqual([0, ['employedSince']]);
		expect(missingIn(outcome.html, 'first day of employment')).toEqual([]);
	});
});
