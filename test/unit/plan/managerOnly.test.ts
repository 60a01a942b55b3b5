import type { Group } from '../../../directory/model/group';
import type { CurrentUser } from '../../../directory/model/person';
import { DEFAULT_SETTINGS } from '../../../directory/plan';
import { group, brief, currentGroups, people, person, plan, userOf, without } from './build';

/** The manager of a group is no member of it (case C15). */

const led = (manager: string | null, id = 'x'): Group => ({
	...group(id, id.toUpperCase()),
	managerExternalId: manager,
});
/** Users as they are when the first of them manages the group `x` and is no member. */
const apart = (one: { externalId: string }): Partial<CurrentUser> =>
	one.externalId === 'p0001' ? { memberOf: [] } : {};
const staff = people(4, { groupExternalId: 'x' });

test('a manager who is no member stays so: nothing is planned', () => {
	const groups = [led('p0001')];
	const users = staff.map((one) => userOf(one, apart(one)));
	const { changes, held, summary } = plan(
		{ groups, users: staff },
		{ groups: currentGroups(groups), users },
	);
	expect([changes, held]).toEqual([[], []]);
	expect(summary.users.unchanged).toBe(4);
});

test('a first load places everybody but the manager, who is in the group by managing it', () => {
	const { changes } = plan({ groups: [led('p0001')], users: staff });
	const placed = changes.filter(({ kind, changes: fields }) =>
		fields.some(({ field }) => kind === 'user' && field === 'groupExternalId'),
	);
	expect(placed.map(({ externalId }) => externalId)).toEqual(['p0002', 'p0003', 'p0004']);
	const ofChief = changes.find(({ externalId }) => externalId === 'p0001');
	expect(ofChief).toMatchObject({ action: 'create', manages: 'x' });
});

test('a first load places the manager as a member where groups have no managers', () => {
	const { changes } = plan({ groups: [led('p0001')], users: staff }, { hasGroupManagers: false });
	const ofChief = changes.find(({ externalId }) => externalId === 'p0001')!;
	expect(ofChief.changes).toContainEqual({ field: 'groupExternalId', from: null, to: 'x' });
	expect('manages' in ofChief).toBe(false);
});

test('where the target does not give managers of groups, they are members', () => {
	const groups = [led('p0001')];
	const bare = currentGroups(groups).map((one) => without(one, 'managerExternalId'));
	const users = staff.map((one) => userOf(one, apart(one)));
	const { changes } = plan({ groups, users: staff }, { groups: bare, users });
	expect(brief(changes)).toEqual(['update user p0001: groupExternalId']);
	expect(changes[0]!.changes[0]!.to).toBe('x');
});

test('a member who becomes the manager leaves after the change of the group, and keeps the place if that is not made', () => {
	const { changes } = plan(
		{ groups: [led('p0001')], users: staff },
		{ groups: currentGroups([led(null)]), users: staff.map((one) => userOf(one)) },
	);
	expect(brief(changes)).toEqual([
		'update group X: managerExternalId',
		'update user p0001: groupExternalId',
	]);
	expect(changes[1]).toMatchObject({
		changes: [{ field: 'groupExternalId', from: 'x', to: null }],
		leaves: ['t-x'],
		needs: [1],
		manages: 'x',
		reason: 'Manages “X” in HR, so is a member of no group.',
	});
});

test('while the new manager is held, both the old and the new one stay where they are', () => {
	const { changes, held } = plan(
		{ groups: [led('p0002')], users: staff },
		{
			groups: currentGroups([led('p0001')]),
			users: staff.map((one) => userOf(one, apart(one))),
		},
		{ guards: { ...DEFAULT_SETTINGS.guards, groupManagers: { count: 0, share: 0 } } },
	);
	expect(changes).toEqual([]);
	expect(held.map((one) => [brief([one])[0], one.because ?? null])).toEqual([
		['update group X: managerExternalId', null],
		['update user p0001: groupExternalId', 1],
		['update user p0002: groupExternalId', 1],
	]);
});

test('a manager who gives way to another becomes a member', () => {
	const { changes } = plan(
		{ groups: [led('p0002')], users: staff },
		{
			groups: currentGroups([led('p0001')]),
			users: staff.map((one) => userOf(one, apart(one))),
		},
	);
	expect(brief(changes)).toEqual([
		'update group X: managerExternalId',
		'update user p0001: groupExternalId',
		'update user p0002: groupExternalId',
	]);
	expect(changes[1]).toMatchObject({
		changes: [{ field: 'groupExternalId', from: null, to: 'x' }],
		needs: [1],
	});
	expect(changes[2]!.changes).toEqual([{ field: 'groupExternalId', from: 'x', to: null }]);
});

test('somebody from elsewhere who becomes the manager leaves the old group, which counts as a move', () => {
	const newcomer = person('p0009', { groupExternalId: 'x' });
	const groups = [led('p0009'), led(null, 'y')];
	const { changes } = plan(
		{ groups, users: [...staff, newcomer] },
		{
			groups: currentGroups([led(null), led(null, 'y')]),
			users: [...staff.map((one) => userOf(one)), userOf({ ...newcomer, groupExternalId: 'y' })],
		},
	);
	expect(changes.at(-1)).toMatchObject({
		externalId: 'p0009',
		changes: [{ field: 'groupExternalId', from: 'y', to: null }],
		leaves: ['t-y'],
		needs: [1],
	});
});

