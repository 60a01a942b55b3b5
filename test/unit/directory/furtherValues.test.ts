import { groupRows, readColumns, readRows, userRows } from '../../../directory/file';
import { mapEmployees } from '../../../directory/mapping';
import { userDifferences } from '../../../directory/model/difference';
import { fieldText } from '../../../directory/report/words';
import { WINNINGTEMP_FILES } from '../../../nodes/Winningtemp/profile';
import { readSettings } from '../../../nodes/Winningtemp/transport/settings';
import { editsOf } from '../../../scim/edits';
import { toCurrentUser } from '../../../scim/resource';
import { employee, mapping } from '../mapping/support';

/** Values that are not mapped unless somebody maps them, all the way from HR to SCIM and to a file. */
describe.each([
	['employedSince', '2019-03-01', '2020-01-31', 'Employed since'],
	['employedUntil', '2027-12-31', '2028-06-30', 'Employed until'],
	['title', 'Controller', 'Chef', 'Title'],
	['phone', '+46 8 123 45 67', '+46 8 765 43 21', 'Phone'],
] as const)('%s', (field, before, now, label) => {
	const mapped = () => {
		const { people } = mapEmployees(
			[{ ...employee(), InHr: now }],
			mapping({ [field]: 'InHr' }),
			'2026-11-27',
		);
		return people[0]!.person;
	};
	const { map } = readSettings({
		baseUrl: 'https://scim.example.com',
		token: 'a-secret-token',
		customizeAttributes: true,
		[`${field}Path`]: `{user}:${field}`,
	});
	const tenant = { knows: () => true, attributeNames: { user: [], group: [] } };
	const resource = {
		id: '7',
		userName: 'anna@exempel.se',
		[map.extension.user]: { [field]: before },
	};
	const change = { field, from: before, to: now };

	test('is read from HR, and a change of it is planned', () => {
		const current = toCurrentUser(resource, { map, tenant, externalIdOf: () => null });
		expect(mapped()).toMatchObject({ [field]: now });
		expect(userDifferences(mapped(), current)).toContainEqual(change);
	});

	test('is written to the path of the credential, and nowhere without one', () => {
		const edits = editsOf('user', [change], { map, tenant }, () => undefined);
		expect(edits.map(({ path, value }) => [path.text, value])).toEqual([
			[`${map.extension.user}:${field}`, now],
		]);
		const plain = readSettings({
			baseUrl: 'https://scim.example.com',
			token: 'a-secret-token',
		}).map;
		expect(editsOf('user', [change], { map: plain, tenant }, () => undefined)).toEqual([]);
	});

	test('has a column in a file, and a label in the report', () => {
		const columns = readColumns(
			{ users: `${WINNINGTEMP_FILES.columns.users}\nExtra = ${field}` },
			WINNINGTEMP_FILES,
		);
		const { users } = readRows([{ 'External ID': 'p1', Username: 'a', Extra: before }], columns);
		expect(users[0]).toMatchObject({ [field]: before });
		expect(userRows(users, columns.users)[0]).toMatchObject({ Extra: before });
		expect(fieldText(field)).toBe(label);
	});
});

test('a further value of a group has a column in the file of groups', () => {
	const text = `${WINNINGTEMP_FILES.columns.groups}\nKind = attributes.category`;
	const columns = readColumns({ groups: text }, WINNINGTEMP_FILES);
	const row = { 'Group External ID': 'g1', 'Group Name': 'Finance', Kind: 'Department' };
	const { groups } = readRows([row], columns);
	expect(groups).toMatchObject([{ externalId: 'g1', attributes: { category: 'Department' } }]);
	expect(groupRows(groups, columns.groups)).toMatchObject([row]);
});
