import fc from 'fast-check';
import { UserError } from '../../../directory/model/userError';
import type { Company } from '../../../nodes/FlexHrm/reading/company';
import { readEmployees, type EmployeeSettings } from '../../../nodes/FlexHrm/reading/employees';
import type { Inclusion } from '../../../nodes/FlexHrm/reading/join';
import { Notices } from '../../../nodes/FlexHrm/reading/notices';
import { shapeEmployees } from '../../../nodes/FlexHrm/reading/output';
import { createReader, type Get } from '../../../nodes/FlexHrm/reading/reader';
import type { Row } from '../../../nodes/FlexHrm/reading/row';
import { growthOfWork, LINEAR } from '../../support/work';

const COMPANY: Company = { id: 'c1', query: { companyId: 'c1' }, label: 'Norrsken AB' };
const DAY = '2026-03-02';

type Lists = Record<string, Row[]>;

function get(lists: Lists): Get {
	return async (path, query = {}) => {
		const list = lists[path];
		if (list === undefined) throw new UserError(path, '', 'notFound', 404);
		const [index, size] = [Number(query.pageIndex), Number(query.pageSize)];
		return {
			TotalItemCount: list.length,
			PageIndex: index,
			PageSize: size,
			Result: list.slice(index * size, (index + 1) * size),
		};
	};
}

async function read(
	source: Get,
	include: Inclusion[] = [],
	changes: Partial<EmployeeSettings> = {},
) {
	const notices = new Notices();
	const employees = await readEmployees(
		createReader(source, { pageSize: 100, concurrency: 4, maxReadAttempts: 2 }),
		[COMPANY],
		{
			include: new Set(include),
			day: DAY,
			activeOnly: false,
			limit: null,
			modifiedSince: null,
			allowEmpty: false,
			allowMissingPeriods: false,
			dimensions: [],
			onlyApproved: true,
			...changes,
		},
		notices,
	);
	return { employees: shapeEmployees(employees, { kind: 'simplified' }), notices: notices.all };
}

const EMPLOYEES = [
	{ Id: 'E1', CompanyId: 'C1', FirstName: 'Åsa' },
	{ Id: 'E2', CompanyId: 'C1', FirstName: 'Björn' },
];

