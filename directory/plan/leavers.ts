import type { FieldChange } from '../model/change';
import type { CurrentUser } from '../model/person';
import type { People } from './people';
import { fullName, usernameKey } from './people';
import type { PlanSettings } from './settings';
import type { Step } from './step';
import { step } from './step';

/**
 * Users whom HR does not have, as far as the settings let them be removed. A username that
 * somebody in HR should have protects its user, whatever the External ID.
 */
export function findLeavers(people: People, removal: PlanSettings['removal']): CurrentUser[] {
	if (removal.action === 'none') return [];
	const candidates = people.others.filter((user) => isInScope(user, removal));
	const wanted = new Set<string>();
	if (candidates.some((user) => user.externalId === null)) {
		for (const { wanted: person } of people.pairings.values())
			wanted.add(usernameKey(person.username));
	}
	return candidates.filter(
		(user) =>
			(removal.action === 'delete' || user.active) &&
			(user.externalId !== null || !wanted.has(usernameKey(user.username))),
	);
}

/** Whether a user could be removed at all. */
export function isInScope(user: CurrentUser, { scope }: PlanSettings['removal']): boolean {
	return scope === 'all' || user.externalId !== null;
}

/** What removes each leaver, by Winningtemp's id. */
export function leaverSteps(
	leavers: readonly CurrentUser[],
	action: 'deactivate' | 'delete',
): Map<string, Step> {
	const steps = new Map<string, Step>();
	for (const user of leavers) {
		const removal = step(
			{
				kind: 'user',
				externalId: user.externalId,
				targetId: user.targetId,
				name: fullName(user),
				depth: 0,
				...(user.version === undefined ? {} : { version: user.version }),
			},
			action,
			action === 'deactivate' ? [{ field: 'active', from: true, to: false }] : [],
			user.externalId === null
				? 'Is not in HR, and all users are to follow HR.'
				: 'Is no longer in HR.',
		);
		removal.guard = 'removals';
		steps.set(user.targetId, removal);
	}
	return steps;
}

/**
 * What removes the manager whom a change of a value unlinks, if it does that: while it is held, the
 * manager stays, and so does the link.
 *
 * @param removals what removes each leaver, by External ID
 */
export function removalOfManager(
	{ field, from, to }: FieldChange,
	removals: ReadonlyMap<string, Step>,
): Step | undefined {
	const unlinks = field === 'managerExternalId' && to === null && typeof from === 'string';
	return unlinks ? removals.get(from) : undefined;
}
