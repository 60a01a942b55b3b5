import type { CurrentGroup } from '../../../directory/model/group';
import type { CurrentUser, Person } from '../../../directory/model/person';
import type { CurrentNode } from '../../../directory/plan/groupTree';
import { membershipDifference } from '../../../directory/plan/memberships';
import { brief, currentGroups, group, people, person, plan, userOf, without } from './build';

const field = (name: string, from: unknown, to: unknown) => ({ field: name, from, to });
const groups = [group('hr', 'HR'), group('it', 'IT')];
const users = [
	person('p1', { groupExternalId: 'hr' }),
	person('p2', { groupExternalId: 'hr' }),
	person('p3', { groupExternalId: 'hr' }),
	person('p4', { groupExternalId: null }),
	person('p5', { groupExternalId: 'it' }),
];
/** Where each stands today. */
const STAND: Record<string, string | null> = { p1: 'hr', p2: 'it', p3: null, p4: 'hr', p5: 'it' };

type Current = { groups: CurrentGroup[]; users: CurrentUser[] };
const bare = (one: Person) => without(userOf(one), 'memberOf');

const TOLD: Array<[string, Current]> = [
	[
		'each user',
		{
			groups: currentGroups(groups),
			users: users.map((one) => {
				const stands = STAND[one.externalId];
				return userOf(one, { memberOf: stands ? [`t-${stands}`] : [] });
			}),
		},
	],
	[
		'each user, as an External ID',
		{
			groups: currentGroups(groups),
			users: users.map((one) => ({ ...bare(one), groupExternalId: STAND[one.externalId]! })),
		},
	],
	[
		'each group',
		{
			groups: currentGroups(groups).map((one) => ({
				...one,
				memberTargetIds: Object.keys(STAND)
					.filter((id) => STAND[id] === one.externalId)
					.map((id) => `t-${id}`),
			})),
			users: users.map(bare),
		},
	],
];

test.each(TOLD)(
	'who stands where is told by %s: only those who stand elsewhere are placed',
	(_how, current) => {
		const { changes, summary, issues } = plan({ groups, users }, current);
		expect(issues).toEqual([]);
		expect(
			changes.map(({ externalId, changes: fields, leaves }) => [externalId, fields, leaves]),
		).toEqual([
			['p2', [field('groupExternalId', 'it', 'hr')], ['t-it']],
			['p3', [field('groupExternalId', null, 'hr')], undefined],
			['p4', [field('groupExternalId', 'hr', null)], ['t-hr']],
		]);
		expect(summary.guards.find(({ name }) => name === 'moves')).toMatchObject({ actual: 2, of: 4 });
	},
);

test('what a user says counts before what a group lists', () => {
	const anna = person('p1', { groupExternalId: 'hr' });
	const { changes } = plan(
		{ groups, users: [anna] },
		{
			groups: currentGroups(groups, { memberTargetIds: ['t-p1'] }),
			users: [userOf(anna, { memberOf: ['t-hr'] })],
		},
	);
	expect(changes).toEqual([]);
});

test('someone whom two groups list is taken out of the second', () => {
	const anna = person('p1', { groupExternalId: 'hr' });
	const { changes } = plan(
		{ groups, users: [anna, person('p2', { groupExternalId: 'it' })] },
		{
			groups: currentGroups([...groups].reverse(), { memberTargetIds: ['t-p1'] }),
			users: [bare(anna)],
		},
	);
	expect(brief(changes)).toEqual(['create user p2', 'update user p1: groupExternalId']);
	expect(changes[1]).toMatchObject({
		changes: [field('groupExternalId', 'it', 'hr')],
		leaves: ['t-it'],
		reason: 'Is in “HR” in HR.',
	});
});

test('a group that the tenant says someone is in, but that is not there, is none', () => {
	const anna = person('p1', { groupExternalId: 'hr' });
	const { changes } = plan(
		{ groups, users: [anna, person('p2', { groupExternalId: 'it' })] },
		{
			groups: currentGroups(groups),
			users: [
				{ ...bare(anna), groupExternalId: 'gone' },
				{ ...bare(person('p2')), groupExternalId: 'it' },
			],
		},
	);
	expect(changes).toMatchObject([
		{ externalId: 'p1', changes: [field('groupExternalId', null, 'hr')] },
	]);
});

