import { companyIdOf, employmentNumbers } from '../../../nodes/FlexHrm/reading/join';
import { refusal } from '../../support/refusal';

/** What is found in the records of employees themselves. */

describe('the employment number', () => {
	const numberOf = employmentNumbers('2026-03-02');

	test('is that of the record, whatever its employments say', () => {
		expect(numberOf({ EmploymentNumber: 17, Employment: [{ EmploymentNumber: '18' }] })).toBe('17');
		expect(numberOf({ employmentnumber: '0017' })).toBe('0017');
	});

	test('else that of the employment in force', () => {
		const Employment = [
			{ EmploymentNumber: '18', FromDate: '2020-01-01', ToDate: '2024-12-31' },
			{ EmploymentNumber: '19', FromDate: '2025-01-01', TomDate: '2026-03-02' },
			{ EmploymentNumber: '20', FromDate: '2026-03-03' },
		];
		expect(numberOf({ EmploymentNumber: ' ', Employment })).toBe('19');
		expect(employmentNumbers('2026-03-03')({ Employment })).toBe('20');
	});

	test('entries without a number, and what is no entry, do not count', () => {
		const Employment = [null, 'x', [], { FromDate: '2025-01-01' }, { EmploymentNumber: '18' }];
		expect(numberOf({ Employment })).toBe('18');
		expect(numberOf({ Employment: [{}] })).toBeNull();
		expect(numberOf({ Employment: [] })).toBeNull();
	});

	test('of two entries of one day the one with the smaller id counts, and no id is the smallest', () => {
		const b = { Id: 'b', EmploymentNumber: '2', FromDate: '2025-01-01' };
		const a = { Id: 'A', EmploymentNumber: '1', FromDate: '2025-01-01' };
		const none = { EmploymentNumber: '0', FromDate: '2025-01-01' };
		expect(numberOf({ Employment: [b, a] })).toBe('1');
		expect(numberOf({ Employment: [a, b] })).toBe('1');
		expect(numberOf({ Employment: [a, b, none] })).toBe('0');
	});

	test('who has neither has none', () => {
		expect(numberOf({})).toBeNull();
		expect(numberOf({ Employment: { EmploymentNumber: '18' } })).toBeNull();
	});
});

describe('the id of the company', () => {
	const NUMBERED = { id: null, query: { companynumber: 7 }, label: 'number 7' };

	test('is known, or is in the first record', () => {
		const known = { ...NUMBERED, id: 'c1' };
		expect(companyIdOf([{ CompanyId: 'c2' }], known)).toBe('c1');
		expect(companyIdOf([{ companyId: 'c2' }, { CompanyId: 'c3' }], NUMBERED)).toBe('c2');
	});

	test('is an error where it is in neither', () => {
		const error = refusal(() => companyIdOf([{ CompanyId: '' }], NUMBERED));
		expect(error.message).toBe('The id of the company number 7 cannot be found out');
		expect(error.advice).toMatch(/^Enter the id \(a GUID\) of the company in Company IDs/);
		expect(error.code).toBe('unreadable');
	});
});
