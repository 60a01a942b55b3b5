import { groupedBy } from '../common/lists';
import { compareText, matchingKey } from '../common/text';
import { clock } from './clock';
import type { Language } from './columns';
import { clip } from './headline';
import type { HistoryColumn } from './history';
import { count, text } from './itemValues';
import type { Outcome, ReportStatus, RunNumbers } from './model';
import { kindText, outcomeText, wordsIn, type Words } from './words';

/** A run as the table of the history has it. */
export interface PastRun extends RunNumbers {
	/** Milliseconds. */
	moment: number;
	dryRun: boolean;
	partialList: boolean;
	hasFailed: boolean;
	headline: string;
	releasedBy: string;
	people: number;
	seconds: number | null;
	requests: number | null;
	/** The counts that are compared with those of earlier runs. */
	counts: Record<CountName, number>;
}

/** The runs of one workflow, the latest last, and what is unusual about them. */
export interface WorkflowRuns {
	workflow: string;
	customer: string;
	/** Both, for people to read. */
	title: string;
	runs: PastRun[];
	/** Whole sentences. */
	unusual: string[];
}

/** The runs of all workflows, those with something unusual first. */
export interface RunsModel {
	language: Language;
	title: string;
	date: string;
	time: string;
	timeZone: string;
	createdAt: string;
	status: ReportStatus;
	headline: string;
	subject: string;
	workflows: WorkflowRuns[];
}

