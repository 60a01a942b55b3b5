import * as fc from 'fast-check';
import { DEFAULT_SETTINGS, planSync } from '../../support/plan';
import type { ReportInput } from '../../../directory/report/input';
import { renderHtml } from '../../../directory/report/html';
import { renderMarkdown } from '../../../directory/report/markdown';
import { summarise } from '../../../directory/report/summarise';
import { guardText } from '../../../directory/report/words';
import { invented, sampleInput } from '../../report/sample';
import { runs } from '../../support/runs';

const NIGHT = {
	title: 'Flex HRM → Winningtemp',
	systems: { target: 'Winningtemp' },
	createdAt: new Date('2026-02-02T23:30:00Z'),
	timeZone: 'Europe/Stockholm',
};

function report(input: Partial<ReportInput>) {
	return summarise({ ...NIGHT, ...input });
}

function change(n: number, more: object = {}) {
	return {
		order: n,
		kind: 'user',
		action: 'update',
		externalId: invented(n).externalId,
		targetId: `t-${n}`,
		name: invented(n).name,
		changes: [],
		reason: 'Differs from HR.',
		status: 'applied',
		attempts: 1,
		...more,
	};
}

describe('status and headline', () => {
	test('an empty run has nothing to do', () => {
		const { figures, headline, remarks, subject } = report({ changes: [{}], summary: [] });
		expect(figures).toMatchObject({ status: 'ok', mode: 'applied', dryRun: false, created: 0 });
		expect(headline).toBe('Nothing to do');
		expect(remarks).toEqual(['Winningtemp already agrees with HR.']);
		expect(subject).toBe('Flex HRM → Winningtemp: Nothing to do (2026-02-03)');
	});

	test('a list that was not everybody is shown as a part, with the reasons', () => {
		const summary = [
			{ users: {}, groups: {}, partial: true, partialReasons: ['Return All is off'] },
		];
		const { figures, headline, remarks } = report({ changes: [change(1)], summary });
		expect(figures.partial).toEqual(['Return All is off']);
		expect(headline).toBe('Everyone on the list is in step');
		expect(remarks).toContain(
			'Only some people were read (Return All is off): everyone else stays as they are, and no group was renamed, moved or deleted.',
		);
		const calm = report({ summary: [{ users: {}, groups: {}, partial: true }] });
		expect(calm.figures.partial).toEqual([]);
		expect(calm.remarks[0]).toBe(
			'Winningtemp already agrees with HR about the people on the list.',
		);
		expect(calm.remarks[1]).toMatch(/^Only some people were read: /);
	});

	test('a pilot: what is outside is shown, and is no decision that somebody has to make', () => {
		const guard = { name: 'scope', limit: 0, actual: 2, of: 3 };
		const held = [2, 3].map((n) => ({ ...change(n), guard, status: undefined }));
		const outside = { users: 2, groups: 0 };
		const scope = { people: ['a', 'b*'], groups: ['Finance'], companies: [], outside };
		const summary = [{ users: { held: 0 }, groups: {}, scope }];
		const { figures, headline, remarks, sections, subject, ...rest } = report({
			changes: [change(1)],
			held,
			summary,
		});
		expect(figures).toMatchObject({ status: 'ok', held: 0, updated: 1, outside: 2 });
		expect(headline).toBe('The pilot is in step');
		expect(subject).toContain('The pilot is in step');
		expect(remarks).toEqual([
			'1 change was made.',
			'A pilot is under way: Scope names 2 people or patterns, 1 group. Changes of 2 people and 0 groups outside it are planned and not written.',
		]);
		expect(rest.held).toEqual([]);
		expect(sections.map(({ title, rows }) => [title, rows.length])).toEqual([
			['People updated', 1],
			['Outside the pilot: planned, not written', 2],
		]);
		const calm = report({ held, summary });
		expect(calm.headline).toBe('Nothing to do');
		expect(calm.remarks[0]).toBe('Winningtemp already agrees with HR about the pilot.');
	});

	test('the limits of a week: what was written, since when, and that nothing is remembered', () => {
		const guard = { name: 'removals', limit: 5, actual: 2, of: 50 };
		const held = [1, 2].map((n) => ({
			...change(n),
			guard: { ...guard, week: { actual: 12, limit: 10 } },
		}));
		const week = {
			since: '2026-01-20',
			guards: [
				{ name: 'removals', actual: 12, limit: 10 },
				{ name: 'fieldChanges', kind: 'user', field: 'title', actual: 40, limit: 90 },
			],
		};
		const guards = [
			{ ...guard, held: true },
			{ name: 'fieldChanges', kind: 'user', field: 'title', limit: 45, actual: 4, of: 50 },
		];
		const summary = { users: {}, groups: {}, guards, week };
		const made = report({ held, summary: [summary] });
		expect(made.figures.guards).toMatchObject([
			{ name: 'removals', week: { actual: 12, limit: 10 }, held: true },
			{ name: 'fieldChanges', week: { actual: 40, limit: 90 }, held: false },
		]);
		expect(made.figures.rememberedSince).toBe('2026-01-20');
		expect(renderMarkdown(made)).toContain(
			'2 planned and 10 written in the last seven days, at most 10 a week are let through',
		);
		const page = renderHtml(made);
		expect(page).toContain('<td class="num">12 of 10</td>');
		expect(page).toContain('what this workflow wrote since 2026-01-20 and remembers');
		expect(made.remarks.join()).not.toContain('limits of a week');
		const none = report({ summary: [{ ...summary, week: { ...week, since: null } }] });
		expect(none.remarks).toContain(
			'The limits of a week start with this run: the workflow has no memory of earlier runs.',
		);
	});

	test('a released plan number is shown, with how many changes it let through', () => {
		const release = { planId: '20261127-3f9a1c07b2d4', changes: 12 };
		const { remarks } = report({ summary: [{ users: {}, groups: {}, release }] });
		expect(remarks).toContain(
			'12 held changes were released by the plan number 20261127-3f9a1c07b2d4.',
		);
		const none = { ...release, changes: 0, why: 'changed' };
		expect(report({ summary: [{ users: {}, groups: {}, release: none }] }).remarks).toEqual([
			'Winningtemp already agrees with HR.',
		]);
	});

	test('changes without trouble: everything is in step', () => {
		const { figures, headline, remarks } = report({ changes: [change(1), change(2)] });
		expect(figures).toMatchObject({ status: 'ok', updated: 2 });
		expect(headline).toBe('Everything is in step');
		expect(remarks).toEqual(['2 changes were made.']);
	});

	test('warnings alone need nobody', () => {
		const issue = { severity: 'warning', code: 'x', message: 'm', subject: {} };
		const { figures, headline, remarks } = report({ changes: [change(1)], issues: [issue] });
		expect(figures.status).toBe('ok');
		expect(headline).toBe('Everything is in step');
		expect(remarks).toContain('1 warning.');
	});

	test('held changes wait for a decision', () => {
		const guard = { name: 'removals', limit: 0, actual: 3, of: 9 };
		const held = [1, 2, 3].map((n) =>
			change(n, { action: 'deactivate', guard, status: undefined }),
		);
		const { figures, headline } = report({ held });
		expect(figures).toMatchObject({ status: 'attention', held: 3, deactivated: 0 });
		expect(headline).toBe('3 people would be removed: held');
	});

	test('a failure outweighs everything, and the rest is shown beside it', () => {
		const { figures, headline, remarks, subject } = summarise(sampleInput());
		expect(figures.status).toBe('failed');
		expect(headline).toBe('1 change failed');
		expect(remarks.slice(0, 3)).toEqual([
			'8 changes are held for your decision.',
			'2 people could not be synchronised.',
			'1 change was skipped.',
		]);
		expect(subject).toBe(
			'Flex HRM → Winningtemp: 1 change failed, 7 people would be removed: held (2026-02-03)',
		);
	});

	test('a dry run says that nothing was written', () => {
		const { figures, headline, remarks } = report({ changes: [change(1, { status: 'dryRun' })] });
		expect(figures).toMatchObject({ mode: 'dryRun', dryRun: true, updated: 1 });
		expect(headline).toBe('Dry run: 1 change would be made');
		expect(remarks).toContain('Nothing was written to Winningtemp.');
	});

	test('changes straight from the planner are planned, not made', () => {
		const { figures, headline, sections } = report({ changes: [change(1, { status: undefined })] });
		expect(figures).toMatchObject({ mode: 'plan', dryRun: true });
		expect(headline).toBe('1 change is planned');
		expect(sections.map(({ title }) => title)).toEqual(['People to update']);
	});

	test('the subject is one short line whatever the title', () => {
		const { subject } = report({ title: `Two\nlines\r\u0000 ${'👩‍🚒'.repeat(100)}` });
		expect(subject.length).toBeLessThanOrEqual(150);
		expect(subject).toMatch(/^Two lines 👩‍🚒/);
		expect(subject).not.toMatch(/\p{Cc}/u);
		expect(subject).toMatch(/Nothing to do \(2026-02-03\)$/);
		expect(Buffer.from(subject).toString()).toBe(subject);
	});

	test('the date is that of the time zone, and an unknown zone counts as UTC', () => {
		expect(report({})).toMatchObject({ date: '2026-02-03', time: '2026-02-03 00:30' });
		expect(report({ timeZone: 'Nowhere/Else' })).toMatchObject({
			time: '2026-02-02 23:30',
			timeZone: 'UTC',
		});
	});
});

