import type { Change, ChangeAction, FieldChange, HeldChange } from '../model/change';
import { namesOf, USER_FIELDS } from '../model/fields';
import { compareText } from '../common/text';
import type { Step, Target } from './step';
import { compareTargets, countsOf } from './step';

/** The steps of one target that become one change. */
export interface Draft {
	target: Target;
	action: ChangeAction;
	steps: Step[];
	/** The part of its target that the steps make up. */
	apart: Step['apart'];
	rank: number;
	/** Of the target; here because every comparison asks for it, as for the id. */
	depth: number;
	id: string;
	/** Without what follows from the order of all: made at once, while its parts are at hand. */
	change: Change & Pick<HeldChange, 'because'>;
}

/** Which kind of change comes first, where nothing else decides. */
const RANKS = {
	groupCreate: 0,
	groupUpdate: 1,
	setAside: 2,
	userCreate: 3,
	usernameUpdate: 4,
	userUpdate: 5,
	lateGroupUpdate: 6,
	reactivate: 7,
	deactivate: 8,
	userDelete: 9,
	groupDelete: 10,
};

const FIELD_ORDER = new Map<string, number>(namesOf(USER_FIELDS).map((field, i) => [field, i]));

/**
 * Puts the steps that are not held together as changes, in an order in which each finds what it
 * needs: groups from the top down, managers before those who report to them, a username free
 * before it is taken, groups deleted from below once they are empty.
 *
 * @returns the changes, and of each target the one that says most about it
 */
export function orderedChanges(steps: readonly Step[]): { changes: Change[]; main: Change[] } {
	const drafts = draft(steps.filter(({ held }) => !held));
	const draftOf = draftsNeeded(drafts);
	drafts.sort(compareDrafts);
	// Few change in several parts: nobody else has to be remembered.
	const inParts = new Set<Target>();
	for (const { apart, target } of drafts) if (apart !== undefined) inParts.add(target);
	// On most nights nothing waits for anything, and the order is the sorted one.
	const isSomethingWaiting = draftOf.size > 0 || inParts.size > 0;
	const ordered = isSomethingWaiting ? depthFirst(drafts, precedence(drafts, draftOf)) : drafts;

	ordered.forEach(({ change }, i) => (change.order = i + 1));
	const changes: Change[] = [];
	const whole: Change[] = [];
	const parts: Change[] = [];
	const seen = new Set<Target>();
	for (const one of ordered) {
		const { change, target } = one;
		if (one.steps.some(isWaiting)) addNeeds(one, draftOf);
		changes.push(change);
		const isPart = inParts.has(target);
		if (!seen.has(target) && isAsSeen(one) && target.version !== undefined) {
			change.version = target.version;
		}
		if (isPart) seen.add(target);
		(isPart ? parts : whole).push(change);
	}
	return { changes, main: whole.concat(oneOfEach(parts)) };
}

/**
 * Of each target one change: a person who is changed in two steps, such as being created and then
 * linked, counts once, by what is more than an update.
 *
 * @param changes in their order
 */
export function oneOfEach(changes: readonly Change[]): Change[] {
	const main = new Map<string, Change>();
	for (const change of changes) {
		const id = `${change.kind} ${idOf(change)}`;
		const known = main.get(id);
		if (!known || known.action === 'update') main.set(id, change);
	}
	return [...main.values()];
}

/** What a target is known by among the changes of one kind. */
export function idOf({ externalId, targetId }: Pick<Change, 'externalId' | 'targetId'>): string {
	// A blank keeps the two apart: no External ID begins with one.
	return externalId ?? ` ${targetId}`;
}

function addNeeds(one: Draft, draftOf: ReadonlyMap<Step, Draft>): void {
	const needs = new Set<number>();
	for (const part of one.steps) {
		for (const needed of part.needs) {
			const other = draftOf.get(needed);
			if (other && other !== one) needs.add(other.change.order);
		}
	}
	if (needs.size > 0) one.change.needs = [...needs].sort((a, b) => a - b);
}