test('managers who are members from before leave in one night, past no guard', () => {
	const groups = Array.from({ length: 60 }, (_, i) =>
		led(`p${String(i + 1).padStart(4, '0')}`, `g${i}`),
	);
	const all = people(60).map((one, i) => ({ ...one, groupExternalId: `g${i}` }));
	const { changes, held } = plan(
		{ groups, users: all },
		{ groups: currentGroups(groups), users: all.map((one) => userOf(one)) },
	);
	expect(held).toEqual([]);
	expect(changes).toHaveLength(60);
	expect(changes.every(({ changes: [field] }) => field!.to === null)).toBe(true);
});

test('where the target gives no parents, a group without members is known by its manager', () => {
	const [chief] = staff;
	const flat = currentGroups([led('p0001')]).map((one) => without(one, 'parentExternalId'));
	const { changes } = plan(
		{ groups: [led('p0001', 'ny')], users: [{ ...chief!, groupExternalId: 'ny' }] },
		{ groups: flat, users: [userOf(chief!, { memberOf: [] })] },
	);
	expect(brief(changes)).toEqual(['update group NY: name']);
});

test('with Managers Are Members, a manager is placed like everybody else', () => {
	const groups = [led('p0001')];
	const { changes } = plan(
		{ groups, users: staff },
		{ groups: currentGroups(groups), users: staff.map((one) => userOf(one, apart(one))) },
		{ managersAreMembers: true },
	);
	expect(changes.map((one) => one.changes)).toEqual([
		[{ field: 'groupExternalId', from: null, to: 'x' }],
	]);
});

describe('Keep Higher Role', () => {
	const rule = { memberships: 'keepHigherRole' } as const;
	const current = {
		groups: currentGroups([led('p0001')]),
		users: staff.map((one) => userOf(one, apart(one))),
	};

	test.each([['another', 'p0002'] as const, ['nobody', null] as const])(
		'a manager of the own group stays, though HR has %s, and an issue names the group',
		(_who, manager) => {
			const { changes, held, issues } = plan(
				{ groups: [led(manager)], users: staff },
				current,
				rule,
			);
			expect([changes, held]).toEqual([[], []]);
			expect(issues.map(({ code, details }) => [code, details])).toEqual([
				['higherRoleKept', { groups: ['x'], count: 1 }],
			]);
		},
	);

	test('the issue names the groups whose manager stays, and no others', () => {
		const groups = [led('p0002'), led('p0003', 'y')];
		const there = currentGroups([led('p0001'), led(null, 'y')]);
		const { issues } = plan({ groups, users: staff }, { ...current, groups: there }, rule);
		expect(issues.map(({ message, details }) => [message, details])).toEqual([
			[
				'Other managers in HR than in Winningtemp: “X”. The present ones stay, so that nobody becomes an ordinary member. To follow HR, set Memberships to Keep Manual, or choose the manager in Winningtemp.',
				{ groups: ['x'], count: 1 },
			],
		]);
	});

	test('a target that does not name administrators has none: who is in two groups leaves one', () => {
		const groups = [led(null), led(null, 'y')];
		const users = staff.map((one, i) => userOf(one, i === 1 ? { memberOf: ['t-x', 't-y'] } : {}));
		const { changes } = plan(
			{ groups, users: staff },
			{ groups: currentGroups(groups), users },
			rule,
		);
		expect(brief(changes)).toEqual(['update user p0002: groupExternalId']);
	});

	test('a manager who belongs elsewhere in HR gives way', () => {
		const moved = staff.map((one) =>
			one.externalId === 'p0001' ? { ...one, groupExternalId: 'y' } : one,
		);
		const groups = [led('p0002'), led(null, 'y')];
		const { changes } = plan(
			{ groups, users: moved },
			{ ...current, groups: currentGroups([led('p0001'), led(null, 'y')]) },
			rule,
		);
		expect(brief(changes)).toContain('update group X: managerExternalId');
	});

	test('with Managers Are Members, a manager who stays although HR has another is made no member', () => {
		const groups = [led('p0002')];
		const settings = { ...rule, managersAreMembers: true };
		expect(plan({ groups, users: staff }, current, settings).changes).toEqual([]);
		const both = { ...current, users: staff.map((one) => userOf(one)) };
		expect(plan({ groups, users: staff }, both, settings).changes).toEqual([]);
	});

	test.each([
		['keepHigherRole', []],
		['keepManual', ['update user p0002: groupExternalId']],
	] as const)('an administrator of another group: %s', (memberships, expected) => {
		const groups = [led(null), led(null, 'y')];
		const users = staff.map((one) =>
			userOf(one, one.externalId === 'p0002' ? { memberOf: ['t-x', 't-y'] } : {}),
		);
		const [x, y] = currentGroups(groups);
		const administrated = { ...y!, administratorTargetIds: [users[1]!.targetId] };
		const { changes } = plan(
			{ groups, users: staff },
			{ groups: [x!, administrated], users },
			{ memberships },
		);
		expect(brief(changes)).toEqual(expected);
	});

	test('groups made by hand keep their members', () => {
		const byHand = { ...currentGroups([led(null)])[0]!, externalId: null, targetId: 'hand' };
		const users = staff.map((one) => userOf(one, { memberOf: ['t-x', 'hand'] }));
		const { changes } = plan(
			{ groups: [led(null)], users: staff },
			{ groups: [...currentGroups([led(null)]), byHand], users },
			rule,
		);
		expect(changes).toEqual([]);
	});
});
