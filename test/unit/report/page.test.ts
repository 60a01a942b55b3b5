import { renderHtml } from '../../../directory/report/html';
import type { ReportInput } from '../../../directory/report/input';
import { summarise } from '../../../directory/report/summarise';
import { sampleInput } from '../../report/sample';

function page(input: Partial<ReportInput> = {}): string {
	return renderHtml(
		summarise({
			title: 'Flex HRM → Winningtemp',
			systems: { target: 'Winningtemp' },
			createdAt: new Date('2026-02-03T00:04:00Z'),
			timeZone: 'Europe/Stockholm',
			...input,
		}),
	);
}

/** What a page says, a line for each element that stands for itself. */
function linesOf(html: string): string[] {
	return html
		.replace(/<(script|style|title)>[\s\S]*?<\/\1>/g, '')
		.replace(/<\/?(p|li|ul|ol|div|h1|h2|summary|details|tr|section|nav|header|form)\b[^>]*>/g, '\n')
		.replace(/<[^>]*>/g, '')
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
}

/** One section of a page, by its id. */
function sectionOf(html: string, id: string): string {
	return new RegExp(`<section class="block" id="${id}"[\\s\\S]*?</section>`).exec(html)?.[0] ?? '';
}

function change(n: number, more: object = {}) {
	return {
		order: n,
		kind: 'user',
		action: 'update',
		externalId: `e${n}`,
		name: `Name ${String(n).padStart(3, '0')}`,
		changes: [{ field: 'email', from: 'old@example.se', to: 'new@example.se' }],
		reason: 'Changed in HR.',
		status: 'applied',
		...more,
	};
}

const GUARD = { name: 'removals', limit: 5, actual: 7, of: 50 };
const SUMMARY = { users: {}, groups: {}, issues: {}, guards: [] };

describe('the head', () => {
	test('says how the file is to be treated, and is titled like the e-mail it comes with', () => {
		const html = page();
		for (const tag of [
			'<meta charset="utf-8">',
			'<meta name="viewport" content="width=device-width,initial-scale=1">',
			'<meta name="color-scheme" content="light dark">',
			'<meta name="referrer" content="no-referrer">',
			'<meta name="robots" content="noindex,nofollow">',
			'<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">',
			'<title>Flex HRM → Winningtemp: Nothing to do (2026-02-03)</title>',
		]) {
			expect(html).toContain(tag);
		}
		expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<style>'));
	});

	test('the time, in the time zone, is beside the title', () => {
		const html = page();
		expect(html).toContain(
			'<time datetime="2026-02-03T00:04:00.000Z">2026-02-03 01:04</time> Europe/Stockholm',
		);
		expect(linesOf(html).slice(0, 2)).toEqual(['Skip to the details', 'Flex HRM → Winningtemp']);
	});

	test.each([
		['ok', 't-ok', {}],
		['attention', 't-look', { issues: [{ severity: 'error', code: 'x', message: 'm' }] }],
		['failed', 't-bad', { changes: [change(1, { status: 'failed' })] }],
	])('a run that is %s has a sign of its own', (_status, tone, input) => {
		const html = page(input);
		const signs = ['M7 12.5', 'M12 7v6', 'M8.5 8.5'].filter((path) => html.includes(path));
		expect(html).toContain(`<div class="status ${tone}">`);
		expect(signs).toHaveLength(1);
		expect(signs[0]).toBe({ 't-ok': 'M7 12.5', 't-look': 'M12 7v6', 't-bad': 'M8.5 8.5' }[tone]);
	});

	test('further remarks are below the headline, if there are any', () => {
		const issues = [{ severity: 'error', code: 'x', message: 'm' }];
		expect(page()).toContain('<p class="remarks">Winningtemp already agrees with HR.</p>');
		expect(page({ issues })).not.toContain('class="remarks"');
	});
});

