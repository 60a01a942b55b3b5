import { overviewMail, overviewMarkdown, overviewOf } from '../../../directory/report/overview';

const ABOUT = { language: 'en', title: 'All customers', date: '2026-11-28' } as const;

const calm = { status: 'ok', headline: 'Everything is in step', failed: 0, held: 0 };
const held = {
	status: 'attention',
	headline: '191 people would be removed: held',
	updated: 3,
	created: 2,
	held: 191,
	releaseUrl: 'https://n8n.example.com/form/beta?plan=1&x="y"',
};

test('what needs somebody first: a run that did not finish, failed changes, what is held, then the rest by name', () => {
	const { rows, subject } = overviewOf(
		[
			calm,
			held,
			{ status: 'failed', headline: '1 change failed', failed: 1, held: 4 },
			{ error: { message: 'Flex HRM cannot be reached' } },
			{ ...calm, status: 'attention', headline: '2 people could not be synchronised' },
			calm,
			{ status: 'failed', headline: 'x', endedEarly: 'the token is no longer valid' },
		],
		['Åkes', 'Beta', 'Cesam', 'Delta', 'Epsilon', 'Alfa', 'Foxtrot'],
		ABOUT,
	);
	expect(rows.map(({ customer, weight, headline }) => [customer, weight, headline])).toEqual([
		['Delta', 'notFinished', 'Flex HRM cannot be reached'],
		['Foxtrot', 'notFinished', 'the token is no longer valid'],
		['Cesam', 'failed', '1 change failed'],
		['Beta', 'held', '191 people would be removed: held'],
		['Epsilon', 'look', '2 people could not be synchronised'],
		['Alfa', 'ok', 'Everything is in step'],
		['Åkes', 'ok', 'Everything is in step'],
	]);
	expect(rows[3]).toMatchObject({ made: 5, failed: 0, held: 191 });
	expect(subject).toBe('All customers: 5 of 7 customers need a look (2026-11-28)');
});

test('all in step, in both languages', () => {
	const subjectIn = (language: 'en' | 'sv', results: object[]) =>
		overviewOf(results, ['Alfa', 'Beta'], { ...ABOUT, language }).subject;
	expect(subjectIn('en', [calm, calm])).toBe(
		'All customers: all 2 customers are in step (2026-11-28)',
	);
	expect(subjectIn('sv', [calm, held])).toBe(
		'All customers: 1 av 2 kunder att granska (2026-11-28)',
	);
});

test('a result that is no report is never taken for a calm night', () => {
	const { rows } = overviewOf([{}, { plan: 'x' }, null], ['A', 'B', 'C'], ABOUT);
	expect(rows.map(({ weight }) => weight)).toEqual(['notFinished', 'notFinished', 'notFinished']);
	expect(rows[0]!.headline).toBe(
		'The run gave no report. Its workflow must end with “Finish the run”.',
	);
});

test('a report in which changes failed is never calm, whatever its status says', () => {
	const { rows } = overviewOf([{ ...calm, failed: 2 }], ['A'], ABOUT);
	expect(rows[0]!.weight).toBe('failed');
});

test('texts from outside cannot become markup, and the link to the form is there only where something is held', () => {
	const overview = overviewOf(
		[
			{ ...held, headline: '<b>191</b>' },
			{ ...calm, releaseUrl: 'https://n8n.example.com/form/alfa' },
		],
		['<script>', 'Alfa'],
		{ ...ABOUT, title: 'A & B' },
	);
	const mail = overviewMail(overview);
	expect(mail).toContain('&lt;script&gt;');
	expect(mail).toContain('&lt;b&gt;191&lt;/b&gt;');
	expect(mail).toContain('A &amp; B');
	expect(mail).toContain('href="https://n8n.example.com/form/beta?plan=1&amp;x=&quot;y&quot;"');
	expect(mail).not.toContain('form/alfa');
	expect(overviewMarkdown(overview)).not.toContain('<script>');
});
