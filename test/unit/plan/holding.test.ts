import type { Group } from '../../../directory/model/group';
import type { PlanSettings } from '../../../directory/plan';
import { DEFAULT_SETTINGS } from '../../../directory/plan';
import { brief, currentGroups, group, people, person, plan, userByHand, userOf } from './build';

const NONE = { count: 0, share: 0 };
/** Nothing of one kind is let through. */
const none = (name: keyof PlanSettings['guards']): Partial<PlanSettings> => ({
	guards: { ...DEFAULT_SETTINGS.guards, [name]: NONE },
});

const hr = group('hr', 'HR');
const stays = people(3, { groupExternalId: 'hr' });
const withStays = (...more: ReturnType<typeof people>) => [...stays, ...more];

test('a name is given up although the person who is to have it is held', () => {
	const before = person('a');
	const { changes, held } = plan(
		{
			users: [{ ...before, username: 'ny@exempel.se' }, person('q', { username: before.username })],
		},
		{ users: [userOf(before)] },
		none('creations'),
	);
	expect(brief(changes)).toEqual(['update user a: username']);
	expect(brief(held)).toEqual(['create user q']);
});

test('a manager is created although those who report to them are held', () => {
	const before = person('a', { birthday: '1980-01-01' });
	const other = {
		...before,
		birthday: '1999-12-31',
		lastName: 'Ny',
		username: 'ny@exempel.se',
		managerExternalId: 'q',
	};
	const { changes, held } = plan({ users: [other, person('q')] }, { users: [userOf(before)] });
	expect(brief(changes)).toEqual(['create user q']);
	expect(brief(held)).toEqual(['update user a: username, lastName, birthday, managerExternalId']);
});

test('a group is moved, or changed, although the deletion of the one above is held', () => {
	const before = [hr, group('top', 'Topp'), group('low', 'Låg', 'top')];
	const users = withStays(person('a', { groupExternalId: 'low' }));
	const { changes, held } = plan(
		{ groups: [hr, group('low', 'Låg')], users },
		{ groups: currentGroups(before), users: users.map((one) => userOf(one)) },
		none('groupDeletions'),
	);
	expect(brief(changes)).toEqual(['update group Låg: parentExternalId']);
	expect(brief(held)).toEqual(['delete group Topp']);
	expect(held[0]!.reason).toBe('Nobody is in it in HR.');
});

test('a group in which nobody is to stand is made although others are held, its manager too', () => {
	const empty: Group = { ...group('e', 'Tom'), managerExternalId: 'q' };
	const { changes, held } = plan(
		{ groups: [hr, empty, group('f', 'Fri')], users: withStays(person('q')) },
		{ groups: currentGroups([hr]), users: stays.map((one) => userOf(one)) },
		none('creations'),
	);
	expect(brief(changes)).toEqual(['create group Tom', 'create group Fri']);
	expect(brief(held)).toEqual(['create user q', 'update group Tom: managerExternalId']);
	expect(held[1]!.because).toBe(1);
	expect(held[1]!.reason).toBe(
		'Has a new manager in HR. Waits for the held creation of the user “Åsa Ek q”.',
	);
});

