import { compareText, matchingKey } from './text';

const MOST_CANDIDATES = 1000;
const LONGEST_NAME = 80;
const MOST_SUGGESTIONS = 3;

/**
 * Names that someone may have meant who wrote another: the same but for case, blanks and a letter
 * or two; where there is none, those that hold the other or are held by it.
 *
 * @returns at most three, the nearest first; empty where none is near
 */
export function nearNames(wanted: string, names: Iterable<string>): string[] {
	const key = squeezed(wanted);
	const near: Array<{ name: string; distance: number }> = [];
	const holding: Array<{ name: string; distance: number }> = [];
	let seen = 0;
	for (const name of names) {
		if (++seen > MOST_CANDIDATES) break;
		if (name === wanted || name.length > LONGEST_NAME) continue;
		const other = squeezed(name);
		const distance = distanceBetween(key, other);
		if (distance <= Math.max(1, Math.floor(key.length / 4))) near.push({ name, distance });
		else if (holdOneAnother(key, other)) holding.push({ name, distance });
	}
	return (near.length > 0 ? near : holding)
		.sort((a, b) => a.distance - b.distance || compareText(a.name, b.name))
		.slice(0, MOST_SUGGESTIONS)
		.map(({ name }) => name);
}

/** `first_name`, `First Name` and `firstname` are one spelling away from each other. */
function squeezed(name: string): string {
	return matchingKey(name.slice(0, LONGEST_NAME)).replace(/[\s_.-]/g, '');
}

function holdOneAnother(a: string, b: string): boolean {
	return Math.min(a.length, b.length) > 3 && (a.includes(b) || b.includes(a));
}

/** Letters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
function distanceBetween(a: string, b: string): number {
	if (a === b) return 0;
	let twoAbove: number[] = [];
	let above = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let row = 1; row <= a.length; row++) {
		const here = [row];
		for (let column = 1; column <= b.length; column++) {
			const replaced = above[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
			const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
			const swapped = isSwap ? twoAbove[column - 2]! + 1 : Infinity;
			here.push(Math.min(replaced, swapped, above[column]! + 1, here[column - 1]! + 1));
		}
		[twoAbove, above] = [above, here];
	}
	return above[b.length]!;
}