describe('the figures', () => {
	const tiles = (input: Partial<ReportInput>) =>
		[...page(input).matchAll(/<li( class="zero")?><span class="label">([\s\S]*?)<\/li>/g)].map(
			([, zero, text]) => `${zero ? '(zero) ' : ''}${text!.replace(/<[^>]*>/g, '')}`,
		);

	test('the report also says that nothing was removed, held or refused; other figures only if there are any', () => {
		expect(tiles({})).toEqual([
			'(zero) Created 0 none',
			'(zero) Updated 0 none',
			'(zero) Deactivated 0 none',
			'(zero) Held 0 none',
			'(zero) Failed 0 none',
			'(zero) Unchanged 0 none',
		]);
		expect(page()).toContain('<ul class="tiles of6" aria-label="Figures">');
		const changes = [
			change(1, { action: 'reactivate' }),
			change(2, { action: 'delete' }),
			change(3, { status: 'skipped' }),
		];
		expect(tiles({ changes })).toEqual([
			'(zero) Created 0 none',
			'(zero) Updated 0 none',
			'Reactivated 1 1 person',
			'(zero) Deactivated 0 none',
			'Deleted 1 1 person',
			'(zero) Held 0 none',
			'(zero) Failed 0 none',
			'Skipped 1 1 person',
			'(zero) Unchanged 0 none',
		]);
		expect(page({ changes })).toContain('class="tiles of9"');
	});

	test('the totals are shown only if both sides are known', () => {
		const known = (users: object, groups: object = {}) =>
			linesOf(page({ summary: [{ ...SUMMARY, users, groups }] })).filter((line) =>
				line.startsWith('In HR'),
			);
		expect(known({ wanted: 1, current: 2000 }, { wanted: 3, current: 1 })).toEqual([
			'In HR: 1 person, 3 groups. In Winningtemp before this run: 2,000 people, 1 group.',
		]);
		expect(known({ wanted: 0, current: 0 })).toEqual([
			'In HR: 0 people, 0 groups. In Winningtemp before this run: 0 people, 0 groups.',
		]);
		expect(known({ wanted: 1 })).toEqual([]);
		expect(known({ current: 1 })).toEqual([]);
	});
});

describe('the way around', () => {
	test('all that there is can be reached from the top, with how much it is', () => {
		const html = page(sampleInput());
		const links = [...html.matchAll(/<li><a href="#([a-z]+)">([\s\S]*?)<\/a><\/li>/g)];
		expect(links.map(([, id, text]) => [id, text!.replace(/<[^>]*>/g, '')])).toEqual([
			['held', 'Held for your decision 8'],
			['failed', 'Not done 2'],
			['changes', 'Changes 12'],
			['issues', 'To look at 4'],
			['groups', 'Groups 21'],
			['guards', 'Guards 5'],
		]);
		const headings = [...html.matchAll(/<h2 id="([a-z]+)-heading">([^<]*)<\/h2>/g)];
		expect(headings.map(([, id]) => id)).toEqual(links.map(([, id]) => id));
	});

	test('a single section needs no contents, and no rows need no search', () => {
		const groups = [{ externalId: 'g', name: 'Lön', path: ['Lön'], memberCount: 1 }];
		expect(page({ groups })).not.toMatch(/<nav|role="search"|<footer/);
		expect(page({ changes: [change(1)] })).not.toContain('<nav');
		expect(page({ changes: [change(1)], groups })).toContain('<nav aria-label="Contents">');
	});

	test.each([
		['changes', { changes: [change(1)] }],
		['held changes', { held: [change(1, { guard: GUARD })] }],
		['issues', { issues: [{ severity: 'warning', code: 'x', message: 'm' }] }],
	])('%s can be searched, and the page says that it holds personal data', (_what, input) => {
		const html = page(input);
		expect(html).toContain('role="search" hidden');
		expect(linesOf(html).at(-1)).toBe(
			'This file contains personal data. Keep it where only those who need it can read it, and delete it when it is no longer needed.',
		);
		expect(html).not.toContain('There were no changes');
	});
});

