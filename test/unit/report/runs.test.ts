import type { Language } from '../../../directory/report/columns';
import { summariseRuns, type RunsInput } from '../../../directory/report/runs';
import { renderRunsHtml, renderRunsMarkdown, runsMail } from '../../../directory/report/runsPage';

const NOW = '2026-03-31T07:00:00Z';

/** A calm run at 01:00 on a day of March. */
function run(day: number, more: object = {}): Record<string, unknown> {
	return {
		time: `2026-03-${String(day).padStart(2, '0')}T01:00:00.000Z`,
		workflow: 'Nightly',
		workflowId: 'w1',
		customer: null,
		dryRun: false,
		status: 'ok',
		headline: 'Everything is in step',
		people: 200,
		usersUpdated: 3,
		held: 0,
		failed: 0,
		errors: 0,
		warnings: 1,
		...more,
	};
}

/** One run a night, from one day to another. */
const nights = (from: number, to: number, more: object = {}) =>
	Array.from({ length: to - from + 1 }, (_none, i) => run(from + i, more));

function look(rows: RunsInput['rows'], more: Partial<RunsInput> = {}) {
	return summariseRuns({
		rows,
		hoursWithoutRun: 26,
		hoursHeld: 24,
		title: 'Runs',
		language: 'en',
		createdAt: new Date(NOW),
		timeZone: 'UTC',
		...more,
	});
}

const unusual = (rows: RunsInput['rows'], more: Partial<RunsInput> = {}) =>
	look(rows, more).workflows.flatMap((one) => one.unusual);

test('calm nights are nothing unusual', () => {
	const { status, headline, subject, workflows } = look(nights(1, 31));
	expect({ status, headline, subject }).toEqual({
		status: 'ok',
		headline: 'Nothing unusual',
		subject: 'Runs: Nothing unusual (2026-03-31)',
	});
	expect(workflows).toMatchObject([{ title: 'Nightly', unusual: [] }]);
	expect(workflows[0]!.runs).toHaveLength(31);
	expect(workflows[0]!.runs[30]).toMatchObject({ made: 3, held: 0, failed: 0, issues: 1 });
});

test('the changes of a run are those of people and of groups, and nothing that was not made', () => {
	const counts = {
		...{ usersCreated: 1, usersUpdated: 2, usersReactivated: 4, usersDeactivated: 8 },
		...{ usersDeleted: 16, groupsCreated: 32, groupsUpdated: 64, groupsDeleted: 128 },
		...{ held: 1000, failed: 2000, skipped: 4000, errors: 8000, warnings: 16000 },
	};
	const [workflow] = look([...nights(1, 30), run(31, counts)]).workflows;
	expect(workflow!.runs.at(-1)).toMatchObject({
		...{ made: 255, held: 1000, failed: 2000, issues: 24000 },
	});
});

test('a missing night is unusual after the hours that are given, and not before', () => {
	// From 01:00 on the 30th to 07:00 on the 31st: 30 hours.
	expect(unusual(nights(1, 30))).toEqual(['No run since 2026-03-30 01:00.']);
	expect(unusual(nights(1, 30), { hoursWithoutRun: 30 })).toEqual([]);
	expect(unusual(nights(1, 30), { hoursWithoutRun: 29 })).toHaveLength(1);
});

test('a workflow that has not run for 30 days is left out', () => {
	const rows = [run(1), ...nights(1, 31).map((one) => ({ ...one, workflowId: 'w2' }))];
	expect(look(rows).workflows).toHaveLength(1);
});

test('an empty history is no calm one', () => {
	for (const rows of [[], [{}], [{ time: 'yesterday' }]]) {
		expect(look(rows)).toMatchObject({
			status: 'attention',
			headline: 'No run in the history',
			workflows: [],
		});
	}
});

test('a run that failed in the last day is unusual, one of last week is not', () => {
	const failed = { status: 'failed', failed: 2, headline: '2 changes failed' };
	expect(unusual([...nights(1, 30), run(31, failed)])).toEqual([
		'The run of 2026-03-31 01:00 failed: 2 changes failed.',
	]);
	expect(look([...nights(1, 30), run(31, failed)]).status).toBe('failed');
	expect(unusual([...nights(1, 23), run(24, failed), ...nights(25, 31)])).toEqual([]);
});

test('what is held is unusual when each run has held something for longer than a day', () => {
	const rows = [...nights(1, 28), ...nights(29, 31, { held: 4 })];
	expect(unusual(rows)).toEqual([
		'4 changes are held. Every run since 2026-03-29 01:00 has held something.',
	]);
	// 54 hours.
	expect(unusual(rows, { hoursHeld: 54 })).toEqual([]);
	expect(unusual([...nights(1, 30, { held: 4 }), run(31)])).toEqual([]);
	expect(unusual([...nights(1, 30), run(31, { held: 4 })])).toEqual([]);
});

