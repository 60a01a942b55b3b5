import type { GuardVerdict, ReleaseSummary } from '../model/change';
import type { GuardBases, GuardLimit, GuardName, Judged } from './guardTable';
import { GUARD_NAMES, GUARDS, isGuardName, PERSON_GUARD_NAMES } from './guardTable';
import { isInScope } from './leavers';
import type { Matched } from './match';
import { heldChanges } from './changes';
import type { People } from './people';
import type { Step } from './step';
import { compareTargets } from './step';
import type { Steps } from './steps';
import { fingerprint, notReleased, planNumber, setNamedBy } from './release';
import { guardsExceeded } from './stopped';

/** What the guards say of the steps. */
export interface Judgement {
	guards: Judged[];
	/** The number of what is held. */
	planId: string;
	/** What became of the plan number that was to be released; absent where there was none. */
	release?: ReleaseSummary;
}

/**
 * Looks at every guard, and holds the steps that one of them stops, unless they are released.
 *
 * @throws UserError where a guard is set to stop
 */
export function judge(matched: Matched, steps: Steps): Judgement {
	const { settings } = matched;
	const { people, wanted, rules } = matched;
	// The shares of a list of one say nothing.
	const counts = rules.countsOne || people.pairings.size + wanted.length > 1;
	const guards = verdicts(
		steps.all,
		settings.guards,
		guardBases(matched, steps),
		counts ? GUARD_NAMES : [],
	);
	hold(steps.all, guards);
	const asked = settings.release.trim();
	const release = asked === '' ? undefined : releaseNamed(asked, steps.all, guards, matched.today);
	const held = heldChanges(steps.all);
	const planId = planNumber(held, matched.today);
	const refusal = release?.why && notReleased(release, held.length, planId);
	if (refusal) matched.issues.push(refusal);
	const tripped = guards.filter((guard) => guard.held);
	if (settings.guards.whenExceeded === 'stop' && tripped.some(({ name }) => isGuardName(name))) {
		throw guardsExceeded(tripped, planId, refusal?.message);
	}
	return release ? { guards, planId, release } : { guards, planId };
}

/**
 * Lets through exactly the held set that a plan number names: all that is held, or what some of the
 * guards hold by themselves. What the other guards hold stays held.
 *
 * @param guards those whose set is released hold nothing then
 */
function releaseNamed(
	planId: string,
	steps: readonly Step[],
	guards: Judged[],
	today: string,
): ReleaseSummary {
	const tripped = guards.filter((guard) => guard.held);
	if (tripped.length === 0) return { planId, changes: 0, why: 'nothingHeld' };
	const named = setNamedBy(planId, today);
	if ('why' in named) return { planId, changes: 0, why: named.why };
	for (const some of selections(tripped)) {
		hold(steps, some);
		const changes = heldChanges(steps);
		if (fingerprint(changes) !== named.set) continue;
		for (const step of steps) if (step.held) step.released = step.held.verdict;
		for (const guard of some) guard.held = false;
		hold(steps, guards);
		for (const step of steps) if (step.held) delete step.released;
		return { planId, changes: changes.length };
	}
	hold(steps, guards);
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
	const { people, current, tree, memberships, settings } = matched;
	let knownPeople = 0;
	let placedPeople = 0;
	for (const { current: user } of people.pairings.values()) {
		if (!user) continue;
		knownPeople++;
		if (memberships.isPlaced(user)) placedPeople++;
	}
	const { users } = current;
	const isFilling = users.length === 0 || isFirstLoadUnderWay(matched, steps);
	return {
		removableUsers: users.filter((user) => user.active && isInScope(user, settings.removal)).length,
		syncedGroups: tree.nodes.length,
		placedPeople,
		knownPeople,
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
		if (steps.username || steps.group?.guard) return false;
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
 * A guard with a limit trips when more is planned than both its count and its share allow; one that
 * looks at each person lets nobody through.
 */
function verdicts(
	steps: readonly Step[],
	limits: Record<GuardName, GuardLimit>,
	bases: GuardBases,
	names: readonly GuardName[],
): Judged[] {
	const planned = new Map<string, number>();
	const suspects = new Map<string, Set<Step['target']>>(
		PERSON_GUARD_NAMES.map((name) => [name, new Set()]),
	);
	for (const { guard, target } of steps) {
		if (!guard) continue;
		const suspected = suspects.get(guard);
		if (suspected) suspected.add(target);
		else planned.set(guard, (planned.get(guard) ?? 0) + 1);
	}
	const judged: Judged[] = [];
	for (const name of names) {
		const of = bases[GUARDS[name].of];
		if (of === null) continue;
		const limit = largest(limits[name], of);
		const actual = planned.get(name) ?? 0;
		judged.push({ name, limit, actual, of, held: actual > limit });
	}
	for (const name of PERSON_GUARD_NAMES) {
		const size = suspects.get(name)?.size ?? 0;
		judged.push({ name, limit: 0, actual: size, of: bases.knownPeople, held: size > 0 });
	}
	return judged;
}

function largest({ count, share }: GuardLimit, of: number): number {
	return Math.max(count, Math.floor((share * of) / 100));
}

/**
 * Holds the steps whose guard tripped, whatever needs one of them, and groups that would be made
 * only for people who are held.
 */
function hold(steps: readonly Step[], verdicts: readonly Judged[]): void {
	for (const step of steps) if (step.held) delete step.held;
	const tripped = new Map<string, GuardVerdict>();
	for (const { held, ...verdict } of verdicts) if (held) tripped.set(verdict.name, verdict);
	if (tripped.size === 0) return;

	const ordered = [...steps].sort((a, b) => compareTargets(a.target, b.target));
	const dependants = new Map<Step, Step[]>();
	for (const step of ordered) {
		const together = step.heldWith ? [step.heldWith] : [];
		for (const needed of [...step.needs, ...step.follows, ...together]) {
			const list = dependants.get(needed);
			if (list) list.push(step);
			else dependants.set(needed, [step]);
		}
	}
	const held = ordered.filter((step) => {
		const verdict = tripped.get(step.guard ?? '');
		if (verdict) step.held = { verdict };
		return verdict !== undefined;
	});
	holdDependants(held, dependants);

	const creations = ordered.filter(
		({ target, action }) => target.kind === 'group' && action === 'create',
	);
	creations.sort((a, b) => b.target.depth - a.target.depth);
	for (const creation of creations) {
		const users = (dependants.get(creation) ?? []).filter(
			({ target }) => target !== creation.target,
		);
		const [first] = users;
		if (creation.held || !first || users.some((step) => !step.held)) continue;
		creation.held = { verdict: first.held!.verdict, waitsFor: first };
		holdDependants([creation], dependants);
	}
}

function holdDependants(held: Step[], dependants: ReadonlyMap<Step, Step[]>): void {
	for (let i = 0; i < held.length; i++) {
		const cause = held[i]!;
		for (const step of dependants.get(cause) ?? []) {
			if (step.held) continue;
			step.held = { verdict: cause.held!.verdict, waitsFor: cause };
			held.push(step);
		}
	}
}
