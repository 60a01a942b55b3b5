import type { Change, GuardVerdict } from '../model/change';
import { valueOf } from '../model/difference';
import { labelOf, oneOf } from '../model/fields';
import type { Group } from '../model/group';
import { error, peopleSharing, warning } from '../model/issue';
import type { Issue } from '../model/issue';
import type { Person } from '../model/person';
import type { Systems } from '../model/systems';
import { isEmptyValue } from '../model/valueRules';
import { allowanceFor, mostOf } from './allowance';
import { countCauses } from './causes';
import type { Count, Counter } from './counting';
import { countKey } from './counting';
import type { GuardBases, GuardLimit, Judged } from './guardTable';
import {
	countedText,
	GUARD_NAMES,
	GUARD_ROWS,
	isGuardName,
	largest,
	largestOfWeek,
	PERSON_GUARD_NAMES,
} from './guardTable';
import type { Matched } from './match';
import type { People } from './people';
import type { Step } from './step';

/**
 * A guard with a limit trips when more is planned than both its count and its share allow. What it
 * holds is noted in the count.
 */
export function countVerdicts(
	steps: readonly Step[],
	counter: Counter,
	judging: Judging,
): Judged[] {
	for (const step of steps) counter.add(step);
	const { people, issues } = judging.matched;
	const faults = { sharing: peopleSharing(issues), unmappable: unmappableIn(people) };
	const judged: Judged[] = [];
	for (const name of GUARD_NAMES) {
		const counts = counter.of(name);
		const fault = GUARD_ROWS[name].holdsAll;
		if (fault) for (const count of counts) count.actual = faults[fault];
		// Of a guard that looks at each field, those that something changes in.
		const changed = counts.filter(({ actual, field }) => actual > 0 && field !== undefined);
		for (const count of changed.length > 0 ? changed : counts.slice(0, 1)) {
			const verdict = verdictOn(count, judging);
			if (verdict) judged.push(verdict);
		}
	}
	return judged;
}

/** How many active users belong to people who cannot be synchronised. */
export function unmappableIn({ untouchable, leftOut }: People): number {
	let people = 0;
	for (const { active, externalId } of untouchable.values())
		if (active && !leftOut.has(externalId ?? '')) people++;
	return people;
}

/** What is needed to judge a count. */
export interface Judging {
	matched: Matched;
	/** What shares of a run are taken of, and those of a week. */
	bases: GuardBases;
	ofWeek: GuardBases;
	/** Whether the limits of a run count. */
	counts: boolean;
	/** Receives the limits of the week. */
	weeks: Array<Pick<GuardVerdict, 'name' | 'actual' | 'limit' | 'kind' | 'field'>>;
}

function verdictOn(count: Count, judging: Judging): Judged | undefined {
	const { matched, bases, counts } = judging;
	const { guard: name, kind, field, links } = count;
	const { of: known, holdsAll } = GUARD_ROWS[name];
	const base = known === 'knownPeople' && kind === 'group' ? 'knownGroups' : known;
	const of = bases[base];
	if (of === null) return undefined;
	const limit = matched.settings.guards[name];
	const actual = links.length > 1 ? countCauses(count, matched, limit) : count.actual;
	const verdict: Judged = { name, limit: largest(limit, of), actual, of, held: false };
	if (field !== undefined) Object.assign(verdict, { kind, field });
	const emptied = counts ? emptiedField(count, matched, limit) : undefined;
	if (emptied) {
		// Of all who have a value, not of all people.
		const [nobodys, values] = emptied;
		Object.assign(verdict, { of: values, limit: largest(limit, values), emptied: nobodys });
		matched.issues.push(nobodyHas(nobodys, values, kind, matched.systems));
	}
	const week = holdsAll ? undefined : weekOf(count, actual, judging.ofWeek[base]!, judging);
	const isAllowed = isAllowedOf(count, actual, matched);
	const exceedsRun = counts && actual > verdict.limit;
	const exceedsWeek = !!week && actual > 0 && week.actual > week.limit;
	verdict.held = (exceedsRun || exceedsWeek) && !isAllowed;
	if (verdict.held && week && !exceedsRun) verdict.week = week;
	count.verdict = verdict;
	return verdict;
}

