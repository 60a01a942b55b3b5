import type { GuardVerdict } from '../model/change';
import type { GuardLimit, GuardName, PlanSettings } from './settings';
import { GUARD_NAMES } from './settings';
import type { Step } from './step';
import { compareTargets } from './step';

/** What the shares of each guard are taken of; a guard without a number is not looked at. */
export type GuardBases = Partial<Record<GuardName | 'possibleReuse', number>>;

export type Judged = GuardVerdict & { held: boolean };

/**
 * Looks at every guard: it trips when more is planned than both its count and its share allow.
 * `possibleReuse` allows none.
 */
export function judge(
	steps: readonly Step[],
	bases: GuardBases,
	limits: PlanSettings['guards'],
): Judged[] {
	const planned = new Map<string, number>();
	const suspects = new Set<Step['target']>();
	for (const { guard, target } of steps) {
		if (guard === 'possibleReuse') suspects.add(target);
		else if (guard) planned.set(guard, (planned.get(guard) ?? 0) + 1);
	}
	planned.set('possibleReuse', suspects.size);
	const verdicts: Judged[] = [];
	for (const name of [...GUARD_NAMES, 'possibleReuse'] as const) {
		const of = bases[name];
		if (of === undefined) continue;
		const limit = name === 'possibleReuse' ? 0 : largest(limits[name], of);
		const actual = planned.get(name) ?? 0;
		verdicts.push({ name, limit, actual, of, held: actual > limit });
	}
	return verdicts;
}

function largest({ count, share }: GuardLimit, of: number): number {
	return Math.max(count, Math.floor((share * of) / 100));
}

/**
 * Holds the steps whose guard tripped, whatever needs one of them, and groups that would be made
 * only for people who are held.
 */
export function hold(steps: readonly Step[], verdicts: readonly Judged[]): void {
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

/** Lets through everything that was held. */
export function release(steps: readonly Step[]): void {
	for (const step of steps) delete step.held;
}
