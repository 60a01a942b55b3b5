import { historyRow } from '../../../directory/report/history';
import type { ReportInput } from '../../../directory/report/input';
import { summarise } from '../../../directory/report/summarise';

/** What a report says of the run that it undoes, of pilots and of what is kept of it. */

function report(input: Partial<ReportInput> = {}) {
	return summarise({
		title: 'Sync',
		systems: { target: 'Winningtemp' },
		createdAt: new Date('2026-02-03T00:04:00Z'),
		timeZone: 'Europe/Stockholm',
		...input,
	});
}

const change = (n: number, more: object = {}) => ({
	kind: 'user',
	action: 'update',
	externalId: `e${n}`,
	name: `N ${n}`,
	status: 'applied',
	...more,
});
const summary = (more: object) => [{ users: {}, groups: {}, ...more }];
const UNDO = { createdAt: '2026-02-01T23:30:00.000Z', title: 'Nightly', changes: 1200, already: 0 };

describe('an undo', () => {
	test('says which run it undoes, at the time of the report, and how much that made', () => {
		const { headline, remarks } = report({
			changes: [change(1)],
			summary: summary({ undo: UNDO }),
		});
		expect(headline).toBe('The run is undone');
		expect(remarks).toEqual([
			'Undo of the run of 2026-02-02 00:30 (Nightly), which made 1,200 changes.',
			'1 change was made.',
		]);
	});

	test('of a run without a title names none, and counts what was as before', () => {
		const undo = { ...UNDO, title: '', changes: 3 };
		const remarksOf = (already: number) =>
			report({ changes: [change(1)], summary: summary({ undo: { ...undo, already } }) }).remarks;
		expect(remarksOf(0)).toContain('Undo of the run of 2026-02-02 00:30, which made 3 changes.');
		expect(remarksOf(1)).toContain('1 person or group was already as before.');
		expect(remarksOf(2)).toContain('2 people and groups were already as before.');
	});

	test('that has nothing left to do says that all is as it was before the run', () => {
		const { headline, remarks } = report({ summary: summary({ undo: { ...UNDO, already: 4 } }) });
		expect(headline).toBe('Nothing to do');
		expect(remarks).toContain('Winningtemp is as it was before the run, except for what stays.');
	});

	test('a run that undoes nothing says nothing of it', () => {
		const { figures, remarks } = report({ summary: summary({ undo: { title: 'no time' } }) });
		expect(figures).not.toHaveProperty('undo');
		expect(remarks).toEqual(['Winningtemp already agrees with HR.']);
	});
});

describe('the limits of a week', () => {
	const remark =
		'The limits of a week start with this run: the workflow has no memory of earlier runs.';

	test('start with this run where nothing is remembered, and only then', () => {
		const said = (week: unknown) => report({ summary: summary({ week }) }).remarks.includes(remark);
		expect(said({ since: null })).toBe(true);
		expect(said({ since: '2026-01-30' })).toBe(false);
		expect(said({})).toBe(false);
		expect(said(undefined)).toBe(false);
	});

	test('since when they are counted is in the figures', () => {
		const since = (week: unknown) => report({ summary: summary({ week }) }).figures;
		expect(since({ since: null })).toHaveProperty('rememberedSince', null);
		expect(since({ since: '2026-01-30' })).toHaveProperty('rememberedSince', '2026-01-30');
		expect(since({})).not.toHaveProperty('rememberedSince');
	});
});

test('a pilot says whom it names and how much is outside; where all agrees, for whom', () => {
	const scope = {
		people: ['a', 'b'],
		groups: ['g'],
		companies: [],
		outside: { users: 1, groups: 2 },
	};
	const { headline, remarks } = report({ changes: [change(1)], summary: summary({ scope }) });
	expect(headline).toBe('The pilot is in step');
	expect(remarks).toContain(
		'A pilot is under way: Scope names 2 people or patterns, 1 group. Changes of 1 person and 2 groups outside it are planned and not written.',
	);
	const companies = { companies: ['c'], outside: {} };
	expect(report({ summary: summary({ scope: companies }) }).remarks).toContain(
		'A pilot is under way: Scope names 1 company. Changes of 0 people and 0 groups outside it are planned and not written.',
	);
});

test('what was released is told with the plan number, and nothing is where nothing was', () => {
	const said = (release: unknown) =>
		report({ summary: summary({ release }) }).remarks.filter((text) => text.includes('released'));
	expect(said({ planId: 'p-7', changes: 1 })).toEqual([
		'1 held change was released by the plan number p-7.',
	]);
	expect(said({ planId: 'p-7', changes: 2 })).toEqual([
		'2 held changes were released by the plan number p-7.',
	]);
	expect(said({ planId: 'p-7', changes: 0 })).toEqual([]);
	expect(said(undefined)).toEqual([]);
});

