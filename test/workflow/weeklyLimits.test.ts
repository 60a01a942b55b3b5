import type { IDataObject, INode, WorkflowExecuteMode } from 'n8n-workflow';
import type { AppliedChange, Change, HeldChange, PlanSummary } from '../../directory/model/change';
import type { WeekMemory } from '../../directory/plan/week';
import { runWorkflow } from './engine';
import { person, TestTenant } from './winningtempTenant';
import { ALL_BUT_DATES } from '../support/dates';

/**
 * The limits of a week, on n8n's engine: what one run wrote, a later one knows from the workflow's
 * static data. Only the date is moved; timers stay.
 */

const PEOPLE = 'People';
const READ = 'Read';
const PLAN = 'Plan';
const APPLY = 'Apply';

let tenant: TestTenant;

beforeEach(async () => {
	tenant = await TestTenant.start();
});

afterEach(async () => {
	jest.useRealTimers();
	await tenant.close();
});

/** Sets the date, at noon in UTC. */
function setDay(day: string): void {
	jest.useFakeTimers({
		now: new Date(`${day}T12:00:00Z`),
		doNotFake: [...ALL_BUT_DATES],
	});
}

function node(name: string, type: string, parameters: IDataObject, typeVersion = 2): INode {
	const full = type.includes('.') ? type : `n8n-nodes-flex-winningtemp.${type}`;
	return {
		id: name,
		name,
		type: full,
		typeVersion,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
	};
}

interface Night {
	mode?: WorkflowExecuteMode;
	dryRun?: boolean;
	planner?: IDataObject;
}

/** What a workflow remembers: n8n saves it at the end of a run, as a whole. */
let memory: IDataObject;

beforeEach(() => (memory = {}));

/** One run of People → Plan ← Read, then Apply, as production does it. */
async function night(
	users: object[],
	{ mode = 'trigger', dryRun = false, planner = {} }: Night = {},
) {
	const to = (name: string, index = 0) => ({ node: name, type: 'main' as const, index });
	const run = await runWorkflow(
		{
			nodes: [
				node(PEOPLE, 'n8n-nodes-base.noOp', {}, 1),
				node(READ, 'winningtemp', { resource: 'directory', operation: 'get' }),
				node(PLAN, 'syncPlanner', planner),
				node(APPLY, 'winningtemp', { resource: 'directory', operation: 'apply', dryRun }),
			],
			connections: {
				[PEOPLE]: { main: [[to(READ), to(PLAN, 1)]] },
				[READ]: { main: [[to(PLAN, 3)]] },
				[PLAN]: { main: [[to(APPLY)]] },
			},
		},
		{
			credentials: tenant.credentials,
			startNode: PEOPLE,
			inputs: [users.map((json) => ({ json: json as IDataObject }))],
			mode,
			staticData: memory,
		},
	);
	if (run.error) throw run.error;
	return {
		run,
		changes: run.json<Change & IDataObject>(PLAN, 0),
		held: run.json(PLAN, 1) as unknown as HeldChange[],
		summary: run.json(PLAN, 3)[0] as unknown as PlanSummary,
		applied: run.json(APPLY) as unknown as AppliedChange[],
		written: (run.json(APPLY) as unknown as AppliedChange[]).filter(
			({ status }) => status === 'applied',
		).length,
	};
}

/** What is remembered of the one credential. */
function remembered(): WeekMemory {
	const ofWorkflow = memory.global as Record<string, Record<string, WeekMemory>>;
	return ofWorkflow.winningtempWritten!.winningtempApi!;
}

const staff = (count: number) =>
	Array.from({ length: count }, (_, i) => person(`e${String(i).padStart(3, '0')}`));

const dayAfter = (day: string, days: number) =>
	new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

const active = () => tenant.server.state().users.filter((one) => one.active).length;
const of = ({ summary }: { summary: PlanSummary }, name: string) =>
	summary.week!.guards.find((guard) => guard.name === name);

