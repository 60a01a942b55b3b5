import type { Change } from '../../../directory/model/change';
import type { Group } from '../../../directory/model/group';
import { DEFAULT_SETTINGS } from '../../../directory/plan';
import { brief, currentGroups, group, people, person, plan, userOf, without } from './build';

const field = (name: string, from: unknown, to: unknown) => ({ field: name, from, to });
const OPEN = { count: 1000, share: 100 };
const NONE = { count: 0, share: 0 };
const GUARDS = { ...DEFAULT_SETTINGS.guards, creations: OPEN, groupDeletions: OPEN, moves: OPEN };
const anchor = person('anchor');

/** The changes of groups, where nobody is in any. */
function changed(wanted: Group[], current: Group[]): Change[] {
	return plan(
		{ groups: wanted, users: [anchor] },
		{
			groups: currentGroups(current).map((one) => ({ ...one, version: `W/"${one.externalId}"` })),
			users: [userOf(anchor)],
		},
		{ guards: GUARDS },
	).changes;
}

const waits = (changes: Change[]) => changes.map(({ name, needs }) => [name, needs]);

describe('a group waits for no more than it needs', () => {
	test('a new one, or one that moves, does not wait for another name of the one above', () => {
		const before = [group('z', 'Z'), group('y', 'Y'), group('a', 'A', 'y')];
		const after = [group('z', 'Ny'), group('y', 'Y'), group('a', 'A', 'z'), group('b', 'B', 'z')];
		expect(waits(changed(after, before))).toEqual([
			['B', undefined],
			['Ny', undefined],
			['A', undefined],
		]);
	});

	test('nor for one that stands below another today', () => {
		const before = [group('y', 'Y'), group('z', 'Z', 'y'), group('a', 'A')];
		const after = [group('y', 'Y'), group('z', 'Ny', 'y'), group('a', 'A', 'z')];
		expect(waits(changed(after, before))).toEqual([
			['Ny', undefined],
			['A', undefined],
		]);
	});

	test('one that changes its name only does not wait for what moves above it', () => {
		const before = [group('a', 'A'), group('b', 'B', 'a'), group('c', 'C', 'b')];
		const after = [group('a', 'A'), group('b', 'B'), group('c', 'Ny', 'b')];
		expect(waits(changed(after, before))).toEqual([
			['B', undefined],
			['Ny', undefined],
		]);
	});

	test('one that changes its name only does not wait for what comes from below it to the top', () => {
		const before = [group('a', 'A'), group('b', 'B', 'a'), group('c', 'C', 'b')];
		const after = [group('c', 'C'), group('a', 'A', 'c'), group('b', 'Ny', 'a')];
		expect(waits(changed(after, before))).toEqual([
			['C', undefined],
			['A', [1]],
			['Ny', undefined],
		]);
	});

	test('one that moves, and changes its name, waits for the new one above', () => {
		const before = [group('a', 'A')];
		const after = [group('a', 'Ny', 'z'), group('z', 'Z')];
		expect(waits(changed(after, before))).toEqual([
			['Z', undefined],
			['Ny', [1]],
		]);
	});

	test('what comes between a group and its own parts waits until they are apart', () => {
		const before = [group('a', 'A'), group('b', 'B', 'a'), group('c', 'C', 'b')];
		const after = [
			group('c', 'C'),
			group('d', 'D', 'c'),
			group('a', 'A', 'd'),
			group('b', 'B', 'd'),
		];
		expect(waits(changed(after, before))).toEqual([
			['D', undefined],
			['C', undefined],
			['A', [1, 2]],
			['B', [1, 2]],
		]);
	});
});

test('a group whose parent is called as someone new is called moves: that is no manager', () => {
	const before = [group('a', 'A')];
	const after = [group('a', 'A', '17'), group('17', 'Sjutton')];
	const { changes, held } = plan(
		{ groups: after, users: [anchor, person('17')] },
		{ groups: currentGroups(before), users: [userOf(anchor)] },
		{ guards: { ...GUARDS, creations: NONE } },
	);
	expect(brief(changes)).toEqual(['create group Sjutton', 'update group A: parentExternalId']);
	expect(brief(held)).toEqual(['create user 17']);
});

