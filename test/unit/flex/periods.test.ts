import {
	closestTo,
	inForce,
	isInForce,
	periodDays,
	possibleDays,
	unbroken,
} from '../../../nodes/FlexHrm/reading/periods';

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

	test('for somebody who has left it is what was last, whatever comes first or begins later', () => {
		const past = [period('first', null, '2012-12-31'), period('last', '2015-01-01', '2020-12-31')];
		const all = [period('next', '2027-01-01', null), ...past];
		expect(closestTo(all, DAY)?.id).toBe('last');
		expect(closestTo([...all].reverse(), DAY)?.id).toBe('last');
		expect(closestTo([all[0]!, past[0]!], DAY)?.id).toBe('first');
	});

	test('what is in force counts before what began later and is over', () => {
		const periods = [period('over', '2024-01-01', '2024-12-31'), period('now', '2010-01-01', null)];
		expect(closestTo(periods, DAY)?.id).toBe('now');
	});

	test('of two that have not begun the earlier one is closest, of equal ones the smallest id', () => {
		const later = [period('first', '2026-06-01', null), period('later', '2027-01-01', null)];
		expect(closestTo(later, DAY)?.id).toBe('first');
		expect(closestTo([...later].reverse(), DAY)?.id).toBe('first');
		const equal = [period('b', '2027-01-01', null), period('a', '2027-01-01', null)];
		expect(closestTo(equal, DAY)?.id).toBe('a');
		expect(closestTo([...equal].reverse(), DAY)?.id).toBe('a');
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

	test.each<[string | null, string | null, string | null, string | null, boolean]>([
		['1900-01-01', '1900-01-01', '1900-01-01', '1900-01-01', false],
		['1899-12-31', '2030-01-01', null, '2030-01-01', false],
		['2020-01-01', '1899-12-31', '2020-01-01', null, true],
		['2020-01-02', '2020-01-01', '2020-01-02', null, true],
		['2020-01-01', '2020-01-01', '2020-01-01', '2020-01-01', false],
		[null, '1899-12-31', null, null, true],
		[null, '9999-01-01', null, null, false],
		[null, '9998-12-31', null, '9998-12-31', false],
		[null, null, null, null, false],
	])('from %s to %s is from %s to %s, and its end impossible: %s', (from, to, first, last, not) => {
		expect(possibleDays(from, to)).toEqual({ from: first, to: last, hasImpossibleEnd: not });
	});
});

describe('an unbroken stretch', () => {
	const stretch = (around: string, ...periods: Array<ReturnType<typeof period>>) => {
		const { from, to } = unbroken(
			periods,
			periods.find(({ id }) => id === around)!,
		);
		const reversed = unbroken(
			[...periods].reverse(),
			periods.find(({ id }) => id === around)!,
		);
		expect(reversed).toEqual({ from, to });
		return [from, to];
	};

	test('of one period is that period', () => {
		expect(stretch('a', period('a', '2020-01-01', '2020-12-31'))).toEqual([
			'2020-01-01',
			'2020-12-31',
		]);
	});

	test('goes on where one begins on the day after, over months and leap years', () => {
		const a = period('a', '2023-01-01', '2024-02-28');
		const b = period('b', '2024-02-29', '2024-12-31');
		const c = period('c', '2025-01-01', '2025-06-30');
		expect(stretch('b', a, b, c)).toEqual(['2023-01-01', '2025-06-30']);
		expect(stretch('a', a, b, c)).toEqual(['2023-01-01', '2025-06-30']);
		expect(stretch('c', a, b, c)).toEqual(['2023-01-01', '2025-06-30']);
	});

	test('ends where a day is missing', () => {
		const a = period('a', '2023-01-01', '2024-02-28');
		const b = period('b', '2024-03-01', '2024-12-31');
		expect(stretch('a', a, b)).toEqual(['2023-01-01', '2024-02-28']);
		expect(stretch('b', a, b)).toEqual(['2024-03-01', '2024-12-31']);
	});

	test('holds what overlaps, and what lies within', () => {
		const a = period('a', '2023-01-01', '2024-06-30');
		const b = period('b', '2024-01-01', '2024-12-31');
		const within = period('w', '2024-02-01', '2024-03-01');
		expect(stretch('a', a, b, within)).toEqual(['2023-01-01', '2024-12-31']);
		expect(stretch('w', a, b, within)).toEqual(['2023-01-01', '2024-12-31']);
	});

	test('is open where one of its periods is', () => {
		const ever = period('e', null, '2024-12-31');
		const later = period('l', '2025-01-01', null);
		expect(stretch('e', ever, later)).toEqual([null, null]);
		expect(stretch('l', ever, later)).toEqual([null, null]);
	});
});
