import { mapEmployees } from '../../../directory/mapping';
import { employee, mapping, TODAY } from '../mapping/support';
import {
	byLevels,
	byParentIds,
	byReportingLine,
	codes,
	outline,
	person,
	placed,
	places,
} from './people';

const DAMAGED = 'Malm\uFFFD';

/** `count` people, from `p100` on. */
function many(count: number, make: (name: string) => ReturnType<typeof person>) {
	return Array.from({ length: count }, (_, i) => make(`P${100 + i} Ek`));
}

describe('B1: a level whose name was damaged when it was read', () => {
	test('makes no group, and its people stay where they are', () => {
		const built = byLevels([
			placed('Anna Ek', DAMAGED, 'HR'),
			placed('Bo Berg', 'Lund', 'HR', 'Payable'),
		]);
		expect(outline(built.groups)).toEqual(['Lund', '  HR', '    Payable']);
		expect(built.users[0]!.user).not.toHaveProperty('groupExternalId');
		expect(built.issues).toEqual([
			{
				severity: 'error',
				code: 'levelDamaged',
				subject: { kind: 'user', externalId: 'anna', name: 'Anna Ek' },
				message:
					'Anna Ek has “Malm\uFFFD” in Office, which holds “\uFFFD”, which stands where a letter was lost when the data was read, so the person stays in the present group. Save the file as “CSV UTF-8”, or choose the encoding of the file, such as Windows-1252, in the node that reads it.',
				details: { level: 'Office', value: DAMAGED },
			},
		]);
	});

	test('is reported once, however many people have it', () => {
		const { issues } = byLevels(many(300, (name) => placed(name, DAMAGED)));
		expect(issues.map(({ code, details }) => [code, details.count])).toEqual([
			['levelDamaged', 300],
		]);
	});
});

describe('B1: damaged text in Parent IDs', () => {
	const inGroup = (name: string, groupId: string, groupName: string, parentGroupId: string) => ({
		...person(name),
		...{ groupId, groupName, parentGroupId },
	});
	const staff = [
		inGroup('Anna Ek', 'g1', 'Malm\u00F6', ''),
		inGroup('Bo Berg', 'g2', 'HR', 'g1'),
		inGroup('Cilla Dal', 'g3', 'L\uFFFDn', 'g2'),
		inGroup('David Falk', 'g4', 'Team', 'g3'),
	];

	test('a group whose name nobody can read, and what is below it, stays as it is with its people', () => {
		const built = byParentIds(staff);
		expect(outline(built.groups)).toEqual(['Malmö', '  HR']);
		for (const { user } of built.users.slice(2)) expect(user).not.toHaveProperty('groupExternalId');
		expect(built.issues).toEqual([
			{
				severity: 'error',
				code: 'groupDamaged',
				subject: { kind: 'group', externalId: 'g3', name: 'g3' },
				message:
					'The name of the group with ID g3, “L\uFFFDn”, holds “\uFFFD”, which stands where a letter was lost when the data was read, so the group and all below it stay as they are, with everyone in them. Save the file as “CSV UTF-8”, or choose the encoding of the file, such as Windows-1252, in the node that reads it.',
				details: { value: 'L\uFFFDn', people: ['cilla'] },
			},
		]);
	});

	test('a name that another item has undamaged counts', () => {
		const built = byParentIds([...staff.slice(0, 3), inGroup('Eva Gran', 'g3', 'Lön', 'g2')]);
		expect(outline(built.groups)).toEqual(['Malmö', '  HR', '    Lön']);
		expect(built.issues).toEqual([]);
	});

	test.each([
		['group', inGroup('Eva Gran', 'g\uFFFD', 'Lager', 'g1')],
		['parent', inGroup('Eva Gran', 'g9', 'Lager', 'g\uFFFD')],
	])('a damaged id of a %s makes no group', (_of, eva) => {
		const built = byParentIds([...staff.slice(0, 2), eva]);
		expect(outline(built.groups)).toEqual(['Malmö', '  HR']);
		expect(built.users[2]!.user).not.toHaveProperty('groupExternalId');
		expect(codes(built)).toEqual(['error groupDamaged']);
	});
});

test('B3: two groups whose names are only an emoji are two, each with an id of its own for ever', () => {
	const built = byLevels([
		placed('Anna Ek', '\u{1F44D}'),
		placed('Bo Berg', '\u{1F389}'),
		placed('Cilla Dal', '\u{1F44D}\u200D'),
	]);
	expect(built.groups.map(({ externalId, name }) => [externalId, name])).toEqual([
		['8e3e1bc0-4391-5111-b256-ae7f23f90959', '\u{1F389}'],
		['afb5bbf6-1d38-538d-8b4e-e6ce5033cc54', '\u{1F44D}'],
	]);
	expect(built.issues).toEqual([]);
});

test('B3: what nobody sees makes no second group', () => {
	const built = byLevels([
		placed('Anna Ek', 'Finans'),
		placed('Bo Berg', 'Finans\u200E'),
		placed('Cilla Dal', '\u2066Finans\u2069'),
		placed('David Falk', 'Fin\uFE0Fans\u061C'),
	]);
	expect(outline(built.groups)).toEqual(['Finans']);
	expect(built.issues).toEqual([]);
});

