import { groupedBy } from '../common/lists';
import { matchingKey } from '../common/text';
import { clock } from '../report/clock';
import type { Language } from '../report/columns';
import { text as read } from '../report/itemValues';
import { OUTCOMES } from '../report/model';
import { storedText, type PersonChange } from '../report/personChanges';
import { momentOf } from '../report/runs';
import { fieldText, outcomeText, wordsIn } from '../report/words';
import { note, table, text, type Block, type Explanation, type PersonExplanation } from './model';
import { EXPLAIN_WORDS } from './table';

/** Rows of a table, whatever they hold. */
type Row = Partial<Record<keyof PersonChange, unknown>>;

export interface TimelineInput {
	explanation: Explanation;
	/** Rows as `personChanges` makes them, in any order, also of others. */
	rows: readonly Row[];
	/** Rows of another customer are not shown: two customers may have one External ID. */
	customer: string;
	language?: Language;
	/** IANA name; an unknown one counts as UTC. */
	timeZone: string;
	/** Why the rows could not be read. */
	failure?: string;
}

/** Most rows on the page. */
const MOST_ROWS = 200;

/** Adds what changed of a person when, the latest first, as the last step of the explanation. */
export function withTimeline(input: TimelineInput): Explanation {
	const { explanation, language = 'en' } = input;
	const [person, ...others] = explanation.people;
	const tell = EXPLAIN_WORDS[language];
	if (person === undefined) return explanation;
	if (others.length > 0) {
		return { ...explanation, remarks: [...explanation.remarks, tell.timelineOfOne] };
	}
	const step = { title: tell.timelineTitle, blocks: blocksOf(person, input, language) };
	return { ...explanation, people: [{ ...person, steps: [...person.steps, step] }] };
}

function blocksOf(
	{ externalId }: PersonExplanation,
	{ rows, customer, timeZone, failure }: TimelineInput,
	language: Language,
): Block[] {
	const tell = EXPLAIN_WORDS[language];
	if (failure !== undefined) return [note('warning', tell.timelineNotRead(failure))];
	const own = rows
		.filter((row) => externalId !== null && row.externalId === externalId)
		.filter((row) => matchingKey(row.customer) === matchingKey(customer))
		.filter((row) => !Number.isNaN(momentOf(row)))
		.sort((a, b) => momentOf(b) - momentOf(a));
	if (own.length === 0) return [text(tell.nothingKept)];
	const shown = own.slice(0, MOST_ROWS);
	const cut = own.length > shown.length;
	return [
		...(cut ? [text(tell.latestShown(String(MOST_ROWS), String(own.length)))] : []),
		...[...groupedBy(shown, momentOf)].flatMap(([moment, ofRun]) =>
			runBlocks(clock(new Date(moment), timeZone).time, ofRun, language),
		),
	];
}

/** What one run did: a sentence, and the values that it changed. */
function runBlocks(time: string, rows: readonly Row[], language: Language): Block[] {
	const [tell, words] = [EXPLAIN_WORDS[language], wordsIn(language)];
	const { action, group, releasedBy, planId } = rows[0]!;
	const outcome = OUTCOMES.find((one) => one === action);
	const said = [
		`${time}: ${outcome ? outcomeText(outcome, 'applied', words) : read(action)}.`,
		...(read(group) ? [tell.thenInGroup(read(group))] : []),
		...(read(releasedBy) ? [words.releasedBy(read(releasedBy))] : []),
		...(read(releasedBy) && read(planId) ? [tell.withPlan(read(planId))] : []),
	];
	const values = rows
		.filter(({ field }) => read(field) !== '')
		.map(({ field, before, after }) => [
			fieldText(read(field), words),
			...[before, after].map(
				(value) => storedText(read(field), read(value), language) || tell.empty,
			),
		]);
	return [text(said.join(' ')), ...table(tell.changedColumns, values)];
}
