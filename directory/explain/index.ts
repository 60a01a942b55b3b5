import { joinAnd } from '../common/phrases';
import { fullName } from '../plan/people';
import { countText } from '../report/words';
import { cleanName } from '../common/text';
import type { Systems } from '../model/systems';
import { findPeople, LOOK_UPS, NAME, nameInHr, type Found } from './find';
import { groupStep } from './groupStep';
import { hrStep, mappingStep } from './hrSteps';
import { readKnowledge, type Knowledge, type Lists } from './input';
import type { Explanation, ExplanationStep, PersonExplanation } from './model';
import { currentStep, nextRunStep, outcomeOf, plannedFor } from './targetSteps';

export type { Explanation, PersonExplanation, ExplanationStep, Block } from './model';
export { renderExplanationHtml } from './html';
export { renderExplanationMarkdown } from './markdown';

export interface ExplainInput {
	/** What somebody typed: an employee number, an External ID, a username, an e-mail address or a name. */
	who: string;
	/** All that is known of everyone, in whatever list: items are told apart by their shape. */
	lists: Lists;
	/** The fields that the groups are built from, the top first; none: the organisational fields. */
	levels?: readonly string[];
	systems: Systems;
}

/** Most people in one answer; more than one is rare as it is. */
const MOST_PEOPLE = 5;

/**
 * Explains one person step by step: what HR says, what it is mapped to, which group and why, what
 * the target has now, and what the next run would do. The answer names other people only where
 * this person's own record, change or issue does.
 */
export function explain({ who, lists, levels = [], systems }: ExplainInput): Explanation {
	const knowledge = readKnowledge(lists, systems);
	const typed = cleanName(who);
	const found = findPeople(knowledge, typed);
	if (found.length === 0) return nobody(typed, knowledge);
	if (found.some(({ hr }) => hr?.protectedIdentity)) return PROTECTED;
	if (found.length > 1 && found.every(({ by }) => by.startsWith(NAME)))
		return namesakes(typed, found);
	const people = found.slice(0, MOST_PEOPLE).map((one) => explainOne(one, knowledge, levels));
	return {
		found: true,
		title: people.length === 1 ? people[0]!.name : `${found.length} people: “${typed}”`,
		remarks: severalRemarks(found.length, typed),
		people,
	};
}

const PROTECTED: Explanation = {
	found: false,
	title: 'Protected identity',
	remarks: [
		'Reports show neither name nor place of people with protected identity. Look the person up in HR.',
	],
	people: [],
};

/** Most people of one name that are listed. */
const MOST_NAMESAKES = 20;

/** Nobody sees the data of others by a name: only what is needed to ask for the right one. */
function namesakes(typed: string, found: readonly Found[]): Explanation {
	const keys = found
		.slice(0, MOST_NAMESAKES)
		.map(({ hr, user }) => {
			const number = hr?.origin?.records[0]?.employeeNumber;
			const address = hr?.username ?? user?.username;
			return [number, address].filter(Boolean).join(', ') || (hr?.externalId ?? user?.targetId);
		})
		.join('; ');
	return {
		found: false,
		title: `${found.length} people are called “${typed}”`,
		remarks: [
			`Ask again with an employee number or an e-mail address: ${keys}${found.length > MOST_NAMESAKES ? '; …' : ''}.`,
		],
		people: [],
	};
}

function severalRemarks(count: number, typed: string): string[] {
	if (count === 1) return [];
	const shown =
		count > MOST_PEOPLE ? ` The first ${MOST_PEOPLE} are shown; type an External ID.` : '';
	return [`“${typed}” is true of ${count} people.${shown}`];
}

function nobody(typed: string, { people, skipped, users, systems }: Knowledge): Explanation {
	if (typed === '') {
		return {
			found: false,
			title: 'Nobody was asked for',
			remarks: [
				'Type an employee number, an e-mail address, a name or an External ID into the form.',
			],
			people: [],
		};
	}
	const inHr = people.size + skipped.length;
	return {
		found: false,
		title: 'Nobody was found',
		remarks: [
			`“${typed}” was looked up as ${joinAnd(LOOK_UPS)}, whole and in any case, among ${countText(inHr, 'person', 'people')} in HR (${skipped.length} of whom cannot be synchronised) and ${countText(users.length, 'user')} in ${systems.target}.`,
			`HR is read as of today, so people who have left or begin later are not in it: look for them by e-mail address or External ID, which ${systems.target} knows.`,
			'Check the spelling, and that the company is among Company IDs. What is only similar is not shown, so that nobody sees the data of others.',
		],
		people: [],
	};
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
