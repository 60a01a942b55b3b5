import type { Measured, Session } from '../session';
import type { BenchTable } from '../table';

const LIMIT = 1.5;

export interface FloorRun {
	people: number;
	unchanged: Measured;
	floor: { seconds: number; entries: number };
}

/** The bare script beside the unchanged run of the template. */
export async function measureFloor(
	session: Session,
	unchanged: Measured,
	runs: number,
): Promise<FloorRun> {
	return { people: session.people, unchanged, floor: await session.floor(unchanged, runs) };
}

export function floorTable(runs: readonly FloorRun[]): BenchTable {
	return {
		id: 'floor',
		title: 'To the floor',
		about:
			'An unchanged run of the template to the least that any program must do: a bare script that sends the same requests with undici, as many at a time, one system after the other as n8n runs one node after the other, parses the JSON and puts the entries into two Maps. Both are measured from the start of the run, everything loaded.',
		columns: [
			{ name: 'People' },
			{ name: 'Requests' },
			{ name: 'Template', unit: 's' },
			{ name: 'Of that, reading', unit: 's' },
			{ name: 'Bare script', unit: 's' },
			{ name: 'Template to script', unit: '×' },
		],
		rows: runs.map(({ people, unchanged, floor }) => [
			people,
			unchanged.requests.length,
			unchanged.seconds,
			reading(unchanged),
			floor.seconds,
			unchanged.seconds / floor.seconds,
		]),
		targets: runs
			.filter(({ people }) => people === 10_000)
			.map(({ unchanged, floor }) => ({
				promise: 'An unchanged run at 10,000 people to the bare script',
				actual: unchanged.seconds / floor.seconds,
				limit: LIMIT,
				unit: '×',
			})),
		charts: [
			{
				title: 'Seconds of an unchanged run and of the bare script',
				label: 'People',
				values: ['Template', 'Bare script'],
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
