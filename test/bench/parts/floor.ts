import { target, type PromiseId } from '../promises';
import type { Measured, Session } from '../session';
import type { BenchTable } from '../table';

/** The company whose figures are promised. */
const PROMISED_AT = 10_000;
/** Rows of a page of Flex: what the node asks for, and what other systems of its kind give. */
const [LARGE_PAGE, SMALL_PAGE] = [1000, 100];
/** Milliseconds of one answer over a network: about what a server in the same country needs. */
export const LATENCY = 50;
/** Larger ones would only wait longer. */
const MOST_PEOPLE_AT_LATENCY = 10_000;
const RUNS_AT_LATENCY = 3;

export interface FloorRun {
	people: number;
	/** Rows of the largest page that Flex gave. */
	rows: number;
	/** Milliseconds that each answer took on its way. */
	latency: number;
	unchanged: Measured;
	/** Seconds of the bare script, by what sent its requests. */
	undici: number;
	n8n: number;
}

/** The bare script beside the unchanged run of the template, on the machine and as over a network. */
export async function measureFloor(
	session: Session,
	unchanged: Measured,
	runs: number,
): Promise<FloorRun[]> {
	const { people } = session;
	const beside = async (
		run: Measured,
		rows: number,
		latency: number,
		times: number,
	): Promise<FloorRun> => ({
		people,
		rows,
		latency,
		unchanged: run,
		undici: await session.floor(run, times, 'undici'),
		n8n: await session.floor(run, times, 'n8n'),
	});
	const few = Math.min(runs, RUNS_AT_LATENCY);
	const again = async (rows: number, latency: number) =>
		await session.withLatency(
			latency,
			async () => await beside(await session.template('unchanged', few), rows, latency, few),
		);
	const done = [await beside(unchanged, LARGE_PAGE, 0, runs)];
	if (people <= MOST_PEOPLE_AT_LATENCY) done.push(await again(LARGE_PAGE, LATENCY));
	if (people === PROMISED_AT) {
		await session.withFlexPages(SMALL_PAGE, async () => {
			for (const latency of [0, LATENCY]) done.push(await again(SMALL_PAGE, latency));
		});
	}
	return done;
}

export function floorTable(runs: readonly FloorRun[]): BenchTable {
	return {
		id: 'floor',
		title: 'To the floor',
		about: `An unchanged run of the template to the least that any program must do: a bare script that sends the same requests with undici, as many at a time, one system after the other as n8n runs one node after the other, parses the JSON and puts the entries into two Maps. The same script with n8n’s own request helper, which is the only way out for a node of a verified package, shows what of the difference is n8n’s: it opens a connection for every request. Once with answers that come at once, which no network gives, and once with each answer ${LATENCY} ms late. All are measured from the start of the run, everything loaded.`,
		columns: [
			{ name: 'People' },
			{ name: 'Rows a page' },
			{ name: 'Answers late by', unit: 'ms' },
			{ name: 'Requests' },
			{ name: 'Template', unit: 's' },
			{ name: 'Of that, reading', unit: 's' },
			{ name: 'Bare script', unit: 's' },
			{ name: 'Bare script with n8n’s helper', unit: 's' },
			{ name: 'Template to script', unit: '×' },
			{ name: 'Template to script with n8n’s helper', unit: '×' },
		],
		rows: runs.map(({ people, rows, latency, unchanged, undici, n8n }) => [
			people,
			rows,
			latency,
			unchanged.requests.length,
			unchanged.seconds,
			reading(unchanged),
			undici,
			n8n,
			unchanged.seconds / undici,
			unchanged.seconds / n8n,
		]),
		targets: runs
			.filter(({ people }) => people === PROMISED_AT)
			.map(({ rows, latency, unchanged, undici }) => {
				const when = latency === 0 ? 'AtOnce' : 'Late';
				const [id, actual]: [PromiseId, number] =
					rows === SMALL_PAGE
						? [`smallPages${when}`, unchanged.seconds / undici]
						: [`largePages${when}`, unchanged.seconds - undici];
				return target(id, actual);
			}),
		charts: [
			{
				title: 'Seconds of an unchanged run and of the bare script',
				label: 'People',
				values: ['Template', 'Bare script', 'Bare script with n8n’s helper'],
				logarithmic: true,
			},
		],
	};
}

function reading({ nodes }: Measured): number {
	return (
		(nodes['Read employees from Flex'] ?? 0) + (nodes['Read the directory in Winningtemp'] ?? 0)
	);
}
