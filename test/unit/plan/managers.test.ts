import type { Group } from '../../../directory/model/group';
import {
	brief,
	currentGroups,
	group,
	people,
	person,
	plan,
	skipped,
	userByHand,
	userOf,
	without,
} from './build';

const field = (name: string, from: unknown, to: unknown) => ({ field: name, from, to });

test('case 11: someone whose new username is refused can be linked to where they are there, not where they are not', () => {
	const owner = person('p1');
	const boss = person('boss', { username: owner.username });
	const anna = person('p2', { managerExternalId: 'boss' });
	const users = [userOf(owner), userOf(anna, { managerExternalId: null })];
	const there = plan({ users: [owner, boss, anna] }, { users: [...users, userOf(person('boss'))] });
	expect(there.changes.map(({ changes }) => changes)).toEqual([
		[field('managerExternalId', null, 'boss')],
	]);
	expect(there.issues.map(({ code }) => code)).toEqual(['sameUsername']);
	const absent = plan({ users: [owner, boss, anna] }, { users });
	expect(absent.changes).toEqual([]);
	expect(absent.issues.map(({ code }) => code)).toEqual(['sameUsername', 'managerMissing']);
});

describe('B18: 300 people under one manager who is not there', () => {
	const reports = people(300, { managerExternalId: 'gone' });

	test('are one warning, with all of them in its details', () => {
		const { issues } = plan({ users: [...reports, person('p9', { managerExternalId: 'x' })] });
		expect(issues.map(({ code, subject }) => [code, subject.externalId])).toEqual([
			['managerMissing', 'p0001'],
			['managerMissing', 'p9'],
		]);
		expect(issues[0]!.message).toMatch(
			/^300 people have a manager \(gone\) who has left, was left out, or is unknown, so no manager was linked: .+ and 297 more\. The link comes by itself/,
		);
		expect(issues[0]!.details).toMatchObject({ managerExternalId: 'gone', count: 300 });
		expect(issues[0]!.details.people).toHaveLength(300);
	});

	test('keep the present one while the list holds only some people, which is one warning', () => {
		const current = { users: reports.map((one) => userOf(one, { managerExternalId: null })) };
		const partial = [{ code: 'limit', message: 'Return All is off' }];
		const { changes, issues } = plan({ users: reports, partial }, current);
		expect(changes).toEqual([]);
		expect(issues.map(({ code, details }) => [code, details.count])).toEqual([
			['managerWaits', 300],
		]);
	});
});

test('case 36: a manager who is not mapped is left alone, of a person as of a group', () => {
	const led: Group = { ...group('g', 'Lager'), managerExternalId: 'p2' };
	const unled = without(led, 'managerExternalId') as Group;
	const anna = without(person('p1', { groupExternalId: 'g' }), 'managerExternalId');
	const { changes, issues } = plan(
		{ groups: [unled], users: [anna, person('p2')] },
		{
			groups: currentGroups([group('g', 'Lager')]),
			users: [userOf(anna, { managerExternalId: 'p2' }), userOf(person('p2'))],
		},
	);
	expect([changes, issues]).toEqual([[], []]);
});

test('case 10: a circle of people none of whom is synchronised today is not ours to tell of', () => {
	const [a, b] = [person('a', { managerExternalId: 'b' }), person('b', { managerExternalId: 'a' })];
	const c = person('c', { managerExternalId: 'a' });
	const { changes, issues } = plan(
		{ users: [skipped('a'), skipped('b'), c] },
		{ users: [userOf(a), userOf(b), userOf(c, { managerExternalId: null })] },
	);
	expect(brief(changes)).toEqual(['update user c: managerExternalId']);
	expect(issues).toEqual([]);
});

test('case 11: a manager who is skipped, and known by username only, keeps the people who report to them', () => {
	const boss = person('boss');
	const anna = person('p1', { managerExternalId: 'boss' });
	const { changes, issues } = plan(
		{ users: [anna, { ...skipped(null), username: boss.username }] },
		{ users: [userOf(anna), userOf(boss)] },
	);
	expect([changes, issues]).toEqual([[], []]);
});

