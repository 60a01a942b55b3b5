import { joinSome } from '../common/phrases';
import { compareText } from '../common/text';
import { warning, type Issue } from '../model/issue';
import { Discretion, isLeftOut } from '../model/protectedIdentity';
import type { Plan, PlanInput } from './input';
import { usernameKey } from './people';

/** Everybody with protected identity, by what HR and the directory know of them. */
export function discretionOf({ users, current }: Pick<PlanInput, 'users' | 'current'>): Discretion {
	const discretion = new Discretion();
	const usernames = new Set<string>();
	for (const person of users) {
		if (!person.protectedIdentity) continue;
		discretion.add(person);
		if (person.username) usernames.add(usernameKey(person.username));
	}
	if (!discretion.isNeeded) return discretion;
	for (const user of current.users) {
		const { externalId, username } = user;
		if (discretion.protects(externalId) || usernames.has(usernameKey(username)))
			discretion.add(user);
	}
	return discretion;
}

const MOST_NAMED = 10;

/** That people who are left out for their protected identity have accounts, which stay as they are. */
export function leftAlone({ users, current, systems }: PlanInput): Issue[] {
	const leftOut = new Set<string>();
	for (const user of users) {
		if ('skipped' in user && isLeftOut(user) && user.externalId) {
			leftOut.add(user.externalId.toLowerCase());
		}
	}
	if (leftOut.size === 0) return [];
	const ids = current.users
		.flatMap(({ externalId, active }) =>
			active && externalId !== null && leftOut.has(externalId.toLowerCase()) ? [externalId] : [],
		)
		.sort(compareText);
	if (ids.length === 0) return [];
	const who = ids.length === 1 ? '1 person who is' : `${ids.length} people who are`;
	return [
		warning(
			'protectedLeftAlone',
			{ kind: 'user', externalId: null, name: 'Protected identity' },
			`${who} left out because of protected identity still ${ids.length === 1 ? 'has' : 'have'} an account in ${systems.target}, which stays as it is: External ID ${joinSome(ids, MOST_NAMED)}. Remove it there by hand if it is not to be used.`,
			{ count: ids.length, people: ids },
		),
	];
}

/** A plan without the names and places of people with protected identity. */
export function discreet(plan: Plan, discretion: Discretion): Plan {
	if (!discretion.isNeeded) return plan;
	return {
		...plan,
		changes: plan.changes.map((change) => discretion.change(change)),
		held: plan.held.map((change) => discretion.change(change)),
		issues: plan.issues.map((issue) => discretion.issue(issue)),
	};
}
