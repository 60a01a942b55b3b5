import fc from 'fast-check';
import type { CurrentGroup } from '../../../directory/model/group';
import type { CurrentUser, Person } from '../../../directory/model/person';
import {
	planListed,
	type Item,
	type ListedOptions,
	type ListedPlan,
} from '../../../directory/plan/listed';
import { systems } from '../../support/plan';

const person = (externalId: string, values: Partial<Person> = {}): Item => ({
	externalId,
	username: `${externalId}@example.com`,
	firstName: 'Anna',
	lastName: externalId.toUpperCase(),
	...values,
});

const user = (externalId: string | null, values: Partial<CurrentUser> = {}): CurrentUser => ({
	kind: 'user',
	targetId: `t-${externalId ?? values.username}`,
	externalId,
	username: `${externalId}@example.com`,
	firstName: 'Anna',
	lastName: (externalId ?? '').toUpperCase(),
	active: true,
	managerExternalId: null,
	memberOf: [],
	...values,
});

const group = (externalId: string | null, values: Partial<CurrentGroup> = {}): CurrentGroup => ({
	kind: 'group',
	targetId: `t-${externalId ?? values.name}`,
	externalId,
	name: externalId ?? '',
	parentExternalId: null,
	managerExternalId: null,
	...values,
});

const plan = (
	items: Item[],
	users: CurrentUser[] = [],
	groups: CurrentGroup[] = [],
	options: Partial<ListedOptions> = {},
) => planListed('user', items, { users, groups }, { knows: () => true, systems, ...options });

const groupsPlan = (items: Item[], groups: CurrentGroup[] = [], adoptsGroupsByName = false) =>
	planListed(
		'group',
		items,
		{ users: [], groups },
		{ adoptsGroupsByName, knows: () => true, systems },
	);

const actions = ({ verdicts }: ListedPlan) => verdicts.map(({ action }) => action);
const of = ({ verdicts }: ListedPlan, externalId: string) =>
	verdicts.find((verdict) => verdict.externalId === externalId)!;

test('people are created, updated or unchanged, and told apart by their External ID', () => {
	const planned = plan(
		[person('a'), person('b', { lastName: 'Ny' }), person('c')],
		[user('b'), user('c')],
	);
	expect(actions(planned)).toEqual(['created', 'updated', 'unchanged']);
	expect(of(planned, 'b').changes).toEqual([{ field: 'lastName', from: 'B', to: 'Ny' }]);
	expect(planned.changes.map(({ action }) => action)).toEqual(['create', 'update']);
});

test('items marked as skipped are passed over, without a verdict', () => {
	const planned = plan([person('a'), { ...person('b'), skipped: true }, person('c')]);
	expect(planned.verdicts.map(({ item }) => item)).toEqual([0, 2]);
});

test('case 10: managers in a circle, or one’s own manager, are left out and named; people are synchronised', () => {
	const planned = plan([
		person('a', { managerExternalId: 'b' }),
		person('b', { managerExternalId: 'a' }),
		person('c', { managerExternalId: 'c' }),
		person('d', { managerExternalId: 'a' }),
	]);
	expect(actions(planned)).toEqual(['created', 'created', 'created', 'created']);
	expect(of(planned, 'a').warnings.join()).toMatch(/Anna A → Anna B → Anna A/);
	expect(of(planned, 'c').warnings.join()).toMatch(/own manager/);
	expect(of(planned, 'd').warnings).toEqual([]);
	const linked = planned.changes.filter(({ changes }) =>
		changes.some(({ field }) => field === 'managerExternalId'),
	);
	expect(linked.map(({ externalId }) => externalId)).toEqual(['d']);
});

test('case 10: a circle that closes through somebody who is not among the items is found', () => {
	const planned = plan(
		[person('a', { managerExternalId: 'b' })],
		[user('b', { managerExternalId: 'a' })],
	);
	expect(of(planned, 'a').warnings.join()).toMatch(/circle/);
});

test('case 11: a manager who is unknown is left out with a warning, and linked once there', () => {
	const items = [person('a', { managerExternalId: 'gone' })];
	const without = plan(items, [user('a')]);
	expect(of(without, 'a')).toMatchObject({ action: 'unchanged', changes: [] });
	expect(of(without, 'a').warnings.join()).toMatch(/gone/);
	const later = plan(items, [user('a'), user('gone')]);
	expect(of(later, 'a').changes).toEqual([{ field: 'managerExternalId', from: null, to: 'gone' }]);
});

