import { MemoryTarget, type Likeness } from '../../../directory/apply/memoryTarget';
import type { FieldChange } from '../../../directory/model/change';
import type { CurrentGroup } from '../../../directory/model/group';
import type { CurrentUser } from '../../../directory/model/person';
import { currentGroup, user } from '../../support/people';

/** A directory in memory, which shows what another one would become. */

const LIKE: Likeness = {
	...{ product: 'Katalog', managersFirst: true, membersOn: 'group' },
	support: (_kind, field) => (field === 'phone' ? 'unknown' : 'written'),
};
const target = (
	users: CurrentUser[],
	groups: CurrentGroup[] = [],
	like: Partial<Likeness> = {},
	newId?: (externalId: string | null) => string,
) => new MemoryTarget({ users, groups }, { ...LIKE, ...like }, newId);
const set = (field: string, to: FieldChange['to']): FieldChange => ({ field, from: null, to });

test('is like the other one in name, order, place of members, and fields', () => {
	const made = target([], [], { managersFirst: false, membersOn: 'user' });
	expect([made.product, made.managersFirst, made.membersOn]).toEqual(['Katalog', false, 'user']);
	expect([made.support('user', 'phone'), made.support('user', 'title')]).toEqual([
		'unknown',
		'written',
	]);
});

test('somebody new has every value that the other one takes, empty where none is given', async () => {
	const made = target([]);
	await made.create('user', 'p1', [set('firstName', 'Åsa'), set('phone', '112')], []);
	const { users } = await made.read();
	expect(users).toEqual([
		{
			...{ kind: 'user', targetId: 'new-1', externalId: 'p1', active: true, memberOf: [] },
			...{ username: '', email: null, firstName: 'Åsa', lastName: '', gender: 'none' },
			...{ birthday: null, managerExternalId: null, excludeFromSurveys: false },
			...{ employedSince: null, employedUntil: null, title: null, segments: [] },
			groupExternalId: null,
		},
	]);
});

test('what is new gets IDs one after another, or those that it is told', async () => {
	const made = target([]);
	for (const id of ['a', 'b']) await made.create('group', id, [set('name', id)], []);
	const { groups } = await made.read();
	expect(groups.map(({ targetId, name }) => [targetId, name])).toEqual([
		['new-1', 'a'],
		['new-2', 'b'],
	]);
	const told = target([], [], {}, (externalId) => `id of ${externalId}`);
	await told.create('group', 'a', [], []);
	expect((await told.read()).groups[0]!.targetId).toBe('id of a');
});

test('what has the External ID already is that one, and nothing is written to it', async () => {
	const made = target([user({ lastName: 'Ek' })]);
	expect(await made.create('user', 'p1', [set('lastName', 'Lind')], [])).toMatchObject({
		...{ ok: true, existed: true, attempts: 0 },
		current: { targetId: 't-p1', lastName: 'Ek' },
	});
});

test('a field that the other one does not know is not written', async () => {
	const made = target([user({ phone: '1' })]);
	await made.update('user', 't-p1', [set('phone', '2'), set('title', 'Cook')]);
	expect((await made.read()).users[0]).toMatchObject({ phone: '1', title: 'Cook' });
});

test.each<[string, (made: MemoryTarget) => Promise<unknown>]>([
	['changed', async (made) => await made.update('user', 't-x', [set('title', 'Cook')])],
	['removed', async (made) => await made.remove('group', 't-x')],
	['filled', async (made) => await made.setMembers('t-x', { add: [], remove: [] }, [])],
])('what is not there cannot be %s', async (_what, work) => {
	expect(await work(target([]))).toEqual({
		...{ ok: false, refusal: 'gone', error: 'it is not in Katalog', attempts: 0 },
	});
});

test('who is removed is in no group now, and all others are', async () => {
	const groups = [
		currentGroup({ externalId: 'a', memberTargetIds: ['t-p1', 't-p2'] }),
		currentGroup({ externalId: 'b' }),
	];
	const made = target([user(), user({ externalId: 'p2' })], groups);
	await made.remove('user', 't-p1');
	const read = await made.read();
	expect(read.groups.map(({ memberTargetIds }) => memberTargetIds)).toEqual([['t-p2'], undefined]);
	expect(read.users.map(({ targetId, memberOf }) => [targetId, memberOf])).toEqual([
		['t-p2', ['t-a']],
	]);
	expect(await made.reread('user', 't-p1')).toBeNull();
	expect(await made.reread('user', 't-p2')).toMatchObject({ externalId: 'p2' });
});

