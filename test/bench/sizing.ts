import { inWords, type Figures } from './figures';
import type { BenchTable, Cell } from './table';

const BEGIN = '<!-- figures: written by npm run bench -->';
const END = '<!-- end of figures -->';

/** The page docs/sizing.md with its table made of new figures; as it was where there are none. */
export function sizingTable(page: string, { tables }: Figures): string {
	const template = tables.find(({ id }) => id === 'template');
	const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
	if (!template || begin < 0 || end < 0) return page;
	const lines = [
		'| Run (people, what happens) | Seconds | Requests | Peak memory (MB) |',
		'| --- | ---: | ---: | ---: |',
		...template.rows.map((row) => `| ${rowOf(template, row).join(' | ')} |`),
	];
	return `${page.slice(0, begin + BEGIN.length)}\n\n${lines.join('\n')}\n\n${page.slice(end)}`;
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
