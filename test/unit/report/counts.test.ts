import * as fc from 'fast-check';
import { renderHtml } from '../../../directory/report/html';
import type { ReportInput } from '../../../directory/report/input';
import { renderMarkdown } from '../../../directory/report/markdown';
import { mailMessage, slackMessage, teamsMessage } from '../../../directory/report/messages';
import { summarise } from '../../../directory/report/summarise';

/** Every number on the page and in messages is the sum of the same rows, whatever comes in. */

const GUARD_NAMES = ['removals', 'moves', 'usernameChanges', 'groupRenames', 'possibleReuse', 'x'];
const FIELDS = ['email', 'groupExternalId', 'name', 'active'];

const change = fc.record({
	kind: fc.constantFrom('user', 'group'),
	action: fc.constantFrom('create', 'update', 'deactivate', 'reactivate', 'delete', 'unchanged'),
	status: fc.constantFrom('applied', 'applied', 'applied', 'failed', 'skipped'),
	externalId: fc.constantFrom('a', 'b', 'c', 'd', null),
	targetId: fc.constantFrom('t1', 't2', null),
	order: fc.nat(30),
	name: fc.constantFrom('Berg', 'Lind', ''),
	error: fc.constantFrom('Refused.', undefined),
	reason: fc.constantFrom('', 'Differs from HR.'),
	changes: fc.array(
		fc.record({ field: fc.constantFrom(...FIELDS), from: fc.constant(null), to: fc.constant('x') }),
		{ maxLength: 2 },
	),
});

const held = fc
	.tuple(change, fc.constantFrom(...GUARD_NAMES), fc.option(fc.nat(9), { nil: undefined }))
	.map(([one, name, because]) => ({
		...one,
		status: undefined,
		because,
		guard: { name, limit: 1, actual: 3, of: 9 },
	}));

const outside = held.map((one) => ({ ...one, guard: { ...one.guard, name: 'scope' } }));

const issue = fc.record({
	severity: fc.constantFrom('error', 'warning'),
	code: fc.constantFrom('missingUsername', 'noManager', 'x'),
	message: fc.constantFrom('One.', 'Two.'),
	externalId: fc.constantFrom('a', 'b'),
	name: fc.constantFrom('Berg', 'Lind'),
});

const skipped = fc.record({
	skipped: fc.constant(true),
	externalId: fc.constantFrom('s1', 's2', 's3'),
	name: fc.constant('Ek'),
});

const kind = fc.record({ held: fc.nat(6), unchanged: fc.nat(6) });
const summary = fc.record({
	planId: fc.constant('p1'),
	users: kind,
	groups: kind,
	issues: fc.record({ errors: fc.nat(4), warnings: fc.nat(4) }),
	skipped: fc.nat(3),
	guards: fc.constant([]),
});

const input: fc.Arbitrary<ReportInput> = fc
	.record({
		changes: fc.array(change, { maxLength: 30 }),
		held: fc.array(fc.oneof(held, outside), { maxLength: 20 }),
		issues: fc.array(fc.oneof(issue, skipped), { maxLength: 10 }),
		summary: fc.array(summary, { maxLength: 1 }),
	})
	.map((lists) => ({
		...lists,
		title: 'Sync',
		systems: { target: 'Winningtemp' },
		createdAt: new Date('2026-02-03T00:04:00Z'),
		timeZone: 'UTC',
	}));

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
const plain = (html: string) => html.replace(/<[^>]*>/g, '');

/** The parts of a section: what the chip says, and how many rows there are. */
function partsOf(section: string): Array<{ title: string; chip: number; rows: number }> {
	return section
		.split('<details class="part"')
		.slice(1)
		.map((part) => ({
			title: plain(/<h3>(.*?)<\/h3>/.exec(part)![1]!),
			chip: Number(/<span class="chip [a-z-]+">(\d+)<\/span><\/summary>/.exec(part)![1]),
			rows: part.match(/<li><div class="who">/g)?.length ?? 0,
		}));
}

/** `3 people, 1 group`: 4. */
const kindsIn = (text: string) =>
	sum([...text.matchAll(/(\d+) (?:person|people|groups?)/g)].map(([, n]) => Number(n)));

function pageOf(html: string) {
	const sections = new Map(
		[...html.matchAll(/<section class="block" id="(\w+)"[\s\S]*?<\/section>/g)].map(
			([section, id]) => [id!, section],
		),
	);
	const contents = [...html.matchAll(/<a href="#(\w+)">[^<]*<span class="muted">(\d+)/g)].map(
		([, id, n]) => [id!, Number(n)] as const,
	);
	const tiles = new Map(
		[
			...html.matchAll(
				/<span class="label">(.*?)<\/span> <span class="n">(\d+)<\/span> <span class="of">(.*?)<\/span>/g,
			),
		].map(([, label, n, of]) => [label!, { n: Number(n), of: of! }]),
	);
	return { sections, contents, tiles };
}

/** Which tile counts the rows of which part. */
const TILES: ReadonlyArray<[tile: string, parts: string[]]> = [
	['Created', ['People created', 'Groups created']],
	['Updated', ['People updated', 'Groups updated']],
	['Reactivated', ['People reactivated', 'Groups reactivated']],
	['Deactivated', ['People deactivated', 'Groups deactivated']],
	['Deleted', ['People deleted', 'Groups deleted']],
	['Failed', ['Failed']],
	['Skipped', ['Skipped']],
];

