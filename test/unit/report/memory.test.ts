import { renderHtml } from '../../../directory/report/html';
import type { ReportInput } from '../../../directory/report/input';
import { renderMarkdown } from '../../../directory/report/markdown';
import { mailMessage } from '../../../directory/report/messages';
import { summarise } from '../../../directory/report/summarise';

/** What a report remembers: what is new since the last run, and the last runs in numbers. */

const GUARD = { name: 'removals', limit: 1, actual: 2, of: 9 };

const leaver = (id: string) => ({
	order: 1,
	kind: 'user',
	action: 'deactivate',
	externalId: id,
	name: `Leaver ${id}`,
	changes: [{ field: 'active', from: true, to: false }],
	guard: GUARD,
});

const issue = (id: string, message = `No address for ${id}.`) => ({
	severity: 'error',
	code: 'missingUsername',
	message,
	subject: { kind: 'user', externalId: id, name: `Person ${id}` },
	details: {},
});

const made = (count: number) =>
	Array.from({ length: count }, (_, n) => ({
		order: n,
		kind: 'user',
		action: 'update',
		externalId: `e${n}`,
		name: `E ${n}`,
		changes: [],
		status: 'applied',
	}));

function run(stored: unknown, more: Partial<ReportInput> = {}) {
	return summarise({
		title: 'Sync',
		systems: { target: 'Winningtemp' },
		createdAt: new Date('2026-02-03T00:04:00Z'),
		timeZone: 'UTC',
		memory: { stored, salt: 'salt-of-this-test' },
		held: [leaver('a'), leaver('b')],
		issues: [issue('c')],
		...more,
	});
}

/** As n8n keeps it: as JSON. */
const kept = (model: ReturnType<typeof run>): unknown => JSON.parse(JSON.stringify(model.memory));

test('the first run marks nothing', () => {
	const model = run(undefined);
	expect(model.figures).not.toHaveProperty('news');
	expect(model.headline).toBe('2 people would be removed: held');
	const html = renderHtml(model);
	expect(html).not.toContain('as in the last run');
	expect(html).not.toContain('>new</span>');
	expect(html).not.toContain('id="history"');
});

test('a night that brings nothing new looks quiet: one sentence, all lists folded, the figures as they are', () => {
	const model = run(kept(run(undefined)), { changes: made(3) });
	expect(model.headline).toBe('Nothing new to look at');
	expect(model.subject).toBe('Sync: Nothing new to look at (2026-02-03)');
	expect(model.remarks).toEqual([
		'2 changes are held for your decision.',
		'1 error in the data to look at.',
		'3 changes were made.',
	]);
	expect(model.figures).toMatchObject({
		status: 'attention',
		held: 2,
		news: { held: 0, issues: 0 },
	});
	const html = renderHtml(model);
	expect(html).toContain('<div class="status t-ok">');
	expect(html).toMatch(
		/<details class="part"><summary><h3><bdi>Many people would be removed<\/bdi><\/h3> <span class="chip t-look">2<\/span> <span class="muted">as in the last run<\/span>/,
	);
	expect(renderMarkdown(model)).toContain('✅ **Nothing new to look at**');
	expect(renderMarkdown(model)).toContain('- 2 as in the last run');
	expect(renderMarkdown(model)).not.toContain('Leaver a');
	expect(mailMessage(model)).toContain('✅ Nothing new to look at');
	expect(run(kept(run(undefined)), { language: 'sv' }).headline).toBe('Inget nytt att granska');
});

test('what is new comes first and is marked; what the last run had is folded below it', () => {
	const model = run(kept(run(undefined)), {
		held: [leaver('a'), leaver('b'), leaver('new')],
		issues: [issue('c', 'The message has another number: 7.'), issue('d')],
	});
	expect(model.headline).toBe('2 people would be removed: held');
	expect(model.remarks[0]).toBe('2 items to look at are new since the last run.');
	expect(model.figures.news).toEqual({ held: 1, issues: 1 });
	const html = renderHtml(model);
	expect(html).toContain('<bdi>Leaver new</bdi></b> <span class="chip t-info">new</span>');
	expect(html.indexOf('Leaver new')).toBeLessThan(html.indexOf('2 as in the last run'));
	expect(html.indexOf('2 as in the last run')).toBeLessThan(html.indexOf('Leaver a'));
	expect(html.match(/>new<\/span>/g)).toHaveLength(2);
});

test('the same person with other values is new', () => {
	const changed = { ...leaver('a'), changes: [{ field: 'email', from: 'x', to: 'y' }] };
	expect(run(kept(run(undefined)), { held: [changed] }).figures.news).toEqual({
		held: 1,
		issues: 0,
	});
});

test.each([
	['saw only some people', { summary: [{ users: {}, groups: {}, partial: true }] }],
	['ended early', { failures: ['Flex did not answer.'] }],
	[
		'did not get its issues',
		{ summary: [{ users: {}, groups: {}, issues: { errors: 1, warnings: 0 } }] },
	],
])('a run that %s forgets nothing', (_what, more) => {
	const short = run(kept(run(undefined)), { held: [], issues: [], ...more });
	expect(run(kept(short)).figures.news).toEqual({ held: 0, issues: 0 });
});

test('a whole run forgets what is gone: if it comes back, it is new', () => {
	const without = run(kept(run(undefined)), { issues: [] });
	expect(run(kept(without)).figures.news).toEqual({ held: 0, issues: 1 });
});

