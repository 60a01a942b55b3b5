import type { ReportInput } from '../../../directory/report/input';
import { summarise } from '../../../directory/report/summarise';

function figures(input: Partial<ReportInput>) {
	return summarise({
		title: 'Sync',
		systems: { target: 'Winningtemp' },
		createdAt: new Date('2026-02-03T00:04:00Z'),
		timeZone: 'UTC',
		...input,
	}).figures;
}

function change(externalId: string | null, more: object = {}) {
	return { kind: 'user', action: 'update', externalId, name: 'N', status: 'applied', ...more };
}

const GUARD = { name: 'moves', limit: 5, actual: 6, of: 10 };

test('each person counts once for what was done, by what weighs most', () => {
	const of = (...actions: string[]) => {
		const { users } = figures({ changes: actions.map((action) => change('a', { action })) });
		return Object.entries(users).flatMap(([name, n]) => (n ? [`${name} ${n}`] : []));
	};
	expect(of('update', 'reactivate')).toEqual(['reactivated 1']);
	expect(of('update', 'deactivate', 'reactivate')).toEqual(['deactivated 1']);
	expect(of('delete', 'deactivate')).toEqual(['deleted 1']);
	expect(of('update', 'create', 'delete')).toEqual(['created 1']);
	expect(of('unchanged', 'update')).toEqual(['updated 1']);
});

test('what of a person failed, was skipped or is held counts besides what was done', () => {
	const { users, held, failed } = figures({
		changes: [
			change('a', { action: 'create' }),
			change('a', { status: 'failed' }),
			change('a', { status: 'failed' }),
			change('b', { status: 'skipped' }),
		],
		held: [change('a', { guard: GUARD }), change('a', { guard: { ...GUARD, name: 'removals' } })],
	});
	expect(users).toMatchObject({ created: 1, failed: 1, skipped: 1, held: 1, updated: 0 });
	expect({ held, failed }).toEqual({ held: 1, failed: 1 });
});

test('who is who: by External ID, else by Winningtemp’s id, and nobody without either is merged', () => {
	const updated = (...changes: object[]) => figures({ changes }).updated;
	expect(updated(change('a', { targetId: 't1' }), change('a', { targetId: 't2' }))).toBe(1);
	expect(updated(change(null, { targetId: 't' }), change(null, { targetId: 't' }))).toBe(1);
	expect(updated(change('t'), change(null, { targetId: 't' }))).toBe(2);
	expect(updated(change(null), change(null))).toBe(2);
	expect(updated(change('a'), change('a', { kind: 'group' }))).toBe(2);
});

test('figures of the summary count where more is known there, and never take anything away', () => {
	const kinds = (held: number, unchanged: number) => ({
		summary: [
			{ users: { held, unchanged, current: 4, wanted: 5 }, groups: {}, issues: { errors: 0 } },
		],
		changes: [change('u1', { action: 'unchanged' }), change('u2', { action: 'unchanged' })],
		held: [change('h', { guard: GUARD })],
		issues: [
			{ severity: 'error', code: 'x', message: 'a' },
			{ severity: 'warning', code: 'x', message: 'b' },
			{ severity: 'warning', code: 'x', message: 'c' },
		],
	});
	expect(figures(kinds(0, 1)).users).toMatchObject({
		held: 1,
		unchanged: 2,
		current: 4,
		wanted: 5,
	});
	expect(figures(kinds(7, 9)).users).toMatchObject({ held: 7, unchanged: 9 });
	expect(figures(kinds(0, 0)).issues).toEqual({ errors: 1, warnings: 2 });
	expect(figures(kinds(0, 0)).groups).toMatchObject({ current: null, wanted: null, held: 0 });
});

test('odd figures of a summary count as nothing', () => {
	const users = { held: '7', unchanged: Number.NaN, current: '9', wanted: null };
	const { users: read, planId } = figures({
		summary: [{ users, groups: {}, issues: 'none', planId: '' }],
	});
	expect(read).toMatchObject({ held: 0, unchanged: 0, current: null, wanted: null });
	expect(planId).toBeNull();
	expect(figures({ summary: [{ users: {}, groups: {}, planId: 7 }] }).planId).toBeNull();
});

