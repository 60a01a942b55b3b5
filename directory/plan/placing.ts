import { warning, type Issue } from '../model/issue';
import type { CurrentUser, Person } from '../model/person';
import type { Systems } from '../model/systems';
import type { CurrentNode, WantedNode } from './groupTree';
import { keepsRoleIn } from './higherRoles';
import type { Lead, Leads } from './leads';
import type { Matched } from './match';
import { membershipDifference, type Move } from './memberships';
import { fullName, personSubject, type Pairing } from './people';
import { holdAs, step, type Step, type Target } from './step';

/** What it takes to place people in groups. */
export interface Placing extends Matched {
	/** The target's ids of groups whose code may be another group's now. */
	reused: ReadonlySet<string>;
	leads: Leads;
}

/** Where somebody belongs. */
interface Place {
	/** External ID in the target of the group; `null`: none. */
	to: string | null;
	/** The target's id of it; `null` while it is not there. */
	targetId: string | null;
	node: WantedNode | CurrentNode | null;
	lead?: Lead | undefined;
}

const NOWHERE: Place = { to: null, targetId: null, node: null };

/**
 * The step that places a person, `undefined` where all is as it should be. Adds somebody whose group
 * is unknown to the issues.
 *
 * @param creation of a new user: who manages the group is in it by that alone, which is noted here
 */
export function placingStep(
	target: Target,
	pairing: Pairing,
	context: Placing,
	creation?: Step,
): Step | undefined {
	const { wanted, current } = pairing;
	const place = placeOf(wanted, context);
	if (!place) return undefined;
	const { to, targetId, lead } = place;
	const manages = lead !== undefined && isTheirs(lead.now, pairing);
	const willManage = lead !== undefined && isTheirs(lead.after, pairing);
	if (creation && willManage) creation.manages = to!;
	const isThere = !manages && !willManage && current && targetId !== null;
	if (isThere && context.memberships.isOnlyIn(current, targetId)) return undefined;
	const move = current ? moveOf(current, place, willManage, context) : firstMove(to, willManage);
	if (!move) return undefined;
	const one = groupStep(target, place.node && context.labelOf(place.node), move, willManage);
	if (willManage) one.manages = to!;
	if (manages !== willManage) {
		one.tiedTo = to!;
		// The link may wait for somebody who waits for this person’s username or External ID.
		one.apart = 'after';
	}
	if ([targetId ?? '', ...move.leaves].some((id) => context.reused.has(id))) {
		holdAs('groupReuse', one);
	}
	return one;
}

function isTheirs(id: string | null, { wanted, current }: Pairing): boolean {
	return id !== null && (id === wanted.externalId || id === current?.externalId);
}

function placeOf(wanted: Person, context: Placing): Place | undefined {
	const { wantedGroups, tree, undecided, leads } = context;
	const { groupExternalId } = wanted;
	if (groupExternalId === undefined || context.unsupported.user.has('groupExternalId')) {
		return undefined;
	}
	if (groupExternalId === null) {
		return wantedGroups.size === 0 && !context.rules.leavesWithoutGroups ? undefined : NOWHERE;
	}
	const node = wantedGroups.get(groupExternalId);
	if (node && undecided.has(node)) {
		undecided.set(node, undecided.get(node)! + 1);
		return undefined;
	}
	const found: WantedNode | CurrentNode | undefined =
		node ?? tree.byExternalId.get(groupExternalId);
	if (!found) {
		context.issues.push(unknownGroup(wanted, context.systems));
		return undefined;
	}
	const there = node ? node.match?.group : (found as CurrentNode).group;
	return {
		to: node ? node.externalId : found.group.externalId,
		targetId: there?.targetId ?? null,
		node: found,
		lead: leads.get(found),
	};
}

function firstMove(to: string | null, asManager: boolean): Move | undefined {
	const isPlaced = to !== null && !asManager;
	return isPlaced ? { from: null, to, leaves: [], stays: [], isMove: false } : undefined;
}

function moveOf(
	current: CurrentUser,
	{ to, targetId }: Place,
	asManager: boolean,
	{ memberships, settings, elsewhere }: Placing,
): Move | undefined {
	const membership = memberships.of(current);
	if (!membership) return undefined;
	const overwrite = settings.memberships === 'overwrite';
	const stays = (node: CurrentNode) =>
		elsewhere.has(node.twinOf ?? node) || keepsRoleIn(node, current, { settings });
	const isIn = membership.synced.some(({ group }) => group.targetId === targetId);
	const manages = asManager && !(isIn && settings.managersAreMembers);
	return membershipDifference(membership, to, targetId, stays, overwrite, manages);
}

function unknownGroup(wanted: Person, { target }: Systems): Issue {
	return warning(
		'unknownGroup',
		personSubject(wanted),
		`The group ${wanted.groupExternalId} of ${fullName(wanted)} is neither among the groups nor in ${target}, so the membership was left as it is.`,
		{ groupExternalId: wanted.groupExternalId ?? null },
	);
}

function groupStep(
	target: Target,
	name: string | null,
	{ from, to, leaves, stays, isMove }: Move,
	asManager: boolean,
): Step {
	const reason = asManager
		? `Manages “${name}” in HR, so is a member of no group.`
		: groupReason(name, from === to, leaves.length);
	const placing = step(target, 'update', [{ field: 'groupExternalId', from, to }], reason);
	if (leaves.length > 0) placing.leaves = leaves;
	if (stays.length > 0) placing.stays = stays;
	if (!isMove) placing.isUncounted = true;
	return placing;
}

function groupReason(name: string | null, isIn: boolean, leaves: number): string {
	if (name === null) return 'Is in no group in HR.';
	if (isIn) return `Is in “${name}” only; leaves ${leaves} more.`;
	return `Is in “${name}” in HR.`;
}
