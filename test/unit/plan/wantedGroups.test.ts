import type { Group } from '../../../directory/model/group';
import { brief, currentGroups, group, people, person, plan, userOf, without } from './build';

test('law 5: of groups with one External ID the same is kept in any order: the first by path, then by name', () => {
	const at = (name: string, ...path: string[]): Group => ({ ...group('g', name), path });
	const kept = (groups: Group[]) =>
		[groups, [...groups].reverse()].map(
			(order) => plan({ groups: order, users: [person('p1')] }).changes[0]!.name,
		);
	expect(kept([at('B', 'B'), at('A', 'A')])).toEqual(['A', 'A']);
	expect(kept([at('A', 'Z'), at('Z', 'B')])).toEqual(['Z', 'Z']);
	expect(kept([at('B', 'X'), at('A', 'X')])).toEqual(['A', 'A']);
	expect(kept([at('B', 'A', 'B'), at('A', 'A', 'A')])).toEqual(['A', 'A']);
	const pathless = ['B', 'A'].map((name) => without(group('g', name), 'path') as Group);
	expect(kept(pathless)).toEqual(['A', 'A']);
	// Whatever has no path comes before what has one.
	expect(kept([at('A', 'A'), pathless[0]!])).toEqual(['B', 'B']);
});

test('a group that is listed twice under one name is one group', () => {
	const { changes, issues } = plan({
		groups: [group('g', 'Lager'), { ...group('g', ' LAGER '), path: ['x'] }],
		users: [person('p1', { groupExternalId: 'g' })],
	});
	expect(brief(changes)).toEqual(['create group Lager', 'create user p1']);
	expect(issues).toEqual([]);
});

test('law 5: new groups of one depth are made in the order of their External IDs', () => {
	const groups = ['c', 'a', 'b'].map((id) => group(id, `Grupp ${id}`));
	const names = ['Grupp a', 'Grupp b', 'Grupp c'];
	for (const order of [groups, [...groups].reverse()]) {
		const { changes } = plan({ groups: order, users: [person('p1')] });
		expect(changes.filter(({ kind }) => kind === 'group').map(({ name }) => name)).toEqual(names);
	}
});

test('groups above each other in Winningtemp are brought into the order that HR has', () => {
	const users = [
		...people(3, { groupExternalId: 'a' }, 'a'),
		...people(3, { groupExternalId: 'b' }, 'b'),
	];
	const [a, b] = currentGroups([group('a', 'A', 'b'), group('b', 'B', 'a')]);
	const { changes } = plan(
		{ groups: [group('a', 'A'), group('b', 'B', 'a')], users },
		{ groups: [a!, b!], users: users.map((one) => userOf(one)) },
	);
	expect(changes).toMatchObject([
		{ externalId: 'a', changes: [{ field: 'parentExternalId', from: 'b', to: null }] },
	]);
});
