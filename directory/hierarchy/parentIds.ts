import { UserError } from '../model/userError';
import { Findings, type Finding } from '../model/finding';
import { error, warning, type Issue } from '../model/issue';
import { findCircles, withAllBelow } from '../common/cycles';
import { DAMAGE, matchingKey } from '../common/text';
import { assemble } from './assemble';
import {
	fieldReader,
	notKnown,
	requireField,
	UNKNOWN,
	WHEN_KNOWN,
	type FieldReader,
} from './field';
import { appointManagers } from './groupManagers';
import {
	gatherGroups,
	unreadablePart,
	type GroupFields,
	type GroupPart,
	type GroupRecord,
} from './groupRecords';
import { joinAnd } from '../common/phrases';
import { countPeople, idsOf, listMembers } from './phrases';
import { inOrderOfIds, subjectOf, type Roster } from './roster';
import { NO_PLACE, ValueTree } from './valueTree';
import type { DraftGroup, GroupManager, Hierarchy, ItemRecord, RootGroup } from './types';

/** How groups are made where the source has a hierarchy of its own. */
export interface ParentIdOptions {
	groupIdField: string;
	/** Empty: groups are called by their ids. */
	groupNameField: string;
	/** Empty: all groups are on the top level. */
	parentIdField: string;
	/**
	 * The field of a group's own item with the value that its people have, and with the organisational
	 * field of that value: where groups have one, they say who is in them.
	 */
	valueField?: string;
	dimensionField?: string;
	groupManager: GroupManager;
	rootGroup: RootGroup | null;
}

/**
 * Makes a group of every group id, below the group whose id is its parent id. The ids become the
 * groups' External IDs as they are.
 *
 * @param descriptions items that are no people but describe a group, e.g. one that nobody is
 * directly in
 * @throws UserError where a field does not exist
 */
export function buildFromParentIds(
	roster: Roster,
	options: ParentIdOptions,
	descriptions: readonly ItemRecord[] = [],
): Hierarchy {
	if (roster.members.length === 0 && descriptions.length === 0) {
		return { groups: [], issues: [] };
	}
	const fields = groupFields([...roster.members.map((m) => m.record), ...descriptions], options);
	const members = inOrderOfIds(roster.members);
	const tree = ValueTree.of(
		descriptions,
		members.map(({ record }) => record),
		fields,
		{
			value: optionalReader(options.valueField),
			dimension: optionalReader(options.dimensionField),
		},
	);
	const { groups, unplaced, undecided } = gatherGroups(members, descriptions, fields, (person) =>
		fields.id(person) === UNKNOWN
			? { undecided: notKnown(options.groupIdField) }
			: (tree?.placeOf(person) ?? null),
	);
	const issues: Issue[] = [];
	const parentOf = parentsOf(groups, options.rootGroup, issues);
	leaveOutUnreadable(groups, parentOf, issues);
	const drafts = draftGroups(groups, parentOf, issues);
	const findings = new Findings(subjectOf);
	for (const { member, why } of undecided) findings.add(member, why);
	if (!options.rootGroup) {
		const finding = tree ? NO_PLACE : noGroup(options.groupIdField);
		for (const member of unplaced) {
			// The rule of the tree: who gets no surveys is in no group of it.
			if (!tree || member.record.excludeFromSurveys !== true) findings.add(member, finding);
		}
	}
	for (const { issue } of findings.issues()) issues.push(issue);
	appointManagers(options.groupManager, drafts, roster, issues);
	return assemble(drafts, unplaced, options.rootGroup, issues);
}

function optionalReader(name = ''): FieldReader {
	return name === '' ? () => undefined : fieldReader(name, []);
}

/** A reader of the group id, to tell items that describe a group. */
export function groupIdReader({ groupIdField }: ParentIdOptions): FieldReader {
	return fieldReader(groupIdField, ['organization']);
}

function groupFields(records: readonly ItemRecord[], options: ParentIdOptions): GroupFields {
	if (options.groupIdField === '') {
		throw new UserError(
			'No group ID field is named',
			'Name the field that holds the ID of each person’s group.',
			'input',
		);
	}
	const existing = (name: string, what: string): FieldReader => {
		if (name === '') return () => undefined;
		const read = fieldReader(name, ['organization']);
		requireField(records, read, what, name);
		return read;
	};
	return {
		id: existing(options.groupIdField, 'The group ID field'),
		name: existing(options.groupNameField, 'The group name field'),
		parentId: existing(options.parentIdField, 'The parent ID field'),
	};
}

const PARTS: Record<GroupPart, string> = {
	id: 'The ID of a group',
	name: 'The name of the group',
	parentId: 'The parent ID of the group',
};

/** Groups that cannot be read, and all below them, are not made: everyone in them stays where they are. */
function leaveOutUnreadable(
	groups: Map<string, GroupRecord>,
	parentOf: Map<string, string | null>,
	issues: Issue[],
): void {
	const unreadable = new Set<string>();
	for (const group of groups.values()) {
		const part = unreadablePart(group);
		if (!part) continue;
		unreadable.add(group.id);
		issues.push(cannotBeRead(group, part));
	}
	if (unreadable.size === 0) return;
	for (const id of withAllBelow(unreadable, parentOf)) {
		for (const member of groups.get(id)!.members) member.groupExternalId = undefined;
		groups.delete(id);
		parentOf.delete(id);
	}
}

