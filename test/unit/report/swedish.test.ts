import fc from 'fast-check';
import ts from 'typescript';
import type { Issue } from '../../../directory/model/issue';
import { renderHtml } from '../../../directory/report/html';
import { ISSUES } from '../../../directory/report/issueTable';
import type { ReportInput } from '../../../directory/report/input';
import { renderMarkdown } from '../../../directory/report/markdown';
import { reasonIn } from '../../../directory/report/sentences';
import { summarise } from '../../../directory/report/summarise';
import { TABLE } from '../../../directory/report/table';
import { sampleInput } from '../../report/sample';
import { readText } from '../../support/files';
import { runs } from '../../support/runs';
import { onLastMorning, story } from '../plan/mornings';

function swedish(input: Partial<ReportInput> = {}) {
	return summarise({ ...sampleInput(), language: 'sv', ...input });
}

const lines = (html: string) =>
	html
		.replace(/<(script|style)>[\s\S]*?<\/\1>/g, '')
		.replace(/<[^>]*>/g, '\n')
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');

test('headline, remarks and subject are Swedish, with Swedish numbers', () => {
	const { headline, remarks, subject } = swedish();
	expect(headline).toBe('1 ändring misslyckades');
	expect(remarks).toEqual([
		'8 ändringar är stoppade och väntar på ditt beslut.',
		'2 medarbetare kunde inte synkas.',
		'1 ändring hoppades över.',
		'2 fel i uppgifterna att granska.',
		'12 ändringar gjordes.',
		'2 varningar.',
	]);
	expect(subject).toBe(
		'Flex HRM → Winningtemp: 1 ändring misslyckades, Stoppat: 7 medarbetare skulle tas bort (2026-02-03)',
	);
	const users = { wanted: 12_345, current: 1_234_567 };
	const html = renderHtml(swedish({ summary: [{ users, groups: { wanted: 1, current: 0 } }] }));
	expect(html).toContain(
		'I HR: 12\u00A0345 medarbetare, 1 grupp. I Winningtemp före körningen: 1\u00A0234\u00A0567 medarbetare, 0 grupper.',
	);
	expect(html).toContain('<html lang="sv">');
});

test('guards, actions, fields and values are Swedish', () => {
	const text = lines(renderHtml(swedish())).join(' ');
	for (const said of [
		'Stoppat – väntar på ditt beslut',
		'Många medarbetare skulle tas bort',
		'7 planerade, högst 5 av 50 släpps igenom.',
		'Fler medarbetare än vanligt saknas i HR.',
		'Ange plannumret 7f3a-91c2 . Har planen ändrats',
		'Skapade medarbetare',
		'Inaktivera medarbetare',
		'Efternamn : Sundin → Cederlöf',
		'Undantagen från enkäter : nej → ja',
		'Chef : Cecilia Cederlöf → tomt',
		'hette Human Resources',
		'flyttad från Stockholm › Product',
		'11 av 250',
	]) {
		expect(text.replace(/ +(?=[:.])/g, ' ')).toContain(said);
	}
});

test('the text for chat is Swedish', () => {
	const text = renderMarkdown(swedish());
	expect(text).toContain('Skapade **5** (4 medarbetare, 1 grupp)');
	expect(text).toContain(
		'öppna formuläret ”Släpp igenom stoppade ändringar” och ange plannumret `7f3a-91c2`',
	);
	expect(text).toContain('**Att granska (4 punkter)**');
	expect(renderMarkdown(swedish(), 2)).toContain('… och 5 till i rapporten');
});

test('no text of the English column is left on a Swedish page', () => {
	const said = lines(renderHtml(swedish())).concat(lines(renderHtml(swedish({ held: [] }))));
	const same = new Set(['Error', 'Guards']);
	const english = Object.values(TABLE)
		.flatMap(({ en }: { en: unknown }) =>
			typeof en === 'string' ? [en] : typeof en === 'object' ? Object.values(en as object) : [],
		)
		.filter((one): one is string => typeof one === 'string' && one.trim().length > 4);
	expect(english.length).toBeGreaterThan(60);
	for (const one of english.filter((text) => !same.has(text))) expect(said).not.toContain(one);
});

test.each([
	['Differs from HR.', 'Skiljer sig från HR.'],
	['Is in “IT. Support” in HR.', 'Hör till ”IT. Support” i HR.'],
	[
		'Another name and birthday: the External ID may be somebody else’s now. Has another username in HR.',
		'Annat namn och annan födelsedag: det externa ID:t kan tillhöra någon annan nu. Har ett annat användarnamn i HR.',
	],
	[
		'Was called “HR (old)”. Is below “Stab” in HR. Recognised by its people, of whom 82 % are the same.',
		'Hette ”HR (old)”. Ligger under ”Stab” i HR. Igenkänd på sina medarbetare, varav 82 % är desamma.',
	],
	[
		'Is in “A” only; leaves 2 more. Waits for the held deactivation of the user “Bo”.',
		'Hör bara till ”A” och lämnar 2 till. Väntar på en stoppad ändring av medarbetaren ”Bo”.',
	],
	['A reason that nobody knows. Differs from HR.', 'A reason that nobody knows. Differs from HR.'],
])('the reason %p is in Swedish', (reason, sv) => {
	expect(reasonIn('sv', reason)).toBe(sv);
	expect(reasonIn('en', reason)).toBe(reason);
});

