import type { PlanSummary } from '../model/change';
import type { Issue } from '../model/issue';
import type { CurrentUser } from '../model/person';
import { unreadCompanies } from '../model/partialList';
import { compareText } from '../common/text';
import { pendingMoves } from './declaredMoves';
import type { Surroundings } from './dependencies';
import { dependenciesOf } from './dependencies';
import { breakExchanges } from './exchanges';
import { fingerprint } from './fingerprint';
import type { GroupSteps } from './groupSteps';
import { groupRemovals, groupSteps } from './groupSteps';
import { recogniseGroups } from './recognition';
import type { CurrentTree, WantedNode } from './groupTree';
import { currentTree, wantedTree } from './groupTree';
import { guardBases } from './guardBases';
import type { Judged } from './guards';
import { hold, judge, release } from './guards';
import type { Plan, PlanInput } from './input';
import { findLeavers, leaverSteps } from './leavers';
import { resolveManagers } from './managerLinks';
import type { Memberships } from './memberships';
import { readMemberships } from './memberships';
import { heldChanges, orderedChanges } from './order';
import type { Placement } from './overlap';
import type { UndecidedGroups } from './partial';
import { groupWaits, isOfWholeCompany, recogniseExactly } from './partial';
import type { People } from './people';
import { isNew, matchPeople, usernameKey } from './people';
import type { PlanSettings } from './settings';
import type { Step } from './step';
import { guardsExceeded, nobodyWanted, planHasChanged } from './stopped';
import { summarise } from './summary';
import { unsupportedField, unsupportedGroupFields, unsupportedUserFields } from './unsupported';
import type { UserSteps } from './userSteps';
import { userSteps } from './userSteps';
import { settleUsernames } from './usernames';

export type { Plan, PlanInput, SkippedPerson } from './input';
export type { DeclaredMove, GuardLimit, GuardName, PlanSettings } from './settings';
export { DEFAULT_SETTINGS, GUARD_NAMES } from './settings';
export { passedOn } from './summary';

/**
 * Computes what must change in Winningtemp for it to be as HR has it: pure, nothing is written.
 *
 * The same input gives the same plan in whatever order it comes. Applied, the plan leaves nothing
 * for a second one; cut short anywhere, the next plan goes on to the same end. An empty list of
 * groups means that groups are not synchronised: none is touched. Of a list that is `partial` only
 * the people on it are created or changed, and put into groups that are recognised beyond doubt.
 *
 * @param input people and groups as HR has them, users and groups as Winningtemp has them
 * @throws UserError where nothing may be written: nobody is wanted while users are there, a
 * guard is set to stop, or `settings.release` names another plan than this one
 */
