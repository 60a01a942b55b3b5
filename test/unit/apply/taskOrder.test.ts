import { applyChanges } from '../../../directory/apply';
import type { GroupMembership } from '../../../directory/apply/memberships';
import { DirectoryState } from '../../../directory/apply/state';
import { orderOfTasks } from '../../../directory/apply/taskOrder';
import type { Change, FieldChange } from '../../../directory/model/change';
import { currentGroup, user } from '../../support/people';
import { memory, people } from './refusing';

/** A change of a group that is there, and has the External ID `g`. */
const change = (order: number, more: Partial<Change> = {}): Change => ({
	...{ order, kind: 'group', action: 'update', externalId: 'g', targetId: 't-g', name: 'G' },
	...{ changes: [], reason: '' },
	...more,
});
const membership = (more: Partial<GroupMembership> = {}): GroupMembership => ({
	...{ targetId: 't-g', externalId: 'g', add: [], remove: [] },
	...more,
});
const field = (name: string, to: string | null): FieldChange => ({ field: name, from: null, to });

/** Tasks are the changes, then the memberships, then everyone being created. */
function order(
	changes: Change[],
	memberships: GroupMembership[] = [],
	created: number[] = [],
	membersOn: 'group' | 'user' = 'group',
) {
	const state = new DirectoryState({ users: [], groups: [] });
	const { after, preferablyAfter } = orderOfTasks(changes, memberships, created, state, membersOn);
	const sorted = (lists: number[][]) => lists.map((list) => [...list].sort((a, b) => a - b));
	return { after: sorted(after), preferablyAfter: sorted(preferablyAfter) };
}

describe('the members of a group wait', () => {
	test.each<[string, Change, number[]]>([
		['for its creation', change(1, { action: 'create', targetId: null }), [0]],
		['for the External ID that it gets', change(1, { changes: [field('externalId', 'g')] }), [0]],
		[
			'not for another External ID of a group',
			change(1, { changes: [field('externalId', 'h')] }),
			[],
		],
		[
			'not for an External ID that is taken away',
			change(1, { changes: [field('externalId', null)] }),
			[],
		],
		['not for another value of that name', change(1, { changes: [field('name', 'g')] }), []],
		[
			'not for a user with the same External ID who is created',
			change(1, { kind: 'user', action: 'create', targetId: null }),
			[],
		],
		[
			'not for a user who gets the same External ID',
			change(1, { kind: 'user', changes: [field('externalId', 'g')] }),
			[],
		],
	])('%s', (_what, one, expected) => {
		// Known by the External ID alone, so that no other rule concerns it.
		const { after } = order([one], [membership({ targetId: null })]);
		expect(after[1]).toEqual(expected);
		expect(after[0]!.includes(1)).toBe(false);
	});

	test('for the changes to the people who come in and go out, and for nobody else', () => {
		const people = ['a', 'b', 'c'].map((id, i) =>
			change(i + 1, { kind: 'user', externalId: id, targetId: `t-${id}` }),
		);
		const { after } = order(people, [membership({ add: [0], remove: [2] })]);
		expect(after).toEqual([[], [], [], [0, 2], []]);
	});

	test('if they can for those who come into another group to be there', () => {
		const mover = change(1, { kind: 'user', externalId: 'a', targetId: 't-a' });
		const to = membership({ targetId: 't-h', externalId: 'h', add: [0] });
		const { preferablyAfter } = order([mover], [membership({ remove: [0] }), to]);
		// Both for everyone being created, and the one that is left for the other one.
		expect(preferablyAfter).toEqual([[], [2, 3], [3], []]);
	});

	test('if they can for other values of the group itself, but not the other way round', () => {
		const { after, preferablyAfter } = order([change(1)], [membership()]);
		expect(after).toEqual([[], [], []]);
		expect(preferablyAfter).toEqual([[], [0, 2], []]);
	});

	test('if they can for what a value needs that goes along with them, and that waits for them', () => {
		const changes = [change(1, { externalId: 'f', targetId: 't-f' }), change(2, { needs: [1, 9] })];
		const { after, preferablyAfter } = order(changes, [membership({ own: 1 })]);
		expect(after).toEqual([[], [0, 2], [], []]);
		expect(preferablyAfter).toEqual([[], [], [0, 3], []]);
	});
});

describe('a deletion waits', () => {
	test('for the members of the group to have left', () => {
		const { after } = order([change(1, { action: 'delete' })], [membership({ remove: [] })]);
		expect(after).toEqual([[1], [], []]);
	});

	test('not for the members of another group, nor of one that has no ID yet', () => {
		const gone = change(1, { action: 'delete', externalId: 'x', targetId: 't-x' });
		const without = change(2, { action: 'delete', externalId: 'y', targetId: null });
		const { after } = order([gone, without], [membership(), membership({ targetId: null })]);
		expect(after).toEqual([[], [], [], [], []]);
	});

	test('not of a user, though a group has the same ID', () => {
		const { after } = order([change(1, { kind: 'user', action: 'delete' })], [membership()]);
		expect(after[0]).toEqual([]);
	});

	test('of a group that needs others: for their changes, and for the members whom these concern', () => {
		const mover = change(1, { kind: 'user', externalId: 'a', targetId: 't-a' });
		const changes = [mover, change(2, { action: 'delete', needs: [1, 7] })];
		const into = membership({ targetId: 't-h', externalId: 'h', add: [0] });
		expect(order(changes, [into]).after).toEqual([[], [0, 2], [0], []]);
	});

	test('and nothing else of a group waits for the members of those whom it needs', () => {
		const mover = change(1, { kind: 'user', externalId: 'a', targetId: 't-a' });
		const into = membership({ targetId: 't-h', externalId: 'h', add: [0] });
		for (const needing of [
			change(2, { needs: [1] }),
			change(2, { ...{ kind: 'user', action: 'delete', needs: [1] }, targetId: 't-b' }),
		]) {
			expect(order([mover, needing], [into]).after[1]).toEqual([0]);
		}
	});
});

