import { brief, currentGroups, group, groupsAt, idOf, people, person, plan, userOf } from './build';
import { Model } from './model';
import { planSync, DEFAULT_SETTINGS } from '../../support/plan';

const FIVE = people(5);
const [hire, ...four] = FIVE;

/** Others, so that a guard does not look at small numbers. */
const rest = people(20, {}, 'r');

function inGroup(all: typeof FIVE, groupExternalId: string) {
	return all.map((one) => ({ ...one, groupExternalId }));
}

describe('ids made from paths: a group whose people all have another name now was renamed', () => {
	const before = groupsAt(['Ekonomi'], ['Övriga']);
	const after = groupsAt(['Ekonomi'], ['Finans'], ['Övriga']);
	const others = inGroup(rest, idOf('Övriga'));
	const users = [...inGroup(four, idOf('Finans')), ...inGroup([hire!], idOf('Ekonomi')), ...others];
	const current = {
		groups: currentGroups(before),
		users: [...inGroup(four, idOf('Ekonomi')), ...others].map((one) => userOf(one)),
	};

	test('although somebody new is in a new group with the old name: that is created, and nobody moves', () => {
		const { changes, held } = plan({ groups: after, users }, current);
		expect(held).toEqual([]);
		expect(brief(changes)).toEqual([
			'create group Ekonomi',
			'update group Finans: name',
			'create user p0001',
		]);
		expect(changes[1]).toMatchObject({
			externalId: idOf('Ekonomi'),
			targetId: `t-${idOf('Ekonomi')}`,
			changes: [{ field: 'name', from: 'Ekonomi', to: 'Finans' }],
		});
		expect(changes[1]!.reason).toContain('Recognised by its people, of whom 100 % are the same');
		expect(changes[0]!.externalId).not.toBe(idOf('Ekonomi'));
	});

	test('cut short anywhere, the next plan comes to the same end, and a further one changes nothing', () => {
		const wanted = { groups: after, users };
		const settings = DEFAULT_SETTINGS;
		const load = () => {
			const model = new Model();
			const first = { groups: before, users: [...inGroup(four, idOf('Ekonomi')), ...others] };
			model.applyAll(planSync({ ...first, current: model.current(), settings }).changes);
			return model;
		};
		const { changes } = planSync({ ...wanted, current: load().current(), settings });
		const end = load().applyAll(changes).snapshot();
		for (let made = 0; made <= changes.length; made++) {
			const model = load();
			model.applyAll(changes.slice(0, made));
			model.applyAll(planSync({ ...wanted, current: model.current(), settings }).changes);
			expect(model.snapshot()).toEqual(end);
			expect(planSync({ ...wanted, current: model.current(), settings }).changes).toEqual([]);
		}
	});

	test.each([
		[
			'one of the old people stays',
			[...inGroup(four.slice(1), idOf('Finans')), ...inGroup([four[0]!, hire!], idOf('Ekonomi'))],
		],
		['nobody else comes', inGroup(four, idOf('Finans'))],
		[
			'they scatter',
			[
				...inGroup(four.slice(0, 2), idOf('Finans')),
				...inGroup(four.slice(2), idOf('Övriga')),
				...inGroup([hire!], idOf('Ekonomi')),
			],
		],
	])('but not where %s', (_what, some) => {
		const { changes, held } = plan({ groups: after, users: [...some, ...others] }, current);
		const ofGroups = [...changes, ...held].filter(({ kind }) => kind === 'group');
		expect(brief(ofGroups)).toEqual(['create group Finans']);
	});

	test('but not into a group that was there before, which they join', () => {
		const there = {
			groups: currentGroups(after),
			users: [...current.users, userOf(person('f', { groupExternalId: idOf('Finans') }))],
		};
		const joined = [...users, person('f', { groupExternalId: idOf('Finans') })];
		const { changes } = plan({ groups: after, users: joined }, there);
		expect(brief(changes.filter(({ kind }) => kind === 'group'))).toEqual([]);
		expect(
			changes.filter(({ changes: [first] }) => first?.field === 'groupExternalId'),
		).toHaveLength(4);
	});
});

describe('codes of HR: a group whose people all have another code now is held, while others have the old one', () => {
	const after = [group('104', 'Kök'), group('105', 'Finans'), group('900', 'Övriga')];
	const others = inGroup(rest, '900');
	const users = [...inGroup(four, '105'), ...inGroup([hire!], '104'), ...others];
	const current = {
		groups: currentGroups([group('104', 'Ekonomi'), group('900', 'Övriga')]),
		users: [...inGroup(four, '104'), ...others].map((one) => userOf(one)),
	};
	const wanted = { groups: after, users };

	test('its new name, who leaves it and who comes; somebody new is created all the same', () => {
		const { changes, held } = plan(wanted, current);
		expect(brief(changes)).toEqual(['create user p0001']);
		expect(new Set(held.map(({ guard }) => guard.name))).toEqual(new Set(['groupReuse']));
		expect(brief(held).sort()).toEqual(
			[
				'create group Finans',
				'update group Kök: name',
				...four.map(({ externalId }) => `update user ${externalId}: groupExternalId`),
				'update user p0001: groupExternalId',
			].sort(),
		);
	});

	test('released it is done, and a declared move keeps the history instead', () => {
		const { planId } = plan(wanted, current).summary;
		const released = plan(wanted, current, { release: planId });
		expect(released.held).toEqual([]);
		expect(released.changes.filter(({ kind }) => kind === 'user')).toHaveLength(5);
		const moved = plan(wanted, current, { moves: [{ from: '104', to: '105' }] });
		expect(moved.held).toEqual([]);
		expect(brief(moved.changes)).toEqual([
			'create group Kök',
			'update group Finans: name',
			'create user p0001',
		]);
	});

	test('but not where nobody has the old code, or one of its people stays', () => {
		const [one, ...three] = four;
		for (const some of [
			inGroup(four, '105'),
			[...inGroup(three, '105'), ...inGroup([one!, hire!], '104')],
		]) {
			const { held } = plan({ groups: after, users: [...some, ...others] }, current);
			expect(held.filter(({ guard }) => guard.name === 'groupReuse')).toEqual([]);
		}
	});
});
