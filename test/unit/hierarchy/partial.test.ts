import { byLevels, byParentIds, byReportingLine, codes, outline, person } from './people';

const partialList = [{ code: 'limit', message: 'Return All is off' }];
const NOT_LISTED = 'somebody-else';

test('a part of the people shows no finding that needs everybody', () => {
	const people = [
		{
			...person('Anna Ek'),
			groupId: 'g2',
			groupName: 'HR',
			parentGroupId: 'g1',
			managerExternalId: NOT_LISTED,
		},
	];
	expect(codes(byParentIds(people, { groupManager: 'mostCommon' })).sort()).toEqual([
		'error unknownParent',
		'warning groupManagerMissing',
	]);
	const part = byParentIds(
		people.map((one) => ({ ...one, partialList })),
		{
			groupManager: 'mostCommon',
		},
	);
	expect(part.issues).toEqual([]);
	expect(outline(part.groups)).toEqual(['HR']);
	expect(part.users[0]!.user).toMatchObject({ groupExternalId: 'g2', partialList });
});

test('levels are of the person alone, so a part is placed as ever', () => {
	const people = [{ ...person('Anna Ek'), organization: { Office: 'Malmö' } }];
	const [whole, part] = [people, people.map((one) => ({ ...one, partialList }))].map((list) =>
		byLevels(list, { levels: ['Office'] }),
	);
	expect(part!.groups).toEqual(whole!.groups);
	expect(part!.users[0]!.user).toEqual({ ...whole!.users[0]!.user, partialList });
});

test('the reporting line of a part places nobody, and takes nobody out of a group', () => {
	const people = [person('Anna Ek'), { ...person('Bo Berg'), managerExternalId: 'anna' }];
	expect(byReportingLine(people).groups).not.toEqual([]);
	const part = byReportingLine(people.map((one) => ({ ...one, partialList })));
	expect(part.groups).toEqual([]);
	expect(codes(part)).toEqual(['warning groupsNeedEverybody']);
	for (const { user } of part.users) expect(user).not.toHaveProperty('groupExternalId');
});

test('an empty part gets through in every mode', () => {
	const nobody = [{ skipped: true, partialList }];
	for (const built of [byLevels(nobody), byParentIds(nobody), byReportingLine(nobody)]) {
		expect(built).toEqual({ groups: [], users: [{ index: 0, user: nobody[0] }], issues: [] });
	}
});
