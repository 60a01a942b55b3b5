import fc from 'fast-check';
import { renderHtml } from '../../../directory/report/html';
import { compared } from '../../../directory/report/comparison';
import { readInput, type ReportInput } from '../../../directory/report/input';
import { renderMarkdown } from '../../../directory/report/markdown';
import { summarise } from '../../../directory/report/summarise';
import type { Company } from '../plan/company';
import { mornings, wantedOf } from '../plan/company';
import { Model } from '../plan/model';
import { planAll, UNGUARDED } from '../plan/mornings';
import { everyGuard } from '../../support/guards';
import { runs } from '../../support/runs';
import { currentGroup, group, person, user } from '../../support/people';
import { DEFAULT_SETTINGS, planSync, type Plan, type TestInput } from '../../support/plan';

const NIGHT = {
	title: 'What if?',
	systems: { target: 'Winningtemp' },
	createdAt: new Date('2026-11-28T06:00:00Z'),
	timeZone: 'Europe/Stockholm',
	sides: ['present settings', 'changed settings'] as const,
};

function listsOf({ changes, held, issues, summary }: Plan) {
	return { changes, held, issues, summary: [summary] };
}

function compare(present: Plan, other: Plan, more: Partial<ReportInput> = {}) {
	const { changes, held, issues, summary } = listsOf(present);
	const comparedWith = { changes: [...changes, ...held, ...issues, ...summary] };
	return summarise({ ...NIGHT, ...listsOf(other), comparedWith, ...more });
}

/** Malmö and Finance exist; Åsa and Björn are in Finance, Cilla is new, Doris has left HR. */
function plan(
	users: TestInput['users'],
	groups = [malmö, finance],
	settings: Partial<TestInput['settings']> = {},
): Plan {
	const made = planSync({
		groups,
		users,
		current: {
			groups: [
				currentGroup({ externalId: 'm', name: 'Malmö', parentExternalId: null }),
				currentGroup({ externalId: 'f', name: 'Finance', parentExternalId: 'm' }),
			],
			users: [
				user({ externalId: 'p1', memberOf: ['t-f'] }),
				user({ externalId: 'p2', firstName: 'Björn', memberOf: ['t-f'] }),
				user({ externalId: 'p4', firstName: 'Doris', memberOf: ['t-f'] }),
			],
		},
		settings: { ...DEFAULT_SETTINGS, ...settings },
	});
	return { ...made, summary: { ...made.summary, groupTree: groups } };
}

const malmö = group({ externalId: 'm', name: 'Malmö', path: ['Malmö'] });
const finance = group({
	externalId: 'f',
	name: 'Finance',
	path: ['Malmö', 'Finance'],
	parentExternalId: 'm',
	memberCount: 3,
});
const payroll = group({
	externalId: 'l',
	name: 'Payroll',
	path: ['Malmö', 'Finance', 'Payroll'],
	parentExternalId: 'f',
	memberCount: 1,
});
const åsa = person({ externalId: 'p1', groupExternalId: 'f' });
const björn = person({ externalId: 'p2', firstName: 'Björn', groupExternalId: 'f' });
const cilla = person({ externalId: 'p3', firstName: 'Cilla', groupExternalId: 'f' });
const doris = person({ externalId: 'p4', firstName: 'Doris', groupExternalId: 'f' });

function rowsOf(model: ReturnType<typeof summarise>) {
	return model.sections.flatMap(({ title, rows }) =>
		rows.map(({ name, fields }) => ({
			title,
			name,
			fields: fields.map(({ label, from, to }) => `${label}: ${from ?? '–'} → ${to ?? '–'}`),
		})),
	);
}

test('two plans that are the same differ in nothing, and the page says so', () => {
	const same = plan([åsa, cilla]);
	const model = compare(same, same);
	expect(model.headline).toBe('Both plans end with the same result');
	expect(model.figures).toMatchObject({ mode: 'compared', dryRun: true, created: 0, updated: 0 });
	expect(model.figures.users).toMatchObject({ unchanged: 2, deactivated: 0 });
	expect(model.sections).toEqual([]);
});

