import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { isRecord } from '../../../directory/common/json';
import { addTo } from '../../../directory/common/lists';
import type { AppliedChange } from '../../../directory/model/change';
import type { ScimDirectory } from '../../../scim/directory';
import type { Placed } from '../../../scim/members';
import type { ScimTarget } from '../../../scim/target';

/**
 * Who was placed in which group, in the workflow's static data, by credential: for tenants that show
 * members nowhere. Kept while no group has shown a member.
 */
const MEMORY = 'winningtempPlaced';
/** Some 2 MB. */
const MOST_KEPT = 50_000;

const HIDDEN =
	'This Winningtemp tenant does not show the members of groups over SCIM. The node compares with what earlier runs of this workflow wrote, and writes a membership only where that changes. It does not notice people who are moved by hand in Winningtemp. Ask Winningtemp to show members over SCIM.';

const BELOW =
	'This Winningtemp tenant also shows the members of groups below in the group above. The node compares only the lowest group that shows a person. Nothing is missing. If people were also added to a group above by hand, the node does not see it. So once a week it takes one person out of the group above, to check whether that has an effect.';

function memories(context: IExecuteFunctions | ILoadOptionsFunctions): Record<string, unknown> {
	if (!('getWorkflowStaticData' in context)) return {};
	const all = context.getWorkflowStaticData('global')[MEMORY];
	return isRecord(all) ? all : {};
}

interface Own {
	credentialId: string;
	placed?: Placed;
}

/** What earlier runs with a credential wrote. */
export function readPlaced(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	credentialId: string,
): Placed {
	const all = memories(context);
	const memory = Object.hasOwn(all, credentialId) ? all[credentialId] : undefined;
	const placed = new Map<string, string[]>();
	for (const [group, ids] of Object.entries(isRecord(memory) ? memory : {})) {
		if (Array.isArray(ids)) placed.set(group, ids.map(String));
	}
	return placed;
}

/** Says that members are not shown as they are; where they are shown, what was remembered is of no use. */
export function notePlaced(
	context: IExecuteFunctions,
	{ credentialId, placed }: Own,
	{ hidesMembers, showsBelow, groups }: ScimDirectory,
): void {
	const message = hidesMembers ? HIDDEN : BELOW;
	if (hidesMembers || showsBelow) {
		context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	}
	const isShown = !hidesMembers && groups.some(({ memberTargetIds }) => memberTargetIds?.length);
	if (isShown && placed?.size) {
		keep(context, credentialId, new Map());
	}
}

/** Adds what a node wrote, unless groups show their members. */
export function rememberPlaced(
	context: IExecuteFunctions,
	{ credentialId, placed }: Own,
	{ showsMembers }: Pick<ScimTarget, 'showsMembers'>,
	applied: readonly AppliedChange[],
): void {
	if (showsMembers) return;
	const groupOf = new Map<string, string>();
	for (const [group, ids] of placed ?? []) for (const id of ids) groupOf.set(id, group);
	let isNew = false;
	for (const { kind, status, targetId, action, changes } of applied) {
		if (kind !== 'user' || status !== 'applied' || targetId === null) continue;
		const move = changes.find(({ field }) => field === 'groupExternalId');
		if (!move && action !== 'delete') continue;
		isNew = true;
		if (typeof move?.to === 'string') groupOf.set(targetId, move.to);
		else groupOf.delete(targetId);
	}
	if (!isNew || groupOf.size > MOST_KEPT) return;
	const groups = new Map<string, string[]>();
	for (const [id, group] of groupOf) addTo(groups, group, id);
	keep(context, credentialId, groups);
}

function keep(context: IExecuteFunctions, credentialId: string, groups: Placed): void {
	const others = Object.entries(memories(context)).filter(([id]) => id !== credentialId);
	const own = groups.size > 0 ? [[credentialId, Object.fromEntries(groups)] as const] : [];
	const all = Object.fromEntries([...others, ...own]);
	context.getWorkflowStaticData('global')[MEMORY] = all as never;
}
