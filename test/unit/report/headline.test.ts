import { clip, isQuiet, shownStatus } from '../../../directory/report/headline';
import type { ReportInput } from '../../../directory/report/input';
import { summarise } from '../../../directory/report/summarise';

function told(input: Partial<ReportInput>) {
	const { figures, headline, remarks, subject } = summarise({
		title: 'Sync',
		systems: { target: 'Winningtemp' },
		createdAt: new Date('2026-02-03T00:04:00Z'),
		timeZone: 'Europe/Stockholm',
		...input,
	});
	return { status: figures.status, headline, remarks, subject };
}

function changes(count: number, more: object = {}) {
	return Array.from({ length: count }, (_, n) => ({
		kind: 'user',
		action: 'update',
		externalId: `e${n}`,
		name: `N ${n}`,
		status: 'applied',
		...more,
	}));
}

const WARNING = { severity: 'warning', code: 'x', message: 'm' };
const ERROR = { severity: 'error', code: 'x', message: 'm' };
const PARTIAL = (reasons: string[]) => [
	{ users: {}, groups: {}, partial: true, partialReasons: reasons },
];

test('a dry run says how much would be made, once, and that nothing was written', () => {
	expect(told({ changes: changes(2, { status: 'dryRun' }) })).toEqual({
		status: 'ok',
		headline: 'Dry run: 2 changes would be made',
		remarks: ['Nothing was written to Winningtemp.'],
		subject: 'Sync: Dry run: 2 changes would be made (2026-02-03)',
	});
});

test('a plan says how much is planned, once, and that nothing was written', () => {
	expect(told({ changes: changes(1, { status: undefined }) })).toEqual({
		status: 'ok',
		headline: '1 change is planned',
		remarks: ['Nothing was written to Winningtemp.'],
		subject: 'Sync: 1 change is planned (2026-02-03)',
	});
	expect(told({ changes: changes(3, { status: undefined }) }).headline).toBe(
		'3 changes are planned',
	);
});

test.each([
	['applied', '2 changes were made.', false],
	['dryRun', '2 changes would be made.', true],
	[undefined, '2 changes are planned.', true],
])(
	'with something to look at, what was made is shown beside it: status %s',
	(status, made, trial) => {
		const { headline, remarks, subject } = told({
			changes: changes(2, { status }),
			issues: [ERROR],
		});
		expect(headline).toBe('1 error in the data to look at');
		expect(remarks).toEqual([made, ...(trial ? ['Nothing was written to Winningtemp.'] : [])]);
		expect(subject).toBe(
			`Sync: 1 error in the data to look at${trial ? ' (nothing written)' : ''} (2026-02-03)`,
		);
	},
);

test('one change is spoken of as one', () => {
	const beside = (status?: string) =>
		told({ changes: changes(1, { status }), issues: [ERROR] }).remarks[0];
	expect(beside('applied')).toBe('1 change was made.');
	expect(beside('dryRun')).toBe('1 change would be made.');
	expect(beside()).toBe('1 change is planned.');
});

test('what was held, refused or left as it is was not made', () => {
	const { headline, remarks } = told({
		changes: [...changes(1, { status: 'failed' }), ...changes(1, { action: 'unchanged' })],
		held: changes(1, { externalId: 'h', guard: { name: 'moves' } }),
	});
	expect(headline).toBe('1 change failed');
	expect(remarks).toEqual(['1 change is held for your decision.']);
});

test('with something to look at, the report does not say that everything agrees', () => {
	expect(told({ issues: [ERROR] })).toMatchObject({ status: 'attention', remarks: [] });
	expect(told({ issues: [WARNING, { ...WARNING, message: 'n' }] })).toMatchObject({
		status: 'ok',
		headline: 'Nothing to do',
		remarks: ['Winningtemp already agrees with HR.', '2 warnings.'],
	});
});

test('skipped people are not counted with those who could not be synchronised', () => {
	const { status, headline, remarks } = told({
		changes: changes(2, { status: 'skipped' }),
		issues: [{ skipped: true, externalId: 'x', name: 'X' }],
	});
	expect(status).toBe('attention');
	expect(headline).toBe('1 person could not be synchronised');
	expect(remarks).toEqual(['2 changes were skipped.']);
	expect(told({ changes: changes(1, { status: 'skipped' }) })).toMatchObject({
		status: 'attention',
		headline: '1 change was skipped',
		remarks: [],
	});
});