test('a level more: the new group, and who would be in it, with the place under either setting', () => {
	const present = plan([åsa, björn, cilla, doris]);
	const other = plan(
		[{ ...åsa, groupExternalId: 'l' }, björn, { ...cilla, groupExternalId: 'l' }, doris],
		[malmö, finance, payroll],
	);
	const model = compare(present, other);
	expect(rowsOf(model)).toEqual([
		{
			title: 'People different',
			name: 'Cilla Ek',
			fields: ['Group: Malmö › Finance → Malmö › Finance › Payroll'],
		},
		{
			title: 'People different',
			name: 'Åsa Ek',
			fields: ['Group: Malmö › Finance → Malmö › Finance › Payroll'],
		},
		expect.objectContaining({ title: 'Groups added', name: 'Payroll' }),
	]);
	expect(model.headline).toBe('3 results differ');
	expect(model.remarks[0]).toBe('Values are shown as: present settings → changed settings.');
	expect(model.figures.users.unchanged).toBe(2);
});

test('another day: who joins, who leaves, and who stays although the present plan removes them', () => {
	const joins = compare(plan([åsa, björn]), plan([åsa, björn, cilla]));
	expect(rowsOf(joins)).toEqual([
		expect.objectContaining({ title: 'People added', name: 'Cilla Ek' }),
	]);
	const leaves = compare(plan([åsa, björn, cilla, doris]), plan([åsa, cilla, doris]));
	expect(rowsOf(leaves)).toEqual([
		expect.objectContaining({ title: 'People deactivated', name: 'Björn Ek' }),
	]);
	const stays = compare(plan([åsa, björn]), plan([åsa, björn, doris]));
	expect(rowsOf(stays)).toEqual([{ title: 'People kept', name: 'Doris Ek', fields: [] }]);
	const isNotMade = compare(plan([åsa, björn, cilla]), plan([åsa, björn]));
	expect(rowsOf(isNotMade)).toEqual([{ title: 'People gone', name: 'Cilla Ek', fields: [] }]);
});

test('what the changed settings leave alone is shown as the target has it', () => {
	const renamed = plan([{ ...åsa, lastName: 'Ekström' }, björn, doris]);
	const asItWas = plan([åsa, björn, doris]);
	expect(rowsOf(compare(renamed, asItWas))).toEqual([
		{ title: 'People different', name: 'Åsa Ekström', fields: ['Last name: Ekström → Ek'] },
	]);
	expect(rowsOf(compare(asItWas, renamed))).toEqual([
		{ title: 'People different', name: 'Åsa Ekström', fields: ['Last name: Ek → Ekström'] },
	]);
});

test('somebody whom only the present plan mentions has the number that HR knows', () => {
	const present = plan([åsa, björn]);
	const people = [{ externalId: 'p4', name: 'Doris Ek', number: '1044', path: ['Malmö'] }];
	const withNumber = { ...present, summary: { ...present.summary, people } };
	const { sections } = compare(withNumber, plan([åsa, björn, doris]));
	expect(
		sections.flatMap(({ rows }) => rows.map(({ name, about }) => [name, about.number])),
	).toEqual([['Doris Ek', '1044']]);
});

test('new groups whose External IDs are made in another way are the same groups', () => {
	const byCode = { ...payroll, externalId: 'code-7' };
	const inPayroll = (id: string) =>
		plan(
			[{ ...åsa, groupExternalId: id }, björn, doris],
			[malmö, finance, id === 'l' ? payroll : byCode],
		);
	expect(rowsOf(compare(inPayroll('l'), inPayroll('code-7')))).toEqual([
		{ title: 'Groups different', name: 'Payroll', fields: ['External ID: l → code-7'] },
	]);
});

test('two new groups of one path are two groups, also where the other plan makes one of them', () => {
	const byCode = (id: string) => ({ ...payroll, externalId: id });
	const two = plan(
		[{ ...åsa, groupExternalId: 'code-7' }, { ...björn, groupExternalId: 'code-8' }, doris],
		[malmö, finance, byCode('code-7'), byCode('code-8')],
	);
	const one = plan(
		[{ ...åsa, groupExternalId: 'l' }, { ...björn, groupExternalId: 'l' }, doris],
		[malmö, finance, payroll],
	);
	const payrollPath = 'Malmö › Finance › Payroll';
	const groupsOf = (model: ReturnType<typeof summarise>) =>
		rowsOf(model).filter(({ title }) => title.startsWith('Groups'));
	expect(groupsOf(compare(two, one))).toEqual([
		{ title: 'Groups different', name: payrollPath, fields: ['External ID: code-7 → l'] },
		{ title: 'Groups gone', name: payrollPath, fields: [] },
	]);
});

