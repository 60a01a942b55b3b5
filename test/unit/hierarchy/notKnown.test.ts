import { buildHierarchy, type ItemRecord } from '../../../directory/hierarchy';
import type { MappedPerson } from '../../../directory/mapping';
import { valueSource } from '../../../directory/mapping/valueSource';
import { codes, employee, map, mapping } from '../mapping/support';
import { brief, currentGroups, plan, userOf } from '../plan/build';
import { byLevels } from './people';

/** A person whose `Missing` HR does not say in this run. */
const unsaid = employee({ Id: 'a', EmailWork: 'a@exempel.se', NotKnown: ['Missing'] });
const said = employee({ Id: 'b', EmailWork: 'b@exempel.se', Missing: 'Lund' });

describe('what is not known of a person', () => {
	const levelOf = (text: string, name: string) => ({
		...valueSource('Organizational Fields', text, () => 'garbage')!,
		name,
	});
	const OFFICE = levelOf('={{ $json.Missing }}x', 'Office');

	test('a level that is known of nobody keeps everybody where they are', () => {
		const everybody = [unsaid, { ...said, Missing: undefined, NotKnown: ['Missing'] }];
		const by = mapping(
			{},
			{ organization: [OFFICE, levelOf('LastName', 'Department')], keepsOtherLevels: true },
		);
		const { groups, users } = byLevels(map(everybody, by).people, { levels: [] });
		expect(groups).toEqual([]);
		for (const { user } of users) expect(user).not.toHaveProperty('groupExternalId');
	});

	test('a level whose expression fails keeps the person in the group', () => {
		const failing = valueSource('Organizational Fields', '={{ $json.Office.trim() }}', (index) => {
			if (index === 0) throw new Error('Cannot read properties of undefined');
			return 'Lund';
		})!;
		const by = mapping({}, { organization: [{ ...failing, name: 'Office' }] });
		const { users } = byLevels(map([unsaid, said], by).people, { levels: ['Office'] });
		expect(users[0]!.user).not.toHaveProperty('groupExternalId');
	});

	test.each([['OfficeCode'], ['attributes.OfficeCode'], ['title']])(
		'an ID of a level that is worked out from it, in %s, keeps the person in the group',
		(field) => {
			const source = levelOf('Missing', 'OfficeCode');
			const by = mapping(
				{},
				{
					organization: [
						levelOf('LastName', 'Office'),
						...(field === 'OfficeCode' ? [source] : []),
					],
					attributes: field.startsWith('attributes') ? [source] : [],
				},
			);
			if (field === 'title') by.fields.title = source;
			const { users } = byLevels(map([unsaid, said], by).people, {
				...{ levels: ['Office'], groupId: 'field', idFields: [field] },
			});
			expect(users[0]!.user).not.toHaveProperty('groupExternalId');
			expect(users[1]!.user.groupExternalId).toBe('Lund');
		},
	);

	test.each([['Organization'], ['OrganizationCodes']])(
		'without %s of somebody, the person stays in the group',
		(name) => {
			const whole = {
				Organization: { Office: 'Lund' },
				OrganizationCodes: { Office: '7' },
			};
			const part = { ...unsaid, ...whole, [name]: undefined, NotKnown: [name] };
			const { users } = byLevels(map([part, { ...said, ...whole }]).people, {
				...{ levels: ['Office'], groupId: 'field' },
			});
			expect(users[0]!.user).not.toHaveProperty('groupExternalId');
			expect(users[1]!.user.groupExternalId).toBe('7');
		},
	);

	test('who may be excluded from surveys stays in the group where such people have none', () => {
		const by = mapping({ excludeFromSurveys: 'Missing' });
		const people = map([unsaid, { ...said, Missing: 'no' }], by).people.map((person) => ({
			...person,
			organization: { Office: 'Lund' },
		}));
		const built = byLevels(people, { levels: ['Office'], gaps: 'tree' });
		expect(built.users.map(({ user }) => 'groupExternalId' in user)).toEqual([false, true]);
		const placed = byLevels(people, { levels: ['Office'] });
		expect(placed.users.map(({ user }) => 'groupExternalId' in user)).toEqual([true, true]);
	});

	test('a group ID, name or parent that is not known keeps everyone who depends on it in place', () => {
		const item = (externalId: string, groupId: string | null, parentId: string | null) => ({
			...{ externalId, firstName: externalId, groupId, groupName: groupId, parentId },
		});
		const options = {
			mode: 'parentIds' as const,
			...{ groupIdField: 'groupId', groupNameField: 'groupName' },
			...{ parentIdField: 'parentId', groupManager: 'none' as const, rootGroup: null },
		};
		const top = item('boss', 'top', null);
		const built = buildHierarchy(
			[
				top,
				{ ...item('a', null, null), notKnown: ['groupId'] },
				{ ...item('b', 'mid', null), notKnown: ['parentId'] },
				item('c', 'low', 'mid'),
			],
			options,
		);
		expect(built.groups.map(({ externalId }) => externalId)).toEqual(['top']);
		expect(built.users.map(({ user }) => user.groupExternalId)).toEqual([
			...['top', undefined, undefined, undefined],
		]);
		expect(codes(built)).toEqual(['groupNotKnown', 'levelNotKnown']);
		// Another item of the group says it.
		const said = buildHierarchy(
			[
				top,
				{ ...item('b', 'mid', null), groupName: null, notKnown: ['parentId', 'groupName'] },
				item('c', 'mid', 'top'),
			],
			options,
		);
		expect(said.groups.map(({ path }) => path.join(' / '))).toEqual(['top', 'top / mid']);
	});

	test('in a tree of HR’s, nobody is moved by a value that is not known', () => {
		const node = (groupId: string, value: string) => ({
			...{ groupId, groupName: groupId, parentId: null, value },
		});
		const one = (externalId: string, Office: string | null, more: object = {}) => ({
			...{ externalId, firstName: externalId, organization: { Office }, ...more },
		});
		const { users } = buildHierarchy(
			[
				...[node('g1', 'Lund'), node('g2', 'Malmö')],
				...[one('a', 'Lund'), one('b', null), one('c', null, { notKnown: ['Office'] })],
				one('d', 'Malmö', { notKnown: ['excludeFromSurveys'] }),
			],
			{
				...{ mode: 'parentIds', groupIdField: 'groupId', groupNameField: 'groupName' },
				...{ parentIdField: 'parentId', valueField: 'value' },
				...{ groupManager: 'none', rootGroup: null },
			},
		);
		expect(users.map(({ user }) => user.groupExternalId)).toEqual([
			...['g1', null, undefined, undefined],
		]);
	});

	test('in the plan, nobody is moved, no group is deleted, and a shared user stays', () => {
		const office = { ...said, Id: 'c', EmailWork: 'c@exempel.se', Missing: 'Malmö' };
		const by = mapping(
			{},
			{
				employedFrom: valueSource('Employment Start', 'Start', () => undefined)!,
				organization: [{ ...valueSource('x', 'Missing', () => undefined)!, name: 'Office' }],
			},
		);
		const twice = (Id: string, CompanyId: string, more: object) =>
			employee({ Id, CompanyId, EmailWork: 'd@exempel.se', Missing: 'Lund', ...more });
		const night = (unknown: boolean) => {
			const lacks = unknown ? { Missing: undefined, NotKnown: ['Missing'] } : { Missing: 'Ystad' };
			const start = unknown ? { Start: undefined, NotKnown: ['Start'] } : { Start: '2019-01-01' };
			const { groups, users } = byLevels(
				map(
					[
						{ ...unsaid, NotKnown: undefined, ...lacks },
						...[said, office],
						twice('d1', 'c1', { Start: '2020-01-01' }),
						twice('d2', 'c2', start),
					],
					by,
				).people,
				{ levels: ['Office'] },
			);
			return { groups, users: users.map(({ user }) => user as unknown as MappedPerson) };
		};
		const { groups, users } = night(false);
		expect(users.map(({ externalId }) => externalId)).toEqual(['a', 'b', 'c', 'd2']);
		const current = {
			groups: currentGroups(groups),
			users: users.map((user) => userOf(user, { memberOf: [`t-${user.groupExternalId}`] })),
		};
		expect(brief(plan(night(false), current).changes)).toEqual([]);
		const { changes, held } = plan(night(true), current);
		expect(brief([...changes, ...held])).toEqual([]);
	});

	test('in a reporting line, who reports to nobody knows whom stays, with all below', () => {
		const one = (externalId: string, managerExternalId?: string | null, more: object = {}) => ({
			...{ externalId, firstName: externalId, ...more },
			...(managerExternalId === undefined ? {} : { managerExternalId }),
		});
		const unknown = { notKnown: ['ImmediateManagerEmployeeId', 'managerExternalId'] };
		const line = (records: ItemRecord[], teamName = '{firstName}') =>
			buildHierarchy(records, { mode: 'reportingLine', teamName, rootGroup: null });
		const { groups, users, issues } = line([
			one('boss', null),
			one('chief', 'boss'),
			one('worker', 'chief'),
			one('lead', undefined, unknown),
			one('sublead', 'lead'),
			one('temp', 'sublead'),
		]);
		expect(groups.map(({ path }) => path.join(' / '))).toEqual(['boss', 'boss / chief']);
		expect(users.flatMap(({ user }) => ('groupExternalId' in user ? user.externalId : []))).toEqual(
			['boss', 'chief', 'worker'],
		);
		expect(issues.map(({ message }) => message)).toEqual([
			expect.stringContaining('lead stays in the present group, because manager is not known'),
		]);
		const named = line(
			[
				one('boss', null, { title: 'CEO' }),
				one('lead', 'boss', { notKnown: ['title'] }),
				one('temp', 'lead'),
			],
			'{title} {firstName}',
		);
		expect(named.groups.map(({ name }) => name)).toEqual(['CEO boss']);
		expect(named.users.map(({ user }) => 'groupExternalId' in user)).toEqual([true, true, false]);
	});

	test('a group keeps its manager where those whose manager is not known could decide', () => {
		const member = (externalId: string, managerExternalId: string | null) => ({
			...{ externalId, firstName: externalId, organization: { Office: 'Lund' } },
			...(managerExternalId === null ? { notKnown: ['managerExternalId'] } : { managerExternalId }),
		});
		const groupOf = (...members: ItemRecord[]) =>
			byLevels(members, { levels: ['Office'] }).groups[0]!;
		const known = [member('m', 'n'), member('n', 'm'), member('x', 'm'), member('y', 'm')];
		expect(groupOf(...known, member('z', null)).managerExternalId).toBe('m');
		const more = [member('u', null), member('v', null)];
		expect(groupOf(...known, ...more)).not.toHaveProperty('managerExternalId');
	});
});