test('the start of the run is shown only if the summary has it', () => {
	const startedAt = '2026-02-03T00:00:00.000Z';
	const started = figures({ summary: [{ users: {}, groups: {}, startedAt }] });
	expect(started).toMatchObject({ startedAt, createdAt: '2026-02-03T00:04:00.000Z' });
	expect(figures({})).not.toHaveProperty('startedAt');
	expect(figures({})).not.toHaveProperty('partial');
	expect(figures({ summary: [{ users: {}, groups: {}, startedAt: 7 }] })).not.toHaveProperty(
		'startedAt',
	);
});

test('the reasons for a part of the people are told only where the list was a part', () => {
	const partial = (value: unknown) =>
		figures({ summary: [{ users: {}, groups: {}, partial: value, partialReasons: ['why', 7] }] })
			.partial;
	expect(partial(true)).toEqual(['why', '7']);
	expect(partial(false)).toBeUndefined();
	expect(partial('true')).toBeUndefined();
});

test('the summary’s guards come with whether they hold something; what is no guard is passed over', () => {
	const guards = [{ ...GUARD, held: true }, { ...GUARD, name: 'removals', held: 'yes' }, null, 'x'];
	expect(figures({ summary: [{ users: {}, groups: {}, guards }] }).guards).toEqual([
		{ ...GUARD, held: true },
		{ ...GUARD, name: 'removals', held: false },
	]);
});

test('without a summary the guards that hold something stand there once each, in one order', () => {
	const held = ['moves', 'creations', 'removals', 'moves'].map((name, n) =>
		change(`h${n}`, { guard: { ...GUARD, name } }),
	);
	const names = (list: object[]) => figures({ held: list }).guards.map(({ name }) => name);
	expect(names([...held, change('none')])).toEqual(['creations', 'moves', 'removals']);
	expect(names([...held].reverse())).toEqual(['creations', 'moves', 'removals']);
});

describe('what was released', () => {
	const released = (release: object, more: Partial<ReportInput> = {}) => {
		const { release: shown, releasedBy } = figures({
			summary: [{ users: {}, groups: {}, release }],
			...more,
		});
		return { release: shown, releasedBy };
	};

	test('is named by its number, with how many changes, and why where there were none', () => {
		expect(released({ planId: 'a-1', changes: 3 }).release).toStrictEqual({
			...{ planId: 'a-1', changes: 3 },
		});
		expect(released({ planId: 'a-1', changes: 0, why: 'expired' }).release).toStrictEqual({
			...{ planId: 'a-1', changes: 0, why: 'expired' },
		});
		expect(released({ planId: 'a-1', changes: 0, why: 'no idea' }).release).toStrictEqual({
			...{ planId: 'a-1', changes: 0 },
		});
		expect(released({ changes: 3 })).toEqual({ release: undefined, releasedBy: undefined });
	});

	test('names who released it only where somebody did', () => {
		const all = (releasedBy?: string) =>
			figures({
				summary: [{ users: {}, groups: {}, release: { planId: 'a-1', changes: 3 } }],
				...(releasedBy === undefined ? {} : { releasedBy }),
			});
		expect(all('Åsa Ek').releasedBy).toBe('Åsa Ek');
		expect(all('')).not.toHaveProperty('releasedBy');
		expect(all()).not.toHaveProperty('releasedBy');
	});
});

test('two without External ID are two, by the IDs that Winningtemp gives them', () => {
	const made = ['t1', 't2', 't2'].map((targetId) => change(null, { targetId }));
	expect(figures({ changes: made }).updated).toBe(2);
});

test('the numbers of a week belong to their guard and field; what is no guard is passed over', () => {
	const guards = [
		{ ...GUARD, name: 'fieldChanges', kind: 'user', field: 'title' },
		{ ...GUARD, name: 'moves' },
	];
	const week = {
		since: '2026-01-30',
		guards: [7, null, { name: 'x' }, { ...guards[0], actual: 30, limit: 9 }],
	};
	const shown = figures({ summary: [{ users: {}, groups: {}, guards, week }] }).guards;
	expect(shown.map((one) => [one.name, one.week])).toEqual([
		['fieldChanges', { actual: 30, limit: 9 }],
		['moves', undefined],
	]);
});