/** What was written in seven days and is planned now; `undefined` where no memory is kept. */
function weekOf(
	count: Count,
	planned: number,
	of: number,
	{ matched, weeks }: Judging,
): GuardVerdict['week'] {
	const { guard: name, kind, field } = count;
	const written = matched.written?.counts ?? {};
	const week = {
		actual: planned + (written[countKey(count)] ?? 0),
		limit: largestOfWeek(matched.settings.guards[name], of),
	};
	weeks.push({ name, ...week, ...(field === undefined ? {} : { kind, field }) });
	return matched.written ? week : undefined;
}

/** Whether an allowance lets a count through; notes what the memory of a week is to count. */
function isAllowedOf(count: Count, actual: number, { settings, today, written }: Matched): boolean {
	const allowance = allowanceFor(count.guard, settings.allowances, today);
	const key = countKey(count);
	const allowed = ALLOWED + key;
	const isAllowed =
		allowance !== undefined && actual + (written?.counts[allowed] ?? 0) <= mostOf(allowance);
	if (!isAllowed) count.counted = { guard: key };
	else if (allowance.atMost !== null) count.counted = { guard: allowed };
	return isAllowed;
}

/** Before what a guard counts: let through by an allowance, which has a number of its own. */
const ALLOWED = 'allowed ';

/**
 * A field that had more values than a guard lets through by their number, and of which HR now has
 * none for anybody; with the number of values.
 */
function emptiedField(
	{ kind, emptied }: Count,
	{ people, wanted }: Matched,
	{ count }: GuardLimit,
): [field: string, values: number] | undefined {
	for (const [field, values] of emptied) {
		if (values <= count) continue;
		const hasValue = (record: Person | Group) =>
			!isEmptyValue(field, valueOf(record, field) ?? null);
		if (kind === 'group' ? wanted.some((node) => hasValue(node.group)) : someone(people, hasValue))
			continue;
		return [field, values];
	}
	return undefined;
}

function someone({ pairings }: People, test: (person: Person) => boolean): boolean {
	for (const { wanted } of pairings.values()) if (test(wanted)) return true;
	return false;
}

function nobodyHas(
	field: string,
	values: number,
	kind: Change['kind'],
	{ target }: Systems,
): Issue {
	const who = kind === 'group' ? 'group' : 'person';
	return warning(
		'nobodyHas',
		{ kind, externalId: null, name: labelOf(field) },
		`No ${who} in HR has a value for ${oneOf(field)} now, and ${values} in ${target} have one. Check that the field is still there in HR, and that its mapping is right.`,
		{ field, count: values },
	);
}

/** The mapping of who is who is doubtful, so that nothing is written. */
export function doubtfulLists(holding: readonly Judged[]): Issue[] {
	return holding.flatMap((verdict) => {
		const { name } = verdict;
		if (!isGuardName(name) || !GUARD_ROWS[name].holdsAll) return [];
		const { name: title, explanation } = GUARD_ROWS[name];
		return error(
			'doubtfulList',
			{ kind: 'user', externalId: null, name: title },
			`${countedText(verdict)} (of ${verdict.of}), so every change is held. ${explanation}`,
			{ count: verdict.actual },
		);
	});
}

/** A guard that looks at each person lets nobody through. */
export function personVerdicts(steps: readonly Step[], { knownPeople: of }: GuardBases): Judged[] {
	const suspects = new Map(PERSON_GUARD_NAMES.map((name) => [name, new Set<Step['target']>()]));
	for (const { guard, target } of steps) if (guard) suspects.get(guard)!.add(target);
	return [...suspects].map(([name, { size: actual }]) => {
		return { name, limit: 0, actual, of, held: actual > 0 };
	});
}
