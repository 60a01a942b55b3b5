import { byParentIds, codes, failure, groupNamed, outline, person, places } from './people';

function inGroup(
	name: string,
	groupId: string | number | null,
	groupName: string | null = null,
	parentGroupId: string | number | null = null,
) {
	return { ...person(name), groupId, groupName, parentGroupId };
}

function group(
	groupId: string | number,
	groupName: string | null,
	parentGroupId: string | number | null = null,
) {
	return { groupId, groupName, parentGroupId };
}

test('groups stand below the groups that their parent ids name', () => {
	const built = byParentIds([
		inGroup('Anna Ek', 'g3', 'Payable', 'g2'),
		inGroup('Bo Berg', 'g2', 'Finance', 'g1'),
		inGroup('Cilla Dal', 'g1', 'Stockholm'),
	]);
	expect(outline(built.groups)).toEqual(['Stockholm', '  Finance', '    Payable']);
	expect(
		built.groups.map(({ externalId, parentExternalId }) => [externalId, parentExternalId]),
	).toEqual([
		['g1', null],
		['g2', 'g1'],
		['g3', 'g2'],
	]);
	expect(places(built).anna).toBe('Stockholm / Finance / Payable');
	expect(built.issues).toEqual([]);
});

test('an item without a person describes a group that nobody is in, and is believed', () => {
	const built = byParentIds([
		inGroup('Anna Ek', 2, 'Ekonomi', 9),
		inGroup('Bo Berg', 2, 'Ekonomi', 9),
		group(1, 'Malmö'),
		group(2, 'Finance', 1),
	]);
	expect(outline(built.groups)).toEqual(['Malmö', '  Finance']);
	expect(built.groups[1]).toMatchObject({ externalId: '2', parentExternalId: '1', memberCount: 2 });
	expect(built.users).toHaveLength(2);
	expect(built.issues).toEqual([]);
});

test('a described group keeps its further values; the names of a group with several are listed in order', () => {
	const built = byParentIds([
		inGroup('Anna Ek', 'g1', 'Lön'),
		inGroup('Bo Berg', 'g1', 'Lön'),
		inGroup('Cilla Dal', 'g1', 'Ekonomi'),
		{ ...group('g2', 'HR'), attributes: { costCentre: '410' } },
	]);
	expect(built.groups.map(({ externalId, attributes }) => [externalId, attributes])).toEqual([
		['g2', { costCentre: '410' }],
		['g1', undefined],
	]);
	expect(built.issues.map(({ code, details }) => [code, details])).toEqual([
		['severalNames', { names: ['Ekonomi', 'Lön'] }],
	]);
});

test('an unknown parent: the group is at the top, or in the root group, and an error says so', () => {
	const people = [inGroup('Anna Ek', 'g2', 'Finance', 'g1')];
	const built = byParentIds(people);
	expect(outline(built.groups)).toEqual(['Finance']);
	expect(built.issues).toEqual([
		{
			severity: 'error',
			code: 'unknownParent',
			subject: { kind: 'group', externalId: 'g2', name: 'Finance' },
			message:
				'The group “Finance” has the parent group ID g1, but no item has that group ID, so it is placed at the top. ' +
				'Correct the parent ID, or add an item with that group ID, its name and its parent ID (no person is needed).',
			details: { parentExternalId: 'g1' },
		},
	]);
	const rooted = byParentIds(people, { rootGroup: { name: 'Bolaget', externalId: 'g1' } });
	expect(outline(rooted.groups)).toEqual(['Bolaget', '  Finance']);
	expect(rooted.issues).toEqual([]);
});

test('a circle is cut at its smallest id, and named', () => {
	const people = [
		inGroup('Anna Ek', 'b', 'B', 'c'),
		inGroup('Bo Berg', 'c', 'C', 'a'),
		inGroup('Cilla Dal', 'a', 'A', 'b'),
		inGroup('David Falk', 'd', 'D', 'b'),
	];
	for (const order of [people, [...people].reverse()]) {
		const built = byParentIds(order);
		expect(outline(built.groups)).toEqual(['A', '  C', '    B', '      D']);
		expect(codes(built)).toEqual(['error parentCircle']);
		expect(built.issues[0]!.message).toBe(
			'The groups “A” → “B” → “C” → “A” are each below the next in HR, in a circle, so “A” is placed at the top. Correct the parent IDs.',
		);
		expect(built.issues[0]!.details).toEqual({ circle: ['a', 'b', 'c'] });
	}
});

