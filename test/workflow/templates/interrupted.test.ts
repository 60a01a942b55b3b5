import type { IDataObject } from 'n8n-workflow';
import type { AppliedChange, HeldChange } from '../../../directory/model/change';
import { dayBefore } from '../../sandbox/dates';
import type { FaultPlan } from '../../sandbox/faults';
import {
	changeEmail,
	changeManager,
	changeSurname,
	employedOn,
	hire,
	leaveOn,
	organizationOn,
	rehire,
	setOrganization,
	swapEmails,
	type Organization,
} from '../../sandbox/flex/changes';
import type { FlexModel } from '../../sandbox/flex/model';
import { startWinningtemp, type WinningtempSandbox } from '../../sandbox/winningtemp/server';
import type { TenantState } from '../../sandbox/winningtemp/state';
import { readJson } from '../../support/files';
import { fewOrAll } from '../../support/runs';
import { runNode, type WorkflowFile } from '../engine';
import { activeOnly, byPath, wantedState } from './expectation';
import {
	APPLY,
	BUILD,
	contentsOf,
	countedBy,
	DAY,
	furnish,
	inShort,
	READ,
	Setting,
	WITH_GROUPS,
	type Contents,
} from './setting';

/**
 * What is left when a run is cut off, and what two runs at once do: law 2 ("the next run ends in
 * the same state as an uninterrupted one") held against every single request.
 */

const YESTERDAY = dayBefore(DAY);

/** Some changes of every kind, about forty. */
function reorganise(model: FlexModel): void {
	const leaders = new Set(model.employees.map((of) => of.immediateManagerEmployeeId));
	const people = employedOn(model, DAY).filter(
		({ id, emailWork }) => emailWork !== null && !leaders.has(id),
	);
	const take = (count: number) => people.splice(0, count);
	const at = (id: string) => organizationOn(model, id, DAY);
	const where = (wanted: Organization) =>
		employedOn(model, DAY).filter(({ id }) =>
			Object.entries(wanted).every(([name, value]) => at(id)[name as keyof Organization] === value),
		);

	// A renamed department, and one that moves to another office with its teams.
	for (const { id } of where({ Office: 'Stockholm', Department: 'Finance' })) {
		setOrganization(model, id, { Department: 'Ekonomi' }, DAY);
	}
	for (const { id } of where({ Office: 'Malmö', Department: 'HR' })) {
		setOrganization(model, id, { Office: 'Göteborg', Department: 'Personal' }, DAY);
	}
	// A team that runs empty, and its people in a new department with two new teams.
	const [emptied] = people;
	const { Office, Department, Team } = at(emptied!.id);
	for (const [i, { id }] of where({ Office, Department, Team }).entries()) {
		setOrganization(
			model,
			id,
			{ Office: 'Kiruna', Department: 'Gruva', Team: i % 2 === 0 ? 'Dag' : 'Natt' },
			DAY,
		);
	}
	for (const { id } of take(3)) setOrganization(model, id, { Office: 'Kiruna', Team: null }, DAY);
	for (const { id } of take(3)) changeSurname(model, id, 'Nygift');
	for (const { id } of take(3)) leaveOn(model, id, YESTERDAY);
	const [manager, ...reports] = take(4);
	for (const { id } of reports) changeManager(model, id, manager!.id);
	const [one, other] = take(2);
	swapEmails(model, one!.id, other!.id);
	// A chain of usernames: the first becomes free, the second takes it, a joiner takes the second's.
	const [first, second] = take(2);
	const freed = second!.emailWork!;
	changeEmail(model, second!.id, first!.emailWork);
	changeEmail(model, first!.id, 'helt.ny@nordvik.example');
	const joiners = ['Ask', 'Embla', 'Tuva', 'Saga', 'Vide'].map((firstName, i) =>
		hire(model, {
			firstName,
			lastName: 'Nyberg',
			emailWork: i === 0 ? freed : `${firstName.toLowerCase()}.nyberg@nordvik.example`,
			gender: 2,
			dateOfBirth: `199${i}-06-06`,
			managerId: manager!.id,
			organization: { Office: 'Kiruna', Department: 'Gruva', Team: 'Dag' },
		}),
	);
	// A joiner leads other joiners and somebody who is there.
	for (const { id } of joiners.slice(1, 3)) changeManager(model, id, joiners[3]!.id);
	const [led, cleared] = take(2);
	changeManager(model, led!.id, joiners[4]!.id);
	cleared!.dateOfBirth = null;
	const [back] = model.employees.filter(
		({ id, emailWork }) => emailWork && id === returning(model),
	);
	if (back) rehire(model, back.id, DAY);
}

