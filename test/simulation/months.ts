import { GUARD_NAMES, GUARD_ROWS } from '../../directory/plan';
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

export interface Lived extends Row {
	outcomes: Outcome[];
}

/** Lets every company live. @param progress what is finished, for the console */
export async function liveAll(
	rows: readonly Row[],
	seed: number,
	progress: (line: string) => void,
): Promise<Lived[]> {
	const lived: Lived[] = [];
	for (const row of rows) {
		const outcomes: Outcome[] = [];
		for (let i = 0; i < row.companies; i++) {
			outcomes.push(await live(row.people, row.months, seed * 1000 + row.people + i));
			progress(`${row.people} people, company ${i + 1} of ${row.companies}`);
		}
		lived.push({ ...row, outcomes });
	}
	return lived;
}

export const BEGIN = '<!-- months: begin -->';
export const END = '<!-- months: end -->';

/** The page with its section of figures replaced. @throws where the page has no such section */
export function withFigures(page: string, lived: readonly Lived[], date: string): string {
	const begin = page.indexOf(BEGIN);
	const end = page.indexOf(END);
	if (begin < 0 || end < begin) throw new Error(`The page has no section from ${BEGIN} to ${END}.`);
	return `${page.slice(0, begin)}${BEGIN}\n\n${figures(lived, date)}\n\n${page.slice(end)}`;
}

function figures(lived: readonly Lived[], date: string): string {
	const all = lived.flatMap(({ outcomes }) => outcomes);
	const months = sum(all, (one) => one.months);
	const holds = sum(all, (one) => one.holds.length);
	const rows = lived.map(({ people, companies, outcomes }) =>
		[
			people,
			companies,
			sum(outcomes, (one) => one.months),
			sum(outcomes, (one) => one.nights),
			sum(outcomes, (one) => one.changes),
			sum(outcomes, (one) => one.holds.length),
		].map(numeral),
	);
	const guards = GUARD_NAMES.flatMap((name) => {
		const [night, week] = [mostUsed(all, 'night', name), mostUsed(all, 'week', name)];
		return night === null
			? []
			: [[GUARD_ROWS[name].name, `${night} %`, week === null ? '–' : `${week} %`]];
	});
	return [
		`Made on ${date} with \`npm run months\`: ${numeral(months)} ordinary months, every night of them, and ${numeral(holds)} holds.`,
		table(['People', 'Companies', 'Months', 'Nights with changes', 'Changes', 'Holds'], rows),
		'How much of each limit these months used, at the most:',
		table(['Guard', 'Of a night', 'Of a week'], guards, 1),
	].join('\n\n');
}

function table(names: string[], rows: string[][], texts = 0): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	const rule = names.map((_, i) => (i < texts ? '---' : '---:'));
	return [line(names), line(rule), ...rows.map(line)].join('\n');
}

/** In whole per cent; `null` where the guard was never looked at. */
function mostUsed(outcomes: readonly Outcome[], period: Period, name: string): number | null {
	const shares = outcomes.flatMap(({ used }) => used[period].get(name) ?? []);
	return shares.length > 0 ? Math.round(Math.max(...shares)) : null;
}

function sum(outcomes: readonly Outcome[], of: (outcome: Outcome) => number): number {
	return outcomes.reduce((total, outcome) => total + of(outcome), 0);
}

function numeral(value: number): string {
	return value.toLocaleString('en');
}
