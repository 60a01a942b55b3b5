import { byLevels, byReportingLine, codes, failure, outline, person, placed } from './people';

test('no items: nothing comes out', () => {
	expect(byLevels([], { rootGroup: { name: 'Bolaget' } })).toEqual({
		groups: [],
		users: [],
		issues: [],
	});
});

test('skipped people pass untouched, in their place, uncounted', () => {
	const skipped = {
		externalId: 'bo',
		name: 'Bo Berg',
		skipped: true,
		organization: { Office: 'Lund' },
		issues: [],
	};
	const built = byLevels([placed('Anna Ek', 'Malmö'), skipped, placed('Cilla Dal', 'Malmö')]);
	expect(built.users.map(({ index }) => index)).toEqual([0, 1, 2]);
	expect(built.users[1]!.user).toEqual(skipped);
	expect(built.groups).toMatchObject([{ name: 'Malmö', memberCount: 2 }]);
	expect(built.issues).toEqual([]);
});

test('only skipped people: they pass, and there are no groups', () => {
	const skipped = { externalId: null, name: 'Bo Berg', skipped: true };
	expect(byLevels([skipped])).toEqual({
		groups: [],
		users: [{ index: 0, user: skipped }],
		issues: [],
	});
});

test('an item that is not a person becomes an issue and goes no further', () => {
	const built = byLevels([
		placed('Anna Ek', 'Malmö'),
		{ firstName: 'Bo', lastName: 'Berg' },
		{},
		{ externalId: '  ' },
	]);
	expect(built.users.map(({ index }) => index)).toEqual([0]);
	expect(codes(built)).toEqual(['error notAPerson', 'error notAPerson', 'error notAPerson']);
	expect(built.issues.map(({ message }) => message)).toEqual([
		'An item without a name has no externalId and is left out. Map the External ID in the Employee Mapper.',
		'An item without a name has no externalId and is left out. Map the External ID in the Employee Mapper.',
		'Bo Berg has no externalId and is left out. Map the External ID in the Employee Mapper.',
	]);
});

test('items of which none is a person are refused', () => {
	expect(failure(() => byLevels([{ Id: '1' }, { Id: '2' }]))).toMatchObject({
		code: 'input',
		message: 'None of the 2 items is a person: they have no externalId',
		advice: 'Connect the output People of the Employee Mapper, or map the External ID there.',
	});
	expect(failure(() => byLevels([{ Id: '1' }])).message).toBe(
		'The only item is not a person: it has no externalId',
	);
});

test('External IDs that are numbers, or have blanks at the ends, are the same as text', () => {
	const built = byLevels([
		{ ...placed('Anna Ek', 'Malmö'), externalId: 7 },
		{ ...placed('Bo Berg', 'Malmö'), externalId: ' 8 ', managerExternalId: 7 },
	]);
	expect(built.users.map(({ user }) => user.externalId)).toEqual(['7', '8']);
	expect(built.groups[0]!.managerExternalId).toBe('7');
});

test('two items of one person: both come out, and their order makes no difference', () => {
	const people = [
		person('Bo Berg'),
		person('Cilla Dal'),
		person('Anna Ek', { managerExternalId: 'cilla' }),
		person('Anna Ek', { managerExternalId: 'bo' }),
		person('David Falk', { managerExternalId: 'anna' }),
	];
	const built = byReportingLine(people);
	expect(built.users).toHaveLength(5);
	expect(outline(built.groups)).toEqual(['Bo Berg', '  Anna Ek', 'Cilla Dal']);
	expect(byReportingLine([...people].reverse()).groups).toEqual(built.groups);
});

test('the input is left as it was', () => {
	const people = [placed('Anna Ek', 'Malmö', 'HR')];
	const before = JSON.stringify(people);
	byLevels(people);
	expect(JSON.stringify(people)).toBe(before);
});
