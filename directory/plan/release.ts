import { createHash } from 'crypto';
import { daysBetween } from '../common/calendar';
import { canonicalJson } from '../common/json';
import type { Change, ReleaseSummary } from '../model/change';
import { error, type Issue } from '../model/issue';
import type { JsonValue } from '../model/person';

/** For so many days after the day that it carries, a plan number releases what it names. */
const DAYS_VALID = 7;

/**
 * The number by which a person releases what is held: `20261127-3f9a1c07b2d4`.
 *
 * @param today `YYYY-MM-DD`; where it is empty, the number has no day and does not expire
 * @returns empty for no changes
 */
export function planNumber(held: readonly Change[], today: string): string {
	const name = fingerprint(held);
	return name === '' || today === '' ? name : `${today.replaceAll('-', '')}-${name}`;
}

/** The set that a plan number names, or why it cannot release anything. */
export function setNamedBy(
	number: string,
	today: string,
): { set: string } | { why: NonNullable<ReleaseSummary['why']> } {
	const [, year, month, day, set] = /^(?:(\d{4})(\d\d)(\d\d)-)?([0-9a-f]{12})$/.exec(number) ?? [];
	if (set === undefined || (today !== '' && year === undefined)) return { why: 'notANumber' };
	const age = today === '' ? 0 : daysBetween(`${year}-${month}-${day}`, today);
	// The day may have been written in another time zone.
	if (!(age >= -1)) return { why: 'notANumber' };
	return age > DAYS_VALID ? { why: 'expired' } : { set };
}

const WHY: Record<NonNullable<ReleaseSummary['why']>, string> = {
	changed: 'what is held has changed since then, or the number is mistyped',
	expired: 'it is more than a week old',
	nothingHeld: 'nothing is held now',
	notANumber: 'it is not a plan number such as 20261127-3f9a1c07b2d4',
};

/** A plan number released nothing. */
export function notReleased(
	{ planId, why = 'changed' }: ReleaseSummary,
	held: number,
	now: string,
): Issue {
	const next =
		now === ''
			? 'You need not do anything.'
			: `${held} changes are held now. Look at them; if they are right, release ${now}.`;
	return error(
		'notReleased',
		{ kind: 'group', externalId: null, name: planId },
		`The plan number ${planId} released nothing: ${WHY[why]}. ${next}`,
		{ why, planId: now },
	);
}

/**
 * A short name for a set of changes: the same changes give the same name in any order, and any
 * other gives another. 12 hexadecimal digits of a SHA-256; empty for no changes.
 */
export function fingerprint(changes: readonly Change[]): string {
	if (changes.length === 0) return '';
	const lines = changes.map(({ kind, action, externalId, targetId, changes: fields }) =>
		canonicalJson([
			kind,
			action,
			externalId,
			targetId,
			fields.map(({ field, from, to }) => [field, from, to]),
		] as JsonValue),
	);
	const hash = createHash('sha256');
	for (const line of lines.sort()) hash.update(line).update('\n');
	return hash.digest('hex').slice(0, 12);
}
