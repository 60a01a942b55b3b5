import type { Allowance, PlanSettings } from '../../../directory/plan';
import { DEFAULT_SETTINGS, planSync } from '../../../directory/plan';
import { allowanceFor, allowanceIssues } from '../../../directory/plan/allowance';
import { planListed, type Item } from '../../../directory/plan/listed';
import { WINNINGTEMP } from '../../../nodes/Winningtemp/profile';
import { brief, currentGroups, group, people, userOf } from './build';

const { systems } = WINNINGTEMP;

function plan(
	wanted: Pick<Parameters<typeof planSync>[0], 'groups' | 'users'>,
	current: Parameters<typeof planSync>[0]['current'],
	today: string,
	allowances: Allowance[],
	more: Partial<PlanSettings> = {},
) {
	const settings = { ...DEFAULT_SETTINGS, allowances, ...more };
	return planSync({ ...wanted, current, settings, today, systems });
}

/** 40 people in ten teams of two divisions; then three teams are left, below other divisions. */
function reorganisation() {
	const team = (i: number, above: string) => group(`t${i}`, `Team ${i}`, above);
	const divisions = [group('d1', 'North'), group('d2', 'South')];
	const before = Array.from({ length: 10 }, (_, i) => team(i, i < 5 ? 'd1' : 'd2'));
	const staff = people(40).map((one, i) => ({ ...one, groupExternalId: `t${i % 10}` }));
	const after = [4, 8, 9].map((i) => team(i, i < 5 ? 'd2' : 'd1'));
	return {
		current: {
			groups: currentGroups([...divisions, ...before]),
			users: staff.map((one) => userOf(one)),
		},
		wanted: {
			groups: [...divisions, ...after],
			users: staff.map((one, i) => ({ ...one, groupExternalId: `t${[4, 8, 9][i % 3]!}` })),
		},
	};
}

const GUARDS = ['moves', 'groupDeletions', 'groupMoves'] as const;

test('case A14: one allowance lets all of a planned reorganisation through, and every report says so', () => {
	const { wanted, current } = reorganisation();
	const without = plan(wanted, current, '2026-11-27', []);
	expect(new Set(without.held.map(({ guard }) => guard.name))).toEqual(
		new Set(['moves', 'groupDeletions']),
	);
	const allowance: Allowance = { guards: GUARDS, until: '2026-11-30', atMost: null };
	for (const today of ['2026-11-27', '2026-11-30']) {
		const { changes, held, summary, issues } = plan(wanted, current, today, [allowance]);
		expect(held).toEqual([]);
		expect(brief(changes).filter((one) => one.startsWith('delete group'))).toHaveLength(7);
		expect(brief(changes).filter((one) => one.includes('groupExternalId'))).toHaveLength(37);
		expect(summary.allowance).toEqual([{ ...allowance, inForce: true }]);
		expect(summary.guards.filter((guard) => guard.held)).toEqual([]);
		expect(issues).toMatchObject([{ severity: 'warning', code: 'allowanceInForce' }]);
		expect(issues[0]!.message).toBe(
			'An allowance is in force until 2026-11-30: Moves Between Groups, Group Deletions, Group Moves let through any number of changes. Remove it from Allowance once it is no longer needed.',
		);
	}
});

test('the day after, the guards judge as always, and the report says that it has ended', () => {
	const { wanted, current } = reorganisation();
	const allowance: Allowance = { guards: GUARDS, until: '2026-11-30', atMost: null };
	const { held, summary, issues } = plan(wanted, current, '2026-12-01', [allowance]);
	expect(held).toEqual(plan(wanted, current, '2026-12-01', []).held);
	expect(summary.allowance).toEqual([{ ...allowance, inForce: false }]);
	expect(issues).toMatchObject([{ code: 'allowanceEnded' }]);
	expect(issues[0]!.message).toBe(
		'The allowance for Moves Between Groups, Group Deletions, Group Moves ended on 2026-11-30, and these guards judge as always. Remove it from Allowance.',
	);
	// Without a day nobody can say that it is in force.
	expect(plan(wanted, current, '', [allowance]).held).not.toEqual([]);
});

