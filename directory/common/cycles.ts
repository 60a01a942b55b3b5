import { compareText } from './text';

/**
 * The circles among reporting lines: people who are, at some remove, their own manager.
 *
 * @param managerOf External ID of the manager, by External ID of the person
 * @returns each circle once, from its smallest External ID along the reporting line, the circles
 * in the order of their first member; empty where all is well
 */
export function findCircles(managerOf: ReadonlyMap<string, string | null>): string[][] {
	return circlesAmong(new Set(managerOf.values()), (person) => managerOf.get(person));
}

/**
 * As `findCircles`, where it is known who manages anybody: only they can be in a circle, and they
 * are few.
 */
export function circlesAmong(
	managers: Iterable<string | null>,
	managerOf: (person: string) => string | null | undefined,
): string[][] {
	const circles: string[][] = [];
	const walkOf = new Map<string, number>();
	let walk = 0;
	for (const start of managers) {
		walk++;
		let person: string | null | undefined = start;
		while (typeof person === 'string' && !walkOf.has(person)) {
			walkOf.set(person, walk);
			person = managerOf(person);
		}
		// Met again within the same walk: what lies between the two meetings is a circle.
		if (typeof person === 'string' && walkOf.get(person) === walk) {
			circles.push(circleThrough(person, managerOf));
		}
	}
	return circles.sort(([a], [b]) => compareText(a!, b!));
}

/**
 * Everything that is below one of some, at some remove, and these themselves.
 *
 * @param parentOf without circles; one that it does not know is at the top
 */
export function withAllBelow(
	some: ReadonlySet<string>,
	parentOf: ReadonlyMap<string, string | null>,
): Set<string> {
	const isBelow = new Map<string, boolean>([...some].map((id) => [id, true]));
	for (const id of parentOf.keys()) {
		const way: string[] = [];
		let at: string | null | undefined = id;
		for (; at != null && !isBelow.has(at); at = parentOf.get(at)) way.push(at);
		for (const passed of way) isBelow.set(passed, at != null && isBelow.get(at)!);
	}
	return new Set([...isBelow].flatMap(([id, below]) => (below ? id : [])));
}

function circleThrough(
	member: string,
	managerOf: (person: string) => string | null | undefined,
): string[] {
	const circle = [member];
	for (let next = managerOf(member); next !== member; next = managerOf(next!)) {
		circle.push(next!);
	}
	const smallest = circle.reduce((best, id, i) => (id < circle[best]! ? i : best), 0);
	return [...circle.slice(smallest), ...circle.slice(0, smallest)];
}
