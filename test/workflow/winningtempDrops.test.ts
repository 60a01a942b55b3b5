import type { IDataObject } from 'n8n-workflow';
import type { Group } from '../../directory/model/group';
import type { Person } from '../../directory/model/person';
import { DEFAULT_SETTINGS, planSync } from '../support/plan';
import { ENTERPRISE_USER, EXTENSION_GROUP, EXTENSION_USER } from '../sandbox/winningtemp/profiles';
import { refuses } from '../sandbox/winningtemp/quirks';
import type { WinningtempOptions } from '../sandbox/winningtemp/server';
import { group, person, TestTenant, withOptions } from './winningtempTenant';

/** A tenant that accepts values and forgets them. */

const BULK = { maxOperations: 100, maxPayloadSize: 1_048_576 };
const DAY = 86_400_000;
const BIRTHDAY = `${EXTENSION_USER}:birthday`;

let tenant: TestTenant;
let memory: IDataObject;

beforeEach(() => {
	memory = {};
});

afterEach(async () => {
	jest.restoreAllMocks();
	await tenant.close();
});

const EMPTY_TENANT =
	'Winningtemp has no users and no groups yet. The Sync Planner plans a first load; there is nothing to set.';

const staff = (count: number) =>
	Array.from({ length: count }, (_unused, i) =>
		person(`p${i}`, {
			lastName: `Öberg ${i}`,
			groupExternalId: 'below',
			attributes: { title: `Titel ${i}` },
			...(i > 0 ? { managerExternalId: 'p0' } : {}),
		}),
	);

const teams = [
	group('above'),
	group('below', { parentExternalId: 'above' }),
	group('beside', { parentExternalId: 'above' }),
];

/** The nightly run: read, plan, apply, all in one workflow. */
async function night(people: object[] = staff(8), options: IDataObject = {}) {
	const done = await attempt(people, options);
	expect(done.failed).toEqual([]);
	return done;
}

async function attempt(people: object[] = staff(8), options: IDataObject = {}) {
	const before = tenant.server.countWrites();
	const nightly = { mode: 'trigger' as const, staticData: memory };
	const read = await tenant.run('directory', 'get', [{}], {}, nightly);
	const current = read.json();
	const { changes, issues } = planSync({
		groups: teams.map((one) => ({
			path: [String(one.name)],
			level: 1,
			memberCount: 0,
			...one,
		})) as unknown as Group[],
		users: people as Person[],
		current: {
			users: current.filter(({ kind }) => kind === 'user') as never,
			groups: current.filter(({ kind }) => kind === 'group') as never,
		},
		settings: DEFAULT_SETTINGS,
	});
	const made = await tenant.run('directory', 'apply', changes, withOptions(options), nightly);
	expect(made.error).toBeUndefined();
	const failed = made.json().filter(({ status }) => status !== 'applied' && status !== 'dryRun');
	return {
		failed,
		changes,
		issues,
		applied: made.json(),
		hints: [...read.hints, ...made.hints].filter((hint) => hint !== EMPTY_TENANT),
		writes: tenant.server.countWrites() - before,
	};
}

const later = (days: number) => {
	const now = Date.now();
	jest.spyOn(Date, 'now').mockReturnValue(now + days * DAY);
};

const refusesBirthdays = refuses(
	({ kind, method, body }) =>
		kind === 'user' && method !== 'GET' && JSON.stringify(body ?? null).includes('birthday'),
	400,
	'Invalid request',
	'invalidValue',
);

const start = async (options: WinningtempOptions) => {
	tenant = await TestTenant.start(options);
};

test.each([
	['', {}],
	[' and has bulk requests', { bulk: BULK }],
	[' and has no PATCH', { patch: false }],
	[' and has no entity tags', { etag: 'none' as const }],
])(
	'case 39: a tenant that forgets values%s: said once, and from the second night on not planned',
	async (_name, options) => {
		await start({
			...options,
			drops: [BIRTHDAY, `${ENTERPRISE_USER}:manager`, EXTENSION_GROUP, `${EXTENSION_USER}:title`],
		});
		const first = await night();
		expect(first.hints).toEqual([
			expect.stringMatching(
				/forgets them: parent group of groups, (?=.*birthday)(?=.*manager)(?=.*title)/,
			),
		]);
		expect(first.applied.filter(({ warnings }) => warnings)).toEqual([]);
		// Each value is tried in every way once, and looked for, whatever the number of people.
		const readBack = tenant.server.requests.filter(
			({ method, path }) => method === 'GET' && /\/(Users|Groups)\/./.test(path),
		);
		expect(readBack.length).toBeLessThanOrEqual(20);
		expect(tenant.userState('p3')).toMatchObject({ gender: 'Female', birthday: null });

		const second = await night();
		expect(second.changes).toEqual([]);
		expect(second.writes).toBe(0);
		expect(second.hints).toHaveLength(1);
		expect(second.hints[0]).toMatch(
			/does not take these values.*: parent group of groups, title, birthday, manager\./,
		);
		const third = await night([...staff(8), person('new', { groupExternalId: 'below' })]);
		expect(third.changes.map(({ externalId }) => externalId)).toEqual(['new']);
		expect(third.hints).toHaveLength(1);
		expect((await night([...staff(8), person('new', { groupExternalId: 'below' })])).writes).toBe(
			0,
		);
	},
);

/** What is remembered of values that the tenant forgets. */
const forgotten = () => (memory.global as IDataObject | undefined)?.winningtempDroppedFields;

