import { addHistory } from '../../../directory/report/htmlHistory';
import {
	addRows,
	changeHtml,
	isolated,
	issueHtml,
	whoHtml,
} from '../../../directory/report/htmlRows';
import type { ChangeRow, RunNumbers } from '../../../directory/report/model';
import { wordsIn } from '../../../directory/report/words';

const WORDS = wordsIn('en');
const ABOUT = { number: '', group: '', lastDay: '' };
const ROW: ChangeRow = {
	kind: 'user',
	action: 'update',
	outcome: 'updated',
	name: 'Anna Ek',
	externalId: 'e1',
	about: ABOUT,
	fields: [],
	reason: '',
	error: null,
} as ChangeRow;

test('text from outside is escaped, and kept from turning the text around it', () => {
	expect(isolated('<b>&"\'\u202E')).toBe('<bdi>&lt;b&gt;&amp;&quot;&#39;\uFFFD</bdi>');
	expect(isolated('a', 'o')).toBe('<bdi class="o">a</bdi>');
});

describe('who a row is about', () => {
	const who = (more: object = {}) =>
		whoHtml({ name: 'Anna Ek', externalId: 'e1', about: ABOUT, ...more }, WORDS);

	test('an ID that nobody reads is there for the search only', () => {
		expect(who()).toBe('<div class="who"><b data-id="e1"><bdi>Anna Ek</bdi></b>');
		expect(who({ externalId: '"e1"' })).toContain(' data-id="&quot;e1&quot;"');
	});

	test('an ID that is shown already, or that is missing, is not hidden as well', () => {
		expect(who({ externalId: null })).toContain('<b><bdi>Anna Ek</bdi></b>');
		expect(who({ externalId: 'Anna Ek' })).toContain('<b><bdi>Anna Ek</bdi></b>');
		expect(who({ externalId: '17', about: { ...ABOUT, number: '17' } })).toBe(
			'<div class="who"><b><bdi>Anna Ek</bdi></b><span class="id"><bdi>17</bdi></span>',
		);
	});

	test('number, group and last day each have a line; one that repeats the name has none', () => {
		const about = { number: '17', group: 'Malmö / HR', lastDay: '2026-03-31' };
		expect(who({ externalId: null, about })).toBe(
			[
				'<div class="who"><b><bdi>Anna Ek</bdi></b>',
				'<span class="id"><bdi>17</bdi></span>',
				'<span class="id in"><bdi>Malmö / HR</bdi></span>',
				'<span class="id until"><bdi>last day 2026-03-31</bdi></span>',
			].join(''),
		);
		expect(who({ externalId: null, about: { ...ABOUT, group: 'Anna Ek' } })).toBe(
			'<div class="who"><b><bdi>Anna Ek</bdi></b>',
		);
	});

	test('what the last run did not have is marked as new', () => {
		const chip = ' <span class="chip t-info">new</span>';
		expect(who({ isNew: true })).toContain(chip);
		expect(who({ isNew: false })).not.toContain('chip');
		expect(who()).not.toContain('chip');
	});
});

describe('a change in a row', () => {
	test('has only what there is to say', () => {
		expect(changeHtml(ROW, false, WORDS)).toBe(
			'<div class="who"><b data-id="e1"><bdi>Anna Ek</bdi></b></div><div></div>',
		);
	});

	test('shows the action where it is asked for, each value, the error and the reason', () => {
		const row: ChangeRow = {
			...ROW,
			fields: [
				{ label: 'Title', from: 'Cook', to: null },
				{ label: 'Phone', to: '070 & 1' },
				{ label: 'Birthday' },
			],
			reason: 'Changed in HR.',
			error: 'No <answer>.',
		};
		expect(changeHtml(row, true, WORDS)).toBe(
			[
				'<div class="who"><b data-id="e1"><bdi>Anna Ek</bdi></b><span class="id">Update person</span></div><div>',
				'<dl class="f"><div><dt><bdi>Title</bdi>:</dt> <dd><bdi class="o">Cook</bdi> → <i class="o">empty</i></dd></div>',
				'<div><dt><bdi>Phone</bdi>:</dt> <dd><bdi>070 &amp; 1</bdi></dd></div>',
				'<div><dt><bdi>Birthday</bdi>:</dt> <dd>changed</dd></div></dl>',
				'<p class="err">Error: <bdi>No &lt;answer&gt;.</bdi></p>',
				'<p class="why"><bdi>Changed in HR.</bdi></p></div>',
			].join(''),
		);
	});

	test('an issue has its message, if there is one', () => {
		const row = { kind: 'user' as const, name: 'Anna Ek', externalId: null, about: ABOUT };
		expect(issueHtml({ ...row, message: 'Has no <id>.' }, WORDS)).toBe(
			'<div class="who"><b><bdi>Anna Ek</bdi></b></div><div><p><bdi>Has no &lt;id&gt;.</bdi></p></div>',
		);
		expect(issueHtml({ ...row, message: '' }, WORDS)).toMatch(/<div><\/div>$/);
	});
});

