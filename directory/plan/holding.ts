import { addTo } from '../common/lists';
import type { FieldChange, GuardVerdict } from '../model/change';
import type { Counter } from './counting';
import type { Judged } from './guardTable';
import { GUARD_ROWS, isGuardName } from './guardTable';
import type { Matched } from './match';
import type { Step } from './step';
import { compareTargets } from './step';

/**
 * Notes which steps the guards that tripped look at. Of a step with several values, those that a
 * guard counts become a step of their own, beside the rest.
 *
 * @returns all steps, those of one target one after another
 */
export function setApart(
	steps: readonly Step[],
	counter: Counter,
	tripped: readonly Judged[],
	current: Matched['current'],
): Step[] {
	const ofPerson = new Map<string, Judged>(tripped.map((guard) => [guard.name, guard]));
	const all: Step[] = [];
	for (const step of steps) {
		const guard = step.guard ? ofPerson.get(step.guard) : heldOf(counter.ofWhole(step)?.verdict);
		if (guard) step.tripped = guard;
		if (guard || step.guard || step.isUncounted) all.push(step);
		else for (const part of partsOf(step, counter)) all.push(part);
	}
	keepWhomTheyReferTo(all, current);
	return all;
}

function heldOf(guard: Judged | undefined): Judged | undefined {
	return guard?.held ? guard : undefined;
}

/** A step, or its parts where a guard looks at some of its values. */
function partsOf(step: Step, counter: Counter): Step[] {
	const { kind } = step.target;
	const [only, more] = step.fields;
	if (only && !more) {
		// So are most steps.
		const guard = heldOf(counter.ofChange(kind, only).verdict);
		if (guard && counter.isCounted(kind, only)) step.tripped = guard;
		return [step];
	}
	const parts: Step[] = [];
	const taken = new Set<FieldChange>();
	for (const [tripped, fields] of trippedBy(step, counter)) {
		for (const field of fields) taken.add(field);
		parts.push({ ...partOf(step, fields), tripped });
	}
	if (taken.size === 0) return [step];
	keepPathWhole(step, parts, taken);
	if (taken.size < step.fields.length) {
		parts.unshift(
			partOf(
				step,
				step.fields.filter((field) => !taken.has(field)),
			),
		);
	} else if (parts.length === 1) {
		// Others may know the step: it stays the same one.
		step.tripped = parts[0]!.tripped!;
		return [step];
	}
	return parts;
}

/**
 * The name and the place of a group are its path, by which the next plan may recognise it: one of
 * them alone could make it another group's.
 */
function keepPathWhole(step: Step, parts: Step[], taken: Set<FieldChange>): void {
	const path = step.fields.filter((one) => isOfPath(step, one));
	if (!path.some((one) => taken.has(one))) return;
	const rest = path.filter((one) => !taken.has(one));
	for (const one of rest) taken.add(one);
	if (rest.length > 0) parts.push(partOf(step, rest));
	const ofPath = parts.filter(({ fields }) => fields.some((one) => path.includes(one)));
	for (const part of ofPath) part.heldWith = ofPath.filter((other) => other !== part);
}

function isOfPath({ target }: Step, { field }: FieldChange): boolean {
	return target.kind === 'group' && (field === 'name' || field === 'parentExternalId');
}

function partOf(step: Step, fields: FieldChange[]): Step {
	return { ...step, fields, reason: step.reasonOf?.(fields) ?? step.reason };
}

/**
 * The values of a step that guards hold. What fills an empty value counts nowhere, and is held only
 * beside one that counts, such as a new e-mail address beside another username.
 */
function trippedBy({ target, fields }: Step, counter: Counter): Map<Judged, FieldChange[]> {
	const tripped = new Map<Judged, FieldChange[]>();
	const counted = new Set<Judged>();
	for (const change of fields) {
		const guard = heldOf(counter.ofChange(target.kind, change).verdict);
		if (!guard) continue;
		if (counter.isCounted(target.kind, change)) counted.add(guard);
		addTo(tripped, guard, change);
	}
	for (const guard of tripped.keys()) if (!counted.has(guard)) tripped.delete(guard);
	return tripped;
}

/** Nobody is deleted to whom somebody or something still refers because a change of it is held. */
function keepWhomTheyReferTo(steps: readonly Step[], { users, groups }: Matched['current']): void {
	const deletions = new Map<string, Step>();
	for (const step of steps) {
		const { kind, externalId } = step.target;
		if (kind === 'user' && step.action === 'delete' && externalId !== null) {
			deletions.set(externalId, step);
		}
	}
	if (deletions.size === 0) return;
	const managers = new Map<string, string>();
	for (const { kind, targetId, managerExternalId: manager } of [...groups, ...users]) {
		if (manager && deletions.has(manager)) managers.set(`${kind} ${targetId}`, manager);
	}
	const referring = new Map<Step, Step[]>();
	for (const step of steps) {
		const { target, action, fields } = step;
		const changesManager = fields.some(({ field }) => field === 'managerExternalId');
		if (action !== 'delete' && !changesManager) continue;
		const deletion = deletions.get(managers.get(`${target.kind} ${target.targetId}`) ?? '');
		if (deletion) addTo(referring, deletion, step);
	}
	for (const [deletion, referrers] of referring) deletion.heldWith = referrers;
}

/**
 * Holds the steps that some guards look at, whatever needs one of them, and groups that would be
 * made only for people who are held. Nothing else is held then.
 */
export function hold(steps: readonly Step[], guards: readonly Judged[]): void {
	for (const step of steps) if (step.held) delete step.held;
	if (guards.length === 0) return;
	const verdicts = new Map<Judged, GuardVerdict>();
	let ofAll: GuardVerdict | undefined;
	for (const guard of guards) {
		const verdict: GuardVerdict & { held?: boolean } = { ...guard };
		delete verdict.held;
		verdicts.set(guard, verdict);
		if (isGuardName(guard.name) && GUARD_ROWS[guard.name].holdsAll) ofAll ??= verdict;
	}
	const ordered = [...steps].sort((a, b) => compareTargets(a.target, b.target));
	const dependants = new Map<Step, Step[]>();
	for (const step of ordered) {
		for (const needed of [...step.needs, ...step.follows, ...(step.heldWith ?? [])]) {
			addTo(dependants, needed, step);
		}
	}
	const held = ordered.filter((step) => {
		const verdict = (step.tripped && verdicts.get(step.tripped)) ?? ofAll;
		if (verdict) step.held = { verdict };
		return verdict !== undefined;
	});
	spread(held, dependants);
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
		spread([creation], dependants);
	}
}

function spread(held: Step[], dependants: ReadonlyMap<Step, Step[]>): void {
	for (let i = 0; i < held.length; i++) {
		const cause = held[i]!;
		for (const step of dependants.get(cause) ?? []) {
			if (step.held) continue;
			step.held = { verdict: cause.held!.verdict, waitsFor: cause };
			held.push(step);
		}
	}
}
