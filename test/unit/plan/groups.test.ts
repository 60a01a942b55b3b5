import type { CurrentGroup, Group } from '../../../directory/model/group';
import type { CurrentUser, Person } from '../../../directory/model/person';
import { DEFAULT_SETTINGS } from '../../../directory/plan';
import { groupUuid } from '../../../directory/common/uuid';
import {
	brief,
	currentGroups,
	group,
	groupsAt,
	idOf,
	people,
	person,
	plan,
	userByHand,
	userOf,
	without,
} from './build';
import { Model } from './model';

const field = (name: string, from: unknown, to: unknown) => ({ field: name, from, to });

/** So many people in one place. */
function team(count: number, prefix: string, ...path: string[]): Person[] {
	return people(count, { groupExternalId: idOf(...path) }, prefix);
}

/** The directory as it is when these people stand where they are to stand. */
function directory(
	groups: Group[],
	users: Person[],
): { groups: CurrentGroup[]; users: CurrentUser[] } {
	return { groups: currentGroups(groups), users: users.map((one) => userOf(one)) };
}

const placed = (users: Person[], ...path: string[]): Person[] =>
	users.map((one) => ({ ...one, groupExternalId: idOf(...path) }));

const OPEN = {
	...DEFAULT_SETTINGS,
	guards: { ...DEFAULT_SETTINGS.guards, moves: { count: 1000, share: 100 } },
};

test('case 3: a renamed department is one group update with the same External ID, and nobody moves', () => {
	const before = team(10, 'p', 'Stockholm', 'Ekonomi');
	const { changes, held } = plan(
		{
			groups: groupsAt(['Stockholm', 'Finans']),
			users: placed(before, 'Stockholm', 'Finans'),
		},
		directory(groupsAt(['Stockholm', 'Ekonomi']), before),
	);
	expect(held).toEqual([]);
	expect(changes).toMatchObject([
		{
			kind: 'group',
			action: 'update',
			externalId: idOf('Stockholm', 'Ekonomi'),
			targetId: `t-${idOf('Stockholm', 'Ekonomi')}`,
			changes: [field('name', 'Ekonomi', 'Finans')],
		},
	]);
	expect(changes[0]!.reason).toBe(
		'Was called “Ekonomi”. Recognised by its people, of whom 100 % are the same.',
	);
});

test('case 3: a renamed department with an id of HR’s own needs no people to be recognised', () => {
	const anna = person('p1', { groupExternalId: '17' });
	const { changes } = plan(
		{ groups: [group('17', 'Finans')], users: [anna] },
		{ groups: currentGroups([group('17', 'Ekonomi')]), users: [userOf(anna, { memberOf: [] })] },
	);
	expect(brief(changes)).toEqual(['update group Finans: name', 'update user p1: groupExternalId']);
});

test('case 3: a renamed office with all below it is one update', () => {
	const paths = [
		['Stockholm', 'Ekonomi', 'Inköp'],
		['Stockholm', 'Ekonomi', 'Lön'],
		['Stockholm', 'HR'],
	];
	const renamed = paths.map(([, ...rest]) => ['Stockholm City', ...rest]);
	const before = paths.flatMap((path, i) => team(4, `t${i}`, ...path));
	const after = paths.flatMap((path, i) => placed(team(4, `t${i}`, ...path), ...renamed[i]!));
	const { changes } = plan(
		{ groups: groupsAt(...renamed), users: after },
		directory(groupsAt(...paths), before),
	);
	expect(brief(changes)).toEqual(['update group Stockholm City: name']);
	const renamedGroups = currentGroups(groupsAt(...paths)).map((one) =>
		one.name === 'Stockholm' ? { ...one, name: 'Stockholm City' } : one,
	);
	const second = plan(
		{ groups: groupsAt(...renamed), users: after },
		{ groups: renamedGroups, users: before.map((one) => userOf(one)) },
	);
	expect(second.changes).toEqual([]);
});

