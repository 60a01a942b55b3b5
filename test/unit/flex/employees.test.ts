import fc from 'fast-check';
import { UserError } from '../../../directory/model/userError';
import type { Company } from '../../../nodes/FlexHrm/reading/companies';
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
	const types = [
		{ id: 't1', name: 'Tillsvidare' },
		{ id: 't2', name: 'External Personnel' },
	];

	test('of two current employments the one that began last counts, and it is said', async () => {
		const { employees, notices } = await read(
			get({
				'/employees': EMPLOYEES,
				'/employmenttypes': types,
				'/employmentperiods': [
					{ id: 'p1', employeeId: 'e1', employmentTypeId: 'T1', fromDate: '2020-01-01T00:00:00' },
					{ id: 'p2', employeeId: 'E1', employmentTypeId: 'T2', fromDate: '2025-01-01T00:00:00' },
				],
			}),
			['employment'],
		);
		expect(employees[0]).toMatchObject({
			EmploymentType: 'External Personnel',
			FromDate: '2025-01-01',
			ToDate: null,
		});
		expect(employees[1]).toMatchObject({ EmploymentType: null, FromDate: null });
		expect(notices.join()).toMatch(/1 employee \(Id e1\).*different types/);
	});

	test('a type that Flex does not name is an error: externals would be surveyed', async () => {
		const reading = read(
			get({
				'/employees': EMPLOYEES,
				'/employmentperiods': [{ id: 'p', employeeId: 'e1', employmentTypeId: 't9' }],
			}),
			['employment'],
		);
		await expect(reading).rejects.toThrow(/name of the employment type t9/);
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
		});
		expect(await on('2026-03-03')).toMatchObject({
			Organization: { Office: 'Lund' },
			OrganizationCodes: { Office: '102x' },
		});
	});

	test('a value without a name is its code, and it is said', async () => {
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
					EmploymentType: 'Tillsvidare',
					Organization: { Office: 'Malmö' },
				});
			};
		});
		expect(growth).toBeLessThan(LINEAR);
	});
});
