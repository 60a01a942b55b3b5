import type { Removals } from './leavers';
import { findLeavers, removeLeavers } from './leavers';
import type { Managers } from './managerLinks';
import { resolveManagers } from './managerLinks';
import type { Matched } from './match';
import type { Usernames } from './usernames';
import { settleUsernames } from './usernames';

/** What is settled for everybody together, before anyone's steps are made. */
export interface Settled {
	removals: Removals;
	usernames: Usernames;
	managers: Managers;
}

/** Settles who leaves, who gets which username, and who can be linked to as a manager. */
export function settle(matched: Matched): Settled {
	const { settings } = matched;
	const leavers = findLeavers(matched);
	const deleted = new Set(settings.removal.action === 'delete' ? leavers : []);
	const usernames = settleUsernames(matched, deleted);
	return {
		removals: removeLeavers(leavers, settings.removal),
		usernames,
		managers: resolveManagers(matched, usernames.refused),
	};
}