test('case 3: a new department of the old name is a new group, today and tomorrow', () => {
	const old = team(10, 'p', 'Ekonomi');
	const finans = placed(old, 'Finans');
	const newcomers = team(4, 'q', 'Ekonomi');
	const wanted = { groups: groupsAt(['Finans'], ['Ekonomi']), users: [...finans, ...newcomers] };
	const kept = { ...currentGroups(groupsAt(['Ekonomi']))[0]!, name: 'Finans' };
	const current = { groups: [kept], users: old.map((one) => userOf(one)) };
	const first = plan(wanted, current);
	const fresh = groupUuid(`${idOf('Ekonomi')}#2`);
	expect(brief(first.changes.slice(0, 2))).toEqual(['create group Ekonomi', 'create user q0001']);
	expect(first.changes).toHaveLength(5);
	expect(first.changes[0]).toMatchObject({ externalId: fresh, kind: 'group' });
	expect(first.changes[0]!.reason).toContain('has kept');
	expect(first.changes[1]!.changes).toContainEqual(field('groupExternalId', null, fresh));

	const created: CurrentGroup = { ...kept, targetId: 'new', externalId: fresh, name: 'Ekonomi' };
	const later = plan(wanted, {
		groups: [kept, created],
		users: [...current.users, ...newcomers.map((one) => userOf(one, { memberOf: ['new'] }))],
	});
	expect(later.changes).toEqual([]);
});

test('case 3: the same where the name itself is the External ID', () => {
	const old = people(10, { groupExternalId: 'Ekonomi' });
	const finans = old.map((one) => ({ ...one, groupExternalId: 'Finans' }));
	const newcomer = person('q1', { groupExternalId: 'Ekonomi' });
	const kept = { ...currentGroups([group('Ekonomi', 'Ekonomi')])[0]!, name: 'Finans' };
	const { changes } = plan(
		{
			groups: [group('Finans', 'Finans'), group('Ekonomi', 'Ekonomi')],
			users: [...finans, newcomer],
		},
		{ groups: [kept], users: old.map((one) => userOf(one)) },
	);
	expect(brief(changes)).toEqual(['create group Ekonomi', 'create user q1']);
	expect(changes[0]!.externalId).toBe(groupUuid('Ekonomi#2'));
});

test('two departments that exchange their names keep their people, with ids of HR’s own', () => {
	const users = [
		...people(5, { groupExternalId: '1' }, 'a'),
		...people(5, { groupExternalId: '2' }, 'b'),
	];
	const { changes } = plan(
		{ groups: [group('1', 'HR'), group('2', 'IT')], users },
		{
			groups: currentGroups([group('1', 'IT'), group('2', 'HR')]),
			users: users.map((one) => userOf(one)),
		},
	);
	expect(brief(changes)).toEqual(['update group HR: name', 'update group IT: name']);
	expect(changes.map(({ externalId }) => externalId)).toEqual(['1', '2']);
});

test('case 4: a department that moves to another office is one re-parenting, its teams come along', () => {
	const [inkop, lon] = [
		team(5, 'a', 'Stockholm', 'Ekonomi', 'Inköp'),
		team(5, 'b', 'Stockholm', 'Ekonomi', 'Lön'),
	];
	const rest = [...team(3, 'c', 'Stockholm', 'HR'), ...team(3, 'd', 'Malmö', 'HR')];
	const before = groupsAt(
		['Stockholm', 'Ekonomi', 'Inköp'],
		['Stockholm', 'Ekonomi', 'Lön'],
		['Stockholm', 'HR'],
		['Malmö', 'HR'],
	);
	const after = groupsAt(
		['Malmö', 'Ekonomi', 'Inköp'],
		['Malmö', 'Ekonomi', 'Lön'],
		['Stockholm', 'HR'],
		['Malmö', 'HR'],
	);
	const { changes } = plan(
		{
			groups: after,
			users: [
				...placed(inkop, 'Malmö', 'Ekonomi', 'Inköp'),
				...placed(lon, 'Malmö', 'Ekonomi', 'Lön'),
				...rest,
			],
		},
		directory(before, [...inkop, ...lon, ...rest]),
	);
	expect(changes).toMatchObject([
		{
			action: 'update',
			externalId: idOf('Stockholm', 'Ekonomi'),
			changes: [field('parentExternalId', idOf('Stockholm'), idOf('Malmö'))],
		},
	]);
});

