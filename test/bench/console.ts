import { heading, inWords, limitInWords, verdict, withUnit } from './figures';
import type { BenchTable } from './table';

/** A table as lines for the console, with what was to be reached below it. */
export function tableLines({ title, columns, rows, targets }: BenchTable): string[] {
	const texts = [
		columns.map(heading),
		...rows.map((row) => row.map((cell, i) => inWords(cell, columns[i]!))),
	];
	const widths = columns.map((_, i) =>
		texts.reduce((widest, row) => Math.max(widest, row[i]!.length), 0),
	);
	const isNumber = columns.map((_, i) => rows.some((row) => typeof row[i] === 'number'));
	const lines = texts.map((row) =>
		row
			.map((text, i) => (isNumber[i] ? text.padStart(widths[i]!) : text.padEnd(widths[i]!)))
			.join('  '),
	);
	return [
		'',
		title,
		...lines,
		...targets.map(
			(target) =>
				`${target.promise}: ${withUnit(target.actual, target.unit)}, ${limitInWords(target)}: ${verdict(target)}`,
		),
	];
}
