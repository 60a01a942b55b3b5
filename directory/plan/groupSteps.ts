import type { FieldChange } from '../model/change';
import { groupDifferences } from '../model/difference';
import { attributeName } from '../model/fields';
import { warning } from '../model/issue';
import type { CurrentUser } from '../model/person';
import type { Systems } from '../model/systems';
import type { LabelOf } from './groupLabels';
import { toldApartIssue } from './groupNames';
import type { CurrentNode, Recognised, WantedNode } from './groupTree';
import { groupSubject } from './groupTree';
import { HigherRoles } from './higherRoles';
import type { Removals } from './leavers';
import { isInScope, removalOfManager, unlinkStep } from './leavers';
import type { Matched } from './match';
import { isNew } from './people';
import type { Settled } from './settle';
import type { Step, Target } from './step';
import { holdAs, step } from './step';
import type { UserSteps } from './userSteps';

/**
 * The parts of what is done to one group that can be held back by themselves, in the order in which
 * they are listed. To add a part, add its name here.
 */
export const GROUP_PARTS = [
	/** Creates it, or changes whatever has no part of its own. */
	'main',
	/** Links a manager who is created or adopted by the same plan, so after that. */
	'manager',
	/** Takes away the link to a manager who is removed. */
	'unlink',
] as const;

/** What is done to one group. */
export type GroupSteps = Partial<Record<(typeof GROUP_PARTS)[number], Step>>;

/** How a group was recognised, for people to read. */
const RECOGNISED_BY: Record<Recognised, (node: WantedNode, systems: Systems) => string> = {
	externalId: () => 'the same External ID',
	path: () => 'the same place and name',
	move: () => 'a declared move',
	overlap: ({ shared }) => `its people, of whom ${shared} % are the same`,
	below: () => 'what an earlier run made below it',
	name: () => 'its name, which no other group has',
	new: (_node, { target }) => `nothing in ${target}`,
};

/** The steps for all wanted groups that differ from the directory, parents first. */
export function groupSteps(matched: Matched, settled: Settled): Map<WantedNode, GroupSteps> {
	const all = new Map<WantedNode, GroupSteps>();
	const roles = new HigherRoles(matched);
	for (const node of matched.changesGroups ? matched.wanted : []) {
		const steps = stepsFor(node, matched, settled, roles);
		if (GROUP_PARTS.some((part) => steps[part])) all.set(node, steps);
	}
	const kept = roles.issue();
	if (kept) matched.issues.push(kept);
	const toldApart = [...all].flatMap(([{ group }, { main }]) =>
		(main?.fields ?? []).flatMap(({ field, to }) =>
			field === 'name' && typeof to === 'string' && to !== group.name ? [to] : [],
		),
	);
	if (toldApart.length > 0) matched.issues.push(toldApartIssue(toldApart, matched.systems));
	return all;
}

function stepsFor(
	node: WantedNode,
	{ people, protection, unsupported, systems, spelling, kept, names, labelOf }: Matched,
	{ managers, removals }: Settled,
	roles: HigherRoles,
): GroupSteps {
	const target = targetOf(node, labelOf);
	const reasonFrom = (some: readonly FieldChange[]) => reasonOf(node, some, { systems, labelOf });
	const fields = groupDifferences(
		{
			...node.group,
			name: names.of(node),
			parentExternalId: node.parent ? node.parent.externalId : node.parentElsewhere,
			managerExternalId: managers.ofGroup(node),
		},
		node.match?.group,
	).filter(
		(change) =>
			!unsupported.group.has(change.field) &&
			!protection.coversLink(change) &&
			!spelling.isSame(change) &&
			!kept.covers('group', node.externalId, target.targetId ?? undefined, change) &&
			!roles.keeps(node, change),
	);
	const late = fields.filter(
		({ field, to }) =>
			field === 'managerExternalId' && typeof to === 'string' && isNew(people.pairings.get(to)),
	);
	const unlinked = fields.find((field) => removalOfManager(field, removals));
	const now = fields.filter((field) => !late.includes(field) && field !== unlinked);
	if (node.how === 'name') {
		now.unshift({ field: 'externalId', from: null, to: node.externalId });
	}
	const steps: GroupSteps = {};
	if (!node.match || now.length > 0) {
		steps.main = step(target, node.match ? 'update' : 'create', now, reasonFrom(now));
		steps.main.reasonOf = reasonFrom;
		const instead = now.some(({ field }) => field === 'name') ? names.instead(node) : undefined;
		if (instead !== undefined) steps.main.nameInstead = instead;
	}
	if (late.length > 0) {
		steps.manager = step(target, 'update', late, 'Has a new manager in HR.');
		steps.manager.apart = 'after';
	}
	if (unlinked) {
		steps.unlink = unlinkStep(target, unlinked, removals, 'Its manager is no longer in HR.');
	}
	if (node.mayBeReused) for (const part of GROUP_PARTS) holdAs('groupReuse', steps[part]);
	return steps;
}

function targetOf(node: WantedNode, labelOf: LabelOf): Target {
	return {
		kind: 'group',
		externalId: node.externalId,
		targetId: node.match?.group.targetId ?? null,
		name: node.group.name,
		label: labelOf(node),
		depth: node.depth,
		...(node.match?.group.version === undefined ? {} : { version: node.match.group.version }),
	};
}

