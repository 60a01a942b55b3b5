import { byLevels, codes, failure, groupNamed, outline, person, placed, places } from './people';

describe('group id by value', () => {
	test('the value is the id, in the spelling that most people use', () => {
		const built = byLevels(
			[
				placed('Anna Ek', 'malmö', 'HR'),
				placed('Bo Berg', 'Malmo\u0308'),
				placed('Cilla Dal', 'Malmö'),
			],
			{ groupId: 'value' },
		);
		expect(
			built.groups.map(({ externalId, parentExternalId }) => [externalId, parentExternalId]),
		).toEqual([
			['Malmö', null],
			['HR', 'Malmö'],
		]);
		expect(built.issues).toEqual([]);
	});

	const twoOffices = [
		placed('Anna Ek', 'Stockholm', 'Finance', 'Payable'),
		placed('Bo Berg', 'Stockholm', 'Finance'),
		placed('Cilla Dal', 'Stockholm', 'Finance'),
		placed('David Falk', 'Malmö', 'Finance'),
		placed('Eva Grön', 'Malmö', 'Finance', 'Payable'),
		placed('Fredrik Holm', 'Malmö', 'Finance', 'Tax'),
		placed('Gun Iversen', 'Malmö'),
	];

	test('error: what is in two places is no group, and nobody is lost', () => {
		const built = byLevels(twoOffices, { groupId: 'value' });
		expect(outline(built.groups)).toEqual(['Malmö', '  Tax', 'Stockholm']);
		expect(places(built)).toEqual({
			anna: 'Stockholm',
			bo: 'Stockholm',
			cilla: 'Stockholm',
			david: 'Malmö',
			eva: 'Malmö',
			fredrik: 'Malmö / Tax',
			gun: 'Malmö',
		});
		expect(codes(built)).toEqual(['error groupConflict', 'error groupConflict']);
		const [finance] = built.issues;
		expect(finance!.subject).toEqual({ kind: 'group', externalId: 'finance', name: 'Finance' });
		expect(finance!.message).toBe(
			'The value “Finance” is in 2 places (Malmö / Finance and Stockholm / Finance), but can be only one group, so no group is made of it. ' +
				'3 people are placed in the group above instead: David Falk, Bo Berg and Cilla Dal. Give the groups different names in the HR system, or set Group ID to Path.',
		);
		expect(finance!.details).toEqual({
			key: 'finance',
			places: ['Malmö / Finance', 'Stockholm / Finance'],
			people: ['bo', 'cilla', 'david'],
		});
	});

	test('keepFirst: the one with most people is kept, and takes in the others with all below', () => {
		const built = byLevels(twoOffices, { groupId: 'value', conflict: 'keepFirst' });
		expect(outline(built.groups)).toEqual([
			'Malmö',
			'  Finance',
			'    Payable',
			'    Tax',
			'Stockholm',
		]);
		expect(places(built).anna).toBe('Malmö / Finance / Payable');
		expect(places(built).bo).toBe('Malmö / Finance');
		expect(codes(built)).toEqual(['warning groupConflict']);
		expect(built.issues[0]!.message).toContain(
			'Malmö / Finance is kept, and Stockholm / Finance and everything below became part of it. 2 people are placed in it instead: Bo Berg and Cilla Dal.',
		);
		expect(built.issues[0]!.details).toEqual({
			key: 'finance',
			kept: 'Malmö / Finance',
			places: ['Malmö / Finance', 'Stockholm / Finance'],
			people: ['bo', 'cilla'],
		});
	});

	test('keepFirst: more people count more than the order of the names', () => {
		const built = byLevels([...twoOffices, placed('Hans Ål', 'Stockholm', 'Finance')], {
			groupId: 'value',
			conflict: 'keepFirst',
		});
		expect(outline(built.groups)).toEqual([
			'Malmö',
			'Stockholm',
			'  Finance',
			'    Payable',
			'    Tax',
		]);
	});

	test('keepFirst: the higher level is kept, the lower one becomes part of it', () => {
		const built = byLevels(
			[
				placed('Anna Ek', 'Malmö', 'HR', 'HR'),
				placed('Bo Berg', 'Malmö', 'HR'),
				placed('Cilla Dal', 'Lund', 'IT', 'HR'),
			],
			{ groupId: 'value', conflict: 'keepFirst' },
		);
		expect(outline(built.groups)).toEqual(['Lund', '  IT', 'Malmö', '  HR']);
		expect(places(built)).toEqual({ anna: 'Malmö / HR', bo: 'Malmö / HR', cilla: 'Malmö / HR' });
		expect(codes(built)).toEqual(['warning groupConflict']);
	});

	test('keepFirst: what has become one above counts together below', () => {
		const built = byLevels(
			[
				placed('Anna Ek', 'Malmö', 'Finance', 'Payable'),
				placed('Bo Berg', 'Stockholm', 'Finance', 'Payable'),
				placed('Cilla Dal', 'Lund', 'IT', 'Payable'),
			],
			{ groupId: 'value', conflict: 'keepFirst' },
		);
		expect(groupNamed(built, 'Malmö / Finance / Payable').memberCount).toBe(3);
	});

	test('keepFirst: everybody has a say in the spelling, so in the id', () => {
		const built = byLevels(
			[
				placed('Anna Ek', 'Lund', 'hr'),
				placed('Bo Berg', 'Lund', 'HR'),
				placed('Cilla Dal', 'Malmö', 'hr'),
			],
			{ groupId: 'value', conflict: 'keepFirst' },
		);
		expect(groupNamed(built, 'Lund / hr')).toMatchObject({ externalId: 'hr', memberCount: 3 });
	});

	test('error: a conflict at the top leaves people in the root group', () => {
		const people = [placed('Anna Ek', 'HR'), placed('Bo Berg', 'Malmö', 'HR')];
		const options = { groupId: 'value', rootGroup: { name: 'Bolaget' } } as const;
		expect(places(byLevels(people, options))).toEqual({ anna: 'Bolaget', bo: 'Bolaget / Malmö' });
		expect(places(byLevels(people, { groupId: 'value' }))).toEqual({ anna: null, bo: 'Malmö' });
	});

	test('error: conflicts below each other leave nobody behind', () => {
		const built = byLevels(
			[
				placed('Anna Ek', 'A', 'X', 'Y'),
				placed('Bo Berg', 'B', 'Y', 'X'),
				placed('Cilla Dal', 'A', 'Y', 'Z'),
			],
			{ groupId: 'value' },
		);
		expect(outline(built.groups)).toEqual(['A', '  Z', 'B']);
		expect(places(built)).toEqual({ anna: 'A', bo: 'B', cilla: 'A / Z' });
	});
});

