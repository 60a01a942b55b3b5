import type { JsonValue } from '../common/json';
import { joinSome } from '../common/phrases';
import { compareText } from '../common/text';
import { error, warning, type Issue, type Severity } from '../model/issue';
import type { Draft } from './draft';

/** Something that is wrong with a record, before its person's name is known. */
export interface Finding {
	severity: Severity;
	code: string;
	/** What follows the name of one person, and of several, without the full stop. */
	ofOne: string;
	ofMany: string;
	/** What to do about it: a sentence. */
	advice: string;
	details: Record<string, JsonValue>;
	/** Whether it keeps the person from being synchronised. */
	refuses: boolean;
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
): void {
	draft.isUnusable = true;
	const ofOne = `is not synchronised: ${says}`;
	draft.findings.push({
		...{ severity: 'error', code, ofOne, ofMany: ofOne, advice, details },
		refuses: true,
	});
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
export function nameOf({ firstName, lastName, username, id }: Draft): string {
	return `${firstName} ${lastName}`.trim() || username || id || 'A record without name';
}

/** Why someone is not synchronised. */
export function refusalsOf(draft: Draft): Issue[] {
	return draft.findings.filter(({ refuses }) => refuses).map((finding) => issueOf(draft, finding));
}

/** So many people are named one by one for the same finding. */
const MOST_APART = 3;
const MOST_NAMED = 3;

/**
 * What is said about people who are synchronised. What is found of many people alike is said once,
 * of the first by External ID, with all of them in its details.
 */
export function issuesOf(drafts: readonly Draft[]): Map<Draft, Issue[]> {
	const alike = new Map<string, Draft[]>();
	const found = drafts.filter(({ findings }) => findings.length > 0);
	for (const draft of found) {
		for (const finding of draft.findings) {
			const same = alike.get(keyOf(finding));
			if (same) same.push(draft);
			else alike.set(keyOf(finding), [draft]);
		}
	}
	for (const same of alike.values()) {
		same.sort((a, b) => compareText(a.person.externalId, b.person.externalId));
	}
	const said = new Map<Draft, Issue[]>();
	for (const draft of found) {
		const issues = draft.findings.flatMap((finding) => {
			const same = alike.get(keyOf(finding))!;
			if (same.length <= MOST_APART) return [issueOf(draft, finding)];
			return same[0] === draft ? [issueOf(draft, finding, same)] : [];
		});
		if (issues.length > 0) said.set(draft, issues);
	}
	return said;
}

function keyOf({ ofOne, advice }: Finding): string {
	return `${ofOne}\n${advice}`;
}

/** @param same all of whom it is said; without it, the one person alone */
function issueOf(draft: Draft, finding: Finding, same?: readonly Draft[]): Issue {
	const { severity, code, ofOne, ofMany, advice, details } = finding;
	const name = nameOf(draft);
	const subject = { kind: 'user', externalId: draft.person.externalId || null, name } as const;
	const say = severity === 'error' ? error : warning;
	if (!same) return say(code, subject, `${name} ${ofOne}. ${advice}`, details);
	const names = joinSome(same.map(nameOf), MOST_NAMED);
	const people = same.map(({ person }) => person.externalId);
	const message = `${same.length} people ${ofMany}: ${names}. ${advice}`;
	return say(code, subject, message, { ...details, people, count: people.length });
}
