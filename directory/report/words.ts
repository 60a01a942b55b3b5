import type { ChangeAction, GuardVerdict } from '../model/change';
import { attributeName, fieldOf } from '../model/fields';
import type { GuardText } from '../plan/guardTable';
import { countedWords, isGuardName } from '../plan/guardTable';
import { columnsOf, numberIn, type Column, type Language } from './columns';
import { fieldLabel, guardWords, personGuardText, VOCABULARY } from './guardWords';
import { OUTCOMES, type Outcome, type ReportFigures, type RunMode } from './model';
import { TABLE } from './table';

/** The words of one language. */
export type Words = Column<typeof TABLE> & {
	readonly language: Language;
	/** A whole number as people read it. */
	readonly number: (value: number) => string;
};

const COLUMNS = columnsOf(TABLE);

function wordsOfLanguage(language: Language): Words {
	return { ...COLUMNS[language], language, number: (value) => numberIn(language, value) };
}

const WORDS: Record<Language, Words> = { en: wordsOfLanguage('en'), sv: wordsOfLanguage('sv') };

export function wordsIn(language: Language): Words {
	return WORDS[language];
}

/** English, for whatever has one language only. */
const EN = WORDS.en;

/** A whole number with a comma between thousands. */
export function numberText(value: number): string {
	return EN.number(value);
}

/** A number with its noun in English: `1 change`, `10,000 changes`. */
export function countText(value: number, one: string, many = `${one}s`): string {
	return `${numberText(value)} ${value === 1 ? one : many}`;
}

/** `people` and `groups` as they are called in the report. */
export function kindText(kind: 'user' | 'group', count = 2, words = EN): string {
	return words.kinds[kind][count === 1 ? 0 : 1]!;
}

/** One number of the run, with its words. */
export interface Tile {
	outcome: Outcome | 'leftOut';
	label: string;
	count: number;
	/** `2 people, 1 group` */
	kinds: string;
}

/** The run in numbers. People who could not be mapped are apart from changes that were skipped. */
export function tilesOf(figures: ReportFigures, words: Words): Tile[] {
	const { users, groups, leftOut, mode } = figures;
	const skipped = users.skipped - leftOut;
	const tile = (outcome: Tile['outcome'], people: number, ofGroups: number): Tile => ({
		outcome,
		label: outcome === 'leftOut' ? words.leftOutTile : outcomeText(outcome, mode, words),
		count: people + ofGroups,
		kinds: peopleAndGroups(people, ofGroups, words),
	});
	return [
		...OUTCOMES.map((one) => tile(one, one === 'skipped' ? skipped : users[one], groups[one])),
		tile('leftOut', leftOut, 0),
	];
}

/** `2 people, 1 group`, without what there is none of. */
export function peopleAndGroups(people: number, groups: number, words: Words): string {
	return [
		...(people > 0 ? [words.people(people)] : []),
		...(groups > 0 ? [words.groups(groups)] : []),
	].join(', ');
}

/** A name in camel case as words: `missingUsername` → `Missing username`. */
export function wordsOf(name: string): string {
	const words = name
		.replace(/[_\-.\s]+/g, ' ')
		.replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
		.trim()
		.toLowerCase();
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/** An outcome as a label: `Created`, `To create` where nothing was written, `Added` of two plans. */
export function outcomeText(outcome: Outcome, mode: RunMode, words = EN): string {
	const { done, toDo, differs } = words;
	const label: Partial<Record<Outcome, string>> =
		mode === 'applied' ? done : mode === 'compared' ? differs : toDo;
	return label[outcome] ?? done[outcome];
}

/** The heading of a part of the report. Of two plans compared, nothing waits for a decision. */
export function headingOf(id: keyof Words['sections'], mode: RunMode, words: Words): string {
	return id === 'held' && mode === 'compared' ? words.differs.held! : words.sections[id];
}

/** What is, or was, to be done, as a label: `Update person`. */
export function actionText(
	action: ChangeAction | null,
	kind: 'user' | 'group',
	words = EN,
): string {
	return `${words.actions[action ?? 'unknown']} ${kindText(kind, 1, words)}`;
}

/** A field as a label; further attributes keep the name that the customer gave them. */
export function fieldText(field: string, words = EN): string {
	const own = attributeName(field);
	return own ?? (fieldOf(field) ? fieldLabel(field, words.language) : wordsOf(field));
}

/**
 * A guard in words: its name, a heading over what it holds, and what to look at.
 *
 * @param verdict the field that it looks at, if it looks at each by itself
 */
export function guardText(
	name: string,
	verdict?: Pick<GuardVerdict, 'field' | 'emptied'> | null,
	words = EN,
): GuardText & { title: string } {
	if (isGuardName(name)) {
		const { explanation, name: guard } = guardWords(name, words.language);
		const of = verdict?.field === undefined ? '' : `: ${fieldText(verdict.field, words)}`;
		const counted = countedWords({ name, ...verdict }, MANY, VOCABULARY[words.language]);
		return { name: guard + of, title: words.many(counted), explanation };
	}
	const title = wordsOf(name);
	return (
		personGuardText(name, words.language) ?? { name: title, title, explanation: words.lookThrough }
	);
}

/** Any number that is not one. */
const MANY = 2;

/** How a guard came to hold something, as a sentence without a full stop. */
export function verdictText({ actual, limit, of, week }: GuardVerdict, words = EN): string {
	const n = words.number;
	if (week) return words.inWeek(n(actual), n(week.actual - actual), n(week.limit));
	if (limit === 0) return words.noneLetThrough(n(actual));
	return words.atMost(n(actual), n(limit), n(of));
}
