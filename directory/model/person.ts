import type { JsonValue } from '../common/json';
import type { USER_VALUES, ValuesOf } from './fields';
import type { Issue } from './issue';

export type { JsonValue } from '../common/json';
export type { Gender } from './fields';

/**
 * A person as the target should have them: the values of the table of fields, and what places the
 * person.
 *
 * Three states of a value matter everywhere: a value is set; `null` is an empty value, so it is
 * cleared in the target; a property that is absent was not mapped, so it is left alone there.
 */
export interface Person extends ValuesOf<typeof USER_VALUES> {
	/** Unique and stable; decides whether someone is created or removed. */
	externalId: string;
	/** The group that the person is placed in; `null` is no group, absent is "not our business". */
	groupExternalId?: string | null;
	/** Further values, by the name that the target gives them. */
	attributes?: Record<string, JsonValue>;
	/** Reports, messages and errors have neither the name nor the place of this person. */
	protectedIdentity?: true;
	/** Organisational values by field, in the order of the fields; the groups are built from them. */
	organization?: Record<string, JsonValue>;
}

/**
 * Someone whom HR has but who cannot be synchronised, such as a person without an e-mail address.
 * They count as present: nothing is written for them, and nothing of theirs is removed.
 * Their issues are passed on with those of the plan.
 */
export interface SkippedPerson {
	externalId: string | null;
	name: string;
	username?: string | null;
	skipped: true;
	/** As of a person. The planner does not count somebody who is left out for that. */
	protectedIdentity?: true;
	/** For reports, as of a person: the further values hold only the number by which HR knows somebody. */
	organization?: Record<string, JsonValue>;
	managerExternalId?: string | null;
	attributes?: Record<string, JsonValue>;
	issues?: Issue[];
}

/**
 * A user as the target has it now. A property that is absent is one that the target does not
 * know, so that nothing is ever planned for it.
 */
export interface CurrentUser extends Omit<Person, 'externalId' | 'organization'> {
	kind: 'user';
	/** The target's own id. */
	targetId: string;
	/** `null`: made by hand in the target, never synchronised. */
	externalId: string | null;
	active: boolean;
	/** The target's ids of all groups that list the user as a member, groups made by hand included. */
	memberOf?: string[];
	/** Entity tag of the resource where the target gives one. */
	version?: string;
}

/** Names of further values that are the number by which HR knows somebody. */
const NUMBER =
	/^(employee|employment|personn?el|staff|anställnings?|anstallnings?|anst)(number|no|nr|nummer|id)$/;

/** Whether a further value holds that number, by its name. */
export function isEmployeeNumber(attribute: string): boolean {
	return NUMBER.test(attribute.toLowerCase().replace(/[^\p{L}]/gu, ''));
}

/** The number by which HR knows somebody, where a further value holds it. */
export function employeeNumberIn(attributes: Record<string, JsonValue> = {}): string | undefined {
	const name = Object.keys(attributes).find((one) => isEmployeeNumber(one) && attributes[one]);
	const value = name === undefined ? undefined : attributes[name];
	return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