test('a count is unusual from ten on, where it is more than twice as high as in all but one run before', () => {
	const before = [
		run(1, { usersCreated: 200 }),
		...nights(2, 29, { usersUpdated: 3 }),
		run(30, { usersUpdated: 8 }),
	];
	const tonight = (more: object) => unusual([...before, run(31, more)]);
	expect(tonight({ usersUpdated: 10 })).toEqual([
		'People updated in the run of 2026-03-31 01:00: 10. Usual: at most 3.',
	]);
	expect(tonight({ usersUpdated: 9 })).toEqual([]);
	// The first load, 30 runs ago, does not make 40 new people usual.
	expect(tonight({ usersCreated: 40 })).toEqual([
		'People created in the run of 2026-03-31 01:00: 40. Usual: at most 0.',
	]);
	expect(tonight({ groupsDeleted: 10, errors: 12 })).toEqual([
		'Groups deleted in the run of 2026-03-31 01:00: 10. Usual: at most 0.',
		'Errors in the run of 2026-03-31 01:00: 12. Usual: at most 0.',
	]);
	const often = [...nights(1, 28), ...nights(29, 30, { usersUpdated: 20 })];
	expect(unusual([...often, run(31, { usersUpdated: 40 })])).toEqual([]);
	expect(unusual([...often, run(31, { usersUpdated: 41 })])).toHaveLength(1);
});

test('nothing is usual before five runs of the same kind', () => {
	const many = run(31, { usersCreated: 100 });
	expect(unusual([...nights(27, 30), many])).toEqual([]);
	expect(unusual([...nights(26, 30), many])).toHaveLength(1);
	expect(unusual([...nights(26, 30, { dryRun: true }), many])).toEqual([]);
});

test('a tenth fewer people than in the run before is unusual, unless the list was a part', () => {
	const tonight = (people: number, more: object = {}) =>
		unusual([...nights(1, 30), run(31, { people, ...more })]);
	expect(tonight(180)).toEqual([]);
	expect(tonight(179)).toEqual([
		'The run of 2026-03-31 01:00 had 179 people, the run before it 200.',
	]);
	expect(tonight(221)).toHaveLength(1);
	expect(tonight(5, { partialList: true })).toEqual([]);
});

test('many workflows: each separately, in any order, and those with something unusual first', () => {
	const of = (workflowId: string, customer: string, rows: object[]) =>
		rows.map((one) => ({ ...one, workflowId, customer }));
	const rows = [
		...of('a', 'Alfa AB', nights(1, 31)),
		...of('c', 'Cesam AB', nights(1, 31)),
		...of('b', 'Beta AB', nights(1, 29)),
	].reverse();
	const { workflows, headline } = look(rows);
	expect(headline).toBe('1 thing is unusual');
	expect(workflows.map(({ title }) => title)).toEqual([
		'Beta AB · Nightly',
		'Alfa AB · Nightly',
		'Cesam AB · Nightly',
	]);
	expect(workflows[1]!.runs.at(-1)!.at).toBe('2026-03-31T01:00:00.000Z');
});

test('a workflow that got another name is the same one', () => {
	const rows = [...nights(1, 20), ...nights(21, 31, { workflow: 'Every night' })];
	expect(look(rows).workflows).toMatchObject([{ title: 'Every night', unusual: [] }]);
});

describe('its page, its mail and its text for chat', () => {
	const rows = [
		...nights(1, 30),
		run(31, {
			usersUpdated: 40,
			seconds: 1234,
			requests: 77,
			releasedBy: 'Hanna <b>Rask</b>',
			workflow: 'Alfa & <script>',
		}),
	];
	const texts = (language: Language) => {
		const model = look(rows, { language });
		return [renderRunsHtml(model), runsMail(model), renderRunsMarkdown(model)] as const;
	};

	test('say what is unusual, and the page has each run with its numbers', () => {
		const [html, mail, markdown] = texts('en');
		for (const text of [html, mail, markdown]) {
			expect(text).toContain('People updated in the run of 2026-03-31 01:00: 40');
		}
		expect(html.match(/<th scope="row">/g)).toHaveLength(31);
		expect(html).toContain('<td class="num">40</td>');
		expect(html).toContain('1,234');
		expect(html).toContain('77');
	});

	test('escape what comes from elsewhere', () => {
		const [html, mail] = texts('en');
		for (const text of [html, mail]) {
			expect(text).toContain('Alfa &amp; &lt;script&gt;');
			expect(text).not.toContain('Alfa & <script>');
		}
		expect(html).toContain('Hanna &lt;b&gt;Rask&lt;/b&gt;');
	});

	test('in Swedish', () => {
		const [html, mail, markdown] = texts('sv');
		expect(html).toContain('<html lang="sv">');
		for (const text of [html, mail, markdown]) {
			expect(text).toContain('1 sak är ovanlig');
			expect(text).toContain(
				'Ändrade medarbetare i körningen 2026-03-31 01:00: 40. Vanligt: högst 3.',
			);
		}
		expect(html).toContain('<th scope="col">Släppt av</th>');
	});
});