describe('rows', () => {
	test('a change says who, what from what to what, and why', () => {
		const section = sectionOf(page({ changes: [change(1)] }), 'changes');
		expect(section).toContain(
			'<li><div class="who"><b><bdi>Name 001</bdi></b><span class="id"><bdi>e1</bdi></span></div><div><dl class="f"><div><dt><bdi>E-mail</bdi>:</dt> <dd><bdi class="o">old@example.se</bdi> → <bdi>new@example.se</bdi></dd></div></dl><p class="why"><bdi>Changed in HR.</bdi></p></div></li>',
		);
		expect(section).toContain(
			'<details class="part" open><summary><h3><bdi>People updated</bdi></h3> <span class="chip t-info">1</span></summary>',
		);
	});

	test('an empty value is shown as empty, and what is new has no former value', () => {
		const changes = [
			change(1, {
				action: 'create',
				changes: [{ field: 'birthday', from: null, to: null }],
				reason: '',
			}),
			change(2, { changes: [], externalId: null, reason: '' }),
			change(3, { name: 'e3', changes: [], reason: '' }),
		];
		const html = page({ changes });
		expect(html).toContain('<dd><i class="o">empty</i></dd>');
		expect(html).toContain('<li><div class="who"><b><bdi>Name 002</bdi></b></div><div></div></li>');
		expect(html).toContain('<li><div class="who"><b><bdi>e3</bdi></b></div><div></div></li>');
	});

	test('where actions are mixed each row names its own, and an error comes before the reason', () => {
		const html = page({
			changes: [
				change(1, { status: 'failed', error: 'Refused.', changes: [] }),
				change(2, { status: 'skipped', action: 'deactivate', changes: [] }),
			],
			held: [change(3, { guard: GUARD, action: 'delete' })],
		});
		expect(sectionOf(html, 'failed')).toContain(
			'<span class="id">Update person</span></div><div><p class="err">Error: <bdi>Refused.</bdi></p><p class="why"><bdi>Changed in HR.</bdi></p></div>',
		);
		expect(sectionOf(html, 'failed')).toContain('<span class="id">Deactivate person</span>');
		expect(sectionOf(html, 'held')).toContain('<span class="id">Delete person</span>');
		expect(sectionOf(page({ changes: [change(1)] }), 'changes')).not.toContain('Update person');
	});

	test('long lists come in pieces that are laid out when they are looked at; the last one whole', () => {
		const lists = (count: number) => {
			const changes = Array.from({ length: count }, (_, n) => change(n));
			const pieces = page({ changes }).match(/<ul class="rows( cv)?">[\s\S]*?<\/ul>/g)!;
			return pieces.map((piece) => [piece.includes('rows cv'), piece.match(/<li>/g)!.length]);
		};
		expect(lists(49)).toEqual([[false, 49]]);
		expect(lists(50)).toEqual([[true, 50]]);
		expect(lists(101)).toEqual([
			[true, 50],
			[true, 50],
			[false, 1],
		]);
	});
});