test('B13: a level that nobody has anything in makes no groups, and is no error', () => {
	for (const groupId of ['path', 'value', 'field'] as const) {
		const organizationCodes = { Office: '1', Department: '2' };
		const built = byLevels([placed('Anna Ek', 'Lund', 'HR', null, { organizationCodes })], {
			groupId,
		});
		expect(outline(built.groups)).toEqual(['Lund', '  HR']);
		expect(built.issues).toEqual([]);
	}
});

describe('B14: codes of several companies', () => {
	const record = (Id: string, CompanyId: string, name: string) =>
		employee({
			...{ Id, CompanyId, FirstName: Id, EmailWork: `${Id}@exempel.se` },
			Organization: { Department: name },
			OrganizationCodes: { Department: '104' },
		});
	const build = (records: unknown[]) => {
		const { people } = mapEmployees(records, mapping(), TODAY);
		return byLevels(
			people.map(({ person: mapped }) => mapped),
			{ groupId: 'field', levels: ['Department'] },
		);
	};

	test('that mean different things are two groups', () => {
		const built = build([
			record('a', 'A', 'Customer Care'),
			record('b', 'B', 'Engineering'),
			record('c', 'B', 'engineering'),
		]);
		expect(built.groups.map(({ externalId, name }) => [externalId, name])).toEqual([
			['A:104', 'Customer Care'],
			['B:104', 'Engineering'],
		]);
		expect(places(built)).toEqual({ a: 'Customer Care', b: 'Engineering', c: 'Engineering' });
		expect(built.issues).toEqual([]);
	});

	test('that mean the same are one group', () => {
		const built = build([record('a', 'A', 'Customer Care'), record('b', 'B', 'Customer  care')]);
		expect(built.groups.map(({ externalId }) => externalId)).toEqual(['104']);
	});
});

test('B15: manager and id of a GUID meet in any spelling', () => {
	const guid = '6f9619ff-8b86-d011-b42d-00c04fc964ff';
	const built = byLevels([
		placed('Anna Ek', 'Lund', null, null, { externalId: guid }),
		placed('Bo Berg', 'Lund', null, null, { managerExternalId: `{${guid.toUpperCase()}}` }),
	]);
	expect(built.groups).toMatchObject([{ managerExternalId: guid }]);
	expect(built.issues).toEqual([]);
});

describe('B18: the same finding about many people is reported once', () => {
	test('nothing in any level', () => {
		const { issues } = byLevels(many(300, (name) => placed(name, null)).reverse());
		expect(issues.map(({ message, subject }) => [message, subject.externalId])).toEqual([
			[
				'300 people have no value in Office, Department and Team and are in no group: P100 Ek, P101 Ek, P102 Ek and 297 more. Enter one of them in the HR system, or set a root group.',
				'p100',
			],
		]);
		expect(issues[0]!.details.people).toHaveLength(300);
	});

	test('no group id, and nobody to report to', () => {
		const attributes = { groupId: 'a', groupName: 'A', parentGroupId: '' };
		const inGroup = (name: string) => person(name, { attributes });
		const without = many(5, (name) => person(name));
		expect(codes(byParentIds([inGroup('Anna Ek'), ...without]))).toContain('warning noGroup');
		expect(codes(byReportingLine(without))).toEqual(['warning noManager']);
	});
});

test('a group whose name holds a joined emoji is the same with and without the joiners', () => {
	const built = byLevels([
		placed('Anna Ek', '\u{1F469}\u200D\u2695\uFE0F Vård'),
		placed('Bo Berg', '\u{1F469}\u2695 Vård'),
		placed('Cilla Dal', '\u{1F469}\u200D\u2695\uFE0F Vård'),
	]);
	expect(outline(built.groups)).toEqual(['\u{1F469}\u200D\u2695\uFE0F Vård']);
});

describe('B19: one record that cannot be processed stops only itself', () => {
	let deep = 'x';
	for (let i = 0; i < 100_000; i++) deep = { a: deep } as unknown as string;

	test('a level that is nested 100,000 levels deep', () => {
		const built = byLevels([
			placed('Anna Ek', deep),
			placed('Bo Berg', 'Lund'),
			placed('Bo Berg', 'Lund', null, null, { title: deep }),
			placed('Bo Berg', 'Lund', null, null, { title: deep }),
		]);
		expect(outline(built.groups)).toEqual(['Lund']);
		expect(codes(built)).toEqual(['error levelNotText']);
	});

	test('a group id or name that is nested 100,000 levels deep', () => {
		const built = byParentIds([
			{ ...person('Anna Ek'), groupId: deep, groupName: 'HR', parentGroupId: '' },
			{ ...person('Bo Berg'), groupId: 'g1', groupName: deep, parentGroupId: '' },
		]);
		expect(built.groups.map(({ externalId, name }) => [externalId, name])).toEqual([['g1', 'g1']]);
		expect(codes(built)).toEqual(['warning groupWithoutName', 'warning noGroup']);
	});

	test('ids that are one or two dots are names of groups like any other: no path is made of them', () => {
		const built = byParentIds([
			{ ...person('Anna Ek'), groupId: '.', groupName: 'HR', parentGroupId: '..' },
			{ ...person('Bo Berg'), groupId: '..', groupName: 'Lund', parentGroupId: '' },
		]);
		expect(outline(built.groups)).toEqual(['Lund', '  HR']);
	});
});
