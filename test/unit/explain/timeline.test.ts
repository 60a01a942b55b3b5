import { renderExplanationHtml, withTimeline, type Explanation } from '../../../directory/explain';
import { note, table, text } from '../../../directory/explain/model';

const ANNA = { name: 'Anna Berg', externalId: 'e1', outcome: 'In step.', steps: [] };
const ONE: Explanation = { found: true, title: 'Anna Berg', remarks: [], people: [ANNA] };
const ROW = {
	time: '2026-02-03T00:04:00.000Z',
	customer: null,
	externalId: 'e1',
	action: 'updated',
	field: 'lastName',
	before: 'Alm',
	after: 'Berg',
	group: 'Malmö › Finance',
	planId: null,
	releasedBy: null,
};
const CREATED = { ...ROW, time: '2025-11-01T00:04:00.000Z', action: 'created', field: null };

const timelineOf = (rows: object[], more: object = {}) => {
	const input = { explanation: ONE, rows, customer: '', timeZone: 'Europe/Stockholm', ...more };
	return withTimeline(input);
};
const blocks = (rows: object[], more: object = {}) =>
	timelineOf(rows, more).people[0]!.steps.at(-1)!.blocks;

test('the latest run comes first, each with its time, its group and its values', () => {
	const other = { ...ROW, field: 'excludeFromSurveys', before: 'no', after: 'yes' };
	expect(timelineOf([CREATED, ROW, other]).people[0]!.steps.at(-1)).toEqual({
		title: 'What changed when',
		blocks: [
			text('2026-02-03 01:04: Updated. Group: Malmö › Finance.'),
			...table(
				['Value', 'From', 'To'],
				[
					['Last name', 'Alm', 'Berg'],
					['Excluded from surveys', 'no', 'yes'],
				],
			),
			text('2025-11-01 01:04: Created. Group: Malmö › Finance.'),
		],
	});
});

test('in Swedish, whatever the language of the report that gave the rows', () => {
	const other = { ...ROW, field: 'gender', before: 'none', after: 'female' };
	expect(blocks([ROW, other, CREATED], { language: 'sv' })).toEqual([
		text('2026-02-03 01:04: Ändrade. Grupp: Malmö › Finance.'),
		...table(
			['Värde', 'Från', 'Till'],
			[
				['Efternamn', 'Alm', 'Berg'],
				['Kön', 'ej angivet', 'kvinna'],
			],
		),
		text('2025-11-01 01:04: Skapade. Grupp: Malmö › Finance.'),
	]);
});

test('who released a change is named, with the plan number', () => {
	const released = { ...ROW, planId: '20260203-ab12', releasedBy: 'Hanna Rask', group: null };
	expect(blocks([released])[0]).toEqual(
		text('2026-02-03 01:04: Updated. Released by Hanna Rask. Plan number 20260203-ab12.'),
	);
});

test('rows of somebody else, of another customer, and what is no row are not shown', () => {
	const rows = [{ ...ROW, externalId: 'e2' }, { ...ROW, customer: 'Beta AB' }, {}, { time: 'x' }];
	expect(blocks(rows, { customer: 'Alfa AB' })).toEqual([
		text(
			'No change of this person is kept. The table has only what was changed after somebody started to keep it, and old rows are deleted.',
		),
	]);
	expect(blocks([{ ...ROW, customer: 'ALFA AB' }], { customer: 'Alfa AB' })).toHaveLength(2);
});

test('200 rows are shown, and the page says how many there are', () => {
	const rows = Array.from({ length: 230 }, (_, at) => ({
		...CREATED,
		time: new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString(),
	}));
	const shown = blocks(rows);
	expect(shown).toHaveLength(201);
	expect(shown[0]).toEqual(text('The latest 200 of 230 rows are shown.'));
	expect(shown[1]).toEqual(text('2026-01-01 04:49: Created. Group: Malmö › Finance.'));
});

test('the page says why rows could not be read, and its other steps stay', () => {
	expect(blocks([], { failure: 'Data table not found' })).toEqual([
		note('warning', 'What changed before could not be read: Data table not found'),
	]);
});

test('of nobody there is no timeline, and of several people only a word on how to get one', () => {
	const nobody = { ...ONE, found: false, people: [] };
	expect(timelineOf([ROW], { explanation: nobody })).toEqual(nobody);
	const several = { ...ONE, people: [ANNA, { ...ANNA, externalId: 'e2' }] };
	expect(timelineOf([ROW], { explanation: several })).toEqual({
		...several,
		remarks: ['To see what changed when, ask for one person with an External ID.'],
	});
});

test('markup in a stored value arrives as text', () => {
	const html = renderExplanationHtml(timelineOf([{ ...ROW, after: '<b>Berg</b>' }]));
	expect(html).toContain('<td>&lt;b&gt;Berg&lt;/b&gt;</td>');
	expect(html).toContain('<h2>1. What changed when</h2>');
});
