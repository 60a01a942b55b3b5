import {
	readColumns,
	readRows,
	rowsOf,
	type FileDirectory,
	type ListFormat,
} from '../../../directory/file';
import { UserError } from '../../../directory/model/userError';
import { WINNINGTEMP_FILES } from '../../../nodes/Winningtemp/profile';
import { currentGroup, user } from '../../support/people';

const NAMES =
	'Id = externalId\nLogin = username\nFirst = firstName\nLast = lastName\nSource = "HR"\n';
const malmo = { category: 'Office', name: 'Malmö', externalId: 's2' };
const nurse = { category: 'Job role', name: 'Nurse', externalId: 's1' };

const DIRECTORY: FileDirectory = {
	groups: [
		currentGroup({ externalId: 'g1', targetId: 'g1', managerExternalId: 'a' }),
		currentGroup({ externalId: 'g2', targetId: 'g2', managerExternalId: 'a' }),
		currentGroup({ externalId: 'g3', targetId: 'g3', managerExternalId: null }),
	],
	users: [
		user({ externalId: 'a', targetId: 'a', groupExternalId: 'g3', segments: [malmo, nurse] }),
		user({ externalId: 'b', targetId: 'b', groupExternalId: 'g1', attributes: { groups: ['h'] } }),
		user({ externalId: 'c', targetId: 'c', groupExternalId: null, segments: [malmo] }),
		user({ externalId: 'd', targetId: 'd', groupExternalId: null, attributes: { groups: ['h'] } }),
	],
};

function columnsWith(lines: string, style: ListFormat['style'] = 'cell', separator = '|') {
	return readColumns({ users: NAMES + lines }, WINNINGTEMP_FILES, { style, separator });
}

/** The cells of some columns, person by person. */
const cells = (lines: string, names: string[], style?: ListFormat['style']) =>
	rowsOf('users', DIRECTORY, columnsWith(lines, style)).map((row) =>
		['Id', ...names].map((name) => row[name]),
	);

test('one cell: the own group first, then further ones, then those that the person manages', () => {
	expect(cells('G = groups\nR = role\nS = segments', ['G', 'R', 'S'])).toEqual([
		['a', 'g3|g1|g2', 'User|Admin|Admin', 's1|s2'],
		['b', 'g1|h', 'User|User', ''],
		['c', '', '', 's2'],
		// Without an own group, the first place is empty.
		['d', '|h', '|User', ''],
	]);
});

test('a row each: all other cells are repeated', () => {
	const lines = 'G = groups\nR = role\nS = segments';
	expect(cells(lines, ['G', 'R', 'S', 'Source'], 'rows')).toEqual([
		['a', 'g3', 'User', 's1', 'HR'],
		['a', 'g1', 'Admin', 's2', 'HR'],
		['a', 'g2', 'Admin', '', 'HR'],
		['b', 'g1', 'User', '', 'HR'],
		['b', 'h', 'User', '', 'HR'],
		['c', '', '', 's2', 'HR'],
		['d', '', '', '', 'HR'],
		['d', 'h', 'User', '', 'HR'],
	]);
});

test('without roles, nobody is listed in a group for managing it', () => {
	expect(cells('G = groups', ['G'])).toEqual([
		['a', 'g3'],
		['b', 'g1|h'],
		['c', ''],
		['d', '|h'],
	]);
});

test('beside one group for each person, the role is the one in this group', () => {
	const manager = user({ externalId: 'a', targetId: 'a', groupExternalId: 'g1' });
	const directory = { groups: DIRECTORY.groups, users: [manager, ...DIRECTORY.users.slice(1, 3)] };
	const rows = rowsOf('users', directory, columnsWith('G = groupExternalId\nR = role'));
	expect(rows.map(({ Id, G, R }) => [Id, G, R])).toEqual([
		['a', 'g1', 'Admin'],
		['b', 'g1', 'User'],
		['c', '', ''],
	]);
});

test('the file of segments has each segment once; there is none without a column for them', () => {
	expect(rowsOf('segments', DIRECTORY, columnsWith('S = segments'))).toEqual([
		{ 'Segment External ID': 's1', 'Segment Name': 'Nurse', 'Segment Category': 'Job role' },
		{ 'Segment External ID': 's2', 'Segment Name': 'Malmö', 'Segment Category': 'Office' },
	]);
	expect(rowsOf('segments', DIRECTORY, columnsWith(''))).toEqual([]);
});

test('while a new name of a segment is held for some, the name that most people have counts', () => {
	const users = ['Old', 'New', 'New'].map((name, i) =>
		user({ externalId: `p${i}`, targetId: `p${i}`, segments: [{ ...malmo, name }] }),
	);
	const rows = rowsOf('segments', { users, groups: [] }, columnsWith('S = segments'));
	expect(rows).toMatchObject([{ 'Segment Name': 'New' }]);
});

