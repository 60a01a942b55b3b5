import { byLevels, codes, failure, groupNamed, outline, person, placed, places } from './people';

test("the mission's example: Stockholm → Finance → Payable and Receivable", () => {
	const built = byLevels([
		placed('Anna Ek', 'Stockholm', 'Finance', 'Payable'),
		placed('Bo Berg', 'Stockholm', 'Finance', 'Receivable'),
		placed('Cilla Dal', 'Stockholm', 'Finance'),
		placed('David Falk', 'Stockholm'),
	]);
	expect(
		built.groups.map(({ name, level, path, memberCount }) => ({ name, level, path, memberCount })),
	).toEqual([
		{ name: 'Stockholm', level: 1, path: ['Stockholm'], memberCount: 1 },
		{ name: 'Finance', level: 2, path: ['Stockholm', 'Finance'], memberCount: 1 },
		{ name: 'Payable', level: 3, path: ['Stockholm', 'Finance', 'Payable'], memberCount: 1 },
		{ name: 'Receivable', level: 3, path: ['Stockholm', 'Finance', 'Receivable'], memberCount: 1 },
	]);
	const [stockholm, finance, payable, receivable] = built.groups;
	expect(stockholm!.parentExternalId).toBeNull();
	expect(finance!.parentExternalId).toBe(stockholm!.externalId);
	expect(payable!.parentExternalId).toBe(finance!.externalId);
	expect(receivable!.parentExternalId).toBe(finance!.externalId);
	expect(places(built)).toEqual({
		anna: 'Stockholm / Finance / Payable',
		bo: 'Stockholm / Finance / Receivable',
		cilla: 'Stockholm / Finance',
		david: 'Stockholm',
	});
	expect(built.issues).toEqual([]);
});

// Computed apart from this code: UUIDv5 of '[["office","stockholm"],…]' in the package's namespace.
test('a group of the path keeps its id for ever', () => {
	const built = byLevels([placed('Anna Ek', 'Stockholm', 'Finance', 'Payable')]);
	expect(built.groups.map(({ externalId }) => externalId)).toEqual([
		'a1e48f3b-bab9-5b05-967f-c072b6c209ee',
		'e6f4b65d-29cc-5db0-8a17-3ec7cd7eea3b',
		'1f5851dd-f88a-5acc-855f-fc611da3e7e9',
	]);
});

test('a group holds the name of its level, where a further value is named for it', () => {
	const people = [placed('Anna Ek', 'Stockholm', null, 'Payable')];
	const valuesOf = (levelAttribute?: string) =>
		byLevels(people, levelAttribute === undefined ? {} : { levelAttribute }).groups.map(
			({ name, attributes }) => [name, attributes],
		);
	expect(valuesOf('category')).toEqual([
		['Stockholm', { category: 'Office' }],
		['Payable', { category: 'Team' }],
	]);
	for (const none of ['', undefined]) {
		expect(valuesOf(none)).toEqual([
			['Stockholm', undefined],
			['Payable', undefined],
		]);
	}
});

test('people come out without what only the builder needs, and with all else', () => {
	const [anna] = byLevels([
		placed('Anna Ek', 'Malmö', null, null, {
			organizationCodes: { Office: '10' },
			managerExternalId: 'bo',
			attributes: { title: 'Controller' },
		}),
	]).users;
	expect(anna!.index).toBe(0);
	expect(anna!.user).toEqual({
		externalId: 'anna',
		username: 'anna@example.test',
		firstName: 'Anna',
		lastName: 'Ek',
		managerExternalId: 'bo',
		attributes: { title: 'Controller' },
		groupExternalId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5/),
	});
});

test('case 6: HR under two offices gives two groups', () => {
	const built = byLevels([placed('Anna Ek', 'Stockholm', 'HR'), placed('Bo Berg', 'Malmö', 'HR')]);
	expect(outline(built.groups)).toEqual(['Malmö', '  HR', 'Stockholm', '  HR']);
	expect(new Set(built.groups.map(({ externalId }) => externalId)).size).toBe(4);
	expect(places(built)).toEqual({ anna: 'Stockholm / HR', bo: 'Malmö / HR' });
});

test('case 7: HR as a department and HR as a team below it give two groups', () => {
	const built = byLevels([
		placed('Anna Ek', 'Malmö', 'HR', 'HR'),
		placed('Bo Berg', 'Malmö', 'HR'),
	]);
	expect(outline(built.groups)).toEqual(['Malmö', '  HR', '    HR']);
	expect(places(built)).toEqual({ anna: 'Malmö / HR / HR', bo: 'Malmö / HR' });
});

