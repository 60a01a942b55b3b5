import { addTo } from '../common/lists';
import { oneOf } from '../model/fields';
import { Findings, type Finding } from '../model/finding';
import { warning, type Issue } from '../model/issue';
import { findCircles, withAllBelow } from '../common/cycles';
import { cleanName } from '../common/text';
import { groupUuid } from '../common/uuid';
import { assemble } from './assemble';
import { fieldReader, notKnown, requireField, UNKNOWN } from './field';
import { hasUnknownManager } from './groupManagers';
import { countPeople, idsOf, listMembers } from './phrases';
import { inOrderOfIds, memberName, membersById, subjectOf, type Roster } from './roster';
import type { DraftGroup, Hierarchy, ItemRecord, Member, RootGroup } from './types';

/** How groups are made from who reports to whom. */
export interface ReportingLineOptions {
	/** A manager's group; `{field}` stands for a value of the manager. */
	teamName: string;
	rootGroup: RootGroup | null;
}

type MembersById = ReadonlyMap<string, Member>;

/**
 * Makes a group of everyone whom others report to: they are its manager, it stands below the group
 * of their own manager, and holds those who report to them. A person with a group but no manager is
 * placed in the own group.
 *
 * @throws UserError where the name has a placeholder that no manager has a value for
 */
export function buildFromReportingLine(roster: Roster, options: ReportingLineOptions): Hierarchy {
	if (roster.members.length === 0) return { groups: [], issues: [] };
	const issues: Issue[] = [];
	const members = inOrderOfIds(roster.members);
	const byId = membersById(members);
	const cut = cutCircles(byId, issues);
	const managerOf = ({ externalId, managerExternalId }: Member): Member | null =>
		managerExternalId === null || cut.has(externalId)
			? null
			: (byId.get(managerExternalId) ?? null);

	const findings = new Findings(subjectOf);
	const teams = makeTeams(members, managerOf, options.teamName, findings);
	const unplaced: Member[] = [];
	for (const member of members) {
		const id = managerOf(member)?.externalId ?? member.externalId;
		const team = teams.get(id);
		if (hasUnknownManager(member)) {
			member.groupExternalId = undefined;
			findings.add(member, notKnown(oneOf('managerExternalId')));
		} else if (team === null) member.groupExternalId = undefined;
		else if (team) team.members.push(member);
		else unplaced.push(member);
	}
	addMissingManagers(issues, members, byId, roster);
	if (!options.rootGroup) addUnplaced(findings, unplaced, byId, cut);
	for (const { issue } of findings.issues()) issues.push(issue);
	const made = [...teams.values()].filter((team) => team !== null);
	return assemble(made, unplaced, options.rootGroup, issues);
}

/** The External IDs of those whose manager is left out, one in each circle. */
function cutCircles(byId: MembersById, issues: Issue[]): Set<string> {
	const managerOf = new Map<string, string | null>();
	for (const [id, { managerExternalId }] of byId) managerOf.set(id, managerExternalId);
	const circles = findCircles(managerOf);
	for (const circle of circles) issues.push(managerCircle(circle.map((id) => byId.get(id)!)));
	return new Set(circles.map(([first]) => first!));
}

/**
 * The team of each manager. `null`: nobody knows in this run what it is called or where it stands, so
 * that it and all teams below it stay as they are, with everyone in them.
 */
function makeTeams(
	members: readonly Member[],
	managerOf: (member: Member) => Member | null,
	teamName: string,
	findings: Findings<Member>,
): Map<string, DraftGroup | null> {
	const managers = new Set<Member>();
	for (const member of members) {
		const manager = managerOf(member);
		if (manager) managers.add(manager);
	}
	const name = teamNamer(
		teamName,
		[...managers].map(({ record }) => record),
	);
	const teams = new Map<string, DraftGroup | null>();
	const unknown = new Set<string>();
	for (const manager of managers) {
		const { externalId } = manager;
		const called = name(manager);
		if (typeof called === 'object') findings.add(manager, notKnown(called.unknown));
		if (typeof called === 'object' || hasUnknownManager(manager)) unknown.add(externalId);
		else {
			teams.set(externalId, {
				externalId: groupUuid(JSON.stringify(['manager', externalId])),
				name: called,
				parent: null,
				managerExternalId: externalId,
				members: [],
			});
		}
	}
	const parentOf = new Map(
		[...managers].map((manager) => [manager.externalId, managerOf(manager)?.externalId ?? null]),
	);
	if (unknown.size > 0) for (const id of withAllBelow(unknown, parentOf)) teams.set(id, null);
	for (const [id, team] of teams) {
		const above = parentOf.get(id);
		if (team && above) team.parent = teams.get(above)!;
	}
	return teams;
}

