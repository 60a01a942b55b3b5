import { createHash } from 'crypto';
import type { Change } from '../model/change';
import { canonicalJson } from '../common/json';
import type { JsonValue } from '../model/person';

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