test('an External ID that one plan gives to a user who is there, and the other to somebody new, is two people', () => {
	const renumbered = plan([åsa, björn, { ...doris, externalId: 'p5' }]);
	const another = { ...doris, externalId: 'p5', username: 'doris2@x.se', lastName: 'Lind' };
	const both = plan([åsa, björn, doris, another]);
	expect(rowsOf(compare(renumbered, both))).toEqual([
		{ title: 'People added', name: 'Doris Lind', fields: expect.any(Array) as string[] },
		{ title: 'People different', name: 'Doris Ek', fields: ['External ID: p5 → p4'] },
	]);
	expect(rowsOf(compare(both, renumbered))).toEqual([
		{ title: 'People different', name: 'Doris Ek', fields: ['External ID: p4 → p5'] },
		{ title: 'People gone', name: 'Doris Lind', fields: [] },
	]);
});

test('what a guard would hold comes first, under the guard, and nothing offers to release it', () => {
	const guards = everyGuard({ count: 0, share: 0 });
	const users = [{ ...åsa, groupExternalId: 'm' }, björn, doris];
	const model = compare(plan([åsa, björn, doris]), plan(users, undefined, { guards }), {
		releaseUrl: 'https://n8n.example.com/form/release',
	});
	expect(model.held).toHaveLength(1);
	expect(model.held[0]!.rows).toEqual([
		expect.objectContaining({
			name: 'Åsa Ek',
			fields: [{ label: 'Group', from: 'Malmö › Finance', to: 'Malmö' }],
		}),
	]);
	expect(model.sections).toEqual([]);
	expect(model.headline).toBe('1 result differs');
	expect(model.remarks.slice(1, 3)).toEqual([
		'Guards would hold 1 of them.',
		'Nothing was written to Winningtemp.',
	]);
	const [html, markdown] = [renderHtml(model), renderMarkdown(model)];
	for (const page of [html, markdown]) {
		expect(page).toContain('Guards would hold these changes until a person releases them.');
		expect(page).toContain('Would be held');
		expect(page).not.toMatch(/form\/release|for your decision/);
	}
});

test('only issues that the changed settings bring are listed', () => {
	const skipped = (id: string) => ({
		externalId: id,
		name: id,
		skipped: true as const,
		issues: [
			{
				severity: 'error' as const,
				code: 'missingUsername',
				message: 'Has no username.',
				subject: { kind: 'user' as const, externalId: id, name: id },
				details: {},
			},
		],
	});
	const model = compare(plan([åsa, skipped('x')]), plan([åsa, skipped('x'), skipped('y')]));
	expect(model.issues.flatMap(({ rows }) => rows.map(({ name }) => name))).toEqual(['y']);
	expect(model.figures.leftOut).toBe(1);
});

test('a plan that could not be made is named, and everything is not called different', () => {
	const model = compare(plan([åsa]), plan([åsa]), { failures: ['Flex HRM cannot be reached'] });
	expect(model.headline).toBe('The run ended early: Flex HRM cannot be reached');
	expect(model.figures.status).toBe('failed');
});

test('without names, a comparison names nobody', () => {
	const html = renderHtml(
		compare(plan([åsa, björn, doris]), plan([{ ...åsa, lastName: 'Ekström' }, björn, cilla]), {
			includeNames: false,
		}),
	);
	for (const name of ['Ekström', 'Åsa', 'Cilla', 'p1', 'p3']) expect(html).not.toContain(name);
	expect(html).toContain('People different');
});

test('in Swedish', () => {
	const model = compare(plan([åsa, björn]), plan([åsa, björn, cilla]), { language: 'sv' });
	expect(model.headline).toBe('1 resultat skiljer sig');
	expect(model.sections.map(({ title }) => title)).toEqual(['Tillkommer medarbetare']);
});

