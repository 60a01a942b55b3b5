/** Who can correct it: people in HR, or who looks after the synchronisation. */
type By = 'hr' | 'setup';

/** The texts of issues of one code. */
export interface IssueText {
	by: By;
	/** The heading, in Swedish; in English it follows from the code. */
	title: string;
	/** What happened, in Swedish. `{who}`, `{name}`, `{target}`, and `{…}` of the details. */
	said: string;
	/** What to do, in both languages. */
	todo: Record<'en' | 'sv', string>;
}

const issue = (by: By, title: string, said: string, en: string, sv: string): IssueText => ({
	by,
	title,
	said,
	todo: { en, sv },
});

const IN_HR = ['Correct it in HR.', 'Rätta i HR.'] as const;
const ENTER = ['Enter it in HR.', 'Fyll i det i HR.'] as const;

/** The issues that a report can say in another language than that of their message, by code:
 * one a line. */
// prettier-ignore
export const ISSUES: Readonly<Record<string, IssueText>> = {
	missingUsername: issue('hr', 'Saknar användarnamn', '{who} synkas inte: användarnamn saknas.', 'Enter the work e-mail address in HR.', 'Fyll i e-postadressen i HR.'),
	protectedIdentity: issue('setup', 'Skyddad identitet', '{who} synkas inte: personer med skyddad identitet är undantagna.', 'To synchronise such people, switch off Leave Out Protected People.', 'Stäng av Leave Out Protected People om de ska synkas.'),
	protectedLeftAlone: issue('hr', 'Konto trots skyddad identitet', '{count} undantagna medarbetare med skyddad identitet har ett konto i {target}. Det lämnas orört.', 'Remove the account there by hand if it is not to be used.', 'Ta bort kontot där för hand om det inte ska användas.'),
	missingExternalId: issue('hr', 'Saknar externt ID', '{who} synkas inte: externt ID saknas.', ...ENTER),
	missingFirstName: issue('hr', 'Saknar förnamn', '{who} synkas inte: förnamn saknas.', ...ENTER),
	missingLastName: issue('hr', 'Saknar efternamn', '{who} synkas inte: efternamn saknas.', ...ENTER),
	incompletePerson: issue('hr', 'Ofullständiga uppgifter', '{who} synkas inte: uppgifter saknas.', 'Enter what is missing in HR.', 'Fyll i det som saknas i HR.'),
	duplicateExternalId: issue('hr', 'Flera med samma externa ID', '{who} synkas inte: flera poster har samma externa ID.', 'Give each person an ID of their own in HR.', 'Ge varje medarbetare ett eget ID i HR.'),
	sameExternalId: issue('hr', 'Flera med samma externa ID', '{who} har samma externa ID som någon annan, så ingen av dem ändrades.', 'Give each person an ID of their own in HR.', 'Ge varje medarbetare ett eget ID i HR.'),
	sameUsername: issue('hr', 'Flera med samma användarnamn', '{who} har samma användarnamn ({username}) som någon annan i HR.', 'Give each person an address of their own in HR.', 'Ge varje medarbetare en egen adress i HR.'),
	usernameTaken: issue('hr', 'Användarnamnet är upptaget', '{who} kan inte få användarnamnet {username}: en annan användare i {target} har det.', 'Change the address in HR, or the other user in the directory.', 'Ändra adressen i HR, eller den andra användaren i {target}.'),
	usernameWaits: issue('setup', 'Användarnamnet väntar', '{who} kan inte få användarnamnet {username} än: någon annan har det i {target}.', 'The next full run decides.', 'Nästa fullständiga körning avgör.'),
	invalidUsername: issue('hr', 'Ogiltigt användarnamn', '{who}: användarnamnet innehåller ett blanksteg.', ...IN_HR),
	invalidEmail: issue('hr', 'Ogiltig e-postadress', '{who}: e-postadressen i HR är felskriven.', ...IN_HR),
	unknownGender: issue('hr', 'Okänd kod för kön', '{who}: koden för kön i HR är okänd.', 'Correct it in HR, or add it under Gender Codes.', 'Rätta den i HR, eller lägg till den under Gender Codes.'),
	invalidBirthday: issue('hr', 'Ogiltig födelsedag', '{who}: födelsedagen i HR är inget datum från 1900 och framåt.', ...IN_HR),
	futureBirthday: issue('hr', 'Födelsedag i framtiden', '{who}: födelsedagen i HR ligger i framtiden.', ...IN_HR),
	invalidDate: issue('hr', 'Ogiltigt datum', '{who}: ”{field}” i HR är inget giltigt datum.', ...IN_HR),
	damagedText: issue('hr', 'Skadad text', '{who}: ett värde i HR innehåller skadade tecken.', 'Enter the value again in HR.', 'Skriv in värdet på nytt i HR.'),
	levelDamaged: issue('hr', 'Skadad text i organisationen', '{who} stannar i sin grupp: {level} innehåller skadade tecken.', 'Enter the value again in HR.', 'Skriv in värdet på nytt i HR.'),
	groupDamaged: issue('hr', 'Skadad text i en grupp', 'Gruppen ”{name}” ändrades inte: ett värde innehåller skadade tecken.', 'Enter the value again in HR.', 'Skriv in värdet på nytt i HR.'),
	levelNotText: issue('setup', 'Nivån är ingen text', '{who} stannar i sin grupp: {level} är inte ett enda värde.', 'Map the level to a single value.', 'Hämta nivån från ett fält med ett enda värde.'),
	levelNotKnown: issue('setup', 'Okänd uppgift för placeringen', '{who} stannar i sin grupp: {level} är inte känt i den här körningen.', 'The next run that knows it does the rest.', 'Nästa körning som känner till värdet gör resten.'),
	groupNotKnown: issue('setup', 'Okänd uppgift om en grupp', 'Gruppen ”{name}” ändrades inte: en uppgift om den är inte känd i den här körningen.', 'The next run that knows it does the rest.', 'Nästa körning som känner till värdet gör resten.'),
	notKnown: issue('setup', 'Okänd uppgift', '{who} synkas inte: HR anger inte i den här körningen vad {parameter} bygger på.', 'The next run that knows it does the rest.', 'Nästa körning som känner till värdet gör resten.'),
	startNotKnown: issue('setup', 'Okänd anställningsstart', '{who} har flera anställningar, och HR anger inte när de började.', 'Name the company that decides in Company Order.', 'Ange i Company Order vilket företag som avgör.'),
	unknownExclusion: issue('setup', 'Oklart undantag från enkäter', '{who}: värdet i HR betyder varken ja eller nej.', 'Name the employment types under Excluded Employment Types.', 'Ange anställningstyperna under Excluded Employment Types.'),
	notOneValue: issue('setup', 'Inte ett enda värde', '{who}: ett fält i HR innehåller flera värden där ett behövs.', 'Map the parameter to a single value.', 'Hämta värdet från ett fält med ett enda värde.'),
	numberTooLarge: issue('setup', 'För stort tal', '{who}: ett tal i HR är för stort för att läsas exakt.', 'Have the source send it as text.', 'Låt källan skicka det som text.'),
	expressionFailed: issue('setup', 'Uttrycket kunde inte räknas ut', '{who}: uttrycket i {parameter} kunde inte räknas ut.', 'Correct the expression.', 'Rätta uttrycket.'),
	mergedEmployments: issue('hr', 'Flera anställningar', '{who} har flera anställningar i ett företag och blir en användare.', 'If these are two people, give each an address of their own in HR.', 'Är det två personer: ge dem var sin adress i HR.'),
	mergedAcrossCompanies: issue('hr', 'Anställd i flera företag', '{who} är anställd i flera företag och blir en användare.', 'If another company should decide, name it first in Company Order.', 'Ska ett annat företag avgöra: ange det först i Company Order.'),
	groupNamesToldApart: issue('setup', 'Längre gruppnamn', 'Gruppnamn är unika i {target}, så grupper som heter lika i HR får även namnet på gruppen ovanför: {names}.', 'If that is not wanted, give each group a name of its own in HR.', 'Ge varje grupp ett eget namn i HR om det inte är önskat.'),
	noLevel: issue('hr', 'Saknar placering', '{who} saknar värden för organisationen och hör inte till någon grupp.', 'Enter the department in HR.', 'Fyll i avdelningen i HR.'),
	noGroup: issue('hr', 'Saknar grupp', '{who} hör inte till någon grupp.', 'Enter the department in HR.', 'Fyll i avdelningen i HR.'),
	gapStop: issue('hr', 'Lucka i organisationen', '{who} har inget värde för {emptyLevel}, så {ignoredLevel} ”{ignoredValue}” används inte.', 'Enter the missing level in HR.', 'Fyll i {emptyLevel} i HR.'),
	severalGroups: issue('hr', 'Flera grupper', '{who} har värden för flera grupper och stannar i sin nuvarande.', 'Correct the values in HR.', 'Rätta värdena i HR.'),
	noManager: issue('hr', 'Saknar chef', '{who} har varken chef eller medarbetare under sig och hör inte till någon grupp.', 'Enter the manager in HR.', 'Fyll i chefen i HR.'),
	managerMissing: issue('hr', 'Chefen saknas', '{who} har en chef som har slutat, utelämnats eller är okänd. Ingen chef kopplades.', 'Choose another manager in HR, if this one has left.', 'Har chefen slutat: välj en annan i HR. Annars kopplas chefen av sig själv när den finns i {target}.'),
	managerWaits: issue('setup', 'Chefen väntar', '{who} behåller sin nuvarande chef tills vidare.', 'The next full run decides.', 'Nästa fullständiga körning avgör.'),
	ambiguousManager: issue('hr', 'Oklar chef', '{who} behåller sin nuvarande chef: flera företag använder chefens ID.', 'Correct the manager in HR.', 'Rätta chefen i HR.'),
	managerCircle: issue('hr', 'Chefer i cirkel', '{who} ingår i en cirkel av chefer, så ingen av dem kopplades.', 'Correct one of the managers in HR.', 'Rätta en av cheferna i HR.'),
	reportingCircle: issue('hr', 'Chefer i cirkel', '{who} ingår i en cirkel av chefer och räknas som utan chef.', 'Correct the manager in HR.', 'Rätta chefen i HR.'),
	reportingManagerMissing: issue('hr', 'Chefen saknas', '{who} är chef för andra men synkas inte. De räknas som utan chef.', 'Check their manager in HR.', 'Kontrollera deras chef i HR.'),
	groupManagerMissing: issue('hr', 'Gruppens chef saknas', 'Gruppen ”{name}” får ingen chef: chefen har slutat, utelämnats eller är okänd.', 'Correct the manager of these people in HR.', 'Rätta chefen i HR. Annars kopplas chefen av sig själv när den synkas.'),
	groupManagerTie: issue('hr', 'Oklar gruppchef', 'Medarbetarna i gruppen ”{name}” har lika ofta olika chefer. Den första blir gruppens chef.', 'Correct the managers in HR if that is wrong.', 'Rätta cheferna i HR om det är fel.'),
	groupConflict: issue('hr', 'Samma grupp på flera platser', '”{name}” finns på flera platser men kan bara vara en grupp.', 'Give each its own code or name in HR.', 'Ge var och en en egen kod eller ett eget namn i HR.'),
	codeMissing: issue('hr', 'Kod saknas', '”{name}” ({level}) saknar kod, så nivån räknas som tom.', 'Give it a code in HR.', 'Ge den en kod i HR.'),
	severalNames: issue('hr', 'Flera namn på en grupp', 'En kod har flera namn. Gruppen heter ”{name}”, som de flesta har.', 'Use one name for one code in HR.', 'Använd ett namn för en kod i HR.'),
	groupWithoutName: issue('hr', 'Grupp utan namn', 'Gruppen ”{name}” saknar namn och kallas vid sitt ID.', 'Enter its name in HR.', 'Fyll i namnet i HR.'),
	unknownParent: issue('setup', 'Gruppen ovanför saknas', 'Gruppen ovanför ”{name}” finns inte, så den ligger överst.', 'Correct the group above it.', 'Rätta gruppen ovanför.'),
	parentCircle: issue('setup', 'Grupper i cirkel', '”{name}” ligger under sig själv och läggs överst.', 'Correct the parent ID.', 'Rätta gruppen ovanför.'),
	groupCircle: issue('setup', 'Grupper i cirkel', '”{name}” ligger under sig själv och läggs överst.', 'Correct their parents in HR.', 'Rätta grupperna ovanför i HR.'),
	severalParents: issue('hr', 'Flera grupper ovanför', 'Uppgifterna om vad ”{name}” ligger under går isär. Den ligger där de flesta säger.', 'Give it one parent in HR.', 'Ange en grupp ovanför i HR.'),
	sameGroupId: issue('setup', 'Grupper med samma ID', 'Flera grupper har samma externa ID som ”{name}”. Bara den första behölls.', 'Choose a field that is unique.', 'Välj ett fält som är unikt.'),
	groupsFromElsewhere: issue('setup', 'Grupper från annat håll', 'Grupper vars externa ID inte kommer från HR lämnas som de är ({count}).', 'Delete in the directory what is no longer used.', 'Ta bort det som inte används längre i {target}.'),
	higherRoleKept: issue('setup', 'Annan chef i HR', 'Grupper med en annan chef i HR behåller sin nuvarande ({count}).', 'Choose the manager in the directory, or set Memberships to Keep Manual.', 'Välj chefen i {target}, eller ställ Memberships på Keep Manual.'),
	groupKept: issue('setup', 'Gruppen finns kvar', 'Gruppen ”{name}” finns inte längre i HR men behölls: någon eller något är kvar i den.', 'Empty it or remove it in the directory.', 'Töm eller ta bort den i {target}.'),
	groupWaits: issue('setup', 'Gruppen väntar', 'Gruppen ”{name}” finns inte i {target}. Listan innehöll bara en del av medarbetarna.', 'The next full run decides.', 'Nästa fullständiga körning avgör.'),
	unknownGroup: issue('setup', 'Okänd grupp', '{who}: gruppen finns varken bland grupperna eller i {target}. Placeringen ändrades inte.', 'Check the groups.', 'Kontrollera grupperna.'),
	ambiguousUser: issue('setup', 'Flera användare med samma externa ID', '{target} har flera användare med samma externa ID som {who}. Ingen av dem ändrades.', 'Remove all but one in the directory.', 'Ta bort alla utom en i {target}.'),
	ambiguousGroup: issue('setup', 'Flera grupper med samma externa ID', '{target} har flera grupper med samma externa ID. ”{name}” ändrades inte.', 'Remove it in the directory.', 'Ta bort den i {target}.'),
	newExternalId: issue('hr', 'Nytt externt ID', '{who} har ett annat externt ID i HR än förut. Användaren med samma användarnamn och namn tas över.', 'If that is somebody else, change the username in HR.', 'Är det någon annan: byt användarnamn i HR.'),
	externalIdCase: issue('setup', 'Externa ID med andra bokstäver', '{target} skriver externa ID med andra stora och små bokstäver än HR ({count}). De räknas som samma.', 'Map External IDs in the same case.', 'Hämta externa ID med samma stora och små bokstäver.'),
	externalIdCaseUnclear: issue('hr', 'Oklart externt ID', '{who}: externt ID i {target} ({externalIdThere}) skiljer sig bara i stora och små bokstäver. Inget ändras eller tas bort.', 'Write External IDs in the same way in both.', 'Skriv externt ID på samma sätt i båda.'),
	reuseNotJudged: issue('setup', 'Återanvändning av ID kontrolleras inte', 'För {count} medarbetare går det inte att se om deras externa ID har getts till någon annan.', 'Map the first name or the birthday.', 'Hämta förnamn eller födelsedag från HR.'),
	protectedPerson: issue('setup', 'Skyddat konto', '{who} har ett skyddat konto, så inget ändrades.', 'To change that, remove the account from Protected Accounts.', 'Ta bort kontot ur Protected Accounts om det ska följa HR.'),
	unsupportedField: issue('setup', 'Fältet stöds inte', '{target} tar inte emot ”{field}”, så det synkas inte.', 'Ask the vendor to switch it on.', 'Be leverantören slå på det, eller ta bort det ur mappningen.'),
	valueNotTaken: issue('hr', 'Värdet tas inte emot', '{target} tog inte emot ”{field}” ({count}). Värdet skrivs igen när det ändras i HR, och efter en vecka.', 'Correct it in HR, or ask the vendor why it is refused.', 'Rätta i HR, eller fråga leverantören varför det inte tas emot.'),
	keptOtherwise: issue('setup', 'Värdet sparas i annan form', '{target} sparar ”{field}” i annan form än HR ({count}). Det jämförs så som det kommer tillbaka och skrivs bara när det ändras i HR.', 'Ask the vendor why it is changed there.', 'Fråga leverantören varför det ändras där.'),
	nobodyHas: issue('hr', 'Ingen har något värde', 'Ingen i HR har längre något värde för ”{field}”. {count} i {target} har det.', 'Check that the field is still there in HR.', 'Kontrollera att fältet finns kvar i HR.'),
	companyNotRead: issue('setup', 'Ett företag kunde inte läsas', 'Företaget {company} kunde inte läsas. Dess medarbetare är som förut.', 'Correct that in HR, or remove the company from Company IDs.', 'Rätta det i HR, eller ta bort företaget ur Company IDs.'),
	allowanceEnded: issue('setup', 'Tillståndet har upphört', 'Tillståndet för {name} upphörde {until}.', 'Remove it from Allowance.', 'Ta bort det ur Allowance.'),
	allowanceInForce: issue('setup', 'Ett tillstånd gäller', 'Ett tillstånd för {name} gäller till och med {until}.', 'Remove it from Allowance once it is no longer needed.', 'Ta bort det ur Allowance när det inte behövs.'),
	missingSegmentCode: issue('hr', 'Segment utan kod', '{who} har ett segment utan kod.', 'Give the segment a code in HR.', 'Ge segmentet en kod i HR.'),
	notAPerson: issue('setup', 'Ingen medarbetare', '{who} saknar externt ID och utelämnas.', 'Map the External ID in the Employee Mapper.', 'Hämta externt ID i Employee Mapper.'),
	invalidExternalId: issue('hr', 'Ogiltigt externt ID', '{who} synkas inte: det externa ID:t går inte att läsa.', ...IN_HR),
	nestedTooDeep: issue('setup', 'För många nivåer', '{who}: ett värde i HR har för många nivåer.', 'Map a field inside it.', 'Hämta ett fält inuti det.'),
	idWaits: issue('setup', 'ID:t väntar', '{who} väntar på nästa fullständiga körning: flera företag använder samma ID.', 'Map the External ID from a field that is unique across companies.', 'Hämta externt ID från ett fält som är unikt i alla företag.'),
	groupsNeedEverybody: issue('setup', 'Grupperna väntar', 'Bara en del av medarbetarna lästes, så inga grupper byggdes.', 'The next full run decides.', 'Nästa fullständiga körning avgör.'),
	unclearMove: issue('setup', 'Oklar flytt', 'Den angivna flytten från ”{from}” till ”{to}” gjordes inte.', 'Name both groups by External ID or by full path.', 'Ange båda grupperna med externt ID eller hela sökvägen.'),
	unknownInScope: issue('setup', 'Okänt namn i piloten', 'Scope anger ”{name}”, men ingen medarbetare, grupp eller inget företag heter så.', 'Correct it in Scope.', 'Rätta det i Scope.'),
	doubtfulList: issue('setup', 'Listan är tveksam', '{name}: det gäller {count} medarbetare, så alla ändringar är stoppade.', 'Check how Username and External ID are mapped.', 'Kontrollera hur användarnamn och externt ID hämtas.'),
	undoChangedSince: issue('setup', 'Ändrat efter körningen', '{who}: ”{field}” har ändrats efter körningen och lämnas som det är.', 'Check that it is right.', 'Kontrollera att det stämmer.'),
	undoGone: issue('setup', 'Finns inte längre', '{who} finns inte längre i {target} med samma ID, så inget återställs.', 'Check that the undo file is from this tenant.', 'Kontrollera att ångra-filen hör hit.'),
	undoUnreadable: issue('setup', 'Kan inte läsas', '{who}: {target} visar inte ”{field}”, så det lämnas som körningen skrev det.', 'Check it in the directory.', 'Kontrollera det i {target}.'),
	undoDeleted: issue('setup', 'Borttagen av körningen', '{who} togs bort av körningen och finns inte längre i {target}.', 'Restore the user there, if that is possible.', 'Återställ användaren där, om det går, innan nästa körning skapar en ny.'),
	undoTaken: issue('setup', 'Upptaget', '{who} får inte tillbaka ”{field}”: någon annan har det nu.', 'Change it in the directory by hand.', 'Ändra det för hand i {target}.'),
	undoReferenceGone: issue('setup', 'Finns inte längre', '{who} får inte tillbaka ”{field}”, som inte längre finns i {target}.', 'Choose another one.', 'Välj en annan.'),
	undoCircle: issue('setup', 'Cirkel', '{who} får inte tillbaka ”{field}”: det skulle bli en cirkel nu.', 'Choose another one.', 'Välj en annan.'),
	undoNotEmpty: issue('setup', 'Gruppen är inte tom', 'Gruppen ”{name}” skapades av körningen men finns kvar: någon eller något annat är i den nu.', 'Empty it or delete it in the directory.', 'Töm eller ta bort den i {target}.'),
	undoKept: issue('setup', 'Finns kvar', '{who} skapades av körningen och finns kvar: Removal är satt till Nothing.', 'Choose another Action under Removal.', 'Välj något annat under Removal.'),
	undoLeftOut: issue('setup', 'Skyddad identitet', '{count} ändringar av medarbetare med skyddad identitet kan inte ångras: ångra-filen innehåller inte deras värden.', 'Correct HR or the mapping.', 'Rätta i HR eller i mappningen; nästa körning skriver då rätt värden.'),
	notReleased: issue('setup', 'Inget släpptes igenom', 'Plannumret {name} släppte inte igenom något.', 'Look at what is held now, and use its plan number.', 'Granska det som är stoppat nu och använd dess plannummer.'),
};