test('case 7: a team right under an office is not the department of that name', () => {
	const built = byLevels([
		placed('Anna Ek', 'Malmö', null, 'Lön'),
		placed('Bo Berg', 'Malmö', 'Lön'),
	]);
	expect(outline(built.groups)).toEqual(['Malmö', '  Lön', '  Lön']);
	expect(built.groups[1]!.externalId).not.toBe(built.groups[2]!.externalId);
	expect(built.groups.map(({ memberCount }) => memberCount)).toEqual([0, 1, 1]);
});

describe('case 8: office and team filled, department empty', () => {
	const people = [
		placed('Anna Ek', 'Malmö', '  ', 'Lön'),
		placed('Bo Berg', 'Malmö', 'Ekonomi', 'Lön'),
	];

	test('nearest: the team is under the office', () => {
		const built = byLevels(people);
		expect(outline(built.groups)).toEqual(['Malmö', '  Ekonomi', '    Lön', '  Lön']);
		expect(places(built).anna).toBe('Malmö / Lön');
		expect(groupNamed(built, 'Malmö / Lön').level).toBe(2);
		expect(built.issues).toEqual([]);
	});

	test('stop: the person is placed in the office, and named', () => {
		const built = byLevels(people, { gaps: 'stop' });
		expect(outline(built.groups)).toEqual(['Malmö', '  Ekonomi', '    Lön']);
		expect(places(built).anna).toBe('Malmö');
		expect(built.issues).toEqual([
			{
				severity: 'warning',
				code: 'gapStop',
				subject: { kind: 'user', externalId: 'anna', name: 'Anna Ek' },
				message:
					'Anna Ek has nothing in Department, so Team “Lön” is not used, and is placed in Malmö. Fill in Department in the HR system, or set Gaps to Nearest.',
				details: { emptyLevel: 'Department', ignoredLevel: 'Team', ignoredValue: 'Lön' },
			},
		]);
	});

	test('tree: as stop, and external personnel are above all levels, without a warning', () => {
		const external = { ...placed('Dag Ek', 'Malmö', 'Ekonomi'), excludeFromSurveys: true };
		const inSurveys = { ...placed('Eva Dal', 'Malmö', 'Ekonomi'), excludeFromSurveys: false };
		const built = byLevels([...people, external, inSurveys], { gaps: 'tree' });
		expect(places(built)).toMatchObject({ anna: 'Malmö', dag: null, eva: 'Malmö / Ekonomi' });
		expect(codes(built)).toEqual(['warning gapStop']);

		const rootGroup = { name: 'Bolaget', externalId: 'top' };
		const rooted = byLevels([...people, external, inSurveys], { gaps: 'tree', rootGroup });
		expect(places(rooted)).toMatchObject({ dag: 'Bolaget', eva: 'Bolaget / Malmö / Ekonomi' });
		const stopped = byLevels([...people, external], { gaps: 'stop' });
		expect(places(stopped).dag).toBe('Malmö / Ekonomi');
	});

	test('stop with nothing at the top: one warning, no group', () => {
		const built = byLevels([placed('Anna Ek', null, 'Ekonomi', 'Lön'), people[1]!], {
			gaps: 'stop',
		});
		expect(places(built).anna).toBeNull();
		expect(codes(built)).toEqual(['warning gapStop']);
		expect(built.issues[0]!.message).toContain('is in no group of the levels');
	});
});

describe('case 9: all levels empty', () => {
	const people = [placed('Anna Ek', null), placed('Bo Berg', 'Malmö'), person('Cilla Dal')];

	test('without a root group: no group, and a warning', () => {
		const built = byLevels(people);
		expect(places(built)).toEqual({ anna: null, bo: 'Malmö', cilla: null });
		expect(codes(built)).toEqual(['warning noLevel', 'warning noLevel']);
		expect(built.issues[0]!.message).toBe(
			'Anna Ek has no value in Office, Department and Team and is in no group. Enter one of them in the HR system, or set a root group.',
		);
	});

	test('with a root group: in it', () => {
		const built = byLevels(people, { rootGroup: { name: 'Bolaget' } });
		expect(outline(built.groups)).toEqual(['Bolaget', '  Malmö']);
		expect(places(built)).toEqual({ anna: 'Bolaget', bo: 'Bolaget / Malmö', cilla: 'Bolaget' });
		expect(built.groups[0]).toMatchObject({ level: 1, parentExternalId: null, memberCount: 2 });
		expect(built.groups[1]).toMatchObject({ level: 2, path: ['Bolaget', 'Malmö'] });
		expect(built.issues).toEqual([]);
	});
});

