import type { GuardLimit, GuardName } from './guardTable';
import { GUARD_NAMES, GUARD_ROWS, weekly } from './guardTable';

/** A rename or move of a group that a person declares: each end is an External ID, a path or a name. */
export interface DeclaredMove {
	from: string;
	to: string;
}

/** A dated permission, such as for a planned reorganisation: these guards hold nothing until then. */
export interface Allowance {
	guards: readonly GuardName[];
	/** The last day, `YYYY-MM-DD`. */
	until: string;
	/** How many changes of each guard in seven days; with more, the guard judges as always. */
	atMost: number | null;
}

/** Names and patterns of those who take part in a pilot; `*` stands for any characters. */
export interface PilotScope {
	/** By External ID or username. */
	people: readonly string[];
	/** By External ID, full path or name, with everything below. */
	groups: readonly string[];
	/** By ID, as the attribute for the company holds it. */
	companies: readonly string[];
}

export interface PlanSettings {
	/** Who counts as removable, and what happens to those who are no longer in HR. */
	removal: {
		scope: 'withExternalId' | 'all';
		action: 'deactivate' | 'delete' | 'none';
		/**
		 * Name of the attribute in the target that holds the ID of a person's company: where one company
		 * could not be read, only people of others are removed. Empty or absent: nobody is.
		 */
		companyAttribute?: string;
	};
	/** Whether a user who is inactive in the target becomes active because HR has the person. */
	userStatus: 'overwrite' | 'keepInactive';
	/**
	 * Whether people are taken out of groups that were made by hand in the target, and whether somebody
	 * with a higher role in a group is made an ordinary member of it.
	 */
	memberships: 'keepManual' | 'overwrite' | 'keepHigherRole';
	/** Whether the manager of a group is a member of it as well. */
	managersAreMembers: boolean;
	/** Whether people lose segments of categories that HR does not fill. */
	segmentConnections: 'keepManual' | 'overwrite';
	/** Whether groups are recognised by their people; the share of people in per cent. */
	renames: { detect: boolean; minimumOverlap: number };
	moves: DeclaredMove[];
	guards: Record<GuardName, GuardLimit> & { whenExceeded: 'hold' | 'stop' };
	allowances: readonly Allowance[];
	/** Accounts that nothing changes, by username or External ID; `*` stands for any characters. */
	protectedAccounts: readonly string[];
	/** A pilot: only these are written, the rest is shown as planned. Nothing named: no pilot. */
	pilot: PilotScope;
	/** The `planId` whose held changes are let through; empty: none. */
	release: string;
}

const DEFAULT_LIMITS = Object.fromEntries(
	GUARD_NAMES.map((name) => {
		const { limit, holdsAll } = GUARD_ROWS[name];
		const { count: weekCount, share: weekShare } = weekly(limit);
		// People on the list are counted again in each run: nothing adds up over a week.
		return [name, holdsAll ? limit : { ...limit, weekCount, weekShare }];
	}),
) as Record<GuardName, GuardLimit>;

/** The settings of a node that nobody touched. */
export const DEFAULT_SETTINGS: PlanSettings = {
	removal: { scope: 'withExternalId', action: 'deactivate' },
	userStatus: 'overwrite',
	memberships: 'keepManual',
	managersAreMembers: false,
	segmentConnections: 'keepManual',
	renames: { detect: true, minimumOverlap: 50 },
	moves: [],
	guards: { ...DEFAULT_LIMITS, whenExceeded: 'hold' },
	allowances: [],
	protectedAccounts: [],
	pilot: { people: [], groups: [], companies: [] },
	release: '',
};
