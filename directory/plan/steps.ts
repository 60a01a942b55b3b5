import type { CurrentUser } from '../model/person';
import type { Surroundings } from './dependencies';
import { dependenciesOf } from './dependencies';
import type { GroupSteps } from './groupSteps';
import { GROUP_PARTS, groupRemovals, groupSteps } from './groupSteps';
import type { WantedNode } from './groupTree';
import { tieToManagers } from './leads';
import type { Matched } from './match';
import { groupWaits } from './partial';
import type { Settled } from './settle';
import type { Step } from './step';
import type { UserSteps } from './userSteps';
import { USER_PARTS, userSteps } from './userSteps';

/** Everything that is to be done. */
export interface Steps {
	/** The steps of one target one after another. */
	all: Step[];
	groups: ReadonlyMap<WantedNode, GroupSteps>;
	/** By External ID. */
	users: ReadonlyMap<string, UserSteps>;
	/** Users who are as they should be. */
	unchanged: number;
}

/** The steps that make the directory as it is wanted. */
export function makeSteps(matched: Matched, settled: Settled): Steps {
	const groups = groupSteps(matched, settled);
	const { steps: users, unchanged } = userSteps(matched, settled, groups);
	const { undecided, kept, systems } = matched;
	matched.issues.push(...groupWaits(undecided, systems), ...kept.issues(systems));
	const emptied = groupRemovals(matched, settled, users);
	const all: Step[] = [];
	for (const steps of groups.values()) addParts(all, steps, GROUP_PARTS);
	for (const steps of users.values()) addParts(all, steps, USER_PARTS);
	for (const step of settled.removals.byTargetId.values()) all.push(step);
	for (const step of emptied) all.push(step);
	return { all, groups, users, unchanged };
}

function addParts<P extends string>(
	all: Step[],
	steps: Partial<Record<P, Step>>,
	parts: readonly P[],
): void {
	for (const part of parts) {
		const step = steps[part];
		if (step) all.push(step);
	}
}

/** Fills in what each step depends on, once it is settled which steps there are. */
export function connect(steps: readonly Step[], matched: Matched): readonly Step[] {
	const { must, preferably } = dependenciesOf(steps, surroundings(matched));
	const stepAt = (position: number) => steps[position]!;
	for (const [i, one] of steps.entries()) {
		one.needs = must[i]!.length > 0 ? must[i]!.map(stepAt) : NOTHING;
		one.follows = preferably[i]!.length > 0 ? preferably[i]!.map(stepAt) : NOTHING;
	}
	tieToManagers(steps);
	return steps;
}

const NOTHING: readonly Step[] = [];

function surroundings({ current, tree, memberships, areNamesUnique }: Matched): Surroundings {
	let byId: Map<string, CurrentUser> | undefined;
	// Looked up only where a user or a group is removed.
	const userWith = (targetId: string): CurrentUser =>
		(byId ??= new Map(current.users.map((user) => [user.targetId, user]))).get(targetId)!;
	return {
		areNamesUnique,
		parentOf: (externalId) => tree.byExternalId.get(externalId)?.parent?.group.externalId,
		usernameOf: (targetId) => userWith(targetId).username,
		groupsOf: (targetId) =>
			memberships.of(userWith(targetId))?.synced.map(({ group }) => group.targetId),
	};
}
