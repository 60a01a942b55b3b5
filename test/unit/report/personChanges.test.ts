import { summarise } from '../../../directory/report/summarise';
import {
	MOST_PERSON_CHANGES,
	PERSON_CHANGE,
	storedText,
} from '../../../directory/report/personChanges';

const MADE = { kind: 'user', status: 'applied', attempts: 1, reason: 'Differs from HR.' };

/** Somebody's change, as the engine gives it back. */
function made(order: number, values: object = {}) {
	const id = `E-${order}`;
	const whole = { order, action: 'update', externalId: id, targetId: `t${order}`, name: id };
	return { ...MADE, ...whole, changes: [{ field: 'title', from: 'A', to: 'B' }], ...values };
}

function rowsOf(changes: object[], more: object = {}) {
	const model = summarise({
		title: 'Nightly run',
		systems: { target: 'Winningtemp' },
		timeZone: 'UTC',
		createdAt: new Date('2026-02-03T00:04:00Z'),
		changesOfPeople: { workflow: 'Every night', customer: 'Alfa AB' },
		changes,
		...more,
	});
	return { rows: model.changesOfPeople, remarks: model.remarks };
}

const RUN = { time: '2026-02-03T00:04:00.000Z', workflow: 'Every night', customer: 'Alfa AB' };
const NOBODY = { planId: null, releasedBy: null };
const GROUPS = [
	{ externalId: 'g1', name: 'Malmö', path: ['Malmö'] },
	{ externalId: 'g2', name: 'Finance', path: ['Malmö', 'Finance'] },
];

test('each value that changed is a row with before and after: managers by name, groups by path', () => {
	const changes = [
		{ field: 'lastName', from: 'Berg', to: 'Ek' },
		{ field: 'managerExternalId', from: null, to: 'E-2' },
		{ field: 'groupExternalId', from: 'g1', to: 'g2' },
		{ field: 'excludeFromSurveys', from: false, to: true },
		{ field: 'gender', from: 'none', to: 'female' },
		{ field: 'attributes.costCentre', from: '100', to: null },
	];
	const issues = [
		{
			severity: 'warning',
			code: 'other',
			message: 'To look at.',
			subject: { kind: 'user', externalId: 'E-2', name: 'Bo Lind' },
		},
	];
	const { rows } = rowsOf([made(1, { changes })], { groups: GROUPS, issues });
	const row = { ...RUN, ...NOBODY, externalId: 'E-1', action: 'updated', group: 'Malmö › Finance' };
	expect(rows).toEqual([
		{ ...row, field: 'lastName', before: 'Berg', after: 'Ek' },
		{ ...row, field: 'managerExternalId', before: null, after: 'Bo Lind' },
		{ ...row, field: 'groupExternalId', before: 'Malmö', after: 'Malmö › Finance' },
		{ ...row, field: 'excludeFromSurveys', before: 'no', after: 'yes' },
		{ ...row, field: 'gender', before: 'none', after: 'female' },
		{ ...row, field: 'attributes.costCentre', before: '100', after: null },
	]);
});

test('somebody who is created is one row, not one a value; so is a leaver', () => {
	const created = made(1, {
		action: 'create',
		changes: [
			{ field: 'firstName', from: null, to: 'Anna' },
			{ field: 'groupExternalId', from: null, to: 'g2' },
		],
	});
	const left = made(2, {
		action: 'deactivate',
		changes: [{ field: 'active', from: true, to: false }],
	});
	const { rows } = rowsOf([created, left], { groups: GROUPS });
	const empty = { ...RUN, ...NOBODY, field: null, before: null, after: null };
	expect(rows).toEqual([
		{ ...empty, externalId: 'E-2', action: 'deactivated', group: null },
		{ ...empty, externalId: 'E-1', action: 'created', group: 'Malmö › Finance' },
	]);
});

test('who released is named with the changes that were released, and with no other', () => {
	const guard = { name: 'fieldChanges', limit: 5, actual: 9, of: 20 };
	const summary = [
		{ planId: 'new', users: {}, groups: {}, release: { planId: 'old', changes: 1 } },
	];
	const { rows } = rowsOf([made(1, { released: guard }), made(2)], {
		summary,
		releasedBy: 'Hanna Rask',
	});
	expect(
		rows!.map(({ externalId, planId, releasedBy }) => [externalId, planId, releasedBy]),
	).toEqual([
		['E-1', 'old', 'Hanna Rask'],
		['E-2', 'new', null],
	]);
});

