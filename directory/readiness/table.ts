import { columnsOf, counted, row, say, text, type Column, type Row } from '../report/columns';
import type { Outcome } from '../report/model';
import type { ResourceAccess, Weight } from './model';

/** All words of the readiness page that are not those of a check, in each language. */
const TABLE = {
	weights: row<Record<Weight, string>>(
		{
			start: 'Blocks the start',
			people: 'Leaves people out',
			decide: 'Decide before the start',
			know: 'Good to know',
		},
		{
			start: 'Hindrar starten',
			people: 'Någon kommer inte med',
			decide: 'Bestäm före starten',
			know: 'Bra att veta',
		},
	),
	toDo: text('What to do before the start', 'Att göra före starten'),
	nothing: text('Nothing was found.', 'Inget att göra.'),
	keepSafe: text(
		'This file contains personal data. Keep it where only those who need it can read it, and delete it after the start.',
		'Filen innehåller personuppgifter. Spara den där bara de som behöver den kan läsa den, och radera den efter starten.',
	),
	toDoFor: say('Something to do for: {0}.', 'Något att göra för: {0}.'),
	findings: text('Findings', 'Punkter'),
	concerned: text('Whom it concerns', 'Vem det gäller'),
	more: say('And {0} more.', 'Och {0} till.'),
	notChecked: say('{0} could not be checked', '{0} kunde inte kontrolleras'),
	testCredential: text(
		'Test the credential in n8n: its message says what is wrong. Then run this check again.',
		'Testa inloggningen (credential) i n8n: meddelandet säger vad som är fel. Kör sedan kontrollen igen.',
	),
	blocked: counted(
		['{0} finding blocks the start', '{0} findings block the start'],
		['{0} punkt hindrar starten', '{0} punkter hindrar starten'],
	),
	notBlocked: text('Nothing blocks the start', 'Inget hindrar starten'),
	others: counted(
		[', {0} finding to look at', ', {0} findings to look at'],
		[', {0} punkt att granska', ', {0} punkter att granska'],
	),

	// The first run.
	firstRun: text('What a first run would do', 'Vad en första körning skulle göra'),
	wouldStop: say('It would stop: {0}.', 'Den skulle avbrytas: {0}.'),
	stops: say('A first run would stop: {0}', 'En första körning skulle avbrytas: {0}'),
	settle: text('Settle that, and run this check again.', 'Åtgärda det och kör kontrollen igen.'),
	figures: row<Record<Outcome, string>>(
		{
			created: 'Create',
			updated: 'Update',
			reactivated: 'Reactivate',
			deactivated: 'Deactivate',
			deleted: 'Delete',
			unchanged: 'Unchanged',
			held: 'Held',
			failed: 'Failed',
			skipped: 'Left out',
		},
		{
			created: 'Skapa',
			updated: 'Ändra',
			reactivated: 'Återaktivera',
			deactivated: 'Inaktivera',
			deleted: 'Ta bort',
			unchanged: 'Oförändrade',
			held: 'Stoppade',
			failed: 'Misslyckade',
			skipped: 'Utelämnade',
		},
	),
	kindColumns: row(['Change', 'People', 'Groups'], ['Ändring', 'Medarbetare', 'Grupper']),
	issueColumns: row(['Issue of the plan', 'Number'], ['Punkt i planen', 'Antal']),
	noneHasUsername: say(
		'{0}, and no person in HR has the username of {1} of them',
		'{0}, och ingen i HR har användarnamnet för {1} av dem',
	),
	adopts: counted(
		[
			'A first run would adopt {0} account and link it to HR',
			'A first run would adopt {0} accounts and link them to HR',
		],
		[
			'En första körning skulle ta över {0} konto och koppla det till HR',
			'En första körning skulle ta över {0} konton och koppla dem till HR',
		],
	),
	checkAdopted: say(
		'Check that each account belongs to that person. Where it does not, change its username in {0} before the start.',
		'Kontrollera att varje konto tillhör den medarbetaren. Gör det inte det: byt kontots användarnamn i {0} före starten.',
	),
	guardHolds: counted(
		['A guard would hold {0} change: {1}', 'A guard would hold {0} changes: {1}'],
		['En spärr skulle stoppa {0} ändring: {1}', 'En spärr skulle stoppa {0} ändringar: {1}'],
	),
	thenRelease: say(
		'{0} Then release the plan of the first run, or change the guard.',
		'{0} Släpp sedan igenom den första körningens plan, eller ändra spärren.',
	),

	// What was found out.
	access: row<Record<ResourceAccess['access'], string>>(
		{
			permitted: 'permitted',
			refused: 'no permission',
			missing: 'not there, or no permission',
		},
		{
			permitted: 'tillåtet',
			refused: 'behörighet saknas',
			missing: 'finns inte, eller behörighet saknas',
		},
	),
	connectionTitle: say('{0}: connection and permissions', '{0}: anslutning och behörigheter'),
	peopleTitle: say('{0}: companies and people on {1}', '{0}: företag och medarbetare {1}'),
	levelsTitle: say('{0}: dimensions and levels', '{0}: dimensioner och nivåer'),
	targetTitle: say(
		'{0}: what it supports and what it has',
		'{0}: vad det stöder och vad som finns',
	),
	people: text('People', 'Medarbetare'),
	companyColumns: row(['Company', 'Employed', 'Listed'], ['Företag', 'Anställda', 'I registret']),
	employmentType: text('Employment type', 'Anställningstyp'),
	employmentForm: text('Form of employment', 'Anställningsform'),
	connectionColumns: row(['Connection', 'What was found'], ['Anslutning', 'Resultat']),
	address: text('Address', 'Adress'),
	logIn: text('Form of log-in', 'Form för inloggning'),
	pageRows: text('Rows per page', 'Rader per sida'),
	pageUnknown: say(
		'{0} asked for; no list is longer than a page',
		'{0} begärda; ingen lista är längre än en sida',
	),
	pageKnown: say('{0} ({1} asked for)', '{0} ({1} begärda)'),
	resourceColumns: row(['Resource', 'Access', 'Without it'], ['Resurs', 'Åtkomst', 'Utan den']),
	recommended: say(
		'Recommended levels, from the data: {0}.',
		'Rekommenderade nivåer, utifrån uppgifterna: {0}.',
	),
	noneRecommended: text(
		'No levels can be recommended from the data.',
		'Inga nivåer kan rekommenderas utifrån uppgifterna.',
	),
	dimensionColumns: row(
		['Dimension', 'Level', 'Filled', 'Values', 'Why'],
		['Dimension', 'Nivå', 'Ifyllt', 'Värden', 'Varför'],
	),
	supportColumns: row(['Function', 'Supported'], ['Funktion', 'Stöds']),
	groups: text('Groups', 'Grupper'),
	users: text('Users', 'Användare'),
	bulk: text('Several changes in one request (bulk)', 'Flera ändringar i ett anrop (bulk)'),
	patch: text('Change of single values (patch)', 'Ändring av enstaka värden (patch)'),
	filter: text('Search (filter)', 'Sökning (filter)'),
	largestPage: text('Largest page', 'Största sida'),
	notSaid: text('not said', 'anges inte'),
	skipped: text('Values that are left out', 'Värden som utelämnas'),
	none: text('none', 'inga'),
	yes: text('yes', 'ja'),
	no: text('no', 'nej'),
	nowColumns: row(
		['In it now', 'All', 'With External ID', 'Without'],
		['Finns nu', 'Alla', 'Med externt ID', 'Utan'],
	),
	canLogIn: counted(
		['{0} user of {1} can log in.', '{0} users of {1} can log in.'],
		['{0} användare av {1} kan logga in.', '{0} användare av {1} kan logga in.'],
	),
	likeAdministrators: counted(
		[
			'{0} account looks like an administrator or a service.',
			'{0} accounts look like an administrator or a service.',
		],
		[
			'{0} konto ser ut som en administratör eller en tjänst.',
			'{0} konton ser ut som en administratör eller en tjänst.',
		],
	),
} satisfies Record<string, Row<unknown>>;

export type ReadinessWords = Column<typeof TABLE>;

export const READINESS_WORDS = columnsOf(TABLE);