/** What a directory has when a plan is done, by kind and External ID; new groups by their paths. */
function endOf(model: Model, plan: Plan, nameOf: (id: string) => string): Map<string, string> {
	const copy = model.copy();
	copy.applyAll(plan.changes);
	const end = new Map<string, string>();
	const keys = userKeys(model, plan);
	for (const text of copy.snapshot().users) {
		const one = JSON.parse(text) as { externalId: string; active: boolean; groups: string[] };
		// What is left of somebody who is gone is of no account.
		const groups = one.groups.map(nameOf).sort();
		end.set(keys.get(one.externalId)!, one.active ? JSON.stringify({ ...one, groups }) : 'gone');
	}
	for (const text of copy.snapshot().groups) {
		const one = JSON.parse(text) as { externalId: string; parentExternalId: string | null };
		const parent = one.parentExternalId && nameOf(one.parentExternalId);
		end.set(
			`group ${nameOf(one.externalId)}`,
			JSON.stringify({ ...one, parent, parentExternalId: 0 }),
		);
	}
	return end;
}

/** What a user is known by, by the External ID when a plan is done: whom it adopts gets another one. */
function userKeys(model: Model, plan: Plan): Map<string, string> {
	const before = new Set(model.current().users.map(({ targetId }) => targetId));
	const { users } = model.copy().applyAll(plan.changes).current();
	return new Map(
		users.map(({ targetId, externalId }) => [
			externalId!,
			`user ${before.has(targetId) ? targetId : externalId}`,
		]),
	);
}

/** The paths of the groups that a plan makes, by External ID. */
function newPaths(plan: Plan, day: Company): Map<string, string> {
	const kept = new Map(
		(plan.summary.keptGroups ?? []).map((one) => [one.externalId, one.keptExternalId]),
	);
	const made = plan.changes.filter(({ kind, action }) => kind === 'group' && action === 'create');
	return new Map(
		wantedOf(day)
			.groups.map(({ externalId, path }) => [kept.get(externalId) ?? externalId, path.join('/')])
			.filter(([id]) => made.some(({ externalId }) => externalId === id)) as Array<
			[string, string]
		>,
	);
}

/** A new group that only one of two plans makes is known by its path. */
function nameIn(own: Map<string, string>, other: Map<string, string>) {
	return (id: string) => (own.has(id) && !other.has(id) ? own.get(id)! : id);
}

test('for any two plans, the rows are the people and groups that a directory would have otherwise', () => {
	const days = mornings.filter(({ length }) => length >= 3);
	fc.assert(
		fc.property(days, (all) => {
			const [start, one, other] = all.slice(-3) as [Company, Company, Company];
			const model = new Model();
			const first = planAll(start, model, UNGUARDED);
			if (first) model.applyAll(first.changes);
			const [present, changed] = [one, other].map((day) => planAll(day, model, UNGUARDED));
			fc.pre(present !== undefined && changed !== undefined);
			const [paths, otherPaths] = [newPaths(present!, one), newPaths(changed!, other)];
			const [nameOf, otherNameOf] = [nameIn(paths, otherPaths), nameIn(otherPaths, paths)];
			const before = endOf(model, present!, nameOf);
			const after = endOf(model, changed!, otherNameOf);
			const differ = new Set(
				[...before.keys(), ...after.keys()].filter((key) => before.get(key) !== after.get(key)),
			);
			const model2 = compare(withTree(present!, one), withTree(changed!, other));
			const rows = model2.sections.flatMap(({ rows: list }) => list);
			const keyOf = ({ kind, externalId: id, outcome }: (typeof rows)[number]) => {
				if (kind === 'group') return `group ${nameOf(otherNameOf(id!))}`;
				return userKeys(model, outcome === 'deleted' ? present! : changed!).get(id!);
			};
			const isGroup = ({ kind }: (typeof rows)[number]) => kind === 'group';
			// New groups of one path are one here. A person has one row.
			const groups = new Set(rows.filter(isGroup).map(keyOf));
			const people = rows.filter((row) => !isGroup(row)).map(keyOf);
			expect([...groups, ...people].sort()).toEqual([...differ].sort());
		}),
		{ numRuns: runs(150) },
	);
});

function withTree(plan: Plan, day: Company): Plan {
	return { ...plan, summary: { ...plan.summary, groupTree: wantedOf(day).groups } };
}