test('case 4: a department moves whole while a team leaves it for the top under another name', () => {
	const [lon, inkop, malmo] = [
		team(5, 'a', 'Ekonomi', 'Redovisning', 'Lön'),
		team(5, 'b', 'Ekonomi', 'Inköp'),
		team(5, 'c', 'Malmö'),
	];
	const { changes } = plan(
		{
			groups: groupsAt(['Malmö', 'Ekonomi', 'Redovisning', 'Lön'], ['Försäljning']),
			users: [
				...placed(lon, 'Malmö', 'Ekonomi', 'Redovisning', 'Lön'),
				...placed(inkop, 'Försäljning'),
				...malmo,
			],
		},
		directory(groupsAt(['Ekonomi', 'Redovisning', 'Lön'], ['Ekonomi', 'Inköp'], ['Malmö']), [
			...lon,
			...inkop,
			...malmo,
		]),
		OPEN,
	);
	expect(changes).toMatchObject([
		{
			externalId: idOf('Ekonomi', 'Inköp'),
			changes: [
				field('name', 'Inköp', 'Försäljning'),
				field('parentExternalId', idOf('Ekonomi'), null),
			],
		},
		{
			externalId: idOf('Ekonomi'),
			changes: [field('parentExternalId', null, idOf('Malmö'))],
		},
	]);
});

test('case 5: of a split department the largest share keeps the External ID', () => {
	const [large, small] = [team(6, 'a', 'Ekonomi'), team(4, 'b', 'Ekonomi')];
	const { changes } = plan(
		{
			groups: groupsAt(['Inköp'], ['Lön']),
			users: [...placed(large, 'Inköp'), ...placed(small, 'Lön')],
		},
		directory(groupsAt(['Ekonomi']), [...large, ...small]),
		OPEN,
	);
	expect(brief(changes)).toEqual([
		'create group Lön',
		'update group Inköp: name',
		...small.map(({ externalId }) => `update user ${externalId}: groupExternalId`),
	]);
	expect(changes[1]!.externalId).toBe(idOf('Ekonomi'));
	expect(changes[1]!.reason).toContain('60 %');
});

test('case 5: of two merged departments the larger one keeps the External ID, the other is removed', () => {
	const [large, small] = [team(6, 'a', 'Inköp'), team(4, 'b', 'Lön')];
	const { changes } = plan(
		{
			groups: groupsAt(['Ekonomi']),
			users: [...placed(large, 'Ekonomi'), ...placed(small, 'Ekonomi')],
		},
		directory(groupsAt(['Inköp'], ['Lön']), [...large, ...small]),
		OPEN,
	);
	expect(brief(changes)).toEqual([
		'update group Ekonomi: name',
		...small.map(({ externalId }) => `update user ${externalId}: groupExternalId`),
		'delete group Lön',
	]);
	expect(changes[0]!.externalId).toBe(idOf('Inköp'));
	expect(changes.at(-1)!.needs).toEqual([2, 3, 4, 5]);
});

test.each([
	['below the limit', 50, [3, 3, 4]],
	['of equal shares', 40, [5, 5]],
])('case 5: a department split %s becomes new groups', (_how, minimumOverlap, sizes) => {
	const parts = sizes.map((size, i) => team(size, `p${i}`, 'Ekonomi'));
	const names = ['Inköp', 'Lön', 'Kassa'];
	const { changes } = plan(
		{
			groups: groupsAt(...sizes.map((_size, i) => [names[i]!])),
			users: parts.flatMap((part, i) => placed(part, names[i]!)),
		},
		directory(groupsAt(['Ekonomi']), parts.flat()),
		{ ...OPEN, renames: { detect: true, minimumOverlap } },
	);
	expect(
		brief(changes)
			.filter((one) => one.includes(' group '))
			.sort(),
	).toEqual([
		...sizes.map((_size, i) => `create group ${names[i]}`).sort(),
		'delete group Ekonomi',
	]);
});

test('joiners and leavers do not keep a renamed department from being recognised', () => {
	const stay = team(5, 'a', 'Ekonomi');
	const left = team(5, 'b', 'Ekonomi');
	const joined = team(5, 'c', 'Finans');
	const { changes } = plan(
		{ groups: groupsAt(['Finans']), users: [...placed(stay, 'Finans'), ...joined] },
		directory(groupsAt(['Ekonomi']), [...stay, ...left]),
	);
	expect(changes[0]).toMatchObject({
		action: 'update',
		kind: 'group',
		externalId: idOf('Ekonomi'),
	});
});

