import type { CurrentGroup, Group } from './group';
import type { JsonValue } from './person';

/** One value of a user or group that differs. `from` is `null` where there was none. */
export interface FieldChange {
	/** A property of Person or Group, `active`, or `attributes.<name>`. */
	field: string;
	from: JsonValue;
	to: JsonValue;
}

export type ChangeAction = 'create' | 'update' | 'deactivate' | 'reactivate' | 'delete';

/** One thing to do to one user or group. */
export interface Change {
	/** Position in the safe order, from 1. */
	order: number;
	kind: 'group' | 'user';
	action: ChangeAction;
	externalId: string | null;
	/** The target's own id; `null` for what is to be created. */
	targetId: string | null;
	/** For people to read: a person's full name or a group's name. */
	name: string;
	changes: FieldChange[];
	/** For people to read: why this is done. */
	reason: string;
	/** Orders of the changes that must have succeeded before this one. */
	needs?: number[];
	/** The target's ids of the groups that the user is taken out of, along with `groupExternalId`. */
	leaves?: string[];
	/** The target's ids of other groups with an External ID that the user stays in. */
	stays?: string[];
	/** What the group is called where the target takes each name once and another group has its name. */
	nameInstead?: string;
	/**
	 * Groups that the user comes into beside `groupExternalId`: the target's ids, or the External ID of
	 * one that the same plan creates.
	 */
	joins?: string[];
	/**
	 * External ID of the group that the user manages and therefore is no member of. If it turns out that
	 * the user does not manage it, and is in no group, the user becomes a member.
	 */
	manages?: string;
	/** Entity tag that the plan saw. */
	version?: string;
	/** The guard that held it until a person released it by the plan number. */
	released?: GuardVerdict;
	/** Reports have neither the name nor the values of this person. */
	protectedIdentity?: true;
	/** What guards count of it, for the limits of a week; absent where nothing does. */
	counts?: readonly Counted[];
}

/** One thing that a guard counts. */
export interface Counted {
	/** Name of the guard; of one that looks at each field by itself, with the field: see `countKey`. */
	guard: string;
	/** Of all that follows from one cause, and so counts once. */
	cause?: string;
}

/** The guard that holds a change back. */
export interface GuardVerdict {
	name: string;
	/** The largest number that the guard lets through. */
	limit: number;
	/** The number that was planned. */
	actual: number;
	/** The number that shares are taken of. */
	of: number;
	/** Of a guard that looks at each field by itself: which, of users or groups. */
	kind?: Change['kind'];
	field?: string;
	/** The field that had values and of which HR now has none for anybody. */
	emptied?: string;
	/** Given where the limit of the week holds it: with what was written in the last seven days. */
	week?: { actual: number; limit: number };
}

export interface HeldChange extends Change {
	guard: GuardVerdict;
	/** Order of the held change that it follows from; absent on those that tripped the guard. */
	because?: number;
}

export interface AppliedChange extends Change {
	status: 'applied' | 'failed' | 'skipped' | 'dryRun';
	error?: string;
	/** What was left out although the change was made, such as a manager who is not there yet. */
	warnings?: string[];
	/** On the first change, where the run ended before every change was tried: why. */
	endedEarly?: string;
	/** Of a group that was deleted: its values and members, so that it can be made again. */
	before?: GroupBefore;
	/** Whether the user was in the group of `groupExternalId` already, so that only others were left. */
	wasThere?: true;
	/** Whether it failed only in part: all was written but who is in which group. */
	partly?: true;
	/**
	 * Requests that were sent for it, repeats included. A request that serves several changes, such
	 * as one for the members of a group, counts for each of them.
	 */
	attempts: number;
}

/** A group as it was before it was deleted. */
export type GroupBefore = Pick<
	CurrentGroup,
	'name' | 'parentExternalId' | 'managerExternalId' | 'attributes' | 'memberTargetIds'
>;

/** How many of one kind there are, and what the plan does to them. */
export interface KindSummary {
	current: number;
	wanted: number;
	create: number;
	update: number;
	deactivate: number;
	reactivate: number;
	delete: number;
	unchanged: number;
	held: number;
}

/** A dated permission, and whether it counts today. */
export interface AllowanceSummary {
	guards: readonly string[];
	/** The last day, `YYYY-MM-DD`. */
	until: string;
	/** How many changes of each guard it lets through in seven days; `null`: any number. */
	atMost: number | null;
	inForce: boolean;
}

/** What became of the plan number that was to be released. */
export interface ReleaseSummary {
	/** As it was given. */
	planId: string;
	/** How many changes it let through. */
	changes: number;
	/** Why it let none through. */
	why?: 'changed' | 'expired' | 'nothingHeld' | 'notANumber';
}

/** What a report says of somebody besides the name. */
export interface Mentioned {
	externalId: string | null;
	/** Given where there is no External ID. */
	targetId?: string;
	name: string;
	/** The number by which HR knows the person, where a further value holds it. */
	number?: string;
	/** The group, from the top down: in HR, else in the target. */
	path?: string[];
	/** The last day of employment, `YYYY-MM-DD`. */
	lastDay?: string;
	managerExternalId?: string;
	/** Then there is nothing else. */
	protectedIdentity?: true;
}

/** A group that only the target has. */
export interface FormerGroup {
	externalId: string;
	/** The names from the top down. */
	path: string[];
}

/** A plan in figures: the one item of the Sync Planner's output *Summary*. */
export interface PlanSummary {
	/** The number by which what is held is released: its day and fingerprint. Empty: nothing is held. */
	planId: string;
	/** Given where a plan number was to be released. */
	release?: ReleaseSummary;
	users: KindSummary;
	groups: KindSummary;
	issues: { errors: number; warnings: number };
	/** Every guard that was looked at, whether it held something or not. */
	guards: Array<GuardVerdict & { held: boolean }>;
	/**
	 * The limits of a week: what was written in the last seven days and what is planned now, and the
	 * day since which all is remembered; `null`: no memory was found. Given where one is kept.
	 */
	week?: {
		since: string | null;
		guards: Array<Pick<GuardVerdict, 'name' | 'actual' | 'limit' | 'kind' | 'field'>>;
	};
	/** Given where there are any, also those that have ended. */
	allowance?: AllowanceSummary[];
	/** Given during a pilot: whom and what it names, and how many are planned outside it, unwritten. */
	scope?: {
		people: readonly string[];
		groups: readonly string[];
		companies: readonly string[];
		outside: { users: number; groups: number };
	};
	/** Wanted groups that keep another External ID in the target, so that reports find them. */
	keptGroups?: Array<{ externalId: string; keptExternalId: string }>;
	/** Given where the plan undoes a run: which, how many changes of it are known, and are undone already. */
	undo?: { createdAt: string; title: string; changes: number; already: number };
	/** Given where the people were not everybody, so that those who are missing were left alone. */
	partial?: true;
	/** Why they were not, for people to read: clauses without a full stop. */
	partialReasons?: string[];
	/** How many people HR has that cannot be synchronised. */
	skipped?: number;
	/** Those whom the plan mentions, for reports. */
	people?: Mentioned[];
	/** Groups that the plan mentions and that HR does not have, with their path in the target. */
	formerGroups?: FormerGroup[];
	/** The wanted groups, parents before children, with the External IDs of HR. */
	groupTree?: Group[];
}
