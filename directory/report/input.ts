import { isRecord } from '../common/json';
import type { ChangeAction, FieldChange, GuardVerdict, Mentioned } from '../model/change';
import { targetKey, type Group } from '../model/group';
import type { Issue } from '../model/issue';
import {
	ACTION_OF_RESULT,
	isAction,
	isGroup,
	isIssue,
	shapeOf,
	type Item,
	type Shape,
} from '../model/items';
import type { SkippedPerson } from '../model/person';
import { isLeftOut, protectedName } from '../model/protectedIdentity';
import type { Systems } from '../model/systems';
import { OUTSIDE } from '../plan/guardTable';
import type { Language } from './columns';
import type { RunFacts } from './history';
import { count, messageOf, text, textOrNull } from './itemValues';
import type { Outcome, RunMode } from './model';
import { isFieldChange, kindOf, readGroup, readGuard, shownName } from './records';

/** Lists of items. Every list may be absent; what an item is shows in its shape. */
export interface ReportLists {
	/** AppliedChange, Change, or what "Create or Update" says of an item. */
	changes?: readonly unknown[];
	/** HeldChange. */
	held?: readonly unknown[];
	/** Issue, people that were skipped with their issues, or people that carry issues. */
	issues?: readonly unknown[];
	/** PlanSummary. Its group tree counts where no groups are given. */
	summary?: readonly unknown[];
	/** Group. */
	groups?: readonly unknown[];
}

/** What a report is made of. */
export interface ReportInput extends ReportLists {
	systems: Systems;
	title: string;
	createdAt: Date;
	/** Default: English. */
	language?: Language;
	/** IANA name; an unknown one counts as UTC. */
	timeZone: string;
	/** Whether names and personal values are told; default: yes. */
	includeNames?: boolean;
	/** Address of the form that releases held changes. */
	releaseUrl?: string;
	/** Given where a file with the changes of the run was asked for: how many it leaves out. */
	undoFile?: { protectedChanges: number };
	/** Given where rows for the history of people are asked for: of which workflow and customer. */
	changesOfPeople?: Pick<RunFacts, 'workflow' | 'customer'>;
	/** Who released held changes in this run. */
	releasedBy?: string;
	/** What the report of the last run gave to be remembered, and a salt in case it is the first. */
	memory?: { stored: unknown; salt: string };
	/** Messages of nodes that failed and went on, instead of what they should have given. */
	failures?: readonly string[];
	/** Another plan for the same people: the report shows what ends otherwise than in this one. */
	comparedWith?: ReportLists;
	/** What the two plans are called: the one to compare with, and the one that is looked at. */
	sides?: readonly [present: string, other: string];
}

/** A change of whatever origin. */
export interface ReadChange {
	order: number;
	kind: 'user' | 'group';
	action: ChangeAction | null;
	outcome: Outcome;
	name: string;
	externalId: string | null;
	/** The target's own id. */
	targetId: string | null;
	fields: FieldChange[];
	reason: string;
	error: string | null;
	/** Neither name nor values are shown. */
	isProtected?: true;
}

export interface ReadHeld extends ReadChange {
	guard: GuardVerdict | null;
	/** Whether it is held because another change is. */
	isConsequence: boolean;
	/** Further guards that hold something of the same user or group. */
	otherGuards?: GuardVerdict[];
}

/** The planner's summary, as far as it is there. */
export type ReadSummary = Record<string, unknown>;

/** All that came in, sorted by what it is. */
export interface ReadInput {
	mode: RunMode;
	changes: ReadChange[];
	held: ReadHeld[];
	/** What is planned outside a pilot, and not written. */
	outside: ReadHeld[];
	issues: Issue[];
	/** By the External IDs that changes name them by. */
	groups: Group[];
	/** The same groups by the External IDs of HR. */
	groupsInHr: Group[];
	/** Groups of the plan that this one is compared with, where this one has no such group: for their names. */
	otherGroups?: Group[];
	/** People that could not be mapped. */
	leftOut: number;
	summary: ReadSummary | null;
	/** What is known of those whom the plan mentions, by External ID, else by the target's id. */
	people: Map<string, Mentioned>;
	/** Paths of groups that only the target has, by External ID. */
	formerGroups: Map<string, string[]>;
	/** Why the run ended before every change was tried; absent where it did not. */
	endedEarly?: string;
}