export function planSync(input: PlanInput): Plan {
	const { current, settings, partial } = input;
	const isPartial = partial !== undefined;
	const issues: Issue[] = [...(input.issues ?? []), ...(isPartial ? unreadCompanies(partial) : [])];
	const people = matchPeople(input.users, current.users, issues, isPartial);
	if (!isPartial && people.pairings.size === 0 && current.users.length > 0) {
		throw nobodyWanted(people.wantedCount, current.users.length);
	}
	const tree = currentTree(current.groups, issues);
	const memberships = readMemberships(current.users, current.groups, tree);
	const unsupported = unsupportedUserFields(wantedPeople(people), current.users, issues);
	if (!memberships.known && current.users.length > 0 && placesAnyone(people)) {
		unsupported.add('groupExternalId');
		issues.push(unsupportedField('user', 'groupExternalId'));
	}
	// Who manages a group is not told by a part of its people.
	const groupsInHr = isPartial
		? input.groups.map((group) => ({ ...group, managerExternalId: null }))
		: input.groups;
	// A tenant that knows neither groups nor memberships gets none.
	const knowsGroups = !unsupported.has('groupExternalId') || current.groups.length > 0;
	const wanted = knowsGroups ? wantedTree(groupsInHr, issues) : [];
	if (isPartial) recogniseExactly(wanted, tree);
	else recognise(wanted, tree, people, memberships, settings, issues);
	// Where there are no groups at all, none of them can have been renamed.
	const changesGroups = !isPartial || tree.nodes.length === 0;
	const undecided: UndecidedGroups = new Map(
		changesGroups ? [] : wanted.flatMap((node) => (node.match ? [] : [[node, 0]])),
	);

	const leavers = findLeavers(people, settings.removal).filter(
		isPartial ? isOfWholeCompany(partial, settings.removal) : () => true,
	);
	const removing = settings.removal.action === 'none' ? 'deactivate' : settings.removal.action;
	const removals = leaverSteps(leavers, removing);
	const removalOf = new Map<string, Step>();
	for (const removal of removals.values()) {
		if (removal.target.externalId !== null) removalOf.set(removal.target.externalId, removal);
	}
	const freed = new Set(removing === 'delete' ? leavers : []);
	const usernames = settleUsernames(people, current.users, freed, issues, isPartial);
	const unsupportedOfGroups = unsupportedGroupFields(groupsInHr, current.groups, issues);
	const knowsManagers = {
		ofUsers: !unsupported.has('managerExternalId'),
		ofGroups: !unsupportedOfGroups.has('managerExternalId'),
	};
	const managers = resolveManagers(people, usernames.refused, knowsManagers, issues, isPartial);

	const groups = groupSteps(
		changesGroups ? wanted : [],
		managers,
		(externalId) => isNew(people.pairings.get(externalId)),
		removalOf,
		unsupportedOfGroups,
	);
	const { steps: users, unchanged } = userSteps(
		{
			people,
			usernames,
			managers,
			memberships,
			tree,
			wantedGroups: new Map(wanted.map((node) => [node.group.externalId, node])),
			undecided,
			removals: removalOf,
			unsupported,
			settings,
		},
		issues,
	);
	for (const issue of groupWaits(undecided)) issues.push(issue);
	const emptied =
		wanted.length === 0 || isPartial
			? []
			: groupRemovals(
					{
						tree,
						groups: current.groups,
						users: current.users,
						memberships,
						people,
						userSteps: users,
						leaverSteps: removals,
						removal: settings.removal,
					},
					issues,
				);

	const steps = allSteps(groups, users, removals, emptied);
	connect(steps, surroundings(current.users, tree, memberships));
	const guards = judge(
		steps,
		guardBases(people, current.users, tree, memberships, users, settings),
		settings.guards,
	);
	const planId = guardSteps(steps, guards, settings);
	const setAside = breakExchanges(
		[...users.values()].flatMap(({ username }) => (username && !username.held ? [username] : [])),
		usedNames(people, current.users),
	);
	for (const step of setAside) steps.push(step);

	const { changes, main } = orderedChanges(steps);
	const held = heldChanges(steps);
	sortIssues(issues);
	const summary: PlanSummary = {
		planId,
		users: summarise('user', main, held, {
			current: current.users.length,
			wanted: people.wantedCount,
			unchanged,
		}),
		groups: summarise('group', main, held, {
			current: current.groups.length,
			wanted: wanted.length,
			unchanged: count(wanted, (node) => node.match !== null && !groups.has(node)),
		}),
		issues: {
			errors: count(issues, ({ severity }) => severity === 'error'),
			warnings: count(issues, ({ severity }) => severity === 'warning'),
		},
		guards: guards.map((guard) => ({ ...guard, held: guard.held && held.length > 0 })),
		keptGroups: keptGroups(wanted),
		...(isPartial && {
			partial: true as const,
			partialReasons: partial.map(({ message }) => message),
		}),
	};
	return { changes, held, issues, summary };
}

/** Groups that keep another External ID than the one that HR's data gives them now. */
function keptGroups(wanted: readonly WantedNode[]): NonNullable<PlanSummary['keptGroups']> {
	return wanted
		.filter((node) => node.externalId !== node.group.externalId)
		.map(({ externalId, group }) => ({
			externalId: group.externalId,
			keptExternalId: externalId,
		}));
}

function* wantedPeople(people: People) {
	for (const { wanted } of people.pairings.values()) yield wanted;
}

function placesAnyone(people: People): boolean {
	for (const person of wantedPeople(people)) if (person.groupExternalId) return true;
	return false;
}

