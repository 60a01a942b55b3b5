import { getOwn, wordOf } from './json';
import type { Write } from './parts';
import type { ScimResponse } from './protocol';

/** Refusals that may be meant for the form of a request, and not for its values. */
const MAY_BE_FORM = new Set([400, 404, 422, 500]);
/** What a refusal says is wrong (RFC 7644 §3.12): the form, or the values. */
const FORM = new Set(['nopath', 'notarget', 'invalidpath', 'invalidsyntax', 'mutability']);
const VALUES = new Set(['invalidvalue', 'uniqueness', 'toomany']);
/**
 * Whether a refusal may be meant for the form of a request. Without a reason, once one write was taken
 * the values are to blame; one alone is tried all the same.
 *
 * @param wasTaken whether another update of this kind was taken
 */
export function blamesForm(
	{ parts }: Pick<Write, 'parts'>,
	{ status, body }: ScimResponse,
	wasTaken: boolean,
): boolean {
	if (!MAY_BE_FORM.has(status)) return false;
	const reason = wordOf(getOwn(body, 'scimType'));
	const isAlone = parts.length === 1 && !parts[0]!.name.startsWith('members');
	if (FORM.has(reason) || isAlone) return true;
	return !VALUES.has(reason) && !wasTaken;
}