test('case 12: a manager who comes later in the list is created first', () => {
	const planned = plan([
		person('a', { managerExternalId: 'b' }),
		person('b', { managerExternalId: 'c' }),
		person('c'),
	]);
	expect(planned.changes.map(({ externalId }) => externalId)).toEqual(['c', 'b', 'a']);
});

test('case 13: of two people with one username, its owner in Winningtemp keeps it; both are named', () => {
	const same = { username: 'same@example.com' };
	const items = [person('a', same), person('b', same)];
	const nobody = plan(items);
	expect(actions(nobody)).toEqual(['failed', 'failed']);
	expect(of(nobody, 'a').error).toMatch(/Anna A and Anna B \(b\) have the same username/);
	expect(of(nobody, 'b').error).toMatch(/Anna B and Anna A \(a\) have the same username/);
	const owned = plan(items, [user('b', same)]);
	expect(actions(owned)).toEqual(['failed', 'unchanged']);
	expect(of(owned, 'a').error).toMatch(/Anna B has it in Winningtemp/);
});

test('two people with one External ID are both named, and neither is written', () => {
	const planned = plan([person('a'), person('a', { username: 'other@example.com' })], [user('a')]);
	expect(actions(planned)).toEqual(['failed', 'failed']);
	expect(planned.changes).toEqual([]);
	expect(planned.verdicts[0]!.error).toMatch(/have the same External ID a/);
});

test('case 14: two who swap usernames, and three who rotate them, get them by way of a temporary name', () => {
	const name = (id: string) => ({ username: `${id}@example.com` });
	const current = ['a', 'b', 'c', 'd', 'e'].map((id) => user(id));
	const swap = plan(
		[person('a', name('b')), person('b', name('a')), person('c', { lastName: 'Ny' })],
		current,
	);
	expect(actions(swap)).toEqual(['updated', 'updated', 'updated']);
	expect(of(swap, 'a').changes).toEqual([
		{ field: 'username', from: 'a@example.com', to: 'b@example.com' },
	]);
	expect(swap.changes.map(({ externalId }) => externalId)).toEqual(['a', 'b', 'a', 'c']);
	expect(of(swap, 'a').positions).toEqual([0, 2]);
	const rotation = [person('a', name('b')), person('b', name('c')), person('c', name('a'))];
	const rotated = plan([...rotation, person('d', name('e'))], current);
	expect(actions(rotated)).toEqual(['updated', 'updated', 'updated', 'failed']);
	expect(of(rotated, 'd').error).toMatch(/Anna E \(e\) has it/);
});

test('a username is given up before somebody else takes it', () => {
	const planned = plan(
		[
			person('b', { username: 'a@example.com' }),
			person('a', { username: 'new@example.com' }),
			person('z', { username: 'b@example.com' }),
		],
		[user('a'), user('b')],
	);
	expect(planned.changes.map(({ externalId, needs }) => [externalId, needs])).toEqual([
		['a', undefined],
		['b', [1]],
		['z', [2]],
	]);
});

test('a username that somebody else has in Winningtemp is not taken from them', () => {
	const planned = plan(
		[person('a', { username: 'B@Example.com ' })],
		[user('b', { active: false })],
	);
	expect(actions(planned)).toEqual(['failed']);
	expect(of(planned, 'a').error).toMatch(/the inactive user Anna B \(b\) has it/);
});

test('case 15: a username that changes is one update of the same user', () => {
	const planned = plan([person('a', { username: 'ny@example.com' })], [user('a')]);
	expect(planned.changes).toHaveLength(1);
	expect(planned.changes[0]).toMatchObject({ action: 'update', targetId: 't-a' });
});

test.each([undefined, null, '', '  '])(
	'case 16: a username %p is not written, but named',
	(username) => {
		const planned = plan([{ ...person('a'), username }], [user('a')]);
		expect(actions(planned)).toEqual(['failed']);
		expect(of(planned, 'a').error).toMatch(/no username/);
		expect(planned.changes).toEqual([]);
	},
);

