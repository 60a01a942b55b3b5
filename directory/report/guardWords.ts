import { labelOf, oneOf, type FieldName } from '../model/fields';
import {
	GUARD_ROWS,
	OUTSIDE,
	OUTSIDE_TEXT,
	PERSON_GUARDS,
	type GuardName,
	type GuardText,
	type PersonGuardName,
	type Vocabulary,
} from '../plan/guardTable';
import type { Language } from './columns';

/**
 * The words for guards and fields that are not English. The English ones are in the tables of guards
 * and fields: a guard or field that is added there does not compile without its words here.
 */

type Counted = Vocabulary['counted'][GuardName];

interface GuardWords extends GuardText {
	counted: Counted;
}

/** What a guard counts: one, several, and what would happen to them. */
const counts = (one: string, many: string, what: string): Counted => ({ one, many, what });

const PEOPLE = (what: string) => counts('medarbetare', 'medarbetare', what);

const GUARDS_SV: Record<GuardName, GuardWords> = {
	removals: {
		name: 'Borttagningar',
		counted: PEOPLE('skulle tas bort'),
		explanation:
			'Fler medarbetare än vanligt saknas i HR. Kontrollera att de verkligen har slutat, och att HR lämnade alla företag och alla anställda.',
	},
	groupDeletions: {
		name: 'Borttagna grupper',
		counted: counts('grupp', 'grupper', 'skulle tas bort'),
		explanation:
			'Kontrollera att grupperna verkligen har upphört, och att inget organisationsfält har bytt namn eller tömts i HR. En borttagen grupp förlorar sin historik.',
	},
	moves: {
		name: 'Byten av grupp',
		counted: PEOPLE('skulle byta grupp'),
		explanation:
			'Kontrollera att det har skett en omorganisation, och att organisationsfälten och deras ordning fortfarande stämmer.',
	},
	usernameChanges: {
		name: 'Ändrad inloggning',
		counted: counts('inloggning', 'inloggningar', 'skulle ändras'),
		explanation:
			'Medarbetarna loggar in med användarnamn eller e-postadress. Kontrollera att adresserna har ändrats med avsikt, och meddela dem som berörs innan du släpper igenom.',
	},
	creations: {
		name: 'Nya medarbetare',
		counted: PEOPLE('skulle skapas'),
		explanation:
			'Kontrollera att de är nya, och att deras externa ID inte har bytts ut. I så fall blir alla nya användare.',
	},
	reactivations: {
		name: 'Återaktiveringar',
		counted: PEOPLE('skulle återaktiveras'),
		explanation:
			'De finns i HR men är inaktiva i katalogen. Kontrollera att de arbetar nu. Ska de förbli inaktiva: ställ User Status på Keep Inactive.',
	},
	externalIdChanges: {
		name: 'Ändrade externa ID',
		counted: counts('externt ID', 'externa ID', 'skulle ändras'),
		explanation:
			'Externt ID avgör vem som är vem. Kontrollera att det fortfarande hämtas från samma fält i HR.',
	},
	managerChanges: {
		name: 'Byten av chef',
		counted: counts('chef', 'chefer', 'skulle bytas'),
		explanation:
			'Kontrollera att det har skett en omorganisation, och att chefen fortfarande hämtas från rätt fält i HR.',
	},
	surveyExclusions: {
		name: 'Undantag från enkäter',
		counted: counts('undantag från enkäter', 'undantag från enkäter', 'skulle ändras'),
		explanation:
			'Den som är undantagen får inga enkäter. Kontrollera hur värdet hämtas, och vilka anställningstyper som är undantagna.',
	},
	fieldChanges: {
		name: 'Andra ändrade värden',
		counted: counts('värde', 'värden', 'skulle ändras'),
		explanation:
			'Så många värden i ett fält ändras sällan på en gång. Kontrollera att det hämtas från rätt fält i HR.',
	},
	fieldsEmptied: {
		name: 'Andra tömda värden',
		counted: counts('värde', 'värden', 'skulle tömmas'),
		explanation:
			'HR har inget värde där det fanns ett. Kontrollera att fältet finns kvar i HR och att det hämtas rätt.',
	},
	groupRenames: {
		name: 'Grupper som byter namn',
		counted: counts('grupp', 'grupper', 'skulle byta namn'),
		explanation: 'Kontrollera att gruppernas namn fortfarande hämtas från rätt fält i HR.',
	},
	groupMoves: {
		name: 'Flyttade grupper',
		counted: counts('grupp', 'grupper', 'skulle flyttas under en annan grupp'),
		explanation:
			'Kontrollera att det har skett en omorganisation, och att organisationsfälten och deras ordning fortfarande stämmer.',
	},
	groupManagers: {
		name: 'Gruppchefer',
		counted: counts('gruppchef', 'gruppchefer', 'skulle bytas'),
		explanation: 'Kontrollera hur gruppens chef tas fram, och vem som är chef i HR.',
	},
	sharedIdentities: {
		name: 'Delade identiteter',
		counted: PEOPLE('har samma användarnamn eller externa ID som någon annan'),
		explanation:
			'Ingen kan säga vem som är vem, så inget skrivs. Hämta användarnamn och externt ID från fält som är unika för varje medarbetare.',
	},
	unmappable: {
		name: 'Medarbetare som inte kan läsas',
		counted: PEOPLE('som har en användare kan inte läsas in'),
		explanation:
			'De har synkats tidigare. Troligen är ett fält fel inställt eller fel i HR, och därför skrivs inget. Kontrollera användarnamn och externt ID. Stämmer de: fyll i det som saknas i HR, eller höj spärren.',
	},
};

