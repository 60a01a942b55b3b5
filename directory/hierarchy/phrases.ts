import type { Issue } from '../model/issue';
import { joinSome } from '../common/phrases';
import { compareText } from '../common/text';
import { memberName } from './roster';
import type { Member } from './types';

const MOST_NAMES = 3;

/** `1 person`, `20 people`. */
export function countPeople(count: number): string {
	return count === 1 ? '1 person' : `${count} people`;
}

/** `Anna Andersson, Bo Berg and 3 more`: enough to recognise who is meant. */
export function listMembers(members: readonly Member[]): string {
	return joinSome(members.map(memberName), MOST_NAMES);
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
