import { warning } from '../model/issue';
import type { Issue } from '../model/issue';
import { circlesAmong } from '../common/cycles';
import type { CurrentUser, Person } from '../model/person';
import type { Group } from '../model/group';
import type { People } from './people';
import { fullName, personSubject } from './people';
import { groupSubject } from './groupTree';

/** Tells who can be linked to as a manager. */
export interface Managers {
	/** The manager to link a person to, or `null`; `undefined` where HR does not say. */
	ofPerson(person: Person): string | null | undefined;
	/** As `ofPerson`, of a group. */
	ofGroup(group: Group): string | null | undefined;
}

/**
 * Resolves managers. A link needs a manager who is in Winningtemp after this plan; a circle of
 * managers is left out whole. Both are warnings, and mend themselves once HR is mended.
 *
 * @param refused people who are not created
 * @param knows whether the tenant knows managers of users, and of groups; where it does not,
 * nothing is linked and nothing said
 * @param issues receives circles and managers who are not there
 * @param isPartial whether the people are not everybody: then whoever is active in Winningtemp is
 * there, and a link that cannot be told yet stays as it is
 */
export function resolveManagers(
	people: People,
	refused: ReadonlySet<string>,
	knows: { ofUsers: boolean; ofGroups: boolean },
	issues: Issue[],
	isPartial = false,
): Managers {
	const elsewhere = new Map<string, CurrentUser>();
	for (const user of isPartial ? people.others : []) {
		if (user.externalId !== null) elsewhere.set(user.externalId, user);
	}
	const otherUser = (externalId: string) =>
		people.untouchable.get(externalId) ?? elsewhere.get(externalId);
	// Managers are few: each is looked up once, not once for everyone who reports to them.
	const known = new Map<string, boolean>();
	const isThere = (externalId: string): boolean => {
		let there = known.get(externalId);
		if (there === undefined) {
			const pairing = people.pairings.get(externalId);
			there = pairing
				? pairing.current !== null || !refused.has(externalId)
				: (otherUser(externalId)?.active ?? false);
			known.set(externalId, there);
		}
		return there;
	};

	/** Links that are not as HR has them, by External ID of the person. */
	const settled = new Map<string, string | null | undefined>();
	const linkOf = (externalId: string): string | null | undefined => {
		if (settled.has(externalId)) return settled.get(externalId);
		const pairing = people.pairings.get(externalId);
		if (pairing) return pairing.wanted.managerExternalId;
		return otherUser(externalId)?.managerExternalId;
	};
	for (const { wanted } of knows.ofUsers ? people.pairings.values() : []) {
		const { externalId, managerExternalId: manager } = wanted;
		if (manager === undefined || manager === null || isThere(manager)) continue;
		if (isPartial) {
			settled.set(externalId, undefined);
			issues.push(managerWaits(wanted, manager));
		} else {
			settled.set(externalId, null);
			issues.push(
				warning(
					'managerMissing',
					personSubject(wanted),
					`The manager of ${fullName(wanted)} (${manager}) has left, was left out, or is unknown, so no manager was linked. The link comes by itself once the manager is in Winningtemp.`,
					{ managerExternalId: manager },
				),
			);
		}
	}
	for (const circle of circlesAmong([...known.keys()], linkOf)) {
		if (!circle.some((id) => people.pairings.has(id))) continue;
		if (circle.some((id) => elsewhere.has(id))) {
			for (const id of circle) {
				const wanted = people.pairings.get(id)?.wanted;
				if (!wanted) continue;
				settled.set(id, undefined);
				issues.push(managerWaits(wanted, wanted.managerExternalId!));
			}
			continue;
		}
		issues.push(circleIssue(circle, people));
		for (const id of circle) settled.set(id, null);
	}

	return {
		ofPerson({ externalId, managerExternalId }) {
			if (!knows.ofUsers) return undefined;
			return settled.has(externalId) ? settled.get(externalId) : managerExternalId;
		},
		ofGroup(group) {
			const manager = knows.ofGroups ? group.managerExternalId : undefined;
			if (manager === null || manager === undefined || isThere(manager)) return manager;
			issues.push(
				warning(
					'groupManagerMissing',
					groupSubject(group),
					`The manager of the group “${group.name}” (${manager}) has left, was left out, or is unknown, so no manager was linked. The link comes by itself once the manager is in Winningtemp.`,
					{ managerExternalId: manager },
				),
			);
			return null;
		},
	};
}

function managerWaits(person: Person, manager: string): Issue {
	return warning(
		'managerWaits',
		personSubject(person),
		`The manager of ${fullName(person)} (${manager}) cannot be linked yet: the list holds only some people, and what Winningtemp has does not go with it. The next full run decides; until then the manager stays as it is.`,
		{ managerExternalId: manager },
	);
}

function circleIssue(circle: string[], people: People): Issue {
	const subjectOf = (id: string) => {
		const person = people.pairings.get(id)?.wanted ?? people.untouchable.get(id)!;
		return personSubject({ ...person, externalId: id });
	};
	const names = circle.map((id) => subjectOf(id).name);
	const message =
		circle.length === 1
			? `${names[0]} is their own manager in HR, so no manager was linked. Choose another manager in HR.`
			: `These people manage each other in a circle, so none of these links was made: ${[...names, names[0]].join(' → ')}. Mend one of the managers in HR.`;
	return warning('managerCircle', subjectOf(circle[0]!), message, { circle, names });
}