test.each([undefined, null, '', {}])(
	'an External ID %p is not written, but named',
	(externalId) => {
		const planned = plan([{ ...person('a'), externalId }]);
		expect(actions(planned)).toEqual(['failed']);
		expect(planned.verdicts[0]!.error).toMatch(/no External ID/);
	},
);

test.each([
	['gender', 'M'],
	['birthday', '1980-02-30'],
	['birthday', 19800229],
	['excludeFromSurveys', 'yes'],
	['managerExternalId', 7],
	['attributes', ['x']],
])('a %s of %p is not written, but named', (field, value) => {
	const planned = plan([{ ...person('a'), [field]: value }, person('b')]);
	expect(actions(planned)).toEqual(['failed', 'created']);
	expect(of(planned, 'a').error).toContain(field);
});

test('case 18: someone who comes back is reactivated, unless those inactive are kept so', () => {
	const inactive = [user('a', { active: false })];
	const back = plan([person('a')], inactive);
	expect(back.changes).toMatchObject([
		{ action: 'reactivate', changes: [{ field: 'active', from: false, to: true }] },
	]);
	expect(actions(plan([person('a')], inactive, [], { reactivates: false }))).toEqual(['unchanged']);
});

test('case 34: a user made by hand is adopted where the username matches, and the result says so', () => {
	const byHand = user(null, { username: 'A@example.com', lastName: 'A' });
	const planned = plan(
		[person('a'), person('b')],
		[byHand, user(null, { username: 'x@example.com' })],
	);
	expect(of(planned, 'a')).toMatchObject({
		action: 'updated',
		adopted: true,
		targetId: byHand.targetId,
	});
	expect(of(planned, 'a').changes).toEqual([{ field: 'externalId', from: null, to: 'a' }]);
	expect(of(planned, 'b')).toMatchObject({ action: 'created' });
});

test('case 36: null clears a value, a value that is left out stays', () => {
	const current = user('a', { birthday: '1980-01-01', gender: 'female', email: 'a@example.com' });
	const planned = plan([person('a', { birthday: null })], [current]);
	expect(of(planned, 'a').changes).toEqual([{ field: 'birthday', from: '1980-01-01', to: null }]);
});

test('case 39: what the tenant does not know is left out of new users too', () => {
	const planned = plan([person('a', { birthday: '1980-01-01' })], [], [], {
		knows: (field) => field !== 'birthday',
	});
	expect(of(planned, 'a').changes.map(({ field }) => field)).not.toContain('birthday');
});

test('two users with one External ID in Winningtemp are a matter for a person', () => {
	const planned = plan(
		[person('a')],
		[user('a'), user('a', { targetId: 't-2', username: 'x@example.com' })],
	);
	expect(of(planned, 'a').error).toMatch(/several users with the External ID a/);
});

describe('memberships', () => {
	const groups = [group('g1'), group('g2'), group(null, { name: 'Fikaklubben' })];
	const move = (wanted: string | null | undefined, memberOf: string[]) => {
		const values = wanted === undefined ? {} : { groupExternalId: wanted };
		const planned = plan([person('a', values)], [user('a', { memberOf })], groups);
		return of(planned, 'a');
	};

	test('a person is in exactly the wanted one of the groups with an External ID', () => {
		expect(move('g2', ['t-g1', 't-Fikaklubben']).changes).toEqual([
			{ field: 'groupExternalId', from: 'g1', to: 'g2' },
		]);
		expect(move('g2', ['t-g2', 't-g1']).changes).toEqual([
			{ field: 'groupExternalId', from: 'g1', to: 'g2' },
		]);
		expect(move('g2', ['t-g2', 't-Fikaklubben']).changes).toEqual([]);
	});

	test('null is none of them, and left out is as it is', () => {
		expect(move(null, ['t-g1']).changes).toEqual([
			{ field: 'groupExternalId', from: 'g1', to: null },
		]);
		expect(move(null, ['t-Fikaklubben']).changes).toEqual([]);
		expect(move(undefined, ['t-g1']).changes).toEqual([]);
	});

	test('an unknown group is a warning, and the person is synchronised', () => {
		const verdict = move('g9', ['t-g1']);
		expect(verdict).toMatchObject({ action: 'unchanged', changes: [] });
		expect(verdict.warnings.join()).toMatch(/g9/);
	});
});