describe('of two lists of changes', () => {
	type Lists = Partial<Pick<ReportInput, 'held' | 'groups' | 'summary' | 'issues'>>;
	const one = (more: object = {}) => ({
		...{ order: 1, kind: 'user', action: 'update', externalId: 'p1', targetId: 't1' },
		...{ name: 'Åsa Ek', changes: [] as object[], reason: '' },
		...more,
	});
	const set = (field: string, from: unknown, to: unknown) => ({ field, from, to });
	const made = (externalId: string, more: object = {}) =>
		one({ kind: 'group', action: 'create', externalId, targetId: null, name: 'Store', ...more });
	const at = (externalId: string, ...path: string[]) => ({ ...group({ externalId, path }), path });
	const of = (changes: object[], lists: Lists = {}) =>
		readInput({ changes: changes as ReportInput['changes'], ...lists });
	const rows = (present: ReturnType<typeof of>, other: ReturnType<typeof of>) => {
		const { changes, held } = compared(present, other);
		return [...changes, ...held].map(
			({ kind, action, outcome, externalId, fields, reason }) =>
				`${kind} ${externalId}: ${action} ${outcome}, ${fields
					.map(({ field, from, to }) => `${field} ${String(from)} → ${String(to)}`)
					.join(', ')}${reason && ` (${reason})`}`,
		);
	};
	const nothing = of([]);

	test('the reason why a plan ended early comes from the second one, else from the first', () => {
		const early = (...failures: string[]) => readInput({ failures });
		expect(compared(early('A'), early('B')).endedEarly).toBe('B');
		expect(compared(early('A'), early()).endedEarly).toBe('A');
		expect(compared(early(), early('B')).endedEarly).toBe('B');
		expect(compared(early(), early())).not.toHaveProperty('endedEarly');
	});

	test('the changes of one person are taken in their order, whatever the order of the list', () => {
		const all = [
			one({ order: 2, changes: [set('lastName', 'B', 'C')], reason: 'Second.' }),
			one({ order: 1, changes: [set('lastName', 'A', 'B')], reason: 'First.' }),
			one({ order: 3, changes: [set('title', '1', '2')] }),
		];
		expect(rows(nothing, of(all))).toEqual([
			'user p1: update updated, lastName A → C, title 1 → 2 (First. Second.)',
		]);
		// What the second plan leaves alone has no reason of its own.
		expect(rows(of(all), nothing)).toEqual([
			'user p1: update updated, lastName C → A, title 2 → 1',
		]);
	});

	test('of several actions on one person the strongest counts, with all reasons', () => {
		const [update, active] = [
			one({ order: 1, changes: [set('title', '1', '2')], reason: 'Differs.' }),
			one({
				order: 2,
				action: 'reactivate',
				changes: [set('active', false, true)],
				reason: 'Back.',
			}),
		];
		expect(rows(nothing, of([update, active]))).toEqual([
			'user p1: reactivate reactivated, title 1 → 2, active false → true (Differs. Back.)',
		]);
		const again = { ...active, reason: 'Differs.' };
		expect(rows(nothing, of([update, again]))).toEqual([
			'user p1: reactivate reactivated, title 1 → 2, active false → true (Differs.)',
		]);
		const gone = one({ order: 0, action: 'deactivate' });
		expect(rows(nothing, of([gone, update]))).toEqual([
			'user p1: deactivate deactivated, title 1 → 2 (Differs.)',
		]);
	});

	test.each([
		['create', 'delete deleted'],
		['reactivate', 'deactivate deactivated'],
		['deactivate', 'reactivate reactivated'],
		['delete', 'reactivate reactivated'],
	])('what only the first plan does, %s, ends otherwise: %s', (action, ends) => {
		const targetId = action === 'create' ? null : 't1';
		const change = one({ action, targetId, changes: [set('title', '1', '2')] });
		expect(rows(of([change]), nothing)).toEqual([`user p1: ${ends}, `]);
	});

	test('the values of somebody whom both remove are of no account', () => {
		const gone = (title: string) =>
			one({ action: 'deactivate', changes: [set('title', '1', title)] });
		expect(rows(of([gone('2')]), of([gone('3')]))).toEqual([]);
	});

	test('somebody new is the same person whether or not the target has an ID for them already', () => {
		const isNew = (targetId: string | null, externalId: string | null = 'p9') =>
			one({ action: 'create', externalId, targetId, changes: [set('title', null, 'Cook')] });
		expect(rows(of([isNew(null)]), of([isNew('t9')]))).toEqual([]);
		expect(rows(of([isNew('t9')]), of([isNew(null)]))).toEqual([]);
		// Of somebody without an External ID nobody can say that.
		expect(rows(of([isNew(null, null)]), of([isNew(null, null)]))).toEqual([
			'user null: create created, title null → Cook',
			'user null: delete deleted, ',
		]);
	});

	describe('new groups', () => {
		const moved = (to: string, more: object[] = []) =>
			one({ changes: [set('groupExternalId', null, to), ...more] });

		test('of one place are one, and so is who comes into them; values that look the same are none', () => {
			const side = (id: string) =>
				of([made(id), moved(id, [set('attributes.code', null, 'a'), set('title', null, 'a')])], {
					groups: [at(id, 'North', 'Store'), at('n', 'North')],
				});
			expect(rows(side('a'), side('b'))).toEqual(['group b: update updated, externalId a → b']);
			expect(compared(side('a'), side('b')).otherGroups!.map((one) => one.externalId)).toEqual([
				'n',
			]);
		});

		test('without a path are known by their name', () => {
			const side = (id: string, name: string) =>
				of([made(id, { name })], { groups: [{ ...group({ externalId: id, name }), path: [] }] });
			expect(rows(side('a', 'Store'), side('b', 'STORE'))).toEqual([
				'group b: update updated, externalId a → b',
			]);
			expect(rows(side('a', 'Store'), side('b', 'Office'))).toEqual([
				'group b: create created, ',
				'group a: delete deleted, ',
			]);
		});

		test('of one name in two places are two', () => {
			const side = (id: string, place: string) =>
				of([made(id)], { groups: [at(id, place, 'Store')] });
			expect(rows(side('a', 'North'), side('b', 'South'))).toEqual([
				'group b: create created, ',
				'group a: delete deleted, ',
			]);
		});

		test('are no groups that are there, and no people with the same ID', () => {
			const there = [
				of([moved('a')], { groups: [at('a', 'Store')] }),
				of([moved('a'), one({ order: 2, action: 'create', externalId: 'a', targetId: null })], {
					groups: [at('a', 'Store')],
				}),
				of([moved('a'), made('a', { action: 'update', targetId: 't-a' })], {
					groups: [at('a', 'Store')],
				}),
			];
			const other = of([made('b'), moved('b')], { groups: [at('b', 'Store')] });
			for (const present of there) {
				expect(rows(present, other)).toContain('user p1: update updated, groupExternalId a → b');
			}
		});

		test('that both plans make are each themselves, wherever they stand', () => {
			const present = of([made('a'), made('b')], { groups: [at('a', 'Store'), at('b', 'Office')] });
			const other = of([made('b')], { groups: [at('b', 'Store')] });
			expect(rows(present, other)).toEqual(['group a: delete deleted, ']);
		});
	});

	test('the totals are those of the second plan, and who ends otherwise is not unchanged', () => {
		const summary = [
			{ users: { current: 9, wanted: 8, unchanged: 1 }, groups: { current: 3, wanted: 4 } },
		];
		const other = of(
			[
				one({ changes: [set('title', '1', '2')] }),
				one({ externalId: 'p2', targetId: 't2', action: 'deactivate' }),
				one({ externalId: 'p3', targetId: 't3', action: 'delete' }),
				made('a'),
			],
			{ summary },
		);
		expect(compared(nothing, other).summary).toMatchObject({
			users: { current: 9, wanted: 8, unchanged: 7 },
			groups: { current: 3, wanted: 4, unchanged: 3 },
		});
		expect(compared(of([made('x')]), of([], { summary })).summary).toMatchObject({
			groups: { unchanged: 4 },
		});
		expect(compared(nothing, nothing).summary).toBeNull();
	});

	test('the paths of former groups of both plans are known, of two the second one', () => {
		const side = (...former: Array<[string, string]>) =>
			of([], {
				summary: [
					{
						...{ users: {}, groups: {} },
						formerGroups: former.map(([externalId, name]) => ({ externalId, path: [name] })),
					},
				],
			});
		expect([...compared(side(['a', 'A'], ['b', 'B']), side(['b', 'C'])).formerGroups]).toEqual([
			['a', ['A']],
			['b', ['C']],
		]);
	});
});
