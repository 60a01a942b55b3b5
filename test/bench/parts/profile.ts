import type { ComputingResult } from '../measured/computing';
import type { Measured, Session } from '../session';
import type { BenchTable } from '../table';

/** Rows of a page of Flex. */
const [LARGE, SMALL] = [1000, 100];

type Profiled = Pick<Measured, 'profile'>;

/** An unchanged run under the profiler, in large and in small pages of Flex. */
export async function measureProfile(
	session: Session,
): Promise<Record<'large' | 'small', Profiled>> {
	const run = async () => {
		const { profile } = await session.template('unchanged', 1, { profile: true });
		return { profile };
	};
	return { large: await run(), small: await session.withFlexPages(SMALL, run) };
}

/** Where the time of an unchanged run goes. */
export function profileTable(
	people: number,
	{ large, small }: Record<'large' | 'small', Profiled>,
): BenchTable {
	const inSmall = new Map(
		shares(small.profile).map(([what, time, share]) => [what, [time, share]]),
	);
	const rows = shares(large.profile).map(([what, ...of]) => {
		const other = inSmall.get(what) ?? [null, null];
		inSmall.delete(what);
		return [what, ...of, ...other];
	});
	return {
		id: 'profile',
		title: 'Where the time goes',
		about: `One unchanged run each at ${people.toLocaleString('en-US')} people, in pages of ${LARGE.toLocaleString('en-US')} and of ${SMALL} of Flex, under V8’s sampling profiler, which itself costs some time. What is at work at each moment, by where its code lies; what V8 does for it, such as parsing JSON, counts for the caller.`,
		columns: [
			{ name: 'What' },
			{ name: 'In large pages', unit: 's' },
			{ name: 'Share', unit: '%' },
			{ name: 'In small pages', unit: 's' },
			{ name: 'Share in small pages', unit: '%' },
		],
		rows: [...rows, ...[...inSmall].map(([what, of]) => [what, null, null, ...of])],
		targets: [],
	};
}

/** Where the time of the parts goes that only compute. */
export function computingTable(people: number, { profiles }: ComputingResult): BenchTable {
	const rows = (who: string, seconds: Record<string, number>) =>
		shares(seconds).map(([what, time, share]) => [who, what, 1000 * time, share]);
	return {
		id: 'computing',
		title: 'Where the time of builder and planner goes',
		about: `The Hierarchy Builder, and the Sync Planner where everyone has changed, at ${people.toLocaleString('en-US')} people under the same profiler. A bare Map only finds the branch of everyone, and a bare diff whose user is whose and what differs; the rest is what they leave out.`,
		columns: [
			{ name: 'Who' },
			{ name: 'What' },
			{ name: 'Time', unit: 'ms' },
			{ name: 'Share', unit: '%' },
		],
		rows: [
			...rows('Hierarchy Builder', profiles.builder),
			...rows('Sync Planner', profiles.planner),
		],
		targets: [],
	};
}

/** The largest first, each with its share in per cent. */
function shares(seconds: Record<string, number> = {}): Array<[string, number, number]> {
	const places = Object.entries(seconds).sort(([, a], [, b]) => b - a);
	const total = places.reduce((sum, [, time]) => sum + time, 0);
	return places.map(([place, time]) => [place, time, (100 * time) / total]);
}
