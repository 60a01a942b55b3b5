import { renderHtml } from '../../../directory/report/html';
import type { ReportInput } from '../../../directory/report/input';
import { summariseQuality } from '../../../directory/report/quality';
import { renderQualityHtml } from '../../../directory/report/qualityPage';
import { summariseRuns } from '../../../directory/report/runs';
import { renderRunsHtml } from '../../../directory/report/runsPage';
import { summarise } from '../../../directory/report/summarise';
import {
	awkwardInput,
	largeInput,
	qualityInput,
	runsInput,
	sampleInput,
	twoPlansInput,
} from '../../report/sample';

const NIGHT = {
	title: 'Night',
	systems: { target: 'Winningtemp' },
	createdAt: new Date('2026-02-03T00:04:00Z'),
	timeZone: 'Europe/Stockholm',
};
const page = (input: Partial<ReportInput>) => renderHtml(summarise({ ...NIGHT, ...input }));

const guard = (more: object = {}) => ({
	...{ name: 'removals', limit: 1, actual: 2, of: 9, held: true },
	...more,
});
const leaver = (id: string) => ({
	...{ order: 1, kind: 'user', action: 'deactivate', externalId: id, name: `Leaver ${id}` },
	...{ changes: [{ field: 'active', from: true, to: false }], guard: guard() },
});
const issue = (id: string) => ({
	...{ severity: 'error', code: 'missingUsername', message: `No address for ${id}.`, details: {} },
	subject: { kind: 'user', externalId: id, name: `Person ${id}` },
});
const summary = (more: object) => [{ users: {}, groups: {}, ...more }];

/** Held changes and issues of which the last run had some. */
function followedBy(input: Partial<ReportInput>, before: Partial<ReportInput>): string {
	const first = summarise({ ...NIGHT, ...before, memory: { stored: undefined, salt: 's' } });
	return page({ ...input, memory: { stored: first.memory, salt: 's' } });
}

describe('every tag of a page is closed where it should be', () => {
	test.each<[string, () => string]>([
		['of a sample', () => page(sampleInput())],
		['without names', () => page({ ...sampleInput(), includeNames: false })],
		['with awkward names', () => page(awkwardInput())],
		['of two plans', () => page(twoPlansInput())],
		['of a dry run that is large', () => page(largeInput(60))],
		['of nothing', () => page({})],
		[
			'of which the last run had some',
			() =>
				followedBy(
					{ held: [leaver('a'), leaver('b')], issues: [issue('c'), issue('d')] },
					{ held: [leaver('a')], issues: [issue('c')] },
				),
		],
		[
			'of changes that follow from others',
			() => page({ held: [leaver('a'), { ...leaver('b'), because: 1 }] }),
		],
		[
			'with the numbers of a week',
			() => page({ summary: summary({ guards: [guard()], week: { since: '2026-01-30' } }) }),
		],
		[
			'of values in HR',
			() => renderQualityHtml(summariseQuality({ ...qualityInput(), groupBy: 'manager' })),
		],
		['of several runs', () => renderRunsHtml(summariseRuns(runsInput()))],
	])('%s', (_what, make) => {
		const html = make().replace(/<(script|style)>[\s\S]*?<\/\1>/g, '');
		const open: string[] = [];
		const wrong: string[] = [];
		for (const [, end, name, rest] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b([^>]*)>/g)) {
			if (/^(meta|link|input|br|hr|img)$/.test(name!) || rest!.endsWith('/')) continue;
			if (end === '') open.push(name!);
			else if (open.pop() !== name) wrong.push(`</${name}>`);
		}
		expect([...wrong, ...open]).toEqual([]);
		expect(html.match(/<[a-z]/g)!.length).toBeGreaterThan(20);
	});
});

describe('the table of guards', () => {
	const tableOf = (html: string) =>
		/<section class="block" id="guards".*?<\/h2>([\s\S]*?)<\/section>/.exec(html)![1]!;
	const head = (week: string) =>
		`<div class="card"><table class="guards"><caption class="vh">What each guard counted</caption><thead><tr><th scope="col">Guard</th><th scope="col" class="num">Planned</th><th scope="col" class="num">At most</th>${week}<th scope="col">Result</th></tr></thead><tbody>`;
	const guards = [guard(), guard({ name: 'moves', limit: 1200, actual: 0, of: 3000, held: false })];
	const row = (name: string, planned: string, most: string, week: string, result: string) =>
		`<tr><th scope="row"><bdi>${name}</bdi></th><td class="num">${planned}</td><td class="num">${most}</td>${week}<td>${result}</td></tr>`;
	const held = '<span class="chip t-look">Held</span>';

	test('with what is planned, and what is let through', () => {
		expect(tableOf(page({ summary: summary({ guards }) }))).toBe(
			[
				head(''),
				row('Removals', '2', '1 of 9', '', held),
				row('Moves Between Groups', '0', '1,200 of 3,000', '', 'Let through'),
				'</tbody></table></div>\n',
			].join(''),
		);
	});

	test('and with the numbers of a week, where there are some', () => {
		const week = (since: unknown) => ({ since, guards: [guard({ limit: 2, actual: 1234 })] });
		const table = (since: string) =>
			[
				head('<th scope="col" class="num">In seven days</th>'),
				row('Removals', '2', '1 of 9', '<td class="num">1,234 of 2</td>', held),
				row('Moves Between Groups', '0', '1,200 of 3,000', '<td class="num">–</td>', 'Let through'),
				`</tbody></table><p class="muted">In seven days: what this workflow wrote ${since}and remembers, with what is planned now.</p></div>\n`,
			].join('');
		expect(tableOf(page({ summary: summary({ guards, week: week('2026-01-30') }) }))).toBe(
			table('since 2026-01-30 '),
		);
		for (const since of [null, 7]) {
			expect(tableOf(page({ summary: summary({ guards, week: week(since) }) }))).toBe(table(''));
		}
	});
});