test('a root group changes no id below it, and keeps its own under another name', () => {
	const people = [placed('Anna Ek', 'Malmö', 'HR')];
	const without = byLevels(people).groups.map(({ externalId }) => externalId);
	const one = byLevels(people, { rootGroup: { name: 'Bolaget' } }).groups;
	const other = byLevels(people, { rootGroup: { name: 'Koncernen' } }).groups;
	expect(one.slice(1).map(({ externalId }) => externalId)).toEqual(without);
	expect(other[0]!.externalId).toBe(one[0]!.externalId);
	expect(
		byLevels(people, { rootGroup: { name: 'Bolaget', externalId: 'top' } }).groups[0]!.externalId,
	).toBe('top');
});

test('a root group with the id of another group is refused', () => {
	const options = {
		groupId: 'value',
		rootGroup: { name: 'Bolaget', externalId: 'Malmö' },
	} as const;
	expect(failure(() => byLevels([placed('Anna Ek', 'Malmö')], options))).toMatchObject({
		code: 'input',
		message: 'The root group “Bolaget” and the group “Malmö” have the same External ID, Malmö',
	});
});

test('case 28: composed, decomposed, no-break, zero-width and other case is one group', () => {
	const spellings = ['Malmö', 'Malmo\u0308', 'malmö', '\u00a0Malmö ', 'Mal\u200bmö'];
	const people = spellings.map((office, i) =>
		placed(`P${i} Ek`, office, `Över\u00a0 ${i % 2 ? 'SYN' : 'syn'}`),
	);
	for (const order of [people, [...people].reverse()]) {
		const built = byLevels(order);
		expect(outline(built.groups)).toEqual(['Malmö', '  Över syn']);
		expect(built.groups[1]!.memberCount).toBe(5);
	}
});

test('case 28: among equally common spellings the first in text order is taken', () => {
	const people = [placed('Anna Ek', 'malmö'), placed('Bo Berg', 'MALMÖ')];
	expect(outline(byLevels(people).groups)).toEqual(['MALMÖ']);
	expect(outline(byLevels([...people].reverse()).groups)).toEqual(['MALMÖ']);
	const both = byLevels([...people, placed('Cilla Dal', 'malmö')]);
	expect(outline(both.groups)).toEqual(['malmö']);
	expect(both.groups[0]!.externalId).toBe(byLevels(people).groups[0]!.externalId);
});

test('case 29: Å and A are two groups', () => {
	const built = byLevels([placed('Anna Ek', 'Åre'), placed('Bo Berg', 'Are')]);
	expect(outline(built.groups)).toEqual(['Are', 'Åre']);
	expect(built.groups[0]!.externalId).not.toBe(built.groups[1]!.externalId);
});

test('case 30: odd names pass unharmed', () => {
	const names = [
		'A/B',
		'A;B',
		'"A"',
		'<script>alert(1)</script>',
		'constructor',
		'__proto__',
		'👩‍💻 Utveckling',
		'x'.repeat(300),
	];
	const built = byLevels(names.map((name, i) => placed(`P${i} Ek`, name, name, name)));
	expect(built.groups).toHaveLength(names.length * 3);
	expect(new Set(built.groups.map(({ externalId }) => externalId)).size).toBe(names.length * 3);
	expect(new Set(built.groups.map(({ name }) => name))).toEqual(new Set(names));
	names.forEach((name, i) => expect(places(built)[`p${i}`]).toBe([name, name, name].join(' / ')));
});

test('case 30: separators within names make no two paths one', () => {
	const built = byLevels([
		placed('Anna Ek', 'A', 'B / C'),
		placed('Bo Berg', 'A / B', 'C'),
		placed('Cilla Dal', 'A","department"', 'C'),
	]);
	expect(new Set(built.groups.map(({ externalId }) => externalId)).size).toBe(6);
});

test('numbers and booleans are names as well', () => {
	const built = byLevels([
		person('Anna Ek', { organization: { Office: 10, Department: false, Team: 0 } }),
	]);
	expect(built.groups.at(-1)!.path).toEqual(['10', 'false', '0']);
});

