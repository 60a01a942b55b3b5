import type { GuardVerdict, PlanSummary, ReleaseSummary } from '../model/change';
import { allowanceFor, allowanceIssues, mostOf } from './allowance';
import type { CurrentUser } from '../model/person';
import { countCauses } from './causes';
import { heldChanges } from './heldChanges';
import type { Count } from './counting';
import { Counter, countKey } from './counting';
import type { GuardBases, Judged } from './guardTable';
import {
	GUARD_NAMES,
	GUARD_ROWS,
	isGuardName,
	largest,
	largestOfWeek,
	PERSON_GUARD_NAMES,
} from './guardTable';
import { hold, setApart } from './holding';
import { isInScope } from './leavers';
import type { Matched } from './match';
import type { People } from './people';
import { splitByPilot } from './pilot';
import { fingerprint, notReleased, planNumber, setNamedBy } from './release';
import type { Step } from './step';
import type { Steps } from './steps';
import { connect } from './steps';
import { guardsExceeded } from './stopped';

/** What the guards say of the steps. */
export interface Judgement {
	guards: Judged[];
	/** The number of what is held. */
	planId: string;
	/** The steps outside the pilot: they are shown and not written. */
	outside: readonly Step[];
	/** What became of the plan number that was to be released; absent where there was none. */
	release?: ReleaseSummary;
	/** The limits of a week, where a memory is kept. */
	week?: PlanSummary['week'];
	/** All other steps, each with what it depends on; values that a guard counts apart from the others. */
	all: readonly Step[];
}

/**
 * Looks at every guard, and holds the steps that one of them stops, unless they are released.
 *
 * @throws UserError where a guard is set to stop
 */
export function judge(matched: Matched, steps: Steps): Judgement {
	const { settings, people, wanted, rules } = matched;
	matched.issues.push(...allowanceIssues(settings.allowances, matched.today));
	const counter = new Counter();
	// The shares of a list of one say nothing.
	const counts = rules.countsOne || people.pairings.size + wanted.length > 1;
	const bases = guardBases(matched, steps);
	const { inside, outside } = splitByPilot(matched, steps.all);
	// Those of a week say something of a list of one as well.
	const judging: Judging = {
		matched,
		bases,
		ofWeek: basesOfWeek(matched, bases),
		counts,
		weeks: [],
	};
	const guards = counts || matched.written ? countVerdicts(inside, counter, judging) : [];
	guards.push(...personVerdicts(inside, bases));
	const tripped = guards.filter((guard) => guard.held);
	const all = tripped.length > 0 ? setApart(inside, counter, tripped) : inside;
	connect(all, matched);
	hold(all, tripped);
	const asked = settings.release.trim();
	const release = asked === '' ? undefined : releaseNamed(asked, all, tripped, matched.today);
	const held = heldChanges(all);
	const planId = planNumber(held, matched.today);
	const refusal = release?.why && notReleased(release, held.length, planId);
	if (refusal) matched.issues.push(refusal);
	const holding = tripped.filter((guard) => guard.held);
	if (settings.guards.whenExceeded === 'stop' && holding.some(({ name }) => isGuardName(name))) {
		throw guardsExceeded(holding, planId, refusal?.message);
	}
	if (matched.written) noteCounts(all, counter);
	const week = matched.written && { since: matched.written.since, guards: judging.weeks };
	return {
		guards,
		planId,
		all,
		outside,
		...(release ? { release } : {}),
		...(week ? { week } : {}),
	};
}

/**
 * Lets through exactly the held set that a plan number names: all that is held, or what some of the
 * guards hold by themselves. What the other guards hold stays held.
 *
 * @param tripped those whose set is released hold nothing then
 */
function releaseNamed(
	planId: string,
	steps: readonly Step[],
	tripped: readonly Judged[],
	today: string,
): ReleaseSummary {
	if (tripped.length === 0) return { planId, changes: 0, why: 'nothingHeld' };
	const named = setNamedBy(planId, today);
	if ('why' in named) return { planId, changes: 0, why: named.why };
	for (const some of selections(tripped)) {
		hold(steps, some);
		const changes = heldChanges(steps);
		if (fingerprint(changes) !== named.set) continue;
		for (const step of steps) if (step.held) step.released = step.held.verdict;
		for (const guard of some) guard.held = false;
		hold(
			steps,
			tripped.filter((guard) => guard.held),
		);
		for (const step of steps) if (step.held) delete step.released;
		return { planId, changes: changes.length };
	}
	hold(steps, tripped);
	return { planId, changes: 0, why: 'changed' };
}

/** Of so many guards that hold something, every selection is tried: 2^6 are soon gone through. */
const MOST_TRIED = 6;

/** All guards first, then every other selection of them. */
function* selections(guards: readonly Judged[]): Iterable<Judged[]> {
	const tried = guards.slice(0, MOST_TRIED);
	const rest = guards.slice(MOST_TRIED);
	for (let bits = 2 ** tried.length - 1; bits >= 0; bits--) {
		const some = tried.filter((_guard, i) => bits & (1 << i));
		if (rest.length > 0) yield [...some, ...rest];
		if (some.length > 0) yield some;
	}
}

