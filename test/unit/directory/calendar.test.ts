import {
	dayIn,
	dayOfMoment,
	daysBetween,
	isDay,
	readDay,
} from '../../../directory/common/calendar';

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

const STOCKHOLM = 'Europe/Stockholm';

test.each([
	'1980-02-03',
	'1980-2-3',
	'1980/02/03',
	'1980/2/3',
	'1980.02.03',
	'1980.2.3',
	'19800203',
	'1980-02-03T23:30:00',
	'1980-02-03 23:30',
	'1980-02-03T23:30:00.125',
	'1980-2-3 11:30:00pm',
	'1980/02/03 23:30+01:00',
	'19800203T2330',
	'1980-02-03T23:30:00-08:00',
	'1980-02-03T00:00:00+02',
])('%s is the third of February where it was written, whatever the time there', (text) => {
	expect(readDay(text, STOCKHOLM)).toBe('1980-02-03');
	expect(readDay(text, 'America/New_York')).toBe('1980-02-03');
});

test.each([
	['1980-02-30', 'a day that does not exist'],
	['1980-02-30T10:00:00', 'one that does not exist, with a time'],
	['1980/02/30', 'one that does not exist, with slashes'],
	['03/02/1980', 'a day that is written first'],
	['1980-02/03', 'two ways of writing at once'],
	['80-02-03', 'a year of two figures'],
	['1980-02', 'a month'],
	['1980-02-03 noon', 'a time in words'],
	['born 1980-02-03', 'words before'],
	['1980-02-03T10:00:00+1', 'half an offset'],
	['', 'nothing'],
])('%j is no day that can be read: %s', (text) => {
	expect(readDay(text, STOCKHOLM)).toBeUndefined();
});

describe('a moment in UTC is a day that begins then, there or in UTC', () => {
	test.each<[string, string | undefined, string]>([
		['1980-02-03T00:00:00Z', '1980-02-03', 'midnight in UTC'],
		['1980-02-02T23:00:00Z', '1980-02-03', 'midnight in Stockholm'],
		['1979-07-02T23:00:00Z', '1979-07-03', 'midnight there, a summer without summer time'],
		['2020-07-02T22:00:00Z', '2020-07-03', 'midnight there, in summer time'],
		['1980-02-03T12:00:00z', '1980-02-03', 'noon, the same day in both'],
		['1980-02-02T22:59:59Z', '1980-02-02', 'the last second of a day in both'],
		['1980-02-02T23:00:01Z', undefined, 'a second later, when the days differ'],
		['1980-02-30T00:00:00Z', undefined, 'a day that does not exist'],
	])('%s: %s, %s', (text, day) => {
		expect(readDay(text, STOCKHOLM)).toBe(day);
	});

	test('a date object, too; one that holds no moment is no day', () => {
		expect(dayOfMoment(new Date('2024-05-31T22:00:00Z'), STOCKHOLM)).toBe('2024-06-01');
		expect(dayOfMoment(new Date('2024-05-31T22:00:01Z'), STOCKHOLM)).toBeUndefined();
		expect(dayOfMoment(new Date('nonsense'), STOCKHOLM)).toBeUndefined();
	});
});

test.each([
	['2026-03-01', '2026-03-02', 1],
	['2026-03-02', '2026-03-01', -1],
	['2026-03-01', '2026-03-01', 0],
	['2024-02-28', '2024-03-01', 2],
	['2025-12-31', '2026-12-31', 365],
])('from %s to %s it is %i days', (from, to, days) => {
	expect(daysBetween(from, to)).toBe(days);
});
