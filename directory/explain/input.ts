import { isRecord } from '../common/json';
import { currentPath, placeText, targetKey, type CurrentGroup } from '../model/group';
import type { Issue } from '../model/issue';
import { shapeOf, type Item, type Shape } from '../model/items';
import type { CurrentUser, Person, SkippedPerson } from '../model/person';
import type { Systems } from '../model/systems';
import type { Language } from '../report/columns';
import { readInput, type ReadInput, type ReportLists } from '../report/input';
import { namesOf, type Names } from '../report/values';
import { wordsIn, type Words } from '../report/words';
import { protectedName } from '../model/protectedIdentity';
import { fullName } from '../plan/people';
import type { Origin } from './origin';
import { EXPLAIN_WORDS, type ExplainWords } from './table';

/** Items of any number of lists; the shape of an item says what it is. */
export type Lists = ReportLists & {
	people?: readonly unknown[];
	current?: readonly unknown[];
};

/** A person in the target's terms, placed in a group or not yet. */
export interface KnownPerson extends Person {
	origin?: Origin;
	issues?: Issue[];
}

/** Someone in HR who cannot be synchronised. */
export interface KnownSkipped extends SkippedPerson {
	origin?: Origin;
}

/** All that is known of everyone. */
export interface Knowledge {
	people: Map<string, KnownPerson>;
	skipped: KnownSkipped[];
	users: CurrentUser[];
	groups: Map<string, CurrentGroup>;
	/** Changes, held ones, issues and wanted groups; groups by the ids that changes name them by. */
	plan: ReadInput;
	/** Path of a wanted group by the id that the Hierarchy Builder gave it. */
	paths: Map<string, string[]>;
	/** External IDs that an issue is about besides its subject, by its message. */
	concerned: Map<string, Set<unknown>>;
	names: Names;
	systems: Systems;
	/** The words of reports, and those of this page, in the language of the reader. */
	words: Words;
	tell: ExplainWords;
}

const TAKE: Record<Shape, ((item: Item, knowledge: Knowledge) => void) | null> = {
	skipped: (item, { skipped }) => skipped.push(item as unknown as KnownSkipped),
	currentUser: (item, { users }) => users.push(item as unknown as CurrentUser),
	currentGroup: (item, { groups }) => {
		const group = item as unknown as CurrentGroup;
		if (group.externalId !== null) groups.set(group.externalId, group);
		groups.set(targetKey(group.targetId), group);
	},
	person: (item, { people }) => {
		const person = item as unknown as KnownPerson;
		// The same person may come from the mapper and, placed, from the builder.
		people.set(person.externalId, { ...people.get(person.externalId), ...person });
	},
	issue: ({ message, details }, { concerned }) => {
		const lists = Object.values(details ?? {}).filter((value) => Array.isArray(value));
		if (lists.length > 0) concerned.set(String(message), new Set(lists.flat()));
	},
	change: null,
	held: null,
	summary: null,
	group: null,
};

/** Sorts all items by their shape. Items of no known shape are passed over. */
export function readKnowledge(
	lists: Lists,
	systems: Systems,
	language: Language = 'en',
): Knowledge {
	const plan = readInput(lists);
	const knowledge: Knowledge = {
		people: new Map(),
		skipped: [],
		users: [],
		groups: new Map(),
		plan,
		paths: new Map(),
		concerned: new Map(),
		names: namesOf(plan),
		systems,
		words: wordsIn(language),
		tell: EXPLAIN_WORDS[language],
	};
	const { changes, held, issues, summary, groups, people, current } = lists;
	for (const list of [changes, held, issues, summary, groups, people, current]) {
		for (const item of list ?? []) {
			const shape = isRecord(item) ? shapeOf(item) : null;
			if (shape) TAKE[shape]?.(item as Item, knowledge);
		}
	}
	// As the builder named them: a group that is recognised keeps another id in the target.
	for (const { externalId, path, name } of plan.groupsInHr) {
		knowledge.paths.set(externalId, path.length > 0 ? path : [name]);
	}
	learnNames(knowledge);
	return knowledge;
}

/** Names of managers and groups that no change mentions. */
function learnNames({ people, skipped, users, groups, names }: Knowledge): void {
	const known = names.people as Map<string, string>;
	for (const user of users) {
		if (user.externalId !== null) known.set(user.externalId, fullName({ ...user }));
	}
	for (const person of people.values()) {
		const { externalId, protectedIdentity } = person;
		known.set(externalId, protectedIdentity ? protectedName(externalId) : fullName(person));
	}
	for (const { externalId, protectedIdentity } of skipped) {
		if (externalId && protectedIdentity) known.set(externalId, protectedName(externalId));
	}
	for (const group of groups.values()) {
		const { externalId } = group;
		if (externalId === null || names.groups.has(externalId)) continue;
		(names.groups as Map<string, string>).set(externalId, placeText(currentPath(group, groups)));
	}
}