test('something that failed is no quiet night', () => {
	const failed = { ...made(1)[0], status: 'failed', error: 'Refused.' };
	expect(run(kept(run(undefined)), { changes: [failed] }).headline).toBe('1 change failed');
});

test('it holds at most 5,000 findings and 30 runs, and of more it claims nothing', () => {
	const issues = Array.from({ length: 6000 }, (_, n) => issue(`n${n}`));
	let memory: unknown = undefined;
	for (let n = 0; n < 40; n++) memory = kept(run(memory));
	memory = kept(run(memory, { issues }));
	const { findings, runs, isWhole } = memory as {
		findings: string;
		runs: unknown[];
		isWhole: boolean;
	};
	expect(findings).toHaveLength(5000 * 8);
	expect(runs).toHaveLength(30);
	expect(isWhole).toBe(false);
	expect(JSON.stringify(memory).length).toBeLessThan(45_000);
	const next = run(memory, { issues });
	expect(next.figures).not.toHaveProperty('news');
	const rows = next.issues.flatMap((section) => section.rows);
	const judged = (isNew?: boolean) => rows.filter((row) => row.isNew === isNew).length;
	expect(judged(true)).toBe(0);
	expect(judged(false)).toBeGreaterThan(4990);
});

test('it holds no id and no name, and another salt gives other hashes', () => {
	const one = JSON.stringify(kept(run(undefined, { held: [leaver('secret-id')] })));
	expect(one).not.toMatch(/secret|Leaver|Person/);
	const other = summarise({
		title: 'Sync',
		systems: { target: 'Winningtemp' },
		createdAt: new Date('2026-02-03T00:04:00Z'),
		timeZone: 'UTC',
		memory: { stored: undefined, salt: 'another' },
		held: [leaver('secret-id')],
		issues: [issue('c')],
	});
	const findings = (text: string) => (JSON.parse(text) as { findings: string }).findings;
	expect(findings(JSON.stringify(other.memory))).not.toBe(findings(one));
	expect(findings(one)).toHaveLength(16);
});

test.each([null, 'x', 7, [], {}, { salt: 's' }, { salt: '', runs: [] }])(
	'a memory that is none (%j) counts as the first run',
	(stored) => {
		const model = run(stored);
		expect(model.figures).not.toHaveProperty('news');
		expect(model.history).toHaveLength(1);
	},
);

test('without names and for people with protected identity, news says no more than a list', () => {
	const hidden = { ...leaver('h'), name: 'Person h (protected identity)', protectedIdentity: true };
	const first = run(undefined, { held: [hidden, leaver('a')], includeNames: false });
	const next = run(kept(first), {
		held: [hidden, leaver('a'), leaver('b')],
		includeNames: false,
	});
	expect(next.figures.news).toEqual({ held: 1, issues: 0 });
	const page = renderHtml(next) + renderMarkdown(next) + mailMessage(next);
	expect(page).not.toMatch(/Leaver|protected identity|data-id/);
});

describe('the last runs in numbers', () => {
	const runs = [
		{ at: '2026-02-01T00:04:00.000Z', made: 1200, held: 0, failed: 0, issues: 1 },
		{ at: '2026-02-02T00:04:00.000Z', made: 0, held: 0, failed: 0, issues: 1 },
	];
	const stored = { salt: 's', findings: '', isWhole: true, runs };

	test('stand as a drawing with a description, and as a table with the same numbers', () => {
		const html = renderHtml(run(stored, { changes: made(3) }));
		const section = /<section class="block" id="history"[\s\S]*?<\/section>/.exec(html)![0];
		expect(section).toContain(
			'role="img" aria-label="3 runs, from 2026-02-01 00:04 to 2026-02-03 00:04. Most changes in one run: 1,200. The numbers are in the table below."',
		);
		const rows = [...section.matchAll(/<tr><th scope="row">(.*?)<\/tr>/g)].map(([, row]) =>
			row!.replace(/<\/t[hd]>(<td class="num">)?/g, ' ').trim(),
		);
		expect(rows).toEqual([
			'2026-02-03 00:04 3 2 0 1',
			'2026-02-02 00:04 0 0 0 1',
			'2026-02-01 00:04 1,200 0 0 1',
		]);
		const bars = [
			...section.matchAll(/<rect class="(\w+)" x="(\d+)" y="[\d.]+" width="9" height="([\d.]+)"/g),
		];
		expect(bars.map(([, what, x, height]) => [what, x, height])).toEqual([
			['own', '0', '54'],
			['track', '12', '1'],
			['own', '24', '1.5'],
			['held', '24', '1.5'],
		]);
		expect(html).toContain('<a href="#history">Last runs');
	});

	test('in Swedish, too', () => {
		const html = renderHtml(run(stored, { language: 'sv' }));
		expect(html).toContain(
			'aria-label="3 körningar, från 2026-02-01 00:04 till 2026-02-03 00:04. Flest ändringar i en körning: 1\u00A0200. Siffrorna finns i tabellen nedanför."',
		);
	});

	test('this run is remembered with them', () => {
		const { memory } = run(stored, { changes: made(3) });
		expect(memory!.runs.at(-1)).toEqual({
			at: '2026-02-03T00:04:00.000Z',
			made: 3,
			held: 2,
			failed: 0,
			issues: 1,
		});
	});
});