describe('what is held', () => {
	test('without a plan number there is no form to open, and it says what happens then', () => {
		const html = page({ held: [change(1, { guard: GUARD })] });
		expect(linesOf(sectionOf(html, 'held')).slice(1, 4)).toEqual([
			'Nothing of this was written. It stays held until the guards let it through.',
			'Many people would be removed 1',
			'7 planned, at most 5 of 50 are let through. More people than usual are missing in HR. Check that they have really left, and that HR gave all companies and everyone employed.',
		]);
		expect(html).not.toContain('class="steps"');
	});

	test('with one, the report says step by step how to release it', () => {
		const html = page({
			held: [change(1, { guard: null })],
			summary: [{ ...SUMMARY, planId: 'p-<1>' }],
		});
		expect(linesOf(sectionOf(html, 'held')).slice(1)).toEqual([
			'Nothing of this was written. To leave it as it is, do nothing. To release it:',
			'Look through the changes below.',
			'Open the form “Release held changes” of the workflow.',
			'Enter the plan number p-&lt;1&gt;. If the plan has changed in the meantime, nothing is written, and the next report has the new number.',
			'Held 1',
			'Look through these changes before you release them.',
			'Name 001e1Update person',
			'E-mail: old@example.se → new@example.se',
			'Changed in HR.',
		]);
	});

	test('what is there needs not to be asked for', () => {
		const input = sampleInput();
		expect(page(input)).not.toMatch(/connect the output/);
		const heldOnly = page({ summary: [{ ...SUMMARY, users: { held: 1 } }] });
		expect(heldOnly).toContain(
			'The held changes themselves were not passed to this report: connect the output Held of the Sync Planner to see them here.',
		);
		expect(heldOnly).not.toContain('connect the output Issues');
	});
});

describe('issues', () => {
	const issues = [
		{ severity: 'error', code: 'missingUsername', message: 'Add one.', name: 'Åsa', username: 'u' },
		{ severity: 'warning', code: 'noLevel', message: 'Look.', externalId: 'e2', name: 'Bo' },
	];

	test('errors and warnings are told apart in words, with what to do', () => {
		const section = sectionOf(page({ issues }), 'issues');
		expect(section).toContain(
			'<summary><span class="chip t-bad">Error</span> <h3><bdi>Missing username</bdi></h3> <span class="chip t-still">1</span></summary>',
		);
		expect(section).toContain('<summary><span class="chip t-look">Warning</span> <h3>');
		expect(section).toContain(
			'<li><div class="who"><b><bdi>Bo</bdi></b><span class="id"><bdi>e2</bdi></span></div><div><p><bdi>Look.</bdi></p></div></li>',
		);
		expect(section).not.toContain('is in the execution');
	});

	test('without names the page says where the messages are, and has no empty ones', () => {
		const html = page({ issues, includeNames: false });
		const section = sectionOf(html, 'issues');
		expect(section).toContain(
			'<p class="muted">What to do about each is in the execution in n8n.</p>',
		);
		expect(section).toContain('<bdi>Person</bdi></b></div><div></div></li>');
		expect(section).not.toMatch(/Look\.|Add one\.|<p><bdi><\/bdi><\/p>/);
		expect(linesOf(html).at(-1)).toBe(
			'People are shown without name and External ID. Their values are left out, as are reasons and messages, which may name people.',
		);
	});

	test('the number of issues is that of errors and warnings together', () => {
		const html = page({ summary: [{ ...SUMMARY, issues: { errors: 2, warnings: 3 } }] });
		expect(sectionOf(html, 'issues')).toContain('connect the output Issues to see them here.');
		expect(sectionOf(page({ ...sampleInput() }), 'issues')).not.toContain('is in the execution');
		const groups = [{ externalId: 'g', name: 'Lön', path: ['Lön'], memberCount: 1 }];
		expect(
			page({ groups, summary: [{ ...SUMMARY, issues: { errors: 2, warnings: 3 } }] }),
		).toContain('To look at <span class="muted">5</span>');
	});
});