describe('groups that would be made only for people who are held', () => {
	const boss = person('boss', { username: 'maja@exempel.se', groupExternalId: 'hr' });
	const made: Group[] = [
		group('top', 'Topp'),
		{ ...group('low', 'Låg', 'top'), managerExternalId: 'boss' },
	];
	const wanted = {
		groups: [hr, ...made],
		users: [...stays.map((one) => ({ ...one, groupExternalId: 'low' })), boss],
	};
	const current = {
		groups: currentGroups([hr]),
		users: [
			...stays.map((one) => userOf(one)),
			userByHand('maja@exempel.se', {
				firstName: boss.firstName,
				lastName: boss.lastName,
				memberOf: ['t-hr'],
			}),
		],
	};

	test('wait with them, managers and all, and say for whom and by which guard', () => {
		const { changes, held } = plan(wanted, current, none('moves'));
		expect(brief(changes)).toEqual(['update user boss: externalId']);
		expect(held.map(({ guard }) => guard)).toEqual(
			held.map(() => ({ name: 'moves', limit: 0, actual: 3, of: 4 })),
		);
		expect(held.map((one) => `${brief([one])[0]!} | ${one.reason}`)).toEqual([
			...stays.map(
				({ externalId }) => `update user ${externalId}: groupExternalId | Is in “Låg” in HR.`,
			),
			'create group Låg | Is in HR, and no group in Winningtemp is the same. Waits for the held update of the user “Åsa Ek p0001”. Has a new manager in HR.',
			'create group Topp | Is in HR, and no group in Winningtemp is the same. Waits for the held creation of the group “Låg”.',
		]);
		expect(held.map(({ because }) => because)).toEqual([undefined, undefined, undefined, 1, 4]);
	});

	test('law 5: whatever order everything comes in', () => {
		const first = plan(wanted, current, none('moves'));
		const second = plan(
			{ groups: [...wanted.groups].reverse(), users: [...wanted.users].reverse() },
			{ groups: current.groups, users: [...current.users].reverse() },
			none('moves'),
		);
		expect(JSON.stringify(second)).toBe(JSON.stringify(first));
	});
});

test('law 5: who waits for several says for the same one in any order', () => {
	const before = people(4, { groupExternalId: 'it' });
	const groups = [hr, group('it', 'IT')];
	const users = before.map((one) => ({ ...one, groupExternalId: 'hr' }));
	const current = { groups: currentGroups(groups), users: before.map((one) => userOf(one)) };
	for (const order of [users, [...users].reverse()]) {
		const { held } = plan({ groups: [hr], users: order }, current, none('moves'));
		expect(held.at(-1)).toMatchObject({
			kind: 'group',
			action: 'delete',
			reason: 'Nobody is in it in HR. Waits for the held update of the user “Åsa Ek p0001”.',
		});
	}
});

test('someone held by two guards is told twice, once for each', () => {
	const groups = [hr, group('it', 'IT')];
	const users = withStays(person('a', { groupExternalId: 'it', username: 'ny@exempel.se' }));
	const { changes, held } = plan(
		{ groups, users: [{ ...users[3]!, lastName: 'Ny' }, ...stays] },
		{
			groups: currentGroups(groups),
			users: [
				userOf(person('a', { groupExternalId: 'hr' }), { version: 'W/"1"' }),
				...stays.map((one) => userOf(one)),
			],
		},
		{ guards: { ...DEFAULT_SETTINGS.guards, moves: NONE, usernameChanges: NONE } },
	);
	expect(changes).toMatchObject([{ changes: [{ field: 'lastName' }], version: 'W/"1"' }]);
	expect(held.map((one) => [brief([one])[0], one.guard.name, one.order])).toEqual([
		['update user a: username', 'usernameChanges', 1],
		['update user a: groupExternalId', 'moves', 2],
	]);
	expect(held.every((one) => !('version' in one))).toBe(true);
});

test.each(['groupRenames', 'groupMoves'] as const)(
	'the name and the place of a group are held together (%s): with one of them it might be taken for another group',
	(guard) => {
		const before = [group('a', 'A'), group('b', 'B'), group('x', 'X', 'a')];
		const after = [
			group('a', 'A'),
			group('b', 'B'),
			{ ...group('x', 'Y', 'b'), managerExternalId: 'p0001' },
		];
		const users = people(2, { groupExternalId: 'x' });
		const { changes, held } = plan(
			{ groups: after, users },
			{ groups: currentGroups(before), users: users.map((one) => userOf(one)) },
			none(guard),
		);
		expect(brief(changes)).toEqual([
			'update group Y: managerExternalId',
			'update user p0001: groupExternalId',
		]);
		expect(brief(held)).toEqual(['update group Y: name, parentExternalId']);
		expect(held[0]!.guard).toEqual({ name: guard, limit: 0, actual: 1, of: 3 });
	},
);