/** The drafts that something waits for, by the step that it waits for. */
function draftsNeeded(drafts: readonly Draft[]): Map<Step, Draft> {
	const needed = new Set<Step>();
	for (const { steps } of drafts) {
		for (const { needs, follows } of steps) {
			for (const step of needs) needed.add(step);
			for (const step of follows) needed.add(step);
		}
	}
	const draftOf = new Map<Step, Draft>();
	if (needed.size === 0) return draftOf;
	for (const one of drafts) {
		for (const part of one.steps) if (needed.has(part)) draftOf.set(part, one);
	}
	return draftOf;
}

/**
 * Whether a target still has the version that the plan saw when its first change is made: the
 * members of a group come and go before it is deleted, and before a new manager is linked.
 */
function isAsSeen({ rank, apart }: Draft): boolean {
	return rank !== RANKS.groupDelete && apart !== 'after';
}

/** @param steps those of one part of a target one after another, as they were made */
function draft(steps: readonly Step[]): Draft[] {
	const parts: Step[][] = [];
	for (const step of steps) {
		const part = partOf(step, parts);
		if (part) part.push(step);
		else parts.push([step]);
	}
	return parts.map((part) => draftFrom(part[0]!.target, part, part[0]!.apart));
}

/** The last parts are those of the same target, if it has any yet. */
function partOf({ target, apart }: Step, parts: readonly Step[][]): Step[] | undefined {
	for (let i = parts.length - 1; i >= 0; i--) {
		const [first] = parts[i]!;
		if (first!.target !== target) return undefined;
		if (first!.apart === apart) return parts[i];
	}
	return undefined;
}

export function draftFrom(target: Target, steps: Step[], apart: Step['apart']): Draft {
	const action = steps.find((part) => part.action !== 'update')?.action ?? 'update';
	return {
		target,
		action,
		steps,
		apart,
		rank: rankOf(target, action, steps, apart),
		depth: target.depth,
		id: target.externalId ?? '',
		change: changeOf(target, action, steps),
	};
}

function rankOf(
	{ kind }: Target,
	action: ChangeAction,
	steps: readonly Step[],
	apart: Step['apart'],
): number {
	if (kind === 'group') {
		if (apart === 'after') return RANKS.lateGroupUpdate;
		if (action === 'create') return RANKS.groupCreate;
		return action === 'delete' ? RANKS.groupDelete : RANKS.groupUpdate;
	}
	if (apart === 'before') return RANKS.setAside;
	if (action !== 'update') return USER_RANKS[action];
	const changesName = steps.some(({ fields }) => fields.some(({ field }) => field === 'username'));
	return changesName ? RANKS.usernameUpdate : RANKS.userUpdate;
}

const USER_RANKS: Record<Exclude<ChangeAction, 'update'>, number> = {
	create: RANKS.userCreate,
	reactivate: RANKS.reactivate,
	deactivate: RANKS.deactivate,
	delete: RANKS.userDelete,
};

export function compareDrafts(a: Draft, b: Draft): number {
	if (a.rank !== b.rank) return a.rank - b.rank;
	const depth = a.depth - b.depth;
	if (depth !== 0) return a.rank === RANKS.groupDelete ? -depth : depth;
	// A rank is of one kind.
	return compareText(a.id, b.id) || compareTargets(a.target, b.target);
}

const NOTHING: Draft[] = [];

function isWaiting({ needs, follows }: Step): boolean {
	return needs.length > 0 || follows.length > 0;
}

