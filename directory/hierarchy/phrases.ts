import type { Issue } from '../issue';
import { compareText } from '../text';
import { memberName } from './roster';
import type { Member } from './types';

const MOST_NAMES = 3;

/** `1 person`, `20 people`. */
export function countPeople(count: number): string {
	return count === 1 ? '1 person' : `${count} people`;
}

/** `Anna Andersson, Bo Berg and 3 more`: enough to recognise who is meant. */
export function listMembers(members: readonly Member[]): string {
	const names = members.slice(0, MOST_NAMES).map(memberName);
	const more = members.length - names.length;
	return more > 0 ? `${names.join(', ')} and ${more} more` : joinAnd(names);
}

/** `A`, `A and B`, `A, B and C`. */
export function joinAnd(texts: readonly string[]): string {
	if (texts.length < 2) return texts.join('');
	return `${texts.slice(0, -1).join(', ')} and ${texts[texts.length - 1]}`;
}

/** External IDs of members, for an issue's details. */
export function idsOf(members: readonly Member[]): string[] {
	return members.map((member) => member.externalId).sort(compareText);
}

/** Errors first, then by code and subject: the same order whatever the order of the input. */
export function sortIssues(issues: Issue[]): Issue[] {
	return issues.sort(
		(a, b) =>
			compareText(a.severity, b.severity) ||
			compareText(a.code, b.code) ||
			compareText(a.subject.name, b.subject.name) ||
			compareText(a.subject.externalId ?? '', b.subject.externalId ?? '') ||
			compareText(a.message, b.message),
	);
}
