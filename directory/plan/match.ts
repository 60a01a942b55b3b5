import type { CurrentGroup, Group } from '../model/group';
import type { Issue } from '../model/issue';
import { isNameBasedId } from '../common/uuid';
import { unreadCompanies } from '../model/partialList';
import type { CurrentUser, Person } from '../model/person';
import type { Systems } from '../model/systems';
import { pendingMoves } from './declaredMoves';
import { groupDifferences, userDifferences } from '../model/difference';
import { elsewhereIssue, groupsFromElsewhere } from './elsewhere';
import { groupLabels, type LabelOf } from './groupLabels';
import { groupNames, keyByOwnName, type GroupNames } from './groupNames';
import type { CurrentNode, CurrentTree, WantedNode } from './groupTree';
import { currentTree, wantedTree } from './groupTree';
import type { PlanInput } from './input';
import { KeptValues } from './keptValues';
import type { Memberships } from './memberships';
import { readMemberships } from './memberships';
import type { Placement } from './overlap';
import { recogniseBeyondDoubt, recogniseByExternalId } from './partial';
import type { People } from './people';
import { matchPeople } from './people';
import type { Protection } from './protection';
import { protectedAccounts } from './protection';
import { recogniseGroups } from './recognition';
import type { Rules } from './scope';
import { SCOPES } from './scope';
import type { PlanSettings } from './settings';
import { asSpelled, type Spelling } from './spelling';
import { nobodyWanted } from './stopped';
import type { Written } from './week';
import { unsupportedField, unsupportedFields } from './unsupported';

/** Both sides, and who and what on them is the same. */
export interface Matched {
	settings: PlanSettings;
	/** `YYYY-MM-DD`; empty: not known. */
	today: string;
	written?: Written;
	systems: Systems;
	rules: Rules;
	partial: NonNullable<PlanInput['partial']>;
	people: People;
	protection: Protection;
	current: { groups: readonly CurrentGroup[]; users: readonly CurrentUser[] };
	tree: CurrentTree;
	memberships: Memberships;
	/** Parents before children. */
	wanted: readonly WantedNode[];
	/** Whether the directory takes each name of a group only once. */
	areNamesUnique: boolean;
	names: GroupNames;
	/** A group as texts name it: by the path where others have its name. */
	labelOf: LabelOf;
	/** By the External ID that HR knows the group by. */
	wantedGroups: ReadonlyMap<string, WantedNode>;
	/** Groups that are somebody else's: see `groupsFromElsewhere`. */
	elsewhere: ReadonlySet<CurrentNode>;
	/** Whether groups are created, renamed and moved. */
	changesGroups: boolean;
	/** Whether the target has managers of groups. */
	hasGroupManagers: boolean;
	/** Groups of which the list does not say whether they are new, with how many people wait for it. */
	undecided: Map<WantedNode, number>;
	/** Fields that the directory does not know. */
	unsupported: Record<'user' | 'group', ReadonlySet<string>>;
	/** How the directory writes the ids of HR. */
	spelling: Spelling;
	/** Values that the directory keeps in another form. */
	kept: KeptValues;
	/** Receives whatever is found on the way. */
	issues: Issue[];
}

/**
 * Finds the user of each person and the current group of each wanted one.
 *
 * @throws UserError where nobody is wanted and somebody has to be
 */
export function match(input: PlanInput): Matched {
	const { settings, systems, partial } = input;
	const current = {
		users: withoutBlankIds(input.current.users),
		groups: withoutBlankIds(input.current.groups),
	};
	const rules = SCOPES[input.scope ?? (partial ? 'partial' : 'full')];
	const issues: Issue[] = [...(input.issues ?? []), ...unreadCompanies(partial ?? [])];
	const { users, groups: groupsInHr, spelling } = asSpelled(input, { issues, systems });
	const found = { issues, systems, withoutPlace: input.withoutPlace };
	const protection = protectedAccounts(settings.protectedAccounts, current.users, found);
	const people = matchPeople(users, current.users, protection.users, { ...found, rules });
	if (rules.needsSomebody && people.pairings.size === 0 && current.users.length > 0) {
		throw nobodyWanted(people.wantedCount, current.users.length, found);
	}
	const tree = currentTree(current.groups, { issues, systems }, spelling.of.group);
	const { hasUniqueNames: areUnique = false, hasGroupManagers: managed = true } = input.current;
	const memberships = readMemberships(current.users, current.groups, tree);
	const unsupported = unsupportedFields('user', wantedPeople(people), current.users, found);
	const isWithoutGroups = input.current.hasGroups === false;
	const isUntold = !memberships.known && current.users.length > 0;
	if ((isUntold || isWithoutGroups) && placesAnyone(people)) {
		unsupported.add('groupExternalId');
		issues.push(unsupportedField('user', 'groupExternalId', systems));
	}
	const groups = rules.groupManagers === 'unknown' ? withoutManagers(groupsInHr) : groupsInHr;
	// A directory that knows neither groups nor memberships gets none.
	const knowsGroups =
		!isWithoutGroups && (!unsupported.has('groupExternalId') || current.groups.length > 0);
	const wanted = knowsGroups ? wantedTree(groups, issues, rules) : [];
	if (areUnique) keyByOwnName(wanted, tree);
	recognise(input, { rules, wanted, tree, people, memberships, issues });
	const elsewhere = groupsFromElsewhere(tree, wanted);
	const labelOf = groupLabels(wanted, tree.nodes);
	const left = rules.deletesGroups && elsewhereIssue(elsewhere, { labelOf, systems });
	if (left) issues.push(left);
	const changesGroups = rules.changesGroups === 'always' || tree.nodes.length === 0;
	const undecided = changesGroups ? [] : wanted.filter((node) => !node.match);
	const ofGroups = unsupportedFields('group', groups, current.groups, found);
	const names = groupNames({ wanted, tree, groups: current.groups }, areUnique);
	return {
		settings,
		today: input.today ?? '',
		...(input.written ? { written: input.written } : {}),
		...{ systems, rules, people, protection, current, tree, memberships, wanted },
		partial: partial ?? [],
		areNamesUnique: areUnique,
		names,
		labelOf,
		elsewhere,
		wantedGroups: new Map(wanted.map((node) => [node.group.externalId, node])),
		changesGroups,
		hasGroupManagers: managed && !ofGroups.has('managerExternalId'),
		undecided: new Map(undecided.map((node) => [node, 0])),
		unsupported: { user: unsupported, group: ofGroups },
		spelling,
		kept: keptValues(input, { people, wanted, names }),
		issues,
	};
}

