import type { AppliedChange, Counted } from '../../../directory/model/change';
import { DEFAULT_SETTINGS, planSync, type Written } from '../../../directory/plan';
import { isWorthKeeping, remembered, writtenLastWeek } from '../../../directory/plan/week';
import { WINNINGTEMP } from '../../../nodes/Winningtemp/profile';
import { people, person, userOf } from './build';

const TODAY = '2026-11-27';

function applied(n: number, counts: Counted[], more: Partial<AppliedChange> = {}): AppliedChange {
	return {
		order: n,
		kind: 'user',
		action: 'update',
		externalId: `p${n}`,
		targetId: `t-${n}`,
		name: '',
		changes: [],
		reason: '',
		status: 'applied',
		attempts: 1,
		counts,
		...more,
	};
}

describe('the memory of a week', () => {
	test('holds what was written, by day; each person and each cause counts once', () => {
		const login = { guard: 'usernameChanges' };
		const cause = { guard: 'managerChanges', cause: 'a → b' };
		const memory = remembered(undefined, TODAY, [
			applied(1, [login, cause]),
			applied(1, [login]),
			applied(2, [login, cause]),
			applied(3, [{ ...cause, cause: 'c → d' }, { guard: 'managerChanges' }]),
			applied(4, [login], { status: 'failed' }),
			applied(5, [login], { status: 'dryRun' }),
			applied(6, [login], { attempts: 0 }),
		]);
		expect(memory).toEqual({
			since: TODAY,
			days: { [TODAY]: { usernameChanges: 2, managerChanges: 3 } },
		});
		const later = remembered(memory, '2026-11-28', [applied(7, [login])]);
		expect(later!.days['2026-11-28']).toEqual({ usernameChanges: 1 });
		expect(remembered(later, '2026-11-28', [applied(8, [login])])!.days['2026-11-28']).toEqual({
			usernameChanges: 2,
		});
		expect(remembered(later, '2026-11-28', [applied(8, [])])).toBeNull();
	});

	test('counts seven days, today among them, and keeps eight', () => {
		const days = Object.fromEntries(
			Array.from({ length: 30 }, (_, i) => {
				const day = new Date(Date.parse('2026-11-01') + i * 86_400_000).toISOString().slice(0, 10);
				return [day, { removals: 1 }];
			}),
		);
		const memory = { since: '2026-11-01', days };
		// The 21st to the 27th, and the 28th, which another time zone may have reached.
		expect(writtenLastWeek([memory], TODAY)).toEqual({
			since: '2026-11-01',
			counts: { removals: 8 },
		});
		const kept = remembered(memory, TODAY, [applied(1, [{ guard: 'removals' }])])!;
		expect(Object.keys(kept.days)).toEqual(
			['20', '21', '22', '23', '24', '25', '26', '27', '28'].map((day) => `2026-11-${day}`),
		);
		expect(isWorthKeeping(memory, TODAY)).toBe(true);
		expect(isWorthKeeping(memory, '2026-12-31')).toBe(false);
	});

	test('of several credentials the memories count together, since the day when all are complete', () => {
		const of = (since: string) => ({ since, days: { [TODAY]: { moves: 2 } } });
		const both = [of('2026-11-01'), undefined, of('2026-11-20')];
		for (const memories of [both, [...both].reverse()]) {
			expect(writtenLastWeek(memories, TODAY)).toEqual({
				since: '2026-11-20',
				counts: { moves: 4 },
			});
		}
	});

	test('who has no External ID counts one by one, and what names no guard does not count', () => {
		const byHand = (n: number, counts: object[]) =>
			applied(n, counts as Counted[], { externalId: null });
		const removal = { guard: 'removals' };
		expect(
			remembered(undefined, TODAY, [byHand(1, [removal]), byHand(2, [removal])])!.days,
		).toEqual({
			[TODAY]: { removals: 2 },
		});
		expect(remembered(undefined, TODAY, [byHand(1, [{}, { guard: 7 }, removal])])!.days).toEqual({
			[TODAY]: { removals: 1 },
		});
	});

	test.each([
		undefined,
		null,
		'yes',
		7,
		[],
		{ since: 1, days: { [TODAY]: { moves: 1 } } },
		{ since: '2026-11-01' },
		{
			since: '2026-11-01',
			days: { [TODAY]: null, nonsense: { moves: 1 }, '2026-11-26': { moves: -1 } },
		},
	])('what is not a memory says nothing: %j', (memory) => {
		expect(writtenLastWeek([memory], TODAY).counts).toEqual({});
	});

	test('its size is bounded, however many attributes change', () => {
		const many = Array.from({ length: 5000 }, (_, i) =>
			applied(i, [{ guard: `fieldChanges user attributes.a${i}` }]),
		);
		const memory = remembered(undefined, TODAY, many)!;
		expect(Object.keys(memory.days[TODAY]!)).toHaveLength(500);
		// A guard that looks at no field is remembered all the same.
		const removal = applied(9000, [{ guard: 'removals' }, { guard: 'allowed removals' }]);
		const { days } = remembered(memory, TODAY, [...many, removal])!;
		expect(days[TODAY]).toMatchObject({ removals: 1, 'allowed removals': 1 });
		expect(Object.keys(days[TODAY]!)).toHaveLength(502);
	});

	test('one that begins tomorrow, where another time zone has that day already, counts', () => {
		const memory = { since: '2026-11-28', days: { '2026-11-28': { removals: 1 } } };
		expect(writtenLastWeek([memory], TODAY)).toEqual({
			since: '2026-11-28',
			counts: { removals: 1 },
		});
	});

	test('one that begins after today was made while the clock was wrong, and begins again', () => {
		const memory = { since: '2027-11-27', days: { '2027-11-27': { removals: 9 } } };
		expect(writtenLastWeek([memory], TODAY)).toEqual({ since: null, counts: {} });
		expect(remembered(memory, TODAY, [applied(1, [{ guard: 'removals' }])])).toEqual({
			since: TODAY,
			days: { [TODAY]: { removals: 1 } },
		});
	});

	test('damaged counts of today do not spoil what is added', () => {
		const days = JSON.parse(`{"${TODAY}":{"removals":"9","moves":-9,"constructor":3}}`);
		const memory = remembered({ since: TODAY, days }, TODAY, [
			applied(1, [{ guard: 'removals' }, { guard: 'moves' }]),
		]);
		expect(writtenLastWeek([memory], TODAY).counts).toEqual({
			removals: 1,
			moves: 1,
			constructor: 3,
		});
	});
});

