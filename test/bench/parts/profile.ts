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

/** Where the time of the parts goes that only compute, at one size and at a tenth of it. */
export function computingTable(
	people: number,
	{ profiles }: ComputingResult,
	{ profiles: ofTenth }: ComputingResult,
): BenchTable {
	const rows = (who: string, by: keyof ComputingResult['profiles']) =>
		shares(profiles[by]).map(([what, time, share]) => {
			const tenth = ofTenth[by][what];
			return [who, what, 1000 * time, share, tenth === undefined ? null : 10 * 1000 * tenth];
		});
	const size = (of: number) => of.toLocaleString('en-US');
	return {
		id: 'computing',
		title: 'Where the time of builder and planner goes',
		about: `The Hierarchy Builder, and the Sync Planner where everyone has changed, at ${size(people)} people under the same profiler, and ten times what each took at ${size(people / 10)}: what is more than that, grows faster than the company. A bare Map only finds the branch of everyone, and a bare diff whose user is whose and what differs; the rest is what they leave out.`,
		columns: [
			{ name: 'Who' },
			{ name: 'What' },
			{ name: 'Time', unit: 'ms' },
			{ name: 'Share', unit: '%' },
			{ name: `Ten times that at ${size(people / 10)}`, unit: 'ms' },
		],
		rows: [...rows('Hierarchy Builder', 'builder'), ...rows('Sync Planner', 'planner')],
		targets: [],
	};
}

/** The largest first, each with its share in per cent. */
function shares(seconds: Record<string, number> = {}): Array<[string, number, number]> {
	const places = Object.entries(seconds).sort(([, a], [, b]) => b - a);
	const total = places.reduce((sum, [, time]) => sum + time, 0);
	return places.map(([place, time]) => [place, time, (100 * time) / total]);
}