const isLeaver = ({ action }: AppliedChange) => action === 'deactivate';
const isRenamed = ({ changes }: AppliedChange) => changes.some(({ field }) => field === 'username');

test.each([
	// Each night a tenth of those who are left, whatever was held.
	['10 % leavers', { leavers: () => Math.floor(active() / 10), logins: 0 }, isLeaver, 50, 100],
	['25 new log-ins', { leavers: () => 0, logins: 25 }, isRenamed, 25, 50],
])(
	'case A5: ten nights with %s each: no seven days have more than the limit of a week',
	async (_name, { leavers, logins }, isCounted, aNight, aWeek) => {
		const everyone = staff(500);
		setDay('2026-11-01');
		await night(everyone);
		expect(active()).toBe(500);
		let [left, renamed] = [0, 0];
		const written: number[] = [];
		for (let i = 0; i < 10; i++) {
			setDay(dayAfter('2026-11-02', i));
			left += leavers();
			renamed += logins;
			const wanted = everyone
				.slice(left)
				.map((one, n) =>
					n >= renamed ? one : { ...one, username: `ny.${one.externalId}@example.com` },
				);
			const { applied } = await night(wanted);
			written.push(
				applied.filter((change) => change.status === 'applied' && isCounted(change)).length,
			);
		}
		expect(written[0]).toBe(aNight);
		for (let i = 0; i < 10; i++) {
			const week = written.slice(Math.max(0, i - 6), i + 1).reduce((sum, n) => sum + n, 0);
			expect(week).toBeLessThanOrEqual(aWeek);
		}
		expect(written.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(aWeek);
		expect(active()).toBeGreaterThanOrEqual(400);
		expect(Object.keys(remembered().days).length).toBeLessThanOrEqual(8);
	},
	240_000,
);

describe('what a run remembers', () => {
	const everyone = staff(60);
	const without = (count: number) => everyone.slice(count);

	beforeEach(async () => {
		setDay('2026-11-01');
		await night(everyone);
	});

	test('in production: what was written, by day and guard, since the first run', async () => {
		setDay('2026-11-03');
		expect((await night(without(6))).written).toBe(6);
		setDay('2026-11-05');
		expect((await night(without(10))).written).toBe(4);
		expect(remembered()).toEqual({
			since: '2026-11-01',
			days: {
				'2026-11-01': {},
				'2026-11-03': { removals: 6 },
				'2026-11-05': { removals: 4 },
			},
		});
		// 10 % of 50 a night, 20 % or 10 a week.
		setDay('2026-11-09');
		const third = await night(without(12));
		expect(third.written).toBe(0);
		expect(third.held).toHaveLength(2);
		expect(third.held[0]!.guard).toEqual({
			name: 'removals',
			limit: 5,
			actual: 2,
			of: 50,
			week: { actual: 12, limit: 10 },
		});
		expect(third.summary.week!.since).toBe('2026-11-01');
		expect(of(third, 'removals')).toEqual({ name: 'removals', actual: 12, limit: 10 });
		// A week after the first six: only the four count.
		setDay('2026-11-10');
		expect((await night(without(12))).written).toBe(2);
		expect(Object.keys(remembered().days)).toEqual(['2026-11-03', '2026-11-05', '2026-11-10']);
	});

	test('by hand: n8n saves nothing, and the node says so', async () => {
		const before = structuredClone(memory);
		const { run, written } = await night(without(6), { mode: 'manual' });
		expect(written).toBe(6);
		expect(run.hints(APPLY).join()).toContain('This run was started by hand');
		expect(memory).toEqual(before);
		expect(of(await night(without(6)), 'removals')).toMatchObject({ actual: 0 });
	});

	test('of a run that is killed nothing is saved: the next one counts without it', async () => {
		const saved = structuredClone(memory);
		expect((await night(without(6))).written).toBe(6);
		// The process is gone before n8n saves.
		memory = saved;
		const next = await night(without(10));
		expect(of(next, 'removals')).toMatchObject({ actual: 4, limit: 10 });
		expect(next.written).toBe(4);
	});

	test('of two runs at once, the one that ends last is saved, as a whole', async () => {
		const [one, other] = await Promise.all([night(without(3)), night(without(3))]);
		expect(active()).toBe(57);
		expect(one.written + other.written).toBeGreaterThanOrEqual(3);
		const counted = remembered().days['2026-11-01']!.removals ?? 0;
		expect(counted).toBeLessThanOrEqual(3);
		expect(of(await night(without(3)), 'removals')).toMatchObject({ actual: counted });
	});

	test('dry runs, releases and allowances do not count', async () => {
		const dry = await night(without(6), { dryRun: true });
		expect(dry.applied.map(({ status }) => status)).toEqual(Array(6).fill('dryRun'));
		const spike = await night(without(20));
		expect(spike.held).toHaveLength(20);
		const released = await night(without(20), { planner: { release: spike.summary.planId } });
		expect(released.written).toBe(20);
		const allow = [{ guards: ['removals'], until: '2026-11-01' }];
		const allowed = await night(without(35), { planner: { allowance: { allow } } });
		expect(allowed.written).toBe(15);
		expect(remembered().days).toEqual({ '2026-11-01': {} });
		expect(of(await night(without(35)), 'removals')).toMatchObject({ actual: 0 });
	});

	test('an allowance with a number is used up, and afterwards the limit of the week is as before', async () => {
		const allow = [{ guards: ['removals'], until: '2026-11-04', atMost: 12 }];
		const planner = { allowance: { allow } };
		expect((await night(without(8), { planner })).written).toBe(8);
		setDay('2026-11-02');
		expect((await night(without(12), { planner })).written).toBe(4);
		expect(remembered().days).toEqual({
			'2026-11-01': { 'allowed removals': 8 },
			'2026-11-02': { 'allowed removals': 4 },
		});
		setDay('2026-11-03');
		const more = await night(without(22), { planner });
		expect([more.written, more.held.length]).toEqual([0, 10]);
		expect(of(more, 'removals')).toMatchObject({ actual: 10, limit: 10 });
	});

	test('what follows from one cause counts once: all reports of one manager go to one other', async () => {
		const led = everyone.map((one, i) => ({
			...one,
			managerExternalId: i < 2 ? null : everyone[i < 40 ? 0 : 1]!.externalId,
		}));
		setDay('2026-11-02');
		await night(led);
		setDay('2026-11-03');
		const { externalId } = everyone[5]!;
		const successor = led.map((one, i) =>
			i >= 40 ? { ...one, managerExternalId: externalId } : one,
		);
		expect((await night(successor)).written).toBe(20);
		expect(remembered().days['2026-11-03']).toEqual({ managerChanges: 1 });
	});
});

test('without a memory the summary says so, and the first load does not count', async () => {
	setDay('2026-11-01');
	const first = await night(staff(30));
	expect(first.summary.week!.since).toBeNull();
	expect(remembered()).toEqual({ since: '2026-11-01', days: { '2026-11-01': {} } });
	// Apply in another workflow: this one remembers nothing.
	memory = {};
	expect((await night(staff(31))).summary.week!.since).toBeNull();
});

test('Create or Update of one person at a time: the limit of the week holds', async () => {
	setDay('2026-11-01');
	const everyone = staff(40);
	await tenant.upsert('user', everyone);
	const actions: string[] = [];
	for (const one of everyone.slice(0, 12)) {
		const item = { ...one, username: `ny.${one.externalId}@example.com` };
		const run = await tenant.run(
			'user',
			'upsert',
			[item],
			{},
			{ mode: 'webhook', staticData: memory },
		);
		actions.push(String(run.json()[0]!.action));
	}
	// 10 or 10 % of 40.
	expect(actions).toEqual([...Array<string>(10).fill('updated'), 'held', 'held']);
	expect(remembered().days).toEqual({ '2026-11-01': { usernameChanges: 10 } });
});
