import type { ReportInput } from '../../../directory/report/input';
import { summariseQuality, type GroupBy } from '../../../directory/report/quality';
import {
	qualityLists,
	qualityMail,
	renderQualityHtml,
	renderQualityMarkdown,
} from '../../../directory/report/qualityPage';
import { qualityInput } from '../../report/sample';

/** What to correct in HR, for people who know nothing of the synchronisation. */

function quality(more: Partial<ReportInput & { groupBy: GroupBy }> = {}) {
	return summariseQuality({ ...qualityInput(), groupBy: 'company', ...more });
}

const told = (model: ReturnType<typeof quality>) =>
	model.groups.map(({ title, rows }) => [
		title,
		...rows.map(({ name, about, what, todo }) => [
			name,
			[about.number, about.group].filter(Boolean).join(', '),
			what,
			todo,
		]),
	]);

test('each company has its list: who, what is wrong, and what to do; what is not for HR is left out', () => {
	const model = quality();
	expect(told(model)).toEqual([
		[
			'Malmö',
			['Dan Ek', '1004, Malmö › Finance', 'Invalid date: Employed until', 'Correct it in HR.'],
			['Cia Berg', '1003, Malmö › Finance', 'No manager', 'Enter the manager in HR.'],
		],
		[
			'Stockholm',
			[
				'Anna Alm',
				'1001, Stockholm',
				'No work e-mail address',
				'Enter the work e-mail address in HR.',
			],
			['Finance', '', 'A group without manager', 'Correct the manager of these people in HR.'],
		],
		[
			'Company not known',
			[
				'Somebody with protected identity',
				'',
				'No work e-mail address',
				'Enter the work e-mail address in HR.',
			],
			[
				'Eva Fors',
				'',
				'Several people with one e-mail address: delad@exempel.se',
				'Give each person an address of their own in HR.',
			],
		],
	]);
	expect(model).toMatchObject({
		headline: '6 things to correct in HR',
		count: 6,
		subject: 'Flex HRM → Winningtemp: 6 things to correct in HR (2026-02-03)',
		kinds: [
			{ what: 'No work e-mail address', count: 2 },
			{ what: 'A group without manager', count: 1 },
			{ what: 'Invalid date', count: 1 },
			{ what: 'No manager', count: 1 },
			{ what: 'Several people with one e-mail address', count: 1 },
		],
		remarks: [
			'2 of them keep somebody from Winningtemp.',
			'What is corrected in HR is no longer on the list after the next run.',
		],
	});
});

test('each manager has a list of those who report to them', () => {
	const lists = quality({ groupBy: 'manager' }).groups.map(({ title, rows }) => [
		title,
		rows.map(({ name }) => name),
	]);
	expect(lists).toEqual([
		['Bo Chef', ['Anna Alm', 'Dan Ek', 'Finance']],
		['Manager not known', ['Somebody with protected identity', 'Cia Berg', 'Eva Fors']],
	]);
});

test('in Swedish all of it is Swedish', () => {
	const model = quality({ language: 'sv' });
	expect(model.headline).toBe('6 saker att rätta i HR');
	expect(told(model)[1]).toEqual([
		'Stockholm',
		['Anna Alm', '1001, Stockholm', 'Saknar användarnamn', 'Fyll i e-postadressen i HR.'],
		['Finance', '', 'Gruppens chef saknas', expect.stringContaining('Rätta chefen i HR.')],
	]);
	expect(renderQualityHtml(model)).toContain('<html lang="sv">');
	expect(told(model).at(-1)![0]).toBe('Okänt företag');
});

test('no id that only machines read, and no code, is on the page, in the mails or in the text', () => {
	for (const groupBy of ['company', 'manager'] as const) {
		const model = quality({ groupBy });
		const everything = [
			renderQualityHtml(model),
			qualityMail(model),
			renderQualityMarkdown(model),
			JSON.stringify(qualityLists(model)),
		].join('\n');
		expect(everything).not.toMatch(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}/i);
		expect(everything).not.toMatch(/missingUsername|Hemlig|Hemorten|release/);
	}
});

