import type { KeptFields } from '../model/forms';
import type { Group } from '../model/group';
import type { Issue } from '../model/issue';
import type { MappedPerson } from '../mapping';
import type { Person, SkippedPerson } from '../model/person';
import type { Change, HeldChange, PlanSummary } from '../model/change';
import type { CurrentLists } from '../model/items';
import type { PartialReason } from '../model/partialList';
import type { Systems } from '../model/systems';
import type { ScopeName } from './scope';
import type { PlanSettings } from './settings';
import type { Written } from './week';

export type { SkippedPerson } from '../model/person';

/** Someone whom HR has. Warnings that they bring along are passed on with the issues of the plan. */
export type WantedPerson = Person & Pick<MappedPerson, 'issues'>;

export interface PlanInput {
	groups: Group[];
	users: Array<WantedPerson | SkippedPerson>;
	current: CurrentLists;
	/** What is already known, such as from building the groups: passed on with the issues of the plan. */
	issues?: readonly Issue[];
	settings: PlanSettings;
	/** The day of the run, `YYYY-MM-DD`. Without it plan numbers have no day, and nothing expires. */
	today?: string;
	/**
	 * What the caller remembers of the last seven days. Given, the limits of a week are judged, and
	 * changes carry what is to be remembered of them.
	 */
	written?: Written;
	/**
	 * How the target was seen to keep values that it does not keep as they are sent: compared as it keeps
	 * them.
	 */
	kept?: KeptFields;
	/** What the messages call the target. */
	systems: Systems;
	/**
	 * Values that people bring without anybody's choice and that this target keeps nowhere: where no
	 * user has one, it is left out without a word. Other values that no user has are reported.
	 */
	withoutPlace?: ReadonlySet<string>;
	/**
	 * Given where the people are not everybody: why. Then nobody is removed, and no group is renamed,
	 * moved or deleted, whatever the settings say.
	 */
	partial?: readonly PartialReason[];
	/** What the lists hold; by default everybody, or some people where `partial` says so. */
	scope?: ScopeName;
	/** With the scope `listedGroups`: whether a group made by hand is adopted by a name that is its own. */
	adoptsGroupsByName?: boolean;
}

export interface Plan {
	/** In a safe order. */
	changes: Change[];
	/** What a guard keeps back, and what waits for it. */
	held: HeldChange[];
	issues: Issue[];
	summary: PlanSummary;
}
