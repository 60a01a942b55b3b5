import type { HeldChange, PlanSummary, ReleaseSummary } from '../model/change';
import { allowanceIssues } from './allowance';
import { heldChanges } from './heldChanges';
import { Counter } from './counting';
import type { GuardBases, Judged } from './guardTable';
import { isGuardName } from './guardTable';
import { hold, setApart } from './holding';
import { isInScope } from './leavers';
import type { Matched } from './match';
import type { People } from './people';
import { splitByPilot } from './pilot';
import { notReleased, planNumber, releaseNamed } from './release';
import type { Step } from './step';
import type { Steps } from './steps';
import { connect } from './steps';
import { guardsExceeded } from './stopped';
import type { Judging } from './verdicts';
import { countVerdicts, doubtfulLists, personVerdicts, unmappableIn } from './verdicts';

/** What the guards say of the steps. */
export interface Judgement {
	guards: Judged[];
	held: HeldChange[];
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
	const all = tripped.length > 0 ? setApart(inside, counter, tripped, matched.current) : inside;
	connect(all, matched);
	hold(all, tripped);
	const asked = settings.release.trim();
	const release = asked === '' ? undefined : releaseNamed(asked, all, tripped, matched.today);
	const held = heldChanges(all);
	const holding = tripped.filter((guard) => guard.held);
	const planId = planNumber(held, all, holding, matched.today);
	const refusal = release?.why && notReleased(release, held.length, planId);
	if (refusal) matched.issues.push(refusal);
	matched.issues.push(...doubtfulLists(holding));
	if (settings.guards.whenExceeded === 'stop' && holding.some(({ name }) => isGuardName(name))) {
		throw guardsExceeded(holding, planId, refusal?.message);
	}
	if (matched.written) noteCounts(all, counter);
	const week = matched.written && { since: matched.written.since, guards: judging.weeks };
	return {
		guards,
		held,
		planId,
		all,
		outside,
		...(release ? { release } : {}),
		...(week ? { week } : {}),
	};
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
	const users = current.users.filter((user) => !protection.users.has(user));
	const isFilling = users.length === 0 || isFirstLoadUnderWay(matched, steps);
	return {
		removableUsers: users.filter((user) => user.active && isInScope(user, settings.removal)).length,
		syncedGroups: tree.nodes.length,
		placedPeople,
		knownPeople,
		listedPeople: people.listed,
		ownersOfUsers: knownPeople + unmappableIn(people),
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
