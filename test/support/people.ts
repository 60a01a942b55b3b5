import type { CurrentGroup, Group } from '../../directory/model/group';
import type { CurrentUser, Person } from '../../directory/model/person';

/**
 * The people, users and groups of the unit tests. Each has what every such record has, and what a
 * test names. A value that a test does not name is absent, so that it counts as not given.
 */

/** Someone in HR. */
export function person(values: Partial<Person> = {}): Person {
	const { externalId = 'p1' } = values;
	return {
		externalId,
		username: `${externalId}@exempel.se`,
		firstName: 'Åsa',
		lastName: 'Ek',
		...values,
	};
}

/** A user in the target, active. One that was made by hand has the External ID `null`. */
export function user(values: Partial<CurrentUser> = {}): CurrentUser {
	const { externalId = 'p1' } = values;
	return {
		kind: 'user',
		targetId: `t-${externalId ?? values.username}`,
		externalId,
		active: true,
		username: `${externalId}@exempel.se`,
		firstName: 'Åsa',
		lastName: 'Ek',
		...values,
	};
}

/** A group that HR has: of the top level, if no path is given. */
export function group(values: Partial<Group> = {}): Group {
	const { externalId = 'g1', path } = values;
	const name = values.name ?? path?.at(-1) ?? externalId;
	return {
		externalId,
		name,
		parentExternalId: null,
		managerExternalId: null,
		level: path?.length ?? 1,
		path: [name],
		memberCount: 0,
		...values,
	};
}

/** A group in the target. One that was made by hand has the External ID `null`. */
export function currentGroup(values: Partial<CurrentGroup> = {}): CurrentGroup {
	const { externalId = 'g1' } = values;
	return {
		kind: 'group',
		targetId: `t-${externalId ?? values.name}`,
		externalId,
		name: externalId ?? '',
		...values,
	};
}
