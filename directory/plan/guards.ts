import type { GuardVerdict } from '../model/change';
import type { GuardBases, GuardLimit, GuardName, Judged } from './guardTable';
import { GUARD_NAMES, GUARDS, isGuardName, PERSON_GUARD_NAMES } from './guardTable';
import { isInScope } from './leavers';
import type { Matched } from './match';
import { heldChanges } from './changes';
import type { People } from './people';
import type { Step } from './step';
import { compareTargets } from './step';
import type { Steps } from './steps';
import { fingerprint, guardsExceeded, planHasChanged } from './stopped';

/** What the guards say of the steps. */
export interface Judgement {
	guards: Judged[];
	/** The name of what is held, or was until it was released. */
	planId: string;
}

/**
 * Looks at every guard, and holds the steps that one of them stops, unless they are released.
 *
 * @throws UserError where a guard is set to stop, or another plan than this one is to be released
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
	const held = heldChanges(steps.all);
	const planId = fingerprint(held);
	const released = settings.release.trim();
	if (released !== '') {
		if (released !== planId) throw planHasChanged(released, planId, held.length);
		for (const step of steps.all) delete step.held;
	} else if (settings.guards.whenExceeded === 'stop') {
		const tripped = guards.filter((guard) => guard.held);
		if (tripped.some(({ name }) => isGuardName(name))) throw guardsExceeded(tripped, planId);
	}
	return { guards, planId };
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