test('case 12: a manager taken over from a user made by hand is linked once the External ID is there', () => {
	const boss = person('z', { username: 'maja@exempel.se' });
	const anna = person('p1', { managerExternalId: 'z' });
	const led: Group = { ...group('g', 'Lager'), managerExternalId: 'z' };
	const { changes } = plan(
		{ groups: [led], users: [anna, boss] },
		{
			groups: currentGroups([group('g', 'Lager')]),
			users: [
				userOf(anna, { managerExternalId: null }),
				userByHand('maja@exempel.se', { firstName: 'Åsa', lastName: 'Ek z' }),
			],
		},
	);
	expect(brief(changes)).toEqual([
		'update user z: externalId',
		'update user p1: managerExternalId',
		'update group Lager: managerExternalId',
	]);
	expect(changes[1]!.reason).toBe('Has a new manager in HR.');
	expect(changes[2]).toMatchObject({ needs: [1], reason: 'Has a new manager in HR.' });
});

describe('while the removal of a manager is held', () => {
	const [boss, ...others] = people(30);
	const gone = others.slice(0, 5);
	const staff = others.slice(5).map((one) => ({ ...one, managerExternalId: boss!.externalId }));
	const led: Group[] = [
		{ ...group('g', 'Lager'), managerExternalId: boss!.externalId },
		{ ...group('h', 'Kontor'), managerExternalId: boss!.externalId },
	];
	const current = {
		groups: currentGroups(led),
		users: [boss!, ...gone, ...staff].map((one) =>
			userOf(one, { attributes: { mentor: boss!.externalId } }),
		),
	};
	const [first, second, third, ...rest] = staff.map((one) => ({
		...one,
		attributes: { mentor: boss!.externalId },
	}));

	test('a person with another manager gets them now, and so does a group', () => {
		const { changes, held } = plan(
			{
				groups: [{ ...led[0]!, managerExternalId: second!.externalId }, led[1]!],
				users: [{ ...first!, managerExternalId: second!.externalId }, second!, third!, ...rest],
			},
			current,
		);
		expect(brief(changes)).toEqual([
			'update group Lager: managerExternalId',
			`update user ${first!.externalId}: managerExternalId`,
		]);
		expect(changes[0]!.reason).toBe(
			'Has another manager in HR. Recognised by the same External ID.',
		);
		const unlinked = held.find(({ externalId }) => externalId === second!.externalId);
		expect(unlinked!.reason).toBe(
			'The manager is no longer in HR. Waits for the held deactivation of the user “Åsa Ek p0001”.',
		);
		const group = held.find(({ kind }) => kind === 'group');
		expect(group).toMatchObject({
			name: 'Kontor',
			reason:
				'Its manager is no longer in HR. Waits for the held deactivation of the user “Åsa Ek p0001”.',
		});
	});

	test('another value that names them is cleared, or changed, now', () => {
		const { changes } = plan(
			{
				groups: led,
				users: [
					{ ...first!, attributes: { mentor: null } },
					{ ...second!, attributes: { mentor: 'someone' } },
					third!,
					...rest,
				],
			},
			current,
		);
		expect(brief(changes)).toEqual([
			`update user ${first!.externalId}: attributes.mentor`,
			`update user ${second!.externalId}: attributes.mentor`,
		]);
	});
});

test('a group of which no manager is named keeps the one that was chosen in Winningtemp', () => {
	const anna = person('p1', { groupExternalId: 'g' });
	const team = group('g', 'Team');
	const current = {
		users: [userOf(anna)],
		groups: currentGroups([team], { managerExternalId: 'chosen' }),
	};
	const named = plan({ users: [anna], groups: [team] }, current);
	expect(named.changes.map(({ changes }) => changes)).toEqual([
		[field('managerExternalId', 'chosen', null)],
	]);
	delete team.managerExternalId;
	const { changes, issues } = plan({ users: [anna], groups: [team] }, current);
	expect(changes).toEqual([]);
	expect(issues).toEqual([]);
});