describe('figures', () => {
	test('a night in figures, by kind', () => {
		const { figures } = summarise(sampleInput());
		expect(figures.users).toEqual({
			created: 4,
			updated: 2,
			reactivated: 1,
			deactivated: 1,
			deleted: 0,
			held: 8,
			failed: 1,
			skipped: 3,
			unchanged: 230,
			current: 247,
			wanted: 250,
		});
		expect(figures.groups).toMatchObject({ created: 1, updated: 2, deleted: 1, unchanged: 15 });
		expect(figures).toMatchObject({ created: 5, updated: 4, leftOut: 2, planId: '7f3a-91c2' });
		expect(figures.issues).toEqual({ errors: 2, warnings: 2 });
	});

	test('case 14: a username swap writes thrice, counts two people and lists two', () => {
		const { figures, sections } = report({ changes: [change(1), change(2), change(1)] });
		expect(figures.updated).toBe(2);
		expect(sections[0]!.rows).toHaveLength(2);
	});

	test('someone who is created and then linked to a manager counts once, as created', () => {
		const { figures } = report({
			changes: [change(1), change(1, { action: 'create', targetId: null })],
		});
		expect(figures).toMatchObject({ created: 1, updated: 0 });
	});

	test('a group that is created and then gets its manager is listed once, with both', () => {
		const group = { kind: 'group', targetId: null };
		const { figures, sections } = report({
			changes: [
				change(7, {
					...group,
					externalId: 'g',
					changes: [{ field: 'managerExternalId', from: null, to: 'm' }],
					reason: 'Has a new manager in HR.',
				}),
				change(1, {
					...group,
					externalId: 'g',
					action: 'create',
					changes: [{ field: 'name', from: null, to: 'Sälj' }],
					reason: 'Is in HR.',
				}),
			],
		});
		expect(figures).toMatchObject({ created: 1, updated: 0 });
		expect(sections.map(({ title, rows }) => [title, rows.length])).toEqual([
			['Groups created', 1],
		]);
		expect(sections[0]!.rows[0]).toMatchObject({
			action: 'create',
			fields: [
				{ label: 'Name', to: 'Sälj' },
				{ label: 'Manager', to: 'm' },
			],
			reason: 'Is in HR. Has a new manager in HR.',
		});
	});

	test('what follows from a held change is listed apart from what tripped the guard', () => {
		const guard = { name: 'moves', limit: 5, actual: 6, of: 10 };
		const model = report({
			held: [change(1, { guard }), change(2, { guard, because: 1 }), change(3, { guard })],
		});
		const [section] = model.held;
		expect(section!.rows.map(({ externalId }) => externalId)).toEqual([
			invented(1).externalId,
			invented(3).externalId,
		]);
		expect(section!.following.map(({ externalId }) => externalId)).toEqual([
			invented(2).externalId,
		]);
		expect(renderHtml(model)).toContain(
			'<details class="follow"><summary>1 change follows from these</summary>',
		);
		expect(renderMarkdown(model)).toContain('- 1 change follows from these');
	});

	test('somebody who is held for two reasons stands under the weightier one, and as what tripped it', () => {
		const of = (name: string) => ({ name, limit: 5, actual: 6, of: 10 });
		const sections = (...held: object[]) =>
			report({ held }).held.map(({ guard, rows, following, others }) => [
				...[guard!.name, rows.length, following.length, others],
			]);
		const follows = change(1, { guard: of('moves'), because: 2 });
		const trips = change(1, { guard: of('moves'), order: 3 });
		expect(sections(follows, trips)).toEqual([['moves', 1, 0, 0]]);
		const returns = change(1, { guard: of('reactivations'), because: 2, order: 4 });
		const comes = change(1, { guard: of('creations'), order: 5 });
		expect(sections(comes, returns)).toEqual([
			['reactivations', 0, 1, 0],
			['creations', 0, 0, 1],
		]);
	});

	test('more than 20 rows are folded, 20 are not', () => {
		const html = (n: number) =>
			renderHtml(report({ changes: Array.from({ length: n }, (_, i) => change(i)) }));
		expect(html(20)).toContain('<details class="part" open>');
		expect(html(21)).toContain('<details class="part"><summary>');
	});

	test('what only the summary knows is taken from it', () => {
		const users = { current: 9, wanted: 8, unchanged: 7, held: 4 };
		const { figures } = report({
			summary: [
				{ planId: 'p1', users, groups: {}, issues: { errors: 1, warnings: 2 }, guards: [] },
			],
		});
		expect(figures).toMatchObject({ held: 4, unchanged: 7, status: 'attention' });
		expect(figures.issues).toEqual({ errors: 1, warnings: 2 });
	});

	test('without a summary the guards are those that hold something', () => {
		const guard = { name: 'moves', limit: 5, actual: 6, of: 10 };
		const { figures } = report({ held: [change(1, { guard }), change(2, { guard })] });
		expect(figures.guards).toEqual([{ ...guard, held: true }]);
	});
});