function managerCircle(circle: readonly Member[]): Issue {
	const [first] = circle;
	const names = circle.map(memberName);
	const what =
		circle.length === 1
			? `${names[0]} is registered as their own manager`
			: `${[...names, names[0]].join(' → ')} report to each other in a circle`;
	return warning(
		'reportingCircle',
		{ kind: 'user', externalId: first!.externalId, name: names[0]! },
		`${what}, so ${names[0]} counts as having no manager. Correct the manager in the HR system.`,
		{ circle: circle.map(({ externalId }) => externalId) },
	);
}

/** One warning for each manager who is not among the people, however many report to them. */
function addMissingManagers(
	issues: Issue[],
	members: readonly Member[],
	byId: MembersById,
	roster: Roster,
): void {
	const reportsOf = new Map<string, Member[]>();
	for (const member of members) {
		const id = member.managerExternalId;
		if (id === null || byId.has(id)) continue;
		addTo(reportsOf, id, member);
	}
	for (const [id, reports] of reportsOf) issues.push(managerMissing(id, reports, roster));
}

function managerMissing(id: string, reports: readonly Member[], roster: Roster): Issue {
	const name = roster.skipped.get(id);
	const who =
		name === undefined
			? `External ID ${id}, who is not among the people`
			: `${name || id}, who was skipped`;
	return warning(
		'reportingManagerMissing',
		{ kind: 'user', externalId: id, name: name || id },
		`${countPeople(reports.length)} (${listMembers(reports)}) ${reports.length === 1 ? 'reports' : 'report'} to ${who}; ` +
			'they count as having no manager until that person is synchronised. Check their manager in the HR system.',
		{ people: idsOf(reports), reason: name === undefined ? 'unknown' : 'skipped' },
	);
}

/** People without a manager who are in no issue yet. */
function addUnplaced(
	findings: Findings<Member>,
	unplaced: readonly Member[],
	byId: MembersById,
	cut: ReadonlySet<string>,
): void {
	for (const member of unplaced) {
		const manager = member.managerExternalId;
		const said = cut.has(member.externalId) || (manager !== null && !byId.has(manager));
		if (!said) findings.add(member, NO_MANAGER);
	}
}

const NO_MANAGER: Finding = {
	severity: 'warning',
	code: 'noManager',
	ofOne: 'has no manager and no reports, and is in no group',
	ofMany: 'have no manager and no reports, and are in no group',
	advice: 'Enter the manager in the HR system, or set a root group.',
	details: {},
};

const PLACEHOLDER = /\{([^{}]+)\}/g;

/**
 * Names a manager's team by a template such as `{firstName} {lastName}’s team`. A name that would
 * be empty becomes the manager's own name; one of a value that nobody knows in this run is not known.
 *
 * @throws UserError where a placeholder names a field that no manager has
 */
function teamNamer(
	template: string,
	managers: readonly ItemRecord[],
): (manager: Member) => string | { unknown: string } {
	const readers = new Map(
		[...template.matchAll(PLACEHOLDER)].map(([, field]) => {
			const name = field!.trim();
			return [field!, fieldReader(name, ['organization'])];
		}),
	);
	for (const [field, read] of readers) {
		if (managers.length > 0) requireField(managers, read, 'The placeholder', field.trim());
	}
	return (manager) => {
		// The name of a group is read by everybody.
		if (manager.record.protectedIdentity === true) return `Team ${manager.externalId}`;
		for (const [field, read] of readers) {
			if (read(manager.record) === UNKNOWN) return { unknown: field.trim() };
		}
		const filled = template.replace(PLACEHOLDER, (_all, field: string) =>
			cleanName(readers.get(field)!(manager.record)),
		);
		return cleanName(filled) || memberName(manager);
	};
}
