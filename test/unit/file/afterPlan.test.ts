import fc from 'fast-check';
import type { Change, PlanSummary } from '../../../directory/model/change';
import {
	afterPlan,
	checkComplete,
	readColumns as readColumnsOf,
	readRows,
	type FileDirectory,
} from '../../../directory/file';
import type { CurrentGroup } from '../../../directory/model/group';
import type { CurrentUser } from '../../../directory/model/person';
import { WINNINGTEMP_FILES } from '../../../nodes/Winningtemp/profile';
import * as invented from '../../support/people';
import { refusal, refusalOf } from '../../support/refusal';

const readColumns = (texts: Parameters<typeof readColumnsOf>[0]) =>
	readColumnsOf(texts, WINNINGTEMP_FILES);

const NOTHING: FileDirectory = { users: [], groups: [] };
const COLUMNS = readColumns({
	users:
		'Id = externalId\nUsername = username\nFirst = firstName\nLast = lastName\nManager = managerExternalId\nGroup = groupExternalId\nActive = active',
});

const user = (externalId: string, more: Partial<CurrentUser> = {}) =>
	invented.user({ externalId, targetId: externalId, ...more });

const group = (externalId: string, more: Partial<CurrentGroup> = {}) =>
	invented.currentGroup({ externalId, targetId: externalId, ...more });

function change(more: Partial<Change>): Change {
	return {
		order: 1,
		kind: 'user',
		action: 'update',
		externalId: 'a',
		targetId: 'a',
		name: 'Åsa Ek',
		changes: [],
		reason: '',
		...more,
	};
}

test('what is created has the values of the change, and nothing that nobody gave it', async () => {
	const changes = [
		change({
			kind: 'group',
			action: 'create',
			externalId: 'g',
			targetId: null,
			changes: [{ field: 'parentExternalId', from: null, to: 'top' }],
		}),
		change({
			action: 'create',
			targetId: null,
			changes: [
				{ field: 'username', from: null, to: 'asa@exempel.se' },
				{ field: 'attributes.title', from: null, to: 'Chef' },
			],
		}),
	];
	const columns = readColumns({
		users:
			'Id = externalId\nUsername = username\nFirst = firstName\nLast = lastName\nTitle = attributes.title',
		groups: 'Group = externalId\nName = name\nParent = parentExternalId',
	});
	expect(await afterPlan(NOTHING, changes, columns)).toEqual({
		groups: [{ kind: 'group', targetId: 'g', externalId: 'g', name: '', parentExternalId: 'top' }],
		users: [
			{
				kind: 'user',
				targetId: 'a',
				externalId: 'a',
				active: true,
				username: 'asa@exempel.se',
				firstName: '',
				lastName: '',
				attributes: { title: 'Chef' },
			},
		],
	});
});

test('changes count in their order, however they come', async () => {
	const steps = ['a@exempel.se', 'name 1', 'name 2'].map((from, i) =>
		change({ order: i + 1, changes: [{ field: 'username', from, to: `name ${i + 1}` }] }),
	);
	await fc.assert(
		fc.asyncProperty(fc.shuffledSubarray(steps, { minLength: 3 }), async (changes) => {
			const after = await afterPlan({ users: [user('a')], groups: [] }, changes, COLUMNS);
			expect(after.users[0]!.username).toBe('name 3');
		}),
	);
});

test('what is created and then changed may come in any order', async () => {
	const created = change({
		kind: 'group',
		action: 'create',
		externalId: 'g',
		targetId: null,
		changes: [{ field: 'name', from: null, to: 'Ny' }],
	});
	const led = change({
		order: 2,
		kind: 'group',
		externalId: 'g',
		targetId: null,
		changes: [{ field: 'managerExternalId', from: null, to: 'a' }],
	});
	for (const changes of [
		[created, led],
		[led, created],
	]) {
		const { groups } = await afterPlan(
			{ users: [user('a')], groups: [] },
			changes,
			readColumns({}),
		);
		expect(groups).toMatchObject([{ externalId: 'g', name: 'Ny', managerExternalId: 'a' }]);
	}
});

test('the action says who is active, whether or not a field does', async () => {
	const current = { users: [user('a', { active: false }), user('b')], groups: [] };
	const changes = [
		change({ action: 'reactivate' }),
		change({ action: 'deactivate', externalId: 'b', targetId: 'b' }),
	];
	const { users } = await afterPlan(current, changes, COLUMNS);
	expect(users.map(({ active }) => active)).toEqual([true, false]);
});

test('a group is not active or inactive', async () => {
	const current = { users: [], groups: [group('a')] };
	const renamed = change({ kind: 'group', changes: [{ field: 'name', from: 'a', to: 'b' }] });
	const { groups } = await afterPlan(current, [renamed], COLUMNS);
	expect(groups).toEqual([group('a', { name: 'b' })]);
});

test('one External ID may be that of a group and of a person: neither is taken for the other', async () => {
	const current = {
		users: [user('x', { managerExternalId: 'g' }), user('g', { groupExternalId: 'g' })],
		groups: [group('g', { managerExternalId: 'g' })],
	};
	const renumbered = change({
		kind: 'group',
		externalId: 'new',
		targetId: 'g',
		changes: [{ field: 'externalId', from: 'g', to: 'new' }],
	});
	const after = await afterPlan(current, [renumbered], COLUMNS);
	expect(after.users[0]!.managerExternalId).toBe('g');
	expect(after.groups[0]).toMatchObject({ externalId: 'new', managerExternalId: 'g' });
	const left = await afterPlan(
		{ ...current, users: [...current.users, user('y', { groupExternalId: 'g' })] },
		[change({ action: 'delete', externalId: 'g', targetId: 'g' })],
		COLUMNS,
	);
	expect(left.users.map(({ externalId }) => externalId)).toEqual(['x', 'y']);
	expect(left.users[1]!.groupExternalId).toBe('g');
});