describe('what comes in', () => {
	test('results of Create or Update are understood', () => {
		const result = (action: string, more: object = {}) => ({
			externalId: invented(1).externalId,
			targetId: 't-1',
			username: 'u',
			name: invented(1).name,
			action,
			changes: [],
			...more,
		});
		const { figures, sections } = report({
			changes: [
				result('created'),
				result('updated', { externalId: 'b', changes: [{ field: 'email', from: 'a', to: 'b' }] }),
				result('unchanged', { externalId: 'c' }),
				result('failed', { externalId: 'd', error: { message: 'Refused.' } }),
				{ externalId: 'g', targetId: 't', name: 'Finance', action: 'created', changes: [] },
			],
		});
		expect(figures.users).toMatchObject({ created: 1, updated: 1, unchanged: 1, failed: 1 });
		expect(figures.groups.created).toBe(1);
		expect(figures.mode).toBe('applied');
		expect(sections[0]).toMatchObject({ title: 'Failed', rows: [{ error: 'Refused.' }] });
	});

	test('a dry run of Create or Update is a dry run', () => {
		const item = { externalId: 'a', username: 'u', name: 'N', action: 'created', dryRun: true };
		expect(report({ changes: [item] }).figures.mode).toBe('dryRun');
	});

	test('warnings of applied changes become issues', () => {
		const { issues } = report({ changes: [change(1, { warnings: ['No manager yet.'] })] });
		expect(issues).toMatchObject([
			{ severity: 'warning', rows: [{ name: invented(1).name, message: 'No manager yet.' }] },
		]);
	});

	test('case 16: people who were skipped are counted and named with their issues', () => {
		const issue = {
			severity: 'error',
			code: 'missingUsername',
			message: 'No work e-mail.',
			subject: { kind: 'user', externalId: 'E-1', name: 'Åsa Almgren' },
			details: {},
		};
		const item = { externalId: 'E-1', name: 'Åsa Almgren', skipped: true, issues: [issue] };
		const { figures, headline, issues } = report({ issues: [item, issue, item] });
		expect(figures).toMatchObject({ leftOut: 1, skipped: 1, status: 'attention' });
		expect(figures.issues.errors).toBe(1);
		expect(headline).toBe('1 person could not be synchronised');
		expect(issues).toMatchObject([{ title: 'Missing username', rows: [{ name: 'Åsa Almgren' }] }]);
	});

	test('people who carry issues are not counted as left out', () => {
		const person = {
			externalId: 'E-1',
			username: 'u',
			firstName: 'Åsa',
			lastName: 'Almgren',
			issues: [{ severity: 'warning', code: 'genderUnknown', message: 'Gender 7.' }],
		};
		const { figures, issues } = report({ issues: [person] });
		expect(figures).toMatchObject({ leftOut: 0, skipped: 0 });
		expect(issues[0]!.rows).toMatchObject([{ kind: 'user', name: 'Åsa Almgren' }]);
	});

	test('items count as what they are, wherever they are connected', () => {
		const { changes, held, issues, summary, groups, ...rest } = sampleInput();
		const all = [...changes!, ...held!, ...issues!, ...summary!, ...groups!];
		expect(summarise({ ...rest, changes: all })).toEqual(summarise(sampleInput()));
		expect(summarise({ ...rest, groups: all })).toEqual(summarise(sampleInput()));
	});

	test('anything whatever gives a report', () => {
		const items = fc.array(fc.anything());
		fc.assert(
			fc.property(items, items, items, (changes, held, issues) => {
				const model = report({ changes, held, issues, summary: issues, groups: held });
				expect(model.headline).not.toBe('');
			}),
		);
	});

	test('odd values in known shapes give a report', () => {
		const text = fc.oneof(fc.string(), fc.anything());
		const item = fc.record({
			action: fc.constantFrom('create', 'update', 'failed', 'unchanged', '__proto__'),
			kind: fc.constantFrom('user', 'group', 'toString'),
			externalId: text,
			name: text,
			changes: fc.oneof(fc.array(fc.record({ field: fc.string(), from: text, to: text })), text),
			guard: text,
			path: text,
			severity: fc.constantFrom('error', 'warning', undefined),
			message: text,
			issues: text,
			error: text,
		});
		fc.assert(
			fc.property(fc.array(item), (changes) => {
				expect(report({ changes, held: changes }).headline).not.toBe('');
			}),
		);
	});
});

