import { WINNINGTEMP } from '../../../nodes/Winningtemp/profile';
import { agreedGroups, agreedUsers, expectState, sawGroups } from '../../../scim/agreement';
import type { JsonObject } from '../../../scim/json';
import { Ways } from '../../../scim/ways';

const DAY = 86_400_000;
const client = { service: WINNINGTEMP.systems };

const group = (id: string, ...users: string[]): JsonObject => ({
	id,
	externalId: id.toUpperCase(),
	members: users.map((value) => ({ value })),
});
const RIGHT = () => [group('g1', 'u1', 'u2'), group('g2', 'u3'), group('g3')];
/** Each group shows the members of the next: nobody is in two groups, and nobody in none. */
const ROTATED = () => [group('g1', 'u3'), group('g2'), group('g3', 'u1', 'u2')];
const CUT = () => [group('g1', 'u1'), group('g2', 'u3'), group('g3')];

/** One run of the nights that share a memory. */
async function run(readings: JsonObject[][], ways = new Ways([], 'here', DAY), account = '') {
	const [first, ...later] = readings;
	let more = 0;
	const groups = await agreedGroups(
		{ client, tenant: { ways }, account },
		first!,
		async () => later[more++]!,
	);
	const members = groups.map((one) => [one.id, (one.members as JsonObject[]).map((m) => m.value)]);
	return { members, more, ways };
}
const SHOWN = [
	['g1', ['u1', 'u2']],
	['g2', ['u3']],
	['g3', []],
];
const nextNight = ({ ways }: { ways: Ways }) => new Ways(ways.news ?? [], 'here', 2 * DAY);

describe('the members of groups', () => {
	test('are read twice the first time', async () => {
		const { members, more } = await run([RIGHT(), RIGHT()]);
		expect([members, more]).toEqual([SHOWN, 1]);
	});

	test('are read once as long as they are the same, in whatever order', async () => {
		const first = await run([RIGHT(), RIGHT()]);
		const otherOrder = [group('g3'), group('g2', 'u3'), group('g1', 'u2', 'u1')];
		const second = await run([otherOrder], nextNight(first));
		expect(second.more).toBe(0);
		expect(second.members).toContainEqual(['g1', ['u2', 'u1']]);
	});

	test('are read once more after somebody came or left, and then once again', async () => {
		const first = await run([CUT(), CUT()]);
		const second = await run([RIGHT(), RIGHT()], nextNight(first));
		expect([second.members, second.more]).toEqual([SHOWN, 1]);
		expect((await run([RIGHT()], nextNight(second))).more).toBe(0);
	});

	test.each([
		['too few', CUT()],
		['those of another group', ROTATED()],
	])('that an answer shows once as %s are not believed', async (_what, wrong) => {
		const wrongAtFirst = await run([wrong, RIGHT(), RIGHT()]);
		expect([wrongAtFirst.members, wrongAtFirst.more]).toEqual([SHOWN, 2]);
		const wrongBetween = await run([RIGHT(), wrong, RIGHT()]);
		expect([wrongBetween.members, wrongBetween.more]).toEqual([SHOWN, 2]);
		const known = nextNight(await run([RIGHT(), RIGHT()]));
		const wrongLater = await run([wrong, RIGHT(), RIGHT()], known);
		expect([wrongLater.members, wrongLater.more]).toEqual([SHOWN, 2]);
	});

	test('are those of the last reading where a group came in between', async () => {
		const later = [...RIGHT(), group('g4', 'u4')];
		const { members, more } = await run([RIGHT(), later, later]);
		expect([members, more]).toEqual([[...SHOWN, ['g4', ['u4']]], 2]);
	});

	test('that are others each time end the run before anything is written', async () => {
		const readings = [RIGHT(), CUT(), ROTATED(), []];
		await expect(run(readings)).rejects.toThrow(
			'The groups could not be read from Winningtemp: they had other members each time, 4 times in a row.',
		);
	});

	test('are remembered of each tenant for itself', async () => {
		const first = await run([RIGHT(), RIGHT()]);
		const elsewhere = new Ways(first.ways.news, 'elsewhere', 2 * DAY);
		expect((await run([RIGHT(), RIGHT()], elsewhere)).more).toBe(1);
	});

	test('are remembered of each of two tenants at one address', async () => {
		const one = await run([RIGHT(), RIGHT()], undefined, 'one');
		const other = await run([CUT(), CUT()], nextNight(one), 'other');
		expect(other.more).toBe(1);
		const third = nextNight(other);
		expect((await run([RIGHT()], third, 'one')).more).toBe(0);
		expect((await run([CUT()], third, 'other')).more).toBe(0);
	});

	test('are read once if one of them is shown twice in a group', async () => {
		const first = await run([RIGHT(), RIGHT()]);
		const twice = [group('g1', 'u1', 'u2', 'u1'), group('g2', 'u3'), group('g3')];
		expect((await run([twice], nextNight(first))).more).toBe(0);
	});

	test.each([
		['still shown', RIGHT(), 0],
		['no longer shown', [group('g1', 'u1', 'u2'), group('g2'), group('g3')], 0],
		['in another group', [group('g1', 'u1', 'u2'), group('g2'), group('g3', 'u3')], 1],
	])(
		'are read again after somebody left only if that shows nothing else: %s',
		async (_what, shown, more) => {
			const ways = new Ways([], 'here', DAY);
			expectState({ tenant: { ways } }, { users: [], groups: RIGHT(), left: new Set(['u3']) });
			expect((await run([shown, shown], nextNight({ ways }))).more).toBe(more);
		},
	);
});

