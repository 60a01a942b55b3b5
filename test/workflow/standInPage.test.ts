import { EVENTS, type EventName } from '../sandbox/page/events';
import { startPage, type StandInPage } from '../sandbox/page/server';
import { DAY, Setting, type Outcome } from './templates/setting';

/** The page on which a person lets things happen in the stand-ins, and the run after each. */

let setting: Setting;
let page: StandInPage;

beforeEach(async () => {
	setting = await Setting.loaded();
	page = await startPage(setting, () => DAY);
});

afterEach(async () => {
	await page.close();
	await setting.close();
});

async function press(name: string, headers: Record<string, string> = {}): Promise<Response> {
	return await fetch(`${page.url}/do/${name}`, { method: 'POST', redirect: 'manual', headers });
}

const textOf = async () => await (await fetch(page.url)).text();

test('each event has a button and a text that says what to expect', async () => {
	const html = await textOf();
	for (const [name, { about }] of Object.entries(EVENTS)) {
		expect(html).toContain(`action="/do/${name}"`);
		expect(html).toContain(about);
	}
	expect(html).toMatch(/Users in Winningtemp<\/td><td>\d\d/);
});

type Check = (outcome: Outcome, before: Outcome['state']) => void;

const NEXT_RUN: Array<[EventName, RegExp, Check]> = [
	[
		'morning',
		/ start today, .+ has left/,
		({ changes, held }) => {
			expect(held).toEqual([]);
			const actions = changes.map(({ kind, action }) => `${action} ${kind}`);
			expect(actions.filter((one) => one === 'create user')).toHaveLength(2);
			expect(actions).toContain('deactivate user');
		},
	],
	[
		'swap',
		/ swap e-mail addresses/,
		({ state }, before) => {
			const names = ({ users }: Outcome['state']) => users.map(({ userName }) => userName).sort();
			expect(names(state)).toEqual(names(before));
			expect(state).not.toEqual(before);
		},
	],
	[
		'spike',
		/\d+ people leave on one day/,
		({ held, changes }) => {
			expect(held.length).toBeGreaterThan(10);
			expect(changes.filter(({ action }) => action === 'deactivate')).toEqual([]);
		},
	],
	[
		'wrongNames',
		/\d+ people have their first name as surname/,
		({ held, changes }) => {
			expect(held.filter(({ guard }) => guard.field === 'lastName').length).toBeGreaterThan(30);
			expect(changes).toEqual([]);
		},
	],
	[
		'byHand',
		/by\.hand\.\d+@example\.com and the group Project \d+ are in Winningtemp/,
		({ state, writes }, before) => {
			expect(writes).toBe(0);
			expect(state.users).toHaveLength(before.users.length + 1);
		},
	],
	[
		'winningtempDown',
		/Winningtemp answers 503 to every fifth request/,
		({ state, changes }, before) => {
			expect(changes).toEqual([]);
			expect(state).toEqual(before);
		},
	],
];

test.each(NEXT_RUN)(
	'%s: the page says what happened, and the next run does what it promises',
	async (name, said, check) => {
		const before = setting.winningtemp.state();
		expect((await press(name)).status).toBe(303);
		expect(await textOf()).toMatch(said);
		check(await setting.sync(), before);
	},
);

test('nobody: the run stops before it writes anything, until all is well again', async () => {
	await press('nobody');
	const stopped = await setting.run();
	expect(stopped.message).not.toBe('');
	expect(stopped.writes).toBe(0);
	await press('wellAgain');
	expect((await setting.sync()).changes).toEqual([]);
});

test('slow and out of order: the systems are so until all is well again', async () => {
	await press('slow');
	expect([setting.flex.latency, setting.winningtemp.latency]).toEqual([3000, 3000]);
	await press('flexDown');
	expect(setting.flex.faults).toBeDefined();
	await press('wellAgain');
	expect([setting.flex.latency, setting.winningtemp.latency]).toEqual([0, 0]);
	expect(setting.flex.faults).toBeUndefined();
});

test('an event that cannot happen says why, and one that does not exist is not found', async () => {
	await press('comeBack');
	expect(await textOf()).toContain(
		'“Somebody comes back” cannot happen now: nobody left yesterday',
	);
	expect((await press('everything')).status).toBe(404);
});

test('a form of another web site changes nothing', async () => {
	const answer = await press('spike', { origin: 'https://elsewhere.example.com' });
	expect(answer.status).toBe(403);
	expect(await textOf()).not.toContain('leave on one day');
});
