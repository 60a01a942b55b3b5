import { addTo } from '../../common/lists';
import type { FieldChange } from '../../model/change';
import { attributeField } from '../../model/fields';
import type { CurrentGroup } from '../../model/group';
import { groupSubject } from '../groupTree';
import { step, type Step, type Target } from '../step';
import { inOrder, isSameId, type Made } from './made';
import {
	dropCircles,
	dropFields,
	dropTaken,
	isChangedSince,
	restoredFields,
	type Restored,
	type Say,
} from './restored';
import { isManagerThere, type Undoing } from './undoing';

/** What is done to groups, but for those that the run created. */
export interface UndoneGroups {
	/** Former values, and groups that are made again. */
	steps: Step[];
	/** The former names of groups that are made again, by External ID. */
	again: ReadonlyMap<string, string>;
	/** Groups that the run created and nobody has changed since, for `undoCreatedGroups`. */
	created: CurrentGroup[];
	/** Groups that get another parent, by the target's id. */
	moving: ReadonlySet<string>;
}

/** The steps that give groups their former values back, and make those again that the run deleted. */
export function undoGroups(undoing: Undoing): UndoneGroups {
	const restored: Array<Restored<CurrentGroup>> = [];
	const created: CurrentGroup[] = [];
	const again = new Map<string, Made>();
	const say = (...[code, { current }, field]: Parameters<Say>) =>
		undoing.notUndone.add(code, groupSubject(current as CurrentGroup), field);
	for (const made of inOrder(undoing.made.group)) {
		const current = undoing.groups.get(made.targetId);
		if (made.isDeleted) {
			if (current || isThere(made, undoing)) continue;
			if (made.before && made.externalId !== null) again.set(made.externalId, made);
			else undoing.notUndone.add('undoGone', made);
		} else if (!current || !isSameId(made, current)) {
			if (current || !made.isCreated) undoing.notUndone.add('undoGone', made);
		} else {
			const one: Restored<CurrentGroup> = { made, current, fields: [] };
			if (!made.isCreated) restored.push({ ...one, fields: restoredFields(one, say) });
			else if (!isChangedSince(one, say)) created.push(current);
		}
	}
	settle(restored, again, undoing, say);
	const moving = new Set<string>();
	for (const { fields, current } of restored) {
		if (fields.some(({ field }) => field === 'parentExternalId')) moving.add(current.targetId);
	}
	const changed = restored.filter(({ fields }) => fields.length > 0);
	return {
		steps: [
			...changed.map(({ current, fields }) =>
				step(groupTarget(current, undoing), 'update', fields, 'Was so before the run.'),
			),
			...[...again.values()].map((made) => stepAgain(made, again, undoing)),
		],
		again: new Map([...again].map(([externalId, { before }]) => [externalId, before!.name])),
		created,
		moving,
	};
}

function isThere({ externalId }: Made, { tree }: Undoing): boolean {
	return tree.byExternalId.has(externalId ?? '');
}

/** Leaves out what cannot be given back now. */
function settle(
	restored: ReadonlyArray<Restored<CurrentGroup>>,
	again: ReadonlyMap<string, Made>,
	undoing: Undoing,
	say: Say,
): void {
	const { current, protection } = undoing;
	for (const one of restored)
		one.fields = one.fields.filter((field) => !protection.coversLink(field));
	dropFields(restored, 'undoReferenceGone', say, ({ field, to }) => {
		if (to === null) return false;
		if (field === 'managerExternalId') return !isManagerThere(to, undoing);
		return field === 'parentExternalId' && !isGroupThere(to, again, undoing);
	});
	dropCircles('parentExternalId', restored, current.groups, say);
	dropTaken('externalId', restored, current.groups, say);
}

/** Whether a group was there before the run, and is there now or made again. */
function isGroupThere(
	externalId: unknown,
	again: ReadonlyMap<string, Made>,
	{ tree, made }: Undoing,
): boolean {
	const group = tree.byExternalId.get(externalId as string)?.group;
	if (group) return !made.group.get(group.targetId)?.isCreated;
	return again.has(externalId as string);
}

