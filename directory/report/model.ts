import type { ChangeAction, GuardVerdict, ReleaseSummary } from '../model/change';
import type { Severity } from '../model/issue';
import type { Systems } from '../model/systems';
import type { Language } from './columns';

/** Done, only tried out, only planned, or two plans compared. */
export type RunMode = 'applied' | 'dryRun' | 'plan' | 'compared';

/** `failed`: a change was refused; `attention`: something waits for a person; else `ok`. */
export type ReportStatus = 'ok' | 'attention' | 'failed';

/** What became of a user or a group, in the order in which it is shown. */
export const OUTCOMES = [
	'created',
	'updated',
	'reactivated',
	'deactivated',
	'deleted',
	'held',
	'failed',
	'skipped',
	'unchanged',
] as const;

export type Outcome = (typeof OUTCOMES)[number];
export type OutcomeCounts = Record<Outcome, number>;

/** How many of one kind; `current` and `wanted` are known only with the planner's summary. */
export interface KindFigures extends OutcomeCounts {
	current: number | null;
	wanted: number | null;
}

/** The run in numbers, without personal data: what the node emits as JSON. */
export interface ReportFigures extends OutcomeCounts {
	status: ReportStatus;
	mode: RunMode;
	/** Whether nothing was written: a dry run, or a plan that has not been applied. */
	dryRun: boolean;
	/** ISO 8601 in UTC. */
	createdAt: string;
	/** Given only where the summary says when the run started. */
	startedAt?: string;
	planId: string | null;
	/** People that could not be mapped; they are part of `skipped` too. */
	leftOut: number;
	users: KindFigures;
	groups: KindFigures;
	issues: { errors: number; warnings: number };
	guards: Array<GuardVerdict & { held: boolean }>;
	/** During a pilot: people and groups outside it that differ and are left as they are. */
	outside: number;
	/** The day since which the limits of a week count, `null`: this run. Given with a summary. */
	rememberedSince?: string | null;
	/** Given only where the list of people was not everybody: why, for people to read. */
	partial?: string[];
	/** Given only where the run ended before every change was tried: why, for people to read. */
	endedEarly?: string;
	/** Given where the run undoes another one: which, and how many users and groups were as before it. */
	undo?: { createdAt: string; title: string; changes: number; already: number };
	/** Given where an earlier run is remembered: how many held changes and issues it did not have. */
	news?: { held: number; issues: number };
	/** What became of a plan number that was to be released. */
	release?: ReleaseSummary;
	/** Who released it. */
	releasedBy?: string;
}

/**
 * A value that changes, in words. `null` is an empty value; a side that is absent is not told
 * (a creation has no `from`; without names, personal values have neither).
 */
export interface FieldRow {
	label: string;
	from?: string | null;
	to?: string | null;
}

/** What shows which of several people or groups of one name is meant; each part is empty where it is not known. */
export interface About {
	/** The number by which HR knows somebody, else the External ID, unless it says nothing to people. */
	number: string;
	/** Of a person: the group, with its path. */
	group: string;
	/** The last day of employment, `YYYY-MM-DD`. */
	lastDay: string;
}

/** One change, in words. */
export interface ChangeRow {
	kind: 'user' | 'group';
	/** `null` where it failed before it was known whether to create or to update. */
	action: ChangeAction | null;
	outcome: Outcome;
	name: string;
	externalId: string | null;
	about: About;
	fields: FieldRow[];
	reason: string;
	error: string | null;
	/** Whether the last run did not have it; absent where nobody knows. */
	isNew?: boolean;
}

/** Changes that are shown under one heading. */
export interface ChangeSection {
	title: string;
	outcome: Outcome;
	rows: ChangeRow[];
}

/** What one guard holds back. */
export interface HeldSection {
	guard: GuardVerdict | null;
	title: string;
	/** Why this is held, and what to look at before it is released. */
	explanation: string;
	/** Many rows about one field, such as one that HR has for nobody now: one line, until it is opened. */
	isFolded: boolean;
	/** What tripped the guard. */
	rows: ChangeRow[];
	/** What waits for it, or follows from it. */
	following: ChangeRow[];
	/** How many it holds as well that are listed under another guard. */
	others: number;
}

/** Longer lists are folded until they are opened. */
export const MOST_UNFOLDED = 20;

export interface IssueRow {
	kind: 'user' | 'group';
	name: string;
	externalId: string | null;
	about: About;
	message: string;
	/** As of a change. */
	isNew?: boolean;
}

/** Issues of one kind. */
export interface IssueSection {
	severity: Severity;
	code: string;
	title: string;
	rows: IssueRow[];
}

/** What happened to a group. */
export interface GroupMark {
	outcome: Outcome;
	text: string;
}

/** One group of the tree. The list is in reading order: a group, then what is below it. */
export interface TreeRow {
	/** 0 is the top. */
	depth: number;
	name: string;
	externalId: string;
	/** People placed in the group itself. */
	direct: number;
	/** People in the group and in all groups below it. */
	total: number;
	joined: number;
	left: number;
	marks: GroupMark[];
}

/**
 * What a report remembers of the runs before: which findings there were, as salted hashes, and how
 * much was done. It holds no names and no values; a person who has it and the salt can still try ids.
 */
export interface Memory {
	salt: string;
	/** Hashes of eight characters each, in order, one after the other. */
	findings: string;
	/** Whether these are all; else the smallest ones, and nothing is known of larger ones. */
	isWhole: boolean;
	/** The last runs, the latest last. */
	runs: RunNumbers[];
}

/** A run in numbers. */
export interface RunNumbers {
	/** ISO 8601 in UTC. */
	at: string;
	/** Changes that were made, or would be. */
	made: number;
	held: number;
	failed: number;
	issues: number;
}

/** A run, ready to be shown: everything in words, nothing escaped. */
export interface ReportModel {
	language: Language;
	systems: Systems;
	title: string;
	/** `YYYY-MM-DD` in the report's time zone. */
	date: string;
	/** `YYYY-MM-DD HH:MM` in the report's time zone. */
	time: string;
	timeZone: string;
	/** Whether people's names and values are told. */
	personal: boolean;
	/** The run in one sentence, without a full stop. */
	headline: string;
	/** What else there is to say, most important first. */
	remarks: string[];
	/** Who released held changes, as a sentence; empty where nobody did. Not for chat. */
	releasedBy: string;
	/** A subject line for an e-mail: one line, no personal data. */
	subject: string;
	/** Address of the form that releases held changes, with the plan number, where one was given. */
	releaseUrl: string | null;
	figures: ReportFigures;
	sections: ChangeSection[];
	held: HeldSection[];
	issues: IssueSection[];
	tree: TreeRow[];
	/** The last runs in numbers, this one last; only this one where none is remembered. */
	history: RunNumbers[];
	/** What to keep for the report of the next run. */
	memory?: Memory;
	/** Given where they were asked for: what changed of whom, see `PERSON_CHANGE`. */
	changesOfPeople?: Array<Record<string, string | number | boolean | null>>;
	/** Groups that were, or are to be, removed. */
	removedGroups: ChangeRow[];
}

/** How much one of many runs needs somebody, most first. */
export const OVERVIEW_WEIGHTS = ['notFinished', 'failed', 'held', 'look', 'ok'] as const;
export type OverviewWeight = (typeof OVERVIEW_WEIGHTS)[number];
