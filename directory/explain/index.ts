import { joinAnd } from '../common/phrases';
import { fullName } from '../plan/people';
import type { Language } from '../report/columns';
import { cleanName } from '../common/text';
import type { Systems } from '../model/systems';
import { findPeople, isByName, LOOK_UPS, nameInHr, type Found } from './find';
import { groupStep } from './groupStep';
import { hrStep, mappingStep } from './hrSteps';
import { readKnowledge, type Knowledge, type Lists } from './input';
import type { Explanation, ExplanationStep, PersonExplanation } from './model';
import type { ExplainWords } from './table';
import { currentStep, nextRunStep, outcomeOf, plannedFor } from './targetSteps';

export type { Explanation, PersonExplanation, ExplanationStep, Block } from './model';
export { renderExplanationHtml } from './html';
export { renderExplanationMarkdown } from './markdown';
export { withTimeline } from './timeline';

export interface ExplainInput {
	/** What somebody typed: an employee number, an External ID, a username, an e-mail address or a name. */
	who: string;
	/** All that is known of everyone, in whatever list: items are told apart by their shape. */
	lists: Lists;
	/** The fields that the groups are built from, the top first; none: the organisational fields. */
	levels?: readonly string[];
	systems: Systems;
	/** English unless it says otherwise. */
	language?: Language;
}

/** Most people in one answer; more than one is rare as it is. */
const MOST_PEOPLE = 5;

/**
 * Explains one person step by step: what HR says, what it is mapped to, which group and why, what
 * the target has now, and what the next run would do. The answer names other people only where
 * this person's own record, change or issue does.
 */
export function explain({ who, lists, levels = [], systems, language }: ExplainInput): Explanation {
	const knowledge = readKnowledge(lists, systems, language);
	const { tell } = knowledge;
	const typed = cleanName(who);
	const found = findPeople(knowledge, typed);
	if (found.length === 0) return nobody(typed, knowledge);
	if (found.some(({ hr }) => hr?.protectedIdentity)) {
		return nothing(tell.protectedTitle, tell.isProtected);
	}
	if (found.length > 1 && found.every(isByName)) return namesakes(typed, found, tell);
	const people = found.slice(0, MOST_PEOPLE).map((one) => explainOne(one, knowledge, levels));
	return {
		found: true,
		title: people.length === 1 ? people[0]!.name : tell.several(String(found.length), typed),
		remarks: severalRemarks(found.length, typed, tell),
		people,
	};
}

function nothing(title: string, ...remarks: string[]): Explanation {
	return { found: false, title, remarks, people: [] };
}

/** Most people of one name that are listed. */
const MOST_NAMESAKES = 20;

/** Nobody sees the data of others by a name: only what is needed to ask for the right one. */
function namesakes(typed: string, found: readonly Found[], tell: ExplainWords): Explanation {
	const keys = found
		.slice(0, MOST_NAMESAKES)
		.map(({ hr, user }) => {
			const number = hr?.origin?.records[0]?.employeeNumber;
			const address = hr?.username ?? user?.username;
			return [number, address].filter(Boolean).join(', ') || (hr?.externalId ?? user?.targetId);
		})
		.join('; ');
	const more = found.length > MOST_NAMESAKES ? '; …' : '';
	return nothing(tell.namesakes(String(found.length), typed), tell.askAgain(`${keys}${more}`));
}

function severalRemarks(count: number, typed: string, tell: ExplainWords): string[] {
	if (count === 1) return [];
	const shown = count > MOST_PEOPLE ? [tell.firstShown(String(MOST_PEOPLE))] : [];
	return [[tell.trueOf(typed, String(count)), ...shown].join(' ')];
}

function nobody(
	typed: string,
	{ people, skipped, users, systems: { target }, tell }: Knowledge,
): Explanation {
	if (typed === '') return nothing(tell.notAsked, tell.typeSomething);
	return nothing(
		tell.notFound,
		tell.lookedUp(
			typed,
			joinAnd(
				LOOK_UPS.map((one) => tell.lookUps[one]),
				tell.and,
			),
			tell.people(people.size + skipped.length),
			String(skipped.length),
			tell.users(users.length),
			target,
		),
		tell.asOfToday(target),
		tell.checkSpelling,
	);
}

function explainOne(
	found: Found,
	knowledge: Knowledge,
	levels: readonly string[],
): PersonExplanation {
	const name = nameOf(found);
	const planned = plannedFor(found, knowledge);
	const outcome = outcomeOf(found, name, planned, knowledge);
	const steps: Array<ExplanationStep | null> = [
		hrStep(found, knowledge, levels),
		mappingStep(found, knowledge),
		groupStep(found, knowledge, levels, planned.issues),
		currentStep(found, knowledge),
		nextRunStep(found, knowledge, planned, outcome),
	];
	return {
		name,
		externalId: found.hr?.externalId ?? found.user?.externalId ?? null,
		outcome,
		steps: steps.filter((step): step is ExplanationStep => step !== null),
	};
}

function nameOf({ hr, user }: Found): string {
	if (hr !== null) return nameInHr(hr);
	return fullName({ ...user! });
}