type PersonText = GuardText & { title: string };

const PERSON_GUARDS_SV: Record<PersonGuardName | typeof OUTSIDE, PersonText> = {
	possibleReuse: {
		name: 'Återanvänt externt ID',
		title: 'Ett externt ID kan ha getts till någon annan',
		explanation:
			'Namnet är ett annat, eller födelsedagen tillsammans med namnet eller användarnamnet. Är det en annan person: ge den personen ett eget ID i HR. Släpper du igenom ändringen får en person en annans historik.',
	},
	adoption: {
		name: 'Övertagna konton',
		title: 'Ett konto som lagts upp för hand kan tillhöra någon annan',
		explanation:
			'Ett konto utan externt ID har samma användarnamn som en medarbetare i HR, men är inaktivt eller har ett annat namn eller en annan födelsedag. Tillhör det medarbetaren: rätta eller aktivera kontot, eller släpp igenom ändringen. Annars: byt användarnamn på kontot, så får medarbetaren ett nytt.',
	},
	groupReuse: {
		name: 'Återanvänd gruppkod',
		title: 'En grupps kod kan ha getts till en annan grupp',
		explanation:
			'Alla i gruppen med den här koden finns i en ny grupp, och andra har koden nu. Har gruppen fått en annan kod: ange en flytt från den gamla koden till den nya, så behåller den sin historik. Har medarbetarna flyttat: släpp igenom ändringen.',
	},
	scope: {
		name: 'Pilot',
		title: 'Utanför piloten',
		explanation:
			'Planerat men inte skrivet: Scope anger bara vissa personer, grupper eller företag. Ange även dessa, eller töm Scope.',
	},
};

interface FieldWords {
	label: string;
	one: string;
	many: string;
}

const field = (label: string, one: string, many: string): FieldWords => ({ label, one, many });