test('of a part of the people no more is claimed than that part, in every mode', () => {
	const summary = PARTIAL(['Company c2 was not read', 'Return All is off']);
	const part =
		'Only some people were read (Company c2 was not read; Return All is off): everyone else stays as they are, and no group was renamed, moved or deleted.';
	expect(told({ summary, changes: changes(1) })).toMatchObject({
		headline: 'Everyone on the list is in step',
		remarks: ['1 change was made.', part],
	});
	expect(told({ summary, changes: changes(1, { status: 'dryRun' }) })).toMatchObject({
		headline: 'Dry run: 1 change would be made',
		remarks: [part, 'Nothing was written to Winningtemp.'],
	});
	expect(told({ summary: PARTIAL([]) }).remarks).toEqual([
		'Winningtemp already agrees with HR about the people on the list.',
		'Only some people were read: everyone else stays as they are, and no group was renamed, moved or deleted.',
	]);
});

test('the subject names no more than the two worst things', () => {
	const { subject } = told({
		changes: [...changes(1, { status: 'failed' }), ...changes(1, { status: 'skipped' })],
		held: changes(2, { guard: { name: 'moves' } }),
		issues: [ERROR],
	});
	expect(subject).toBe('Sync: 1 change failed, 2 changes are held for your decision (2026-02-03)');
});

test('text is cut only where it is too long, at no blank and within no character', () => {
	expect(clip('Åsa Ek', 6)).toBe('Åsa Ek');
	expect(clip('Åsa Eken', 6)).toBe('Åsa E…');
	expect(clip('Åsa Eken', 5)).toBe('Åsa…');
	expect(clip('ab🎉cd', 4)).toBe('ab…');
	expect(clip('🎉🎉🎉', 5)).toBe('🎉🎉…');
});

describe('a night is as quiet as the one before', () => {
	const { figures } = summarise({
		title: 'Sync',
		systems: { target: 'Winningtemp' },
		createdAt: new Date('2026-02-03T00:04:00Z'),
		timeZone: 'UTC',
		held: changes(1, { guard: { name: 'moves' } }),
	});
	const night = { ...figures, news: { held: 0, issues: 0 } };

	test('where what is held or wrong was there before, and nothing else went wrong', () => {
		expect(isQuiet(night)).toBe(true);
		expect(shownStatus(night)).toBe('ok');
		const errors = { errors: 1, warnings: 0 };
		expect(isQuiet({ ...night, held: 0, issues: errors })).toBe(true);
		expect(isQuiet({ ...night, held: 1, issues: errors })).toBe(true);
		// People who cannot be synchronised are among the issues.
		expect(isQuiet({ ...night, skipped: 2, leftOut: 2 })).toBe(true);
	});

	test.each([
		['nothing is remembered', { news: undefined }],
		['a held change is new', { news: { held: 1, issues: 0 } }],
		['an issue is new', { news: { held: 0, issues: 1 } }],
		['a change failed', { failed: 1 }],
		['a change was skipped', { skipped: 1 }],
		['more was skipped than people', { skipped: 2, leftOut: 1 }],
		['as many failed as were skipped of people', { failed: 1, skipped: 1, leftOut: 0 }],
		['the run ended early', { endedEarly: 'No answer.' }],
		['there is nothing to look at', { held: 0, issues: { errors: 0, warnings: 3 } }],
	])('but not where %s', (_what, more) => {
		expect(isQuiet({ ...night, ...more })).toBe(false);
		expect(shownStatus({ ...night, ...more })).toBe(figures.status);
	});
});

test('of several guards the subject names the weightiest, and of two that weigh the same the larger', () => {
	const guard = (name: string, actual: number, more: object = {}) => ({
		...{ name, limit: 1, actual, of: 900, held: true },
		...more,
	});
	const held = [
		{
			...{ kind: 'user', action: 'update', externalId: 'e1', name: 'N', changes: [] },
			guard: { name: 'moves', limit: 1, actual: 3, of: 9 },
		},
	];
	const subjectOf = (...guards: object[]) =>
		told({ held, summary: [{ users: {}, groups: {}, guards }] }).subject;
	const titles = guard('fieldChanges', 7, { kind: 'user', field: 'title' });
	const phones = guard('fieldChanges', 8, { kind: 'user', field: 'phone' });
	for (const guards of [
		[titles, guard('removals', 2), phones],
		[guard('removals', 2), phones, titles],
		[phones, titles, guard('removals', 2)],
	]) {
		expect(subjectOf(...guards)).toContain('2 people would be removed');
	}
	expect(subjectOf(titles, phones)).toContain('8 phone numbers would change');
	expect(subjectOf(phones, titles)).toContain('8 phone numbers would change');
});

test('of what ended early only the last full stop is left out', () => {
	const { headline } = told({ failures: ['Node 20.1 cannot read flex.se.'] });
	expect(headline).toBe('The run ended early: Node 20.1 cannot read flex.se');
});