test('the row of a run says whether the list was a part, and names each guard that held once', () => {
	const facts = { workflow: 'w', workflowId: '', customer: '', requests: 1, seconds: 1 };
	const guard = { name: 'fieldChanges', kind: 'user', limit: 1, actual: 2, of: 3, held: true };
	const row = historyRow(
		report({
			summary: summary({
				partial: true,
				guards: [
					{ ...guard, field: 'title' },
					{ ...guard, field: 'phone' },
					{ ...guard, name: 'moves' },
					{ ...guard, name: 'removals', held: false },
				],
			}),
		}),
		facts,
	);
	expect(row).toMatchObject({
		partialList: true,
		guards: 'fieldChanges, moves',
		workflowId: null,
		planId: null,
		released: 0,
		people: null,
	});
});

describe('a person with several changes is one row', () => {
	const email = (from: string, to: string) => ({ field: 'email', from, to });
	const rowsOf = (...changes: object[]) => report({ changes }).sections.flatMap(({ rows }) => rows);

	test('from the first value to the last, in the order of the plan', () => {
		const [first, second] = [
			change(1, { order: 1, changes: [email('a@x.se', 'tmp@x.se')], reason: 'A swap.' }),
			change(1, { order: 2, changes: [email('tmp@x.se', 'b@x.se')], reason: 'Changed in HR.' }),
		];
		for (const changes of [
			[first, second],
			[second, first],
		]) {
			expect(rowsOf(...changes)).toMatchObject([
				{
					fields: [{ label: 'E-mail', from: 'a@x.se', to: 'b@x.se' }],
					reason: 'A swap. Changed in HR.',
				},
			]);
		}
	});

	test('without an order, as they came', () => {
		expect(
			rowsOf(
				change(1, { changes: [email('a@x.se', 'tmp@x.se')] }),
				change(1, { changes: [email('tmp@x.se', 'b@x.se')] }),
			),
		).toMatchObject([{ fields: [{ label: 'E-mail', from: 'a@x.se', to: 'b@x.se' }] }]);
	});

	test('a reason or an error that is the same is told once', () => {
		const failed = { status: 'failed', error: 'No answer.', reason: 'Changed in HR.' };
		expect(rowsOf(change(1, failed), change(1, failed))).toMatchObject([
			{ reason: 'Changed in HR.', error: 'No answer.' },
		]);
		expect(rowsOf(change(1, failed), change(1, { ...failed, error: 'Busy.' }))).toMatchObject([
			{ error: 'No answer. Busy.' },
		]);
	});

	test('a reason that only one of them has stands alone', () => {
		const [without, reason] = [change(1, { order: 1 }), 'Changed in HR.'];
		expect(rowsOf(without, change(1, { order: 2, reason }))).toMatchObject([{ reason }]);
		expect(rowsOf(change(1, { order: 1, reason }), { ...without, order: 2 })).toMatchObject([
			{ reason },
		]);
	});

	test('a name that only one of them has is shown', () => {
		expect(rowsOf(change(1, { name: '' }), change(1))).toMatchObject([{ name: 'N 1' }]);
		expect(rowsOf(change(1), change(1, { name: '', action: 'deactivate' }))).toMatchObject([
			{ name: 'N 1' },
		]);
	});
});

describe('what a report without names does not keep', () => {
	const remarksOf = (more: Partial<ReportInput>) =>
		report({ changes: [change(1)], ...more }).remarks;
	const undoFile = (protectedChanges: number) => ({ undoFile: { protectedChanges } });

	test('the undo file', () => {
		expect(remarksOf({ ...undoFile(0), includeNames: false })).toContain(
			'There is no undo file, because the report is without names.',
		);
		expect(remarksOf({ includeNames: false }).join(' ')).not.toContain('undo file');
		expect(remarksOf(undoFile(0)).join(' ')).not.toContain('undo file');
		expect(remarksOf(undoFile(1))).toContain(
			'The undo file leaves out 1 change of people with protected identity.',
		);
		expect(remarksOf(undoFile(2))).toContain(
			'The undo file leaves out 2 changes of people with protected identity.',
		);
	});

	test('the changes of people', () => {
		const kept = { changesOfPeople: { workflow: 'Nightly', customer: '' } };
		const remark = 'No changes of people are kept, because the report is without names.';
		expect(remarksOf({ ...kept, includeNames: false })).toContain(remark);
		expect(remarksOf(kept)).not.toContain(remark);
		expect(remarksOf({ includeNames: false })).not.toContain(remark);
	});
});