test('a tenant that keeps everything is not asked again, and nothing is remembered', async () => {
	await start({});
	const { hints } = await night();
	expect(hints).toEqual([]);
	const readBack = tenant.server.requests.filter(
		({ method, path }) => method === 'GET' && /\/(Users|Groups)\/./.test(path),
	);
	expect(readBack).toEqual([]);
	expect(forgotten()).toBeUndefined();
	expect((await night()).changes).toEqual([]);
});

test('where bulk requests tell nothing, the first of each kind is read back once a run', async () => {
	await start({ bulk: BULK });
	const readBack = () =>
		tenant.server.countRequests(
			({ method, path }) => method === 'GET' && /\/(Users|Groups)\/./.test(path),
		);
	await night();
	expect(readBack()).toBe(2);
	await night(staff(12));
	expect(readBack()).toBe(3);
});

test('after a week the values are tried again with one person, and from then on with all if they stay', async () => {
	await start({ drops: [BIRTHDAY] });
	await night();
	later(6);
	expect((await night()).writes).toBe(0);

	later(8);
	const probe = await night();
	expect(probe.changes.map(({ changes }) => changes.map(({ field }) => field))).toEqual([
		['birthday'],
	]);
	// By PATCH in three forms, and by PUT.
	expect(probe.writes).toBe(4);
	expect(probe.hints.join()).toMatch(/forgets them: birthday/);
	expect((await night()).writes).toBe(0);

	tenant.server.drops = [];
	later(16);
	expect((await night()).writes).toBe(1);
	const all = await night();
	expect(all.changes).toHaveLength(7);
	expect((await night()).changes).toEqual([]);
	expect(tenant.server.state().users.every(({ birthday }) => birthday === '1988-02-29')).toBe(true);
});

test.each([
	['forgets', { drops: [BIRTHDAY] }, 0],
	// The one person with whom it is tried is named, once a week.
	['refuses', { quirks: [refusesBirthdays] }, 2],
])(
	'in twenty nights a value that the tenant %s of everybody is tried three times, a week apart',
	async (_what, options, named) => {
		await start(options);
		const tried: number[] = [];
		let failures = 0;
		for (let day = 0; day < 20; day++) {
			const { writes, failed } = await attempt();
			failures += failed.length;
			if (writes > 0) tried.push(day);
			later(1);
		}
		expect(tried).toEqual([0, 7, 14]);
		expect(failures).toBe(named);
	},
);

test('what is remembered holds for this tenant and this attribute path only', async () => {
	await start({ drops: [BIRTHDAY] });
	await night();
	const entries = memory.global as { winningtempDroppedFields: IDataObject[] };
	expect(entries.winningtempDroppedFields).toMatchObject([
		{ tenant: tenant.server.url, field: 'user.birthday', path: BIRTHDAY },
	]);
	expect((await night()).changes).toEqual([]);
	for (const other of [{ path: 'urn:other:birthday' }, { tenant: 'https://other.example' }]) {
		const [entry] = entries.winningtempDroppedFields;
		memory = { global: { winningtempDroppedFields: [{ ...entry, ...other }] } };
		expect((await night()).changes).toHaveLength(8);
	}
});

test('losing what was remembered, or finding nonsense there, costs one more attempt', async () => {
	await start({ drops: [BIRTHDAY] });
	await night();
	memory = { global: { winningtempDroppedFields: [null, 7, { tenant: tenant.server.url }] } };
	expect((await night()).changes).toHaveLength(8);
	expect((await night()).changes).toEqual([]);
});

test('a run by hand says that it is not remembered, a dry run finds out nothing', async () => {
	await start({ drops: [BIRTHDAY] });
	const dry = await night(staff(8), { dryRun: true });
	expect(dry.hints).toEqual([]);
	expect(memory).toEqual({});
	const run = await tenant.run('user', 'upsert', staff(3), {}, { staticData: memory });
	expect(run.hints.join()).toMatch(/forgets them: birthday.*scheduled runs find that out/);
	expect(forgotten()).toBeUndefined();
});

test('Create or Update of people remembers it, too', async () => {
	await start({ drops: [BIRTHDAY] });
	const people = staff(8).map((one) => ({ ...one, groupExternalId: undefined }));
	const run = async () =>
		await tenant.run('user', 'upsert', people, {}, { mode: 'trigger', staticData: memory });
	expect((await run()).hints.join()).toMatch(/forgets them: birthday/);
	const before = tenant.server.countWrites();
	const second = await run();
	expect(second.json().map(({ action }) => action)).toEqual(Array(8).fill('unchanged'));
	expect(second.hints).toHaveLength(1);
	expect(tenant.server.countWrites()).toBe(before);
	later(8);
	expect((await run()).json().filter(({ action }) => action === 'updated')).toHaveLength(1);
});

test('what is not taken of one person, though others have it, is reported for this person', async () => {
	await start({});
	await night();
	tenant.server.drops = [BIRTHDAY];
	const people = staff(8);
	people[2]!.birthday = '1990-12-24';
	const { applied, hints } = await night(people);
	expect(hints).toEqual([]);
	expect(applied).toMatchObject([
		{ externalId: 'p2', warnings: [expect.stringMatching(/did not take over.*birthday/)] },
	]);
	expect(forgotten()).toMatchObject([
		{ field: 'user.birthday', forms: [], notTaken: [expect.any(String)] },
	]);
});
