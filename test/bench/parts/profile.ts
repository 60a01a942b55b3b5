import type { ComputingResult } from '../measured/computing';
import type { Measured } from '../session';
import type { BenchTable } from '../table';

/** Where the time of an unchanged run goes. */
export function profileTable(people: number, { profile = {} }: Measured): BenchTable {
	return {
		id: 'profile',
		title: 'Where the time goes',
		about: `One unchanged run at ${people.toLocaleString('en-US')} people under V8’s sampling profiler, which itself costs some time. What is at work at each moment, by where its code lies; what V8 does for it, such as parsing JSON, counts for the caller.`,
		columns: [{ name: 'What' }, { name: 'Time', unit: 's' }, { name: 'Share', unit: '%' }],
		rows: shares(profile),
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
function shares(seconds: Record<string, number>): Array<[string, number, number]> {
	const places = Object.entries(seconds).sort(([, a], [, b]) => b - a);
	const total = places.reduce((sum, [, time]) => sum + time, 0);
	return places.map(([place, time]) => [place, time, (100 * time) / total]);
}
