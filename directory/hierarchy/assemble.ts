import { addTo } from '../common/lists';
import { UserError } from '../model/userError';
import type { Group } from '../model/group';
import type { Issue } from '../model/issue';
import { compareText, matchingKey } from '../common/text';
import { groupUuid } from '../common/uuid';
import type { DraftGroup, Hierarchy, Member, RootGroup } from './types';

/** No company is nested deeper; every group carries its whole path, so some end there must be. */
const DEEPEST_LEVEL = 500;

/**
 * Turns drafts into the finished hierarchy: puts the root group above all and the people without a
 * group into it, orders the groups, gives each its level and path, and gives everyone their group.
 *
 * @param drafts every group once, in any order; their parents are among them
 * @param unplaced people without a group of their own: in the root group, or in none
 * @throws UserError where the root group's External ID is that of another group, or the
 * groups are nested beyond reason
 */
export function assemble(
	drafts: readonly DraftGroup[],
	unplaced: readonly Member[],
	root: RootGroup | null,
	issues: Issue[],
): Hierarchy {
	const top = root && rootDraft(root, unplaced);
	if (top) requireOwnId(top, drafts);
	const groups: Group[] = [];
	const children = childrenOf(drafts, top);
	// A stack of its own: a chain of command may be deeper than calls can nest.
	const waiting: Array<{ draft: DraftGroup; above: Group | null }> = [];
	const enter = (parent: DraftGroup | null, above: Group | null) => {
		const below = children.get(parent) ?? [];
		for (let i = below.length - 1; i >= 0; i--) waiting.push({ draft: below[i]!, above });
	};
	enter(null, null);
	for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
		const { draft, above } = next;
		const group = finish(draft, above);
		groups.push(group);
		for (const member of draft.members) member.groupExternalId = group.externalId;
		enter(draft, group);
	}
	return { groups, issues };
}

function finish(draft: DraftGroup, above: Group | null): Group {
	const level = above ? above.level + 1 : 1;
	if (level > DEEPEST_LEVEL) {
		throw new UserError(
			`The groups are nested more than ${DEEPEST_LEVEL} deep, down to “${draft.name}”`,
			'Check the fields that the hierarchy is built from: these are hardly the groups of a company.',
			'input',
		);
	}
	return {
		externalId: draft.externalId,
		name: draft.name,
		parentExternalId: above ? above.externalId : null,
		...(draft.managerExternalId === undefined
			? {}
			: { managerExternalId: draft.managerExternalId }),
		level,
		path: above ? [...above.path, draft.name] : [draft.name],
		memberCount: draft.members.length,
		...(draft.attributes ? { attributes: draft.attributes } : {}),
	};
}

/**
 * The root group is given no manager: one would be chosen by the few who belong nowhere, and stand
 * above everybody. A manager who was chosen for it in the target stays.
 */
function rootDraft(root: RootGroup, members: readonly Member[]): DraftGroup {
	return {
		externalId: root.externalId ?? groupUuid(JSON.stringify(['root'])),
		name: root.name,
		parent: null,
		members: [...members],
	};
}

function requireOwnId(root: DraftGroup, drafts: readonly DraftGroup[]): void {
	const namesake = drafts.find((draft) => draft.externalId === root.externalId);
	if (!namesake) return;
	throw new UserError(
		`The root group “${root.name}” and the group “${namesake.name}” have the same External ID, ${root.externalId}`,
		'Give the root group an External ID that no other group has.',
		'input',
	);
}

function childrenOf(
	drafts: readonly DraftGroup[],
	top: DraftGroup | null,
): Map<DraftGroup | null, DraftGroup[]> {
	const children = new Map<DraftGroup | null, DraftGroup[]>();
	if (top) children.set(null, [top]);
	for (const draft of inOrder(drafts)) {
		const parent = draft.parent ?? top;
		addTo(children, parent, draft);
	}
	return children;
}

function inOrder(drafts: readonly DraftGroup[]): DraftGroup[] {
	return drafts
		.map((draft) => ({ draft, key: matchingKey(draft.name) }))
		.sort(
			(a, b) => compareText(a.key, b.key) || compareText(a.draft.externalId, b.draft.externalId),
		)
		.map(({ draft }) => draft);
}