test('a list instead of a name leaves the person in the present group, and is named', () => {
	const built = byLevels([
		person('Anna Ek', { organization: { Office: 'Malmö', Department: ['HR', 'IT'], Team: 'Lön' } }),
	]);
	expect(built.users.map(({ user }) => Object.keys(user).includes('groupExternalId'))).toEqual([
		false,
	]);
	expect(codes(built)).toEqual(['error levelNotText']);
	expect(built.issues[0]!.message).toBe(
		'Anna Ek has a list in Department, where one name is needed, so the person stays in the present group. Map Department to a single value.',
	);
});

describe('the levels', () => {
	test('by default: the fields of organization, as long as all agree', () => {
		const people = [
			person('Anna Ek', { organization: { Department: 'HR', Office: 'Malmö' } }),
			person('Bo Berg', { organization: { Office: 'Malmö' } }),
			person('Cilla Dal'),
		];
		expect(outline(byLevels(people, { levels: [] }).groups)).toEqual(['HR', '  Malmö', 'Malmö']);
		expect(outline(byLevels(people.slice(1), { levels: [] }).groups)).toEqual(['Malmö']);
	});

	test('by default, in differing orders: refused, no matter who comes first', () => {
		const people = [
			person('Anna Ek', { organization: { Department: 'HR', Office: 'Malmö' } }),
			person('Bo Berg', { organization: { Office: 'Malmö', Department: 'HR' } }),
		];
		const first = failure(() => byLevels(people, { levels: [] }));
		expect(first.message).toBe(
			'The organisational fields do not come in one order: “Department, Office” and “Office, Department” were found',
		);
		expect(failure(() => byLevels([...people].reverse(), { levels: [] })).message).toBe(
			first.message,
		);
	});

	test('by default, without organisational fields: refused', () => {
		expect(failure(() => byLevels([person('Anna Ek')], { levels: [] })).message).toBe(
			'The people have no organisational fields to build a hierarchy from',
		);
	});

	test('a level that no item has is named, with the fields that there are', () => {
		const { message, advice } = failure(() =>
			byLevels([placed('Anna Ek', 'Malmö')], { levels: ['Office', 'Departement'] }),
		);
		expect(message).toBe('The level “Departement” is a field that no item has');
		expect(advice).toBe(
			'Fields that there are: Department, Office and Team. Did you mean “Department”? Correct the name, or have the field passed on to this node.',
		);
	});

	test('a level that is empty on everybody is no mistake', () => {
		const built = byLevels([placed('Anna Ek', 'Malmö')]);
		expect(outline(built.groups)).toEqual(['Malmö']);
	});

	test('a level that is named twice is refused', () => {
		expect(
			failure(() => byLevels([placed('Anna Ek', 'Malmö')], { levels: ['Office', 'office '] })),
		).toMatchObject({ message: 'The level “office ” is named twice', code: 'input' });
	});

	test('are found regardless of case, as own properties, by a path, and among the attributes', () => {
		const anna = {
			...person('Anna Ek', { organization: { Kontor: 'Malmö' }, attributes: { Grupp: 'Lön' } }),
			Avdelning: 'Ekonomi',
			place: { floor: 3 },
		};
		const built = byLevels([anna], { levels: ['KONTOR', 'Avdelning', 'place.floor', 'Grupp'] });
		expect(built.groups.at(-1)!.path).toEqual(['Malmö', 'Ekonomi', '3', 'Lön']);
	});

	test('called like what every object has are looked for among own properties only', () => {
		const organization = JSON.parse('{"__proto__":"Malmö","constructor":"HR"}') as Record<
			string,
			string
		>;
		const built = byLevels([person('Anna Ek', { organization })], {
			levels: ['__proto__', 'constructor'],
		});
		expect(built.groups.at(-1)!.path).toEqual(['Malmö', 'HR']);
		expect(
			failure(() => byLevels([placed('Bo Berg', 'Malmö')], { levels: ['constructor'] })).message,
		).toContain('constructor');
	});

	test('are found by name: one that is added leaves the ids of the others alone', () => {
		const people = [placed('Anna Ek', 'Malmö', 'HR')];
		const two = byLevels(people, { levels: ['Office', 'Department'] }).groups;
		const three = byLevels(people, { levels: ['Team', 'Office', 'Department'] }).groups;
		expect(three).toEqual(two);
	});
});