describe('groups', () => {
	const item = (externalId: string, parentExternalId: string | null = null, name = externalId) => ({
		externalId,
		name,
		parentExternalId,
		managerExternalId: null,
	});

	test('parents come before their children, and are needed by them', () => {
		const planned = groupsPlan([item('c', 'b'), item('b', 'a'), item('a')]);
		expect(planned.changes.map(({ externalId, needs }) => [externalId, needs])).toEqual([
			['a', undefined],
			['b', [1]],
			['c', [2]],
		]);
	});

	test('a group without an External ID stops only itself, not those at the top', () => {
		const items: Item[] = [
			{ externalId: '', name: 'Nameless', parentExternalId: null },
			{ externalId: 'a', name: 'A', parentExternalId: null },
			{ externalId: 'b', name: 'B', parentExternalId: 'a' },
		];
		const planned = groupsPlan(items);
		expect(actions(planned)).toEqual(['failed', 'created', 'created']);
		expect(of(planned, '').error).toMatch(/^It has no External ID/);
	});

	test('a group above that is nowhere, and a circle, are named; what is below them waits', () => {
		const planned = groupsPlan([
			item('a', 'gone'),
			item('b', 'a'),
			item('c', 'd'),
			item('d', 'c'),
			item('e'),
		]);
		expect(actions(planned)).toEqual(['failed', 'failed', 'failed', 'failed', 'created']);
		expect(of(planned, 'a').error).toMatch(/gone/);
		expect(of(planned, 'b').error).toMatch(/above, a, is not written/);
		expect(of(planned, 'c').error).toMatch(/circle/);
	});

	test('a child of a group that is there already is written though the group itself is refused', () => {
		const planned = groupsPlan([{ ...item('a'), name: '' }, item('b', 'a')], [group('a')]);
		expect(actions(planned)).toEqual(['failed', 'created']);
	});

	test('case 34: groups made by hand are left alone, unless a name may be taken over', () => {
		const byHand = [group(null, { name: 'Ekonomi' })];
		expect(actions(groupsPlan([item('g', null, 'ekonomi')], byHand))).toEqual(['created']);
		const adopted = groupsPlan([item('g', null, 'Ekonomi')], byHand, true);
		expect(of(adopted, 'g')).toMatchObject({
			action: 'updated',
			adopted: true,
			changes: [{ field: 'externalId', from: null, to: 'g' }],
		});
		const two = [...byHand, group(null, { name: 'EKONOMI', targetId: 't-2' })];
		expect(actions(groupsPlan([item('g', null, 'Ekonomi')], two, true))).toEqual(['created']);
	});
});

test('case 38: shuffled items give the same changes', () => {
	const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
	const optionalId = fc.option(fc.constantFrom(...ids, 'x'), { nil: null });
	const people = fc.tuple(
		...ids.map((id) =>
			fc
				.record({
					manager: optionalId,
					name: fc.constantFrom(...ids),
					lastName: fc.constantFrom('A', 'B'),
				})
				.map(({ manager, name, lastName }) =>
					person(id, { managerExternalId: manager, username: `${name}@example.com`, lastName }),
				),
		),
	);
	fc.assert(
		fc.property(people, fc.subarray(ids), fc.infiniteStream(fc.nat()), (items, there, random) => {
			const users = there.map((id) => user(id));
			const shuffled = items
				.map((item) => ({ item, key: random.next().value as number }))
				.sort((a, b) => a.key - b.key)
				.map(({ item }) => item);
			const first = plan(items, users);
			const second = plan(shuffled, [...users].reverse());
			expect(second.changes).toEqual(first.changes);
			for (const { order, needs } of first.changes) {
				for (const needed of needs ?? []) expect(needed).toBeLessThan(order);
			}
		}),
	);
});

test('case 30: names such as constructor and __proto__ pass unharmed', () => {
	const planned = plan([
		person('__proto__', {
			managerExternalId: 'constructor',
			firstName: '<script>',
			username: 'p@example.com',
		}),
		person('constructor', { lastName: 'Å;"/\u{1F600}', username: 'c@example.com' }),
	]);
	expect(actions(planned)).toEqual(['created', 'created']);
	expect(planned.changes.map(({ externalId }) => externalId)).toEqual(['constructor', '__proto__']);
});
