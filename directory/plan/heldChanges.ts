import { addTo } from '../common/lists';
import type { HeldChange } from '../model/change';
import { compareText } from '../common/text';
import type { Draft } from './changes';
import { compareDrafts, draftFrom } from './changes';
import type { Step, Target } from './step';

/**
 * The held steps as changes, one for each target and guard: those that tripped a guard first, in the
 * order in which they would be made, then their consequences, each after the change that it follows
 * from.
 *
 * @param before how many held changes come before them
 */
export function heldChanges(steps: readonly Step[], before = 0): HeldChange[] {
	const byTarget = new Map<Target, Step[][]>();
	for (const part of steps) {
		if (!part.held) continue;
		const groups = byTarget.get(part.target);
		if (!groups) byTarget.set(part.target, [[part]]);
		else {
			const creates = groups.find(([first]) => first!.action === 'create');
			const group = creates ?? groups.find(([first]) => verdictOf(first!) === verdictOf(part));
			if (group) group.push(part);
			else groups.push([part]);
		}
	}
	const tripped: Draft[] = [];
	const waiting: Draft[] = [];
	for (const [target, groups] of byTarget) {
		for (const group of groups) {
			const follows = group.every(({ held }) => held!.waitsFor);
			(follows ? waiting : tripped).push(draftFrom(target, group, undefined));
		}
	}
	return inOrder(tripped, waiting, before).map(({ change, steps: [first] }) => ({
		...change,
		guard: verdictOf(first!),
	}));
}

function verdictOf({ held }: Step) {
	return held!.verdict;
}

function compareHeld(a: Draft, b: Draft): number {
	return compareDrafts(a, b) || compareText(guardOf(a), guardOf(b));
}

function guardOf({ steps: [first] }: Draft): string {
	const { name, field = '' } = verdictOf(first!);
	return `${name} ${field}`;
}

/** Numbers the drafts: what follows from something comes after all that stands as near to a guard. */
function inOrder(tripped: readonly Draft[], waiting: readonly Draft[], before: number): Draft[] {
	const followers = followersOf(tripped, waiting);
	const ordered: Draft[] = [];
	const causes = new Map<Draft, Draft>();
	for (let level = [...tripped]; level.length > 0;) {
		const next = new Set<Draft>();
		for (const one of level.sort(compareHeld)) {
			ordered.push(one);
			one.change.order = before + ordered.length;
			const cause = causes.get(one);
			if (cause) one.change.because = cause.change.order;
		}
		for (const cause of level) {
			for (const one of followers.get(cause) ?? []) {
				if (one.change.order > 0) continue;
				next.add(one);
				// Of several causes, the first one that the same guard holds.
				const known = causes.get(one);
				const isCloser = guardOf(cause) === guardOf(one);
				if (!known || (isCloser && guardOf(known) !== guardOf(one))) causes.set(one, cause);
			}
		}
		level = [...next];
	}
	return ordered;
}

function followersOf(tripped: readonly Draft[], waiting: readonly Draft[]): Map<Draft, Draft[]> {
	const followers = new Map<Draft, Draft[]>();
	if (waiting.length === 0) return followers;
	const draftOf = new Map<Step, Draft>();
	for (const one of [...tripped, ...waiting]) for (const part of one.steps) draftOf.set(part, one);
	for (const one of waiting) {
		for (const { held } of one.steps) {
			const cause = draftOf.get(held!.waitsFor!)!;
			if (cause === one) continue;
			addTo(followers, cause, one);
		}
	}
	return followers;
}
