import { shapeEmployees, type JoinedEmployee } from '../../../nodes/FlexHrm/reading/output';

function employee(
	row: Record<string, unknown>,
	joined: JoinedEmployee['joined'] = {},
): JoinedEmployee {
	return {
		row: { Id: 'e1', CompanyId: 'c1', ...row },
		employmentNumber: '17',
		joined,
		notKnown: [],
		isUnderReview: false,
	};
}

describe('selected fields', () => {
	const selected = (employees: JoinedEmployee[], ...fields: string[]) =>
		shapeEmployees(employees, { kind: 'selected', fields });

	test('are named as they were asked for, and dates lose their time', () => {
		expect(
			selected(
				[employee({ EMAILWORK: 'a@b.example', DateOfBirth: '1990-05-06T00:00:00' })],
				'EmailWork',
				'dateOfBirth',
			),
		).toEqual([{ Id: 'e1', CompanyId: 'c1', EmailWork: 'a@b.example', dateOfBirth: '1990-05-06' }]);
	});

	test('dotted paths keep the form of the record, lists included', () => {
		const row = {
			Employment: [
				{ TaxTable: 31, TaxColumn: 1, Bank: { Name: 'B', Number: '1' } },
				{ TaxTable: 32, TaxColumn: 2, Bank: null },
			],
		};
		expect(selected([employee(row)], 'Employment.TaxTable', 'employment.bank.name')).toEqual([
			{
				Id: 'e1',
				CompanyId: 'c1',
				Employment: [
					{ TaxTable: 31, bank: { name: 'B' } },
					{ TaxTable: 32, bank: null },
				],
			},
		]);
		expect(selected([employee(row)], 'Employment.TaxTable', 'Employment')[0]!.Employment).toEqual(
			row.Employment,
		);
	});

	test('what was joined can be chosen, and comes along when it was included', () => {
		const joined = { EmploymentType: 'Tillsvidare', Organization: { Office: 'Malmö' } };
		expect(selected([employee({}, joined)], 'EmploymentNumber', 'Organization.Office')).toEqual([
			{ Id: 'e1', CompanyId: 'c1', EmploymentNumber: '17', ...joined },
		]);
	});

	test('a field that nobody has is an error, one that is empty or on some is not', () => {
		const some = [employee({ Title: null }), employee({ Shoe: 43 })];
		expect(selected(some, 'Title', 'Shoe')).toEqual([
			{ Id: 'e1', CompanyId: 'c1', Title: null },
			{ Id: 'e1', CompanyId: 'c1', Shoe: 43 },
		]);
		expect(() => selected(some, 'Hat')).toThrow('No employee has the field Hat');
		expect(() => selected(some, 'Title.constructor')).toThrow(/Title\.constructor/);
		expect(() => selected(some, 'constructor')).toThrow('No employee has the field constructor');
		expect(selected([], 'Hat')).toEqual([]);
	});

	test('case 30: a field called __proto__ stays a field', () => {
		const row = JSON.parse('{"__proto__": "x", "constructor": "y"}') as Record<string, unknown>;
		const [shaped] = shapeEmployees([{ ...employee({}), row, employmentNumber: null }], {
			kind: 'selected',
			fields: ['__proto__', 'constructor'],
		});
		expect(Object.entries(shaped!)).toEqual([
			['__proto__', 'x'],
			['constructor', 'y'],
		]);
	});
});

test('raw keeps what Flex sent, and what was joined does not replace it', () => {
	const raw = employee(
		{ employmentType: 'Own', Tax: 1 },
		{ EmploymentType: 'Joined', EmployedSince: '2020-01-01' },
	);
	expect(shapeEmployees([raw], { kind: 'raw' })).toEqual([
		{ Id: 'e1', CompanyId: 'c1', employmentType: 'Own', Tax: 1, EmployedSince: '2020-01-01' },
	]);
});

test('what Flex does not tell is taken away and named, in every kind of output', () => {
	const one = {
		...employee({ FirstName: 'Åsa', immediateManagerEmployeeId: null }),
		notKnown: ['ImmediateManagerEmployeeId'],
	};
	const other = employee({ FirstName: 'Bo', ImmediateManagerEmployeeId: 'e1' });
	expect(shapeEmployees([one, other], { kind: 'simplified' })).toEqual([
		{
			Id: 'e1',
			CompanyId: 'c1',
			EmploymentNumber: '17',
			FirstName: 'Åsa',
			NotKnown: ['ImmediateManagerEmployeeId'],
		},
		{
			Id: 'e1',
			CompanyId: 'c1',
			EmploymentNumber: '17',
			FirstName: 'Bo',
			ImmediateManagerEmployeeId: 'e1',
		},
	]);
	expect(shapeEmployees([one], { kind: 'raw' })).toEqual([
		{ Id: 'e1', CompanyId: 'c1', FirstName: 'Åsa', NotKnown: ['ImmediateManagerEmployeeId'] },
	]);
});
