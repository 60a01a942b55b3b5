import { growthOfWork, LINEAR } from '../../support/work';
import { currentGroups, group, people, plan, userOf } from './build';

/** Ten levels, and so many groups on each below the top. */
function deepTree(width: number) {
	const groups = [group('1', 'Nivå 1')];
	for (let level = 2; level <= 10; level++) {
		for (let i = 0; i < width; i++) {
			const parent = level === 2 ? '1' : `${level - 1}-${i}`;
			groups.push(group(`${level}-${i}`, `Nivå ${level} ${i}`, parent));
		}
	}
	return groups;
}

/** So many people: every fifth in one group, all others on the tenth level. */
function company(size: number) {
	const width = 200;
	const groups = deepTree(width);
	const users = people(size).map((one, i) => ({
		...one,
		groupExternalId: i % 5 === 0 ? '2-0' : `10-${i % width}`,
		managerExternalId: i === 0 ? null : 'p0001',
	}));
	const current = { groups: currentGroups(groups), users: users.map((one) => userOf(one)) };
	return { groups, users, current };
}

test('case 40: ten levels, 100,000 people and a group of 20,000', () => {
	const { groups, users, current } = company(100_000);
	const unchanged = plan({ groups, users }, current);
	expect(unchanged.changes).toEqual([]);
	expect(unchanged.summary.users).toMatchObject({ unchanged: 100_000 });

	const renamed = groups.map((one) => ({
		...one,
		...(one.externalId === '1' ? { externalId: 'new', name: 'Nytt' } : {}),
		...(one.parentExternalId === '1' ? { parentExternalId: 'new' } : {}),
	}));
	const { changes } = plan({ groups: renamed, users }, current);
	expect(changes).toMatchObject([{ kind: 'group', action: 'update', externalId: '1' }]);
}, 120_000);

test('case 40: everyone created, and everyone moved at once', () => {
	const { groups, users, current } = company(10_000);
	expect(plan({ groups, users }).changes).toHaveLength(10_000 + groups.length);
	const moved = users.map((one) => ({ ...one, groupExternalId: '1' }));
	const held = plan({ groups: groups.slice(0, 1), users: moved }, current);
	expect(held.changes).toEqual([]);
	expect(held.held).toHaveLength(10_000 + groups.length - 1);
	const { changes } = plan({ groups: groups.slice(0, 1), users: moved }, current, {
		release: held.summary.planId,
	});
	expect(changes).toHaveLength(held.held.length);
}, 120_000);

test.each([
	['nothing to do', (one: object) => one],
	['everyone renamed', (one: object) => ({ ...one, lastName: 'Nygift' })],
	['everyone moved', (one: object) => ({ ...one, groupExternalId: '1' })],
	['all but one gone', (one: object, i: number) => (i === 0 ? one : [])],
])('case 40: the work grows as the number of people does: %s', async (_what, change) => {
	const growth = await growthOfWork(2000, (size) => {
		const { groups, users, current } = company(size);
		const wanted = users.flatMap(change) as typeof users;
		return () => plan({ groups, users: wanted }, current);
	});
	expect(growth).toBeLessThan(LINEAR);
});