describe('employment', () => {
	const forms = [
		{ id: 't1', name: 'Tillsvidare' },
		{ id: 't2', name: 'Vikariat' },
	];
	/** Answers the filter `employmentType` with employees of these ids. */
	const byType =
		(lists: Lists, employees: string[], external: string[]): Get =>
		async (path, query = {}) => {
			if (path !== '/employees' || query.employmentType === undefined) {
				return await get(lists)(path, query);
			}
			const ids = query.employmentType === 0 ? employees : external;
			return await get({ '/employees': ids.map((Id) => ({ Id })) })(path, query);
		};

	test('of two current employments the one that began last counts, and it is reported', async () => {
		const { employees, notices } = await read(
			get({
				'/employees': EMPLOYEES.map((one) => ({ ...one, EmploymentType: 'Anställd' })),
				'/employmenttypes': forms,
				'/employmentperiods': [
					{ id: 'p1', employeeId: 'e1', employmentTypeId: 'T1', fromDate: '2020-01-01T00:00:00' },
					{ id: 'p2', employeeId: 'E1', employmentTypeId: 'T2', fromDate: '2025-01-01T00:00:00' },
				],
			}),
			['employment'],
		);
		expect(employees[0]).toMatchObject({
			EmploymentType: 'Employee',
			EmploymentForm: 'Vikariat',
			EmployedSince: '2020-01-01',
			EmployedUntil: null,
		});
		expect(employees[1]).toMatchObject({ EmploymentForm: null, EmployedSince: null });
		expect(notices.join()).toMatch(/1 employee \(Id e1\).*different types or forms/);
	});

	test.each([
		['Anställd', 'Employee'],
		['extern personal', 'External Personnel'],
		['External Personnel', 'External Personnel'],
		[0, 'Employee'],
		[1, 'External Personnel'],
		['1', 'External Personnel'],
		[{ Id: 'x', Name: 'Extern personal' }, 'External Personnel'],
		['Inhyrd', 'Inhyrd'],
	])('the type %j on a record is %s', async (EmploymentType, expected) => {
		const { employees } = await read(
			get({ '/employees': [{ Id: 'E1', EmploymentType }], '/employmentperiods': [] }),
			['employment'],
		);
		expect(employees[0]!.EmploymentType).toBe(expected);
	});

	test('a type that no record carries is read with the filter', async () => {
		const lists = { '/employees': EMPLOYEES, '/employmentperiods': [] };
		const { employees, notices } = await read(byType(lists, ['e1'], ['E2']), ['employment']);
		expect(employees.map(({ EmploymentType }) => EmploymentType)).toEqual([
			'Employee',
			'External Personnel',
		]);
		expect(notices.join()).not.toMatch(/EmploymentType/);
	});

	test.each([
		[
			'ignored: both lists are the same',
			['e1', 'e2'],
			['e1', 'e2'],
			/both lists have the same people/,
		],
		['counted from one: 0 is nobody', [], ['e1', 'e2'], /nobody as an employee/],
		['of another kind: both are in neither list', ['e3'], ['e4'], /2 of 2 people in neither/],
	])(
		'a filter that is %s shows nothing, and a remark says so',
		async (_what, none, external, says) => {
			const lists = { '/employees': EMPLOYEES, '/employmentperiods': [] };
			const { employees, notices } = await read(byType(lists, none, external), ['employment']);
			for (const employee of employees) {
				expect(employee).not.toHaveProperty('EmploymentType');
				expect(employee.NotKnown).toEqual(['EmploymentType']);
			}
			expect(notices.join()).toMatch(says);
		},
	);

	test('a form of employment without a name leaves EmploymentForm out, and it is reported', async () => {
		const { employees, notices } = await read(
			get({
				'/employees': [{ Id: 'E1', EmploymentType: 0 }],
				'/employmentperiods': [{ id: 'p', employeeId: 'e1', employmentTypeId: 't9' }],
			}),
			['employment'],
		);
		expect(employees[0]).not.toHaveProperty('EmploymentForm');
		expect(notices.join()).toMatch(/name of a form of employment .*t9/);
	});

	test.each([
		['0001-01-01T00:00:00', null, 1],
		['2019-12-31T00:00:00', null, 1],
		['2026-02-30T00:00:00', null, 1],
		['9999-12-31T00:00:00', null, 0],
		['2026-03-02T00:00:00', '2026-03-02', 0],
	])('case B16: a last day %s of an employment from 2020 is %s', async (toDate, until, said) => {
		const { employees, notices } = await read(
			get({
				'/employees': [{ Id: 'E1', EmploymentType: 0 }],
				'/employmentperiods': [
					{ id: 'p', employeeId: 'e1', fromDate: '2020-01-01T00:00:00', toDate },
				],
			}),
			['employment'],
			{ activeOnly: true },
		);
		expect(employees).toMatchObject([{ EmployedSince: '2020-01-01', EmployedUntil: until }]);
		expect(notices.filter((one) => /the last day lies before the first/.test(one))).toHaveLength(
			said,
		);
	});

	test('the days are those of the unbroken employment, whatever its periods', async () => {
		const period = (fromDate: string, toDate: string | null, n: number) => ({
			id: `p${n}`,
			employeeId: 'e1',
			fromDate,
			toDate,
		});
		const { employees } = await read(
			get({
				'/employees': [{ Id: 'E1', EmploymentType: 0 }],
				'/employmentperiods': [
					period('2026-01-01', '2026-06-30', 1),
					period('2010-01-01', '2012-12-31', 2),
					period('2024-02-01', '2025-12-31', 3),
					period('2026-07-01', '2026-12-31', 4),
					period('2027-02-01', null, 5),
				],
			}),
			['employment'],
		);
		expect(employees).toMatchObject([{ EmployedSince: '2024-02-01', EmployedUntil: '2026-12-31' }]);
	});

	test('employment periods that cannot be read are an error, unless they may be missing', async () => {
		const source = get({ '/employees': EMPLOYEES });
		const changes = { activeOnly: true };
		await expect(read(source, [], changes)).rejects.toMatchObject({
			message: expect.stringMatching(/does not let the employment periods .* be read/),
			advice: expect.stringMatching(/Aktivera resursbehörigheter.*Allow Missing Employment/),
		});
		const { employees, notices } = await read(source, [], {
			...changes,
			allowMissingPeriods: true,
		});
		expect(employees).toHaveLength(2);
		expect(notices.join()).toMatch(/everybody whom Flex lists counts as employed/);
	});

	test('new hires under review are marked, unless all are wanted', async () => {
		const source = get({
			'/employees': [
				{ Id: 'E1', IsInAuditProcess: true },
				{ Id: 'E2', IsInAuditProcess: false },
			],
		});
		expect((await read(source)).employees.map(({ Unconfirmed }) => Unconfirmed)).toEqual([
			true,
			undefined,
		]);
		const all = await read(source, [], { onlyApproved: false });
		expect(all.employees.map(({ Unconfirmed }) => Unconfirmed)).toEqual([undefined, undefined]);
	});

	test('employees without any period do not count as employed, and are counted', async () => {
		const { employees, notices } = await read(
			get({
				'/employees': EMPLOYEES,
				'/employmentperiods': [{ id: 'p', employeeId: 'E2', fromDate: '2020-01-01T00:00:00' }],
			}),
			[],
			{ activeOnly: true },
		);
		expect(employees.map(({ Id }) => Id)).toEqual(['E2']);
		expect(notices.join()).toMatch(/1 employee \(Id e1\).*no employment period/);
	});

	test('the employment number is that of the entry in force', async () => {
		const { employees } = await read(
			get({
				'/employees': [
					{
						Id: 'E1',
						Employment: [
							{ EmploymentNumber: '17', ToDate: '2020-01-01T00:00:00' },
							{ EmploymentNumber: '18', FromDate: '2021-01-01T00:00:00' },
						],
					},
					{ Id: 'E2', employment: [{ employmentNumber: 19 }] },
				],
			}),
		);
		expect(employees.map(({ EmploymentNumber }) => EmploymentNumber)).toEqual(['18', '19']);
	});
});

