import type { CurrentGroup } from '../model/group';
import type { CurrentNode, WantedNode } from './groupTree';
import type { Matched } from './match';
import type { Step } from './step';

/**
 * Who manages a group, by External ID, where that person is no member of it: in the target now, and
 * once the plan is carried out.
 */
export interface Lead {
	now: string | null;
	after: string | null;
}

/** The leads of all groups that have one; a wanted group counts by what its steps make of it. */
export type Leads = ReadonlyMap<WantedNode | CurrentNode, Lead>;

/** The steps of one group, by their part. */
export type StepsOfGroup = Readonly<Partial<Record<string, Step>>>;

const NOBODY: Leads = new Map();

/** Where the target has no managers of groups, or managers are to be members, nobody leads a group. */
export function leadsOf(
	{ wanted, tree, hasGroupManagers, settings, spelling }: Matched,
	groups: ReadonlyMap<WantedNode, StepsOfGroup>,
): Leads {
	const keepsRoles = settings.memberships === 'keepHigherRole';
	if (!hasGroupManagers || (settings.managersAreMembers && !keepsRoles)) return NOBODY;
	const leads = new Map<WantedNode | CurrentNode, Lead>();
	const add = (node: WantedNode | CurrentNode, now: string | null, after: string | null) => {
		if (now !== null || after !== null) leads.set(node, { now, after });
	};
	const leadNow = (group?: CurrentGroup) => spelling.of.user(group?.managerExternalId ?? null);
	for (const node of settings.managersAreMembers ? [] : tree.nodes) {
		const now = leadNow(node.group);
		add(node, now, now);
	}
	for (const node of wanted) {
		const now = leadNow(node.match?.group);
		// Where managers are members, only one who stays although HR has another is not made one.
		if (settings.managersAreMembers && node.group.managerExternalId === now) continue;
		const given = managerGivenBy(groups.get(node) ?? {});
		if (settings.managersAreMembers && given !== undefined) continue;
		add(node, now, given === undefined ? now : given);
	}
	return leads;
}

function managerGivenBy(steps: StepsOfGroup): string | null | undefined {
	for (const step of Object.values(steps)) {
		const change = step?.fields.find(isManager);
		if (change) return change.to as string | null;
	}
	return undefined;
}

/**
 * Ties what follows from a change of a group's manager to that change: a new manager leaves the
 * members once it is made, and a former one becomes a member; if it is held, neither.
 */
export function tieToManagers(steps: readonly Step[]): void {
	const tied = steps.filter(({ tiedTo }) => tiedTo !== undefined);
	if (tied.length === 0) return;
	const linkOf = new Map<string | null, Step>();
	for (const one of steps) {
		if (one.target.kind === 'group' && one.fields.some(isManager)) {
			linkOf.set(one.target.externalId, one);
		}
	}
	for (const one of tied) {
		const link = linkOf.get(one.tiedTo!);
		if (!link) continue;
		one.needs = [...one.needs, link];
		one.heldWith = [link];
	}
}

function isManager({ field }: { field: string }): boolean {
	return field === 'managerExternalId';
}
