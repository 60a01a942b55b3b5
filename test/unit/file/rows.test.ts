import fc from 'fast-check';
import type { Change } from '../../../directory/model/change';
import {
	afterPlan,
	checkComplete,
	readColumns as readColumnsOf,
	readRows,
	rowsOf as rowsOfKind,
	type FileDirectory,
	type Row,
} from '../../../directory/file';
import type { Person } from '../../../directory/model/person';
import { DEFAULT_SETTINGS, planSync, type PlanSettings } from '../../support/plan';
import { mornings, wantedOf } from '../plan/company';
import { OPEN_GUARDS } from '../../support/guards';
import { userError } from '../../support/refusal';
import { runs } from '../../support/runs';
import { WINNINGTEMP_FILES } from '../../../nodes/Winningtemp/profile';

const readColumns = (texts: Parameters<typeof readColumnsOf>[0]) =>
	readColumnsOf(texts, WINNINGTEMP_FILES);

const COLUMNS = readColumns({});
const WITH_ACTIVE = readColumns({
	users: `${'External ID = externalId\nUsername = username\nFirst = firstName\nLast = lastName'}
Birthday = birthday\nManager = managerExternalId\nGroup = groupExternalId\nActive = active`,
});

const rowsOf = (directory: FileDirectory, columns = COLUMNS): Row[] => [
	...rowsOfKind('groups', directory, columns),
	...rowsOfKind('users', directory, columns),
];

const SETTINGS: PlanSettings = DEFAULT_SETTINGS;
const UNGUARDED: PlanSettings = {
	...SETTINGS,
	guards: OPEN_GUARDS,
};

const REMOVING: PlanSettings = {
	...UNGUARDED,
	removal: { scope: 'withExternalId', action: 'delete' },
};

function user(externalId: string, more: Record<string, string> = {}): Row {
	return {
		'External ID': externalId,
		Username: `${externalId}@exempel.se`,
		Email: '',
		'First Name': 'Åsa',
		'Last Name': 'Ek',
		Gender: 'Female',
		Birthday: '1990-01-02',
		'Manager External ID': '',
		'Exclude from Surveys': 'false',
		'Employed Since': '',
		'Employed Until': '',
		'Group External ID': '',
		...more,
	};
}

function group(externalId: string, parent = ''): Row {
	return {
		'Group External ID': externalId,
		'Group Name': `Grupp ${externalId}`,
		'Parent Group External ID': parent,
		'Group Manager External ID': '',
	};
}

const change = (more: Partial<Change>): Change => ({
	order: 1,
	kind: 'user',
	action: 'update',
	externalId: 'a',
	targetId: 'a',
	name: 'Åsa Ek',
	changes: [],
	reason: '',
	...more,
});

test('a further value of a group is read from its column and written to it', () => {
	const columns = readColumns({
		groups: `${WINNINGTEMP_FILES.columns.groups}\nKostnadsställe = attributes.costCentre`,
	});
	const { groups } = readRows([{ ...group('g'), Kostnadsställe: '4711' }], columns);
	expect(groups[0]!.attributes).toEqual({ costCentre: '4711' });
	expect(rowsOfKind('groups', { users: [], groups }, columns)).toEqual([
		{ ...group('g'), Kostnadsställe: '4711' },
	]);
});

test('a row says what a user is, in Winningtemp’s words, and an empty cell that there is nothing', () => {
	const { users } = readRows([user('a', { 'Exclude from Surveys': 'TRUE' })], COLUMNS);
	expect(users).toEqual([
		{
			kind: 'user',
			targetId: 'a',
			externalId: 'a',
			username: 'a@exempel.se',
			email: null,
			firstName: 'Åsa',
			lastName: 'Ek',
			gender: 'female',
			birthday: '1990-01-02',
			managerExternalId: null,
			excludeFromSurveys: true,
			employedSince: null,
			employedUntil: null,
			groupExternalId: null,
			active: true,
		},
	]);
});

test('a value that no column holds is absent, so that nothing is planned for it; a column that a file lacks is empty', () => {
	const columns = readColumns({
		users:
			'External ID = externalId\nUsername = username\nFirst Name = firstName\nLast Name = lastName\nTitle = attributes.title',
	});
	const [known] = readRows([user('a')], columns).users;
	expect(known).toMatchObject({ attributes: { title: null } });
	expect(known).not.toHaveProperty('gender');
	expect(known).not.toHaveProperty('groupExternalId');
});