interface Sorting extends ReadInput {
	written: boolean;
	tried: boolean;
	planned: boolean;
	seenIssues: Set<string>;
	seenLeftOut: Set<string>;
}

/**
 * Sorts the items of all lists by their shape, so that an item counts as what it is, wherever it
 * was connected. An issue that arrives by two ways counts once. Items of no known shape, such as
 * n8n's empty item, are passed over.
 */
export function readInput(input: ReportLists & Pick<ReportInput, 'failures'>): ReadInput {
	const sorting: Sorting = {
		mode: 'applied',
		changes: [],
		held: [],
		outside: [],
		issues: [],
		groups: [],
		groupsInHr: [],
		leftOut: 0,
		summary: null,
		people: new Map(),
		formerGroups: new Map(),
		written: false,
		tried: false,
		planned: false,
		seenIssues: new Set(),
		seenLeftOut: new Set(),
	};
	for (const list of [input.changes, input.issues, input.summary, input.groups]) {
		for (const item of list ?? []) if (isRecord(item)) sortItem(item, sorting);
	}
	for (const item of input.held ?? []) {
		if (!isRecord(item)) continue;
		if (shapeOf(item) === 'change') takeHeld(item, sorting);
		else sortItem(item, sorting);
	}
	const [failure] = input.failures ?? [];
	if (failure !== undefined) sorting.endedEarly = failure;
	sorting.mode = modeOf(sorting);
	sorting.leftOut = Math.max(sorting.leftOut, count(sorting.summary?.skipped));
	if (sorting.groups.length === 0) sorting.groups = groupTreeOf(sorting.summary);
	takeMentioned(sorting);
	sorting.groupsInHr = sorting.groups;
	sorting.groups = withKeptIds(sorting.groups, sorting.summary);
	return sorting;
}

/** What the planner says of those whom its plan mentions. */
function takeMentioned({ summary, people, formerGroups }: Sorting): void {
	for (const one of listIn(summary, 'people')) {
		const { externalId, targetId, name, number, path, lastDay, managerExternalId } = one;
		const isProtected = one.protectedIdentity === true;
		const id = textOrNull(externalId);
		people.set(id ?? targetKey(text(targetId)), {
			externalId: id,
			name: isProtected ? protectedName(id) : text(name),
			...(isProtected
				? { protectedIdentity: true }
				: {
						number: text(number),
						path: Array.isArray(path) ? path.map(text) : [],
						lastDay: text(lastDay),
						managerExternalId: text(managerExternalId),
					}),
		});
	}
	for (const { externalId, path } of listIn(summary, 'formerGroups')) {
		if (Array.isArray(path)) formerGroups.set(text(externalId), path.map(text));
	}
}

function listIn(summary: ReadSummary | null, name: string): Item[] {
	const list = summary?.[name];
	return Array.isArray(list) ? (list as unknown[]).filter(isRecord) : [];
}

const TAKE: Record<Shape, ((item: Item, sorting: Sorting) => void) | null> = {
	issue: (item, sorting) => takeIssue(item, sorting),
	held: takeHeld,
	change: takeChange,
	summary: (item, sorting) => (sorting.summary = item),
	group: (item, sorting) => sorting.groups.push(readGroup(item)),
	skipped: takeLeftOut,
	person: null,
	currentUser: null,
	currentGroup: null,
};

function sortItem(item: Item, sorting: Sorting): void {
	const shape = shapeOf(item);
	if (shape) TAKE[shape]?.(item, sorting);
	takeIssues(item.issues, item, sorting);
}

/** The groups that the planner passes on. Groups that come in by themselves are the same ones. */
function groupTreeOf(summary: ReadSummary | null): Group[] {
	return listIn(summary, 'groupTree').filter(isGroup).map(readGroup);
}

/** Groups under the External IDs by which changes name them: a renamed group keeps its own. */
function withKeptIds(groups: Group[], summary: ReadSummary | null): Group[] {
	const kept = new Map<string, string>();
	for (const entry of listIn(summary, 'keptGroups')) {
		kept.set(text(entry.externalId), text(entry.keptExternalId));
	}
	if (kept.size === 0) return groups;
	const keptId = (id: string) => kept.get(id) || id;
	return groups.map((group) => ({
		...group,
		externalId: keptId(group.externalId),
		parentExternalId: group.parentExternalId === null ? null : keptId(group.parentExternalId),
	}));
}

