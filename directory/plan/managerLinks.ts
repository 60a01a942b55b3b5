import { Findings, type Finding } from '../model/finding';
import { warning } from '../model/issue';
import type { Issue } from '../model/issue';
import { circlesAmong } from '../common/cycles';
import type { CurrentUser, Person } from '../model/person';
import type { Systems } from '../model/systems';
import type { Matched } from './match';
import type { People } from './people';
import { personSubject } from './people';
import { groupSubject, type WantedNode } from './groupTree';

/** Says who can be linked to as a manager. */
export interface Managers {
	/** The manager to link a person to, or `null`; `undefined` where HR does not say. */
	ofPerson(person: Person): string | null | undefined;
	/** As `ofPerson`, of a group. */
	ofGroup(node: WantedNode): string | null | undefined;
}

type Resolving = Pick<
	Matched,
	'people' | 'unsupported' | 'rules' | 'issues' | 'systems' | 'labelOf'
>;

/**
 * Resolves managers. A link needs a manager who is in the directory after this plan; a circle of
 * managers is left out whole. Both are warnings, and the links come by themselves once HR is right.
 * Where the directory does not know managers, nothing is linked and nothing reported.
 *
 * @param refused people who are not created
 */
export function resolveManagers(matched: Resolving, refused: ReadonlySet<string>): Managers {
	const { unsupported, rules, issues } = matched;
	const links = new Links(matched, refused);
	const ofUsers = !unsupported.user.has('managerExternalId');
	const ofGroups = !unsupported.group.has('managerExternalId');
	if (ofUsers) {
		links.settleMissing();
		links.settleCircles();
		for (const { issue } of links.findings.issues()) issues.push(issue);
	}
	return {
		ofPerson: (person) => (ofUsers ? links.of(person) : undefined),
		ofGroup(node) {
			const manager = ofGroups ? node.group.managerExternalId : undefined;
			if (manager === null || manager === undefined) return manager;
			if (rules.groupManagers === 'asGiven' || links.isThere(manager)) return manager;
			issues.push(groupManagerMissing(node, manager, matched));
			return null;
		},
	};
}

class Links {
	/** What is found of people: reports of one manager are found alike. */
	readonly findings = new Findings(personSubject);
	/** Links that are not as HR has them, by External ID of the person. */
	private readonly settled = new Map<string, string | null | undefined>();
	/** Whether a manager is there: they are few, and each is looked up once. */
	private readonly known = new Map<string, boolean>();
	/** Users who are not on the list and can be managers all the same. */
	private readonly elsewhere = new Map<string, CurrentUser>();

	constructor(
		private readonly matched: Resolving,
		private readonly refused: ReadonlySet<string>,
	) {
		for (const user of matched.rules.managersElsewhere ? matched.people.others : []) {
			if (user.externalId !== null) this.elsewhere.set(user.externalId, user);
		}
	}

	of({ externalId, managerExternalId }: Person): string | null | undefined {
		return this.settled.has(externalId) ? this.settled.get(externalId) : managerExternalId;
	}

	isThere(externalId: string): boolean {
		let there = this.known.get(externalId);
		if (there === undefined) {
			const pairing = this.matched.people.pairings.get(externalId);
			there = pairing
				? pairing.current !== null || !this.refused.has(externalId)
				: (this.otherUser(externalId)?.active ?? false);
			this.known.set(externalId, there);
		}
		return there;
	}

	/** Leaves out managers who are not there; they may come where the list is not everybody. */
	settleMissing(): void {
		const { people, rules, systems } = this.matched;
		for (const { wanted } of people.pairings.values()) {
			const manager = wanted.managerExternalId;
			if (manager === undefined || manager === null || this.isThere(manager)) continue;
			if (rules.managersElsewhere) this.wait(wanted, manager, NOT_THERE);
			else {
				this.settled.set(wanted.externalId, null);
				this.findings.add(wanted, managerMissing(manager, systems));
			}
		}
	}

	/** Leaves out circles; those with somebody who is not on the list may yet be none. */
	settleCircles(): void {
		const { people, issues } = this.matched;
		const linkOf = (externalId: string) => this.linkOf(externalId);
		for (const circle of circlesAmong([...this.known.keys()], linkOf)) {
			const members = circle.flatMap((id) => people.pairings.get(id)?.wanted ?? []);
			if (members.length === 0) continue;
			if (circle.some((id) => this.staysAsItIs(id))) {
				for (const person of members.filter(isLinked))
					this.wait(person, person.managerExternalId!, IN_A_CIRCLE);
				continue;
			}
			issues.push(circleIssue(circle, people));
			for (const id of circle) this.settled.set(id, null);
		}
	}

	private wait(person: Person, manager: string, why: string): void {
		this.settled.set(person.externalId, undefined);
		this.findings.add(person, managerWaits(manager, why));
	}

	/** Whether the list says nothing of somebody's manager. */
	private staysAsItIs(externalId: string): boolean {
		const wanted = this.matched.people.pairings.get(externalId)?.wanted;
		return wanted ? !isLinked(wanted) : this.elsewhere.has(externalId);
	}

	private otherUser(externalId: string): CurrentUser | undefined {
		return this.matched.people.untouchable.get(externalId) ?? this.elsewhere.get(externalId);
	}

	private linkOf(externalId: string): string | null | undefined {
		if (this.settled.has(externalId)) return this.settled.get(externalId);
		const pairing = this.matched.people.pairings.get(externalId);
		if (pairing && isLinked(pairing.wanted)) return pairing.wanted.managerExternalId;
		if (pairing) return pairing.current?.managerExternalId;
		return this.otherUser(externalId)?.managerExternalId;
	}
}

function managerMissing(manager: string, { target }: Systems): Finding {
	const what = `a manager (${manager}) who has left, was left out, or is unknown, so no manager was linked`;
	return {
		severity: 'warning',
		code: 'managerMissing',
		ofOne: `has ${what}`,
		ofMany: `have ${what}`,
		advice: `The link comes by itself once the manager is in ${target}.`,
		details: { managerExternalId: manager },
	};
}

function groupManagerMissing(
	node: WantedNode,
	manager: string,
	{ systems, labelOf }: Resolving,
): Issue {
	return warning(
		'groupManagerMissing',
		groupSubject(node.group),
		`The manager of the group “${labelOf(node)}” (${manager}) has left, was left out, or is unknown, so no manager was linked. The link comes by itself once the manager is in ${systems.target}.`,
		{ managerExternalId: manager },
	);
}

/** Whether HR says who manages somebody, be it nobody. */
function isLinked({ managerExternalId }: Person): boolean {
	return managerExternalId !== undefined;
}

const NOT_THERE = 'is not on the list, and is not an active user';
const IN_A_CIRCLE = 'is below this person as things are now, so the managers would go in a circle';

function managerWaits(manager: string, why: string): Finding {
	const what = `the present manager: the new one (${manager}) ${why}`;
	return {
		severity: 'warning',
		code: 'managerWaits',
		ofOne: `keeps ${what}`,
		ofMany: `keep ${what}`,
		advice: 'The list holds only some people, so the next full run decides.',
		details: { managerExternalId: manager },
	};
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
			: `These people manage each other in a circle, so none of these links was made: ${[...names, names[0]].join(' → ')}. Correct one of the managers in HR.`;
	return warning('managerCircle', subjectOf(circle[0]!), message, { circle, names });
}
