import { markdownTable, type Measurement } from '../figures/measurement';
import { inWords, type Figures } from './figures';
import type { BenchTable, Cell } from './table';

/** The table of the page docs/sizing.md. @throws where the template was not measured */
export function sizingTable({ figures }: Measurement<Figures>): string {
	const template = figures.tables.find(({ id }) => id === 'template');
	if (!template) throw new Error('The figures have no runs of the template.');
	return markdownTable(
		['Run (people, what happens)', 'Seconds', 'Requests', 'Peak memory (MB)'],
		template.rows.map((row) => rowOf(template, row)),
		[false, true, true, true],
	);
}

function rowOf(template: BenchTable, row: readonly Cell[]): string[] {
	const value = (name: string) => row[template.columns.findIndex((one) => one.name === name)]!;
	const requests = ['Reads from Flex', 'Reads from Winningtemp', 'Writes'].reduce(
		(sum, name) => sum + Number(value(name)),
		0,
	);
	return [
		String(value('Run')),
		inWords(value('Total'), { unit: 's' }),
		inWords(requests, {}),
		inWords(value('Peak memory'), { unit: 'MB' }),
	];
}