describe('groups that a run has seen', () => {
	test('are expected for a week, in the tenant of that credential', async () => {
		const { ways } = await run([RIGHT(), RIGHT()]);
		const at = (day: number) => ({ tenant: { ways: new Ways(ways.news, 'here', day * DAY) } });
		expect([sawGroups(at(2)), sawGroups(at(7.9)), sawGroups(at(8))]).toEqual([true, true, false]);
		// Seen again, unchanged, on the seventh day: a week from then.
		const later = new Ways(ways.news, 'here', 7 * DAY);
		await run([RIGHT()], later);
		const next = { tenant: { ways: new Ways(later.news, 'here', 13 * DAY) } };
		expect(sawGroups(next)).toBe(true);
		expect(sawGroups({ ...at(2), account: 'another' })).toBe(false);
		expect(sawGroups({ tenant: { ways: new Ways(ways.news, 'elsewhere', 2 * DAY) } })).toBe(false);
	});
});

describe('users', () => {
	const list = (...ids: string[]) => ({ resources: ids.map((id) => ({ id })), hidden: [] });

	/** One run of the nights that share a memory. */
	async function readUsers(
		readings: Array<ReturnType<typeof list>>,
		ways = new Ways([], 'here', DAY),
		account = '',
	) {
		const [first, ...later] = readings;
		let more = 0;
		const memory = { client, tenant: { ways }, account };
		const users = await agreedUsers(memory, first!, async () => later[more++]!);
		return { ids: users.resources.map(({ id }) => id), more, ways };
	}
	const night = (before: { ways: Ways }, day = 2) => new Ways(before.ways.news, 'here', day * DAY);

	test('are read once the first time, and as long as they are as many, or more', async () => {
		const first = await readUsers([list('u1', 'u2')]);
		expect(first).toMatchObject({ ids: ['u1', 'u2'], more: 0 });
		const same = await readUsers([list('u2', 'u1')], night(first));
		expect(same).toMatchObject({ ids: ['u2', 'u1'], more: 0 });
		const grown = await readUsers([list('u1', 'u2', 'u3')], night(first));
		expect(grown).toMatchObject({ ids: ['u1', 'u2', 'u3'], more: 0 });
	});

	test('whom a list leaves out once are read again, and are there', async () => {
		const first = await readUsers([list('u1', 'u2', 'u3')]);
		for (const wrong of [list('u1', 'u3'), list()]) {
			const second = await readUsers([wrong, list('u1', 'u2', 'u3')], night(first));
			expect(second).toMatchObject({ ids: ['u1', 'u2', 'u3'], more: 1 });
		}
	});

	test('are those of the longest list where short ones come in turn with it', async () => {
		const first = await readUsers([list('u1', 'u2', 'u3', 'u4')]);
		// One was deleted, and a list leaves out another one.
		const [short, long] = [list('u1', 'u2'), list('u1', 'u2', 'u3')];
		const believed = await readUsers([short, long, short, long], night(first));
		expect(believed).toMatchObject({ ids: ['u1', 'u2', 'u3'], more: 3 });
		const none = [list(), long, list(), list('u1', 'u3')];
		await expect(readUsers(none, night(first))).rejects.toThrow('others each time');
	});

	test('who were deleted by hand are gone in the second reading, too, and are not missed again', async () => {
		const first = await readUsers([list('u1', 'u2')]);
		const second = await readUsers([list('u1'), list('u1')], night(first));
		expect(second).toMatchObject({ ids: ['u1'], more: 1 });
		expect((await readUsers([list('u1')], night(second, 3))).more).toBe(0);
	});

	test('who are others each time end the run', async () => {
		const first = await readUsers([list('u1', 'u2', 'u3')]);
		const readings = [list('u1'), list('u2'), list('u3'), list()];
		await expect(readUsers(readings, night(first))).rejects.toThrow(
			'The users could not be read from Winningtemp: the last run knew 3, and 4 lists showed fewer, and others each time.',
		);
	});

	test('who are all gone end the run, however long ago they were seen', async () => {
		const first = await readUsers([list('u1', 'u2')]);
		for (const day of [2, 8, 200]) {
			await expect(readUsers([list(), list()], night(first, day))).rejects.toThrow(
				'Winningtemp answered twice that it has no users, and the last run knew 2.',
			);
		}
	});

	test('are counted without those whom the run switched off or deleted', async () => {
		const ways = new Ways([], 'here', DAY);
		const users = ['u1', 'u2', 'u3'].map((id) => ({ id }));
		expectState({ tenant: { ways } }, { users, groups: null, left: new Set(['u2', 'u9']) });
		expect((await readUsers([list('u1', 'u3')], night({ ways }))).more).toBe(0);
		expect((await readUsers([list('u1'), list('u1')], night({ ways }))).more).toBe(1);
		// Where all have left, nobody is expected.
		const left = new Set(['u1', 'u2', 'u3']);
		expectState({ tenant: { ways } }, { users, groups: null, left });
		expect((await readUsers([list()], night({ ways }))).more).toBe(0);
	});

	test('are remembered as they were where a run read none', async () => {
		const { ways } = await readUsers([list('u1', 'u2')]);
		expectState({ tenant: { ways } }, { users: [], groups: RIGHT(), left: new Set() });
		expect((await readUsers([list('u1'), list('u1')], night({ ways }))).more).toBe(1);
	});

	test('are remembered of each of two tenants at one address', async () => {
		const one = await readUsers([list('u1', 'u2')], undefined, 'one');
		expect((await readUsers([list('u1')], night(one), 'other')).more).toBe(0);
	});
});