const read = (lines: string, rows: Array<Record<string, string>>, style?: ListFormat['style']) =>
	readRows(rows, columnsWith(lines, style));
const person = (Id: string, more: Record<string, string>) => ({ Id, Login: Id, ...more });
const group = (id: string) => ({ 'Group External ID': id, 'Group Name': id });
const segmentRow = {
	'Segment External ID': 's1',
	'Segment Name': 'Nurse',
	'Segment Category': 'Job role',
};

test('cells are read: own group, further ones, and segments with their names', () => {
	const { users } = read('G = groups\nR = role\nS = segments', [
		person('a', { G: 'g3|g1|g2', R: 'User|ADMIN|Admin', S: 's1' }),
		person('d', { G: '|h', R: '|User', S: 's1|gone' }),
		group('g1'),
		segmentRow,
	]);
	expect(users).toMatchObject([
		{ groupExternalId: 'g3', attributes: { groups: null }, segments: [nurse] },
		// A segment that the file of segments does not have is planned again.
		{ groupExternalId: null, attributes: { groups: ['h'] }, segments: [nurse] },
	]);
});

test('where no column of groups has the manager, the role says who it is', () => {
	const columns = readColumns(
		{
			users: `${NAMES}G = groups\nR = role`,
			groups: 'Group External ID = externalId\nGroup Name = name',
		},
		WINNINGTEMP_FILES,
	);
	const rows = [person('a', { G: 'g1', R: 'Admin' }), group('g1'), group('g2')];
	expect(readRows(rows, columns)).toMatchObject({
		users: [{ groupExternalId: null }],
		groups: [{ managerExternalId: 'a' }, { managerExternalId: null }],
	});
});

test.each<[string, () => unknown, RegExp]>([
	[
		'an External ID that contains the separator',
		() => rowsOf('users', DIRECTORY, columnsWith('S = segments', 'cell', 's')),
		/“s1” contains “s”/,
	],
	['a role without a group', () => columnsWith('R = role'), /have a role, but no group/],
	[
		'several rows of one person in a file with one row each',
		() => read('G = groups', [person('a', { G: 'g' }), person('a', { G: 'h' }), group('g')]),
		/Two rows .* External ID a/,
	],
	[
		'several rows of one person that differ in more than the lists',
		() =>
			read(
				'G = groups',
				[person('a', { G: 'g' }), { ...person('a', { G: 'h' }), Last: 'Ek' }, group('g')],
				'rows',
			),
		/Two rows .* External ID a/,
	],
	[
		'segments without the file of segments',
		() => read('S = segments', [person('a', { S: 's1' })]),
		/places people in segments, but there is no segment/,
	],
	[
		'groups in a list without the file of groups',
		() => read('G = groups', [person('a', { G: 'g1' })]),
		/places people in groups, but there is no group/,
	],
	[
		'groups of one person among others, on a further row, without the file of groups',
		() =>
			read(
				'G = groups',
				[person('c', { G: '' }), person('a', { G: '' }), person('a', { G: 'g1' })],
				'rows',
			),
		/places people in groups, but there is no group/,
	],
])('%s is refused', (_what, act, message) => {
	expect(act).toThrow(UserError);
	expect(act).toThrow(message);
	expect(act).toThrow(expect.objectContaining({ code: 'input' }));
});

describe('an export of the users that exist', () => {
	const columns = columnsWith('G = groupExternalId\nS = segments');

	test('has users without an External ID, who are in no file until HR knows them', () => {
		const rows = [
			{ Login: 'Anna@exempel.se', First: 'Anna', G: 'Sales' },
			{ Id: '7', Login: 'bo@exempel.se', Last: 'Ek' },
		];
		const directory = readRows([], columns, rows);
		expect(directory).toMatchObject({
			users: [
				{ externalId: null, username: 'Anna@exempel.se', firstName: 'Anna', groupExternalId: null },
				{ externalId: '7', targetId: '7', lastName: 'Ek', groupExternalId: null },
			],
			groups: [],
		});
		expect(rowsOf('users', directory, columns).map(({ Id }) => Id)).toEqual(['7']);
	});

	test.each([
		['without a username', [{ Id: '7', Namn: 'Bo' }], /nothing in the column “Login”.* Id, Namn/],
		['with a user twice', [{ Login: 'a' }, { Login: 'A' }], /Two rows .* A/],
	])('%s is refused', (_what, rows, message) => {
		expect(() => readRows([], columns, rows)).toThrow(message);
	});
});
