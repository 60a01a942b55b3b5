import { idKey, patternsOf } from '../common/patterns';
import { joinSome } from '../common/phrases';
import { compareText } from '../common/text';
import type { FieldChange } from '../model/change';
import type { Found } from '../model/issue';
import { warning } from '../model/issue';
import type { CurrentUser } from '../model/person';
import { fullName } from './people';

/** Accounts that nothing changes: neither they, nor who has them as manager. */
export interface Protection {
	users: ReadonlySet<CurrentUser>;
	/** Whether a change gives somebody such a manager, or takes one away. */
	coversLink(change: FieldChange): boolean;
}

const MOST_NAMED = 10;

/**
 * Finds the protected accounts, and names them in one issue.
 *
 * @param names usernames and External IDs; `*` stands for any characters
 * @param users the accounts that there are; without any, names of none are not reported
 */
export function protectedAccounts(
	names: readonly string[],
	users: readonly CurrentUser[],
	{ issues, systems }: Found,
): Protection {
	const patterns = patternsOf(names);
	const found = new Set<CurrentUser>();
	const ids = new Set<string>();
	for (const user of names.length > 0 ? users : []) {
		const isNamed = [user.externalId, user.username].map(patterns.match);
		if (!isNamed.includes(true)) continue;
		found.add(user);
		if (user.externalId !== null) ids.add(user.externalId);
	}
	const subject = { kind: 'user' as const, externalId: null, name: 'Protected Accounts' };
	if (found.size > 0) {
		const called = [...found]
			.map((user) => `${fullName(user)} (${user.username})`)
			.sort(compareText);
		const who =
			found.size === 1 ? '1 protected account is' : `${found.size} protected accounts are`;
		const details = { count: found.size, people: [...ids].sort(compareText) };
		issues.push(
			warning(
				'protectedAccounts',
				subject,
				`${who} left alone: ${joinSome(called, MOST_NAMED)}. To have them follow HR again, remove them from Protected Accounts.`,
				details,
			),
		);
	}
	const unknown = users.length > 0 ? patterns.unmatched().sort(compareText) : [];
	if (unknown.length > 0) {
		issues.push(
			warning(
				'protectedUnknown',
				subject,
				`${systems.target} has no account ${joinSome(
					unknown.map((name) => `“${name}”`),
					MOST_NAMED,
				)}, so Protected Accounts protects nobody by that name. Check the spelling.`,
				{ names: unknown },
			),
		);
	}
	// A directory may write one and the same id in other case where it is a reference.
	const keys = new Set([...ids].map(idKey));
	const isProtected = (id: unknown) => typeof id === 'string' && keys.has(idKey(id));
	return {
		users: found,
		coversLink: ({ field, from, to }) =>
			field === 'managerExternalId' && (isProtected(from) || isProtected(to)),
	};
}
