import { nameAmong } from '../model/group';
import { warning, type Issue } from '../model/issue';
import { compareText } from '../common/text';
import { joinAnd } from '../common/phrases';
import { isNotKnown } from './field';
import { countPeople } from './phrases';
import { memberName, membersById, type Roster } from './roster';
import { Tally } from '../common/tally';
import type { DraftGroup, GroupManager, Member } from './types';

/**
 * Gives each group its manager. `mostCommon`: the manager of most of the people placed directly
 * in the group, because a person's manager manages the group that the person belongs to. A manager
 * who is not among the people is left out and named, and takes the place as soon as they are. `none`
 * gives no managers, nor do people whose manager is not mapped: those chosen in the target stay. So
 * does the manager of a group in which those whose manager nobody knows in this run could decide.
 */
export function appointManagers(
	how: GroupManager,
	drafts: readonly DraftGroup[],
	roster: Roster,
	issues: Issue[],
): void {
	const isMapped = ({ record }: Member) => record.managerExternalId !== undefined;
	if (how === 'none' || !roster.members.some(isMapped)) {
		for (const draft of drafts) delete draft.managerExternalId;
		return;
	}
	const nameOf = nameAmong(() => drafts, pathOf);
	const leadersOf = new Map<DraftGroup, string[]>();
	for (const draft of drafts) {
		const tally = votes(draft.members);
		const unknown = draft.members.filter(hasUnknownManager).length;
		if (unknown > 0 && unknown >= tally.lead) delete draft.managerExternalId;
		else leadersOf.set(draft, tally.leaders());
	}
	// Managers are few: only they are looked up among the people.
	const managers = membersById(roster.members, new Set([...leadersOf.values()].flat()));
	for (const [draft, leaders] of leadersOf) {
		const known = leaders.filter((id) => managers.has(id));
		if (known.length === 0) {
			if (leaders.length > 0) issues.push(managerMissing(draft, leaders, { roster, nameOf }));
			continue;
		}
		const left = known.length > 1 ? breakTie(known, draft.members, managers) : known;
		draft.managerExternalId = left[0]!;
		if (left.length > 1) issues.push(managerUndecided(draft, left, { managers, nameOf }));
	}
}

/** Whether nobody knows in this run whom somebody reports to. */
export function hasUnknownManager({ managerExternalId, record }: Member): boolean {
	return managerExternalId === null && isNotKnown(record, 'managerExternalId');
}

/** Managers by External ID. */
type Managers = ReadonlyMap<string, Member>;

/** Nobody's own word counts for themselves. */
function votes(members: readonly Member[]): Tally {
	const tally = new Tally();
	for (const { externalId, managerExternalId } of members) {
		if (managerExternalId !== null && managerExternalId !== externalId) {
			tally.add(managerExternalId);
		}
	}
	return tally;
}

/**
 * Who of several is left, in `compareText` order. In a team of two, the manager and one report, the
 * manager's own manager counts as much as the manager does: so those who stand for election
 * themselves are not asked. If that does not settle it: the one who manages all the others.
 */
function breakTie(
	tied: readonly string[],
	members: readonly Member[],
	managers: Managers,
): string[] {
	const standing = new Set(tied);
	const others = new Tally();
	for (const { externalId, managerExternalId } of members) {
		if (
			managerExternalId !== null &&
			standing.has(managerExternalId) &&
			!standing.has(externalId)
		) {
			others.add(managerExternalId);
		}
	}
	const left = others.size > 0 ? others.leaders() : [...tied].sort(compareText);
	const seniors =
		left.length > 1 ? left.filter((id) => managesAllOthers(id, left, managers)) : left;
	return seniors.length === 1 ? seniors : left;
}

function managesAllOthers(id: string, all: readonly string[], managers: Managers): boolean {
	return all.every((other) => other === id || managers.get(other)?.managerExternalId === id);
}

function pathOf(draft: DraftGroup): string[] {
	const path: string[] = [];
	for (let at: DraftGroup | null = draft; at; at = at.parent) path.push(at.name);
	return path.reverse();
}

type NameOf = (draft: DraftGroup) => string;

function managerMissing(
	draft: DraftGroup,
	leaders: readonly string[],
	{ roster, nameOf }: { roster: Roster; nameOf: NameOf },
): Issue {
	const missing = leaders[0]!;
	const name = roster.skipped.get(missing);
	const who =
		name === undefined
			? `the person with External ID ${missing}, who is not among the people`
			: `${name || missing}, who was skipped`;
	return warning(
		'groupManagerMissing',
		subject(draft),
		`The group “${nameOf(draft)}” gets no manager for now: most of its ${countPeople(draft.members.length)} report to ${who}. ` +
			'Once that person is synchronised, the manager is set by itself; else correct the manager of these people in the HR system.',
		{ managerExternalId: missing, reason: name === undefined ? 'unknown' : 'skipped' },
	);
}

function managerUndecided(
	draft: DraftGroup,
	tied: readonly string[],
	{ managers, nameOf }: { managers: Managers; nameOf: NameOf },
): Issue {
	const names = tied.map((id) => memberName(managers.get(id)!));
	return warning(
		'groupManagerTie',
		subject(draft),
		`The people in the group “${nameOf(draft)}” report equally often to ${joinAnd(names.slice(0, 5))}. ` +
			`${names[0]} becomes its manager, as the first by External ID. If that is wrong, correct the managers in the HR system.`,
		{ managerExternalId: tied[0]!, candidates: [...tied] },
	);
}

function subject(draft: DraftGroup): Issue['subject'] {
	return { kind: 'group', externalId: draft.externalId, name: draft.name };
}
