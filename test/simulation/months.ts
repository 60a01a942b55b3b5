import type { Keeping } from '../figures/measurement';
import type { MonthsFigures } from './page';
import { live, type Outcome, type Period } from './run';

/** Companies of one size, and how long each lives. */
export interface Row {
	people: number;
	companies: number;
	months: number;
}

/** 503 months, in companies of 20 to 20,000 people. */
export const ROWS: readonly Row[] = [
	{ people: 20, companies: 5, months: 24 },
	{ people: 35, companies: 3, months: 24 },
	{ people: 60, companies: 3, months: 24 },
	{ people: 100, companies: 3, months: 24 },
	{ people: 200, companies: 2, months: 24 },
	{ people: 500, companies: 2, months: 24 },
	{ people: 1000, companies: 2, months: 24 },
	{ people: 2000, companies: 1, months: 12 },
	{ people: 5000, companies: 1, months: 6 },
	{ people: 10_000, companies: 1, months: 3 },
	{ people: 20_000, companies: 1, months: 2 },
];

/** What one row of companies did. */
type Lived = MonthsFigures['rows'][number];

/** Lets every company live. Each row is kept. */
export async function liveAll(
	rows: readonly Row[],
	seed: number,
	{ keep, progress }: Keeping,
): Promise<MonthsFigures> {
	const lived: Lived[] = [];
	for (const row of rows) {
		lived.push(
			await keep(`${row.people} people`, async () => {
				const outcomes: Outcome[] = [];
				for (let i = 0; i < row.companies; i++) {
					outcomes.push(await live(row.people, row.months, seed * 1000 + row.people + i));
					progress(`${row.people} people, company ${i + 1} of ${row.companies}`);
				}
				return livedOf(row, outcomes);
			}),
		);
	}
	return { rows: lived };
}

function livedOf({ people, companies }: Row, outcomes: readonly Outcome[]): Lived {
	const sum = (of: (outcome: Outcome) => number) =>
		outcomes.reduce((total, outcome) => total + of(outcome), 0);
	return {
		people,
		companies,
		months: sum((one) => one.months),
		nights: sum((one) => one.nights),
		changes: sum((one) => one.changes),
		holds: sum((one) => one.holds.length),
		night: mostUsed(outcomes, 'night'),
		week: mostUsed(outcomes, 'week'),
		wrong: outcomes.flatMap(({ holds, faults }) => [
			...faults,
			...holds.map(
				({ night, name, actual, limit, held }) =>
					`night ${night}: ${name} ${actual} of ${limit}, ${held} held`,
			),
		]),
	};
}

/** The largest share of each guard's limit that was used, in per cent. */
function mostUsed(outcomes: readonly Outcome[], period: Period): Record<string, number> {
	const most: Record<string, number> = {};
	for (const { used } of outcomes) {
		for (const [name, share] of used[period]) most[name] = Math.max(most[name] ?? 0, share);
	}
	return most;
}