test('members come and go together with values of the group', async () => {
	const made = target(
		['p1', 'p2', 'p3'].map((externalId) => user({ externalId })),
		[currentGroup({ externalId: 'a', memberTargetIds: ['t-p1', 't-p2'] })],
	);
	await made.setMembers('t-a', { add: ['t-p3'], remove: ['t-p1'] }, [set('name', 'Ny')]);
	expect((await made.read()).groups[0]).toMatchObject({
		...{ name: 'Ny', memberTargetIds: ['t-p2', 't-p3'] },
	});
});

describe('where users name their group', () => {
	const of = (groups: CurrentGroup[]) =>
		target(
			[user({ groupExternalId: 'a' }), user({ externalId: 'p2', groupExternalId: 'b' })],
			groups,
			{ membersOn: 'user' },
		);
	const groupsOf = async (made: MemoryTarget) =>
		(await made.read()).users.map(({ groupExternalId }) => groupExternalId);
	const both = ['a', 'b'].map((externalId) => currentGroup({ externalId }));

	test('nobody is in a group that is removed, until there is one with its ID again', async () => {
		const made = of(both);
		await made.remove('group', 't-a');
		expect(await groupsOf(made)).toEqual([null, 'b']);
		await made.create('group', 'a', [], []);
		expect(await groupsOf(made)).toEqual(['a', 'b']);
	});

	test('the group is a value like any other, and groups have no list of members', async () => {
		const made = of(both);
		await made.update('user', 't-p1', [set('groupExternalId', 'b')]);
		expect(await groupsOf(made)).toEqual(['b', 'b']);
		await made.create('group', 'c', [], ['t-p1']);
		const { groups } = await made.read();
		expect(groups.some((one) => 'memberTargetIds' in one)).toBe(false);
	});
});

test('where groups have the members, the group of a user is not written with the user', async () => {
	const made = target([user({ memberOf: [] })], [currentGroup({ memberTargetIds: [] })]);
	await made.update('user', 't-p1', [set('groupExternalId', 'g1'), set('title', 'Cook')]);
	const { users } = await made.read();
	expect(users[0]).toMatchObject({ title: 'Cook', memberOf: [] });
	expect(users[0]!.groupExternalId).not.toBe('g1');
});

describe('a manager', () => {
	const boss = user({ externalId: 'boss' });
	const led = [user({ managerExternalId: 'boss' }), boss];
	const group = currentGroup({ managerExternalId: 'boss', memberTargetIds: [] });
	const managers = async (made: MemoryTarget) => {
		const { users, groups } = await made.read();
		return [users[0]!.managerExternalId, groups[0]!.managerExternalId];
	};

	test('who gets another External ID is named by that one, of people and of groups', async () => {
		const made = target(led, [group]);
		await made.update('user', 't-boss', [set('externalId', 'chief')]);
		expect(await managers(made)).toEqual(['chief', 'chief']);
	});

	test('who loses the External ID is still named by the one that was written', async () => {
		const made = target(led, [group]);
		await made.update('user', 't-boss', [set('externalId', null)]);
		expect(await managers(made)).toEqual(['boss', 'boss']);
	});

	test('who is followed by another, or by nobody, is forgotten', async () => {
		const made = target([...led, user({ externalId: 'next' })], [group]);
		await made.update('user', 't-p1', [set('managerExternalId', 'next')]);
		await made.update('group', 't-g1', [set('managerExternalId', null)]);
		await made.update('user', 't-boss', [set('externalId', 'chief')]);
		expect(await managers(made)).toEqual(['next', null]);
	});

	test('stays the same where other values change', async () => {
		const made = target(led, [group]);
		await made.update('user', 't-boss', [set('externalId', 'chief')]);
		await made.update('user', 't-p1', [set('title', 'Cook')]);
		expect(await managers(made)).toEqual(['chief', 'chief']);
	});
});