describe('organisation', () => {
	const lists: Lists = {
		'/employees': EMPLOYEES,
		'/companies/c1/accountdistributions': [
			{ id: 'd1', name: 'Office' },
			{ id: 'd2', name: 'City' },
		],
		'/accountdistributions/d1/accounts': [
			{ id: 'a1', code: '101', name: 'Malmö' },
			{ id: 'a2', code: '102', name: 'Lund' },
		],
		'/accountdistributions/d2/accounts': [{ id: 'other', code: '8', name: 'Kalmar' }],
		'/employmentdefaultaccounts': [
			{
				employeeId: 'E1',
				accountDistributionId: 'D1',
				accountId: 'a1',
				tomDate: '2026-03-02T00:00:00',
			},
			{
				employeeId: 'E1',
				accountDistributionId: 'd1',
				accountId: 'a2',
				accountCode: '102x',
				fromDate: '2026-03-03T00:00:00',
			},
			{ employeeId: 'E2', accountDistributionId: 'd2', accountId: 'gone', accountCode: '7' },
		],
	};

	test('the last day is included, the next value begins the day after', async () => {
		const on = async (day: string) =>
			(await read(get(lists), ['organization'], { day })).employees[0]!;
		expect(await on(DAY)).toMatchObject({
			Organization: { Office: 'Malmö', City: null },
			OrganizationCodes: { Office: '101', City: null },
			OrganizationIds: { Office: 'a1', City: null },
		});
		expect(await on('2026-03-03')).toMatchObject({
			Organization: { Office: 'Lund' },
			OrganizationCodes: { Office: '102x' },
		});
	});

	test('a value without a name is its code, and it is reported', async () => {
		const { employees, notices } = await read(get(lists), ['organization']);
		expect(employees[1]).toMatchObject({ Organization: { Office: null, City: '7' } });
		expect(notices.join()).toMatch(/1 employee \(Id e2\).*without its name/);
	});

	test('a home address never fills an organisational field of the same name', async () => {
		const { employees } = await read(
			get({ ...lists, '/employees': [{ Id: 'E1', City: 'Hemorten', Office: 'Ystad' }] }),
			['organization'],
		);
		expect(employees[0]).toMatchObject({ Organization: { Office: 'Ystad', City: null } });
	});

	test.each(['Name', 'description', 'Code'])('a dimension is called by its %s', async (field) => {
		const { employees } = await read(
			get({
				...lists,
				'/companies/c1/accountdistributions': [
					{ id: 'd1', [field]: 'Kontor' },
					{ id: 'd2', [field]: 'Ort' },
				],
			}),
			['organization'],
		);
		expect(employees[0]).toMatchObject({ Organization: { Kontor: 'Malmö', Ort: null } });
	});

	test('home accounts are read as intervals where the other list is missing', async () => {
		const others = Object.entries(lists).filter(([path]) => path !== '/employmentdefaultaccounts');
		const source = get({
			...Object.fromEntries(others),
			'/employmentdefaultaccountintervals': [
				{
					id: 'i1',
					employeeId: 'E1',
					fromDate: '2020-01-01T00:00:00',
					toDate: '2026-03-02T00:00:00',
					employmentDefaultAccount: [
						{ id: 'x1', accountDistributionId: 'd1', accountId: 'a1', accountCode: '101' },
					],
				},
				{
					id: 'i2',
					employeeId: 'E1',
					fromDate: '2026-03-03T00:00:00',
					toDate: null,
					employmentDefaultAccount: [{ id: 'x2', accountDistributionId: 'd1', accountId: 'a2' }],
				},
				{ id: 'i3', employeeId: 'E2', fromDate: '2020-01-01', employmentDefaultAccount: [] },
			],
		});
		const on = async (day: string) =>
			(await read(source, ['organization'], { day })).employees.map(
				({ Organization }) => (Organization as Row).Office,
			);
		expect(await on(DAY)).toEqual(['Malmö', null]);
		expect(await on('2026-03-03')).toEqual(['Lund', null]);
	});

	test('only the chosen dimensions are read, and no accounts of others', async () => {
		const asked: string[] = [];
		const source: Get = async (path, query) => {
			asked.push(path);
			return await get(lists)(path, query);
		};
		const { employees } = await read(source, ['organization'], { dimensions: ['office'] });
		expect(employees[0]!.Organization).toEqual({ Office: 'Malmö' });
		expect(asked.filter((path) => path.endsWith('/accounts'))).toEqual([
			'/accountdistributions/d1/accounts',
		]);
		await expect(
			read(get(lists), ['organization'], { dimensions: ['Avdelning'] }),
		).rejects.toMatchObject({
			message: 'The company Norrsken AB has no dimension Avdelning',
			advice: expect.stringContaining('Office, City'),
		});
	});

	test('Konto, Projekt, Kund, Artikel and the dimension of managers are not read by default', async () => {
		const names = ['Konto', 'Projekt', 'Kund', 'Artikel', 'Godkänns av', 'Office'];
		const people = [
			{ Id: 'E1', FirstName: 'Åsa', LastName: 'Ek', ImmediateManagerEmployeeId: 'E2' },
			{ Id: 'E2', FirstName: 'Bo', LastName: 'Dahl', ImmediateManagerEmployeeId: 'E3' },
			{ Id: 'E3', FirstName: 'Cia', LastName: 'Fors', ImmediateManagerEmployeeId: null },
		];
		const source = get({
			'/employees': people,
			'/companies/c1/accountdistributions': names.map((description, i) => ({
				id: `d${i}`,
				description,
			})),
			'/accountdistributions/d4/accounts': [
				{ id: 'm1', code: '1', name: 'Bo Dahl' },
				{ id: 'm2', code: '2', name: 'Fors, Cia' },
			],
			'/accountdistributions/d5/accounts': [{ id: 'a1', code: '101', name: 'Malmö' }],
			'/employmentdefaultaccounts': [
				{ id: '1', employeeId: 'E1', accountDistributionId: 'd0', accountId: 'k' },
				{ id: '2', employeeId: 'E1', accountDistributionId: 'd4', accountId: 'm1' },
				{ id: '3', employeeId: 'E1', accountDistributionId: 'd5', accountId: 'a1' },
			],
		});
		const { employees, notices } = await read(source, ['organization']);
		expect(employees[0]!.Organization).toEqual({ Office: 'Malmö' });
		expect(notices.join()).toMatch(/Godkänns av are names of managers/);
		const chosen = await read(source, ['organization'], { dimensions: ['Godkänns av'] });
		expect(chosen.employees[0]!.Organization).toEqual({ 'Godkänns av': 'Bo Dahl' });
	});

	test('dimensions of one name are told apart', async () => {
		const { employees, notices } = await read(
			get({
				...lists,
				'/companies/c1/accountdistributions': [
					{ id: 'd1', name: 'Office' },
					{ id: 'd2', name: 'Office' },
				],
			}),
			['organization'],
		);
		expect(employees[0]).toMatchObject({
			Organization: { 'Office (d1)': 'Malmö', 'Office (d2)': null },
		});
		expect(notices.join()).toMatch(/are called Office/);
	});
});