function groupTarget(group: CurrentGroup, { tree }: Undoing): Target {
	return {
		kind: 'group',
		externalId: group.externalId,
		targetId: group.targetId,
		name: group.name,
		depth: tree.byTargetId.get(group.targetId)?.depth ?? 0,
		...(group.version === undefined ? {} : { version: group.version }),
	};
}

/** Makes a group again that the run deleted, with what it had. */
function stepAgain(
	{ externalId, before }: Made,
	again: ReadonlyMap<string, Made>,
	undoing: Undoing,
): Step {
	const { name, parentExternalId = null, managerExternalId = null, attributes = {} } = before!;
	const fields: FieldChange[] = [{ field: 'name', from: null, to: name }];
	const about = groupSubject({ externalId, name });
	const refer = (field: string, to: string | null, isKnown: boolean) => {
		if (to !== null && isKnown) fields.push({ field, from: null, to });
		else if (to !== null) undoing.notUndone.add('undoReferenceGone', about, field);
	};
	const isBelow = isGroupThere(parentExternalId, again, undoing);
	refer('parentExternalId', parentExternalId, isBelow && depthOf(externalId, again, undoing) > 0);
	refer('managerExternalId', managerExternalId, isManagerThere(managerExternalId, undoing));
	for (const [attribute, to] of Object.entries(attributes)) {
		if (to !== null) fields.push({ field: attributeField(attribute), from: null, to });
	}
	const depth = depthOf(externalId, again, undoing);
	const target: Target = { kind: 'group', externalId, targetId: null, name, depth };
	return step(target, 'create', fields, 'Was deleted by the run.');
}

/** How many groups stand above one that is made again; 0 where they go in a circle. */
function depthOf(
	externalId: string | null,
	again: ReadonlyMap<string, Made>,
	{ tree }: Undoing,
): number {
	const seen = new Set<string>();
	let at = externalId;
	while (at !== null && !seen.has(at)) {
		seen.add(at);
		const node = tree.byExternalId.get(at);
		if (node) return seen.size - 1 + node.depth;
		at = again.get(at)?.before?.parentExternalId ?? null;
	}
	return at === null ? seen.size - 1 : 0;
}

/** Who leaves which group by a plan. */
export interface Leaving {
	/** What takes somebody out of a group, by the target's id of the user. */
	places: ReadonlyMap<string, Step>;
	/** Ids of users who are removed, by this plan or already. */
	gone: ReadonlySet<string>;
}

/** Deletes groups that the run created, from below, where nobody and nothing else is in them now. */
export function undoCreatedGroups(
	undoing: Undoing,
	{ created, moving }: UndoneGroups,
	leaving: Leaving,
): Step[] {
	if (created.length === 0) return [];
	const occupied = occupiedGroups(undoing, leaving);
	const below = new Map<string, CurrentGroup[]>();
	for (const group of undoing.current.groups) {
		if (group.parentExternalId) addTo(below, group.parentExternalId, group);
	}
	const targets = created
		.map((group) => ({ group, target: groupTarget(group, undoing) }))
		.sort((a, b) => b.target.depth - a.target.depth);
	const deleted = new Set<string>();
	return targets.flatMap(({ group, target }) => {
		const children = below.get(group.externalId ?? '') ?? [];
		const isFree = ({ targetId }: CurrentGroup) => deleted.has(targetId) || moving.has(targetId);
		if (occupied.has(group.targetId) || !children.every(isFree)) {
			undoing.notUndone.add('undoNotEmpty', groupSubject(group));
			return [];
		}
		deleted.add(group.targetId);
		return step(target, 'delete', [], 'Was created by the run.');
	});
}

/** Ids of groups in which somebody is who does not leave. */
function occupiedGroups({ current, memberships }: Undoing, { places, gone }: Leaving): Set<string> {
	const occupied = new Set<string>();
	for (const user of current.users) {
		if (gone.has(user.targetId)) continue;
		const leaves = places.get(user.targetId)?.leaves ?? [];
		for (const { group } of memberships.of(user)?.synced ?? []) {
			if (!leaves.includes(group.targetId)) occupied.add(group.targetId);
		}
	}
	return occupied;
}