function recognise(
	wanted: readonly WantedNode[],
	tree: CurrentTree,
	people: People,
	memberships: Memberships,
	settings: PlanSettings,
	issues: Issue[],
): void {
	const moves = pendingMoves(settings.moves, wanted, tree, issues);
	const nodeOf = new Map(wanted.map((node) => [node.group.externalId, node]));
	recogniseGroups(
		wanted,
		tree,
		{ ...settings.renames, ...moves },
		function* (): Iterable<Placement> {
			for (const { wanted: person, current } of people.pairings.values()) {
				const node = nodeOf.get(person.groupExternalId ?? '');
				const place = current && node ? memberships.of(current)?.synced[0] : undefined;
				if (node && place) yield [node, place];
			}
		},
	);
}

function allSteps(
	groups: ReadonlyMap<WantedNode, GroupSteps>,
	users: ReadonlyMap<string, UserSteps>,
	removals: ReadonlyMap<string, Step>,
	emptied: readonly Step[],
): Step[] {
	const steps: Step[] = [];
	const add = (step: Step | undefined) => {
		if (step) steps.push(step);
	};
	for (const { main, manager, unlink } of groups.values()) {
		add(main);
		add(manager);
		add(unlink);
	}
	for (const { main, username, group, manager, unlink } of users.values()) {
		add(main);
		add(username);
		add(group);
		add(manager);
		add(unlink);
	}
	for (const step of removals.values()) add(step);
	for (const step of emptied) add(step);
	return steps;
}

/** Fills in what each step depends on. */
function connect(steps: readonly Step[], surroundings: Surroundings): void {
	const { must, preferably } = dependenciesOf(steps, surroundings);
	const stepAt = (position: number) => steps[position]!;
	for (const [i, one] of steps.entries()) {
		if (must[i]!.length > 0) one.needs = must[i]!.map(stepAt);
		if (preferably[i]!.length > 0) one.follows = preferably[i]!.map(stepAt);
	}
}

function surroundings(
	users: readonly CurrentUser[],
	tree: CurrentTree,
	memberships: Memberships,
): Surroundings {
	let byId: Map<string, CurrentUser> | undefined;
	// Looked up only where somebody is deleted, or a group.
	const userWith = (targetId: string): CurrentUser =>
		(byId ??= new Map(users.map((user) => [user.targetId, user]))).get(targetId)!;
	return {
		parentOf: (externalId) => tree.byExternalId.get(externalId)?.parent?.group.externalId,
		usernameOf: (targetId) => userWith(targetId).username,
		groupsOf: (targetId) =>
			memberships.of(userWith(targetId))?.synced.map(({ group }) => group.targetId),
	};
}

/** Holds what the guards hold, unless it is released. Returns the name of what is, or was, held. */
function guardSteps(steps: readonly Step[], guards: Judged[], settings: PlanSettings): string {
	hold(steps, guards);
	const held = heldChanges(steps);
	const planId = fingerprint(held);
	const wanted = settings.release.trim();
	if (wanted !== '') {
		if (wanted !== planId) throw planHasChanged(wanted, planId, held.length);
		release(steps);
		return planId;
	}
	const tripped = guards.filter((guard) => guard.held && guard.name !== 'possibleReuse');
	if (settings.guards.whenExceeded === 'stop' && tripped.length > 0) {
		throw guardsExceeded(tripped, planId);
	}
	return planId;
}

function usedNames(people: People, users: readonly CurrentUser[]): (username: string) => boolean {
	let used: Set<string> | undefined;
	return (username) => {
		if (!used) {
			used = new Set(users.map((user) => usernameKey(user.username)));
			for (const { username: name } of wantedPeople(people)) used.add(usernameKey(name));
		}
		return used.has(usernameKey(username));
	};
}

function count<T>(values: Iterable<T>, test: (value: T) => boolean): number {
	let number = 0;
	for (const value of values) if (test(value)) number++;
	return number;
}

function sortIssues(issues: Issue[]): void {
	issues.sort(
		(a, b) =>
			compareText(a.severity, b.severity) ||
			compareText(a.code, b.code) ||
			compareText(a.subject.kind, b.subject.kind) ||
			compareText(a.subject.externalId ?? '', b.subject.externalId ?? '') ||
			compareText(a.subject.name, b.subject.name) ||
			compareText(a.message, b.message),
	);
}
