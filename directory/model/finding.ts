import type { JsonValue } from '../common/json';
import { joinSome } from '../common/phrases';
import { compareText } from '../common/text';
import { error, warning, type Issue, type Severity, type Subject } from './issue';

/** Something that may be found of one person, and of many alike. */
export interface Finding {
	severity: Severity;
	code: string;
	/** What follows the name of one person, and of several, without the full stop. */
	ofOne: string;
	ofMany: string;
	/** What to do about it: a sentence. */
	advice: string;
	details: Record<string, JsonValue>;
}

/** So many people are named one by one for the same finding. */
const MOST_APART = 3;
const MOST_NAMED = 3;

/** Gathers findings about people, so that the same finding about many people is reported once. */
export class Findings<T> {
	private readonly added: Array<{ person: T; finding: Finding; same: T[] }> = [];
	private readonly alike = new Map<string, T[]>();

	constructor(private readonly subjectOf: (person: T) => Subject) {}

	add(person: T, finding: Finding): void {
		const key = `${finding.code}\n${finding.ofOne}\n${finding.advice}`;
		let same = this.alike.get(key);
		if (!same) this.alike.set(key, (same = []));
		same.push(person);
		this.added.push({ person, finding, same });
	}

	/**
	 * The issues, each with the person whom it is about, in the order in which the findings came.
	 * The same finding about many people is reported for the first by External ID, with all in its details.
	 */
	issues(): Array<{ person: T; issue: Issue }> {
		const many = new Map<T[], { first: T; subjects: Subject[] }>();
		for (const same of this.alike.values()) {
			if (same.length <= MOST_APART) continue;
			const sorted = same
				.map((person) => ({ person, subject: this.subjectOf(person) }))
				.sort((a, b) => compareText(a.subject.externalId ?? '', b.subject.externalId ?? ''));
			const subjects = sorted.map(({ subject }) => subject);
			many.set(same, { first: sorted[0]!.person, subjects });
		}
		return this.added.flatMap(({ person, finding, same }) => {
			const all = many.get(same);
			if (!all) return [{ person, issue: issueAbout(finding, this.subjectOf(person)) }];
			return all.first === person ? [{ person, issue: issueAboutMany(finding, all.subjects) }] : [];
		});
	}
}

/** The issue that a finding is about one person. */
export function issueAbout(finding: Finding, subject: Subject): Issue {
	const { code, ofOne, advice, details } = finding;
	return say(finding)(code, subject, `${subject.name} ${ofOne}. ${advice}`, details);
}

function issueAboutMany(finding: Finding, subjects: readonly Subject[]): Issue {
	const { code, ofMany, advice, details } = finding;
	const names = joinSome(
		subjects.map(({ name }) => name),
		MOST_NAMED,
	);
	const people = subjects.flatMap(({ externalId }) => externalId ?? []);
	const message = `${subjects.length} people ${ofMany}: ${names}. ${advice}`;
	const first = subjects[0]!;
	return say(finding)(code, first, message, { ...details, people, count: subjects.length });
}

function say({ severity }: Finding): typeof error {
	return severity === 'error' ? error : warning;
}
