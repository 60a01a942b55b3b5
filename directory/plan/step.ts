import type { ChangeAction, Counted, FieldChange, GuardVerdict } from '../model/change';
import { compareText } from '../common/text';
import type { CurrentUser } from '../model/person';
import { fullName } from './people';
import type { Judged, PersonGuardName } from './guardTable';

/** The user or group that steps are about. */
export interface Target {
	kind: 'group' | 'user';
	externalId: string | null;
	targetId: string | null;
	name: string;
	/** A group as texts name it; people are named by their names. */
	label?: string;
	version?: string;
	/** How many groups stand above it in the wanted tree; 0 for users. */
	depth: number;
}

/** What steps of a user who is there are about. */
export function userTarget(user: CurrentUser): Target {
	return {
		kind: 'user',
		externalId: user.externalId,
		targetId: user.targetId,
		name: fullName(user),
		depth: 0,
		...(user.version === undefined ? {} : { version: user.version }),
	};
}

/**
 * The smallest thing that can be held back by itself. The steps of one target that are let
 * through together become one change.
 */
export interface Step {
	target: Target;
	action: ChangeAction;
	fields: FieldChange[];
	reason: string;
	/** The reason of some of the fields; where there is none, that of all of them serves. */
	reasonOf?: (fields: readonly FieldChange[]) => string;
	/** The guard that holds this step by itself, whatever the number. */
	guard?: PersonGuardName;
	/** The guard that tripped and holds it, by itself, unless it is released. */
	tripped?: Judged;
	/** No guard counts it: it follows from another step, or changes nothing that one looks at. */
	isUncounted?: true;
	/** Steps that must have succeeded before: see `dependenciesOf`. */
	needs: readonly Step[];
	/**
	 * Steps that should stand before, and that this one is held together with; but if one of them is
	 * refused, this step can still be carried out in part.
	 */
	follows: readonly Step[];
	/** Steps that this one is held together with, though it does not wait for them. */
	heldWith?: readonly Step[];
	/** The target's ids of the groups that the user is taken out of. */
	leaves?: string[];
	/** Other groups that the user stays in: see `Change`. */
	stays?: string[];
	/** What the group is called should another one have its name. */
	nameInstead?: string;
	/** Further groups that the user comes into: see `Change`. */
	joins?: string[];
	/** Where this step makes a change of its own: before or after the other steps of its target. */
	apart?: 'before' | 'after';
	held?: { verdict: GuardVerdict; waitsFor?: Step };
	/** External ID of the group whose change of manager it follows from: see `tieToManagers`. */
	tiedTo?: string;
	/** External ID of the group that the person manages, and so is no member of. */
	manages?: string;
	/** What the memory of a week counts of it. */
	counts?: readonly Counted[];
	/** The guard that held it until it was released. */
	released?: GuardVerdict;
}

const NONE: readonly Step[] = [];

/** A step without anything that it depends on. */
export function step(
	target: Target,
	action: ChangeAction,
	fields: FieldChange[],
	reason: string,
): Step {
	return { target, action, fields, reason, needs: NONE, follows: NONE };
}

/** Has a guard hold a step by itself, whatever the number. */
export function holdAs(guard: PersonGuardName, one: Step | undefined): void {
	if (one) one.guard = guard;
}

/** An order of targets that does not depend on the order of the input. */
export function compareTargets(a: Target, b: Target): number {
	return (
		compareText(a.kind, b.kind) ||
		compareText(a.externalId ?? '', b.externalId ?? '') ||
		compareText(a.targetId ?? '', b.targetId ?? '')
	);
}

const NO_COUNTS: readonly Counted[] = [];

/** What guards count of several steps: one that looks at two of them counts once. */
export function countsOf(steps: readonly Step[]): readonly Counted[] {
	const [only] = steps;
	if (steps.length === 1) return only!.counts ?? NO_COUNTS;
	const counts = new Map<string, Counted>();
	for (const step of steps) {
		for (const one of step.counts ?? NO_COUNTS) counts.set(`${one.guard} ${one.cause ?? ''}`, one);
	}
	return [...counts.values()];
}
