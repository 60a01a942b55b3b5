/** What a tenant holds, looked through for what must not be. */

/** SCIM ids of users by External ID. */
export function idsByExternalId(winningtemp) {
	return new Map(winningtemp.records('user').map(({ externalId, id }) => [externalId, id]));
}

/** External IDs of active users. */
export function activeIds(winningtemp) {
	return winningtemp
		.records('user')
		.filter(({ active }) => active)
		.map(({ externalId }) => externalId);
}

/** People and groups that are there twice: by External ID, by username, by name in one parent. */
export function doubled(winningtemp) {
	const { users, groups } = winningtemp.state();
	return [
		...repeated(users.map(({ externalId }) => `user ${externalId}`)),
		...repeated(users.map(({ userName }) => `username ${userName.toLowerCase()}`)),
		...repeated(groups.map(({ externalId }) => `group ${externalId}`)),
		...repeated(groups.map((group) => `name ${group.displayName} in ${group.parentExternalId}`)),
	];
}

function repeated(keys) {
	const seen = new Set();
	return keys.filter((key) => seen.has(key) || !seen.add(key));
}
