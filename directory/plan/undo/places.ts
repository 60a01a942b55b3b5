import { addTo } from '../../common/lists';
import type { CurrentUser } from '../../model/person';
import { step, userTarget, type Step, type Target } from '../step';
import type { MadeMove } from './made';
import { personSubject } from '../people';
import type { UndoneUsers } from './users';
import type { Undoing } from './undoing';

/** A group that somebody comes back into. */
interface Place {
	externalId: string | null;
	/** `null`: this plan makes it again. */
	targetId: string | null;
	name: string;
}

/** Finds a group that the run took somebody out of: one that is there, or that is made again. */
type Find = (targetId: string) => Place | undefined;

/**
 * Puts people back into the groups that the run took them out of, and takes them out of the one that
 * it put them into. Who was moved since stays.
 *
 * @param again External IDs of the groups that this plan makes again
 * @returns the steps by the target's id of the user
 */
export function undoPlaces(
	undoing: Undoing,
	{ removals, gone, steps }: UndoneUsers,
	again: ReadonlyMap<string, string>,
): Map<string, Step> {
	const find = finder(undoing, again);
	const placed = new Map<string, Step>();
	const place = (user: CurrentUser | undefined, move: MadeMove) => {
		if (!user || removals.has(user.targetId) || gone.has(user.targetId)) return;
		if (undoing.protection.users.has(user)) return;
		const own = Object.values(steps.get(user.targetId) ?? {})[0];
		const placing = placeStep(user, move, own?.target ?? userTarget(user), find, undoing);
		if (placing) placed.set(user.targetId, placing);
	};
	const lost = lostGroups(undoing);
	for (const { targetId, move, isCreated, isDeleted } of undoing.made.user.values()) {
		if (!move) continue;
		const left = new Set([...move.left, ...(lost.get(targetId) ?? [])]);
		lost.delete(targetId);
		if (!isCreated && !isDeleted) place(undoing.users.get(targetId), { ...move, left });
	}
	for (const [targetId, groups] of lost) {
		place(undoing.users.get(targetId), { ...LOST, left: new Set(groups) });
	}
	return placed;
}

const LOST = { from: null, to: null, hasJoined: false, isLost: true as const };

/** The groups that the run deleted while somebody was in them, by the target's id of the member. */
function lostGroups({ made }: Undoing): Map<string, string[]> {
	const lost = new Map<string, string[]>();
	for (const { targetId, before } of made.group.values()) {
		for (const member of before?.memberTargetIds ?? []) addTo(lost, member, targetId);
	}
	return lost;
}

function finder({ groups, tree, made }: Undoing, again: ReadonlyMap<string, string>): Find {
	return (targetId) => {
		if (made.group.get(targetId)?.isCreated) return undefined;
		const group = groups.get(targetId);
		if (group) return group;
		const externalId = made.group.get(targetId)?.externalId ?? '';
		const name = again.get(externalId);
		if (name !== undefined) return { externalId, targetId: null, name };
		return tree.byExternalId.get(externalId)?.group;
	};
}

function placeStep(
	user: CurrentUser,
	move: MadeMove,
	target: Target,
	find: Find,
	{ memberships, tree, notUndone }: Undoing,
): Step | undefined {
	const say = (code: 'undoChangedSince' | 'undoUnreadable' | 'undoReferenceGone') =>
		notUndone.add(code, personSubject(user), 'groupExternalId');
	const now = memberships.of(user);
	if (!now) {
		say('undoUnreadable');
		return undefined;
	}
	const isIn = new Set<string | null | undefined>([
		...now.synced.map(({ group }) => group.targetId),
		...now.byHand,
	]);
	const found = [...move.left].map(find);
	const left = found.filter((place) => place !== undefined);
	const own = tree.byExternalId.get(move.to ?? '')?.group;
	const joined = move.hasJoined ? own : undefined;
	// Other groups say nothing as long as somebody still is where the run, or an undo, put them.
	const known = [own?.targetId, ...left.map(({ targetId }) => targetId)];
	const wasNowhere = found.every((place) => place?.externalId === null);
	const isNowhere = now.synced.length === 0 && (move.to === null || wasNowhere);
	if (!move.isLost && !isNowhere && !known.some((id) => isIn.has(id))) {
		say('undoChangedSince');
		return undefined;
	}
	if (left.length < found.length) say('undoReferenceGone');
	const back = left.filter(({ targetId }) => !isIn.has(targetId));
	const leaves = joined && isIn.has(joined.targetId) ? [joined.targetId] : [];
	if (back.length + leaves.length === 0) return undefined;
	return backStep(target, { back, left, leaves, from: now.synced[0]?.group ?? null, move });
}

interface Back {
	back: readonly Place[];
	left: readonly Place[];
	/** The target's ids of the groups that the user leaves. */
	leaves: string[];
	/** The group that the user is in now. */
	from: Place | null;
	move: MadeMove;
}

function backStep(target: Target, { back, left, leaves, from, move }: Back): Step {
	const synced = back.filter(({ externalId }) => externalId !== null);
	const isFormer = ({ externalId }: Place) => externalId === move.from;
	const stays = leaves.length === 0 ? from : null;
	const isThere = left.find(({ externalId }) => externalId !== null);
	const main = stays ?? synced.find(isFormer) ?? synced[0] ?? isThere;
	const to = main?.externalId ?? null;
	const shown = back[0] ?? main;
	const reason = shown
		? `Was in “${shown.name}” before the run.`
		: 'Was in no group before the run.';
	const placing = step(
		target,
		'update',
		[{ field: 'groupExternalId', from: from?.externalId ?? null, to }],
		reason,
	);
	placing.leaves = leaves;
	const joins = back.filter((one) => one !== main).map((one) => one.targetId ?? one.externalId!);
	if (joins.length > 0) placing.joins = joins;
	// As in any plan: what counts is a move from one group to another, or to none.
	if (leaves.length === 0 || (synced.length === 0 && main)) placing.isUncounted = true;
	return placing;
}
