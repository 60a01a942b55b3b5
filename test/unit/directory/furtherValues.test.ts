import { readColumns, readRows, rowsOf } from '../../../directory/file';
import { mapEmployees } from '../../../directory/mapping';
import type { JsonValue } from '../../../directory/common/json';
import { userDifferences } from '../../../directory/model/difference';
import { fieldText } from '../../../directory/report/words';
import { WINNINGTEMP_FILES } from '../../../nodes/Winningtemp/profile';
import { readSettings } from '../../../nodes/Winningtemp/transport/settings';
import { editsOf } from '../../../scim/edits';
import { toCurrentUser } from '../../../scim/resource';
import { employee, mapping } from '../mapping/support';

const anyPerson = {
	externalId: 'p1',
	username: 'anna@exempel.se',
	firstName: '',
	lastName: '',
};

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
		const others = WINNINGTEMP_FILES.columns.users
			.split('\n')
			.filter((line) => !line.endsWith(`= ${field}`));
		const columns = readColumns(
			{ users: [...others, `Extra = ${field}`].join('\n') },
			WINNINGTEMP_FILES,
		);
		const { users } = readRows([{ 'External ID': 'p1', Username: 'a', Extra: before }], columns);
		expect(users[0]).toMatchObject({ [field]: before });
		expect(rowsOf('users', { users, groups: [] }, columns)[0]).toMatchObject({ Extra: before });
		expect(fieldText(field)).toBe(label);
	});
});

test('a further value of a group has a column in the file of groups', () => {
	const text = `${WINNINGTEMP_FILES.columns.groups}\nKind = attributes.category`;
	const columns = readColumns({ groups: text }, WINNINGTEMP_FILES);
	const row = { 'Group External ID': 'g1', 'Group Name': 'Finance', Kind: 'Department' };
	const { groups } = readRows([row], columns);
	expect(groups).toMatchObject([{ externalId: 'g1', attributes: { category: 'Department' } }]);
	expect(rowsOf('groups', { users: [], groups }, columns)).toMatchObject([row]);
});

describe('segments', () => {
	const segment = (name: string) => ({ category: 'Office', name, externalId: `s-${name}` });
	const { map } = readSettings({
		baseUrl: 'https://scim.example.com',
		token: 'a-secret-token',
		customizeAttributes: true,
		segmentsPath: '{user}:segments',
	});
	const tenant = { knows: () => true, attributeNames: { user: [], group: [] } };
	const userWith = (segments: JsonValue) =>
		toCurrentUser(
			{ id: '7', userName: 'anna@exempel.se', [map.extension.user]: { segments } },
			{ map, tenant, externalIdOf: () => null },
		);
	const differences = (from: JsonValue, to: ReturnType<typeof segment>[]) =>
		userDifferences({ ...anyPerson, segments: to }, userWith(from)).filter(
			({ field }) => field === 'segments',
		);

	test('are written over SCIM as a multi-valued attribute, where the credential has a path', () => {
		const change = { field: 'segments', from: [], to: [segment('Malmö')] };
		expect(editsOf('user', [change], { map, tenant }, () => undefined)).toMatchObject([
			{ value: [{ value: 's-Malmö', display: 'Malmö', type: 'Office' }] },
		]);
		const plain = readSettings({
			baseUrl: 'https://scim.example.com',
			token: 'a-secret-token',
		}).map;
		expect(editsOf('user', [change], { map: plain, tenant }, () => undefined)).toEqual([]);
	});

	test('are the same in any order, and where the target gives only External IDs', () => {
		const both = [segment('Malmö'), segment('Lund')];
		expect(differences(['s-Lund', 's-Malmö'], both)).toEqual([]);
		expect(
			differences([{ value: 's-Lund' }, { value: 's-Malmö', display: 'Malmö' }], both),
		).toEqual([]);
		expect(differences(['s-Lund'], both)).toHaveLength(1);
		expect(differences(['s-Lund', 's-Malmö', 's-Oslo'], both)).toHaveLength(1);
		expect(differences(null, [])).toEqual([]);
	});

	test('with another name are another value, under the same External ID too', () => {
		const named = [{ value: 's-Malmö', display: 'Malmo', type: 'Office' }];
		expect(differences(named, [segment('Malmö')])).toEqual([
			{
				field: 'segments',
				from: [{ category: 'Office', name: 'Malmo', externalId: 's-Malmö' }],
				to: [segment('Malmö')],
			},
		]);
	});
});
