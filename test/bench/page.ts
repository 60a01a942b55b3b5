import { markdownTable, measuredOn, type Measurement } from '../figures/measurement';
import {
	heading,
	inWords,
	isReached,
	limitInWords,
	verdict,
	withUnit,
	type Figures,
} from './figures';
import { PROMISES, type Promised } from './promises';
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
	peers: [
		'daff was taken since it does the part of the job that any such program begins with, and npm has it. These were tried before it:',
		'',
		'- LSC (LDAP Synchronization Connector): its source could be had, but not the packages of Maven Central that it is built with.',
		'- Adobe’s User Sync Tool: its source could be had, but not the packages of PyPI that it needs, among them Adobe’s own client.',
		'- octoDNS, which plans changes in much the same way, for DNS: it is on PyPI, which could not be reached.',
		'- pg-ldap-sync, which Debian has: it compares no values of people, only names and memberships, and wants an LDAP server and PostgreSQL beside it.',
		'- On npm, packages for SCIM are servers or clients, none compares two directories. tabular-data-differ and csv-compare compare tables as daff does, but want them sorted or in files.',
	].join('\n'),
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
		...promises(tables),
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

/** Every promise with its figure, and below them why those are missed that are. */
function promises(tables: readonly BenchTable[]): string[] {
	const measured = new Map(
		tables.flatMap(({ targets }) => targets.map(({ promise, actual }) => [promise, actual])),
	);
	const all = Object.values<Promised>(PROMISES).map((promised) => {
		const actual = measured.get(promised.promise);
		return { ...promised, found: actual === undefined ? null : { ...promised, actual } };
	});
	const missed = all.filter(({ found }) => found !== null && !isReached(found));
	return [
		'## What was to be reached',
		'',
		markdownTable(
			['', 'Promised', 'Measured', ''],
			all.map(({ found, ...promised }) => [
				promised.promise,
				limitInWords(promised),
				found === null ? '' : withUnit(found.actual, found.unit),
				found === null ? 'not measured yet' : verdict(found),
			]),
			[false, false, true, false],
		),
		'',
		...(missed.length === 0 ? [] : ['Why some are missed:', '', ...missed.map(why), '']),
	];
}

function why({ promise, reason }: Promised): string {
	return `- _${promise}_: ${reason ?? 'the reason is not known yet.'}`;
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