describe('long lists', () => {
	const listed = (count: number) => {
		const html: string[] = [];
		const rows = Array.from({ length: count }, (_, i) => i);
		addRows(html, rows, (row) => `(${row})`, WORDS);
		return html.join('');
	};

	test('are laid out in pieces of fifty, in order and without a gap', () => {
		const html = listed(101);
		expect(html.match(/\(\d+\)/g)).toEqual(Array.from({ length: 101 }, (_, i) => `(${i})`));
		expect(html.match(/<ul class="rows cv">/g)).toHaveLength(2);
		expect(html.match(/<ul class="rows">/g)).toHaveLength(1);
		expect(html.match(/<\/ul>/g)).toHaveLength(3);
		expect(listed(1)).toBe('<ul class="rows"><li>(0)</li>\n</ul>');
		expect(listed(50).match(/<ul/g)).toHaveLength(1);
		expect(listed(0)).toBe('');
	});

	test('end after 10,000 rows with how many more there are', () => {
		expect(listed(10_000)).not.toContain('card');
		const html = listed(11_234);
		expect(html.match(/<li>/g)).toHaveLength(10_000);
		expect(html).toContain('<p class="card">And 1,234 more, left out here');
	});
});

describe('the drawing of the last runs', () => {
	const run = (day: string, made: number, held = 0, failed = 0, issues = 0): RunNumbers => ({
		at: `2026-02-${day}T23:30:00.000Z`,
		made,
		held,
		failed,
		issues,
	});
	const drawn = (
		history: RunNumbers[],
		more: Parameters<typeof addHistory<RunNumbers>>[3] = [],
	) => {
		const html: string[] = [];
		addHistory(html, { history, timeZone: 'Europe/Stockholm' }, WORDS, more);
		return html.join('');
	};
	const bars = (html: string) =>
		[
			...html
				.split('<details')[0]!
				.split('class="history"')[1]!
				.matchAll(/<rect class="(\w+)" x="([\d.]+)" y="([\d.]+)" width="9" height="([\d.]+)"\/>/g),
		].map(([, name, ...numbers]) => [name, ...numbers.map(Number)]);

	test('a bar has what was made at the bottom, what is held and what failed above; the largest is 54 high', () => {
		const html = drawn([run('01', 50, 30, 20), run('02', 25), run('03', 0)]);
		expect(bars(html)).toEqual([
			['own', 0, 33, 27],
			['held', 0, 16.8, 16.2],
			['failed', 0, 6, 10.8],
			['own', 12, 46.5, 13.5],
			['track', 24, 59, 1],
		]);
		expect(html).toContain('viewBox="0 0 36 60"');
	});

	test('what happened at all is seen beside a much larger run', () => {
		expect(bars(drawn([run('01', 10_000), run('02', 1, 0, 1)])).slice(1)).toEqual([
			['own', 12, 58.5, 1.5],
			['failed', 12, 57, 1.5],
		]);
	});

	test('runs in which nothing happened are lines', () => {
		expect(bars(drawn([run('01', 0), run('02', 0)]))).toEqual([
			['track', 0, 59, 1],
			['track', 12, 59, 1],
		]);
	});

	test('is told in words: how many runs, from when to when, in the time zone, and the most', () => {
		expect(drawn([run('01', 7), run('02', 1200, 3), run('03', 5)])).toContain(
			'aria-label="3 runs, from 2026-02-02 00:30 to 2026-02-04 00:30. Most changes in one run: 1,200. The numbers are in the table below."',
		);
	});

	test('a table has the same numbers, the latest run first, and further columns', () => {
		const html = drawn(
			[run('01', 1200, 2, 3, 4), run('02', 5)],
			[
				{ title: 'Seconds', of: ({ made }) => made + 1000 },
				{ title: 'By', of: ({ held }) => (held > 0 ? '<Eva>' : null) },
			],
		);
		const rows = [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row]) =>
			[...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell]) => cell),
		);
		expect(rows).toEqual([
			['When', 'Changes', 'Held', 'Failed', 'To look at', 'Seconds', 'By'],
			['2026-02-03 00:30', '5', '0', '0', '0', '1,005', '<bdi></bdi>'],
			['2026-02-02 00:30', '1,200', '2', '3', '4', '2,200', '<bdi>&lt;Eva&gt;</bdi>'],
		]);
	});
});
