import { counted, countedIn, row, say, saying, text, type Counted, type Row } from './columns';
import type { ReportStatus } from './model';

/** The words of the page and of the texts for chat, a part of `TABLE`. */
export const PAGE = {
	// Sections, and what they say when something is missing.
	doneToKind: row<(kind: string, done: string) => string>(
		(kind, done) => `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${done.toLowerCase()}`,
		(kind, done) => `${done} ${kind}`,
	),
	outsidePilot: text(
		'Outside the pilot: planned, not written',
		'Utanför piloten: planerat, inte skrivet',
	),
	sections: row(
		{
			held: 'Held for your decision',
			failed: 'Not done',
			changes: 'Changes',
			outside: 'Outside the pilot',
			issues: 'To look at',
			groups: 'Groups',
			guards: 'Guards',
			history: 'Last runs',
		},
		{
			held: 'Stoppat – väntar på ditt beslut',
			failed: 'Inte gjort',
			changes: 'Ändringar',
			outside: 'Utanför piloten',
			issues: 'Att granska',
			groups: 'Grupper',
			guards: 'Spärrar',
			history: 'Senaste körningarna',
		},
	),
	nothingAtAll: text(
		'There were no changes, nothing is held, and there are no issues.',
		'Inga ändringar, inget stoppat och inget att granska.',
	),
	skip: text('Skip to the details', 'Hoppa till innehållet'),
	figures: text('Figures', 'Antal'),
	none: text('none', 'inga'),
	leftOutTile: text('Left out', 'Utelämnade'),
	contents: text('Contents', 'Innehåll'),
	known: say(
		'In HR: {0}, {1}. In {2} before this run: {3}, {4}.',
		'I HR: {0}, {1}. I {2} före körningen: {3}, {4}.',
	),
	heldMissing: text(
		'The held changes themselves were not passed to this report: connect the output Held of the Sync Planner to see them here.',
		'De stoppade ändringarna kom inte med till rapporten. Koppla utgången Held från Sync Planner för att se dem här.',
	),
	issuesMissing: text(
		'The issues themselves were not passed to this report: connect the output Issues to see them here.',
		'Punkterna kom inte med till rapporten. Koppla utgången Issues för att se dem här.',
	),
	issuesUntold: text(
		'What to do about each is in the execution in n8n.',
		'Vad du gör åt varje punkt står i körningen i n8n.',
	),
	notPassed: counted(
		['{0} is not listed here.', '{0} are not listed here.'],
		['{0} finns inte med här.', '{0} finns inte med här.'],
	),
	listedAbove: counted(
		[
			'{0} more is held for another guard as well, and is listed there.',
			'{0} more are held for other guards as well, and are listed there.',
		],
		[
			'{0} till är stoppad även av en annan spärr och finns i listan där.',
			'{0} till är stoppade även av andra spärrar och finns i listorna där.',
		],
	),
	stays: text(
		'Nothing of this was written. It stays held until the guards let it through.',
		'Inget av detta har skrivits. Det är stoppat tills spärrarna släpper igenom det.',
	),
	toRelease: text(
		'Nothing of this was written. To leave it as it is, do nothing. To release it:',
		'Inget av detta har skrivits. Vill du att det ska förbli så, gör ingenting. Så här släpper du igenom det:',
	),
	release: text('Release held changes', 'Släpp igenom stoppade ändringar'),
	step1: text('Look through the changes below.', 'Granska ändringarna nedan.'),
	step2: say('Open the form {0} of the workflow.', 'Öppna arbetsflödets formulär {0}.'),
	step3: say(
		'Enter the plan number {0}. If the plan has changed in the meantime, nothing is written, and the next report has the new number.',
		'Ange plannumret {0}. Har planen ändrats under tiden skrivs inget, och nästa rapport har det nya numret.',
	),
	step3Linked: say(
		'The plan number {0} is filled in: submit the form. If the plan has changed in the meantime, nothing is written, and the next report has the new number.',
		'Plannumret {0} är ifyllt: skicka formuläret. Har planen ändrats under tiden skrivs inget, och nästa rapport har det nya numret.',
	),
	lastDay: say('last day {0}', 'sista dag {0}'),
	quoted: say('“{0}”', '”{0}”'),
	error: text('Error', 'Fel'),
	warning: text('Warning', 'Varning'),
	errorText: say('Error: {0}', 'Fel: {0}'),
	more: say(
		'And {0} more, left out here so that this file can be opened and sent. The items that came into the Sync Report hold all of them.',
		'Och {0} till, som utelämnats för att filen ska gå att öppna och skicka. Alla finns i det som kom in till Sync Report.',
	),
	inGroup: text('in the group itself', 'i själva gruppen'),
	inGroupsBelow: text('in groups below it', 'i grupper under den'),
	groupsRemoved: text('Removed groups', 'Borttagna grupper'),
	groupsToRemove: text('Groups to remove', 'Grupper att ta bort'),
	guardTable: row(
		{
			caption: 'What each guard counted',
			guard: 'Guard',
			planned: 'Planned',
			atMost: 'At most',
			inSevenDays: 'In seven days',
			result: 'Result',
			held: 'Held',
			through: 'Let through',
		},
		{
			caption: 'Vad varje spärr räknade',
			guard: 'Spärr',
			planned: 'Planerade',
			atMost: 'Högst',
			inSevenDays: 'På sju dagar',
			result: 'Resultat',
			held: 'Stoppat',
			through: 'Släppt igenom',
		},
	),
	of: say('{0} of {1}', '{0} av {1}'),
	weekNote: say(
		'In seven days: what this workflow wrote {0}and remembers, with what is planned now.',
		'På sju dagar: det som arbetsflödet skrivit {0}och minns, med det som nu är planerat.',
	),
	since: say('since {0} ', 'sedan {0} '),
	keepSafe: text(
		'This file contains personal data. Keep it where only those who need it can read it, and delete it when it is no longer needed.',
		'Filen innehåller personuppgifter. Spara den där bara de som behöver den kan läsa den, och radera den när den inte behövs.',
	),
	withoutNames: text(
		'People are shown without name and External ID. Their values are left out, as are reasons and messages, which may name people.',
		'Medarbetare visas utan namn och externt ID. Deras värden är utelämnade, liksom orsaker och meddelanden, som kan nämna personer.',
	),

	follow: counted(
		['{0} change follows from these', '{0} changes follow from these'],
		['{0} ändring följer av dessa', '{0} ändringar följer av dessa'],
	),

	// The search.
	find: text(
		'Find in changes, held changes and issues',
		'Sök bland ändringar, stoppat och punkter att granska',
	),
	findHint: text('Find a name, an ID, a value …', 'Sök namn, ID eller värde …'),
	found: say('{0} of {1} rows', '{0} av {1} rader'),
	foundGroups: say('groups: {0}', 'grupper: {0}'),
	tools: row(
		{
			filter: 'Filter this list',
			changed: 'Only changed groups',
			sort: 'Sort',
			byName: 'By name',
			byChange: 'By change',
			csv: 'Download CSV',
			columns: 'Name;ID;Group;Last day;Change;Reason',
		},
		{
			filter: 'Filtrera listan',
			changed: 'Bara ändrade grupper',
			sort: 'Sortera',
			byName: 'Efter namn',
			byChange: 'Efter ändring',
			csv: 'Ladda ner CSV',
			columns: 'Namn;ID;Grupp;Sista dag;Ändring;Orsak',
		},
	),

	// What is remembered of earlier runs.
	isNew: text('new', 'ny'),
	nothingIsNew: text('as in the last run', 'som i förra körningen'),
	asBefore: counted(
		['{0} as in the last run', '{0} as in the last run'],
		['{0} som i förra körningen', '{0} som i förra körningen'],
	),
	chart: row<{
		alt: (...told: string[]) => string;
		caption: string;
		when: string;
		made: string;
		held: string;
		failed: string;
		issues: string;
	}>(
		{
			alt: saying(
				'{0} runs, from {1} to {2}. Most changes in one run: {3}. The numbers are in the table below.',
			),
			caption: 'The last runs in numbers',
			when: 'When',
			made: 'Changes',
			held: 'Held',
			failed: 'Failed',
			issues: 'To look at',
		},
		{
			alt: saying(
				'{0} körningar, från {1} till {2}. Flest ändringar i en körning: {3}. Siffrorna finns i tabellen nedanför.',
			),
			caption: 'De senaste körningarna i siffror',
			when: 'När',
			made: 'Ändringar',
			held: 'Stoppade',
			failed: 'Misslyckade',
			issues: 'Att granska',
		},
	),

	// The history of many runs.
	runs: row<{
		unusual: Counted;
		usual: string;
		none: string;
		nameless: string;
		errors: string;
		noRun: (...told: string[]) => string;
		failed: (...told: string[]) => string;
		heldLong: Counted;
		count: (...told: string[]) => string;
		people: (...told: string[]) => string;
		more: readonly string[];
	}>(
		{
			unusual: countedIn('en', ['{0} thing is unusual', '{0} things are unusual']),
			usual: 'Nothing unusual',
			none: 'No run in the history',
			nameless: 'Workflow without a name',
			errors: 'Errors',
			noRun: saying('No run since {0}.'),
			failed: saying('The run of {0} failed: {1}.'),
			heldLong: countedIn('en', [
				'{0} change is held. Every run since {1} has held something.',
				'{0} changes are held. Every run since {1} has held something.',
			]),
			count: saying('{1} in the run of {0}: {2}. Usual: at most {3}.'),
			people: saying('The run of {0} had {1} people, the run before it {2}.'),
			more: ['Released by', 'Seconds', 'Requests'],
		},
		{
			unusual: countedIn('sv', ['{0} sak är ovanlig', '{0} saker är ovanliga']),
			usual: 'Inget ovanligt',
			none: 'Ingen körning i historiken',
			nameless: 'Arbetsflöde utan namn',
			errors: 'Fel',
			noRun: saying('Ingen körning sedan {0}.'),
			failed: saying('Körningen {0} misslyckades: {1}.'),
			heldLong: countedIn('sv', [
				'{0} ändring är stoppad. Varje körning sedan {1} har stoppat något.',
				'{0} ändringar är stoppade. Varje körning sedan {1} har stoppat något.',
			]),
			count: saying('{1} i körningen {0}: {2}. Vanligt: högst {3}.'),
			people: saying('Körningen {0} hade {1} medarbetare, körningen före {2}.'),
			more: ['Släppt av', 'Sekunder', 'Anrop'],
		},
	),

	// What to correct in HR.
	quality: row<{
		heading: string;
		nothing: string;
		headline: Counted;
		errors: Counted;
		next: string;
		elsewhere: Record<'company' | 'manager', string>;
		somebody: string;
		somebodyProtected: string;
		times: Counted;
		notSynced: string;
	}>(
		{
			heading: 'What to correct',
			nothing: 'Nothing to correct in HR',
			headline: countedIn('en', ['{0} thing to correct in HR', '{0} things to correct in HR']),
			errors: countedIn('en', [
				'{0} of them keeps somebody from {1}.',
				'{0} of them keep somebody from {1}.',
			]),
			next: 'What is corrected in HR is no longer on the list after the next run.',
			elsewhere: { company: 'Company not known', manager: 'Manager not known' },
			somebody: 'Somebody without a name',
			somebodyProtected: 'Somebody with protected identity',
			times: countedIn('en', ['{0} time', '{0} times']),
			notSynced: 'not synchronised',
		},
		{
			heading: 'Att rätta',
			nothing: 'Inget att rätta i HR',
			headline: countedIn('sv', ['{0} sak att rätta i HR', '{0} saker att rätta i HR']),
			errors: countedIn('sv', [
				'{0} av dem gör att någon inte kommer med i {1}.',
				'{0} av dem gör att någon inte kommer med i {1}.',
			]),
			next: 'Det som rättas i HR försvinner ur listan efter nästa körning.',
			elsewhere: { company: 'Okänt företag', manager: 'Okänd chef' },
			somebody: 'Någon utan namn',
			somebodyProtected: 'Någon med skyddad identitet',
			times: countedIn('sv', ['{0} gång', '{0} gånger']),
			notSynced: 'synkas inte',
		},
	),

	// The text for chat.
	signs: row<Record<ReportStatus, string>>(
		{ ok: '✅', attention: '⚠️', failed: '❌' },
		{ ok: '✅', attention: '⚠️', failed: '❌' },
	),
	staysShort: text(
		'They stay held until the guards let them through.',
		'De är stoppade tills spärrarna släpper igenom dem.',
	),
	releaseShort: say(
		'To release them, open the form {0} and enter the plan number {1}. To leave them, do nothing.',
		'Släpp igenom dem: öppna formuläret {0} och ange plannumret {1}. Annars gör du ingenting.',
	),
	planNumber: say('Plan number: {0}', 'Plannummer: {0}'),
	eachInReport: say('{0}: each in the full report', '{0}: alla finns i rapporten'),
	moreInReport: say('… and {0} more in the full report', '… och {0} till i rapporten'),
	toLookAt: counted(
		['To look at ({0} issue)', 'To look at ({0} issues)'],
		['Att granska ({0} punkt)', 'Att granska ({0} punkter)'],
	),
} satisfies Record<string, Row<unknown>>;