test('a group that is its own parent is at the top, and named', () => {
	const built = byParentIds([inGroup('Anna Ek', 'a', 'A', 'a')]);
	expect(built.groups).toMatchObject([{ externalId: 'a', parentExternalId: null, level: 1 }]);
	expect(built.issues[0]!.message).toBe(
		'The group “A” is its own parent in HR, so “A” is placed at the top. Correct the parent ID.',
	);
});

test('where items disagree, most win, and a warning says so', () => {
	const built = byParentIds([
		group('p', 'P'),
		group('q', 'Q'),
		inGroup('Anna Ek', 'a', 'Lön', 'q'),
		inGroup('Bo Berg', 'a', 'LÖN', 'q'),
		inGroup('Cilla Dal', 'a', 'Löner', 'p'),
		inGroup('David Falk', 'a', 'Lön'),
	]);
	expect(groupNamed(built, 'Q / Lön').memberCount).toBe(4);
	expect(codes(built)).toEqual(['warning severalNames', 'warning severalParents']);
	expect(built.issues[0]!.details).toEqual({ names: ['LÖN', 'Lön', 'Löner'] });
	expect(built.issues[1]!.message).toBe(
		'The items disagree about what the group “Lön” is below: p and q. It is placed below q, as most say. Give it one parent ID.',
	);
});

test('a group without a name is called by its id, with a warning', () => {
	const built = byParentIds([inGroup('Anna Ek', 'a'), inGroup('Bo Berg', 'b', 'B')]);
	expect(outline(built.groups)).toEqual(['a', 'B']);
	expect(codes(built)).toEqual(['warning groupWithoutName']);
	expect(built.issues[0]!.message).toBe(
		'The group with ID a of 1 person (Anna Ek) has no name and is called by its ID. Fill in its name.',
	);
});

test('case 9: a person without a group is in the root group, else in none with a warning', () => {
	const people = [inGroup('Anna Ek', null), inGroup('Bo Berg', 'b', 'B')];
	const built = byParentIds(people);
	expect(places(built).anna).toBeNull();
	expect(codes(built)).toEqual(['warning noGroup']);
	const rooted = byParentIds(people, { rootGroup: { name: 'Bolaget' } });
	expect(places(rooted)).toEqual({ anna: 'Bolaget', bo: 'Bolaget / B' });
	expect(rooted.issues).toEqual([]);
});

test('groups may get their managers as in the other modes', () => {
	const people = [
		{ ...inGroup('Anna Ek', 'a', 'A'), managerExternalId: 'bo' },
		inGroup('Bo Berg', 'b', 'B', 'a'),
	];
	expect(byParentIds(people, { groupManager: 'mostCommon' }).groups[0]!.managerExternalId).toBe(
		'bo',
	);
	expect(byParentIds(people).groups[0]).not.toHaveProperty('managerExternalId');
});

test('a field that no item has is refused by name', () => {
	const people = [inGroup('Anna Ek', 'a', 'A')];
	expect(failure(() => byParentIds(people, { groupIdField: 'unit' })).message).toBe(
		'The group ID field “unit” is a field that no item has',
	);
	expect(failure(() => byParentIds(people, { groupNameField: 'unit' })).message).toContain(
		'The group name field “unit”',
	);
	expect(failure(() => byParentIds(people, { parentIdField: 'unit' })).message).toContain(
		'The parent ID field “unit”',
	);
	expect(failure(() => byParentIds(people, { groupIdField: '' })).message).toBe(
		'No group ID field is named',
	);
});

test('names and parents may be left out altogether', () => {
	const built = byParentIds([{ ...person('Anna Ek'), groupId: 'a' }], {
		groupNameField: '',
		parentIdField: '',
	});
	expect(built.groups).toMatchObject([{ externalId: 'a', name: 'a', parentExternalId: null }]);
});

test('case 30: ids such as __proto__ pass unharmed', () => {
	const built = byParentIds([
		inGroup('Anna Ek', '__proto__', 'A', 'constructor'),
		group('constructor', 'B'),
	]);
	expect(outline(built.groups)).toEqual(['B', '  A']);
});

test('no items: nothing comes out', () => {
	expect(byParentIds([])).toEqual({ groups: [], users: [], issues: [] });
});