test('without names there are numbers only: no person, number, address or manager', () => {
	const model = quality({ includeNames: false, groupBy: 'manager' });
	expect(told(model)).toEqual([
		[
			'Malmö',
			['1 time', '', 'Invalid date', 'Correct it in HR.'],
			['1 time', '', 'No manager', 'Enter the manager in HR.'],
		],
		[
			'Stockholm',
			['1 time', '', 'No work e-mail address', 'Enter the work e-mail address in HR.'],
			['1 time', '', 'A group without manager', 'Correct the manager of these people in HR.'],
		],
		[
			'Company not known',
			['1 time', '', 'No work e-mail address', 'Enter the work e-mail address in HR.'],
			[
				'1 time',
				'',
				'Several people with one e-mail address',
				'Give each person an address of their own in HR.',
			],
		],
	]);
	const everything =
		renderQualityHtml(model) + qualityMail(model) + JSON.stringify(qualityLists(model));
	expect(everything).not.toMatch(/Anna|Cia|Dan|Eva|Chef|100[1-9]|delad@/);
});

test('each list has a mail of its own, and the text for a chat has numbers only', () => {
	const model = quality();
	const lists = qualityLists(model);
	expect(lists.map(({ name, count }) => [name, count])).toEqual([
		['Malmö', 2],
		['Stockholm', 2],
		['Company not known', 2],
	]);
	expect(lists[0]!.mail).toContain('2 things to correct in HR');
	expect(lists[0]!.mail).toContain('<b>Cia Berg</b><br>1003, Malmö › Finance');
	expect(lists[0]!.mail).not.toContain('Anna');
	expect(renderQualityMarkdown(model).split('\n').slice(1, 3)).toEqual([
		'**6 things to correct in HR**',
		'- No work e-mail address: 2',
	]);
	expect(renderQualityMarkdown(model)).not.toMatch(/Anna|Cia|Dan|Eva/);
});

test('a mail has at most 200 rows, and says how many more are on the page', () => {
	const issue = (n: number) => ({
		severity: 'warning',
		code: 'noManager',
		message: 'm',
		subject: { kind: 'user', externalId: `e${n}`, name: `Name ${n}` },
	});
	const mail = qualityMail(quality({ issues: Array.from({ length: 203 }, (_, n) => issue(n)) }));
	expect(mail.match(/<tr>/g)).toHaveLength(200);
	expect(mail).toContain('… and 3 more in the full report');
});

test('names and values from outside are escaped', () => {
	const issues = [
		{
			severity: 'error',
			code: 'sameUsername',
			message: 'm',
			subject: { kind: 'user', externalId: 'x', name: '<b>Eva</b>' },
			details: { username: '<img src=x>' },
		},
	];
	const model = quality({ issues });
	expect(renderQualityHtml(model) + qualityMail(model)).not.toMatch(/<b>Eva|<img/);
});

test('with nothing to correct it says so; where the plan or its issues are missing, that is an error', () => {
	expect(quality({ issues: [] }).headline).toBe('Nothing to correct in HR');
	expect(() => quality({ issues: [], summary: [] })).toThrow('The input Summary has nothing in it');
	const summary = [{ users: {}, groups: {}, issues: { errors: 1, warnings: 0 } }];
	expect(() => quality({ issues: [], summary })).toThrow('The input Issues has nothing in it');
	const ofBoth = [{ users: {}, groups: {}, issues: { errors: 1, warnings: 1 } }];
	expect(() => quality({ issues: [], summary: ofBoth })).toThrow(
		expect.objectContaining({
			code: 'input',
			advice: expect.stringContaining('Connect the outputs'),
		}),
	);
	expect(() => quality({ failures: ['Flex did not answer'] })).toThrow(
		expect.objectContaining({ message: 'No list was made: Flex did not answer', code: 'input' }),
	);
	// Some issues are there, and the summary counts them.
	expect(quality({ summary: ofBoth }).groups).not.toEqual([]);
});

test('the page begins with what there is most of, and has neither figures nor a search where all is right', () => {
	const model = quality();
	const [tiles] = /<ul class="tiles kinds" aria-label="Figures">.*?<\/ul>/.exec(
		renderQualityHtml(model),
	)!;
	const counts = [
		...tiles!.matchAll(
			/<li><span class="label">(.*?)<\/span> <span class="n">(.*?)<\/span><\/li>/g,
		),
	];
	expect(counts.map(([, what, count]) => [what, Number(count)])).toEqual(
		model.kinds.map(({ what, count }) => [what, count]),
	);
	expect(counts[0]![1]).toBe('No work e-mail address');
	const right = renderQualityHtml(quality({ issues: [] }));
	expect(right).not.toContain('<ul');
	expect(right).not.toContain('<form');
	expect(right).toMatch(/^<!DOCTYPE html>/i);
});
