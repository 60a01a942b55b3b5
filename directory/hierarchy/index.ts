import { setOwnValue } from '../common/json';
import type { Group } from '../model/group';
import type { Issue } from '../model/issue';
import { partialReasons } from '../model/partialList';
import { Discretion, type Identity } from '../model/protectedIdentity';
import type { GroupIdReader } from './groupRecords';
import { notAPerson, sortItems } from './items';
import { buildFromLevels, type LevelOptions } from './levels';
import { isKnownOfPart, placesNobody } from './partial';
import { buildFromParentIds, groupIdReader, type ParentIdOptions } from './parentIds';
import { sortIssues } from './phrases';
import { buildFromReportingLine, type ReportingLineOptions } from './reportingLine';
import { idOf, makeRoster, type Roster } from './roster';
import type { Hierarchy, ItemRecord } from './types';

export type { Conflict } from './conflicts';
export type { GroupIdentity } from './groupIds';
export type { LevelOptions } from './levels';
export type { ParentIdOptions } from './parentIds';
export type { ReportingLineOptions } from './reportingLine';
export type { GroupManager, HierarchyPerson, ItemRecord, RootGroup } from './types';
export type { Gaps } from './walkLevels';

/** The settings of one mode. */
export type HierarchyOptions =
	| ({ mode: 'levels' } & LevelOptions)
	| ({ mode: 'parentIds' } & ParentIdOptions)
	| ({ mode: 'reportingLine' } & ReportingLineOptions);

/** What goes on to be synchronised. */
export interface BuiltHierarchy {
	/** Parents before children, the same whatever the order of the input. */
	groups: Group[];
	/** People placed in their groups, in the order of the input, and skipped ones as they came. */
	users: Array<{ index: number; user: ItemRecord }>;
	/** The same whatever the order of the input. */
	issues: Issue[];
}

type Mode = HierarchyOptions['mode'];
type Options<M extends Mode> = Extract<HierarchyOptions, { mode: M }>;

/** Where the modes differ. */
interface ModeRules<M extends Mode> {
	build(roster: Roster, options: Options<M>, groups: readonly ItemRecord[]): Hierarchy;
	/** In a mode that takes descriptions of groups. */
	readGroupId(options: Options<M>): GroupIdReader | null;
	/** Whether a person's group follows from the person alone, so that the others need not be known. */
	placesByOwnFields: boolean;
}

const MODES: { [M in Mode]: ModeRules<M> } = {
	levels: { build: buildFromLevels, readGroupId: () => null, placesByOwnFields: true },
	parentIds: { build: buildFromParentIds, readGroupId: groupIdReader, placesByOwnFields: true },
	reportingLine: {
		build: buildFromReportingLine,
		readGroupId: () => null,
		placesByOwnFields: false,
	},
};

/**
 * Builds groups and places people in them.
 *
 * @param records people; those with `skipped: true` are passed through, not placed and not counted;
 * with `parentIds`, also items that describe a group. Anything else becomes an issue. Where they are
 * marked as a partial list, it reports and makes nothing that needs everybody.
 * @throws UserError where no hierarchy can be made of the input with these settings
 */
export function buildHierarchy(
	records: readonly ItemRecord[],
	options: HierarchyOptions,
): BuiltHierarchy {
	const mode = MODES[options.mode] as ModeRules<Mode>;
	const items = sortItems(records, mode.readGroupId(options));
	const roster = makeRoster(items.people, items.skipped);
	const isPartial = partialReasons(records) !== undefined;
	const places = !isPartial || mode.placesByOwnFields;
	const { groups, issues } = places
		? mode.build(roster, options, items.groups)
		: placesNobody(roster);
	for (const record of items.others) issues.push(notAPerson(record));

	const users = roster.members.map(({ index, externalId, record, groupExternalId }) => ({
		index,
		user: placedPerson(record, externalId, places ? groupExternalId : undefined),
	}));
	for (const { index, record } of items.skipped) users.push({ index, user: record });
	return {
		groups,
		users: users.sort((a, b) => a.index - b.index),
		issues: discreet(sortIssues(isPartial ? issues.filter(isKnownOfPart) : issues), records),
	};
}

/** Issues without the names and places of people with protected identity. */
function discreet(issues: Issue[], records: readonly ItemRecord[]): Issue[] {
	const discretion = new Discretion();
	for (const record of records) {
		if (record.protectedIdentity !== true) continue;
		const { firstName, lastName, username, email, name } = record as unknown as Identity;
		discretion.add({
			externalId: idOf(record.externalId),
			firstName,
			lastName,
			username,
			email,
			name,
		});
	}
	return discretion.isNeeded ? issues.map((issue) => discretion.issue(issue)) : issues;
}

const NOT_PASSED_ON = new Set(['organization', 'organizationCodes', 'notKnown']);

/**
 * What the hierarchy was built from has done its work; few fields travel on.
 *
 * @param group `undefined`: not given
 */
function placedPerson(
	record: ItemRecord,
	externalId: string,
	group: string | null | undefined,
): ItemRecord {
	const person: Record<string, unknown> = {};
	// Not copied and then deleted: that makes an object that is slow to make and to read.
	for (const name of Object.keys(record)) {
		if (NOT_PASSED_ON.has(name)) continue;
		setOwnValue(person, name, record[name]);
	}
	person.externalId = externalId;
	if (group !== undefined) person.groupExternalId = group;
	return person;
}
