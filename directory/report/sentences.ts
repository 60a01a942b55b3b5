import type { Language } from './columns';

/** What differs where an External ID may have been given to somebody else. */
const DIFFERENT = [
	['name, birthday and username', 'Annat namn, annan födelsedag och annat användarnamn'],
	['name and birthday', 'Annat namn och annan födelsedag'],
	['name and username', 'Annat namn och annat användarnamn'],
	['birthday and username', 'Annan födelsedag och annat användarnamn'],
	['name', 'Annat namn'],
	['birthday', 'Annan födelsedag'],
	['username', 'Annat användarnamn'],
] as const;

/**
 * The reasons of changes, which the plan writes in English, with their Swedish. `{}` is what is
 * filled in: names, ids, numbers. A sentence that is not here stays as it is.
 */
const SENTENCES: ReadonlyArray<readonly [en: string, sv: string]> = [
	['Is in HR and not yet in {}.', 'Finns i HR men ännu inte i {}.'],
	['Differs from HR.', 'Skiljer sig från HR.'],
	['Has another username in HR.', 'Har ett annat användarnamn i HR.'],
	['Has a new manager in HR.', 'Har en ny chef i HR.'],
	['The manager is no longer in HR.', 'Chefen finns inte längre i HR.'],
	['Its manager is no longer in HR.', 'Gruppens chef finns inte längre i HR.'],
	[
		'Is in HR while inactive in {}: the same user becomes active again.',
		'Finns i HR men är inaktiv i {}: samma användare blir aktiv igen.',
	],
	['Is in no group in HR.', 'Hör inte till någon grupp i HR.'],
	['Is in “{}” only; leaves {} more.', 'Hör bara till ”{}” och lämnar {} till.'],
	['Is in “{}” in HR.', 'Hör till ”{}” i HR.'],
	[
		'Manages “{}” in HR, so is a member of no group.',
		'Är chef för ”{}” i HR och därför inte medlem i någon grupp.',
	],
	['Is no longer in HR.', 'Finns inte längre i HR.'],
	[
		'Is not in HR, and all users are to follow HR.',
		'Finns inte i HR, och alla användare ska följa HR.',
	],
	[
		'A user made by hand has this username: adopted, and linked to HR by the External ID.',
		'En användare som lagts upp för hand har användarnamnet: övertagen och kopplad till HR med externt ID.',
	],
	[
		'Was made by hand: adopted, and linked to HR by the External ID.',
		'Upplagd för hand: övertagen och kopplad till HR med externt ID.',
	],
	[
		'Has another External ID in HR than before: the user with the same username and name is taken over.',
		'Har ett annat externt ID i HR än förut: användaren med samma användarnamn och namn tas över.',
	],
	[
		'The account “{}” made by hand is inactive. If it belongs to this person, activate it in {}. If not, change its username there.',
		'Kontot ”{}”, som lagts upp för hand, är inaktivt. Tillhör det medarbetaren: aktivera det i {}. Annars: byt dess användarnamn där.',
	],
	[
		'The account “{}” made by hand has another name. If it belongs to this person, correct the name or enter the External ID in {}. If not, change its username there.',
		'Kontot ”{}”, som lagts upp för hand, har ett annat namn. Tillhör det medarbetaren: rätta namnet eller fyll i externt ID i {}. Annars: byt dess användarnamn där.',
	],
	[
		'The account “{}” made by hand has another birthday. If it belongs to this person, correct the birthday in {} or in HR. If not, change the username of the account.',
		'Kontot ”{}”, som lagts upp för hand, har en annan födelsedag. Tillhör det medarbetaren: rätta födelsedagen i {} eller i HR. Annars: byt kontots användarnamn.',
	],
	...DIFFERENT.map(
		([en, sv]) =>
			[
				`Another ${en}: the External ID may be somebody else’s now.`,
				`${sv}: det externa ID:t kan tillhöra någon annan nu.`,
			] as const,
	),
	['Is in HR, and no group in {} is the same.', 'Finns i HR, och ingen grupp i {} är densamma.'],
	[
		'Is in HR, and no group in {} is the same; gets an External ID of its own, because another group has kept {} since it was renamed.',
		'Finns i HR, och ingen grupp i {} är densamma. Får ett eget externt ID, eftersom en annan grupp har behållit {} sedan den bytte namn.',
	],
	['Was called “{}”.', 'Hette ”{}”.'],
	['Is below “{}” in HR.', 'Ligger under ”{}” i HR.'],
	['Is at the top in HR.', 'Ligger överst i HR.'],
	['Has another manager in HR.', 'Har en annan chef i HR.'],
	['Has no manager in HR.', 'Har ingen chef i HR.'],
	['Has another value in HR.', 'Har ett annat värde i HR.'],
	['Recognised by the same External ID.', 'Igenkänd på samma externa ID.'],
	['Recognised by the same place and name.', 'Igenkänd på samma plats och namn.'],
	['Recognised by a declared move.', 'Igenkänd genom en angiven flytt.'],
	[
		'Recognised by its people, of whom {} % are the same.',
		'Igenkänd på sina medarbetare, varav {} % är desamma.',
	],
	[
		'Recognised by what an earlier run made below it.',
		'Igenkänd på det som en tidigare körning skapade under den.',
	],
	[
		'Recognised by its name, which no other group has.',
		'Igenkänd på sitt namn, som ingen annan grupp har.',
	],
	[
		'Usernames are exchanged among {}: this one is set aside for a moment, so that each is free before it is taken.',
		'Användarnamn byts mellan {}: det här läggs åt sidan en stund, så att varje namn är ledigt innan det tas.',
	],
	['Was so before the run.', 'Var så före körningen.'],
	['Was active before the run.', 'Var aktiv före körningen.'],
	['Was inactive before the run.', 'Var inaktiv före körningen.'],
	['Was in “{}” before the run.', 'Hörde till ”{}” före körningen.'],
	['Was in no group before the run.', 'Hörde inte till någon grupp före körningen.'],
	['Was created by the run.', 'Skapades av körningen.'],
	['Was deleted by the run.', 'Togs bort av körningen.'],
	['Nobody is in it in HR.', 'Ingen hör till den i HR.'],
	[
		'Waits for the held creation of the user “{}”.',
		'Väntar på att medarbetaren ”{}” skapas, vilket är stoppat.',
	],
	[
		'Waits for the held creation of the group “{}”.',
		'Väntar på att gruppen ”{}” skapas, vilket är stoppat.',
	],
	['Waits for the held {} of the user “{}”.', 'Väntar på en stoppad ändring av medarbetaren ”{}”.'],
	['Waits for the held {} of the group “{}”.', 'Väntar på en stoppad ändring av gruppen ”{}”.'],
];