/** Somebody who was deactivated by `before`. */
function returning(model: FlexModel): string | undefined {
	return model.employmentPeriods.find(({ toDate }) => toDate === dayBefore(YESTERDAY))?.employeeId;
}

/** Before the first state is taken, somebody leaves, to come back later. */
function before(model: FlexModel): void {
	const leaders = new Set(model.employees.map((of) => of.immediateManagerEmployeeId));
	const leaver = employedOn(model, DAY).findLast(
		({ id, emailWork }) => emailWork && !leaders.has(id),
	);
	leaveOn(model, leaver!.id, dayBefore(YESTERDAY));
}

/** What the first half of the template hands to the planner. */
interface Wanted {
	groups: IDataObject[];
	users: IDataObject[];
	issues: IDataObject[];
}

/** The second half of the template, its nodes with their own parameters: read, plan, apply. */
async function write(
	winningtemp: WinningtempSandbox,
	{ groups, users, issues }: Wanted,
	dryRun = false,
): Promise<{ changes: AppliedChange[]; held: HeldChange[]; error: Error | undefined }> {
	const credentials = {
		winningtempApi: { baseUrl: winningtemp.url, token: winningtemp.token },
	};
	// One attempt: what is cut stays cut, and nobody waits for it.
	const once = { options: { maxAttempts: 1 } };
	const current = await runNode('winningtemp', { ...parametersOf(READ), ...once }, [{}], {
		credentials,
	});
	if (current.error) throw current.error;
	const plan = await runNode('syncPlanner', {}, [
		groups,
		users,
		issues,
		current.json<IDataObject>(),
	]);
	if (plan.error) throw plan.error;
	const held = plan.json<HeldChange & IDataObject>(1);
	const planned = plan.json(0);
	if (planned.length === 0) return { changes: [], held, error: undefined };
	const parameters = { ...parametersOf(APPLY), ...once, dryRun };
	const applied = await runNode('winningtemp', parameters, planned, { credentials });
	return { changes: applied.json<AppliedChange & IDataObject>(), held, error: applied.error };
}

const template = readJson<WorkflowFile>(`workflows/${WITH_GROUPS}`);

function parametersOf(name: string) {
	return template.nodes.find((node) => node.name === name)!.parameters;
}

/** From the write with this number on, nothing gets through; that one is done or not. */
function cutFrom(write: number, when: 'before' | 'after'): FaultPlan {
	let writes = 0;
	return ({ method }) => {
		if (method !== 'GET') writes++;
		if (writes < write) return undefined;
		return { kind: 'reset', when: method !== 'GET' && writes === write ? when : 'before' };
	};
}