describe('groups', () => {
	const group = (externalId: string, parentExternalId: string | null, memberCount: number) => ({
		externalId,
		name: externalId.toUpperCase(),
		parentExternalId,
		path: [externalId],
		memberCount,
	});

	test('each is within the one above it, with its size in words and as a bar', () => {
		const html = sectionOf(
			page({
				groups: [group('a', null, 1), group('b', 'a', 3), group('c', 'b', 0), group('d', null, 2)],
			}),
			'groups',
		);
		expect(linesOf(html).slice(1)).toEqual([
			'in the group itself in groups below it',
			'A',
			'1 person, 4 in all',
			'B',
			'3 people',
			'C',
			'0 people',
			'D',
			'2 people',
		]);
		const outline = html.slice(html.indexOf('</p>')).match(/<\/?(ul|li)\b|<bdi>[A-D]/g)!;
		expect(outline.join(' ')).toBe(
			'<ul <li <bdi>A <ul <li <bdi>B <ul <li <bdi>C </li </ul </li </ul </li <li <bdi>D </li </ul',
		);
		const bars = [
			...html.matchAll(
				/class="below" width="([\d.]+)" height="6"\/><rect class="own" width="([\d.]+)"/g,
			),
		];
		expect(bars.map(([, below, own]) => [below, own])).toEqual([
			['100', '25'],
			['75', '75'],
			['0', '0'],
			['50', '50'],
		]);
	});

	test('what moved and what happened is beside each group, if anything did', () => {
		const html = sectionOf(page(sampleInput()), 'groups');
		const of = (name: string) =>
			[...html.matchAll(/<span class="name"><bdi>(.*?)<\/bdi><\/span>(.*?)<\/div>/g)].flatMap(
				([, one, chips]) => (one === name ? [chips] : []),
			);
		expect(of('Treasury')).toEqual([
			' <span class="chip t-ok"><bdi>new</bdi></span> <span class="chip t-ok"><bdi>+5 in</bdi></span>',
		]);
		expect(of('Payable')).toEqual(['', ' <span class="chip t-still"><bdi>−1 out</bdi></span>']);
		expect(of('Luleå')).toEqual(['']);
	});

	test('an empty tree has bars too', () => {
		expect(page({ groups: [group('a', null, 0)] })).toContain('class="below" width="0"');
	});

	test('very deep levels are indented no further, and only then', () => {
		const chain = Array.from({ length: 12 }, (_, n) =>
			group(`g${n}`, n === 0 ? null : `g${n - 1}`, 1),
		);
		expect(page({ groups: chain }).match(/<ul class="deep">/g)).toHaveLength(1);
		expect(page({ groups: chain.slice(0, 11) })).not.toContain('<ul class="deep">');
	});

	test('a large tree is laid out piece by piece, top group by top group', () => {
		const wide = (count: number) =>
			page({
				groups: Array.from({ length: count }, (_, n) => group(`g${n}`, n < 2 ? null : 'g0', 1)),
			});
		expect(wide(300)).not.toContain('<li class="cvt">');
		expect(wide(301).match(/<li class="cvt">/g)).toHaveLength(2);
	});

	test('groups that go are listed below, without their values; a plan only means to remove them', () => {
		const gone = change(1, { kind: 'group', action: 'delete', name: 'Sälj' });
		const done = sectionOf(page({ changes: [gone] }), 'groups');
		expect(linesOf(done)).toEqual(['Groups', 'Removed groups 1', 'Sälje1', 'Changed in HR.']);
		expect(done).not.toContain('class="tree"');
		const planned = sectionOf(page({ changes: [{ ...gone, status: undefined }] }), 'groups');
		expect(linesOf(planned)[1]).toBe('Groups to remove 1');
		const groups = [group('a', null, 1)];
		expect(sectionOf(page({ groups }), 'groups')).not.toContain('<details');
	});
});

test('each guard says what it counted, and whether it held it', () => {
	const guards = [
		{ name: 'removals', limit: 1500, actual: 1600, of: 15_000, held: true },
		{ name: 'creations', limit: 50, actual: 0, of: 100, held: false },
	];
	const section = sectionOf(page({ summary: [{ ...SUMMARY, guards }] }), 'guards');
	const rows = [...section.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row]) =>
		[...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell]) =>
			cell!.replace(/<[^>]*>/g, ''),
		),
	);
	expect(rows).toEqual([
		['Guard', 'Planned', 'At most', 'Result'],
		['Removals', '1,600', '1,500 of 15,000', 'Held'],
		['Creations', '0', '50 of 100', 'Let through'],
	]);
	expect(section).toContain('<caption class="vh">What each guard counted</caption>');
});
