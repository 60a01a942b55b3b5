import { LATENCY } from './floor';
import { distinctPages, MORE_AT_MOST } from './requests';
import { reads } from './template';
import type { Measured, Session } from '../session';
import type { BenchTable } from '../table';

/** Rows of the largest page that Flex gives: what the node asks for, and what an earlier version asked for. */
const [LARGE, EARLIER] = [1000, 100];
const RUNS = 3;
const FLEX_FASTER = 4;
const RUN_FASTER = 3;

/** Unchanged runs over a network, in larger and in smaller pages of Flex. */
export async function measurePages(session: Session): Promise<BenchTable> {
	const measure = async (rows: number) =>
		await session.withFlexPages(
			rows,
			async () =>
				await session.withLatency(LATENCY, async () => await session.template('unchanged', RUNS)),
		);
	return pagesTable(session.people, await measure(EARLIER), await measure(LARGE));
}

function pagesTable(people: number, earlier: Measured, large: Measured): BenchTable {
	const runs = [
		{ rows: EARLIER, run: earlier },
		{ rows: LARGE, run: large },
	].map(({ rows, run }) => {
		const ofFlex = { ...run, requests: run.requests.filter(({ system }) => system === 'flex') };
		const sent = reads(ofFlex.requests, 'flex');
		return { rows, run, sent, least: distinctPages(ofFlex) };
	});
	const faster = { atLeast: true, unit: '×' };
	return {
		id: 'pages',
		title: 'Large pages of Flex',
		about: `An unchanged run at ${people.toLocaleString('en-US')} people with each answer ${LATENCY} ms late, where Flex gives at most ${EARLIER} rows a page, which an earlier version asked for, and where it gives the ${LARGE.toLocaleString('en-US')} that the node asks for now. The middle of ${RUNS} runs each.`,
		columns: [
			{ name: 'Rows a page' },
			{ name: 'Least', unit: 'requests' },
			{ name: 'Requests to Flex', unit: 'requests' },
			{ name: 'Read employees from Flex', unit: 's' },
			{ name: 'Whole run', unit: 's' },
		],
		rows: runs.map(({ rows, run, sent, least }) => [
			rows.toLocaleString('en-US'),
			least,
			sent,
			run.nodes[READ]!,
			run.seconds,
		]),
		targets: [
			{
				promise: `Reading Flex in large pages, faster at ${people.toLocaleString('en-US')} people`,
				actual: earlier.nodes[READ]! / large.nodes[READ]!,
				limit: FLEX_FASTER,
				...faster,
			},
			{
				promise: 'The whole run with them, faster',
				actual: earlier.seconds / large.seconds,
				limit: RUN_FASTER,
				...faster,
			},
			...runs.map(({ rows, sent, least }) => ({
				promise: `Requests to Flex more than the least, pages of ${rows.toLocaleString('en-US')}`,
				actual: sent - least,
				limit: MORE_AT_MOST,
				unit: 'requests',
			})),
		],
	};
}

const READ = 'Read employees from Flex';