test('groups nested beyond reason are refused', () => {
	const chain = Array.from({ length: 600 }, (_, i) => group(i + 1, `G${i + 1}`, i || null));
	expect(failure(() => byParentIds(chain)).message).toBe(
		'The groups are nested more than 500 deep, down to “G501”',
	);
});

describe("a tree of values, as Flex's Organisationsträd", () => {
	const node = (
		groupId: string,
		dimension: string | null,
		value: string | null,
		parentGroupId: string | null = null,
	) => ({ groupId, groupName: groupId.toUpperCase(), parentGroupId, dimension, value });
	const TREE = [
		node('sthlm', 'Office', 'Stockholm'),
		node('sthlm-fin', 'Department', '20', 'sthlm'),
		node('head', null, null),
		node('head-pay', 'team', 'PAYABLE', 'head'),
	];
	const VALUES = { valueField: 'value', dimensionField: 'dimension' };
	const at = (name: string, organization: object, codes: object = {}, more: object = {}) => ({
		...person(name),
		organization,
		organizationCodes: codes,
		...more,
	});
	const anna = at('Anna Ek', { Office: 'Stockholm', Department: 'Finance' }, { Department: '20' });

	test('a person is in the lowest group whose value, and those of all groups above it, they have', () => {
		const built = byParentIds(
			[
				...TREE,
				anna,
				at('Bo Berg', { Office: 'stockholm ', Department: null }),
				// The value of the lower group alone is not enough.
				at('Cilla Dal', { Office: 'Umeå', Department: 'Finance' }, { Department: '20' }),
				// 20 is the code of another dimension.
				at('David Falk', { Office: 'Stockholm', Team: 'X' }, { Team: '20' }),
				// A group without a value lets everybody through, and holds nobody.
				at('Eva Grip', { Office: null, Team: 'Payable' }),
			],
			VALUES,
		);
		expect(outline(built.groups)).toEqual(['HEAD', '  HEAD-PAY', 'STHLM', '  STHLM-FIN']);
		expect(places(built)).toEqual({
			anna: 'STHLM / STHLM-FIN',
			bo: 'STHLM',
			cilla: null,
			david: 'STHLM',
			eva: 'HEAD / HEAD-PAY',
		});
		expect(built.issues.map(({ message }) => message)).toEqual([
			'Cilla Dal has the values of no group of the tree and is in no group. Enter their values in HR, or set a root group.',
		]);
	});

	test('external personnel are at the top, without a warning', () => {
		const external = at('Xi Ek', anna.organization, anna.organizationCodes, {
			excludeFromSurveys: true,
		});
		const none = byParentIds([...TREE, anna, external], VALUES);
		expect(places(none)).toEqual({ anna: 'STHLM / STHLM-FIN', xi: null });
		expect(none.issues).toEqual([]);
		const rooted = byParentIds([...TREE, anna, external], {
			...VALUES,
			rootGroup: { name: 'Bolaget' },
		});
		expect(places(rooted).xi).toBe('Bolaget');
	});

	test('ids of values tell groups of several companies apart, whatever the dimension is called', () => {
		const id = '0F1B6C6E-2E52-4B8F-9C7C-3B1E6A7D0001';
		const built = byParentIds(
			[
				node('a', 'not a field of people', id),
				node('b', 'not a field of people', id.replace('1', '2')),
				at('Anna Ek', { Office: id.toLowerCase() }),
			],
			VALUES,
		);
		expect(places(built)).toEqual({ anna: 'A' });
	});

	test('somebody with the values of two groups stays where they are, and both are named', () => {
		const twice = [node('x', 'Office', 'Stockholm'), node('y', 'Department', '20')];
		for (const items of [twice, [...twice].reverse()]) {
			const built = byParentIds([...items, ...items, anna], VALUES);
			expect(built.users[0]!.user).not.toHaveProperty('groupExternalId');
			expect(built.issues.map(({ message }) => message)).toEqual([
				'Anna Ek has the values of 2 groups of the tree, “X” and “Y”, and stays in the present group. Correct the values in HR, or have one of the groups moved in the tree.',
			]);
		}
	});

	test('a person who names a group is in it', () => {
		const built = byParentIds([...TREE, { ...anna, groupId: 'head-pay' }], VALUES);
		expect(places(built)).toEqual({ anna: 'HEAD / HEAD-PAY' });
	});
});
