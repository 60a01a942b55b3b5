import type { ChangeAction } from '../model/change';
import { counted, countedIn, row, say, text, type Counted, type Row } from './columns';
import type { Outcome, RunMode, OverviewWeight } from './model';
import { PAGE } from './pageTable';

/** All words of the report, in two columns: English and Swedish. */
export const TABLE = {
	people: counted(['{0} person', '{0} people'], ['{0} medarbetare', '{0} medarbetare']),
	groups: counted(['{0} group', '{0} groups'], ['{0} grupp', '{0} grupper']),
	kinds: row(
		{ user: ['person', 'people'], group: ['group', 'groups'] },
		{ user: ['medarbetare', 'medarbetare'], group: ['grupp', 'grupper'] },
	),
	done: row<Record<Outcome, string>>(
		{
			created: 'Created',
			updated: 'Updated',
			reactivated: 'Reactivated',
			deactivated: 'Deactivated',
			deleted: 'Deleted',
			held: 'Held',
			failed: 'Failed',
			skipped: 'Skipped',
			unchanged: 'Unchanged',
		},
		{
			created: 'Skapade',
			updated: 'Ändrade',
			reactivated: 'Återaktiverade',
			deactivated: 'Inaktiverade',
			deleted: 'Borttagna',
			held: 'Stoppade',
			failed: 'Misslyckade',
			skipped: 'Överhoppade',
			unchanged: 'Oförändrade',
		},
	),
	toDo: row<Partial<Record<Outcome, string>>>(
		{
			created: 'To create',
			updated: 'To update',
			reactivated: 'To reactivate',
			deactivated: 'To deactivate',
			deleted: 'To delete',
		},
		{
			created: 'Att skapa',
			updated: 'Att ändra',
			reactivated: 'Att återaktivera',
			deactivated: 'Att inaktivera',
			deleted: 'Att ta bort',
		},
	),
	// Of two plans compared: what the second one ends with that the first one does not.
	differs: row<Partial<Record<Outcome, string>>>(
		{
			created: 'Added',
			updated: 'Different',
			reactivated: 'Kept',
			deactivated: 'Deactivated',
			deleted: 'Gone',
			held: 'Would be held',
			unchanged: 'The same',
		},
		{
			created: 'Tillkommer',
			updated: 'Annorlunda',
			reactivated: 'Behålls',
			deactivated: 'Inaktiveras',
			deleted: 'Försvinner',
			held: 'Skulle stoppas',
			unchanged: 'Samma',
		},
	),
	bothAlike: text('Both plans end with the same result', 'Båda planerna ger samma resultat'),
	sides: say('Values are shown as: {0} → {1}.', 'Värden visas som: {0} → {1}.'),
	wouldBeHeld: counted(
		['Guards would hold {0} of them', 'Guards would hold {0} of them'],
		['Spärrarna skulle stoppa {0} av dem', 'Spärrarna skulle stoppa {0} av dem'],
	),
	wouldHold: text(
		'Guards would hold these changes until a person releases them.',
		'Spärrarna skulle stoppa de här ändringarna tills någon släpper igenom dem.',
	),
	actions: row<Record<ChangeAction | 'unknown', string>>(
		{
			create: 'Create',
			update: 'Update',
			reactivate: 'Reactivate',
			deactivate: 'Deactivate',
			delete: 'Delete',
			unknown: 'Create or update',
		},
		{
			create: 'Skapa',
			update: 'Ändra',
			reactivate: 'Återaktivera',
			deactivate: 'Inaktivera',
			delete: 'Ta bort',
			unknown: 'Skapa eller ändra',
		},
	),
	withoutId: say('{0} without External ID', '{0} utan externt ID'),
	untold: text(
		'See the execution in n8n for the reason: it may name people, so it is not shown here.',
		'Orsaken finns i körningen i n8n. Den kan nämna personer och visas därför inte här.',
	),

	// The headline, and the remarks beside it.
	nothingNew: text('Nothing new to look at', 'Inget nytt att granska'),
	news: counted(
		[
			'{0} item to look at is new since the last run.',
			'{0} items to look at are new since the last run.',
		],
		[
			'{0} sak att granska är ny sedan förra körningen.',
			'{0} saker att granska är nya sedan förra körningen.',
		],
	),
	nothingToDo: text('Nothing to do', 'Inget att göra'),
	listInStep: text('Everyone on the list is in step', 'Alla på listan stämmer med HR'),
	pilotInStep: text('The pilot is in step', 'Piloten stämmer med HR'),
	inStep: text('Everything is in step', 'Allt stämmer med HR'),
	dryRun: say('Dry run: {0}', 'Provkörning: {0}'),
	made: row<Record<RunMode, Counted>>(
		{
			applied: countedIn('en', ['{0} change was made', '{0} changes were made']),
			dryRun: countedIn('en', ['{0} change would be made', '{0} changes would be made']),
			plan: countedIn('en', ['{0} change is planned', '{0} changes are planned']),
			compared: countedIn('en', ['{0} result differs', '{0} results differ']),
		},
		{
			applied: countedIn('sv', ['{0} ändring gjordes', '{0} ändringar gjordes']),
			dryRun: countedIn('sv', ['{0} ändring skulle göras', '{0} ändringar skulle göras']),
			plan: countedIn('sv', ['{0} ändring är planerad', '{0} ändringar är planerade']),
			compared: countedIn('sv', ['{0} resultat skiljer sig', '{0} resultat skiljer sig']),
		},
	),
	undone: text('The run is undone', 'Körningen är ångrad'),
	isUndone: say(
		'{0} is as it was before the run, except for what stays.',
		'{0} är som före körningen, utom det som lämnas.',
	),
	undoOf: say(
		'Undo of the run of {0}{1}, which made {2} changes.',
		'Ångrar körningen {0}{1}, som gjorde {2} ändringar.',
	),
	undoneBefore: counted(
		['{0} person or group was already as before.', '{0} people and groups were already as before.'],
		[
			'{0} medarbetare eller grupp var redan som förut.',
			'{0} medarbetare och grupper var redan som förut.',
		],
	),
	noUndoFile: text(
		'There is no undo file, because the report is without names.',
		'Det finns ingen ångra-fil, eftersom rapporten är utan namn.',
	),
	undoFileWithout: counted(
		[
			'The undo file leaves out {0} change of people with protected identity.',
			'The undo file leaves out {0} changes of people with protected identity.',
		],
		[
			'Ångra-filen saknar {0} ändring av medarbetare med skyddad identitet.',
			'Ångra-filen saknar {0} ändringar av medarbetare med skyddad identitet.',
		],
	),
	noPersonChanges: text(
		'No changes of people are kept, because the report is without names.',
		'Inga ändringar av medarbetare sparas, eftersom rapporten är utan namn.',
	),
	personChangesLeft: counted(
		[
			'The history of people keeps {1} changes of this run. {0} more is left out.',
			'The history of people keeps {1} changes of this run. {0} more are left out.',
		],
		[
			'Medarbetarnas historik får {1} ändringar av den här körningen. {0} till är inte med.',
			'Medarbetarnas historik får {1} ändringar av den här körningen. {0} till är inte med.',
		],
	),
	agrees: say('{0} already agrees with HR.', '{0} stämmer redan med HR.'),
	agreesForPilot: say(
		'{0} already agrees with HR about the pilot.',
		'{0} stämmer redan med HR för piloten.',
	),
	agreesForList: say(
		'{0} already agrees with HR about the people on the list.',
		'{0} stämmer redan med HR för dem som står på listan.',
	),
	partial: say(
		'Only some people were read{0}: everyone else stays as they are, and no group was renamed, moved or deleted.',
		'Bara en del av medarbetarna lästes{0}. Alla andra är som förut, och ingen grupp har bytt namn, flyttats eller tagits bort.',
	),
	nothingWritten: say('Nothing was written to {0}.', 'Inget skrevs till {0}.'),
	warnings: counted(['{0} warning.', '{0} warnings.'], ['{0} varning.', '{0} varningar.']),
	endedEarly: say('The run ended early: {0}', 'Körningen avbröts: {0}'),
	failed: counted(
		['{0} change failed', '{0} changes failed'],
		['{0} ändring misslyckades', '{0} ändringar misslyckades'],
	),
	held: counted(
		['{0} change is held for your decision', '{0} changes are held for your decision'],
		[
			'{0} ändring är stoppad och väntar på ditt beslut',
			'{0} ändringar är stoppade och väntar på ditt beslut',
		],
	),
	leftOut: counted(
		['{0} person could not be synchronised', '{0} people could not be synchronised'],
		['{0} medarbetare kunde inte synkas', '{0} medarbetare kunde inte synkas'],
	),
	skipped: counted(
		['{0} change was skipped', '{0} changes were skipped'],
		['{0} ändring hoppades över', '{0} ändringar hoppades över'],
	),
	errors: counted(
		['{0} error in the data to look at', '{0} errors in the data to look at'],
		['{0} fel i uppgifterna att granska', '{0} fel i uppgifterna att granska'],
	),
	unusual: say('{0}: held{1}', 'Stoppat: {0}{1}'),
	moreGuards: counted(
		[' (and {0} more guard)', ' (and {0} more guards)'],
		[' (och {0} spärr till)', ' (och {0} spärrar till)'],
	),
	trial: text(' (nothing written)', ' (inget skrevs)'),

	// What a setting or a decision let through.
	released: counted(
		[
			'{0} held change was released by the plan number {1}.',
			'{0} held changes were released by the plan number {1}.',
		],
		[
			'{0} stoppad ändring släpptes igenom med plannumret {1}.',
			'{0} stoppade ändringar släpptes igenom med plannumret {1}.',
		],
	),
	releasedBy: say('Released by {0}.', 'Släpptes av {0}.'),
	scopePeople: counted(
		['{0} person or pattern', '{0} people or patterns'],
		['{0} person eller mönster', '{0} personer eller mönster'],
	),
	scopeCompanies: counted(['{0} company', '{0} companies'], ['{0} företag', '{0} företag']),
	pilot: say(
		'A pilot is under way: Scope names {0}. Changes of {1} and {2} outside it are planned and not written.',
		'En pilot pågår: Scope anger {0}. Ändringar för {1} och {2} utanför den planeras men skrivs inte.',
	),
	weekStarts: text(
		'The limits of a week start with this run: the workflow has no memory of earlier runs.',
		'Veckans gränser räknas från den här körningen. Arbetsflödet minns inga tidigare.',
	),

	// Many customers in one table.
	overview: row(
		{ customer: 'Customer', result: 'Result', made: 'Made', failed: 'Failed', held: 'Held' },
		{
			customer: 'Kund',
			result: 'Resultat',
			made: 'Gjorda',
			failed: 'Misslyckade',
			held: 'Stoppade',
		},
	),
	weights: row<Record<OverviewWeight, string>>(
		{
			notFinished: 'Not finished',
			failed: 'Changes failed',
			held: 'Waits for a decision',
			look: 'To look at',
			ok: 'In step',
		},
		{
			notFinished: 'Inte klar',
			failed: 'Ändringar misslyckades',
			held: 'Väntar på beslut',
			look: 'Att granska',
			ok: 'Stämmer med HR',
		},
	),
	customersOpen: counted(
		['{0} of {1} customers needs a look', '{0} of {1} customers need a look'],
		['{0} av {1} kunder att granska', '{0} av {1} kunder att granska'],
	),
	customersInStep: counted(
		['{0} customer is in step', 'all {0} customers are in step'],
		['{0} kund stämmer med HR', 'alla {0} kunder stämmer med HR'],
	),
	noReport: text(
		'The run gave no report. Its workflow must end with “Finish the run”.',
		'Körningen gav ingen rapport. Arbetsflödet måste sluta med ”Finish the run”.',
	),

	// Guards.
	many: say('Many {0}', 'Många {0}'),
	lookThrough: text(
		'Look through these changes before you release them.',
		'Granska ändringarna innan du släpper igenom dem.',
	),
	inWeek: say(
		'{0} planned and {1} written in the last seven days, at most {2} a week are let through',
		'{0} planerade och {1} gjorda de senaste sju dagarna, högst {2} i veckan släpps igenom',
	),
	noneLetThrough: say(
		'{0} planned, none is let through without a decision',
		'{0} planerade, ingen släpps igenom utan beslut',
	),
	atMost: say(
		'{0} planned, at most {1} of {2} are let through',
		'{0} planerade, högst {1} av {2} släpps igenom',
	),

	// Values, and marks in the tree of groups.
	yes: text('yes', 'ja'),
	no: text('no', 'nej'),
	empty: text('empty', 'tomt'),
	changed: text('changed', 'ändrat'),
	genders: row<Record<string, string>>({}, { male: 'man', female: 'kvinna', none: 'ej angivet' }),
	notDone: row<Partial<Record<Outcome, string>>>(
		{ held: 'Held: ', failed: 'Failed: ', skipped: 'Skipped: ' },
		{ held: 'Stoppad: ', failed: 'Misslyckad: ', skipped: 'Överhoppad: ' },
	),
	markNew: text('new', 'ny'),
	markUpdate: text('update', 'ändring'),
	markOther: say('other {0}', 'ändrat: {0}'),
	markRename: say('rename to {0}', 'byter namn till {0}'),
	markRenamed: say('renamed from {0}', 'hette {0}'),
	markMove: say('move to {0}', 'flyttas till {0}'),
	markMoved: say('moved from {0}', 'flyttad från {0}'),
	markManager: text('other manager', 'annan chef'),
	theTop: text('the top', 'högsta nivån'),
	moveIn: say('+{0} in', '+{0} in'),
	moveOut: say('−{0} out', '−{0} ut'),
	inAll: say('{0}, {1} in all', '{0}, {1} totalt'),

	...PAGE,
} satisfies Record<string, Row<unknown>>;