/** What stands before each draft: what its steps need or follow, and earlier changes of its target. */
function precedence(drafts: readonly Draft[], draftOf: ReadonlyMap<Step, Draft>) {
	const rest = new Map<Target, Draft>();
	const lates = new Set<Target>();
	for (const { target, apart } of drafts) if (apart === 'after') lates.add(target);
	for (const one of lates.size > 0 ? drafts : []) {
		if (one.apart === undefined && lates.has(one.target)) rest.set(one.target, one);
	}
	return (one: Draft): Draft[] => {
		if (!one.steps.some(isWaiting) && one.apart !== 'after') return NOTHING;
		const before = new Set<Draft>();
		for (const { needs, follows } of one.steps) {
			for (const needed of [...needs, ...follows]) {
				const other = draftOf.get(needed);
				if (other && other !== one) before.add(other);
			}
		}
		const own = one.apart === 'after' ? rest.get(one.target) : undefined;
		if (own) before.add(own);
		return [...before].sort(compareDrafts);
	};
}

/** The drafts in their order, but each after those that must stand before it. */
function depthFirst(drafts: readonly Draft[], before: (one: Draft) => Draft[]): Draft[] {
	const ordered: Draft[] = [];
	const visited = new Set<Draft>();
	for (const start of drafts) {
		if (visited.has(start)) continue;
		visited.add(start);
		const first = before(start);
		if (first.length === 0) {
			ordered.push(start);
			continue;
		}
		const path = [{ one: start, open: first, next: 0 }];
		while (path.length > 0) {
			const top = path[path.length - 1]!;
			const needed = top.open[top.next++];
			if (!needed) {
				ordered.push(top.one);
				path.pop();
			} else if (!visited.has(needed)) {
				visited.add(needed);
				path.push({ one: needed, open: before(needed), next: 0 });
			}
		}
	}
	return ordered;
}

function changeOf(target: Target, action: ChangeAction, steps: readonly Step[]): Change {
	const changes = steps.length === 1 ? steps[0]!.fields : steps.flatMap(({ fields }) => fields);
	if (changes.length > 1) {
		changes.sort((a, b) => fieldOrder(a) - fieldOrder(b) || compareText(a.field, b.field));
	}
	const change: Change = {
		order: 0,
		kind: target.kind,
		action,
		externalId: target.externalId,
		targetId: target.targetId,
		name: target.name,
		changes,
		reason: reasonOf(steps),
	};
	const leaves = steps.find((part) => part.leaves)?.leaves;
	if (leaves) change.leaves = leaves;
	const stays = steps.find((part) => part.stays)?.stays;
	if (stays) change.stays = stays;
	const nameInstead = steps.find((part) => part.nameInstead)?.nameInstead;
	if (nameInstead !== undefined) change.nameInstead = nameInstead;
	const joins = steps.find((part) => part.joins)?.joins;
	if (joins) change.joins = joins;
	const manages = steps.find((part) => part.manages)?.manages;
	if (manages !== undefined) change.manages = manages;
	const released = steps.find((part) => part.released)?.released;
	if (released) change.released = released;
	const counts = countsOf(steps);
	if (counts.length > 0) change.counts = counts;
	return change;
}

function fieldOrder({ field }: FieldChange): number {
	return FIELD_ORDER.get(field) ?? FIELD_ORDER.size;
}

const NOUNS: Record<ChangeAction, string> = {
	create: 'creation',
	update: 'update',
	deactivate: 'deactivation',
	reactivate: 'reactivation',
	delete: 'deletion',
};

function reasonOf(steps: readonly Step[]): string {
	const [{ held: isHeld, reasonOf: whole, reason: only }] = steps as [Step];
	if (steps.length === 1 && !isHeld) return only;
	if (whole && steps.every((part) => !part.held && part.reasonOf === whole)) {
		return whole(steps.flatMap(({ fields }) => fields));
	}
	const sentences = new Set<string>();
	for (const { reason, held } of steps) {
		if (reason) sentences.add(reason);
		if (held?.waitsFor && held.waitsFor.target !== steps[0]!.target) {
			const { target, action } = held.waitsFor;
			sentences.add(
				`Waits for the held ${NOUNS[action]} of the ${target.kind} “${target.label ?? target.name}”.`,
			);
		}
	}
	return [...sentences].join(' ');
}