function cannotBeRead(group: GroupRecord, part: GroupPart): Issue {
	const which = part === 'id' ? '' : ` with ID ${group.id}`;
	const stays = 'so the group and all below it stay as they are, with everyone in them';
	const people = idsOf(group.members);
	const value = group.unreadable[part]!;
	if (value === null) {
		const message = `${PARTS[part]}${which} is not known in this run, ${stays}. ${WHEN_KNOWN}`;
		return warning('groupNotKnown', subject(group), message, { part, people });
	}
	const message = `${PARTS[part]}${which}, “${value}”, ${DAMAGE.says}, ${stays}. ${DAMAGE.advice}`;
	return error('groupDamaged', subject(group), message, { value, people });
}

/** Every group's parent, as far as there is one, without circles. */
function parentsOf(
	groups: ReadonlyMap<string, GroupRecord>,
	root: RootGroup | null,
	issues: Issue[],
): Map<string, string | null> {
	const parentOf = new Map<string, string | null>();
	for (const group of groups.values()) {
		const parent = group.parents.mostCommon() ?? null;
		if (group.parents.size > 1) issues.push(severalParents(group, parent!));
		// The root group is above all others anyway: naming it as parent is no mistake.
		const known = parent === null || groups.has(parent) || parent === root?.externalId;
		if (!known) issues.push(unknownParent(group, parent));
		parentOf.set(group.id, parent !== null && groups.has(parent) ? parent : null);
	}
	for (const circle of findCircles(parentOf)) {
		parentOf.set(circle[0]!, null);
		issues.push(parentCircle(circle.map((id) => groups.get(id)!)));
	}
	return parentOf;
}

function draftGroups(
	groups: ReadonlyMap<string, GroupRecord>,
	parentOf: ReadonlyMap<string, string | null>,
	issues: Issue[],
): DraftGroup[] {
	const drafts = new Map<string, DraftGroup>();
	for (const group of groups.values()) {
		if (group.names.size === 0) issues.push(noName(group));
		else if (new Set(group.names.texts().map(matchingKey)).size > 1) {
			issues.push(severalNames(group));
		}
		drafts.set(group.id, {
			externalId: group.id,
			name: nameOf(group),
			parent: null,
			managerExternalId: null,
			members: group.members,
			...(group.attributes ? { attributes: group.attributes } : {}),
		});
	}
	for (const [id, parent] of parentOf) {
		if (parent !== null) drafts.get(id)!.parent = drafts.get(parent)!;
	}
	return [...drafts.values()];
}

function nameOf(group: GroupRecord): string {
	return group.names.mostCommon() ?? group.id;
}

function subject(group: GroupRecord): Issue['subject'] {
	return { kind: 'group', externalId: group.id, name: nameOf(group) };
}

function unknownParent(group: GroupRecord, parent: string): Issue {
	return error(
		'unknownParent',
		subject(group),
		`The group “${nameOf(group)}” has the parent group ID ${parent}, but no item has that group ID, so it is placed at the top. ` +
			'Correct the parent ID, or add an item with that group ID, its name and its parent ID (no person is needed).',
		{ parentExternalId: parent },
	);
}

function parentCircle(circle: readonly GroupRecord[]): Issue {
	const [first] = circle;
	const names = circle.map((group) => `“${nameOf(group)}”`);
	const what =
		circle.length === 1
			? `The group ${names[0]} is its own parent in HR`
			: `The groups ${[...names, names[0]].join(' → ')} are each below the next in HR, in a circle`;
	return error(
		'parentCircle',
		subject(first!),
		`${what}, so ${names[0]} is placed at the top. Correct the parent ID${circle.length > 1 ? 's' : ''}.`,
		{ circle: circle.map(({ id }) => id) },
	);
}

function severalParents(group: GroupRecord, kept: string): Issue {
	return warning(
		'severalParents',
		subject(group),
		`The items disagree about what the group “${nameOf(group)}” is below: ${joinAnd(group.parents.texts())}. ` +
			`It is placed below ${kept}, as most say. Give it one parent ID.`,
		{ parents: group.parents.texts() },
	);
}

function severalNames(group: GroupRecord): Issue {
	const names = group.names.texts();
	return warning(
		'severalNames',
		subject(group),
		`The group with ID ${group.id} has several names: ${joinAnd(names.map((name) => `“${name}”`))}. ` +
			`It is called “${nameOf(group)}”, as most items have it. Use one name for one group ID.`,
		{ names },
	);
}

function noName(group: GroupRecord): Issue {
	const { members } = group;
	const whose =
		members.length > 0 ? ` of ${countPeople(members.length)} (${listMembers(members)})` : '';
	return warning(
		'groupWithoutName',
		subject(group),
		`The group with ID ${group.id}${whose} has no name and is called by its ID. Fill in its name.`,
		{ people: idsOf(members) },
	);
}

function noGroup(field: string): Finding {
	const what = `no value in ${field}`;
	return {
		severity: 'warning',
		code: 'noGroup',
		ofOne: `has ${what} and is in no group`,
		ofMany: `have ${what} and are in no group`,
		advice: 'Enter it, or set a root group.',
		details: { field },
	};
}
