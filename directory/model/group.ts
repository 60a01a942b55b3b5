/** A group as Winningtemp should have it. Lists of groups hold parents before their children. */
export interface Group {
	/** Unique and stable. */
	externalId: string;
	name: string;
	/** The group above; `null` is the top of the hierarchy. */
	parentExternalId: string | null;
	/** Absent: nothing is said of it, and whoever was chosen in Winningtemp stays. */
	managerExternalId?: string | null;
	/** 1 is the top level. */
	level: number;
	/** The names from the top down to this group, this one included. */
	path: string[];
	/** People placed directly in this group. */
	memberCount: number;
}

/**
 * A group as Winningtemp has it now. `parentExternalId` or `managerExternalId` is absent where
 * the tenant does not know such a value, so that nothing is ever planned for it.
 */
export interface CurrentGroup {
	kind: 'group';
	/** Winningtemp's own id (SCIM `id`). */
	targetId: string;
	/** `null`: made by hand in Winningtemp, never synchronised. */
	externalId: string | null;
	name: string;
	parentExternalId?: string | null;
	managerExternalId?: string | null;
	/** Winningtemp's ids of the users that are members. */
	memberTargetIds?: string[];
	/** Entity tag of the resource where the tenant gives one (RFC 7644 §3.14). */
	version?: string;
}