function guardBases(matched: Matched, steps: Steps): GuardBases {
	const { people, protection, current, tree, memberships, settings, wanted } = matched;
	let knownPeople = 0;
	let placedPeople = 0;
	for (const { current: user } of people.pairings.values()) {
		if (!user) continue;
		knownPeople++;
		if (memberships.isPlaced(user)) placedPeople++;
	}
	const isFree = (user: CurrentUser) => !protection.users.has(user);
	const users = protection.users.size > 0 ? current.users.filter(isFree) : current.users;
	const isFilling = users.length === 0 || isFirstLoadUnderWay(matched, steps);
	return {
		removableUsers: users.filter((user) => user.active && isInScope(user, settings.removal)).length,
		syncedGroups: tree.nodes.length,
		placedPeople,
		knownPeople,
		knownGroups: wanted.filter(({ match }) => match !== null).length,
		users: isFilling ? null : users.length,
	};
}

/**
 * Whether the directory looks like a first load that was cut short, which goes on by itself: it
 * must not be taken for a directory that suddenly doubles. Such a one holds nobody whom HR does
 * not have, and everyone as HR has them, but for links to managers and groups, which are made
 * after people are created; and somebody still waits for a group.
 */
function isFirstLoadUnderWay({ people, memberships, rules }: Matched, { users }: Steps): boolean {
	if (people.others.some(({ externalId }) => externalId !== null)) return false;
	let unplaced = 0;
	for (const [externalId, steps] of users) {
		const { current, adopted } = people.pairings.get(externalId)!;
		if (!current || adopted) continue;
		if (steps.username || steps.reactivation) return false;
		if (steps.group && !steps.group.isUncounted) return false;
		if (steps.main?.fields.some(({ field }) => field !== 'managerExternalId')) return false;
		if (steps.group && !memberships.isPlaced(current)) unplaced++;
	}
	return unplaced > 0 || (rules.fillsWithoutGroups && placesNobody(people));
}

function placesNobody({ pairings }: People): boolean {
	for (const { wanted } of pairings.values()) if (wanted.groupExternalId) return false;
	return true;
}

/**
 * A guard with a limit trips when more is planned than both its count and its share allow. What it
 * holds is noted in the count.
 */
function countVerdicts(steps: readonly Step[], counter: Counter, judging: Judging): Judged[] {
	for (const step of steps) counter.add(step);
	const judged: Judged[] = [];
	for (const name of GUARD_NAMES) {
		const counts = counter.of(name);
		// Of a guard that looks at each field, those that something changes in.
		const changed = counts.filter(({ actual, field }) => actual > 0 && field !== undefined);
		for (const count of changed.length > 0 ? changed : counts.slice(0, 1)) {
			const verdict = verdictOn(count, judging);
			if (verdict) judged.push(verdict);
		}
	}
	return judged;
}

/** What is needed to judge a count. */
interface Judging {
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
	const { matched, bases, ofWeek, counts, weeks } = judging;
	const { guard: name, kind, field, links } = count;
	const known = GUARD_ROWS[name].of;
	const base = known === 'knownPeople' && kind === 'group' ? 'knownGroups' : known;
	const of = bases[base];
	if (of === null) return undefined;
	const limit = matched.settings.guards[name];
	const actual = links.length > 1 ? countCauses(count, matched, limit) : count.actual;
	const most = largest(limit, of);
	const ofField = field === undefined ? {} : { kind, field };
	const written = matched.written?.counts ?? {};
	const key = countKey(count);
	const week = {
		actual: actual + (written[key] ?? 0),
		limit: largestOfWeek(limit, ofWeek[base] ?? of),
	};
	weeks.push({ name, ...week, ...ofField });
	const allowance = allowanceFor(name, matched.settings.allowances, matched.today);
	const allowed = ALLOWED + key;
	const isAllowed =
		allowance !== undefined && actual + (written[allowed] ?? 0) <= mostOf(allowance);
	if (!isAllowed) count.counted = { guard: key };
	else if (allowance.atMost !== null) count.counted = { guard: allowed };
	const exceedsRun = counts && actual > most;
	const exceedsWeek = !!matched.written && actual > 0 && week.actual > week.limit;
	const held = (exceedsRun || exceedsWeek) && !isAllowed;
	count.verdict = { name, limit: most, actual, of, ...ofField, held };
	if (held && !exceedsRun) count.verdict.week = week;
	return count.verdict;
}

/** Before what a guard counts: let through by an allowance, which has a number of its own. */
const ALLOWED = 'allowed ';

/** A list of some people says little of a week: its shares are taken of the whole directory. */
function basesOfWeek(matched: Matched, bases: GuardBases): GuardBases {
	const { rules, current, tree, memberships, written } = matched;
	if (rules.needsSomebody || !written) return bases;
	const ours = current.users.filter(({ externalId }) => externalId !== null);
	return {
		...bases,
		knownPeople: Math.max(bases.knownPeople, ours.length),
		placedPeople: ours.filter((user) => memberships.isPlaced(user)).length,
		knownGroups: Math.max(bases.knownGroups, tree.nodes.length),
	};
}

/** Notes what the memory of a week is to count of the steps that are let through by themselves. */
function noteCounts(steps: readonly Step[], counter: Counter): void {
	for (const step of steps) {
		if (step.held || step.released) continue;
		const counts = counter.countedOf(step);
		if (counts.length > 0) step.counts = counts;
	}
}

/** A guard that looks at each person lets nobody through. */
function personVerdicts(steps: readonly Step[], { knownPeople: of }: GuardBases): Judged[] {
	const suspects = new Map(PERSON_GUARD_NAMES.map((name) => [name, new Set<Step['target']>()]));
	for (const { guard, target } of steps) if (guard) suspects.get(guard)!.add(target);
	return [...suspects].map(([name, { size: actual }]) => {
		return { name, limit: 0, actual, of, held: actual > 0 };
	});
}