test('every reason of the plans of random companies is known', () => {
	fc.assert(
		fc.property(story, (one) => {
			onLastMorning(one, (_company, _model, plan) => {
				for (const { reason } of [...plan.changes, ...plan.held]) {
					const told = reasonIn('sv', reason).replace(/”[^”]*”/g, '');
					expect(told).not.toMatch(/\b(the|is|has|was|in|of|for)\b/i);
				}
			});
		}),
		{ numRuns: runs(100) },
	);
});

const issue = (
	code: string,
	details: Issue['details'],
	name = 'Åsa Ek',
	message = 'In English.',
) => ({
	severity: 'warning',
	code,
	message,
	subject: { kind: 'user', externalId: 'e1', name },
	details,
});

test('an issue is in Swedish where its code is known and its details are whole', () => {
	const [known] = swedish({ issues: [issue('missingUsername', { parameter: 'Username' })] }).issues;
	expect(known!.title).toBe('Saknar användarnamn');
	expect(known!.rows[0]!.message).toBe(
		'Åsa Ek synkas inte: användarnamn saknas. Fyll i e-postadressen i HR.',
	);
	const said = (one: object) => swedish({ issues: [one] }).issues[0]!.rows[0]!.message;
	expect(said(issue('invalidDate', { field: 'employedUntil' }))).toBe(
		'Åsa Ek: ”Anställd till” i HR är inget giltigt datum. Rätta i HR.',
	);
	expect(said(issue('invalidDate', {}))).toBe('In English.');
	expect(said(issue('toString', {}))).toBe('In English.');
});

test('what is found of several is shown with as many names as are known, and three at most', () => {
	const said = (details: Issue['details'], code = 'noManager') =>
		swedish({ issues: [...sampleInput().issues!, issue(code, details)] }).issues.find(
			(section) => section.code === code,
		)!.rows[0]!.message;
	const named = ['a', 'b', 'c', 'd'];
	const held = named.map((externalId) => ({
		...{ order: 1, kind: 'user', action: 'deactivate', externalId, changes: [] },
		...{ name: `Ek ${externalId}`, guard: { name: 'removals', limit: 1, actual: 2, of: 9 } },
	}));
	const of = (people: string[], count: unknown = people.length) =>
		swedish({ held, issues: [issue('noManager', { people, count } as Issue['details'])] })
			.issues[0]!.rows[0]!.message;
	expect(of(['a', 'b', 'c'])).toMatch(/^3 medarbetare \(Ek a, Ek b, Ek c\) har/);
	expect(of(named)).toMatch(/^4 medarbetare \(Ek a, Ek b, Ek c …\) har/);
	expect(of(['x', 'y'])).toMatch(/^2 medarbetare har/);
	expect(of(['a', 'x'])).toMatch(/^2 medarbetare \(Ek a\) har/);
	expect(of(['a'])).toMatch(/^Åsa Ek har/);
	expect(of(['a', 'b'], 'two')).toMatch(/^Åsa Ek har/);
	expect(said({})).toMatch(/^Åsa Ek har/);
	expect(said({ count: 3 }, 'protectedLeftAlone')).toBe(
		'3 undantagna medarbetare med skyddad identitet har ett konto i Winningtemp. Det lämnas orört. Ta bort kontot där för hand om det inte ska användas.',
	);
});

test('what is found of many is shown with their number and the first names', () => {
	const { issues, held } = sampleInput();
	const people = held!.slice(0, 5).map((one) => (one as { externalId: string }).externalId);
	const many = issue('noManager', { people, count: 5 });
	const [section] = swedish({ issues: [...issues!, many] }).issues.filter(
		({ code }) => code === 'noManager',
	);
	expect(section!.rows[0]!.message).toMatch(
		/^5 medarbetare \([\p{L} ]+, [\p{L} ]+, [\p{L} ]+ …\) har varken chef/u,
	);
});

/** Codes that stay in English: they are about settings, and name what is to be changed there. */
const ENGLISH = ['protectedAccounts', 'protectedUnknown'];

test('every code of the domain has its words, or is known to stay English', () => {
	const codes = ts.sys
		.readDirectory('directory', ['.ts'])
		.filter((path) => !/readiness|report/.test(path))
		.flatMap((path) => [
			...readText(path).matchAll(/\b(?:error|warning)\(\s*'(\w+)'|\bcode: '(\w+)'/g),
		])
		.map(([, called, named]) => called ?? named!);
	expect(codes.length).toBeGreaterThan(50);
	const unknown = [...new Set(codes)].filter((code) => !Object.hasOwn(ISSUES, code));
	expect(unknown.sort()).toEqual(ENGLISH);
});
