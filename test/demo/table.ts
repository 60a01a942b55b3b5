import type { StepResult } from './demo';

const COLUMNS: Array<[string, (result: StepResult) => string | number]> = [
	['step', ({ step }) => step],
	['created', ({ created }) => created],
	['updated', ({ updated }) => updated],
	['deactivated', ({ deactivated }) => deactivated],
	['deleted', ({ deleted }) => deleted],
	['unchanged', ({ unchanged }) => unchanged],
	['held', ({ held }) => held],
	['failed', ({ failed }) => failed],
	['writes', ({ requests }) => requests.writes],
	['reads', ({ requests }) => requests.winningtemp - requests.writes],
	['Flex', ({ requests }) => requests.flex],
	['seconds', ({ seconds }) => seconds.toFixed(1)],
];

/** The steps as lines of a table, numbers to the right. */
export function table(results: StepResult[]): string[] {
	const rows = [
		COLUMNS.map(([title]) => title),
		...results.map((result) => COLUMNS.map(([, value]) => String(value(result)))),
	];
	const widths = COLUMNS.map((_, i) =>
		rows.reduce((widest, row) => Math.max(widest, row[i]!.length), 0),
	);
	return rows.map((row) =>
		row
			.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
			.join('  '),
	);
}
