import type { JsonValue } from '../common/json';
import type { Systems } from './systems';

export type Severity = 'error' | 'warning';

/** Who or what an issue is about. */
export interface Subject {
	kind: 'user' | 'group';
	externalId: string | null;
	name: string;
}

/**
 * Something that a person should know or correct: an `error` kept something from being synchronised,
 * a `warning` did not. The message says what happened, to whom, and what to do about it.
 */
export interface Issue {
	severity: Severity;
	/** Stable, in camel case: for filters and tests, not for reading. */
	code: string;
	message: string;
	subject: Subject;
	details: Record<string, JsonValue>;
}

/**
 * Codes of issues about people who share an External ID or a username with others: nobody can say
 * whose it is. Many of them mean that a mapping is wrong. The mapper skips people with the first
 * code; the others come from the planner, which alone knows who has a username already. People
 * without a username have another code, `missingUsername`.
 */
export const SHARED_IDENTITY: ReadonlySet<string> = new Set([
	'duplicateExternalId',
	'sameExternalId',
	'sameUsername',
]);

/** How many people issues say of that they share an External ID or a username. */
export function peopleSharing(issues: readonly Issue[]): number {
	let people = 0;
	for (const { code, details } of issues) {
		if (!SHARED_IDENTITY.has(code)) continue;
		// Each of them has an issue, unless one names them all.
		people += Array.isArray(details.names) ? details.names.length : 1;
	}
	return people;
}

/** Where issues go, and what their messages call the target. */
export interface Found {
	issues: Issue[];
	systems: Systems;
}

/** An issue that kept its subject from being synchronised. */
export function error(
	code: string,
	subject: Subject,
	message: string,
	details: Issue['details'] = {},
): Issue {
	return { severity: 'error', code, message, subject, details };
}

/** An issue that its subject can live with. */
export function warning(
	code: string,
	subject: Subject,
	message: string,
	details: Issue['details'] = {},
): Issue {
	return { severity: 'warning', code, message, subject, details };
}
