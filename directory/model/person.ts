/** What Winningtemp calls the genders that HR sends (facts: "What the values mean"). */
export type Gender = 'male' | 'female' | 'none';

/** A value that survives a trip through JSON. */
export type JsonValue =
	string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue };

/**
 * A person as Winningtemp should know them.
 *
 * Three states of a value matter everywhere: a value is set; `null` is an empty value, so it is
 * cleared in Winningtemp; a property that is absent was not mapped, so it is left alone there.
 */
export interface Person {
	/** Unique and stable; decides whether someone is created or removed. */
	externalId: string;
	/** What the person logs in with: trimmed, lower case, unique. */
	username: string;
	email?: string | null;
	firstName: string;
	lastName: string;
	gender?: Gender;
	/** `YYYY-MM-DD` */
	birthday?: string | null;
	managerExternalId?: string | null;
	excludeFromSurveys?: boolean;
	/** The group that the person is placed in; `null` is no group, absent is "not our business". */
	groupExternalId?: string | null;
	/** Further values, by the name that Winningtemp gives them. */
	attributes?: Record<string, JsonValue>;
	/** Organisational values by field, in the order of the fields; food for the Hierarchy Builder. */
	organization?: Record<string, JsonValue>;
}

/**
 * A user as Winningtemp has it now. A property that is absent is one that the tenant does not
 * know, so that nothing is ever planned for it.
 */
export interface CurrentUser extends Omit<Person, 'externalId' | 'organization'> {
	kind: 'user';
	/** Winningtemp's own id (SCIM `id`). */
	targetId: string;
	/** `null`: made by hand in Winningtemp, never synchronised. */
	externalId: string | null;
	active: boolean;
	/** Winningtemp's ids of all groups that list the user as a member, groups made by hand included. */
	memberOf?: string[];
	/** Entity tag of the resource where the tenant gives one (RFC 7644 §3.14). */
	version?: string;
}
