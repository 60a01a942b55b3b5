import { LATENCY } from './floor';
import { distinctPages } from './requests';
import { reads } from './template';
import { target } from '../promises';
import type { Measured, Session } from '../session';
import type { BenchTable } from '../table';

/** Rows of the largest page that Flex gives: what the node asks for, and what an earlier version asked for. */
const [LARGE, EARLIER] = [1000, 100];
const RUNS = 3;

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
			target('flexFaster', earlier.nodes[READ]! / large.nodes[READ]!),
			target('runFaster', earlier.seconds / large.seconds),
			...runs.map(({ rows, sent, least }) =>
				target(rows === LARGE ? 'flexRequestsLarge' : 'flexRequestsSmall', sent - least),
			),
		],
	};
}

const READ = 'Read employees from Flex';
