/** What a list of people or groups holds. */
export type ScopeName = 'full' | 'partial' | 'listed' | 'listedGroups' | 'undo';

/** What follows from that: who or what the plan may touch, and what it can be sure of. */
export interface Rules {
	/** Whether a list without anybody stops the plan where the directory has users. */
	needsSomebody: boolean;
	/**
	 * Whether an External ID that is not on the list is nobody's: then a user who carries it can go to
	 * somebody with the same username and name, and an ID needs no company in front.
	 */
	knowsEveryId: boolean;
	/** Whether a user who is not on the list can still give up the username later on. */
	ownersMayGiveUp: boolean;
	/** Whether a user who is not on the list can be a manager, as long as the user is active. */
	managersElsewhere: boolean;
	/** Who is removed: those who are not on the list, those of companies that were read whole, nobody. */
	leavers: 'missing' | 'ofWholeCompanies' | 'nobody';
	/**
	 * How a wanted group is recognised: by all there is, its people among it; only beyond doubt, by an
	 * External ID of HR's own or by place and name; by the External ID alone.
	 */
	recognition: 'byPeople' | 'beyondDoubt' | 'byExternalId';
	/** Whether a group can stand below one that is in the directory but not on the list. */
	parentsElsewhere: boolean;
	/** When groups are created, renamed and moved. Where there are no groups, none was renamed. */
	changesGroups: 'always' | 'whereThereAreNone';
	/** Whether a group that is not on the list is deleted. */
	deletesGroups: boolean;
	/**
	 * Who manages a group: whom the list names, if that person is there; nobody, because it follows
	 * from everybody in the group; whom the list names, without looking.
	 */
	groupManagers: 'checked' | 'unknown' | 'asGiven';
	/** Whether somebody whose group is empty leaves theirs although the list names no groups at all. */
	leavesWithoutGroups: boolean;
	/**
	 * Whether a first load that was cut short is recognised although nobody on the list is placed in a
	 * group. With groups, those who still wait for theirs tell it from a directory that doubles.
	 */
	fillsWithoutGroups: boolean;
	/** Whether guards that count look at a list of one as well, whose shares say nothing. */
	countsOne: boolean;
}

/** A list of everybody: people who are not on it have left. */
const FULL: Rules = {
	needsSomebody: true,
	knowsEveryId: true,
	ownersMayGiveUp: false,
	managersElsewhere: false,
	leavers: 'missing',
	recognition: 'byPeople',
	parentsElsewhere: false,
	changesGroups: 'always',
	deletesGroups: true,
	groupManagers: 'checked',
	leavesWithoutGroups: false,
	fillsWithoutGroups: false,
	countsOne: true,
};

/** A list of some people: it says nothing about the others. */
const PARTIAL: Rules = {
	needsSomebody: false,
	knowsEveryId: false,
	ownersMayGiveUp: true,
	managersElsewhere: true,
	leavers: 'ofWholeCompanies',
	recognition: 'beyondDoubt',
	parentsElsewhere: false,
	changesGroups: 'whereThereAreNone',
	deletesGroups: false,
	groupManagers: 'unknown',
	leavesWithoutGroups: false,
	fillsWithoutGroups: false,
	countsOne: true,
};

/** People each for themselves: as a list of some, and nobody else is touched whatever it says. */
const LISTED: Rules = {
	...PARTIAL,
	ownersMayGiveUp: false,
	leavers: 'nobody',
	leavesWithoutGroups: true,
	fillsWithoutGroups: true,
	countsOne: false,
};

/** Groups each for themselves, without people. */
const LISTED_GROUPS: Rules = {
	...LISTED,
	recognition: 'byExternalId',
	parentsElsewhere: true,
	changesGroups: 'always',
	groupManagers: 'asGiven',
};

/** Both sides are the directory as it is: everything is known, and nothing follows from a list. */
const UNDO: Rules = {
	...FULL,
	needsSomebody: false,
	managersElsewhere: true,
	leavers: 'nobody',
	recognition: 'byExternalId',
	parentsElsewhere: true,
	deletesGroups: false,
	groupManagers: 'asGiven',
};

/** The one table of rules. */
export const SCOPES: Record<ScopeName, Rules> = {
	full: FULL,
	partial: PARTIAL,
	listed: LISTED,
	listedGroups: LISTED_GROUPS,
	undo: UNDO,
};
