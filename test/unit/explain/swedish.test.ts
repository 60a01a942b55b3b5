import {
	explain,
	renderExplanationHtml,
	renderExplanationMarkdown,
	type Explanation,
} from '../../../directory/explain';
import type { Lists } from '../../../directory/explain/input';
import { warning } from '../../../directory/model/issue';
import { change, group, GROUPS, ORIGIN, person, user } from './support';

function inSwedish(lists: Lists, who = 'e1', levels: string[] = []): Explanation {
	return explain({ who, lists, levels, systems: { target: 'Katalogen' }, language: 'sv' });
}

function linesOf({ people }: Explanation): string[] {
	return people.flatMap(({ outcome, steps }) => [
		outcome,
		...steps.flatMap(({ title, blocks }) => [
			`# ${title}`,
			...blocks.flatMap((block) =>
				block.kind === 'table'
					? [block.head.join(' | '), ...block.rows.map((row) => row.join(' | '))]
					: [block.text],
			),
		]),
	]);
}

test('somebody whose name and group change is explained in Swedish, from HR to the next run', () => {
	const held = {
		...change({ action: 'deactivate', changes: [], reason: 'Is no longer in HR.' }),
		guard: { name: 'removals', limit: 5, actual: 7, of: 50 },
	};
	const subject = { kind: 'user' as const, externalId: 'e1', name: 'Anna Berg' };
	const lists = {
		issues: [
			person({
				gender: 'female',
				origin: { ...ORIGIN, organization: { Office: 'Stockholm', Team: '' } },
			}),
			user({ gender: 'none', externalId: 'e1' }),
			warning('invalidEmail', subject, 'In English.'),
		],
		changes: [change()],
		held: [held],
		groups: [group('g2', 'Bolaget', 'Stockholm'), ...GROUPS.slice(0, 1)],
	};
	const told = linesOf(inSwedish(lists, '17', ['Office', 'Team']));
	expect(told).toEqual(
		expect.arrayContaining([
			'Nästa körning skulle ändra Anna Berg, och stoppa något.',
			'# Vad HR säger',
			'Hittades på anställningsnummer i HR.',
			'Fält i HR | Värde',
			'Anställningsnummer | 17',
			'Företag | c1',
			'Organisationsfält | Värde',
			'Team | (tomt)',
			'# Vad det blir',
			'Värde i Katalogen | Från HR | Blir',
			'Förnamn |  | Anna',
			'Kön |  | kvinna',
			'# Vilken grupp, och varför',
			'Den lägsta ifyllda nivån avgör: Office.',
			'Team är tom och ger ingen grupp.',
			'Nivå | Värde i HR | Vad det blir',
			'Office | Stockholm | gruppen ”Stockholm”',
			'Team | (tomt) | tomt: ingen grupp',
			'# Vad Katalogen har nu',
			'Aktiv | ja',
			'Kön | ej angivet',
			'# Vad nästa körning skulle göra',
			'Ändra medarbetare: Skiljer sig från HR.',
			'Värde | Från | Till',
			'Efternamn | Berg | Ek',
			'Stoppad av spärren ”Borttagningar”: 7 planerade, högst 5 av 50 släpps igenom. Fler medarbetare än vanligt saknas i HR. Kontrollera att de verkligen har slutat, och att HR lämnade alla företag och alla anställda.',
			'Inaktivera medarbetare: Finns inte längre i HR.',
			'Anna Berg: e-postadressen i HR är felskriven. Rätta i HR.',
		]),
	);
	for (const line of told) expect(line).not.toMatch(/\b(the|is|are|nobody|next|group)\b/i);
});

test.each<[string, Lists, string]>([
	[
		'is new',
		{ issues: [person()], changes: [change({ action: 'create', targetId: null })] },
		'Nästa körning skulle skapa Anna Berg.',
	],
	[
		'stays',
		{ issues: [person(), user()] },
		'Inget behöver göras för Anna Berg: allt stämmer med HR.',
	],
	[
		'cannot be synchronised',
		{
			issues: [{ skipped: true, externalId: 'e1', name: 'Anna Berg', username: null, issues: [] }],
		},
		'Anna Berg kan inte synkas, så ingen användare skapas.',
	],
	[
		'has left',
		{ issues: [user({ active: false })] },
		'Inget behöver göras för Anna Berg: finns inte i HR och är redan inaktiv.',
	],
])('somebody who %s has an outcome in Swedish', (_who, lists, outcome) => {
	expect(inSwedish(lists).people.map((one) => one.outcome)).toEqual([outcome]);
});

test('an answer that finds nobody, or several of one name, is Swedish', () => {
	const nobody = inSwedish({ issues: [person()] }, 'x@y.se');
	expect([nobody.title, nobody.remarks[0]]).toEqual([
		'Ingen hittades',
		'”x@y.se” söktes som anställningsnummer, externt ID, användarnamn, e-postadress och namn, hela värdet med stora eller små bokstäver, bland 1 medarbetare i HR (varav 0 inte kan synkas) och 0 användare i Katalogen.',
	]);
	const two = { issues: [person(), person({ externalId: 'e2', username: 'anna2@exempel.se' })] };
	expect(inSwedish(two, 'Anna Berg')).toMatchObject({
		title: '2 medarbetare heter ”Anna Berg”',
		remarks: [
			'Sök igen med anställningsnummer eller e-postadress: 17, anna@exempel.se; 17, anna2@exempel.se.',
		],
	});
	expect(inSwedish({}, '').title).toBe('Ingen sökning');
});

test('the page of a form and the text for chat are Swedish', () => {
	const issues = [{ severity: 'error', code: 'missingLastName', message: 'No.', details: {} }];
	const subject = { kind: 'user', externalId: 'e1', name: 'Anna Berg' };
	const found = inSwedish({ issues: [person({ issues: [{ ...issues[0], subject }] })] });
	expect(renderExplanationHtml(found, 'sv')).toContain(
		'<strong>Fel:</strong> Anna Berg synkas inte: efternamn saknas. Fyll i det i HR.',
	);
	expect(renderExplanationMarkdown(found)).toContain('❌ Anna Berg synkas inte');
});
