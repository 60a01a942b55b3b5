import type { Measured, Session } from '../session';
import type { BenchTable } from '../table';

const LIMIT = 1.5;
/** Milliseconds of one answer over a network: about what a server in the same country needs. */
export const LATENCY = 50;
/** Larger ones would only wait longer. */
const MOST_PEOPLE_AT_LATENCY = 10_000;
const RUNS_AT_LATENCY = 3;

export interface FloorRun {
	people: number;
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
	const beside = async (run: Measured, latency: number, times: number): Promise<FloorRun> => ({
		people,
		latency,
		unchanged: run,
		undici: await session.floor(run, times, 'undici'),
		n8n: await session.floor(run, times, 'n8n'),
	});
	const done = [await beside(unchanged, 0, runs)];
	if (people <= MOST_PEOPLE_AT_LATENCY) {
		const times = Math.min(runs, RUNS_AT_LATENCY);
		done.push(
			await session.withLatency(
				LATENCY,
				async () => await beside(await session.template('unchanged', times), LATENCY, times),
			),
		);
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
			{ name: 'Answers late by', unit: 'ms' },
			{ name: 'Requests' },
			{ name: 'Template', unit: 's' },
			{ name: 'Of that, reading', unit: 's' },
			{ name: 'Bare script', unit: 's' },
			{ name: 'Bare script with n8n’s helper', unit: 's' },
			{ name: 'Template to script', unit: '×' },
			{ name: 'Template to script with n8n’s helper', unit: '×' },
		],
		rows: runs.map(({ people, latency, unchanged, undici, n8n }) => [
			people,
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
			.filter(({ people }) => people === 10_000)
			.map(({ latency, unchanged, undici }) => ({
				promise: `An unchanged run at 10,000 people to the bare script, ${latency === 0 ? 'answers at once' : `answers ${latency} ms late`}`,
				actual: unchanged.seconds / undici,
				limit: LIMIT,
				unit: '×',
			})),
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
