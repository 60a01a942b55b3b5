import { closestTo, inForce, isInForce, periodDays } from '../../../nodes/FlexHrm/reading/periods';

const DAY = '2026-03-02';
const period = (id: string, from: string | null, to: string | null) => ({ id, from, to });

describe('what is in force on a day', () => {
	test('the first and the last day are included, open ends are open', () => {
		expect(isInForce(period('a', DAY, DAY), DAY)).toBe(true);
		expect(isInForce(period('a', null, null), DAY)).toBe(true);
		expect(isInForce(period('a', '2026-03-03', null), DAY)).toBe(false);
		expect(isInForce(period('a', null, '2026-03-01'), DAY)).toBe(false);
	});

	test('of overlapping ones the one that began last counts, of equal ones the smallest id, in any order', () => {
		const periods = [
			period('c', '2026-01-01', null),
			period('b', '2026-02-01', null),
			period('a', '2026-02-01', null),
			period('d', '2020-01-01', '2030-01-01'),
		];
		expect(inForce(periods, DAY)?.id).toBe('a');
		expect(inForce([...periods].reverse(), DAY)?.id).toBe('a');
	});

	test('a rehire counts from its new first day', () => {
		const periods = [period('old', '2010-01-01', '2020-01-01'), period('new', DAY, null)];
		expect(closestTo(periods, DAY)?.id).toBe('new');
		expect(inForce(periods, '2026-03-01')).toBeNull();
		expect(closestTo(periods, '2026-03-01')?.id).toBe('old');
	});

	test('for a future starter it is what comes first', () => {
		const periods = [period('later', '2027-01-01', null), period('first', '2026-06-01', null)];
		expect(closestTo(periods, DAY)?.id).toBe('first');
		expect(closestTo([], DAY)).toBeNull();
	});

	test('toDate and tomDate both name the last day, without time', () => {
		expect(
			periodDays({ FromDate: '2026-01-01T00:00:00.5', TomDate: '2026-02-01T00:00:00' }),
		).toEqual({
			from: '2026-01-01',
			to: '2026-02-01',
			hasImpossibleEnd: false,
		});
		expect(periodDays({ FromDate: null, ToDate: null })).toEqual({
			from: null,
			to: null,
			hasImpossibleEnd: false,
		});
	});
});