test('every number on the page is the number of rows below it', () => {
	fc.assert(
		fc.property(input, (given) => {
			const model = summarise(given);
			const { sections, contents, tiles } = pageOf(renderHtml(model));
			const unlisted = (id: string) =>
				Number(/(\d+) (?:is|are) not listed here/.exec(sections.get(id) ?? '')?.[1] ?? 0);
			const parts = [...sections].flatMap(([id, section]) =>
				id === 'groups' ? [] : partsOf(section),
			);
			for (const { chip, rows } of parts) expect(chip).toBe(rows);
			for (const [id, n] of contents) {
				if (id === 'groups' || id === 'guards') continue;
				const rows = sum(partsOf(sections.get(id)!).map((part) => part.rows));
				expect([id, n]).toEqual([id, rows + unlisted(id)]);
			}
			const rowsOf = (titles: string[]) =>
				sum(parts.filter(({ title }) => titles.includes(title)).map(({ rows }) => rows));
			for (const [tile, titles] of TILES) {
				expect([tile, tiles.get(tile)?.n ?? 0]).toEqual([tile, rowsOf(titles)]);
			}
			const heldRows = sum(partsOf(sections.get('held') ?? '').map(({ rows }) => rows));
			expect(tiles.get('Held')!.n).toBe(heldRows + unlisted('held'));
			for (const { n, of } of tiles.values()) expect(kindsIn(of)).toBe(n);
			const made = sum(TILES.slice(0, 5).map(([tile]) => tiles.get(tile)?.n ?? 0));
			const said = `${model.headline} ${model.remarks.join(' ')}`;
			expect(/(\d+) changes? (?:was|were) made/.exec(said)?.[1] ?? '0').toBe(String(made));
			expect(/(\d+) changes? failed/.exec(said)?.[1] ?? '0').toBe(String(tiles.get('Failed')!.n));
		}),
	);
});

test('messages have the numbers of the page', () => {
	fc.assert(
		fc.property(input, (given) => {
			const model = summarise(given);
			const { tiles } = pageOf(renderHtml(model));
			const shown = [...tiles].filter(([, { n }]) => n > 0).map(([label, { of }]) => [label, of]);
			const mail = [...mailMessage(model).matchAll(/<th[^>]*>(.*?)<\/th><td[^>]*>(.*?)<\/td>/g)];
			expect(mail.map(([, label, of]) => [label, of])).toEqual(shown);
			const { body } = (
				teamsMessage(model) as {
					attachments: Array<{ content: { body: Array<{ facts?: object[] }> } }>;
				}
			).attachments[0]!.content;
			expect(body.find(({ facts }) => facts)!.facts).toEqual(
				shown.map(([title, value]) => ({ title, value })),
			);
			const { blocks } = slackMessage(model) as {
				blocks: Array<{ fields?: Array<{ text: string }> }>;
			};
			expect(blocks.find(({ fields }) => fields)?.fields?.map(({ text }) => text) ?? []).toEqual(
				shown.map(([label, of]) => `${label}: ${of}`),
			);
			const markdown = [
				...renderMarkdown(model).matchAll(/([A-Z][a-z ]+) \*\*(\d+)\*\* \((.*?)\)/g),
			];
			expect(markdown.map(([, label, n, of]) => [label, Number(n), of])).toEqual(
				[...tiles].filter(([, { n }]) => n > 0).map(([label, { n, of }]) => [label, n, of]),
			);
		}),
	);
});

test('somebody whom several guards hold is listed once, under the weightiest, with all that is held', () => {
	const row = (guard: string, field: string, order: number) => ({
		order,
		kind: 'user',
		action: 'update',
		externalId: 'a',
		name: 'Anna Berg',
		changes: [{ field, from: 'old', to: 'new' }],
		guard: { name: guard, limit: 1, actual: 2, of: 9 },
	});
	const model = summarise({
		title: 'Sync',
		systems: { target: 'Winningtemp' },
		createdAt: new Date('2026-02-03T00:04:00Z'),
		timeZone: 'UTC',
		held: [row('fieldChanges', 'title', 1), row('usernameChanges', 'email', 2)],
	});
	expect(model.figures.held).toBe(1);
	expect(
		model.held.map(({ guard, rows, others }) => [
			guard!.name,
			rows.map(({ fields }) => fields.map(({ label }) => label)),
			others,
		]),
	).toEqual([
		['usernameChanges', [['Title', 'E-mail']], 0],
		['fieldChanges', [], 1],
	]);
	expect(renderHtml(model)).toContain(
		'1 more is held for another guard as well, and is listed there.',
	);
});

test('guards stand by weight: what makes all doubtful, identities, removals, log-ins, moves, values', () => {
	const names = [
		'groupRenames',
		'moves',
		'removals',
		'possibleReuse',
		'unmappable',
		'usernameChanges',
	];
	const { held } = summarise({
		title: 'Sync',
		systems: { target: 'Winningtemp' },
		createdAt: new Date('2026-02-03T00:04:00Z'),
		timeZone: 'UTC',
		held: names.map((name, n) => ({
			order: n,
			kind: 'user',
			action: 'update',
			externalId: `e${n}`,
			name: 'N',
			changes: [],
			guard: { name, limit: 1, actual: 2, of: 9 },
		})),
	});
	expect(held.map(({ guard }) => guard!.name)).toEqual([
		'unmappable',
		'possibleReuse',
		'removals',
		'usernameChanges',
		'moves',
		'groupRenames',
	]);
});