test('a group that only changes names the version that the plan saw; one that goes does not', () => {
	const changes = changed([group('a', 'Ny')], [group('a', 'A'), group('b', 'B')]);
	expect(changes).toEqual([
		{
			order: 1,
			kind: 'group',
			action: 'update',
			externalId: 'a',
			targetId: 't-a',
			name: 'Ny',
			changes: [field('name', 'A', 'Ny')],
			reason: 'Was called “A”. Recognised by the same External ID.',
			version: 'W/"a"',
		},
		{
			order: 2,
			kind: 'group',
			action: 'delete',
			externalId: 'b',
			targetId: 't-b',
			name: 'B',
			changes: [],
			reason: 'Nobody is in it in HR.',
		},
	]);
	expect(changes[0]).not.toHaveProperty('leaves');
	expect(changes[1]).not.toHaveProperty('version');
});

test('case 39: a new group of a tenant that knows neither parents nor managers has a name only', () => {
	const before = [group('a', 'A')];
	const flat = currentGroups(before).map((one) =>
		without(without(one, 'parentExternalId'), 'managerExternalId'),
	);
	const led: Group = { ...group('b', 'B', 'a'), managerExternalId: 'anchor' };
	const { changes } = plan(
		{ groups: [...before, led], users: [anchor] },
		{ groups: flat, users: [userOf(anchor)] },
	);
	expect(changes.map(({ changes: fields }) => fields)).toEqual([[field('name', null, 'B')]]);
});

describe('case 12: a new manager of a group that is there', () => {
	const led: Group = { ...group('g', 'Ny'), managerExternalId: 'q' };
	const linked = (before: Group) =>
		plan(
			{ groups: [led], users: [anchor, person('q')] },
			{ groups: currentGroups([before], { version: 'W/"1"' }), users: [userOf(anchor)] },
		);

	test('comes after the person, and apart from all else, which does not wait', () => {
		const { changes, summary } = linked(group('g', 'Gammal'));
		expect(changes.map((one) => [brief([one])[0], one.needs, one.version])).toEqual([
			['update group Ny: name', undefined, 'W/"1"'],
			['create user q', undefined, undefined],
			['update group Ny: managerExternalId', [2], undefined],
		]);
		expect(summary.groups).toMatchObject({ update: 1, unchanged: 0 });
	});

	test('does not rely on the version, as members come first', () => {
		const { changes } = linked(group('g', 'Ny'));
		expect(brief(changes)).toEqual(['create user q', 'update group Ny: managerExternalId']);
		expect(changes[1]).not.toHaveProperty('version');
	});
});

test('groups that are as HR has them count as unchanged, others as what is done to them', () => {
	const { summary } = plan(
		{
			groups: [group('a', 'A'), group('b', 'Ny'), group('c', 'C'), group('d', 'D')],
			users: [anchor],
		},
		{
			groups: currentGroups([group('a', 'A'), group('b', 'B'), group('c', 'C'), group('e', 'E')]),
			users: [userOf(anchor)],
		},
	);
	expect(summary.groups).toEqual({
		current: 4,
		wanted: 4,
		create: 1,
		update: 1,
		deactivate: 0,
		reactivate: 0,
		delete: 1,
		unchanged: 2,
		held: 0,
	});
});

describe('case 35: a group that HR no longer has', () => {
	const [a, b] = [group('a', 'A'), group('b', 'B')];

	test('stays for someone in it whose group is not mapped', () => {
		const anna = without(person('p1'), 'groupExternalId');
		const { changes, issues } = plan(
			{ groups: [a], users: [anna] },
			{ groups: currentGroups([a, b]), users: [userOf(anna, { memberOf: ['t-b'] })] },
		);
		expect(changes).toEqual([]);
		expect(issues).toMatchObject([{ code: 'groupKept', details: { people: 1 } }]);
	});

	test('goes where the tenant shows nobody in it, and does not show where somebody is', () => {
		const users = people(2, { groupExternalId: 'a' });
		const { changes, issues } = plan(
			{ groups: [a], users },
			{
				groups: currentGroups([a, b]),
				users: [userOf(users[0]!), without(userOf(users[1]!), 'memberOf')],
			},
		);
		expect(brief(changes)).toEqual(['delete group B']);
		expect(issues).toEqual([]);
	});

	test('goes once the group below it has moved away', () => {
		const changes = changed([group('z', 'Z')], [b, group('z', 'Z', 'b')]);
		expect(changes.map((one) => [brief([one])[0], one.needs])).toEqual([
			['update group Z: parentExternalId', undefined],
			['delete group B', [1]],
		]);
	});

	test('goes before all that stand higher, wherever those are', () => {
		const gone = [a, group('m', 'M'), group('z', 'Z', 'm')];
		expect(brief(changed([group('k', 'K')], [group('k', 'K'), ...gone]))).toEqual([
			'delete group Z',
			'delete group A',
			'delete group M',
		]);
	});
});
