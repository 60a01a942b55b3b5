import { dayIn, isDay } from '../../../directory/common/calendar';

test.each([
	'2024-02-29',
	'2000-02-29',
	'2023-02-28',
	'2023-01-31',
	'2023-04-30',
	'2023-06-30',
	'2023-09-30',
	'2023-11-30',
	'2023-12-31',
	'2023-07-01',
])('%s is a day', (text) => {
	expect(isDay(text)).toBe(true);
});

test.each([
	'2023-02-29',
	'1900-02-29',
	'2024-02-30',
	'2023-00-10',
	'2023-13-10',
	'2023-01-00',
	'2023-01-32',
	'2023-04-31',
	'2023-06-31',
	'2023-09-31',
	'2023-11-31',
	'2023-1-1',
	'x2023-01-01',
	'2023-01-01T00:00',
	'',
])('%s is none', (text) => {
	expect(isDay(text)).toBe(false);
});

test('the day somewhere is the one on the wall there', () => {
	const moment = new Date('2026-03-01T23:30:00Z');
	expect(dayIn('Europe/Stockholm', moment)).toBe('2026-03-02');
	expect(dayIn('UTC', moment)).toBe('2026-03-01');
	expect(dayIn('UTC', new Date(Date.UTC(987, 0, 5)))).toBe('0987-01-05');
});