interface Pattern {
	matches: RegExp;
	sv: string;
	/** How many parts of the English are left out at the start: the kind of a change. */
	left: number;
}

const PATTERNS: readonly Pattern[] = SENTENCES.map(([en, sv]) => {
	const escaped = en.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\}/g, '(.+?)');
	const parts = (text: string) => text.split('{}').length;
	return { matches: new RegExp(`${escaped}(?: |$)`, 'y'), sv, left: parts(en) - parts(sv) };
});

/** Longer reasons stay English. */
const LONGEST = 2000;

/** A reason of the plan, sentence by sentence; English stays as it is. */
export function reasonIn(language: Language, reason: string): string {
	// Names of any length are in a reason, and a pattern takes the square of it.
	if (reason.length > LONGEST) return reason;
	if (language === 'en' || reason === '') return reason;
	const told: string[] = [];
	for (let at = 0; at < reason.length;) {
		const found = sentenceAt(reason, at);
		if (found === undefined) {
			told.push(reason.slice(at));
			break;
		}
		told.push(found.text);
		at = found.end;
	}
	return told.join(' ');
}

function sentenceAt(reason: string, at: number): { text: string; end: number } | undefined {
	for (const { matches, sv, left } of PATTERNS) {
		matches.lastIndex = at;
		const match = matches.exec(reason);
		if (match === null) continue;
		let part = left;
		return { text: sv.replace(/\{\}/g, () => match[++part] ?? ''), end: matches.lastIndex };
	}
	return undefined;
}
