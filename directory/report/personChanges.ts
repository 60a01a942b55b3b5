import type { AppliedChange } from '../model/change';
import { fieldOf } from '../model/fields';
import { isMade } from '../plan/undo/record';
import type { Teller } from './about';
import type { Language } from './columns';
import { inRows } from './figures';
import type { Cell, RunFacts } from './history';
import { OUTCOME_OF_ACTION, readInput, type ReadChange, type ReadInput } from './input';
import type { FieldRow, ReportFigures } from './model';
import { fieldRows, type Names } from './values';
import { wordsIn } from './words';

/**
 * What a row of a person's history says, by the types of n8n's data tables. The names are columns of
 * tables that customers keep: add to them, rename none. Texts are in English, whatever the language
 * of the report, so that a page in any language can be made of them (`storedText`).
 */
export const PERSON_CHANGE = {
	time: 'date',
	workflow: 'string',
	customer: 'string',
	/** Of a released change the number that released it, else that of the run, where it held something. */
	planId: 'string',
	externalId: 'string',
	/** As an outcome: `created`, `updated` … */
	action: 'string',
	/** Name of the value that changed; empty where the row is about the person as a whole. */
	field: 'string',
	before: 'string',
	after: 'string',
	/** Path of the group that the person is in, or was in. */
	group: 'string',
	/** Empty where nobody had to release the change. */
	releasedBy: 'string',
} as const;

export type PersonChange = Record<keyof typeof PERSON_CHANGE, Cell>;

/** The rows of one run, and how many more there would be. */
export interface PersonChanges {
	rows: PersonChange[];
	left: number;
}

/** Most rows of one run: a first load of 10,000 people, some 3 MB in a table. */
export const MOST_PERSON_CHANGES = 10_000;

/**
 * The changes of people that a run made, flat, for a table that shows later what changed when. Only
 * what the target has confirmed counts. Creating somebody is one row, and so is each value that
 * changed. Nobody with protected identity is in it. Where there are too many rows, creations go.
 */
export function personChanges(
	items: readonly unknown[],
	{ read, names, teller }: { read: ReadInput; names: Names; teller: Teller },
	{ createdAt, planId, release, releasedBy }: ReportFigures,
	{ workflow, customer }: Pick<RunFacts, 'workflow' | 'customer'>,
): PersonChanges {
	const made = items.filter(isMade).filter(({ kind }) => kind === 'user');
	const released = new Set(made.map((one) => (one.released ? one.externalId : null)));
	const isShown = ({ externalId, isProtected }: ReadChange) =>
		externalId !== null && !isProtected && !read.people.get(externalId)?.protectedIdentity;
	const rows = inRows(readInput({ changes: made.map(asWritten) }))
		.changes.filter(isShown)
		.sort((a, b) => Number(a.action === 'create') - Number(b.action === 'create'))
		.flatMap((change) => {
			const isReleased = released.has(change.externalId);
			const whole = {
				time: createdAt,
				workflow: workflow || null,
				customer: customer || null,
				planId: (isReleased ? release?.planId : planId) ?? null,
				externalId: change.externalId,
				action: OUTCOME_OF_ACTION[change.action!],
				...{ field: null, before: null, after: null },
				group: teller.aboutOf(change).group || null,
				releasedBy: (isReleased && releasedBy) || null,
			};
			const values = valuesOf(change, names);
			return values.length === 0 ? [whole] : values.map((value) => ({ ...whole, ...value }));
		});
	const kept = rows.slice(0, MOST_PERSON_CHANGES);
	return { rows: kept, left: rows.length - kept.length };
}

/** A change that failed in part has written all but the group. */
function asWritten(change: AppliedChange): AppliedChange {
	if (change.status === 'applied') return change;
	const changes = change.changes.filter(({ field }) => fieldOf(field)?.refersTo !== 'group');
	return { ...change, status: 'applied', changes };
}

type Value = Pick<PersonChange, 'field' | 'before' | 'after'>;

/** Who is created has no values of before, and an action says by itself whether somebody is active. */
function valuesOf(change: ReadChange, names: Names): Value[] {
	if (change.action === 'create') return [];
	const told = fieldRows(change, names, true);
	return change.fields.flatMap(({ field }, at): Value[] => {
		if (fieldOf(field)?.type === 'active') return [];
		const { from = null, to = null }: Partial<FieldRow> = told[at] ?? {};
		return [{ field, before: from, after: to }];
	});
}

/** A value of such a row in the language of the reader: the table has words of English only. */
export function storedText(field: string, stored: string, language: Language): string {
	const [english, words] = [wordsIn('en'), wordsIn(language)];
	const type = fieldOf(field)?.type;
	if (type === 'gender') return words.genders[stored] ?? stored;
	if (type !== 'flag') return stored;
	return stored === english.yes ? words.yes : stored === english.no ? words.no : stored;
}