test('an allowance opens its own guards only, and only up to its number', () => {
	const staff = people(100);
	const current = { groups: [], users: staff.map((one) => userOf(one)) };
	const wanted = {
		groups: [],
		users: staff.slice(30).map((one, i) => ({
			...one,
			username: i < 8 ? `ny${i}@exempel.se` : one.username,
		})),
	};
	const held = (atMost: number | null, ...more: Allowance[]) => {
		const allowance: Allowance = { guards: ['removals'], until: '2026-12-31', atMost };
		const { held: all } = plan(wanted, current, '2026-11-27', [allowance, ...more]);
		return [...new Set(all.map(({ guard }) => guard.name))];
	};
	expect(held(null)).toEqual(['usernameChanges']);
	expect(held(30)).toEqual(['usernameChanges']);
	expect(held(29)).toEqual(['usernameChanges', 'removals'].sort().reverse());
	// Of two that are in force, the one that lets more through counts.
	expect(held(29, { guards: ['removals'], until: '2026-11-27', atMost: 40 })).toEqual([
		'usernameChanges',
	]);
});

test('Create or Update has allowances too, and says so of the run as a whole', () => {
	const staff = people(60);
	const items = staff.map((one) => ({ ...one, lastName: 'Ny' })) as unknown as Item[];
	const current = { groups: [], users: staff.map((one) => userOf(one)) };
	const options = { systems, knows: () => true, today: '2026-11-27' };
	expect(planListed('user', items, current, options).changes).toEqual([]);
	const allowance: Allowance = { guards: ['fieldChanges'], until: '2026-11-27', atMost: null };
	const allowed = planListed('user', items, current, { ...options, allowances: [allowance] });
	expect(allowed.changes).toHaveLength(60);
	expect(allowed.remarks).toMatchObject([{ code: 'allowanceInForce' }]);
});

describe('of several allowances for one guard', () => {
	const allowance = (atMost: number | null, until = '2026-11-30'): Allowance => ({
		...{ guards: ['moves'], until, atMost },
	});
	const chosen = (...all: Allowance[]) => allowanceFor('moves', all, '2026-11-27');

	test('the one that lets most through counts, in whatever order', () => {
		for (const most of [7, null]) {
			expect(chosen(allowance(most), allowance(3))).toEqual(allowance(most));
			expect(chosen(allowance(3), allowance(most))).toEqual(allowance(most));
		}
	});

	test('the first one counts where they let the same through, and none that has ended', () => {
		const [first, second] = [allowance(3, '2026-11-28'), allowance(3, '2026-11-29')];
		expect(chosen(first, second)).toBe(first);
		expect(chosen(allowance(9, '2026-11-26'), first)).toBe(first);
		expect(chosen(allowance(9, '2026-11-26'))).toBeUndefined();
	});
});

test('the issue about an allowance names its guards, how much it lets through, and until when', () => {
	const guards: Allowance['guards'] = ['moves', 'creations'];
	const subject = { kind: 'group', externalId: null, name: 'Moves Between Groups, Creations' };
	const issues = (atMost: number | null, until: string) =>
		allowanceIssues([{ guards, until, atMost }], '2026-11-27');
	expect(issues(20, '2026-11-30')).toEqual([
		{
			severity: 'warning',
			code: 'allowanceInForce',
			subject,
			message:
				'An allowance is in force until 2026-11-30: Moves Between Groups, Creations let through up to 20 changes of each in seven days. Remove it from Allowance once it is no longer needed.',
			details: { until: '2026-11-30' },
		},
	]);
	expect(issues(null, '2026-11-26')).toEqual([
		{
			severity: 'warning',
			code: 'allowanceEnded',
			subject,
			message:
				'The allowance for Moves Between Groups, Creations ended on 2026-11-26, and these guards judge as always. Remove it from Allowance.',
			details: { until: '2026-11-26' },
		},
	]);
});
