import { markdownTable, measuredOn, type Measurement } from '../figures/measurement';
import { heading, inWords, limitInWords, verdict, withUnit, type Figures } from './figures';
import type { BenchTable } from './table';

/** Words on a part that the figures do not say, by id. */
const REMARKS: Record<string, string> = {
	template:
		'A first load is slow because every person is a write; it happens once. _In bulk_ is how it goes where the tenant offers bulk requests (RFC 7644 §3.7), which _Use Bulk_ in **Apply the changes** makes use of by default.',
	floor:
		'n8n’s request helper opens a new connection for every request and takes each through its proxies, its guards and axios: that is the difference between the two scripts, and no package can do without it. What the template adds to them is what makes it right: every page checked, the lists of Flex joined by employee, everybody mapped, placed and compared.',
	stock:
		'What takes the time in the stock nodes is not the network: n8n evaluates an expression for every item, about a millisecond each. The Employee Mapper reads a dragged field as text once and compiles it. In an unchanged run both read the same pages and write nothing, so their requests are as many.',
	hierarchy:
		'“The same job” goes from the fields of people to groups that know the group above, with everybody in one. Linking alone leaves out the finding of the groups, which is most of the work, and which our builder always does; a builder that finds, names and numbers the groups cannot be faster than one that is handed them.',
	requests:
		'Nothing is asked for per unchanged person: a thousand people more are a page more in each of Flex’s lists, and five in Winningtemp’s.',
};

/** The file of a chart of a table, relative to the page. */
export function imageOf({ id }: BenchTable, chart: number): string {
	return `images/bench-${id}${chart > 0 ? `-${chart + 1}` : ''}.svg`;
}

/** The page docs/performance.md. */
export function performancePage({ stamp, figures }: Measurement<Figures>): string {
	const { expressionEngine, tables } = figures;
	return [
		'# How fast it is',
		'',
		'`npm run figures` writes this page from `docs/figures/performance.json`. Every figure is measured. Compare ratios, not seconds: both sides of a ratio were measured in one run on one machine, and another machine has other seconds.',
		'',
		measuredOn(stamp, expressionEngine === null ? [] : [`expression engine “${expressionEngine}”`]),
		'',
		...targets(tables),
		...tables.flatMap(section),
		'## How it is measured',
		'',
		'- People are invented (`test/sandbox/people.ts`), in two companies, with offices, departments and teams, leavers and people who start later among them; the same ones every time.',
		'- Both systems are stand-ins on the same machine, in a process of their own, so that there is no network in the seconds. Over a real one add the time of the requests: number of requests, divided by how many are under way at a time, times the time of one.',
		'- Each run is a process of its own; of several, the one in the middle by its time is shown, and of each node the middle time. Whatever else the machine does falls on all of them.',
		'- Page sizes: 1,000 in Flex (what the node asks for; what Flex allows is not known) unless a table says otherwise, 200 in Winningtemp (what the stand-in says that it gives).',
		'- Where the machine runs a Node older than 24, n8n’s expression engine `vm` cannot start, and `legacy` takes its place; n8n itself needs Node 24.',
		'',
	].join('\n');
}

function targets(tables: readonly BenchTable[]): string[] {
	const rows = tables.flatMap((table) =>
		table.targets.map((target) => [
			target.promise,
			limitInWords(target),
			withUnit(target.actual, target.unit),
			verdict(target),
		]),
	);
	if (rows.length === 0) return [];
	return [
		'## What was to be reached',
		'',
		markdownTable(['', 'Promised', 'Measured', ''], rows, [false, false, true, false]),
		'',
	];
}

function section(table: BenchTable): string[] {
	const remark = REMARKS[table.id];
	return [
		`## ${table.title}`,
		'',
		table.about,
		'',
		markdownTable(
			table.columns.map(heading),
			table.rows.map((row) => row.map((cell, i) => inWords(cell, table.columns[i]!))),
			table.columns.map((_, i) => table.rows.some((row) => typeof row[i] === 'number')),
		),
		'',
		...(remark === undefined ? [] : [remark, '']),
		...(table.charts ?? []).flatMap((chart, i) => [`![${chart.title}](${imageOf(table, i)})`, '']),
	];
}
