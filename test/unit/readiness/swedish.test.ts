import {
	renderReadinessHtml,
	renderReadinessMarkdown,
	summariseReadiness,
} from '../../../directory/readiness';
import { recommendLevels } from '../../../directory/readiness/levels';
import { targetFacts } from '../../../directory/readiness/target';
import { user } from '../../support/people';
import { HR_SAMPLE, readinessInput, TARGET_SAMPLE } from '../../report/readinessSample';

const swedish = (changes: Parameters<typeof readinessInput>[0] = {}) =>
	summariseReadiness(readinessInput({ language: 'sv', ...changes }));

const linesOf = (html: string) =>
	html
		.replace(/<style>[\s\S]*?<\/style>/g, '')
		.split(/<[^>]*>/)
		.map((line) => line.trim())
		.filter((line) => line !== '');

test('the page is Swedish, from the headline to the last table', () => {
	const page = swedish();
	expect(page.headline).toMatch(/^1 punkt hindrar starten, \d+ punkter att granska$/);
	const html = renderReadinessHtml(page);
	expect(html).toContain('<html lang="sv">');
	const lines = linesOf(html);
	for (const said of [
		'Att göra före starten',
		'Hindrar starten',
		'Någon kommer inte med',
		'Bestäm före starten',
		'Bra att veta',
		'Vem det gäller',
		'Rätta det, eller lämna det som det är.',
		'En spärr skulle stoppa 7 ändringar: Många medarbetare skulle tas bort',
		'Vad en första körning skulle göra',
		'Inaktivera',
		'Hrsystem: anslutning och behörigheter',
		'behörighet saknas: Norrsken AB',
		'Det går inte att veta vilka som är anställda, så en körning avbryts.',
		'Hrsystem: företag och medarbetare 2026-02-03',
		'11\u00A0002',
		'Hrsystem: dimensioner och nivåer',
		'Få värden, ifyllt för de flesta.',
		'Winningtemp: vad det stöder och vad som finns',
		'födelsedag, gruppernas grupp ovanför',
		'38 användare av 40 kan logga in. 1 konto ser ut som en administratör eller en tjänst.',
		'Filen innehåller personuppgifter. Spara den där bara de som behöver den kan läsa den, och radera den efter starten.',
	]) {
		expect(lines).toContain(said);
	}
	// Reasons of the sample, which no plan gives, stay as they are.
	const ours = lines.filter((line) => !/^(No longer among|Name, birthday)/.test(line));
	expect(ours.join('\n')).not.toMatch(/\b(the|nobody|people|is|are|was|run)\b(?! AB)/i);
});

test('the text for chat has the same words', () => {
	expect(renderReadinessMarkdown(swedish())).toContain('- **Hindrar starten**: ');
});

test('a check that is missing, and a plan that failed, are told in Swedish', () => {
	const checks = [{ ...HR_SAMPLE, findings: [] }];
	const page = swedish({ checks, failures: ['No answer.'], changes: [], held: [] });
	expect(page.findings.map(({ title }) => title)).toEqual([
		'Winningtemp kunde inte kontrolleras',
		'En första körning skulle avbrytas: No answer',
	]);
	const failed = swedish({
		checks: [...checks, TARGET_SAMPLE],
		failures: ['No answer.'],
		changes: [],
		held: [],
	});
	expect(failed.findings.map(({ title }) => title)).toEqual([
		'En första körning skulle avbrytas: No answer',
	]);
});

test('what a check finds has both languages, and the English is as it is without the other', () => {
	const { findings } = targetFacts('Katalogen', {
		users: [
			user({
				targetId: 't1',
				externalId: null,
				username: 'admin@x.se',
				firstName: 'A',
				lastName: 'B',
			}),
			user({ targetId: 't2', externalId: null, active: false, firstName: 'C', lastName: 'D' }),
		],
		groups: [],
		rolesOf: () => [],
	});
	const byHand = findings.find(({ code }) => code === 'usersByHand')!;
	expect([byHand.title, byHand.sv.title]).toEqual([
		'2 users in Katalogen have no External ID',
		'2 användare i Katalogen saknar externt ID',
	]);
	const [inactive] = byHand.concerns.filter(({ id }) => id === 't2');
	expect([inactive!.note, inactive!.sv?.note].map((note) => note?.split(', ').at(-1))).toEqual([
		'inactive',
		'inaktiv',
	]);
	const administrators = findings.find(({ code }) => code === 'administrators')!;
	expect(administrators.sv.title).toBe(
		'1 konto i Katalogen kan tillhöra en administratör eller en tjänst',
	);
});

test('an item of an older version, without Swedish, is shown in English', () => {
	const old = { ...HR_SAMPLE.findings[0]!, sv: undefined };
	const page = swedish({ checks: [{ ...HR_SAMPLE, findings: [old] }, TARGET_SAMPLE] });
	expect(page.findings.map(({ title }) => title)).toContain('1 person has no manager');
});

test('the reason why a dimension is no level is in Swedish', () => {
	const [empty, same, top, nested] = recommendLevels([
		{ name: 'Tom', values: Array.from({ length: 12 }, () => null) },
		{ name: 'Land', values: [...'ssssssssssss'] },
		{ name: 'Ort', values: [...'aaaaaabbbbbb'] },
		{ name: 'Team', values: [...'111222333444'] },
	]);
	expect([empty, same, top, nested].map((one) => one!.sv.reason)).toEqual([
		'Ingen har något värde.',
		'Alla har samma värde.',
		'Få värden, ifyllt för de flesta.',
		'Få värden, ifyllt för de flesta, och varje värde hör till ett värde i Ort.',
	]);
});