type Wording = Pick<Matched, 'systems' | 'labelOf'>;

function reasonOf(
	node: WantedNode,
	fields: readonly FieldChange[],
	{ systems, labelOf }: Wording,
): string {
	if (!node.match) {
		return node.externalId === node.group.externalId
			? `Is in HR, and no group in ${systems.target} is the same.`
			: `Is in HR, and no group in ${systems.target} is the same; gets an External ID of its own, because another group has kept ${node.group.externalId} since it was renamed.`;
	}
	const words = new Set(fields.map(({ field }) => reasonFor(field, node, labelOf)).filter(Boolean));
	return [...words, `Recognised by ${RECOGNISED_BY[node.how](node, systems)}.`].join(' ');
}

function reasonFor(field: string, node: WantedNode, labelOf: LabelOf): string | undefined {
	const isFurther = attributeName(field) !== undefined;
	return isFurther ? 'Has another value in HR.' : FIELD_REASONS[field]?.(node, labelOf);
}

const FIELD_REASONS: Record<string, (node: WantedNode, labelOf: LabelOf) => string> = {
	name: ({ match }) => `Was called “${match!.group.name}”.`,
	parentExternalId: ({ parent }, labelOf) =>
		parent ? `Is below “${labelOf(parent)}” in HR.` : 'Is at the top in HR.',
	managerExternalId: ({ group }) =>
		group.managerExternalId ? 'Has another manager in HR.' : 'Has no manager in HR.',
};

/** Everything that says who is in a group, and who leaves it in this plan. */
interface RemovalContext extends Matched {
	removals: Removals;
	userSteps: ReadonlyMap<string, UserSteps>;
}

/**
 * Deletes groups that HR no longer has, deepest first and after their people have gone.
 * A group stays where somebody stays in it who is not ours to move, or a group made by hand
 * stands below it.
 */
export function groupRemovals(
	matched: Matched,
	{ removals: leavers }: Settled,
	userSteps: ReadonlyMap<string, UserSteps>,
): Step[] {
	const { tree, wanted, current, rules, elsewhere, issues, systems, labelOf } = matched;
	if (wanted.length === 0 || !rules.deletesGroups) return [];
	const unmatched = tree.nodes.filter((node) => !node.match && !elsewhere.has(node));
	const twins = tree.twins.filter(({ twinOf }) => twinOf?.match);
	const gone = [...unmatched, ...twins].sort((a, b) => b.depth - a.depth);
	if (gone.length === 0) return [];
	const staying = peopleStayingIn(new Set(gone), { ...matched, removals: leavers, userSteps });
	const byHandBelow = new Set<string>();
	for (const { externalId, parentExternalId } of current.groups) {
		if (externalId === null && parentExternalId) byHandBelow.add(parentExternalId);
	}

	const removals = new Map<CurrentNode, Step>();
	for (const node of gone) {
		const kept = node.children.filter((child) => !child.match && !removals.has(child));
		const number = staying.get(node) ?? 0;
		const because = whyKept(number, byHandBelow.has(node.group.externalId), kept.map(labelOf));
		if (because) {
			issues.push(
				warning(
					'groupKept',
					groupSubject(node.group),
					`The group “${labelOf(node)}” is no longer in HR, but was kept: ${because}. Empty it or remove it in ${systems.target}.`,
					{ people: number },
				),
			);
			continue;
		}
		const removal = step(
			{
				kind: 'group',
				externalId: node.group.externalId,
				targetId: node.group.targetId,
				name: node.group.name,
				label: labelOf(node),
				depth: node.depth,
			},
			'delete',
			[],
			node.twinOf
				? 'Is there twice, with the same External ID and name: the two become one.'
				: 'Nobody is in it in HR.',
		);
		if (node.twinOf) removal.isUncounted = true;
		removals.set(node, removal);
	}
	return [...removals.values()];
}

function whyKept(people: number, groupByHand: boolean, kept: readonly string[]): string {
	if (people === 1) return '1 person who is not synchronised, or cannot be now, is still in it';
	if (people > 1)
		return `${people} people who are not synchronised, or cannot be now, are still in it`;
	if (groupByHand) return 'a group made by hand is below it';
	return kept.length > 0 ? `“${[...kept].sort()[0]}” below it was kept` : '';
}

/** By group: how many people nothing takes out of it. */
function peopleStayingIn(
	gone: ReadonlySet<CurrentNode>,
	context: RemovalContext,
): Map<CurrentNode, number> {
	const staying = new Map<CurrentNode, number>();
	for (const user of context.current.users) {
		for (const node of context.memberships.of(user)?.synced ?? []) {
			if (!gone.has(node) || leaves(user, node, context)) continue;
			if (
				user.active ||
				!isInScope(user, context.settings.removal) ||
				context.protection.users.has(user)
			) {
				staying.set(node, (staying.get(node) ?? 0) + 1);
			}
		}
	}
	return staying;
}

/** Whether the plan takes a user out of a group. */
function leaves(user: CurrentUser, node: CurrentNode, context: RemovalContext): boolean {
	if (context.removals.byTargetId.has(user.targetId)) return true;
	const externalId = context.people.pairingOf(user)?.wanted.externalId;
	const move = externalId === undefined ? undefined : context.userSteps.get(externalId)?.group;
	return move?.leaves?.includes(node.group.targetId) ?? false;
}
