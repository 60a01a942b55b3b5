import type { FieldChange } from '../directory/model/change';
import { getOwn, isTrue, type JsonObject } from './json';
import { idOf } from './resource';
import { INACTIVE, isActiveWithout, LISTED, type Ways } from './ways';

/** Somebody who was switched off, and of whom nothing showed whether that was so before. */
const SUSPECT = `${LISTED}inactive`;

/** Takes in that a user who was switched off has lost the `active` that was there before. */
export function learnActive(
	ways: Ways,
	{ to }: FieldChange,
	before: JsonObject | undefined,
	after: JsonObject,
): void {
	// An answer that shows little of a user shows nothing of this either.
	if (to !== false || has(after, 'active') || !has(after, 'userName')) return;
	if (has(before, 'active')) ways.learn(INACTIVE, 'leftOut');
	// An earlier run may have switched the user off and not seen it: the next list may prove it.
	else if (before && isActiveWithout(ways)) ways.learn(SUSPECT, idOf(after));
}

/**
 * Takes in what a list of all users shows of one who was switched off and had no `active` before
 * either: that it is left out, where that user alone has none, and another one is shown to be active.
 */
export function confirmInactive(ways: Ways, users: readonly JsonObject[]): void {
	const suspect = ways.of(SUSPECT);
	if (suspect === undefined) return;
	ways.forget(SUSPECT);
	const without = users.filter((user) => !has(user, 'active'));
	const isAlone = without.length === 1 && idOf(without[0]!) === suspect;
	if (isAlone && users.some((user) => isTrue(getOwn(user, 'active') ?? null)))
		ways.learn(INACTIVE, 'leftOut');
}

function has(user: JsonObject | undefined, name: string): boolean {
	return (getOwn(user, name) ?? null) !== null;
}