test('the manager of a group whose deletion is held is not deleted before it', () => {
	const [chief, ...others] = people(20);
	const groups = ['a', 'b'].map((id) => ({
		...group(id, id),
		managerExternalId: chief!.externalId,
	}));
	const settings: Partial<PlanSettings> = {
		removal: { action: 'delete', scope: 'withExternalId' },
		guards: { ...DEFAULT_SETTINGS.guards, groupDeletions: { count: 1, share: 0 } },
	};
	const current = {
		groups: currentGroups([...groups, group('c', 'c')]),
		users: [chief!, ...others].map((one) => userOf(one)),
	};
	const wanted = { groups: [group('c', 'c')], users: others };
	const { changes, held } = plan(wanted, current, settings);
	expect(brief(changes)).toEqual([]);
	expect(brief(held)).toEqual(['delete group a', 'delete group b', 'delete user p0001']);
	expect(held.map(({ guard, because }) => [guard.name, because])).toEqual([
		['groupDeletions', undefined],
		['groupDeletions', undefined],
		['groupDeletions', 1],
	]);
});

describe('somebody to whom others still refer is not deleted', () => {
	const deleting = (name: keyof PlanSettings['guards']): Partial<PlanSettings> => ({
		...none(name),
		removal: { scope: 'withExternalId', action: 'delete' },
	});
	const [boss, next] = [person('boss'), person('next')];
	const before = person('a', { managerExternalId: 'boss', title: 'Cook' });
	const after = { ...before, managerExternalId: 'next', title: 'Chef' };
	const there = { users: [boss, next, before].map((one) => userOf(one)) };

	test('while the change of a manager is held; other values of the same person change', () => {
		const { changes, held } = plan({ users: [next, after] }, there, deleting('managerChanges'));
		expect(brief(changes)).toEqual(['update user a: title']);
		expect(brief(held).sort()).toEqual(['delete user boss', 'update user a: managerExternalId']);
	});

	test('and is deleted where only other values are held', () => {
		const { changes, held } = plan({ users: [next, after] }, there, deleting('fieldChanges'));
		expect(brief(changes)).toEqual(['update user a: managerExternalId', 'delete user boss']);
		expect(brief(held)).toEqual(['update user a: title']);
	});

	test.each([
		['gets another manager', [{ ...hr, managerExternalId: 'next' }], 'groupManagers'],
		['is to be deleted', [], 'groupDeletions'],
	] as const)('while a group of theirs %s, which is held', (_what, groups, guard) => {
		const other = group('o', 'Other');
		const users = [{ ...next, groupExternalId: 'o' }];
		const { changes, held } = plan(
			{ groups: [...groups, other], users },
			{
				groups: currentGroups([{ ...hr, managerExternalId: 'boss' }, other]),
				users: [boss, ...users].map((one) => userOf(one)),
			},
			deleting(guard),
		);
		expect(changes).toEqual([]);
		expect(brief(held)).toContain('delete user boss');
		expect(held).toHaveLength(2);
	});
});

describe('of a group that gets another name, place and manager', () => {
	const groups = [
		...[hr, group('top', 'Topp')],
		{ ...group('g', 'Grupp', 'top'), managerExternalId: stays[1]!.externalId },
	];
	const wanted = [
		...groups.slice(0, 2),
		{ ...group('g', 'Ny', 'hr'), managerExternalId: stays[0]!.externalId },
	];
	const users = [...stays, person('q', { groupExternalId: 'g' })];
	const planned = (name: keyof PlanSettings['guards']) => {
		const { changes, held } = plan(
			{ groups: wanted, users },
			{ groups: currentGroups(groups), users: users.map((one) => userOf(one)) },
			none(name),
		);
		return [changes, held].map((list) =>
			list
				.filter(({ kind }) => kind === 'group')
				.flatMap((change) => change.changes.map(({ field }) => field))
				.sort(),
		);
	};

	test('the manager alone is held by its own guard', () => {
		expect(planned('groupManagers')).toEqual([['name', 'parentExternalId'], ['managerExternalId']]);
	});

	test.each(['groupRenames', 'groupMoves'] as const)(
		'name and place are held together by the guard %s, and the manager is not',
		(guard) => {
			expect(planned(guard)).toEqual([['managerExternalId'], ['name', 'parentExternalId']]);
		},
	);
});
