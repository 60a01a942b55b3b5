import type { Group } from '../model/group';
import type { Finding } from '../model/finding';
import type { Issue } from '../model/issue';
import type { JsonValue, Person } from '../model/person';

/** A person as the builder takes it: what the Employee Mapper passes on, or the like. */
export interface HierarchyPerson extends Person {
	/** Codes of the organisational values, by the same fields as `organization`. */
	organizationCodes?: Record<string, JsonValue>;
}

/** Anything that came in as an item: a person, a group, or neither. */
export type ItemRecord = Readonly<Record<string, unknown>>;

/** Where a person belongs: in one group, or why nobody can say. */
export type Place = { id: string } | { undecided: Finding };

/** A person to be placed, with what every mode asks for read out once. */
export interface Member {
	/** Position among the input, so that the answer finds its way back. */
	index: number;
	externalId: string;
	managerExternalId: string | null;
	record: ItemRecord;
	/**
	 * The group that the person is placed in, once the hierarchy stands. `undefined`: it cannot be
	 * told, and the person stays in the present group.
	 */
	groupExternalId: string | null | undefined;
}

/** One group above all others. */
export interface RootGroup {
	name: string;
	/** Without one, an id that stays the same whatever the name. */
	externalId?: string;
}

/** How a group gets its manager: the most common manager of the people placed in it, or none. */
export type GroupManager = 'mostCommon' | 'none';

/** What every mode gives back. */
export interface Hierarchy {
	/** Depth first, parents before children, siblings in the order of their normalised names. */
	groups: Group[];
	issues: Issue[];
}

/** A group that is being built. */
export interface DraftGroup {
	externalId: string;
	name: string;
	parent: DraftGroup | null;
	/** Absent: not given. */
	managerExternalId?: string | null;
	/** Further values, by the name that the target gives them. */
	attributes?: Record<string, JsonValue>;
	/** The people placed directly in it. */
	members: Member[];
}
