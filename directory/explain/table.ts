import type { ChangeAction } from '../model/change';
import type { Severity } from '../model/issue';
import { columnsOf, counted, row, say, text, type Column, type Row } from '../report/columns';

/** What somebody is looked up by, in HR and, but for the number, in the target. */
export type LookUp = 'employeeNumber' | 'externalId' | 'username' | 'email' | 'name';

/** All words of the explanation of one person, in each language. */
const TABLE = {
	and: text('and', 'och'),
	empty: text('(empty)', '(tomt)'),
	yes: text('yes', 'ja'),
	no: text('no', 'nej'),
	severities: row<Record<Severity, string>>(
		{ error: 'Error', warning: 'Note' },
		{ error: 'Fel', warning: 'Obs' },
	),

	// Who is found.
	lookUps: row<Record<LookUp, string>>(
		{
			employeeNumber: 'employee number',
			externalId: 'External ID',
			username: 'username',
			email: 'e-mail address',
			name: 'name',
		},
		{
			employeeNumber: 'anställningsnummer',
			externalId: 'externt ID',
			username: 'användarnamn',
			email: 'e-postadress',
			name: 'namn',
		},
	),
	foundBy: say('Found by the {0} in {1}.', 'Hittades på {0} i {1}.'),
	several: say('{0} people: “{1}”', '{0} medarbetare: ”{1}”'),
	protectedTitle: text('Protected identity', 'Skyddad identitet'),
	isProtected: text(
		'Reports show neither name nor place of people with protected identity. Look the person up in HR.',
		'Rapporter visar varken namn eller grupp för personer med skyddad identitet. Sök upp personen i HR.',
	),
	namesakes: say('{0} people are called “{1}”', '{0} medarbetare heter ”{1}”'),
	askAgain: say(
		'Ask again with an employee number or an e-mail address: {0}.',
		'Sök igen med anställningsnummer eller e-postadress: {0}.',
	),
	trueOf: say('“{0}” is true of {1} people.', '”{0}” stämmer in på {1} medarbetare.'),
	firstShown: say(
		'The first {0} are shown; type an External ID.',
		'De första {0} visas. Sök på externt ID för att få rätt person.',
	),
	notAsked: text('Nobody was asked for', 'Ingen sökning'),
	typeSomething: text(
		'Type an employee number, an e-mail address, a name or an External ID into the form.',
		'Skriv ett anställningsnummer, en e-postadress, ett namn eller ett externt ID i formuläret.',
	),
	notFound: text('Nobody was found', 'Ingen hittades'),
	lookedUp: say(
		'“{0}” was looked up as {1}, whole and in any case, among {2} in HR ({3} of whom cannot be synchronised) and {4} in {5}.',
		'”{0}” söktes som {1}, hela värdet med stora eller små bokstäver, bland {2} i HR (varav {3} inte kan synkas) och {4} i {5}.',
	),
	people: counted(['{0} person', '{0} people'], ['{0} medarbetare', '{0} medarbetare']),
	users: counted(['{0} user', '{0} users'], ['{0} användare', '{0} användare']),
	asOfToday: say(
		'HR is read as of today, so people who have left or begin later are not in it: look for them by e-mail address or External ID, which {0} knows.',
		'HR läses per i dag, så den som har slutat eller börjar senare finns inte med. Sök då på e-postadress eller externt ID, som finns i {0}.',
	),
	checkSpelling: text(
		'Check the spelling, and that the company is among Company IDs. What is only similar is not shown, so that nobody sees the data of others.',
		'Kontrollera stavningen, och att företaget finns med i Company IDs. Det som bara liknar visas inte, så att ingen ser uppgifter om andra.',
	),

	// What HR says.
	hrTitle: text('What HR says', 'Vad HR säger'),
	madeByHand: say(
		'HR has nobody with this External ID or username: the user was made by hand in {0}.',
		'Ingen i HR har det här externa ID:t eller användarnamnet: användaren är upplagd för hand i {0}.',
	),
	notInHr: text(
		'HR has nobody with this External ID today: the person has left, has not begun yet, or belongs to a company that is not read.',
		'Ingen i HR har det här externa ID:t i dag: personen har slutat, har inte börjat än eller hör till ett företag som inte läses.',
	),
	notPassedOn: text(
		'The values in HR are not passed on. Switch on Explain Values in the options of the Employee Mapper to see them here.',
		'Värdena i HR följer inte med. Slå på Explain Values bland inställningarna i Employee Mapper för att se dem här.',
	),
	records: say(
		'HR has {0} records of this person. The first one decides.',
		'HR har {0} poster för den här personen. Den första gäller.',
	),
	hrColumns: row<[string, string]>(['Field in HR', 'Value'], ['Fält i HR', 'Värde']),
	organizationColumns: row<[string, string]>(
		['Organisational field', 'Value'],
		['Organisationsfält', 'Värde'],
	),
	employeeNumber: text('Employee number', 'Anställningsnummer'),
	company: text('Company', 'Företag'),
	workedOut: say('Worked out for {0}', 'Uträknat för {0}'),

	// What becomes of it.
	mappingTitle: text('What it is mapped to', 'Vad det blir'),
	cannotBeMapped: text(
		'To nothing: this person cannot be synchronised as things are.',
		'Ingenting: personen kan inte synkas som det är nu.',
	),
	mappingColumns: row<(target: string) => string[]>(
		(target) => [`Value in ${target}`, 'From HR', 'Becomes'],
		(target) => [`Värde i ${target}`, 'Från HR', 'Blir'],
	),
	anExpression: text('an expression', 'ett uttryck'),
	notMapped: say('not mapped: stays as it is in {0}', 'hämtas inte: lämnas som det är i {0}'),

	// Which group.
	groupTitle: text('Which group, and why', 'Vilken grupp, och varför'),
	noGroupsBuilt: say(
		'No groups are built, so the membership in {0} is left alone.',
		'Inga grupper byggs, så medlemskapet i {0} lämnas orört.',
	),
	levelColumns: row(
		['Level', 'Value in HR', 'What becomes of it'],
		['Nivå', 'Värde i HR', 'Vad det blir'],
	),
	noGroup: text(
		'No group: none of the levels gives one.',
		'Ingen grupp: ingen av nivåerna ger någon.',
	),
	unknownGroup: say(
		'The group {0}, which is not among the groups that are built.',
		'Gruppen {0}, som inte finns bland grupperna som byggs.',
	),
	notFromAValue: text(
		'The group does not come from a value of the person.',
		'Gruppen kommer inte från något värde hos personen.',
	),
	lowestDecides: say(
		'The lowest level that is filled decides: {0}.',
		'Den lägsta ifyllda nivån avgör: {0}.',
	),
	emptyLevels: counted(
		['{1} is empty and makes no group.', '{1} are empty and make no group.'],
		['{1} är tom och ger ingen grupp.', '{1} är tomma och ger ingen grupp.'],
	),
	useEmpty: text('empty: no group', 'tomt: ingen grupp'),
	useNone: text('not used', 'används inte'),
	useGroup: say('the group “{0}”', 'gruppen ”{0}”'),
	useAbove: say('above it, “{0}”', 'ovanför den, ”{0}”'),

	// What the target has.
	currentTitle: say('What {0} has now', 'Vad {0} har nu'),
	noUser: text('There is no user yet.', 'Det finns ingen användare än.'),
	active: text('Active', 'Aktiv'),
	externalId: text('External ID', 'Externt ID'),
	noneByHand: text('none: the user was made by hand', 'inget: användaren är upplagd för hand'),
	currentColumns: row<[string, string]>(['Value', 'Now'], ['Värde', 'Nu']),
	group: text('Group', 'Grupp'),
	none: text('none', 'ingen'),
	furtherGroups: text('Further groups', 'Fler grupper'),

	// What the next run would do.
	nextTitle: text('What the next run would do', 'Vad nästa körning skulle göra'),
	forTheGroup: text('For the group, or one above it:', 'För gruppen, eller en grupp ovanför:'),
	createdColumns: row<[string, string]>(['Value', 'Set to'], ['Värde', 'Sätts till']),
	changedColumns: row<[string, string, string]>(['Value', 'From', 'To'], ['Värde', 'Från', 'Till']),
	heldBy: say('Held by the guard “{0}”: {1}. {2}', 'Stoppad av spärren ”{0}”: {1}. {2}'),
	heldByOne: text('Held by a guard.', 'Stoppad av en spärr.'),
	verbs: row<Record<ChangeAction, string>>(
		{
			create: 'create',
			update: 'update',
			reactivate: 'make active again',
			deactivate: 'deactivate',
			delete: 'delete',
		},
		{
			create: 'skapa',
			update: 'ändra',
			reactivate: 'återaktivera',
			deactivate: 'inaktivera',
			delete: 'ta bort',
		},
	),
	would: say('The next run would {0} {1}.', 'Nästa körning skulle {0} {1}.'),
	wouldAndHold: say(
		'The next run would {0} {1}, and hold something back.',
		'Nästa körning skulle {0} {1}, och stoppa något.',
	),
	allHeld: say(
		'The next run would change nothing of {0}: what is planned is held for a decision.',
		'Nästa körning skulle inte ändra något för {0}: det som är planerat är stoppat och väntar på beslut.',
	),
	notCreated: say(
		'{0} cannot be synchronised, so no user is created.',
		'{0} kan inte synkas, så ingen användare skapas.',
	),
	stays: say(
		'{0} cannot be synchronised, so the user in {1} stays as it is.',
		'{0} kan inte synkas, så användaren i {1} lämnas som den är.',
	),
	inTheWay: say(
		'Nothing is done for {0}, because something is in the way.',
		'Inget görs för {0}, eftersom något hindrar det.',
	),
	inStep: say(
		'Nothing is to be done for {0}: everything is in step.',
		'Inget behöver göras för {0}: allt stämmer med HR.',
	),
	handLeftAlone: say(
		'Nothing is to be done for {0}: users made by hand are left alone.',
		'Inget behöver göras för {0}: användare som lagts upp för hand lämnas orörda.',
	),
	leftAsTheyAre: say(
		'Nothing is to be done for {0}: people who are not in HR are left as they are.',
		'Inget behöver göras för {0}: den som inte finns i HR lämnas orörd.',
	),
	inactiveAlready: say(
		'Nothing is to be done for {0}: not in HR, and inactive already.',
		'Inget behöver göras för {0}: finns inte i HR och är redan inaktiv.',
	),

	// What changed before.
	timelineTitle: text('What changed when', 'Vad som har ändrats, och när'),
	nothingKept: text(
		'No change of this person is kept. The table has only what was changed after somebody started to keep it, and old rows are deleted.',
		'Ingen ändring för personen är sparad. Tabellen har bara det som ändrats sedan sparandet slogs på, och gamla rader raderas.',
	),
	thenInGroup: say('Group: {0}.', 'Grupp: {0}.'),
	withPlan: say('Plan number {0}.', 'Plannummer {0}.'),
	latestShown: say('The latest {0} of {1} rows are shown.', 'De senaste {0} av {1} raderna visas.'),
	timelineNotRead: say(
		'What changed before could not be read: {0}',
		'Vad som har ändrats kunde inte läsas: {0}',
	),
	timelineOfOne: text(
		'To see what changed when, ask for one person with an External ID.',
		'Sök på externt ID för en enda person för att se vad som har ändrats och när.',
	),
} satisfies Record<string, Row<unknown>>;

export type ExplainWords = Column<typeof TABLE>;

export const EXPLAIN_WORDS = columnsOf(TABLE);