test('law 5: someone in many groups leaves them in one order, whatever order they are listed in', () => {
	const anna = person('p1', { groupExternalId: 'it' });
	const memberOf = ['hand-b', 't-lager', 'hand-a', 't-hr', 'hand-b'];
	const all = [...groups, group('lager', 'Lager')];
	const stays = people(2, { groupExternalId: 'hr' }).concat(
		people(2, { groupExternalId: 'lager' }, 'q'),
	);
	for (const order of [memberOf, [...memberOf].reverse()]) {
		const { changes } = plan(
			{ groups: all, users: [anna, ...stays] },
			{
				groups: currentGroups(all),
				users: [userOf(anna, { memberOf: order }), ...stays.map((one) => userOf(one))],
			},
			{ memberships: 'overwrite' },
		);
		expect(changes).toMatchObject([
			{
				changes: [field('groupExternalId', 'hr', 'it')],
				leaves: ['t-hr', 't-lager', 'hand-a', 'hand-b'],
			},
		]);
	}
});

test('the share of moves is taken of the people who are in synchronised groups', () => {
	const inHr = people(10, { groupExternalId: 'hr' });
	const inNone = people(10, { groupExternalId: null }, 'q');
	const untold = people(10, {}, 'r');
	const { summary } = plan(
		{ groups, users: [...inHr, ...inNone, ...untold] },
		{
			groups: currentGroups(groups),
			users: [
				...inHr.map((one) => userOf(one)),
				...inNone.map((one) => userOf(one, { memberOf: ['hand'] })),
				...untold.map(bare),
			],
		},
	);
	expect(summary.guards.find(({ name }) => name === 'moves')).toMatchObject({ of: 10 });
});

describe('what must change of the groups that somebody is in', () => {
	const node = (id: string, externalId = id, twinOf?: CurrentNode) =>
		({
			group: currentGroups([group(externalId, id)], { targetId: `t-${id}` })[0]!,
			...(twinOf ? { twinOf } : {}),
		}) as unknown as CurrentNode;
	const [hr, it, store] = ['hr', 'it', 'store'].map((id) => node(id)) as [
		CurrentNode,
		CurrentNode,
		CurrentNode,
	];
	const difference = (
		synced: CurrentNode[],
		to: string | null,
		{
			byHand = [] as string[],
			stays = [] as CurrentNode[],
			overwrite = false,
			manages = false,
		} = {},
	) =>
		membershipDifference(
			{ synced, byHand },
			to,
			to === null ? null : `t-${to}`,
			(one) => stays.includes(one),
			overwrite,
			manages,
		);

	test('is nothing for who is where they belong, in a group or in none', () => {
		expect(difference([hr], 'hr')).toBeUndefined();
		expect(difference([], null)).toBeUndefined();
		expect(difference([], null, { byHand: ['t-club'] })).toBeUndefined();
		expect(difference([hr, it], 'hr', { stays: [it] })).toBeUndefined();
		expect(difference([], 'hr', { manages: true })).toBeUndefined();
	});

	test('is one group for another, which is a move', () => {
		expect(difference([it], 'hr')).toEqual({
			...{ from: 'it', to: 'hr', leaves: ['t-it'], stays: [], isMove: true },
		});
		expect(difference([it], null)).toEqual({
			...{ from: 'it', to: null, leaves: ['t-it'], stays: [], isMove: true },
		});
		expect(difference([], 'hr')).toEqual({
			...{ from: null, to: 'hr', leaves: [], stays: [], isMove: false },
		});
	});

	test('is to leave the others for who is there as well, which is no move', () => {
		expect(difference([hr, it, store], 'hr', { stays: [store] })).toEqual({
			...{ from: 'it', to: 'hr', leaves: ['t-it'], stays: ['t-store'], isMove: false },
		});
		expect(difference([hr], 'hr', { byHand: ['t-club'], overwrite: true })).toEqual({
			...{ from: 'hr', to: 'hr', leaves: ['t-club'], stays: [], isMove: false },
		});
	});

	test('is no move out of the twin of the same group, and one out of that of another', () => {
		expect(difference([node('hr-2', 'hr', hr)], 'hr')).toMatchObject({
			...{ from: 'hr', to: 'hr', leaves: ['t-hr-2'], isMove: false },
		});
		expect(difference([node('it-2', 'it', it)], 'hr')).toMatchObject({
			...{ from: 'it', to: 'hr', leaves: ['t-it-2'], isMove: true },
		});
	});

	test('is for who manages a group to be a member of none', () => {
		expect(difference([hr], 'hr', { manages: true })).toMatchObject({
			...{ from: 'hr', to: null, leaves: ['t-hr'] },
		});
		expect(difference([it], 'hr', { manages: true })).toMatchObject({
			...{ from: 'it', to: null, leaves: ['t-it'], isMove: true },
		});
	});
});
