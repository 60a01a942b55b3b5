import { askedWait, ownWait } from '../../../http/backoff';

const NOW = Date.parse('2026-03-02T10:00:00Z');

describe('waiting', () => {
	test.each<[string, Record<string, unknown>, number | null]>([
		['Retry-After in seconds', { 'Retry-After': '7' }, 7000],
		['Retry-After as a date', { 'retry-after': 'Mon, 02 Mar 2026 10:00:30 GMT' }, 30_000],
		[
			'X-RateLimit-Reset as a date',
			{ 'X-RateLimit-Reset': '2026-03-02T10:01:00.9817984Z' },
			60_981,
		],
		['X-RateLimit-Reset in Unix seconds', { 'x-ratelimit-reset': NOW / 1000 + 5 }, 5000],
		['X-RateLimit-Reset in seconds', { 'x-ratelimit-reset': '12' }, 12_000],
		['a date that has passed', { 'Retry-After': 'Mon, 02 Mar 2026 09:00:00 GMT' }, 0],
		['Retry-After with parts of a second', { 'Retry-After': '1.25' }, 1250],
		['Retry-After in blanks', { 'Retry-After': ' 7 ' }, 7000],
		[
			'Retry-After before X-RateLimit-Reset',
			{ 'X-RateLimit-Reset': '9', 'Retry-After': '7' },
			7000,
		],
		[
			'X-RateLimit-Reset where the other is nonsense',
			{ 'X-RateLimit-Reset': '9', 'Retry-After': 'x7' },
			9000,
		],
		['a number that is too long', { 'Retry-After': '1234567890123456' }, null],
		['the first moment that is one', { 'Retry-After': '1000000000' }, 0],
		['the last number that is no moment', { 'Retry-After': '999999999' }, 999_999_999_000],
		['nothing', {}, null],
		['nonsense', { 'Retry-After': 'soon' }, null],
	])('case 23: %s', (_name, headers, wait) => {
		expect(askedWait(headers, NOW)).toBe(wait);
	});

	test('own waits double, with jitter and a cap', () => {
		expect([1, 2, 3].map((attempt) => ownWait(attempt, 1))).toEqual([500, 1000, 2000]);
		expect(ownWait(1, 0)).toBe(250);
		expect(ownWait(50, 1)).toBe(30_000);
	});
});