describe('managers', () => {
	const manager = (id: string | null) => ({ Id: `E${id}`, ImmediateManagerEmployeeId: id });

	test('of a company in which nobody has one are left alone, and it is reported', async () => {
		const { employees, notices } = await read(get({ '/employees': [manager(null)] }));
		expect(employees).toEqual([
			{ Id: 'Enull', EmploymentNumber: null, NotKnown: ['ImmediateManagerEmployeeId'] },
		]);
		expect(notices.join()).toMatch(/Norrsken AB .*Använd för närmaste chef/);
	});

	test('are empty for somebody without one where others have one', async () => {
		const { employees, notices } = await read(
			get({ '/employees': [manager(null), manager('E9')] }),
		);
		expect(employees[0]).toMatchObject({ ImmediateManagerEmployeeId: null });
		expect(employees[0]).not.toHaveProperty('NotKnown');
		expect(notices).toEqual([]);
	});
});

describe('own fields', () => {
	test('date fields without values are left out, and it is reported once', async () => {
		const { employees, notices } = await read(
			get({
				'/employees': EMPLOYEES,
				'/owntextfields': [{ id: 'f1', name: 'Titel' }],
				'/owntextfieldvalues': [{ employeeId: 'E1', ownTextFieldId: 'f1', value: 'VD' }],
				'/owndatefields': [{ id: 'f2', name: 'Introduktion' }],
				'/owndatefieldvalues': [
					{ employeeId: 'E1', ownDateFieldId: 'f2', fromDate: null, toDate: null },
					{ employeeId: 'E2', ownDateFieldId: 'f2', fromDate: null, toDate: null },
				],
			}),
			['ownFields'],
		);
		expect(employees.map(({ OwnFields }) => OwnFields)).toEqual([{ Titel: 'VD' }, { Titel: null }]);
		expect(notices.filter((one) => /own date fields without their values/.test(one))).toHaveLength(
			1,
		);
	});

	test('rows that name no employee are no list of values: an error, not fields without values', async () => {
		const reading = read(
			get({
				'/employees': EMPLOYEES,
				'/owntextfields': [{ id: 'f1', name: 'Titel' }],
				'/owntextfieldvalues': [{}],
			}),
			['ownFields'],
		);
		await expect(reading).rejects.toMatchObject({
			message: expect.stringContaining('the values of the own text fields of Norrsken AB'),
			advice: expect.stringContaining('A record has no EmployeeId.'),
		});
	});
});

