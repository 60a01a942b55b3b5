import type { FieldChange } from '../model/change';
import type { CurrentUser } from '../model/person';
import type { Matched } from './match';
import { isOfWholeCompany } from './partial';
import { usernameKey } from './people';
import type { Rules } from './scope';
import type { PlanSettings } from './settings';
import type { Step, Target } from './step';
import { step, userTarget } from './step';

/**
 * Users whom HR does not have, as far as rules and settings let them be removed. A username that
 * somebody in HR should have protects its user, whatever the External ID. Who is inactive is removed
 * already: a target may list deleted users as inactive until they are gone for good.
 */
export function findLeavers({ people, settings, rules, partial }: Matched): CurrentUser[] {
	const { removal } = settings;
	if (removal.action === 'none') return [];
	const hasLeft = HAS_LEFT[rules.leavers](partial, removal);
	const candidates = people.others.filter((user) => isInScope(user, removal) && hasLeft(user));
	const wanted = new Set<string>();
	for (const { wanted: person } of people.pairings.values()) {
		wanted.add(usernameKey(person.username));
	}
	return candidates.filter(
		(user) => user.active && (user.externalId !== null || !wanted.has(usernameKey(user.username))),
	);
}

/** Who, of those who are not on the list, has left. */
const HAS_LEFT: Record<Rules['leavers'], typeof isOfWholeCompany> = {
	missing: () => () => true,
	ofWholeCompanies: isOfWholeCompany,
	nobody: () => () => false,
};

/** Whether a user could be removed at all. */
export function isInScope(user: CurrentUser, { scope }: PlanSettings['removal']): boolean {
	return scope === 'all' || user.externalId !== null;
}

/** What removes each leaver. */
export interface Removals {
	byTargetId: ReadonlyMap<string, Step>;
	byExternalId: ReadonlyMap<string, Step>;
}

/** @param leavers nobody where the settings say that nobody is removed */
export function removeLeavers(
	leavers: readonly CurrentUser[],
	removal: PlanSettings['removal'],
): Removals {
	const action = removal.action as Exclude<typeof removal.action, 'none'>;
	const byTargetId = new Map<string, Step>();
	const byExternalId = new Map<string, Step>();
	for (const user of leavers) {
		const removing = step(
			userTarget(user),
			action,
			action === 'deactivate' ? [{ field: 'active', from: true, to: false }] : [],
			user.externalId === null
				? 'Is not in HR, and all users are to follow HR.'
				: 'Is no longer in HR.',
		);
		byTargetId.set(user.targetId, removing);
		if (user.externalId !== null) byExternalId.set(user.externalId, removing);
	}
	return { byTargetId, byExternalId };
}

/**
 * What removes the manager whom a change of a value unlinks, if it does that: while it is held, the
 * manager stays, and so does the link.
 */
export function removalOfManager(
	{ field, from, to }: FieldChange,
	{ byExternalId }: Removals,
): Step | undefined {
	const unlinks = field === 'managerExternalId' && to === null && typeof from === 'string';
	return unlinks ? byExternalId.get(from) : undefined;
}

/** Takes away the link to a manager who is removed: it follows from that, and no guard counts it. */
export function unlinkStep(
	target: Target,
	link: FieldChange,
	removals: Removals,
	reason: string,
): Step {
	const unlink = step(target, 'update', [link], reason);
	unlink.isUncounted = true;
	unlink.heldWith = [removalOfManager(link, removals)!];
	return unlink;
}