describe('what is shown', () => {
	test('failures come first, then people, then groups, each by name', () => {
		const { sections } = summarise(sampleInput());
		expect(sections.map(({ title, rows }) => `${title} ${rows.length}`)).toEqual([
			'Failed 1',
			'Skipped 1',
			'People created 4',
			'People updated 2',
			'People reactivated 1',
			'People deactivated 1',
			'Groups created 1',
			'Groups updated 2',
			'Groups deleted 1',
		]);
		expect(sections[2]!.rows.map(({ name }) => name)).toEqual([
			'Björn Almgren',
			'Cecilia Almgren',
			'David Almgren',
			'Elin Almgren',
		]);
	});

	test('values are told in words, groups and managers by name', () => {
		const { sections } = summarise(sampleInput());
		const rows = sections.find(({ title }) => title === 'People updated')!.rows;
		expect(rows.find(({ externalId }) => externalId === 'E-10040')!.fields).toEqual([
			{
				label: 'Group',
				from: 'Stockholm › Finance › Payable',
				to: 'Stockholm › Finance › Treasury',
			},
			{ label: 'Manager', from: invented(20).name, to: null },
			{ label: 'Excluded from surveys', from: 'no', to: 'yes' },
		]);
	});

	test('what is new has no former value', () => {
		const { sections } = report({
			changes: [
				change(1, {
					action: 'create',
					changes: [{ field: 'attributes.Cost centre', from: null, to: { code: 7 } }],
				}),
			],
		});
		expect(sections[0]!.rows[0]!.fields).toEqual([{ label: 'Cost centre', to: '{"code":7}' }]);
	});

	test('held changes stand by guard, with what to look at', () => {
		const { held } = summarise(sampleInput());
		expect(held.map(({ guard, title, rows }) => [guard!.name, title, rows.length])).toEqual([
			['possibleReuse', 'An External ID may have been given to someone else', 1],
			['removals', 'Many people would be removed', 7],
		]);
		for (const { explanation } of held) expect(explanation).toMatch(/\.$/);
	});

	test('errors come before warnings', () => {
		const { issues } = summarise(sampleInput());
		expect(issues.map(({ severity, title }) => `${severity}: ${title}`)).toEqual([
			'error: Missing username',
			'warning: Manager not found',
			'warning: Unsupported attribute',
		]);
	});

	test('only a web address becomes the address of the form', () => {
		const address = 'https://n8n.example.com/form/release';
		expect(report({ releaseUrl: ` ${address} ` }).releaseUrl).toBe(address);
		const summary = [{ users: {}, groups: {}, planId: '20261127-3f9a 1' }];
		expect(report({ releaseUrl: `${address}#top`, summary }).releaseUrl).toBe(
			`${address}?plan=20261127-3f9a%201#top`,
		);
		for (const releaseUrl of ['javascript:alert(1)', 'data:text/html,x', 'https://a b', '']) {
			expect(report({ releaseUrl }).releaseUrl).toBeNull();
		}
	});

	test('without names no personal value is left anywhere', () => {
		const input = { ...sampleInput(), includeNames: false };
		const told = JSON.stringify(summarise(input));
		const changes = [...input.changes!, ...input.held!] as Array<{ name: string }>;
		const names = changes.map(({ name }) => name);
		const ofPeople = names.filter((name) => name.includes(' ') && !name.includes('&'));
		for (const name of ofPeople) expect(told).not.toContain(name);
		for (const personal of ['@example.se', 'Sundin', 'Torsten', '1961-02-28', 'Almgren', 'Åsa']) {
			expect(told).not.toContain(personal);
		}
		expect(told).not.toContain('E-10');
		expect(told).toContain('Stockholm › Finance › Treasury');
	});
});

