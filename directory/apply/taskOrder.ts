import { addTo } from '../common/lists';
import type { Change } from '../model/change';
import { dependenciesOf, type Part, type Surroundings } from '../plan/dependencies';
import { MEMBERSHIP } from './fieldValues';
import type { GroupMembership } from './memberships';
import type { DirectoryState } from './state';
import type { Kind } from './target';

/**
 * What each task waits for. Tasks are the changes by position, then the groups' memberships, then
 * one that stands for everyone being created.
 */
export interface TaskOrder {
	after: number[][];
	preferablyAfter: number[][];
}

/**
 * Puts changes and memberships into an order that is safe. To what changes depend on by
 * themselves (`dependenciesOf`) come: what a change says it needs; changes to one user or group one
 * after the other; members after the group and after the changes to the people; a group deleted
 * after its people have left. Nobody is best placed before everyone is created: then a new group
 * has its people from the start, and a first load that is cut short is known by people without a
 * group.
 *
 * @param changes sorted by their `order`
 * @param created positions of the changes that create groups
 * @param membersOn where the target keeps who is in which group
 */
export function orderOfTasks(
	changes: readonly Change[],
	memberships: readonly GroupMembership[],
	created: Iterable<number>,
	state: DirectoryState,
	membersOn: Kind,
): TaskOrder {
	const parts = changes.map((change) => partOf(change, membersOn));
	const { must, preferably } = dependenciesOf(parts, surroundingsOf(state));
	const empty = Array.from({ length: memberships.length + 1 }, () => []);
	const order: Waits = {
		after: [...must, ...empty].map((list) => new Set(list)),
		preferablyAfter: [...preferably, ...empty].map((list) => new Set(list)),
	};
	const index = indexOf(changes);
	const membershipsOf = addMemberships(order, changes, memberships, index);
	const allCreated = changes.length + memberships.length;
	for (const task of memberships.keys()) {
		order.preferablyAfter[changes.length + task]!.add(allCreated);
	}
	for (const task of created) order.preferablyAfter[task]!.add(allCreated);

	const last = new Map<string, number>();
	const named = new Map<string, number>();
	for (const [position, change] of changes.entries()) {
		if (change.nameInstead !== undefined) {
			// Of several with one name the first one gets it, where only one can have it.
			const first = named.get(change.name);
			if (first === undefined) named.set(change.name, position);
			else order.preferablyAfter[position]!.add(first);
		}
		if (change.kind === 'user' && change.action === 'create') wait(order, allCreated, position);
		for (const needed of change.needs ?? []) {
			const other = index.byOrder.get(needed);
			wait(order, position, other);
			if (other === undefined || change.kind !== 'group' || change.action !== 'delete') continue;
			for (const task of membershipsOf.get(other) ?? []) wait(order, position, task);
		}
		const target = `${change.kind}:${targetOf(change)}`;
		wait(order, position, last.get(target));
		last.set(target, position);
	}
	return { after: order.after.map(list), preferablyAfter: order.preferablyAfter.map(list) };
}

interface Waits {
	after: Array<Set<number>>;
	preferablyAfter: Array<Set<number>>;
}

function wait({ after }: Waits, task: number, other: number | undefined): void {
	if (other !== undefined && other !== task) after[task]!.add(other);
}

/** A group's members have a task of their own, so that a person's change does not wait for it. */
function partOf(change: Change, membersOn: Kind): Part {
	const { kind, action, changes, leaves } = change;
	const isPlaced = kind === 'user' && membersOn === 'group';
	const fields =
		isPlaced && changes.some(({ field }) => field === MEMBERSHIP)
			? changes.filter(({ field }) => field !== MEMBERSHIP)
			: changes;
	return { target: change, action, fields, ...(leaves ? { leaves } : {}) };
}

function surroundingsOf({ users, groups }: DirectoryState): Surroundings {
	return {
		areNamesUnique: true,
		parentOf: (externalId) => groups.withExternalId(externalId)?.parentExternalId,
		usernameOf: (targetId) => users.get(targetId)?.username,
		groupsOf: (targetId) => users.get(targetId)?.memberOf,
	};
}

/** @returns by position of a change: the tasks of the memberships that it is part of */
function addMemberships(
	order: Waits,
	changes: readonly Change[],
	memberships: readonly GroupMembership[],
	index: Index,
): Map<number, number[]> {
	const membershipsOf = new Map<number, number[]>();
	const joining = new Map<number, number>();
	for (const [i, membership] of memberships.entries()) {
		const task = changes.length + i;
		for (const position of membership.add) joining.set(position, task);
		for (const position of [...membership.add, ...membership.remove]) {
			wait(order, task, position);
			addTo(membershipsOf, position, task);
		}
		wait(order, task, index.groupWithExternalId.get(membership.externalId ?? ''));
		wait(order, index.deletedGroup.get(membership.targetId ?? '') ?? task, task);
		// Never both at once: the target would take the second for a change meanwhile.
		const own = index.updatedGroup.get(targetOf(membership));
		if (own === undefined) continue;
		if (membership.own !== own) {
			order.preferablyAfter[task]!.add(own);
			continue;
		}
		// Nothing that the members wait for waits for it: `gatherMemberships` makes sure of that.
		wait(order, own, task);
		for (const needed of changes[own]!.needs ?? []) {
			const other = index.byOrder.get(needed);
			if (other !== undefined) order.preferablyAfter[task]!.add(other);
		}
	}
	for (const [i, { remove }] of memberships.entries()) {
		for (const position of remove) {
			// So that nobody ends up in no group because the new one was refused.
			const join = joining.get(position);
			if (join !== undefined) order.preferablyAfter[changes.length + i]!.add(join);
		}
	}
	return membershipsOf;
}

interface Index {
	byOrder: Map<number, number>;
	/** Changes that create a group or give it its External ID. */
	groupWithExternalId: Map<string, number>;
	deletedGroup: Map<string, number>;
	/** By target: the last change of a group's own values. */
	updatedGroup: Map<string, number>;
}

function indexOf(changes: readonly Change[]): Index {
	const index: Index = {
		byOrder: new Map(),
		groupWithExternalId: new Map(),
		deletedGroup: new Map(),
		updatedGroup: new Map(),
	};
	for (const [position, change] of changes.entries()) {
		const { order, kind, action, externalId, targetId } = change;
		index.byOrder.set(order, position);
		if (kind === 'user') continue;
		if (action === 'delete') {
			if (targetId !== null) index.deletedGroup.set(targetId, position);
			continue;
		}
		index.updatedGroup.set(targetOf(change), position);
		const gets = change.changes.find(({ field }) => field === 'externalId')?.to;
		const given = action === 'create' ? externalId : gets;
		if (typeof given === 'string') index.groupWithExternalId.set(given, position);
	}
	return index;
}

/** By External ID where it is created in the same run. */
function targetOf({ targetId, externalId }: Pick<Change, 'targetId' | 'externalId'>): string {
	return targetId ?? `external:${externalId}`;
}

function list(set: Set<number>): number[] {
	return [...set];
}