describe('the planner with a memory', () => {
	const { systems } = WINNINGTEMP;
	const staff = people(100, { birthday: '1980-02-03' });
	const current = { groups: [], users: staff.map((one) => userOf(one)) };
	const plan = (users: typeof staff, written?: Written, more: object = {}) =>
		planSync({
			groups: [],
			users,
			current,
			settings: DEFAULT_SETTINGS,
			systems,
			today: TODAY,
			...(written ? { written } : {}),
			...more,
		});
	const memory = (counts: Written['counts']) => ({ since: '2026-11-01', counts });

	test('without one, changes carry no counts and no week is mentioned', () => {
		const { changes, summary } = plan(staff.slice(5));
		expect(changes.every((change) => !('counts' in change))).toBe(true);
		expect(summary.week).toBeUndefined();
	});

	test('changes carry what guards count of them, each guard once', () => {
		const [one, two, three, ...rest] = staff;
		const users = [
			{ ...one!, username: 'ny@exempel.se', email: 'ny@exempel.se', lastName: 'Ny' },
			{ ...two!, birthday: null },
			person('q1'),
			...rest,
		];
		const { changes } = plan(users, memory({}));
		const counts = new Map(changes.map((change) => [change.externalId, change.counts]));
		expect(counts.get('p0001')).toEqual(
			expect.arrayContaining([
				{ guard: 'usernameChanges' },
				{ guard: 'fieldChanges user lastName' },
			]),
		);
		expect(counts.get('p0001')).toHaveLength(2);
		expect(counts.get('p0002')).toEqual([{ guard: 'fieldsEmptied user birthday' }]);
		expect(counts.get(three!.externalId)).toEqual([{ guard: 'removals' }]);
		expect(counts.get('q1')).toEqual([{ guard: 'creations' }]);
	});

	test('the limit of a week: twice that of a run, and never less than it', () => {
		// 10 % of 100 a run, 20 % a week.
		expect(plan(staff.slice(5), memory({ removals: 15 })).held).toEqual([]);
		const { held, summary, changes } = plan(staff.slice(5), memory({ removals: 16 }));
		expect(changes).toEqual([]);
		expect(held).toHaveLength(5);
		expect(held[0]!.guard).toEqual({
			name: 'removals',
			limit: 10,
			actual: 5,
			of: 100,
			week: { actual: 21, limit: 20 },
		});
		expect(summary.week!.guards[0]).toEqual({ name: 'removals', actual: 21, limit: 20 });
		const own = { count: 50, share: 0, weekCount: 10, weekShare: 1 };
		const settings = {
			...DEFAULT_SETTINGS,
			guards: { ...DEFAULT_SETTINGS.guards, removals: own },
		};
		expect(plan(staff.slice(40), memory({ removals: 10 }), { settings }).held).toEqual([]);
		expect(plan(staff.slice(40), memory({ removals: 11 }), { settings }).held).toHaveLength(40);
		const stop = {
			...DEFAULT_SETTINGS,
			guards: { ...DEFAULT_SETTINGS.guards, whenExceeded: 'stop' as const },
		};
		expect(() => plan(staff.slice(5), memory({ removals: 16 }), { settings: stop })).toThrow(
			'5 people would be removed (21 in seven days; the guard “Removals” lets 20 through)',
		);
		// What is held by the week is released like anything else, and does not count.
		const { planId } = summary;
		const released = plan(staff.slice(5), memory({ removals: 16 }), {
			settings: { ...DEFAULT_SETTINGS, release: planId },
		});
		expect(released.changes).toHaveLength(5);
		expect(released.changes.every(({ counts }) => counts === undefined)).toBe(true);
	});

	test('what was written holds nothing by itself, and a guard that the run exceeds names no week', () => {
		const guardsOf = (users: typeof staff) =>
			plan(users, memory({ removals: 50, usernameChanges: 50 })).summary.guards;
		for (const guard of guardsOf(staff)) {
			expect(guard.held).toBe(false);
			expect(guard).not.toHaveProperty('week');
		}
		const removals = guardsOf(staff.slice(20)).filter(({ name }) => name === 'removals');
		expect(removals).toEqual([{ name: 'removals', limit: 10, actual: 20, of: 100, held: true }]);
	});

	test('what an allowance lets through counts for its own number in seven days, and not for the guard', () => {
		const removing = (atMost: number | null, before: number) =>
			plan(staff.slice(12), memory({ 'allowed removals': before }), {
				settings: {
					...DEFAULT_SETTINGS,
					allowances: [{ guards: ['removals'], until: TODAY, atMost }],
				},
			});
		const { changes, held } = removing(15, 3);
		expect(held).toEqual([]);
		expect(changes).toHaveLength(12);
		for (const { counts } of changes) expect(counts).toEqual([{ guard: 'allowed removals' }]);
		expect(removing(15, 4).held).toHaveLength(12);
		// Without a number there is nothing to count.
		for (const change of removing(null, 99).changes) expect(change).not.toHaveProperty('counts');
	});

	test('on a list of some people the shares of a week are of the whole directory', () => {
		const some = staff
			.slice(0, 3)
			.map((one) => ({ ...one, username: `ny.${one.externalId}@x.se` }));
		const partial = [{ code: 'modifiedSince', message: 'Modified Since is set' }];
		const written = memory({ usernameChanges: 7 });
		const { held, summary } = plan(some, written, { partial });
		expect(held).toEqual([]);
		expect(summary.week!.guards).toContainEqual({ name: 'usernameChanges', actual: 10, limit: 10 });
		expect(plan(some, memory({ usernameChanges: 8 }), { partial }).held).toHaveLength(3);
	});

	test('each field is counted by itself', () => {
		const users = staff.map((one, i) => (i < 30 ? { ...one, lastName: 'Ny' } : one));
		expect(plan(users, memory({ 'fieldChanges user firstName': 60 })).held).toEqual([]);
		const { held, summary } = plan(users, memory({ 'fieldChanges user lastName': 31 }));
		expect(held).toHaveLength(30);
		expect(summary.week!.guards).toContainEqual({
			...{ name: 'fieldChanges', kind: 'user', field: 'lastName' },
			...{ actual: 61, limit: 60 },
		});
	});
});
