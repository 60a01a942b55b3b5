import { joinSome } from '../common/phrases';
import type { FieldChange } from '../model/change';
import { warning, type Issue } from '../model/issue';
import type { CurrentUser } from '../model/person';
import { groupSubject, type CurrentNode, type WantedNode } from './groupTree';
import type { Matched } from './match';

const MOST_NAMED = 5;

type Judged = Pick<Matched, 'people' | 'settings' | 'systems' | 'spelling' | 'labelOf'>;

/**
 * The rule `keepHigherRole`: a manager of a group, by the directory, who belongs to it in HR stays its
 * manager, since another one would make an ordinary member of that person. Says once of which groups
 * HR has another manager.
 */
export class HigherRoles {
	private readonly kept: WantedNode[] = [];

	constructor(private readonly matched: Judged) {}

	/** Whether a change of a group would make an ordinary member of somebody with a higher role. */
	keeps(node: WantedNode, { field, from }: FieldChange): boolean {
		const { people, settings, spelling } = this.matched;
		if (settings.memberships !== 'keepHigherRole' || field !== 'managerExternalId') return false;
		const manager =
			typeof from === 'string'
				? people.pairings.get(spelling.of.user(from) ?? '')?.wanted
				: undefined;
		const isKept = manager?.groupExternalId === node.group.externalId;
		if (isKept) this.kept.push(node);
		return isKept;
	}

	issue(): Issue | undefined {
		const [first] = this.kept;
		if (!first) return undefined;
		const names = this.kept.map((node) => `“${this.matched.labelOf(node)}”`);
		return warning(
			'higherRoleKept',
			groupSubject(first.group),
			`Other managers in HR than in ${this.matched.systems.target}: ${joinSome(names, MOST_NAMED)}. The present ones stay, so that nobody becomes an ordinary member. To follow HR, set Memberships to Keep Manual, or choose the manager in ${this.matched.systems.target}.`,
			{ groups: this.kept.map(({ externalId }) => externalId), count: names.length },
		);
	}
}

/** Whether a user has a higher role than a member in a group, and keeps it. */
export function keepsRoleIn(
	{ group }: CurrentNode,
	{ targetId }: CurrentUser,
	{ settings }: Pick<Matched, 'settings'>,
): boolean {
	return (
		settings.memberships === 'keepHigherRole' &&
		(group.administratorTargetIds?.includes(targetId) ?? false)
	);
}