test('without detection a renamed department is a new group', () => {
	const before = team(3, 'p', 'Ekonomi');
	const { changes } = plan(
		{ groups: groupsAt(['Finans']), users: placed(before, 'Finans') },
		directory(groupsAt(['Ekonomi']), before),
		{ renames: { detect: false, minimumOverlap: 50 } },
	);
	expect(brief(changes)).toEqual([
		'create group Finans',
		'update user p0001: groupExternalId',
		'update user p0002: groupExternalId',
		'update user p0003: groupExternalId',
		'delete group Ekonomi',
	]);
});

test.each([
	['by path', 'Stockholm / Ekonomi', 'malmö/finans'],
	['as a report writes it', 'Stockholm › Ekonomi', 'Malmö › Finans'],
	['by External ID', idOf('Stockholm', 'Ekonomi'), idOf('Malmö', 'Finans')],
	['by name', 'ekonomi', 'Finans'],
])('a move declared %s is one update, though the people are others', (_how, from, to) => {
	const before = [...team(3, 'a', 'Stockholm', 'Ekonomi'), ...team(3, 'b', 'Malmö')];
	const wanted = {
		groups: groupsAt(['Stockholm'], ['Malmö', 'Finans']),
		users: [
			...placed(before.slice(0, 3), 'Stockholm'),
			...placed(before.slice(3), 'Malmö', 'Finans'),
		],
	};
	const current = directory(groupsAt(['Stockholm', 'Ekonomi'], ['Malmö']), before);
	const { changes, issues } = plan(wanted, current, { moves: [{ from, to }] });
	expect(issues).toEqual([]);
	expect(changes[0]).toMatchObject({
		kind: 'group',
		action: 'update',
		externalId: idOf('Stockholm', 'Ekonomi'),
		changes: [
			field('name', 'Ekonomi', 'Finans'),
			field('parentExternalId', idOf('Stockholm'), idOf('Malmö')),
		],
	});
	expect(changes[0]!.reason).toContain('a declared move');
	const model = new Model().applyAll(
		plan({ groups: groupsAt(['Stockholm', 'Ekonomi'], ['Malmö']), users: before }).changes,
	);
	model.applyAll(plan(wanted, model.current(), { moves: [{ from, to }] }).changes);
	expect(plan(wanted, model.current(), { moves: [{ from, to }] })).toMatchObject({
		changes: [],
		issues: [],
	});
});

test('a declared move whose groups are unknown is named and left out', () => {
	const users = team(2, 'a', 'HR');
	const { changes, issues } = plan(
		{ groups: groupsAt(['HR'], ['IT']), users },
		directory(groupsAt(['HR']), users),
		{
			moves: [
				{ from: 'Ekonomi', to: 'IT' },
				{ from: 'HR', to: 'Finans' },
			],
		},
	);
	expect(brief(changes)).toEqual(['create group IT']);
	expect(issues.map(({ code, subject }) => [code, subject.name])).toEqual([
		['unclearMove', 'Ekonomi'],
		['unclearMove', 'Finans'],
	]);
});

test('case 6: one name under two offices stays two groups', () => {
	const users = [...team(3, 'a', 'Stockholm', 'HR'), ...team(3, 'b', 'Malmö', 'HR')];
	const groups = groupsAt(['Stockholm', 'HR'], ['Malmö', 'HR']);
	expect(plan({ groups, users }, directory(groups, users)).changes).toEqual([]);
});

test('case 7: one name on two levels of one path stays two groups, also under a renamed office', () => {
	const users = [...team(3, 'a', 'Stockholm', 'HR'), ...team(3, 'b', 'Stockholm', 'HR', 'HR')];
	const after = [
		...placed(users.slice(0, 3), 'City', 'HR'),
		...placed(users.slice(3), 'City', 'HR', 'HR'),
	];
	const { changes } = plan(
		{ groups: groupsAt(['City', 'HR', 'HR']), users: after },
		directory(groupsAt(['Stockholm', 'HR', 'HR']), users),
	);
	expect(brief(changes)).toEqual(['update group City: name']);
});