test('what a file cannot say is refused with a way out', async () => {
	const leaver = change({ action: 'deactivate' });
	const { message, advice, code } = await refusalOf(
		afterPlan({ users: [user('a')], groups: [] }, [leaver], readColumns({})),
	);
	expect(message).toBe(
		'The plan deactivates people, but no column of the file of users says who is active',
	);
	expect(advice).toMatch(/Removal → Action .* Delete.*“Active = active” to User Columns/);
	expect(code).toBe('input');
});

test('a change about what is not there names it, and asks for the parts of one run', async () => {
	const { message, advice, code } = await refusalOf(
		afterPlan(NOTHING, [change({ kind: 'group', name: 'Lön', action: 'delete' })], COLUMNS),
	);
	expect(message).toBe(
		'The plan is to delete the group “Lön”, but the rows of the last files have no such group',
	);
	expect(advice).toContain('all of the same run');
	expect(code).toBe('input');
});

test('a value that the plan did not see is not overwritten: the rows are of another run', async () => {
	const renamed = change({ changes: [{ field: 'lastName', from: 'Berg', to: 'Dal' }] });
	const { message, advice, code } = await refusalOf(
		afterPlan({ users: [user('a')], groups: [] }, [renamed], COLUMNS),
	);
	expect(message).toBe(
		'The change of the user “Åsa Ek” does not fit the rows of the last files. Its lastName was changed in the file after the plan was made.',
	);
	expect(advice).toContain('all of the same run');
	expect(code).toBe('input');
});

describe('whether all is there', () => {
	const kind = { create: 0, update: 0, deactivate: 0, reactivate: 0, delete: 0 };
	const none = { ...kind, current: 0, wanted: 0, unchanged: 0, held: 0 };
	const summary = (more: Partial<PlanSummary> = {}): PlanSummary => ({
		planId: 'p',
		users: { ...none, current: 1, wanted: 1 },
		groups: none,
		issues: { errors: 0, warnings: 0 },
		guards: [],
		...more,
	});
	const current = { users: [user('a')], groups: [] };

	test('a part of the people may change files that are there; only the first are not made of it', () => {
		expect(() => checkComplete(current, [], summary({ partial: true }))).not.toThrow();
		const { message, advice } = refusal(() =>
			checkComplete(NOTHING, [], summary({ users: none, partial: true })),
		);
		expect(message).toContain('only a part of the people was read');
		expect(advice).toContain('Everyone who is not in the file counts as gone.');
	});

	test('more than was planned is as wrong as less: the parts are of several runs', () => {
		const planned = summary({ users: { ...none, current: 1, wanted: 1, update: 1 } });
		const twice = [change({}), change({ order: 2, externalId: 'b', targetId: 'b' })];
		expect(refusal(() => checkComplete(current, twice, planned)).message).toBe(
			'The plan has 1 users to update, but 2 have come in',
		);
		const more = { users: [user('a'), user('b')], groups: [] };
		expect(refusal(() => checkComplete(more, [], summary()))).toMatchObject({
			message: 'The plan was made for 1 users, but 2 have come in',
			code: 'input',
		});
	});

	test('what is missing is counted, by kind and action', () => {
		const planned = summary({ users: { ...none, current: 1, wanted: 1, update: 2 } });
		const { message, advice, code } = refusal(() => checkComplete(current, [change({})], planned));
		expect(code).toBe('input');
		expect(message).toBe('The plan has 2 users to update, but 1 have come in');
		expect(advice).toContain('all of the same run');
		const groups = { ...none, current: 3 };
		expect(refusal(() => checkComplete(current, [], summary({ groups }))).message).toBe(
			'The plan was made for 3 groups, but 0 have come in',
		);
	});
});

describe('rows that nothing may be planned from', () => {
	const read = (rows: Array<Record<string, unknown>>) => readRows(rows, readColumns({}));
	const row = { 'External ID': 'a', Username: 'a@exempel.se', 'First Name': 'Åsa' };

	test.each([
		['no rows', [{}], 'Put the file back that was uploaded last'],
		['no External ID', [{ ...row, 'External ID': '' }], 'Put the file back as it was uploaded'],
		['one External ID twice', [row, row], 'Remove one of them'],
		['groups without the file of groups', [{ ...row, 'Group External ID': 'g' }], '“.sent-1”'],
		['other columns', [{ Namn: 'Åsa' }], 'User Columns and Group Columns'],
	])('%s: the message says what to do', (_what, rows, advice) => {
		expect(refusal(() => read(rows)).advice).toContain(advice);
	});

	test('of very many unknown columns a dozen are named', () => {
		const wide = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`K${n}`, '']));
		const { message } = refusal(() => read([wide]));
		expect(message).toMatch(/K0, .*, K11$/);
	});

	test('cells that were read as numbers, or as nothing, are still texts', () => {
		const { users, groups } = read([
			{ ...row, 'External ID': 17, Email: null, 'Manager External ID': undefined },
			{ 'Group External ID': 4, 'Group Name': 2024 },
		]);
		expect(users[0]).toMatchObject({ externalId: '17', email: null, managerExternalId: null });
		expect(groups).toEqual([
			{
				kind: 'group',
				targetId: '4',
				externalId: '4',
				name: '2024',
				parentExternalId: null,
				managerExternalId: null,
			},
		]);
	});
});