/** A blank External ID is none: the record was made by hand. */
function withoutBlankIds<T extends { externalId: string | null }>(all: T[]): T[] {
	const isBlank = ({ externalId }: T) => externalId?.trim() === '';
	if (!all.some(isBlank)) return all;
	return all.map((one) => (isBlank(one) ? { ...one, externalId: null } : one));
}

function withoutManagers(groups: readonly Group[]): Group[] {
	return groups.map((group) => ({ ...group, managerExternalId: null }));
}

/** Everybody in HR who can be synchronised. */
export function* wantedPeople(people: People): Iterable<Person> {
	for (const { wanted } of people.pairings.values()) yield wanted;
}

function keptValues(
	{ kept = new Map() }: PlanInput,
	{ people, wanted, names }: Pick<Matched, 'people' | 'wanted' | 'names'>,
): KeptValues {
	const values = new KeptValues(kept);
	values.choose('user', function* () {
		for (const { wanted: person, current } of people.pairings.values()) {
			if (!current) continue;
			const differences = userDifferences(person, current);
			yield { externalId: person.externalId, targetId: current.targetId, differences };
		}
	});
	values.choose('group', function* () {
		for (const node of wanted) {
			const { group, externalId, match } = node;
			if (!match) continue;
			const differences = groupDifferences({ ...group, name: names.of(node) }, match.group);
			yield { externalId, targetId: match.group.targetId, differences };
		}
	});
	return values;
}

function placesAnyone(people: People): boolean {
	for (const person of wantedPeople(people)) if (person.groupExternalId) return true;
	return false;
}

type Sides = Pick<Matched, 'rules' | 'wanted' | 'tree' | 'people' | 'memberships' | 'issues'>;

const RECOGNISE: Record<Rules['recognition'], (input: PlanInput, sides: Sides) => void> = {
	byPeople: recogniseByPeople,
	beyondDoubt: (_input, { wanted, tree }) => recogniseBeyondDoubt(wanted, tree),
	byExternalId: ({ current, adoptsGroupsByName = false }, { wanted, tree }) =>
		recogniseByExternalId(wanted, tree, adoptsGroupsByName ? current.groups : []),
};

function recognise(input: PlanInput, sides: Sides): void {
	RECOGNISE[sides.rules.recognition](input, sides);
}

function recogniseByPeople({ settings, systems }: PlanInput, sides: Sides): void {
	const { wanted, tree, people, memberships, issues } = sides;
	const moves = pendingMoves(settings.moves, wanted, tree, { issues, systems });
	const nodeOf = new Map(wanted.map((node) => [node.group.externalId, node]));
	const apart =
		!settings.managersAreMembers &&
		tree.nodes.some(({ group }) => group.managerExternalId !== undefined);
	const isOurs = ({ group: { externalId } }: CurrentNode) =>
		nodeOf.has(externalId) || isNameBasedId(externalId);
	/** Of several, first one that is known as ours. */
	const placeOf = (user: CurrentUser): CurrentNode | undefined => {
		const { synced = [] } = memberships.of(user) ?? {};
		return synced.length > 1 ? (synced.find(isOurs) ?? synced[0]) : synced[0];
	};
	recogniseGroups(
		wanted,
		tree,
		{ ...settings.renames, ...moves },
		{
			*placements(): Iterable<Placement> {
				const managers: Placement[] = [];
				const places = new Set<CurrentNode>();
				for (const { wanted: person, current } of people.pairings.values()) {
					const node = nodeOf.get(person.groupExternalId ?? '');
					if (!node || !current) continue;
					const isManager = apart && node.group.managerExternalId === person.externalId;
					const member = placeOf(current);
					const place = member?.twinOf ?? member;
					if (isManager) {
						const managed = place ?? tree.managedBy.get(current.externalId ?? '');
						if (managed && !tree.knowsParents) managers.push([node, managed]);
					} else if (place) {
						places.add(place);
						yield [node, place];
					}
				}
				// Managers leave the members while the plan is carried out, and say nothing of which group it
				// is, so that this does not change on the way. Only where groups have no place, one without other members
				// is known by its manager.
				for (const one of managers) if (!places.has(one[1])) yield one;
			},
			*occupied(): Iterable<WantedNode> {
				for (const { wanted: person } of people.pairings.values()) {
					const node = nodeOf.get(person.groupExternalId ?? '');
					if (node) yield node;
				}
			},
		},
	);
}
