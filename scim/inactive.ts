import type { FieldChange } from '../directory/model/change';
import { getOwn, type JsonObject } from './json';
import { INACTIVE, type Ways } from './ways';

/**
 * Whether a user is active who has no `active`. RFC 7643 §4.1.1 leaves that to the server, and nobody
 * switched such a user off, unless the tenant is known to leave out what is false.
 */
export function isActiveWithout(ways: Ways | undefined): boolean {
	return ways?.of(INACTIVE) === undefined;
}

/**
 * Takes in that a user who was switched off has lost the `active` that was there before. Where it was
 * not, because an earlier run did not see what it had done, it is enough that other users show theirs.
 */
export function learnActive(
	ways: Ways,
	{ to }: FieldChange,
	before: JsonObject | undefined,
	after: JsonObject,
	others: Iterable<{ resource: JsonObject }>,
): void {
	const has = (user: JsonObject | undefined, name: string) => (getOwn(user, name) ?? null) !== null;
	// An answer that shows little of a user shows nothing of this either.
	if (to !== false || has(after, 'active') || !has(after, 'userName')) return;
	const isShown =
		has(before, 'active') || [...others].some(({ resource }) => has(resource, 'active'));
	if (isShown) ways.learn(INACTIVE, 'leftOut');
}