test('new groups have their people from the start: they wait, if they can, for everyone being created', () => {
	const changes = [
		change(1, { action: 'create', targetId: null }),
		change(2, { kind: 'user', action: 'create', externalId: 'a', targetId: null }),
		change(3, { kind: 'user', externalId: 'b', targetId: 't-b' }),
	];
	const { after, preferablyAfter } = order(changes, [], [0]);
	expect(after).toEqual([[], [], [], [1]]);
	expect(preferablyAfter).toEqual([[3], [], [], []]);
});

test('of several groups with one name that get another one if need be, the first one comes first', () => {
	const named = (position: number, name: string, nameInstead?: string) =>
		change(position, {
			...{ externalId: `g${position}`, targetId: `t-${position}`, name },
			...(nameInstead === undefined ? {} : { nameInstead }),
		});
	const { preferablyAfter } = order([
		named(1, 'Store'),
		named(2, 'Store', 'Store (A)'),
		named(3, 'Store', 'Store (B)'),
		named(4, 'Office', 'Office (A)'),
		named(5, 'Store', 'Store (C)'),
	]);
	expect(preferablyAfter).toEqual([[], [], [1], [], [1], []]);
});

test('changes to one user or group follow each other, whether it is there or created', () => {
	const changes = [
		change(1),
		change(2, { kind: 'user' }),
		change(3),
		change(4, { externalId: 'n', targetId: null, action: 'create' }),
		change(5, { externalId: 'n', targetId: null }),
		change(6),
	];
	expect(order(changes).after).toEqual([[], [], [0], [], [3], [2], []]);
});

describe('a person who comes into a group that is created', () => {
	const created = change(1, { action: 'create', targetId: null });
	const person = (name: string) =>
		change(2, {
			...{ kind: 'user', externalId: 'a', targetId: 't-a' },
			changes: [field(name, 'g')],
		});

	test('does not wait where the group keeps its members: that is a task of its own', () => {
		expect(order([created, person('groupExternalId')]).after).toEqual([[], [], []]);
	});

	test('waits where the user keeps the group', () => {
		const { after } = order([created, person('groupExternalId')], [], [], 'user');
		expect(after).toEqual([[], [0], []]);
	});
});

describe('what is there decides, too:', () => {
	const state = new DirectoryState({
		users: [user({ externalId: 'a', username: 'Anna@x.se', memberOf: ['t-g'] })],
		groups: [
			currentGroup({ externalId: 'up', parentExternalId: null }),
			currentGroup({ externalId: 'low', parentExternalId: 'up' }),
		],
	});
	const orderIn = (...changes: Change[]) => orderOfTasks(changes, [], [], state, 'group');
	const ofUser = (position: number, id: string, more: Partial<Change> = {}) =>
		change(position, { kind: 'user', externalId: id, targetId: `t-${id}`, ...more });
	const ofGroup = (position: number, id: string, ...changes: FieldChange[]) =>
		change(position, { externalId: id, targetId: `t-${id}`, changes });

	test('a username is taken once the one who has it is deleted', () => {
		const { after } = orderIn(
			ofUser(1, 'b', { changes: [field('username', 'anna@x.se')] }),
			ofUser(2, 'a', { action: 'delete' }),
		);
		expect(after.slice(0, 2)).toEqual([[1], []]);
	});

	test('a group takes a name, if it can, once the one that has it has another', () => {
		const { after, preferablyAfter } = orderIn(
			ofGroup(1, 'low', field('name', 'Store')),
			ofGroup(2, 'up', { field: 'name', from: 'Store', to: 'Shop' }),
		);
		expect([after[0], preferablyAfter[0]]).toEqual([[], [1]]);
	});

	test('of two groups that change places, the one that rises moves first', () => {
		const { after } = orderIn(
			ofGroup(1, 'up', field('parentExternalId', 'low')),
			ofGroup(2, 'low', field('parentExternalId', null)),
		);
		expect(after.slice(0, 2)).toEqual([[1], []]);
	});

	test('a group is deleted after those in it are deactivated, and after those who leave it', () => {
		const gone = change(1, { action: 'delete' });
		expect(orderIn(gone, ofUser(2, 'a', { action: 'deactivate' })).after[0]).toEqual([1]);
		expect(orderIn(gone, ofUser(2, 'x', { action: 'deactivate' })).after[0]).toEqual([]);
		expect(orderIn(gone, ofUser(2, 'a', { leaves: ['t-g'] })).after[0]).toEqual([1]);
		expect(orderIn(gone, ofUser(2, 'a')).after[0]).toEqual([]);
	});
});

test('changes that wait for each other in a circle are not made, and say so; all others are', async () => {
	const target = memory([currentGroup({ memberTargetIds: [] })]);
	const [first, second, third, fourth] = people(4);
	const placed = { field: 'groupExternalId', from: null, to: 'g1' };
	const { applied } = await applyChanges(
		target,
		[
			{ ...first!, needs: [2] },
			{ ...second!, needs: [1], changes: [...second!.changes, placed] },
			{ ...third!, changes: [...third!.changes, placed] },
			fourth!,
		],
		{ concurrency: 2 },
	);
	expect(applied.map(({ status, error }) => [status, error])).toEqual([
		['skipped', 'It and other changes wait for each other in a circle.'],
		[
			'failed',
			'It and other changes wait for each other in a circle; could not be placed in the group "g1": waiting in a circle.',
		],
		['failed', 'Could not be placed in the group "g1": waiting in a circle.'],
		['applied', undefined],
	]);
});
