import { grouped } from '../common/phrases';
import { error, warning, type Found, type Issue, type Subject } from '../model/issue';

/**
 * External IDs are exact (RFC 7643 §3.1), but some directories keep them in small letters or in
 * capitals, and some compare them without regard to case. Then HR's ids are found there in other case.
 */
export interface OtherCase {
	/** By id of HR: the id that the directory has for it. */
	known: ReadonlyMap<string, string>;
	/** By id of HR, where nobody can say whose the directory's id is: that id. */
	unclear: ReadonlyMap<string, string>;
	/** What the directory does to letters, for people to read. */
	words: string;
}

const CASES = [
	{ words: 'small letters', fold: (id: string) => id.toLowerCase() },
	{ words: 'capitals', fold: (id: string) => id.toUpperCase() },
] as const;

/**
 * Finds the ids of HR that the directory has in other case. They count as the same where all ids
 * of the directory are in one case, as one is that changes them, and where no two of HR's are alike.
 * A directory that has one of HR's ids in the case that it would change keeps case: there, ids that
 * differ in case differ. So they do where it is a single one.
 *
 * @param isWitness whether something else says that two ids are one person's: then one is enough
 * @returns `undefined` where there are none
 */
export function inOtherCase(
	current: Iterable<string>,
	wanted: Iterable<string>,
	isWitness: (id: string, there: string) => boolean,
): OtherCase | undefined {
	const there = new Set(current);
	const all = new Set(wanted);
	const missing = [...all].filter((id) => !there.has(id));
	if (there.size === 0 || missing.length === 0) return undefined;
	const byKey = new Map(Array.from(there, (id) => [keyOf(id), id]));
	const found = CASES.map(({ words, fold }) => ({
		words,
		fold,
		ids: missing.filter((id) => byKey.get(keyOf(id)) === fold(id)),
	})).sort((a, b) => b.ids.length - a.ids.length)[0]!;
	const { words, fold, ids } = found;
	if (ids.length < 2 && !ids.some((id) => isWitness(id, fold(id)))) return undefined;
	const isFolded = (id: string) => fold(id) === id;
	const isEvident = [...there].every(isFolded);
	if (!isEvident && [...all].some((id) => there.has(id) && !isFolded(id))) return undefined;
	const keys = new Set(ids.map(keyOf));
	const alike = new Map<string, number>();
	for (const id of all) {
		const key = keyOf(id);
		if (keys.has(key)) alike.set(key, (alike.get(key) ?? 0) + 1);
	}
	const isClear = (id: string) => isEvident && alike.get(keyOf(id)) === 1;
	const pairs = [...all]
		.filter((id) => keys.has(keyOf(id)))
		.map((id): [string, string] => [id, byKey.get(keyOf(id))!]);
	return {
		known: new Map(pairs.filter(([id]) => isClear(id))),
		unclear: new Map(pairs.filter(([id]) => !isClear(id))),
		words,
	};
}

function keyOf(id: string): string {
	return id.toLowerCase();
}

/** That ids count as the same, once for all of them. */
export function sameInOtherCase(
	kind: Subject['kind'],
	{ known, words }: OtherCase,
	{ target }: Found['systems'],
): Issue {
	const [[hr, there] = ['', '']] = [...known].sort(([a], [b]) => (a < b ? -1 : 1));
	const count = known.size;
	const whose = count === 1 ? `1 ${kind}` : `${grouped(count)} ${kind}s`;
	return warning(
		'externalIdCase',
		{ kind, externalId: null, name: 'External ID' },
		`${target} has the External IDs of ${whose} in ${words}, such as ${there} for ${hr}. They count as the same. To have them alike, map External IDs in ${words}.`,
		{ count },
	);
}

/** That nobody can say whether somebody is the user whose id differs in case only. */
export function unclearCase(subject: Subject, there: string, { target }: Found['systems']): Issue {
	return error(
		'externalIdCaseUnclear',
		subject,
		`${subject.name} has the External ID ${subject.externalId} in HR, and ${target} has ${there}. Nobody can say whether that is the same person, so nothing is changed or removed. Write External IDs in the same way in both, and let no two of them differ only in capitals and small letters.`,
		{ externalIdThere: there },
	);
}