test('case 28: another way to write the same name is the same group; case 29: Å and A are two', () => {
	const users = team(3, 'a', 'Malmö');
	const spelled = groupsAt(['Malmö']).map((one) => ({ ...one, name: 'MALMÖ' }));
	const upper = plan({ groups: spelled, users }, directory(groupsAt(['Malmö']), users));
	expect(upper.changes).toMatchObject([{ changes: [field('name', 'Malmö', 'MALMÖ')] }]);
	const decomposed = currentGroups(groupsAt(['Malmö'])).map((one) => ({
		...one,
		externalId: 'older',
		name: 'Malmo\u0308',
	}));
	const same = plan(
		{ groups: groupsAt(['Malmö']), users },
		{
			groups: decomposed,
			users: users.map((one) => userOf(one, { memberOf: [decomposed[0]!.targetId] })),
		},
	);
	expect(same.changes).toEqual([]);

	const two = [...team(3, 'a', 'Åre'), ...team(3, 'b', 'Are')];
	const both = groupsAt(['Åre'], ['Are']);
	expect(plan({ groups: both, users: two }, directory(both, two)).changes).toEqual([]);
});

test('case 34: a group made by hand is left alone, even with the name of a wanted one', () => {
	const users = team(2, 'a', 'HR');
	const byHand: CurrentGroup = {
		kind: 'group',
		targetId: 'hand',
		externalId: null,
		name: 'HR',
		parentExternalId: null,
	};
	const { changes } = plan(
		{ groups: groupsAt(['HR']), users },
		{ groups: [byHand], users: users.map((one) => userOf(one, { memberOf: ['hand'] })) },
	);
	expect(brief(changes)).toEqual([
		'create group HR',
		'update user a0001: groupExternalId',
		'update user a0002: groupExternalId',
	]);
	expect(changes.every(({ leaves }) => leaves === undefined)).toBe(true);
});

test('with memberships overwritten people leave groups made by hand, and it is reported', () => {
	const [anna] = team(1, 'a', 'HR');
	const groups = groupsAt(['HR']);
	const user = userOf(anna!, { memberOf: [`t-${idOf('HR')}`, 'hand'] });
	const current = { groups: currentGroups(groups), users: [user] };
	expect(plan({ groups, users: [anna!] }, current).changes).toEqual([]);
	const { changes } = plan({ groups, users: [anna!] }, current, { memberships: 'overwrite' });
	expect(changes).toMatchObject([
		{
			changes: [field('groupExternalId', idOf('HR'), idOf('HR'))],
			leaves: ['hand'],
			reason: 'Is in “HR” only; leaves 1 more.',
		},
	]);
});

test('someone left in two groups by a run cut short is taken out of the second', () => {
	const users = [...team(1, 'a', 'HR'), ...team(1, 'b', 'IT')];
	const groups = groupsAt(['HR'], ['IT']);
	const [hr, it] = groups.map(({ externalId }) => `t-${externalId}`);
	const { changes, summary } = plan(
		{ groups, users },
		{
			groups: currentGroups(groups),
			users: [userOf(users[0]!, { memberOf: [it!, hr!] }), userOf(users[1]!)],
		},
	);
	expect(changes).toMatchObject([{ externalId: 'a0001', leaves: [it] }]);
	expect(summary.guards.find(({ name }) => name === 'moves')).toMatchObject({ actual: 0 });
});

test('someone without a group in HR leaves the synchronised ones', () => {
	const users = [...team(1, 'a', 'HR'), ...team(1, 'b', 'HR')];
	const groups = groupsAt(['HR']);
	const { changes } = plan(
		{ groups, users: [users[0]!, { ...users[1]!, groupExternalId: null }] },
		directory(groups, users),
	);
	expect(changes).toMatchObject([
		{
			externalId: 'b0001',
			changes: [field('groupExternalId', idOf('HR'), null)],
			leaves: [`t-${idOf('HR')}`],
		},
	]);
});

test('people without groups in the mapping keep those they have', () => {
	const users = team(2, 'a', 'HR');
	const unplaced = users.map((one) => without(one, 'groupExternalId'));
	const { changes, held } = plan({ users: unplaced }, directory(groupsAt(['HR']), users));
	expect([...changes, ...held]).toEqual([]);
});