test('only what was written counts: no dry run, no failure, nothing that was there, no group', () => {
	const { rows } = rowsOf([
		made(1, { status: 'dryRun', attempts: 0 }),
		made(2, { status: 'failed', error: 'refused' }),
		made(3, { status: 'skipped', attempts: 0 }),
		made(4, { attempts: 0 }),
		made(5, { kind: 'group' }),
		made(6, { status: undefined }),
	]);
	expect(rows).toEqual([]);
});

test('of a change that failed in part there is what was written, which is all but the group', () => {
	const changes = [
		{ field: 'lastName', from: 'Berg', to: 'Ek' },
		{ field: 'groupExternalId', from: 'g1', to: 'g2' },
		{ field: 'attributes.shoe', from: '41', to: '42' },
	];
	const { rows } = rowsOf([made(1, { status: 'failed', partly: true, changes })]);
	expect(rows!.map(({ field, action }) => [field, action])).toEqual([
		['lastName', 'updated'],
		['attributes.shoe', 'updated'],
	]);
});

test('nobody with protected identity is in the rows, not as somebody’s manager either', () => {
	const hidden = made(1, { protectedIdentity: true, name: 'Siv Skyddad' });
	const report = made(2, { changes: [{ field: 'managerExternalId', from: null, to: 'E-1' }] });
	const known = made(3, { name: 'Per Hemlig' });
	const people = [{ externalId: 'E-3', name: 'Per Hemlig', protectedIdentity: true }];
	const { rows } = rowsOf([hidden, report, known], {
		summary: [{ users: {}, groups: {}, people }],
	});
	expect(rows!.map(({ externalId }) => externalId)).toEqual(['E-2']);
	expect(JSON.stringify(rows)).not.toMatch(/Skyddad|Hemlig/);
});

test('without names there are no rows, and the report says so; unasked there is neither', () => {
	const without = rowsOf([made(1)], { includeNames: false });
	expect(without.rows).toBeUndefined();
	expect(without.remarks).toContain(
		'No changes of people are kept, because the report is without names.',
	);
	const unasked = rowsOf([made(1)], { changesOfPeople: undefined });
	expect(unasked.rows).toBeUndefined();
	expect(unasked.remarks.join()).not.toMatch(/changes of people/i);
});

test('a run gives 10,000 rows at most: creations go first, and the report says how many are left out', () => {
	const created = Array.from({ length: 10_005 }, (_, at) =>
		made(at + 1, { action: 'create', changes: [] }),
	);
	const { rows, remarks } = rowsOf([...created, made(20_000)]);
	expect(rows).toHaveLength(10_000);
	expect(MOST_PERSON_CHANGES).toBe(10_000);
	expect(rows![0]).toMatchObject({ externalId: 'E-20000', action: 'updated' });
	expect(remarks).toContain(
		'The history of people keeps 10,000 changes of this run. 6 more are left out.',
	);
	const swedish = rowsOf([...created, made(20_000)], { language: 'sv' });
	expect(swedish.remarks.join()).toContain('6 till är inte med.');
});

test('rows are the same in every language, and a page shows them in its own', () => {
	const changes = [
		{ field: 'excludeFromSurveys', from: false, to: true },
		{ field: 'gender', from: 'none', to: 'female' },
	];
	const english = rowsOf([made(1, { changes })]).rows;
	expect(rowsOf([made(1, { changes })], { language: 'sv' }).rows).toEqual(english);
	expect(storedText('excludeFromSurveys', 'yes', 'sv')).toBe('ja');
	expect(storedText('excludeFromSurveys', 'no', 'en')).toBe('no');
	expect(storedText('gender', 'female', 'sv')).toBe('kvinna');
	// A surname that happens to be a word of a flag.
	expect(storedText('lastName', 'no', 'sv')).toBe('no');
});

test('n8n takes every name of a column, and its data tables have none of them by themselves', () => {
	const names = Object.keys(PERSON_CHANGE);
	expect(names).toHaveLength(11);
	for (const name of names) expect(name).toMatch(/^[a-zA-Z]{1,63}$/);
	expect(names.filter((name) => /^(id|createdat|updatedat)$/i.test(name))).toEqual([]);
	expect(Object.keys(rowsOf([made(1)]).rows![0]!)).toEqual(names);
});
