import type { Change, ChangeAction, FieldChange, HeldChange } from '../change';
import { USER_FIELDS } from '../difference';
import { compareText } from '../text';
import type { Step, Target } from './step';
import { compareTargets } from './step';

/** The steps of one target that become one change. */
interface Draft {
	target: Target;
	action: ChangeAction;
	steps: Step[];
	rank: number;
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

const FIELD_ORDER = new Map(
	['active', 'externalId', ...USER_FIELDS, 'groupExternalId'].map(
		(field, i) => [field, i] as const,
	),
);

/**
 * Puts the steps that are not held together as changes, in an order in which each finds what it
 * needs: groups from the top down, managers before those who report to them, a username free
 * before it is taken, groups deleted from below once they are empty.
 */
export function orderedChanges(steps: readonly Step[]): Change[] {
	const drafts = draft(steps.filter(({ held }) => !held));
	const draftOf = new Map<Step, Draft>();
	for (const one of drafts) for (const part of one.steps) draftOf.set(part, one);
	const before = precedence(drafts, draftOf);
	const ordered = depthFirst(drafts.sort(compareDrafts), before);

	const orderOf = new Map(ordered.map((one, i) => [one, i + 1]));
	const seen = new Set<Target>();
	return ordered.map((one) => {
		const change = changeOf(one, orderOf.get(one)!);
		const needs = new Set<number>();
		for (const part of one.steps) {
			for (const needed of part.needs) {
				const other = draftOf.get(needed);
				if (other && other !== one) needs.add(orderOf.get(other)!);
			}
		}
		if (needs.size > 0) change.needs = [...needs].sort((a, b) => a - b);
		if (!seen.has(one.target) && isAsSeen(one)) change.version = one.target.version;
		seen.add(one.target);
		return change;
	});
}

/**
 * Whether a target still has the version that the plan saw when its first change is made: the
 * members of a group come and go before it is deleted, and before a new manager is linked.
 */
function isAsSeen({ target, steps, rank }: Draft): boolean {
	return target.version !== undefined && rank !== RANKS.groupDelete && steps[0]!.apart !== 'after';
}

/** The held steps as changes: one for each target and guard, in the order in which they would be made. */
export function heldChanges(steps: readonly Step[]): HeldChange[] {
	const byTarget = new Map<Target, Step[][]>();
	for (const part of steps) {
		if (!part.held) continue;
		const groups = byTarget.get(part.target);
		if (!groups) byTarget.set(part.target, [[part]]);
		else {
			const creates = groups.find(([first]) => first!.action === 'create');
			const group = creates ?? groups.find(([first]) => guardOf(first!) === guardOf(part));
			if (group) group.push(part);
			else groups.push([part]);
		}
	}
	const drafts: Draft[] = [];
	for (const [target, groups] of byTarget) {
		for (const group of groups) drafts.push(draftFrom(target, group, undefined));
	}
	drafts.sort(
		(a, b) => compareDrafts(a, b) || compareText(guardOf(a.steps[0]!), guardOf(b.steps[0]!)),
	);
	return drafts.map((one, i) => ({ ...changeOf(one, i + 1), guard: one.steps[0]!.held!.verdict }));
}

function guardOf({ held }: Step): string {
	return held!.verdict.name;
}

function draft(steps: readonly Step[]): Draft[] {
	const byTarget = new Map<Target, Map<Step['apart'], Step[]>>();
	for (const part of steps) {
		let parts = byTarget.get(part.target);
		if (!parts) byTarget.set(part.target, (parts = new Map<Step['apart'], Step[]>()));
		const list = parts.get(part.apart);
		if (list) list.push(part);
		else parts.set(part.apart, [part]);
	}
	const drafts: Draft[] = [];
	for (const [target, parts] of byTarget) {
		for (const [apart, list] of parts) drafts.push(draftFrom(target, list, apart));
	}
	return drafts;
}

function draftFrom(target: Target, steps: Step[], apart: Step['apart']): Draft {
	const action = steps.find((part) => part.action !== 'update')?.action ?? 'update';
	return { target, action, steps, rank: rankOf(target, action, steps, apart) };
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

function compareDrafts(a: Draft, b: Draft): number {
	const depth = a.target.depth - b.target.depth;
	return (
		a.rank - b.rank ||
		(a.rank === RANKS.groupDelete ? -depth : depth) ||
		compareTargets(a.target, b.target)
	);
}

/** What stands before each draft: what its steps need or follow, and earlier changes of its target. */
function precedence(drafts: readonly Draft[], draftOf: ReadonlyMap<Step, Draft>) {
	const rest = new Map<Target, Draft>();
	for (const one of drafts) if (one.steps[0]!.apart === undefined) rest.set(one.target, one);
	return (one: Draft): Draft[] => {
		const before = new Set<Draft>();
		for (const part of one.steps) {
			for (const needed of [...part.needs, ...part.follows]) {
				const other = draftOf.get(needed);
				if (other && other !== one) before.add(other);
			}
		}
		const own = one.steps[0]!.apart === 'after' ? rest.get(one.target) : undefined;
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
		const path = [{ one: start, open: before(start), next: 0 }];
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

function changeOf({ target, action, steps }: Draft, order: number): Change {
	const changes: FieldChange[] = [];
	for (const { fields } of steps) for (const field of fields) changes.push(field);
	changes.sort((a, b) => fieldOrder(a) - fieldOrder(b) || compareText(a.field, b.field));
	const change: Change = {
		order,
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
	const sentences = new Set<string>();
	for (const { reason, held } of steps) {
		if (reason) sentences.add(reason);
		if (held?.waitsFor && held.waitsFor.target !== steps[0]!.target) {
			const { target, action } = held.waitsFor;
			sentences.add(`Waits for the held ${NOUNS[action]} of the ${target.kind} “${target.name}”.`);
		}
	}
	return [...sentences].join(' ');
}