describe('all together', () => {
	test('names are matched in any case, and a field that nobody has is left out', async () => {
		const { employees } = await read(
			get({ '/employees': [{ id: 'E1', EMAILWORK: 'asa@norrsken.example', firstname: 'Åsa' }] }),
		);
		expect(employees).toEqual([
			{ Id: 'E1', EmploymentNumber: null, FirstName: 'Åsa', EmailWork: 'asa@norrsken.example' },
		]);
	});

	test('case 38: the values of a person do not depend on the order of the lists', async () => {
		const lists: Lists = {
			'/employees': EMPLOYEES,
			'/employmenttypes': [
				{ id: 't1', name: 'A' },
				{ id: 't2', name: 'B' },
			],
			'/employmentperiods': ['t1', 't2', 't1', 't2'].map((employmentTypeId, index) => ({
				id: `p${index}`,
				employeeId: `e${(index % 2) + 1}`,
				employmentTypeId,
				fromDate: '2025-01-01T00:00:00',
			})),
		};
		const expected = (await read(get(lists), ['employment'])).employees;
		const shuffled = fc.record({
			'/employees': fc.constant(lists['/employees']!),
			'/employmenttypes': fc.shuffledSubarray(lists['/employmenttypes']!, { minLength: 2 }),
			'/employmentperiods': fc.shuffledSubarray(lists['/employmentperiods']!, { minLength: 4 }),
		});
		await fc.assert(
			fc.asyncProperty(shuffled, async (other) => {
				expect((await read(get(other), ['employment'])).employees).toEqual(expected);
			}),
		);
	});

	test('any JSON whatever in any place ends in a named error or in people with ids', async () => {
		const envelope = (result: unknown) => ({
			TotalItemCount: Array.isArray(result) ? result.length : 0,
			PageIndex: 0,
			Result: result,
		});
		const value = fc.oneof(fc.jsonValue(), fc.constantFrom('E1', 'e2', 't1', 'd1', DAY, null));
		const row = fc.record({
			Id: value,
			employeeId: value,
			employmentTypeId: value,
			accountDistributionId: value,
			accountId: value,
			name: value,
			fromDate: value,
			Employment: value,
			Organization: value,
			EmploymentType: value,
		});
		const answers = fc.oneof(
			fc.jsonValue(),
			fc.array(row, { maxLength: 3 }).map(envelope),
			fc.constant(envelope(EMPLOYEES)),
		);
		await fc.assert(
			fc.asyncProperty(fc.array(answers, { minLength: 1, maxLength: 5 }), async (list) => {
				let calls = 0;
				const source: Get = async () => list[calls++ % list.length];
				const found = await read(source, ['employment', 'organization', 'ownFields'], {
					activeOnly: true,
				}).catch((error: unknown) => {
					if (!(error instanceof UserError)) throw error;
					return null;
				});
				for (const { Id } of found?.employees ?? [])
					expect(['string', 'number']).toContain(typeof Id);
			}),
			{ numRuns: 500 },
		);
	});

	test('case 40: the work grows as the number of employees does', async () => {
		const people = (count: number): Lists => ({
			'/employees': Array.from({ length: count }, (_, i) => ({
				Id: `e${i}`,
				EmploymentType: 'Employee',
				CompanyId: 'c1',
				FirstName: `Förnamn ${i}`,
				LastName: `Efternamn ${i}`,
				EmailWork: null,
				Phone1: null,
				City: null,
			})),
			'/employmentperiods': Array.from({ length: count }, (_, i) => ({
				id: `p${i}`,
				employeeId: `e${i}`,
				employmentTypeId: 't1',
				fromDate: '2020-01-01T00:00:00',
			})),
			'/employmenttypes': [{ id: 't1', name: 'Tillsvidare' }],
			'/companies/c1/accountdistributions': [{ id: 'd1', name: 'Office' }],
			'/accountdistributions/d1/accounts': [{ id: 'a1', name: 'Malmö', code: '1' }],
			'/employmentdefaultaccounts': Array.from({ length: count }, (_, i) => ({
				id: `x${i}`,
				employeeId: `e${i}`,
				accountDistributionId: 'd1',
				accountId: 'a1',
			})),
		});
		const growth = await growthOfWork(1000, (count) => {
			const source = get(people(count));
			return async () => {
				const { employees } = await read(source, ['employment', 'organization'], {
					activeOnly: true,
				});
				expect(employees).toHaveLength(count);
				expect(employees[count - 1]).toMatchObject({
					EmploymentForm: 'Tillsvidare',
					Organization: { Office: 'Malmö' },
				});
			};
		});
		expect(growth).toBeLessThan(LINEAR);
	});
});
