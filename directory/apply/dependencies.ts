import type { Change, FieldChange } from '../model/change';
import type { GroupMembership, NewGroup } from './memberships';
import type { DirectoryState } from './state';

/**
 * What each task waits for. Tasks are the changes by position, then the groups' memberships, then
 * one that stands for everyone being created.
 */
export interface Dependencies {
	after: number[][];
	preferablyAfter: number[][];
}

/**
 * Puts changes into an order that is safe: what a change says it needs; groups before what is
 * below them and before their members; a username free before it is taken; changes to one and the
 * same user or group one after the other; a group removed only when its people and the groups
 * below have gone. A manager is best created before those who report to them. Nobody is best
 * placed before everyone is created: then a new group has its people from the start, and a first
 * load that is cut short is known by people without a group.
 *
 * @param changes sorted by their `order`
 */
export function dependenciesOf(
	changes: readonly Change[],
	memberships: readonly GroupMembership[],
	newGroups: ReadonlyMap<number, NewGroup>,
	state: DirectoryState,
): Dependencies {
	const allCreated = changes.length + memberships.length;
	const count = allCreated + 1;
	const after = Array.from({ length: count }, () => new Set<number>());
	const preferablyAfter = Array.from({ length: count }, () => new Set<number>());
	const wait = (task: number, other: number | undefined) => {
		if (other !== undefined && other !== task) after[task]!.add(other);
	};
	const index = indexOf(changes);

	const membershipsOf = new Map<number, number[]>();
	const joining = new Map<number, number>();
	for (const [i, membership] of memberships.entries()) {
		const task = changes.length + i;
		for (const position of membership.add) joining.set(position, task);
		for (const position of [...membership.add, ...membership.remove]) {
			wait(task, position);
			append(membershipsOf, position, task);
		}
		wait(task, index.groupWithExternalId.get(membership.externalId ?? ''));
		wait(index.deletedGroup.get(membership.targetId ?? '') ?? task, task);
		// Never both at once, which would be a change meanwhile, by the entity tag.
		const own = index.updatedGroup.get(targetOf(membership));
		if (own === undefined) continue;
		if (membership.own !== own) {
			preferablyAfter[task]!.add(own);
			continue;
		}
		// Nothing that the members wait for waits for it: `gatherMemberships` makes sure of that.
		wait(own, task);
		for (const order of changes[own]!.needs ?? []) {
			const needed = index.byOrder.get(order);
			if (needed !== undefined) preferablyAfter[task]!.add(needed);
		}
	}

	for (const [i, { remove }] of memberships.entries()) {
		for (const position of remove) {
			// So that nobody ends up in no group because the new one was refused.
			const join = joining.get(position);
			if (join !== undefined) preferablyAfter[changes.length + i]!.add(join);
		}
	}

	for (const task of memberships.keys()) preferablyAfter[changes.length + task]!.add(allCreated);
	for (const task of newGroups.keys()) preferablyAfter[task]!.add(allCreated);

	const last = new Map<string, number>();
	for (const [position, change] of changes.entries()) {
		if (change.kind === 'user' && change.action === 'create') wait(allCreated, position);
		for (const order of change.needs ?? []) {
			const needed = index.byOrder.get(order);
			wait(position, needed);
			if (needed === undefined || change.kind !== 'group' || change.action !== 'delete') continue;
			for (const task of membershipsOf.get(needed) ?? []) wait(position, task);
		}
		const target = `${change.kind}:${targetOf(change)}`;
		wait(position, last.get(target));
		last.set(target, position);

		if (change.kind === 'user') {
			const freed = index.freesUsername.get(usernameOf(change, 'to'));
			if (freed !== undefined && freed < position) wait(position, freed);
			const manager = index.createdUser.get(String(toOf(change, 'managerExternalId')));
			if (manager !== undefined && manager !== position) preferablyAfter[position]!.add(manager);
		} else {
			wait(position, index.groupWithExternalId.get(String(toOf(change, 'parentExternalId'))));
			waitBelow(change, position);
		}
	}
	return { after: after.map(list), preferablyAfter: preferablyAfter.map(list) };

	/** The group above is removed only when this one is gone, or has moved elsewhere. */
	function waitBelow(change: Change, position: number): void {
		const leaves = change.action === 'delete' || toOf(change, 'parentExternalId') !== undefined;
		const parent = state.groups.get(change.targetId)?.parentExternalId;
		const above = state.groups.withExternalId(parent)?.targetId;
		const removed = above === undefined ? undefined : index.deletedGroup.get(above);
		if (leaves && removed !== undefined) wait(removed, position);
	}
}

interface Index {
	byOrder: Map<number, number>;
	/** Changes that create a group or give it its External ID. */
	groupWithExternalId: Map<string, number>;
	deletedGroup: Map<string, number>;
	/** By target: the last change of a group's own values. */
	updatedGroup: Map<string, number>;
	createdUser: Map<string, number>;
	/** By username in lower case: the change that gives it up. */
	freesUsername: Map<string, number>;
}

function indexOf(changes: readonly Change[]): Index {
	const index: Index = {
		byOrder: new Map(),
		groupWithExternalId: new Map(),
		deletedGroup: new Map(),
		updatedGroup: new Map(),
		createdUser: new Map(),
		freesUsername: new Map(),
	};
	for (const [position, change] of changes.entries()) {
		index.byOrder.set(change.order, position);
		const { kind, action, externalId, targetId } = change;
		if (kind === 'user') {
			if (action === 'create' && externalId !== null) index.createdUser.set(externalId, position);
			const freed = usernameOf(change, 'from');
			if (freed !== '') index.freesUsername.set(freed, position);
		} else if (action === 'delete') {
			if (targetId !== null) index.deletedGroup.set(targetId, position);
		} else {
			index.updatedGroup.set(targetOf(change), position);
			const given = action === 'create' ? externalId : toOf(change, 'externalId');
			if (typeof given === 'string') index.groupWithExternalId.set(given, position);
		}
	}
	return index;
}

/** By External ID where it is created in the same run. */
function targetOf({ targetId, externalId }: Pick<Change, 'targetId' | 'externalId'>): string {
	return targetId ?? `external:${externalId}`;
}

function usernameOf(change: Change, side: 'from' | 'to'): string {
	const value = fieldOf(change, 'username')?.[side];
	return typeof value === 'string' ? value.toLowerCase() : '';
}

function toOf(change: Change, field: string): FieldChange['to'] | undefined {
	return fieldOf(change, field)?.to;
}

function fieldOf({ changes }: Change, field: string): FieldChange | undefined {
	return changes.find((one) => one.field === field);
}

function append(lists: Map<number, number[]>, key: number, value: number): void {
	const known = lists.get(key);
	if (known) known.push(value);
	else lists.set(key, [value]);
}

function list(set: Set<number>): number[] {
	return [...set];
}