function modeOf({ written, tried, planned }: Sorting): RunMode {
	if (tried) return 'dryRun';
	return planned && !written ? 'plan' : 'applied';
}

export const OUTCOME_OF_ACTION: Record<ChangeAction, Outcome> = {
	create: 'created',
	update: 'updated',
	reactivate: 'reactivated',
	deactivate: 'deactivated',
	delete: 'deleted',
};

function takeChange(item: Item, sorting: Sorting): void {
	const change = readChange(item);
	sorting.changes.push(change);
	if (typeof item.endedEarly === 'string') sorting.endedEarly = item.endedEarly;
	takeIssues(item.warnings, { ...item, kind: change.kind }, sorting);
	if (item.status === 'dryRun' || item.dryRun === true) sorting.tried = true;
	else if (isAction(item.action) && item.status === undefined) sorting.planned = true;
	else sorting.written = true;
}

function readChange(item: Item): ReadChange {
	const action = isAction(item.action) ? item.action : (ACTION_OF_RESULT.get(item.action) ?? null);
	return {
		order: typeof item.order === 'number' ? item.order : 0,
		kind: kindOf(item),
		action,
		outcome: outcomeOf(item, action),
		name: shownName(item),
		externalId: textOrNull(item.externalId),
		targetId: textOrNull(item.targetId),
		fields: Array.isArray(item.changes) ? item.changes.filter(isFieldChange) : [],
		reason: text(item.reason) || (item.adopted === true ? ADOPTED : ''),
		error: messageOf(item.error),
		...(item.protectedIdentity === true ? { isProtected: true } : {}),
	};
}

const ADOPTED = 'Was made by hand: adopted, and linked to HR by the External ID.';

function takeHeld(item: Item, sorting: Sorting): void {
	const held = readHeld(item);
	(held.guard?.name === OUTSIDE ? sorting.outside : sorting.held).push(held);
}

function readHeld(item: Item): ReadHeld {
	const change = readChange(item);
	// "Create or Update" lists what is held of an item beside what is written.
	const fields = Array.isArray(item.held) ? item.held.filter(isFieldChange) : change.fields;
	return {
		...change,
		fields,
		outcome: 'held',
		guard: readGuard(item.guard),
		isConsequence: typeof item.because === 'number',
	};
}

function outcomeOf(item: Item, action: ChangeAction | null): Outcome {
	if (item.status === 'failed' || item.action === 'failed') return 'failed';
	if (item.status === 'skipped' || item.action === 'skipped') return 'skipped';
	return action === null ? 'unchanged' : OUTCOME_OF_ACTION[action];
}

function takeLeftOut(item: Item, sorting: Sorting): void {
	// On purpose: there is nothing to correct.
	if (isLeftOut(item as unknown as SkippedPerson)) return;
	const id = textOrNull(item.externalId);
	if (id !== null && sorting.seenLeftOut.has(id)) return;
	if (id !== null) sorting.seenLeftOut.add(id);
	sorting.leftOut++;
}

function takeIssues(issues: unknown, owner: Item, sorting: Sorting): void {
	if (!Array.isArray(issues)) return;
	for (const issue of issues) {
		if (isRecord(issue)) {
			if (isIssue(issue)) takeIssue(issue, sorting, owner);
		} else if (typeof issue === 'string') {
			takeIssue({ severity: 'warning', code: 'warning', message: issue }, sorting, owner);
		}
	}
}

function takeIssue(item: Item, sorting: Sorting, owner: Item = item): void {
	const subject = isRecord(item.subject) ? item.subject : owner;
	const issue: Issue = {
		severity: item.severity as Issue['severity'],
		code: text(item.code),
		message: owner.protectedIdentity === true && owner !== item ? '' : text(item.message),
		subject: {
			kind: subject.kind === 'group' ? 'group' : 'user',
			externalId: textOrNull(subject.externalId),
			name: shownName(subject),
		},
		details: isRecord(item.details) ? (item.details as Issue['details']) : {},
	};
	const key = sameIssueKey(issue);
	if (sorting.seenIssues.has(key)) return;
	sorting.seenIssues.add(key);
	sorting.issues.push(issue);
}

/** Two issues with one key say the same of the same. */
export function sameIssueKey({ severity, code, message, subject }: Issue): string {
	return JSON.stringify([severity, code, message, subject]);
}
