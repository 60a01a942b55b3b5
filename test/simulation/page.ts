import { GUARD_NAMES, GUARD_ROWS } from '../../directory/plan';
import { markdownTable, measuredOn, type Measurement } from '../figures/measurement';

/** What ordinary months of companies gave, by the size of the company. */
export interface MonthsFigures {
	rows: Array<{
		people: number;
		companies: number;
		months: number;
		/** Nights on which something was planned. */
		nights: number;
		changes: number;
		holds: number;
		/** By guard: the most that was used of the limits of a night and of a week, in per cent. */
		night: Record<string, number>;
		week: Record<string, number>;
		/** Everything that was held, and every change that failed, in words. */
		wrong: string[];
	}>;
}

/** The section of docs/guards.md. */
export function monthsSection({ stamp, figures: { rows } }: Measurement<MonthsFigures>): string {
	const total = (name: 'months' | 'holds') => rows.reduce((sum, row) => sum + row[name], 0);
	const most = (period: 'night' | 'week', guard: string) => {
		const shares = rows.flatMap((row) => row[period][guard] ?? []);
		return shares.length > 0 ? Math.round(Math.max(...shares)) : null;
	};
	const guards = GUARD_NAMES.flatMap((name) => {
		const [night, week] = [most('night', name), most('week', name)];
		return night === null
			? []
			: [[GUARD_ROWS[name].name, `${night} %`, week === null ? '–' : `${week} %`]];
	});
	const columns = ['people', 'companies', 'months', 'nights', 'changes', 'holds'] as const;
	return [
		`\`npm run figures\` lets companies live for ${numeral(total('months'))} ordinary months and plans every night of them. The guards held ${numeral(total('holds'))} times. ${measuredOn(stamp)}`,
		markdownTable(
			['People', 'Companies', 'Months', 'Nights with changes', 'Changes', 'Holds'],
			rows.map((row) => columns.map((name) => numeral(row[name]))),
			columns.map(() => true),
		),
		'How much of each limit these months used, at the most:',
		markdownTable(['Guard', 'Of a night', 'Of a week'], guards, [false, true, true]),
	].join('\n\n');
}

function numeral(value: number): string {
	return value.toLocaleString('en');
}