describe('case 26: cut off after any request', () => {
	let contents: Contents;
	let wanted: Wanted;
	let model: FlexModel;
	let uninterrupted: Awaited<ReturnType<typeof write>>;
	let end: TenantState;
	let writes: number;

	beforeAll(async () => {
		const setting = await Setting.loaded();
		try {
			({ model } = setting);
			before(model);
			await setting.sync();
			contents = contentsOf(setting.winningtemp);
			reorganise(model);
			const { run } = await setting.sync({ dryRun: true });
			wanted = {
				groups: run.json(BUILD, 0),
				users: run.json(BUILD, 1),
				issues: run.json(BUILD, 2),
			};
		} finally {
			await setting.close();
		}
		await withTenant(async (winningtemp) => {
			uninterrupted = await write(winningtemp, wanted);
			writes = winningtemp.countWrites();
			end = winningtemp.state();
		});
	});

	async function withTenant<T>(use: (winningtemp: WinningtempSandbox) => Promise<T>): Promise<T> {
		const winningtemp = await startWinningtemp();
		try {
			furnish(winningtemp, contents);
			return await use(winningtemp);
		} finally {
			await winningtemp.close();
		}
	}

	test('uninterrupted, some forty changes of every kind are made', () => {
		const { changes, held, error } = uninterrupted;
		expect(error).toBeUndefined();
		expect(held).toEqual([]);
		expect(changes.filter(({ status }) => status !== 'applied')).toEqual([]);
		const kinds = countedBy(changes, ({ kind, action }) => `${action} ${kind}`);
		expect(Object.keys(kinds).sort()).toEqual([
			'create group',
			'create user',
			'deactivate user',
			'delete group',
			'reactivate user',
			'update group',
			'update user',
		]);
		expect(changes.length).toBeGreaterThanOrEqual(38);
		expect(writes).toBeGreaterThanOrEqual(36);
		expect(activeOnly(byPath(end))).toEqual(wantedState(model, DAY));
	});

	const PARTS = 8;
	const parts = (['before', 'after'] as const).flatMap((when) =>
		Array.from({ length: PARTS }, (_, i) => [when, i + 1] as const),
	);

	/**
	 * One part of the cuts: every write is the last one in some test. In `npm test` half of the
	 * writes are cut before they are done and the others after; with more seeds, all are cut both ways.
	 */
	function cutsIn(when: 'before' | 'after', part: number): number[] {
		const all = Array.from({ length: writes }, (_, i) => i + 1);
		const odd = when === 'before' ? 1 : 0;
		return fewOrAll(
			all.filter((number) => number % 2 === odd),
			all,
		).filter((_, i) => i % PARTS === part - 1);
	}

	test('every write is cut in some test', () => {
		const cuts = new Set(parts.flatMap(([when, part]) => cutsIn(when, part)));
		expect(cuts.size).toBe(writes);
	});

	test.each(parts)(
		'the next run ends in the same state, whichever request was the last (cut %s it was done, part %d)',
		async (when, part) => {
			const cuts = cutsIn(when, part);
			expect(cuts.length).toBeGreaterThan(0);
			for (const number of cuts) {
				expect(await cutAt(number, when)).toEqual({
					number,
					isCut: true,
					error: undefined,
					held: [],
					notMade: [],
					third: [],
					heldByThird: [],
					has: [],
					insteadOf: [],
				});
			}
		},
	);

	/** What is found after a run that was cut, the next run and a third one. */
	async function cutAt(number: number, when: 'before' | 'after') {
		return await withTenant(async (winningtemp) => {
			winningtemp.faults = cutFrom(number, when);
			const cut = await write(winningtemp, wanted);
			winningtemp.faults = undefined;
			const next = await write(winningtemp, wanted);
			const third = await write(winningtemp, wanted);
			return {
				number,
				isCut: cut.error !== undefined || cut.changes.some(({ status }) => status !== 'applied'),
				error: next.error?.message,
				held: inShort(next.held),
				notMade: next.changes
					.filter(({ status }) => status !== 'applied')
					.map(({ name, error }) => [name, error]),
				third: inShort(third.changes),
				heldByThird: inShort(third.held),
				...differences(winningtemp.state(), end),
			};
		});
	}
});

/** What a state has that the other has not, and the other way round. */
function differences(state: TenantState, other: TenantState) {
	const lines = ({ users, groups }: TenantState) =>
		new Set([...users, ...groups].map((record) => JSON.stringify(record)));
	const [these, those] = [lines(state), lines(other)];
	return {
		has: [...these].filter((line) => !those.has(line)),
		insteadOf: [...those].filter((line) => !these.has(line)),
	};
}

describe('case 27: two runs at once', () => {
	test.each([
		['a first load', async () => await Setting.start({ people: 60 })],
		[
			'a reorganisation',
			async () => {
				const setting = await Setting.loaded();
				reorganise(setting.model);
				return setting;
			},
		],
	])(
		'%s: no duplicate user or group, and a further run gives the right state',
		async (_, start) => {
			const setting = await start();
			try {
				await Promise.all([setting.run(), setting.run()]);
				const both = setting.winningtemp.state();
				const repeated = (counts: Record<string, number>) =>
					Object.entries(counts).filter(([, count]) => count > 1);
				expect(repeated(countedBy(both.users, ({ userName }) => userName.toLowerCase()))).toEqual(
					[],
				);
				expect(repeated(countedBy(both.users, ({ externalId }) => `${externalId}`))).toEqual([]);
				expect(
					repeated(countedBy(byPath(both).groups, ({ externalId }) => `${externalId}`)),
				).toEqual([]);
				const { state } = await setting.sync();
				expect(activeOnly(byPath(state))).toEqual(wantedState(setting.model, DAY));
				expect((await setting.sync()).writes).toBe(0);
			} finally {
				await setting.close();
			}
		},
	);
});