test('case 38: the order of the input makes no difference', () => {
	const input = sampleInput();
	const expected = summarise(input);
	const shuffled = (list: readonly unknown[]) =>
		fc.shuffledSubarray([...list], { minLength: list.length });
	fc.assert(
		fc.property(
			shuffled(input.changes!),
			shuffled(input.held!),
			shuffled(input.issues!),
			shuffled(input.groups!),
			(changes, held, issues, groups) => {
				expect(summarise({ ...input, changes, held, issues, groups })).toEqual(expected);
			},
		),
		{ numRuns: runs(25) },
	);
});

describe('a plan of the Sync Planner', () => {
	const person = (n: number, more: object = {}) => {
		const { externalId, firstName, lastName, username } = invented(n);
		return { externalId, firstName, lastName, username, groupExternalId: 'g2', ...more };
	};
	const user = (n: number, more: object = {}) => ({
		...person(n, { groupExternalId: 'g1' }),
		kind: 'user' as const,
		targetId: `t-${n}`,
		active: true,
		memberOf: ['tg-1'],
		...more,
	});
	const planned = () =>
		planSync({
			groups: ['g1', 'g2'].map((externalId) => ({
				externalId,
				name: externalId,
				parentExternalId: null,
				managerExternalId: null,
				level: 1,
				path: [externalId],
				memberCount: 1,
			})),
			users: [
				person(1, { username: invented(2).username }),
				person(2, { username: invented(1).username }),
				person(3),
				person(4, { groupExternalId: 'g1' }),
			],
			current: {
				users: [user(1), user(2), user(4), ...Array.from({ length: 8 }, (_, n) => user(n + 10))],
				groups: [
					{
						kind: 'group',
						targetId: 'tg-1',
						externalId: 'g1',
						name: 'g1',
						parentExternalId: null,
						managerExternalId: null,
					},
				],
			},
			settings: DEFAULT_SETTINGS,
		});
	const both = () => {
		const plan = planned();
		const { changes, held, issues, summary } = plan;
		return { ...plan, model: report({ changes, held, issues, summary: [summary] }) };
	};

	test('is counted as the planner counts it', () => {
		const { summary, model } = both();
		for (const kind of ['users', 'groups'] as const) {
			const { created, updated, deactivated, deleted, ...rest } = model.figures[kind];
			expect({ created, updated, deactivated, deleted, held: rest.held }).toEqual({
				created: summary[kind].create,
				updated: summary[kind].update,
				deactivated: summary[kind].deactivate,
				deleted: summary[kind].delete,
				held: summary[kind].held,
			});
			expect(rest.unchanged).toBe(summary[kind].unchanged);
		}
		expect(model.figures).toMatchObject({ mode: 'plan', planId: summary.planId });
		expect(summary.users).toMatchObject({ create: 1, held: 8 });
	});

	test('shows each of its changes and each of its guards in words', () => {
		const { changes, held, summary, model } = both();
		const heldRows = model.held.flatMap(({ rows, following }) => [...rows, ...following]);
		const rows = [...model.sections.flatMap((section) => section.rows), ...heldRows];
		// One person has two changes, of a username that is exchanged, in one row.
		expect(changes.length).toBe(5);
		expect(rows).toHaveLength(4 + held.length);
		for (const { reason, name } of rows)
			expect([name, reason]).toEqual([name, expect.stringMatching(/\.$/)]);
		for (const { name } of summary.guards) {
			expect(guardText(name).explanation).not.toBe(guardText('unknown').explanation);
		}
	});
});

test('case 34: a user made by hand that Create or Update adopted says so', () => {
	const item = { externalId: 'a', username: 'u', name: 'N', action: 'updated', adopted: true };
	const [section] = report({ changes: [item] }).sections;
	expect(section!.rows[0]!.reason).toMatch(/made by hand.*adopted/);
});

test('an item that Apply refused as not a change counts as failed', () => {
	const item = {
		colour: 'blue',
		status: 'failed',
		error: 'This item is not a change.',
		attempts: 0,
	};
	const { figures, sections } = report({ changes: [item] });
	expect(figures.failed).toBe(1);
	expect(sections[0]!.rows[0]!.error).toBe('This item is not a change.');
});
