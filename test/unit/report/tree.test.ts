import type { Group } from '../../../directory/model/group';
import type { TreeRow } from '../../../directory/report/model';
import { summarise } from '../../../directory/report/summarise';
import { sampleInput } from '../../report/sample';
import * as invented from '../../support/people';

const FRAME = {
	systems: { target: 'Winningtemp' },
	title: 'Sync',
	createdAt: new Date('2026-02-03T00:00:00Z'),
	timeZone: 'UTC',
};

const group = (
	externalId: string,
	parentExternalId: string | null,
	memberCount = 1,
	name = externalId,
) => invented.group({ externalId, name, parentExternalId, memberCount });

function treeOf(groups: Group[], changes: object[] = [], more: object = {}): TreeRow[] {
	return summarise({ ...FRAME, groups, changes, ...more }).tree;
}

function drawn(rows: readonly TreeRow[]): string[] {
	return rows.map(
		({ depth, name, direct, total }) => `${'-'.repeat(depth)}${name} ${direct}/${total}`,
	);
}

test("the mission's own example, with sizes of each group and of all below it", () => {
	const groups = [
		group('p', 'f', 3, 'Payable'),
		group('s', null, 1, 'Stockholm'),
		group('r', 'f', 4, 'Receivable'),
		group('f', 's', 2, 'Finance'),
	];
	const expected = ['Stockholm 1/10', '-Finance 2/9', '--Payable 3/3', '--Receivable 4/4'];
	expect(drawn(treeOf(groups))).toEqual(expected);
	expect(drawn(treeOf([...groups].reverse()))).toEqual(expected);
});

test('a group whose parent is not there is at the top', () => {
	expect(drawn(treeOf([group('a', 'gone'), group('b', 'a')]))).toEqual(['a 1/2', '-b 1/1']);
});

test('case 10: groups in a circle are all there, once', () => {
	const rows = treeOf([group('a', 'c'), group('b', 'a'), group('c', 'b'), group('self', 'self')]);
	expect(drawn(rows)).toEqual(['a 1/3', '-b 1/2', '--c 1/1', 'self 1/1']);
});

test('a chain of 20,000 groups does not exhaust the stack', () => {
	const chain = Array.from({ length: 20_000 }, (_, n) =>
		group(`${n}`, n === 0 ? null : `${n - 1}`),
	);
	const rows = treeOf(chain);
	expect(rows).toHaveLength(20_000);
	expect(rows[0]!.total).toBe(20_000);
	expect(rows.at(-1)!.depth).toBe(19_999);
});

test('what happens to groups is marked, in words', () => {
	const marks = new Map(
		summarise(sampleInput()).tree.map((row) => [
			row.externalId,
			[...row.marks.map(({ text }) => text), `+${row.joined}`, `-${row.left}`].join(' '),
		]),
	);
	expect(marks.get('g:stockholm/finance/treasury')).toBe('new +5 -0');
	expect(marks.get('g:stockholm/finance/payable')).toBe('+0 -1');
	expect(marks.get('g:stockholm/people & culture')).toBe('renamed from Human Resources +0 -0');
	expect(marks.get('g:malmö/customer success/onboarding')).toBe(
		'moved from Stockholm › Product +0 -0',
	);
	expect(marks.get('g:stockholm')).toBe('+0 -0');
});

test('deleted groups are listed beside the tree', () => {
	const { removedGroups, tree } = summarise(sampleInput());
	expect(removedGroups.map(({ name }) => name)).toEqual(['Sales']);
	expect(tree.some(({ name }) => name === 'Sales')).toBe(false);
});

test('what is held, failed or only planned is shown as not done', () => {
	const rename = {
		kind: 'group',
		action: 'update',
		externalId: 'a',
		name: 'New',
		changes: [{ field: 'name', from: 'Old', to: 'New' }],
	};
	const groups = [group('a', null, 1, 'New')];
	const mark = (changes: object[], more: object = {}) =>
		treeOf(groups, changes, more)[0]!.marks.map(({ text }) => text);
	expect(mark([{ ...rename, status: 'applied' }])).toEqual(['renamed from Old']);
	expect(mark([rename])).toEqual(['rename to New']);
	expect(mark([{ ...rename, status: 'failed' }])).toEqual(['Failed: rename to New']);
	expect(mark([], { held: [{ ...rename, guard: { name: 'moves' } }] })).toEqual([
		'Held: rename to New',
	]);
});

test('people who did not move are not counted as moved', () => {
	const move = (status: string, externalId: string) => ({
		kind: 'user',
		action: 'update',
		externalId,
		name: 'N',
		status,
		changes: [{ field: 'groupExternalId', from: 'a', to: 'b' }],
	});
	const groups = [group('a', null), group('b', null)];
	const [a, b] = treeOf(groups, [move('applied', '1'), move('failed', '2'), move('skipped', '3')], {
		held: [{ ...move('applied', '4'), guard: { name: 'moves' } }],
	});
	expect([a!.joined, a!.left, b!.joined, b!.left]).toEqual([0, 1, 1, 0]);
});

describe('case 3: a renamed group keeps the External ID that Winningtemp has', () => {
	const rename = {
		kind: 'group',
		action: 'update',
		externalId: 'kept',
		name: 'People & Culture',
		status: 'applied',
		changes: [{ field: 'name', from: 'HR', to: 'People & Culture' }],
	};
	const join = {
		kind: 'user',
		action: 'update',
		externalId: '1',
		name: 'N',
		status: 'applied',
		changes: [{ field: 'groupExternalId', from: 'kept-team', to: 'kept' }],
	};
	const groups = [
		group('computed', null, 4, 'People & Culture'),
		group('computed-team', 'computed', 2, 'Payroll'),
	];

	test('the summary says which, and everything below it is found too', () => {
		const keptGroups = [
			{ externalId: 'computed', keptExternalId: 'kept' },
			{ externalId: 'computed-team', keptExternalId: 'kept-team' },
		];
		const [top, team] = treeOf(groups, [rename, join], {
			summary: [{ users: {}, groups: {}, keptGroups }],
		});
		expect(top).toMatchObject({ externalId: 'kept', joined: 1, total: 6 });
		expect(top!.marks[0]!.text).toBe('renamed from HR');
		expect(team).toMatchObject({ depth: 1, left: 1 });
	});

	test('without a summary its new name finds it, if there is only one such group', () => {
		const [top] = treeOf(groups, [rename, join]);
		expect(top!.marks[0]!.text).toBe('renamed from HR');
		expect(top!.joined).toBe(1);
		const twice = treeOf([...groups, group('other', null, 1, 'People & Culture')], [rename]);
		expect(twice.flatMap(({ marks }) => marks)).toEqual([]);
	});
});
