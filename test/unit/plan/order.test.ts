import type { Group } from '../../../directory/model/group';
import { DEFAULT_SETTINGS } from '../../../directory/plan';
import { OPEN_GUARDS } from '../../support/guards';
import { brief, currentGroups, group, person, plan, userOf } from './build';

const NONE = { count: 0, share: 0 };
const named = (externalId: string, username: string) =>
	person(externalId, { username: `${username}@exempel.se` });

test.each([
	['deactivate', 'deactivate user a: active'],
	['delete', 'delete user a'],
] as const)(
	'kinds of changes come in one order, whatever the External IDs (%s)',
	(action, removal) => {
		const before = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => named(id, id));
		const [, b, c, d, e, f, g] = before;
		const led: Group = { ...group('y', 'Y'), managerExternalId: 'q' };
		const { changes } = plan(
			{
				groups: [led, group('x', 'Ny'), group('z', 'Z')],
				users: [
					b!,
					{ ...c!, lastName: 'Ny' },
					{ ...d!, lastName: 'Ny', username: 'ny@exempel.se' },
					{ ...f!, username: g!.username },
					{ ...g!, username: f!.username },
					e!,
					named('q', 'q'),
				],
			},
			{
				groups: currentGroups([group('w', 'W'), group('x', 'X'), group('y', 'Y')]),
				users: before.map((one) => userOf(one, { active: one !== b })),
			},
			{ removal: { scope: 'withExternalId', action }, guards: OPEN_GUARDS },
		);
		expect(brief(changes)).toEqual([
			'create group Z',
			'update group Ny: name',
			'update user f: username',
			'create user q',
			'update user d: username, lastName',
			'update user g: username',
			'update user f: username',
			'update user c: lastName',
			'update group Y: managerExternalId',
			'reactivate user b: active',
			removal,
			'delete group W',
		]);
	},
);

test('groups change from the top down', () => {
	const before = [group('z', 'Z'), group('m', 'M', 'z'), group('a', 'A', 'm')];
	const anchor = person('p1');
	const { changes } = plan(
		{ groups: before.map((one) => ({ ...one, name: `Ny ${one.name}` })), users: [anchor] },
		{ groups: currentGroups(before), users: [userOf(anchor)] },
	);
	expect(changes.map(({ name }) => name)).toEqual(['Ny Z', 'Ny M', 'Ny A']);
});

test('what a change needs, or should follow, comes in the same order before it', () => {
	const owner = named('z', 'asa');
	const { changes } = plan(
		{
			users: [
				{ ...named('a', 'asa'), managerExternalId: 'q' },
				named('q', 'q'),
				{ ...owner, username: 'ny@exempel.se' },
			],
		},
		{ users: [userOf(owner)] },
		{ guards: OPEN_GUARDS },
	);
	expect(changes.map((one) => [brief([one])[0], one.needs])).toEqual([
		['create user q', undefined],
		['update user z: username', undefined],
		['create user a', [2]],
	]);
});

test('the values of a change come in one order: those of Winningtemp, the group, then all else by name', () => {
	const before = person('p1', { groupExternalId: 'a', email: null, birthday: null });
	const after = {
		...before,
		username: 'ny@exempel.se',
		email: 'ny@exempel.se',
		lastName: 'Ny',
		birthday: '1990-01-01',
		groupExternalId: 'b',
		attributes: { Title: 'Kock', Code: '7' },
	};
	const groups = [group('a', 'A'), group('b', 'B')];
	const { changes } = plan(
		{ groups, users: [after] },
		{
			groups: currentGroups(groups),
			users: [userOf(before, { active: false, attributes: { Code: null, Title: null } })],
		},
	);
	const order = [
		'active',
		'username',
		'email',
		'lastName',
		'birthday',
		'groupExternalId',
		'attributes.Code',
		'attributes.Title',
	];
	expect(changes.at(-1)!.changes.map(({ field }) => field)).toEqual(order);
});

describe('what is held', () => {
	const groups = [group('a', 'A'), group('b', 'B')];
	const stays = [person('s', { groupExternalId: 'a' }), person('t', { groupExternalId: 'b' })];
	const anna = person('p1', { groupExternalId: 'a' });
	const current = {
		groups: currentGroups(groups),
		users: [...stays, anna].map((one) => userOf(one)),
	};
	const limits = { ...DEFAULT_SETTINGS.guards, moves: NONE, creations: NONE };

	test('of one person by two guards: what tripped comes first, and what follows says from what', () => {
		const { held } = plan(
			{
				groups,
				users: [...stays, person('q'), { ...anna, groupExternalId: 'b', managerExternalId: 'q' }],
			},
			current,
			{ guards: limits },
		);
		expect(held.map((one) => [brief([one])[0], one.guard.name, one.order, one.because])).toEqual([
			['create user q', 'creations', 1, undefined],
			['update user p1: groupExternalId', 'moves', 2, undefined],
			['update user p1: managerExternalId', 'creations', 3, 1],
		]);
	});

	test('of a new group is one change, though its manager waits for another guard', () => {
		const made: Group = { ...group('c', 'C'), managerExternalId: 'q' };
		const { held } = plan(
			{
				groups: [...groups, made],
				users: [...stays, person('q'), { ...anna, groupExternalId: 'c' }],
			},
			current,
			{ guards: limits },
		);
		expect(held.map((one) => [brief([one])[0], one.guard.name, one.because])).toEqual([
			['create user q', 'creations', undefined],
			['update user p1: groupExternalId', 'moves', undefined],
			['create group C', 'moves', 2],
		]);
		const fields = new Map(held[2]!.changes.map(({ field, to }) => [field, to]));
		expect(fields).toEqual(
			new Map([
				['name', 'C'],
				['managerExternalId', 'q'],
			]),
		);
		expect(held[0]!.reason).toBe('Is in HR and not yet in Winningtemp.');
	});
});