test('rows read and written again are the same, groups after those above them, users by External ID', async () => {
	const users = [user('b'), user('a', { 'Group External ID': 'y' })];
	const groups = [
		group('x', 'y'),
		group('z'),
		group('y', 'gone'),
		group('p', 'q'),
		group('q', 'p'),
	];
	const written = rowsOf(readRows([...users, ...groups], COLUMNS));
	expect(written).toEqual([
		group('y', 'gone'),
		group('z'),
		group('x', 'y'),
		group('p', 'q'),
		group('q', 'p'),
		users[1],
		users[0],
	]);
	expect(rowsOf(readRows([...written].reverse(), COLUMNS))).toEqual(written);
});

test('case 30: texts are carried as they are, formulas and line breaks included', async () => {
	const texts = [
		'=SUM(A1)',
		'+46',
		'-1',
		'@x',
		'a;"b"',
		'rad 1\nrad 2',
		'constructor',
		'__proto__',
	];
	const columns = readColumns({
		users:
			'External ID = externalId\nUsername = username\nFirst Name = firstName\nLast Name = lastName\nNote = attributes.note\nConstructor = attributes.constructor',
	});
	const current: FileDirectory = { users: [], groups: [] };
	const changes = texts.map((text, i) =>
		change({
			order: i + 1,
			action: 'create',
			externalId: text,
			targetId: null,
			changes: [
				...['username', 'firstName', 'lastName', 'attributes.note', 'attributes.constructor'].map(
					(field) => ({ field, from: null, to: text }),
				),
			],
		}),
	);
	const rows = rowsOf(await afterPlan(current, changes, columns), columns);
	expect(new Set(rows.flatMap((row) => Object.values(row)))).toEqual(new Set(texts));
	const [first] = readRows(rows, columns).users;
	expect(first!.attributes).toEqual({ note: first!.externalId, constructor: first!.externalId });
});

describe('the plan carried out in the rows', () => {
	const current = () =>
		readRows([group('g'), user('a', { 'Group External ID': 'g' }), user('b')], COLUMNS);

	const ids = ({ users }: FileDirectory) => users.map(({ externalId }) => externalId);

	test('someone who is deleted loses the row', async () => {
		const after = await afterPlan(current(), [change({ action: 'delete' })], COLUMNS);
		expect(ids(after)).toEqual(['b']);
	});

	test('someone who is deactivated keeps the row, which says so; without a column for it that is refused', async () => {
		const leaver = [
			change({ action: 'deactivate', changes: [{ field: 'active', from: true, to: false }] }),
		];
		const after = await afterPlan(current(), leaver, WITH_ACTIVE);
		expect(rowsOfKind('users', after, WITH_ACTIVE).map(({ Active }) => Active)).toEqual([
			'false',
			'true',
		]);
		await expect(afterPlan(current(), leaver, COLUMNS)).rejects.toThrow(
			/no column .* says who is active/,
		);
	});

	test('nobody stays in a group that is deleted', async () => {
		const after = await afterPlan(
			current(),
			[change({ kind: 'group', action: 'delete', externalId: 'g', targetId: 'g' })],
			WITH_ACTIVE,
		);
		expect(after.groups).toEqual([]);
		expect(after.users[0]!.groupExternalId).toBeNull();
	});

	test('a person with another External ID stays the manager of the same people and groups', async () => {
		const before = readRows(
			[
				{ ...group('g'), 'Group Manager External ID': 'a' },
				user('a'),
				user('b', { 'Manager External ID': 'a' }),
			],
			COLUMNS,
		);
		const after = await afterPlan(
			before,
			[change({ externalId: 'new', changes: [{ field: 'externalId', from: 'a', to: 'new' }] })],
			COLUMNS,
		);
		expect(after.groups[0]).toMatchObject({ managerExternalId: 'new' });
		expect(ids(after)).toEqual(['new', 'b']);
		expect(after.users[1]).toMatchObject({ managerExternalId: 'new' });
	});

	test('a change about somebody who is not there is refused: rows and plan are not of one run', async () => {
		await expect(
			afterPlan(current(), [change({ externalId: 'c', targetId: 'c' })], COLUMNS),
		).rejects.toThrow(/have no such user/);
	});
});

