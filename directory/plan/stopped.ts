import { createHash } from 'crypto';
import type { Change } from '../model/change';
import { canonicalJson } from '../common/json';
import type { JsonValue } from '../model/person';
import { UserError } from '../model/userError';
import type { Judged } from './guardTable';
import { GUARDS, isGuardName } from './guardTable';

/** Nobody can be synchronised while users are there: a plan would remove them all. */
export function nobodyWanted(wanted: number, users: number): UserError {
	const why =
		wanted === 0
			? 'HR has no people at all'
			: `none of the ${wanted} people in HR can be synchronised`;
	return new UserError(
		`Nothing was planned: ${why}, while Winningtemp has ${users} users`,
		'Check that the read from HR was complete, and how the values are mapped. A plan would have removed everybody.',
		'stopped',
	);
}

/** The plan to release is not the one that was computed now. */
export function planHasChanged(wanted: string, planId: string, held: number): UserError {
	const now = planId === '' ? 'nothing is held now' : `${held} changes are held now, as ${planId}`;
	return new UserError(
		`Nothing was released: ${wanted} is not the number of the plan as it is now; ${now}`,
		'The number is mistyped, or Flex or Winningtemp has changed since it was shown. Nothing was written. The report of the next run without a number shows what is held now, and its number.',
		'stopped',
	);
}

/** Guards tripped that are set to stop. */
export function guardsExceeded(tripped: readonly Judged[], planId: string): UserError {
	const reasons = tripped.flatMap(({ name, actual, of, limit }) => {
		if (!isGuardName(name)) return [];
		const { one, many, what } = GUARDS[name].counted;
		const counted = `${actual} ${actual === 1 ? one : many} ${what}`;
		return [`${counted} (of ${of}; the guard “${name}” lets ${limit} through)`];
	});
	return new UserError(
		`Nothing was planned: ${reasons.join('; ')}`,
		`Check in HR whether this is meant. If it is, set Release to ${planId}, or raise the guard.`,
		'stopped',
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
