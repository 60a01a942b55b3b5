import { compareText } from './text';

/**
 * The circles among reporting lines: people who are, at some remove, their own manager.
 *
 * @param managerOf External ID of the manager, by External ID of the person
 * @returns each circle once, from its smallest External ID along the reporting line, the circles
 * in the order of their first member; empty where all is well
 */
export function findCircles(managerOf: ReadonlyMap<string, string | null>): string[][] {
	const circles: string[][] = [];
	const walkOf = new Map<string, number>();
	let walk = 0;
	for (const start of managerOf.keys()) {
		walk++;
		let person: string | null | undefined = start;
		while (typeof person === 'string' && !walkOf.has(person)) {
			walkOf.set(person, walk);
			person = managerOf.get(person);
		}
		// Met again within the same walk: what lies between the two meetings is a circle.
		if (typeof person === 'string' && walkOf.get(person) === walk) {
			circles.push(circleThrough(person, managerOf));
		}
	}
	return circles.sort(([a], [b]) => compareText(a!, b!));
}

function circleThrough(member: string, managerOf: ReadonlyMap<string, string | null>): string[] {
	const circle = [member];
	for (let next = managerOf.get(member); next !== member; next = managerOf.get(next!)) {
		circle.push(next!);
	}
	const smallest = circle.reduce((best, id, i) => (id < circle[best]! ? i : best), 0);
	return [...circle.slice(smallest), ...circle.slice(0, smallest)];
}