describe('what is held', () => {
	test('stays open where some of it is new, and is folded where the last run had all', () => {
		const both = [leaver('a'), leaver('b')];
		const part = (html: string) => /id="held"[\s\S]*?(<details class="part".*?>)/.exec(html)![1];
		expect(part(followedBy({ held: both }, { held: [leaver('a')] }))).toBe(
			'<details class="part" open>',
		);
		expect(part(followedBy({ held: both }, { held: both }))).toBe('<details class="part">');
	});

	test('is released by its number, in a form where there is one', () => {
		const planned = { held: [leaver('a')], summary: summary({ planId: '7f3a-91c2' }) };
		const cardOf = (input: Partial<ReportInput>) =>
			/<div class="card">(<p>.*?<\/ol>)<\/div>/.exec(page(input))![1]!.replace(/<[^>]*>/g, '|');
		const [named, linked] = [
			cardOf(planned),
			cardOf({ ...planned, releaseUrl: 'https://n8n.example.com/form/release' }),
		];
		expect(named).toContain('“Release held changes”');
		expect(linked).not.toContain('“Release held changes”');
		// With the address, the number is in the form already.
		expect(linked).not.toBe(named);
	});
});

test('the remarks stand below the headline, and each is a sentence of one paragraph', () => {
	const html = page({ ...sampleInput(), title: 'Night' });
	expect(html).toContain(
		'<p class="remarks">8 changes are held for your decision. 2 people could not be synchronised. 1 change was skipped. 2 errors in the data to look at. 12 changes were made. 2 warnings.</p></div></div>',
	);
	expect(page({ failures: ['No answer.'], summary: [] })).toContain('ended early: No answer</p>');
});

test('the words of the tools are in the page for its script, by their names in small letters', () => {
	const form = /<form class="find"[^>]*>/.exec(page(sampleInput()))![0];
	expect(form).toContain(' data-filter="Filter this list" data-changed="Only changed groups"');
	expect(form).toContain(' data-byname="By name" data-bychange="By change"');
});

test('the foot says what the file holds of people, and nothing where there is nobody', () => {
	const foot = (input: Partial<ReportInput>) =>
		/<\/main>\n([\s\S]*?)<\/div>\n<script>/.exec(page(input))![1];
	expect(foot(sampleInput())).toBe(
		'<footer><p>This file contains personal data. Keep it where only those who need it can read it, and delete it when it is no longer needed.</p></footer>\n',
	);
	expect(foot({ ...sampleInput(), includeNames: false })).toBe(
		'<footer><p>People are shown without name and External ID. Their values are left out, as are reasons and messages, which may name people.</p></footer>\n',
	);
	expect(foot({})).toBe('');
});

test('without names, the page says where to find what is to be done about each issue', () => {
	const words = 'What to do about each is in the execution in n8n.';
	expect(page({ issues: [issue('c')], includeNames: false })).toContain(words);
	expect(page({ issues: [issue('c')] })).not.toContain(words);
	expect(page({ includeNames: false, summary: summary({}) })).not.toContain(words);
});

test('what was skipped and what failed stands apart from what was made', () => {
	const change = (n: number, status: string) => ({
		...{ order: n, kind: 'user', action: 'update', externalId: `e${n}`, name: `N ${n}`, status },
		changes: [{ field: 'title', from: '1', to: '2' }],
	});
	const changes = [change(1, 'applied'), change(2, 'failed'), change(3, 'skipped')];
	const outside = { ...leaver('o'), guard: guard({ name: 'outsidePilot' }) };
	const html = page({ changes, held: [outside, leaver('h')] });
	const namesIn = (id: string) => {
		const section = new RegExp(`<section class="block" id="${id}"[\\s\\S]*?</section>`).exec(html);
		return [...(section?.[0] ?? '').matchAll(/<bdi>([NL][^<]*)<\/bdi>/g)].map(([, name]) => name);
	};
	expect(namesIn('failed')).toEqual(['N 2', 'N 3']);
	expect(namesIn('changes')).toEqual(['N 1']);
	expect(namesIn('held')).toContain('Leaver h');
});
