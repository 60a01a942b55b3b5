import { addTo } from '../common/lists';
import { Findings, issueAbout, type Finding } from '../model/finding';
import type { Issue, Severity, Subject } from '../model/issue';
import { protectedName } from '../model/protectedIdentity';
import type { Identity } from './duplicates';
import type { MappedPerson } from './types';

/** Something that is wrong with a record, before its person's name is known. */
export interface RecordFinding extends Finding {
	/** Whether it keeps the person from being synchronised. */
	refuses: boolean;
}

/** A person in the making. */
export interface Draft extends Identity {
	/** Of the record. */
	index: number;
	person: MappedPerson;
	manager: string;
	findings: RecordFinding[];
	/** Whether something keeps the person from being synchronised. */
	isUnusable: boolean;
}

/**
 * Keeps someone from being synchronised.
 *
 * @param says a clause that gives the reason
 */
export function refuse(
	draft: Draft,
	code: string,
	says: string,
	advice: string,
	details: Finding['details'] = {},
	severity: Severity = 'error',
): void {
	draft.isUnusable = true;
	const ofOne = `is not synchronised: ${says}`;
	draft.findings.push({
		...{ severity, code, ofOne, ofMany: ofOne, advice, details },
		refuses: true,
	});
}

/** Notes that a value is left out because nobody knows it, so that nothing is made of its absence. */
export function markUnknown({ person }: Draft, name: string): void {
	(person.notKnown ??= []).push(name);
}

/**
 * Leaves a value as the target has it.
 *
 * @param one the value within a sentence
 * @param says a clause that gives the reason
 */
export function keep(
	draft: Draft,
	one: string,
	code: string,
	says: string,
	advice: string,
	details: Finding['details'] = {},
	severity: Severity = 'warning',
): void {
	const what = `the present ${one}, because ${says}`;
	draft.findings.push({
		...{ severity, code, ofOne: `keeps ${what}`, ofMany: `keep ${what}`, advice, details },
		refuses: false,
	});
}

/** Says something that holds for one person only. */
export function warn(
	draft: Draft,
	code: string,
	says: string,
	advice: string,
	details: Finding['details'],
): void {
	draft.findings.push({
		...{ severity: 'warning', code, ofOne: says, ofMany: says, advice, details },
		refuses: false,
	});
}

/** A person's name for people to read, or what else there is to recognise the record by. */
export function nameOf({ firstName, lastName, username, id, person }: Draft): string {
	if (person.protectedIdentity) return protectedName(person.externalId || id || null);
	return `${firstName} ${lastName}`.trim() || username || id || 'A record without name';
}

/** Why someone is not synchronised. */
export function refusalsOf(draft: Draft): Issue[] {
	return draft.findings
		.filter(({ refuses }) => refuses)
		.map((finding) => issueAbout(finding, subjectOf(draft)));
}

/** Issues about people who are synchronised. */
export function issuesOf(drafts: readonly Draft[]): Map<Draft, Issue[]> {
	const findings = new Findings(subjectOf);
	for (const draft of drafts) for (const one of draft.findings) findings.add(draft, one);
	const said = new Map<Draft, Issue[]>();
	for (const { person, issue } of findings.issues()) {
		addTo(said, person, issue);
	}
	return said;
}

function subjectOf(draft: Draft): Subject {
	return { kind: 'user', externalId: draft.person.externalId || null, name: nameOf(draft) };
}