test('someone whose group is unknown stays where they are, with a warning', () => {
	const users = team(2, 'a', 'HR');
	const { changes, issues } = plan(
		{ groups: groupsAt(['HR']), users: [users[0]!, { ...users[1]!, groupExternalId: 'nowhere' }] },
		directory(groupsAt(['HR']), users),
	);
	expect(changes).toEqual([]);
	expect(issues).toMatchObject([{ code: 'unknownGroup', subject: { externalId: 'a0002' } }]);
});

test('case 35: groups that run empty are removed after their people have moved, deepest first', () => {
	const users = team(4, 'a', 'Stockholm', 'Ekonomi', 'Inköp');
	const { changes } = plan(
		{
			groups: groupsAt(['Malmö', 'HR'], ['Malmö', 'IT'], ['Malmö', 'Lön'], ['Malmö', 'Kassa']),
			users: users.map((one, i) => ({
				...one,
				groupExternalId: idOf('Malmö', ['HR', 'IT', 'Lön', 'Kassa'][i]!),
			})),
		},
		directory(groupsAt(['Stockholm', 'Ekonomi', 'Inköp']), users),
		{ ...OPEN, renames: { detect: false, minimumOverlap: 50 } },
	);
	expect(brief(changes.slice(-3))).toEqual([
		'delete group Inköp',
		'delete group Ekonomi',
		'delete group Stockholm',
	]);
	expect(changes.slice(-3).map(({ needs }) => needs)).toEqual([[6, 7, 8, 9], [10], [11]]);
});

test('case 35: a group goes once its last people have left, and a person deactivated long ago is no hindrance', () => {
	const stays = team(20, 'a', 'HR');
	const [leaver, left] = team(2, 'b', 'IT');
	const { changes } = plan(
		{ groups: groupsAt(['HR']), users: stays },
		{
			groups: currentGroups(groupsAt(['HR'], ['IT'])),
			users: [
				...stays.map((one) => userOf(one)),
				userOf(leaver!),
				userOf(left!, { active: false }),
			],
		},
	);
	expect(brief(changes)).toEqual(['deactivate user b0001: active', 'delete group IT']);
	expect(changes[1]!.needs).toEqual([1]);
});

test.each([
	['a user made by hand', [userByHand('x@exempel.se', { memberOf: [`t-${idOf('IT')}`] })], []],
	[
		'someone who cannot be synchronised now',
		[userOf(team(1, 'z', 'IT')[0]!)],
		[{ externalId: 'z0001', name: 'Z', skipped: true as const }],
	],
])('case 35: a group stays, and it is reported, while %s is in it', (_who, more, skippedPeople) => {
	const stays = team(5, 'a', 'HR');
	const { changes, issues } = plan(
		{ groups: groupsAt(['HR']), users: [...stays, ...skippedPeople] },
		{
			groups: currentGroups(groupsAt(['HR'], ['IT', 'Drift'], ['IT'])),
			users: [...stays.map((one) => userOf(one)), ...more],
		},
	);
	expect(brief(changes)).toEqual(['delete group Drift']);
	expect(issues).toMatchObject([
		{ code: 'groupKept', subject: { name: 'IT' }, details: { people: 1 } },
	]);
});

test('case 35: a group stays while a group made by hand, or one that stays, is below it', () => {
	const stays = team(5, 'a', 'HR');
	const byHand = {
		kind: 'group' as const,
		targetId: 'x',
		externalId: null,
		name: 'Kaffe',
		parentExternalId: idOf('IT', 'Drift'),
	};
	const { changes, issues } = plan(
		{ groups: groupsAt(['HR']), users: stays },
		{
			groups: [...currentGroups(groupsAt(['HR'], ['IT', 'Drift'])), byHand],
			users: stays.map((one) => userOf(one)),
		},
	);
	expect(changes).toEqual([]);
	expect(issues.map(({ message }) => message)).toEqual([
		expect.stringContaining('a group made by hand is below it'),
		expect.stringContaining('“Drift” below it was kept'),
	]);
});