const FIELDS_SV: Record<FieldName, FieldWords> = {
	active: field('Aktiv', 'status', 'statusar'),
	externalId: field('Externt ID', 'externt ID', 'externa ID'),
	username: field('Användarnamn', 'användarnamn', 'användarnamn'),
	email: field('E-post', 'e-postadress', 'e-postadresser'),
	firstName: field('Förnamn', 'förnamn', 'förnamn'),
	lastName: field('Efternamn', 'efternamn', 'efternamn'),
	gender: field('Kön', 'uppgift om kön', 'uppgifter om kön'),
	birthday: field('Födelsedag', 'födelsedag', 'födelsedagar'),
	managerExternalId: field('Chef', 'chef', 'chefer'),
	excludeFromSurveys: field(
		'Undantagen från enkäter',
		'undantag från enkäter',
		'undantag från enkäter',
	),
	employedSince: field('Anställd sedan', 'första anställningsdag', 'första anställningsdagar'),
	employedUntil: field('Anställd till', 'sista anställningsdag', 'sista anställningsdagar'),
	title: field('Titel', 'titel', 'titlar'),
	phone: field('Telefon', 'telefonnummer', 'telefonnummer'),
	segments: field('Segment', 'lista med segment', 'listor med segment'),
	groupExternalId: field('Grupp', 'grupp', 'grupper'),
	name: field('Namn', 'namn', 'namn'),
	parentExternalId: field('Grupp ovanför', 'grupp ovanför', 'grupper ovanför'),
};

const isField = (name: string): name is FieldName => Object.hasOwn(FIELDS_SV, name);

const LABELS: Record<Language, (field: string) => string> = {
	en: labelOf,
	sv: (name) => (isField(name) ? FIELDS_SV[name].label : labelOf(name)),
};

/** A field as a label. */
export function fieldLabel(name: string, language: Language): string {
	return LABELS[language](name);
}

const GUARDS: Record<Language, Readonly<Record<GuardName, GuardWords>>> = {
	en: GUARD_ROWS,
	sv: GUARDS_SV,
};

/** A guard with a limit, in words. */
export function guardWords(name: GuardName, language: Language): GuardText {
	return GUARDS[language][name];
}

const PERSON_TEXTS: Record<Language, ReadonlyMap<string, PersonText>> = {
	en: new Map(Object.entries({ ...PERSON_GUARDS, [OUTSIDE]: OUTSIDE_TEXT })),
	sv: new Map(Object.entries(PERSON_GUARDS_SV)),
};

/** A guard that looks at each person or group, in words; `undefined` for a name that is none. */
export function personGuardText(name: string, language: Language): PersonText | undefined {
	return PERSON_TEXTS[language].get(name);
}

/**
 * Guards by weight: first those that mean that nothing can be trusted, then what nobody can take
 * back, then who may log in, then where people are, then single values.
 */
const BY_WEIGHT: Record<GuardName | PersonGuardName, number> = {
	sharedIdentities: 1,
	unmappable: 2,
	possibleReuse: 3,
	adoption: 4,
	removals: 5,
	groupDeletions: 6,
	groupReuse: 7,
	externalIdChanges: 8,
	usernameChanges: 9,
	reactivations: 10,
	creations: 11,
	moves: 12,
	groupMoves: 13,
	managerChanges: 14,
	groupManagers: 15,
	surveyExclusions: 16,
	fieldsEmptied: 17,
	fieldChanges: 18,
	groupRenames: 19,
};

/** A small number for a guard that weighs much; unknown ones come last. */
export function guardWeight(name = ''): number {
	return Object.hasOwn(BY_WEIGHT, name) ? BY_WEIGHT[name as keyof typeof BY_WEIGHT] : 99;
}

const COUNTED_SV = Object.fromEntries(
	Object.entries(GUARDS_SV).map(([name, { counted }]) => [name, counted]),
) as Record<GuardName, Counted>;

/** What guards count, within a sentence; `undefined`: English, as the table of guards has it. */
export const VOCABULARY: Record<Language, Vocabulary | undefined> = {
	en: undefined,
	sv: {
		counted: {
			...COUNTED_SV,
			groupReuse: counts('medarbetare eller grupp', 'medarbetare och grupper', 'skulle ändras'),
			oneByOne: PEOPLE('skulle ändras'),
		},
		one: (name) => (isField(name) ? FIELDS_SV[name].one : `värde för ${oneOf(name)}`),
		many: (name) => (isField(name) ? FIELDS_SV[name].many : `värden för ${oneOf(name)}`),
	},
};
