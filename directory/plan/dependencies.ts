import type { ChangeAction, FieldChange } from '../model/change';

/** What is done to one user or group: a change, or a part of one. */
export interface Part {
	target: { kind: 'user' | 'group'; externalId: string | null; targetId: string | null };
	action: ChangeAction;
	fields: readonly FieldChange[];
	/** The target's ids of the groups that a user leaves. */
	leaves?: readonly string[];
	/** Further groups that a user comes into: see `Change`. */
	joins?: readonly string[];
}

/** The directory as it is before the changes. */
export interface Surroundings {
	/** The External ID of the group above a group, by External ID. */
	parentOf(externalId: string): string | null | undefined;
	/** The username of a user, by the target's id. */
	usernameOf(targetId: string): string | undefined;
	/** Whether a name of a group must be free before another one takes it. */
	areNamesUnique: boolean;
	/** The target's ids of the groups that a user is in, by the target's id. */
	groupsOf(targetId: string): readonly string[] | undefined;
}

/** By position of a part: positions of the parts that come before it, some perhaps twice. */
export interface Dependencies {
	/** Without these the part cannot be done. */
	must: ReadonlyArray<readonly number[]>;
	/** The part can be done without these, but is then incomplete: a link is missing. */
	preferably: ReadonlyArray<readonly number[]>;
}

const NOTHING: number[] = [];
const NOTHING_JOINED: readonly string[] = [];

/**
 * Which part depends on which: the one place that knows. The planner sorts by it, and holds what
 * depends on something held; the engine runs by it.
 *
 * - Whatever is done to a new user or group follows its creation, and to one that gets another
 *   External ID follows that.
 * - A username is taken after the user who has it gives it up, or is deleted.
 * - Where names of groups are unique, one is taken after the group that has it gets another one. A
 *   group can do without: it gets a longer name.
 * - A group is created, or given its External ID, before groups are put below it and people into
 *   it. A new person can do without: they are created all the same.
 * - Of two groups that change places, the one that rises moves first: a group goes below another
 *   only when that is no longer below it.
 * - A group is deleted after its people have left and the groups below are gone.
 * - A manager is created, or given the External ID, before somebody is linked to them. A person can
 *   do without; a group's link is a part of its own, which would be nothing without.
 *
 * Takes time in proportion to the number of parts.
 *
 * @param parts the result does not depend on their order
 */
export function dependenciesOf(parts: readonly Part[], surroundings: Surroundings): Dependencies {
	const must = parts.map(() => NOTHING);
	const preferably = parts.map(() => NOTHING);
	const index = indexOf(parts, surroundings);
	for (let i = 0; i < parts.length; i++) {
		const part = parts[i]!;
		const { kind, externalId, targetId } = part.target;
		const isNew = targetId === null;
		if (isNew) add(must, i, index.created[kind].get(externalId));
		else add(must, i, index.identified[kind].get(targetId));
		for (const { field, to } of part.fields) {
			if (typeof to !== 'string') continue;
			if (field === 'username') add(must, i, giverOf(to, part, index, parts));
			else if (field === 'name') add(preferably, i, index.freedNames.get(to.toLowerCase()));
			else if (field === 'managerExternalId') {
				add(kind === 'group' ? must : preferably, i, index.given.user.get(to));
			} else if (field === 'groupExternalId') {
				add(isNew ? preferably : must, i, index.given.group.get(to));
			} else if (field === 'parentExternalId') {
				add(must, i, index.given.group.get(to));
				for (const above of risingAbove(externalId, to, index, parts, surroundings)) {
					add(must, i, above);
				}
			}
		}
		for (const group of part.joins ?? NOTHING_JOINED) add(must, i, index.given.group.get(group));
		if (index.deleted.size === 0) continue;
		for (const deletion of deletionsAfter(part, index, surroundings)) add(must, deletion, i);
	}
	return { must, preferably };
}

/** What makes a username free; nothing where somebody takes back a name of their own. */
function giverOf(
	username: string,
	{ target }: Part,
	{ freed }: Index,
	parts: readonly Part[],
): number | undefined {
	const giver = freed.get(username.toLowerCase());
	const from = giver === undefined ? undefined : parts[giver]!.target;
	const isOwn = from?.targetId === target.targetId && from?.externalId === target.externalId;
	return isOwn ? undefined : giver;
}

function add(lists: number[][], part: number, other: number | undefined): void {
	if (other === undefined || other === part) return;
	// Most parts have no list of their own: they share the empty one.
	if (lists[part]!.length === 0) lists[part] = [other];
	else lists[part]!.push(other);
}

