import { compareText } from '../common/text';
import type { Step } from './step';
import { step } from './step';
import { temporaryUsername } from './usernames';

/**
 * Breaks circles of people who take each other's usernames (two who swap, three who rotate). One
 * of each circle bears a temporary name first, so that a name is free before it is taken. Cut
 * short anywhere, the rest is no circle any more, and the next plan goes on from there.
 *
 * @param steps username changes that are made, not held
 * @param isUsed whether somebody has, or is to have, a username
 * @returns the steps that give the temporary names
 */
export function breakExchanges(
	steps: readonly Step[],
	isUsed: (username: string) => boolean,
): Step[] {
	const ordered = steps
		.filter((one) => one.needs.length > 0)
		.sort((a, b) => compareText(a.target.externalId!, b.target.externalId!));
	const among = new Set(ordered);
	const walkOf = new Map<Step, number>();
	const temporary: Step[] = [];
	for (const [walk, start] of ordered.entries()) {
		let at: Step | undefined = start;
		while (at && !walkOf.has(at)) {
			walkOf.set(at, walk);
			at = at.needs.find((needed) => among.has(needed));
		}
		if (at && walkOf.get(at) === walk) temporary.push(breakAt(circleFrom(at, among), isUsed));
	}
	return temporary;
}

function circleFrom(first: Step, among: ReadonlySet<Step>): Step[] {
	const circle = [first];
	const next = (one: Step) => one.needs.find((needed) => among.has(needed))!;
	for (let at = next(first); at !== first; at = next(at)) circle.push(at);
	return circle;
}

function breakAt(circle: Step[], isUsed: (username: string) => boolean): Step {
	const breaking = circle.reduce((a, b) =>
		compareText(a.target.externalId!, b.target.externalId!) <= 0 ? a : b,
	);
	const [field] = breaking.fields;
	const name = temporaryUsername(field!.from as string, breaking.target.externalId!, isUsed);
	const names = circle.map(({ target }) => target.name).sort(compareText);
	const first = step(
		breaking.target,
		'update',
		[{ field: 'username', from: field!.from, to: name }],
		`Usernames are exchanged among ${names.join(', ')}: this one is set aside for a moment, so that each is free before it is taken.`,
	);
	first.apart = 'before';
	for (const other of circle) {
		if (other !== breaking)
			other.needs = other.needs.map((one) => (one === breaking ? first : one));
	}
	breaking.needs = [...breaking.needs, first];
	breaking.fields = [{ ...field!, from: name }];
	return first;
}