export interface RunsInput {
	/** Rows of the table, in any order. */
	rows: ReadonlyArray<Record<string, unknown>>;
	/** Hours after which a run is missing, and hours for which changes may be held. */
	hoursWithoutRun: number;
	hoursHeld: number;
	title: string;
	language: Language;
	createdAt: Date;
	timeZone: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** So many runs before a run say what is usual; with fewer than the second number nothing does. */
const COMPARED = 30;
const FEWEST = 5;
/** Fewer than this are never unusual. */
const SMALL = 10;
/** A workflow that has not run for so long is taken for one that somebody switched off. */
const GONE = 30 * DAY;
/** Runs on the page. */
const SHOWN = 90;

type Kind = 'user' | 'group';
/** The counts that are compared, and the words of each. */
const COUNTS = {
	usersCreated: ['created', 'user'],
	usersUpdated: ['updated', 'user'],
	usersReactivated: ['reactivated', 'user'],
	usersDeactivated: ['deactivated', 'user'],
	usersDeleted: ['deleted', 'user'],
	groupsCreated: ['created', 'group'],
	groupsUpdated: ['updated', 'group'],
	groupsDeleted: ['deleted', 'group'],
	held: ['held'],
	skipped: ['skipped'],
	errors: ['errors'],
} as const satisfies Partial<Record<HistoryColumn, [outcome: Outcome | 'errors', kind?: Kind]>>;
type CountName = keyof typeof COUNTS;
const COUNT_NAMES = Object.keys(COUNTS) as CountName[];

/**
 * Sorts the history by workflow and finds what is unusual. Looked at are the runs of the last day,
 * each beside the runs of the same kind (dry or not) before it:
 *
 * - no run for longer than `hoursWithoutRun`;
 * - a run that failed;
 * - changes held, without a run in between that held none, for longer than `hoursHeld`;
 * - a count that is at least ten, and more than twice as high as in all but one of the 30 runs before;
 * - a number of people that differs from that of the run before by ten or more, and a tenth.
 *
 * Rows that are no run, such as n8n's empty item, are passed over.
 */
export function summariseRuns(input: RunsInput): RunsModel {
	const words = wordsIn(input.language);
	const { date, time, timeZone } = clock(input.createdAt, input.timeZone);
	const now = input.createdAt.getTime();
	const workflows = [...byWorkflow(input.rows).values()]
		.map((rows) => runsOf(rows, input, words))
		.filter(({ runs }) => now - runs.at(-1)!.moment <= GONE)
		.sort(
			(a, b) =>
				Number(b.unusual.length > 0) - Number(a.unusual.length > 0) ||
				compareText(matchingKey(a.title), matchingKey(b.title)),
		);
	const unusual = workflows.flatMap((one) => one.unusual).length;
	const headline =
		workflows.length === 0
			? words.runs.none
			: unusual === 0
				? words.runs.usual
				: words.runs.unusual(unusual);
	const hasFailed = workflows.some(({ runs }) => runs.at(-1)!.hasFailed);
	return {
		language: input.language,
		title: input.title,
		...{ date, time, timeZone },
		createdAt: input.createdAt.toISOString(),
		status: hasFailed ? 'failed' : headline === words.runs.usual ? 'ok' : 'attention',
		headline,
		subject: `${clip(input.title, 100)}: ${headline} (${date})`,
		workflows,
	};
}

function byWorkflow(rows: RunsInput['rows']): Map<string, Array<Record<string, unknown>>> {
	const runs = rows.filter((row) => !Number.isNaN(momentOf(row)));
	const idOf = ({ workflow, workflowId }: Record<string, unknown>) =>
		text(workflowId) || text(workflow);
	return groupedBy(runs, (row) => `${idOf(row)}\n${text(row.customer)}`);
}

/** Milliseconds; `NaN` where a row has no time, and so is none. */
export function momentOf({ time }: { time?: unknown }): number {
	return Date.parse(text(time));
}

function runsOf(
	rows: Array<Record<string, unknown>>,
	input: RunsInput,
	words: Words,
): WorkflowRuns {
	const sorted = [...rows].sort((a, b) => momentOf(a) - momentOf(b));
	const runs = sorted.map(readRun);
	const { workflow, customer } = sorted.at(-1)!;
	const name = text(workflow) || words.runs.nameless;
	return {
		workflow: name,
		customer: text(customer),
		title: [text(customer), name].filter((part) => part !== '').join(' · '),
		runs: runs.slice(-SHOWN),
		unusual: unusualOf(runs, input, words),
	};
}

function readRun(row: Record<string, unknown>): PastRun {
	const moment = momentOf(row);
	const counts = Object.fromEntries(COUNT_NAMES.map((name) => [name, count(row[name])]));
	const made = COUNT_NAMES.filter((name) => COUNTS[name].length > 1).map((name) => counts[name]!);
	return {
		moment,
		at: new Date(moment).toISOString(),
		made: made.reduce((sum, one) => sum + one, 0),
		held: count(row.held),
		failed: count(row.failed),
		issues: count(row.errors) + count(row.warnings),
		dryRun: isTrue(row.dryRun),
		partialList: isTrue(row.partialList),
		hasFailed: row.status === 'failed',
		headline: text(row.headline),
		releasedBy: text(row.releasedBy),
		people: count(row.people),
		seconds: typeof row.seconds === 'number' ? row.seconds : null,
		requests: typeof row.requests === 'number' ? row.requests : null,
		counts: counts as PastRun['counts'],
	};
}

/** Some databases keep a yes as 1. */
function isTrue(value: unknown): boolean {
	return value === true || value === 1;
}

/** @param runs of one workflow, the latest last */
function unusualOf(runs: readonly PastRun[], input: RunsInput, words: Words): string[] {
	const now = input.createdAt.getTime();
	const whenOf = (moment: number) => clock(new Date(moment), input.timeZone).time;
	const latest = runs.at(-1)!;
	const found: string[] = [];
	if (now - latest.moment > input.hoursWithoutRun * HOUR) {
		found.push(words.runs.noRun(whenOf(latest.moment)));
	}
	for (const [at, run] of runs.entries()) {
		if (now - run.moment > DAY) continue;
		if (run.hasFailed) found.push(words.runs.failed(whenOf(run.moment), run.headline));
		const before = runs.slice(0, at).filter(({ dryRun }) => dryRun === run.dryRun);
		found.push(...unusualCounts(run, before, whenOf(run.moment), words));
	}
	const since = heldSince(runs.filter(({ dryRun }) => dryRun === latest.dryRun));
	if (since !== null && now - since > input.hoursHeld * HOUR) {
		found.push(words.runs.heldLong(latest.held, whenOf(since)));
	}
	return found;
}

function unusualCounts(
	run: PastRun,
	before: readonly PastRun[],
	when: string,
	words: Words,
): string[] {
	const usual = before.slice(-COMPARED);
	const found = COUNT_NAMES.flatMap((name) => {
		const most = secondMost(usual.map(({ counts }) => counts[name]));
		const n = run.counts[name];
		if (usual.length < FEWEST || n < SMALL || n <= 2 * most) return [];
		const { number } = words;
		return words.runs.count(when, labelOf(name, words), number(n), number(most));
	});
	const last = before.filter(({ partialList }) => !partialList).at(-1);
	const changed = last === undefined || run.partialList ? 0 : Math.abs(run.people - last.people);
	if (changed >= SMALL && changed * 10 > last!.people) {
		found.push(words.runs.people(when, words.number(run.people), words.number(last!.people)));
	}
	return found;
}

/** One run may have been unusual itself, such as the first load. */
function secondMost(values: readonly number[]): number {
	let [most, second] = [0, 0];
	for (const value of values) {
		if (value > most) [most, second] = [value, most];
		else if (value > second) second = value;
	}
	return second;
}

/** Since when each run has held something; `null` where the last one held nothing. */
function heldSince(runs: readonly PastRun[]): number | null {
	let since: number | null = null;
	for (const { held, moment } of runs) since = held === 0 ? null : (since ?? moment);
	return since;
}

function labelOf(name: CountName, words: Words): string {
	const [outcome, kind] = COUNTS[name];
	if (outcome === 'errors') return words.runs.errors;
	const label = outcomeText(outcome, 'applied', words);
	return kind === undefined ? label : words.doneToKind(kindText(kind, 2, words), label);
}