describe('nothing is made of a part', () => {
	const wanted = (externalId: string): Person => ({
		externalId,
		username: `${externalId}@exempel.se`,
		firstName: 'Åsa',
		lastName: 'Berg',
	});
	const current = () => readRows([user('a'), user('b'), user('c')], COLUMNS);
	const plan = () =>
		planSync({
			groups: [],
			users: ['a', 'b', 'd'].map(wanted),
			current: current(),
			settings: { ...SETTINGS, removal: REMOVING.removal },
		});

	test('rows, changes and summary of one run go together', () => {
		const { changes, summary } = plan();
		expect(changes.length).toBeGreaterThan(3);
		expect(() => checkComplete(current(), changes, summary)).not.toThrow();
	});

	test('a first file is not made of a part of the people', () => {
		const { changes, summary } = planSync({
			groups: [],
			users: [wanted('a')],
			current: { users: [], groups: [] },
			settings: SETTINGS,
		});
		const nothing = { users: [], groups: [] };
		expect(() => checkComplete(nothing, changes, summary)).not.toThrow();
		expect(() => checkComplete(nothing, changes, { ...summary, partial: true })).toThrow(
			/only a part of the people/,
		);
	});

	test('rows that are missing are noticed', async () => {
		const { changes, summary } = plan();
		const { users, groups } = current();
		expect(() => checkComplete({ users: users.slice(1), groups }, changes, summary)).toThrow(
			/made for 3 users, but 2 have come in/,
		);
	});

	test.each([0, 1, 2, 3])('a change that is missing is noticed: number %d', (missing) => {
		const { changes, summary } = plan();
		const rest = changes.filter((_change, i) => i !== missing);
		expect(() => checkComplete(current(), rest, summary)).toThrow(
			expect.objectContaining({ code: 'input' }),
		);
	});
});

test.each([
	['no External ID', [user('')], /no External ID/],
	['the same External ID twice', [user('a'), user('a')], /Two rows .* External ID a/],
	['other columns', [{ Namn: 'Åsa', Id: '1' }], /columns Namn, Id/],
	['another name for the id', [{ Username: 'a', Id: '1' }], /no column “External ID”/],
	['no rows at all', [{}], /has no rows/],
	['people in groups, but no group', [user('a', { 'Group External ID': 'g' })], /no group/],
])('rows with %s are refused', (_what, rows, message) => {
	expect(() => readRows(rows, COLUMNS)).toThrow(expect.objectContaining({ code: 'input' }));
	expect(() => readRows(rows, COLUMNS)).toThrow(message);
});

test.each([
	['where the row of a leaver goes', COLUMNS],
	['with a column that says who is active', WITH_ACTIVE],
])(
	'law 1 for files, %s: after any mornings the rows are as HR wants them, and stay so',
	async (_, columns) => {
		const settings = columns === WITH_ACTIVE ? UNGUARDED : REMOVING;
		let compared = 0;
		await fc.assert(
			fc.asyncProperty(mornings, async (days) => {
				let rows: Row[] = [];
				for (const day of days) {
					const input = { ...wantedOf(day), current: readRows(rows, columns) };
					let planned;
					try {
						planned = planSync({ ...input, settings });
						const { planId } = planned.summary;
						if (planned.held.length > 0) {
							planned = planSync({ ...input, settings: { ...settings, release: planId } });
						}
					} catch (error) {
						userError(error);
						continue;
					}
					checkComplete(input.current, planned.changes, planned.summary);
					const after = await afterPlan(input.current, planned.changes, columns);
					rows = rowsOf(after, columns);
					const again = planSync({
						...wantedOf(day),
						current: readRows(rows, columns),
						settings,
					});
					expect(again.changes).toEqual([]);
					expect(again.held).toEqual([]);
					expect(rowsOf(readRows(rows, columns), columns)).toEqual(rows);
					compared += rows.length;
				}
			}),
			{ numRuns: runs(150) },
		);
		expect(compared).toBeGreaterThan(runs(150) * 3);
	},
);

test('case 1: what a guard holds stays in the rows, and what it lets through is done', async () => {
	const people = Array.from({ length: 20 }, (_, i) => `p${String(i).padStart(2, '0')}`);
	const current = readRows(
		people.map((id) => user(id)),
		COLUMNS,
	);
	const stay = people.slice(0, 8).map((externalId) => ({
		externalId,
		username: `${externalId}@exempel.se`,
		firstName: 'Åsa',
		lastName: 'Nygift',
	}));
	const { changes, held, summary } = planSync({
		groups: [],
		users: stay,
		current,
		settings: { ...SETTINGS, removal: REMOVING.removal },
	});
	expect(held).toHaveLength(12);
	checkComplete(current, changes, summary);
	const rows = rowsOfKind('users', await afterPlan(current, changes, COLUMNS), COLUMNS);
	expect(rows.map((row) => [row['External ID'], row['Last Name']])).toEqual(
		people.map((id, i) => [id, i < 8 ? 'Nygift' : 'Ek']),
	);
});