test('groups that take each other’s place never are in a loop on the way', () => {
	const users = [
		...people(3, { groupExternalId: 'a' }, 'a'),
		...people(3, { groupExternalId: 'b' }, 'b'),
	];
	const before = [group('a', 'A'), group('b', 'B', 'a')];
	const after = [group('b', 'B'), group('a', 'A', 'b')];
	const { changes } = plan(
		{ groups: after, users },
		{ groups: currentGroups(before), users: users.map((one) => userOf(one)) },
	);
	expect(changes.map(({ externalId, needs }) => [externalId, needs])).toEqual([
		['b', undefined],
		['a', [1]],
	]);
});

test('new groups are created parents first, and each child waits for its parent', () => {
	const { changes } = plan({
		groups: groupsAt(['A', 'B', 'C']).reverse(),
		users: [person('p1', { groupExternalId: idOf('A', 'B', 'C') })],
	});
	expect(brief(changes)).toEqual([
		'create group A',
		'create group B',
		'create group C',
		'create user p1',
	]);
	expect(changes.map(({ needs }) => needs)).toEqual([undefined, [1], [2], undefined]);
});

test('groups above themselves, unknown parents and repeated ids are named', () => {
	const groups = [
		group('a', 'A', 'b'),
		group('b', 'B', 'a'),
		group('c', 'C', 'nowhere'),
		group('d', 'D'),
		{ ...group('d', 'E'), path: ['E'] },
	];
	const { changes, issues } = plan({ groups, users: [person('p1', { groupExternalId: 'a' })] });
	expect(issues.map(({ code }) => code)).toEqual(['groupCircle', 'sameGroupId', 'unknownParent']);
	expect(brief(changes)).toContain('create group C');
	new Model().applyAll(changes);
});

test('case 27: groups with one External ID in Winningtemp are named, and one of them is used', () => {
	const users = team(2, 'a', 'HR');
	const [one] = currentGroups(groupsAt(['HR']));
	const { changes, issues } = plan(
		{ groups: groupsAt(['HR']), users },
		{
			groups: [{ ...one!, targetId: 'zz', name: 'Finance' }, one!],
			users: users.map((user) => userOf(user)),
		},
	);
	expect(changes).toEqual([]);
	expect(issues).toMatchObject([{ code: 'ambiguousGroup' }]);
});

test('in a target that has no groups nobody is placed, which is named once, and only if somebody is to be', () => {
	const users = people(2, { groupExternalId: 'hr' });
	const current = {
		users: users.map((one) => userOf(one, { memberOf: [] })),
		hasGroups: false as const,
	};
	const placing = plan({ groups: [group('hr', 'HR')], users }, current);
	expect([...placing.changes, ...placing.held]).toEqual([]);
	expect(placing.issues.map(({ code, details }) => [code, details])).toEqual([
		['unsupportedField', { field: 'groupExternalId' }],
	]);
	const nowhere = users.map((one) => ({ ...one, groupExternalId: null }));
	expect(plan({ users: nowhere }, current).issues).toEqual([]);
});

test('case C14: groups of one External ID and name below different groups are no twins', () => {
	const groups = [group('a', 'A'), group('b', 'B'), group('x', 'Ekonomi', 'a')];
	const below = (parentExternalId: string, targetId: string) => ({
		...currentGroups([group('x', 'Ekonomi', parentExternalId)])[0]!,
		targetId,
	});
	const anna = person('p1', { groupExternalId: 'x' });
	const { changes, issues } = plan(
		{ groups, users: [anna] },
		{
			groups: [...currentGroups(groups.slice(0, 2)), below('a', '1'), below('b', '2')],
			users: [userOf(anna, { memberOf: ['1'] })],
		},
	);
	expect(changes).toEqual([]);
	expect(issues).toMatchObject([{ code: 'ambiguousGroup', subject: { externalId: 'x' } }]);
});

test.each([[[]], [undefined]])(
	'a group of a list whose path is %j is called by its name',
	(path) => {
		const groups = [group('d', 'HR'), group('d', 'IT')].map((one) => ({ ...one, path }) as Group);
		const { issues } = plan({ groups });
		expect(issues.map(({ message }) => message)).toEqual([
			'The groups “HR” and “IT” have the same External ID d; only the first was kept. Choose a field that is unique for the group’s ID.',
		]);
	},
);

type Twin = { targetId: string; createdAt?: string };