/** Positions of what others depend on. Few parts are in it on most nights. */
interface Index {
	/** By External ID: what creates someone or something. */
	created: Record<'user' | 'group', Map<string | null, number>>;
	/** By External ID: what creates it, or gives the External ID to what is there. */
	given: Record<'user' | 'group', Map<string | null, number>>;
	/** By the target's id: what gives the External ID to one that is there. */
	identified: Record<'user' | 'group', Map<string | null, number>>;
	/** By username in lower case: what makes it free. */
	freed: Map<string, number>;
	/** By name in lower case: what gives a group another one, where names are unique. */
	freedNames: Map<string, number>;
	/** By External ID: what puts a group that is there below another, or at the top. */
	moved: Map<string | null, number>;
	/** Deletions of groups, by the target's id. */
	deleted: Map<string, number>;
	/** Deletions of groups, by External ID. */
	deletedById: Map<string, number>;
}

function indexOf(parts: readonly Part[], { usernameOf, areNamesUnique }: Surroundings): Index {
	const index: Index = {
		created: { user: new Map(), group: new Map() },
		given: { user: new Map(), group: new Map() },
		identified: { user: new Map(), group: new Map() },
		freed: new Map(),
		freedNames: new Map(),
		moved: new Map(),
		deleted: new Map(),
		deletedById: new Map(),
	};
	for (let i = 0; i < parts.length; i++) {
		const { target, action, fields } = parts[i]!;
		const { kind, externalId, targetId } = target;
		if (action === 'create') {
			index.created[kind].set(externalId, i);
			index.given[kind].set(externalId, i);
			continue;
		}
		if (action === 'delete' && targetId !== null) {
			if (kind === 'user') free(index, usernameOf(targetId), i);
			else {
				index.deleted.set(targetId, i);
				if (externalId !== null) index.deletedById.set(externalId, i);
			}
		}
		for (const { field, from, to } of fields) {
			if (field === 'username') free(index, from, i);
			else if (field === 'name' && areNamesUnique && typeof from === 'string') {
				index.freedNames.set(from.toLowerCase(), i);
			} else if (field === 'externalId' && typeof to === 'string') {
				index.given[kind].set(to, i);
				index.identified[kind].set(targetId, i);
			} else if (field === 'parentExternalId') index.moved.set(externalId, i);
		}
	}
	return index;
}

function free({ freed }: Index, username: unknown, part: number): void {
	if (typeof username === 'string') freed.set(username.toLowerCase(), part);
}

/**
 * The moves of groups that are to stand above a group and stand below it now.
 *
 * @param group External ID of a group that is there
 * @param parent External ID of the group that it is put below
 */
function* risingAbove(
	group: string | null,
	parent: string,
	{ moved, created }: Index,
	parts: readonly Part[],
	{ parentOf }: Surroundings,
): Iterable<number> {
	if (group === null || !moved.has(group)) return;
	const seen = new Set<string>();
	let above: string | null | undefined = parent;
	while (typeof above === 'string' && !seen.has(above)) {
		seen.add(above);
		const move: number | undefined = moved.get(above);
		if (move !== undefined && isBelow(above, group, parentOf)) yield move;
		const change: number | undefined = move ?? created.group.get(above);
		above = change === undefined ? parentOf(above) : parentGivenBy(parts[change]!);
	}
}

function parentGivenBy({ fields }: Part): string | null {
	const to = fields.find(({ field }) => field === 'parentExternalId')?.to;
	return typeof to === 'string' ? to : null;
}

function isBelow(lower: string, upper: string, parentOf: Surroundings['parentOf']): boolean {
	const seen = new Set<string>();
	let at = parentOf(lower);
	while (typeof at === 'string' && !seen.has(at)) {
		if (at === upper) return true;
		seen.add(at);
		at = parentOf(at);
	}
	return false;
}

/** The deletions of groups that somebody or something leaves by a part. */
function* deletionsAfter(
	{ target, action, fields, leaves }: Part,
	{ deleted, deletedById }: Index,
	{ parentOf, groupsOf }: Surroundings,
): Iterable<number> {
	if (target.targetId === null) return;
	if (target.kind === 'group') {
		if (action !== 'delete' && !fields.some(({ field }) => field === 'parentExternalId')) return;
		const above = parentOf(target.externalId ?? '');
		const deletion = typeof above === 'string' ? deletedById.get(above) : undefined;
		if (deletion !== undefined) yield deletion;
		return;
	}
	const isRemoved = action === 'deactivate' || action === 'delete';
	for (const group of (isRemoved ? groupsOf(target.targetId) : leaves) ?? []) {
		const deletion = deleted.get(group);
		if (deletion !== undefined) yield deletion;
	}
}