describe('group id by field', () => {
	function coded(name: string, values: Record<string, [string | null, string | number | null]>) {
		const entries = Object.entries(values);
		return person(name, {
			organization: Object.fromEntries(entries.map(([field, [value]]) => [field, value])),
			organizationCodes: Object.fromEntries(entries.map(([field, [, code]]) => [field, code])),
		});
	}
	const options = { groupId: 'field', levels: ['Office', 'Department'] } as const;

	test('by default the codes of the levels are the ids', () => {
		const built = byLevels(
			[coded('Anna Ek', { Office: ['Malmö', 10], Department: ['HR', 'D1'] })],
			options,
		);
		expect(
			built.groups.map(({ externalId, name, parentExternalId }) => [
				externalId,
				name,
				parentExternalId,
			]),
		).toEqual([
			['10', 'Malmö', null],
			['D1', 'HR', '10'],
		]);
	});

	test('other fields can be named', () => {
		const anna = { ...placed('Anna Ek', 'Malmö', 'HR'), officeId: 'o-1', departmentId: 'd-1' };
		const built = byLevels([anna], { ...options, idFields: ['officeId', 'departmentId'] });
		expect(built.groups.map(({ externalId }) => externalId)).toEqual(['o-1', 'd-1']);
	});

	test('two names with one code are one group by the most common name, and a warning', () => {
		const built = byLevels(
			[
				coded('Anna Ek', { Office: ['Malmö', '10'], Department: ['Personal', 'D1'] }),
				coded('Bo Berg', { Office: ['Malmö', '10'], Department: ['HR', 'D1'] }),
				coded('Cilla Dal', { Office: ['MALMÖ', '10'], Department: ['HR', 'D1'] }),
			],
			options,
		);
		expect(outline(built.groups)).toEqual(['Malmö', '  HR']);
		expect(codes(built)).toEqual(['warning severalNames']);
		expect(built.issues[0]!.message).toBe(
			'The code D1 has several names: “HR” and “Personal”. One group is made, called “HR”, as most people have it. Use one name for one code in the HR system.',
		);
	});

	test('a name without a code counts as empty, and an error names the people', () => {
		const built = byLevels(
			[
				coded('Anna Ek', { Office: ['Malmö', '10'], Department: ['HR', null] }),
				coded('Bo Berg', { Office: ['Malmö', '10'], Department: ['IT', 'D2'] }),
			],
			options,
		);
		expect(places(built)).toEqual({ anna: 'Malmö', bo: 'Malmö / IT' });
		expect(built.issues).toEqual([
			{
				severity: 'error',
				code: 'codeMissing',
				subject: { kind: 'group', externalId: null, name: 'HR' },
				message:
					'Department “HR” has no code for 1 person (Anna Ek), so the level counts as empty for them. Give it a code in the HR system, or choose another ID field.',
				details: { level: 'Department', people: ['anna'] },
			},
		]);
	});

	test('a code without a name is its own name until somebody has one', () => {
		const nameless = coded('Anna Ek', { Office: [null, '10'], Department: [null, null] });
		expect(outline(byLevels([nameless], options).groups)).toEqual(['10']);
		const named = coded('Bo Berg', { Office: ['Malmö', '10'], Department: [null, null] });
		expect(
			outline(byLevels([nameless, { ...nameless, externalId: 'x' }, named], options).groups),
		).toEqual(['Malmö']);
	});

	test('one code in two places is a conflict', () => {
		const people = [
			coded('Anna Ek', { Office: ['Malmö', '10'], Department: ['HR', 'D1'] }),
			coded('Bo Berg', { Office: ['Lund', '20'], Department: ['HR', 'D1'] }),
		];
		expect(codes(byLevels(people, options))).toEqual(['error groupConflict']);
		expect(byLevels(people, options).issues[0]!.message).toContain(
			'The code of “HR” is in 2 places',
		);
		const kept = byLevels(people, { ...options, conflict: 'keepFirst' });
		expect(groupNamed(kept, 'Malmö / HR')).toMatchObject({ externalId: 'D1', memberCount: 2 });
	});

	test('codes differ by case, names do not', () => {
		const built = byLevels(
			[
				coded('Anna Ek', { Office: ['Malmö', 'a1'], Department: [null, null] }),
				coded('Bo Berg', { Office: ['Malmö', 'A1'], Department: [null, null] }),
			],
			options,
		);
		expect(built.groups.map(({ externalId }) => externalId)).toEqual(['A1', 'a1']);
	});

	test('codes that nobody has are refused', () => {
		expect(failure(() => byLevels([placed('Anna Ek', 'Malmö')], options)).message).toBe(
			'The code of “Office” is a field that no item has',
		);
		expect(
			failure(() => byLevels([placed('Anna Ek', 'Malmö')], { ...options, idFields: ['a', 'b'] }))
				.message,
		).toBe('The ID field “a” is a field that no item has');
	});

	test('there is one ID field for each level', () => {
		expect(
			failure(() => byLevels([placed('Anna Ek', 'Malmö')], { ...options, idFields: ['a'] }))
				.message,
		).toBe('There are 2 levels but 1 ID fields');
	});
});