/** The plan where a group is there twice, and everybody is in the first of the two. */
function planTwins(twins: readonly Twin[], member: string) {
	const [one] = currentGroups(groupsAt(['HR']));
	const users = team(1, 'a', 'HR');
	return plan(
		{ groups: groupsAt(['HR']), users },
		{
			groups: twins.map((twin) => ({ ...one!, ...twin })),
			users: users.map((user) => ({ ...userOf(user), memberOf: [member] })),
		},
	);
}

test.each([
	['9', '10'],
	['99', '100'],
	['7', 'a7'],
	['A', 'a'],
])('case C14: of twins, the one that was made first stays: %s, not %s', (older, younger) => {
	for (const order of [
		[older, younger],
		[younger, older],
	]) {
		const { changes } = planTwins(
			order.map((targetId) => ({ targetId })),
			older,
		);
		expect(changes).toMatchObject([{ kind: 'group', action: 'delete', targetId: younger }]);
	}
});

test.each<[string, older: Twin, younger: Twin]>([
	[
		'by the time of its creation, whatever the ids',
		{ targetId: 'f0', createdAt: '2026-03-01T12:00:09.999Z' },
		{ targetId: '0f', createdAt: '2026-03-01T12:00:10Z' },
	],
	[
		'as a moment, whatever the zone',
		{ targetId: '10', createdAt: '2026-03-01T13:30:00+02:00' },
		{ targetId: '9', createdAt: '2026-03-01T12:00:00Z' },
	],
	[
		'and comes before one whose time is not said',
		{ targetId: 'b', createdAt: '2026-03-01T12:00:00Z' },
		{ targetId: 'a' },
	],
	[
		'and comes before one whose time cannot be read',
		{ targetId: 'b', createdAt: '2026-03-01T12:00:00Z' },
		{ targetId: 'a', createdAt: 'yesterday' },
	],
	[
		'by its id where both were made at once',
		{ targetId: '9', createdAt: '2026-03-01T12:00:00Z' },
		{ targetId: '10', createdAt: '2026-03-01T12:00:00Z' },
	],
])('case C14: of twins, the older one is known %s', (_how, older, younger) => {
	for (const twins of [
		[older, younger],
		[younger, older],
	]) {
		const { changes } = planTwins(twins, older.targetId);
		expect(changes).toMatchObject([
			{ kind: 'group', action: 'delete', targetId: younger.targetId },
		]);
	}
	const { changes } = planTwins([younger, older], younger.targetId);
	expect(changes).toMatchObject([
		{ kind: 'user', action: 'update', leaves: [younger.targetId] },
		{ kind: 'group', action: 'delete', targetId: younger.targetId },
	]);
});

test('case C14: of two groups with one External ID, name and parent, people go to the first, and the other is deleted', () => {
	const users = team(2, 'a', 'HR');
	const [one] = currentGroups(groupsAt(['HR']));
	const [first, second] = users.map((user) => userOf(user));
	const { changes, held, issues } = plan(
		{ groups: groupsAt(['HR']), users },
		{
			groups: [{ ...one!, targetId: 'zz' }, one!],
			users: [
				{ ...first!, memberOf: ['zz'] },
				{ ...second!, memberOf: [one!.targetId, 'zz'] },
			],
		},
	);
	expect(changes).toMatchObject([
		{ kind: 'user', action: 'update', targetId: first!.targetId, leaves: ['zz'] },
		{ kind: 'user', action: 'update', targetId: second!.targetId, leaves: ['zz'] },
		{ kind: 'group', action: 'delete', targetId: 'zz', needs: [1, 2] },
	]);
	expect([held, issues]).toEqual([[], []]);
});

test('case C14: no guard counts that two groups become one', () => {
	const users = team(2, 'a', 'HR');
	const [one] = currentGroups(groupsAt(['HR']));
	const { held, summary } = plan(
		{ groups: groupsAt(['HR']), users },
		{ groups: [{ ...one!, targetId: 'zz' }, one!], users: users.map((user) => userOf(user)) },
		{ guards: { ...DEFAULT_SETTINGS.guards, groupDeletions: { count: 0, share: 0 } } },
	);
	expect(held).toEqual([]);
	expect(summary.guards.find(({ name }) => name === 'groupDeletions')!.actual).toBe(0);
});
