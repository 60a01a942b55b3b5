import { dateOf, givenDate, givenMoment, withoutTime } from '../../../nodes/FlexHrm/reading/dates';

describe('dates', () => {
	test('case 32: a date is its first ten characters, whatever the time and the fraction', () => {
		expect(dateOf('2000-02-29T23:59:59.123')).toBe('2000-02-29');
		expect(dateOf('2000-02-29')).toBe('2000-02-29');
		expect(dateOf(null)).toBeNull();
		expect(withoutTime('nonsense')).toBe('nonsense');
	});

	test('a given day is checked against the calendar', () => {
		expect(givenDate('', 'On Date')).toBeNull();
		expect(givenDate('2026-03-02T00:00:00.000+01:00', 'On Date')).toBe('2026-03-02');
		expect(givenDate({ toISO: () => '2026-03-02T10:00:00' }, 'On Date')).toBe('2026-03-02');
		expect(() => givenDate('2026-02-30', 'On Date')).toThrow('On Date is not a date');
		expect(() => givenDate('2026-13-01', 'On Date')).toThrow('On Date is not a date');
		expect(() => givenDate('02/03/2026', 'On Date')).toThrow('On Date is not a date');
	});

	test('a given moment keeps its clock time and loses its offset', () => {
		expect(givenMoment('2026-03-02T10:20:30.123+02:00', 'x')).toBe('2026-03-02T10:20:30');
		expect(givenMoment('2026-03-02 10:20', 'x')).toBe('2026-03-02T10:20:00');
		expect(givenMoment('2026-03-02', 'x')).toBe('2026-03-02T00:00:00');
		expect(givenMoment(undefined, 'x')).toBeNull();
	});
});
